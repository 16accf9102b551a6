//! Which actors a phrase stands for: those it names, else its owner, its adjective, a part of it.

use super::Reader;
use crate::analysis::{Deprel, Upos};
use crate::document::EntityIndex;
use crate::fact::party::home;
use crate::graph::MentionForm;
use crate::knowledge::EntityKind;
use crate::lexicon::TriggerPos;

/// How deep a phrase is searched for an actor.
const DEPTH: u32 = 3;

/// What a phrase is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Who acts.
    Source,
    /// Whom it concerns.
    Target,
    /// Whom praise is for: of an event noun, its doer only ("voted for an embargo on Libya").
    Praise,
}

impl Reader<'_, '_> {
    /// The country of a person or body, if the text speaks of it.
    pub(super) fn home_country(&self, entity: EntityIndex) -> Option<EntityIndex> {
        let document = self.document;
        if document.entity(entity).kind == EntityKind::Country {
            return None;
        }
        document.linked.get(&home(document, entity)?).copied()
    }

    /// The entities that the words at a token name and that can act; or the places.
    pub(super) fn named(&self, token: u32, places: bool, but: &[EntityIndex]) -> Vec<EntityIndex> {
        let document = self.document;
        let fits =
            |e: &EntityIndex| (document.entity(*e).kind == EntityKind::Place) == places && !but.contains(e);
        let of = |entities: &[EntityIndex]| entities.iter().copied().filter(fits).collect::<Vec<_>>();
        let at_head = of(document.entities_at(token));
        if !at_head.is_empty() {
            // "Greek and Turkish officers", "troops of Mali and Niger": a description may stand for the first of them only.
            let mut all = at_head;
            for &c in document.trees.children(token) {
                let demonym =
                    c < token && document.mention_at(c).is_some_and(|m| m.form == MentionForm::Demonym);
                let first = document.entities_at(c).iter().any(|e| all.contains(e));
                for other in document.conjuncts(c).into_iter().filter(|_| demonym || first) {
                    for e in of(document.entities_at(other)) {
                        if !all.contains(&e) {
                            all.push(e);
                        }
                    }
                }
            }
            return all;
        }
        // The head of a name that a parser split may be another of its words.
        let end = document.mentions.partition_point(|m| m.tokens.start <= token);
        document.mentions[..end]
            .iter()
            .rev()
            .take(8)
            .filter(|m| m.tokens.holds(token) && m.form == MentionForm::Name)
            .map(|m| of(&m.entities))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The actor that the phrase stands for, else the place: what it names, else its owner, its adjective, a part of it.
    pub(super) fn actors(&self, head: u32, part: Part, but: &[EntityIndex]) -> Vec<EntityIndex> {
        let found = self.inside(head, part, false, but, DEPTH);
        if found.is_empty() { self.inside(head, part, true, but, DEPTH) } else { found }
    }

    fn inside(
        &self,
        head: u32,
        part: Part,
        places: bool,
        but: &[EntityIndex],
        depth: u32,
    ) -> Vec<EntityIndex> {
        let named = self.named(head, places, but);
        if !named.is_empty() || depth == 0 {
            return named;
        }
        let document = self.document;
        // "his cousin, Ana Ruiz", "its ally, Peru": the name after a description is what it describes, not who owns it.
        let behind = |deprel: Deprel| {
            document
                .children(head, deprel)
                .filter(|&c| c > head && document.word(c).upos == Upos::Propn)
                .map(|c| self.named(c, false, but))
                .find(|found| !found.is_empty())
        };
        let person =
            |found: &Vec<EntityIndex>| found.iter().any(|&e| document.entity(e).kind == EntityKind::Person);
        let described = behind(Deprel::Appos).or_else(|| behind(Deprel::Flat).filter(person));
        if let Some(named) = described.filter(|_| !places) {
            return named;
        }
        let is_event = document.lexicon.event(document.lemma(head)).iter().any(|f| f.pos == TriggerPos::Noun);
        let mut ranked: Vec<(u32, u32)> = Vec::new();
        for &c in document.trees.children(head) {
            let rank = match document.word(c).deprel {
                Deprel::NmodPoss => 0,
                Deprel::Nsubj if part != Part::Source => 1,
                Deprel::Amod
                | Deprel::Compound
                | Deprel::Flat
                | Deprel::NmodDesc
                | Deprel::NmodUnmarked
                | Deprel::Nummod => 2,
                Deprel::Appos => 6,
                Deprel::Nmod | Deprel::OblAgent | Deprel::Obl => match document.case(c).as_deref() {
                    Some("by") => 1,
                    Some("of") => 3,
                    Some("from" | "in") => 4,
                    Some(_) => 5,
                    None => 6,
                },
                Deprel::AclRelcl | Deprel::Acl if part != Part::Source => 7,
                // "the missiles fired by Peru"
                Deprel::Acl if document.child(c, Deprel::OblAgent).is_some() => 6,
                _ => continue,
            };
            let kept = match part {
                Part::Source if is_event => rank < 3,
                Part::Source if places => rank < 3,
                Part::Source => rank < 5 || rank == 6,
                Part::Praise if is_event => rank < 5 || rank == 6,
                Part::Target | Part::Praise => true,
            };
            if kept {
                ranked.push((rank, c));
            }
        }
        ranked.sort_unstable();
        let mut i = 0;
        while let Some(&(rank, _)) = ranked.get(i) {
            let end = i + ranked[i..].partition_point(|r| r.0 == rank);
            for &(_, c) in &ranked[i..end] {
                let mut found = Vec::new();
                for phrase in document.conjuncts(c) {
                    found.extend(self.inside(phrase, part, places, but, depth - 1));
                }
                // "Rabat's offer": the city that owns is its country.
                if found.is_empty() && !places && rank == 0 {
                    let cities = self.named(c, true, but);
                    found.extend(
                        cities
                            .into_iter()
                            .map(|city| self.capital(city))
                            .filter(|&e| document.entity(e).kind == EntityKind::Country && !but.contains(&e)),
                    );
                }
                if !found.is_empty() {
                    return found;
                }
            }
            i = end;
        }
        Vec::new()
    }
}
