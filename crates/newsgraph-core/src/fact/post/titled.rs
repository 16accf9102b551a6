//! Titles and their holders: of which country or body the title is.

use super::implied::{home, known, passage_country, seat};
use super::owners::{postmodifiers, premodifiers};
use super::{Owner, Post, entry, has_type, is_outside_government};
use crate::document::{Document, EntityIndex, Holder, HolderPattern, TitleMention};
use crate::fact::Fact;
use crate::graph::{MentionForm, PostStatus};
use crate::knowledge::{EntityKind, PostClass};
use crate::lexicon::{NominalKind, TitleUse};
use crate::resolve::title_subject;
use crate::span::TokenRange;

/// Posts by title, of names and of phrases that stand for a person.
pub(super) fn posts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    for holder in &document.holders {
        post(document, holder, facts);
    }
    for (i, title) in document.titles.iter().enumerate() {
        for holder in [nominal_holder(document, i as u32, title), pronoun_holder(document, i as u32)] {
            holder.iter().for_each(|h| post(document, h, facts));
        }
    }
}

/// A title that stands for its holder ("the Russian president", known to be Putin): it tells of the post as well.
fn nominal_holder(document: &Document<'_>, i: u32, title: &TitleMention) -> Option<Holder> {
    let mention = document.mention_at(title.head)?;
    let &[person] = mention.entities.as_slice() else { return None };
    let stands =
        mention.form == MentionForm::Nominal && !mention.acting && mention.tokens.contains(title.tokens);
    (stands && document.entity(person).kind == EntityKind::Person).then_some(Holder {
        title: i,
        person,
        name: title.tokens,
        pattern: HolderPattern::Nominal,
    })
}

/// "She was appointed ambassador to Peru."
fn pronoun_holder(document: &Document<'_>, i: u32) -> Option<Holder> {
    let mention = document.mention_at(title_subject(document, i)?)?;
    let &[person] = mention.entities.as_slice() else { return None };
    (mention.form == MentionForm::Pronoun && document.entity(person).kind == EntityKind::Person)
        .then_some(Holder { title: i, person, name: mention.tokens, pattern: HolderPattern::Predicate })
}

/// Whether the noun of a title that is in no list alone is a word for a person without a post ("businessman").
fn is_mere_rank(document: &Document<'_>, title: &TitleMention) -> bool {
    let head = document.lexicon.title(&document.lemma(title.head).to_lowercase());
    title.entry.is_none() && head.iter().any(|t| matches!(t.usage, TitleUse::Rank | TitleUse::Honorific))
}

/// "a government spokesman", "the army chief": of the country that the passage is about.
fn of_government(document: &Document<'_>, title: &TitleMention) -> bool {
    title.tokens.start.checked_sub(1).is_some_and(|t| {
        document.lexicon.nominal(document.lemma(t)).iter().any(|n| n.kind == NominalKind::Actor)
    })
}

/// The country of this holder's rank, where the title has as many countries as holders ("the foreign ministers of
/// Macedonia and Greece, Nikola Dimitrov and Nikos Kotzias").
fn share_of<'o>(document: &Document<'_>, holder: &Holder, countries: &[&'o Owner]) -> Option<&'o Owner> {
    let at = document.holders.partition_point(|h| h.title < holder.title);
    let mut names: Vec<TokenRange> =
        document.holders[at..].iter().take_while(|h| h.title == holder.title).map(|h| h.name).collect();
    names.sort();
    names.dedup();
    let rank = names.iter().position(|n| *n == holder.name)?;
    (countries.len() > 1 && countries.len() == names.len()).then(|| countries[rank])
}

/// The countries and bodies that the words around the title and the name give, and how many of them stand before the
/// title.
fn owners_of(document: &Document<'_>, holder: &Holder, class: Option<PostClass>) -> (Vec<Owner>, usize) {
    let title = document.titles[holder.title as usize];
    let mut owners = Vec::new();
    premodifiers(document, holder, &title, &mut owners);
    let before = owners.len();
    let stop = match holder.pattern {
        HolderPattern::Before => holder.name.start,
        _ => u32::MAX,
    };
    postmodifiers(document, &title, title.tokens.end, stop, class, &mut owners);
    // "King Abdullah II of Jordan"
    if holder.pattern == HolderPattern::Before
        && document.form(holder.name.end) == "of"
        && owners.iter().all(|o| has_type(document.entity(o.0), &["party"]))
    {
        postmodifiers(document, &title, holder.name.end, holder.name.end + 8, class, &mut owners);
    }
    // "the American William Fitzgerald, deputy assistant secretary of State"
    if owners.is_empty() && holder.pattern == HolderPattern::After {
        let before = holder.name.start.checked_sub(1).and_then(|t| document.name_covering(t));
        if let Some(m) = before.filter(|m| m.form == MentionForm::Demonym) {
            owners.extend(m.entities.first().map(|&e| (e, m.tokens)));
        }
    }
    (owners, before)
}

fn post(document: &Document<'_>, holder: &Holder, facts: &mut Vec<Fact>) {
    let title = document.titles[holder.title as usize];
    let lexical = entry(document, &title);
    if is_mere_rank(document, &title) {
        return;
    }
    let mut usage = lexical.map_or(TitleUse::Either, |t| t.usage);
    if usage == TitleUse::Either && of_government(document, &title) {
        usage = TitleUse::Office;
    }
    let class = lexical.and_then(|t| t.class);
    let person = holder.person;
    let (mut owners, mut before) = owners_of(document, holder, class);
    let base = match holder.pattern {
        HolderPattern::Before => 0.95,
        HolderPattern::After => 0.9,
        HolderPattern::Predicate => 0.8,
        HolderPattern::Nominal => 0.75,
    };
    let cover = |other: TokenRange| {
        TokenRange::new(
            title.tokens.start.min(holder.name.start).min(other.start),
            title.tokens.end.max(holder.name.end).max(other.end),
        )
    };
    // "foreign ministers X and Y": each is one.
    let words = match lexical {
        Some(lexical) if title.plural => lexical.form.to_string(),
        _ => document.words(title.tokens).to_owned(),
    };
    let status = match (title.former, title.elect) {
        (_, true) => PostStatus::Elect,
        (true, _) => PostStatus::Former,
        _ => PostStatus::Current,
    };
    let mut tell = |of: EntityIndex, usage, class, tokens, confidence, rule| {
        let title = words.clone();
        Post { person, of, title, usage, class, status, tokens, rule, confidence }.tell(document, facts);
    };
    // "SPD interior minister X": of the party, and minister of a country.
    if usage == TitleUse::Office && class.is_some_and(|c| c < PostClass::Other) {
        let is_party = |o: &Owner| has_type(document.entity(o.0), &["party"]);
        if let Some(&(of, tokens)) = owners.iter().find(|o| is_party(o)) {
            tell(of, TitleUse::Affiliation, None, cover(tokens), base - 0.1, "post/party");
        }
        before -= owners[..before].iter().filter(|o| is_party(o)).count();
        owners.retain(|o| !is_party(o));
    }
    let kind = |o: &Owner| document.entity(o.0).kind;
    // "director of the China Program at the Stimson Center": the body, not its part that nothing is known of.
    let known_body = |o: &&Owner| {
        let entity = document.entity(o.0);
        entity.kind == EntityKind::Organization && (entity.linked.is_some() || entity.subtype.is_some())
    };
    let organization = owners
        .iter()
        .find(known_body)
        .or_else(|| owners.iter().find(|o| kind(o) == EntityKind::Organization));
    let countries: Vec<&Owner> = owners.iter().filter(|o| kind(o) == EntityKind::Country).collect();
    let mut in_order = countries.clone();
    in_order.sort_by_key(|o| o.1);
    let shared = if title.plural { share_of(document, holder, &in_order) } else { None };
    // A demonym before a word like "director" tells where its bearer is from.
    let origin = |o: &&&Owner| {
        usage == TitleUse::Either
            && lexical.is_none_or(|t| t.role.is_none())
            && document.name_covering(o.1.start).is_some_and(|m| m.form == MentionForm::Demonym)
    };
    let country = shared.or_else(|| countries.first().filter(|o| !origin(o)).copied());
    let place = owners.iter().find(|o| kind(o) == EntityKind::Place);
    // What stands before the title owns it; what stands behind may only say what it is about.
    let nearest = owners[..before].first().or_else(|| owners.first());
    let chosen = match usage {
        TitleUse::Rank | TitleUse::Honorific => return,
        TitleUse::Affiliation => organization,
        TitleUse::Either => organization.or(country),
        TitleUse::Office => match nearest {
            Some(_) if title.plural => country.or(organization),
            Some(o) if kind(o) != EntityKind::Place => Some(o),
            _ => organization.or(country),
        },
    };
    if let Some(&(of, tokens)) = chosen {
        tell(of, usage, class, cover(tokens), base, "post/named");
        // "lecturer at the Institute for X at the University of Y", "a former U.S. diplomat now at the CSIS": of both.
        let second = owners.iter().find(|o| {
            let gap = document.form(o.1.start.saturating_sub(1));
            let gap =
                if matches!(gap, "the" | "The") { document.form(o.1.start.saturating_sub(2)) } else { gap };
            o.0 != of
                && kind(o) == EntityKind::Organization
                && match gap {
                    "at" | "with" if is_outside_government(document.entity(o.0)) => true,
                    "at" | "of" => usage == TitleUse::Affiliation && o.1.start > tokens.end,
                    _ => false,
                }
        });
        if let Some(&(other, tokens)) = second {
            let class = class.filter(|_| usage == TitleUse::Affiliation);
            tell(other, TitleUse::Affiliation, class, cover(tokens), 0.6, "post/second");
        }
        return;
    }
    if holder.pattern == HolderPattern::Nominal || usage == TitleUse::Affiliation {
        return;
    }
    // "President Obama": the knowledge base knows of what.
    if let Some(of) = known(document, person, &title, lexical) {
        tell(of, usage, class, cover(title.tokens), base - 0.1, "post/known");
        return;
    }
    // "President X" is of a country, "the firm's president" is not.
    let of_state = class == Some(PostClass::HeadOfState)
        && match holder.pattern {
            HolderPattern::Before => document.form(title.tokens.start).starts_with(char::is_uppercase),
            pattern => pattern == HolderPattern::Predicate,
        };
    if usage != TitleUse::Office && !of_state {
        return;
    }
    // A city or region stands for its country ("the governor of Kharkiv"), a known person for the own one; a minister
    // without either is one of the country that the passage is about, a "diplomat" may be anybody's.
    // "Speaker X", "the police chief, X" are of one; "diplomat X" is not.
    let definite = holder.pattern == HolderPattern::Before
        && (document.form(title.tokens.start).starts_with(char::is_uppercase)
            || title.tokens.start.checked_sub(1).is_some_and(|t| document.form(t) == "the"));
    let passage = || {
        passage_country(document, person, &title, lexical)
            .filter(|_| class.is_some_and(|c| c != PostClass::Other || definite))
    };
    // What a known person holds an office of goes before the own country, but for offices that countries alone have.
    let own = || match class {
        Some(PostClass::Other) if !title.former => seat(document, person),
        _ => home(document, person),
    };
    let implied = place.and_then(|&(p, _)| home(document, p)).or_else(own).or_else(passage);
    if let Some(of) = implied {
        tell(of, usage, class, cover(title.tokens), 0.5, "post/implied");
    }
}
