//! "The leaders of A, B and C met": makes the rest of a list that a parser took for a second subject a part of the first.

use crate::analysis::{Deprel, Word};
use crate::span::TokenRange;

/// Joins such lists. Linear: the subjects of the sentence are looked at once.
pub(super) fn join<'t>(words: &mut [Word], sentence: TokenRange, form: impl Fn(u32) -> &'t str) {
    let TokenRange { start, end } = sentence;
    let mut last: Option<u32> = None;
    for t in start..end {
        if words[t as usize].deprel != Deprel::Nsubj {
            continue;
        }
        let before = last.replace(t);
        let Some(first) = before.filter(|&f| words[f as usize].head == words[t as usize].head) else {
            continue;
        };
        let listed = t >= start + 2
            && form(t - 1) == ","
            && words[t as usize].head.is_some_and(|h| h > t)
            && (t + 1..end)
                .any(|c| words[c as usize].head == Some(t) && words[c as usize].deprel == Deprel::Conj);
        // The noun right before the comma, if it belongs to the first subject.
        let item = t.saturating_sub(2);
        let word = &words[item as usize];
        let part = item == first
            || word.head == Some(first) && matches!(word.deprel, Deprel::Nmod | Deprel::Flat | Deprel::Conj);
        if listed && part {
            let head = if word.deprel == Deprel::Nmod { item } else { first };
            words[t as usize].head = Some(head);
            words[t as usize].deprel = Deprel::Conj;
            for c in t + 1..end {
                if words[c as usize].head == Some(t) && words[c as usize].deprel == Deprel::Conj {
                    words[c as usize].head = Some(head);
                }
            }
            last = Some(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::mended;

    fn check(tree: &str, want: &str) {
        assert_eq!(mended(tree, |words, sentence, form| join(words, sentence.tokens, form)), want);
    }

    #[test]
    fn the_rest_of_a_list_is_no_second_subject() {
        check(
            "heads/NNS/8/nsubj of/IN/3/case Peru/NNP/1/nmod ,/,/5/punct Cuba/NNP/8/nsubj and/CC/7/cc Mali/NNP/5/conj met/VBD/0/root",
            "8/nsubj 3/case 1/nmod 5/punct 3/conj 7/cc 3/conj 0/root",
        );
    }
}
