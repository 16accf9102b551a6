//! The compiled form: flat little-endian tables that are read in place.
//!
//! ```text
//! magic, 8 bytes · data date · SECTIONS × (offset, length) · the sections
//! strings      length (u16) and UTF-8, one after another; a string is named by its offset, 0 is the empty one
//! entities     ENTITY words each and one more at the end: what is where in the tables that follow
//! aliases      string
//! terms        TERM words each, by person
//! offices      index of a term, by country or organisation
//! memberships  entity
//! candidates   entity, form and flags, the last of a key marked
//! countries    code, entity, by code
//! names        fst from key to first candidate
//! words        fst from word to the bits of `seeds::facts::word`
//! ```
//! Every word is a u32.

use jiff::civil::Date;
use newsgraph_core::knowledge::{AliasForm, Candidate, EntityId, PostClass};

pub(crate) const MAGIC: &[u8; 8] = b"NGKNOW01";
pub(crate) const SECTIONS: usize = 10;
pub(crate) const HEADER: usize = 8 + 4 + SECTIONS * 8;
/// Words of an entity: kind and gender, name, iso2, iso3, wikidata, subtype, country, prominence, first alias, first term,
/// first office, first membership.
pub(crate) const ENTITY: usize = 12;
/// Words of a term: person, of, title, class, from, to.
pub(crate) const TERM: usize = 6;
pub(crate) const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Section {
    Strings,
    Entities,
    Aliases,
    Terms,
    Offices,
    Memberships,
    Candidates,
    Countries,
    Names,
    Words,
}

pub(crate) const FORMS: [AliasForm; 6] = [
    AliasForm::Name,
    AliasForm::Acronym,
    AliasForm::Surname,
    AliasForm::Demonym,
    AliasForm::DemonymNoun,
    AliasForm::Metonym,
];

pub(crate) const CLASSES: [PostClass; 13] = [
    PostClass::HeadOfState,
    PostClass::HeadOfGovernment,
    PostClass::Monarch,
    PostClass::Minister,
    PostClass::Ambassador,
    PostClass::Legislator,
    PostClass::Spokesperson,
    PostClass::Other,
    PostClass::Analyst,
    PostClass::Journalist,
    PostClass::Executive,
    PostClass::Member,
    PostClass::Employee,
];

const ENTITY_MASK: u32 = (1 << 24) - 1;
const AMBIGUOUS: u32 = 1 << 27;
const CAPITALS: u32 = 1 << 28;
const LAST: u32 = 1 << 31;

/// A candidate as it is stored, with what only matching needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stored {
    pub(crate) candidate: Candidate,
    /// Stands only where the text is in capitals.
    pub(crate) capitals: bool,
    /// No more of this key follow.
    pub(crate) last: bool,
}

impl Stored {
    pub(crate) fn pack(self) -> u32 {
        (self.candidate.entity.0 & ENTITY_MASK)
            | (self.candidate.form as u32) << 24
            | if self.candidate.ambiguous { AMBIGUOUS } else { 0 }
            | if self.capitals { CAPITALS } else { 0 }
            | if self.last { LAST } else { 0 }
    }

    pub(crate) fn unpack(word: u32) -> Self {
        Self {
            candidate: Candidate {
                entity: EntityId(word & ENTITY_MASK),
                form: FORMS.get((word >> 24 & 7) as usize).copied().unwrap_or(AliasForm::Name),
                ambiguous: word & AMBIGUOUS != 0,
            },
            capitals: word & CAPITALS != 0,
            last: word & LAST != 0,
        }
    }
}

/// Year, month and day in one word; 0 is no date.
pub(crate) fn pack_date(date: Option<Date>) -> u32 {
    date.map_or(0, |d| (d.year().max(1) as u32) << 9 | (d.month() as u32) << 5 | d.day() as u32)
}

pub(crate) fn unpack_date(word: u32) -> Option<Date> {
    Date::new((word >> 9) as i16, (word >> 5 & 15) as i8, (word & 31) as i8).ok()
}
