//! Blocks of a page: headline, dateline, paragraphs, captions, and what is no news.

use crate::lexicon::Lexicon;
use crate::span::Span;
use jiff::civil::Date;

/// What a block of text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BlockKind {
    /// The article's headline (also when repeated).
    Headline,
    /// A heading between paragraphs.
    Heading,
    /// Place, date, agency or time stamp before the text.
    Dateline,
    /// "By …".
    Byline,
    /// Running text.
    Paragraph,
    /// Under a picture, with its credit.
    Caption,
    /// Scraped rest of the page: never analysed, gives no nodes.
    Boilerplate,
}

/// A run of text that is laid out as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The layout of an article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// Blocks in text order, not overlapping.
    pub blocks: Vec<Block>,
    /// The date the text gives itself (dateline, "Updated: …").
    pub date: Option<Date>,
    /// The place the dateline names ("ANKARA, Turkey"), a part of the text.
    pub dateline_place: Option<Span>,
}

/// Finds the blocks of an article's text. Linear in the text.
#[must_use]
pub fn layout(text: &str, _lexicon: &Lexicon) -> Layout {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).unwrap_or(0);
            blocks.push(Block {
                span: Span::new(start as u32, (start + trimmed.len()) as u32),
                kind: BlockKind::Paragraph,
            });
        }
        at += line.len();
    }
    Layout { blocks, date: None, dateline_place: None }
}
