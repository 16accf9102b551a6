//! Nodes: entities, meetings, statements.

use crate::edtf::Edtf;
use crate::span::Span;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::fmt;

/// Stable id of a node (`person/vladimir-putin`): the same input gives the same id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct NodeId(SmolStr);

impl NodeId {
    /// The id with this spelling.
    #[must_use]
    pub fn new(id: impl Into<SmolStr>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part a person plays in political news.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Role {
    /// Heads of state and government, de facto rulers, party and rebel leaders.
    Leader,
    /// Anybody else in office.
    Official,
    /// Experts and scholars.
    Analyst,
    /// Reporters, correspondents, editors.
    Journalist,
}

impl Role {
    /// The role as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Official => "official",
            Self::Analyst => "analyst",
            Self::Journalist => "journalist",
        }
    }
}

/// How a mention names its entity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum MentionForm {
    /// "Vladimir Putin", "Putin".
    Name,
    /// "the Russian president".
    Nominal,
    /// "he".
    Pronoun,
    /// "Russian".
    Demonym,
    /// "the Kremlin".
    Metonym,
}

impl MentionForm {
    /// The form as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
            Self::Demonym => "demonym",
            Self::Metonym => "metonym",
        }
    }
}

/// A place in a document and the words that stand there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TextSpan {
    /// Id of the document.
    pub document: SmolStr,
    /// Where in its text (bytes).
    pub span: Span,
    /// The words there.
    pub text: String,
}

/// One mention of an entity.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NodeMention {
    /// Where, and the words.
    pub at: TextSpan,
    /// How it names the entity.
    pub form: MentionForm,
}

/// Whether something took place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Status {
    /// It took place, or takes place.
    #[default]
    Held,
    /// It is to come.
    Planned,
    /// It was called off.
    Cancelled,
    /// Somebody says it did not take place.
    Denied,
    /// It may come about.
    Possible,
}

impl Status {
    /// The status as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::Denied => "denied",
            Self::Possible => "possible",
        }
    }
}

/// What a node is, with the attributes of its kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum NodeKind {
    /// A named human being.
    Person {
        /// Parts played in the news.
        roles: BTreeSet<Role>,
        /// Titles as the text gives them.
        titles: BTreeSet<String>,
    },
    /// A state or self-ruled territory.
    Country {
        /// ISO 3166-1 alpha-2.
        iso2: Option<SmolStr>,
        /// ISO 3166-1 alpha-3.
        iso3: Option<SmolStr>,
    },
    /// A body with a name.
    Organization {
        /// Type (`igo`, `party`, `media`, …).
        subtype: Option<SmolStr>,
    },
    /// A city, region, sea, landmark.
    Place {
        /// Type (`city`, `region`, …).
        subtype: Option<SmolStr>,
        /// ISO 3166-1 alpha-2 of its country.
        country: Option<SmolStr>,
    },
    /// Two or more actors coming together.
    Meeting {
        /// Form of it (`talks`, `summit`, `call`, …).
        format: Option<SmolStr>,
        /// When.
        date: Option<Edtf>,
        /// Whether it took place.
        status: Status,
    },
    /// What somebody is quoted or reported to have said.
    Statement {
        /// The words said; `at.text` is the content.
        at: TextSpan,
        /// Quoted word for word.
        direct: bool,
        /// The words that name the speaker.
        source: Option<TextSpan>,
        /// The verb or phrase that attributes.
        cue: Option<TextSpan>,
    },
}

impl NodeKind {
    /// The kind as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Person { .. } => "person",
            Self::Country { .. } => "country",
            Self::Organization { .. } => "organization",
            Self::Place { .. } => "place",
            Self::Meeting { .. } => "meeting",
            Self::Statement { .. } => "statement",
        }
    }

    /// Whether it is a person, country, organisation or place.
    #[must_use]
    pub const fn is_entity(&self) -> bool {
        matches!(
            self,
            Self::Person { .. } | Self::Country { .. } | Self::Organization { .. } | Self::Place { .. }
        )
    }
}

/// A node of the graph.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Node {
    /// Stable id.
    pub id: NodeId,
    /// What people call it.
    pub name: String,
    /// Other names the text uses.
    pub aliases: BTreeSet<String>,
    /// Wikidata id (`Q…`), where the knowledge base knows it.
    pub wikidata: Option<SmolStr>,
    /// In [0, 1].
    pub confidence: f32,
    /// Where the text names it, in text order; none where it is background knowledge.
    pub mentions: Vec<NodeMention>,
    /// What it is.
    pub kind: NodeKind,
}
