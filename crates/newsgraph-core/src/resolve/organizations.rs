//! Organisations: acronyms in brackets, short forms, and bodies that every country has one of.

use super::context::Context;
use super::{Resolution, doubtful};
use crate::document::{Document, EntityIndex};
use crate::knowledge::{Candidate, EntityId, EntityKind};
use crate::mention::{Draft, Reading};
use crate::text::normalize_name;
use std::collections::BTreeMap;

/// Resolves names of organisations.
pub(super) fn resolve(
    document: &Document<'_>,
    drafts: &[Draft],
    context: &Context,
    resolution: &mut Resolution,
) {
    let mut by_name: BTreeMap<String, EntityIndex> = BTreeMap::new();
    // By first word; the number kept for one word is bounded, so that a long list of names stays linear.
    let mut long: BTreeMap<String, Vec<(Vec<String>, EntityIndex)>> = BTreeMap::new();
    let is_org = |d: &Draft| matches!(d.reading, Reading::Name { kind: EntityKind::Organization, .. });
    // Longer names first, so that "Clingendael" finds "the Clingendael Institute" wherever it stands.
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&i| is_org(&drafts[i])).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(drafts[i].tokens.len()), i));
    for &i in &order {
        let draft = &drafts[i];
        let Reading::Name { candidates, .. } = &draft.reading else { continue };
        let surface = document.words(draft.tokens);
        let candidates: Vec<Candidate> = candidates
            .iter()
            .filter(|c| plausible(document, c, surface, context, resolution.has(c.entity)))
            .copied()
            .collect();
        let name = bare(surface);
        let owner = owner(document, drafts, i, &name);
        if let Some(id) =
            choose(document, &candidates, owner, context).or_else(|| owned(document, owner, &name))
        {
            let e = resolution.linked(document, id);
            by_name.entry(name).or_insert(e);
            resolution.of_draft[i].push(e);
            continue;
        }
        if doubtful(EntityKind::Organization, draft) {
            continue;
        }
        let key = match owner {
            Some(country) => format!("{name}@{}", country.0),
            None => name.clone(),
        };
        let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        let known = by_name.get(&key).copied().or_else(|| {
            let fuller = long.get(&words[0])?;
            fuller
                .iter()
                .find(|(full, _)| words.len() < full.len() && full.starts_with(&words))
                .map(|(_, e)| *e)
        });
        let e = known.unwrap_or_else(|| {
            let e = resolution.unlinked(EntityKind::Organization, surface.trim_start_matches("the "));
            resolution.entities[e.0 as usize].subtype = subtype(document, &words);
            let same = long.entry(words[0].clone()).or_default();
            if same.len() < 16 {
                same.push((words, e));
            }
            e
        });
        by_name.entry(key).or_insert(e);
        by_name.entry(name).or_insert(e);
        resolution.of_draft[i].push(e);
    }
    acronyms(document, drafts, resolution);
}

/// The normalised name without its article.
fn bare(surface: &str) -> String {
    let name = normalize_name(surface);
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

/// Whether a reading of a name has nothing against it: two letters ("PP", "ND") are bodies of many countries, so they
/// stand for the one of a country only where the article names that country or the body itself.
fn plausible(document: &Document<'_>, c: &Candidate, surface: &str, context: &Context, named: bool) -> bool {
    let record = document.knowledge.entity(c.entity);
    surface.len() > 2
        || named
        || record.country.is_none()
        || matches!(record.subtype, Some("news_agency" | "media"))
        || context.weight(record.country) > 0
}

/// Chooses between the readings of a name: the owner's, then one at home where the article plays, then the first.
fn choose(
    document: &Document<'_>,
    candidates: &[Candidate],
    owner: Option<EntityId>,
    context: &Context,
) -> Option<EntityId> {
    let home = |c: &Candidate| document.knowledge.entity(c.entity).country;
    if let Some(owner) = owner {
        if let Some(c) = candidates.iter().find(|c| home(c) == Some(owner)) {
            return Some(c.entity);
        }
        if candidates.iter().all(|c| home(c).is_some_and(|h| h != owner)) {
            return None;
        }
    }
    let rank = |(at, c): &(usize, &Candidate)| (context.weight(home(c)), std::cmp::Reverse(*at));
    candidates.iter().enumerate().max_by_key(rank).map(|(_, c)| c.entity)
}

/// The country whose body a name like "Interior Ministry" is, read off the words beside it.
fn owner(document: &Document<'_>, drafts: &[Draft], i: usize, name: &str) -> Option<EntityId> {
    let of_country = |w: &str| document.lexicon.name_head(w).iter().any(|h| h.of_country);
    let last = name.rsplit(' ').next()?;
    let first = name.split(" of ").next().and_then(|h| h.rsplit(' ').next())?;
    if !of_country(last) && !of_country(first) && !of_country(name) {
        return None;
    }
    let tokens = drafts[i].tokens;
    let country = |d: &Draft| match &d.reading {
        Reading::Name { kind: EntityKind::Country, candidates } => candidates.first().map(|c| c.entity),
        _ => None,
    };
    let before = drafts[..i].iter().rev().take(4).find_map(|d| {
        let gap = tokens.start.checked_sub(d.tokens.end)?;
        let between = (d.tokens.end..tokens.start).all(|t| {
            matches!(document.form(t), "'s" | "’s" | "'" | "’" | "-")
                || document.form(t).chars().all(char::is_lowercase)
        });
        (gap <= 2 && between).then(|| country(d)).flatten()
    });
    let after = || {
        let next = drafts[i + 1..].iter().find(|d| matches!(d.reading, Reading::Name { .. }))?;
        let of = next.tokens.start <= tokens.end + 2 && document.form(tokens.end) == "of";
        of.then(|| country(next)).flatten()
    };
    before.or_else(after)
}

/// "Foreign Ministry" of China: the knowledge base may have it as "Chinese Foreign Ministry".
fn owned(document: &Document<'_>, owner: Option<EntityId>, name: &str) -> Option<EntityId> {
    let owner = owner?;
    document
        .knowledge
        .aliases(owner)
        .iter()
        .flat_map(|alias| document.knowledge.lookup(&format!("{alias} {name}")))
        .find(|c| document.knowledge.entity(c.entity).kind == EntityKind::Organization)
        .map(|c| c.entity)
}

/// Type of an organisation by the words of its name.
fn subtype(document: &Document<'_>, words: &[String]) -> Option<String> {
    words
        .iter()
        .rev()
        .flat_map(|w| document.lexicon.name_head(w))
        .find(|h| h.kind == EntityKind::Organization)
        .map(|h| h.subtype.to_string())
}

/// "Hellenic Foundation for European and Foreign Policy (ELIAMEP)": one body with two names.
fn acronyms(document: &Document<'_>, drafts: &[Draft], resolution: &mut Resolution) {
    let mut renamed: BTreeMap<EntityIndex, EntityIndex> = BTreeMap::new();
    for i in 0..drafts.len() {
        let Some(&long) = resolution.of_draft[i].first() else { continue };
        let open = drafts[i].tokens.end;
        if resolution.entity(long).kind != EntityKind::Organization || document.form(open) != "(" {
            continue;
        }
        let Some(j) = drafts.iter().enumerate().skip(i + 1).take(3).find_map(|(j, d)| {
            (d.tokens.start == open + 1 && document.form(d.tokens.end) == ")").then_some(j)
        }) else {
            continue;
        };
        let Some(&short) = resolution.of_draft[j].first() else { continue };
        let letters: String = document.words(drafts[j].tokens).chars().filter(|c| c.is_uppercase()).collect();
        // Acronyms of other languages ("Independent Greeks (ANEL)") need no fitting initials, only a name of several words.
        let fits = initials(document.words(drafts[i].tokens), &letters)
            || (drafts[i].tokens.len() > 1 && letters.len() > 2);
        if short == long
            || letters.len() < 2
            || resolution.entity(short).kind != EntityKind::Organization
            || !fits
        {
            continue;
        }
        // The one the knowledge base has stays; of two unknown ones the long name.
        let (stay, go) = match (resolution.entity(long).linked, resolution.entity(short).linked) {
            (None, Some(_)) => (short, long),
            (Some(a), Some(b)) if a != b => continue,
            _ => (long, short),
        };
        renamed.entry(go).or_insert(stay);
    }
    for e in resolution.of_draft.iter_mut().flatten() {
        // Two steps at most: a chain of acronyms is not followed further.
        for _ in 0..2 {
            *e = renamed.get(e).copied().unwrap_or(*e);
        }
    }
}

/// Whether the letters stand, in order, at beginnings of words of the name (or inside them), the first at its beginning.
fn initials(name: &str, letters: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_uppercase);
    let mut wanted = letters.chars();
    let first = wanted.next();
    let starts = name.split(' ').any(|w| w.chars().next().map(|c| c.to_uppercase().next()) == Some(first));
    starts && wanted.all(|c| rest.any(|r| r == c))
}
