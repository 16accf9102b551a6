//! What the words right before a name tell of it: "the broadcaster Lumo", "the town of Karsk", "Senator Lumo Vale".

use crate::analysis::{NameLabel, Upos, Xpos};
use crate::document::Document;
use crate::knowledge::EntityKind;
use crate::lexicon::{NominalKind, TitleUse};
use crate::span::TokenRange;

/// Types of bodies whose common noun stands right before their name.
const NAMED: &[&str] =
    &["media", "news_agency", "company", "ngo", "think_tank", "party", "armed_group", "university"];

/// Types of places whose common noun and "of" stand before their name.
const SETTLED: &[&str] = &["city", "region", "state", "island"];

/// The kind that the common noun before a name tells.
pub(super) fn told(document: &Document<'_>, tokens: TokenRange) -> Option<EntityKind> {
    let mut at = tokens.start.checked_sub(1)?;
    if matches!(document.form(at), "“" | "\"" | "‘" | "'") {
        at = at.checked_sub(1)?;
    }
    let of = document.form(at) == "of";
    if of {
        at = at.checked_sub(1)?;
    }
    let noun = document.word(at);
    if noun.upos != Upos::Noun || noun.xpos != Xpos::Nn || document.form(at).starts_with(char::is_uppercase) {
        return None;
    }
    let (kind, types, found) = if of {
        (NominalKind::Place, SETTLED, EntityKind::Place)
    } else {
        (NominalKind::Organization, NAMED, EntityKind::Organization)
    };
    let tells = |form: &str| {
        document
            .lexicon
            .nominal(form)
            .iter()
            .any(|n| n.kind == kind && n.only.iter().any(|only| types.contains(&only.as_str())))
    };
    tells(&noun.lemma).then_some(found)
}

/// Whether a title stands right before the name, or before a comma where it is somebody's: "its leader, Lumo Vale".
pub(super) fn titled(document: &Document<'_>, tokens: TokenRange) -> bool {
    let at = document.titles.partition_point(|t| t.tokens.start < tokens.start);
    let Some(title) = document.titles[..at].last().filter(|t| !t.plural) else { return false };
    let Some(entry) = super::title_entry(document, title) else { return false };
    let owned = title
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|t| matches!(document.form(t), "its" | "their" | "whose" | "his" | "her"));
    let comma = title.tokens.end + 1 == tokens.start && document.form(title.tokens.end) == ",";
    title.tokens.end == tokens.start && !matches!(entry.usage, TitleUse::Affiliation | TitleUse::Either)
        || comma && owned
}

/// The label after the words before the name had their say; unknown names only.
pub(super) fn relabel(
    document: &Document<'_>,
    tokens: TokenRange,
    label: NameLabel,
    confidence: f32,
) -> NameLabel {
    let plain = |t: u32| {
        let form = document.form(t);
        form.starts_with(char::is_uppercase)
            && form.chars().any(char::is_lowercase)
            && document.lexicon.name_head(&form.to_lowercase()).is_empty()
    };
    let body = matches!(label, NameLabel::Organization | NameLabel::Place);
    if body
        && (2..=3).contains(&tokens.len())
        && confidence < 0.9
        && tokens.iter().all(plain)
        && titled(document, tokens)
    {
        return NameLabel::Person;
    }
    match told(document, tokens) {
        Some(EntityKind::Place) if label != NameLabel::Place && confidence < 0.95 => NameLabel::Place,
        Some(EntityKind::Organization)
            if matches!(label, NameLabel::Person | NameLabel::Place)
                && confidence < 0.95
                && !super::spans::personal(document, tokens)
                && !document
                    .analysis
                    .words
                    .get(tokens.end as usize)
                    .is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux)) =>
        {
            NameLabel::Organization
        }
        _ => label,
    }
}

/// Names that nothing else recognises, behind the common noun for what they name.
pub(super) fn unrecognised(document: &Document<'_>, taken: &[bool]) -> Vec<(TokenRange, EntityKind)> {
    let mut out = Vec::new();
    let n = document.tokens.len() as u32;
    let capital = |t: u32| {
        t < n
            && !taken[t as usize]
            && document.word(t).upos == Upos::Propn
            && document.form(t).starts_with(char::is_uppercase)
            && !is_date(document.form(t))
    };
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start + 2;
        while at < sentence.tokens.end {
            let end = (at..sentence.tokens.end.min(at + 5))
                .find(|&t| !capital(t))
                .unwrap_or(sentence.tokens.end.min(at + 5));
            let tokens = TokenRange::new(at, end);
            let title = || {
                let i = document.titles.partition_point(|t| t.tokens.end <= at);
                document.titles.get(i).is_some_and(|t| t.tokens.overlaps(tokens))
            };
            if at < end
                && let Some(kind) = told(document, tokens)
                    .filter(|_| !title() && !taken.get(end as usize).copied().unwrap_or(false))
            {
                out.push((tokens, kind));
            }
            at = end.max(at + 1);
        }
    }
    out
}

fn is_date(form: &str) -> bool {
    crate::time::calendar::weekday(form).is_some() || crate::time::calendar::month(form).is_some()
}
