//! Accuracy of the whole analyser on gold sentences and tokens, and its speed.

use super::treebank::{self, Gold};
use newsgraph_core::analysis::{Analyzer, Tokens, Word};
use newsgraph_model::Model;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::path::Path;
use std::time::Instant;

/// Shares of words, in percent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scores {
    words: usize,
    upos: f64,
    xpos: f64,
    lemma: f64,
    pub(crate) uas: f64,
    pub(crate) las: f64,
    /// Words a second without and with names.
    speed: [f64; 2],
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { words, upos, xpos, lemma, uas, las, speed } = self;
        write!(
            f,
            "{words} words  UPOS {upos:.2}  XPOS {xpos:.2}  lemma {lemma:.2}  UAS {uas:.2}  LAS {las:.2}  {:.0} words/s, with names {:.0}",
            speed[0], speed[1]
        )
    }
}

/// Analyses gold sentences and compares. Relations count with their subtypes, punctuation counts.
pub(crate) fn score(model: &Model, gold: &[Vec<Gold>], runs: usize) -> Scores {
    // Chunks of a few milliseconds, each timed by its fastest run, so that other programs disturb little.
    let chunks: Vec<_> = gold.chunks(CHUNK).map(treebank::layout).collect();
    let mut times = vec![[f64::INFINITY; 2]; chunks.len()];
    let mut words = Vec::new();
    for run in 0..runs {
        for ((text, tokens, sentences), best) in chunks.iter().zip(&mut times) {
            let input = Tokens { text, tokens, sentences, hints: &[] };
            let start = Instant::now();
            let found = model.words(&input);
            best[0] = best[0].min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let whole = model.analyze(&input);
            best[1] = best[1].min(start.elapsed().as_secs_f64());
            debug_assert_eq!(found, whole.words);
            if run == 0 {
                let first = words.len() as u32;
                words.extend(found.into_iter().map(|w| Word { head: w.head.map(|h| h + first), ..w }));
            }
        }
    }
    let mut hits = [0usize; 5];
    let mut at = 0;
    for sentence in gold {
        for (i, g) in sentence.iter().enumerate() {
            let w = &words[at + i];
            let head = w.head.map_or(u32::MAX, |h| h - at as u32);
            let right = [
                w.upos == g.upos,
                w.xpos == g.xpos,
                w.lemma == g.lemma || g.lemma == "_",
                head == g.head,
                head == g.head && w.deprel == g.deprel,
            ];
            hits.iter_mut().zip(right).for_each(|(h, r)| *h += usize::from(r));
        }
        at += sentence.len();
    }
    let [upos, xpos, lemma, uas, las] = hits.map(|h| 100.0 * h as f64 / at.max(1) as f64);
    Scores {
        words: at,
        upos,
        xpos,
        lemma,
        uas,
        las,
        speed: [0, 1].map(|i| at as f64 / times.iter().map(|t| t[i]).sum::<f64>()),
    }
}

/// Prints the scores of all measuring sets.
pub(crate) fn report(
    model: &Model,
    data: &Path,
    out: &mut impl std::io::Write,
) -> Result<(), Box<dyn Error>> {
    for set in SETS {
        let gold = treebank::read(&data.join(format!("treebanks/{set}.conllu")))?;
        writeln!(out, "{set:9} {}", score(model, &gold, 5))?;
    }
    Ok(())
}

/// Sentences timed together.
const CHUNK: usize = 30;

const SETS: [&str; 4] = ["ewt.dev", "ewt.test", "gum.dev", "gum.test"];

/// Prints the commonest confusions on the tuning set, gold then found: parts of speech, relations of right heads, and
/// relations whose heads are wrong.
pub(crate) fn confusions(
    model: &Model,
    data: &Path,
    out: &mut impl std::io::Write,
) -> Result<(), Box<dyn Error>> {
    let gold = treebank::read(&data.join("treebanks/ewt.dev.conllu"))?;
    let (text, tokens, sentences) = treebank::layout(&gold);
    let input = Tokens { text: &text, tokens: &tokens, sentences: &sentences, hints: &[] };
    let words = model.analyze(&input).words;
    let mut classes: [BTreeMap<String, usize>; 3] = Default::default();
    let mut at = 0;
    for sentence in &gold {
        for (g, w) in sentence.iter().zip(&words[at..]) {
            let head = w.head.map_or(u32::MAX, |h| h - at as u32);
            let mut count = |i: usize, key: String| *classes[i].entry(key).or_default() += 1;
            if w.upos != g.upos {
                count(0, format!("{} {}", g.upos.as_str(), w.upos.as_str()));
            }
            if head != g.head {
                count(2, g.deprel.as_str().to_owned());
            } else if w.deprel != g.deprel {
                count(1, format!("{} {}", g.deprel.as_str(), w.deprel.as_str()));
            }
        }
        at += sentence.len();
    }
    for (name, class) in ["part of speech", "relation", "head"].into_iter().zip(classes) {
        let mut class: Vec<_> = class.into_iter().collect();
        class.sort_by_key(|(key, n)| (std::cmp::Reverse(*n), key.clone()));
        let class: Vec<_> = class.iter().take(20).map(|(key, n)| format!("{key} {n}")).collect();
        writeln!(out, "{name}: {}", class.join(", "))?;
    }
    Ok(())
}
