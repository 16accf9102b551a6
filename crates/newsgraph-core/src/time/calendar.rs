//! Names of months and weekdays, and dates written out in full.

use jiff::civil::{Date, Weekday};
use std::ops::Range;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Number of the month that the word names, in full or as "Sept."; the word must begin with a capital.
pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    if !word.starts_with(|c: char| c.is_ascii_uppercase())
        || !(3..=9).contains(&word.len())
        || !word.is_ascii()
    {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| {
        *m == lower || (lower.len() == 3 && m.starts_with(&lower)) || (lower == "sept" && *m == "september")
    })?;
    i8::try_from(at + 1).ok()
}

/// The weekday that the word names, in full or as "Thurs."; the word must begin with a capital.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    let short = word.strip_suffix('.').unwrap_or(word);
    if !short.starts_with(|c: char| c.is_ascii_uppercase())
        || !(3..=9).contains(&short.len())
        || !short.is_ascii()
    {
        return None;
    }
    let lower = short.to_ascii_lowercase();
    // "Sun", "Sat" and "Wed" without a full stop are other words.
    let bare = matches!(lower.as_str(), "sun" | "sat" | "wed" | "mon") && !word.ends_with('.');
    WEEKDAYS
        .iter()
        .find(|(name, _)| {
            *name == lower
                || (!bare
                    && matches!(
                        lower.as_str(),
                        "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
                    )
                    && name.starts_with(&lower))
        })
        .map(|(_, day)| *day)
}

/// A year of four figures that news may speak of.
pub(crate) fn year(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|y| (1000..2200).contains(y))
}

/// "’24" and "24" as a year.
pub(crate) fn short_year(word: &str) -> Option<i16> {
    let digits = word.trim_start_matches(['\'', '’', '‘']);
    if digits.len() != 2 {
        return None;
    }
    let y: i16 = digits.parse().ok()?;
    Some(if y < 80 { 2000 + y } else { 1900 + y })
}

/// A day of the month: "3", "03", "3rd".
pub(crate) fn day(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word);
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

/// Three figures as a date: year first, or day and month in the order that is possible, day first where both are.
pub(crate) fn figures(a: &str, b: &str, c: &str) -> Option<Date> {
    let n = |s: &str| s.parse::<i16>().ok().filter(|_| s.bytes().all(|b| b.is_ascii_digit()));
    let small = |x: i16| i8::try_from(x).ok();
    if let Some(y) = year(a) {
        return Date::new(y, small(n(b)?)?, small(n(c)?)?).ok();
    }
    let y = year(c).or_else(|| short_year(c))?;
    let (first, second) = (small(n(a)?)?, small(n(b)?)?);
    Date::new(y, second, first).or_else(|_| Date::new(y, first, second)).ok()
}

/// All dates with day, month and year in `s`, in order. Words glued together ("WorldMay 19") are told apart by their
/// capitals. Linear in `s`.
pub(crate) fn written_dates(s: &str) -> Vec<(Range<usize>, Date)> {
    let pieces = pieces(s);
    let word = |i: usize| pieces.get(i).map_or("", |r: &Range<usize>| &s[r.clone()]);
    let mut out = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        let found = figures_at(&word, i).or_else(|| month_first(&word, i)).or_else(|| day_first(&word, i));
        match found {
            Some((len, date)) => {
                out.push((pieces[i].start..pieces[i + len - 1].end, date));
                i += len;
            }
            None => i += 1,
        }
    }
    out
}

/// Runs of figures, runs of letters parted where a capital follows a small letter, and single other marks.
fn pieces(s: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut last = ' ';
    for (at, c) in s.char_indices() {
        if c.is_whitespace() {
            last = c;
            continue;
        }
        let joins = (c.is_ascii_digit() && (last.is_ascii_digit()))
            || (c.is_alphabetic() && last.is_alphabetic() && !(last.is_lowercase() && c.is_uppercase()));
        match out.last_mut() {
            Some(r) if joins => r.end = at + c.len_utf8(),
            _ => out.push(at..at + c.len_utf8()),
        }
        last = c;
    }
    out
}

fn figures_at<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> Option<(usize, Date)> {
    let mark = word(i + 1);
    (matches!(mark, "-" | "/" | ".") && word(i + 3) == mark).then_some(())?;
    let (a, c) = (word(i), word(i + 4));
    // Two figures at both ends are as well a score or a version.
    (a.len() == 4 || c.len() == 4 || (mark == "/" && c.len() == 2)).then_some(())?;
    figures(a, word(i + 2), c).map(|d| (5, d))
}

/// Length in pieces and value of a year at `i`, after an optional comma or full stop.
fn year_at<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> Option<(usize, i16)> {
    let skip = usize::from(matches!(word(i), "," | "."));
    if let Some(y) = year(word(i + skip)) {
        return Some((skip + 1, y));
    }
    if matches!(word(i + skip), "'" | "’" | "‘") {
        return short_year(word(i + skip + 1)).map(|y| (skip + 2, y));
    }
    None
}

fn ordinal<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> usize {
    usize::from(matches!(word(i), "st" | "nd" | "rd" | "th"))
}

fn month_first<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> Option<(usize, Date)> {
    let m = month(word(i))?;
    let mut at = i + 1 + usize::from(word(i + 1) == ".");
    let d = day(word(at))?;
    at += 1;
    at += ordinal(word, at);
    let (len, y) = year_at(word, at)?;
    Some((at + len - i, Date::new(y, m, d).ok()?))
}

fn day_first<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> Option<(usize, Date)> {
    let d = day(word(i))?;
    let mut at = i + 1;
    at += ordinal(word, at);
    at += usize::from(word(at) == "of");
    let m = month(word(at))?;
    let (len, y) = year_at(word, at + 1)?;
    Some((at + 1 + len - i, Date::new(y, m, d).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let got: Vec<String> = written_dates(text).into_iter().map(|(_, d)| d.to_string()).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn full_dates_are_read() {
        check("WorldMay 19 ’24 at 12:00", &["2024-05-19"]);
        check("Updated: June 03, 2017 11:55 IST", &["2017-06-03"]);
        check("Saturday, 16 August 2008", &["2008-08-16"]);
        check("Published on 18/01/2010 at 11h40 - Modified on 01/18/2010", &["2010-01-18", "2010-01-18"]);
        check(
            "2014-09-12 15:46, Sept. 3rd, 2014 and the 3rd of Sept. 2014",
            &["2014-09-12", "2014-09-03", "2014-09-03"],
        );
        check("in May 2014, a score of 3-2-1, on May 5", &[]);
    }
}
