//! Accuracy of the whole analyser on gold sentences and tokens, and its speed.

use super::treebank::{self, Gold};
use newsgraph_core::analysis::{Analyzer, Tokens};
use newsgraph_model::Model;
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
    speed: f64,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { words, upos, xpos, lemma, uas, las, speed } = self;
        write!(
            f,
            "{words} words  UPOS {upos:.2}  XPOS {xpos:.2}  lemma {lemma:.2}  UAS {uas:.2}  LAS {las:.2}  {speed:.0} words/s"
        )
    }
}

/// Analyses gold sentences and compares. Relations count with their subtypes, punctuation counts.
pub(crate) fn score(model: &Model, gold: &[Vec<Gold>]) -> Scores {
    let (text, tokens, sentences) = treebank::layout(gold);
    let input = Tokens { text: &text, tokens: &tokens, sentences: &sentences, hints: &[] };
    let mut best = f64::INFINITY;
    let mut words = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        words = model.analyze(&input).words;
        best = best.min(start.elapsed().as_secs_f64());
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
    Scores { words: at, upos, xpos, lemma, uas, las, speed: at as f64 / best }
}

/// Prints the scores of all measuring sets.
pub(crate) fn report(
    model: &Model,
    data: &Path,
    out: &mut impl std::io::Write,
) -> Result<(), Box<dyn Error>> {
    for set in ["ewt.dev", "ewt.test", "gum.dev", "gum.test"] {
        let gold = treebank::read(&data.join(format!("treebanks/{set}.conllu")))?;
        writeln!(out, "{set:9} {}", score(model, &gold))?;
    }
    Ok(())
}
