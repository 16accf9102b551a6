//! The second pass: what the names found first say about the same words elsewhere in the document.

use super::atoms::{Atom, Case, hash};
use super::context::{Context, HashedMap};
use super::features::feature;
use newsgraph_core::analysis::Sentence;

/// How probable each kind of name is at one token; place 0 is no name.
pub type Kinds = [f32; 8];

/// The kinds of a word or phrase summed over its occurrences, and their number.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    sum: Kinds,
    count: u32,
}

impl Counts {
    fn add(&mut self, kinds: &Kinds) {
        for (s, k) in self.sum.iter_mut().zip(kinds) {
            *s += k;
        }
        self.count += 1;
    }
}

/// The kinds of the labels' probabilities.
#[must_use]
pub fn kinds(labels: &super::chain::Scores) -> Kinds {
    let mut out = [0.0; 8];
    for (y, p) in labels.iter().take(super::weights::LABELS).enumerate() {
        out[kind(y as u8)] += p;
    }
    out
}

/// What the first pass found in a document.
#[derive(Debug, Default)]
pub struct Found {
    words: HashedMap<u32, Counts>,
    pairs: HashedMap<u64, Counts>,
    names: HashedMap<u64, Counts>,
    acronyms: HashedMap<u32, Counts>,
    last_of_person: HashedMap<u32, u16>,
    first_of_person: HashedMap<u32, u16>,
    /// For each token the span it lies in (its first token and one past its last), itself when in none.
    spans: Vec<(u32, u32)>,
}

/// Kind of name of a label: 0 for outside.
#[must_use]
pub const fn kind(label: u8) -> usize {
    (label as usize).div_ceil(2)
}

fn pair(a: &Atom, b: &Atom) -> u64 {
    u64::from(a.lower) << 32 | u64::from(b.lower)
}

fn phrase(atoms: &[Atom]) -> u64 {
    atoms
        .iter()
        .fold(17, |h: u64, a| (h ^ u64::from(a.lower)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

/// What elsewhere says of one word: the most probable kind, how probable, and from how many occurrences.
fn summary(counts: Option<&Counts>, own: Option<&Kinds>) -> u32 {
    let Some(counts) = counts else { return 0 };
    let (mut c, mut n) = (counts.sum, counts.count);
    if let Some(own) = own {
        for (s, k) in c.iter_mut().zip(own) {
            *s -= k;
        }
        n = n.saturating_sub(1);
    }
    if n == 0 {
        return 0;
    }
    let mut top = 0;
    for k in 1..8 {
        if c[k] > c[top] {
            top = k;
        }
    }
    let share = c[top] / n as f32;
    let share = [0.5, 0.7, 0.85, 0.95, 0.99].iter().filter(|&&t| share >= t).count() as u32;
    let amount = match n {
        1 => 0,
        2..=3 => 1,
        _ => 2,
    };
    1 + top as u32 * 32 + share * 4 + amount
}

impl Found {
    /// Collects what the first pass found.
    #[must_use]
    pub fn new(atoms: &[Atom], sentences: &[Sentence], labels: &[u8], kinds: &[Kinds]) -> Self {
        let mut out =
            Self { spans: (0..atoms.len() as u32).map(|i| (i, i + 1)).collect(), ..Self::default() };
        for sentence in sentences {
            let range = sentence.tokens.as_usize();
            if range.end > atoms.len() {
                continue;
            }
            let mut i = range.start;
            while i < range.end {
                let label = labels[i];
                let mut end = i + 1;
                if label % 2 == 1 {
                    while end < range.end && labels[end] == label + 1 {
                        end += 1;
                    }
                }
                out.add(atoms, i, end, kind(label), kinds);
                i = end;
            }
        }
        out
    }

    fn add(&mut self, atoms: &[Atom], start: usize, end: usize, kind: usize, kinds: &[Kinds]) {
        for i in start..end {
            self.spans[i] = (start as u32, end as u32);
            let a = &atoms[i];
            if a.case.capital() || a.case == Case::Digit {
                self.words.entry(a.lower).or_default().add(&kinds[i]);
                if (i + 1 < end || kind == 0 && atoms.get(i + 1).is_some_and(|b| b.case.capital()))
                    && let Some(b) = atoms.get(i + 1)
                {
                    self.pairs.entry(pair(a, b)).or_default().add(&kinds[i]);
                }
            }
        }
        if kind == 0 {
            return;
        }
        self.names.entry(phrase(&atoms[start..end])).or_default().add(&kinds[start]);
        if kind == 1 && end - start >= 2 {
            *self.last_of_person.entry(atoms[end - 1].lower).or_default() += 1;
            *self.first_of_person.entry(atoms[start].lower).or_default() += 1;
        }
        if kind == 2 && end - start >= 2 {
            let mut initials = [0u8; 12];
            let mut n = 0;
            for a in &atoms[start..end] {
                if a.case.capital() && n < initials.len() {
                    initials[n] = a.first.to_ascii_lowercase();
                    n += 1;
                }
            }
            if n >= 2 {
                self.acronyms.entry(hash(&initials[..n])).or_default().add(&kinds[start]);
            }
        }
    }

    /// Calls `sink` with each feature of the second pass of token `i`.
    pub fn features(
        &self,
        atoms: &[Atom],
        contexts: &[Context],
        labels: &[u8],
        kinds: &[Kinds],
        i: usize,
        mut sink: impl FnMut(u64),
    ) {
        let (a, c) = (&atoms[i], &contexts[i]);
        let own = kind(labels[i]);
        if !a.case.capital() && a.case != Case::Digit {
            return;
        }
        let mut f = |template: u32, x: u32, y: u32| sink(feature(template, x, y));
        let label = u32::from(labels[i]);
        let (s, e) = self.spans[i];
        let (start, end) = (s as usize, e as usize);
        let word = summary(self.words.get(&a.lower), Some(&kinds[i]));
        // Without evidence from elsewhere nothing is said, and the first pass stands.
        if word != 0 {
            f(201, word, 0);
            f(202, word, label);
            f(203, word, u32::from(a.hints));
            f(204, word, a.shape);
        }
        let next = atoms.get(i + 1).map_or(0, |b| {
            let inside = i + 1 < end || own == 0 && b.case.capital();
            summary(self.pairs.get(&pair(a, b)), inside.then_some(&kinds[i]))
        });
        let previous = i.checked_sub(1).map_or(0, |j| {
            let k = kind(labels[j]);
            let inside = start < i || k == 0 && a.case.capital();
            summary(self.pairs.get(&pair(&atoms[j], a)), inside.then_some(&kinds[j]))
        });
        if previous != 0 || next != 0 {
            f(206, previous, next);
            f(207, previous, word);
            f(208, word, next);
        }
        let name = summary(self.names.get(&phrase(&atoms[start..end])), (own != 0).then_some(&kinds[start]));
        if name != 0 {
            f(209, name, label);
            f(210, name, word);
        }
        let run = c.run_start as usize..c.run_end as usize;
        let same = own != 0 && run == (start..end);
        let whole = summary(self.names.get(&phrase(&atoms[run.clone()])), same.then_some(&kinds[run.start]));
        let place = u32::from(i > run.start) | u32::from(i + 1 < run.end) << 1;
        if whole != 0 {
            f(211, whole, place);
            f(212, whole, label);
        }
        let long = own == 1 && end - start >= 2;
        let last = self.last_of_person.get(&a.lower).copied().unwrap_or(0);
        let last = last.saturating_sub(u16::from(long && i + 1 == end)).min(1);
        let first = self.first_of_person.get(&a.lower).copied().unwrap_or(0);
        let first = first.saturating_sub(u16::from(long && i == start)).min(1);
        if last + first > 0 {
            f(213, u32::from(last) | u32::from(first) << 1, label);
            f(214, u32::from(last) | u32::from(first) << 1, place << 8 | (run.end - run.start).min(4) as u32);
        }
        if matches!(a.case, Case::Upper | Case::Mixed) {
            let acronym = summary(self.acronyms.get(&a.lower), None);
            if acronym != 0 {
                f(215, acronym, label);
            }
        }
    }
}
