//! Analysis of a document, sentence by sentence: encode and tag, parse, lemmatise.

use crate::network::{Network, Vectors};
use crate::parser::Parser;
use crate::transition::NONE;
use newsgraph_core::analysis::{Deprel, Tokens, Upos, Word, Xpos};
use smol_str::SmolStr;

/// Tags, lemmas and trees of all sentences. Linear in the text.
pub(crate) fn analyze(network: &Network, tokens: &Tokens<'_>) -> Vec<Word> {
    let blank =
        Word { upos: Upos::X, xpos: Xpos::Nn, lemma: SmolStr::default(), head: None, deprel: Deprel::Root };
    let mut words = vec![blank; tokens.tokens.len()];
    let mut vectors = Vectors::default();
    let mut parser = Parser::default();
    for sentence in tokens.sentences {
        let range = sentence.tokens.as_usize();
        let range = range.start.min(words.len())..range.end.min(words.len());
        if range.is_empty() {
            continue;
        }
        let forms = tokens.tokens[range.clone()].iter().map(|t| t.span.of(tokens.text));
        network.analyze(forms.clone(), &mut vectors, &mut parser);
        for (t, (word, form)) in words[range.clone()].iter_mut().zip(forms).enumerate() {
            let pair = usize::from(vectors.pairs[t]);
            let tags = network.pairs.get(pair).copied().unwrap_or((Upos::X, Xpos::Nn));
            (word.upos, word.xpos) = tags;
            word.lemma = network.lemmatizer.lemma(form, pair, tags);
            let head = parser.state.nodes[t].head;
            word.head = (head != NONE).then(|| head + range.start as u32);
            word.deprel = parser.deprel(t);
        }
    }
    words
}
