//! The forms that dates take, and what they mean.

use super::calendar::{day, figures, month, short_year, weekday, year};
use super::tense::{Tense, tense};
use crate::analysis::{Tokens, Word, Xpos};
use crate::edtf::Edtf;
use crate::span::TokenRange;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A date that was found.
pub(super) struct Found {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) value: Edtf,
    /// The day, where it is one.
    pub(super) day: Option<Date>,
}

/// Reads the dates of one sentence.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) words: &'a [Word],
    pub(super) sentence: TokenRange,
    pub(super) reference: Option<Date>,
    /// The day last spoken of.
    pub(super) anchor: Option<Date>,
    /// Somebody in the text bears the name May.
    pub(super) named_may: bool,
}

/// Whether a name or title stands before "May" somewhere in the text ("Theresa May", "Mrs May").
pub(super) fn someone_named_may(tokens: &Tokens<'_>) -> bool {
    let n = tokens.tokens.len() as u32;
    (1..n).filter(|&i| tokens.form(i) == "May").any(|i| {
        let before = tokens.form(i - 1);
        before.starts_with(char::is_uppercase)
            && before.chars().nth(1).is_some_and(|c| c.is_lowercase())
            && !OPENERS.contains(&before)
            && weekday(before).is_none()
    })
}

const OPENERS: &[&str] = &[
    "In", "By", "Since", "Until", "On", "From", "Last", "Next", "This", "Early", "Late", "Before", "After",
    "During", "Of",
];

/// Days and months that are part of a name when these stand before them.
const FEASTS: &[&str] =
    &["Ash", "Black", "Bloody", "Cyber", "Easter", "Good", "Holy", "Maundy", "Palm", "Red", "Super"];
/// Words that make a weekday the name of a newspaper.
const PAPERS: &[&str] = &[
    "Times",
    "Telegraph",
    "Mail",
    "Herald",
    "Mirror",
    "Express",
    "Review",
    "Independent",
    "Post",
    "Tribune",
];

/// A part of a calendar to count in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
    Season(i8),
}

fn unit(word: &str) -> Option<Unit> {
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
fn season(word: &str) -> Option<i8> {
    Some(match word {
        "spring" | "springtime" => 3,
        "summer" | "summertime" => 6,
        "autumn" => 9,
        "winter" | "wintertime" => 12,
        _ => return None,
    })
}

fn number(word: &str) -> Option<i64> {
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

fn months_later(y: i16, m: i8, by: i32) -> (i16, i8) {
    let n = i32::from(y) * 12 + i32::from(m) - 1 + by;
    (n.div_euclid(12).clamp(1, 9999) as i16, (n.rem_euclid(12) + 1) as i8)
}

fn days(date: Date, by: i64) -> Option<Date> {
    date.checked_add(by.days()).ok()
}

fn week_of(date: Date) -> Option<(Date, Date)> {
    let monday = days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
    Some((monday, days(monday, 6)?))
}

fn span_of(from: Date, to: Date) -> Edtf {
    Edtf::interval(&Edtf::day(from), &Edtf::day(to))
}

fn season_of(y: i16, first: i8) -> Edtf {
    let (y2, m2) = months_later(y, first, 2);
    Edtf::interval(&Edtf::month(y, first), &Edtf::month(y2, m2))
}

impl Reader<'_> {
    fn form(&self, i: u32) -> &str {
        if self.sentence.holds(i) { self.tokens.form(i) } else { "" }
    }

    fn lower(&self, i: u32) -> String {
        self.form(i).to_lowercase()
    }

    fn before(&self, i: u32) -> String {
        if i > self.sentence.start { self.lower(i - 1) } else { String::new() }
    }

    fn tense(&self, i: u32) -> Tense {
        tense(self.tokens, self.words, i, self.sentence)
    }

    fn found(&self, start: u32, end: u32, value: Edtf) -> Option<Found> {
        Some(Found { start, end, value, day: None })
    }

    fn day(&self, start: u32, end: u32, day: Date) -> Option<Found> {
        Some(Found { start, end, value: Edtf::day(day), day: Some(day) })
    }

    /// The date that starts with token `i`.
    pub(super) fn read(&self, i: u32) -> Option<Found> {
        let form = self.form(i);
        let first = form.chars().next()?;
        if first.is_ascii_digit() {
            return self.digits(i).or_else(|| self.counted(i));
        }
        if !first.is_alphabetic() {
            return None;
        }
        if first.is_uppercase()
            && let Some(found) = self.weekday(i).or_else(|| self.month(i, i))
        {
            return Some(found);
        }
        if let Some(rest) = form.strip_prefix("mid-").or_else(|| form.strip_prefix("Mid-")) {
            let m = month(rest);
            if let Some(y) = year(rest) {
                return self.found(i, i + 1, Edtf::year(y));
            }
            if let Some(m) = m {
                return self.bare_month(i, i + 1, m);
            }
        }
        self.relative(i)
    }

    // ---- figures

    fn digits(&self, i: u32) -> Option<Found> {
        let form = self.form(i);
        let parts: Vec<&str> = form.split(['-', '/', '.']).collect();
        if let [a, b, c] = parts[..] {
            return self.day(i, i + 1, figures(a, b, c)?);
        }
        if let Some(d) = day(form) {
            // "3 March 2021", "3rd of March", "3 to 5 March", "3-5 March".
            let at = i + 1 + u32::from(self.form(i + 1) == "of");
            if let Some(m) = month(self.form(at)).filter(|_| self.form(at) != "may") {
                let (end, y) = self.year_after(at + 1);
                let date = self.day_of(i, y, m, d)?;
                return self.day(i, end, date);
            }
            if matches!(self.form(i + 1), "-" | "–" | "to" | "and")
                && let (Some(d2), Some(m)) = (day(self.form(i + 2)), month(self.form(i + 3)))
            {
                let (end, y) = self.year_after(i + 4);
                let (a, b) = (self.day_of(i, y, m, d)?, self.day_of(i, y, m, d2)?);
                return self.found(i, end, span_of(a, b));
            }
        }
        if let Some(y) = form
            .strip_suffix('s')
            .or_else(|| form.strip_suffix("'s"))
            .or_else(|| form.strip_suffix("’s"))
            .and_then(year)
        {
            return (y % 10 == 0).then(|| Edtf::interval(&Edtf::year(y), &Edtf::year(y + 9))).and_then(|v| {
                let start = if self.before(i) == "the" { i - 1 } else { i };
                self.found(start, i + 1, v)
            });
        }
        let y = year(form).filter(|y| (1500..2100).contains(y))?;
        self.is_year(i).then(|| self.found(i, i + 1, Edtf::year(y))).flatten()
    }

    /// Whether a number of four figures is a year by what stands around it.
    fn is_year(&self, i: u32) -> bool {
        let before = self.before(i);
        if matches!(
            before.as_str(),
            "$" | "£"
                | "€"
                | "#"
                | "no."
                | "flight"
                | "some"
                | "about"
                | "around"
                | "nearly"
                | "over"
                | "than"
                | "resolution"
                | "room"
                | "least"
        ) {
            return false;
        }
        if matches!(
            self.form(i + 1),
            "%" | "percent"
                | "per"
                | "km"
                | "people"
                | "troops"
                | "soldiers"
                | "-"
                | "/"
                | ":"
                | "miles"
                | "metres"
                | "meters"
                | "kilometers"
                | "kilometres"
        ) {
            return matches!(before.as_str(), "in" | "since" | "by" | "until" | "of")
                && !matches!(self.form(i + 1), "people" | "troops");
        }
        let y: i32 = self.form(i).parse().unwrap_or(0);
        if matches!(
            before.as_str(),
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "of"
                | "from"
                | "during"
                | "between"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "to"
                | "and"
                | "the"
                | ","
                | "("
                | "for"
                | "through"
                | "this"
                | "–"
                | "-"
                | "year"
                | "its"
                | "his"
                | "a"
        ) {
            let plural = self.words.get(i as usize + 1).is_some_and(|w| w.xpos == Xpos::Nns)
                && self.sentence.holds(i + 1);
            return (1800..2100).contains(&y)
                && !(plural
                    && matches!(before.as_str(), "and" | "to" | "," | "of" | "for" | "from" | "between"));
        }
        // Alone: near enough to today.
        (1900..2060).contains(&y)
            && !self.form(i + 1).starts_with(char::is_alphabetic)
            && before.chars().next().is_none_or(|c| !c.is_alphabetic())
    }

    /// End and value of a year after a month or day at `i`: "2021", ", 2021", "’21", "last year", "of this year".
    fn year_after(&self, i: u32) -> (u32, Option<i16>) {
        let at = i + u32::from(self.form(i) == ",");
        if let Some(y) = year(self.form(at)).filter(|y| *y > 1500) {
            return (at + 1, Some(y));
        }
        if self.form(i).starts_with(['\'', '’', '‘'])
            && let Some(y) = short_year(self.form(i))
        {
            return (i + 1, Some(y));
        }
        let of = i + u32::from(self.form(i) == "of");
        if let Some(r) = self.reference {
            let by = match self.form(of) {
                "last" => Some(-1),
                "this" | "the" => Some(0),
                "next" => Some(1),
                _ => None,
            };
            if let (Some(by), "year") = (by, self.form(of + 1)) {
                return (of + 2, Some(r.year() + by));
            }
        }
        if let (Some(y), "of") = (year(self.form(of)).filter(|y| *y > 1500), self.form(i)) {
            return (of + 1, Some(y));
        }
        (i, None)
    }

    /// Day and month in the year that fits the tense, or nearest to the article's date.
    fn day_of(&self, i: u32, y: Option<i16>, m: i8, d: i8) -> Option<Date> {
        if let Some(y) = y {
            return Date::new(y, m, d).ok();
        }
        let r = self.reference?;
        let candidates = [r.year() - 1, r.year(), r.year() + 1].map(|y| Date::new(y, m, d).ok());
        let mut candidates = candidates.into_iter().flatten();
        match self.tense(i) {
            Tense::Past => candidates.rfind(|c| *c <= r),
            Tense::Future => candidates.find(|c| *c >= r),
            Tense::Unknown => candidates.min_by_key(|c| (*c - r).get_days().abs()),
        }
    }

    // ---- weekdays

    fn weekday(&self, i: u32) -> Option<Found> {
        let day_name = weekday(self.form(i))?;
        let before = if i > self.sentence.start { self.form(i - 1) } else { "" };
        if FEASTS.contains(&before) || PAPERS.contains(&self.form(i + 1)) {
            return None;
        }
        // "Monday, May 16", "Monday 16 May 2022".
        for at in [i + 1, i + 2] {
            if at == i + 2 && self.form(i + 1) != "," {
                break;
            }
            let full = match self.form(at).chars().next() {
                Some(c) if c.is_ascii_digit() => {
                    self.digits(at).filter(|f| f.day.is_some() && f.end > at + 1 || f.value.precision() == 2)
                }
                Some(c) if c.is_uppercase() => self.month(at, at).filter(|f| f.day.is_some()),
                _ => None,
            };
            if let Some(mut f) = full {
                f.start = i;
                return Some(f);
            }
        }
        let r = self.reference?;
        let (start, value) = self.weekday_value(i, day_name, r)?;
        let end =
            i + 1 + u32::from(matches!(self.form(i + 1), "morning" | "afternoon" | "evening" | "night"));
        self.day(start, end, value)
    }

    fn weekday_value(&self, i: u32, name: Weekday, r: Date) -> Option<(u32, Date)> {
        let back = i64::from(name.until(r.weekday()));
        let ahead = i64::from(r.weekday().until(name));
        let before = self.before(i);
        Some(match before.as_str() {
            "next" => (i - 1, days(r, if ahead == 0 { 7 } else { ahead })?),
            "last" | "past" | "previous" => (i - 1, days(r, if back == 0 { -7 } else { -back })?),
            "coming" => (i - 1, days(r, ahead)?),
            "this" if self.tense(i) != Tense::Past => (i - 1, days(r, ahead)?),
            "this" => (i - 1, days(r, -back)?),
            _ => {
                let ends = matches!(before.as_str(), "until" | "till" | "by");
                let date = match self.tense(i) {
                    Tense::Future => days(r, ahead)?,
                    _ if ends => days(r, ahead)?,
                    _ => days(r, -back)?,
                };
                (i, date)
            }
        })
    }

    // ---- months

    /// A month at `i` with what follows it; `start` is where the whole begins.
    fn month(&self, i: u32, start: u32) -> Option<Found> {
        let m = month(self.form(i))?;
        // "March 3", "March 3-5", "March 3, 2021".
        if let Some(d) = day(self.form(i + 1)) {
            if matches!(self.form(i + 2), "-" | "–" | "to")
                && let Some(d2) = day(self.form(i + 3))
            {
                let (end, y) = self.year_after(i + 4);
                let (a, b) = (self.day_of(i, y, m, d)?, self.day_of(i, y, m, d2)?);
                return self.found(start, end, span_of(a, b));
            }
            // "May 5 million" and "May 12 countries" count something.
            let (end, y) = self.year_after(i + 2);
            let date = self.day_of(i, y, m, d)?;
            return self.day(start, end, date);
        }
        let (end, y) = self.year_after(i + 1);
        if let Some(y) = y {
            return self.found(start, end, Edtf::month(y, m));
        }
        if !self.stands_for_month(i) {
            return None;
        }
        self.bare_month(start, i + 1, m)
    }

    /// Whether a month's name alone is the month, and not a name or a verb.
    fn stands_for_month(&self, i: u32) -> bool {
        let before = self.before(i);
        let certain = matches!(
            before.as_str(),
            "in" | "since"
                | "until"
                | "till"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "during"
                | "throughout"
                | "previous"
                | "following"
        );
        let likely = matches!(
            before.as_str(),
            "by" | "of"
                | "from"
                | "to"
                | "before"
                | "after"
                | "between"
                | "through"
                | "and"
                | "for"
                | "every"
                | "each"
        );
        match self.form(i) {
            "May" if self.named_may => certain,
            "May" | "March" | "April" | "June" | "August" | "Mar." | "Mar" | "Jun" | "Aug" | "Jan"
            | "Dec" | "Sep" | "Nov" | "Oct" | "Apr" | "Jul" | "Feb" => {
                certain || likely && !self.form(i + 1).starts_with(char::is_uppercase)
            }
            _ => true,
        }
    }

    /// A month without a year, `end` being one past its token.
    fn bare_month(&self, start: u32, end: u32, m: i8) -> Option<Found> {
        let i = end - 1;
        // "between March and May 2020": the year of the second.
        if matches!(self.form(end), "and" | "to" | "or" | "-" | "–")
            && month(self.form(end + 1)).is_some()
            && let (_, Some(y)) = self.year_after(end + 2)
        {
            return self.found(start, end, Edtf::month(y, m));
        }
        let r = self.reference?;
        let before = if start > self.sentence.start { self.before(start) } else { String::new() };
        let (start, y) = match before.as_str() {
            "last" | "previous" => (start - 1, if m >= r.month() { r.year() - 1 } else { r.year() }),
            "next" | "coming" => (start - 1, if m <= r.month() { r.year() + 1 } else { r.year() }),
            "this" => (start - 1, r.year()),
            _ => {
                let ahead = match self.tense(i) {
                    Tense::Future => true,
                    Tense::Past => false,
                    Tense::Unknown => matches!(before.as_str(), "by" | "until" | "till") && m > r.month(),
                };
                let y = match ahead {
                    true if m < r.month() => r.year() + 1,
                    false if m > r.month() => r.year() - 1,
                    _ => r.year(),
                };
                (start, y)
            }
        };
        self.found(start, end, Edtf::month(y, m))
    }

    // ---- relative to the article's date or the date before

    fn relative(&self, i: u32) -> Option<Found> {
        let r = self.reference;
        let word = self.lower(i);
        match word.as_str() {
            "today" | "tonight" => self.day(i, i + 1, r?),
            "yesterday" => self.day(i, self.part_of_day(i + 1), days(r?, -1)?),
            "tomorrow" => self.day(i, self.part_of_day(i + 1), days(r?, 1)?),
            "last" | "past" | "previous" | "next" | "this" | "coming" | "current" => {
                self.deictic(i, i, &word)
            }
            "early" | "late" | "earlier" | "later" | "mid" => {
                let mut f = self.read_after(i + 1)?;
                f.start = i;
                Some(f)
            }
            "the" => self.definite(i),
            "that" => {
                let anchor = self.anchor?;
                match self.form(i + 1) {
                    "same" => self.same(i, i + 2, anchor),
                    _ => self.same(i, i + 1, anchor),
                }
            }
            "over" | "at" | "on" if self.form(i + 1) == "weekend" => self.weekend(i + 1, i + 2),
            _ if season(&word).is_some() => self.season(i, i),
            _ => self.counted(i),
        }
    }

    /// What follows "early", "late", "later": "2021", "March", "last year", "this week", "Monday".
    fn read_after(&self, i: u32) -> Option<Found> {
        let form = self.form(i);
        if form.is_empty() || matches!(form, "early" | "late" | "earlier" | "later" | "mid") {
            return None;
        }
        if form == "in" && self.form(i + 1) != "the" {
            return self.read(i + 1).filter(|f| f.value.precision() <= 1);
        }
        if form == "in" && self.form(i + 1) == "the" {
            return self.definite(i + 1);
        }
        self.read(i)
    }

    fn part_of_day(&self, i: u32) -> u32 {
        i + u32::from(matches!(self.form(i), "morning" | "afternoon" | "evening" | "night"))
    }

    /// "last week", "this month", "next year", "last Monday", "last March", "this morning".
    fn deictic(&self, start: u32, i: u32, which: &str) -> Option<Found> {
        let r = self.reference?;
        let next = self.form(i + 1);
        if next.starts_with(char::is_uppercase) {
            return self.weekday(i + 1).or_else(|| self.month(i + 1, i + 1)).map(|mut f| {
                f.start = start;
                f
            });
        }
        if next == "coming" && which != "coming" {
            return self.deictic(start, i + 1, "coming").map(|mut f| {
                f.start = start;
                f
            });
        }
        let by: i32 = match which {
            "last" | "past" | "previous" => -1,
            "this" | "current" => 0,
            _ => 1,
        };
        let end = i + 2;
        match unit(next)? {
            Unit::Day => {
                let d = match (by, next) {
                    (0, "morning" | "afternoon" | "evening") => r,
                    (-1, "night") => days(r, -1)?,
                    _ => return None,
                };
                self.day(start, end, d)
            }
            Unit::Week => {
                let (a, b) = week_of(days(r, i64::from(by) * 7)?)?;
                self.found(start, end, span_of(a, b))
            }
            Unit::Weekend => {
                let (_, sunday) = week_of(days(r, i64::from(by) * 7)?)?;
                let past = by == 0 && self.tense(i) == Tense::Past && r.weekday().to_monday_zero_offset() < 4;
                let sunday = if past { days(sunday, -7)? } else { sunday };
                self.found(start, end, span_of(days(sunday, -1)?, sunday))
            }
            Unit::Month => {
                let (y, m) = months_later(r.year(), r.month(), by);
                self.found(start, end, Edtf::month(y, m))
            }
            Unit::Year => self.found(start, end, Edtf::year(r.year() + by as i16)),
            Unit::Season(first) => {
                let (y2, m2) = months_later(r.year(), first, 2);
                let over = (y2, m2) < (r.year(), r.month());
                let begun = first <= r.month();
                let y = match by {
                    -1 if !over => r.year() - 1,
                    1 if begun => r.year() + 1,
                    _ => r.year(),
                };
                self.found(start, end, season_of(y, first))
            }
        }
    }

    /// What "the" opens: "the end of August", "the following day", "the weekend", "the spring of 2021", "the 1990s".
    fn definite(&self, i: u32) -> Option<Found> {
        let next = self.lower(i + 1);
        match next.as_str() {
            "end" | "beginning" | "start" | "middle" | "turn" | "close" | "eve"
                if self.form(i + 2) == "of" =>
            {
                let at = i + 3;
                let mut f = match self.form(at) {
                    "the" => self.deictic(at, at, "this"),
                    "last" | "this" | "next" | "the " => self.deictic(at, at, &self.lower(at)),
                    s if s.starts_with(char::is_uppercase) => self.bounded_month(at),
                    _ => self.digits(at),
                }?;
                // "the end of August and the beginning of September"
                let and = f.end;
                if self.form(and) == "and" || self.form(and) == "or" {
                    let the = and + 1 + u32::from(self.form(and + 1) == "the");
                    if matches!(self.form(the), "end" | "beginning" | "start" | "middle")
                        && self.form(the + 1) == "of"
                        && let Some(g) = self.bounded_month(the + 2)
                    {
                        f.value = Edtf::interval(&f.value, &g.value);
                        f.end = g.end;
                    }
                }
                f.start = i;
                f.day = None;
                Some(f)
            }
            "following" | "next" => {
                let a = self.anchor?;
                let end = i + 3;
                match unit(self.form(i + 2))? {
                    Unit::Day => self.day(i, end, days(a, 1)?),
                    Unit::Month => {
                        let (y, m) = months_later(a.year(), a.month(), 1);
                        (next == "following").then(|| self.found(i, end, Edtf::month(y, m))).flatten()
                    }
                    Unit::Year => {
                        (next == "following").then(|| self.found(i, end, Edtf::year(a.year() + 1))).flatten()
                    }
                    Unit::Week => {
                        let (x, y) = week_of(days(a, 7)?)?;
                        (next == "following").then(|| self.found(i, end, span_of(x, y))).flatten()
                    }
                    _ => None,
                }
            }
            "previous" | "day" | "year" | "month" => {
                let a = self.anchor?;
                let (at, end) = if next == "previous" { (i + 2, i + 3) } else { (i + 1, i + 3) };
                let by = match (next.as_str(), self.form(i + 2)) {
                    ("previous", _) | (_, "before") => -1,
                    (_, "after") => 1,
                    _ => return None,
                };
                // "the day before the summit" is told by what it precedes.
                if next != "previous" && !matches!(self.form(i + 3), "," | "." | "" | "and" | "that") {
                    return None;
                }
                self.shifted(i, end, a, unit(self.form(at))?, by)
            }
            "same" => self.same(i, i + 2, self.anchor?),
            "weekend" => self.weekend(i, i + 2),
            _ if season(&next).is_some() => self.season(i, i + 1),
            _ => None,
        }
    }

    fn bounded_month(&self, i: u32) -> Option<Found> {
        let m = month(self.form(i))?;
        let (end, y) = self.year_after(i + 1);
        match y {
            Some(y) => self.found(i, end, Edtf::month(y, m)),
            None => self.bare_month(i, i + 1, m),
        }
    }

    fn shifted(&self, start: u32, end: u32, a: Date, unit: Unit, by: i32) -> Option<Found> {
        match unit {
            Unit::Day => self.day(start, end, days(a, i64::from(by))?),
            Unit::Week => {
                let (x, y) = week_of(days(a, 7 * i64::from(by))?)?;
                self.found(start, end, span_of(x, y))
            }
            Unit::Month => {
                let (y, m) = months_later(a.year(), a.month(), by);
                self.found(start, end, Edtf::month(y, m))
            }
            Unit::Year => self.found(start, end, Edtf::year(a.year().saturating_add(by as i16))),
            Unit::Weekend | Unit::Season(_) => None,
        }
    }

    /// "the same day", "that evening", "that same month": the unit at `at`.
    fn same(&self, start: u32, at: u32, a: Date) -> Option<Found> {
        match unit(self.form(at))? {
            Unit::Day => self.day(start, at + 1, a),
            Unit::Month => self.found(start, at + 1, Edtf::month(a.year(), a.month())),
            Unit::Year => self.found(start, at + 1, Edtf::year(a.year())),
            Unit::Week => week_of(a).and_then(|(x, y)| self.found(start, at + 1, span_of(x, y))),
            Unit::Weekend | Unit::Season(_) => None,
        }
    }

    fn weekend(&self, start: u32, end: u32) -> Option<Found> {
        let r = self.reference?;
        let (_, sunday) = week_of(r)?;
        let ahead = self.tense(start) == Tense::Future || r.weekday().to_monday_zero_offset() > 4;
        let sunday = if ahead { sunday } else { days(sunday, -7)? };
        self.found(start, end, span_of(days(sunday, -1)?, sunday))
    }

    /// A season at `at`: with its year, or the one that fits the tense.
    fn season(&self, start: u32, at: u32) -> Option<Found> {
        let first = season(&self.lower(at))?;
        let (end, y) = self.year_after(at + 1);
        if let Some(y) = y {
            return self.found(start, end, season_of(y, first));
        }
        let before = self.before(start);
        // "spring" is also a verb and other nouns: a preposition must stand before it.
        if !matches!(before.as_str(), "in" | "since" | "until" | "by" | "during" | "of" | "before" | "after")
        {
            return None;
        }
        let r = self.reference?;
        let y = match self.tense(at) {
            Tense::Future if first < r.month() => r.year() + 1,
            Tense::Past if first > r.month() => r.year() - 1,
            _ => r.year(),
        };
        self.found(start, at + 1, season_of(y, first))
    }

    /// "ten days ago", "two years earlier", "a day later", "in two weeks".
    fn counted(&self, i: u32) -> Option<Found> {
        let n = number(&self.lower(i))?;
        let at = i + 1 + u32::from(self.form(i) == "couple" && self.form(i + 1) == "of");
        let at = if self.form(at) == "couple" && self.form(at + 1) == "of" { at + 2 } else { at };
        let n = if at > i + 1 { 2 } else { n };
        let unit = unit(self.form(at)).filter(|u| !matches!(u, Unit::Weekend | Unit::Season(_)))?;
        let from = match self.form(at + 1) {
            "ago" => (self.reference?, -n),
            "earlier" | "before" => (self.anchor?, -n),
            "later" | "afterwards" | "after" => (self.anchor?, n),
            _ if self.before(i) == "in" && self.tense(i) == Tense::Future => {
                return self.counted_from(i, at + 1, self.reference?, n, unit);
            }
            _ => return None,
        };
        if matches!(self.form(at + 1), "before" | "after") && !matches!(self.form(at + 2), "," | "." | "") {
            return None;
        }
        self.counted_from(i, at + 2, from.0, from.1, unit)
    }

    fn counted_from(&self, start: u32, end: u32, a: Date, n: i64, unit: Unit) -> Option<Found> {
        match unit {
            Unit::Day => self.day(start, end, days(a, n)?),
            Unit::Week => self.found(start, end, Edtf::day(days(a, n * 7)?).approximate()),
            _ => self.shifted(start, end, a, unit, i32::try_from(n).ok()?),
        }
    }
}
