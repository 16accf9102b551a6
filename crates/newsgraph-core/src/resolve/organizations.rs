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
    let mut fuller = Fuller::default();
    let is_org = |d: &Draft| matches!(d.reading, Reading::Name { kind: EntityKind::Organization, .. });
    // Longer names first, so that "Clingendael" finds "the Clingendael Institute" wherever it stands.
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&i| is_org(&drafts[i])).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(drafts[i].tokens.len()), i));
    for &i in &order {
        let draft = &drafts[i];
        let Reading::Name { candidates, .. } = &draft.reading else { continue };
        let surface = document.words(draft.tokens);
        let name = bare(surface);
        let words: Vec<String> =
            name.split([' ', '-']).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        let shortened = fuller.of(&words, draft.tokens.start);
        let away = |c: &Candidate| {
            let home = document.knowledge.entity(c.entity).country;
            home.is_some() && context.weight(home) == 0
        };
        let candidates: Vec<Candidate> = candidates
            .iter()
            .filter(|c| plausible(document, c, surface, context, resolution.has(c.entity)))
            // "the Front" is no party of a country that the article does not name, where it names another front in full.
            .filter(|c| shortened.is_none() || !away(c))
            .copied()
            .collect();
        let owner = owner(document, drafts, i, &name);
        if let Some(id) =
            choose(document, &candidates, owner, context).or_else(|| owned(document, owner, &name))
        {
            let e = resolution.linked(document, id);
            by_name.entry(name).or_insert(e);
            fuller.add(words, draft.tokens.start, e);
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
        let known = by_name.get(&key).copied().or(shortened);
        let e = known.unwrap_or_else(|| {
            let e = resolution.unlinked(EntityKind::Organization, surface.trim_start_matches("the "));
            resolution.entities[e.0 as usize].subtype = subtype(document, &words);
            e
        });
        fuller.add(words, draft.tokens.start, e);
        by_name.entry(key).or_insert(e);
        by_name.entry(name).or_insert(e);
        resolution.of_draft[i].push(e);
    }
    acronyms(document, drafts, resolution);
}

/// The names of several words of the article, by the word they begin with and by their head. The number kept for one
/// word is bounded, so that a long list of names stays linear.
#[derive(Default)]
struct Fuller {
    by_first: BTreeMap<String, Vec<(Vec<String>, EntityIndex)>>,
    /// With the token where each stands.
    by_head: BTreeMap<String, Vec<(u32, EntityIndex)>>,
}

impl Fuller {
    const MOST: usize = 16;

    fn add(&mut self, words: Vec<String>, at: u32, e: EntityIndex) {
        if words.len() < 2 {
            return;
        }
        let of = words.iter().skip(1).position(|w| matches!(w.as_str(), "of" | "for" | "on"));
        let head = words[of.unwrap_or(words.len() - 1)].clone();
        let heads = self.by_head.entry(head).or_default();
        if heads.len() < Self::MOST {
            heads.push((at, e));
        }
        let same = self.by_first.entry(words[0].clone()).or_default();
        if same.len() < Self::MOST {
            same.push((words, e));
        }
    }

    /// The body that these words are the beginning of, or that was last named with this one as its head.
    fn of(&self, words: &[String], at: u32) -> Option<EntityIndex> {
        let begun = words.first().and_then(|first| self.by_first.get(first)).and_then(|fuller| {
            fuller
                .iter()
                .find(|(full, _)| words.len() < full.len() && full.starts_with(words))
                .map(|(_, e)| *e)
        });
        let headed = || {
            let [word] = words else { return None };
            let heads = self.by_head.get(word)?;
            heads.iter().filter(|(t, _)| *t < at).max_by_key(|(t, _)| *t).map(|(_, e)| *e)
        };
        begun.or_else(headed)
    }
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
        if resolution.entity(long).kind != EntityKind::Organization {
            continue;
        }
        let Some(j) = explained(document, drafts, i) else { continue };
        let Some(&short) = resolution.of_draft[j].first() else { continue };
        let surface = document.words(drafts[j].tokens);
        let letters: String = surface.chars().filter(|c| c.is_uppercase()).collect();
        // Acronyms of other languages ("Independent Greeks (ANEL)") need no fitting initials, only a name of several words.
        let fits = initials(document.words(drafts[i].tokens), &letters)
            || (drafts[i].tokens.len() > 1 && letters.len() > 2);
        if short == long
            || letters.len() < 2
            || resolution.entity(short).kind != EntityKind::Organization
            || renamed.contains_key(&short)
            || !fits
        {
            continue;
        }
        // The one the knowledge base has stays; of two unknown ones the long name. Of two that it has, the long name
        // too, where the short one stands for nothing else here: other countries have an "NPP" as well.
        let alone = || {
            let named = |(d, of): (&Draft, &Vec<EntityIndex>)| {
                !of.contains(&short) || document.words(d.tokens) == surface
            };
            drafts.iter().zip(&resolution.of_draft).all(named)
        };
        let (stay, go) = match (resolution.entity(long).linked, resolution.entity(short).linked) {
            (None, Some(_)) => (short, long),
            (Some(a), Some(b)) if a != b && !alone() => continue,
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

/// The draft of the short form that the text gives right behind a name: "(ABC)", ", or ABC,", ", ABC for short".
fn explained(document: &Document<'_>, drafts: &[Draft], i: usize) -> Option<usize> {
    let end = drafts[i].tokens.end;
    let (open, close): (&[&str], &[&str]) = match (document.form(end), document.form(end + 1)) {
        ("(", "“" | "\"" | "‘" | "'") => (&["(", "“"], &[]),
        ("(", _) => (&["("], &[")"]),
        (",", "or") => (&[",", "or"], &[]),
        (",", _) => (&[","], &["for"]),
        _ => return None,
    };
    let start = end + open.len() as u32;
    let mut behind = drafts.iter().enumerate().skip(i + 1).take(3);
    behind.find_map(|(j, d)| {
        let closed = close.is_empty() || close.contains(&document.form(d.tokens.end));
        let capitals = document.form(d.tokens.start).chars().filter(|c| c.is_uppercase()).count() > 1;
        let short = close == [")"] || capitals && d.tokens.len() == 1;
        (d.tokens.start == start && closed && short).then_some(j)
    })
}

/// Whether the letters stand, in order, at beginnings of words of the name (or inside them), the first at its beginning.
fn initials(name: &str, letters: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_uppercase);
    let mut wanted = letters.chars();
    let first = wanted.next();
    let starts = name.split(' ').any(|w| w.chars().next().map(|c| c.to_uppercase().next()) == Some(first));
    starts && wanted.all(|c| rest.any(|r| r == c))
}
