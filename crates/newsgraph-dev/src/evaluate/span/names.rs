//! Names by exact span: persons, organisations, and countries and places as one.

use crate::evaluate::explain::Reader;
use crate::evaluate::gold::SpanTruth;
use crate::evaluate::graph::entity_rule;
use crate::evaluate::tally::{Page, Point};
use newsgraph::graph::{MentionForm, Node};
use newsgraph::{KnowledgeGraph, Span};
use std::collections::BTreeMap;

fn gold_layer(kind: &str) -> Option<&'static str> {
    match kind {
        "PERSON" => Some("name PERSON"),
        "ORG" => Some("name ORG"),
        "COUNTRY" | "PLACE" => Some("name LOC"),
        _ => None,
    }
}

fn node_layer(node: &Node) -> &'static str {
    match node.kind.as_str() {
        "person" => "name PERSON",
        "organization" => "name ORG",
        _ => "name LOC",
    }
}

fn short(layer: &str) -> &str {
    layer.trim_start_matches("name ")
}

/// Enters names and metonyms; what overlaps gold that is left out counts only where it is right.
pub(super) fn score(
    truth: &SpanTruth,
    graph: &KnowledgeGraph,
    text: &str,
    reader: &Reader<'_>,
    page: &mut Page<'_>,
) {
    let keep = |span: Span| truth.within.is_none_or(|w| w.contains(span));
    let mut want: BTreeMap<Span, &'static str> = BTreeMap::new();
    let mut ignored = Vec::new();
    for entity in truth.entities.iter().filter(|e| keep(e.span)) {
        match gold_layer(&entity.kind).filter(|_| entity.named) {
            Some(layer) => {
                want.insert(entity.span, layer);
            }
            None => ignored.push(entity.span),
        }
    }
    let mut got: BTreeMap<Span, (&'static str, &Node)> = BTreeMap::new();
    let mut otherwise: Vec<(Span, MentionForm)> = Vec::new();
    for node in graph.nodes().filter(|n| n.kind.is_entity()) {
        for m in node.mentions.iter().filter(|m| keep(m.at.span)) {
            if matches!(m.form, MentionForm::Name | MentionForm::Metonym) {
                got.insert(m.at.span, (node_layer(node), node));
            } else {
                otherwise.push((m.at.span, m.form));
            }
        }
    }
    let mut explained = Vec::new();
    for (&span, &layer) in &want {
        let found = got.get(&span).is_some_and(|g| g.0 == layer);
        page.gold(layer, found);
        if found {
            continue;
        }
        let words = span.of(text);
        let near: Vec<_> = got.iter().filter(|(s, _)| s.overlaps(span)).map(|(s, g)| (*s, g.0)).collect();
        let class = if let Some((_, other)) = near.iter().find(|(s, _)| *s == span) {
            format!("wrong kind {}→{}", short(layer), short(other))
        } else if near.iter().any(|n| n.1 == layer) {
            "wrong boundary".to_owned()
        } else if let Some((_, other)) = near.first() {
            format!("wrong boundary and kind {}→{}", short(layer), short(other))
        } else if let Some((_, form)) = otherwise.iter().find(|(s, _)| s.overlaps(span)) {
            format!("told as {}", form.as_str())
        } else if reader.knows_name(words) {
            "not found, though known".to_owned()
        } else {
            "not found, not known".to_owned()
        };
        let got: Vec<_> = near.iter().map(|(s, l)| (s.of(text), short(l))).collect();
        page.error(layer, class, &format!("{words:?}, got {got:?}"));
        explained.extend(near.iter().map(|n| n.0));
    }
    for (&span, &(layer, node)) in &got {
        let right = want.get(&span) == Some(&layer);
        if !right && ignored.iter().any(|i| i.overlaps(span)) {
            continue;
        }
        let kind = node.kind.as_str();
        page.predicted(
            layer,
            Point { kind, rule: entity_rule(node, reader.extractor()), confidence: node.confidence, right },
        );
        if !right && !explained.contains(&span) {
            page.error(layer, "spurious", &format!("{:?}", span.of(text)));
        }
    }
}
