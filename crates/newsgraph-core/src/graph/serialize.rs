//! The graph through serde: documents, nodes and edges in their order, edges with the ids of their ends.

use super::{DocumentInfo, Edge, KnowledgeGraph, Node, NodeId};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

#[derive(Serialize, Deserialize)]
struct Graph<'g> {
    documents: Vec<Cow<'g, DocumentInfo>>,
    nodes: Vec<Cow<'g, Node>>,
    edges: Vec<(Cow<'g, NodeId>, Cow<'g, NodeId>, Cow<'g, Edge>)>,
}

impl Serialize for KnowledgeGraph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Graph {
            documents: self.documents().map(Cow::Borrowed).collect(),
            nodes: self.nodes().map(Cow::Borrowed).collect(),
            edges: self
                .edges()
                .map(|(a, b, e)| (Cow::Borrowed(&a.id), Cow::Borrowed(&b.id), Cow::Borrowed(e)))
                .collect(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for KnowledgeGraph {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Graph::deserialize(deserializer)?;
        let mut graph = Self::new();
        for document in raw.documents {
            graph.add_document(document.into_owned());
        }
        for node in raw.nodes {
            graph.add_node(node.into_owned());
        }
        for (source, target, edge) in raw.edges {
            match (graph.node_index(&source), graph.node_index(&target)) {
                (Some(a), Some(b)) => graph.add_edge(a, b, edge.into_owned()),
                (None, _) => return Err(D::Error::custom(format_args!("no node has the id {source}"))),
                (_, None) => return Err(D::Error::custom(format_args!("no node has the id {target}"))),
            }
        }
        Ok(graph)
    }
}
