//! The countries and bodies that the words around a title give as its owners.

use super::implied::seat;
use super::{Owner, has_type};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, Holder, HolderPattern, TitleMention};
use crate::graph::MentionForm;
use crate::knowledge::{EntityKind, PostClass};

/// How far from the title its country or organisation may stand, in tokens.
const REACH: u32 = 16;

/// The owners before the title: "Chinese Foreign Ministry spokesman", "MERICS expert", "Serbia's new foreign minister".
pub(super) fn premodifiers(
    document: &Document<'_>,
    holder: &Holder,
    title: &TitleMention,
    owners: &mut Vec<Owner>,
) {
    let sentence = document.sentences[document.sentence_of(title.tokens.start)].tokens;
    let first = match holder.pattern {
        HolderPattern::After => holder.name.end.max(sentence.start),
        _ => sentence.start,
    };
    let mut t = title.tokens.start;
    let mut steps = 0;
    while t > first && steps < 8 {
        steps += 1;
        let at = t - 1;
        if let Some(mention) = document.name_covering(at) {
            let Some(&e) = mention.entities.first() else { return };
            if document.entity(e).kind == EntityKind::Person {
                // "Kallas's chief adviser, X": of what she acts for.
                let next = document.form(mention.tokens.end);
                let close = (mention.tokens.end + 1..title.tokens.start)
                    .all(|k| matches!(document.word(k).upos, Upos::Adj | Upos::Adv | Upos::Num));
                if holder.person != e && matches!(next, "'s" | "’s" | "'" | "’") && close {
                    owners.extend(seat(document, e).map(|of| (of, mention.tokens)));
                }
                return;
            }
            t = mention.tokens.start;
            // "US-born", "Iran-backed" tell something else of the holder.
            let compound = document.form(mention.tokens.end) == "-"
                && document.form(mention.tokens.end + 1).starts_with(char::is_lowercase);
            if compound {
                continue;
            }
            owners.push((e, mention.tokens));
            // "the US House of Representatives Speaker": one owner is enough, but "Moscow" is none of a correspondent,
            // a party's minister is one of a country, and "the Kyrgyz and Tajik presidents" are of two.
            let entity = document.entity(e);
            let several = title.plural && t > first && matches!(document.form(t - 1), "and" | "," | "&");
            if entity.kind != EntityKind::Place && !has_type(entity, &["party"]) && !several {
                return;
            }
            continue;
        }
        // "Palestine Liberation Organization (PLO) Chairman Yasser Arafat"
        if document.form(at) == ")" {
            match (first.max(at.saturating_sub(6))..at).rev().find(|&k| document.form(k) == "(") {
                Some(open) => {
                    t = open;
                    continue;
                }
                None => return,
            }
        }
        let word = document.word(at);
        if word.deprel == Deprel::NmodPoss || word.xpos == Xpos::WpPoss {
            owners.extend(possessor(document, at));
        }
        let inside = matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv)
            || (word.upos == Upos::Verb && at > first && document.form(at - 1) == "-")
            || matches!(document.form(at), "'s" | "’s" | "'" | "’" | "-" | "–" | "based" | "and" | "/" | "&")
            || matches!(document.form(at), "\"" | "”" | "“")
            || (matches!(document.form(at), "the" | "of")
                && holder.pattern == HolderPattern::Before
                && steps > 1
                && owners.is_empty()
                && document.form(at) == "of");
        if !inside {
            return;
        }
        t = at;
    }
}

/// "its spokesman", "his foreign minister", "the party's leader": what the possessor stands for; of a person the seat.
fn possessor(document: &Document<'_>, token: u32) -> Option<Owner> {
    let mention = if document.word(token).xpos == Xpos::WpPoss {
        // "the IMF, whose director": what stands right before, over a comma and an acronym in brackets.
        let before = (token.saturating_sub(3)..token).rev();
        before
            .take_while(|&t| matches!(document.form(t), "," | ")") || document.name_covering(t).is_some())
            .find_map(|t| document.name_covering(t))?
    } else {
        document.mention_at(token)?
    };
    let &[e] = mention.entities.as_slice() else { return None };
    let of = match document.entity(e).kind {
        EntityKind::Person => seat(document, e)?,
        _ => e,
    };
    Some((of, mention.tokens))
}

/// The last token before `t` that is no article.
fn word_before<'a>(document: &Document<'a>, t: u32) -> &'a str {
    match t.checked_sub(1).map(|p| document.form(p)) {
        Some("the" | "The") if t > 1 => document.form(t - 2),
        Some(form) => form,
        None => "",
    }
}

/// "adviser to Prime Minister Nawaz Sharif": the preposition in front of a name and the titles before it.
fn preposition<'a>(document: &Document<'a>, name: u32) -> &'a str {
    let mut t = name;
    while let Some(title) = t.checked_sub(1).and_then(|p| {
        let at = document.titles.partition_point(|x| x.tokens.start <= p);
        document.titles[..at].last().filter(|x| x.tokens.holds(p))
    }) {
        t = title.tokens.start;
    }
    word_before(document, t)
}

/// The owners behind the title: "director of the China Program at the Stimson Center".
pub(super) fn postmodifiers(
    document: &Document<'_>,
    title: &TitleMention,
    from: u32,
    stop: u32,
    class: Option<PostClass>,
    owners: &mut Vec<Owner>,
) {
    let sentence = document.sentences[document.sentence_of(from.saturating_sub(1))].tokens;
    let end = sentence.end.min(stop).min(from + REACH);
    let mut t = from;
    while t < end {
        // "and a member of …": the next title has owners of its own; "CEO and co-founder of …" shares them.
        if t > from && document.titles.binary_search_by_key(&t, |x| x.tokens.start).is_ok() {
            let determined = (t.saturating_sub(3)..t).any(|k| {
                matches!(document.word(k).upos, Upos::Det) || document.word(k).deprel == Deprel::NmodPoss
            });
            if determined && (!owners.is_empty() || (from..t).any(|k| document.form(k) == "and")) {
                return;
            }
        }
        // "counsellor to the president", who that is
        if matches!(document.form(t), "to" | "for") && t == from {
            let to = if document.form(t + 1) == "the" { t + 2 } else { t + 1 };
            let at = document.titles.partition_point(|x| x.tokens.start < to);
            let master = document.titles.get(at).filter(|x| x.tokens.start == to);
            if let Some(m) = master.and_then(|x| document.mention_at(x.head)).filter(|m| m.tokens.end <= end)
                && let &[e] = m.entities.as_slice()
                && document.entity(e).kind == EntityKind::Person
            {
                owners.extend(seat(document, e).map(|of| (of, m.tokens)));
                return;
            }
        }
        if let Some(mention) = document.name_covering(t) {
            if let Some(&e) = mention.entities.first() {
                if document.entity(e).kind == EntityKind::Person {
                    // "a member of Angela Merkel's Christian Democrats"
                    if matches!(document.form(mention.tokens.end), "'s" | "’s") {
                        t = mention.tokens.end + 1;
                        continue;
                    }
                    // "adviser to President Obama", "spokesman for Netanyahu"
                    if matches!(preposition(document, mention.tokens.start), "to" | "for" | "of") {
                        owners.extend(seat(document, e).map(|of| (of, mention.tokens)));
                    }
                    return;
                }
                // "the president of the German Red Cross": of the body, wherever that is.
                let next = document.name_covering(mention.tokens.end);
                let adjective = mention.form == MentionForm::Demonym
                    && next
                        .and_then(|m| m.entities.first())
                        .is_some_and(|&o| document.entity(o).kind == EntityKind::Organization);
                // "the Serb-dominated entity"
                let compound = document.form(mention.tokens.end) == "-"
                    && document.form(mention.tokens.end + 1).starts_with(char::is_lowercase);
                if adjective || compound {
                    t = mention.tokens.end.max(t + 1);
                    continue;
                }
                // An ambassador to China is not of China, an expert on Russia not of Russia.
                let preposition =
                    (from..t).rev().map(|p| document.form(p)).find(|f| !matches!(*f, "the" | "The"));
                let about = match preposition {
                    Some("to") => {
                        class == Some(PostClass::Ambassador) || document.entity(e).kind == EntityKind::Country
                    }
                    Some("on" | "against" | "about" | "over" | "under" | "since" | "during" | "with") => {
                        preposition != Some("with") || document.entity(e).kind != EntityKind::Organization
                    }
                    // "professor of Modern China Studies": a field, where no word says that it is a body.
                    Some("of") => {
                        let entity = document.entity(e);
                        class == Some(PostClass::Analyst)
                            && entity.linked.is_none()
                            && entity.subtype.is_none()
                    }
                    _ => false,
                };
                // "the head of the union in an interview with Reuters"
                let about = about || preposition == Some("with") && t > from + 3;
                if !about {
                    owners.push((e, mention.tokens));
                }
            }
            t = mention.tokens.end.max(t + 1);
            continue;
        }
        let word = document.word(t);
        let form = document.form(t);
        match form {
            "," => {
                let named = |at: u32, kind: EntityKind| {
                    let e = document.name_covering(at).and_then(|m| m.entities.first().copied());
                    e.is_some_and(|e| document.entity(e).kind == kind)
                };
                let behind = named(t + 1, EntityKind::Organization);
                let body = if document.form(t + 2) == "the" { t + 3 } else { t + 2 };
                let preposition = matches!(document.form(t + 1), "at" | "of" | "with")
                    && named(body, EntityKind::Organization);
                // "an analyst at a think tank, the Brookings Institution"
                let apposed = document.form(t + 1) == "the"
                    && named(t + 2, EntityKind::Organization)
                    && document.word(t - 1).upos == Upos::Noun
                    && !title.tokens.holds(t - 1);
                // "the foreign ministers of Kenya, Uganda and Rwanda"
                let list = title.plural && named(t + 1, EntityKind::Country);
                if !behind && !preposition && !apposed && !list {
                    return;
                }
            }
            // A stray full stop before a lower-case word ends nothing ("expert. at the Clingendael Institute").
            "." if document.form(t + 1).starts_with(char::is_lowercase) => {}
            ";" | ":" | "." | "(" | ")" | "\"" | "“" | "”" | "‘" | "—" | "–" | "--" | "?" | "!" => {
                return;
            }
            // "chair of its defence committee"
            "its" | "their" if t > from => owners.extend(possessor(document, t)),
            // What happens under, since or amid something tells of no owner.
            "under" | "since" | "during" | "amid" | "despite" | "until" => return,
            _ if matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj)
                && form != "based"
                && word.deprel != Deprel::Amod =>
            {
                return;
            }
            _ => {}
        }
        t += 1;
    }
}
