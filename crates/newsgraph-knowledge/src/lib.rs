//! The embedded knowledge base and lexicons, compiled from seeds/, and overlays of the user's own.

mod lexicon;

pub use lexicon::{LexiconError, lexicon, load_lexicon};
