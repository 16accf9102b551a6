//! The keys under which names are found, with all that each may name.

use super::facts::{FactEntity, Facts, word};
use super::surname::surnames;
use crate::key::name_key;
use newsgraph_core::knowledge::{AliasForm, EntityKind};
use std::collections::BTreeMap;

/// One reading of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reading {
    pub(crate) entity: u32,
    pub(crate) form: AliasForm,
    pub(crate) ambiguous: bool,
    /// Stands only where the text is in capitals.
    pub(crate) capitals: bool,
}

/// Places smaller than this that bear a personal name are taken for one only in context.
const SMALL_PLACE: u32 = 300_000;

/// All keys, with their readings, the most prominent first.
pub(crate) fn readings(facts: &Facts) -> BTreeMap<String, Vec<Reading>> {
    let mut out: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    let word = |key: &str| facts.words.get(key).copied().unwrap_or(0);
    let given = |key: &str| word(key) & word::GIVEN != 0;
    for (id, entity) in facts.entities.iter().enumerate() {
        let mut add = |key: String, form: AliasForm, doubt: bool, capitals: bool| {
            if key.is_empty() || (key.len() < 2 && !capitals) {
                return;
            }
            let listed = facts.ambiguous.contains(&key);
            let personal = word(&key) != 0
                && match entity.kind {
                    EntityKind::Place => entity.prominence < SMALL_PLACE,
                    EntityKind::Organization => !capitals,
                    _ => false,
                };
            let reading =
                Reading { entity: id as u32, form, ambiguous: listed || doubt || personal, capitals };
            let list = out.entry(key).or_default();
            match list.iter_mut().find(|r| r.entity == reading.entity) {
                // The first form stands; the weaker condition of the two.
                Some(old) => old.capitals &= reading.capitals,
                None => list.push(reading),
            }
        };
        let all =
            std::iter::once((&entity.name, AliasForm::Name)).chain(entity.names.iter().map(|(n, f)| (n, *f)));
        for (name, form) in all {
            let acronym = form == AliasForm::Acronym || (form == AliasForm::Name && is_acronym(name));
            let form = if acronym { AliasForm::Acronym } else { form };
            for (key, doubt) in variants(name, entity.kind) {
                let capitals = acronym && needs_capitals(entity, name, word(&key) != 0);
                add(key, form, doubt, capitals);
            }
        }
        if entity.kind == EntityKind::Person {
            let royal = entity.name.split_whitespace().count() > 1 && {
                let first = surnames(&entity.name, entity.iso2.as_deref(), &facts.family_first, &given);
                first.iter().any(|s| given(&name_key(s)) && entity.name.ends_with(s.as_str()))
                    && is_titled(&entity.name)
            };
            let spellings = std::iter::once(&entity.name).chain(entity.names.iter().map(|(n, _)| n));
            for spelling in spellings.filter(|s| !is_acronym(s)) {
                for short in surnames(spelling, entity.iso2.as_deref(), &facts.family_first, &given) {
                    let key = name_key(&short);
                    // A single letter is an initial.
                    if key.chars().count() > 1 && !facts.no_surname.contains(&key) {
                        for (key, doubt) in variants(&short, EntityKind::Person) {
                            add(key, AliasForm::Surname, doubt || royal, false);
                        }
                    }
                }
            }
        }
    }
    for list in out.values_mut() {
        list.sort_by_key(|r| {
            let entity = &facts.entities[r.entity as usize];
            (r.form == AliasForm::Metonym, std::cmp::Reverse(entity.prominence), r.entity)
        });
    }
    out
}

fn is_titled(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or("");
    matches!(
        first,
        "King"
            | "Queen"
            | "Pope"
            | "Prince"
            | "Princess"
            | "Emperor"
            | "Empress"
            | "Crown"
            | "Sultan"
            | "Emir"
    )
}

/// "NATO", "U.S.": two to six letters, all capitals.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && !name.contains(char::is_whitespace)
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '&' | '/'))
}

/// Papers write "Nato" and "Unesco", but not "Eu".
fn needs_capitals(entity: &FactEntity, name: &str, personal: bool) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let familiar =
        matches!(entity.subtype.as_deref(), Some("igo" | "armed_group")) || entity.kind == EntityKind::Person;
    letters < 4 || !familiar || personal
}

/// The key of a name and of its regular variants; the flag is for those that need context.
fn variants(name: &str, kind: EntityKind) -> Vec<(String, bool)> {
    let key = name_key(name);
    let mut out = vec![(key.clone(), false)];
    if let Some(rest) = key.strip_prefix("the ") {
        out.push((rest.to_owned(), !rest.contains(' ')));
    }
    if kind == EntityKind::Place || kind == EntityKind::Country {
        if let Some(rest) = key.strip_prefix("st ") {
            out.push((format!("saint {rest}"), false));
        } else if let Some(rest) = key.strip_prefix("saint ") {
            out.push((format!("st {rest}"), false));
        }
    }
    // "Sana'a" as "Sanaa"; the possessive of "People's" stays.
    if key.contains('\'') && !key.contains("'s ") && !key.ends_with("'s") {
        out.push((key.replace('\'', ""), false));
    }
    if kind == EntityKind::Person {
        let words: Vec<&str> = key.split(' ').collect();
        // "J. D. Vance" and "JD Vance".
        if words.len() == 3 && words[0].len() == 1 && words[1].len() == 1 {
            out.push((format!("{}{} {}", words[0], words[1], words[2]), false));
        } else if words.len() == 2 && words[0].len() == 2 && name.chars().take(2).all(char::is_uppercase) {
            out.push((format!("{} {} {}", &words[0][..1], &words[0][1..], words[1]), false));
        }
        // "Bashar al-Assad" and "Bashar Assad".
        if words.len() >= 3 {
            let plain: Vec<&str> = std::iter::once(words[0])
                .chain(words[1..].iter().copied().filter(|w| !matches!(*w, "al" | "el")))
                .collect();
            if plain.len() >= 2 && plain.len() < words.len() {
                out.push((plain.join(" "), false));
            }
        }
    }
    out
}
