//! The embedded knowledge base and lexicons, compiled from seeds/, and overlays of the user's own.

mod blob;
mod format;
mod key;
mod knowledge;
mod lexicon;
mod overlay;
pub mod seeds;
mod walk;

pub use knowledge::{DATA_DATE, FormatError, Knowledge};
pub use lexicon::{LexiconError, lexicon, load_lexicon};
pub use overlay::Overlay;
