//! Who the sides are where the clause of a meeting does not name them: "they", "the talks", "saw first one and then the other".

use super::{Telling, journey::follows_journey};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::fact::party::{self, is_person};
use crate::fact::{frame, visit};
use crate::graph::Status;

/// How many sentences back "the talks" are looked for.
const REACH: usize = 4;

/// Whether the subject is of several: "they", "the two leaders".
pub(super) fn plural_subject(document: &Document<'_>, verb: u32) -> bool {
    frame::logical_subject(document, verb).iter().any(|&s| is_group(document, s))
}

/// "they", "the two leaders", "both presidents".
pub(super) fn is_group(document: &Document<'_>, token: u32) -> bool {
    let word = document.word(token);
    match word.upos {
        Upos::Pron => matches!(word.lemma.to_lowercase().as_str(), "they" | "both" | "we" | "them" | "their"),
        Upos::Num => word.lemma.eq_ignore_ascii_case("two") || word.lemma.eq_ignore_ascii_case("three"),
        Upos::Noun => {
            // "the two leaders", not "leaders" or "leaders of the region"
            word.xpos == Xpos::Nns
                && document.trees.children(token).iter().any(|&c| {
                    matches!(document.word(c).deprel, Deprel::Nummod | Deprel::Det | Deprel::NmodPoss)
                })
                && document.child(token, Deprel::Nmod).is_none()
                && matches!(
                    word.lemma.as_str(),
                    "leader"
                        | "president"
                        | "minister"
                        | "man"
                        | "side"
                        | "premier"
                        | "woman"
                        | "counterpart"
                        | "official"
                        | "politician"
                        | "statesman"
                        | "diplomat"
                        | "neighbour"
                        | "neighbor"
                        | "party"
                        | "country"
                        | "government"
                )
                || matches!(word.lemma.as_str(), "pair" | "duo" | "trio")
        }
        Upos::Det => word.lemma.eq_ignore_ascii_case("both"),
        _ => false,
    }
}

/// Fills in the sides that the telling before gives: "the talks", "they met", "the two leaders", "received both".
pub(super) fn complete(
    document: &Document<'_>,
    telling: &mut Telling,
    before: &[Telling],
    journeys: &[visit::Telling],
) {
    if telling.groups > 0 {
        let pair = last_pair(document, telling, before);
        if pair.len() > 1 {
            telling.ours.extend(&pair);
            telling.participants.extend(pair);
            telling.confidence = 0.6;
        }
        return;
    }
    let others = !telling.participants.iter().any(|p| telling.ours.contains(p));
    if !telling.participants.is_empty()
        && (telling.participants.len() == 1 || others)
        && follows_journey(document, telling, journeys)
    {
        return;
    }
    let sentence = document.sentence_of(telling.trigger);
    if telling.participants.len() > 1
        || document.is_verb(telling.trigger)
        || !is_definite(document, telling.trigger)
    {
        return;
    }
    let antecedent = before.iter().rev().find(|t| {
        document.sentence_of(t.trigger) + REACH >= sentence
            && telling.participants.iter().all(|p| t.participants.contains(p))
    });
    let Some(t) = antecedent else { return };
    let agrees = match (&telling.date, &t.date) {
        (Some(a), Some(b)) => a.agrees(b),
        _ => true,
    } && (telling.places.is_empty()
        || t.places.is_empty()
        || telling.places.iter().any(|&a| t.places.iter().any(|&b| party::places_agree(document, a, b))));
    // "the talks" with another date or place are not those told of before.
    if !agrees {
        return;
    }
    if telling.places.is_empty() {
        telling.places.clone_from(&t.places);
    }
    telling.date = telling.date.clone().or_else(|| t.date.clone());
    if telling.date == t.date && telling.status == Status::Held {
        telling.status = t.status;
    }
    telling.participants.clone_from(&t.participants);
    telling.ours.clone_from(&t.participants);
    telling.hosts.clone_from(&t.hosts);
    telling.confidence = 0.6;
}

/// Those "they" or "both" stand for: who met before, else the last two people named; none of them on the other side.
fn last_pair(document: &Document<'_>, telling: &Telling, before: &[Telling]) -> Vec<EntityIndex> {
    let sentence = document.sentence_of(telling.trigger);
    let last =
        before.iter().rev().take_while(|t| document.sentence_of(t.trigger) + REACH >= sentence).find(|t| {
            t.participants.len() > 1 && !t.participants.iter().any(|p| telling.participants.contains(p))
        });
    if let Some(t) = last.filter(|t| t.participants.len() == 2) {
        return t.participants.clone();
    }
    let mut pair = recent_people(document, telling.trigger);
    pair.retain(|p| !telling.participants.contains(p));
    if pair.len() == 2 {
        return pair;
    }
    // A profile of two people may name them far above.
    let far =
        before.iter().rev().take(1).find(|t| t.participants.len() == 2 && telling.participants.is_empty());
    far.map(|t| t.participants.clone()).unwrap_or_default()
}

/// "the talks", "this meeting", "their encounter", "both meetings".
fn is_definite(document: &Document<'_>, noun: u32) -> bool {
    document.trees.children(noun).iter().any(|&c| {
        matches!(document.word(c).deprel, Deprel::Det | Deprel::NmodPoss)
            && matches!(
                document.form(c).to_lowercase().as_str(),
                "the" | "this" | "these" | "those" | "that" | "their" | "his" | "her"
            )
    })
}

/// The people named in the sentence and the one before it, if they are just two.
fn recent_people(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let here = document.sentence_of(token);
    let mut out: Vec<EntityIndex> = Vec::new();
    for back in 0..2 {
        let Some(sentence) = here.checked_sub(back).and_then(|i| document.sentences.get(i)) else { break };
        let start = document.mentions.partition_point(|m| m.tokens.start < sentence.tokens.start);
        for m in document.mentions[start..].iter().take_while(|m| m.tokens.start < sentence.tokens.end) {
            if m.tokens.start >= token || m.entities.len() != 1 {
                continue;
            }
            let e = m.entities[0];
            if is_person(document, e) && !out.contains(&e) {
                out.push(e);
            }
        }
        if out.len() >= 2 {
            break;
        }
    }
    out
}

/// "saw first Medvedev and then Saakashvili", "will see Xi and Putin in turn": a meeting with each.
pub(super) fn one_by_one(document: &Document<'_>, telling: Telling) -> Vec<Telling> {
    let Some(sentence) = document.sentences.get(document.sentence_of(telling.trigger)) else {
        return vec![telling];
    };
    let mut after = telling.trigger + 1..sentence.tokens.end.min(telling.trigger + 24);
    let in_turn = after.any(|t| {
        let before = document.form(t.saturating_sub(1)).to_lowercase();
        match document.form(t).to_lowercase().as_str() {
            "then" | "later" => before == "and",
            "turn" => before == "in",
            "other" => before == "the" && t > 1 && document.form(t - 2).eq_ignore_ascii_case("after"),
            "separately" => true,
            _ => false,
        }
    });
    let in_turn = in_turn || telling.each;
    let subjects: Vec<EntityIndex> = if document.is_verb(telling.trigger) {
        frame::logical_subject(document, telling.trigger)
            .into_iter()
            .flat_map(|s| party::parties(document, s))
            .collect()
    } else {
        Vec::new()
    };
    let (ours, theirs): (Vec<EntityIndex>, Vec<EntityIndex>) =
        telling.participants.iter().partition(|p| subjects.contains(p));
    if !in_turn || ours.len() != 1 || theirs.len() < 2 {
        return vec![telling];
    }
    theirs.iter().map(|&t| Telling { participants: vec![ours[0], t], ..telling.clone() }).collect()
}
