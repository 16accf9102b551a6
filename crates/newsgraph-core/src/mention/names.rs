//! Names: what the recogniser found and what the knowledge base knows, made one.

use super::{Draft, Reading, head_of};
use crate::analysis::{Deprel, NameLabel, NameSpan, Upos};
use crate::document::Document;
use crate::graph::MentionForm;
use crate::knowledge::{AliasForm, Candidate, EntityKind, NameMatch};
use crate::lexicon::{TitleUse, WordPlace};
use crate::span::TokenRange;
use crate::text::{distance_within, normalize_name};
use std::collections::BTreeSet;

/// Below this the recogniser's label gives way to a knowledge base that knows the name as one kind of thing only.
const FIRM: f32 = 0.8;

/// Names in text order, not overlapping.
pub(super) fn find_names(document: &Document<'_>, matches: &[NameMatch]) -> Vec<Draft> {
    let mut taken = vec![false; document.tokens.len()];
    let mut drafts = Vec::new();
    for name in document.analysis.names.iter().filter(|n| n.label != NameLabel::Title) {
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
        let candidates = known.iter().find(|m| m.tokens == tokens).map_or(&[][..], |m| &m.candidates);
        if candidates.is_empty() && is_thing(document, tokens, name.label) {
            continue;
        }
        let confidence = if wider.is_some() { name.confidence.max(0.8) } else { name.confidence };
        let label = match name.label {
            _ if wider.is_some() && tokens != name.tokens => None,
            NameLabel::Organization if tokens.end < name.tokens.end && !candidates.is_empty() => None,
            NameLabel::Organization if candidates.is_empty() && personal(document, tokens, confidence) => {
                Some(NameLabel::Person)
            }
            label if candidates.is_empty() => Some(by_head(document, tokens, label, confidence)),
            label => Some(label),
        };
        drafts.push(draft(document, tokens, label, confidence, candidates));
        tokens.iter().for_each(|t| taken[t as usize] = true);
    }
    for m in matches {
        if m.tokens.iter().any(|t| taken[t as usize]) || !acceptable(document, m) {
            continue;
        }
        let confidence = if m.tokens.len() > 1 { 0.8 } else { 0.6 };
        drafts.push(draft(document, m.tokens, None, confidence, &m.candidates));
        m.tokens.iter().for_each(|t| taken[t as usize] = true);
    }
    for tokens in workplaces(document, &taken) {
        drafts.push(draft(document, tokens, Some(NameLabel::Organization), 0.6, &[]));
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
fn is_thing(document: &Document<'_>, tokens: TokenRange, label: NameLabel) -> bool {
    let body = matches!(label, NameLabel::Organization | NameLabel::Place);
    let numeral = |t: u32| is_roman(document.form(t)) || document.word(t).upos == Upos::Num;
    let end = (tokens.start + 1..tokens.end).rev().find(|&t| !numeral(t)).map_or(tokens.end, |t| t + 1);
    let head = head_word(document, TokenRange::new(tokens.start, end));
    let lexicon = document.lexicon;
    let thing = !lexicon.thing_word(&head).is_empty();
    if tokens.len() == 1 {
        return thing && body && !document.form(tokens.start).chars().any(char::is_lowercase);
    }
    thing || body && lexicon.title(&head).iter().any(|t| t.usage == TitleUse::Office)
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

/// A single word that is the family name of a person of the article names that person, whatever the recogniser says of
/// it; a slip of one letter in a long unknown name counts too.
fn family_names(document: &Document<'_>, drafts: &mut [Draft]) {
    let mut families: BTreeSet<String> = BTreeSet::new();
    let mut unknown: Vec<String> = Vec::new();
    for draft in drafts.iter() {
        let Reading::Name { kind: EntityKind::Person, candidates } = &draft.reading else { continue };
        if draft.tokens.len() < 2 {
            continue;
        }
        let last = normalize_name(document.form(draft.tokens.end - 1));
        if candidates.is_empty() && last.len() >= 5 && unknown.len() < 200 {
            unknown.push(last.clone());
        }
        families.insert(last);
    }
    for draft in drafts.iter_mut() {
        let single = draft.tokens.len() == 1 && draft.form == MentionForm::Name;
        let Reading::Name { kind, candidates } = &mut draft.reading else { continue };
        if !single || *kind == EntityKind::Person || !candidates.is_empty() {
            continue;
        }
        let word = normalize_name(document.form(draft.tokens.start));
        let slip = || {
            word.len() >= 5
                && unknown
                    .iter()
                    .any(|f| f.as_bytes()[0] == word.as_bytes()[0] && distance_within(f, &word, 1))
        };
        if families.contains(&word) || slip() {
            *kind = EntityKind::Person;
        }
    }
}

/// The recognised name without what is none of it: possessive marks and numbers behind it; before a person titles,
/// countries, days.
fn trim(document: &Document<'_>, name: &NameSpan, matches: &[NameMatch]) -> Option<TokenRange> {
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
    // An article belongs to a name only where the knowledge base has it ("The Hague").
    let is_known = |t: TokenRange| overlapping(matches, t).iter().any(|m| m.tokens == t);
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

/// Whether the word is a Roman numeral as monarchs and popes bear them.
fn is_roman(form: &str) -> bool {
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
fn overlapping(matches: &[NameMatch], tokens: TokenRange) -> &[NameMatch] {
    let from = matches.partition_point(|m| m.tokens.start + 16 <= tokens.start);
    let to = matches.partition_point(|m| m.tokens.start < tokens.end);
    &matches[from.min(to)..to]
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

/// A name that means one thing wherever it stands.
fn sure(m: &NameMatch) -> bool {
    m.candidates.iter().any(|c| !c.ambiguous && matches!(c.form, AliasForm::Name | AliasForm::Acronym))
}

/// Whether a known name that the recogniser passed over counts as a name here.
fn acceptable(document: &Document<'_>, m: &NameMatch) -> bool {
    let Some(best) = m.candidates.first() else { return false };
    if m.candidates.iter().any(|c| c.ambiguous) {
        return false;
    }
    let kind = document.knowledge.entity(best.entity).kind;
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

fn starts_sentence(document: &Document<'_>, token: u32) -> bool {
    document.sentences[document.sentence_of(token)].tokens.start == token
}

/// Decides kind and form of a name from the recogniser's label and the knowledge base's readings.
fn draft(
    document: &Document<'_>,
    tokens: TokenRange,
    label: Option<NameLabel>,
    confidence: f32,
    candidates: &[Candidate],
) -> Draft {
    let kind_of = |c: &Candidate| document.knowledge.entity(c.entity).kind;
    let label = match label {
        Some(NameLabel::Metonym) if located(document, tokens) => Some(NameLabel::Place),
        other => other,
    };
    let (kind, form) = match decide(label, confidence, candidates, &kind_of) {
        // "arrived at the Kremlin": the building, not those in it.
        (EntityKind::Organization, MentionForm::Name) if is_seat(candidates) && located(document, tokens) => {
            (EntityKind::Place, MentionForm::Name)
        }
        (EntityKind::Country, MentionForm::Metonym)
            if located(document, tokens) && !candidates.iter().any(|c| kind_of(c) == EntityKind::Place) =>
        {
            (EntityKind::Place, MentionForm::Name)
        }
        other => other,
    };
    let mut readings: Vec<Candidate> = candidates
        .iter()
        .filter(|c| {
            kind_of(c) == kind
                && match form {
                    MentionForm::Demonym => matches!(c.form, AliasForm::Demonym | AliasForm::DemonymNoun),
                    MentionForm::Metonym => c.form == AliasForm::Metonym,
                    _ => !matches!(c.form, AliasForm::Demonym | AliasForm::DemonymNoun | AliasForm::Metonym),
                }
        })
        .copied()
        .collect();
    if form == MentionForm::Metonym && readings.is_empty() {
        // A capital without a metonym of its own: its country.
        readings.extend(candidates.iter().find_map(|c| {
            let country = document.knowledge.entity(c.entity).country?;
            Some(Candidate { entity: country, form: AliasForm::Metonym, ambiguous: c.ambiguous })
        }));
    }
    let confidence = if readings.is_empty() { confidence } else { confidence.max(0.5) };
    Draft {
        tokens,
        head: head_of(document, tokens),
        form,
        reading: Reading::Name { kind, candidates: readings },
        confidence,
    }
}

/// Whether a preposition makes the name a place: "in Moscow", "a visit to Beijing".
fn located(document: &Document<'_>, tokens: TokenRange) -> bool {
    let Some(mut before) = tokens.start.checked_sub(1) else { return false };
    // "to Riyadh and Doha": as the first of the list.
    let word = document.word(head_of(document, tokens));
    if let (Deprel::Conj, Some(first)) = (word.deprel, word.head)
        && first < tokens.start
        && document.word(first).upos == Upos::Propn
        && matches!(document.form(before), "," | "and" | "or")
    {
        let mut start = first;
        while start > 0 && document.word(start - 1).upos == Upos::Propn {
            start -= 1;
        }
        return located(document, TokenRange::new(start, first + 1));
    }
    if before > 0 && matches!(document.form(before), "the" | "The") {
        before -= 1;
    }
    match document.form(before) {
        "in" | "In" | "near" | "outside" | "into" | "around" | "across" | "at" => true,
        preposition @ ("to" | "from" | "for") => {
            let leads = |slot: &smol_str::SmolStr| {
                slot.rsplit_once(':').is_some_and(|(_, p)| p.split(['|', ' ']).any(|p| p == preposition))
            };
            let travels =
                |t: u32| document.lexicon.visit(document.lemma(t)).iter().any(|f| f.place.iter().any(leads));
            // "from Oslo to Kyiv" may hang on Oslo.
            let governor = document.word(head_of(document, tokens)).head;
            let above = governor.filter(|&g| document.word(g).upos == Upos::Propn);
            governor.is_some_and(travels) || above.and_then(|g| document.word(g).head).is_some_and(travels)
        }
        _ => {
            document.word(tokens.start).deprel == Deprel::Obj
                && document.word(tokens.start).head.is_some_and(|verb| {
                    document
                        .lexicon
                        .visit(document.lemma(verb))
                        .iter()
                        .any(|v| v.place.iter().any(|p| p == "obj"))
                })
        }
    }
}

/// Whether the name is one of a seat of government.
fn is_seat(candidates: &[Candidate]) -> bool {
    candidates.iter().any(|c| c.form == AliasForm::Metonym)
}

fn decide(
    label: Option<NameLabel>,
    confidence: f32,
    candidates: &[Candidate],
    kind_of: &dyn Fn(&Candidate) -> EntityKind,
) -> (EntityKind, MentionForm) {
    let form_of = |c: &Candidate| match c.form {
        AliasForm::Demonym | AliasForm::DemonymNoun => MentionForm::Demonym,
        AliasForm::Metonym => MentionForm::Metonym,
        _ => MentionForm::Name,
    };
    let known =
        |kind: EntityKind| candidates.iter().any(|c| kind_of(c) == kind && form_of(c) == MentionForm::Name);
    let first = candidates.first().map(|c| (kind_of(c), form_of(c)));
    // A seat with a name of its own ("the Kremlin") is a body; only a capital stands for its country.
    if is_seat(candidates) && known(EntityKind::Organization) && !matches!(label, Some(NameLabel::Person)) {
        return (EntityKind::Organization, MentionForm::Name);
    }
    let Some(label) = label else { return first.unwrap_or((EntityKind::Organization, MentionForm::Name)) };
    let one_kind = first.filter(|f| {
        candidates
            .iter()
            .all(|c| !c.ambiguous && (kind_of(c), form_of(c)) == *f && c.form != AliasForm::Surname)
    });
    match label {
        NameLabel::Demonym => match first {
            Some((EntityKind::Place, MentionForm::Demonym)) => (EntityKind::Place, MentionForm::Demonym),
            _ => (EntityKind::Country, MentionForm::Demonym),
        },
        NameLabel::Metonym => match one_kind {
            Some((EntityKind::Organization, form)) => (EntityKind::Organization, form),
            Some((EntityKind::Country, MentionForm::Name)) => (EntityKind::Country, MentionForm::Name),
            _ if candidates.is_empty() => (EntityKind::Organization, MentionForm::Name),
            _ => (EntityKind::Country, MentionForm::Metonym),
        },
        NameLabel::Country | NameLabel::Place => {
            let country = known(EntityKind::Country);
            let place = known(EntityKind::Place);
            match (country, place) {
                (true, true) if label == NameLabel::Place => (EntityKind::Place, MentionForm::Name),
                (true, _) => (EntityKind::Country, MentionForm::Name),
                (false, true) => (EntityKind::Place, MentionForm::Name),
                (false, false) => match one_kind.or(first.filter(|f| f.1 == MentionForm::Demonym)) {
                    Some((EntityKind::Place, MentionForm::Demonym)) => {
                        (EntityKind::Place, MentionForm::Demonym)
                    }
                    Some((EntityKind::Organization, form)) if confidence < FIRM => {
                        (EntityKind::Organization, form)
                    }
                    Some((EntityKind::Country, form)) => (EntityKind::Country, form),
                    _ => (EntityKind::Place, MentionForm::Name),
                },
            }
        }
        // "DRC" is a country before it is a council.
        NameLabel::Organization if known(EntityKind::Country) && known(EntityKind::Organization) => {
            (EntityKind::Country, MentionForm::Name)
        }
        NameLabel::Organization => match one_kind {
            Some((EntityKind::Country, form)) if confidence < FIRM => (EntityKind::Country, form),
            Some((EntityKind::Place, form)) if confidence < 0.5 => (EntityKind::Place, form),
            _ => (EntityKind::Organization, MentionForm::Name),
        },
        NameLabel::Person => match one_kind {
            Some((kind, form)) if kind != EntityKind::Person && confidence < FIRM => (kind, form),
            _ => (EntityKind::Person, MentionForm::Name),
        },
        NameLabel::Title => (EntityKind::Person, MentionForm::Name),
    }
}
