//! Entities: which node is which gold entity.

use crate::evaluate::gold::{Entity, GraphTruth};
use crate::evaluate::tally::{Page, Point};
use crate::evaluate::text::{holds_words, name, titles_agree};
use newsgraph::graph::{MentionForm, Node, NodeId, NodeKind};
use newsgraph::{Extractor, KnowledgeGraph};
use std::collections::{BTreeMap, BTreeSet};

/// Which node is which gold entity.
pub(super) struct Keys<'g> {
    keys: BTreeMap<&'g NodeId, &'g str>,
    nodes: BTreeMap<&'g str, &'g Node>,
}

impl<'g> Keys<'g> {
    /// The gold key of a node; its name after a `?` where it has none.
    pub(super) fn of(&self, node: &Node) -> String {
        self.keys.get(&node.id).map_or_else(|| format!("?{}", node.name), |k| (*k).to_owned())
    }

    /// The node of a gold entity.
    pub(super) fn node(&self, key: &str) -> Option<&'g Node> {
        self.nodes.get(key).copied()
    }

    /// Whether the node of this gold person has read this title.
    pub(super) fn titled(&self, key: &str, title: &str) -> bool {
        self.node(key).is_some_and(
            |n| matches!(&n.kind, NodeKind::Person { titles, .. } if titles.iter().any(|t| titles_agree(title, t))),
        )
    }
}

fn layer(kind: &str) -> &'static str {
    match kind {
        "person" => "person",
        "country" => "country",
        "organization" => "organization",
        _ => "place",
    }
}

/// What it is predicted by: a name that the knowledge base has for this kind, or one that it has not.
pub(crate) fn rule(node: &Node, extractor: &Extractor) -> String {
    let knowledge = extractor.knowledge();
    let known = knowledge
        .lookup(&node.name)
        .iter()
        .any(|c| knowledge.entity(c.entity).kind.as_str() == node.kind.as_str());
    if known { "name, known" } else { "name, not known" }.to_owned()
}

/// Names of a node, its own first.
fn names(node: &Node) -> Vec<String> {
    let mentioned = node.mentions.iter().filter(|m| m.form == MentionForm::Name).map(|m| &m.at.text);
    let mut names = Vec::new();
    for n in [&node.name].into_iter().chain(&node.aliases).chain(mentioned).map(|n| name(n)) {
        if !names.contains(&n) {
            names.push(n);
        }
    }
    names
}

/// Enters the entities: each gold entity is found by one node at most.
pub(super) fn score<'g>(
    truth: &'g GraphTruth,
    graph: &'g KnowledgeGraph,
    extractor: &Extractor,
    page: &mut Page<'_>,
) -> Keys<'g> {
    let mut by_name: BTreeMap<String, Vec<&Entity>> = BTreeMap::new();
    for entity in &truth.entities {
        for n in &entity.names {
            by_name.entry(name(n)).or_default().push(entity);
        }
    }
    let mut found = Keys { keys: BTreeMap::new(), nodes: BTreeMap::new() };
    let (mut extras, mut wrong) = (Vec::new(), BTreeSet::new());
    for node in graph.nodes().filter(|n| n.kind.is_entity() && !n.mentions.is_empty()) {
        let kind = node.kind.as_str();
        let all = names(node);
        let mut same = all.iter().filter_map(|n| by_name.get(n)).flatten();
        let hit = same.clone().find(|g| g.may_be(kind) && !found.nodes.contains_key(g.key.as_str()));
        let point = |right| Point {
            kind: layer(kind),
            rule: rule(node, extractor),
            confidence: node.confidence,
            right,
        };
        if let Some(gold) = hit {
            found.keys.insert(&node.id, &gold.key);
            found.nodes.insert(&gold.key, node);
            if gold.optional {
                page.optional(layer(&gold.kind), point(true));
            } else {
                page.predicted(layer(&gold.kind), point(true));
            }
            continue;
        }
        match same.next() {
            Some(twin) => {
                found.keys.insert(&node.id, &twin.key);
                if !twin.optional {
                    page.predicted(layer(kind), point(false));
                    if twin.may_be(kind) {
                        page.error(layer(kind), "duplicate node", &format!("{} for {}", node.id, twin.key));
                    } else {
                        wrong.insert((twin.key.as_str(), kind));
                        page.error(
                            layer(&twin.kind),
                            format!("wrong kind {}→{kind}", twin.kind),
                            &format!("{:?}", node.name),
                        );
                    }
                }
            }
            None => {
                page.predicted(layer(kind), point(false));
                extras.push((node, all));
            }
        }
    }
    let mut explained = BTreeSet::new();
    for gold in truth.entities.iter().filter(|g| !g.optional) {
        let there = found.nodes.contains_key(gold.key.as_str());
        page.gold(layer(&gold.kind), there);
        if there || wrong.iter().any(|(key, _)| *key == gold.key) {
            continue;
        }
        let close = extras.iter().find(|(_, names)| {
            names
                .iter()
                .any(|n| gold.names.iter().map(|g| name(g)).any(|g| holds_words(n, &g) || holds_words(&g, n)))
        });
        let first = gold.names.first().map_or("", String::as_str);
        match close {
            Some((node, _)) => {
                explained.insert(&node.id);
                let class = if gold.may_be(node.kind.as_str()) {
                    "wrong boundary or name".to_owned()
                } else {
                    format!("wrong boundary and kind {}→{}", gold.kind, node.kind.as_str())
                };
                page.error(layer(&gold.kind), class, &format!("{first:?}, got {:?}", node.name));
            }
            None => page.error(layer(&gold.kind), "not found", &format!("{first:?}")),
        }
    }
    for (node, _) in extras.into_iter().filter(|(n, _)| !explained.contains(&n.id)) {
        page.error(layer(node.kind.as_str()), "spurious", &format!("{:?}", node.name));
    }
    for bad in truth.never.iter().map(|n| name(n)) {
        for node in
            graph.nodes().filter(|n| n.kind.is_entity() && !n.mentions.is_empty() && name(&n.name) == bad)
        {
            page.error(layer(node.kind.as_str()), "a name that must not be", &format!("{:?}", node.name));
        }
    }
    found
}
