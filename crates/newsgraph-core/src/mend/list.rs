//! "The leaders of A, B and C met": makes the rest of a list that a parser took for a second subject a part of the first.

use crate::analysis::{Deprel, Sentence, Word};

/// Joins such lists. Linear: the subjects of each sentence are looked at once.
pub(super) fn join<'t>(words: &mut [Word], sentences: &[Sentence], form: impl Fn(u32) -> &'t str) {
    for sentence in sentences {
        let (start, end) = (sentence.tokens.start, sentence.tokens.end.min(words.len() as u32));
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
                || word.head == Some(first)
                    && matches!(word.deprel, Deprel::Nmod | Deprel::Flat | Deprel::Conj);
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Upos, Xpos};
    use crate::span::{Span, TokenRange};

    fn check(tree: &str, want: &str) {
        let parts: Vec<Vec<&str>> = tree.split(' ').map(|t| t.split('/').collect()).collect();
        let mut words: Vec<Word> = parts
            .iter()
            .map(|p| Word {
                upos: Upos::Noun,
                xpos: Xpos::Nn,
                lemma: p[0].into(),
                head: p[1].parse::<u32>().unwrap().checked_sub(1),
                deprel: Deprel::parse(p[2]).unwrap(),
            })
            .collect();
        let tokens = TokenRange::new(0, words.len() as u32);
        let sentence = Sentence { span: Span::default(), tokens, block: 0 };
        join(&mut words, &[sentence], |t| parts[t as usize][0]);
        let got: Vec<String> =
            words.iter().map(|w| format!("{}/{}", w.head.map_or(0, |h| h + 1), w.deprel.as_str())).collect();
        assert_eq!(got.join(" "), want);
    }

    #[test]
    fn the_rest_of_a_list_is_no_second_subject() {
        check(
            "heads/8/nsubj of/3/case Peru/1/nmod ,/5/punct Cuba/8/nsubj and/7/cc Mali/5/conj met/0/root",
            "8/nsubj 3/case 1/nmod 5/punct 3/conj 7/cc 3/conj 0/root",
        );
    }
}
