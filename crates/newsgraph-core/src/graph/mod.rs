//! The knowledge graph over `petgraph`.

mod edge;
mod node;
mod plover;
#[cfg(feature = "serde")]
mod serialize;

pub use edge::{Basis, Edge, Evidence, MeetingRole, PostStatus, Relation};
pub use node::{MentionForm, Node, NodeId, NodeKind, NodeMention, Role, Status, TextSpan};
pub use plover::Plover;

use crate::edtf::Edtf;
use crate::text::normalize_name;
use jiff::civil::Date;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A document a graph rests on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DocumentInfo {
    /// Its id.
    pub id: SmolStr,
    /// Its headline.
    pub title: Option<String>,
    /// Its date, given or found.
    pub date: Option<Edtf>,
    /// Where it came from.
    pub uri: Option<String>,
}

/// Entities, meetings and statements as nodes; who holds which office, who met whom, who said what as edges.
///
/// Nodes are kept in the order of their ids and edges in the order of (source, target, relation), so that equal graphs
/// are written as equal bytes.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    documents: BTreeMap<SmolStr, DocumentInfo>,
    graph: DiGraph<Node, Edge>,
    index: BTreeMap<NodeId, NodeIndex>,
}

impl PartialEq for KnowledgeGraph {
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents && self.nodes().eq(other.nodes()) && self.edges().eq(other.edges())
    }
}

/// Joins two optional values: the one there is, the smaller of two.
fn join<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl Node {
    /// Takes over what `other`, a node with the same id, knows.
    fn absorb(&mut self, other: Self) {
        if other.name < self.name {
            self.aliases.insert(std::mem::replace(&mut self.name, other.name));
        } else if other.name > self.name {
            self.aliases.insert(other.name);
        }
        self.aliases.extend(other.aliases);
        self.aliases.remove(&self.name);
        self.wikidata = join(self.wikidata.take(), other.wikidata);
        self.confidence = self.confidence.max(other.confidence);
        let in_order = other.mentions.is_empty() || self.mentions.last() < other.mentions.first();
        self.mentions.extend(other.mentions);
        if !in_order {
            self.mentions.sort();
            self.mentions.dedup();
        }
        match (&mut self.kind, other.kind) {
            (NodeKind::Person { roles, titles }, NodeKind::Person { roles: r, titles: t }) => {
                roles.extend(r);
                titles.extend(t);
            }
            (NodeKind::Country { iso2, iso3 }, NodeKind::Country { iso2: a, iso3: b }) => {
                *iso2 = join(iso2.take(), a);
                *iso3 = join(iso3.take(), b);
            }
            (NodeKind::Organization { subtype }, NodeKind::Organization { subtype: a }) => {
                *subtype = join(subtype.take(), a);
            }
            (NodeKind::Place { subtype, country }, NodeKind::Place { subtype: a, country: b }) => {
                *subtype = join(subtype.take(), a);
                *country = join(country.take(), b);
            }
            (
                NodeKind::Meeting { format, date, status },
                NodeKind::Meeting { format: a, date: b, status: c },
            ) => {
                *format = join(format.take(), a);
                *date = join(date.take(), b);
                *status = (*status).min(c);
            }
            // Statements, and kinds at odds: one of the two whole, the same whichever comes first.
            (mine, theirs) => {
                if theirs < *mine {
                    *mine = theirs;
                }
            }
        }
    }

    /// The one way to write the node: merging it with itself changes nothing.
    fn normalize(&mut self) {
        self.confidence = unit(self.confidence);
        self.aliases.remove(&self.name);
        if !self.mentions.is_sorted_by(|a, b| a < b) {
            self.mentions.sort();
            self.mentions.dedup();
        }
    }
}

/// A confidence inside [0, 1]; 0 for what is no number.
fn unit(confidence: f32) -> f32 {
    if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) }
}

impl Edge {
    /// Takes over what `other`, an edge with the same ends and relation, knows.
    fn absorb(&mut self, other: Self) {
        self.basis = self.basis.max(other.basis);
        self.confidence = self.confidence.max(other.confidence);
        self.evidence.extend(other.evidence);
        self.normalize();
    }

    /// The one way to write the edge: merging it with itself changes nothing.
    fn normalize(&mut self) {
        self.confidence = unit(self.confidence);
        for evidence in &mut self.evidence {
            evidence.confidence = unit(evidence.confidence);
        }
        if !self.evidence.is_sorted_by(|a, b| (&a.at, &a.rule) < (&b.at, &b.rule)) {
            self.evidence.sort_by(|a, b| {
                (&a.at, &a.rule).cmp(&(&b.at, &b.rule)).then(b.confidence.total_cmp(&a.confidence))
            });
            self.evidence.dedup_by(|b, a| a.at == b.at && a.rule == b.rule);
        }
    }
}

impl KnowledgeGraph {
    /// A graph with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document the graph rests on, or joins it with the document of the same id.
    pub fn add_document(&mut self, document: DocumentInfo) {
        match self.documents.get_mut(&document.id) {
            Some(mine) => {
                mine.title = join(mine.title.take(), document.title);
                mine.date = join(mine.date.take(), document.date);
                mine.uri = join(mine.uri.take(), document.uri);
            }
            None => {
                self.documents.insert(document.id.clone(), document);
            }
        }
    }

    /// Adds a node, or joins it with the node of the same id. Confidences outside [0, 1] are clamped.
    pub fn add_node(&mut self, mut node: Node) -> NodeIndex {
        node.normalize();
        if let Some(&at) = self.index.get(&node.id) {
            self.graph[at].absorb(node);
            return at;
        }
        let id = node.id.clone();
        let at = self.graph.add_node(node);
        self.index.insert(id, at);
        at
    }

    /// Adds an edge, or joins it with the edge of the same relation between the same nodes. Linear in the number of
    /// edges of the smaller end.
    ///
    /// # Panics
    /// Where `source` or `target` is no node of this graph, as in `petgraph`.
    pub fn add_edge(&mut self, source: NodeIndex, target: NodeIndex, mut edge: Edge) {
        edge.normalize();
        // A meeting or statement has few edges, a head of state in a corpus many: look from the side that has few.
        let (from, direction) = if self.graph[target].kind.is_entity() {
            (source, Direction::Outgoing)
        } else {
            (target, Direction::Incoming)
        };
        let twin = self
            .graph
            .edges_directed(from, direction)
            .find(|e| e.source() == source && e.target() == target && e.weight().relation == edge.relation)
            .map(|e| e.id());
        match twin {
            Some(id) => self.graph[id].absorb(edge),
            None => {
                self.graph.add_edge(source, target, edge);
            }
        }
    }

    /// Joins another graph into this one: associative, commutative and idempotent. Nodes are the same where their ids are.
    pub fn merge(&mut self, other: &Self) {
        for document in other.documents.values() {
            self.add_document(document.clone());
        }
        for node in other.graph.node_weights() {
            self.add_node(node.clone());
        }
        for edge in other.graph.edge_references() {
            let [a, b] = [edge.source(), edge.target()].map(|n| self.index[&other.graph[n].id]);
            self.add_edge(a, b, edge.weight().clone());
        }
    }

    /// The documents the graph rests on, by id.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentInfo> {
        self.documents.values()
    }

    /// All nodes, by id.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.index.values().map(|&n| &self.graph[n])
    }

    /// All edges with their ends, ordered by ids of source and target and by relation.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, &Edge)> {
        let mut edges: Vec<_> = self
            .graph
            .edge_references()
            .map(|e| (&self.graph[e.source()], &self.graph[e.target()], e.weight()))
            .collect();
        edges.sort_by(|a, b| (&a.0.id, &a.1.id, &a.2.relation).cmp(&(&b.0.id, &b.1.id, &b.2.relation)));
        edges.into_iter()
    }

    /// The `petgraph` graph itself, for its algorithms.
    #[must_use]
    pub fn as_petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.index.get(id).map(|&n| &self.graph[n])
    }

    /// The index of a node in [`Self::as_petgraph`].
    #[must_use]
    pub fn node_index(&self, id: &NodeId) -> Option<NodeIndex> {
        self.index.get(id).copied()
    }

    /// The entity with this name or alias, in any case and with or without diacritics; where several have it, the one
    /// with the most mentions. Linear in the number of nodes.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<&Node> {
        let want = normalize_name(name);
        self.nodes()
            .filter(|n| n.kind.is_entity())
            .filter(|n| {
                normalize_name(&n.name) == want || n.aliases.iter().any(|a| normalize_name(a) == want)
            })
            .max_by_key(|n| (n.mentions.len(), std::cmp::Reverse(&n.id)))
    }

    /// Nodes that edges of this kind lead to from `id`, with the edges, by id.
    pub fn targets<'a>(&'a self, id: &NodeId, kind: &'a str) -> impl Iterator<Item = (&'a Node, &'a Edge)> {
        self.neighbours(id, kind, Direction::Outgoing)
    }

    /// Nodes from which edges of this kind lead to `id`, with the edges, by id.
    pub fn sources<'a>(&'a self, id: &NodeId, kind: &'a str) -> impl Iterator<Item = (&'a Node, &'a Edge)> {
        self.neighbours(id, kind, Direction::Incoming)
    }

    fn neighbours<'a>(
        &'a self,
        id: &NodeId,
        kind: &'a str,
        direction: Direction,
    ) -> impl Iterator<Item = (&'a Node, &'a Edge)> {
        let mut found: Vec<(&Node, &Edge)> = self
            .index
            .get(id)
            .into_iter()
            .flat_map(|&n| self.graph.edges_directed(n, direction))
            .filter(|e| e.weight().relation.as_str() == kind)
            .map(|e| {
                let other = if direction == Direction::Outgoing { e.target() } else { e.source() };
                (&self.graph[other], e.weight())
            })
            .collect();
        found.sort_by(|a, b| (&a.0.id, &a.1.relation).cmp(&(&b.0.id, &b.1.relation)));
        found.into_iter()
    }

    /// The meetings in which both took part, by id.
    pub fn meetings_between<'a>(&'a self, a: &NodeId, b: &NodeId) -> impl Iterator<Item = &'a Node> {
        let theirs: std::collections::BTreeSet<NodeId> =
            self.targets(b, "participated_in").map(|(n, _)| n.id.clone()).collect();
        let mut found: Vec<&Node> =
            self.targets(a, "participated_in").map(|(n, _)| n).filter(|n| theirs.contains(&n.id)).collect();
        found.dedup_by(|x, y| x.id == y.id);
        found.into_iter()
    }

    /// What this person, organisation or country is told to have said, by id.
    pub fn statements_by<'a>(&'a self, speaker: &NodeId) -> impl Iterator<Item = &'a Node> {
        self.targets(speaker, "said").map(|(n, _)| n)
    }

    /// A graph of the nodes and edges that `keep_node` and `keep_edge` let through; edges go with their ends.
    #[must_use]
    pub fn filtered(&self, keep_node: impl Fn(&Node) -> bool, keep_edge: impl Fn(&Edge) -> bool) -> Self {
        let mut out = Self { documents: self.documents.clone(), ..Self::default() };
        for node in self.nodes().filter(|n| keep_node(n)) {
            out.add_node(node.clone());
        }
        for (a, b, edge) in self.edges().filter(|(_, _, e)| keep_edge(e)) {
            if let (Some(a), Some(b)) = (out.node_index(&a.id), out.node_index(&b.id)) {
                out.add_edge(a, b, edge.clone());
            }
        }
        out
    }
}

/// The day of a document as EDTF.
impl From<Date> for Edtf {
    fn from(date: Date) -> Self {
        Self::day(date)
    }
}
