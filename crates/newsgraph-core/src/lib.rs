//! Article in, knowledge graph out: the pipeline of newsgraph, its graph, and the seams to the analyser and the
//! knowledge base. No I/O, no clock, no global state, no embedded data.

pub mod analysis;
mod article;
pub mod document;
mod edtf;
pub mod fact;
pub mod graph;
mod graph_builder;
pub mod knowledge;
pub mod lexicon;
mod mend;
mod mention;
mod pipeline;
mod reliability;
mod resolve;
mod sound;
mod span;
mod tagset;
#[cfg(test)]
mod testing;
pub mod text;
pub mod time;

pub use article::{Article, DateError, parse_date};
pub use document::Document;
pub use edtf::Edtf;
pub use graph::KnowledgeGraph;
pub use mention::hints::hints;
pub use pipeline::{Diagnostic, DiagnosticKind, Extraction, Pipeline};
pub use span::{Span, TokenRange};
