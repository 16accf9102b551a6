//! Facts to the compiled form.

use super::facts::{FactEntity, Facts, Node};
use super::readings;
use crate::format::{CLASSES, ENTITY, HEADER, MAGIC, NONE, SECTIONS, Stored, pack_date};
use jiff::civil::Date;
use newsgraph_core::knowledge::{AliasForm, Candidate, EntityId, EntityKind, Gender};
use std::collections::BTreeMap;

impl Facts {
    /// The compiled form, to be read by [`crate::Knowledge::from_bytes`]; the same facts give the same bytes.
    ///
    /// `date` is the day up to which offices are known.
    #[must_use]
    pub fn encode(&self, date: Date) -> Vec<u8> {
        let order = self.order();
        let mut new_id = vec![0u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            new_id[*old as usize] = new as u32;
        }
        let id = |n: Node| match n {
            Node::Own(i) => new_id.get(i as usize).copied().unwrap_or(NONE),
            Node::Base(_) => NONE,
        };
        let mut strings = Strings::default();
        let mut terms: Vec<[u32; 6]> = self
            .terms
            .iter()
            .map(|t| {
                let class = CLASSES.iter().position(|c| *c == t.class).unwrap_or(0) as u32;
                [id(t.person), id(t.of), strings.add(&t.title), class, pack_date(t.from), pack_date(t.to)]
            })
            .collect();
        // The sort is stable: the terms of a person stay oldest first.
        terms.sort_by_key(|t| t[0]);
        let mut offices: Vec<(u32, u32, u32)> =
            terms.iter().enumerate().map(|(i, t)| (t[1], t[4], i as u32)).collect();
        offices.sort_unstable();
        let mut memberships: Vec<(u32, u32)> =
            self.memberships.iter().map(|(m, o)| (id(*m), id(*o))).collect();
        memberships.sort_unstable();

        let (mut entities, mut aliases) = (Vec::new(), Vec::new());
        let (mut term, mut office, mut member) = (0, 0, 0);
        for (new, old) in order.iter().enumerate() {
            let (new, e) = (new as u32, &self.entities[*old as usize]);
            let gender = match e.gender {
                None => 0,
                Some(Gender::Feminine) => 1,
                Some(Gender::Masculine) => 2,
            };
            let mut text = |s: &Option<String>| s.as_deref().map_or(0, |s| strings.add(s));
            let (iso2, iso3, wikidata, subtype) =
                (text(&e.iso2), text(&e.iso3), text(&e.wikidata), text(&e.subtype));
            entities.extend([
                kind(e.kind) | gender << 8,
                strings.add(&e.name),
                iso2,
                iso3,
                wikidata,
                subtype,
                e.country.map_or(NONE, id),
                e.prominence,
                aliases.len() as u32,
                term,
                office,
                member,
            ]);
            aliases.push(strings.add(&e.name));
            aliases.extend(spellings(e).map(|n| strings.add(n)));
            term += terms[term as usize..].iter().take_while(|t| t[0] == new).count() as u32;
            office += offices[office as usize..].iter().take_while(|o| o.0 == new).count() as u32;
            member += memberships[member as usize..].iter().take_while(|m| m.0 == new).count() as u32;
        }
        entities.extend([0; ENTITY - 4]);
        entities.extend([aliases.len() as u32, term, office, member]);

        let mut candidates = Vec::new();
        let mut names = fst::MapBuilder::memory();
        for (key, list) in readings(self) {
            let first = candidates.len() as u64;
            for (i, r) in list.iter().enumerate() {
                let candidate = Candidate {
                    entity: EntityId(id(Node::Own(r.entity))),
                    form: r.form,
                    ambiguous: r.ambiguous,
                };
                candidates.push(Stored { candidate, capitals: r.capitals, last: i + 1 == list.len() }.pack());
            }
            // Keys come in order, so that insertion cannot fail.
            let _ = names.insert(key, first);
        }
        let mut words = fst::MapBuilder::memory();
        for (word, bits) in &self.words {
            let _ = words.insert(word, u64::from(*bits));
        }
        let countries: BTreeMap<u32, u32> =
            self.countries.iter().map(|(code, i)| (code_word(code), id(Node::Own(*i)))).collect();

        let sections: [Vec<u8>; SECTIONS] = [
            strings.finish(),
            bytes(entities),
            bytes(aliases),
            bytes(terms.into_iter().flatten()),
            bytes(offices.into_iter().map(|o| o.2)),
            bytes(memberships.into_iter().map(|m| m.1)),
            bytes(candidates),
            bytes(countries.into_iter().flat_map(|(code, id)| [code, id])),
            names.into_inner().unwrap_or_default(),
            words.into_inner().unwrap_or_default(),
        ];
        let mut out = MAGIC.to_vec();
        out.extend(pack_date(Some(date)).to_le_bytes());
        let mut at = HEADER;
        for section in &sections {
            out.extend((at as u32).to_le_bytes());
            out.extend((section.len() as u32).to_le_bytes());
            at += section.len();
        }
        sections.iter().for_each(|s| out.extend(s));
        out
    }

    /// Entities by kind and name, so that ids do not hang on the order of the tables.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.entities.len() as u32).collect();
        order.sort_by_key(|i| {
            let e = &self.entities[*i as usize];
            (e.kind, &e.name, &e.iso2, &e.subtype, *i)
        });
        order
    }
}

fn spellings(entity: &FactEntity) -> impl Iterator<Item = &str> {
    entity
        .names
        .iter()
        .filter(|(n, f)| matches!(f, AliasForm::Name | AliasForm::Acronym) && *n != entity.name)
        .map(|(n, _)| n.as_str())
}

fn kind(kind: EntityKind) -> u32 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Country => 1,
        EntityKind::Organization => 2,
        EntityKind::Place => 3,
    }
}

/// A country's code as a word that sorts like the code.
pub(crate) fn code_word(code: &str) -> u32 {
    code.bytes().take(4).fold(0, |w, b| w << 8 | u32::from(b))
}

fn bytes(words: impl IntoIterator<Item = u32>) -> Vec<u8> {
    words.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// Strings, each stored once.
#[derive(Default)]
struct Strings {
    out: Vec<u8>,
    seen: BTreeMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        if self.out.is_empty() {
            self.out.extend([0, 0]);
        }
        if text.is_empty() {
            return 0;
        }
        if let Some(at) = self.seen.get(text) {
            return *at;
        }
        let at = self.out.len() as u32;
        let text = &text[..text.floor_char_boundary(u16::MAX as usize)];
        self.out.extend((text.len() as u16).to_le_bytes());
        self.out.extend(text.as_bytes());
        self.seen.insert(text.to_owned(), at);
        at
    }

    fn finish(self) -> Vec<u8> {
        if self.out.is_empty() { vec![0, 0] } else { self.out }
    }
}
