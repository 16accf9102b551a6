//! Reads the date that begins at a token: `absolute` those that stand for themselves, `relative` those that need another.

use super::calendar::{month, weekday, year};
use super::tense::{Tense, tense};
use crate::analysis::{Tokens, Word};
use crate::edtf::Edtf;
use crate::span::TokenRange;
use jiff::civil::Date;

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
    /// The same, looked for further back.
    pub(super) far: Option<Date>,
    /// The first day of the month last spoken of.
    pub(super) month: Option<Date>,
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

impl Reader<'_> {
    pub(super) fn form(&self, i: u32) -> &str {
        if self.sentence.holds(i) { self.tokens.form(i) } else { "" }
    }

    pub(super) fn lower(&self, i: u32) -> String {
        self.form(i).to_lowercase()
    }

    pub(super) fn before(&self, i: u32) -> String {
        if i > self.sentence.start { self.lower(i - 1) } else { String::new() }
    }

    pub(super) fn tense(&self, i: u32) -> Tense {
        tense(self.tokens, self.words, i, self.sentence)
    }

    pub(super) fn found(&self, start: u32, end: u32, value: Edtf) -> Option<Found> {
        Some(Found { start, end, value, day: None })
    }

    pub(super) fn day(&self, start: u32, end: u32, day: Date) -> Option<Found> {
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
}
