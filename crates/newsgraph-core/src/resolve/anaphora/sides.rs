//! Hosts and guests: told apart by where the article plays and where people are at home.

use super::{Resolver, Seen};
use crate::analysis::Deprel;
use crate::document::EntityIndex;
use crate::knowledge::{EntityId, EntityKind};
use crate::lexicon::GovernorUse;
use crate::mention::Draft;

impl Resolver<'_, '_, '_> {
    /// "the host", "his guest": the last person at home, or not at home, where the article plays.
    pub(super) fn side(&self, draft: &Draft) -> Option<Vec<EntityIndex>> {
        let document = self.document;
        let host = document.governs(draft.head, GovernorUse::Host);
        if !host && !document.governs(draft.head, GovernorUse::Guest) {
            return None;
        }
        // "their host, Joao Lourenco": the name follows in apposition.
        let person = |e: &EntityIndex| self.kind(*e) == EntityKind::Person;
        if let Some(e) =
            document.children(draft.head, Deprel::Appos).find_map(|a| self.named(a)).filter(person)
        {
            return Some(vec![e]);
        }
        let sentence = document.sentence_of(draft.head);
        let country = |e: EntityIndex| {
            let id = self.resolution.entity(e).linked?;
            let known = document.knowledge.entity(id);
            (known.kind == EntityKind::Country).then_some(id).or(known.country)
        };
        let near = |s: &&Seen| s.sentence + 5 >= sentence;
        // "Macron told his guest": not Macron.
        let subject = self
            .recent()
            .rev()
            .find(|s| s.sentence == sentence && s.subject && self.kind(s.entity) == EntityKind::Person);
        let owned = document.child(draft.head, Deprel::NmodPoss).is_some();
        let apart = subject.filter(|_| owned).map(|s| s.entity);
        let persons: Vec<EntityIndex> = self
            .recent()
            .rev()
            .filter(near)
            .map(|s| s.entity)
            .filter(|&e| self.kind(e) == EntityKind::Person && Some(e) != apart)
            .collect();
        // Where: the dateline's country, else the one of the place last named.
        let here = self.scene().or_else(|| {
            self.recent()
                .rev()
                .filter(near)
                .find(|s| self.kind(s.entity) == EntityKind::Place)
                .map(|s| s.entity)
        });
        let here = here.and_then(country)?;
        let fits = |&&e: &&EntityIndex| self.home(e).is_some_and(|h| (h == here) == host);
        Some(persons.iter().find(fits).map(|&e| vec![e]).unwrap_or_default())
    }

    /// The place of the dateline.
    fn scene(&self) -> Option<EntityIndex> {
        let span = self.document.dateline_place?;
        let at = self.document.tokens.partition_point(|t| t.span.end <= span.start);
        self.named(at as u32).filter(|&e| self.kind(e) == EntityKind::Place)
    }

    /// The country somebody serves on the article's date, else comes from.
    fn home(&self, person: EntityIndex) -> Option<EntityId> {
        let (id, knowledge) = (self.resolution.entity(person).linked?, self.document.knowledge);
        let served = knowledge
            .terms_of(id)
            .into_iter()
            .rev()
            .find(|t| self.document.date.is_some_and(|d| t.covers(d)))
            .map(|t| t.of)
            .filter(|&of| knowledge.entity(of).kind == EntityKind::Country);
        served.or(knowledge.entity(id).country)
    }
}
