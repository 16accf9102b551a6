//! Expressions of time, resolved against the article's date (TIMEX3 in spirit, EDTF in form).

mod absolute;
pub(crate) mod calendar;
mod grammar;
mod relative;
mod tense;
mod units;

use crate::analysis::{Tokens, Word};
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
/// `words` tell by the verb whether a bare weekday or month lies behind or ahead; they may be empty. Linear in the text.
#[must_use]
pub fn timexes(tokens: &Tokens<'_>, words: &[Word], reference: Option<Date>) -> Vec<Timex> {
    let mut out = Vec::new();
    // The day that "the following day" follows: of the last date in the same block; "a day earlier" looks further back.
    let mut anchor: Option<(u32, Date)> = None;
    // The month that "a month later" follows.
    let mut month: Option<(u32, Date)> = None;
    let named_may = grammar::someone_named_may(tokens);
    for sentence in tokens.sentences {
        let mut reader = grammar::Reader {
            tokens,
            words,
            sentence: sentence.tokens,
            reference,
            anchor: anchor.filter(|(block, _)| *block == sentence.block).map(|(_, d)| d),
            far: anchor.filter(|(block, _)| *block + 2 >= sentence.block).map(|(_, d)| d),
            month: month.filter(|(block, _)| *block == sentence.block).map(|(_, d)| d),
            named_may,
        };
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            match reader.read(i) {
                Some(found) => {
                    if let Some(day) = found.day {
                        anchor = Some((sentence.block, day));
                        reader.anchor = Some(day);
                        reader.far = Some(day);
                    }
                    if let Some(first) = first_of_month(&found.value) {
                        month = Some((sentence.block, first));
                        reader.month = Some(first);
                    }
                    out.push(Timex { tokens: TokenRange::new(found.start, found.end), value: found.value });
                    i = found.end.max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    out
}

/// The first day of the month of a date that tells one.
fn first_of_month(value: &crate::edtf::Edtf) -> Option<Date> {
    let mut parts = value.as_str().split('/').next()?.trim_end_matches('~').splitn(3, '-');
    Date::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::text::{Block, BlockKind, segment};
    use jiff::civil::date;

    /// Read on Wednesday, 18 May 2022.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let s = segment(text, &[Block { span: Span::new(0, text.len() as u32), kind: BlockKind::Paragraph }]);
        let tokens = Tokens { text, tokens: &s.tokens, sentences: &s.sentences, hints: &[] };
        let found = timexes(&tokens, &[], Some(date(2022, 5, 18)));
        let got: Vec<(&str, &str)> = found
            .iter()
            .map(|t| {
                let span =
                    s.tokens[t.tokens.start as usize].span.cover(s.tokens[t.tokens.end as usize - 1].span);
                (span.of(text), t.value.as_str())
            })
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn dates_in_full_and_in_part() {
        check(
            "They met on March 3, 2021 and on 4 April 2021.",
            &[("March 3, 2021", "2021-03-03"), ("4 April 2021", "2021-04-04")],
        );
        check(
            "In September 2020, and since 2015, and in the 1990s.",
            &[("September 2020", "2020-09"), ("2015", "2015"), ("the 1990s", "1990/1999")],
        );
        check(
            "He died on Feb. 24 and she on Monday, May 16.",
            &[("Feb. 24", "2022-02-24"), ("Monday, May 16", "2022-05-16")],
        );
        check(
            "From 3 to 5 March 2021; March 3-5; 24/02/2022; 2022-02-24",
            &[
                ("3 to 5 March 2021", "2021-03-03/2021-03-05"),
                ("March 3-5", "2022-03-03/2022-03-05"),
                ("24/02/2022", "2022-02-24"),
                ("2022-02-24", "2022-02-24"),
            ],
        );
        check(
            "Between March and May 2020 and in early 2021",
            &[("March", "2020-03"), ("May 2020", "2020-05"), ("early 2021", "2021")],
        );
    }

    #[test]
    fn days_and_months_by_the_date_of_the_article() {
        check(
            "On Thursday he left; yesterday she came; today they met.",
            &[("Thursday", "2022-05-12"), ("yesterday", "2022-05-17"), ("today", "2022-05-18")],
        );
        check(
            "He will visit on Thursday and next Monday.",
            &[("Thursday", "2022-05-19"), ("next Monday", "2022-05-23")],
        );
        check(
            "Since last December, in February and in July last year",
            &[("last December", "2021-12"), ("February", "2022-02"), ("July last year", "2021-07")],
        );
        check("Talks that will resume have been suspended since November.", &[("November", "2021-11")]);
        check(
            "Last week, this week, next month and late last year",
            &[
                ("Last week", "2022-05-09/2022-05-15"),
                ("this week", "2022-05-16/2022-05-22"),
                ("next month", "2022-06"),
                ("late last year", "2021"),
            ],
        );
        check(
            "Ten days ago, two years ago and 80 years ago",
            &[("Ten days ago", "2022-05-08"), ("two years ago", "2020"), ("80 years ago", "1942")],
        );
        check(
            "All will be gone by early June, and by July.",
            &[("early June", "2022-06"), ("July", "2022-07")],
        );
        check("He left over the weekend.", &[("the weekend", "2022-05-14/2022-05-15")]);
        check(
            "She will come at the end of August and the beginning of September.",
            &[("the end of August and the beginning of September", "2022-08/2022-09")],
        );
        check(
            "On May 3 they met. The following day he left.",
            &[("May 3", "2022-05-03"), ("The following day", "2022-05-04")],
        );
        check(
            "In the spring of 2021 and last summer",
            &[("the spring of 2021", "2021-03/2021-05"), ("last summer", "2021-06/2021-08")],
        );
    }

    proptest::proptest! {
        #[test]
        fn no_words_make_it_fail(text in "((the|last|next|coming|early|in|of|end|May|March|Monday|3|2021|99|-|,|ago|days|year|and|day|before) ){0,24}") {
            let s = segment(&text, &[Block { span: Span::new(0, text.len() as u32), kind: BlockKind::Paragraph }]);
            let tokens = Tokens { text: &text, tokens: &s.tokens, sentences: &s.sentences, hints: &[] };
            let mut at = 0;
            for t in timexes(&tokens, &[], Some(date(2022, 5, 18))) {
                proptest::prop_assert!(t.tokens.start >= at && t.tokens.end > t.tokens.start);
                at = t.tokens.end;
            }
        }
    }

    #[test]
    fn what_is_no_date() {
        check("Theresa May may march on; the Sun sat. Some 2000 people left Flight 1999.", &[]);
        check("It cost $2015. Good Friday and Super Tuesday passed.", &[]);
        check("A bill that Theresa May signed was backed by May.", &[]);
    }
}
