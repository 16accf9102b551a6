//! What is learnt of words from running text: how they are usually written, in which kinds of name they occur.

use newsgraph_model::names::atoms::word_key;
use newsgraph_model::names::lexis::WordInfo;
use std::collections::{BTreeMap, HashMap};

/// Counts of how words are written.
#[derive(Debug, Default)]
pub(crate) struct Words {
    counts: HashMap<u32, (u32, u32)>,
    names: HashMap<u32, [u32; 3]>,
    sport: Vec<u32>,
}

impl Words {
    /// Adds a sentence of running text.
    pub(crate) fn add<'a>(&mut self, forms: impl Iterator<Item = &'a str>) {
        let forms: Vec<&str> = forms.collect();
        let small = forms.iter().filter(|f| f.chars().all(char::is_lowercase)).count();
        if small * 2 < forms.len() {
            return;
        }
        for (i, form) in forms.iter().enumerate() {
            let Some(first) = form.chars().next().filter(|c| c.is_alphabetic()) else { continue };
            if first.is_uppercase() && (i == 0 || !forms[i - 1].chars().all(char::is_alphanumeric)) {
                continue;
            }
            let c = self.counts.entry(word_key(form)).or_default();
            if first.is_uppercase() { c.1 += 1 } else { c.0 += 1 }
        }
    }

    /// Adds a title (0), an organisation's name (1) or a place's (2).
    pub(crate) fn add_name<'a>(&mut self, kind: usize, forms: impl Iterator<Item = &'a str>) {
        for f in forms {
            self.names.entry(word_key(f)).or_default()[kind] += 1;
        }
    }

    /// Adds a word that reports of sport use.
    pub(crate) fn add_sport(&mut self, form: &str) {
        self.sport.push(word_key(form));
    }

    /// The table, by word key.
    pub(crate) fn table(&self) -> BTreeMap<u32, WordInfo> {
        let mut out: BTreeMap<u32, WordInfo> = BTreeMap::new();
        for (&key, &(small, capital)) in &self.counts {
            let case = match (small, capital) {
                (0, c) => {
                    if c < 2 {
                        continue;
                    }
                    4
                }
                (_, 0) => 1,
                (s, c) if s >= 10 * c => 1,
                (s, c) if s >= 2 * c => 2,
                (s, c) if c >= 4 * s => 4,
                _ => 3,
            };
            out.entry(key).or_default().case = case;
        }
        for (&key, counts) in &self.names {
            let mut bits = 0;
            for (n, &c) in counts.iter().enumerate() {
                if c >= [3, 4, 3][n] {
                    bits |= 1 << n;
                }
                if c >= 40 {
                    bits |= 8;
                }
            }
            if bits != 0 {
                out.entry(key).or_default().names = bits;
            }
        }
        for &key in &self.sport {
            out.entry(key).or_default().names |= WordInfo::SPORT;
        }
        out
    }
}
