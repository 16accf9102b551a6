//! Reading CoNLL-U, and the changes made to training sentences.

use super::random::Random;
use crate::train::files;
use newsgraph_core::analysis::{Deprel, Sentence, Token, Upos, Xpos};
use newsgraph_core::{Span, TokenRange};
use std::error::Error;
use std::path::Path;

/// A word of a treebank.
#[derive(Clone, Debug)]
pub(crate) struct Gold {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    /// Index in the sentence, `u32::MAX` at the root.
    pub(crate) head: u32,
    pub(crate) deprel: Deprel,
}

/// All sentences of a file. Relations that the tag set lacks lose their subtype.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<Gold>>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut sentences = Vec::new();
    for block in text.split("\n\n") {
        let mut words = Vec::new();
        for line in block.lines().filter(|l| !l.starts_with('#')) {
            let f: Vec<_> = line.split('\t').collect();
            if f.len() < 8 || f[0].contains(['-', '.']) {
                continue;
            }
            let deprel = Deprel::parse(f[7])
                .or_else(|| Deprel::parse(f[7].split(':').next().unwrap_or("")))
                .ok_or_else(|| format!("{}: relation {}", path.display(), f[7]))?;
            let head: u32 = f[6].parse()?;
            let (mut upos, mut lemma) = (Upos::parse(f[3]).unwrap_or(Upos::X), f[2].to_owned());
            let xpos = Xpos::parse(f[4]).ok_or_else(|| format!("{}: tag {}", path.display(), f[4]))?;
            if xpos == Xpos::Nnp && upos == Upos::Verb {
                // GUM has "United" in "United Kingdom" as a verb, EWT as an adjective.
                (upos, lemma) = (Upos::Adj, f[1].to_owned());
            }
            let head = head.checked_sub(1).unwrap_or(u32::MAX);
            words.push(Gold { form: f[1].to_owned(), lemma, upos, xpos, head, deprel });
        }
        if !words.is_empty() {
            sentences.push(words);
        }
    }
    Ok(sentences)
}

/// All sentences of the files of a folder, by name.
pub(crate) fn read_folder(path: &Path) -> Result<Vec<Vec<Gold>>, Box<dyn Error>> {
    let mut sentences = Vec::new();
    for file in files(path, "conllu")? {
        sentences.extend(read(&file)?);
    }
    Ok(sentences)
}

/// The forms joined by spaces, with their tokens and sentences.
pub(crate) fn layout(sentences: &[Vec<Gold>]) -> (String, Vec<Token>, Vec<Sentence>) {
    let (mut text, mut tokens, mut ranges) = (String::new(), Vec::new(), Vec::new());
    for sentence in sentences {
        let (start, first) = (text.len() as u32, tokens.len() as u32);
        for word in sentence {
            let at = text.len() as u32;
            text.push_str(&word.form);
            tokens.push(Token { span: Span::new(at, text.len() as u32) });
            text.push(' ');
        }
        let span = Span::new(start, text.len() as u32 - 1);
        ranges.push(Sentence { span, tokens: TokenRange::new(first, tokens.len() as u32), block: 0 });
    }
    (text, tokens, ranges)
}

/// Now and then a sentence as a headline would have it: capitals, title case, no full stop.
pub(crate) fn vary(sentence: &[Gold], random: &mut Random) -> Option<Vec<Gold>> {
    let roll = random.unit();
    let mut out = sentence.to_vec();
    if roll < 0.05 {
        out.iter_mut().for_each(|w| w.form = w.form.to_uppercase());
    } else if roll < 0.11 {
        for w in &mut out {
            let small = matches!(w.xpos, Xpos::In | Xpos::Dt | Xpos::Cc | Xpos::To | Xpos::Pos)
                && random.unit() < 0.8;
            if !small {
                let mut c = w.form.chars();
                w.form = c.next().map_or_else(String::new, |f| f.to_uppercase().chain(c).collect());
            }
        }
    } else if roll > 0.15 {
        return None;
    }
    let last = out.len() - 1;
    if random.unit() < 0.7
        && last > 0
        && out[last].xpos == Xpos::Stop
        && out.iter().all(|w| w.head != last as u32)
    {
        out.pop();
    }
    Some(out)
}
