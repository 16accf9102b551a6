//! Lemmas by rules over the ends of words, per pair of tags; whole words are their own exceptions.

use crate::weights::{Index, Reader, lemma_key};
use newsgraph_core::analysis::{Upos, Xpos};
use smol_str::SmolStr;

/// Longest end of a word that a rule looks at, in bytes.
pub const LONGEST: usize = 6;

/// How a lemma is made of a form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Rule {
    /// Whether the form keeps its capitals.
    pub keep: bool,
    /// Characters cut off the end.
    pub cut: u8,
    /// What is put there.
    pub add: SmolStr,
}

impl Rule {
    /// The rule that leads from `form` to `lemma` with the fewest changes.
    #[must_use]
    pub fn between(form: &str, lemma: &str, keep: bool) -> Self {
        let cased = if keep { form.to_owned() } else { form.to_lowercase() };
        let same = cased.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let cut = cased.chars().count() - same;
        Self { keep, cut: cut.min(255) as u8, add: lemma.chars().skip(same).collect() }
    }

    /// Makes the lemma.
    #[must_use]
    pub fn apply(&self, form: &str) -> SmolStr {
        if self.keep && self.cut == 0 && self.add.is_empty() {
            return SmolStr::new(form);
        }
        let mut cased = if self.keep { form.to_owned() } else { form.to_lowercase() };
        for _ in 0..self.cut {
            cased.pop();
        }
        cased.push_str(&self.add);
        if cased.is_empty() { SmolStr::new(form) } else { SmolStr::new(cased) }
    }
}

/// The rules.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    index: Index,
    outcomes: Vec<u16>,
    rules: Vec<Rule>,
}

impl Lemmatizer {
    pub(crate) fn read(r: &mut Reader) -> Self {
        let rules = r.u32() as usize;
        let rules = (0..rules)
            .map(|_| {
                let [keep, cut, n] = [0; 3].map(|_: u8| r.bytes(1).first().copied().unwrap_or(0));
                let add = std::str::from_utf8(r.bytes(usize::from(n))).unwrap_or("");
                Rule { keep: keep != 0, cut, add: SmolStr::new(add) }
            })
            .collect();
        let n = r.u32() as usize;
        let index = Index::new(&r.u32s(n));
        let outcomes = r.bytes(n * 2).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        Self { index, outcomes, rules }
    }

    /// The lemma of `form` with the pair of tags of this index. Cost: at most eight look-ups.
    pub(crate) fn lemma(&self, form: &str, pair: usize, tags: (Upos, Xpos)) -> SmolStr {
        let small;
        let lower = if form.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
            small = form.to_lowercase();
            small.as_str()
        } else {
            form
        };
        let bytes = lower.as_bytes();
        let found = self.index.get(lemma_key(pair, bytes, true)).or_else(|| {
            (0..=bytes.len().min(LONGEST))
                .rev()
                .find_map(|n| self.index.get(lemma_key(pair, &bytes[bytes.len() - n..], false)))
        });
        match found.and_then(|i| self.rules.get(usize::from(*self.outcomes.get(i)?))) {
            Some(rule) if !rule.keep && rule.cut == 0 && rule.add.is_empty() => SmolStr::new(lower),
            Some(rule) => rule.apply(form),
            None if tags.0 == Upos::Propn => SmolStr::new(form),
            None => SmolStr::new(lower),
        }
    }
}
