//! The statistical analyser: tagger, lemmatiser, dependency parser and name recogniser, with embedded weights.

mod lemmatizer;
#[doc(hidden)]
pub mod names;
mod parser;
mod tagger;

use newsgraph_core::analysis::{Analysis, Analyzer, Tokens};

/// The embedded model. Building it is cheap: weights are used where they lie.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Model;

impl Model {
    /// The model with the embedded weights.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Analyzer for Model {
    fn analyze(&self, tokens: &Tokens<'_>) -> Analysis {
        Analysis { words: Vec::new(), names: names::recognize(tokens, &[]) }
    }
}
