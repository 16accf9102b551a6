//! Slots of frames, evaluated over dependency trees: who does what to whom, whatever the shape of the sentence.
//!
//! A slot is a path of steps parted by dots, each down from the token the step before it led to:
//! - `nsubj`: the logical subject (the `by`-agent of a passive, the controller of an infinitive, the noun a relative or
//!   participial clause modifies, the subject shared by joined verbs);
//! - `obj`: the logical object (the subject of a passive); `iobj`: the indirect object;
//! - `obl:on|against`, `nmod:of|by`: a dependent with one of these prepositions, on the trigger or, where a parser may
//!   well hang it, on the object of the verb or the verb of the noun;
//! - `nmod:poss`, `compound`, `amod`, `appos`, `advcl`, `acl`: dependents by relation;
//! - `demonym`, `named`: what stands before a noun, told apart ("the Russian invasion", "the Ukraine invasion");
//! - `xcomp`: the open complement ("to withdraw", "a menace"), `inf`: an infinitive only, `ccomp`: the clause that is said;
//! - `who`: whom a noun describes, as its subject or the name beside it ("Peru, Chile's ally", "Peru is Chile's ally");
//! - `people`: the phrase itself, if it names somebody or is a noun for people ("called the envoy", not "called it an error");
//! - `that`: the name after "that", where a parser takes the bare verb behind it for a noun ("demanded that Peru leave");
//! - `judged`: the object of which something is said ("called the plan unwise", "described it as unwise");
//! - `-`: nothing, and no other phrase will do instead;
//! - `any`: the objects, then all obliques of a clause, then those of its own complements.
//!
//! Every step gives the heads of all coordinated phrases. Work is linear in the children looked at; climbing is bounded.

mod subject;

pub(crate) use subject::{
    clause_subject, has_to, is_finite, is_passive, logical_object, logical_subject, resumes,
};

use crate::analysis::{Deprel, Upos, Word, Xpos};
use crate::document::Document;
use crate::graph::MentionForm;
use crate::lexicon::{GovernorUse, NominalKind};
use smol_str::{SmolStr, format_smolstr};
use subject::{asks_obliquely, phrases};

/// Nouns that only count what follows them.
const QUANTITIES: [&str; 9] =
    ["dozens", "hundreds", "lots", "millions", "number", "scores", "tens", "thousands", "tranche"];

/// Prepositions that tell when, why or in spite of what, never whom.
const CIRCUMSTANCES: [&str; 9] =
    ["after", "ahead", "amid", "because", "before", "despite", "during", "following", "since"];

/// Adds `token` unless it is there.
fn add(out: &mut Vec<u32>, token: u32) {
    if !out.contains(&token) {
        out.push(token);
    }
}

/// The lemma of a trigger, with its particle where it has one ("pull out").
pub(crate) fn trigger_lemma(document: &Document<'_>, token: u32) -> SmolStr {
    let lemma = document.lemma(token);
    match document.child(token, Deprel::CompoundPrt) {
        Some(particle) => format_smolstr!("{lemma} {}", document.form(particle).to_lowercase()),
        None => SmolStr::new(lemma),
    }
}

/// What a lexicon may have a verb by: its lemma with its particle, also one taken for an adverb ("dropped in on"), the
/// lemma alone, and what a lemmatiser that does not know the verb may have cut off ("telephon") or left on ("toaste").
pub(crate) fn verb_lemmas(document: &Document<'_>, verb: u32) -> Vec<SmolStr> {
    let lemma = document.lemma(verb);
    let mut out = vec![trigger_lemma(document, verb)];
    let beside = document.children(verb, Deprel::Advmod).find(|&a| a == verb + 1);
    if let Some(particle) = beside {
        out.insert(0, format_smolstr!("{lemma} {}", document.form(particle).to_lowercase()));
    }
    if let Some(stem) = document.form(verb).to_lowercase().strip_suffix("ed") {
        out.push(format_smolstr!("{stem}e"));
        out.push(SmolStr::new(stem));
    }
    out
}

/// The dependents of `token` with one of the prepositions (parted by `|`), nominal or adverbial.
fn by_preposition(document: &Document<'_>, token: u32, prepositions: &str) -> Vec<u32> {
    let mut out = Vec::new();
    for &c in document.trees.children(token) {
        let open = match document.word(c).deprel {
            Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::NmodDesc => true,
            // "When she was in Lima": a clause with a subject of its own is no phrase.
            Deprel::Advcl => document.child(c, Deprel::Nsubj).is_none(),
            _ => false,
        };
        if !open {
            continue;
        }
        if let Some(case) = document.case(c)
            && prepositions.split('|').any(|p| p == case)
        {
            phrases(document, c, &mut out);
        }
    }
    out
}

/// Dependents with a preposition on `token`, else where a parser may have hung them instead.
fn oblique(document: &Document<'_>, token: u32, prepositions: &str) -> Vec<u32> {
    let own = by_preposition(document, token, prepositions);
    if !own.is_empty() {
        return own;
    }
    let mut near: Vec<u32> = Vec::new();
    let word = document.word(token);
    if document.is_verb(token) {
        // "imposed sanctions on Iran": on the object.
        near.extend(document.children(token, Deprel::Obj));
        near.extend(document.children(token, Deprel::NsubjPass));
        near.extend(document.children(token, Deprel::Xcomp));
    } else if let (Deprel::Obj | Deprel::Obl | Deprel::NsubjPass, Some(verb)) = (word.deprel, word.head) {
        near.push(verb);
    }
    for at in near {
        let found: Vec<u32> = by_preposition(document, at, prepositions)
            .into_iter()
            // A dependent in front of both does not belong to the later one.
            .filter(|&f| f > token.min(at) && f != token)
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    // "held talks in Oman with the king", "the raid by Peru on Chile", "a visit to Oman by the king": on the phrase before.
    let before = if document.is_verb(token) { Deprel::Obl } else { Deprel::Nmod };
    let by = prepositions.split('|').any(|p| p == "by");
    document
        .children(token, before)
        .filter(|&p| document.is_verb(token) || by || document.case(p).as_deref() == Some("by"))
        .map(|phrase| by_preposition(document, phrase, prepositions))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// One step of a slot.
fn step(document: &Document<'_>, token: u32, step: &str) -> Vec<u32> {
    let direct = |deprels: &[Deprel]| {
        let mut out = Vec::new();
        for &c in document.trees.children(token) {
            if deprels.contains(&document.word(c).deprel) {
                phrases(document, c, &mut out);
            }
        }
        out
    };
    match step {
        "nsubj" => logical_subject(document, token),
        "obj" => logical_object(document, token),
        "iobj" => direct(&[Deprel::Iobj]),
        "judged" => judged(document, token),
        "that" => demanded(document, token).into_iter().collect(),
        "people" => {
            if is_people(document, token) {
                vec![token]
            } else {
                Vec::new()
            }
        }
        "who" => match document.word(token) {
            Word { deprel: Deprel::Appos, head: Some(head), .. } => vec![*head],
            _ if document.child(token, Deprel::Cop).is_some() => clause_subject(document, token),
            _ => Vec::new(),
        },
        "nmod:poss" => direct(&[Deprel::NmodPoss]),
        "xcomp" => complements(document, token),
        "inf" => complements(document, token).into_iter().filter(|&c| has_to(document, c)).collect(),
        "ccomp" => direct(&[Deprel::Ccomp, Deprel::Parataxis]),
        "acl" => direct(&[Deprel::Acl, Deprel::AclRelcl]),
        "any" => any(document, token, 3),
        "compound" => direct(&[Deprel::Compound, Deprel::NmodDesc, Deprel::Flat]),
        "amod" => direct(&[Deprel::Amod, Deprel::Compound]),
        "demonym" | "named" => {
            let mut out = direct(&[Deprel::Amod, Deprel::Compound]);
            let adjective = |t: u32| {
                document
                    .mention_at(t)
                    .map_or(document.word(t).upos == Upos::Adj, |m| m.form == MentionForm::Demonym)
            };
            out.retain(|&t| adjective(t) == (step == "demonym"));
            out
        }
        _ => match step.split_once(':') {
            Some(("obl" | "nmod", prepositions)) => oblique(document, token, prepositions),
            _ => Deprel::parse(step).map(|d| direct(&[d])).unwrap_or_default(),
        },
    }
}

/// Whether the phrase names people, a country or a body, or is a noun for those who act for one.
fn is_people(document: &Document<'_>, token: u32) -> bool {
    let near = document.titles.partition_point(|t| t.tokens.start + 8 <= token);
    !document.entities_at(token).is_empty()
        || document.name_covering(token).is_some()
        || document.word(token).upos == Upos::Pron
        || document.governs(token, GovernorUse::Represent)
        || document.governs(token, GovernorUse::Match)
        || document.titles[near..]
            .iter()
            .take_while(|t| t.tokens.start <= token)
            .any(|t| t.tokens.holds(token))
        || document.lexicon.nominal(document.lemma(token)).iter().any(|n| n.kind != NominalKind::Place)
}

/// The name after "that" where a parser takes the bare verb behind it for a noun: "demanded that Chile leave", "its demand
/// that the Chilean government end".
fn demanded(document: &Document<'_>, token: u32) -> Option<u32> {
    let end = document.sentences.get(document.sentence_of(token))?.tokens.end;
    let that = (token + 1..end.min(token + 4)).find(|&t| document.form(t).eq_ignore_ascii_case("that"))?;
    let start = document.mentions.partition_point(|m| m.tokens.start <= that);
    let m = document.mentions.get(start).filter(|m| m.tokens.start <= that + 2 && m.tokens.end < end)?;
    Some(m.head)
}

/// The objects of a verb that says what they are: by a complement, an adjective behind them or a phrase with "as".
fn judged(document: &Document<'_>, verb: u32) -> Vec<u32> {
    let objects = if document.is_verb(verb) { logical_object(document, verb) } else { Vec::new() };
    let common = |t: u32| document.name_covering(t).is_none();
    let complement = document
        .children(verb, Deprel::Xcomp)
        .any(|c| common(c) && !has_to(document, c) && document.word(c).xpos != Xpos::Vbg)
        || document
            .trees
            .children(verb)
            .iter()
            .any(|&c| document.case(c).as_deref() == Some("as") && common(c))
        || objects.iter().any(|&o| document.children(o, Deprel::Amod).any(|a| a > o));
    objects.into_iter().filter(|&o| complement && document.case(o).is_none()).collect()
}

/// All objects and obliques of a clause, its complements' after its own.
fn any(document: &Document<'_>, token: u32, depth: u32) -> Vec<u32> {
    let mut out = Vec::new();
    if document.is_verb(token) {
        out = logical_object(document, token);
    }
    for &c in document.trees.children(token) {
        let open = matches!(document.word(c).deprel, Deprel::Iobj | Deprel::Obl | Deprel::Nmod);
        let circumstance = || document.case(c).is_some_and(|p| CIRCUMSTANCES.contains(&p.as_str()));
        if open && !circumstance() {
            phrases(document, c, &mut out);
        }
    }
    if depth > 0 {
        for complement in complements(document, token) {
            for filler in any(document, complement, depth - 1) {
                add(&mut out, filler);
            }
        }
    }
    out
}

/// The infinitives and participles a verb, adjective or noun takes as its complement: "urged X to withdraw",
/// "decision to withdraw".
pub(crate) fn complements(document: &Document<'_>, token: u32) -> Vec<u32> {
    let mut out = Vec::new();
    for &c in document.trees.children(token) {
        let taken = match document.word(c).deprel {
            Deprel::Xcomp => true,
            Deprel::Advcl | Deprel::Acl | Deprel::Ccomp => has_to(document, c),
            _ => false,
        };
        if taken {
            add(&mut out, c);
            for other in document.children(c, Deprel::Conj).filter(|&o| document.is_verb(o)) {
                add(&mut out, other);
            }
        }
    }
    let mut addressed = Vec::new();
    if out.is_empty() && document.is_verb(token) && asks_obliquely(document, token, &mut addressed) {
        for c in addressed.into_iter().flat_map(|a| document.children(a, Deprel::Acl).collect::<Vec<_>>()) {
            if has_to(document, c) {
                add(&mut out, c);
            }
        }
    }
    out
}

/// The heads of the phrases that fill a slot of the trigger, in the order found, each once.
pub(crate) fn fillers(document: &Document<'_>, trigger: u32, slot: &str) -> Vec<u32> {
    let mut at = vec![trigger];
    for name in slot.split('.') {
        let mut next = Vec::new();
        for &token in &at {
            for filler in step(document, token, name) {
                add(&mut next, filler);
            }
        }
        at = next;
    }
    at.retain(|&t| t != trigger);
    at
}

/// Whether the noun is one of the lemmas: by its lemma, its form, or with what is joined to it by a hyphen ("cease-fire").
fn names_lemma(document: &Document<'_>, noun: u32, lemmas: &[SmolStr]) -> bool {
    let lemma = document.lemma(noun);
    if let Some(joined) = joined_lemma(document, noun)
        && lemmas.contains(&joined)
    {
        return true;
    }
    let form = document.form(noun);
    lemmas.iter().any(|l| {
        l == lemma
            || form.strip_prefix(l.as_str()).is_some_and(|rest| matches!(rest, "" | "s" | "es"))
            || l.strip_suffix('y').is_some_and(|stem| form.strip_prefix(stem) == Some("ies"))
    })
}

/// "cease-fire" for the token "fire" of "cease", "-", "fire".
pub(crate) fn joined_lemma(document: &Document<'_>, noun: u32) -> Option<SmolStr> {
    let first = noun.checked_sub(2)?;
    (document.form(noun - 1) == "-" && document.word(noun).deprel != Deprel::Punct)
        .then(|| format_smolstr!("{}-{}", document.form(first).to_lowercase(), document.lemma(noun)))
}

/// The object noun that makes a light verb a trigger ("impose" + "sanction"): its logical object, else an oblique
/// ("engaged in talks") or a predicate ("held captive", "shot dead"), with one of these lemmas.
pub(crate) fn light_object(document: &Document<'_>, verb: u32, lemmas: &[SmolStr]) -> Option<u32> {
    // "thousands of troops": what is counted.
    let fits = |t: &u32| {
        names_lemma(document, *t, lemmas)
            || (document.word(*t).upos == Upos::Noun
                && QUANTITIES.contains(&document.form(*t).to_lowercase().as_str())
                && by_preposition(document, *t, "of").iter().any(|&c| names_lemma(document, c, lemmas)))
    };
    logical_object(document, verb).into_iter().find(fits).or_else(|| {
        let mut out = Vec::new();
        for &c in document.trees.children(verb) {
            if matches!(document.word(c).deprel, Deprel::Obl | Deprel::Xcomp | Deprel::Advmod) {
                phrases(document, c, &mut out);
            }
        }
        out.into_iter().find(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_tree;

    /// The words that fill the slot of the trigger.
    fn check(tree: &str, trigger: &str, slot: &str, want: &[&str]) {
        with_tree(tree, |document| {
            let at = (0..document.tokens.len() as u32).find(|&t| document.form(t) == trigger).unwrap();
            let got: Vec<&str> = fillers(document, at, slot).into_iter().map(|t| document.form(t)).collect();
            assert_eq!(got, want, "{slot} of {trigger} in {}", document.text());
        });
    }

    #[test]
    fn passives_turn_round() {
        let tree = "Envoys/envoy/NNS/3/nsubj:pass were/be/VBD/3/aux:pass arrested/arrest/VBN/0/root by/by/IN/5/case Mali/Mali/NNP/3/obl:agent";
        check(tree, "arrested", "nsubj", &["Mali"]);
        check(tree, "arrested", "obj", &["Envoys"]);
    }

    #[test]
    fn infinitives_have_controllers() {
        let tree = "Peru/Peru/NNP/2/nsubj urged/urge/VBD/0/root Chile/Chile/NNP/2/obj to/to/TO/5/mark leave/leave/VB/2/xcomp Cuba/Cuba/NNP/5/obj";
        check(tree, "leave", "nsubj", &["Chile"]);
        check(tree, "urged", "xcomp.obj", &["Cuba"]);
        check(tree, "urged", "any", &["Chile", "Cuba"]);
        let tree = "Peru/Peru/NNP/2/nsubj promised/promise/VBD/0/root Chile/Chile/NNP/2/obj to/to/TO/5/mark leave/leave/VB/2/xcomp";
        check(tree, "leave", "nsubj", &["Peru"]);
        let tree = "Peru/Peru/NNP/2/nsubj called/call/VBD/0/root on/on/IN/4/case Chile/Chile/NNP/2/obl to/to/TO/6/mark leave/leave/VB/2/advcl";
        check(tree, "leave", "nsubj", &["Chile"]);
    }

    #[test]
    fn joined_verbs_share_the_subject() {
        let tree = "Peru/Peru/NNP/2/nsubj met/meet/VBD/0/root Chile/Chile/NNP/2/obj and/and/CC/5/cc praised/praise/VBD/2/conj Cuba/Cuba/NNP/5/obj";
        check(tree, "praised", "nsubj", &["Peru"]);
        check(tree, "praised", "obj", &["Cuba"]);
    }

    #[test]
    fn relative_clauses_borrow_their_noun() {
        let tree =
            "rebels/rebel/NNS/0/root who/who/WP/3/nsubj shelled/shell/VBD/1/acl:relcl Cuba/Cuba/NNP/3/obj";
        check(tree, "shelled", "nsubj", &["rebels"]);
        let tree = "towns/town/NNS/0/root Peru/Peru/NNP/3/nsubj shelled/shell/VBD/1/acl:relcl";
        check(tree, "shelled", "obj", &["towns"]);
        let tree = "sanctions/sanction/NNS/0/root imposed/impose/VBN/1/acl by/by/IN/4/case Peru/Peru/NNP/2/obl:agent";
        check(tree, "imposed", "nsubj", &["Peru"]);
        check(tree, "imposed", "obj", &["sanctions"]);
    }

    #[test]
    fn prepositions_are_found_on_verb_and_noun() {
        let tree = "Peru/Peru/NNP/2/nsubj imposed/impose/VBD/0/root sanctions/sanction/NNS/2/obj on/on/IN/5/case Cuba/Cuba/NNP/3/nmod and/and/CC/7/cc Mali/Mali/NNP/5/conj";
        check(tree, "imposed", "obl:on|against", &["Cuba", "Mali"]);
        check(tree, "sanctions", "nmod:on", &["Cuba", "Mali"]);
        check(tree, "imposed", "obl:with", &[]);
    }

    #[test]
    fn subjects_are_found_where_the_tree_has_none() {
        let tree = "Moscow/Moscow/NNP/2/nsubj:pass backed/back/VBN/0/root Cuba/Cuba/NNP/2/obj";
        check(tree, "backed", "nsubj", &["Moscow"]);
        check(tree, "backed", "obj", &["Cuba"]);
    }

    #[test]
    fn what_is_called_something_is_judged() {
        let tree = "Peru/Peru/NNP/2/nsubj called/call/VBD/0/root Cuba/Cuba/NNP/2/obj weak/weak/JJ/2/xcomp";
        check(tree, "called", "judged", &["Cuba"]);
        let tree = "Peru/Peru/NNP/2/nsubj called/call/VBD/0/root Cuba/Cuba/NNP/2/obj";
        check(tree, "called", "judged", &[]);
        let tree = "Peru/Peru/NNP/0/root ,/,/,/4/punct Cuba/Cuba/NNP/4/compound ally/ally/NN/1/appos";
        check(tree, "ally", "who", &["Peru"]);
    }

    #[test]
    fn particles_belong_to_the_lemma() {
        let tree = "Peru/Peru/NNP/2/nsubj pulled/pull/VBD/0/root out/out/RP/2/compound:prt";
        with_tree(tree, |document| assert_eq!(trigger_lemma(document, 1), "pull out"));
    }
}
