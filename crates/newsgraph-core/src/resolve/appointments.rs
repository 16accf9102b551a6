//! Posts that a verb gives, takes or passes on: who has them then.

use crate::analysis::{Deprel, NameLabel};
use crate::document::Document;
use crate::lexicon::PostHolder;
use crate::mention::TitleMention;

/// The side of the verb that gets or loses the post that is its complement.
pub(super) fn appoints(document: &Document<'_>, verb: u32) -> Option<PostHolder> {
    let entries = document.lexicon.post_verb(document.lemma(verb));
    entries.iter().find(|e| e.title.is_none()).map(|e| e.holder)
}

/// The title that covers the token.
fn title_at(document: &Document<'_>, token: u32) -> Option<u32> {
    let at = document.titles.partition_point(|t| t.tokens.start <= token).checked_sub(1)?;
    document.titles[at].tokens.holds(token).then_some(at as u32)
}

/// The title that a verb of appointing gives.
pub(super) fn complement(document: &Document<'_>, verb: u32) -> Option<u32> {
    appoints(document, verb)?;
    document.trees.children(verb).iter().find_map(|&c| {
        let fits = match document.word(c).deprel {
            Deprel::Xcomp | Deprel::Obj => true,
            Deprel::Obl => document.case(c).is_some_and(|case| matches!(case.as_str(), "as" | "to")),
            Deprel::Advcl => document.child(c, Deprel::Mark).is_some_and(|m| document.lemma(m) == "as"),
            _ => false,
        };
        if fits { title_at(document, c).filter(|&i| document.titles[i as usize].head == c) } else { None }
    })
}

/// Who is said to hold the title: the heads of the subject of "is president", "was appointed ambassador", of the object
/// of "named X ambassador", of both of "X replaced Y as speaker".
pub(crate) fn title_subjects(document: &Document<'_>, title: u32) -> Vec<u32> {
    let Some(&TitleMention { tokens, head, .. }) = document.titles.get(title as usize) else {
        return Vec::new();
    };
    // The word that the phrase hangs by, which need not be its noun in every tree.
    let outside = |t: &u32| document.word(*t).head.is_none_or(|h| !tokens.holds(h));
    let head = tokens.iter().find(outside).unwrap_or(head);
    // "has been Secretary of State X's host": the title of the name behind it.
    let names = &document.analysis.names;
    let next = names.get(names.partition_point(|n| n.tokens.start < tokens.end));
    if next.is_some_and(|n| n.tokens.start == tokens.end && n.label == NameLabel::Person) {
        return Vec::new();
    }
    // "is a columnist and a former fellow of the institute"
    let first = match (document.word(head).deprel, document.word(head).head) {
        (Deprel::Conj, Some(first)) => first,
        _ => head,
    };
    if document.child(first, Deprel::Cop).is_some() {
        // "With him was the minister" tells nothing of him.
        return document
            .child(first, Deprel::Nsubj)
            .filter(|&s| document.case(s).is_none())
            .into_iter()
            .collect();
    }
    let Some(verb) = document.word(head).head.filter(|&v| complement(document, v) == Some(title)) else {
        return Vec::new();
    };
    let object = document.child(verb, Deprel::Obj).filter(|&o| o != head);
    let subject_of =
        |verb: u32| document.child(verb, Deprel::Nsubj).or_else(|| document.child(verb, Deprel::NsubjPass));
    let subject = || subject_of(verb);
    match appoints(document, verb) {
        // "declared herself president"
        Some(PostHolder::Object) => match object {
            Some(o) if document.form(o).ends_with("self") => subject().into_iter().collect(),
            Some(o) => vec![o],
            None => document.child(verb, Deprel::NsubjPass).into_iter().collect(),
        },
        Some(PostHolder::Both) => {
            let oblique = |cases: &[&str]| {
                document
                    .children(verb, Deprel::Obl)
                    .find(|&o| document.case(o).is_some_and(|case| cases.contains(&case.as_str())))
            };
            // "the president replaced X with Y": neither is the one who does it.
            let put = oblique(&["with"]);
            // "was elected to succeed X"
            let infinitive = || {
                let word = document.word(verb);
                word.head.filter(|_| word.deprel == Deprel::Xcomp).and_then(subject_of)
            };
            let new = match (put, object) {
                (Some(put), Some(_)) => Some(put),
                _ => subject().or_else(infinitive),
            };
            [new, object, oblique(&["from", "by"])].into_iter().flatten().collect()
        }
        _ => subject().into_iter().collect(),
    }
}
