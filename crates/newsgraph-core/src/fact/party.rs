//! Who a phrase stands for when it is asked for actors: people, countries, bodies.

use crate::analysis::Deprel;
use crate::document::{Document, EntityIndex, Mention};
use crate::knowledge::{EntityId, EntityKind};
use crate::lexicon::NominalKind;

/// Kinds of organisation that report or sell and do not sit at the table.
const BYSTANDERS: [&str; 6] = ["media", "newspaper", "news_agency", "broadcaster", "company", "think_tank"];

/// Nouns for people who act for the country or body that modifies them. Sorted.
const ENVOYS: &[&str] = &[
    "ambassador",
    "authority",
    "delegate",
    "delegation",
    "diplomat",
    "envoy",
    "general",
    "government",
    "head",
    "leader",
    "leadership",
    "mediator",
    "minister",
    "negotiator",
    "official",
    "president",
    "premier",
    "rebel",
    "representative",
    "secretary",
    "side",
    "team",
];

/// Whether the entity can come to a meeting.
pub(crate) fn can_meet(document: &Document<'_>, entity: EntityIndex) -> bool {
    let e = document.entity(entity);
    match e.kind {
        EntityKind::Person | EntityKind::Country => true,
        EntityKind::Organization => !e.subtype.as_deref().is_some_and(|s| BYSTANDERS.contains(&s)),
        EntityKind::Place => false,
    }
}

/// The entity's kind.
pub(crate) fn is_person(document: &Document<'_>, entity: EntityIndex) -> bool {
    document.entity(entity).kind == EntityKind::Person
}

/// The entities at `token`, or of the name in apposition, in the same flat name or modified by the title at `token`.
pub(crate) fn named(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let own = document.entities_at(token);
    let persons = |list: &[EntityIndex]| list.iter().any(|&e| is_person(document, e));
    if !own.is_empty() && (persons(own) || own.len() > 1) {
        return own.to_vec();
    }
    // "the Greek premier, Alexis Tsipras", "President Vladimir Putin" (the title as head), "Iran's Hassan Rouhani".
    let mut out = Vec::new();
    for &c in document.trees.children(token) {
        if matches!(
            document.word(c).deprel,
            Deprel::Appos | Deprel::Flat | Deprel::NmodDesc | Deprel::Compound | Deprel::Dep
        ) {
            for at in document.conjuncts(c) {
                let found = document.entities_at(at);
                if persons(found) {
                    out.extend_from_slice(found);
                }
            }
        }
    }
    if out.is_empty() {
        out.extend_from_slice(own);
    }
    if out.is_empty()
        && let Some(mention) = covering(document, token)
    {
        out.extend_from_slice(&mention.entities);
    }
    out
}

/// The shortest mention of a person that holds the token.
fn covering<'d>(document: &'d Document<'_>, token: u32) -> Option<&'d Mention> {
    let end = document.mentions.partition_point(|m| m.tokens.start <= token);
    document.mentions[..end]
        .iter()
        .rev()
        .take_while(|m| m.tokens.start + 16 > token)
        .filter(|m| m.tokens.holds(token) && m.entities.iter().any(|&e| is_person(document, e)))
        .min_by_key(|m| m.tokens.len())
}

/// The actors that the phrase headed by `token` stands for: those it names, else those it acts for ("Russian officials").
pub(crate) fn parties(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let mut out = named(document, token);
    if out.is_empty() && acts_for(document, token) {
        for &c in document.trees.children(token) {
            let modifies = match document.word(c).deprel {
                Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc => true,
                Deprel::Nmod => matches!(document.case(c).as_deref(), Some("of" | "from")),
                _ => false,
            };
            if modifies {
                for at in document.conjuncts(c) {
                    out.extend(
                        document.entities_at(at).iter().filter(|&&e| !is_person(document, e)).copied(),
                    );
                }
            }
        }
    }
    out.retain(|&e| can_meet(document, e));
    let mut seen = Vec::new();
    out.retain(|e| {
        !seen.contains(e) && {
            seen.push(*e);
            true
        }
    });
    out
}

/// Whether the noun names people who act for a country or body.
fn acts_for(document: &Document<'_>, token: u32) -> bool {
    let lemma = document.lemma(token);
    ENVOYS.contains(&lemma) || document.lexicon.nominal(lemma).iter().any(|n| n.kind == NominalKind::Actor)
}

/// The country of the knowledge base that a country, place, person or body is or belongs to.
pub(crate) fn country_of(document: &Document<'_>, entity: EntityIndex) -> Option<EntityId> {
    let linked = document.entity(entity).linked?;
    let known = document.knowledge.entity(linked);
    if known.kind == EntityKind::Country {
        return Some(linked);
    }
    if known.kind == EntityKind::Person
        && let Some(date) = document.date
    {
        // The country served counts, not that of birth.
        let served = document
            .knowledge
            .terms_of(linked)
            .into_iter()
            .rev()
            .find(|t| t.covers(date))
            .map(|t| t.of)
            .filter(|&of| document.knowledge.entity(of).kind == EntityKind::Country);
        if served.is_some() {
            return served;
        }
    }
    known.country
}

/// The country somebody comes from: known, else the one their title is of where the text first names them.
pub(crate) fn home(document: &Document<'_>, entity: EntityIndex) -> Option<EntityId> {
    let e = document.entity(entity);
    if let Some(country) = country_of(document, entity) {
        return Some(country);
    }
    if e.kind != EntityKind::Person {
        return None;
    }
    e.mentions.iter().take(2).find_map(|&m| {
        let mention = document.mentions.get(m as usize)?;
        let sentence = document.sentences.get(document.sentence_of(mention.head))?;
        // "Turkish Foreign Minister Hakan Fidan", "Gambia's president, Adama Barrow", "Hakan Fidan, the Turkish foreign minister"
        let before = mention.tokens.start.saturating_sub(6).max(sentence.tokens.start);
        let after = (mention.tokens.end + 6).min(sentence.tokens.end);
        let near = |from: u32, to: u32| {
            let start = document.mentions.partition_point(|m| m.tokens.start < from);
            document.mentions[start..]
                .iter()
                .take_while(|m| m.tokens.start < to)
                .flat_map(|m| m.entities.iter())
                .find(|&&c| document.entity(c).kind == EntityKind::Country)
                .and_then(|&c| document.entity(c).linked)
        };
        near(before, mention.tokens.start).or_else(|| {
            (document.form(mention.tokens.end) == ",").then(|| near(mention.tokens.end, after)).flatten()
        })
    })
}

/// Whether two places may be the same or lie in each other, as far as the knowledge base knows.
pub(crate) fn places_agree(document: &Document<'_>, a: EntityIndex, b: EntityIndex) -> bool {
    if a == b {
        return true;
    }
    let city = |e: EntityIndex| {
        document.entity(e).kind == EntityKind::Place && document.entity(e).subtype.as_deref() == Some("city")
    };
    match (country_of(document, a), country_of(document, b)) {
        (Some(x), Some(y)) => x == y && !(city(a) && city(b)),
        _ => !(city(a) && city(b)),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn envoys_are_lower_case() {
        assert!(super::ENVOYS.iter().all(|w| w.chars().all(char::is_lowercase)));
    }
}
