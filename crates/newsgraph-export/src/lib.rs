//! Writes [`KnowledgeGraph`]s as JSON, DOT and GraphML, and reads the JSON back.
//!
//! The writers are small and strict: whatever is in a name, the file is one that the format's own readers take.
//! Equal graphs are written as equal bytes. Writing takes time linear in the graph, plus sorting its edges.
//!
//! ```
//! use newsgraph_core::KnowledgeGraph;
//! use newsgraph_export::{Filter, Format};
//!
//! let graph = KnowledgeGraph::new();
//! let mut out = Vec::new();
//! Format::Dot.write(&graph, &Filter::default().statements(false), &mut out)?;
//! assert!(out.starts_with(b"digraph newsgraph {"));
//! # Ok::<(), newsgraph_export::Error>(())
//! ```

mod dot;
mod error;
mod filter;
mod graphml;
mod json;
mod label;

pub use dot::write_dot;
pub use error::Error;
pub use filter::{EDGE_KINDS, Filter, NODE_KINDS};
pub use graphml::write_graphml;
pub use json::{JsonLayout, read_json, write_json};
pub use label::{edge_label, node_label};

use newsgraph_core::KnowledgeGraph;
use std::io::Write;

/// The formats a graph can be written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// networkx's node-link form, with every attribute, mention and piece of evidence; a node or edge a line.
    Json,
    /// A picture for Graphviz's `dot`.
    Dot,
    /// GraphML with typed attributes, for networkx, igraph and Gephi.
    GraphMl,
}

impl Format {
    /// Writes the part of `graph` that `filter` lets through.
    ///
    /// Writes are small: give a buffered writer.
    ///
    /// # Errors
    /// What `out` fails with.
    pub fn write(self, graph: &KnowledgeGraph, filter: &Filter, out: impl Write) -> Result<(), Error> {
        match self {
            Self::Json => write_json(graph, filter, JsonLayout::Lines, out),
            Self::Dot => write_dot(graph, filter, out),
            Self::GraphMl => write_graphml(graph, filter, out),
        }
    }
}
