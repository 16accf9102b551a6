//! Posts told by a verb: "who heads the agency", "teaches at the university", "works for the UN".

use super::{Owner, Post, is_outside_government, organization_at, person_of};
use crate::analysis::{Deprel, Upos};
use crate::document::Document;
use crate::fact::Fact;
use crate::fact::frame::fillers;
use crate::fact::party::named;
use crate::graph::MentionForm;
use crate::knowledge::EntityKind;
use crate::lexicon::{PostVerb, TitleUse};
use crate::span::TokenRange;

/// How far behind the verb the body may stand, in tokens.
const REACH: u32 = 10;

/// Posts of those who are the subject of a verb that tells of one.
pub(super) fn posts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    for verb in (0..document.tokens.len() as u32).filter(|&t| document.is_verb(t)) {
        let entries = document.lexicon.post_verb(document.lemma(verb));
        let entry = entries.iter().find(|e| !e.of.is_empty());
        // "who follows the region for the Crisis Group"
        if entry.is_none() && document.word(verb).deprel != Deprel::AclRelcl {
            continue;
        }
        let Some(body) = body(document, verb, entry) else { continue };
        for person in subjects(document, verb) {
            let title = entry.and_then(|e| e.title.as_deref()).unwrap_or_default();
            let mut post = Post::untitled(person, body, title, "post/verb", 0.7);
            let owner = document.entity(body.0);
            let country = owner.kind == EntityKind::Country;
            if !title.is_empty() && (country || owner.subtype.is_some() && !is_outside_government(owner)) {
                post.usage = TitleUse::Office;
                post.class = document.lexicon.title(title).first().and_then(|t| t.class);
            }
            post.tell(document, facts);
        }
    }
    whereabouts(document, facts);
}

/// "She is now at the Brookings Institution".
fn whereabouts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    for mention in &document.mentions {
        let Some(&of) = mention.entities.first() else { continue };
        let body = is_outside_government(document.entity(of)) && mention.form == MentionForm::Name;
        if !body || document.child(mention.head, Deprel::Cop).is_none() {
            continue;
        }
        let first = mention.tokens.start;
        let at = if document.form(first.saturating_sub(1)) == "the" { first - 1 } else { first };
        let now = at > 1
            && matches!(document.form(at - 1), "at" | "with")
            && matches!(document.form(at - 2), "now" | "currently" | "today");
        if now {
            // "who taught in Oslo and is now at the institute"
            let joined = || {
                let word = document.word(mention.head);
                let first = word.head.filter(|_| word.deprel == Deprel::Conj);
                first.map(|verb| subjects(document, verb)).unwrap_or_default()
            };
            let mut people = subjects(document, mention.head);
            if people.is_empty() {
                people = joined();
            }
            for person in people {
                Post::untitled(person, (of, mention.tokens), "", "post/verb", 0.6).tell(document, facts);
            }
        }
    }
}

/// The persons who fill the subject: by name, by pronoun, or by a noun in apposition to the name.
fn subjects(document: &Document<'_>, verb: u32) -> Vec<Owner> {
    let mut found = Vec::new();
    // "the Gambia's leader and Robert Mugabe, who has led": the name right before "who", whatever the tree says.
    let who = (verb.saturating_sub(4)..verb).rev().find(|&t| document.form(t) == "who");
    let antecedent = who.and_then(|t| {
        let before = if document.form(t.checked_sub(1)?) == "," { t.checked_sub(2)? } else { t - 1 };
        person_of(document, document.name_covering(before)?)
    });
    if let Some(person) = antecedent {
        return vec![person];
    }
    for token in fillers(document, verb, "nsubj") {
        let apposed = document.word(token).head.filter(|_| document.word(token).deprel == Deprel::Appos);
        let person = [Some(token), apposed]
            .into_iter()
            .flatten()
            .find_map(|t| person_of(document, document.mention_at(t).or_else(|| document.name_covering(t))?));
        // "Prof Ann Lee, who teaches": the tree may hang the clause on the title.
        found.extend(person.or_else(|| {
            let &[e] = named(document, token).as_slice() else { return None };
            (document.entity(e).kind == EntityKind::Person).then_some((e, TokenRange::new(token, token + 1)))
        }));
    }
    found
}

/// The body that the verb tells of.
fn body(document: &Document<'_>, verb: u32, entry: Option<&PostVerb>) -> Option<Owner> {
    let slots: &[_] = entry.map_or(&[], |e| &e.of);
    if slots.iter().any(|s| s == "obj") {
        for object in fillers(document, verb, "obj") {
            // "the opposition Progressive Party party": the noun behind the name.
            let named = [Some(object), object.checked_sub(1)].into_iter().flatten();
            if let Some(body) = named.filter_map(|t| organization_at(document, t)).next() {
                return Some(body);
            }
        }
    }
    // "who ruled Guinea", but not "led Peru to the final".
    if slots.iter().any(|s| s == "obj:country") {
        let onward = document.children(verb, Deprel::Obl).any(|o| {
            document.case(o).is_some_and(|case| matches!(case.as_str(), "to" | "into" | "past" | "against"))
        });
        let country = fillers(document, verb, "obj").into_iter().find_map(|object| {
            let mention = document.name_covering(object).filter(|m| m.form == MentionForm::Name)?;
            let &of = mention.entities.first()?;
            (document.entity(of).kind == EntityKind::Country).then_some((of, mention.tokens))
        });
        if let Some(country) = country.filter(|_| !onward) {
            return Some(country);
        }
    }
    // Along the words: "heads the North Africa programme at X", "researched migration there for X".
    let prepositions: Vec<&str> = match entry {
        Some(_) => slots.iter().filter_map(|s| s.strip_prefix("obl:")).flat_map(|s| s.split('|')).collect(),
        None => vec!["for"],
    };
    let end = document.sentences[document.sentence_of(verb)].tokens.end.min(verb + REACH);
    (verb + 1..end)
        .take_while(|&t| !document.is_verb(t) && !matches!(document.form(t), "," | ";" | "who"))
        .find_map(|t| {
            let body = organization_at(document, t).filter(|b| b.1.start == t)?;
            // "for the charity Oxfam", "for the Geneva-based group"
            let mut before = t - 1;
            while before > verb && is_modifier(document, before) {
                before -= 1;
            }
            prepositions.contains(&document.form(before)).then_some(body)
        })
}

/// Whether the word may stand between a preposition and the name of a body.
fn is_modifier(document: &Document<'_>, token: u32) -> bool {
    matches!(document.word(token).upos, Upos::Adj | Upos::Noun | Upos::Det)
        || matches!(document.form(token), "-" | "based")
        || document
            .name_covering(token)
            .is_some_and(|m| m.form == MentionForm::Demonym || document.form(m.tokens.end) == "-")
}
