//! Makes each name of a person one phrase of the tree: parsers take parts of names they do not know for words of the
//! language ("in" in "Kim Jae-in", "Wang" for a verb) and tear the sentence apart there.

use super::hangs_below;
use crate::analysis::{Deprel, NameLabel, NameSpan, Sentence, Upos, Word, Xpos};
use crate::span::TokenRange;
use smol_str::SmolStr;

/// Joins the tokens of every person's name under its first one. Linear in the text; chains upwards are walked once a name.
pub(super) fn join<'t>(
    words: &mut [Word],
    sentences: &[Sentence],
    names: &[NameSpan],
    form: impl Fn(u32) -> &'t str,
) {
    for name in names.iter().filter(|n| n.label == NameLabel::Person) {
        let sentence = sentences.get(sentences.partition_point(|s| s.tokens.end <= name.tokens.start));
        let Some(sentence) = sentence.filter(|s| s.tokens.contains(name.tokens)) else { continue };
        if name.tokens.end as usize > words.len() {
            continue;
        }
        part_from_date(words, sentence.tokens, name.tokens, &form);
        if is_one(words, name.tokens) {
            continue;
        }
        let Some(outer) = anchor(words, name.tokens) else { continue };
        join_one(words, sentence.tokens, name.tokens, outer, &form);
        raise(words, sentence.tokens, name.tokens);
    }
}

/// "On Friday [obl] Kim [flat] spoke": a name taken for a part of the day is the subject of the verb.
fn part_from_date<'t>(
    words: &mut [Word],
    sentence: TokenRange,
    name: TokenRange,
    form: &impl Fn(u32) -> &'t str,
) {
    let outer = name.iter().find(|&t| words[t as usize].head.is_some_and(|h| !name.holds(h)));
    let Some(outer) = outer else { return };
    let Some(day) = words[outer as usize].head else { return };
    let Some(verb) = words[day as usize].head else { return };
    let subject = sentence.iter().any(|t| {
        words[t as usize].head == Some(verb)
            && matches!(words[t as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass)
    });
    // "In June 2008 [appos] Gul"
    let years =
        (day + 1..name.start).all(|t| form(t).len() == 4 && form(t).bytes().all(|b| b.is_ascii_digit()));
    let dated = crate::time::calendar::weekday(form(day)).is_some()
        || crate::time::calendar::month(form(day)).is_some() && form(day).starts_with(char::is_uppercase);
    if day > name.start
        || day + 2 < name.start
        || !years
        || !dated
        || words[verb as usize].upos != Upos::Verb
        || verb < name.end
        || subject
    {
        return;
    }
    let passive = sentence
        .iter()
        .any(|t| words[t as usize].head == Some(verb) && words[t as usize].deprel == Deprel::AuxPass);
    words[outer as usize].head = Some(verb);
    words[outer as usize].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
}

/// Relations of a noun phrase to what governs it.
fn is_nominal(deprel: Deprel) -> bool {
    !matches!(
        deprel,
        Deprel::Aux
            | Deprel::AuxPass
            | Deprel::Cop
            | Deprel::Mark
            | Deprel::Case
            | Deprel::Cc
            | Deprel::Det
            | Deprel::Advmod
            | Deprel::Punct
            | Deprel::Fixed
            | Deprel::Advcl
            | Deprel::Xcomp
            | Deprel::Ccomp
    )
}

/// Whether the tree has the name as one noun phrase already.
fn is_one(words: &[Word], name: TokenRange) -> bool {
    let mut outer = name.iter().filter(|&t| words[t as usize].head.is_none_or(|h| !name.holds(h)));
    match (outer.next(), outer.next()) {
        (Some(t), None) => {
            let word = &words[t as usize];
            is_nominal(word.deprel) && !matches!(word.upos, Upos::Verb | Upos::Aux)
        }
        _ => false,
    }
}

/// The token of the name that ties it to the sentence best: not below another one of them, in a relation of a noun.
fn anchor(words: &[Word], name: TokenRange) -> Option<Word> {
    let free = |&t: &u32| !hangs_below(words, t, |h| name.holds(h));
    let outer: Vec<u32> = name.iter().filter(free).collect();
    let best = outer.iter().find(|&&t| is_nominal(words[t as usize].deprel)).or(outer.first())?;
    Some(words[*best as usize].clone())
}

/// Hangs the first token where `outer` hung and the others on it.
fn join_one<'t>(
    words: &mut [Word],
    sentence: TokenRange,
    name: TokenRange,
    outer: Word,
    form: &impl Fn(u32) -> &'t str,
) {
    let first = name.start;
    for t in sentence.iter().filter(|&t| !name.holds(t)) {
        if words[t as usize].head.is_some_and(|h| name.holds(h)) {
            words[t as usize].head = Some(first);
        }
    }
    for t in name.iter() {
        let word = &mut words[t as usize];
        word.head = Some(first);
        if word.upos == Upos::Punct {
            word.deprel = Deprel::Punct;
        } else {
            word.deprel = Deprel::Flat;
            word.upos = Upos::Propn;
            word.xpos = Xpos::Nnp;
            word.lemma = SmolStr::new(form(t));
        }
    }
    let subject = |verb: u32| {
        sentence.iter().any(|t| {
            words[t as usize].head == Some(verb)
                && matches!(words[t as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass)
        })
    };
    let deprel = match outer.head {
        None => Deprel::Root,
        Some(_) if is_nominal(outer.deprel) => outer.deprel,
        Some(h) if words[h as usize].upos != Upos::Verb => Deprel::Nmod,
        Some(h) if first < h && !subject(h) => Deprel::Nsubj,
        Some(h) if first > h => Deprel::Obj,
        Some(_) => Deprel::Dep,
    };
    words[first as usize].head = outer.head;
    words[first as usize].deprel = deprel;
}

/// "Kim Jae-in [root] arrived [advcl]": the verb right behind a name that was torn is that of the sentence.
fn raise(words: &mut [Word], sentence: TokenRange, name: TokenRange) {
    let first = name.start;
    if words[first as usize].head.is_some() {
        return;
    }
    let verb = (name.end..sentence.end)
        .take_while(|&t| matches!(words[t as usize].upos, Upos::Verb | Upos::Aux | Upos::Adv))
        .find(|&t| words[t as usize].upos == Upos::Verb && words[t as usize].head == Some(first));
    let Some(verb) = verb else { return };
    let own = sentence.iter().any(|t| {
        words[t as usize].head == Some(verb)
            && matches!(words[t as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Mark)
    });
    if own {
        return;
    }
    for t in verb + 1..sentence.end {
        if words[t as usize].head == Some(first) {
            words[t as usize].head = Some(verb);
        }
    }
    words[verb as usize].head = None;
    words[verb as usize].deprel = Deprel::Root;
    words[first as usize].head = Some(verb);
    words[first as usize].deprel = Deprel::Nsubj;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::mended;

    /// The name takes `len` tokens from `at`.
    fn check(tree: &str, at: u32, len: u32, want: &str) {
        let name =
            NameSpan { tokens: TokenRange::new(at, at + len), label: NameLabel::Person, confidence: 1.0 };
        assert_eq!(mended(tree, |words, sentence, form| join(words, &[sentence], &[name], form)), want);
    }

    #[test]
    fn a_torn_name_is_the_subject_of_the_verb_behind_it() {
        check(
            "Roh/NN/2/compound Tae/NNP/0/root -/HYPH/5/punct in/IN/5/mark spoke/VBD/2/advcl ././2/punct",
            0,
            4,
            "5/nsubj 1/flat 1/punct 1/flat 0/root 5/punct",
        );
        check("Wen/VBN/3/aux Li/NNP/1/obj left/VBD/0/root", 0, 2, "3/nsubj 1/flat 0/root");
    }

    #[test]
    fn a_name_is_no_part_of_the_day_before_it() {
        check(
            "On/IN/2/case Friday/NNP/5/obl Roh/NNP/2/flat Moo/NNP/3/flat spoke/VBD/0/root",
            2,
            2,
            "2/case 5/obl 5/nsubj 3/flat 0/root",
        );
    }

    #[test]
    fn a_whole_name_stays() {
        check("Ana/NNP/2/compound Diaz/NNP/3/nsubj left/VBD/0/root", 0, 2, "2/compound 3/nsubj 0/root");
    }
}
