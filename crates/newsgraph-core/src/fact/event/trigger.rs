//! Triggers: which frame of the lexicon a word opens, and the actors in its slots.

use super::actors::Part;
use super::war::WARS;
use super::{AT_HOME, CONTEXT, CONTEXTUAL, Found, NEARBY, Reader, among, verbal};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::fact::frame::{self, fillers};
use crate::graph::Plover;
use crate::knowledge::EntityKind;
use crate::lexicon::{EventFrame, GovernorUse, TriggerPos};
use smol_str::{SmolStr, format_smolstr};

/// How many actors of one slot are paired with those of the other: "23 countries condemned" is no 23 edges.
const MAX_ACTORS: usize = 4;

/// Particles that are seldom anything else right after a verb. Sorted.
const PARTICLES: &[&str] = &["aside", "away", "back", "down", "off", "out", "over", "up"];

/// Prepositions that tell where as often as whom. Sorted.
const LOCATIVE: &[&str] = &["across", "along", "around", "at", "in", "near", "off", "outside"];

/// What states do to people in their hands: "was arrested in Rwanda" says who did it.
const fn hostile_or_yielding(plover: Plover) -> bool {
    matches!(plover, Plover::Coerce | Plover::Sanction | Plover::Concede | Plover::Accuse)
}

/// What is done at home as often as abroad: "imposed a curfew", "sacked the cabinet".
const fn domestic(plover: Plover) -> bool {
    matches!(
        plover,
        Plover::Coerce
            | Plover::Protest
            | Plover::Retreat
            | Plover::Mobilize
            | Plover::Concede
            | Plover::Sanction
    )
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

/// Whether the verb lends its subject to the event noun it governs.
pub(super) fn lends(document: &Document<'_>, verb: u32) -> bool {
    document.governs(verb, GovernorUse::Lend)
}

impl Reader<'_, '_> {
    /// The event that the token tells of, if it is a trigger and its slots hold actors.
    pub(super) fn read(&mut self, trigger: u32) -> Option<Found> {
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

    /// The frames of a verb, those of verb and particle first. A lemmatiser cuts some verbs it never saw too short or too
    /// long ("rul" for "ruled"), and parsers take some particles for adverbs: the lexicon knows better.
    fn verb_frames(&self, verb: u32) -> &[EventFrame] {
        let document = self.document;
        let mut lemmas = vec![SmolStr::new(document.lemma(verb))];
        lemmas.extend(bases(&document.form(verb).to_lowercase()));
        let lower = |t: u32| document.form(t).to_lowercase();
        let next = Some(verb + 1).filter(|&n| (n as usize) < document.tokens.len());
        let adverbs = document.children(verb, Deprel::Advmod).filter(|&c| c > verb);
        let particle = document
            .child(verb, Deprel::CompoundPrt)
            .map(lower)
            .or_else(|| next.into_iter().chain(adverbs).map(lower).find(|p| among(PARTICLES, p)));
        let known = |lemma: &str| {
            let frames = document.lexicon.event(lemma);
            frames.iter().any(|f| f.pos == TriggerPos::Verb).then_some(frames)
        };
        let phrasal =
            particle.and_then(|p| lemmas.iter().find_map(|lemma| known(&format_smolstr!("{lemma} {p}"))));
        phrasal.or_else(|| lemmas.iter().find_map(|lemma| known(lemma))).unwrap_or_default()
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
        // What the verb has for its object counts before what else stands beside it: "suspended aid in protest".
        let objects = frame::logical_object(self.document, verb);
        candidates.sort_by_key(|(_, object)| object.map_or(2, |o| u8::from(!objects.contains(&o))));
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

    /// The first frame whose slots hold actors; else the first that has a source, with a target found nearby or, where the
    /// frame allows it, in what the text told before.
    fn best(&self, trigger: u32, candidates: &[(&EventFrame, Option<u32>)]) -> Option<Found> {
        let mut half: Option<Found> = None;
        let mut aimless: Option<Found> = None;
        for &(f, object) in candidates {
            let mut tokens = vec![trigger];
            tokens.extend(object);
            let mut sources = self.sources(trigger, &f.source, &mut tokens);
            if sources.is_empty() && frame::is_passive(self.document, trigger) {
                sources = self.passive_sources(trigger, f.plover, &mut tokens);
            }
            let part = if f.plover == Plover::Support { Part::Praise } else { Part::Target };
            // "the meeting held by Xi and Putin in Samarkand" is between the two.
            let slots = if f.reciprocal && sources.len() > 1 { &f.target[..1] } else { &f.target[..] };
            let mut targets = self.slots(trigger, object, slots, part, &sources, &mut tokens);
            let mutual = sources.len() > 1 && self.mutual(trigger, &f.target);
            // "exchanged fire across the border": with each other, wherever it was.
            let where_only = f.reciprocal
                && f.plover == Plover::Assault
                && sources.len() > 1
                && targets.iter().all(|&t| self.document.entity(t).kind == EntityKind::Place);
            if mutual || where_only {
                targets.clear();
            }
            let whole = !sources.is_empty() && !targets.is_empty();
            // More than two who agree may well agree with somebody else.
            let pair = f.reciprocal
                && sources.len().max(targets.len()) > 1
                && (f.plover != Plover::Agree || object.is_some() || sources.len() <= 2);
            let found = Found {
                plover: f.plover,
                confidence: if object.is_some() { 0.8 } else { 0.75 },
                sources,
                targets,
                object,
                tokens,
            };
            if whole || mutual || (pair && !found.sources.is_empty()) {
                return Some(found);
            }
            if found.sources.is_empty() {
                continue;
            }
            if aimless.is_none() && self.asks_context(trigger, object, &f.target) {
                aimless = Some(found.clone());
            }
            if half.is_none() && f.target.iter().all(|s| s != "-") {
                half = Some(found);
            }
        }
        if let Some(mut found) = half {
            found.targets = self.nearby(trigger, &found);
            found.confidence = NEARBY;
            if found.targets.is_empty() && domestic(found.plover) {
                found.targets.extend(found.sources.iter().find_map(|&s| self.home_country(s)));
                found.confidence = AT_HOME;
            }
            if !found.targets.is_empty() {
                return Some(found);
            }
        }
        let mut found = aimless?;
        found.targets = self.context(trigger, &found);
        found.confidence = CONTEXTUAL;
        (!found.targets.is_empty()).then_some(found)
    }

    /// Whether a slot refers to what the text told before: `context`, or `obj.context` where there is an object.
    fn asks_context(&self, trigger: u32, object: Option<u32>, slots: &[SmolStr]) -> bool {
        slots.iter().any(|s| match s.strip_suffix(CONTEXT) {
            Some("") => true,
            Some("obj.") if object.is_some() => true,
            Some(path) => !fillers(self.document, trigger, path.trim_end_matches('.')).is_empty(),
            None => false,
        })
    }

    /// Who does it where a passive has no agent: "was arrested in Rwanda", "were killed in an attack by rebels".
    fn passive_sources(&self, verb: u32, plover: Plover, tokens: &mut Vec<u32>) -> Vec<EntityIndex> {
        let document = self.document;
        let mut out = Vec::new();
        for obl in document.children(verb, Deprel::Obl) {
            let case = document.case(obl);
            if !matches!(case.as_deref(), Some("by" | "in" | "from" | "during" | "after")) {
                continue;
            }
            let event =
                document.lexicon.event(document.lemma(obl)).iter().find(|f| f.pos == TriggerPos::Noun);
            if let Some(noun) = event {
                out = self.slots(obl, None, &noun.source, Part::Source, &[], tokens);
            } else if hostile_or_yielding(plover) && matches!(case.as_deref(), Some("by" | "in" | "from")) {
                out = self.actors(obl, Part::Source, &[]);
                tokens.push(obl);
            }
            if !out.is_empty() {
                break;
            }
        }
        out
    }

    /// Whether those who do it do it to each other.
    fn mutual(&self, trigger: u32, slots: &[SmolStr]) -> bool {
        let document = self.document;
        slots.iter().flat_map(|s| fillers(document, trigger, s)).any(|t| {
            let (first, next) = (document.form(t).to_lowercase(), t + 1);
            let next = if (next as usize) < document.tokens.len() { document.form(next) } else { "" };
            matches!((first.as_str(), next), ("each", "other") | ("one", "another"))
                || (first == "other" && t > 0 && document.form(t - 1).eq_ignore_ascii_case("each"))
                || (first == "another" && t > 0 && document.form(t - 1).eq_ignore_ascii_case("one"))
        })
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
            let mut targets = self.slots(noun, None, &f.target, Part::Target, &sources, &mut tokens);
            if targets.is_empty() && self.document.case(noun).as_deref() == Some("under") {
                targets = self.undergoers(noun, &sources, &mut tokens);
            }
            if (!sources.is_empty() && !targets.is_empty())
                || (f.reciprocal && sources.len().max(targets.len()) > 1)
            {
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

    /// The subject of the verb that governs an event noun, where the verb says no more than that it happens.
    fn lent(&self, noun: u32, tokens: &mut Vec<u32>) -> Vec<EntityIndex> {
        let word = self.document.word(noun);
        match (word.deprel, word.head) {
            (Deprel::Obj, Some(verb)) if lends(self.document, verb) => {
                self.sources(verb, &[SmolStr::new_static("nsubj")], tokens)
            }
            _ => Vec::new(),
        }
    }

    /// Who is "under sanctions", "under attack": the subject of what is said of them.
    fn undergoers(&self, noun: u32, but: &[EntityIndex], tokens: &mut Vec<u32>) -> Vec<EntityIndex> {
        let word = self.document.word(noun);
        let clause = match (word.deprel, word.head) {
            (Deprel::Obl, Some(verb)) => verb,
            _ => noun,
        };
        let subject =
            [SmolStr::new_static(if clause == noun { "nsubj" } else { "obj" }), SmolStr::new_static("nsubj")];
        self.slots(clause, None, &subject, Part::Target, but, tokens)
    }

    /// "Russia says Israel must end attacks": a demand on the subject of the clause.
    fn obligation(&self, verb: u32) -> Option<Found> {
        let document = self.document;
        let word = document.word(verb);
        let says = word.head.filter(|&h| {
            matches!(word.deprel, Deprel::Ccomp | Deprel::Parataxis) && document.governs(h, GovernorUse::Say)
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
        // "our countries need to work together" asks nobody.
        let joint = targets.iter().any(|&t| {
            self.document.entity(t).kind == EntityKind::Country
                && sources.iter().any(|&s| self.same_side(s, t))
        });
        (!sources.is_empty() && !targets.is_empty() && !joint).then_some(Found {
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
        let governor = word.head.filter(|&h| match word.deprel {
            Deprel::Ccomp => self.document.governs(h, GovernorUse::Say),
            // "Peru froze the funds and it threatens": nor is it anybody else's.
            Deprel::Conj | Deprel::Parataxis => self.document.is_verb(h),
            _ => false,
        });
        if let Some(governor) = governor
            && let Some(subject) = self.document.child(trigger, Deprel::Nsubj)
            && self.document.word(subject).xpos == Xpos::Prp
        {
            return self.slots(governor, None, &[SmolStr::new_static("nsubj")], Part::Source, &[], tokens);
        }
        // "claimed that the bridge was safe and scolded the envoy": a parser joins the verb to the clause that is claimed.
        if let (Deprel::Conj, Some(first)) = (word.deprel, word.head)
            && slots.iter().any(|s| s == "nsubj")
            && self.document.child(trigger, Deprel::Nsubj).is_none()
            && let (Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl, Some(governor)) =
                (self.document.word(first).deprel, self.document.word(first).head)
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
        for slot in slots.iter().filter(|s| !s.ends_with(CONTEXT)) {
            let heads = match object {
                Some(object) => self.light_fillers(trigger, object, slot),
                None => fillers(self.document, trigger, slot),
            };
            let mut out = Vec::new();
            let mut first = None;
            for head in heads {
                // "refused to meet the envoy over remarks of Peru": of all phrases the first that names somebody is meant.
                let other = |f| !self.document.conjuncts(f).contains(&head);
                if slot.ends_with("any") && first.is_some_and(other) {
                    break;
                }
                for actor in self.actors(head, part, but) {
                    if !out.contains(&actor) && !but.contains(&actor) {
                        out.push(actor);
                        tokens.push(head);
                        first = first.or(Some(head));
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

    /// Fillers of a light verb's slot, on the verb or on its noun: "imposed sanctions on Iran", "its Iran sanctions".
    fn light_fillers(&self, verb: u32, object: u32, slot: &str) -> Vec<u32> {
        let both = |slot: &str| {
            let mut heads = fillers(self.document, verb, slot);
            heads.retain(|&h| h != object);
            if heads.is_empty() {
                heads = if slot == "obj" { vec![object] } else { fillers(self.document, object, slot) };
            }
            heads
        };
        // "launched an offensive against the rebels in the north": whom counts before where.
        if let Some(("obl", prepositions)) = slot.split_once(':') {
            let (place, aim): (Vec<&str>, Vec<&str>) =
                prepositions.split('|').partition(|p| among(LOCATIVE, p));
            if !place.is_empty() && !aim.is_empty() {
                let heads = both(&format!("obl:{}", aim.join("|")));
                if !heads.is_empty() {
                    return heads;
                }
            }
        }
        both(slot)
    }

    /// Actors near the trigger where its own slots hold none: in its other dependents, then in its complements. Where
    /// something was said is not to whom: places count for deeds only.
    fn nearby(&self, trigger: u32, found: &Found) -> Vec<EntityIndex> {
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
            let mut near =
                self.slots(trigger, found.object, &slot, Part::Target, &found.sources, &mut Vec::new());
            near.retain(|&e| !verbal(found.plover) || self.document.entity(e).kind != EntityKind::Place);
            if !near.is_empty() {
                return near;
            }
        }
        Vec::new()
    }

    /// The class of an event noun or verb, if it is one.
    pub(super) fn class_of(&self, token: u32) -> Option<Plover> {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [PARTICLES, LOCATIVE] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
