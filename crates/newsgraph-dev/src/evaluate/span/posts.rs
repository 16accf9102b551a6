//! Who holds a post where: pairs of a person and a country or organisation; titles are not compared.

use super::{spans, touch};
use crate::evaluate::gold::SpanTruth;
use crate::evaluate::graph::edge_rule;
use crate::evaluate::tally::{Page, Point};
use newsgraph::graph::{Basis, Edge, NodeId, Relation};
use newsgraph::{KnowledgeGraph, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Labels of relations that are posts.
const POSTS: &[&str] =
    &["head_of_state", "head_of_gov", "minister_of", "agent_of", "member_of", "head_of", "spokesperson_of"];

/// Enters the posts.
pub(super) fn score(truth: &SpanTruth, graph: &KnowledgeGraph, text: &str, page: &mut Page<'_>) {
    let mut clusters: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for e in &truth.entities {
        clusters.entry(&e.cluster).or_default().push(e.span);
    }
    let mut want: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (head, tail, label) in &truth.relations {
        if let (Some(h), Some(t)) = (truth.entities.get(*head), truth.entities.get(*tail))
            && POSTS.contains(&label.as_str())
            && h.kind == "PERSON"
        {
            want.entry((&h.cluster, &t.cluster)).or_insert(label);
        }
    }
    type Post<'g> = (Vec<Span>, Vec<Span>, &'g Edge);
    let mut got: BTreeMap<(&NodeId, &NodeId), Post<'_>> = BTreeMap::new();
    for (a, b, edge) in graph.edges() {
        let post = matches!(edge.relation, Relation::HoldsOffice { .. } | Relation::AffiliatedWith { .. });
        if post && !a.mentions.is_empty() && !b.mentions.is_empty() {
            // Of several edges of a pair the one on the text, then the surest.
            let new = || (spans(a), spans(b), edge);
            let row = got.entry((&a.id, &b.id)).or_insert_with(new);
            if (edge.basis, edge.confidence) > (row.2.basis, row.2.confidence) {
                row.2 = edge;
            }
        }
    }
    let got: Vec<_> = got.into_iter().collect();
    let words = |cluster: &str| clusters[cluster].first().map_or("", |s| s.of(text));
    let mut used = BTreeSet::new();
    let mut explained = BTreeSet::new();
    for (&(head, tail), label) in &want {
        let (holder, owner) = (&clusters[head], &clusters[tail]);
        let hits: Vec<usize> =
            (0..got.len()).filter(|&i| touch(&got[i].1.0, holder) && touch(&got[i].1.1, owner)).collect();
        page.gold("post", !hits.is_empty());
        used.extend(hits.iter().copied());
        if !hits.is_empty() {
            continue;
        }
        let is_node =
            |cluster: &[Span]| graph.nodes().any(|n| n.kind.is_entity() && touch(&spans(n), cluster));
        let elsewhere = (0..got.len()).find(|&i| touch(&got[i].1.0, holder));
        let class = if !is_node(holder) {
            "holder is no node"
        } else if !is_node(owner) {
            "owner is no node"
        } else if elsewhere.is_some() {
            explained.extend(elsewhere);
            "told of another owner only"
        } else {
            "not told"
        };
        let example = format!("{} {} {}", words(head), label, words(tail));
        page.error("post", format!("{class}: {label}"), &example);
    }
    for (i, ((holder, owner), (_, _, edge))) in got.iter().enumerate() {
        let right = used.contains(&i);
        let kind = if edge.relation.as_str() == "holds_office" { "office" } else { "affiliation" };
        let rule = if edge.basis == Basis::Text { edge_rule(edge) } else { "knowledge".to_owned() };
        page.predicted("post", Point { kind, rule: rule.clone(), confidence: edge.confidence, right });
        if !right && !explained.contains(&i) {
            let words = edge.evidence.first().map_or("", |e| e.at.text.as_str());
            page.error("post", format!("spurious: {rule}"), &format!("{holder} → {owner}: {words}"));
        }
    }
}
