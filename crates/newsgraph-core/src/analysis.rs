//! The seam to the analyser: sentences and tokens in; tags, lemmas, trees and names out.

use crate::span::{Span, TokenRange};
pub use crate::tagset::{Deprel, Upos, Xpos};
use smol_str::SmolStr;

/// One token of the text, in the tokenisation of the English UD treebanks ("don't" is "do", "n't").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
}

/// One sentence: a run of tokens inside one block of the layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// From the first byte of the first token to the last byte of the last.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Index of its block.
    pub block: u32,
}

/// What the knowledge base says about one token, as evidence for the name recogniser: a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Hints(pub u16);

impl Hints {
    /// Inside a known full name of a person.
    pub const PERSON: Self = Self(1);
    /// Inside a name of a country.
    pub const COUNTRY: Self = Self(1 << 1);
    /// Inside a name of an organisation.
    pub const ORGANIZATION: Self = Self(1 << 2);
    /// Inside a name of a place.
    pub const PLACE: Self = Self(1 << 3);
    /// A demonym.
    pub const DEMONYM: Self = Self(1 << 4);
    /// A metonym of a government.
    pub const METONYM: Self = Self(1 << 5);
    /// A given name somewhere in the world.
    pub const GIVEN_NAME: Self = Self(1 << 6);
    /// A family name somewhere in the world.
    pub const SURNAME: Self = Self(1 << 7);
    /// First token of the longest known name that covers the token.
    pub const BEGIN: Self = Self(1 << 8);
    /// The known name is also a common word or belongs to unlike things.
    pub const AMBIGUOUS: Self = Self(1 << 9);
    /// The known name has more than one token.
    pub const MULTI: Self = Self(1 << 10);
    /// Family name of a known politician or official.
    pub const KNOWN_SURNAME: Self = Self(1 << 11);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The tokens of a whole document, as the analyser gets them.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'a> {
    /// The article's text.
    pub text: &'a str,
    /// All tokens, in order.
    pub tokens: &'a [Token],
    /// All sentences, in order; every token belongs to exactly one.
    pub sentences: &'a [Sentence],
    /// For each token what the knowledge base says; may be empty.
    pub hints: &'a [Hints],
}

impl<'a> Tokens<'a> {
    /// The text of token `i`.
    #[must_use]
    pub fn form(&self, i: u32) -> &'a str {
        self.tokens.get(i as usize).map_or("", |t| t.span.of(self.text))
    }
}

/// The analysis of one token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag (tense, number, participle).
    pub xpos: Xpos,
    /// Dictionary form, in lower case but for names.
    pub lemma: SmolStr,
    /// Index (in the document) of the governing token; `None` at the root of a sentence.
    pub head: Option<u32>,
    /// Relation to the head.
    pub deprel: Deprel,
}

/// What a recognised name names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum NameLabel {
    /// A human being, without title or honorific.
    Person,
    /// A body with a name.
    Organization,
    /// A city, region, continent, sea, building.
    Place,
    /// A state or self-ruled territory.
    Country,
    /// "Russian", "Russians".
    Demonym,
    /// A capital or seat that stands for a government.
    Metonym,
    /// An office, rank or expert role right before a person or in apposition.
    Title,
}

/// A name found by the recogniser.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NameSpan {
    /// Its tokens; within one sentence.
    pub tokens: TokenRange,
    /// What it names.
    pub label: NameLabel,
    /// How sure the recogniser is, in [0, 1].
    pub confidence: f32,
}

/// What the analyser gives back.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// One entry a token.
    pub words: Vec<Word>,
    /// Names in order of their first token, not overlapping.
    pub names: Vec<NameSpan>,
}

/// Tags, lemmatises, parses and finds names. Implementations must be deterministic and linear in the text.
pub trait Analyzer: Send + Sync {
    /// Analyses a document. The result has one word for each token, heads stay within the sentence.
    fn analyze(&self, tokens: &Tokens<'_>) -> Analysis;
}
