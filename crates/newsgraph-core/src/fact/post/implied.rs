//! Of what a post is where its words do not say: what the knowledge base knows, and what the passage is about.

use super::{has_type, is_outside_government};
use crate::document::{Document, EntityIndex, Mention, TitleMention};
use crate::knowledge::{EntityKind, PostClass, Term};
use crate::lexicon::Title;
use crate::text::{distance_within, normalize_name};

/// How many sentences back a country may be named whose office a title is, though it does not say so.
const WINDOW: usize = 5;

/// Among how many of the article's holders of titles the seat of a person is looked for.
const TOLD: usize = 400;

/// Whether two names of an office are the same but for hyphens.
fn same_office(a: &str, b: &str) -> bool {
    let plain = |b: u8| if b == b'-' { b' ' } else { b };
    a.bytes().map(plain).eq(b.bytes().map(plain))
}

/// The term of such a post that the knowledge base says the person held on the article's date (or before it, for former
/// ones).
pub(super) fn known<'d>(
    document: &'d Document<'_>,
    person: EntityIndex,
    title: &TitleMention,
    lexical: Option<&Title>,
) -> Option<Term<'d>> {
    let id = document.entity(person).linked?;
    let terms = document.knowledge.terms_of(id);
    let name = lexical.map(|t| t.canonical.as_ref().unwrap_or(&t.form).as_str())?;
    let same = |t: &Term<'_>| {
        same_office(t.title, name)
            || t.title.ends_with(&format!(" {name}"))
            || name.ends_with(&format!(" {}", t.title))
            || lexical.and_then(|l| l.class).is_some_and(|c| c == t.class && c != PostClass::Other)
            || (name == "leader" && t.class <= PostClass::Monarch)
    };
    let by_date = |t: &&Term<'_>| {
        document.date.is_none_or(|d| t.covers(d) || title.former || t.from.is_some_and(|f| f <= d))
    };
    let terms = || terms.iter().rev().filter(|t| same(t));
    terms().find(by_date).or_else(|| terms().next()).copied()
}

/// The country that a city or region lies in, or a person is of.
pub(super) fn home(document: &Document<'_>, entity: EntityIndex) -> Option<EntityIndex> {
    let id = document.entity(entity).linked?;
    document.linked.get(&document.knowledge.entity(id).country?).copied()
}

/// What a person holds an office of on the article's date, the highest first, with the office.
pub(super) fn offices<'d>(document: &'d Document<'_>, person: EntityIndex) -> Vec<Term<'d>> {
    let Some(id) = document.entity(person).linked else { return Vec::new() };
    let mut terms = document.knowledge.terms_of(id);
    terms.retain(|t| document.date.is_none_or(|d| t.covers(d)));
    terms.sort_by_key(|t| t.class);
    terms
}

/// The country or body that a person acts for: as the text has it, by the office, else the own country.
pub(super) fn seat(document: &Document<'_>, person: EntityIndex) -> Option<EntityIndex> {
    let offices = offices(document, person);
    let of = |leading: bool| {
        let mut terms = offices.iter().filter(|t| (t.class <= PostClass::Monarch) == leading);
        terms.find_map(|t| document.linked.get(&t.of).copied())
    };
    of(true).or_else(|| told_seat(document, person)).or_else(|| of(false)).or_else(|| home(document, person))
}

/// The country or official body whose name stands right beside a title of the person: "the EU's envoy X", "X, chair of
/// the African Union".
fn told_seat(document: &Document<'_>, person: EntityIndex) -> Option<EntityIndex> {
    let official = |at: u32| {
        let e = *document.name_covering(at)?.entities.first()?;
        let entity = document.entity(e);
        let fits = entity.kind == EntityKind::Country
            || entity.kind == EntityKind::Organization && !is_outside_government(entity);
        fits.then_some(e)
    };
    let holders = document.holders.iter().take(TOLD).filter(|h| h.person == person);
    holders.take(4).find_map(|holder| {
        let title = &document.titles[holder.title as usize];
        let before = title.tokens.start.checked_sub(1).and_then(|at| match document.form(at) {
            "'s" | "’s" | "'" | "’" => at.checked_sub(1),
            _ => Some(at),
        });
        let behind = title.tokens.end;
        let of = matches!(document.form(behind), "of" | "for")
            .then(|| if document.form(behind + 1) == "the" { behind + 2 } else { behind + 1 });
        [before, of].into_iter().flatten().find_map(official)
    })
}

/// Whether somebody else is known to hold this very post of the country on the article's date.
fn is_taken(
    document: &Document<'_>,
    country: EntityIndex,
    person: EntityIndex,
    title: &TitleMention,
    lexical: Option<&Title>,
) -> bool {
    let (Some(id), Some(date), Some(lexical)) = (document.entity(country).linked, document.date, lexical)
    else {
        return false;
    };
    let holder = document.entity(person);
    let office = lexical.canonical.as_ref().unwrap_or(&lexical.form);
    let name = normalize_name(&holder.name);
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
    let same_name = |known: &str| distance_within(&last(&normalize_name(known)), &last(&name), 2);
    let mut holders = document
        .knowledge
        .offices_of(id)
        .into_iter()
        .filter(|t| same_office(t.title, office) && t.covers(date))
        .peekable();
    !title.former
        && holders.peek().is_some()
        && !holders
            .any(|t| Some(t.person) == holder.linked || same_name(document.knowledge.entity(t.person).name))
}

/// Whether the knowledge base has such an office in the country, whoever holds it.
fn has_office(document: &Document<'_>, country: EntityIndex, office: &str) -> bool {
    let id = document.entity(country).linked;
    id.is_some_and(|id| document.knowledge.offices_of(id).iter().any(|t| same_office(t.title, office)))
}

/// The country that has such an office where only one of the article has; else the one last named before the title.
/// Never one whose holder of the post is somebody else.
pub(super) fn passage_country(
    document: &Document<'_>,
    person: EntityIndex,
    title: &TitleMention,
    lexical: Option<&Title>,
) -> Option<EntityIndex> {
    let sentence = document.sentence_of(title.tokens.start);
    let from = document.sentences[sentence.saturating_sub(WINDOW)].tokens.start;
    let end = document.mentions.partition_point(|m| m.tokens.start < title.tokens.start);
    // Whoever is named in the same sentence brings in the country that they act for, and a party its own.
    let of_mention = |m: &Mention| {
        let e = *m.entities.first()?;
        let here = || document.sentence_of(m.tokens.start) == sentence;
        match document.entity(e).kind {
            EntityKind::Person if e != person && here() => seat(document, e),
            EntityKind::Organization if has_type(document.entity(e), &["party"]) && here() => {
                home(document, e)
            }
            _ => Some(e),
        }
    };
    let mut countries: Vec<EntityIndex> = document.mentions[..end]
        .iter()
        .rev()
        .take_while(|m| m.tokens.start >= from)
        // "US-born" tells where somebody is from.
        .filter(|m| {
            document.form(m.tokens.end) != "-"
                || !document.form(m.tokens.end + 1).starts_with(char::is_lowercase)
        })
        .filter_map(of_mention)
        .filter(|&e| document.entity(e).kind == EntityKind::Country)
        .collect();
    // Whose country is known has no office of another.
    let own = document.entity(person).linked.and_then(|id| document.knowledge.entity(id).country);
    let free = |e: &EntityIndex| {
        own.is_none_or(|own| document.entity(*e).linked == Some(own))
            && !is_taken(document, *e, person, title, lexical)
    };
    // "the external affairs minister": of the one country of the article that has one.
    if let Some(lexical) = lexical {
        let named = |office: &str| -> Vec<EntityIndex> {
            let country = |e: &EntityIndex| document.entity(*e).kind == EntityKind::Country;
            let all = document.linked.values().copied().filter(country);
            all.filter(|&e| has_office(document, e, office) && free(&e)).collect()
        };
        let mut with = named(&lexical.form);
        if with.is_empty() {
            with = named(lexical.canonical.as_ref().unwrap_or(&lexical.form));
        }
        if let [only] = with[..] {
            return Some(only);
        }
        if countries.iter().any(|e| with.contains(e)) {
            countries.retain(|e| with.contains(e));
        }
    }
    countries.retain(free);
    // A first sentence may name its country only behind the title ("The interior minister, X, said Peru was calm").
    if countries.is_empty() {
        let stop = document.sentences[sentence].tokens.end;
        let behind = document.mentions[end..].iter().take_while(|m| m.tokens.start < stop);
        countries = behind.filter_map(|m| m.entities.first().copied()).collect();
        countries.retain(|e| document.entity(*e).kind == EntityKind::Country && free(e));
        return countries.first().copied();
    }
    // The one the article speaks of most, unless another stands nearer: a sentence away counts as two mentions.
    let told = |e: EntityIndex| document.entity(e).mentions.len().min(12) as i64;
    let near = |e: EntityIndex| {
        let last = document.mentions[..end].iter().rev().find(|m| of_mention(m) == Some(e));
        last.map_or(WINDOW, |m| sentence - document.sentence_of(m.tokens.start)) as i64
    };
    countries.into_iter().rev().max_by_key(|&e| told(e) - 2 * near(e))
}
