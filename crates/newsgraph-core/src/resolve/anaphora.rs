//! Nominals and pronouns, resolved in the order of the text.
//!
//! A pronoun goes to the entity of fitting number and gender that is the most salient: near, a subject, often named, on
//! the same side of the quotation marks (Lappin & Leass 1994, with fewer weights). A nominal goes to the nearest entity
//! that the text or the knowledge base gives the post, else to who held it on the article's date.

mod offices;
mod pronouns;
mod sides;

use super::sets::last_different;
use super::{Holder, Resolution};
use crate::analysis::Deprel;
use crate::document::{Document, EntityIndex};
use crate::graph::MentionForm;
use crate::knowledge::EntityKind;
use crate::mention::{Count, Draft, Reading};
use std::collections::BTreeMap;

/// How many mentions back a search goes.
const WINDOW: usize = 60;

/// A mention that is resolved already.
#[derive(Clone, Copy)]
struct Seen {
    entity: EntityIndex,
    head: u32,
    sentence: usize,
    subject: bool,
    /// Subject of a main clause: it rather than one of a clause inside is gone on with.
    main: bool,
    possessive: bool,
    name: bool,
    /// Start of the quotation it stands in.
    quotation: Option<u32>,
}

/// Titles that the text gives each person.
type Posts = BTreeMap<EntityIndex, Vec<u32>>;

struct Resolver<'d, 'a, 'r> {
    document: &'d Document<'a>,
    drafts: &'d [Draft],
    posts: Posts,
    resolution: &'r mut Resolution,
    history: Vec<Seen>,
    /// For each token the draft of a name that covers it.
    name_at: Vec<u32>,
    counts: BTreeMap<EntityIndex, u32>,
    /// Who was last named with a title that ends so ("general").
    ranks: BTreeMap<&'d str, EntityIndex>,
}

/// Resolves all drafts that are no names.
pub(super) fn resolve(
    document: &Document<'_>,
    drafts: &[Draft],
    holders: &[Holder],
    resolution: &mut Resolution,
) {
    let mut name_at = vec![u32::MAX; document.tokens.len()];
    for (i, d) in drafts.iter().enumerate() {
        if matches!(d.reading, Reading::Name { .. }) {
            d.tokens.iter().for_each(|t| name_at[t as usize] = i as u32);
        }
    }
    let mut posts = Posts::new();
    for h in holders {
        posts.entry(h.person).or_default().push(h.title);
    }
    let mut resolver = Resolver {
        document,
        drafts,
        posts,
        resolution,
        history: Vec::new(),
        name_at,
        counts: BTreeMap::new(),
        ranks: BTreeMap::new(),
    };
    for i in 0..drafts.len() {
        resolver.step(i);
    }
}

impl Resolver<'_, '_, '_> {
    fn step(&mut self, i: usize) {
        let draft = &self.drafts[i];
        let found = match &draft.reading {
            Reading::Name { .. } => self.resolution.of_draft[i].clone(),
            Reading::Office { title, of, count } => self.office(draft, *title, *of, *count),
            Reading::Counterpart { of } => self.counterpart(draft, *of),
            Reading::Ranked => self.ranked(draft).into_iter().collect(),
            Reading::Persons { count } => self.persons(draft, *count),
            Reading::Countries { only, count } => self.countries(only, *count),
            Reading::Organization { only } => self.thing(EntityKind::Organization, only),
            // "the Eritrean capital": not the city last named.
            Reading::Place { .. } if self.is_elsewhere(draft) => Vec::new(),
            Reading::Place { only } => self.thing(EntityKind::Place, only),
            Reading::Actor { of } => self.named(*of).into_iter().collect(),
            Reading::Pronoun { number } => self.pronoun(draft, *number),
        };
        self.see(draft, &found);
        self.resolution.of_draft[i] = found;
    }

    fn see(&mut self, draft: &Draft, found: &[EntityIndex]) {
        // "The envoy, Xia Huang, attended": the name is as much the subject as the noun it explains.
        let own = self.document.word(draft.head);
        let word = match (own.deprel, own.head) {
            (Deprel::Appos, Some(head)) if draft.form == MentionForm::Name => self.document.word(head),
            _ => own,
        };
        // "REPORTER: She left": who asks is not who is spoken of.
        let first =
            self.document.sentences.get(self.document.sentence_of(draft.head)).map(|s| s.tokens.start);
        if self.document.form(draft.tokens.end) == ":"
            && word.deprel == Deprel::Dep
            && first.is_some_and(|f| f + 8 > draft.tokens.end)
        {
            return;
        }
        // "Obi's aide, Ada Kante, said": the name in apposition is what the phrase names.
        let word = match word.head {
            Some(h) if word.deprel == Deprel::Appos && draft.form == MentionForm::Name => {
                self.document.word(h)
            }
            _ => word,
        };
        let subject = matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
        let main = subject
            && word.head.is_some_and(|verb| {
                let verb = self.document.word(verb);
                verb.head.is_none() || matches!(verb.deprel, Deprel::Conj | Deprel::Parataxis)
            });
        // "I asked Obi whether …": the one spoken with is gone on with as a subject is.
        let asked = word.deprel != Deprel::Nsubj
            && word.head.is_some_and(|verb| {
                let i = self.document.child(verb, Deprel::Nsubj);
                i.is_some_and(|i| matches!(self.document.form(i), "I" | "we" | "We"))
                    && self.document.quotation_of(verb).is_none()
            });
        // "For Obi, a lawyer, both got …": whose view the sentence gives.
        let viewed = word.deprel == Deprel::Obl
            && first.is_some_and(|f| draft.tokens.start <= f + 3)
            && matches!(self.document.case(draft.head).as_deref(), Some("for" | "according to" | "to"))
            && self.document.form(draft.tokens.end) == ",";
        let (subject, main) = (subject || asked || viewed, main || asked || viewed);
        let rank = self.rank(draft);
        for &entity in found {
            if let Some(rank) = rank.filter(|_| self.kind(entity) == EntityKind::Person) {
                self.ranks.insert(rank, entity);
            }
            if draft.form == MentionForm::Name {
                *self.counts.entry(entity).or_default() += 1;
            }
            self.history.push(Seen {
                entity,
                head: draft.head,
                sentence: self.document.sentence_of(draft.tokens.start),
                subject,
                main,
                possessive: word.deprel == Deprel::NmodPoss || draft.form == MentionForm::Demonym,
                name: draft.form == MentionForm::Name,
                quotation: self.document.quotation_of(draft.tokens.start).map(|q| q.outer.start),
            });
        }
    }

    fn kind(&self, e: EntityIndex) -> EntityKind {
        self.resolution.entity(e).kind
    }

    /// The entity that the name at a token stands for.
    fn named(&self, token: u32) -> Option<EntityIndex> {
        let i = *self.name_at.get(token as usize)?;
        self.resolution.of_draft.get(i as usize)?.first().copied()
    }

    fn recent(&self) -> impl DoubleEndedIterator<Item = &Seen> {
        self.history[self.history.len().saturating_sub(WINDOW)..].iter()
    }

    /// "the two leaders", "both men", "the pair"; "the politician".
    fn persons(&self, draft: &Draft, count: Count) -> Vec<EntityIndex> {
        let sentence = self.document.sentence_of(draft.tokens.start);
        let recent = || {
            self.recent()
                .filter(move |s| s.sentence + 4 >= sentence)
                .map(|s| s.entity)
                .filter(|&e| self.kind(e) == EntityKind::Person)
        };
        match count {
            Count::Exactly(n) => {
                let found = self.salient_pair(n as usize, sentence, &|_| true);
                if found.len() == n as usize { found } else { Vec::new() }
            }
            Count::Many => Vec::new(),
            Count::One => match self.side(draft) {
                Some(found) => found,
                None => self.ranked(draft).map_or_else(|| last_different(recent(), 1), |e| vec![e]),
            },
        }
    }

    /// The n fitting persons last named, those of the nearest sentence that names several first.
    fn salient_pair(
        &self,
        n: usize,
        sentence: usize,
        fits: &dyn Fn(EntityIndex) -> bool,
    ) -> Vec<EntityIndex> {
        let persons: Vec<(EntityIndex, usize)> = self
            .recent()
            .filter(|s| s.sentence + 6 >= sentence && self.kind(s.entity) == EntityKind::Person)
            .filter(|s| fits(s.entity))
            .map(|s| (s.entity, s.sentence))
            .collect();
        let mut at: Vec<usize> = persons.iter().map(|p| p.1).collect();
        at.dedup();
        for s in at.into_iter().rev() {
            let mut here: Vec<EntityIndex> = persons.iter().filter(|p| p.1 == s).map(|p| p.0).collect();
            here.sort();
            here.dedup();
            if here.len() == n {
                return here;
            }
        }
        last_different(persons.into_iter().map(|p| p.0), n)
    }

    /// "the two countries", "the kingdom".
    fn countries(&mut self, only: &[String], count: Count) -> Vec<EntityIndex> {
        let fits = |e: EntityIndex| {
            let entity = self.resolution.entity(e);
            entity.kind == EntityKind::Country
                && (only.is_empty()
                    || entity
                        .linked
                        .and_then(|id| self.document.knowledge.entity(id).iso2)
                        .is_some_and(|iso| only.iter().any(|o| o.eq_ignore_ascii_case(iso))))
        };
        let recent = || self.recent().map(|s| s.entity).filter(|&e| fits(e));
        match count {
            Count::Exactly(n) => {
                let found = last_different(recent(), n as usize);
                if found.len() == n as usize { found } else { Vec::new() }
            }
            Count::Many => Vec::new(),
            Count::One => last_different(recent(), 1),
        }
    }

    /// Whether an adjective says that the place is in another country than that of the last city named.
    fn is_elsewhere(&self, draft: &Draft) -> bool {
        let document = self.document;
        let owner = document.trees.children(draft.head).iter().find_map(|&c| {
            let e = self.named(c).filter(|&e| self.kind(e) == EntityKind::Country)?;
            self.resolution.entity(e).linked
        });
        let Some(owner) = owner else { return false };
        let city = self.recent().rev().find(|s| self.kind(s.entity) == EntityKind::Place);
        let lies = city.and_then(|s| self.resolution.entity(s.entity).linked);
        lies.is_none_or(|id| document.knowledge.entity(id).country != Some(owner))
    }

    /// "the group", "the city": the last one of the kind and, where the noun says so, the type.
    fn thing(&mut self, kind: EntityKind, only: &[String]) -> Vec<EntityIndex> {
        let fits = |e: EntityIndex| {
            let entity = self.resolution.entity(e);
            entity.kind == kind
                && (only.is_empty() || entity.subtype.as_ref().is_some_and(|s| only.iter().any(|o| o == s)))
        };
        last_different(self.recent().map(|s| s.entity).filter(|&e| fits(e)), 1)
    }
}
