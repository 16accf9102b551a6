//! The knowledge base over its compiled form.

use crate::blob::Slice;
use crate::format::{CLASSES, ENTITY, NONE, Section, Stored, TERM, unpack_date};
use crate::key::name_key;
use crate::seeds::encode::code_word;
use crate::walk;
use jiff::civil::Date;
use newsgraph_core::analysis::Tokens;
use newsgraph_core::knowledge::{
    Candidate, Entity, EntityId, EntityKind, Gender, KnowledgeBase, NameMatch, NameWord, Term,
};

/// The day up to which the embedded knowledge base knows who holds which office.
pub const DATA_DATE: Date = jiff::civil::date(2026, 1, 31);

static DATA: &[u8] = include_bytes!("../data/knowledge.bin");

/// What is known, in its compiled form.
///
/// Nothing is parsed or built when one is made: it costs some hundred nanoseconds, and cloning costs as little. Look-ups read
/// the tables in place, finding names walks an automaton once a word.
#[derive(Clone)]
pub struct Knowledge {
    date: Option<Date>,
    strings: Slice,
    entities: Slice,
    aliases: Slice,
    terms: Slice,
    offices: Slice,
    memberships: Slice,
    candidates: Slice,
    countries: Slice,
    names: fst::raw::Fst<Slice>,
    words: fst::raw::Fst<Slice>,
}

impl std::fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Knowledge")
            .field("entities", &self.len())
            .field("date", &self.date)
            .finish_non_exhaustive()
    }
}

/// The bytes are no compiled knowledge base of this version.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a knowledge base compiled by this version of newsgraph")]
pub struct FormatError;

impl Knowledge {
    /// The knowledge base that comes with this crate.
    #[must_use]
    pub fn embedded() -> Self {
        Self::open(Slice::embedded(DATA)).unwrap_or_else(Self::empty)
    }

    /// The knowledge base that [`crate::seeds::Facts::encode`] wrote.
    ///
    /// # Errors
    /// Where the bytes are something else.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, FormatError> {
        Self::open(Slice::shared(bytes)).ok_or(FormatError)
    }

    /// The bytes that are embedded.
    #[must_use]
    pub fn embedded_bytes() -> &'static [u8] {
        DATA
    }

    fn open(all: Slice) -> Option<Self> {
        if !all.is_whole() {
            return None;
        }
        let fst = |section| fst::raw::Fst::new(all.section(section)?).ok();
        Some(Self {
            date: unpack_date(all.word_at(8)?),
            strings: all.section(Section::Strings)?,
            entities: all.section(Section::Entities)?,
            aliases: all.section(Section::Aliases)?,
            terms: all.section(Section::Terms)?,
            offices: all.section(Section::Offices)?,
            memberships: all.section(Section::Memberships)?,
            candidates: all.section(Section::Candidates)?,
            countries: all.section(Section::Countries)?,
            names: fst(Section::Names)?,
            words: fst(Section::Words)?,
        })
    }

    /// Knows nothing. Only reached where the embedded bytes are damaged, which a test rules out.
    fn empty() -> Self {
        let none = || Slice::shared(Vec::new());
        let fst = || {
            let bytes = fst::raw::Builder::memory().into_inner().unwrap_or_default();
            fst::raw::Fst::new(Slice::shared(bytes))
        };
        match (fst(), fst()) {
            (Ok(names), Ok(words)) => Self {
                date: None,
                strings: none(),
                entities: none(),
                aliases: none(),
                terms: none(),
                offices: none(),
                memberships: none(),
                candidates: none(),
                countries: none(),
                names,
                words,
            },
            _ => unreachable!("an fst without keys is one"),
        }
    }

    /// How many entities there are; ids run from 0 up to here.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.entities.words() / ENTITY).saturating_sub(1)
    }

    /// Whether there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn names(&self) -> &fst::raw::Fst<Slice> {
        &self.names
    }

    /// The candidates of a key, from the first of them on.
    pub(crate) fn stored(&self, first: u64) -> impl Iterator<Item = Stored> + '_ {
        let mut at = first as usize;
        let mut done = at >= self.candidates.words();
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            let stored = Stored::unpack(self.candidates.word(at));
            at += 1;
            done = stored.last || at >= self.candidates.words();
            Some(stored)
        })
    }

    pub(crate) fn kind(&self, id: EntityId) -> EntityKind {
        match self.entities.word(id.0 as usize * ENTITY) & 0xff {
            0 => EntityKind::Person,
            1 => EntityKind::Country,
            2 => EntityKind::Organization,
            _ => EntityKind::Place,
        }
    }

    /// The rows of another table that belong to an entity.
    fn range(&self, id: EntityId, field: usize) -> std::ops::Range<usize> {
        if id.0 as usize >= self.len() {
            return 0..0;
        }
        let at = id.0 as usize * ENTITY + field;
        self.entities.word(at) as usize..self.entities.word(at + ENTITY) as usize
    }

    fn text(&self, at: u32) -> Option<&str> {
        (at != 0).then(|| self.strings.string(at))
    }

    fn term(&self, i: usize) -> Term<'_> {
        let word = |field| self.terms.word(i * TERM + field);
        Term {
            person: EntityId(word(0)),
            of: EntityId(word(1)),
            title: self.strings.string(word(2)),
            class: CLASSES[(word(3) as usize).min(CLASSES.len() - 1)],
            from: unpack_date(word(4)),
            to: unpack_date(word(5)),
        }
    }
}

impl KnowledgeBase for Knowledge {
    fn find_names(&self, tokens: &Tokens<'_>) -> Vec<NameMatch> {
        walk::find_names(self, tokens)
    }

    fn lookup(&self, name: &str) -> Vec<Candidate> {
        let key = name_key(name);
        let value = self.names.get(key.as_bytes());
        value.map_or_else(Vec::new, |v| {
            self.stored(v.value()).filter_map(|s| walk::alone(name, s.candidate, s.capitals)).collect()
        })
    }

    fn entity(&self, id: EntityId) -> Entity<'_> {
        let known = (id.0 as usize) < self.len();
        let word = |field| if known { self.entities.word(id.0 as usize * ENTITY + field) } else { 0 };
        let country = word(6);
        Entity {
            kind: self.kind(id),
            name: self.strings.string(word(1)),
            iso2: self.text(word(2)),
            iso3: self.text(word(3)),
            wikidata: self.text(word(4)),
            subtype: self.text(word(5)),
            country: (known && country != NONE).then_some(EntityId(country)),
            gender: match word(0) >> 8 {
                1 => Some(Gender::Feminine),
                2 => Some(Gender::Masculine),
                _ => None,
            },
            prominence: word(7),
        }
    }

    fn aliases(&self, id: EntityId) -> Vec<&str> {
        self.range(id, 8).map(|i| self.strings.string(self.aliases.word(i))).collect()
    }

    fn terms_of(&self, person: EntityId) -> Vec<Term<'_>> {
        self.range(person, 9).map(|i| self.term(i)).collect()
    }

    fn offices_of(&self, of: EntityId) -> Vec<Term<'_>> {
        self.range(of, 10).map(|i| self.term(self.offices.word(i) as usize)).collect()
    }

    fn country(&self, iso2: &str) -> Option<EntityId> {
        if iso2.len() != 2 {
            return None;
        }
        let code = code_word(iso2);
        let (mut low, mut high) = (0, self.countries.words() / 2);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.countries.word(middle * 2).cmp(&code) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(EntityId(self.countries.word(middle * 2 + 1))),
            }
        }
        None
    }

    fn memberships(&self, member: EntityId) -> Vec<EntityId> {
        self.range(member, 11).map(|i| EntityId(self.memberships.word(i))).collect()
    }

    fn name_word(&self, word: &str) -> NameWord {
        let bits = self.words.get(name_key(word).as_bytes()).map_or(0, |v| v.value());
        name_word(bits as u8)
    }

    fn data_date(&self) -> Date {
        self.date.unwrap_or(DATA_DATE)
    }
}

pub(crate) fn name_word(bits: u8) -> NameWord {
    use crate::seeds::word;
    NameWord {
        given: bits & word::GIVEN != 0,
        surname: bits & word::SURNAME != 0,
        gender: match bits & (word::MASCULINE | word::FEMININE) {
            word::MASCULINE => Some(Gender::Masculine),
            word::FEMININE => Some(Gender::Feminine),
            _ => None,
        },
    }
}
