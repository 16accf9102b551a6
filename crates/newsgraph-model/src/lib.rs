//! The statistical analyser: tagger, lemmatiser, dependency parser and name recogniser, with embedded weights.

mod encoding;
mod lemmatizer;
#[doc(hidden)]
pub mod names;
mod network;
mod parser;
mod tagger;
mod transition;
mod weights;

use network::Network;
use newsgraph_core::analysis::{Analysis, Analyzer, Tokens, Word};
use std::sync::LazyLock;

/// What training shares with the model. No part of the public interface.
#[doc(hidden)]
pub mod training {
    pub use crate::encoding::*;
    pub use crate::lemmatizer::{LONGEST, Rule};
    pub use crate::transition::*;
    pub use crate::weights::lemma_key;
}

static EMBEDDED: LazyLock<Network> =
    LazyLock::new(|| Network::read(include_bytes!("../weights/analyser.bin")));

/// The embedded model. Building it is cheap: large tables are used where they lie, small ones are widened once a process.
#[derive(Clone, Copy)]
pub struct Model {
    network: &'static Network,
}

impl Model {
    /// The model with the embedded weights.
    #[must_use]
    pub fn new() -> Self {
        Self { network: &EMBEDDED }
    }

    /// A model with other weights, which stay in memory for good; for training.
    #[doc(hidden)]
    #[must_use]
    pub fn with_weights(bytes: Vec<u8>) -> Self {
        Self { network: Box::leak(Box::new(Network::read(bytes.leak()))) }
    }

    /// The analysis without names, for measuring.
    #[doc(hidden)]
    #[must_use]
    pub fn words(&self, tokens: &Tokens<'_>) -> Vec<Word> {
        tagger::analyze(self.network, tokens)
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").finish_non_exhaustive()
    }
}

impl Analyzer for Model {
    fn analyze(&self, tokens: &Tokens<'_>) -> Analysis {
        let words = self.words(tokens);
        let names = names::recognize(tokens, &words);
        Analysis { words, names }
    }
}
