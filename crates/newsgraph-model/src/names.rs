//! The name recogniser: a linear chain over hashed features, run twice, the second time with what the first found.

pub mod atoms;
pub mod chain;
pub mod context;
pub mod document;
pub mod features;
pub mod lexis;
pub mod weights;

use atoms::Atom;
use chain::{Posterior, Scores};
use context::Context;
use document::{Found, Kinds};
use newsgraph_core::TokenRange;
use newsgraph_core::analysis::{NameLabel, NameSpan, Tokens, Word};
use std::collections::BTreeSet;
use weights::{LABELS, LANES, Weights};

/// The kinds of name in the order of their labels: begin of kind `k` is `2k + 1`, inside is `2k + 2`.
pub const KINDS: [NameLabel; 7] = [
    NameLabel::Person,
    NameLabel::Organization,
    NameLabel::Place,
    NameLabel::Country,
    NameLabel::Demonym,
    NameLabel::Metonym,
    NameLabel::Title,
];

static EMBEDDED: &[u8] = include_bytes!("../weights/names.bin");

/// Finds the names of a document with the embedded weights. Linear in the text.
#[must_use]
pub fn recognize(tokens: &Tokens<'_>, _words: &[Word]) -> Vec<NameSpan> {
    Weights::read(EMBEDDED).map_or_else(Vec::new, |weights| recognize_with(&weights, tokens))
}

/// Finds the names of a document.
#[must_use]
pub fn recognize_with(weights: &Weights<'_>, tokens: &Tokens<'_>) -> Vec<NameSpan> {
    let atoms = atoms::atoms(tokens, &weights.lexis);
    let contexts = context::contexts(&atoms, tokens.sentences);
    let mut first = first_pass(weights, tokens, &atoms, &contexts);
    second_pass(weights, tokens, &atoms, &contexts, &mut first)
}

/// What the first pass gives: for each token scores, the best label, and how probable each kind of name is.
struct First {
    scores: Vec<Scores>,
    labels: Vec<u8>,
    kinds: Vec<Kinds>,
}

/// Runs the first pass.
fn first_pass(weights: &Weights<'_>, tokens: &Tokens<'_>, atoms: &[Atom], contexts: &[Context]) -> First {
    let mut scores: Vec<Scores> = vec![[0.0; LANES]; atoms.len()];
    let mut labels = vec![0; atoms.len()];
    let mut kinds: Vec<Kinds> = vec![[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]; atoms.len()];
    let mut posterior = Posterior::new(&weights.transitions[0]);
    let (mut back, mut path, mut features) = (Vec::new(), Vec::new(), Vec::new());
    for range in tokens.sentences.iter().map(|s| s.tokens.as_usize()).filter(|r| r.end <= atoms.len()) {
        for i in range.clone() {
            let mut sum = [0; LANES];
            features.clear();
            features::first_pass(atoms, contexts, range.start, range.end, i, |f| features.push(f));
            weights.add(&features, &mut sum);
            for (s, &w) in scores[i].iter_mut().zip(&sum) {
                *s = w as f32 * weights.scale;
            }
        }
        chain::best(&scores[range.clone()], &weights.transitions[0], &mut back, &mut path);
        labels[range.clone()].copy_from_slice(&path);
        if atoms[range.clone()].iter().any(|a| a.case.capital()) {
            posterior.compute(&scores[range.clone()]);
            for (t, i) in range.enumerate() {
                kinds[i] = document::kinds(&posterior.label(t));
            }
        }
    }
    First { scores, labels, kinds }
}

fn second_pass(
    weights: &Weights<'_>,
    tokens: &Tokens<'_>,
    atoms: &[Atom],
    contexts: &[Context],
    first: &mut First,
) -> Vec<NameSpan> {
    let First { scores, labels, kinds } = first;
    let found = Found::new(atoms, tokens.sentences, labels, kinds);
    let mut names = Vec::new();
    let (mut back, mut path, mut features) = (Vec::new(), Vec::new(), Vec::new());
    let mut posterior = Posterior::new(&weights.transitions[1]);
    for range in tokens.sentences.iter().map(|s| s.tokens.as_usize()).filter(|r| r.end <= atoms.len()) {
        for i in range.clone() {
            features.clear();
            found.features(atoms, contexts, labels, kinds, i, |f| features.push(f));
            if features.is_empty() {
                continue;
            }
            let mut sum = [0; LANES];
            weights.add(&features, &mut sum);
            for (s, &w) in scores[i].iter_mut().zip(&sum) {
                *s += w as f32 * weights.scale;
            }
        }
        let sentence = &scores[range.clone()];
        chain::best(sentence, &weights.transitions[1], &mut back, &mut path);
        if path.iter().all(|&y| y == 0) {
            continue;
        }
        posterior.compute(sentence);
        let mut i = 0;
        while i < path.len() {
            let begin = usize::from(path[i]);
            let start = i;
            i += 1;
            if begin % 2 == 0 || begin >= LABELS {
                continue;
            }
            while i < path.len() && usize::from(path[i]) == begin + 1 {
                i += 1;
            }
            names.push(NameSpan {
                tokens: TokenRange::new((range.start + start) as u32, (range.start + i) as u32),
                label: KINDS[begin / 2],
                confidence: posterior.span(start, i, begin),
            });
        }
    }
    family_names(tokens, &mut names);
    names
}

/// A name seen in full decides its short form: what a person's name ends in, hyphens and all, is that person's.
fn family_names(tokens: &Tokens<'_>, names: &mut [NameSpan]) {
    let surface =
        |t: TokenRange| match (tokens.tokens.get(t.start as usize), tokens.tokens.get(t.end as usize - 1)) {
            (Some(a), Some(b)) => a.span.cover(b.span).of(tokens.text),
            _ => "",
        };
    let families: BTreeSet<&str> = names
        .iter()
        .filter(|n| n.label == NameLabel::Person && n.tokens.len() > 1)
        .map(|n| surface(TokenRange::new(n.tokens.start + 1, n.tokens.end)))
        .collect();
    for name in names.iter_mut() {
        let open = matches!(name.label, NameLabel::Organization | NameLabel::Place | NameLabel::Metonym);
        if open && name.confidence < 0.9 && families.contains(surface(name.tokens)) {
            name.label = NameLabel::Person;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsgraph_core::lexicon::Lexicon;
    use newsgraph_core::text::{layout, segment};

    /// The names found in a text of which the knowledge base says nothing, as `LABEL:surface`.
    fn check(text: &str, expected: &[&str]) {
        let s = segment(text, &layout(text, &Lexicon::default()).blocks);
        let tokens = Tokens { text, tokens: &s.tokens, sentences: &s.sentences, hints: &[] };
        let names = recognize(&tokens, &[]);
        let mut last = 0;
        let found: Vec<String> = names
            .iter()
            .map(|n| {
                assert!(last <= n.tokens.start && n.tokens.start < n.tokens.end, "names overlap in {text:?}");
                assert!(
                    s.sentences.iter().any(|s| s.tokens.contains(n.tokens)),
                    "a name leaves its sentence"
                );
                assert!((0.0..=1.0).contains(&n.confidence), "confidence {}", n.confidence);
                last = n.tokens.end;
                let range = n.tokens.as_usize();
                let span = s.tokens[range.start].span.cover(s.tokens[range.end - 1].span);
                format!("{:?}:{}", n.label, span.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn unknown_people_and_bodies_are_found() {
        check(
            "Foreign Minister Tomasz Wieliczko met Amara Diallo-Koné of the Institute for Border Studies in Geneva.",
            &[
                "Title:Foreign Minister",
                "Person:Tomasz Wieliczko",
                "Person:Amara Diallo-Koné",
                "Organization:Institute for Border Studies",
                "Place:Geneva",
            ],
        );
    }

    #[test]
    fn capitals_alone_make_no_name() {
        check("On Monday, however, nobody came. The rain had stopped.", &[]);
        check("", &[]);
        check("...\n\"''((\u{200b}\n", &[]);
    }

    #[test]
    fn surnames_follow_full_names() {
        check(
            "\"We are patient,\" said Ines Vasquez-Holm. Vasquez-Holm leads the union.",
            &["Person:Ines Vasquez-Holm", "Person:Vasquez-Holm"],
        );
    }

    #[test]
    fn broken_weights_are_refused() {
        assert!(Weights::read(b"").is_none());
        assert!(Weights::read(&EMBEDDED[..EMBEDDED.len() - 1]).is_none());
        assert!(Weights::read(EMBEDDED).is_some());
    }
}
