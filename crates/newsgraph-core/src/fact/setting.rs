//! Where something told by a trigger took place, and when where its own clause does not say.

mod dates;

pub(crate) use dates::{assumed_date, date_of, is_pluperfect, since_date};

use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::graph::MentionForm;
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
    if mention.form == MentionForm::Metonym {
        // "visited Beijing": the city, where the text has it as one.
        let name = document.words(mention.tokens);
        let city = document.entities.iter().position(|e| e.kind == EntityKind::Place && e.name == name);
        if let Some(city) = city {
            out.push(EntityIndex(city as u32));
            return out;
        }
    }
    for &e in &mention.entities {
        if matches!(document.entity(e).kind, EntityKind::Place | EntityKind::Country) && !out.contains(&e) {
            out.push(e);
        }
    }
    out
}

/// The place of the dateline.
pub(crate) fn dateline(document: &Document<'_>) -> Option<EntityIndex> {
    let span = document.dateline_place?;
    let name = span.of(document.text()).to_lowercase();
    let there =
        |&m: &u32| document.mentions.get(m as usize).is_some_and(|m| document.span(m.tokens).overlaps(span));
    let place = document.entities.iter().position(|e| {
        e.kind == EntityKind::Place && (e.name.to_lowercase() == name || e.mentions.iter().any(there))
    });
    place.map(|i| EntityIndex(i as u32))
}

/// "received here", "arrived there": the place of the dateline, or the one named last as a place to be at.
pub(crate) fn adverbial(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    for &c in document.trees.children(trigger) {
        if document.word(c).deprel == Deprel::Expl || document.quotation_of(c).is_some() {
            continue;
        }
        match document.form(c).to_lowercase().as_str() {
            "here" => return dateline(document).into_iter().collect(),
            "there" => return named_before(document, c),
            _ => {}
        }
    }
    Vec::new()
}

/// The place last named after a preposition of place, in the sentence of `token` or the one before.
fn named_before(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let here = document.sentence_of(token);
    let start = document.sentences.get(here.saturating_sub(1)).map_or(token, |s| s.tokens.start);
    let end = document.mentions.partition_point(|m| m.tokens.start < token);
    document.mentions[..end]
        .iter()
        .rev()
        .take_while(|m| m.tokens.start >= start)
        .filter(|m| {
            let before = m.tokens.start.checked_sub(1).map_or("", |t| document.form(t));
            LOCATIVE.contains(&before.to_lowercase().as_str()) || matches!(before, "for" | "into")
        })
        .map(|m| places_at(document, m.head))
        .find(|p| !p.is_empty())
        .unwrap_or_default()
}

/// Places of the phrase at `token`: its own, or those of "the village of Psarades", "the airport in Lahore", "Athens's port".
pub(crate) fn places_within(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let own = places_at(document, token);
    if !own.is_empty() {
        return own;
    }
    let found = places_below(document, token);
    if !found.is_empty() {
        return found;
    }
    // "the margins of a summit in Lima"
    document
        .children(token, Deprel::Nmod)
        .filter(|&c| document.case(c).as_deref() == Some("of"))
        .map(|c| places_below(document, c))
        .find(|p| !p.is_empty())
        .unwrap_or_default()
}

/// Places of the phrases that hang on the noun at `token`.
fn places_below(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    for &c in document.trees.children(token) {
        let inside = match document.word(c).deprel {
            Deprel::Nmod => matches!(document.case(c).as_deref(), Some("of" | "in" | "at" | "near" | "on")),
            Deprel::Appos | Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat
                if !is_demonym(document, c) =>
            {
                true
            }
            Deprel::Amod | Deprel::Compound => {
                // "the Tajik capital": the demonym's country.
                matches!(document.lemma(token), "capital" | "city" | "town" | "resort" | "port" | "village")
            }
            _ => false,
        };
        if !inside {
            continue;
        }
        let found: Vec<EntityIndex> = match document.mention_at(c) {
            Some(m) if m.form == MentionForm::Demonym => m.entities.clone(),
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

/// Whether the phrase at `token` is an adjective or noun for the people of a country.
fn is_demonym(document: &Document<'_>, token: u32) -> bool {
    document.mention_at(token).is_some_and(|m| m.form == MentionForm::Demonym)
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
    let found = places_after(document, trigger);
    if !found.is_empty() {
        return found;
    }
    let found = destination(document, trigger);
    if !found.is_empty() {
        return found;
    }
    let mut at = trigger;
    for climbed in 0..4 {
        let found = adverbial(document, at);
        if !found.is_empty() {
            return found;
        }
        let found = locatives(document, at, climbed);
        if !found.is_empty() {
            return found;
        }
        // "to Abuja on Monday, where": the place last named before it.
        let relative = document
            .trees
            .children(at)
            .iter()
            .find(|&&c| document.word(c).xpos == Xpos::Wrb && document.lemma(c) == "where");
        if let Some(&relative) = relative {
            return place_before(document, relative);
        }
        let word = document.word(at);
        let Some(head) = word.head else { break };
        if word.deprel == Deprel::AclRelcl || word.deprel == Deprel::AdvclRelcl {
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
                | Deprel::Acl
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

/// "flies to Oslo for talks", "flew on to Riga on Friday to meet": the goal right before the purpose.
fn destination(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    let purpose = document.trees.children(trigger).iter().copied().find(|&c| {
        c < trigger
            && match document.word(c).deprel {
                Deprel::Case => document.form(c) == "for",
                Deprel::Mark => document.word(c).xpos == Xpos::To,
                _ => false,
            }
    });
    let Some(mut last) = purpose.and_then(|p| p.checked_sub(1)) else { return Vec::new() };
    let end = document.timexes.partition_point(|t| t.tokens.start <= last);
    if let Some(t) = document.timexes[..end].last().filter(|t| t.tokens.holds(last)) {
        let on = u32::from(t.tokens.start > 0 && document.form(t.tokens.start - 1) == "on");
        last = t.tokens.start.saturating_sub(1 + on);
    }
    let Some(place) = document.name_covering(last) else { return Vec::new() };
    let before = place.tokens.start.checked_sub(1).map_or("", |t| document.form(t));
    if matches!(before, "to" | "in" | "at" | "for") { places_at(document, place.head) } else { Vec::new() }
}

/// The place named last before `token`, close by in its sentence.
fn place_before(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else { return Vec::new() };
    let start = sentence.tokens.start.max(token.saturating_sub(10));
    (start..token).rev().map(|t| places_at(document, t)).find(|p| !p.is_empty()).unwrap_or_default()
}

/// Places after "in" or "at" behind the trigger, up to where another clause begins: parsers hang them on any name before.
fn places_after(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::new();
    let Some(sentence) = document.sentences.get(document.sentence_of(trigger)) else { return out };
    let mut locative: Option<u32> = None;
    let mut topic = false;
    for t in trigger + 1..sentence.tokens.end.min(trigger + 40) {
        let form = document.form(t).to_lowercase();
        if form == "at" || !topic && matches!(form.as_str(), "in" | "outside" | "near" | "through" | "around")
        {
            locative = Some(t);
            continue;
        }
        if ends_clause(document, t, &form) {
            break;
        }
        if opens_topic(document, t, &form) {
            // "a deal on grain at the Kremlin", but "talks on the war in Ukraine"
            topic = true;
            locative = None;
            continue;
        }
        let Some(p) = locative.filter(|&p| t <= p + 5) else { continue };
        if matches!(form.as_str(), "with" | "by" | "for" | "to" | "from") {
            locative = None;
            continue;
        }
        let found: Vec<EntityIndex> = places_at(document, t)
            .into_iter()
            // "in Russian" and "in February" are no places; nor is the country of "the French capital's mayor".
            .filter(|_| p < t)
            .collect();
        if !found.is_empty() {
            for e in found {
                if !out.contains(&e) {
                    out.push(e);
                }
            }
            locative = None;
            if out.len() > 2 {
                break;
            }
        }
    }
    out
}

/// Whether the token begins what an event is about ("on the war in Ukraine"): places in it are not those of the event.
fn opens_topic(document: &Document<'_>, token: u32, form: &str) -> bool {
    match form {
        // "for the first time", "for two hours"
        "for" => !(token + 1..token + 5).any(|t| {
            matches!(
                document.form(t).trim_end_matches('s'),
                "time" | "hour" | "minute" | "day" | "week" | "month" | "year"
            )
        }),
        "about" | "over" | "against" | "amid" | "despite" | "regarding" => true,
        "on" => {
            let next = token + 1;
            let dated = document.timexes.iter().any(|t| t.tokens.start <= next + 1 && next < t.tokens.end);
            let aside = (next..next + 3).any(|t| {
                matches!(
                    document.form(t),
                    "sidelines" | "margins" | "fringes" | "island" | "shore" | "coast" | "way"
                )
            });
            !dated
                && !aside
                && places_at(document, next).is_empty()
                && places_at(document, next + 1).is_empty()
        }
        _ => false,
    }
}

/// Whether another clause begins at the token.
fn ends_clause(document: &Document<'_>, token: u32, form: &str) -> bool {
    let finite = matches!(document.word(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vb);
    finite
        || matches!(
            form,
            ";" | ":"
                | "."
                | "“"
                | "”"
                | "\""
                | "after"
                | "before"
                | "while"
                | "when"
                | "who"
                | "which"
                | "that"
                | "where"
                | "because"
                | "since"
                | "ahead"
                | "but"
                | "until"
        )
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

/// How often something happened in general: "have met more than forty times", "often meets". No event of its own, unless
/// the last one is told: "three times, most recently on 9 July".
pub(crate) fn is_repeated(document: &Document<'_>, trigger: u32) -> bool {
    let counted = document.trees.children(trigger).iter().any(|&c| {
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
    });
    counted && !tells_latest(document, trigger)
}

/// Whether "most recently" follows in the sentence.
fn tells_latest(document: &Document<'_>, trigger: u32) -> bool {
    let sentence = document.sentences.get(document.sentence_of(trigger));
    sentence.is_some_and(|s| {
        (trigger + 1..s.tokens.end).any(|t| document.lemma(t) == "recently" && document.form(t - 1) == "most")
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
