//! Countries, and where the article plays.

use super::Resolution;
use crate::document::Document;
use crate::knowledge::{EntityId, EntityKind};
use crate::mention::{Draft, Reading};
use std::collections::BTreeMap;

/// How often the article names each country (by entry of the knowledge base).
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) countries: BTreeMap<EntityId, u32>,
}

impl Context {
    /// How often the country of an entity is named.
    pub(super) fn weight(&self, country: Option<EntityId>) -> u32 {
        country.and_then(|c| self.countries.get(&c)).copied().unwrap_or(0)
    }
}

/// Resolves country names, demonyms and metonyms.
pub(super) fn countries(document: &Document<'_>, drafts: &[Draft], resolution: &mut Resolution) -> Context {
    let mut context = Context::default();
    for (i, draft) in drafts.iter().enumerate() {
        let Reading::Name { kind: EntityKind::Country, candidates } = &draft.reading else { continue };
        let Some(best) = candidates.first() else { continue };
        *context.countries.entry(best.entity).or_default() += 1;
        let e = resolution.linked(document, best.entity);
        resolution.of_draft[i].push(e);
    }
    context
}
