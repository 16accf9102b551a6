//! Rules of lemmas from the treebanks: for each pair of tags the ends of words that tell, and whole words as exceptions.

use super::export::number;
use super::treebank::Gold;
use newsgraph_core::analysis::{Upos, Xpos};
use newsgraph_model::training::{LONGEST, Rule, lemma_key};
use std::collections::BTreeMap;

/// The rules and their conditions.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    rules: Vec<Rule>,
    entries: BTreeMap<u32, u16>,
}

impl Lemmas {
    /// Learns from gold words.
    pub(crate) fn learn(words: &[Gold], pairs: &[(Upos, Xpos)]) -> Self {
        let mut out = Self::default();
        for (pair, tags) in pairs.iter().enumerate() {
            let name = tags.0 == Upos::Propn;
            // Form in lower case to counts of rules.
            let mut forms: BTreeMap<String, BTreeMap<Rule, u32>> = BTreeMap::new();
            for w in words.iter().filter(|w| (w.upos, w.xpos) == *tags && w.lemma != "_") {
                let keep = Rule::between(&w.form, &w.lemma, true);
                let lower = Rule::between(&w.form, &w.lemma, false);
                let cost = |r: &Rule| usize::from(r.cut) + r.add.len();
                let rule = if w.form.to_lowercase() == w.lemma.to_lowercase() {
                    // Capitals are kept or dropped, never made.
                    let dropped = w.lemma == w.form.to_lowercase() && (!name || w.lemma != w.form);
                    Rule { keep: !dropped, ..Rule::default() }
                } else if cost(&keep) < cost(&lower) || name && cost(&keep) == cost(&lower) {
                    keep
                } else {
                    lower
                };
                *forms.entry(w.form.to_lowercase()).or_default().entry(rule).or_default() += 1;
            }
            // A word votes once for its commonest rule.
            let best = |c: &BTreeMap<Rule, u32>| {
                c.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(r, n)| (r.clone(), *n))
            };
            let votes: Vec<(String, Rule)> =
                forms.iter().filter_map(|(f, c)| best(c).map(|(r, _)| (f.clone(), r))).collect();
            let default = Rule { keep: name, ..Rule::default() };
            let mut kept: BTreeMap<Vec<u8>, Rule> = BTreeMap::new();
            for length in 0..=LONGEST {
                let mut ends: BTreeMap<&[u8], BTreeMap<Rule, u32>> = BTreeMap::new();
                for (form, rule) in &votes {
                    let b = form.as_bytes();
                    if b.len() >= length {
                        *ends.entry(&b[b.len() - length..]).or_default().entry(rule.clone()).or_default() +=
                            1;
                    }
                }
                for (end, counts) in ends {
                    let Some((rule, n)) = best(&counts) else { continue };
                    let shorter = predict(&kept, end, length).cloned().unwrap_or_else(|| default.clone());
                    if rule != shorter && n >= 2 {
                        kept.insert(end.to_vec(), rule);
                    }
                }
            }
            for (form, rule) in &votes {
                let b = form.as_bytes();
                if predict(&kept, b, LONGEST + 1).unwrap_or(&default) != rule {
                    out.insert(lemma_key(pair, b, true), rule);
                }
            }
            for (end, rule) in &kept {
                out.insert(lemma_key(pair, end, false), rule);
            }
        }
        out
    }

    fn insert(&mut self, key: u32, rule: &Rule) {
        let id = self.rules.iter().position(|r| r == rule).unwrap_or_else(|| {
            self.rules.push(rule.clone());
            self.rules.len() - 1
        });
        self.entries.insert(key, id as u16);
    }

    /// Rules, then keys, then the rule of each key.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        number(out, self.rules.len());
        for r in &self.rules {
            out.extend([u8::from(r.keep), r.cut, r.add.len() as u8]);
            out.extend(r.add.as_bytes());
        }
        number(out, self.entries.len());
        self.entries.keys().for_each(|k| out.extend(k.to_le_bytes()));
        self.entries.values().for_each(|v| out.extend(v.to_le_bytes()));
    }
}

/// The rule of the longest kept end shorter than `below`.
fn predict<'a>(kept: &'a BTreeMap<Vec<u8>, Rule>, word: &[u8], below: usize) -> Option<&'a Rule> {
    (0..below.min(word.len() + 1)).rev().find_map(|n| kept.get(&word[word.len() - n..]))
}
