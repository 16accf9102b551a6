//! Recognised names parted where two were taken for one, and joined where one was taken for two.

use super::bounds::{is_known, overlapping, sure};
use crate::analysis::{NameLabel, NameSpan, Upos};
use crate::document::Document;
use crate::knowledge::{AliasForm, EntityKind, NameMatch};
use crate::lexicon::WordPlace;
use crate::span::TokenRange;

/// The recognised names of the document, titles left out, parted and joined. In text order; linear.
pub(super) fn names(document: &Document<'_>, matches: &[NameMatch]) -> Vec<NameSpan> {
    let mut out: Vec<NameSpan> = Vec::with_capacity(document.analysis.names.len());
    for name in document.analysis.names.iter().filter(|n| n.label != NameLabel::Title) {
        if out.last().is_some_and(|l| l.tokens.overlaps(name.tokens)) {
            continue;
        }
        let cut = cut(document, name, matches);
        let front = NameSpan { tokens: TokenRange::new(name.tokens.start, cut.0), ..*name };
        let front =
            nicknamed(document, &front).or_else(|| of_place(document, &front, matches)).unwrap_or(front);
        out.push(front);
        if cut.0 < name.tokens.end {
            out.push(NameSpan { tokens: TokenRange::new(cut.0, name.tokens.end), label: cut.1, ..*name });
        }
    }
    out
}

/// Where the second of two names begins that were taken for one, and what it is; the end where it is one.
fn cut(document: &Document<'_>, name: &NameSpan, matches: &[NameMatch]) -> (u32, NameLabel) {
    let tokens = name.tokens;
    let whole = (tokens.end, name.label);
    if tokens.len() < 2 || is_known(matches, tokens) {
        return whole;
    }
    // "No excuses for Okoro Okoro left the hall": a heading that runs into the sentence.
    let same = |a: u32, b: u32| document.form(a) == document.form(b) && document.form(a).len() > 3;
    let twice = (tokens.start + 1..tokens.end).find(|&t| {
        let n = t - tokens.start;
        same(t - 1, t)
            || n > 1
                && t + n == tokens.end
                && (0..n).all(|i| document.form(tokens.start + i) == document.form(t + i))
    });
    if let (NameLabel::Person, Some(t)) = (name.label, twice) {
        return (t, NameLabel::Person);
    }
    // "in Oregon Mark Ellis spoke": a place or body that the knowledge base knows, then a person.
    let front = overlapping(matches, tokens).iter().find(|m| {
        m.tokens.start == tokens.start
            && m.tokens.end + 2 <= tokens.end
            && sure(m)
            && m.candidates.iter().all(|c| document.knowledge.entity(c.entity).kind != EntityKind::Person)
    });
    match front {
        Some(m) if personal(document, TokenRange::new(m.tokens.end, tokens.end)) => {
            (m.tokens.end, NameLabel::Person)
        }
        _ => whole,
    }
}

/// Whether the words are a given and a family name.
pub(super) fn personal(document: &Document<'_>, tokens: TokenRange) -> bool {
    let word = |t: u32| document.knowledge.name_word(document.form(t));
    let plain = tokens.iter().all(|t| {
        let form = document.form(t);
        form.starts_with(char::is_uppercase) && document.lexicon.name_head(&form.to_lowercase()).is_empty()
    });
    let (first, last) = (word(tokens.start), word(tokens.end - 1));
    (2..=3).contains(&tokens.len()) && plain && first.given && first.gender.is_some() && last.surname
}

/// "Jorge “Coco” Salas": a name with another between quotation marks.
fn nicknamed(document: &Document<'_>, name: &NameSpan) -> Option<NameSpan> {
    if name.label != NameLabel::Person {
        return None;
    }
    let sentence = document.sentences.get(document.sentence_of(name.tokens.start))?.tokens;
    let mark = |t: u32| matches!(document.form(t), "“" | "”" | "\"" | "‘" | "’" | "'");
    let capital = |t: u32| t < sentence.end && document.form(t).starts_with(char::is_uppercase);
    // The recogniser may have stopped before the mark, or behind it.
    let inner = name.tokens.iter().find(|&t| mark(t));
    let open = inner.unwrap_or(name.tokens.end);
    let close = (open + 2..(open + 4).min(sentence.end)).find(|&t| mark(t))?;
    let nick = (open + 1..close).all(capital);
    let given = open > name.tokens.start && document.knowledge.name_word(document.form(open - 1)).given;
    (mark(open) && nick && given && capital(close + 1)).then(|| NameSpan {
        tokens: TokenRange::new(name.tokens.start, name.tokens.end.max(close + 2)),
        ..*name
    })
}

/// "Miners Federation of Chile": what a body is of belongs to its name, but where every country has one ("Ministry of
/// Defence of Chile").
fn of_place(document: &Document<'_>, name: &NameSpan, matches: &[NameMatch]) -> Option<NameSpan> {
    let tokens = name.tokens;
    if name.label != NameLabel::Organization || document.form(tokens.end) != "of" {
        return None;
    }
    let place = tokens.end + 1 + u32::from(document.form(tokens.end + 1) == "the");
    let place = overlapping(matches, TokenRange::new(place, place + 1)).iter().find(|m| {
        m.tokens.start == place
            && m.candidates.first().is_some_and(|c| {
                let kind = document.knowledge.entity(c.entity).kind;
                matches!(kind, EntityKind::Country | EntityKind::Place)
                    && !c.ambiguous
                    && matches!(c.form, AliasForm::Name | AliasForm::Acronym | AliasForm::Metonym)
            })
    })?;
    // "the Labour Party of Chile President Ana Rojas"
    let next = document.analysis.words.get(place.tokens.end as usize);
    let ends = next.is_none_or(|w| !matches!(w.upos, Upos::Propn | Upos::Part));
    (ends && is_body(document, tokens))
        .then(|| NameSpan { tokens: TokenRange::new(tokens.start, place.tokens.end), ..*name })
}

/// Whether the name ends with the word for a body, but not one that every country has one of.
fn is_body(document: &Document<'_>, tokens: TokenRange) -> bool {
    if !tokens.iter().all(|t| document.form(t).starts_with(char::is_uppercase) || document.form(t).len() < 4)
    {
        return false;
    }
    let words = document.words(tokens).to_lowercase();
    let words: Vec<&str> = words.split(' ').collect();
    let end =
        words.iter().skip(1).position(|w| matches!(*w, "of" | "for" | "on")).map_or(words.len(), |i| i + 1);
    let suffixes = (end.saturating_sub(3)..end).map(|from| words[from..end].join(" "));
    let mut heads: Vec<_> = Vec::new();
    for suffix in suffixes {
        heads.extend(document.lexicon.name_head(&suffix));
    }
    heads.iter().any(|h| h.kind == EntityKind::Organization && h.place == WordPlace::Head)
        && heads.iter().all(|h| !h.of_country)
}
