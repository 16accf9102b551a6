//! Where something told by a trigger took place, and when where its own clause does not say.

use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::fact::circumstance;
use crate::graph::{MentionForm, Status};
use crate::knowledge::EntityKind;
use crate::span::TokenRange;

/// Prepositions before the place of an event.
const LOCATIVE: [&str; 9] = ["in", "at", "outside", "near", "on", "aboard", "inside", "from", "to"];

/// The places that the phrase headed by `token` names. A capital after "in" is the place, whatever else it may stand for.
pub(crate) fn places_at(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::new();
    let Some(mention) = document.mention_at(token) else { return out };
    if mention.form == MentionForm::Demonym {
        return out;
    }
    for &e in &mention.entities {
        if matches!(document.entity(e).kind, EntityKind::Place | EntityKind::Country) && !out.contains(&e) {
            out.push(e);
        }
    }
    out
}

/// Places of the phrase at `token`: its own, or those of "the village of Psarades", "the airport in Lahore", "Athens's port".
pub(crate) fn places_within(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let own = places_at(document, token);
    if !own.is_empty() {
        return own;
    }
    for &c in document.trees.children(token) {
        let inside = match document.word(c).deprel {
            Deprel::Nmod => matches!(document.case(c).as_deref(), Some("of" | "in" | "at" | "near" | "on")),
            Deprel::Appos | Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat => true,
            Deprel::Amod => {
                // "the Tajik capital": the demonym's country.
                matches!(document.lemma(token), "capital" | "city" | "town" | "resort" | "port" | "village")
            }
            _ => false,
        };
        if !inside {
            continue;
        }
        let found: Vec<EntityIndex> = match document.mention_at(c) {
            Some(m) if m.form == MentionForm::Demonym && document.word(c).deprel == Deprel::Amod => {
                m.entities.clone()
            }
            Some(_) if document.word(c).deprel == Deprel::NmodPoss => places_at(document, c)
                .into_iter()
                .filter(|&e| document.entity(e).kind == EntityKind::Place || is_site(document.lemma(token)))
                .collect(),
            _ => places_at(document, c),
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whether the noun is a spot on the map.
fn is_site(lemma: &str) -> bool {
    matches!(
        lemma,
        "capital"
            | "city"
            | "town"
            | "resort"
            | "port"
            | "village"
            | "airport"
            | "palace"
            | "hotel"
            | "border"
            | "embassy"
            | "parliament"
            | "residence"
            | "office"
            | "headquarters"
    )
}

/// The places of the clause of `trigger`: locative dependents of it and of the verbs above it within its clause, and what
/// a relative clause with "where" hangs on.
pub(crate) fn places_of(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    let mut at = trigger;
    for climbed in 0..4 {
        let found = locatives(document, at, climbed);
        if !found.is_empty() {
            return found;
        }
        let word = document.word(at);
        let Some(head) = word.head else { break };
        if word.deprel == Deprel::AclRelcl || word.deprel == Deprel::AdvclRelcl {
            let has_where = document
                .trees
                .children(at)
                .iter()
                .any(|&c| document.word(c).xpos == Xpos::Wrb && document.lemma(c) == "where");
            if has_where {
                return places_within(document, head);
            }
            break;
        }
        let climbs = matches!(
            word.deprel,
            Deprel::Obj
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Conj
                | Deprel::Xcomp
                | Deprel::Advcl
                | Deprel::Compound
                | Deprel::Appos
        );
        if !climbs {
            break;
        }
        at = head;
    }
    Vec::new()
}

/// Locative dependents of one token, the finest first: "at the Kremlin in Moscow" gives both.
fn locatives(document: &Document<'_>, token: u32, climbed: u32) -> Vec<EntityIndex> {
    let mut out = Vec::new();
    for &c in document.trees.children(token) {
        if !matches!(document.word(c).deprel, Deprel::Obl | Deprel::Nmod | Deprel::NmodDesc) {
            continue;
        }
        let Some(case) = document.case(c) else { continue };
        let case = case.as_str();
        // "flew to Athens to meet": the goal of a movement above is the place of what came after it.
        let fits = match case {
            "to" => climbed > 0 && is_movement(document, token),
            "from" => false,
            _ => LOCATIVE.contains(&case),
        };
        if !fits {
            continue;
        }
        // Later events of the same verb joined by "and then" come after the trigger; their place is not this one's.
        for at in document.conjuncts(c) {
            for e in places_within(document, at) {
                if !out.contains(&e) {
                    out.push(e);
                }
            }
        }
    }
    out
}

/// Whether the verb moves its subject.
pub(crate) fn is_movement(document: &Document<'_>, verb: u32) -> bool {
    document.lexicon.visit(document.lemma(verb)).iter().any(|f| f.pos == crate::lexicon::TriggerPos::Verb)
}

/// The date of the trigger: of its clause, else of a sentence before it in the same paragraph if that has only one.
pub(crate) fn date_of(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    circumstance::date_of(document, trigger)
}

/// When something without a date most likely took place: about the month of the article, but for background told in the
/// pluperfect or in quotations, and for what did not or may not happen.
pub(crate) fn assumed_date(document: &Document<'_>, trigger: u32, status: Status) -> Option<Edtf> {
    let date = document.date?;
    if matches!(status, Status::Possible) || is_pluperfect(document, trigger) {
        return None;
    }
    Some(Edtf::month(date.year(), date.month()).approximate())
}

/// "had met": before the time told of.
pub(crate) fn is_pluperfect(document: &Document<'_>, trigger: u32) -> bool {
    document.children(trigger, Deprel::Aux).any(|a| document.form(a).eq_ignore_ascii_case("had"))
}

/// How often something happened in general: "have met more than forty times", "often meets". No event of its own.
pub(crate) fn is_repeated(document: &Document<'_>, trigger: u32) -> bool {
    document.trees.children(trigger).iter().any(|&c| {
        let lemma = document.lemma(c);
        match document.word(c).deprel {
            Deprel::Advmod => {
                matches!(
                    lemma,
                    "often" | "frequently" | "regularly" | "repeatedly" | "rarely" | "usually" | "always"
                )
            }
            Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj | Deprel::NmodUnmarked => {
                (lemma == "time" && document.word(c).xpos == Xpos::Nns)
                    || (lemma == "occasion" && document.word(c).xpos == Xpos::Nns)
            }
            _ => false,
        }
    })
}

/// The tokens that show a fact: from the trigger over its arguments, within the sentence.
pub(crate) fn grounds(document: &Document<'_>, trigger: u32, arguments: &[u32]) -> TokenRange {
    let sentence = document
        .sentences
        .get(document.sentence_of(trigger))
        .map_or(TokenRange::new(trigger, trigger + 1), |s| s.tokens);
    let mut range = TokenRange::new(trigger, trigger + 1);
    for &a in arguments.iter().filter(|&&a| sentence.holds(a)) {
        let whole = document.mention_at(a).map_or(TokenRange::new(a, a + 1), |m| m.tokens);
        range.start = range.start.min(whole.start).max(sentence.start);
        range.end = range.end.max(whole.end).min(sentence.end);
    }
    range
}

/// Whether `token` is a noun, common or proper.
pub(crate) fn is_noun(document: &Document<'_>, token: u32) -> bool {
    matches!(document.word(token).upos, Upos::Noun | Upos::Propn)
}
