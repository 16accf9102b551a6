//! What a journey told beside a meeting adds to it: the traveller, the place, the date; and what the dateline adds.

use super::Telling;
use crate::analysis::{Upos, Xpos};
use crate::document::Document;
use crate::edtf::Edtf;
use crate::fact::party::{self, country_of};
use crate::fact::{frame, setting, visit};
use crate::graph::Status;
use crate::text::BlockKind;

/// "a visit to Russia, where a meeting with Putin is planned", "sent Li to Moscow, where he met Putin": the traveller.
pub(super) fn follows_journey(
    document: &Document<'_>,
    telling: &mut Telling,
    journeys: &[visit::Telling],
) -> bool {
    let Some(journey) = journey_before(document, telling.trigger, journeys) else { return false };
    let mut added = false;
    for &v in &journey.visitors {
        if !telling.participants.contains(&v) {
            telling.participants.push(v);
            telling.ours.push(v);
            added = true;
        }
    }
    if added {
        telling.confidence = 0.6;
    }
    added
}

/// The journey that the trigger's "where" hangs on.
fn journey_before<'j>(
    document: &Document<'_>,
    trigger: u32,
    journeys: &'j [visit::Telling],
) -> Option<&'j visit::Telling> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    let relative = (sentence.tokens.start..trigger)
        .rev()
        .take(16)
        .find(|&t| document.word(t).xpos == Xpos::Wrb && document.lemma(t) == "where")?;
    journeys.iter().rev().find(|j| !j.origin && sentence.tokens.holds(j.trigger) && j.trigger < relative)
}

/// "sent Li to Moscow, where he met": "he" is the traveller, whoever the subject is.
pub(super) fn pronoun_of_journey(
    document: &Document<'_>,
    telling: &mut Telling,
    journeys: &[visit::Telling],
) {
    let subjects = frame::clause_subject(document, telling.trigger);
    let [subject] = subjects[..] else { return };
    if document.word(subject).upos != Upos::Pron
        || !document.is_verb(telling.trigger)
        || matches!(document.form(subject).to_lowercase().as_str(), "they" | "who" | "it" | "we" | "i")
    {
        return;
    }
    let Some(journey) = journey_before(document, telling.trigger, journeys) else { return };
    let [traveller] = journey.visitors[..] else { return };
    let said = document.entities_at(subject).to_vec();
    if !telling.participants.contains(&traveller) {
        telling.participants.retain(|p| !said.contains(p));
        telling.participants.insert(0, traveller);
        telling.ours.push(traveller);
    }
}

/// Takes place and date from the journey of a participant in the same sentence or the one before.
pub(super) fn locate(document: &Document<'_>, telling: &mut Telling, journeys: &[visit::Telling]) {
    if matches!(telling.format.as_str(), "call" | "video_call") {
        // Where somebody was when they called is not where the call was held.
        telling.places.clear();
        return;
    }
    let sentence = document.sentence_of(telling.trigger);
    let near = journeys.iter().rev().find(|j| {
        let there = document.sentence_of(j.trigger);
        // "At the meeting he announced that he would visit": another journey.
        let leads = j.trigger < telling.trigger || !document.is_verb(j.trigger);
        leads
            && !j.origin
            && (there == sentence || there + 1 == sentence && j.trigger < telling.trigger)
            && j.visitors.iter().any(|v| telling.participants.contains(v))
            && j.status == telling.status
            && document.sentences[there].block == document.sentences[sentence].block
    });
    let Some(journey) = near else { return };
    let same_sentence = document.sentence_of(journey.trigger) == sentence;
    let apart = !telling.places.is_empty()
        && !telling
            .places
            .iter()
            .any(|&a| journey.places.iter().any(|&b| party::places_agree(document, a, b)));
    if apart {
        return;
    }
    let dates_agree = match (&telling.date, &journey.date) {
        (Some(a), Some(b)) => a.agrees(b),
        (None, _) => true,
        (Some(_), None) => same_sentence,
    };
    if !dates_agree {
        return;
    }
    if telling.places.is_empty() && journey.places.len() == 1 {
        telling.places.clone_from(&journey.places);
    }
    if telling.date.is_none() && same_sentence {
        telling.date.clone_from(&journey.date);
    }
}

/// The place of the dateline, for what its lead tells of those at home there.
pub(super) fn at_dateline(document: &Document<'_>, telling: &mut Telling) {
    if !telling.places.is_empty()
        || matches!(telling.format.as_str(), "call" | "video_call")
        || telling.status != Status::Held
        || !document.is_verb(telling.trigger) && telling.format == "talks"
        || setting::is_pluperfect(document, telling.trigger)
    {
        return;
    }
    let prose = |b: &crate::text::Block| b.kind == BlockKind::Paragraph;
    let lead = document
        .blocks
        .iter()
        .filter(|b| prose(b))
        .nth(1)
        .or_else(|| document.blocks.iter().find(|b| prose(b)));
    let at = document.span(crate::span::TokenRange::new(telling.trigger, telling.trigger + 1));
    if lead.is_none_or(|b| at.start >= b.span.end) {
        return;
    }
    let recent = telling.date.as_ref().zip(document.date).is_none_or(|(d, today)| {
        d.precision() < 2
            || d.agrees(&Edtf::day(today))
            || today.yesterday().is_ok_and(|y| d.agrees(&Edtf::day(y)))
    });
    let Some(place) = setting::dateline(document).filter(|_| recent) else { return };
    let country = country_of(document, place);
    if country.is_some() && telling.participants.iter().any(|&p| party::home(document, p) == country) {
        telling.places.push(place);
    }
}
