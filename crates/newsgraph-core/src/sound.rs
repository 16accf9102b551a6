//! Makes any analysis one that the later stages can rely on, whoever's analyser it came from.

use crate::analysis::{Analysis, Deprel, Sentence, Upos, Word, Xpos};
use smol_str::SmolStr;

/// One word for each token, heads inside the sentence and without cycles, names inside a sentence, in order and apart.
/// Linear; changes nothing where the analyser keeps its promises.
pub(crate) fn make_sound(analysis: &mut Analysis, tokens: usize, sentences: &[Sentence]) {
    analysis.words.resize_with(tokens, || Word {
        upos: Upos::X,
        xpos: Xpos::Fw,
        lemma: SmolStr::default(),
        head: None,
        deprel: Deprel::Dep,
    });
    for sentence in sentences {
        for word in &mut analysis.words[sentence.tokens.as_usize()] {
            word.head = word.head.filter(|&h| sentence.tokens.holds(h));
        }
    }
    // Walks up from each token until a token seen before; where this walk saw it, the walk has closed a cycle.
    let mut seen = vec![0u32; tokens];
    for start in 0..tokens {
        let (walk, mut at) = (start as u32 + 1, start);
        while seen[at] == 0 {
            seen[at] = walk;
            match analysis.words[at].head {
                Some(head) if seen[head as usize] == walk => analysis.words[at].head = None,
                Some(head) => at = head as usize,
                None => break,
            }
        }
    }
    let mut end = 0;
    analysis.names.retain(|name| {
        let fits = name.tokens.start >= end
            && !name.tokens.is_empty()
            && sentences
                .get(sentences.partition_point(|s| s.tokens.end <= name.tokens.start))
                .is_some_and(|s| s.tokens.contains(name.tokens));
        if fits {
            end = name.tokens.end;
        }
        fits
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{NameLabel, NameSpan};
    use crate::span::{Span, TokenRange};

    fn word(head: Option<u32>) -> Word {
        Word { upos: Upos::Noun, xpos: Xpos::Nn, lemma: "x".into(), head, deprel: Deprel::Dep }
    }

    #[test]
    fn broken_promises_are_mended_and_kept_ones_left() {
        let sentences = [(0, 3), (3, 5)].map(|(a, b)| Sentence {
            span: Span::default(),
            tokens: TokenRange::new(a, b),
            block: 0,
        });
        let name =
            |a, b| NameSpan { tokens: TokenRange::new(a, b), label: NameLabel::Person, confidence: 1.0 };
        let heads = [Some(1), Some(2), Some(0), Some(1)];
        let mut analysis = Analysis {
            words: heads.map(word).to_vec(),
            names: vec![name(0, 2), name(1, 3), name(2, 4), name(3, 5), name(7, 9)],
        };
        make_sound(&mut analysis, 5, &sentences);
        let heads: Vec<_> = analysis.words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [Some(1), Some(2), None, None, None]);
        assert_eq!(analysis.names, [name(0, 2), name(3, 5)]);
        let before = analysis.clone();
        make_sound(&mut analysis, 5, &sentences);
        assert_eq!(analysis, before);
    }
}
