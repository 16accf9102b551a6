//! Nominals and pronouns, resolved in the order of the text.
//!
//! A pronoun goes to the entity of fitting number and gender that is the most salient: near, a subject, often named, on
//! the same side of the quotation marks (Lappin & Leass 1994, with fewer weights). A nominal goes to the nearest entity
//! that the text or the knowledge base gives the post, else to who held it on the article's date.

mod sides;

use super::sets::last_different;
use super::{Holder, Resolution};
use crate::analysis::Deprel;
use crate::document::{Document, EntityIndex};
use crate::graph::{MentionForm, Role};
use crate::knowledge::{EntityId, EntityKind, PostClass, Term};
use crate::lexicon::Title;
use crate::mention::{Count, Draft, Number, Reading, TitleMention};
use std::collections::BTreeMap;

/// How many mentions back a search goes.
const WINDOW: usize = 60;

/// What speaks for the subject of the verb that a pronoun's clause hangs on, and of a reflexive's own.
const TELLER: f32 = 0.5;

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
}

/// Whether one title is the end of the other: "minister" of "foreign minister", but not "president" of "vice president".
fn is_short_for(short: &str, title: &str) -> bool {
    let lead = title.strip_suffix(short).and_then(|rest| rest.strip_suffix(' '));
    lead.is_some_and(|l| !l.split(' ').any(|w| matches!(w, "assistant" | "deputy" | "under" | "vice")))
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
        for &entity in found {
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

    fn lexicon_title(&self, title: &TitleMention) -> Option<&Title> {
        title.entry.and_then(|e| self.document.lexicon.titles().get(e as usize))
    }

    /// Whether a title that a person is given elsewhere may be the one of the nominal.
    fn compatible(&self, wanted: &TitleMention, borne: &TitleMention) -> bool {
        // "the president" is not the deputy president.
        let deputy = |t: &TitleMention| {
            let first = self.document.form(t.tokens.start).to_lowercase();
            t.tokens.len() > 1 && matches!(first.as_str(), "deputy" | "vice")
        };
        if deputy(wanted) != deputy(borne) {
            return false;
        }
        let (Some(w), Some(b)) = (self.lexicon_title(wanted), self.lexicon_title(borne)) else {
            return self.document.lemma(wanted.head) == self.document.lemma(borne.head);
        };
        let name = |t: &Title| t.canonical.clone().unwrap_or_else(|| t.form.clone());
        if name(w) == name(b) {
            return true;
        }
        let noun = self.document.lemma(wanted.head).to_lowercase();
        match noun.as_str() {
            "leader" | "ruler" => b.role == Some(Role::Leader),
            "minister" | "secretary" | "diplomat" => {
                b.class == Some(PostClass::Minister)
                    || b.class == Some(PostClass::Ambassador) && noun == "diplomat"
            }
            "official" => b.role == Some(Role::Official),
            "expert" | "analyst" | "researcher" | "academic" | "scholar" => b.role == Some(Role::Analyst),
            "journalist" | "reporter" => b.role == Some(Role::Journalist),
            _ => is_short_for(&name(w), &name(b)),
        }
    }

    /// Whether a term of office may be the one of the nominal.
    fn term_fits(&self, wanted: &TitleMention, term: &Term<'_>, of: Option<EntityId>) -> bool {
        if of.is_some_and(|of| term.of != of) {
            return false;
        }
        // "the former leader" is not who leads now.
        if self.document.date.is_some_and(|d| term.covers(d) == wanted.former) {
            return false;
        }
        let Some(title) = self.lexicon_title(wanted) else { return false };
        let name = title.canonical.as_ref().unwrap_or(&title.form);
        let top =
            matches!(term.class, PostClass::HeadOfState | PostClass::HeadOfGovernment | PostClass::Monarch);
        match title.form.as_str() {
            "leader" | "ruler" | "strongman" => top,
            "head of state" => matches!(term.class, PostClass::HeadOfState | PostClass::Monarch),
            "head of government" => term.class == PostClass::HeadOfGovernment,
            _ => term.title == name.as_str() || (top && term.title.ends_with(&format!(" {name}"))),
        }
    }

    /// "the press secretary", "the speaker": the short form of a post whose full title the knowledge base has. For people the
    /// text names only.
    fn shortened(&self, wanted: &TitleMention, term: &Term<'_>) -> bool {
        let Some(title) = self.lexicon_title(wanted) else { return false };
        let name = title.canonical.as_ref().unwrap_or(&title.form);
        let holds = self.document.date.is_none_or(|d| term.covers(d) != wanted.former);
        holds
            && (is_short_for(name, term.title)
                || term.title.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(" of ")))
    }

    fn bears(&self, person: EntityIndex, wanted: &TitleMention, of: Option<EntityIndex>) -> bool {
        let of_id = of.and_then(|e| self.resolution.entity(e).linked);
        let by_knowledge = self.resolution.entity(person).linked.is_some_and(|id| {
            self.document.knowledge.terms_of(id).iter().any(|t| {
                self.term_fits(wanted, t, of_id)
                    || (of_id.is_none_or(|of| t.of == of) && self.shortened(wanted, t))
            })
        });
        if by_knowledge {
            return true;
        }
        // "the Commission president" is not the president of another body.
        let elsewhere = of_id.is_some_and(|of| {
            self.resolution.entity(person).linked.is_some_and(|id| {
                let terms = self.document.knowledge.terms_of(id);
                let covers = |t: &Term<'_>| self.document.date.is_some_and(|d| t.covers(d));
                terms.iter().any(|t| t.of != of && covers(t) && self.term_fits(wanted, t, None))
            })
        });
        if elsewhere {
            return false;
        }
        let home_fits = |person: EntityIndex| match (of_id, self.resolution.entity(person).linked) {
            (Some(of), Some(id)) => self.document.knowledge.entity(id).country.is_none_or(|c| c == of),
            _ => true,
        };
        self.posts.get(&person).is_some_and(|posts| {
            posts.iter().any(|i| {
                let borne = &self.document.titles[*i as usize];
                self.compatible(wanted, borne) && wanted.former == borne.former
            })
        }) && home_fits(person)
    }

    /// "the Russian president", "the president", "the foreign ministers of Iran and Oman".
    fn office(&mut self, draft: &Draft, title: u32, of: Option<u32>, count: Count) -> Vec<EntityIndex> {
        let wanted = self.document.titles[title as usize];
        let of = of.and_then(|t| self.named(t));
        if count != Count::One {
            return self.office_holders(draft, &wanted, of, count);
        }
        let mut tried: Vec<EntityIndex> = Vec::new();
        let mut hit = None;
        for seen in self.recent().rev() {
            if self.kind(seen.entity) != EntityKind::Person || tried.contains(&seen.entity) {
                continue;
            }
            tried.push(seen.entity);
            if self.bears(seen.entity, &wanted, of) {
                hit = Some(seen.entity);
                break;
            }
            if tried.len() >= 12 {
                break;
            }
        }
        if hit.is_none()
            && let Some(of_id) = of.and_then(|e| self.resolution.entity(e).linked)
        {
            hit = self.holder_on_date(&wanted, of_id);
        }
        hit.or_else(|| self.gone_on_with(draft, &wanted)).into_iter().collect()
    }

    /// "Obi said no. “We stay,” the party leader added.": the subject of the paragraph's sentences before, where nothing says
    /// that the title is not theirs.
    fn gone_on_with(&self, draft: &Draft, wanted: &TitleMention) -> Option<EntityIndex> {
        let document = self.document;
        let word = document.word(draft.head);
        let definite =
            draft.tokens.len() > 1 && document.form(draft.tokens.start).eq_ignore_ascii_case("the");
        if !definite || word.deprel != Deprel::Nsubj || document.quotation_of(draft.head).is_some() {
            return None;
        }
        let sentence = document.sentence_of(draft.head);
        let block = document.sentences.get(sentence)?.block;
        let near = |s: &&Seen| {
            s.sentence < sentence
                && s.sentence + 3 > sentence
                && document.sentences.get(s.sentence).is_some_and(|at| at.block == block)
                && self.kind(s.entity) == EntityKind::Person
        };
        let mut persons = self.recent().filter(near);
        let first = persons.next()?;
        if !first.main || persons.any(|s| s.entity != first.entity) {
            return None;
        }
        let leads = matches!(document.lemma(wanted.head), "leader" | "chief");
        let known = self.posts.contains_key(&first.entity)
            || self.resolution.entity(first.entity).linked.is_some_and(|id| {
                let terms = document.knowledge.terms_of(id);
                terms.iter().any(|t| document.date.is_none_or(|d| t.covers(d)))
            });
        (leads || wanted.former || !known).then_some(first.entity)
    }

    /// "the two presidents", "the leaders": of those named lately the ones that bear the title, else simply the last named.
    fn office_holders(
        &self,
        draft: &Draft,
        wanted: &TitleMention,
        of: Option<EntityIndex>,
        count: Count,
    ) -> Vec<EntityIndex> {
        let sentence = self.document.sentence_of(draft.tokens.start);
        let bears = |e: EntityIndex| self.bears(e, wanted, of);
        match count {
            Count::Exactly(n) => {
                let found = self.salient_pair(n as usize, sentence, &bears);
                if found.len() == n as usize { found } else { self.persons(draft, count) }
            }
            Count::Many if of.is_none() => {
                let found = self.salient_pair(4, sentence, &bears);
                if matches!(found.len(), 2 | 3) { found } else { Vec::new() }
            }
            _ => Vec::new(),
        }
    }

    /// Who holds a post of the first rank on the article's date.
    fn holder_on_date(&mut self, wanted: &TitleMention, of: EntityId) -> Option<EntityIndex> {
        if wanted.former || wanted.elect || self.document.date.is_none() {
            return None;
        }
        let document = self.document;
        // "deputy prime minister" is in the text, not in the lexicon's form: no holder of the plain post.
        if wanted.tokens.len() > 1
            && matches!(
                document.form(wanted.tokens.start).to_lowercase().as_str(),
                "deputy" | "vice" | "assistant"
            )
        {
            return None;
        }
        let mut holders: Vec<EntityId> = document
            .knowledge
            .offices_of(of)
            .iter()
            .filter(|t| {
                matches!(
                    t.class,
                    PostClass::HeadOfState
                        | PostClass::HeadOfGovernment
                        | PostClass::Monarch
                        | PostClass::Minister
                ) && self.term_fits(wanted, t, Some(of))
            })
            .map(|t| t.person)
            .collect();
        holders.sort_by_key(|&p| std::cmp::Reverse(document.knowledge.entity(p).prominence));
        holders.dedup();
        let leader = wanted.tokens.len() == 1 && document.lemma(wanted.head) == "leader";
        match holders.as_slice() {
            [one] => Some(self.resolution.linked(document, *one)),
            [first, ..] if leader => Some(self.resolution.linked(document, *first)),
            _ => None,
        }
    }

    /// "his Turkish counterpart": who holds the post of the last person named, for the other country.
    fn counterpart(&mut self, draft: &Draft, of: Option<u32>) -> Vec<EntityIndex> {
        // "his Greek counterpart, Giorgos Gerapetritis": the name follows in apposition.
        let apposed = self
            .document
            .children(draft.head, Deprel::Appos)
            .find_map(|a| self.named(a))
            .or_else(|| (1..=2).find_map(|k| self.named(draft.head + k)))
            .filter(|&e| self.kind(e) == EntityKind::Person);
        if let Some(e) = apposed {
            return vec![e];
        }
        let Some(of_entity) = of.and_then(|t| self.named(t)) else { return Vec::new() };
        let Some(of_id) = self.resolution.entity(of_entity).linked else { return Vec::new() };
        let Some(date) = self.document.date else { return Vec::new() };
        let persons: Vec<EntityIndex> = last_different(
            self.recent().map(|s| s.entity).filter(|&e| self.kind(e) == EntityKind::Person),
            4,
        );
        let knowledge = self.document.knowledge;
        for &person in persons.iter().rev() {
            let Some(id) = self.resolution.entity(person).linked else { continue };
            for term in knowledge.terms_of(id).iter().filter(|t| t.covers(date) && t.of != of_id) {
                let top = |c: PostClass| matches!(c, PostClass::HeadOfState | PostClass::HeadOfGovernment);
                let others = knowledge.offices_of(of_id);
                let mut same = others.iter().filter(|o| {
                    o.covers(date) && (o.title == term.title || (top(o.class) && o.class == term.class))
                });
                if let Some(other) = same.next() {
                    return vec![self.resolution.linked(self.document, other.person)];
                }
            }
        }
        Vec::new()
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
                None => last_different(recent(), 1),
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

    fn pronoun(&mut self, draft: &Draft, number: Number) -> Vec<EntityIndex> {
        let sentence = self.document.sentence_of(draft.head);
        match number {
            Number::Person(gender) => {
                let fits = |e: EntityIndex| {
                    let entity = self.resolution.entity(e);
                    entity.kind == EntityKind::Person && entity.gender.is_none_or(|g| g == gender)
                };
                let best =
                    self.salient(draft, sentence, 4, &fits).or_else(|| self.cataphor(draft, sentence, &fits));
                best.into_iter().collect()
            }
            Number::Thing => {
                let fits =
                    |e: EntityIndex| matches!(self.kind(e), EntityKind::Country | EntityKind::Organization);
                self.salient(draft, sentence, 1, &fits).into_iter().collect()
            }
            Number::Plural => self.plural(sentence),
        }
    }

    /// "During his visit, Putin spoke": the subject that comes after the pronoun in its sentence.
    fn cataphor(
        &self,
        draft: &Draft,
        sentence: usize,
        fits: &dyn Fn(EntityIndex) -> bool,
    ) -> Option<EntityIndex> {
        let tokens = self.document.sentences[sentence].tokens;
        (draft.head + 1..tokens.end.min(draft.head + 24))
            .filter(|&t| matches!(self.document.word(t).deprel, Deprel::Nsubj | Deprel::NsubjPass))
            .find_map(|t| self.named(t))
            .filter(|&e| fits(e))
    }

    fn salient(
        &self,
        draft: &Draft,
        sentence: usize,
        back: usize,
        fits: &dyn Fn(EntityIndex) -> bool,
    ) -> Option<EntityIndex> {
        let document = self.document;
        let possessive = document.word(draft.head).deprel == Deprel::NmodPoss;
        let subject = matches!(document.word(draft.head).deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let quotation = document.quotation_of(draft.head).map(|q| q.outer.start);
        let reflexive = document.form(draft.head).ends_with("self");
        let governor = document.word(draft.head).head;
        // "Obama said he would go": the clause is told by the subject of the verb above.
        let telling = governor
            .filter(|&g| document.word(g).deprel == Deprel::Ccomp && subject)
            .and_then(|g| document.word(g).head);
        // "Trump called Moon and asked him": the first verb's subject is that of the second.
        let first = governor.filter(|&g| {
            document.word(g).deprel == Deprel::Conj && document.child(g, Deprel::Nsubj).is_none() && !subject
        });
        let shared = first.and_then(|g| document.word(g).head);
        let controls = governor
            .filter(|&g| document.word(g).deprel == Deprel::Xcomp && !subject)
            .and_then(|g| document.word(g).head);
        let mut best: Option<(f32, EntityIndex)> = None;
        for seen in self.recent().rev() {
            if seen.sentence + back < sentence {
                break;
            }
            if !fits(seen.entity) {
                continue;
            }
            // Two arguments of one verb are two people ("he met Putin").
            let co_argument = !possessive
                && !reflexive
                && governor.is_some()
                && (document.word(seen.head).head == governor
                    // "Putin agreed to receive him"
                    || seen.subject
                        && document.word(seen.head).head.is_some_and(|h| Some(h) == controls || Some(h) == shared));
            // "Yoav Gallant, his education minister": not his own.
            let apposed = governor.is_some_and(|g| {
                document.word(g).deprel == Deprel::Appos && document.word(g).head == Some(seen.head)
            });
            if co_argument || apposed {
                continue;
            }
            let mut score = -((sentence - seen.sentence) as f32);
            if seen.subject {
                score += if seen.main { 0.9 } else { 0.6 };
                if subject {
                    score += 0.3;
                }
                let verb = document.word(seen.head).head;
                if telling.is_some() && verb == telling || reflexive && verb == governor {
                    score += TELLER;
                }
            }
            if seen.possessive && self.has_subject(seen.sentence) {
                score -= 0.5;
            }
            if seen.name {
                score += 0.1;
            }
            if seen.quotation != quotation {
                score -= if quotation.is_none() { 0.8 } else { 0.2 };
            }
            score += 0.08 * self.counts.get(&seen.entity).copied().unwrap_or(0).min(6) as f32;
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, seen.entity));
            }
        }
        best.map(|(_, e)| e)
    }

    /// Whether a person is subject in the sentence, as far as it is read.
    fn has_subject(&self, sentence: usize) -> bool {
        self.recent()
            .rev()
            .take_while(|s| s.sentence >= sentence)
            .any(|s| s.sentence == sentence && s.subject && self.kind(s.entity) == EntityKind::Person)
    }

    /// "they": the last set, or the coordinated subjects of the sentence before.
    fn plural(&self, sentence: usize) -> Vec<EntityIndex> {
        let mut at = None;
        let mut found: Vec<EntityIndex> = Vec::new();
        for seen in self.recent().rev() {
            if seen.sentence + 2 < sentence {
                break;
            }
            let conjoined = seen.subject || self.document.word(seen.head).deprel == Deprel::Conj;
            if !conjoined {
                continue;
            }
            if at.is_some_and(|s| s != seen.sentence) && found.len() > 1 {
                break;
            }
            if at != Some(seen.sentence) {
                found.clear();
            }
            at = Some(seen.sentence);
            if !found.contains(&seen.entity) {
                found.push(seen.entity);
            }
        }
        found.reverse();
        let one_kind = found.windows(2).all(|w| self.kind(w[0]) == self.kind(w[1]));
        if found.len() > 1 && found.len() <= 4 && one_kind { found } else { Vec::new() }
    }
}
