//! What is criticised, backed, described or called for: the object of a verb, with what is said of it.

use super::scene::{Saying, Scene};
use super::speaker;
use crate::analysis::{Deprel, Upos, Xpos};
use crate::fact::frame::is_passive;
use crate::span::TokenRange;

/// Prepositions of where, when and how something was said, rather than of what.
const CIRCUMSTANCE: &[&str] = &[
    "after",
    "amid",
    "at",
    "before",
    "despite",
    "during",
    "following",
    "in",
    "on",
    "since",
    "through",
    "under",
    "until",
    "via",
    "when",
    "while",
    "with",
    "within",
    "without",
];

/// The words that the verb says or takes a stand on.
pub(super) fn of_verb(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<TokenRange> {
    let document = scene.document;
    let word = document.word(verb);
    let start = scene.extent(verb).start;
    let comma = start > 0 && matches!(document.form(start - 1), "," | "—" | "–" | "--");
    // Whom a clause picks out by what they say ("those who oppose it"), it does not report.
    let restrictive = matches!(word.deprel, Deprel::Acl | Deprel::AclRelcl)
        && !comma
        && document.form(start) != ","
        && word.head.is_some_and(|h| document.word(h).upos != Upos::Propn);
    // "Ada Obi, whose party lost, criticised": hung on the name as a participle.
    let apart = word.xpos == Xpos::Vbn && speaker::before_insertion(scene, verb).is_some();
    // What somebody is to say or may say, they have not said.
    let told = scene.is_told(verb) || (word.xpos == Xpos::Vbg && word.deprel != Deprel::Amod);
    if !(told && !restrictive || apart) || scene.in_quote(verb) {
        return None;
    }
    let range = if is_passive(document, verb) && !apart {
        scene.extent(document.child(verb, Deprel::NsubjPass).filter(|_| saying.object)?)
    } else {
        active(scene, verb, saying)?
    };
    range
        .iter()
        .any(|t| matches!(document.word(t).upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj))
        .then_some(range)
}

/// The object, or what the verb's preposition governs, and all that stands next to it and tells more of it.
fn active(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<TokenRange> {
    let document = scene.document;
    let children = document.trees.children(verb);
    let (at, mut range) = match &saying.preposition {
        Some(preposition) => {
            let (c, link) = children.iter().find_map(|&c| {
                let link = scene.link(c).filter(|&l| l > verb)?;
                document.form(link).eq_ignore_ascii_case(preposition).then_some((c, link))
            })?;
            (c, TokenRange::new(link + 1, without_comment(scene, c).end))
        }
        None => {
            let object = document.children(verb, Deprel::Obj).find(|&o| o > verb && !scene.is_timex(o))?;
            let e = without_comment(scene, object);
            (object, TokenRange::new(e.start.max(verb + 1), e.end))
        }
    };
    // "called the plan a joke": not the plan alone is what is said.
    let mut predicated = saying.clause && of_record(scene, verb);
    // "called the plan a joke", "called the charges false": a predicate that parsers hang on the verb or on the noun.
    if saying.preposition.is_none() && !saying.addressee {
        predicated |= children.iter().any(|&c| c > at && document.word(c).deprel == Deprel::Obj)
            || document.trees.children(at).iter().any(|&c| c > at && document.word(c).deprel == Deprel::Amod);
    }
    let record = predicated && saying.clause;
    for &c in children.iter().filter(|&&c| c > at) {
        let e = scene.extent(c);
        let circumstance =
            scene.link(c).is_some_and(|l| CIRCUMSTANCE.contains(&document.form(l).to_lowercase().as_str()));
        let goes_on = match document.word(c).deprel {
            Deprel::Xcomp => {
                predicated |= scene.link(c).is_none() && !document.is_verb(c);
                true
            }
            Deprel::Obj => saying.preposition.is_none() && !saying.addressee,
            Deprel::Punct | Deprel::Conj | Deprel::Parataxis => false,
            Deprel::Acl => true,
            _ if record => true,
            Deprel::Obl => scene.link(c).is_some() && !circumstance,
            Deprel::Advcl => !circumstance && !scene.is_finite(c),
            _ => false,
        };
        if goes_on && e.start == range.end && !scene.is_timex(c) {
            range.end = e.end;
        }
    }
    // "called the plan “a joke”": the quoted words stand after the noun, or hang on it.
    let next = scene.quotes.partition_point(|q| q.outer.start <= at);
    if let Some(quote) = scene.quotes.get(next).filter(|q| q.outer.start <= range.end) {
        predicated |=
            matches!(document.word(quote.outer.start - 1).upos, Upos::Noun | Upos::Propn | Upos::Pron);
        range.end = range.end.max(quote.outer.end);
    }
    (!range.is_empty() && (saying.object || predicated)).then(|| scene.uncommented(range, at))
}

/// "Polls show a close race": the subject is a thing that tells.
fn of_record(scene: &Scene<'_, '_>, verb: u32) -> bool {
    let document = scene.document;
    document.child(verb, Deprel::Nsubj).is_some_and(|s| {
        document.word(s).upos == Upos::Noun
            && document.lexicon.attribution_noun(document.lemma(s)).iter().any(|n| n.record)
    })
}

/// The phrase without a relative clause behind a comma, which is the writer's.
fn without_comment(scene: &Scene<'_, '_>, head: u32) -> TokenRange {
    let document = scene.document;
    let mut range = scene.extent(head);
    for relative in document.children(head, Deprel::AclRelcl) {
        let e = scene.extent(relative);
        let comma = document.form(e.start) == ","
            || e.start.checked_sub(1).is_some_and(|before| document.form(before) == ",");
        if comma && e.start > head && e.end == range.end {
            range.end = e.start;
        }
    }
    range
}
