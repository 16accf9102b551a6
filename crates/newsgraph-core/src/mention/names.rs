//! Names: what the recogniser found and what the knowledge base knows, made one.

use super::bounds::{is_roman, overlapping, sure, trim};
use super::kind::{draft, located};
use super::{Draft, Reading, cues, spans};
use crate::analysis::{NameLabel, NameSpan, Upos};
use crate::document::Document;
use crate::graph::MentionForm;
use crate::knowledge::{AliasForm, Candidate, EntityKind, NameMatch, PostClass};
use crate::lexicon::{TitleUse, WordPlace};
use crate::span::TokenRange;
use crate::text::{distance_within, normalize_name};
use std::collections::BTreeSet;

/// Names in text order, not overlapping.
pub(super) fn find_names(document: &Document<'_>, matches: &[NameMatch]) -> Vec<Draft> {
    let mut taken = vec![false; document.tokens.len()];
    let mut drafts = Vec::new();
    for name in &spans::names(document, matches) {
        let Some(tokens) = trim(document, name, matches) else { continue };
        let known = overlapping(matches, tokens);
        // A longer name that the knowledge base knows for sure takes the recogniser's in.
        let wider = known.iter().find(|m| {
            m.tokens.contains(tokens)
                && m.tokens.len() > tokens.len().max(1)
                && sure(m)
                && !m.tokens.iter().any(|t| taken[t as usize])
                && !crosses(document, m.tokens)
        });
        let tokens = wider.map_or(tokens, |m| m.tokens);
        if tokens.iter().any(|t| taken[t as usize]) {
            continue;
        }
        // "China-Russia ties": two countries, no name of its own.
        if name.label == NameLabel::Organization && compound(document, tokens, matches) {
            continue;
        }
        // "the Tánaiste": a title, whatever the recogniser takes it for.
        let at = document.titles.partition_point(|t| t.tokens.end <= tokens.start);
        let title = document.titles.get(at).is_some_and(|t| t.entry.is_some() && t.tokens.contains(tokens));
        if title
            && matches!(name.label, NameLabel::Person | NameLabel::Organization | NameLabel::Place)
            && known.iter().flat_map(|m| &m.candidates).all(|c| c.ambiguous)
        {
            continue;
        }
        let plain = without_nickname(document, tokens);
        let candidates = known.iter().find(|m| m.tokens == tokens).map_or(&plain[..], |m| &m.candidates);
        if candidates.is_empty() && (is_thing(document, tokens, name) || is_label(document, tokens, name)) {
            continue;
        }
        let confidence = if wider.is_some() { name.confidence.max(0.8) } else { name.confidence };
        let label = match name.label {
            _ if wider.is_some() && tokens != name.tokens => None,
            NameLabel::Organization if tokens.end < name.tokens.end && !candidates.is_empty() => None,
            NameLabel::Organization if candidates.is_empty() && personal(document, tokens, confidence) => {
                Some(NameLabel::Person)
            }
            label if candidates.is_empty() => {
                let label = by_head(document, tokens, label, confidence);
                Some(cues::relabel(document, tokens, label, confidence))
            }
            label => Some(label),
        };
        let proper = without_noun(document, tokens, candidates);
        drafts.push(draft(document, proper, label, confidence, candidates));
        tokens.iter().for_each(|t| taken[t as usize] = true);
    }
    for m in matches {
        if m.tokens.iter().any(|t| taken[t as usize]) || !acceptable(document, m) {
            continue;
        }
        let confidence = if m.tokens.len() > 1 { 0.8 } else { 0.6 };
        let proper = without_noun(document, m.tokens, &m.candidates);
        drafts.push(draft(document, proper, None, confidence, &m.candidates));
        m.tokens.iter().for_each(|t| taken[t as usize] = true);
    }
    for tokens in workplaces(document, &taken) {
        drafts.push(draft(document, tokens, Some(NameLabel::Organization), 0.6, &[]));
        tokens.iter().for_each(|t| taken[t as usize] = true);
    }
    for (tokens, kind) in cues::unrecognised(document, &taken) {
        let known = overlapping(matches, tokens).iter().find(|m| m.tokens == tokens);
        let label = if kind == EntityKind::Place { NameLabel::Place } else { NameLabel::Organization };
        drafts.push(draft(document, tokens, Some(label), 0.7, known.map_or(&[][..], |m| &m.candidates)));
    }
    family_names(document, &mut drafts);
    drafts
}

/// Bodies that nothing else recognises, behind a post outside government: "a journalist at 24 News Reel".
fn workplaces(document: &Document<'_>, taken: &[bool]) -> Vec<TokenRange> {
    let n = document.tokens.len() as u32;
    let capital = |t: u32| t < n && document.form(t).starts_with(char::is_uppercase);
    let posts = document.titles.iter().filter(|t| {
        let entry = t.entry.and_then(|e| document.lexicon.titles().get(e as usize));
        entry.is_some_and(|e| e.usage == TitleUse::Affiliation)
    });
    posts
        .filter_map(|title| {
            let at = title.tokens.end;
            let mut start = at + 1;
            start += u32::from(document.form(start) == "the");
            let number = document.form(start).bytes().all(|b| b.is_ascii_digit()) && capital(start + 1);
            if !matches!(document.form(at), "at" | "with" | "for") || !(number || capital(start)) {
                return None;
            }
            let sentence = document.sentences.get(document.sentence_of(at))?.tokens;
            let end = (start + 1..sentence.end).find(|&t| !capital(t)).unwrap_or(sentence.end);
            let free = (start..end).all(|t| !taken[t as usize]);
            (free && start < end).then_some(TokenRange::new(start, end))
        })
        .collect()
}

/// The name without the common noun behind it that the knowledge base has as a part of another spelling: "Reuters news
/// agency". "Labour party" stays.
fn without_noun(document: &Document<'_>, tokens: TokenRange, candidates: &[Candidate]) -> TokenRange {
    let mut end = tokens.end;
    while end > tokens.start + 1 && document.form(end - 1).starts_with(char::is_lowercase) {
        end -= 1;
    }
    let proper = TokenRange::new(tokens.start, end);
    if end == tokens.end || document.form(tokens.end - 1) == "party" {
        return tokens;
    }
    let known = document.knowledge.lookup(document.words(proper));
    let same = known.iter().any(|k| candidates.iter().any(|c| c.entity == k.entity));
    if same { proper } else { tokens }
}

/// What the knowledge base knows under a name without what stands between quotation marks in it: "Jorge “Coco” Salas".
fn without_nickname(document: &Document<'_>, tokens: TokenRange) -> Vec<Candidate> {
    let mark = |t: &u32| matches!(document.form(*t), "“" | "\"" | "‘" | "'");
    match tokens.iter().skip(1).find(mark) {
        Some(open) => {
            let given = document.words(TokenRange::new(tokens.start, open));
            document.knowledge.lookup(&format!("{given} {}", document.form(tokens.end - 1)))
        }
        None => Vec::new(),
    }
}

/// Whether a supposed place is the label in front of a line: "EXPLAINER: ...".
fn is_label(document: &Document<'_>, tokens: TokenRange, name: &NameSpan) -> bool {
    name.label == NameLabel::Place
        && tokens.len() == 1
        && starts_sentence(document, tokens.start)
        && document.form(tokens.end) == ":"
        && !document.form(tokens.start).chars().any(char::is_lowercase)
}

/// Whether the words are two with a hyphen between, of which the last is a country or demonym.
fn compound(document: &Document<'_>, tokens: TokenRange, matches: &[NameMatch]) -> bool {
    tokens.len() == 3
        && matches!(document.form(tokens.start + 1), "-" | "–")
        && overlapping(matches, tokens).iter().any(|m| {
            m.tokens == TokenRange::new(tokens.start + 2, tokens.end)
                && m.candidates
                    .iter()
                    .any(|c| document.knowledge.entity(c.entity).kind == EntityKind::Country)
        })
}

/// The head of a name of several words: the last, or the one before "of", "for", "on". Lower case.
fn head_word(document: &Document<'_>, tokens: TokenRange) -> String {
    let of = tokens.iter().skip(1).find(|&t| matches!(document.form(t), "of" | "for" | "on"));
    document.form(of.map_or(tokens.end - 1, |t| t - 1)).to_lowercase()
}

/// Whether an unknown name is one of a treaty, a prize, a war ("World War II") or a time zone, or a title taken for a body
/// ("US Trade Representative").
fn is_thing(document: &Document<'_>, tokens: TokenRange, name: &NameSpan) -> bool {
    let label = name.label;
    let body = matches!(label, NameLabel::Organization | NameLabel::Place);
    let numeral = |t: u32| is_roman(document.form(t)) || document.word(t).upos == Upos::Num;
    let end = (tokens.start + 1..tokens.end).rev().find(|&t| !numeral(t)).map_or(tokens.end, |t| t + 1);
    let head = head_word(document, TokenRange::new(tokens.start, end));
    let lexicon = document.lexicon;
    let abbreviation = !document.form(end - 1).chars().any(char::is_lowercase);
    let thing = !lexicon.thing_word(&head).is_empty() && (tokens.len() == 1 || !abbreviation);
    if party_and_state(document, tokens) {
        return true;
    }
    if tokens.len() == 1 {
        let form = document.form(tokens.start);
        let capitals = !form.trim_end_matches('s').chars().any(char::is_lowercase);
        let month = crate::time::calendar::month(form).is_some()
            && document.analysis.words.get(tokens.end as usize).is_some_and(|w| w.upos == Upos::Num);
        // "Amid protests": a small word that begins a sentence or a clause.
        let small = matches!(
            document.word(tokens.start).upos,
            Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Adj | Upos::Verb
        );
        let clause = tokens.start.checked_sub(1).is_some_and(|t| document.form(t) == ";");
        let begins = label == NameLabel::Organization
            && !capitals
            && small
            && (clause || starts_sentence(document, tokens.start))
            && name.confidence < 0.9;
        return thing && body && capitals || month || begins;
    }
    thing || body && lexicon.title(&head).iter().any(|t| t.usage == TitleUse::Office)
}

/// "(R-Tex.)": party and state of an American lawmaker.
fn party_and_state(document: &Document<'_>, tokens: TokenRange) -> bool {
    let words = document.words(tokens);
    let state = words.strip_prefix(['R', 'D', 'I']).and_then(|rest| rest.strip_prefix(['-', '–']));
    let apart = tokens.start.checked_sub(1).is_some_and(|t| matches!(document.form(t), "(" | ","));
    apart && state.is_some_and(|s| s.starts_with(char::is_uppercase))
}

/// The label that the head word of an unknown name of several words tells: "Norland Chronicle", "Lake Kivu".
fn by_head(document: &Document<'_>, tokens: TokenRange, label: NameLabel, confidence: f32) -> NameLabel {
    if tokens.len() < 2 || confidence > 0.97 {
        return label;
    }
    let kind = document
        .lexicon
        .name_head(&head_word(document, tokens))
        .iter()
        .find(|h| h.place == WordPlace::Head)
        .map(|h| h.kind);
    match kind {
        Some(EntityKind::Organization) if label == NameLabel::Person || label == NameLabel::Place => {
            NameLabel::Organization
        }
        Some(EntityKind::Place) if label == NameLabel::Person => NameLabel::Place,
        _ => label,
    }
}

/// Whether a supposed organisation has the name of a person: given name, family name, no word of an organisation.
fn personal(document: &Document<'_>, tokens: TokenRange, confidence: f32) -> bool {
    if !(2..=3).contains(&tokens.len()) || confidence > 0.95 {
        return false;
    }
    let word = |t: u32| document.knowledge.name_word(document.form(t));
    let plain = tokens.iter().all(|t| {
        let form = document.form(t);
        form.starts_with(char::is_uppercase)
            && form.chars().any(char::is_lowercase)
            && document.lexicon.name_head(&form.to_lowercase()).is_empty()
    });
    let (first, last) = (word(tokens.start), word(tokens.end - 1));
    plain && first.given && first.gender.is_some() && (last.surname || confidence < 0.6)
}

/// What names a person of the article in full, by family name or by given name names that person, whatever the
/// recogniser says of it; a slip of one letter in a long unknown family name counts too.
fn family_names(document: &Document<'_>, drafts: &mut [Draft]) {
    let mut parts: BTreeSet<String> = BTreeSet::new();
    let mut unknown: Vec<String> = Vec::new();
    for draft in drafts.iter() {
        let Reading::Name { kind: EntityKind::Person, candidates } = &draft.reading else { continue };
        if draft.tokens.len() < 2 {
            continue;
        }
        let full = normalize_name(document.words(draft.tokens));
        let last = normalize_name(document.form(draft.tokens.end - 1));
        if candidates.is_empty() && last.len() >= 5 && unknown.len() < 200 {
            unknown.push(last.clone());
        }
        // "Ana Holm-Larsen": "HOLM-LARSEN".
        parts.extend(full.split_once(' ').map(|(_, rest)| rest.to_owned()));
        parts.insert(full);
        parts.insert(last);
        let first = document.form(draft.tokens.start);
        if candidates.is_empty() && first.len() >= 4 && document.knowledge.lookup(first).is_empty() {
            parts.insert(normalize_name(first));
        }
    }
    for draft in drafts.iter_mut() {
        let Reading::Name { kind, candidates } = &mut draft.reading else { continue };
        if draft.form != MentionForm::Name || *kind == EntityKind::Person || !candidates.is_empty() {
            continue;
        }
        let words = normalize_name(document.words(draft.tokens));
        let slip = || {
            draft.tokens.len() == 1
                && words.len() >= 5
                && unknown
                    .iter()
                    .any(|f| f.as_bytes()[0] == words.as_bytes()[0] && distance_within(f, &words, 1))
        };
        if parts.contains(&words) || slip() {
            *kind = EntityKind::Person;
        }
    }
}

/// Whether a recognised name with a firm label stands partly inside and partly outside.
fn crosses(document: &Document<'_>, tokens: TokenRange) -> bool {
    let names = &document.analysis.names;
    let from = names.partition_point(|n| n.tokens.end <= tokens.start);
    names[from..]
        .iter()
        .take_while(|n| n.tokens.start < tokens.end)
        .any(|n| n.label != NameLabel::Title && !tokens.contains(n.tokens))
}

/// Whether a known name that the recogniser passed over counts as a name here.
fn acceptable(document: &Document<'_>, m: &NameMatch) -> bool {
    let Some(best) = m.candidates.first() else { return false };
    let kind = document.knowledge.entity(best.entity).kind;
    // "the city of Split"
    if m.candidates.iter().any(|c| c.ambiguous) {
        return kind == EntityKind::Place && cues::told(document, m.tokens) == Some(kind)
            || is_party_before_post(document, m);
    }
    let first = m.tokens.start;
    let upos = document.word(first).upos;
    let named = matches!(upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Det);
    match best.form {
        AliasForm::Demonym | AliasForm::DemonymNoun => named,
        AliasForm::Surname => false,
        AliasForm::Metonym => m.tokens.len() > 1 || upos == Upos::Propn || located(document, m.tokens),
        AliasForm::Acronym => named && document.form(first).chars().filter(|c| c.is_uppercase()).count() > 1,
        AliasForm::Name if m.tokens.len() > 1 => kind != EntityKind::Person || upos == Upos::Propn,
        AliasForm::Name => match kind {
            EntityKind::Country => named,
            EntityKind::Person => false,
            EntityKind::Organization => named && upos != Upos::Adj,
            EntityKind::Place => upos == Upos::Propn && !starts_sentence(document, first),
        },
    }
}

/// "Labour leader", "Conservative MP": the short name of a party right before a post.
fn is_party_before_post(document: &Document<'_>, m: &NameMatch) -> bool {
    let at = document.titles.partition_point(|t| t.tokens.start < m.tokens.end);
    let post = document.titles.get(at).filter(|t| t.tokens.start == m.tokens.end);
    let member = post.and_then(|t| super::title_entry(document, t)).is_some_and(|e| match e.usage {
        TitleUse::Office | TitleUse::Either => true,
        TitleUse::Affiliation => e.class == Some(PostClass::Member),
        TitleUse::Rank | TitleUse::Honorific => false,
    });
    let party = |c: &Candidate| document.knowledge.entity(c.entity).subtype == Some("party");
    member && document.form(m.tokens.start).starts_with(char::is_uppercase) && m.candidates.iter().any(party)
}

fn starts_sentence(document: &Document<'_>, token: u32) -> bool {
    document.sentences[document.sentence_of(token)].tokens.start == token
}
