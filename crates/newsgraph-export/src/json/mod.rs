//! networkx's node-link form, the format that keeps everything: written and read back.

mod read;
mod write;

pub use read::read_json;
pub use write::{JsonLayout, write_json};
pub(crate) use write::{document_values, evidence_values};

/// Name and version of the schema.
pub(crate) const SCHEMA: &str = "newsgraph/1";
/// What wrote the file.
pub(crate) const GENERATOR: &str = concat!("newsgraph ", env!("CARGO_PKG_VERSION"));
