//! Signs that a line is no news: cues of the lexicon, and the structure of menus, links and contacts.

use super::lines::plain;
use super::{ends_sentence, word_count};
use crate::lexicon::{CueMatch, Lexicon};
use crate::time::calendar::written_dates;

/// What a line that is no news says of the lines after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    /// Nothing.
    Line,
    /// Short lines after it are no news either ("Related articles").
    Section,
}

/// Whole lines that open a list of links or a form for comments.
const SECTIONS: &[&str] = &[
    "comments",
    "latest news",
    "leave a comment",
    "leave a reply",
    "more stories",
    "most popular",
    "most read",
    "read next",
    "recent posts",
    "recommended",
    "related",
    "related articles",
    "related content",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "source link",
    "tags",
    "top stories",
    "trending",
    "you may also like",
    "you might also like",
];

/// A paragraph longer than this (bytes) is news, with whatever words it opens ("In case you missed it: …").
const LONGEST_NOTICE: usize = 320;

/// Whether the line is no news. `first` lines are headlines more often than menus.
pub(super) fn sign(s: &str, lexicon: &Lexicon, first: bool) -> Option<Sign> {
    if !s.chars().any(char::is_alphanumeric) {
        return Some(Sign::Line);
    }
    if s.len() > 600 {
        return None;
    }
    let lower = plain(s);
    let bare =
        lower.trim_end_matches([':', '.', ' ', '»', '>', '→']).trim_start_matches(['#', '*', ' ', '»', '>']);
    if SECTIONS.binary_search(&bare).is_ok() {
        return Some(Sign::Section);
    }
    if cued(&lower, lexicon, first) || structural(s, &lower, lexicon, first) {
        Some(Sign::Line)
    } else {
        None
    }
}

fn cued(lower: &str, lexicon: &Lexicon, first: bool) -> bool {
    let line = lower
        .trim_end_matches(['.', '!', ':', ' ', '*', '»', '>', '→'])
        .trim_start_matches(['*', ' ', '•', '»', '>', '-', '[', '(']);
    lexicon.boilerplate().iter().any(|cue| {
        let form = cue.form.as_str();
        match cue.matches {
            CueMatch::Line => lower == form || line == form,
            CueMatch::Prefix => {
                !first
                    && lower.len() <= LONGEST_NOTICE
                    && lower.strip_prefix(form).or_else(|| line.strip_prefix(form)).is_some_and(|rest| {
                        form.ends_with(|c: char| !c.is_alphanumeric())
                            || !rest.starts_with(char::is_alphanumeric)
                    })
            }
            CueMatch::Contains => !first && lower.len() <= 160 && lower.contains(form),
        }
    })
}

/// Menus ("A | B | C"), ways through the site ("Home > World"), links, addresses.
fn structural(s: &str, lower: &str, lexicon: &Lexicon, first: bool) -> bool {
    let words = word_count(s, 60);
    let bars = s.matches(" | ").count();
    let dated = || !written_dates(s).is_empty();
    if !first
        && bars > 0
        && words < 50
        && (bars > 1 || !s.ends_with(['.', '!', '”', '"']))
        && !lower.starts_with("by ")
        && !signed(s, lexicon)
        && !dated()
    {
        return true;
    }
    // Buttons in a row.
    if !first && words <= 12 && s.split("  ").filter(|p| !p.trim().is_empty()).count() > 3 && !dated() {
        return true;
    }
    if s.matches(" > ").count() > 1 || (words <= 8 && s.contains('›')) || s.matches(" · ").count() > 2 {
        return true;
    }
    if words <= 14 && (lower.contains("://") || lower.starts_with("www.")) && !ends_sentence(s) {
        return true;
    }
    if words <= 10 && !ends_sentence(s) && (has_email(s) || has_phone(s)) && !dated() {
        return true;
    }
    lower.starts_with('©') || lower.starts_with("(c) 2") || lower.starts_with("copyright ")
}

/// "Ana Lund | Senior Research Fellow": a name of a person and a post.
fn signed(s: &str, lexicon: &Lexicon) -> bool {
    let Some((name, post)) = s.split_once(" | ") else { return false };
    let name = name.split(' ');
    let person = (2..=4).contains(&name.clone().count())
        && name.into_iter().all(|w| w.starts_with(char::is_uppercase));
    let post = post.to_lowercase();
    let words: Vec<&str> = post.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    person && (1..=3).any(|n| words.windows(n).any(|w| !lexicon.title(&w.join(" ")).is_empty()))
}

fn has_email(s: &str) -> bool {
    s.split_whitespace().any(|w| {
        w.split_once('@').is_some_and(|(a, b)| {
            a.ends_with(|c: char| c.is_ascii_alphanumeric())
                && b.starts_with(|c: char| c.is_ascii_alphanumeric())
                && b.contains('.')
        })
    })
}

/// Seven figures and more, with hyphens, brackets or blanks between them.
fn has_phone(s: &str) -> bool {
    let (mut digits, mut marks) = (0, 0);
    for c in s.chars() {
        match c {
            '0'..='9' => digits += 1,
            '-' | '(' | ')' | '+' | ' ' if digits > 0 => marks += 1,
            _ if digits >= 9 && marks > 1 => return true,
            _ => (digits, marks) = (0, 0),
        }
    }
    digits >= 9 && marks > 1
}

#[cfg(test)]
mod tests {
    #[test]
    fn sections_are_sorted() {
        assert!(super::SECTIONS.is_sorted());
    }
}
