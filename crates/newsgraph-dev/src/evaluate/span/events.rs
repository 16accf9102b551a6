//! Events: source, target and class.

use super::{spans, touch};
use crate::evaluate::explain::Reader;
use crate::evaluate::gold::SpanEvent;
use crate::evaluate::graph::edge_rule;
use crate::evaluate::tally::{Page, Point};
use newsgraph::graph::{Edge, Relation};
use newsgraph::{KnowledgeGraph, Span};
use std::collections::BTreeSet;

/// The common class of classes that versions of PLOVER and data sets draw apart.
fn class(label: &str) -> &str {
    match label {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        "CONCEDE" | "RETREAT" => "YIELD",
        "SANCTION" => "COERCE",
        "ENGAGE" => "COOPERATE",
        other => other,
    }
}

struct Told<'g> {
    source: Vec<Span>,
    target: Vec<Span>,
    class: &'static str,
    edge: &'g Edge,
    names: String,
}

/// Enters the events; a reciprocal pair counts once.
pub(super) fn score(
    golds: &[SpanEvent],
    graph: &KnowledgeGraph,
    text: &str,
    reader: &Reader<'_>,
    page: &mut Page<'_>,
) {
    let told: Vec<Told<'_>> = graph
        .edges()
        .filter_map(|(a, b, edge)| match &edge.relation {
            Relation::Event { plover, lemma, .. } => Some(Told {
                source: spans(a),
                target: spans(b),
                class: class(plover.as_str()),
                edge,
                names: format!("{} {} {lemma:?} {}", a.name, plover.as_str(), b.name),
            }),
            _ => None,
        })
        .collect();
    let (mut used, mut explained, mut seen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let all: Vec<&str> = told.iter().map(|t| t.names.as_str()).collect();
    for gold in golds.iter().filter(|g| !g.source.is_empty() && !g.target.is_empty()) {
        let label = class(&gold.label);
        let ends: BTreeSet<Span> = gold.source.iter().chain(&gold.target).copied().collect();
        if !seen.insert((label, ends)) && gold.reciprocal {
            continue;
        }
        let forth = |t: &Told<'_>| touch(&t.source, &gold.source) && touch(&t.target, &gold.target);
        let back = |t: &Told<'_>| touch(&t.source, &gold.target) && touch(&t.target, &gold.source);
        let hits: Vec<usize> = (0..told.len())
            .filter(|&i| told[i].class == label && (forth(&told[i]) || (gold.reciprocal && back(&told[i]))))
            .collect();
        page.gold("event", !hits.is_empty());
        used.extend(hits.iter().copied());
        if !hits.is_empty() {
            continue;
        }
        let is_node = |at: &[Span]| graph.nodes().any(|n| n.kind.is_entity() && touch(&spans(n), at));
        let find = |ok: &dyn Fn(&Told<'_>) -> bool| told.iter().position(ok);
        let (why, by) = if let Some(p) = find(&|t| forth(t) || (gold.reciprocal && back(t))) {
            (format!("class differs {label}→{}", told[p].class), Some(p))
        } else if let Some(p) = find(&|t| t.class == label && back(t)) {
            ("source and target exchanged".into(), Some(p))
        } else if let Some(p) = find(&back) {
            (format!("exchanged, and class differs {label}→{}", told[p].class), Some(p))
        } else if !is_node(&gold.source) {
            ("source is no node".into(), None)
        } else if !is_node(&gold.target) {
            ("target is no node".into(), None)
        } else if let Some(p) = find(&|t| t.class == label && touch(&t.source, &gold.source)) {
            ("target differs".into(), Some(p))
        } else if let Some(p) = find(&|t| t.class == label && touch(&t.target, &gold.target)) {
            ("source differs".into(), Some(p))
        } else if gold.trigger.is_some_and(|t| !reader.event_word(t)) {
            ("trigger not in the lexicon".into(), None)
        } else if told.is_empty() {
            ("nothing told".into(), None)
        } else {
            ("other events told only".into(), None)
        };
        explained.extend(by);
        let words = |at: &[Span]| at.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" / ");
        page.error(
            "event",
            why,
            &format!("{} {label} {} in {text:?}, got {all:?}", words(&gold.source), words(&gold.target)),
        );
    }
    for (i, t) in told.iter().enumerate() {
        let right = used.contains(&i);
        let point = Point { kind: "event", rule: edge_rule(t.edge), confidence: t.edge.confidence, right };
        page.predicted("event", point);
        if !right && !explained.contains(&i) {
            page.error("event", format!("not in the gold: {}", t.class), &format!("{} in {text:?}", t.names));
        }
    }
}
