//! Who does what a clause says, and to whom: subjects and objects found, shared, controlled or borrowed.

use super::{add, by_preposition};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::Document;
use crate::lexicon::GovernorUse;

/// How many clauses a missing subject is looked for upwards.
const CLIMB: u32 = 6;

/// Whether the token is a relative pronoun.
fn is_relative(document: &Document<'_>, token: u32) -> bool {
    matches!(document.word(token).xpos, Xpos::Wdt | Xpos::Wp)
        || (document.word(token).upos == Upos::Pron && document.form(token).eq_ignore_ascii_case("that"))
}

/// The noun that the relative clause around `token` modifies.
fn antecedent(document: &Document<'_>, token: u32) -> Option<u32> {
    let mut at = token;
    for _ in 0..CLIMB {
        let word = document.word(at);
        if matches!(word.deprel, Deprel::AclRelcl | Deprel::AdvclRelcl) {
            return word.head;
        }
        at = word.head?;
    }
    None
}

/// The token itself, or the noun meant where it is a relative pronoun, with all that is coordinated with it.
pub(super) fn phrases(document: &Document<'_>, token: u32, out: &mut Vec<u32>) {
    if is_relative(document, token)
        && let Some(noun) = antecedent(document, token)
    {
        add(out, noun);
        // "the ministers and the king who met": the clause may well be said of all of them.
        return;
    }
    add(out, token);
    for other in document.children(token, Deprel::Conj) {
        if !document.is_verb(other) {
            add(out, other);
        }
    }
}

/// Whether the verb stands in the passive, or is a participle with a passive sense ("sanctions imposed by").
pub(crate) fn is_passive(document: &Document<'_>, verb: u32) -> bool {
    let passive = |t: u32| {
        let has = |deprel: Deprel| document.child(t, deprel).is_some();
        has(Deprel::AuxPass)
            || has(Deprel::OblAgent)
            // A passive subject beside an object, and no auxiliary: a past tense taken for a participle.
            || ((has(Deprel::NsubjPass) || has(Deprel::CsubjPass)) && !has(Deprel::Obj))
    };
    if passive(verb) {
        return true;
    }
    let word = document.word(verb);
    // "Asked about the plan, she smiled": past tense has a subject of its own or a conjunction.
    let opens = word.xpos == Xpos::Vbd
        && word.deprel == Deprel::Advcl
        && word.head.is_some_and(|h| h > verb)
        && [Deprel::Nsubj, Deprel::Mark, Deprel::Advmod].iter().all(|&d| document.child(verb, d).is_none());
    if !opens && (word.xpos != Xpos::Vbn || document.children(verb, Deprel::Aux).next().is_some()) {
        return false;
    }
    match (word.deprel, word.head) {
        (Deprel::Acl, _) => document.child(verb, Deprel::Obj).is_none() && !resumes(document, verb),
        (Deprel::Amod, _) => true,
        (Deprel::Advcl | Deprel::Xcomp, _) => document.child(verb, Deprel::Obj).is_none(),
        (Deprel::Conj, Some(head)) => document.child(verb, Deprel::Nsubj).is_none() && passive(head),
        _ => false,
    }
}

/// Whether a participle behind a comma is the verb of the main clause, which goes on after words beside its subject
/// ("Ana Ruiz, head of the party, called for talks").
pub(crate) fn resumes(document: &Document<'_>, verb: u32) -> bool {
    let word = document.word(verb);
    let (Deprel::Acl, Some(noun)) = (word.deprel, word.head) else { return false };
    verb > 0
        && document.form(verb - 1) == ","
        && document.children(noun, Deprel::Appos).any(|c| noun < c && c < verb)
        && document.child(verb, Deprel::OblAgent).is_none()
}

/// The grammatical subject of the clause that `head` heads, found or controlled.
fn surface_subject(document: &Document<'_>, head: u32, climb: u32, out: &mut Vec<u32>) {
    // A parser may hang a title and the name after it on the verb side by side: both are looked at. Of subjects parted by a
    // comma the nearer one in front of the verb is its own.
    let is_subject = |c: &u32| {
        matches!(document.word(*c).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
            && (document.word(*c).upos != Upos::Det || document.form(*c).eq_ignore_ascii_case("both"))
    };
    let subjects: Vec<u32> = document.trees.children(head).iter().copied().filter(is_subject).collect();
    if let Some(&own) = subjects.iter().rfind(|&&c| c < head).or(subjects.first()) {
        for &c in &subjects {
            let side_by_side = (c.min(own)..c.max(own))
                .take(8)
                .all(|t| !matches!(document.word(t).upos, Upos::Punct | Upos::Verb));
            if side_by_side {
                phrases(document, c, out);
            }
        }
        return;
    }
    let word = document.word(head);
    let Some(governor) = word.head.filter(|_| climb > 0) else { return };
    match word.deprel {
        Deprel::Conj | Deprel::Parataxis if document.is_verb(head) || has_copula(document, head) => {
            surface_subject(document, governor, climb - 1, out);
        }
        Deprel::Xcomp => controller(document, governor, climb - 1, out),
        Deprel::Advcl => {
            let addressed = document.word(governor).upos == Upos::Verb
                && has_to(document, head)
                && asks_obliquely(document, governor, out);
            if !addressed {
                surface_subject(document, governor, climb - 1, out);
            }
        }
        Deprel::Ccomp if !is_finite(document, head) => controller(document, governor, climb - 1, out),
        Deprel::AclRelcl => add(out, governor),
        Deprel::Acl if has_to(document, head) => bearer(document, governor, climb - 1, out),
        Deprel::Acl => add(out, governor),
        _ => {}
    }
}

/// "called on Moscow to withdraw": Moscow is the subject of the infinitive.
pub(super) fn asks_obliquely(document: &Document<'_>, verb: u32, out: &mut Vec<u32>) -> bool {
    let wanted: &[&str] = match document.lemma(verb) {
        "call" => &["on", "upon"],
        "appeal" => &["to"],
        "plead" | "reason" => &["with"],
        _ => return false,
    };
    let found = document
        .children(verb, Deprel::Obl)
        .find(|&c| document.case(c).is_some_and(|case| wanted.contains(&case.as_str())));
    if let Some(addressee) = found {
        phrases(document, addressee, out);
    }
    found.is_some()
}

/// Who does what the noun with an infinitive promises: "its decision to", "made a decision to".
fn bearer(document: &Document<'_>, noun: u32, climb: u32, out: &mut Vec<u32>) {
    if let Some(owner) = document.child(noun, Deprel::NmodPoss) {
        phrases(document, owner, out);
        return;
    }
    // "was the first premier to visit": who is said to be it.
    if let (Some(subject), true) = (document.child(noun, Deprel::Nsubj), has_copula(document, noun)) {
        phrases(document, subject, out);
        return;
    }
    let word = document.word(noun);
    // "called on Moscow to withdraw" with the infinitive hung on Moscow.
    if let (Deprel::Obl | Deprel::Obj, Some(verb)) = (word.deprel, word.head) {
        let mut addressed = Vec::new();
        if document.is_verb(verb)
            && asks_obliquely(document, verb, &mut addressed)
            && addressed.contains(&noun)
        {
            addressed.into_iter().for_each(|t| add(out, t));
            return;
        }
    }
    if let (Deprel::Obj | Deprel::Obl | Deprel::Xcomp, Some(verb), true) = (word.deprel, word.head, climb > 0)
    {
        surface_subject(document, verb, climb - 1, out);
    } else if let Some(owner) = by_preposition(document, noun, "of").first() {
        add(out, *owner);
    }
}

/// The subject of an infinitive or participle that `governor` takes as its complement.
fn controller(document: &Document<'_>, governor: u32, climb: u32, out: &mut Vec<u32>) {
    if document.is_verb(governor)
        && !is_passive(document, governor)
        && !document.governs(governor, GovernorUse::Control)
    {
        if let Some(object) =
            document.child(governor, Deprel::Obj).or_else(|| document.child(governor, Deprel::Iobj))
        {
            phrases(document, object, out);
            return;
        }
        if asks_obliquely(document, governor, out) {
            return;
        }
    }
    surface_subject(document, governor, climb, out);
}

/// Whether the clause has a "to" of the infinitive.
pub(crate) fn has_to(document: &Document<'_>, verb: u32) -> bool {
    document.children(verb, Deprel::Mark).any(|c| document.word(c).xpos == Xpos::To)
}

/// Whether the clause has a copula.
fn has_copula(document: &Document<'_>, head: u32) -> bool {
    document.child(head, Deprel::Cop).is_some()
}

/// Whether the clause has a finite verb.
pub(crate) fn is_finite(document: &Document<'_>, verb: u32) -> bool {
    let finite = |t: u32| matches!(document.word(t).xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md);
    // "praised the plan": a past tense that a tagger takes for a participle has an object and no auxiliary.
    let past = document.word(verb).xpos == Xpos::Vbn
        && !matches!(document.word(verb).deprel, Deprel::Acl | Deprel::Amod | Deprel::Xcomp)
        && document.child(verb, Deprel::Obj).is_some()
        && !document
            .trees
            .children(verb)
            .iter()
            .any(|&c| matches!(document.word(c).deprel, Deprel::Aux | Deprel::AuxPass));
    finite(verb)
        || past
        || document.trees.children(verb).iter().any(|&c| {
            matches!(document.word(c).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && finite(c)
        })
}

/// The grammatical subject of a clause, found or controlled: whom a statement or a plan in it belongs to.
pub(crate) fn clause_subject(document: &Document<'_>, head: u32) -> Vec<u32> {
    let mut out = Vec::new();
    surface_subject(document, head, CLIMB, &mut out);
    out
}

/// Who does what the verb (or predicate) says.
pub(crate) fn logical_subject(document: &Document<'_>, head: u32) -> Vec<u32> {
    let mut out = Vec::new();
    if document.is_verb(head) && is_passive(document, head) {
        for &c in document.trees.children(head) {
            let by = match document.word(c).deprel {
                Deprel::OblAgent => true,
                Deprel::Obl => document.case(c).as_deref() == Some("by"),
                _ => false,
            };
            if by {
                phrases(document, c, &mut out);
            }
        }
        // "was invited and then received by the king": the agent hangs on the last of the joined verbs.
        if out.is_empty() {
            for other in document.children(head, Deprel::Conj).filter(|&c| document.is_verb(c)) {
                if let Some(agent) = document.child(other, Deprel::OblAgent) {
                    phrases(document, agent, &mut out);
                }
            }
        }
        return out;
    }
    if let Some(subject) = stray_subject(document, head) {
        phrases(document, subject, &mut out);
        return out;
    }
    surface_subject(document, head, CLIMB, &mut out);
    if out.is_empty()
        && let Some(subject) = displaced_subject(document, head)
    {
        phrases(document, subject, &mut out);
    }
    out
}

/// The word right in front of a verb and its auxiliaries and adverbs.
fn before_verb(document: &Document<'_>, verb: u32) -> Option<u32> {
    let start = document.sentences.get(document.sentence_of(verb))?.tokens.start;
    (start..verb).rev().find(|&t| !matches!(document.word(t).upos, Upos::Aux | Upos::Adv | Upos::Part))
}

/// The subject of a finite verb that a parser joined to another verb as if it shared the subject of that: a noun right in
/// front of it ("met Xi and Lula praised"), or a name between commas ("Oslo, and the king, Ole Berg, signed").
fn stray_subject(document: &Document<'_>, verb: u32) -> Option<u32> {
    let word = document.word(verb);
    let own =
        document.trees.children(verb).iter().any(|&c| {
            matches!(document.word(c).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        });
    if own || !matches!(word.deprel, Deprel::Conj | Deprel::Parataxis) || !is_finite(document, verb) {
        return None;
    }
    let before = before_verb(document, verb)?;
    if let Some(subject) = before_relative(document, verb, before) {
        return Some(subject);
    }
    if document.word(before).upos == Upos::Propn {
        return document.mention_at(before).or_else(|| document.name_covering(before)).map(|m| m.head);
    }
    let name =
        (document.form(before) == ",").then(|| document.name_covering(before.checked_sub(1)?)).flatten()?;
    (document.form(name.tokens.start.checked_sub(1)?) == ",").then_some(name.head)
}

/// The name that a relative clause between it and the verb describes: "Ana Ruiz, whose party lost, rejected".
fn before_relative(document: &Document<'_>, verb: u32, before: u32) -> Option<u32> {
    if document.form(before) != "," {
        return None;
    }
    let start = document.sentences.get(document.sentence_of(verb))?.tokens.start.max(verb.saturating_sub(40));
    let pronoun = (start + 2..before)
        .rev()
        .find(|&t| matches!(document.form(t), "who" | "which" | "whose") && document.form(t - 1) == ",")?;
    let clause = (pronoun..before).any(|t| document.word(t).upos == Upos::Verb || has_copula(document, t));
    document.name_covering(pronoun - 2).filter(|_| clause).map(|m| m.head)
}

/// The subject of a finite verb that has none in the tree: the noun right in front of it, else the first name of the
/// sentence that stands before a comma, with no verb between but in a relative clause ("Ana Ruiz, head of the party, said").
fn displaced_subject(document: &Document<'_>, verb: u32) -> Option<u32> {
    let main = matches!(document.word(verb).deprel, Deprel::Root | Deprel::Parataxis | Deprel::Ccomp)
        && document.word(verb).xpos == Xpos::Vbn
        && !is_passive(document, verb);
    if !(main || is_finite(document, verb)) || has_to(document, verb) {
        return None;
    }
    let start = document.sentences.get(document.sentence_of(verb))?.tokens.start;
    let before = before_verb(document, verb)?;
    if let Some(subject) = before_relative(document, verb, before) {
        return Some(subject);
    }
    if matches!(document.word(before).upos, Upos::Noun | Upos::Propn) {
        return Some(document.name_covering(before).map_or(before, |m| m.head));
    }
    if document.form(before) != "," {
        return None;
    }
    let mut relative = false;
    let mut found = None;
    for t in (start.max(verb.saturating_sub(40))..before).rev() {
        match document.word(t).upos {
            // What stands left of a relative pronoun is its noun, right of it its clause.
            Upos::Pron | Upos::Det if matches!(document.word(t).xpos, Xpos::Wp | Xpos::Wdt) => {
                relative = false
            }
            _ if document.form(t).eq_ignore_ascii_case("whose") => relative = false,
            Upos::Verb if is_finite(document, t) => relative = true,
            _ => {}
        }
        if !relative
            && document.form(t + 1) == ","
            && let Some(name) = document.name_covering(t).filter(|m| m.tokens.end == t + 1)
            && name
                .tokens
                .start
                .checked_sub(1)
                .is_none_or(|b| b < start || document.word(b).upos != Upos::Adp)
        {
            found = Some(name.head);
        }
    }
    found
}

/// Whom or what it is done to.
pub(crate) fn logical_object(document: &Document<'_>, verb: u32) -> Vec<u32> {
    let mut out = Vec::new();
    if is_passive(document, verb) {
        surface_subject(document, verb, CLIMB, &mut out);
        if document.child(verb, Deprel::Iobj).is_none() {
            // "was given weapons": the thing given is an object still.
            for object in document.children(verb, Deprel::Obj) {
                phrases(document, object, &mut out);
            }
        }
        return out;
    }
    for object in document.children(verb, Deprel::Obj) {
        phrases(document, object, &mut out);
    }
    if out.is_empty() {
        // "telephoned the king": a parser takes a person for the one it is given to.
        for object in document.children(verb, Deprel::Iobj) {
            phrases(document, object, &mut out);
        }
    }
    if out.is_empty() {
        let word = document.word(verb);
        match (word.deprel, word.head) {
            // "the town that the army shelled", without "that".
            (Deprel::AclRelcl, Some(noun)) => {
                let mut relative = document.trees.children(verb).iter().any(|&c| is_relative(document, c));
                relative |= document
                    .children(verb, Deprel::Advmod)
                    .any(|c| matches!(document.word(c).xpos, Xpos::Wrb));
                if !relative && document.child(verb, Deprel::Nsubj).is_some() {
                    add(&mut out, noun);
                }
            }
            // "condemned and rejected the plan": a parser hangs the object on the first verb.
            (Deprel::Conj, Some(first)) if document.is_verb(first) => {
                for object in document.children(first, Deprel::Obj).filter(|&o| o > verb) {
                    phrases(document, object, &mut out);
                }
            }
            _ => {}
        }
    }
    out
}
