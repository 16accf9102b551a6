//! Several entities that one mention stands for.

use crate::document::EntityIndex;

/// The last `count` different entities of a history, the most recent last.
pub(super) fn last_different(
    history: impl DoubleEndedIterator<Item = EntityIndex>,
    count: usize,
) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::with_capacity(count);
    for e in history.rev() {
        if !out.contains(&e) {
            out.push(e);
            if out.len() == count {
                break;
            }
        }
    }
    out.reverse();
    out
}
