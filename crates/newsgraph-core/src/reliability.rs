//! How often what is told is right: confidences of the recogniser and of rules, turned into shares.
//!
//! Rules say how sure they are among themselves, which other rules weigh; what leaves the pipeline is the share of such
//! facts that was right on annotated news. Measured by `newsgraph-dev evaluate --reliability`; the numbers are rounded,
//! and where gold is not exhaustive (events) raised a little by judgement, for unlisted ones that are right.
//! What a table does not name, such as a rule of the user's own, keeps its confidence.

use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::fact::{Fact, Grounds, MeetingFact, RelationFact, StatementFact};
use crate::graph::{MentionForm, Plover, Relation, Status};
use crate::knowledge::EntityKind;
use crate::span::Span;

/// What was said and the share that was right, both rising; between them it is drawn straight.
type Curve = &'static [(f32, f32)];

fn read(curve: Curve, told: f32) -> f32 {
    let after = curve.partition_point(|p| p.0 <= told);
    match (after.checked_sub(1).and_then(|i| curve.get(i)), curve.get(after)) {
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (told - a.0) / (b.0 - a.0),
        (Some(end), None) | (None, Some(end)) => end.1,
        (None, None) => told,
    }
}

/// Share of names that are what the recogniser takes them for; `known` where the knowledge base has an entry for them.
pub(crate) fn name(kind: EntityKind, known: bool, form: MentionForm, told: f32) -> f32 {
    let curve: Curve = match (form, kind, known) {
        // No word but a people's name is one.
        (MentionForm::Demonym, EntityKind::Country, _) => &[(0.0, 0.97)],
        (MentionForm::Name | MentionForm::Metonym | MentionForm::Demonym, ..) => match (kind, known) {
            (EntityKind::Person, true) => &[(0.6, 0.6), (0.8, 0.75), (0.9, 0.9), (0.95, 0.97), (1.0, 0.99)],
            (EntityKind::Person, false) => {
                &[(0.3, 0.25), (0.75, 0.5), (0.88, 0.75), (0.94, 0.92), (1.0, 0.99)]
            }
            (EntityKind::Country, _) => &[(0.5, 0.6), (0.7, 0.65), (0.92, 0.85), (1.0, 0.98)],
            (EntityKind::Organization, true) => &[(0.5, 0.6), (0.85, 0.65), (0.92, 0.9), (1.0, 0.98)],
            (EntityKind::Organization, false) => {
                &[(0.3, 0.3), (0.5, 0.5), (0.7, 0.65), (0.85, 0.83), (1.0, 0.9)]
            }
            (EntityKind::Place, true) => &[(0.4, 0.7), (0.7, 0.75), (0.8, 0.82), (0.9, 0.91), (1.0, 0.93)],
            (EntityKind::Place, false) => &[(0.3, 0.2), (0.7, 0.45), (0.8, 0.65), (0.9, 0.88), (1.0, 0.97)],
        },
        _ => &[],
    };
    read(curve, told)
}

/// Sets the confidences of facts to the shares that are right.
pub(crate) fn calibrate(document: &Document<'_>, facts: &mut [Fact]) {
    for fact in facts.iter_mut() {
        match fact {
            Fact::Relation(fact) => fact.grounds.confidence = relation(document, fact),
            Fact::Meeting(fact) => {
                let most = meeting_at_most(document, fact);
                for grounds in fact.grounds.iter_mut().filter(|g| g.rule == "meeting") {
                    grounds.confidence = read(MEETING, grounds.confidence).min(most);
                }
            }
            Fact::Statement(fact) => fact.grounds.confidence = statement(fact),
        }
    }
    cap_by_words_within(facts);
}

/// Who says a passage is no surer than who says what is told in it: without the words of others found inside, all of it
/// would be the outer speaker's.
fn cap_by_words_within(facts: &mut [Fact]) {
    let mut statements: Vec<&mut StatementFact> = facts
        .iter_mut()
        .filter_map(|fact| if let Fact::Statement(statement) = fact { Some(statement) } else { None })
        .collect();
    // The outer before what it holds; from the last, so that what is deep inside counts all the way out.
    statements.sort_by_key(|s| (s.content.start, std::cmp::Reverse(s.content.end)));
    let mut rest = statements.as_mut_slice();
    let mut after: Vec<(Span, Vec<EntityIndex>, f32)> = Vec::new();
    while let Some((outer, before)) = rest.split_last_mut() {
        let within = after.iter().rev().take_while(|(content, ..)| content.start < outer.content.end);
        for (content, speakers, confidence) in within {
            if content.end <= outer.content.end && !speakers.is_empty() && *speakers != outer.speakers {
                outer.grounds.confidence = outer.grounds.confidence.min(*confidence);
            }
        }
        after.push((outer.content, outer.speakers.clone(), outer.grounds.confidence));
        rest = before;
    }
}

fn relation(document: &Document<'_>, fact: &RelationFact) -> f32 {
    let told = fact.grounds.confidence;
    match (&fact.relation, fact.grounds.rule.as_str()) {
        (Relation::Visited { date, status }, "visit") => {
            read(VISIT, told).min(at_most(*status, 0.75, 0.65)).min(dated(date.as_ref()))
        }
        (Relation::Event { plover, status, .. }, "event") => {
            event(document, &fact.grounds, *plover, *status, fact.target)
        }
        (_, rule) => read(post(rule), told),
    }
}

/// Posts, by rule.
fn post(rule: &str) -> Curve {
    match rule {
        "post/named" => &[(0.75, 0.84), (0.95, 0.9)],
        "post/known" => &[(0.7, 0.75), (0.85, 0.92)],
        "post/counterpart" => &[(0.8, 0.93)],
        "post/implied" => &[(0.5, 0.6)],
        "post/of" | "post/byline" => &[(0.7, 0.94)],
        "post/possessor" | "post/verb" => &[(0.6, 0.91)],
        "post/work" | "post/second" | "post/caption" => &[(0.6, 0.83)],
        "post/party" => &[(0.6, 0.78), (0.85, 0.88)],
        "post/bracket" => &[(0.7, 0.4)],
        _ => &[],
    }
}

const MEETING: Curve = &[(0.7, 0.76), (0.8, 0.82), (0.9, 0.92)];

const VISIT: Curve = &[(0.6, 0.77), (0.9, 0.92)];

/// What did not take place, or has yet to, is less often told right.
const fn at_most(status: Status, planned: f32, not_held: f32) -> f32 {
    match status {
        Status::Held => 1.0,
        Status::Planned => planned,
        Status::Cancelled | Status::Denied | Status::Possible => not_held,
    }
}

/// An approximate date is one the text does not give: the journey may be of another time, or not have been made at all.
fn dated(date: Option<&Edtf>) -> f32 {
    match date {
        Some(date) if date.as_str().ends_with('~') => 0.82,
        Some(_) => 1.0,
        None => 0.75,
    }
}

fn meeting_at_most(document: &Document<'_>, fact: &MeetingFact) -> f32 {
    let person = |e: &EntityIndex| document.entity(*e).kind == EntityKind::Person;
    let persons = fact.participants.iter().filter(|(e, _)| person(e)).count();
    // "Obama" and "the United States" at one table are as a rule one side.
    let mixed = persons > 0 && persons < fact.participants.len();
    at_most(fact.status, 0.8, 0.3).min(if mixed { 0.6 } else { 1.0 })
}

/// Events of frames whose slots are filled, by class.
const fn of_class(plover: Plover) -> f32 {
    match plover {
        Plover::Sanction => 0.93,
        Plover::Accuse => 0.88,
        Plover::Assault => 0.85,
        Plover::Concede | Plover::Reject => 0.86,
        Plover::Support | Plover::Aid | Plover::Threaten | Plover::Request => 0.83,
        Plover::Protest | Plover::Consult | Plover::Cooperate => 0.81,
        Plover::Mobilize | Plover::Retreat => 0.74,
        Plover::Agree | Plover::Coerce => 0.72,
    }
}

/// Events told over more tokens than this are wrong more often.
const FAR: u32 = 14;

fn event(
    document: &Document<'_>,
    grounds: &Grounds,
    plover: Plover,
    status: Status,
    target: EntityIndex,
) -> f32 {
    // Found in what was told before; outside the frame's slots; by a noun or an obligation; by a verb; by a light verb
    // with its noun.
    let pattern =
        read(&[(0.4, -0.2), (0.5, -0.12), (0.6, -0.15), (0.75, 0.0), (0.8, 0.03)], grounds.confidence);
    let far = if grounds.tokens.len() > FAR { -0.06 } else { 0.0 };
    let place = if document.entity(target).kind == EntityKind::Place { -0.12 } else { 0.0 };
    let denied = if status == Status::Denied { -0.1 } else { 0.0 };
    (of_class(plover) + pattern + far + place + denied).clamp(0.0, 1.0)
}

/// Statements whose speaker is found, by rule.
fn statement(fact: &StatementFact) -> f32 {
    let curve: Curve = match fact.grounds.rule.as_str() {
        "statement/quote" => &[(0.65, 0.55), (0.75, 0.84), (0.9, 0.88), (0.95, 0.92)],
        "statement/signed" => &[(0.85, 0.96)],
        "statement/label" => &[(0.9, 0.94)],
        "statement/clause" => &[(0.5, 0.7), (0.85, 0.84)],
        "statement/aside" => &[(0.75, 0.3), (0.8, 0.76), (0.85, 0.77)],
        "statement/phrase" => &[(0.8, 0.67)],
        "statement/context" => &[(0.5, 0.83)],
        "statement/block" => &[(0.6, 0.75)],
        "statement/tail" => &[(0.5, 0.7)],
        "statement/object" => &[(0.5, 0.72), (0.55, 0.74)],
        "statement/infinitive" => &[(0.7, 0.74)],
        "statement/noun" => &[(0.7, 0.46)],
        "statement/continued" => &[(0.55, 0.3), (0.8, 0.43)],
        "statement/parataxis" => &[(0.6, 0.34)],
        "statement/fragment" => &[(0.65, 0.38)],
        "statement/voice" => &[(0.45, 0.3)],
        _ => &[],
    };
    let unnamed = if fact.speakers.is_empty() { 0.1 } else { 0.0 };
    (read(curve, fact.grounds.confidence) - unnamed).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_straight_between_their_points_and_flat_outside() {
        for (told, share) in [(0.1, 0.4), (0.5, 0.4), (0.6, 0.5), (0.9, 0.9), (1.0, 0.9)] {
            let got = read(&[(0.5, 0.4), (0.7, 0.6), (0.9, 0.9)], told);
            assert!((got - share).abs() < 1e-6, "{told}: {got}");
        }
        assert!((read(&[], 0.3) - 0.3).abs() < 1e-6, "what no table names keeps its confidence");
    }

    #[test]
    fn surer_names_stay_surer() {
        use EntityKind::{Country, Organization, Person, Place};
        for kind in [Person, Country, Organization, Place] {
            for known in [false, true] {
                let shares: Vec<f32> =
                    (0..=100).map(|i| name(kind, known, MentionForm::Name, i as f32 / 100.0)).collect();
                assert!(shares.is_sorted(), "{kind:?} {known}");
            }
        }
    }
}
