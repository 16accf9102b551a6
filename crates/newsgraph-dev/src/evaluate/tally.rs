//! Counts: what is gold, what was found, which errors were made, how sure predictions were.

use std::collections::BTreeMap;

/// One prediction: how sure it was and whether it is right.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// The kind of thing predicted (`person`, `office`, …).
    pub(crate) kind: &'static str,
    /// What predicted it.
    pub(crate) rule: String,
    /// In [0, 1].
    pub(crate) confidence: f32,
    /// Whether the gold has it.
    pub(crate) right: bool,
}

/// Errors of one class.
#[derive(Clone, Debug, Default)]
pub(crate) struct Errors {
    /// How many.
    pub(crate) count: usize,
    /// The first of them.
    pub(crate) examples: Vec<String>,
}

/// One layer of one set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    /// Gold things.
    pub(crate) gold: usize,
    /// Gold things found.
    pub(crate) found: usize,
    /// Predictions that count.
    pub(crate) predicted: usize,
    /// Of these right.
    pub(crate) right: usize,
    /// Errors by class.
    pub(crate) errors: BTreeMap<String, Errors>,
    /// Predictions one by one.
    pub(crate) points: Vec<Point>,
}

impl Layer {
    /// Precision, recall and F1; 1 where there is nothing to be wrong about.
    pub(crate) fn figures(&self) -> [f64; 3] {
        let share = |a: usize, b: usize| if b == 0 { 1.0 } else { a as f64 / b as f64 };
        let (p, r) = (share(self.right, self.predicted), share(self.found, self.gold));
        [p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }]
    }
}

/// All layers by set and name.
#[derive(Debug)]
pub(crate) struct Tally {
    /// Layers by set and name, in that order.
    pub(crate) layers: BTreeMap<(String, &'static str), Layer>,
    show: usize,
}

impl Tally {
    /// Nothing counted; `show` examples of each class of errors are kept.
    pub(crate) const fn new(show: usize) -> Self {
        Self { layers: BTreeMap::new(), show }
    }

    /// Where the results of one document are entered.
    pub(crate) fn page<'t>(&'t mut self, set: &'t str, document: &'t str) -> Page<'t> {
        Page { tally: self, set, document }
    }
}

/// Where the results of one document are entered.
#[derive(Debug)]
pub(crate) struct Page<'t> {
    tally: &'t mut Tally,
    set: &'t str,
    document: &'t str,
}

impl Page<'_> {
    fn layer(&mut self, layer: &'static str) -> &mut Layer {
        self.tally.layers.entry((self.set.to_owned(), layer)).or_default()
    }

    /// Enters a gold thing.
    pub(crate) fn gold(&mut self, layer: &'static str, found: bool) {
        let layer = self.layer(layer);
        layer.gold += 1;
        layer.found += usize::from(found);
    }

    /// Enters a prediction.
    pub(crate) fn predicted(&mut self, layer: &'static str, point: Point) {
        let layer = self.layer(layer);
        layer.predicted += 1;
        layer.right += usize::from(point.right);
        layer.points.push(point);
    }

    /// Enters a prediction that is right and need not be made: it counts for reliability only.
    pub(crate) fn optional(&mut self, layer: &'static str, point: Point) {
        self.layer(layer).points.push(point);
    }

    /// Enters an error.
    pub(crate) fn error(&mut self, layer: &'static str, class: impl Into<String>, example: &str) {
        let (show, document) = (self.tally.show, self.document);
        let errors = self.layer(layer).errors.entry(class.into()).or_default();
        errors.count += 1;
        if errors.examples.len() < show {
            let example = example.split_whitespace().collect::<Vec<_>>().join(" ");
            errors.examples.push(format!("{document}: {example}"));
        }
    }
}
