//! Who did what to whom: events of PLOVER's classes, read off the frames of verbs, nouns and adjectives.
//!
//! Every trigger of the lexicon is tried in its sentence, governing words first. The slots of its frame lead to phrases
//! ([`frame`]), the phrases to actors: the entity a phrase names, else the one that owns, qualifies or
//! is part of it ("the Egyptian decision", "members of Hamas"). Following PLOVER, cooperation still to come is AGREE (but
//! meetings and visits, which are told as planned), hostility still to come is THREATEN, and cooperation denied is REJECT.

mod actors;
mod context;
mod trigger;
mod war;

use super::circumstance::{date_of, polarity, status_of};
use super::frame;
use super::party::{country_of, leads};
use super::{Fact, FactRule, Grounds, RelationFact};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::graph::{Plover, Relation, Status};
use crate::knowledge::EntityKind;
use crate::span::TokenRange;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Confidence of an event whose target was found outside the slots of its frame.
const NEARBY: f32 = 0.5;

/// Confidence of an event that names nobody it is aimed at, and so concerns the country of those who do it.
const AT_HOME: f32 = 0.55;

/// Confidence of an event whose target is the other party of what the text told before.
const CONTEXTUAL: f32 = 0.4;

/// The slot that stands for that other party; it counts after all others, and after what is nearby.
const CONTEXT: &str = "context";

/// Reads events.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EventRule;

impl FactRule for EventRule {
    fn name(&self) -> &'static str {
        "event"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        let mut reader = Reader {
            document,
            silent: vec![false; document.tokens.len()],
            wars: Vec::new(),
            deeds: Vec::new(),
            facts,
        };
        for sentence in &document.sentences {
            reader.sentence(sentence.tokens);
        }
        reader.join_wars();
    }
}

/// An event noun with those who do it and those it is done to.
type War = (u32, Vec<EntityIndex>, Vec<EntityIndex>);

/// An event read off a trigger.
#[derive(Clone)]
struct Found {
    plover: Plover,
    sources: Vec<EntityIndex>,
    targets: Vec<EntityIndex>,
    confidence: f32,
    /// The object noun of a light verb.
    object: Option<u32>,
    /// Everything the event rests on.
    tokens: Vec<u32>,
}

struct Reader<'r, 'd> {
    document: &'r Document<'d>,
    /// Triggers that another one has taken in: objects of light verbs, complements.
    silent: Vec<bool>,
    /// Wars and invasions of which one side only is told: noun, who, whom.
    wars: Vec<War>,
    /// What was told so far.
    deeds: Vec<context::Deed>,
    facts: &'r mut Vec<Fact>,
}

/// Whether the sorted list has the word.
fn among(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Cooperation, in PLOVER's sense.
const fn friendly(plover: Plover) -> bool {
    matches!(
        plover,
        Plover::Agree
            | Plover::Consult
            | Plover::Support
            | Plover::Concede
            | Plover::Cooperate
            | Plover::Aid
            | Plover::Retreat
    )
}

/// What is done in words, to somebody and not in a place.
const fn verbal(plover: Plover) -> bool {
    matches!(
        plover,
        Plover::Agree
            | Plover::Support
            | Plover::Request
            | Plover::Accuse
            | Plover::Reject
            | Plover::Threaten
    )
}

/// Material conflict, in PLOVER's sense.
const fn hostile(plover: Plover) -> bool {
    matches!(plover, Plover::Protest | Plover::Mobilize | Plover::Sanction | Plover::Coerce | Plover::Assault)
}

impl Reader<'_, '_> {
    fn sentence(&mut self, tokens: TokenRange) {
        let mut seen: BTreeSet<(EntityIndex, EntityIndex, Plover)> = BTreeSet::new();
        // Governing words first: they may take the lower ones in.
        let mut order: Vec<(u32, u32)> = tokens
            .iter()
            .filter(|&t| matches!(self.document.word(t).upos, Upos::Verb | Upos::Noun | Upos::Adj))
            .map(|t| (self.depth(t), t))
            .collect();
        order.sort_unstable();
        // What a sentence asserts in its main clause is its news; what it only mentions counts where that is no event.
        let mut mentioned: Vec<(u32, Found)> = Vec::new();
        let mut told = false;
        for (_, trigger) in order {
            if self.silent[trigger as usize] {
                continue;
            }
            if let Some(found) = self.read(trigger) {
                if self.asserted(trigger) {
                    told |= self.emit(trigger, &found, &mut seen);
                } else {
                    self.take_in(trigger, &found);
                    mentioned.push((trigger, found));
                }
            }
        }
        for (trigger, found) in mentioned {
            if found.confidence > NEARBY
                && !self.silent[trigger as usize]
                && (!told || self.salient(trigger, &found))
            {
                self.emit(trigger, &found, &mut seen);
            }
        }
    }

    /// Whether a trigger below the main clause counts beside an event there: the second of two joined verbs, a finite clause
    /// of time or relation ("the group that captured Goma"), and wars, attacks, arrests and sanctions that a noun names in
    /// full ("since Russia's invasion of Ukraine").
    fn salient(&self, trigger: u32, found: &Found) -> bool {
        let word = self.document.word(trigger);
        let force = matches!(found.plover, Plover::Assault | Plover::Sanction | Plover::Coerce);
        match word.deprel {
            // "renewed its threats against Cuba": the verb says no more than that it was done.
            Deprel::Obj if word.upos == Upos::Noun => {
                force || word.head.is_some_and(|h| trigger::lends(self.document, h) && self.asserted(h))
            }
            _ if word.upos == Upos::Noun => force,
            Deprel::Conj => word.head.is_some_and(|h| self.asserted(h)),
            Deprel::AclRelcl | Deprel::Advcl => {
                found.confidence >= 0.75 && frame::is_finite(self.document, trigger)
            }
            _ => false,
        }
    }

    /// Whether the trigger stands in a main clause or in what somebody says.
    fn asserted(&self, trigger: u32) -> bool {
        let mut at = trigger;
        for _ in 0..8 {
            let word = self.document.word(at);
            match (word.deprel, word.head) {
                (_, None) => return true,
                (Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp, Some(head)) => at = head,
                (Deprel::Conj, Some(head)) if self.document.is_verb(at) && self.document.is_verb(head) => {
                    at = head;
                }
                (Deprel::Acl, _) if frame::resumes(self.document, at) => return true,
                // A finite clause that nothing subordinates is a main clause in truth.
                (Deprel::Advcl, Some(head)) if !self.subordinate(at) => at = head,
                // A parser that takes the subject for the root hangs the verb on it.
                (Deprel::Acl, Some(head)) => {
                    return self.document.word(head).head.is_none()
                        && !self.document.is_verb(head)
                        && frame::is_finite(self.document, at);
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether an adverbial clause has a word that makes it one, or no finite verb of its own.
    fn subordinate(&self, verb: u32) -> bool {
        let document = self.document;
        !frame::is_finite(document, verb)
            || document.trees.children(verb).iter().any(|&c| {
                matches!(document.word(c).deprel, Deprel::Mark | Deprel::Case)
                    || matches!(document.word(c).xpos, Xpos::Wrb | Xpos::Wdt | Xpos::Wp)
            })
    }

    /// Number of words above the token, at most 40.
    fn depth(&self, token: u32) -> u32 {
        let mut at = token;
        for depth in 0..40 {
            match self.document.word(at).head {
                Some(head) => at = head,
                None => return depth,
            }
        }
        40
    }

    /// Keeps what the event takes in from telling of itself.
    fn take_in(&mut self, trigger: u32, found: &Found) {
        for complement in frame::complements(self.document, trigger) {
            self.hush(complement);
        }
        if let Some(object) = found.object {
            self.silent[object as usize] = true;
        }
    }

    /// Writes the event; whether there was anything to write.
    fn emit(
        &mut self,
        trigger: u32,
        found: &Found,
        seen: &mut BTreeSet<(EntityIndex, EntityIndex, Plover)>,
    ) -> bool {
        let document = self.document;
        self.take_in(trigger, found);
        let noun = document.word(trigger).upos == Upos::Noun;
        let status = status_of(document, trigger);
        let mut positive = polarity(document, trigger);
        let mut plover = found.plover;
        let decided = matches!(document.lemma(trigger), "decide" | "choose" | "opt");
        if plover == Plover::Agree {
            // A promise to do harm is a threat; to refuse, a refusal.
            for class in frame::complements(document, trigger)
                .into_iter()
                .filter(|&c| polarity(document, c))
                .filter_map(|c| self.class_of(c))
                .take(1)
            {
                match class {
                    c if decided => plover = c,
                    c if hostile(c) => plover = Plover::Threaten,
                    Plover::Request | Plover::Accuse | Plover::Reject | Plover::Threaten => plover = class,
                    _ => {}
                }
            }
        }
        // "called to congratulate": what somebody is called for is what counts.
        if plover == Plover::Consult {
            let purpose = frame::complements(document, trigger).into_iter().find_map(|c| self.class_of(c));
            plover = purpose.filter(|&class| class == Plover::Support).unwrap_or(plover);
        }
        let infinitive = frame::has_to(document, trigger);
        let purpose = infinitive && matches!(document.word(trigger).deprel, Deprel::Advcl | Deprel::Acl);
        if purpose || (noun && status != Status::Held) {
            return false;
        }
        match status {
            Status::Denied | Status::Cancelled if positive => return false,
            Status::Denied if !friendly(plover) && !hostile(plover) => return false,
            Status::Denied if friendly(plover) && !self.refuses(trigger, plover) => return false,
            Status::Denied if friendly(plover) => {
                plover = Plover::Reject;
                positive = true;
            }
            Status::Possible if friendly(plover) => return false,
            // A visit to come is a visit still, only planned.
            Status::Planned if friendly(plover) && plover != Plover::Consult => plover = Plover::Agree,
            // Sanctions that are announced are imposed; a boycott is yet to come.
            Status::Planned
                if plover == Plover::Sanction && found.object.is_some() && self.announced(trigger) => {}
            Status::Planned | Status::Possible if hostile(plover) => plover = Plover::Threaten,
            _ => {}
        }
        let lemma = match found.object {
            Some(object) => {
                format!("{} {}", frame::trigger_lemma(document, trigger), document.lemma(object))
            }
            None => frame::trigger_lemma(document, trigger).to_string(),
        };
        let date = date_of(document, trigger);
        let tokens = {
            let first = found.tokens.iter().copied().min().unwrap_or(trigger);
            let last = found.tokens.iter().copied().max().unwrap_or(trigger);
            TokenRange::new(first, last + 1)
        };
        let mut pairs: Vec<(EntityIndex, EntityIndex)> = Vec::new();
        if found.targets.is_empty() || found.sources.is_empty() {
            let all = if found.targets.is_empty() { &found.sources } else { &found.targets };
            // What two do together is told once, in their order; harm done to each other each of them does.
            let both_ways = hostile(plover) || plover == Plover::Accuse;
            for (i, &a) in all.iter().enumerate() {
                for &b in &all[i + 1..] {
                    pairs.push((a, b));
                    pairs.extend(both_ways.then_some((b, a)));
                }
            }
        } else {
            for &a in &found.sources {
                pairs.extend(found.targets.iter().map(|&b| (a, b)));
            }
        }
        let mut told = false;
        for (source, target) in pairs {
            let target = if verbal(plover) { self.capital(target) } else { target };
            if source == target || self.own(plover, source, target) || !seen.insert((source, target, plover))
            {
                continue;
            }
            told = true;
            self.deeds.push(context::Deed {
                sentence: document.sentence_of(trigger),
                plover,
                source,
                target,
            });
            self.facts.push(Fact::Relation(RelationFact {
                source,
                target,
                relation: Relation::Event {
                    plover,
                    lemma: lemma.clone(),
                    date: date.clone(),
                    status,
                    polarity: positive,
                },
                grounds: Grounds { tokens, rule: SmolStr::new_static("event"), confidence: found.confidence },
            }));
        }
        told
    }

    /// The country of a city that something is said or promised to, if the text speaks of it.
    fn capital(&self, target: EntityIndex) -> EntityIndex {
        let document = self.document;
        let city = document.entity(target).kind == EntityKind::Place
            && document.entity(target).subtype.as_deref() == Some("city");
        let country = country_of(document, target).filter(|_| city);
        country.and_then(|c| document.linked.get(&c).copied()).unwrap_or(target)
    }

    /// Whether somebody is said to deal with the country that he acts for: "the minister, back in Spain, met".
    fn own(&self, plover: Plover, source: EntityIndex, target: EntityIndex) -> bool {
        let document = self.document;
        // "the president urged the nation's farmers"
        if verbal(plover) && leads(document, source, target) {
            return true;
        }
        let works_together =
            friendly(plover) && !matches!(plover, Plover::Concede | Plover::Retreat | Plover::Aid);
        let is = |e: EntityIndex, kind| document.entity(e).kind == kind;
        works_together
            && [(source, target), (target, source)].into_iter().any(|(person, country)| {
                is(person, EntityKind::Person)
                    && is(country, EntityKind::Country)
                    && country_of(document, person) == document.entity(country).linked
                    && document.entity(country).linked.is_some()
            })
    }

    /// Whether the trigger is what somebody announces.
    fn announced(&self, trigger: u32) -> bool {
        let word = self.document.word(trigger);
        word.head.is_some_and(|h| {
            matches!(word.deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj)
                && matches!(self.document.lemma(h), "announce" | "unveil")
        })
    }

    /// Whether a negated clause tells of a will: "will not meet", "never agreed", not "does not mention" or "had not met".
    fn refuses(&self, trigger: u32, plover: Plover) -> bool {
        let document = self.document;
        document.trees.children(trigger).iter().any(|&c| {
            let form = document.form(c).to_lowercase();
            match document.word(c).deprel {
                Deprel::Aux => match form.as_str() {
                    "will" | "would" | "wo" | "can" | "ca" | "could" | "may" | "shall" | "must" => true,
                    "has" | "have" | "had" => plover != Plover::Consult,
                    _ => false,
                },
                Deprel::Advmod => form == "never",
                _ => false,
            }
        })
    }

    /// Takes a complement and the complements below it in.
    fn hush(&mut self, token: u32) {
        let mut open = vec![token];
        for _ in 0..8 {
            let Some(t) = open.pop() else { return };
            self.silent[t as usize] = true;
            open.extend(frame::complements(self.document, t));
            open.extend(self.document.children(t, Deprel::Conj));
        }
    }
}
