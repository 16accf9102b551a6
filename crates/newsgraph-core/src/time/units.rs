//! Parts of the calendar and how to count in them.

use crate::edtf::Edtf;
use jiff::ToSpan;
use jiff::civil::Date;

/// A part of a calendar to count in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
    Season(i8),
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" | "morning" | "afternoon" | "evening" | "night" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "weekend" => Unit::Weekend,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => Unit::Season(season(word)?),
    })
}

/// First month of a season.
pub(super) fn season(word: &str) -> Option<i8> {
    Some(match word {
        "spring" | "springtime" => 3,
        "summer" | "summertime" => 6,
        "autumn" => 9,
        "winter" | "wintertime" => 12,
        _ => return None,
    })
}

pub(super) fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    match word {
        "a" | "an" => Some(1),
        "couple" => Some(2),
        "thirty" => Some(30),
        "forty" => Some(40),
        "fifty" => Some(50),
        "sixty" => Some(60),
        _ => WORDS.iter().position(|w| *w == word).map(|n| n as i64),
    }
}

pub(super) fn months_later(y: i16, m: i8, by: i32) -> (i16, i8) {
    let n = i32::from(y) * 12 + i32::from(m) - 1 + by;
    (n.div_euclid(12).clamp(1, 9999) as i16, (n.rem_euclid(12) + 1) as i8)
}

pub(super) fn days(date: Date, by: i64) -> Option<Date> {
    date.checked_add(by.days()).ok()
}

pub(super) fn week_of(date: Date) -> Option<(Date, Date)> {
    let monday = days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
    Some((monday, days(monday, 6)?))
}

pub(super) fn span_of(from: Date, to: Date) -> Edtf {
    Edtf::interval(&Edtf::day(from), &Edtf::day(to))
}

pub(super) fn season_of(y: i16, first: i8) -> Edtf {
    let (y2, m2) = months_later(y, first, 2);
    Edtf::interval(&Edtf::month(y, first), &Edtf::month(y2, m2))
}
