//! Whether the clause around a date looks back or ahead.

use crate::analysis::{Deprel, Tokens, Upos, Word, Xpos};
use crate::span::TokenRange;

/// Where the clause looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tense {
    /// "met", "has met", "had been to meet".
    Past,
    /// "will meet", "is due to meet", "would meet".
    Future,
    /// Nothing tells.
    Unknown,
}

/// Words that plan what follows them.
const PLANS: &[&str] = &[
    "agreed",
    "ahead",
    "due",
    "expected",
    "expects",
    "going",
    "hope",
    "hopes",
    "intends",
    "plan",
    "planned",
    "planning",
    "plans",
    "scheduled",
    "set",
    "slated",
    "upcoming",
    "vowed",
    "wants",
];
/// Tokens looked at on either side of a verb for its auxiliaries, and of a date where there is no tree.
const REACH: u32 = 16;

/// Where the clause of token `i` looks. Constant time.
pub(super) fn tense(tokens: &Tokens<'_>, words: &[Word], i: u32, sentence: TokenRange) -> Tense {
    // "since early May", whatever the verb.
    if (i.saturating_sub(2).max(sentence.start)..i).any(|t| tokens.form(t).eq_ignore_ascii_case("since")) {
        return Tense::Past;
    }
    if words.is_empty() {
        return by_form(tokens, i, sentence);
    }
    let Some(verb) = governor(words, i) else { return by_form(tokens, i, sentence) };
    let from = verb.saturating_sub(REACH).max(sentence.start);
    let (mut past, mut ahead, mut have, mut present_be) = (false, false, false, false);
    let mut to = false;
    for t in from..verb.min(sentence.end) {
        let w = &words[t as usize];
        if w.head != Some(verb) {
            continue;
        }
        let form = tokens.form(t);
        match form {
            "will" | "Will" | "'ll" | "’ll" | "shall" | "wo" | "would" | "may" | "might" | "could"
            | "should" | "must" | "'d" | "’d" | "can" => ahead = true,
            "to" if w.upos == Upos::Part => to = true,
            "has" | "have" | "had" | "having" | "'ve" | "’ve" => have = true,
            "was" | "were" | "been" | "did" | "being" => past = true,
            "is" | "are" | "'s" | "’s" | "'re" | "’re" | "am" | "'m" => present_be = true,
            _ => {}
        }
    }
    if ahead {
        return if have { Tense::Past } else { Tense::Future };
    }
    let form = tokens.form(verb);
    // "he's due to fly": "due to" taken for a conjunction.
    if !to && verb >= sentence.start + 2 && tokens.form(verb - 1) == "to" && tokens.form(verb - 2) == "due" {
        return Tense::Future;
    }
    if to {
        // "is to meet", "was to meet".
        if (present_be || past) && !have {
            return Tense::Future;
        }
        // "is due to meet", "plans to meet": the word above decides.
        let above = words[verb as usize].head.filter(|&h| h < verb);
        let direct = words[i as usize].head == Some(verb);
        return match above {
            // "agreed to lift the ban at talks on Monday": the day of the talks.
            Some(h) if words[h as usize].xpos == Xpos::Vbd && !direct => Tense::Past,
            Some(h) if PLANS.binary_search(&tokens.form(h)).is_ok() => Tense::Future,
            Some(h) if matches!(words[h as usize].xpos, Xpos::Vbd | Xpos::Vbn) => Tense::Past,
            Some(h) if matches!(words[h as usize].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vb) => Tense::Future,
            _ => Tense::Unknown,
        };
    }
    if matches!(form, "scheduled" | "planned" | "expected" | "slated" | "due" | "set") {
        return Tense::Future;
    }
    match words[verb as usize].xpos {
        _ if past || have => Tense::Past,
        Xpos::Vbd | Xpos::Vbn => Tense::Past,
        Xpos::Vbg if present_be => Tense::Future,
        // "She flies to Oslo on Friday": what is told in the present with a day is to come, but for what is said.
        Xpos::Vbz | Xpos::Vbp
            if words[verb as usize].upos == Upos::Verb && !reports(words, verb, sentence) =>
        {
            Tense::Future
        }
        _ => Tense::Unknown,
    }
}

/// Whether the verb takes a clause: "says that".
fn reports(words: &[Word], verb: u32, sentence: TokenRange) -> bool {
    sentence.iter().any(|t| {
        let w = &words[t as usize];
        // A sentence that is only set beside the verb is said by it where it comes first: "it is over, she says".
        w.head == Some(verb) && (w.deprel == Deprel::Ccomp || w.deprel == Deprel::Parataxis && t < verb)
    })
}

/// The verb (or predicate with an auxiliary) above the token.
fn governor(words: &[Word], i: u32) -> Option<u32> {
    let mut at = words.get(i as usize)?.head?;
    for _ in 0..12 {
        if matches!(words.get(at as usize)?.upos, Upos::Verb | Upos::Aux) {
            return Some(at);
        }
        at = words[at as usize].head?;
    }
    None
}

/// By the words before the date alone.
fn by_form(tokens: &Tokens<'_>, i: u32, sentence: TokenRange) -> Tense {
    let from = i.saturating_sub(REACH).max(sentence.start);
    for t in (from..i).rev() {
        let form = tokens.form(t);
        if matches!(form, "will" | "'ll" | "’ll" | "Will")
            || (i - t <= 6 && PLANS.binary_search(&form).is_ok())
        {
            return Tense::Future;
        }
        if matches!(form, ";" | "was" | "were" | "had" | "has") {
            return Tense::Unknown;
        }
    }
    Tense::Unknown
}

#[cfg(test)]
mod tests {
    #[test]
    fn plans_are_sorted() {
        assert!(super::PLANS.is_sorted());
    }
}
