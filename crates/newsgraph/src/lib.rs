//! Reads English political news and gives back a knowledge graph: which leaders, officials, analysts, countries,
//! organisations and places a text names, who holds which office, who met whom where and when, who travelled where, who
//! said what, who did what to whom; every node and edge with the words of the text that it rests on.
//!
//! ```
//! use newsgraph::{Article, Extractor};
//!
//! let article = Article::new("Chinese President Xi Jinping met Vladimir Putin in Moscow on Tuesday.").date("2023-03-22")?;
//! let graph = Extractor::new()?.extract(&article).graph;
//!
//! for (person, of, edge) in graph.edges() {
//!     println!("{} {} {}", person.name, edge.relation.as_str(), of.name);
//! }
//! # Ok::<(), newsgraph::Error>(())
//! ```
//!
//! The graph is a [`petgraph`](https://docs.rs/petgraph) graph ([`KnowledgeGraph::as_petgraph`]) with look-ups by name,
//! and merges with others. [`Format`] writes it as JSON, as DOT for Graphviz and as GraphML; [`Filter`] leaves parts
//! out:
//!
//! ```
//! use newsgraph::{Article, Extractor, Filter, Format};
//!
//! let extractor = Extractor::new()?;
//! let graph = extractor.extract(&Article::new("The president of Chile visited Ottawa.")).graph;
//! let mut dot = Vec::new();
//! Format::Dot.write(&graph, &Filter::default().min_confidence(0.5), &mut dot)?;
//! # Ok::<(), newsgraph::Error>(())
//! ```
//!
//! Model, knowledge base and word lists are embedded: nothing is downloaded, no file is read. All of them can be added
//! to or replaced, and rules for relations of one's own put beside the built-in ones: see [`Extractor::builder`].
//!
//! # Features
//! - `serde`: `Serialize` and `Deserialize` for [`KnowledgeGraph`] and its parts.

#![doc(test(attr(deny(warnings))))]

mod error;
mod extractor;

pub use error::Error;
pub use extractor::{Extractor, ExtractorBuilder};
pub use jiff::civil::Date;
pub use newsgraph_core::{
    Article, DateError, Diagnostic, DiagnosticKind, Document, Edtf, Extraction, KnowledgeGraph, Pipeline,
    Span, TokenRange, analysis, document, fact, graph, hints, knowledge, lexicon, parse_date, text, time,
};
pub use newsgraph_export as export;
pub use newsgraph_export::{Filter, Format, JsonLayout, read_json, write_dot, write_graphml, write_json};
pub use newsgraph_knowledge::seeds::SeedError;
pub use newsgraph_knowledge::{DATA_DATE, Knowledge, LexiconError, Overlay};
pub use newsgraph_model::Model;
