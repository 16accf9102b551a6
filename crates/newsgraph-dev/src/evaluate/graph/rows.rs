//! Gold rows and predictions, matched.

use crate::evaluate::tally::{Page, Point};
use std::collections::BTreeSet;

/// What matched what.
pub(super) struct Rows {
    layer: &'static str,
    optional: Vec<bool>,
    points: Vec<Point>,
    /// Gold rows of each prediction.
    hits: Vec<Vec<usize>>,
    found: BTreeSet<usize>,
}

impl Rows {
    /// Matches each prediction with the gold rows it agrees with; with `once` with the first that is not taken yet, one
    /// that is not optional where there is one, so that duplicates cost precision.
    pub(super) fn matched(
        layer: &'static str,
        optional: Vec<bool>,
        points: Vec<Point>,
        once: bool,
        agrees: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let mut found = BTreeSet::new();
        let mut hits = Vec::with_capacity(points.len());
        for p in 0..points.len() {
            let mut mine: Vec<usize> = (0..optional.len()).filter(|&g| agrees(g, p)).collect();
            if once {
                mine.retain(|g| !found.contains(g));
                mine.sort_by_key(|&g| optional[g]);
                mine.truncate(1);
            }
            found.extend(mine.iter().copied());
            hits.push(mine);
        }
        Self { layer, optional, points, hits, found }
    }

    /// Whether prediction `p` matched nothing.
    pub(super) fn is_free(&self, p: usize) -> bool {
        self.hits[p].is_empty()
    }

    /// Enters all of it. `missed` gives the class of a miss and the prediction that explains it, `extra` that of a
    /// prediction that explains nothing; the last two describe rows.
    pub(super) fn enter(
        self,
        page: &mut Page<'_>,
        missed: impl Fn(usize) -> (String, Option<usize>),
        extra: impl Fn(usize) -> String,
        gold: impl Fn(usize) -> String,
        told: impl Fn(usize) -> String,
    ) {
        let mut explained = BTreeSet::new();
        for (g, _) in self.optional.iter().enumerate().filter(|(_, optional)| !**optional) {
            page.gold(self.layer, self.found.contains(&g));
            if !self.found.contains(&g) {
                let (class, by) = missed(g);
                let by = by.filter(|&p| self.hits[p].is_empty());
                let got = by.map_or_else(String::new, |p| format!(", got {}", told(p)));
                page.error(self.layer, class, &format!("{}{got}", gold(g)));
                explained.extend(by);
            }
        }
        for (p, (mut point, hits)) in self.points.into_iter().zip(self.hits).enumerate() {
            point.right = !hits.is_empty();
            if hits.is_empty() && !explained.contains(&p) {
                page.error(self.layer, extra(p), &told(p));
            }
            if !hits.is_empty() && hits.iter().all(|&g| self.optional[g]) {
                page.optional(self.layer, point);
            } else {
                page.predicted(self.layer, point);
            }
        }
    }
}
