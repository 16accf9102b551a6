//! Dates as EDTF (ISO 8601-2:2019) level 1 strings.

use jiff::civil::Date;
use smol_str::{SmolStr, format_smolstr};
use std::fmt;

/// A date, month, year, season-free interval or approximate date as an EDTF level 1 string:
/// `2022-09-13`, `2022-09`, `2022`, `2025-08/2025-09`, `2022-09~`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Edtf(SmolStr);

impl Edtf {
    /// A calendar day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self(format_smolstr!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
    }

    /// A calendar month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Self {
        Self(format_smolstr!("{year:04}-{month:02}"))
    }

    /// A year.
    #[must_use]
    pub fn year(year: i16) -> Self {
        Self(format_smolstr!("{year:04}"))
    }

    /// The interval from the beginning of `from` to the end of `to`; `from` itself where both are equal.
    #[must_use]
    pub fn interval(from: &Self, to: &Self) -> Self {
        if from == to { from.clone() } else { Self(format_smolstr!("{}/{}", from.0, to.0)) }
    }

    /// The same date marked approximate (`~`).
    #[must_use]
    pub fn approximate(self) -> Self {
        if self.0.ends_with('~') { self } else { Self(format_smolstr!("{}~", self.0)) }
    }

    /// The EDTF string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the two may be the same time: one is as fine as or coarser than the other and agrees with it.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let parts =
            |s: &Self| s.0.split('/').map(|p| SmolStr::from(p.trim_end_matches('~'))).collect::<Vec<_>>();
        let (a, b) = (parts(self), parts(other));
        a.iter().any(|x| b.iter().any(|y| x.starts_with(y.as_str()) || y.starts_with(x.as_str())))
    }

    /// How fine the (first) date is: 0 year, 1 month, 2 day.
    #[must_use]
    pub fn precision(&self) -> usize {
        self.0.split('/').next().unwrap_or("").matches('-').count()
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
