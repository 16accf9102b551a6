//! Words that name or stand for entities, before it is known which.

mod bounds;
mod cues;
pub(crate) mod hints;
mod kind;
mod names;
mod nominals;
mod spans;
mod titles;

use crate::document::Document;
use crate::graph::MentionForm;
use crate::knowledge::{Candidate, EntityKind, Gender, NameMatch};
use crate::span::TokenRange;

pub use titles::TitleMention;
pub(crate) use titles::{entry as title_entry, find_titles};

/// What a draft may stand for.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Reading {
    /// A name of this kind with its readings in the knowledge base.
    Name { kind: EntityKind, candidates: Vec<Candidate> },
    /// "the Russian president": the title and the token of the country or organisation that it belongs to.
    Office { title: u32, of: Option<u32>, count: Count },
    /// "his Turkish counterpart": somebody with the post that another has.
    Counterpart { of: Option<u32> },
    /// "the general", "the prince": somebody whom the text gives a title that ends so.
    Ranked,
    /// "the two leaders", "both men", "the pair".
    Persons { count: Count },
    /// "the kingdom", "the two countries".
    Countries { only: Vec<String>, count: Count },
    /// "the group", "the party".
    Organization { only: Vec<String> },
    /// "the city", "the enclave".
    Place { only: Vec<String> },
    /// People or bodies that act for the country or organisation at the token.
    Actor { of: u32 },
    /// A personal or possessive pronoun.
    Pronoun { number: Number },
}

/// How many a nominal stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Count {
    One,
    /// As many as the text says ("two", "both", "three").
    Exactly(u8),
    /// Several.
    Many,
}

/// Number and gender of a pronoun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Number {
    /// "he", "she".
    Person(Gender),
    /// "it".
    Thing,
    /// "they".
    Plural,
}

/// A mention whose entity is not known yet.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Draft {
    pub(crate) tokens: TokenRange,
    pub(crate) head: u32,
    pub(crate) form: MentionForm,
    pub(crate) reading: Reading,
    pub(crate) confidence: f32,
}

/// Finds all mentions: names, nominals, pronouns; ordered by first token, longer ones first.
pub(crate) fn find_mentions(document: &Document<'_>, matches: &[NameMatch]) -> Vec<Draft> {
    let mut drafts = names::find_names(document, matches);
    let mut nominals = nominals::find_nominals(document, &drafts);
    drafts.append(&mut nominals);
    drafts.sort_by_key(|d| (d.tokens.start, std::cmp::Reverse(d.tokens.end)));
    drafts
}

/// The syntactic head of a run of tokens: the one governed from outside; the last of several.
pub(crate) fn head_of(document: &Document<'_>, tokens: TokenRange) -> u32 {
    let outside = |t: &u32| document.word(*t).head.is_none_or(|h| !tokens.holds(h));
    // In a flat name the first token heads; a parser that splits a name leaves several: the first is the safest.
    tokens.iter().find(outside).unwrap_or(tokens.end.saturating_sub(1))
}
