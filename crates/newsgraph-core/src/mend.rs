//! Mends slips that parsers make in the sentences of news: names torn apart, labels taken for subjects, a verb in the past tense taken for a participle.
//!
//! "Denmark imposed sanctions" read as "imposed-by-Denmark sanctions", "A minister praised the plan" read as a minister who
//! is praised, and "His host called for talks" as a host who is called. All leave a sentence without a finite verb, which written news hardly has.

mod label;
mod list;
mod names;
mod owner;
mod relative;
mod verb;

use crate::analysis::{Deprel, NameSpan, Sentence, Upos, Word, Xpos};
use crate::span::TokenRange;

/// Whether the word is a verb in a form that is past tense and participle in one ("imposed").
fn past(word: &Word) -> bool {
    word.upos == Upos::Verb && matches!(word.xpos, Xpos::Vbd | Xpos::Vbn)
}

/// Whether the word is a noun, name or pronoun.
fn nominal(word: &Word) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron)
}

/// Whether the token hangs, over any number of others, on one that is `inside`; so it does in a circle too.
fn hangs_below(words: &[Word], token: u32, inside: impl Fn(u32) -> bool) -> bool {
    let mut at = words[token as usize].head;
    for _ in 0..words.len() {
        match at {
            Some(h) if inside(h) => return true,
            Some(h) => at = words[h as usize].head,
            None => return false,
        }
    }
    true
}

/// The noun in -s at the token is a verb in the present: "plans".
fn make_present(word: &mut Word, form: &str) {
    word.upos = Upos::Verb;
    word.xpos = Xpos::Vbz;
    word.lemma = form.trim_end_matches('s').into();
}

/// Joins names of people and makes such participles main verbs. `form` gives the words of a token. Linear.
pub(crate) fn mend<'t>(
    words: &mut [Word],
    sentences: &[Sentence],
    people: &[NameSpan],
    form: impl Fn(u32) -> &'t str,
) {
    names::join(words, sentences, people, &form);
    owner::hang(words, sentences, people, &form);
    for sentence in sentences {
        let (start, end) = (sentence.tokens.start, sentence.tokens.end.min(words.len() as u32));
        let tokens = TokenRange { start, end };
        owner::acting(words, tokens, &form);
        label::set_apart(words, tokens, &form);
        relative::reattach(words, tokens, &form);
        list::join(words, tokens, &form);
        verb::from_adjective(words, start, end, &form);
        verb::from_apposition(words, start, end, &form);
        let finite = (start..end).any(|t| {
            let w = &words[t as usize];
            matches!(w.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Md)
                || (w.xpos == Xpos::Vbd && !matches!(w.deprel, Deprel::Acl | Deprel::Amod))
        });
        if finite {
            // "The chief chided [passive] Obi but did not act": with an object it is no passive either.
            let _ = make_active(words, start, end, true);
            continue;
        }
        if verb::from_noun(words, start, end, &form) {
            continue;
        }
        if !matches!(form(end.saturating_sub(1)), "." | "”" | "\"" | "?" | "!") {
            continue;
        }
        if make_active(words, start, end, false) {
            continue;
        }
        let verb = (start..end).find(|&v| {
            past(&words[v as usize]) && v > start && {
                let before = &words[v as usize - 1];
                nominal(before) || matches!(before.upos, Upos::Adv | Upos::Num) || form(v - 1) == ","
            }
        });
        if let Some(verb) = verb {
            let _ = raise_participle(words, start, verb) || raise_clause(words, end, verb);
        }
    }
}

/// "His host called [passive] for talks": without "was" it is no passive, but in the clipped prose of headlines. `transitive`: only
/// where it has an object.
fn make_active(words: &mut [Word], start: u32, end: u32, transitive: bool) -> bool {
    let Some(root) = (start..end).find(|&t| words[t as usize].head.is_none() && past(&words[t as usize]))
    else {
        return false;
    };
    let child = |of: u32, relations: &[Deprel]| {
        (start..end)
            .find(|&t| words[t as usize].head == Some(of) && relations.contains(&words[t as usize].deprel))
    };
    let Some(subject) = child(root, &[Deprel::NsubjPass]).filter(|&s| s < root) else { return false };
    let prose = !transitive && child(subject, &[Deprel::Det, Deprel::NmodPoss]).is_some()
        || child(root, &[Deprel::Obj, Deprel::Ccomp]).is_some();
    if !prose || child(root, &[Deprel::AuxPass, Deprel::Aux, Deprel::OblAgent]).is_some() {
        return false;
    }
    words[root as usize].xpos = Xpos::Vbd;
    words[subject as usize].deprel = Deprel::Nsubj;
    true
}

/// "Denmark imposed [amod] sanctions": the noun is the object, what stands before the verb the subject.
fn raise_participle(words: &mut [Word], start: u32, verb: u32) -> bool {
    let Word { deprel: Deprel::Amod, head: Some(noun), .. } = words[verb as usize] else { return false };
    let Word { deprel, head, .. } = words[noun as usize];
    if noun < verb {
        return false;
    }
    let subject = match (deprel, head) {
        // The subject was taken for the root.
        (Deprel::Obj | Deprel::Appos | Deprel::Nmod | Deprel::Dep, Some(h))
            if h < verb && words[h as usize].head.is_none() && nominal(&words[h as usize]) =>
        {
            h
        }
        (Deprel::Root, _) | (_, None) => {
            let hangs = |t: u32| words[t as usize].head.is_some_and(|h| h == verb || h == noun);
            match (start..verb).rev().find(|&t| hangs(t) && words[t as usize].deprel == Deprel::Nsubj) {
                Some(subject) => subject,
                None => {
                    match (start..verb).rev().find(|&t| hangs(t) && words[t as usize].upos != Upos::Punct) {
                        Some(t) if nominal(&words[t as usize]) || words[t as usize].upos == Upos::Adj => t,
                        _ => return false,
                    }
                }
            }
        }
        _ => return false,
    };
    // What stood before the verb and hung on it or on the noun belongs to the subject.
    for t in start..verb {
        let w = &mut words[t as usize];
        let part = matches!(
            w.deprel,
            Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::Nummod | Deprel::Flat
        );
        if t != subject && w.head.is_some_and(|h| h == noun || h == verb) {
            w.head = Some(if part { subject } else { verb });
        }
    }
    for t in verb + 1..words.len() as u32 {
        if words[t as usize].head == Some(subject) && words[t as usize].deprel == Deprel::Punct {
            words[t as usize].head = Some(verb);
        }
    }
    words[verb as usize].head = None;
    words[verb as usize].deprel = Deprel::Root;
    words[noun as usize].head = Some(verb);
    words[noun as usize].deprel = Deprel::Obj;
    words[subject as usize].head = Some(verb);
    words[subject as usize].deprel = Deprel::Nsubj;
    true
}

/// "A minister [root] praised [acl] the plan": the verb is the root.
fn raise_clause(words: &mut [Word], end: u32, verb: u32) -> bool {
    let Word { deprel: Deprel::Acl | Deprel::Nmod | Deprel::Appos, head: Some(noun), .. } =
        words[verb as usize]
    else {
        return false;
    };
    if noun > verb || words[noun as usize].head.is_some() || !nominal(&words[noun as usize]) {
        return false;
    }
    let hangs = |relations: &[Deprel]| {
        (noun..end)
            .any(|t| words[t as usize].head == Some(verb) && relations.contains(&words[t as usize].deprel))
    };
    if hangs(&[Deprel::OblAgent]) {
        return false;
    }
    for t in verb + 1..end {
        if words[t as usize].head == Some(noun) {
            words[t as usize].head = Some(verb);
        }
    }
    words[verb as usize].head = None;
    words[verb as usize].deprel = Deprel::Root;
    words[verb as usize].xpos = Xpos::Vbd;
    words[noun as usize].head = Some(verb);
    words[noun as usize].deprel = Deprel::Nsubj;
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::mended;

    fn check(tree: &str, want: &str) {
        assert_eq!(mended(tree, |words, sentence, form| mend(words, &[sentence], &[], form)), want);
    }

    #[test]
    fn participles_with_a_subject_are_verbs() {
        check(
            "Peru/NNP/2/nsubj imposed/VBN/3/amod tariffs/NNS/0/root ././3/punct",
            "2/nsubj 0/root 2/obj 3/punct",
        );
        check(
            "Peru/NNP/0/root imposed/VBN/3/amod tariffs/NNS/1/obj ././1/punct",
            "2/nsubj 0/root 2/obj 2/punct",
        );
    }

    #[test]
    fn passives_need_their_auxiliary() {
        check(
            "His/PRP$/2/nmod:poss host/NN/3/nsubj:pass called/VBN/0/root for/IN/5/case talks/NNS/3/obl ././3/punct",
            "2/nmod:poss 3/nsubj 0/root 5/case 3/obl 3/punct",
        );
        let headline = "Minister/NN/2/nsubj:pass arrested/VBN/0/root in/IN/4/case Lima/NNP/2/obl ././2/punct";
        check(headline, "2/nsubj:pass 0/root 4/case 2/obl 2/punct");
    }

    #[test]
    fn a_lone_clause_on_the_root_is_the_sentence() {
        check(
            "A/DT/2/det minister/NN/0/root praised/VBN/2/acl Peru/NNP/3/obj ././2/punct",
            "2/det 3/nsubj 0/root 3/obj 3/punct",
        );
    }

    #[test]
    fn phrases_and_sentences_with_a_verb_stay() {
        check("sanctions/NNS/0/root imposed/VBN/1/acl Monday/NNP/2/obl", "0/root 1/acl 2/obl");
        check(
            "Peru/NNP/4/nsubj imposed/VBN/3/amod tariffs/NNS/4/nsubj hurt/VBD/0/root ././4/punct",
            "4/nsubj 3/amod 4/nsubj 0/root 4/punct",
        );
    }
}
