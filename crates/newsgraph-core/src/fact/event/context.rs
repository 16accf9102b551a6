//! Whom a reaction is aimed at that names nobody: "Oslo welcomed the decision", "the ministry rejected the claim".

use super::{Found, Reader};
use crate::document::EntityIndex;
use crate::fact::party::home;
use crate::graph::Plover;
use crate::knowledge::EntityKind;

/// How many sentences back a reaction reaches.
const REACH: usize = 3;

/// Something told before, which a later sentence may react to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) sentence: usize,
    pub(super) plover: Plover,
    pub(super) source: EntityIndex,
    pub(super) target: EntityIndex,
}

impl Reader<'_, '_> {
    /// Whether the two are one, or belong to the same country.
    pub(super) fn same_side(&self, a: EntityIndex, b: EntityIndex) -> bool {
        a == b || home(self.document, a).is_some_and(|x| home(self.document, b) == Some(x))
    }

    /// The other party of what was told last: of that which the object names by its class ("the attack"), else of any.
    pub(super) fn context(&self, trigger: u32, found: &Found) -> Vec<EntityIndex> {
        let here = self.document.sentence_of(trigger);
        let ours = |e: EntityIndex| found.sources.iter().any(|&s| self.same_side(s, e));
        let other = |d: &Deed| {
            [d.source, d.target]
                .into_iter()
                .find(|&e| !ours(e) && self.document.entity(e).kind != EntityKind::Place)
        };
        let recent = || self.deeds.iter().rev().take_while(|d| d.sentence + REACH >= here);
        let named = crate::fact::frame::fillers(self.document, trigger, "obj")
            .into_iter()
            .find_map(|object| self.class_of(object));
        recent()
            .filter(|d| Some(d.plover) == named)
            .find_map(other)
            .or_else(|| recent().find_map(other))
            .or_else(|| self.last_spoken_of(trigger, &ours))
            .into_iter()
            .collect()
    }

    /// The person or country of another side that was named last, in this sentence or one before.
    fn last_spoken_of(&self, trigger: u32, ours: &dyn Fn(EntityIndex) -> bool) -> Option<EntityIndex> {
        let document = self.document;
        let here = document.sentence_of(trigger);
        let start = document.sentences.get(here.saturating_sub(REACH - 1))?.tokens.start;
        let end = document.mentions.partition_point(|m| m.tokens.start < trigger);
        document.mentions[..end]
            .iter()
            .rev()
            .take_while(|m| m.tokens.start >= start)
            .flat_map(|m| m.entities.iter().copied())
            .find(|&e| {
                matches!(document.entity(e).kind, EntityKind::Person | EntityKind::Country) && !ours(e)
            })
    }
}
