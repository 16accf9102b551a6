//! Dates by their figures and names: "3 March 2021", "2021-03-03", "the 1990s", "Monday, May 16", "March".

use super::calendar::{day, figures, month, short_year, weekday, year};
use super::grammar::{Found, Reader};
use super::tense::Tense;
use super::units::{days, span_of};
use crate::analysis::Xpos;
use crate::edtf::Edtf;
use jiff::civil::{Date, Weekday};

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

impl Reader<'_> {
    pub(super) fn digits(&self, i: u32) -> Option<Found> {
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
    pub(super) fn year_after(&self, i: u32) -> (u32, Option<i16>) {
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

    pub(super) fn weekday(&self, i: u32) -> Option<Found> {
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
    pub(super) fn month(&self, i: u32, start: u32) -> Option<Found> {
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
    pub(super) fn bare_month(&self, start: u32, end: u32, m: i8) -> Option<Found> {
        let i = end - 1;
        // "between March and May 2020": the year of the second.
        if matches!(self.form(end), "and" | "to" | "or" | "-" | "–")
            && month(self.form(end + 1)).is_some()
            && let (_, Some(y)) = self.year_after(end + 2)
        {
            return self.found(start, end, Edtf::month(y, m));
        }
        let r = self.reference?;
        let before = self.before(start);
        // "by early June"
        let part = u32::from(matches!(before.as_str(), "early" | "late" | "mid"));
        let limit = matches!(self.before(start - part).as_str(), "by" | "until" | "till");
        let (start, y) = match before.as_str() {
            "last" | "previous" => (start - 1, if m >= r.month() { r.year() - 1 } else { r.year() }),
            "next" | "coming" => (start - 1, if m <= r.month() { r.year() + 1 } else { r.year() }),
            "this" => (start - 1, r.year()),
            _ => {
                let ahead = match self.tense(i) {
                    Tense::Future => true,
                    Tense::Past => false,
                    Tense::Unknown => limit && m > r.month(),
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
}
