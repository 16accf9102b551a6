//! What a name is: kind and form, from the recogniser's label, the knowledge base's readings and the words around it.

use super::{Draft, Reading, TitleMention, head_of, title_entry};
use crate::analysis::{Deprel, NameLabel, Upos};
use crate::document::Document;
use crate::graph::MentionForm;
use crate::knowledge::{AliasForm, Candidate, EntityKind};
use crate::lexicon::{TitleUse, TriggerPos};
use crate::span::TokenRange;

/// Below this the recogniser's label gives way to a knowledge base that knows the name as one kind of thing only.
const FIRM: f32 = 0.8;

/// With this many titles of political offices an article is no report of sport.
const POLITICAL: usize = 3;

/// Decides kind and form of a name from the recogniser's label and the knowledge base's readings.
pub(super) fn draft(
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
    let (kind, form) = match decide(label, confidence, candidates, &kind_of, political(document)) {
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
    let form = if kind == EntityKind::Country && readings.is_empty() {
        // Its name, whatever form the recogniser takes it for ("the Malta bank").
        readings.extend(candidates.iter().filter(|c| kind_of(c) == kind).copied());
        MentionForm::Name
    } else {
        form
    };
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
pub(super) fn located(document: &Document<'_>, tokens: TokenRange) -> bool {
    if is_site(document, tokens) {
        return true;
    }
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

/// Whether what stands behind the name tells that it is where something is: "the Lagos summit", "our Lima
/// correspondent", "a Dakar-based group".
fn is_site(document: &Document<'_>, tokens: TokenRange) -> bool {
    let next = document.form(tokens.end);
    if matches!(next, "-" | "–") && document.form(tokens.end + 1) == "based" {
        return true;
    }
    if next.is_empty() || next.starts_with(char::is_uppercase) {
        return false;
    }
    let lemma = document.lemma(tokens.end);
    document.lexicon.meeting(lemma).iter().any(|m| m.pos == TriggerPos::Noun)
        || document.lexicon.title(lemma).iter().any(|t| t.usage == TitleUse::Affiliation)
}

/// Whether the article speaks of holders of political office, so that a country is the country and not its team.
fn political(document: &Document<'_>) -> bool {
    let office = |t: &&TitleMention| title_entry(document, t).is_some_and(|e| e.usage == TitleUse::Office);
    document.titles.iter().filter(office).take(POLITICAL).count() == POLITICAL
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
    political: bool,
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
            Some((EntityKind::Country, form)) if political || confidence < FIRM => {
                (EntityKind::Country, form)
            }
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
