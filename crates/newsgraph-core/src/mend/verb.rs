//! Verbs that taggers take for other words: "The mayor plans [noun] to leave", "Obi mocked [adjective] the plan".

use super::make_present;
use crate::analysis::{Deprel, Upos, Word, Xpos};

/// The first token that hangs on `of` in one of the relations.
fn child(words: &[Word], start: u32, end: u32, of: u32, relations: &[Deprel]) -> Option<u32> {
    (start..end)
        .find(|&t| words[t as usize].head == Some(of) && relations.contains(&words[t as usize].deprel))
}

/// "Obi plans [root] to call": where a sentence has no verb, the noun in -s right after a name is it if an infinitive or
/// "for" or "on" follows. Whether it was one.
pub(super) fn from_noun<'t>(
    words: &mut [Word],
    start: u32,
    end: u32,
    form: &impl Fn(u32) -> &'t str,
) -> bool {
    let Some(root) = (start..end).find(|&t| words[t as usize].head.is_none()) else { return false };
    let word = &words[root as usize];
    let shape =
        word.xpos == Xpos::Nns && form(root).ends_with('s') && form(root).starts_with(char::is_lowercase);
    if !shape || root == start || root + 2 >= end || words[root as usize - 1].upos != Upos::Propn {
        return false;
    }
    let to = words[root as usize + 1].xpos == Xpos::To
        && matches!(words[root as usize + 2].xpos, Xpos::Vb)
        && !matches!(form(root), "talks" | "efforts" | "moves" | "attempts" | "bids" | "ties");
    let calls = form(root) == "calls" && matches!(form(root + 1), "for" | "on");
    if !(to || calls) {
        return false;
    }
    let name = root - 1;
    // The first token of the name, or its last where it is a phrase of its own.
    let top = (start..root)
        .find(|&t| {
            let w = &words[t as usize];
            w.head == Some(root)
                && matches!(
                    w.deprel,
                    Deprel::Compound | Deprel::Nsubj | Deprel::Nmod | Deprel::NmodDesc | Deprel::Flat
                )
                && w.upos == Upos::Propn
        })
        .unwrap_or(name);
    for t in start..root {
        let w = &mut words[t as usize];
        if t != top
            && w.head == Some(root)
            && matches!(
                w.deprel,
                Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::Det | Deprel::NmodDesc
            )
        {
            w.head = Some(top);
        }
    }
    for t in root + 1..end {
        let w = &mut words[t as usize];
        if w.head == Some(root) {
            w.deprel = match w.deprel {
                Deprel::Acl => Deprel::Xcomp,
                Deprel::Nmod => Deprel::Obl,
                other => other,
            };
        }
    }
    words[top as usize].head = Some(root);
    words[top as usize].deprel = Deprel::Nsubj;
    make_present(&mut words[root as usize], form(root));
    true
}

/// "Obi [root] of Lima, an envoy, doubts [apposition] that …": the noun in -s with a "that" clause is the verb.
pub(super) fn from_apposition<'t>(words: &mut [Word], start: u32, end: u32, form: &impl Fn(u32) -> &'t str) {
    let Some(root) = (start..end).find(|&t| words[t as usize].head.is_none()) else { return };
    if words[root as usize].upos != Upos::Propn || form(end - 1) != "." {
        return;
    }
    let told = (root + 1..end).find_map(|t| {
        let w = &words[t as usize];
        let noun = w.xpos == Xpos::Nns && w.head == Some(root) && form(t).ends_with('s');
        let that = noun && form(t + 1) == "that";
        let clause =
            child(words, t + 1, end, t, &[Deprel::Acl, Deprel::AclRelcl, Deprel::Ccomp]).filter(|_| that)?;
        Some((t, clause))
    });
    let Some((verb, clause)) = told else { return };
    for t in verb + 1..end {
        let w = &mut words[t as usize];
        if w.head == Some(root) {
            w.head = Some(verb);
        }
    }
    words[clause as usize].deprel = Deprel::Ccomp;
    words[verb as usize].head = None;
    words[verb as usize].deprel = Deprel::Root;
    make_present(&mut words[verb as usize], form(verb));
    words[root as usize].head = Some(verb);
    words[root as usize].deprel = Deprel::Nsubj;
}

/// "Obi mocked [adjective] the plan", "has detailed [adjective] the costs": with a subject and an object or auxiliary it is a verb.
pub(super) fn from_adjective<'t>(words: &mut [Word], start: u32, end: u32, form: &impl Fn(u32) -> &'t str) {
    let Some(root) = (start..end).find(|&t| words[t as usize].head.is_none()) else { return };
    if words[root as usize].xpos != Xpos::Jj || !form(root).ends_with("ed") {
        return;
    }
    let has = |relations: &[Deprel]| child(words, start, end, root, relations).is_some();
    let auxiliary = has(&[Deprel::Aux]);
    if !has(&[Deprel::Nsubj]) || has(&[Deprel::Cop]) || !(auxiliary || has(&[Deprel::Obj])) {
        return;
    }
    words[root as usize].upos = Upos::Verb;
    words[root as usize].xpos = if auxiliary { Xpos::Vbn } else { Xpos::Vbd };
}
