//! To come.

use newsgraph_core::analysis::{NameSpan, Tokens, Word};

/// Finds names.
pub(crate) fn recognize(_tokens: &Tokens<'_>, _words: &[Word]) -> Vec<NameSpan> {
    Vec::new()
}
