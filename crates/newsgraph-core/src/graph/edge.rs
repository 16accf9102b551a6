//! Edges: offices, meetings, travel, speech, events.

use super::node::{Status, TextSpan};
use super::plover::Plover;
use crate::edtf::Edtf;
use crate::knowledge::PostClass;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Whether a post is held at the article's date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum PostStatus {
    /// Held.
    #[default]
    Current,
    /// Held before.
    Former,
    /// Won but not yet taken up.
    Elect,
}

impl PostStatus {
    /// The status as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Former => "former",
            Self::Elect => "elect",
        }
    }
}

/// What an actor is to a meeting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum MeetingRole {
    /// One of those who meet.
    #[default]
    Participant,
    /// Receives the others.
    Host,
    /// Is received.
    Guest,
}

impl MeetingRole {
    /// The role as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Host => "host",
            Self::Guest => "guest",
        }
    }
}

/// What an edge rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Basis {
    /// The embedded knowledge base says it.
    Knowledge,
    /// The document says it.
    Text,
}

impl Basis {
    /// The basis as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Knowledge => "knowledge",
            Self::Text => "text",
        }
    }
}

/// The words an edge rests on and the rule that read them.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Evidence {
    /// Where, and the words.
    pub at: TextSpan,
    /// Name of the rule.
    pub rule: SmolStr,
    /// In [0, 1].
    pub confidence: f32,
}

/// What an edge says, with the attributes of its kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Relation {
    /// person → country or organisation: political or official post.
    HoldsOffice {
        /// As the text gives it.
        title: String,
        /// Its class.
        class: PostClass,
        /// Whether it is held at the article's date.
        status: PostStatus,
    },
    /// person → organisation: post outside government.
    AffiliatedWith {
        /// As the text gives it.
        title: String,
        /// Its class.
        class: PostClass,
    },
    /// person, country or organisation → meeting.
    ParticipatedIn {
        /// As what.
        role: MeetingRole,
    },
    /// meeting → place or country.
    HeldIn,
    /// person or organisation → place or country.
    Visited {
        /// When.
        date: Option<Edtf>,
        /// Whether it took place.
        status: Status,
    },
    /// person, organisation or country → statement.
    Said {
        /// Lemma of the verb, or the phrase.
        cue: String,
    },
    /// statement → entity named inside it.
    About,
    /// place or organisation → country or place.
    LocatedIn,
    /// country or organisation → organisation.
    MemberOf,
    /// actor → actor.
    Event {
        /// PLOVER class.
        plover: Plover,
        /// Lemma of the trigger.
        lemma: String,
        /// When.
        date: Option<Edtf>,
        /// Whether it took place.
        status: Status,
        /// False where the text says it did not happen.
        polarity: bool,
    },
    /// A relation of the user's own.
    Custom {
        /// Its name.
        kind: SmolStr,
        /// Its attributes.
        attributes: BTreeMap<SmolStr, String>,
    },
}

impl Relation {
    /// The kind as FORMAT.md spells it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::HoldsOffice { .. } => "holds_office",
            Self::AffiliatedWith { .. } => "affiliated_with",
            Self::ParticipatedIn { .. } => "participated_in",
            Self::HeldIn => "held_in",
            Self::Visited { .. } => "visited",
            Self::Said { .. } => "said",
            Self::About => "about",
            Self::LocatedIn => "located_in",
            Self::MemberOf => "member_of",
            Self::Event { .. } => "event",
            Self::Custom { kind, .. } => kind,
        }
    }
}

/// An edge of the graph. Two edges between the same nodes with equal relations are one edge with the evidence of both.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Edge {
    /// What it says.
    pub relation: Relation,
    /// What it rests on.
    pub basis: Basis,
    /// In [0, 1].
    pub confidence: f32,
    /// The words it rests on, in order of document and span; never empty on [`Basis::Text`].
    pub evidence: Vec<Evidence>,
}
