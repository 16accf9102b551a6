//! Words that name or stand for entities.

use crate::document::Document;
use crate::knowledge::NameMatch;

/// Finds mentions.
pub(crate) fn find_mentions(_document: &mut Document<'_>, _matches: &[NameMatch]) {}

pub(crate) mod hints;
