//! Sentences and tokens.

use super::layout::Block;
use crate::analysis::{Sentence, Token};
use crate::span::{Span, TokenRange};
use unicode_segmentation::UnicodeSegmentation;

/// Sentences and tokens of a document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Segmentation {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// Splits the blocks into sentences and tokens; boilerplate gives none. Linear in the text.
#[must_use]
pub fn segment(text: &str, blocks: &[Block]) -> Segmentation {
    let mut out = Segmentation::default();
    for (i, block) in blocks.iter().enumerate() {
        if block.kind == super::BlockKind::Boilerplate {
            continue;
        }
        for (at, sentence) in block.span.of(text).split_sentence_bound_indices() {
            let first = out.tokens.len() as u32;
            for (offset, word) in sentence.split_word_bound_indices().filter(|(_, w)| !w.trim().is_empty()) {
                let start = block.span.start + (at + offset) as u32;
                out.tokens.push(Token { span: Span::new(start, start + word.len() as u32) });
            }
            if let (Some(a), Some(b)) = (out.tokens.get(first as usize), out.tokens.last()) {
                out.sentences.push(Sentence {
                    span: a.span.cover(b.span),
                    tokens: TokenRange::new(first, out.tokens.len() as u32),
                    block: i as u32,
                });
            }
        }
    }
    out
}
