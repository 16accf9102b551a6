//! Who a phrase stands for when it is asked for actors: people, countries, bodies.

use super::frame;
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex, Mention};
use crate::graph::MentionForm;
use crate::knowledge::{AliasForm, EntityId, EntityKind, PostClass};
use crate::lexicon::{GovernorUse, NominalKind};

/// Kinds of organisation that report or sell and do not sit at the table.
const BYSTANDERS: [&str; 6] = ["media", "newspaper", "news_agency", "broadcaster", "company", "think_tank"];

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

/// The entities of the phrase at `token`: of its own mention if that names people, of the name that follows the title at
/// `token` ("Ugandan President Yoweri Museveni", "the Greek premier, Alexis Tsipras"), and of what is joined to it by "and".
///
/// Names with long titles are where parsers go wrong most, so the phrase is followed along the words, not along the tree.
pub(crate) fn named(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let mut out = Vec::new();
    // "Trong, the president and party chief, who": where the tree does not say whom it means, the last person named.
    if matches!(document.word(token).xpos, Xpos::Wp) {
        let start = document.sentences.get(document.sentence_of(token)).map_or(token, |s| s.tokens.start);
        let from = start.max(token.saturating_sub(16));
        return (from..token)
            .rev()
            .find_map(|t| covering(document, t))
            .map(|m| m.entities.clone())
            .unwrap_or_default();
    }
    if document.form(token) == "I" {
        return speaker(document, token).into_iter().collect();
    }
    // "the prime ministers": those who are, where the text tells of two or three.
    let holders = office_holders(document, token);
    if holders.len() > 1 {
        return holders;
    }
    let Some(first) = person_at(document, token) else {
        match compatriot(document, token) {
            Some(person) => out.push(person),
            None => out.extend_from_slice(document.entities_at(token)),
        }
        return out;
    };
    out.extend_from_slice(&first.entities);
    let mut last = first;
    for _ in 0..8 {
        let Some(next) = joined(document, last) else { break };
        out.extend_from_slice(&next.entities);
        last = next;
    }
    out
}

/// Who says "I" in a transcript: whose name, up to a colon, opens the paragraph ("PRESIDENT DIAZ: I met").
fn speaker(document: &Document<'_>, token: u32) -> Option<EntityIndex> {
    let block = document.sentences.get(document.sentence_of(token))?.block;
    let first = document.sentences.partition_point(|s| s.block < block);
    let start = document.sentences.get(first)?.tokens.start;
    let colon = (start + 1..token.min(start + 12)).find(|&t| document.form(t) == ":")?;
    let mention = (start..colon).rev().find_map(|t| covering(document, t))?;
    mention.entities.first().copied()
}

/// "the Brazilian", "the Iraqi": the person from there last named.
fn compatriot(document: &Document<'_>, token: u32) -> Option<EntityIndex> {
    let mention = document.mention_at(token).filter(|m| m.form == MentionForm::Demonym)?;
    let alone = !matches!(document.word(token).deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodDesc);
    let the = mention.tokens.start.checked_sub(1).map(|t| document.form(t).to_lowercase());
    // "the French", "the Chinese", "the Iraqis": all of them.
    let one = !["s", "ese", "ish", "ch"].iter().any(|end| document.form(token).ends_with(end));
    if !alone || !one || !matches!(the.as_deref(), Some("the")) {
        return None;
    }
    let country = mention.entities.first().and_then(|&e| document.entity(e).linked)?;
    let end = document.mentions.partition_point(|m| m.tokens.start < token);
    document.mentions[..end]
        .iter()
        .rev()
        .take(40)
        .filter(|m| m.form != MentionForm::Demonym)
        .flat_map(|m| &m.entities)
        .copied()
        .find(|&e| is_person(document, e) && home(document, e) == Some(country))
}

/// The mention of a person that the phrase at `token` leads to.
fn person_at<'d>(document: &'d Document<'_>, token: u32) -> Option<&'d Mention> {
    let people = |m: &&Mention| m.entities.iter().any(|&e| is_person(document, e));
    if let Some(own) = document.mention_at(token).filter(people).or_else(|| covering(document, token)) {
        return Some(own);
    }
    // "the American William Fitzgerald"
    if document.mention_at(token).is_some_and(|m| m.form == MentionForm::Demonym)
        && let Some(next) = covering(document, token + 1)
    {
        return Some(next);
    }
    // Only a title leads to the name after it; "Russia" or "the plan" does not.
    let near = document.titles.partition_point(|t| t.tokens.start + 8 <= token);
    let inside = document.titles[near..]
        .iter()
        .filter(|t| t.tokens.end > token)
        .take_while(|t| t.tokens.start <= token + 8)
        .any(|t| t.tokens.holds(token) || !has_break(document, token, t.tokens.start));
    if !inside {
        // "the host, Vladimir Putin"
        return document.children(token, Deprel::Appos).find_map(|c| covering(document, c));
    }
    let mut commas = 0;
    let end = document.sentences.get(document.sentence_of(token))?.tokens.end.min(token + 14);
    for at in token + 1..end {
        if let Some(mention) = covering(document, at).filter(|m| m.tokens.start >= token) {
            return Some(mention);
        }
        if document.form(at) == "," {
            commas += 1;
        }
        if commas > 1 || (document.form(at) != "," && breaks(document, at)) {
            return None;
        }
    }
    None
}

/// Whether the token cannot stand between a title and its name.
fn breaks(document: &Document<'_>, token: u32) -> bool {
    let word = document.word(token);
    match word.upos {
        Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::X => false,
        Upos::Det | Upos::Part => false,
        Upos::Adp => !matches!(document.form(token), "of" | "for" | "to"),
        Upos::Cconj => false,
        Upos::Pron => word.deprel != Deprel::NmodPoss,
        Upos::Punct => !matches!(document.form(token), "-" | "(" | ")" | "'s" | "’s"),
        _ => true,
    }
}

/// Whether one of the tokens from `start` up to `end` breaks the phrase.
fn has_break(document: &Document<'_>, start: u32, end: u32) -> bool {
    (start..end).any(|t| breaks(document, t))
}

/// The next person of a list: after "and", "," or "and with", with titles in front, if no verb follows that makes it the
/// subject of another clause.
fn joined<'d>(document: &'d Document<'_>, last: &Mention) -> Option<&'d Mention> {
    let end = document.sentences.get(document.sentence_of(last.head))?.tokens.end;
    let mut at = last.tokens.end;
    let mut linked = false;
    let mut comma = false;
    while at < end.min(last.tokens.end + 14) {
        let form = document.form(at);
        if let Some(next) = covering(document, at).filter(|m| m.tokens.start >= last.tokens.end) {
            if !(linked || comma) {
                return None;
            }
            let after = next.tokens.end;
            let is_subject = after < end
                && matches!(document.word(after).upos, Upos::Verb | Upos::Aux)
                && !matches!(document.word(after).xpos, Xpos::Vbn | Xpos::Vbg)
                // "Xi and Putin met": the verb of the first is that of both.
                && document.word(next.head).deprel != Deprel::Conj
                && document.word(last.head).deprel != Deprel::Nsubj;
            // A name after a comma alone is a list only if the list goes on.
            let goes_on = linked || (after < end && matches!(document.form(after), "," | "and"));
            return (!is_subject && goes_on && next.form != MentionForm::Pronoun).then_some(next);
        }
        match form {
            "," if !comma && !linked => comma = true,
            "and" | "&" if !linked => linked = true,
            "and" | "," => return None,
            "with" | "both" | "also" | "then" | "later" if linked => {}
            // "Todd of Guyana and Gil of Venezuela"
            "of" if !(linked || comma) => {
                let country = document.name_covering(at + 1 + u32::from(document.form(at + 1) == "the"));
                match country.filter(|m| m.form == MentionForm::Name) {
                    Some(m) => at = m.tokens.end - 1,
                    None => return None,
                }
            }
            _ if (linked || comma) && breaks(document, at) => return None,
            _ if !(linked || comma) => return None,
            _ => {}
        }
        at += 1;
    }
    None
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

/// The people who hold the office that a plural names ("the prime ministers"), if the text gives as many as two or three.
pub(crate) fn office_holders(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::new();
    let near = document.titles.partition_point(|t| t.tokens.start + 8 <= token);
    let class_of = |t: &crate::mention::TitleMention| {
        t.entry.and_then(|e| document.lexicon.titles().get(e as usize)).and_then(|t| t.class)
    };
    let title = document.titles[near..]
        .iter()
        .take_while(|t| t.tokens.start <= token)
        .find(|t| t.tokens.holds(token) && t.plural);
    let Some(class) = title.and_then(class_of) else { return out };
    for h in document.holders.iter().filter(|h| h.name.start < token) {
        let held =
            document.titles.get(h.title as usize).is_some_and(|t| class_of(t) == Some(class) && !t.former);
        if held && !out.contains(&h.person) {
            out.push(h.person);
        }
    }
    if out.len() > 3 {
        out.clear();
    }
    out
}

/// The person named right before a verb, with at most auxiliaries and adverbs between: its subject where the tree has none.
pub(crate) fn just_before(document: &Document<'_>, verb: u32) -> Option<u32> {
    let start = document.sentences.get(document.sentence_of(verb))?.tokens.start.max(verb.saturating_sub(6));
    for at in (start..verb).rev() {
        if let Some(m) = covering(document, at) {
            return Some(m.head);
        }
        if !matches!(document.word(at).upos, Upos::Aux | Upos::Adv | Upos::Part) {
            break;
        }
    }
    // "Lula, who has said that ..., talked to Trump": a parser that loses the way leaves the subject as the root.
    let sentence = document.sentences.get(document.sentence_of(verb))?;
    (sentence.tokens.start..verb)
        .take(12)
        .find(|&t| document.word(t).head.is_none() && document.word(t).upos == Upos::Propn)
        // "TRAN: She went": who speaks is not who went.
        .filter(|&t| covering(document, t).is_some_and(|m| document.form(m.tokens.end) != ":"))
}

/// The actors that the phrase headed by `token` stands for: those it names, else those it acts for ("Russian officials").
pub(crate) fn parties(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let mut out = named(document, token);
    if !out.iter().any(|&e| is_person(document, e)) && acts_for(document, token) {
        let named = std::mem::take(&mut out);
        // "delegations led by Rubio and Lavrov"
        for led in document.children(token, Deprel::Acl) {
            if matches!(document.lemma(led), "lead" | "head") {
                for agent in
                    document.children(led, Deprel::OblAgent).chain(document.children(led, Deprel::Obl))
                {
                    out.extend(self::named(document, agent).into_iter().filter(|&e| is_person(document, e)));
                }
            }
        }
        if out.is_empty() {
            out = named;
        }
    }
    if out.is_empty() && acts_for(document, token) {
        for &c in document.trees.children(token) {
            let modifies = match document.word(c).deprel {
                Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc => true,
                Deprel::Nmod => matches!(document.case(c).as_deref(), Some("of" | "from")),
                _ => false,
            };
            if modifies {
                let all: Vec<EntityIndex> =
                    document.conjuncts(c).iter().flat_map(|&at| document.entities_at(at)).copied().collect();
                // "the leaders of Chad and Niger, Deby and Issoufou": taken for one list.
                let people = |e: &EntityIndex| is_person(document, *e);
                let named = all.len() > 2 && all.iter().filter(|e| people(e)).count() > 1;
                out.extend(all.into_iter().filter(|e| people(e) == named));
            }
        }
    }
    let leads = matches!(document.lemma(token), "leader" | "president" | "premier" | "king" | "chancellor");
    if is_nobody(document, token) || leads && is_indefinite(document, token) {
        // "no American president", "a Syrian leader": nobody in particular.
        out.retain(|&e| is_person(document, e));
    } else if leads {
        // "the leaders of China and Russia": those whom the text names.
        for e in &mut out {
            if let Some(leader) = leader_of(document, *e) {
                *e = leader;
            }
        }
    }
    if document.lemma(token) == "minister" {
        for e in &mut out {
            if let Some(minister) = minister_of(document, token, *e) {
                *e = minister;
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

/// "no official", "any minister".
fn is_nobody(document: &Document<'_>, token: u32) -> bool {
    document
        .children(token, Deprel::Det)
        .any(|d| matches!(document.form(d).to_lowercase().as_str(), "no" | "any" | "every" | "each"))
}

/// "a leader", "another president".
fn is_indefinite(document: &Document<'_>, token: u32) -> bool {
    document
        .children(token, Deprel::Det)
        .any(|d| matches!(document.form(d).to_lowercase().as_str(), "a" | "an" | "another" | "some"))
}

/// The subjects of the clause a noun stands in: of its own predicate, else of the verb above that it is no subject of.
pub(crate) fn subjects_above(document: &Document<'_>, noun: u32) -> Vec<u32> {
    let own: Vec<u32> = document.children(noun, Deprel::Nsubj).collect();
    if !own.is_empty() {
        return own.into_iter().flat_map(|s| document.conjuncts(s)).collect();
    }
    let mut at = noun;
    for _ in 0..6 {
        let word = document.word(at);
        let Some(head) = word.head else { break };
        let is_subject = matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass);
        if document.is_verb(head) || document.child(head, Deprel::Cop).is_some() {
            if is_subject {
                return Vec::new();
            }
            let subjects = frame::clause_subject(document, head);
            if subjects.iter().any(|&s| !parties(document, s).is_empty()) || !document.is_verb(head) {
                return subjects;
            }
        }
        at = head;
    }
    Vec::new()
}

/// Who holds in that country the office of the title at `token` ("the foreign ministers of Congo and Rwanda").
fn minister_of(document: &Document<'_>, token: u32, country: EntityIndex) -> Option<EntityIndex> {
    let id =
        document.entity(country).linked.filter(|_| document.entity(country).kind == EntityKind::Country)?;
    let near = document.titles.partition_point(|t| t.tokens.start + 8 <= token);
    let entry = document.titles[near..]
        .iter()
        .take_while(|t| t.tokens.start <= token)
        .find(|t| t.tokens.holds(token))?
        .entry?;
    let same = |t: u32| document.titles.get(t as usize).is_some_and(|t| t.entry == Some(entry) && !t.former);
    document
        .holders
        .iter()
        .filter(|h| same(h.title))
        .map(|h| h.person)
        .find(|&p| home(document, p) == Some(id))
}

/// The head of state or government of a country, if the text names one: the first that it names.
fn leader_of(document: &Document<'_>, country: EntityIndex) -> Option<EntityIndex> {
    (0..document.entities.len() as u32).map(EntityIndex).find(|&e| leads(document, e, country))
}

/// Whether somebody is the head of state or government of the country at the article's date.
pub(crate) fn leads(document: &Document<'_>, person: EntityIndex, country: EntityIndex) -> bool {
    let of = document.entity(country).linked.filter(|_| document.entity(country).kind == EntityKind::Country);
    let known = document.entity(person).linked.filter(|_| is_person(document, person));
    let (Some(date), Some(of), Some(known)) = (document.date, of, known) else { return false };
    document.knowledge.terms_of(known).iter().any(|t| {
        t.of == of
            && t.covers(date)
            && matches!(t.class, PostClass::HeadOfState | PostClass::HeadOfGovernment | PostClass::Monarch)
    })
}

/// Whether the noun names people who act for a country or body.
fn acts_for(document: &Document<'_>, token: u32) -> bool {
    document.governs(token, GovernorUse::Represent)
        || document.lexicon.nominal(document.lemma(token)).iter().any(|n| n.kind == NominalKind::Actor)
}

/// The country of the knowledge base that a country, place, person or body is or belongs to.
pub(crate) fn country_of(document: &Document<'_>, entity: EntityIndex) -> Option<EntityId> {
    let Some(linked) = document.entity(entity).linked else { return seat_of(document, entity) };
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

/// The country whose government sits at a place that is known as its seat only ("the White House").
fn seat_of(document: &Document<'_>, entity: EntityIndex) -> Option<EntityId> {
    let e = document.entity(entity);
    let seats = if e.kind == EntityKind::Place { document.knowledge.lookup(&e.name) } else { Vec::new() };
    let body = seats.iter().find(|c| c.form == AliasForm::Metonym)?.entity;
    let known = document.knowledge.entity(body);
    if known.kind == EntityKind::Country { Some(body) } else { known.country }
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
            // "a trip to Peru by Minister Diaz": another country than hers.
            let apart = |t: u32| {
                matches!(document.word(t).upos, Upos::Verb | Upos::Aux)
                    || document.word(t).upos == Upos::Adp && !matches!(document.form(t), "of" | "'s" | "’s")
            };
            document.mentions[start..]
                .iter()
                .take_while(|m| m.tokens.start < to)
                .filter(|m| {
                    let (a, b) = (m.tokens, mention.tokens);
                    let mut between = if a.start < b.start { a.end..b.start } else { b.end..a.start };
                    !between.any(apart)
                })
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
