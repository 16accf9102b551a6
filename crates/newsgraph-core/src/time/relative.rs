//! Dates told from the article's or from the one before: "last week", "the following day", "ten days ago".

use super::calendar::month;
use super::grammar::{Found, Reader};
use super::tense::Tense;
use super::units::{Unit, days, months_later, number, season, season_of, span_of, unit, week_of};
use crate::edtf::Edtf;
use jiff::civil::Date;

impl Reader<'_> {
    pub(super) fn relative(&self, i: u32) -> Option<Found> {
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
                if next != "previous" && !self.is_adverb(i + 3) {
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

    /// Whether "the day before" ends here: a phrase of its own follows, or a clause that looks back ("he had seen").
    fn is_adverb(&self, next: u32) -> bool {
        match self.form(next) {
            "," | "." | ";" | ":" | ")" | "" | "and" | "that" | "with" | "in" | "at" | "by" | "from"
            | "to" | "on" | "as" | "for" => true,
            "he" | "she" | "they" | "it" => self.form(next + 1) == "had",
            _ => false,
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
    pub(super) fn counted(&self, i: u32) -> Option<Found> {
        let n = number(&self.lower(i))?;
        let at = i + 1 + u32::from(self.form(i) == "couple" && self.form(i + 1) == "of");
        let at = if self.form(at) == "couple" && self.form(at + 1) == "of" { at + 2 } else { at };
        let n = if at > i + 1 { 2 } else { n };
        let unit = unit(self.form(at)).filter(|u| !matches!(u, Unit::Weekend | Unit::Season(_)))?;
        let anchor = match unit {
            Unit::Month | Unit::Year => self.month.or(self.far),
            _ => self.far,
        };
        let from = match self.form(at + 1) {
            "ago" => (self.reference?, -n),
            "earlier" | "before" => (anchor.or(self.reference)?, -n),
            "later" | "afterwards" | "after" => (anchor?, n),
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
