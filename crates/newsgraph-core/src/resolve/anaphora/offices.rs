//! Who a title stands for: "the Russian president", "the foreign ministers of Iran and Oman", "his Turkish counterpart".

use super::super::sets::last_different;
use super::{Resolver, Seen};
use crate::analysis::Deprel;
use crate::document::EntityIndex;
use crate::graph::Role;
use crate::knowledge::{EntityId, EntityKind, PostClass, Term};
use crate::lexicon::Title;
use crate::mention::{Count, Draft, Reading, TitleMention};

/// Whether one title is the end of the other: "minister" of "foreign minister", but not "president" of "vice president".
fn is_short_for(short: &str, title: &str) -> bool {
    let lead = title.strip_suffix(short).and_then(|rest| rest.strip_suffix(' '));
    lead.is_some_and(|l| !l.split(' ').any(|w| matches!(w, "assistant" | "deputy" | "under" | "vice")))
}

impl<'d> Resolver<'d, '_, '_> {
    /// The last word of the title before a name or at its beginning: "general" of "Maj. Gen. Obi".
    pub(super) fn rank(&self, draft: &Draft) -> Option<&'d str> {
        if !matches!(draft.reading, Reading::Name { .. }) {
            return None;
        }
        let document = self.document;
        let start = draft.tokens.start;
        let at = document.titles.partition_point(|t| t.tokens.end <= start);
        let before = at.checked_sub(1).and_then(|i| document.titles.get(i));
        let inside = document.titles.get(at).filter(|t| t.tokens.start == start);
        let title = before.filter(|t| t.tokens.end == start).or(inside)?;
        let title = document.lexicon.titles().get(title.entry? as usize)?;
        title.canonical.as_ref().unwrap_or(&title.form).rsplit([' ', '-']).next()
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
    pub(super) fn office(
        &mut self,
        draft: &Draft,
        title: u32,
        of: Option<u32>,
        count: Count,
    ) -> Vec<EntityIndex> {
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

    /// "the general", "the prince": the person last named with a title that ends so.
    pub(super) fn ranked(&self, draft: &Draft) -> Option<EntityIndex> {
        self.ranks.get(self.document.lemma(draft.head).to_lowercase().as_str()).copied()
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
    pub(super) fn counterpart(&mut self, draft: &Draft, of: Option<u32>) -> Vec<EntityIndex> {
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
}
