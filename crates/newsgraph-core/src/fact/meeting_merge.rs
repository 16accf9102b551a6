//! One node for a meeting that is told of several times.

use super::MeetingFact;
use crate::document::Document;

/// Joins tellings of the same meeting.
pub(crate) fn merge_meetings(_document: &Document<'_>, facts: Vec<MeetingFact>) -> Vec<MeetingFact> {
    facts
}
