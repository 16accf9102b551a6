//! Makes "Kenya's Amina Odhiambo" one phrase: parsers take the country for what the name is, or tear the two apart.

use super::hangs_below;
use crate::analysis::{Deprel, NameLabel, NameSpan, Sentence, Upos, Word, Xpos};
use crate::span::TokenRange;

/// Hangs the owner in front of a person's name on the name. Linear in the text; chains upwards are walked once a name.
pub(super) fn hang<'t>(
    words: &mut [Word],
    sentences: &[Sentence],
    names: &[NameSpan],
    form: impl Fn(u32) -> &'t str,
) {
    for name in names.iter().filter(|n| n.label == NameLabel::Person && n.tokens.start > 1) {
        let sentence = sentences.get(sentences.partition_point(|s| s.tokens.end <= name.tokens.start));
        let Some(sentence) = sentence.filter(|s| s.tokens.contains(name.tokens)) else { continue };
        let mark = name.tokens.start - 1;
        if name.tokens.end as usize > words.len()
            || mark <= sentence.tokens.start
            || !matches!(form(mark), "'s" | "’s")
            || words[mark as usize - 1].upos != Upos::Propn
        {
            continue;
        }
        let mut first = mark - 1;
        while first > sentence.tokens.start && words[first as usize - 1].upos == Upos::Propn {
            first -= 1;
        }
        hang_one(words, sentence.tokens, TokenRange::new(first, mark), name.tokens);
    }
}

/// Whether a phrase in this relation may be the whole "Kenya's Amina Odhiambo".
fn stands_alone(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
            | Deprel::Conj
            | Deprel::Appos
            | Deprel::Root
    )
}

/// The name takes the place of its owner in the tree.
fn hang_one(words: &mut [Word], sentence: TokenRange, owner: TokenRange, name: TokenRange) {
    let top =
        |range: TokenRange| range.iter().find(|&t| words[t as usize].head.is_none_or(|h| !range.holds(h)));
    let (Some(of), Some(person)) = (top(owner), top(name)) else { return };
    let Word { head, deprel, .. } = words[of as usize];
    // Where the owner hangs on the name, the tree is as it should be.
    if hangs_below(words, of, |h| name.holds(h)) || !stands_alone(deprel) {
        return;
    }
    for t in sentence.iter().filter(|&t| !owner.holds(t) && t != owner.end) {
        if words[t as usize].head == Some(of) {
            words[t as usize].head = Some(person);
        }
    }
    words[person as usize].head = head;
    words[person as usize].deprel = deprel;
    words[of as usize].head = Some(person);
    words[of as usize].deprel = Deprel::NmodPoss;
    words[owner.end as usize].head = Some(of);
    words[owner.end as usize].deprel = Deprel::Case;
}

/// "saw [acting president Anan Panya]" read as "saw her act": before a bare noun "acting" tells of the post.
pub(super) fn acting<'t>(words: &mut [Word], sentence: TokenRange, form: impl Fn(u32) -> &'t str) {
    let TokenRange { start, end } = sentence;
    for t in start..end.saturating_sub(1) {
        let next = words[t as usize + 1].upos;
        if form(t) != "acting"
            || words[t as usize].upos != Upos::Verb
            || !matches!(next, Upos::Noun | Upos::Propn | Upos::Adj)
            || !matches!(words[t as usize].deprel, Deprel::Xcomp | Deprel::Ccomp)
        {
            continue;
        }
        let object = (t + 1..end)
            .find(|&c| words[c as usize].head == Some(t) && words[c as usize].deprel == Deprel::Obj);
        let Some(object) = object else { continue };
        let governor = words[t as usize].head;
        for c in start..end {
            if words[c as usize].head == Some(t) {
                words[c as usize].head = governor;
            }
        }
        let word = &mut words[t as usize];
        word.upos = Upos::Adj;
        word.xpos = Xpos::Jj;
        word.head = Some(object);
        word.deprel = Deprel::Amod;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::mended;

    fn check(tree: &str, person: TokenRange, want: &str) {
        let names = [NameSpan { tokens: person, label: NameLabel::Person, confidence: 1.0 }];
        let got = mended(tree, |words, sentence, form| {
            let tokens = sentence.tokens;
            hang(words, &[sentence], &names, form);
            acting(words, tokens, form);
        });
        assert_eq!(got, want);
    }

    #[test]
    fn the_owner_hangs_on_the_name() {
        check(
            "Kenya/NNP/4/nsubj 's/POS/1/case Odhiambo/NNP/4/obl left/VBD/0/root",
            TokenRange::new(2, 3),
            "3/nmod:poss 1/case 4/nsubj 0/root",
        );
        check(
            "Chad/NNP/3/nmod:poss 's/POS/1/case Deby/NNP/4/nsubj left/VBD/0/root",
            TokenRange::new(2, 3),
            "3/nmod:poss 1/case 4/nsubj 0/root",
        );
    }

    #[test]
    fn acting_before_a_post_is_no_verb() {
        check(
            "saw/VBD/0/root acting/VBG/1/xcomp head/NN/4/nmod:desc Panya/NNP/2/obj",
            TokenRange::new(3, 4),
            "0/root 4/amod 4/nmod:desc 1/obj",
        );
    }
}
