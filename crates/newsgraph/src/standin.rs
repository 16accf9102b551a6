//! A knowledge base that knows nothing, until the embedded one is wired in.

use crate::analysis::Tokens;
use crate::knowledge::{Candidate, Entity, EntityId, EntityKind, KnowledgeBase, NameMatch, NameWord, Term};
use jiff::civil::Date;

#[derive(Debug)]
pub(crate) struct NoKnowledge;

impl KnowledgeBase for NoKnowledge {
    fn find_names(&self, _tokens: &Tokens<'_>) -> Vec<NameMatch> {
        Vec::new()
    }
    fn lookup(&self, _name: &str) -> Vec<Candidate> {
        Vec::new()
    }
    fn entity(&self, _id: EntityId) -> Entity<'_> {
        Entity {
            kind: EntityKind::Place,
            name: "",
            iso2: None,
            iso3: None,
            wikidata: None,
            subtype: None,
            country: None,
            gender: None,
            prominence: 0,
        }
    }
    fn aliases(&self, _id: EntityId) -> Vec<&str> {
        Vec::new()
    }
    fn terms_of(&self, _person: EntityId) -> Vec<Term<'_>> {
        Vec::new()
    }
    fn offices_of(&self, _of: EntityId) -> Vec<Term<'_>> {
        Vec::new()
    }
    fn country(&self, _iso2: &str) -> Option<EntityId> {
        None
    }
    fn memberships(&self, _member: EntityId) -> Vec<EntityId> {
        Vec::new()
    }
    fn name_word(&self, _word: &str) -> NameWord {
        NameWord::default()
    }
    fn data_date(&self) -> Date {
        Date::constant(2026, 1, 1)
    }
}
