//! What can go wrong before and after extraction, which itself cannot fail.

use crate::DateError;
use newsgraph_knowledge::LexiconError;
use newsgraph_knowledge::seeds::SeedError;

/// Anything that newsgraph can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A word list could not be read; names file, line and column.
    #[error("word list: {0}")]
    Lexicon(#[from] LexiconError),
    /// A table of facts could not be read; names file, line and column.
    #[error("knowledge: {0}")]
    Knowledge(#[from] SeedError),
    /// A date is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A graph could not be written or read.
    #[error(transparent)]
    Export(#[from] newsgraph_export::Error),
}
