//! Datelines, time stamps and bylines.

use crate::span::Span;
use crate::time::calendar::{day, month, weekday, written_dates};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A dateline at the beginning of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Opening {
    /// Bytes of it, with the dash and the blank after it.
    pub(super) len: usize,
    /// Where in it the place stands.
    pub(super) place: Option<(usize, usize)>,
}

/// Labels in capitals with a colon that open more than one unit: speakers of an interview, no datelines.
pub(super) fn speaker_labels(text: &str, units: impl Iterator<Item = Span>) -> BTreeSet<&str> {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for s in units.map(|u| u.of(text)) {
        if let Some(label) = s.split(':').next().filter(|l| l.len() < s.len() && l.len() <= 40) {
            *seen.entry(label).or_default() += 1;
        }
    }
    seen.into_iter().filter(|(_, n)| *n > 1).map(|(l, _)| l).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// The dateline that opens a paragraph: "ANKARA, Turkey (AP) - ", "BRUSSELS, March 3 (Reuters) — ". In the first
/// paragraph a place in small letters or a colon will do.
pub(super) fn opening(s: &str, first: bool, speakers: &BTreeSet<&str>) -> Option<Opening> {
    let limit = s.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|&i| i <= 120).last()?;
    let window = &s[..limit];
    let place = place(window)?;
    let capitals = s[place.clone()].split([',', '/']).next().is_some_and(is_capitals);
    let (mut at, mut agency, mut dated) = (place.end, false, false);
    loop {
        let rest = &window[at..];
        let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}', '|', '/']);
        let here = at + rest.len() - trimmed.len();
        if let Some(inner) = trimmed.strip_prefix(['(', '[']) {
            let close = inner.find([')', ']'])?;
            if close > 40 {
                return None;
            }
            agency = true;
            at = here + close + 2;
        } else if let Some(len) = date_len(trimmed) {
            dated = true;
            at = here + len;
        } else {
            at = here;
            break;
        }
    }
    // The mark that parts it from the text.
    let rest = &window[at..];
    let c = rest.chars().next()?;
    let after = &rest[c.len_utf8()..];
    let dash = is_dash(c) && (after.starts_with(char::is_whitespace) || agency || (c != '-' && capitals));
    let stop = matches!(c, '.' | ':') && after.starts_with(char::is_whitespace);
    let mut end = at + c.len_utf8();
    if c == '-' && after.starts_with('-') {
        end += 1;
    }
    let good = match () {
        () if dash => agency || dated || capitals || (first && s[place.clone()].len() <= 30),
        () if stop && c == ':' => (first && capitals || agency) && !speakers.contains(&s[..at]),
        () if stop => dated || (agency && capitals),
        () => false,
    };
    if !good {
        return None;
    }
    // A date may stand between two dashes.
    let rest = &window[end..];
    let trimmed = rest.trim_start();
    if let Some(len) = date_len(trimmed) {
        let here = end + rest.len() - trimmed.len() + len;
        let next = window[here..].trim_start();
        if let Some(c) = next.chars().next().filter(|&c| is_dash(c)) {
            end = window.len() - next.len() + c.len_utf8();
        }
    }
    let next = s[end..].trim_start();
    if next.is_empty() || next.starts_with(|c: char| c.is_lowercase()) {
        return None;
    }
    // Of several places the first: "JERUSALEM/AMMAN".
    let named = s[place.clone()].find('/').map_or(place.end, |n| place.start + n);
    Some(Opening { len: end, place: Some((place.start, named)) })
}

fn is_capitals(s: &str) -> bool {
    let letters = s.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 && !s.chars().any(char::is_lowercase)
}

/// The place at the beginning: up to six words with capitals, parted by commas or slashes.
fn place(s: &str) -> Option<Range<usize>> {
    let (mut end, mut words) = (0, 0);
    for word in s.split_inclusive([' ', ',', '/']) {
        let bare = word.trim_end_matches([' ', ',', '/', ':', '.']);
        if bare.is_empty() {
            if word.chars().any(is_dash) {
                break;
            }
            continue;
        }
        let starts = bare.starts_with(char::is_uppercase);
        let particle = end > 0 && matches!(bare, "de" | "la" | "al" | "of" | "and" | "el" | "do");
        if !(starts || particle)
            || month(bare).is_some() && words > 0 && !bare.is_empty() && month_follows(s, word)
            || weekday(bare).is_some()
        {
            break;
        }
        if !bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-')) {
            break;
        }
        words += 1;
        let at = word.as_ptr() as usize - s.as_ptr() as usize;
        end = at + bare.len();
        if word.trim_end_matches(' ').ends_with([':', '.'])
            && bare.chars().count() > 2
            && !matches!(bare, "St" | "Ft" | "Mt")
        {
            break;
        }
        if words == 6 {
            break;
        }
    }
    (words > 0 && end <= 60).then_some(0..end)
}

/// Whether a figure follows the word, which is a part of `s`.
fn month_follows(s: &str, word: &str) -> bool {
    let at = word.as_ptr() as usize - s.as_ptr() as usize + word.len();
    s.get(at..)
        .is_some_and(|rest| rest.trim_start_matches([' ', '.']).starts_with(|c: char| c.is_ascii_digit()))
}

/// Length of a date at the beginning of `s`, with or without its year.
fn date_len(s: &str) -> Option<usize> {
    if let Some((range, _)) =
        written_dates(&s[..s.char_indices().nth(40).map_or(s.len(), |(i, _)| i)]).into_iter().next()
    {
        let before = s[..range.start].trim_end_matches([' ', ',', '.']);
        if before.is_empty() || weekday(before).is_some() {
            return Some(range.end);
        }
    }
    let mut words = s.split([' ', ',']).filter(|w| !w.is_empty());
    let (a, b) = (words.next()?, words.next().unwrap_or(""));
    let end_of = |w: &str| w.as_ptr() as usize - s.as_ptr() as usize + w.len();
    let is_day = |w: &str| day(w).is_some();
    let digits = |w: &str| w.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len();
    if month(a).is_some() && is_day(&b[..digits(b)]) {
        return Some(end_of(b) - (b.len() - digits(b)));
    }
    if is_day(a) && month(&b[..digits(b)]).is_some() {
        return Some(end_of(b) - (b.len() - digits(b)));
    }
    weekday(&a[..digits(a)]).map(|_| digits(a))
}

/// Month and day that a dateline gives, with or without a year.
pub(super) fn month_and_day(s: &str) -> Option<(i8, i8)> {
    let words: Vec<&str> = s.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(2).find_map(|w| {
        let (m, d) = match (month(w[0]), month(w[1])) {
            (Some(m), _) => (m, day(w[1])?),
            (_, Some(m)) => (m, day(w[0])?),
            _ => return None,
        };
        Some((m, d))
    })
}

/// Dates of a line near the top of a page that may be the article's own: at the line's beginning or end, or, in running
/// text, right behind their weekday ("on Monday, July 10, 2023").
pub(super) fn dates_of_lead(s: &str, running: bool) -> Vec<Date> {
    let dated = |(range, date): (Range<usize>, Date)| {
        let before = s[..range.start].trim_end_matches([' ', ',']);
        let named = before.rsplit([' ', '\u{a0}']).next().is_some_and(|w| weekday(w).is_some());
        let opens = before.is_empty() || weekday(before).is_some();
        let closes = s[range.end..].trim().is_empty();
        (named || opens || closes && !running).then_some(date)
    };
    written_dates(s).into_iter().filter_map(dated).collect()
}

/// The date of an article that gives none outright: a date of its lead, the one that its dateline's day confirms where
/// there is one ("ROME, March 4"). In figures month and day may be the other way round.
pub(super) fn lead_date(day: Option<(i8, i8)>, dates: &[Date]) -> Option<Date> {
    let Some((m, d)) = day else { return dates.first().copied() };
    dates.iter().find_map(|date| match (date.month(), date.day()) {
        (a, b) if (a, b) == (m, d) => Some(*date),
        (a, b) if (b, a) == (m, d) => Date::new(date.year(), m, d).ok(),
        _ => None,
    })
}

/// "By Ada Obi and Jan Kos", "BY ADA OBI, Agency", "From Ada Obi in Oslo".
pub(super) fn is_byline(s: &str) -> bool {
    let mut words = s.split_whitespace();
    let opens = match words.next() {
        Some("By" | "BY" | "by" | "From" | "FROM" | "By:" | "Author:" | "Authors:" | "Words:") => true,
        Some("Written" | "Reported" | "Posted") => words.next() == Some("by"),
        _ => false,
    };
    let name = words.next().unwrap_or("");
    opens
        && s.len() <= 220
        && !(s.ends_with('.') && s.split_whitespace().count() > 8)
        && name.starts_with(char::is_uppercase)
        && month(name).is_none()
        && weekday(name).is_none()
        && name.chars().nth(1).is_some()
}

/// Two to six words with capitals and nothing else: names of people or a place.
pub(super) fn is_names(s: &str) -> bool {
    let words: Vec<&str> = s.split_whitespace().take(8).collect();
    (2..=7).contains(&words.len())
        && words.iter().all(|w| {
            w.starts_with(char::is_uppercase)
                || matches!(*w, "and" | "&" | "de" | "van" | "von" | "bin" | "al")
        })
        && words.iter().any(|w| w.chars().any(char::is_lowercase))
        && s.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '-' | '\'' | '’' | '&'))
}

/// Whether the unit says little but when it was published.
pub(super) fn is_stamp(s: &str, dates: &[(Range<usize>, Date)]) -> bool {
    let lower = s.to_lowercase();
    let labelled = [
        "updated",
        "published",
        "posted",
        "modified",
        "last update",
        "first published",
        "created on",
        "date:",
    ]
    .iter()
    .any(|l| lower.contains(l));
    let dated: usize = dates.iter().map(|(r, _)| r.len()).sum();
    let words = s.split_whitespace().take(41).count();
    if labelled && words <= 40 {
        return !s.ends_with(". ") && (words <= 25 || s.contains('|'));
    }
    let bar = s.contains(" | ") || s.contains(" - ") || s.contains(" · ") || s.contains(" • ");
    words <= 20 && (dated * 2 >= s.len() || (words <= 12 && !super::ends_sentence(s) && (bar || dated * 3 >= s.len())))
        // A date glued to other words, as scraped pages have it.
        || words <= 16 && dates.iter().any(|(r, _)| s[..r.start].ends_with(char::is_lowercase))
}

/// Whether a time of day follows the last date: "Transcript, Friday 3 May 2019, 6:15 pm".
pub(super) fn ends_with_time(s: &str, dates: &[(Range<usize>, Date)]) -> bool {
    dates.last().is_some_and(|(r, _)| {
        let rest = s[r.end..].trim_start_matches([' ', ',', '-', '|', '–', '—']);
        is_clock(rest.split_inclusive([' ']).next().unwrap_or("").trim_end())
    })
}

/// A time of day alone on its line: "19.41", "09:12 GMT".
pub(super) fn is_clock(s: &str) -> bool {
    let mut words = s.split_whitespace();
    let Some((h, m)) = words.next().and_then(|w| w.split_once(['.', ':', 'h'])) else { return false };
    let two = |w: &str| (1..=2).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_digit());
    two(h)
        && m.len() == 2
        && two(m)
        && words.all(|w| w.len() <= 4 && w.chars().all(|c| c.is_ascii_alphabetic() || c == '.'))
}
