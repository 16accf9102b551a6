//! Who did what to whom: events of PLOVER's classes, read off the frames of verbs, nouns and adjectives.
//!
//! Every trigger of the lexicon is tried in its sentence, governing words first. The slots of its frame lead to phrases
//! ([`frame`]), the phrases to actors: the entity a phrase names, else the one that owns, qualifies or
//! is part of it ("the Egyptian decision", "members of Hamas"). Following PLOVER, cooperation still to come is AGREE,
//! hostility still to come is THREATEN, and cooperation denied is REJECT.

use super::circumstance::{date_of, polarity, status_of};
use super::frame::{self, fillers};
use super::{Fact, FactRule, Grounds, RelationFact};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::graph::{MentionForm, Relation, Status};
use crate::knowledge::EntityKind;
use crate::lexicon::{EventFrame, Plover, TriggerPos};
use crate::span::TokenRange;
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeSet;

/// How many actors of one slot are paired with those of the other: "23 countries condemned" is no 23 edges.
const MAX_ACTORS: usize = 4;

/// Confidence of an event whose target was found outside the slots of its frame.
const NEARBY: f32 = 0.5;

/// How deep a phrase is searched for an actor.
const DEPTH: u32 = 3;

/// Verbs that lend their subject to the event noun they govern. Sorted.
const LENDING: &[&str] = &[
    "announce",
    "begin",
    "carry",
    "conduct",
    "continue",
    "declare",
    "deliver",
    "do",
    "escalate",
    "expand",
    "extend",
    "give",
    "have",
    "hold",
    "intensify",
    "issue",
    "launch",
    "lead",
    "maintain",
    "make",
    "mount",
    "order",
    "pursue",
    "renew",
    "repeat",
    "resume",
    "stage",
    "start",
    "step",
    "take",
    "undertake",
    "unleash",
    "wage",
];

/// Event nouns that a text speaks of again and again in short.
const WARS: [&str; 3] = ["aggression", "invasion", "war"];

/// Particles that are seldom anything else right after a verb. Sorted.
const PARTICLES: &[&str] = &["away", "back", "down", "off", "out", "up"];

/// Verbs of saying that carry a clause in which somebody is told what he must do. Sorted.
const SAYING: &[&str] = &[
    "add",
    "announce",
    "argue",
    "believe",
    "confirm",
    "declare",
    "insist",
    "maintain",
    "note",
    "reiterate",
    "say",
    "state",
    "stress",
    "tell",
    "think",
    "warn",
];

/// Reads events.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EventRule;

impl FactRule for EventRule {
    fn name(&self) -> &'static str {
        "event"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        let mut reader =
            Reader { document, silent: vec![false; document.tokens.len()], facts, wars: Vec::new() };
        for sentence in &document.sentences {
            reader.sentence(sentence.tokens);
        }
        reader.join_wars();
    }
}

/// An event noun with those who do it and those it is done to.
type War = (u32, Vec<EntityIndex>, Vec<EntityIndex>);

/// What a phrase is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Who acts.
    Source,
    /// Whom it concerns.
    Target,
    /// Whom praise is for: of an event noun, its doer only ("voted for an embargo on Libya").
    Praise,
}

/// An event read off a trigger.
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

/// Material conflict, in PLOVER's sense.
const fn hostile(plover: Plover) -> bool {
    matches!(plover, Plover::Protest | Plover::Mobilize | Plover::Sanction | Plover::Coerce | Plover::Assault)
}

/// What states do to people in their hands: "was arrested in Rwanda" says who did it.
const fn hostile_or_yielding(plover: Plover) -> bool {
    matches!(plover, Plover::Coerce | Plover::Sanction | Plover::Concede | Plover::Accuse)
}

/// The verbs that a regular form may belong to: "freed" is of "free", "stopped" of "stop", "denied" of "deny".
fn bases(form: &str) -> Vec<SmolStr> {
    let mut out = Vec::new();
    for (ending, by) in [
        ("ed", ""),
        ("ed", "e"),
        ("d", ""),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
    ] {
        if let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1) {
            out.push(format_smolstr!("{stem}{by}"));
            let mut letters = stem.chars().rev();
            if by.is_empty() && letters.next() == letters.next() {
                out.push(SmolStr::new(&stem[..stem.len() - stem.chars().last().map_or(0, char::len_utf8)]));
            }
        }
    }
    out
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

    /// Whether a trigger below the main clause counts beside an event there: the second of two joined verbs, and wars,
    /// attacks, arrests and sanctions that a noun or a clause of time or relation names in full ("since Russia's invasion
    /// of Ukraine", "the group that captured Goma").
    fn salient(&self, trigger: u32, found: &Found) -> bool {
        let word = self.document.word(trigger);
        let force = matches!(found.plover, Plover::Assault | Plover::Sanction | Plover::Coerce);
        match word.deprel {
            _ if word.upos == Upos::Noun => force,
            Deprel::Conj => word.head.is_some_and(|h| self.asserted(h)),
            Deprel::AclRelcl | Deprel::Advcl => force && frame::is_finite(self.document, trigger),
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

    fn read(&mut self, trigger: u32) -> Option<Found> {
        let word = self.document.word(trigger);
        if matches!(word.deprel, Deprel::Ccomp | Deprel::Parataxis)
            && let Some(found) = self.obligation(trigger)
        {
            return Some(found);
        }
        match word.upos {
            Upos::Verb if word.deprel == Deprel::Amod => None,
            Upos::Verb => self.verb(trigger),
            Upos::Noun => self.noun(trigger),
            _ => self.adjective(trigger),
        }
    }

    /// The frames of a verb, those of verb and particle first.
    fn verb_frames(&self, verb: u32) -> &[EventFrame] {
        let lexicon = self.document.lexicon;
        let frames = lexicon.event(&frame::trigger_lemma(self.document, verb));
        if !frames.is_empty() {
            return frames;
        }
        // Parsers take some particles for something else.
        for next in (verb + 1..verb + 3).filter(|&n| (n as usize) < self.document.tokens.len()) {
            let form = self.document.form(next).to_lowercase();
            if among(PARTICLES, &form) {
                let frames = lexicon.event(&format_smolstr!("{} {form}", self.document.lemma(verb)));
                if !frames.is_empty() {
                    return frames;
                }
            }
        }
        let frames = lexicon.event(self.document.lemma(verb));
        if !frames.is_empty() {
            return frames;
        }
        // A lemmatiser cuts some verbs it never saw too short or too long: the lexicon knows better.
        bases(&self.document.form(verb).to_lowercase())
            .iter()
            .map(|base| lexicon.event(base))
            .find(|frames| !frames.is_empty())
            .unwrap_or_default()
    }

    fn verb(&self, verb: u32) -> Option<Found> {
        let frames = self.verb_frames(verb);
        let mut candidates: Vec<(&EventFrame, Option<u32>)> = Vec::new();
        for f in frames.iter().filter(|f| f.pos == TriggerPos::Verb && !f.object.is_empty()) {
            if let Some(object) = frame::light_object(self.document, verb, &f.object) {
                candidates.push((f, Some(object)));
            }
        }
        candidates.extend(
            frames.iter().filter(|f| f.pos == TriggerPos::Verb && f.object.is_empty()).map(|f| (f, None)),
        );
        let found = self.best(verb, &candidates);
        if found.is_some() || !frame::is_passive(self.document, verb) {
            return found;
        }
        // "is prepared to": a participle that the lexicon knows as an adjective.
        self.adjective(verb)
    }

    fn adjective(&self, trigger: u32) -> Option<Found> {
        let form = self.document.form(trigger).to_lowercase();
        let candidates: Vec<_> = self
            .document
            .lexicon
            .event(&form)
            .iter()
            .filter(|f| f.pos == TriggerPos::Adjective)
            .map(|f| (f, None))
            .collect();
        self.best(trigger, &candidates)
    }

    /// The first frame whose slots hold actors; else the first that has a source, with a target found nearby.
    fn best(&self, trigger: u32, candidates: &[(&EventFrame, Option<u32>)]) -> Option<Found> {
        let mut half: Option<Found> = None;
        for &(f, object) in candidates {
            let mut tokens = vec![trigger];
            tokens.extend(object);
            let mut sources = self.sources(trigger, &f.source, &mut tokens);
            if sources.is_empty()
                && hostile_or_yielding(f.plover)
                && frame::is_passive(self.document, trigger)
            {
                sources = self.slots(
                    trigger,
                    None,
                    &[SmolStr::new_static("obl:by|in|from")],
                    Part::Source,
                    &[],
                    &mut tokens,
                );
            }
            let part = if f.plover == Plover::Support { Part::Praise } else { Part::Target };
            // "the meeting held by Xi and Putin in Samarkand" is between the two.
            let slots = if f.reciprocal && sources.len() > 1 { &f.target[..1] } else { &f.target[..] };
            let targets = self.slots(trigger, object, slots, part, &sources, &mut tokens);
            let whole = !sources.is_empty() && !targets.is_empty();
            let pair = f.reciprocal && sources.len().max(targets.len()) > 1;
            let found = Found {
                plover: f.plover,
                confidence: if object.is_some() { 0.8 } else { 0.75 },
                sources,
                targets,
                object,
                tokens,
            };
            if whole || (pair && !found.sources.is_empty()) {
                return Some(found);
            }
            let open = f.target.iter().all(|s| s != "-");
            if open && !found.sources.is_empty() && half.is_none() {
                half = Some(found);
            }
        }
        let mut found = half?;
        found.targets = self.nearby(trigger, found.object, &found.sources, &mut found.tokens);
        found.confidence = NEARBY;
        (!found.targets.is_empty()).then_some(found)
    }

    fn noun(&mut self, noun: u32) -> Option<Found> {
        let joined = frame::joined_lemma(self.document, noun);
        let lemma = joined.as_deref().filter(|l| !self.document.lexicon.event(l).is_empty());
        let frames = self.document.lexicon.event(lemma.unwrap_or(self.document.lemma(noun)));
        for f in frames.iter().filter(|f| f.pos == TriggerPos::Noun) {
            let mut tokens = vec![noun];
            let mut sources = self.slots(noun, None, &f.source, Part::Source, &[], &mut tokens);
            if sources.is_empty() {
                sources = self.lent(noun, &mut tokens);
            }
            let targets = self.slots(noun, None, &f.target, Part::Target, &sources, &mut tokens);
            if (!sources.is_empty() && !targets.is_empty()) || (f.reciprocal && targets.len() > 1) {
                return Some(Found {
                    plover: f.plover,
                    sources,
                    targets,
                    confidence: 0.6,
                    object: None,
                    tokens,
                });
            }
            if WARS.contains(&f.lemma.as_str()) && sources.len() + targets.len() == 1 {
                self.wars.push((noun, sources, targets));
            }
        }
        None
    }

    /// "Moscow's invasion" in one sentence and "the war in Ukraine" in another are one, where no third party comes in.
    fn join_wars(&mut self) {
        let sides = |pick: fn(&War) -> &Vec<EntityIndex>| {
            let all: BTreeSet<EntityIndex> = self.wars.iter().flat_map(|w| pick(w).iter().copied()).collect();
            (all.len() == 1).then(|| all.into_iter().next()).flatten()
        };
        let (Some(source), Some(target)) = (sides(|w| &w.1), sides(|w| &w.2)) else { return };
        let Some(&(noun, ..)) = self.wars.iter().find(|w| !w.1.is_empty()) else { return };
        let known = self.facts.iter().any(|f| {
            matches!(f, Fact::Relation(r) if r.source == source && r.target == target
                && matches!(r.relation, Relation::Event { plover: Plover::Assault, .. }))
        });
        if source == target || known {
            return;
        }
        self.facts.push(Fact::Relation(RelationFact {
            source,
            target,
            relation: Relation::Event {
                plover: Plover::Assault,
                lemma: self.document.lemma(noun).to_owned(),
                date: None,
                status: Status::Held,
                polarity: true,
            },
            grounds: Grounds {
                tokens: TokenRange::new(noun, noun + 1),
                rule: SmolStr::new_static("event"),
                confidence: NEARBY,
            },
        }));
    }

    /// The subject of the verb that governs an event noun, where the verb says no more than that it happens.
    fn lent(&self, noun: u32, tokens: &mut Vec<u32>) -> Vec<EntityIndex> {
        let word = self.document.word(noun);
        match (word.deprel, word.head) {
            (Deprel::Obj, Some(verb)) if among(LENDING, self.document.lemma(verb)) => {
                self.sources(verb, &[SmolStr::new_static("nsubj")], tokens)
            }
            _ => Vec::new(),
        }
    }

    /// "Russia says Israel must end attacks": a demand on the subject of the clause.
    fn obligation(&self, verb: u32) -> Option<Found> {
        let document = self.document;
        let word = document.word(verb);
        let says = word.head.filter(|&h| {
            matches!(word.deprel, Deprel::Ccomp | Deprel::Parataxis) && among(SAYING, document.lemma(h))
        })?;
        let must = document
            .children(verb, Deprel::Aux)
            .any(|a| matches!(document.form(a).to_lowercase().as_str(), "must" | "should" | "ought"));
        let needs = matches!(document.lemma(verb), "need" | "have")
            && frame::complements(document, verb).iter().any(|&c| document.is_verb(c))
            && document.child(verb, Deprel::Obj).is_none();
        if !must && !needs {
            return None;
        }
        let mut tokens = vec![verb, says];
        let sources = self.sources(says, &[SmolStr::new_static("nsubj")], &mut tokens);
        let targets =
            self.slots(verb, None, &[SmolStr::new_static("nsubj")], Part::Target, &sources, &mut tokens);
        (!sources.is_empty() && !targets.is_empty()).then_some(Found {
            plover: Plover::Request,
            sources,
            targets,
            confidence: 0.6,
            object: None,
            tokens,
        })
    }

    /// Actors that the source slots lead to.
    fn sources(&self, trigger: u32, slots: &[SmolStr], tokens: &mut Vec<u32>) -> Vec<EntityIndex> {
        let found = self.slots(trigger, None, slots, Part::Source, &[], tokens);
        if !found.is_empty() {
            return found;
        }
        // "Nigeria announced that it will": a pronoun nobody could place stands for the speaker.
        let word = self.document.word(trigger);
        if let (Deprel::Ccomp, Some(governor)) = (word.deprel, word.head)
            && among(SAYING, self.document.lemma(governor))
            && let Some(subject) = self.document.child(trigger, Deprel::Nsubj)
            && self.document.word(subject).xpos == Xpos::Prp
        {
            return self.slots(governor, None, &[SmolStr::new_static("nsubj")], Part::Source, &[], tokens);
        }
        Vec::new()
    }

    /// Actors that the first fruitful slot leads to, `but` not these.
    fn slots(
        &self,
        trigger: u32,
        object: Option<u32>,
        slots: &[SmolStr],
        part: Part,
        but: &[EntityIndex],
        tokens: &mut Vec<u32>,
    ) -> Vec<EntityIndex> {
        for slot in slots {
            let mut heads = fillers(self.document, trigger, slot);
            // What the light verb's noun says is for its own dependents: "sanctions on Iran", "Iran sanctions".
            if let Some(object) = object {
                heads.retain(|&h| h != object);
                if heads.is_empty() {
                    heads = if slot == "obj" { vec![object] } else { fillers(self.document, object, slot) };
                }
            }
            let mut out = Vec::new();
            for head in heads {
                for actor in self.actors(head, part, but) {
                    if !out.contains(&actor) && !but.contains(&actor) {
                        out.push(actor);
                        tokens.push(head);
                    }
                }
            }
            if !out.is_empty() {
                out.truncate(MAX_ACTORS);
                return out;
            }
        }
        Vec::new()
    }

    /// Actors near the trigger where its own slots hold none: in its other dependents, then in its complements.
    fn nearby(
        &self,
        trigger: u32,
        object: Option<u32>,
        but: &[EntityIndex],
        tokens: &mut Vec<u32>,
    ) -> Vec<EntityIndex> {
        const SLOTS: [&str; 6] = [
            "obj",
            "iobj",
            "obl:against|on|upon|with|to|at|of|towards|toward|into",
            "xcomp.any",
            "obl:for|from|over|about|between|among",
            "advcl.any",
        ];
        for slot in SLOTS {
            let slot = [SmolStr::new_static(slot)];
            let found = self.slots(trigger, object, &slot, Part::Target, but, tokens);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The entities that the words at a token name and that can act; or the places.
    fn named(&self, token: u32, places: bool, but: &[EntityIndex]) -> Vec<EntityIndex> {
        let document = self.document;
        let fits =
            |e: &EntityIndex| (document.entity(*e).kind == EntityKind::Place) == places && !but.contains(e);
        let of = |entities: &[EntityIndex]| entities.iter().copied().filter(fits).collect::<Vec<_>>();
        let at_head = of(document.entities_at(token));
        if !at_head.is_empty() {
            return at_head;
        }
        // The head of a name that a parser split may be another of its words.
        let end = document.mentions.partition_point(|m| m.tokens.start <= token);
        document.mentions[..end]
            .iter()
            .rev()
            .take(8)
            .filter(|m| m.tokens.holds(token) && m.form == MentionForm::Name)
            .map(|m| of(&m.entities))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The actor that the phrase stands for, else the place: what it names, else its owner, its adjective, a part of it.
    fn actors(&self, head: u32, part: Part, but: &[EntityIndex]) -> Vec<EntityIndex> {
        let found = self.inside(head, part, false, but, DEPTH);
        if found.is_empty() { self.inside(head, part, true, but, DEPTH) } else { found }
    }

    fn inside(
        &self,
        head: u32,
        part: Part,
        places: bool,
        but: &[EntityIndex],
        depth: u32,
    ) -> Vec<EntityIndex> {
        let named = self.named(head, places, but);
        if !named.is_empty() || depth == 0 {
            return named;
        }
        let document = self.document;
        let is_event = document.lexicon.event(document.lemma(head)).iter().any(|f| f.pos == TriggerPos::Noun);
        let mut ranked: Vec<(u32, u32)> = Vec::new();
        for &c in document.trees.children(head) {
            let rank = match document.word(c).deprel {
                Deprel::NmodPoss => 0,
                Deprel::Nsubj if part != Part::Source => 1,
                Deprel::Amod
                | Deprel::Compound
                | Deprel::Flat
                | Deprel::NmodDesc
                | Deprel::NmodUnmarked
                | Deprel::Nummod => 2,
                Deprel::Appos => 6,
                Deprel::Nmod | Deprel::OblAgent | Deprel::Obl => match document.case(c).as_deref() {
                    Some("by") => 1,
                    Some("of") => 3,
                    Some("from" | "in") => 4,
                    Some(_) => 5,
                    None => 6,
                },
                Deprel::AclRelcl | Deprel::Acl if part != Part::Source => 7,
                _ => continue,
            };
            let kept = match part {
                Part::Source if is_event => rank < 3,
                Part::Source if places => rank < 3,
                Part::Source => rank < 5 || rank == 6,
                Part::Praise if is_event => rank < 5 || rank == 6,
                Part::Target | Part::Praise => true,
            };
            if kept {
                ranked.push((rank, c));
            }
        }
        ranked.sort_unstable();
        let mut i = 0;
        while let Some(&(rank, _)) = ranked.get(i) {
            let end = i + ranked[i..].partition_point(|r| r.0 == rank);
            for &(_, c) in &ranked[i..end] {
                let mut found = Vec::new();
                for phrase in document.conjuncts(c) {
                    found.extend(self.inside(phrase, part, places, but, depth - 1));
                }
                if !found.is_empty() {
                    return found;
                }
            }
            i = end;
        }
        Vec::new()
    }

    /// The class of an event noun or verb, if it is one.
    fn class_of(&self, token: u32) -> Option<Plover> {
        let frames = match self.document.word(token).upos {
            Upos::Verb => self.verb_frames(token),
            _ => self.document.lexicon.event(self.document.lemma(token)),
        };
        frames
            .iter()
            .filter(|f| !f.object.is_empty())
            .find(|f| frame::light_object(self.document, token, &f.object).is_some())
            .or_else(|| frames.iter().find(|f| f.object.is_empty()))
            .map(|f| f.plover)
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
            for class in
                frame::complements(document, trigger).into_iter().filter_map(|c| self.class_of(c)).take(1)
            {
                match class {
                    c if decided => plover = c,
                    c if hostile(c) => plover = Plover::Threaten,
                    Plover::Request | Plover::Accuse | Plover::Reject | Plover::Threaten => plover = class,
                    _ => {}
                }
            }
        }
        let infinitive = frame::has_to(document, trigger);
        let purpose = infinitive && matches!(document.word(trigger).deprel, Deprel::Advcl | Deprel::Acl);
        if purpose || (noun && status != Status::Held) {
            return false;
        }
        match status {
            Status::Denied | Status::Cancelled if positive => return false,
            Status::Denied if !friendly(plover) && !hostile(plover) => return false,
            Status::Denied if friendly(plover) && !self.refuses(trigger) => return false,
            Status::Denied if friendly(plover) => {
                plover = Plover::Reject;
                positive = true;
            }
            Status::Possible if friendly(plover) => return false,
            // A visit to come is a visit still, only planned.
            Status::Planned if friendly(plover) && plover != Plover::Consult => plover = Plover::Agree,
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
            for (i, &a) in all.iter().enumerate() {
                pairs.extend(all[i + 1..].iter().map(|&b| (a, b)));
            }
        } else {
            for &a in &found.sources {
                pairs.extend(found.targets.iter().map(|&b| (a, b)));
            }
        }
        let mut told = false;
        for (source, target) in pairs {
            if source == target || !seen.insert((source, target, plover)) {
                continue;
            }
            told = true;
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

    /// Whether a negated clause tells of a will: "will not meet", "never agreed", not "does not mention".
    fn refuses(&self, trigger: u32) -> bool {
        let document = self.document;
        document.trees.children(trigger).iter().any(|&c| {
            let form = document.form(c).to_lowercase();
            match document.word(c).deprel {
                Deprel::Aux => matches!(
                    form.as_str(),
                    "will"
                        | "would"
                        | "wo"
                        | "can"
                        | "ca"
                        | "could"
                        | "may"
                        | "shall"
                        | "has"
                        | "have"
                        | "had"
                        | "must"
                ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [LENDING, PARTICLES, SAYING] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
