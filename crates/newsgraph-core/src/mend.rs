//! Mends what parsers make of the label in front of a sentence ("REPORTER: She left", "Analysis: ..."): they take it for a
//! subject.

use crate::analysis::{Deprel, Sentence, Upos, Word};
use crate::span::TokenRange;

/// Longest label, in tokens.
const LONGEST: u32 = 8;

/// The colon that ends the label with which the sentence begins, if it begins with one.
fn colon<'t>(start: u32, end: u32, form: &impl Fn(u32) -> &'t str) -> Option<u32> {
    let at = (start + 1..end.min(start + 1 + LONGEST)).find(|&t| form(t) == ":")?;
    let label = (start..at).all(|t| {
        let f = form(t);
        f.starts_with(|c: char| c.is_uppercase()) || matches!(f, "of" | "the" | "-" | "." | "'s" | "’s")
    });
    (label && at + 2 < end).then_some(at)
}

/// Sets the labels of sentences apart. `form` gives the words of a token. Linear.
pub(crate) fn mend<'t>(words: &mut [Word], sentences: &[Sentence], form: impl Fn(u32) -> &'t str) {
    for sentence in sentences {
        let TokenRange { start, end } = sentence.tokens;
        set_apart(words, TokenRange { start, end: end.min(words.len() as u32) }, &form);
    }
}

/// Makes what follows a label a tree of its own that the label hangs on. Linear.
fn set_apart<'t>(words: &mut [Word], sentence: TokenRange, form: impl Fn(u32) -> &'t str) {
    let TokenRange { start, end } = sentence;
    let Some(colon) = colon(start, end, &form) else { return };
    let inside = |t: u32| t <= colon;
    let tops: Vec<u32> = (colon + 1..end).filter(|&t| words[t as usize].head.is_none_or(inside)).collect();
    let root = tops
        .iter()
        .find(|&&t| words[t as usize].head.is_none())
        .or_else(|| tops.iter().find(|&&t| words[t as usize].upos == Upos::Verb))
        .or_else(|| tops.iter().find(|&&t| words[t as usize].upos != Upos::Punct));
    let Some(&root) = root else { return };
    for &t in &tops {
        words[t as usize].head = Some(root);
    }
    words[root as usize].head = None;
    words[root as usize].deprel = Deprel::Root;
    let mut first = None;
    for t in start..=colon {
        let word = &mut words[t as usize];
        if word.head.is_none_or(|h| h > colon) {
            word.head = Some(first.unwrap_or(root));
            word.deprel = if word.upos == Upos::Punct { Deprel::Punct } else { Deprel::Dep };
            if word.upos != Upos::Punct {
                first.get_or_insert(t);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::testing::parse;

    /// `want`: head and relation of each token of the tree, as `head/deprel`.
    fn check(tree: &str, want: &str) {
        let (forms, mut words) = parse(tree);
        let tokens = TokenRange::new(0, words.len() as u32);
        mend(&mut words, &[Sentence { span: Span::default(), tokens, block: 0 }], |t| forms[t as usize]);
        let relation = |w: &Word| format!("{}/{}", w.head.map_or(0, |h| h + 1), w.deprel.as_str());
        assert_eq!(words.iter().map(relation).collect::<Vec<_>>().join(" "), want);
    }

    #[test]
    fn a_label_is_no_subject() {
        check(
            "OKORO/NNP/4/nsubj :/:/4/punct She/PRP/4/nsubj left/VBD/0/root",
            "4/dep 1/punct 4/nsubj 0/root",
        );
        check(
            "OKORO/NNP/0/root :/:/1/punct She/PRP/4/nsubj left/VBD/1/parataxis",
            "4/dep 1/punct 4/nsubj 0/root",
        );
    }

    #[test]
    fn other_colons_stay() {
        check(
            "one/CD/0/root thing/NN/1/nmod :/:/1/punct he/PRP/5/nsubj left/VBD/1/ccomp",
            "0/root 1/nmod 1/punct 5/nsubj 1/ccomp",
        );
    }
}
