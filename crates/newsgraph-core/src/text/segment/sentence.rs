//! Where sentences end.

use super::abbreviation::{Stop, stop};
use crate::analysis::Token;

/// Words that open a sentence more often than they follow an abbreviation inside one.
const OPENERS: &[&str] = &[
    "A",
    "After",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Before",
    "But",
    "By",
    "During",
    "Earlier",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Later",
    "Meanwhile",
    "Mr.",
    "Mrs.",
    "Ms.",
    "No",
    "Nobody",
    "On",
    "One",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "To",
    "We",
    "What",
    "When",
    "While",
    "With",
    "You",
];
/// Capitalised words that follow a time of day.
const AFTER_TIME: &[&str] = &[
    "AEST",
    "April",
    "August",
    "BST",
    "CET",
    "Central",
    "December",
    "EDT",
    "EST",
    "ET",
    "Eastern",
    "February",
    "Friday",
    "GMT",
    "IST",
    "January",
    "July",
    "June",
    "March",
    "May",
    "Monday",
    "November",
    "October",
    "PDT",
    "PST",
    "PT",
    "Pacific",
    "Saturday",
    "September",
    "Sunday",
    "Thursday",
    "Tuesday",
    "UTC",
    "Wednesday",
];
/// Verbs that attribute a question or exclamation to the name before them.
const ASKS: &[&str] = &[
    "added",
    "adds",
    "answered",
    "asked",
    "asks",
    "cried",
    "declared",
    "exclaimed",
    "insisted",
    "joked",
    "quipped",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "wondered",
    "writes",
    "wrote",
    "yelled",
];

/// For each sentence of a block's tokens the index one past its last token. Linear.
pub(super) fn ends(text: &str, tokens: &[Token]) -> Vec<usize> {
    let mut ends = Vec::new();
    let form = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let touches = |i: usize| i > 0 && i < tokens.len() && tokens[i - 1].span.end == tokens[i].span.start;
    let (mut start, mut open, mut i) = (0, false, 0);
    while i < tokens.len() {
        let f = form(i);
        if f == "\"" {
            open = !open;
        }
        if matches!(f, "•" | "▪" | "●") && i > start {
            ends.push(i);
            start = i;
        }
        let Some(end) = end_kind(f, i == start) else {
            i += 1;
            continue;
        };
        // Closing marks stay with their sentence.
        let mut next = i + 1;
        let mut quoted = false;
        while next < tokens.len() && closes(form(next), touches(next), touches(next + 1), open) {
            if form(next) == "\"" {
                open = false;
            }
            quoted |= !matches!(form(next), ")" | "]" | "}");
            next += 1;
        }
        if next >= tokens.len() {
            break;
        }
        if breaks(end, quoted, &form, next) {
            ends.push(next);
            start = next;
        }
        i = next;
    }
    if !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Full,
    Ask,
    Dots,
    Time,
    Abbreviation,
}

/// What kind of end the token can be.
fn end_kind(form: &str, first: bool) -> Option<End> {
    match form {
        "." | "。" => (!first).then_some(End::Full),
        "a.m." | "p.m." | "A.M." | "P.M." | "etc." => Some(End::Time),
        _ if form.bytes().all(|b| matches!(b, b'.')) || form == "…" => Some(End::Dots),
        _ if form.bytes().all(|b| matches!(b, b'!' | b'?')) => Some(End::Ask),
        _ => {
            let word = form.strip_suffix('.')?;
            match stop(word) {
                Some(Stop::Either | Stop::AfterComma) => Some(End::Abbreviation),
                _ => None,
            }
        }
    }
}

/// Whether a mark after the end of a sentence belongs to that sentence.
fn closes(form: &str, touches_before: bool, touches_after: bool, open: bool) -> bool {
    match form {
        "”" | "’" | "''" | "’’" | "»" | ")" | "]" | "}" => true,
        "\"" => open || (touches_before && !touches_after),
        "'" | "‘" => touches_before && !touches_after,
        "!" | "?" => touches_before,
        _ => false,
    }
}

/// Whether a sentence ends before token `next`.
fn breaks<'a>(end: End, quoted: bool, form: &impl Fn(usize) -> &'a str, next: usize) -> bool {
    let word = form(next);
    let Some(first) = word.chars().next() else { return true };
    let lower = first.is_lowercase();
    match end {
        End::Full => !lower && !matches!(word, "," | ";" | ":" | ")" | "-"),
        End::Ask => {
            let goes_on = matches!(word, "," | ";" | ":" | "." | ")" | "]" | "-" | "–" | "—");
            !(lower || goes_on || (quoted && attributed(form, next)))
        }
        End::Dots => first.is_uppercase() && !is_pronoun_i(word),
        End::Time => first.is_uppercase() && AFTER_TIME.binary_search(&word).is_err(),
        End::Abbreviation => OPENERS.binary_search(&word).is_ok() || matches!(word, "“"),
    }
}

fn is_pronoun_i(word: &str) -> bool {
    word == "I"
}

/// Whether the words from `next` on name who asked: up to six words, then a verb of asking.
fn attributed<'a>(form: &impl Fn(usize) -> &'a str, next: usize) -> bool {
    for i in next..next + 6 {
        let word = form(i);
        if ASKS.binary_search(&word).is_ok() {
            return i > next;
        }
        if !word.starts_with(char::is_alphabetic) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted() {
        for list in [super::OPENERS, super::AFTER_TIME, super::ASKS] {
            assert!(list.is_sorted());
        }
    }
}
