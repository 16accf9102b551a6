//! Places: namesakes are told apart by what stands behind them ("Moscow, Idaho") and by where the article plays.

use super::context::Context;
use super::{Resolution, doubtful};
use crate::document::Document;
use crate::graph::MentionForm;
use crate::knowledge::{Candidate, EntityKind};
use crate::mention::{Draft, Reading};
use crate::text::normalize_name;
use std::collections::BTreeMap;

/// Resolves place names.
pub(super) fn resolve(
    document: &Document<'_>,
    drafts: &[Draft],
    context: &Context,
    resolution: &mut Resolution,
) {
    let mut unknown = BTreeMap::new();
    // Adjectives last: "Western sanctions" alone makes no node of the West.
    let is_adjective = |d: &Draft| d.form == MentionForm::Demonym;
    let (adjectives, names): (Vec<_>, Vec<_>) = drafts.iter().enumerate().partition(|(_, d)| is_adjective(d));
    for (i, draft) in names.into_iter().chain(adjectives) {
        let Reading::Name { kind: EntityKind::Place, candidates } = &draft.reading else { continue };
        let e = if candidates.is_empty() {
            if doubtful(EntityKind::Place, draft) {
                continue;
            }
            let surface = document.words(draft.tokens);
            *unknown
                .entry(normalize_name(surface))
                .or_insert_with(|| resolution.unlinked(EntityKind::Place, surface))
        } else {
            let next = following(drafts, i);
            let best = candidates
                .iter()
                .enumerate()
                .max_by_key(|(rank, c)| (score(document, c, context, next), std::cmp::Reverse(*rank)))
                .map(|(_, c)| c.entity);
            let Some(id) = best else { continue };
            if is_adjective(draft) && !resolution.has(id) {
                continue;
            }
            resolution.linked(document, id)
        };
        resolution.of_draft[i].push(e);
    }
}

/// The name right behind ("Paris, Texas"; "Paris in France"), where there is one.
fn following(drafts: &[Draft], i: usize) -> Option<&Draft> {
    let next = drafts[i + 1..].iter().find(|d| matches!(d.reading, Reading::Name { .. }))?;
    (next.tokens.start <= drafts[i].tokens.end + 1).then_some(next)
}

fn score(document: &Document<'_>, c: &Candidate, context: &Context, next: Option<&Draft>) -> u64 {
    let record = document.knowledge.entity(c.entity);
    let apposed = next.is_some_and(|d| {
        matches!(&d.reading, Reading::Name { candidates, .. } if candidates.iter().any(|n| {
            record.country == Some(n.entity) || (record.country.is_some() && document.knowledge.entity(n.entity).country == record.country)
        }))
    });
    let people = u64::from(record.prominence) + 1;
    let named = u64::from(context.weight(record.country).min(8));
    if apposed { people * 10_000 } else { people * (1 + named * 4) }
}
