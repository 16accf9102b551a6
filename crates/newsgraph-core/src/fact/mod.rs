//! What the text tells: rules that read a [`Document`] and write facts.

mod circumstance;
mod event;
mod frame;
mod location;
mod meeting;
mod occurrence;
mod party;
mod post;
mod setting;
mod statement;
mod visit;

pub(crate) use meeting::merge_meetings;

use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::graph::{MeetingRole, Relation, Status};
use crate::span::{Span, TokenRange};
use smol_str::SmolStr;
use std::sync::Arc;

/// The words a fact rests on, the rule that read them, and how sure it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Grounds {
    /// The tokens.
    pub tokens: TokenRange,
    /// Name of the rule.
    pub rule: SmolStr,
    /// In [0, 1].
    pub confidence: f32,
}

/// A relation between two entities of the document.
#[derive(Clone, PartialEq, Debug)]
pub struct RelationFact {
    /// From.
    pub source: EntityIndex,
    /// To.
    pub target: EntityIndex,
    /// What it says.
    pub relation: Relation,
    /// What it rests on.
    pub grounds: Grounds,
}

/// One telling of a meeting; tellings of the same meeting are joined afterwards.
#[derive(Clone, PartialEq, Debug)]
pub struct MeetingFact {
    /// Who came together.
    pub participants: Vec<(EntityIndex, MeetingRole)>,
    /// Where.
    pub places: Vec<EntityIndex>,
    /// When.
    pub date: Option<Edtf>,
    /// Form of it.
    pub format: Option<SmolStr>,
    /// Whether it took place.
    pub status: Status,
    /// What it rests on: one for each telling, in text order; never empty.
    pub grounds: Vec<Grounds>,
}

/// Words quoted or reported.
#[derive(Clone, PartialEq, Debug)]
pub struct StatementFact {
    /// Bytes of the content, without quotation marks around it.
    pub content: Span,
    /// Quoted word for word.
    pub direct: bool,
    /// The words that name the speaker, also where it is no entity ("officials").
    pub source: Option<TokenRange>,
    /// The verb or phrase that attributes.
    pub cue: Option<TokenRange>,
    /// Lemma of the verb, or the phrase, in lower case.
    pub cue_lemma: String,
    /// Who says it.
    pub speakers: Vec<EntityIndex>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// A fact about the article's world.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Fact {
    /// Between two entities.
    Relation(RelationFact),
    /// A meeting.
    Meeting(MeetingFact),
    /// A statement.
    Statement(StatementFact),
}

/// Reads a document and writes facts. Rules do not see each other's facts.
pub trait FactRule: Send + Sync {
    /// Name of the rule, as evidence gives it.
    fn name(&self) -> &'static str;

    /// Adds what the document tells to `facts`.
    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>);
}

/// The built-in rules, in the order they are applied.
#[must_use]
pub fn built_in() -> Vec<Arc<dyn FactRule>> {
    vec![
        Arc::new(post::PostRule),
        Arc::new(location::LocationRule),
        Arc::new(meeting::MeetingRule),
        Arc::new(event::EventRule),
        Arc::new(statement::StatementRule),
    ]
}
