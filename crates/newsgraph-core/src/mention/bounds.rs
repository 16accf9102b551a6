//! Where a recognised name begins and ends.

use crate::analysis::{NameLabel, NameSpan, Upos, Xpos};
use crate::document::Document;
use crate::knowledge::{AliasForm, EntityKind, NameMatch};
use crate::lexicon::NominalKind;
use crate::span::TokenRange;

/// The recognised name without what is none of it: possessive marks and numbers behind it; before a person titles,
/// countries, days.
pub(super) fn trim(document: &Document<'_>, name: &NameSpan, matches: &[NameMatch]) -> Option<TokenRange> {
    let mut tokens = name.tokens;
    let behind = |t: u32| {
        let form = document.form(t);
        match name.label {
            NameLabel::Organization => matches!(form, "'s" | "’s" | "'" | "’" | "," | "." | ":" | "-"),
            // "spoke to Sergei Lavrov Monday", "Massoud-who": the day and the clause are none of the name.
            NameLabel::Person if DAYS.contains(&form) || matches!(form, "who" | "and" | "which" | "but") => {
                true
            }
            // "Charles V"
            _ if document.word(t).upos == Upos::Num => !is_roman(form),
            _ => matches!(form, "'s" | "’s" | "'" | "’" | "," | "." | ":" | "-"),
        }
    };
    while !tokens.is_empty() && behind(tokens.end - 1) {
        tokens.end -= 1;
    }
    if let Some(end) = run_on(document, tokens, matches).or_else(|| dash(document, tokens, name.label)) {
        tokens.end = end;
    }
    // An article belongs to a name only where the knowledge base has it ("The Hague").
    let is_known = |t: TokenRange| is_known(matches, t);
    let rest = TokenRange::new(tokens.start + 1, tokens.end);
    if matches!(document.form(tokens.start), "The" | "the") && !is_known(tokens) && is_known(rest) {
        tokens = rest;
    }
    // "Dubai UTC", "Reuters news agency": what stands behind a known name and is none itself.
    let known = overlapping(matches, tokens).iter().find(|m| {
        m.tokens.start == tokens.start
            && m.tokens.end < tokens.end
            && m.candidates.iter().any(|c| !c.ambiguous)
    });
    if let Some(m) = known {
        let common = |t: u32| {
            document.form(t).starts_with(char::is_lowercase)
                || matches!(document.form(t), "UTC" | "GMT" | "CET" | "EST")
        };
        if (m.tokens.end..tokens.end).all(common) {
            tokens.end = m.tokens.end;
        }
    }
    // "ANP/Associated Press": one of the two, the known one where there is one.
    if let Some(slash) =
        tokens.iter().find(|&t| document.form(t) == "/" && t > tokens.start && t + 1 < tokens.end)
    {
        let behind = TokenRange::new(slash + 1, tokens.end);
        let known = overlapping(matches, behind).iter().any(|m| m.tokens == behind && sure(m));
        tokens = if known { behind } else { TokenRange::new(tokens.start, slash) };
    }
    while !tokens.is_empty() && matches!(document.form(tokens.start), ":" | "," | "-" | "–" | "—" | "(") {
        tokens.start += 1;
    }
    if name.label == NameLabel::Organization
        && !is_known(tokens)
        && let Some(end) = before_title(document, tokens)
    {
        tokens.end = end;
    }
    if name.label == NameLabel::Person {
        while tokens.len() > 1 {
            let Some(next) = before_person(document, tokens, matches) else { break };
            tokens.start = next;
        }
        let sentence = document.sentences[document.sentence_of(tokens.start)].tokens.start;
        while tokens.start > sentence && PARTICLES.contains(&document.form(tokens.start - 1)) {
            tokens.start -= 1;
        }
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// Where a known name ends that a heading, a day or the next sentence was taken into: "Chile However", "Wales Tuesday",
/// "Ohio Democrat", "ESA Satellites".
fn run_on(document: &Document<'_>, tokens: TokenRange, matches: &[NameMatch]) -> Option<u32> {
    let last = tokens.end.checked_sub(1).filter(|_| tokens.len() > 1 && !is_known(matches, tokens))?;
    let front = TokenRange::new(tokens.start, last);
    let known = overlapping(matches, front).iter().find(|m| m.tokens == front && sure(m))?;
    let acronym = known.candidates.iter().all(|c| c.form == AliasForm::Acronym);
    let word = document.word(last);
    let lower = document.form(last).to_lowercase();
    let other = matches!(word.upos, Upos::Adv | Upos::Sconj | Upos::Verb | Upos::Aux | Upos::Pron)
        || DAYS.contains(&document.form(last))
        || document.lexicon.nominal(&lower).iter().any(|n| n.kind == NominalKind::Person)
        || acronym
            && matches!(word.xpos, Xpos::Nns | Xpos::Nnps)
            && document.lexicon.name_head(&lower).is_empty();
    other.then_some(last)
}

/// Where a person's name ends before a dash with a space in front: "Ana Lund - transcript".
fn dash(document: &Document<'_>, tokens: TokenRange, label: NameLabel) -> Option<u32> {
    let apart = |t: u32| {
        document.span(TokenRange::new(t - 1, t)).end < document.span(TokenRange::new(t, t + 1)).start
    };
    tokens
        .iter()
        .skip(1)
        .find(|&t| label == NameLabel::Person && matches!(document.form(t), "-" | "–" | "—") && apart(t))
}

/// Whether the word is a Roman numeral as monarchs and popes bear them.
pub(super) fn is_roman(form: &str) -> bool {
    form.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Where the title begins that a supposed name of a body ends with: "EU Trade Envoy", but not "Office of the Prime Minister".
fn before_title(document: &Document<'_>, tokens: TokenRange) -> Option<u32> {
    let at = document.titles.partition_point(|t| t.tokens.end < tokens.end);
    let title = document.titles.get(at).filter(|t| t.entry.is_some() && t.tokens.end == tokens.end)?;
    let joined = |t: u32| matches!(document.form(t), "of" | "for" | "the" | "and" | "&");
    (title.tokens.start > tokens.start && !joined(title.tokens.start - 1)).then_some(title.tokens.start)
}

/// One past the words at the beginning of a supposed name that name no person, where some are.
fn before_person(document: &Document<'_>, tokens: TokenRange, matches: &[NameMatch]) -> Option<u32> {
    let first = tokens.start;
    let at = document.titles.partition_point(|t| t.tokens.start < first);
    if let Some(title) =
        document.titles.get(at).filter(|t| t.tokens.start == first && t.tokens.end < tokens.end)
    {
        return Some(title.tokens.end);
    }
    let form = document.form(first);
    if DAYS.contains(&form) || document.word(first).upos == Upos::Det {
        return Some(first + 1);
    }
    let m = matches
        .iter()
        .skip(matches.partition_point(|m| m.tokens.start < first))
        .find(|m| m.tokens.start == first)?;
    let country = m.tokens.end < tokens.end
        && m.candidates
            .iter()
            .all(|c| !c.ambiguous && document.knowledge.entity(c.entity).kind == EntityKind::Country);
    country.then_some(m.tokens.end)
}

/// Particles of family names.
const PARTICLES: &[&str] =
    &["von", "van", "der", "zu", "ter", "bin", "ibn", "bint", "ould", "ag", "dos", "della"];

/// Words that stand before or behind a name of a person, and are never part of one.
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Known names that share a token with `tokens`; known names are at most 16 tokens long.
pub(super) fn overlapping(matches: &[NameMatch], tokens: TokenRange) -> &[NameMatch] {
    let from = matches.partition_point(|m| m.tokens.start + 16 <= tokens.start);
    let to = matches.partition_point(|m| m.tokens.start < tokens.end);
    &matches[from.min(to)..to]
}

/// A name that means one thing wherever it stands.
pub(super) fn sure(m: &NameMatch) -> bool {
    m.candidates.iter().any(|c| !c.ambiguous && matches!(c.form, AliasForm::Name | AliasForm::Acronym))
}

/// Whether the knowledge base has a name of exactly these words.
pub(super) fn is_known(matches: &[NameMatch], tokens: TokenRange) -> bool {
    overlapping(matches, tokens).iter().any(|m| m.tokens == tokens)
}
