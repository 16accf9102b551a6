//! "A, who lost in May, visited B": makes the verb behind the relative clause that of the sentence, where a parser took
//! what follows the clause for a part of it.

use super::hangs_below;
use crate::analysis::{Deprel, Upos, Word, Xpos};
use crate::span::TokenRange;

/// How far into the sentence its subject may stand, in tokens.
const REACH: u32 = 14;
/// Longest relative clause, in tokens.
const LONGEST: u32 = 40;

/// A name, the clause that is told of it, and the verb behind.
struct Found {
    name: u32,
    clause: TokenRange,
    verb: u32,
}

/// Mends such a sentence. Linear: a clause is looked for once.
pub(super) fn reattach<'t>(words: &mut [Word], sentence: TokenRange, form: impl Fn(u32) -> &'t str) {
    if let Some(found) = find(words, sentence, &form)
        && !(is_subject(words, &found) && is_apart(words, &found))
    {
        mend(words, &found);
    }
}

fn finite(word: &Word) -> bool {
    word.upos == Upos::Verb && matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn)
}

fn find<'t>(words: &[Word], tokens: TokenRange, form: &impl Fn(u32) -> &'t str) -> Option<Found> {
    let end = tokens.end.min(tokens.start + REACH);
    let who = (tokens.start + 2..end).find(|&t| {
        matches!(form(t), "who" | "whose" | "whom" | "which")
            && matches!(words[t as usize].xpos, Xpos::Wp | Xpos::WpPoss | Xpos::Wdt)
            && form(t - 1) == ","
    })?;
    // The name before the comma, up to its first token.
    let last = who - 2;
    if words[last as usize].upos != Upos::Propn
        || (tokens.start..who - 1).any(|t| matches!(words[t as usize].upos, Upos::Verb | Upos::Aux))
        || (tokens.start..who - 1).any(|t| matches!(form(t), "," | ":" | "“" | "\""))
    {
        return None;
    }
    let mut name = last;
    while let (Deprel::Flat, Some(head)) = (words[name as usize].deprel, words[name as usize].head) {
        name = head;
    }
    if name < tokens.start || name > last {
        return None;
    }
    // "visited" behind a comma, with at most adverbs and auxiliaries between, and no subject of its own.
    let close = (who + 2..tokens.end.min(who + LONGEST)).find(|&c| {
        form(c) == "," && {
            let verb = (c + 1..tokens.end)
                .find(|&t| !matches!(words[t as usize].upos, Upos::Adv | Upos::Aux | Upos::Part));
            verb.is_some_and(|v| {
                let aux = (c + 1..v).any(|t| words[t as usize].upos == Upos::Aux);
                let tensed = finite(&words[v as usize]) || aux && words[v as usize].upos == Upos::Verb;
                tensed
                    && !(v + 1..tokens.end).any(|t| {
                        words[t as usize].head == Some(v) && words[t as usize].deprel == Deprel::Nsubj
                    })
            })
        }
    })?;
    let verb = (close + 1..tokens.end).find(|&t| words[t as usize].upos == Upos::Verb)?;
    // "who came, saw and left": a list of what the clause tells.
    let listed = (verb + 1..tokens.end.min(verb + 8)).any(|t| form(t) == "and")
        && words[verb as usize].deprel == Deprel::Conj;
    (!listed).then_some(Found { name, clause: TokenRange::new(who, close), verb })
}

/// Whether the name is the subject of the verb already.
fn is_subject(words: &[Word], found: &Found) -> bool {
    let mut at = found.name;
    for _ in 0..8 {
        let word = &words[at as usize];
        if matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter) {
            return word.head.is_some_and(|h| !found.clause.holds(h));
        }
        match word.head {
            Some(h) if h != found.verb => at = h,
            _ => return word.head.is_some(),
        }
    }
    false
}

/// Whether nothing of the relative clause is a subject of the verb behind it.
fn is_apart(words: &[Word], found: &Found) -> bool {
    !found.clause.iter().any(|t| {
        let word = &words[t as usize];
        word.head == Some(found.verb)
            && matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Mark)
    })
}

fn mend(words: &mut [Word], found: &Found) {
    let inside = |t: u32| t == found.name || t == found.verb || found.clause.holds(t);
    let all = || std::iter::once(found.name).chain(found.clause.iter()).chain([found.verb]);
    let Some(outer) = all().find(|&t| !hangs_below(words, t, inside)) else { return };
    let top = found
        .clause
        .iter()
        .find(|&t| {
            words[t as usize].upos == Upos::Verb
                && words[t as usize].head.is_none_or(|h| !found.clause.holds(h))
        })
        .or_else(|| {
            found.clause.iter().find(|&t| words[t as usize].head.is_none_or(|h| !found.clause.holds(h)))
        });
    let (head, deprel) = (words[outer as usize].head, words[outer as usize].deprel);
    let passive = words.iter().any(|w| w.head == Some(found.verb) && w.deprel == Deprel::AuxPass);
    words[found.verb as usize].head = head;
    words[found.verb as usize].deprel = if matches!(deprel, Deprel::Ccomp | Deprel::Parataxis) {
        deprel
    } else if head.is_none() {
        Deprel::Root
    } else {
        Deprel::Parataxis
    };
    words[found.name as usize].head = Some(found.verb);
    words[found.name as usize].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    if let Some(top) = top {
        for t in found.clause.iter().filter(|&t| t != top) {
            if words[t as usize].head == Some(found.verb) && words[t as usize].upos != Upos::Punct {
                words[t as usize].head = Some(top);
            }
        }
        words[top as usize].head = Some(found.name);
        words[top as usize].deprel = Deprel::AclRelcl;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::mended;

    fn check(tree: &str, want: &str) {
        assert_eq!(mended(tree, |words, sentence, form| reattach(words, sentence.tokens, form)), want);
    }

    #[test]
    fn the_verb_behind_the_clause_is_that_of_the_sentence() {
        check(
            "Diaz/NNP/0/root ,/,/4/punct who/WP/4/nsubj lost/VBD/1/acl:relcl ,/,/6/punct visited/VBD/4/conj Peru/NNP/6/obj",
            "6/nsubj 4/punct 4/nsubj 1/acl:relcl 6/punct 0/root 6/obj",
        );
    }

    #[test]
    fn a_sound_sentence_stays() {
        check(
            "Diaz/NNP/6/nsubj ,/,/4/punct who/WP/4/nsubj lost/VBD/1/acl:relcl ,/,/6/punct visited/VBD/0/root Peru/NNP/6/obj",
            "6/nsubj 4/punct 4/nsubj 1/acl:relcl 6/punct 0/root 6/obj",
        );
    }
}
