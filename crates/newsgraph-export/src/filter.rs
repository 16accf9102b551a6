//! Which part of a graph is written.

use newsgraph_core::KnowledgeGraph;
use newsgraph_core::graph::{Edge, Node};
use std::collections::BTreeSet;

/// All kinds of node, as [`Filter::kinds`] takes them.
pub const NODE_KINDS: &[&str] = &["person", "country", "organization", "place", "meeting", "statement"];

/// The built-in kinds of edge, as [`Filter::kinds`] takes them.
pub const EDGE_KINDS: &[&str] = &[
    "holds_office",
    "affiliated_with",
    "participated_in",
    "held_in",
    "visited",
    "said",
    "about",
    "located_in",
    "member_of",
    "event",
];

/// Which part of a graph is written, in any format. The default is all of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Filter {
    node_kinds: BTreeSet<String>,
    edge_kinds: BTreeSet<String>,
    min_confidence: f32,
    statements: bool,
    background: bool,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            node_kinds: BTreeSet::new(),
            edge_kinds: BTreeSet::new(),
            min_confidence: 0.0,
            statements: true,
            background: true,
        }
    }
}

/// The nodes and edges that are written, in the graph's order.
#[derive(Debug)]
pub(crate) struct Selection<'g> {
    pub(crate) nodes: Vec<&'g Node>,
    pub(crate) edges: Vec<(&'g Node, &'g Node, &'g Edge)>,
}

impl Filter {
    /// Keeps these kinds only. Kinds of node ([`NODE_KINDS`]) keep nodes and the edges between them; any other word is a
    /// kind of edge and keeps edges; with kinds of edge alone, nodes are kept where an edge is.
    #[must_use]
    pub fn kinds<K: Into<String>>(mut self, kinds: impl IntoIterator<Item = K>) -> Self {
        for kind in kinds.into_iter().map(Into::into) {
            if NODE_KINDS.contains(&kind.as_str()) {
                self.node_kinds.insert(kind);
            } else {
                self.edge_kinds.insert(kind);
            }
        }
        self
    }

    /// Leaves out nodes and edges that are less sure than this, in [0, 1].
    #[must_use]
    pub const fn min_confidence(mut self, confidence: f32) -> Self {
        self.min_confidence = confidence;
        self
    }

    /// Whether statements are kept.
    #[must_use]
    pub const fn statements(mut self, keep: bool) -> Self {
        self.statements = keep;
        self
    }

    /// Whether background knowledge is kept: entities that the text does not name.
    #[must_use]
    pub const fn background(mut self, keep: bool) -> Self {
        self.background = keep;
        self
    }

    fn keeps_node(&self, node: &Node) -> bool {
        let kind = node.kind.as_str();
        (self.node_kinds.is_empty() || self.node_kinds.contains(kind))
            && node.confidence >= self.min_confidence
            && (self.statements || kind != "statement")
            && (self.background || !node.kind.is_entity() || !node.mentions.is_empty())
    }

    fn keeps_edge(&self, edge: &Edge) -> bool {
        (self.edge_kinds.is_empty() || self.edge_kinds.contains(edge.relation.as_str()))
            && edge.confidence >= self.min_confidence
    }

    /// A graph of what the filter keeps. Linear in the graph, but for sorting its edges.
    #[must_use]
    pub fn apply(&self, graph: &KnowledgeGraph) -> KnowledgeGraph {
        let selection = self.select(graph);
        let ids: BTreeSet<_> = selection.nodes.iter().map(|n| &n.id).collect();
        graph.filtered(|n| ids.contains(&n.id), |e| self.keeps_edge(e))
    }

    pub(crate) fn select<'g>(&self, graph: &'g KnowledgeGraph) -> Selection<'g> {
        let edges: Vec<_> = graph
            .edges()
            .filter(|(a, b, e)| self.keeps_edge(e) && self.keeps_node(a) && self.keeps_node(b))
            .collect();
        let mut nodes: Vec<_> = graph.nodes().filter(|n| self.keeps_node(n)).collect();
        if !self.edge_kinds.is_empty() && self.node_kinds.is_empty() {
            let ends: BTreeSet<_> = edges.iter().flat_map(|(a, b, _)| [&a.id, &b.id]).collect();
            nodes.retain(|n| ends.contains(&n.id));
        }
        Selection { nodes, edges }
    }
}
