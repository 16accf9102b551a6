//! Exact-span F1 of names.

use super::data::{self, Doc};
use newsgraph_core::Span;
use newsgraph_core::analysis::NameSpan;
use newsgraph_model::names::KINDS;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts of gold, predicted and right names by label.
#[derive(Debug, Default)]
pub(crate) struct Score {
    counts: BTreeMap<&'static str, [u32; 3]>,
    /// What went wrong, a line each.
    pub(crate) errors: Vec<String>,
    /// Names found and of these right, by tenth of confidence.
    pub(crate) calibration: [[u32; 2]; 10],
}

/// Persons, organisations and locations as the hidden measure groups them; `None` for what it leaves out.
fn group(kind: usize) -> Option<&'static str> {
    match kind {
        data::PERSON => Some("PERSON"),
        data::ORG => Some("ORG"),
        data::PLACE | data::COUNTRY | data::METONYM => Some("LOC"),
        _ => None,
    }
}

impl Score {
    /// Adds a document: `grouped` for the three groups of the hidden measure, otherwise all labels.
    pub(crate) fn add(&mut self, doc: &Doc, names: &[NameSpan], grouped: bool) {
        let label = |k: usize| if grouped { group(k) } else { data::NAMES.get(k).copied() };
        let mut want: BTreeMap<Span, &'static str> = BTreeMap::new();
        let mut ignore = Vec::new();
        for &(span, kind) in &doc.gold {
            match label(kind) {
                Some(l) => {
                    want.insert(span, l);
                }
                None => ignore.push(span),
            }
        }
        let mut got: BTreeMap<Span, (&'static str, f32)> = BTreeMap::new();
        for n in names {
            let kind = KINDS.iter().position(|k| *k == n.label).unwrap_or(usize::MAX);
            let range = n.tokens.as_usize();
            if let (Some(l), false) = (label(kind), range.is_empty()) {
                let span = doc.tokens[range.start].span.cover(doc.tokens[range.end - 1].span);
                got.insert(span, (l, n.confidence));
            }
        }
        let around = |s: Span| {
            let at = |mut i: usize| {
                while !doc.text.is_char_boundary(i) {
                    i -= 1;
                }
                i
            };
            let (a, b) =
                (at((s.start as usize).saturating_sub(40)), at((s.end as usize + 40).min(doc.text.len())));
            format!("{}[{}]{}", &doc.text[a..s.start as usize], s.of(&doc.text), &doc.text[s.end as usize..b])
                .replace('\n', " | ")
        };
        for (span, l) in &want {
            let c = self.counts.entry(l).or_default();
            c[0] += 1;
            if got.get(span).is_some_and(|g| g.0 == *l) {
                c[2] += 1;
            } else {
                let instead: Vec<String> = got
                    .iter()
                    .filter(|(s, _)| s.overlaps(*span))
                    .map(|(s, g)| format!("{} {:.2} {:?}", g.0, g.1, s.of(&doc.text)))
                    .collect();
                self.errors.push(format!(
                    "missing {l} got {} :: {} {}",
                    instead.join(", "),
                    around(*span),
                    hints(doc, *span)
                ));
            }
        }
        for (span, (l, confidence)) in &got {
            let right = want.get(span) == Some(l);
            if !right && ignore.iter().any(|i| i.overlaps(*span)) {
                continue;
            }
            self.counts.entry(l).or_default()[1] += 1;
            let c = &mut self.calibration[((confidence * 10.0) as usize).min(9)];
            c[0] += 1;
            c[1] += u32::from(right);
            if !right && !want.keys().any(|w| w.overlaps(*span)) {
                self.errors.push(format!(
                    "extra {l} {confidence:.2} :: {} {}",
                    around(*span),
                    hints(doc, *span)
                ));
            }
        }
    }

    /// F1 over all labels.
    pub(crate) fn f1(&self) -> f64 {
        let sum = self.counts.values().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]);
        f(sum)
    }

    /// A table by label.
    pub(crate) fn table(&self) -> String {
        let mut out = String::new();
        let sum = self.counts.values().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]);
        for (l, c) in self.counts.iter().map(|(l, c)| (*l, *c)).chain([("all", sum)]) {
            let part = |n: u32| if n == 0 { 1.0 } else { f64::from(c[2]) / f64::from(n) };
            let _ = writeln!(
                out,
                "  {l:9} P {:.3} R {:.3} F1 {:.3} gold {:5} found {:5}",
                part(c[1]),
                part(c[0]),
                f(c),
                c[0],
                c[1]
            );
        }
        out
    }
}

fn f(c: [u32; 3]) -> f64 {
    if c[0] + c[1] == 0 { 1.0 } else { 2.0 * f64::from(c[2]) / f64::from(c[0] + c[1]) }
}

/// The hints on the tokens of a span.
fn hints(doc: &Doc, span: Span) -> String {
    doc.hints[doc.covered(span).0].iter().map(|h| format!(" {:x}", h.0)).collect()
}
