//! Wars that a text names in short: who in one sentence, whom in another.

use super::{NEARBY, Reader, War};
use crate::document::EntityIndex;
use crate::fact::{Fact, Grounds, RelationFact};
use crate::graph::{Plover, Relation, Status};
use crate::span::TokenRange;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Event nouns that a text speaks of again and again in short.
pub(super) const WARS: [&str; 3] = ["aggression", "invasion", "war"];

impl Reader<'_, '_> {
    /// "Moscow's invasion" in one sentence and "the war in Ukraine" in another are one, where no third party comes in.
    pub(super) fn join_wars(&mut self) {
        let sides = |pick: fn(&War) -> &Vec<EntityIndex>| {
            let all: BTreeSet<EntityIndex> = self.wars.iter().flat_map(|w| pick(w).iter().copied()).collect();
            (all.len() == 1).then(|| all.into_iter().next()).flatten()
        };
        let (Some(source), Some(target)) = (sides(|w| &w.1), sides(|w| &w.2)) else { return };
        let Some(&(noun, ..)) = self.wars.iter().find(|w| !w.1.is_empty()) else { return };
        let known = self.facts.iter().any(|f| {
            matches!(f, Fact::Relation(r) if r.source == source && r.target == target
                && matches!(r.relation, Relation::Event { plover: Plover::Assault, .. }))
        });
        if source == target || known {
            return;
        }
        self.facts.push(Fact::Relation(RelationFact {
            source,
            target,
            relation: Relation::Event {
                plover: Plover::Assault,
                lemma: self.document.lemma(noun).to_owned(),
                date: None,
                status: Status::Held,
                polarity: true,
            },
            grounds: Grounds {
                tokens: TokenRange::new(noun, noun + 1),
                rule: SmolStr::new_static("event"),
                confidence: NEARBY,
            },
        }));
    }
}
