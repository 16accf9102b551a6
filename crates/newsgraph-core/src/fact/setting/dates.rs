//! When something told by a trigger took place, as far as its own clause, the lines before or the article's date tell.

use super::{ends_clause, is_noun};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::Document;
use crate::edtf::Edtf;
use crate::graph::Status;
use jiff::civil::Date;

/// How far above its clause and across how many clause borders a date may lie to tell of a trigger.
const NEAR: usize = 5;

/// The date of the trigger: the one of its sentence that lies nearest to it in the tree. The date of a verb of saying is not
/// that of what is said, and the date of a clause below is that of another event.
pub(crate) fn date_of(document: &Document<'_>, trigger: u32, status: Status) -> Option<Edtf> {
    let value = nearest_date(document, trigger)?;
    // "are due to meet in July": the next one.
    match (document.date, status) {
        (Some(today), Status::Planned) => Some(not_before(value, today)),
        _ => Some(value),
    }
}

/// The date a year later where it lies well before `today`.
fn not_before(value: Edtf, today: Date) -> Edtf {
    let s = value.as_str().trim_end_matches('~');
    let mut parts = s.splitn(3, '-');
    let (Some(year), Some(month), None) = (
        parts.next().and_then(|y| y.parse::<i16>().ok()),
        parts.next().and_then(|m| m.parse::<i8>().ok()),
        parts.next(),
    ) else {
        return value;
    };
    if s.len() == 7 && (year, month) < (today.year(), today.month()) && year + 1 >= today.year() {
        return Edtf::month(year + 1, month);
    }
    value
}

/// Whether the clause of the verb begins with one of the words.
fn opens_with(document: &Document<'_>, verb: u32, words: &[&str]) -> bool {
    document.trees.children(verb).iter().any(|&c| {
        c < verb
            && matches!(document.word(c).deprel, Deprel::Mark | Deprel::Advmod)
            && words.contains(&document.form(c).to_lowercase().as_str())
    })
}

/// The date of "has not visited Rwanda since June 2021": then it did take place.
pub(crate) fn since_date(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    let start = document.timexes.partition_point(|t| t.tokens.start < trigger);
    document.timexes[start..]
        .iter()
        .take_while(|t| t.tokens.start < sentence.tokens.end)
        .find(|t| {
            t.tokens.start.checked_sub(1).is_some_and(|b| document.form(b).eq_ignore_ascii_case("since"))
        })
        .map(|t| t.value.clone())
}

/// Words before a date that make it a border of something, not the day of it.
fn is_border(document: &Document<'_>, timex: &crate::time::Timex) -> bool {
    // "the first visit since the coup in March"
    let since = (1..8)
        .map_while(|back| timex.tokens.start.checked_sub(back))
        .take_while(|&t| {
            matches!(
                document.word(t).upos,
                Upos::Adj | Upos::Adp | Upos::Det | Upos::Noun | Upos::Num | Upos::Propn | Upos::Sconj
            )
        })
        .any(|t| document.form(t).eq_ignore_ascii_case("since"));
    if since {
        return true;
    }
    (1..3).any(|back| {
        timex.tokens.start.checked_sub(back).is_some_and(|t| {
            matches!(
                document.form(t).to_lowercase().as_str(),
                "since" | "until" | "till" | "than" | "before" | "after" | "by" | "for"
            ) && (back == 1 || document.word(t + 1).upos != Upos::Propn)
        })
    })
}

/// "in June 2021, when he showed her round", "in Davos in January, where they met": the date that the clause hangs on.
fn date_before_clause(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let relative = document.trees.children(trigger).iter().copied().find(|&c| {
        c < trigger && matches!(document.form(c), "when" | "where") && document.word(c).xpos == Xpos::Wrb
    })?;
    let last = (1..3).filter_map(|back| relative.checked_sub(back)).find(|&t| document.form(t) != ",")?;
    let end = document.timexes.partition_point(|t| t.tokens.start <= last);
    document.timexes[..end].last().filter(|t| t.tokens.holds(last)).map(|t| t.value.clone())
}

/// The date of the sentence that lies nearest to the trigger.
fn nearest_date(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    if let Some(date) = date_before_clause(document, trigger) {
        return Some(date);
    }
    let start = document.timexes.partition_point(|t| t.tokens.start < sentence.tokens.start);
    let timexes: Vec<&crate::time::Timex> = document.timexes[start..]
        .iter()
        .take_while(|t| t.tokens.start < sentence.tokens.end)
        .filter(|t| !is_border(document, t))
        .filter(|t| {
            let (a, b) = (t.tokens.start.min(trigger), t.tokens.start.max(trigger));
            !(a..b).any(|i| document.form(i) == ";")
        })
        .collect();
    if timexes.is_empty() {
        return None;
    }
    // The way up from the trigger with what each step costs.
    let noun = is_noun(document, trigger);
    let mut chain = vec![(trigger, 0)];
    while chain.len() < 12 {
        let (at, cost) = chain[chain.len() - 1];
        let word = document.word(at);
        let Some(head) = word.head else { break };
        let step = match word.deprel {
            Deprel::Ccomp | Deprel::Parataxis => 6,
            // "a day after he had met": at another time.
            Deprel::Advcl
                if document.children(at, Deprel::Mark).any(|m| {
                    matches!(document.form(m).to_lowercase().as_str(), "after" | "before" | "since" | "until")
                }) =>
            {
                6
            }
            Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl if opens_with(document, at, &["when"]) => 1,
            Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl => 3,
            Deprel::Acl | Deprel::Conj => 2,
            // "called off on Thursday the summit planned for June": the noun's own date comes first.
            _ if noun && chain.len() == 1 => 2,
            _ => 1,
        };
        chain.push((head, cost + step));
    }
    let distance = |t: &crate::time::Timex| -> Option<usize> {
        let mut at = t.tokens.iter().find(|&i| document.word(i).head.is_none_or(|h| !t.tokens.holds(h)))?;
        let mut down = 0;
        for _ in 0..24 {
            if let Some((_, up)) = chain.iter().find(|c| c.0 == at) {
                return Some(down + up);
            }
            let word = document.word(at);
            let head = word.head?;
            down += match word.deprel {
                // "the summit, which was planned for June"
                Deprel::AclRelcl | Deprel::Acl
                    if head == trigger
                        && !opens_with(document, at, &["since", "after", "before", "until"]) =>
                {
                    1
                }
                // "when he was overthrown in July, he turned up": at the same time.
                Deprel::Advcl if opens_with(document, at, &["when", "as"]) => 1,
                Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis => 5,
                Deprel::Conj if document.is_verb(at) => 4,
                _ => 0,
            };
            at = head;
        }
        None
    };
    timexes
        .iter()
        .filter_map(|t| {
            let far = t.tokens.start.abs_diff(trigger);
            // What stands right behind the trigger belongs to it even where the tree says otherwise.
            let mut d = distance(t).unwrap_or(9);
            let verb = document.is_verb(trigger);
            let relative = |i: u32| matches!(document.word(i).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss);
            if verb && d > 0 && (trigger + 1..t.tokens.start).any(relative) {
                // "about the accord, which voters had turned down on Sunday"
                d = 9;
            }
            let beside = || {
                t.tokens.start > trigger
                    && far < 9
                    && !(trigger + 1..t.tokens.start)
                        .any(|i| ends_clause(document, i, &document.form(i).to_lowercase()))
            };
            (d < NEAR || beside()).then_some((d.min(NEAR), far, *t))
        })
        .min_by_key(|(d, far, _)| (*d, *far))
        .map(|(_, _, t)| t.value.clone())
}

/// When something without a date of its own most likely took place: in the month that the lines before tell of, where that
/// is past or the verb looks back; else about the time of the article. Nothing for what may not happen.
pub(crate) fn assumed_date(document: &Document<'_>, trigger: u32, status: Status) -> Option<Edtf> {
    let today = document.date?;
    if matches!(status, Status::Possible) {
        return None;
    }
    let back = is_pluperfect(document, trigger);
    if status == Status::Held
        && let Some(told) = told_before(document, trigger, back)
    {
        return Some(told);
    }
    if back {
        return None;
    }
    let this = Edtf::month(today.year(), today.month()).approximate();
    let (before, after) = (today.first_of_month().yesterday().ok(), today.last_of_month().tomorrow().ok());
    let month = |d: Date| Edtf::month(d.year(), d.month()).approximate();
    Some(match (before, after) {
        (Some(last), _) if today.day() <= 7 => Edtf::interval(&month(last), &this),
        (_, Some(next)) if today.day() >= 24 && status == Status::Planned => {
            Edtf::interval(&this, &month(next))
        }
        _ => this,
    })
}

/// The month of the last date before the trigger in its paragraph, at most two sentences back.
fn told_before(document: &Document<'_>, trigger: u32, back: bool) -> Option<Edtf> {
    let today = document.date?;
    let here = document.sentence_of(trigger);
    let sentence = document.sentences.get(here)?;
    let end = document.timexes.partition_point(|t| t.tokens.start < trigger);
    let last = document.timexes[..end].iter().rev().take(4).find(|t| {
        let there = document.sentence_of(t.tokens.start);
        (there + 2 >= here && (back || there < here))
            && document.sentences[there].block == sentence.block
            && !is_border(document, t)
    })?;
    let first = last.value.as_str().split('/').next()?.trim_end_matches('~');
    let mut parts = first.splitn(3, '-').map(str::parse::<i16>);
    let (Some(Ok(year)), Some(Ok(month))) = (parts.next(), parts.next()) else { return None };
    let (year, month) = (year, i8::try_from(month).ok()?);
    let past = (year, month) < (today.year(), today.month());
    (past || back).then(|| Edtf::month(year, month).approximate())
}

/// "had met": before the time told of.
pub(crate) fn is_pluperfect(document: &Document<'_>, trigger: u32) -> bool {
    document.children(trigger, Deprel::Aux).any(|a| document.form(a).eq_ignore_ascii_case("had"))
}
