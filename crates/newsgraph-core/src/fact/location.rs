//! Where places and organisations lie, and who is a member of what, where the text says so.

use super::{Fact, FactRule, Grounds, RelationFact};
use crate::analysis::Deprel;
use crate::document::{Document, EntityIndex, Mention};
use crate::graph::Relation;
use crate::knowledge::EntityKind;
use crate::span::TokenRange;
use smol_str::SmolStr;

/// "Ankara, Turkey", "the Berlin-based think tank MERICS", "Turkey and Greece are members of NATO".
#[derive(Debug)]
pub(super) struct LocationRule;

impl FactRule for LocationRule {
    fn name(&self) -> &'static str {
        "location"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        for mention in &document.mentions {
            let &[e] = mention.entities.as_slice() else { continue };
            match document.entity(e).kind {
                EntityKind::Place => {
                    enclosing(document, e, mention, facts);
                    based(document, e, mention, facts);
                }
                EntityKind::Organization => {
                    seat(document, e, mention, facts);
                    members(document, e, mention, facts);
                }
                _ => {}
            }
        }
    }
}

fn push(
    document: &Document<'_>,
    (source, a): (EntityIndex, TokenRange),
    (target, b): (EntityIndex, TokenRange),
    relation: Relation,
    rule: &'static str,
    confidence: f32,
    facts: &mut Vec<Fact>,
) {
    if source == target || document.sentence_of(a.start) != document.sentence_of(b.start) {
        return;
    }
    facts.push(Fact::Relation(RelationFact {
        source,
        target,
        relation,
        grounds: Grounds {
            tokens: TokenRange::new(a.start.min(b.start), a.end.max(b.end)),
            rule: SmolStr::new_static(rule),
            confidence,
        },
    }));
}

fn one(document: &Document<'_>, token: u32, kinds: &[EntityKind]) -> Option<(EntityIndex, TokenRange)> {
    let mention = document.name_covering(token)?;
    let e = *mention.entities.first()?;
    kinds.contains(&document.entity(e).kind).then_some((e, mention.tokens))
}

/// "Ankara, Turkey".
fn enclosing(document: &Document<'_>, e: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
    let comma = mention.tokens.end;
    if document.form(comma) != "," {
        return;
    }
    if let Some(outer) = one(document, comma + 1, &[EntityKind::Country, EntityKind::Place]) {
        let knows = |id| document.knowledge.entity(id);
        let (inner, outer_id) = (document.entity(e).linked, document.entity(outer.0).linked);
        // A list of cities is no nest of them: the outer one must be the country, or a region.
        let nested = match (inner.map(knows), outer_id.map(|id| (id, knows(id)))) {
            (Some(i), Some((id, o))) => {
                i.country == Some(id) || (i.country == o.country && o.subtype.is_some_and(|s| s != "city"))
            }
            (None, Some((_, o))) => o.kind == EntityKind::Country || o.subtype.is_some_and(|s| s != "city"),
            _ => false,
        };
        if nested {
            push(document, (e, mention.tokens), outer, Relation::LocatedIn, "location/comma", 0.9, facts);
        }
    }
}

/// "the Berlin-based China think tank MERICS".
fn based(document: &Document<'_>, e: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
    let after = mention.tokens.end;
    if !(matches!(document.form(after), "-" | "–") && document.form(after + 1) == "based") {
        return;
    }
    let body = (after + 2..after + 8)
        .take_while(|&t| !matches!(document.form(t), "," | "." | ";" | ""))
        .find_map(|t| one(document, t, &[EntityKind::Organization]));
    if let Some(body) = body {
        push(document, body, (e, mention.tokens), Relation::LocatedIn, "location/based", 0.9, facts);
    }
}

/// "American University in Washington".
fn seat(document: &Document<'_>, e: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
    let after = mention.tokens.end;
    if document.form(after) != "in" {
        return;
    }
    if let Some(place) = one(document, after + 1, &[EntityKind::Place, EntityKind::Country])
        && document.word(place.1.start).head.is_some_and(|h| mention.tokens.holds(h))
    {
        push(document, (e, mention.tokens), place, Relation::LocatedIn, "location/in", 0.7, facts);
    }
}

/// "Turkey and Greece are both members of NATO", "NATO member Turkey".
fn members(document: &Document<'_>, e: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
    let head = mention.head;
    let Some(noun) = document.word(head).head.filter(|&n| document.lemma(n) == "member") else { return };
    let mut found = Vec::new();
    if document.child(noun, Deprel::Cop).is_some() {
        for subject in document.children(noun, Deprel::Nsubj) {
            found.extend(document.conjuncts(subject));
        }
    }
    found.extend(document.children(noun, Deprel::Appos));
    if matches!(document.word(noun).deprel, Deprel::Appos | Deprel::Compound | Deprel::NmodDesc) {
        found.extend(document.word(noun).head);
    }
    for t in found {
        if let Some(member) = one(document, t, &[EntityKind::Country]) {
            push(document, member, (e, mention.tokens), Relation::MemberOf, "location/member", 0.8, facts);
        }
    }
}
