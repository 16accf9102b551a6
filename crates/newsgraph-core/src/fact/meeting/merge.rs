//! Joins tellings of one meeting: a meeting told of three times in one article is one node.
//!
//! Two tellings are joined where those who meet, the date, the place, the form and the status may all be the same. The work
//! is quadratic in the number of meetings with the same people at most, of which an article tells few.

use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::fact::party::{self, is_person, places_agree};
use crate::fact::{Grounds, MeetingFact};
use crate::graph::{MeetingRole, Status};
use jiff::civil::Date;
use smol_str::SmolStr;

/// How many of the latest meetings a telling is compared with, so that time stays linear in the text.
const COMPARED: usize = 64;
/// How far, in days, a meeting without a date may lie from the article's date.
const CURRENT: i32 = 45;

/// Joins tellings of the same meeting; the meetings come in the order of their first telling, with all grounds.
pub(crate) fn merge_meetings(document: &Document<'_>, facts: Vec<MeetingFact>) -> Vec<MeetingFact> {
    let mut out: Vec<MeetingFact> = Vec::new();
    for fact in facts {
        let start = out.len().saturating_sub(COMPARED);
        match out[start..].iter_mut().rev().find(|m| is_same(document, m, &fact)) {
            Some(meeting) => join(document, meeting, fact),
            None => out.push(fact),
        }
    }
    for meeting in &mut out {
        if meeting.format.as_deref() == Some("conversation") {
            let format = if is_from_afar(document, meeting) { "call" } else { "talks" };
            meeting.format = Some(SmolStr::new_static(format));
        }
    }
    out
}

/// "spoke to", told without a place, of people from different countries: by telephone.
fn is_from_afar(document: &Document<'_>, meeting: &MeetingFact) -> bool {
    let homes: Vec<_> = meeting.participants.iter().map(|p| party::home(document, p.0)).collect();
    meeting.places.is_empty() && homes.iter().all(Option::is_some) && homes.windows(2).all(|w| w[0] != w[1])
}

/// Whether the date was assumed for want of one in the text.
fn is_assumed(date: &Edtf) -> bool {
    date.as_str().ends_with('~')
}

/// The first day of a date.
fn first_day(date: &Edtf) -> Option<Date> {
    let first = date.as_str().split('/').next()?.trim_end_matches('~');
    let mut parts = first.splitn(3, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next().map_or(Some(1), |m| m.parse().ok())?;
    let day: i8 = parts.next().map_or(Some(1), |d| d.parse().ok())?;
    Date::new(year, month, day).ok()
}

/// Whether two dates may be the same time.
fn dates_agree(document: &Document<'_>, a: Option<&Edtf>, b: Option<&Edtf>) -> bool {
    let current = |date: &Edtf| match (document.date, first_day(date)) {
        (Some(today), Some(day)) => {
            // A month or year begins before the day meant in it.
            let slack = match date.precision() {
                0 => 366,
                1 => CURRENT + 31,
                _ => CURRENT,
            };
            day.since(today).is_ok_and(|s| s.get_days().abs() <= slack)
        }
        _ => true,
    };
    match (a, b) {
        (Some(x), Some(y)) if is_assumed(x) && is_assumed(y) => true,
        (Some(x), Some(y)) if is_assumed(x) => current(y),
        (Some(x), Some(y)) if is_assumed(y) => current(x),
        (Some(x), Some(y)) => x.agrees(y),
        (Some(x), None) | (None, Some(x)) => !is_assumed(x),
        (None, None) => true,
    }
}

/// Whether one status may be another telling of the other.
fn statuses_agree(a: Status, b: Status) -> bool {
    let doubtful = |s| matches!(s, Status::Denied | Status::Cancelled | Status::Possible);
    a == b || doubtful(a) == doubtful(b)
}

/// Whether one form may be another telling of the other: only calls and what people travel to are told apart.
fn formats_agree(a: &MeetingFact, b: &MeetingFact) -> bool {
    let call = |m: &MeetingFact| matches!(m.format.as_deref(), Some("call" | "video_call"));
    let vague = |m: &MeetingFact| {
        matches!(m.format.as_deref(), None | Some("talks" | "meeting" | "conversation"))
            && m.places.is_empty()
    };
    call(a) == call(b) || (call(a) && vague(b)) || (call(b) && vague(a))
}

/// Whether the same come together: equal, or the one side told as countries and the other as their people.
fn parties_agree(document: &Document<'_>, a: &MeetingFact, b: &MeetingFact) -> bool {
    let names = |m: &MeetingFact| {
        let mut v: Vec<EntityIndex> = m.participants.iter().map(|p| p.0).collect();
        v.sort_unstable();
        v
    };
    let (x, y) = (names(a), names(b));
    if x == y {
        return true;
    }
    let people = |v: &[EntityIndex]| v.iter().filter(|&&e| is_person(document, e)).count();
    // "Russia and China held talks": of Putin and Xi.
    let stands_for = |states: &[EntityIndex], all: &[EntityIndex]| {
        states.iter().all(|&s| {
            all.contains(&s)
                || all.iter().any(|&p| {
                    let home = party::home(document, p);
                    home.is_some() && home == document.entity(s).linked
                })
        })
    };
    match (people(&x), people(&y)) {
        (0, n) if n > 1 => stands_for(&x, &y),
        (n, 0) if n > 1 => stands_for(&y, &x),
        _ => false,
    }
}

/// Whether the two may be tellings of one meeting.
fn is_same(document: &Document<'_>, a: &MeetingFact, b: &MeetingFact) -> bool {
    statuses_agree(a.status, b.status)
        && formats_agree(a, b)
        && parties_agree(document, a, b)
        && (a.places.is_empty()
            || b.places.is_empty()
            || a.places.iter().any(|&x| b.places.iter().any(|&y| places_agree(document, x, y))))
        && dates_agree(document, a.date.as_ref(), b.date.as_ref())
}

/// The better of two dates: said rather than assumed, then the finer.
fn better(a: Option<Edtf>, b: Option<Edtf>) -> Option<Edtf> {
    match (a, b) {
        (Some(x), Some(y)) => Some(match (is_assumed(&x), is_assumed(&y)) {
            (true, false) => y,
            (false, true) => x,
            _ if y.precision() > x.precision() => y,
            _ => x,
        }),
        (x, y) => x.or(y),
    }
}

/// Adds a telling to its meeting.
fn join(document: &Document<'_>, meeting: &mut MeetingFact, telling: MeetingFact) {
    for (e, role) in telling.participants {
        match meeting.participants.iter_mut().find(|p| p.0 == e) {
            Some(p) if p.1 == MeetingRole::Participant => p.1 = role,
            Some(_) => {}
            None => meeting.participants.push((e, role)),
        }
    }
    for place in telling.places {
        if !meeting.places.contains(&place) {
            meeting.places.push(place);
        }
    }
    // The finest place first.
    meeting.places.sort_by_key(|&p| document.entity(p).kind == crate::knowledge::EntityKind::Country);
    meeting.date = better(meeting.date.take(), telling.date);
    let rank = |f: &str| match f {
        "conversation" => 0,
        "meeting" => 1,
        "talks" => 2,
        _ => 3,
    };
    if telling.format.as_deref().map_or(-1, rank) > meeting.format.as_deref().map_or(-1, rank) {
        meeting.format = telling.format;
    }
    if meeting.status == Status::Planned && telling.status == Status::Held {
        // The plan of the headline took place by the end of the article, or is told of in the present.
        meeting.status = Status::Held;
    }
    let known = |g: &Grounds| meeting.grounds.iter().any(|k| k.tokens == g.tokens);
    let more: Vec<Grounds> = telling.grounds.into_iter().filter(|g| !known(g)).collect();
    meeting.grounds.extend(more);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::document::DocumentEntity;
    use crate::knowledge::{EntityId, EntityKind};
    use crate::pipeline::Pipeline;
    use crate::span::TokenRange;
    use crate::testing::{Tree, World};
    use std::sync::Arc;

    /// Two countries (0, 1), a person of each (2, 3), a city of each (4, 5).
    const WORLD: World = World(&[
        (EntityKind::Country, EntityId(0)),
        (EntityKind::Country, EntityId(1)),
        (EntityKind::Person, EntityId(0)),
        (EntityKind::Person, EntityId(1)),
        (EntityKind::Place, EntityId(0)),
        (EntityKind::Place, EntityId(1)),
    ]);

    /// A telling: who, where, when ("" for nothing), status.
    type Told<'a> = (&'a [u32], &'a [u32], &'a str, Status);

    fn fact(&(who, places, date, status): &Told<'_>) -> MeetingFact {
        let date = match date.split('-').map(|p| p.trim_end_matches('~')).collect::<Vec<_>>()[..] {
            [y, m, d] => Some(Edtf::day(Date::constant(
                y.parse().expect("year"),
                m.parse().expect("month"),
                d.parse().expect("day"),
            ))),
            [y, m] => Some(Edtf::month(y.parse().expect("year"), m.parse().expect("month"))),
            _ => None,
        }
        .map(|d| if date.ends_with('~') { d.approximate() } else { d });
        MeetingFact {
            participants: who.iter().map(|&e| (EntityIndex(e), MeetingRole::Participant)).collect(),
            places: places.iter().map(|&e| EntityIndex(e)).collect(),
            date,
            format: None,
            status,
            grounds: vec![Grounds {
                tokens: TokenRange::default(),
                rule: SmolStr::new_static("meeting"),
                confidence: 1.0,
            }],
        }
    }

    fn check(told: &[Told<'_>], dates: &[Option<&str>]) {
        let entities = WORLD.0.iter().zip(0..).map(|(&(kind, _), i)| DocumentEntity {
            kind,
            name: String::new(),
            linked: Some(EntityId(i)),
            gender: None,
            subtype: (kind == EntityKind::Place).then(|| "city".into()),
            mentions: Vec::new(),
            confidence: 1.0,
        });
        let article = Article::new("").date("2023-03-21").expect("a date");
        let pipeline = Pipeline::new(Arc::new(Tree::default()), Arc::new(WORLD), Arc::default());
        let mut document = pipeline.annotate(&article);
        document.entities = entities.collect();
        let merged = merge_meetings(&document, told.iter().map(fact).collect());
        let got: Vec<Option<&str>> = merged.iter().map(|m| m.date.as_ref().map(Edtf::as_str)).collect();
        assert_eq!(got, dates, "{told:?}");
    }

    const HELD: Status = Status::Held;

    #[test]
    fn tellings_of_one_meeting_are_one() {
        check(
            &[
                (&[2, 3], &[], "2023-03~", HELD),
                (&[3, 2], &[4], "2023-03-20", HELD),
                (&[2, 3], &[0], "", HELD),
            ],
            &[Some("2023-03-20")],
        );
        check(
            &[(&[2, 3], &[], "2023-03~", Status::Planned), (&[2, 3], &[], "2023-03-20", HELD)],
            &[Some("2023-03-20")],
        );
        // "China and Russia held talks", told again of their presidents.
        check(
            &[(&[0, 1], &[], "2023-03-20", HELD), (&[2, 3], &[], "2023-03-20", HELD)],
            &[Some("2023-03-20")],
        );
    }

    #[test]
    fn other_meetings_stay_apart() {
        for other in [
            (&[2, 3][..], &[4][..], "2019-06-05", HELD),
            (&[2, 3], &[5], "2023-03-20", HELD),
            (&[2, 3], &[4], "2023-03-20", Status::Denied),
        ] {
            check(&[(&[2, 3], &[4], "2023-03-20", HELD), other], &[Some("2023-03-20"), Some(other.2)]);
        }
        // An undated meeting is a current one.
        check(
            &[(&[2, 3], &[], "2023-03~", HELD), (&[2, 3], &[], "2019-06", HELD)],
            &[Some("2023-03~"), Some("2019-06")],
        );
    }
}
