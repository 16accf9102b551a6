//! Facts as they stand between the tables and their compiled form.

use jiff::civil::Date;
use newsgraph_core::knowledge::{AliasForm, EntityId, EntityKind, Gender, PostClass};
use std::collections::{BTreeMap, BTreeSet};

/// An entity of these facts, or of the knowledge base below them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Node {
    Own(u32),
    Base(EntityId),
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) struct FactEntity {
    pub(crate) kind: EntityKind,
    pub(crate) name: String,
    pub(crate) iso2: Option<String>,
    pub(crate) iso3: Option<String>,
    pub(crate) wikidata: Option<String>,
    pub(crate) subtype: Option<String>,
    pub(crate) country: Option<Node>,
    pub(crate) gender: Option<Gender>,
    pub(crate) prominence: u32,
    /// Names and spellings besides `name`.
    pub(crate) names: Vec<(String, AliasForm)>,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) struct FactTerm {
    pub(crate) person: Node,
    pub(crate) of: Node,
    pub(crate) title: String,
    pub(crate) class: PostClass,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

/// Checked facts: what [`super::Builder::finish`] makes of the tables.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facts {
    pub(crate) entities: Vec<FactEntity>,
    /// ISO 3166 code, also the user-assigned ones of states that have none.
    pub(crate) countries: BTreeMap<String, u32>,
    pub(crate) terms: Vec<FactTerm>,
    pub(crate) memberships: Vec<(Node, Node)>,
    pub(crate) words: BTreeMap<String, u8>,
    pub(crate) family_first: BTreeSet<String>,
    pub(crate) ambiguous: BTreeSet<String>,
    /// Words that never stand for a person alone.
    pub(crate) no_surname: BTreeSet<String>,
}

impl Facts {
    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

/// Bits of [`Facts::words`].
pub(crate) mod word {
    pub(crate) const GIVEN: u8 = 1;
    pub(crate) const SURNAME: u8 = 2;
    pub(crate) const MASCULINE: u8 = 4;
    pub(crate) const FEMININE: u8 = 8;
}
