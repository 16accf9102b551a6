//! Persons by name: full names first, then short forms; links to the knowledge base by the article's date.
//!
//! Two persons are never joined because their names are alike: a short form goes to the person of the article whose
//! full name it ends (or, for names that begin with the family name, begins). The one exception is a slip of one letter
//! in a long, otherwise unknown name ("Bosman" for "Boseman").

use super::context::Context;
use super::{Resolution, doubtful};
use crate::analysis::{Deprel, Upos};
use crate::document::{Document, EntityIndex};
use crate::knowledge::{AliasForm, Candidate, EntityId, EntityKind, Gender, PostClass, Term};
use crate::mention::{Draft, Reading, TitleMention, title_entry};
use crate::text::{distance_within, normalize_name};
use std::collections::BTreeMap;

/// One person of the article by the words of the fullest name.
struct Known {
    words: Vec<String>,
    entity: EntityIndex,
    last: u32,
}

/// The persons of the article, found by any word of their names.
#[derive(Default)]
struct Register {
    known: Vec<Known>,
    by_word: BTreeMap<String, Vec<usize>>,
}

/// A word that more names of one article share than this tells nothing.
const MOST_NAMESAKES: usize = 24;

impl Register {
    fn add(&mut self, words: Vec<String>, entity: EntityIndex, at: u32) {
        let k = self.known.len();
        for word in &words {
            let list = self.by_word.entry(word.clone()).or_default();
            if list.len() < MOST_NAMESAKES {
                list.push(k);
            }
        }
        self.known.push(Known { words, entity, last: at });
    }

    fn with_word(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Resolves names of persons.
pub(super) fn resolve(
    document: &Document<'_>,
    drafts: &[Draft],
    context: &Context,
    resolution: &mut Resolution,
) {
    let persons: Vec<(usize, &[Candidate], Vec<String>)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(i, d)| match &d.reading {
            Reading::Name { kind: EntityKind::Person, candidates } => {
                Some((i, candidates.as_slice(), words_of(document.words(d.tokens))))
            }
            _ => None,
        })
        .filter(|(_, _, words)| !words.is_empty())
        .collect();
    let countries = Countries::new(document, drafts);
    let mut register = Register::default();
    for (i, candidates, words) in persons.iter().filter(|(_, _, w)| w.len() > 1) {
        let draft = &drafts[*i];
        let fitting = countries.fitting(document, draft, candidates);
        let Some(e) = full_name(document, draft, &fitting, words, context, &register, resolution) else {
            continue;
        };
        resolution.of_draft[*i].push(e);
        register.add(words.clone(), e, draft.tokens.start);
    }
    for k in &mut register.known {
        k.last = 0;
    }
    // In the order of the text, so that "the last one named so" is known.
    for (i, candidates, words) in &persons {
        let draft = &drafts[*i];
        if words.len() > 1 {
            if let Some(&e) = resolution.of_draft[*i].first() {
                touch(&mut register, words, e, draft.tokens.start);
            }
            continue;
        }
        let word = &words[0];
        let gender = honorific(document, draft);
        let e = short_form(&register, resolution, word, gender)
            .or_else(|| {
                famous(document, &countries.fitting(document, draft, candidates), context, resolution)
            })
            .or_else(|| slip(&register, resolution, word));
        let e = match e {
            Some(e) => e,
            None if doubtful(EntityKind::Person, draft) => continue,
            None => {
                let e = resolution.unlinked(EntityKind::Person, document.words(draft.tokens));
                resolution.entities[e.0 as usize].gender =
                    gender.or_else(|| document.knowledge.name_word(document.words(draft.tokens)).gender);
                e
            }
        };
        resolution.of_draft[*i].push(e);
        register.add(words.clone(), e, draft.tokens.start);
    }
}

fn touch(register: &mut Register, words: &[String], e: EntityIndex, at: u32) {
    let Some(last) = words.last() else { return };
    let hits: Vec<usize> = register.with_word(last).to_vec();
    for k in hits {
        if register.known[k].entity == e {
            register.known[k].last = at + 1;
        }
    }
}

/// The words of a personal name, normalised, without initials' full stops and suffixes.
fn words_of(name: &str) -> Vec<String> {
    let normalized = normalize_name(name).replace(" - ", "-");
    normalized
        .split([' ', '-'])
        .map(|w| w.trim_matches(['“', '”', '"', '‘', '\'']))
        .filter(|w| !w.is_empty() && !matches!(*w, "jr" | "sr" | "ii" | "iii" | "," | "'s" | "al" | "el"))
        .map(str::to_owned)
        .collect()
}

/// Whether the words of `short` stand in `long` in their order, and its last word is the last of `long`.
fn abbreviates(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    let fits = |s: &String, l: &String| s == l || (s.len() == 1 && l.starts_with(s.as_str()));
    short.last() == long.last() && short.iter().all(|s| rest.any(|l| fits(s, l)))
}

fn full_name(
    document: &Document<'_>,
    draft: &Draft,
    candidates: &[Candidate],
    words: &[String],
    context: &Context,
    register: &Register,
    resolution: &mut Resolution,
) -> Option<EntityIndex> {
    let link = choose(document, candidates, context, true)
        .or_else(|| misspelt(document, words, context))
        .or_else(|| turned(document, words, context));
    if let Some(id) = link {
        return Some(resolution.linked(document, id));
    }
    let last = words.last()?;
    let same = register.with_word(last).iter().map(|&k| &register.known[k]).find(|k| {
        k.words == words
            || abbreviates(words, &k.words)
            || abbreviates(&k.words, words)
            || suffix(words, &k.words)
    });
    if let Some(k) = same {
        let e = k.entity;
        if words.len() > k.words.len() && resolution.entity(e).linked.is_none() {
            resolution.entities[e.0 as usize].name = document.words(draft.tokens).to_owned();
        }
        return Some(e);
    }
    // "bin Salman", "von der Leyen", "Peña Nieto": a family name of several words that the knowledge base knows.
    if let Some(e) = famous(document, candidates, context, resolution) {
        return Some(e);
    }
    if doubtful(EntityKind::Person, draft) {
        return None;
    }
    let e = resolution.unlinked(EntityKind::Person, document.words(draft.tokens));
    resolution.entities[e.0 as usize].gender =
        honorific(document, draft).or_else(|| document.knowledge.name_word(&words[0]).gender);
    Some(e)
}

fn suffix(short: &[String], long: &[String]) -> bool {
    short.len() < long.len() && long.ends_with(short)
}

/// The reading that fits the article's date and countries best; none where nothing speaks for it.
fn choose(
    document: &Document<'_>,
    candidates: &[Candidate],
    context: &Context,
    full: bool,
) -> Option<EntityId> {
    let mut best: Option<(i64, EntityId)> = None;
    for c in candidates {
        if full == (c.form == AliasForm::Surname) {
            continue;
        }
        let record = document.knowledge.entity(c.entity);
        let mut score = i64::from(record.prominence.max(1).ilog2());
        let named = context.weight(record.country);
        score += if named > 0 { 8 + i64::from(named.min(8)) } else { 0 };
        let near = document.date.map(|date| {
            document
                .knowledge
                .terms_of(c.entity)
                .iter()
                .map(|t| {
                    let years = |d: jiff::civil::Date| i64::from(d.year());
                    let from = t.from.map_or(i64::from(date.year()) - 10, years);
                    let to = t.to.map_or(i64::from(date.year()) + 10, years);
                    if t.covers(date) { 0 } else { (from - years(date)).max(years(date) - to).max(1) }
                })
                .min()
                .unwrap_or(8)
        });
        match near {
            Some(0) => score += 12,
            Some(1..=4) => score += 6,
            Some(5..=12) => score += 2,
            Some(13..=30) => score -= 4,
            Some(_) => score -= 12,
            None => score += 4,
        }
        if c.ambiguous {
            score -= 6;
        }
        // A surname alone needs more: the country in the text, or fame and an office at the time. Leaders have 21 to 25
        // points for their prominence, ministers 18 to 22.
        let needed = match (full, near) {
            (true, _) => 8,
            // "Prince Hassan": as well somebody's given name.
            (false, _) if named == 0 && given(document, c.entity) => 36,
            (false, Some(0..=4)) if named == 0 => 33,
            (false, Some(0..=4)) | (false, None) => 20,
            (false, _) => 26,
        };
        if score >= needed && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, c.entity));
        }
    }
    best.map(|(_, id)| id)
}

/// Whether the family name of a known person is a given name as well.
fn given(document: &Document<'_>, person: EntityId) -> bool {
    let name = document.knowledge.entity(person).name;
    name.rsplit(' ').next().is_some_and(|last| document.knowledge.name_word(last).given)
}

/// The politician with this family name whom an article of this date and these countries means.
fn famous(
    document: &Document<'_>,
    candidates: &[Candidate],
    context: &Context,
    resolution: &mut Resolution,
) -> Option<EntityIndex> {
    choose(document, candidates, context, false).map(|id| resolution.linked(document, id))
}

/// A known politician whose given name is spelt in another way ("Volodimir Zelensky"): same family name, a given name
/// two letters away, a country that the article names.
fn misspelt(document: &Document<'_>, words: &[String], context: &Context) -> Option<EntityId> {
    let (first, last) = (words.first()?, words.last()?);
    let candidates = document.knowledge.lookup(last);
    let mut fitting = candidates.iter().filter(|c| {
        let record = document.knowledge.entity(c.entity);
        c.form == AliasForm::Surname
            && record.kind == EntityKind::Person
            && context.weight(record.country) > 0
            && document.knowledge.aliases(c.entity).iter().any(|alias| {
                let known = words_of(alias);
                known.len() > 1
                    && known.last() == Some(last)
                    && known
                        .first()
                        .is_some_and(|k| k.len() > 3 && k != first && distance_within(k, first, 2))
            })
    });
    let id = fitting.next()?.entity;
    fitting.all(|c| c.entity == id).then_some(id)
}

/// A known politician whose family name is written first ("Iwaya Takeshi"), of a country that the article names.
fn turned(document: &Document<'_>, words: &[String], context: &Context) -> Option<EntityId> {
    let [family, given] = words else { return None };
    let candidates = document.knowledge.lookup(&format!("{given} {family}"));
    let mut fitting = candidates.iter().filter(|c| {
        let record = document.knowledge.entity(c.entity);
        c.form == AliasForm::Name && record.kind == EntityKind::Person && context.weight(record.country) > 0
    });
    let id = fitting.next()?.entity;
    fitting.all(|c| c.entity == id).then_some(id)
}

/// Where the text names countries, to tell namesakes apart.
struct Countries {
    /// For each token the country that it names.
    at: Vec<Option<EntityId>>,
}

impl Countries {
    fn new(document: &Document<'_>, drafts: &[Draft]) -> Self {
        let mut at = vec![None; document.tokens.len()];
        for draft in drafts {
            if let Reading::Name { kind: EntityKind::Country, candidates } = &draft.reading {
                let country = candidates.first().map(|c| c.entity);
                draft.tokens.iter().for_each(|t| at[t as usize] = country);
            }
        }
        Self { at }
    }

    /// The countries of the title in front of a name ("Colombian Defence Minister X").
    fn of_title(&self, document: &Document<'_>, title: &TitleMention) -> Vec<EntityId> {
        let from = title.tokens.start.saturating_sub(4);
        (from..title.tokens.start)
            .rev()
            .take_while(|&t| {
                self.at[t as usize].is_some()
                    || matches!(document.word(t).upos, Upos::Adj | Upos::Noun | Upos::Propn)
                    || matches!(document.form(t), "'s" | "’s")
            })
            .filter_map(|t| self.at[t as usize])
            .collect()
    }

    /// The candidates whom the title in front of the name may mean: a minister of one country is nobody known to be of
    /// another. States that are no more say nothing of this.
    fn fitting(&self, document: &Document<'_>, draft: &Draft, candidates: &[Candidate]) -> Vec<Candidate> {
        let name = draft.tokens.start;
        let at = document.titles.partition_point(|t| t.tokens.start < name);
        let Some(title) = document.titles[..at].last().filter(|t| t.tokens.end == name) else {
            return candidates.to_vec();
        };
        let named = self.of_title(document, title);
        let class = title_entry(document, title).and_then(|t| t.class);
        let minister = class == Some(PostClass::Minister) && !title.former;
        // Who leads a country at the time and was never a minister is not the minister of that name.
        let leads = |c: &Candidate| {
            let terms = document.knowledge.terms_of(c.entity);
            let now = |t: &Term<'_>| document.date.is_some_and(|d| t.covers(d));
            terms.iter().any(|t| t.class <= PostClass::Monarch && now(t))
                && terms.iter().all(|t| t.class != PostClass::Minister)
        };
        let exists = |c: &EntityId| {
            document.date.is_some_and(|d| document.knowledge.offices_of(*c).iter().any(|t| t.covers(d)))
        };
        let told = !named.is_empty() && named.iter().all(exists);
        let fits = |c: &&Candidate| {
            if minister && leads(c) {
                return false;
            }
            let country = document.knowledge.entity(c.entity).country;
            !told
                || country.is_none_or(|own| named.contains(&own))
                || document.knowledge.terms_of(c.entity).iter().any(|t| named.contains(&t.of))
        };
        candidates.iter().filter(fits).copied().collect()
    }
}

/// The person of the article whom one word names: by family name, by a family name that comes first, by given name.
fn short_form(
    register: &Register,
    resolution: &Resolution,
    word: &str,
    gender: Option<Gender>,
) -> Option<EntityIndex> {
    let fits =
        |k: &&Known| gender.is_none() || resolution.entity(k.entity).gender.is_none_or(|g| Some(g) == gender);
    let hits = || register.with_word(word).iter().map(|&k| &register.known[k]).filter(fits);
    let by = |place: fn(&Known, &str) -> bool| hits().filter(|k| place(k, word)).max_by_key(|k| k.last);
    by(|k, w| k.words.last().is_some_and(|l| l == w))
        .or_else(|| by(|k, w| k.words.first().is_some_and(|f| f == w)))
        .or_else(|| by(|k, w| k.words.len() > 2 && k.words.iter().any(|x| x == w)))
        .map(|k| k.entity)
}

/// The person whose family name is one letter away from a long name that is nobody else's.
fn slip(register: &Register, resolution: &Resolution, word: &str) -> Option<EntityIndex> {
    if word.len() < 5 {
        return None;
    }
    let mut near = register.known.iter().take(200).filter(|k| {
        k.words.len() > 1
            && resolution.entity(k.entity).linked.is_none()
            && k.words.last().is_some_and(|l| {
                l.len() >= 5 && l.as_bytes()[0] == word.as_bytes()[0] && distance_within(l, word, 1)
            })
    });
    let e = near.next()?.entity;
    near.all(|k| k.entity == e).then_some(e)
}

/// Gender that an honorific or title right before the name tells.
fn honorific(document: &Document<'_>, draft: &Draft) -> Option<Gender> {
    let before = draft.tokens.start.checked_sub(1)?;
    let gender = |form: &str| match form.trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "King" | "Prince" => Some(Gender::Masculine),
        "Mrs" | "Ms" | "Miss" | "Lady" | "Dame" | "Queen" | "Princess" => Some(Gender::Feminine),
        _ => None,
    };
    gender(document.form(before)).or_else(|| {
        document
            .children(draft.head, Deprel::NmodDesc)
            .chain(document.children(draft.head, Deprel::Compound))
            .find_map(|t| gender(document.form(t)))
    })
}
