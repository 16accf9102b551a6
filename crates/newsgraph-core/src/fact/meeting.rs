//! Meetings: who came together with whom, where and when, from verbs ("met", "held talks") and nouns ("a call between").
//!
//! Each trigger of the lexicon (`meetings.toml`) gives a telling. What its own clause leaves out is asked of the clause
//! above ("after talks with Rice, he signed"), of the telling before ("the talks, held in Ankara") and of the journeys in the
//! same sentence ("flew to Athens, where"). Tellings of one meeting are joined in [`merge`].

mod journey;
mod merge;
mod read;
mod sides;

pub(crate) use merge::merge_meetings;

use super::party::{self, country_of};
use super::{Fact, FactRule, Grounds, MeetingFact, setting, visit};
use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::graph::{MeetingRole, Status};
use crate::knowledge::EntityKind;
use crate::text::BlockKind;
use journey::{at_dateline, locate, pronoun_of_journey};
use read::{nominal, verbal};
use sides::{complete, one_by_one};
use smol_str::SmolStr;

/// Name of the rule.
const RULE: &str = "meeting";

/// Reads meetings and journeys: each tells something of the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MeetingRule;

impl FactRule for MeetingRule {
    fn name(&self) -> &'static str {
        RULE
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        let journeys = visit::tellings(document);
        let meetings = read(document, &journeys);
        let visits = visit::facts(document, &journeys, &meetings);
        facts.extend(meetings.into_iter().map(Fact::Meeting));
        facts.extend(visits);
    }
}

/// One trigger with what it tells.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// The verb or noun.
    pub(crate) trigger: u32,
    /// The heads of the phrases that fill its slots.
    pub(crate) arguments: Vec<u32>,
    /// Of these, phrases such as "they" and "both" that lead to nobody.
    pub(crate) groups: u32,
    /// Who comes together.
    pub(crate) participants: Vec<EntityIndex>,
    /// Of them, those on the first side: the subject, or all that a noun joins ("between", "of").
    pub(crate) ours: Vec<EntityIndex>,
    /// Who of them receives the others.
    pub(crate) hosts: Vec<EntityIndex>,
    /// Where.
    pub(crate) places: Vec<EntityIndex>,
    /// When, where the text says it.
    pub(crate) date: Option<Edtf>,
    /// Form of it.
    pub(crate) format: SmolStr,
    /// It counts only where a place is told.
    pub(crate) at_place: bool,
    /// Several on the other side were met one by one.
    pub(crate) each: bool,
    /// Whether it took place.
    pub(crate) status: Status,
    /// In [0, 1].
    pub(crate) confidence: f32,
}

/// All tellings of meetings, not joined, in text order.
fn read(document: &Document<'_>, journeys: &[visit::Telling]) -> Vec<MeetingFact> {
    let mut tellings: Vec<Telling> = Vec::new();
    for sentence in &document.sentences {
        if document.blocks.get(sentence.block as usize).is_some_and(|b| b.kind == BlockKind::Boilerplate) {
            continue;
        }
        // "Will they meet again?"
        if (sentence.tokens.end.saturating_sub(2)..sentence.tokens.end).any(|t| document.form(t) == "?") {
            continue;
        }
        let mut taken = Vec::new();
        let mut found = Vec::new();
        for t in sentence.tokens.iter() {
            if document.is_verb(t) {
                found.extend(verbal(document, t, &mut taken));
            }
        }
        for t in sentence.tokens.iter() {
            if setting::is_noun(document, t) && !taken.contains(&t) {
                found.extend(nominal(document, t));
            }
        }
        found.sort_by_key(|t| t.trigger);
        for mut telling in found {
            pronoun_of_journey(document, &mut telling, journeys);
            complete(document, &mut telling, &tellings, journeys);
            let doubtful = matches!(telling.status, Status::Possible | Status::Denied);
            let bare = telling.date.is_none() && telling.places.is_empty();
            if doubtful && bare || telling.at_place && (telling.places.is_empty() || doubtful) {
                continue;
            }
            unmix(document, &mut telling);
            if telling.participants.len() > 1
                && telling.participants.iter().any(|p| telling.ours.contains(p))
                && tellings.last().is_none_or(|t| !same_words(document, t, &telling))
            {
                locate(document, &mut telling, journeys);
                at_dateline(document, &mut telling);
                tellings.extend(one_by_one(document, telling));
            }
        }
    }
    tellings.into_iter().map(|t| fact(document, t)).collect()
}

/// "Obama met Trudeau for US-Canada talks": who stands for a country comes in its stead.
fn unmix(document: &Document<'_>, telling: &mut Telling) {
    let people: Vec<_> = telling
        .participants
        .iter()
        .filter(|&&e| party::is_person(document, e))
        .filter_map(|&e| party::home(document, e))
        .collect();
    let stands = |e: &EntityIndex| {
        let entity = document.entity(*e);
        entity.kind == EntityKind::Country && entity.linked.is_some_and(|id| people.contains(&id))
    };
    let ours = telling.ours.iter().any(stands);
    telling.participants.retain(|e| !stands(e));
    telling.hosts.retain(|e| !stands(e));
    telling.ours.retain(|e| !stands(e));
    if ours && telling.ours.is_empty() {
        // The first side was told as a country: all that are left count.
        telling.ours.clone_from(&telling.participants);
    }
}

/// Whether two triggers tell the same with the same words ("sat down for talks": verb and noun).
fn same_words(document: &Document<'_>, a: &Telling, b: &Telling) -> bool {
    a.participants == b.participants
        && document.sentence_of(a.trigger) == document.sentence_of(b.trigger)
        && a.trigger.abs_diff(b.trigger) < 4
        && a.places == b.places
        && a.date == b.date
        && a.status == b.status
}

/// The fact that a telling gives.
fn fact(document: &Document<'_>, t: Telling) -> MeetingFact {
    let date = t.date.clone().or_else(|| setting::assumed_date(document, t.trigger, t.status));
    let hosts = if t.hosts.is_empty() { hosts_by_place(document, &t) } else { t.hosts.clone() };
    let role = |e: &EntityIndex| match hosts.is_empty() || hosts.len() == t.participants.len() {
        true => MeetingRole::Participant,
        false if hosts.contains(e) => MeetingRole::Host,
        false => MeetingRole::Guest,
    };
    MeetingFact {
        participants: t.participants.iter().map(|e| (*e, role(e))).collect(),
        places: t.places,
        date,
        format: Some(t.format),
        status: t.status,
        grounds: vec![Grounds {
            tokens: setting::grounds(document, t.trigger, &t.arguments),
            rule: SmolStr::new_static(RULE),
            confidence: t.confidence,
        }],
    }
}

/// Those in whose country the meeting is.
fn hosts_by_place(document: &Document<'_>, t: &Telling) -> Vec<EntityIndex> {
    let Some(country) = t.places.iter().find_map(|&p| country_of(document, p)) else { return Vec::new() };
    t.participants.iter().copied().filter(|&e| party::home(document, e) == Some(country)).collect()
}
