//! Indirect speech: clauses and infinitives that hang on a verb of saying.

use super::scene::{Saying, Scene};
use super::{Draft, speaker};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::span::TokenRange;

/// Adds the reported clauses of the document. Linear.
pub(super) fn read(scene: &Scene<'_, '_>, out: &mut Vec<Draft>) {
    let n = scene.document.tokens.len() as u32;
    for verb in 0..n {
        if !matches!(scene.document.word(verb).upos, Upos::Verb | Upos::Adj) || !scene.is_read(verb) {
            continue;
        }
        if let Some(saying) = scene.saying(verb) {
            verb_of_saying(scene, verb, &saying, out);
        }
    }
}

fn verb_of_saying(scene: &Scene<'_, '_>, verb: u32, saying: &Saying, out: &mut Vec<Draft>) {
    let document = scene.document;
    let word = document.word(verb);
    let mut contents: Vec<(TokenRange, &'static str, f32)> = Vec::new();
    for &c in document.trees.children(verb) {
        match document.word(c).deprel {
            Deprel::Ccomp if saying.clause || saying.direct => {
                contents.push((scene.extent(c), "statement/clause", 0.85))
            }
            Deprel::Xcomp if saying.infinitive && has_to(scene, c) => {
                contents.push((scene.extent(c), "statement/infinitive", 0.7));
            }
            Deprel::Parataxis if c > verb && saying.direct && document.child(c, Deprel::Nsubj).is_some() => {
                contents.push((scene.extent(c), "statement/parataxis", 0.6));
            }
            Deprel::Obl if saying.preposition.is_some() && document.case(c) == saying.preposition => {
                let mut range = scene.extent(c);
                range.start =
                    range.start.max(document.child(c, Deprel::Case).map_or(range.start, |case| case + 1));
                contents.push((range, "statement/object", 0.6));
            }
            _ => {}
        }
    }
    if let Some(head) = word.head {
        let subject = document.trees.children(verb).iter().any(|&c| document.word(c).deprel == Deprel::Nsubj);
        let aside = word.deprel == Deprel::Parataxis && subject && (saying.direct || saying.clause);
        let as_said = word.deprel == Deprel::Advcl
            && subject
            && contents.is_empty()
            && document
                .child(verb, Deprel::Mark)
                .is_some_and(|m| document.form(m).eq_ignore_ascii_case("as"));
        if (aside && head < verb && contents.is_empty()) || as_said {
            contents.push((scene.extent_without(head, verb), "statement/aside", 0.75));
        }
    }
    for (range, rule, confidence) in contents {
        let range = clip(range, verb);
        if range.is_empty() {
            continue;
        }
        let Some(source) = speaker::of_verb(scene, verb, range).or_else(|| {
            (range.start > verb && scene.is_finite(verb))
                .then(|| speaker::before(scene, verb, scene.sentence(verb).start))
                .flatten()
        }) else {
            continue;
        };
        let mut range = range;
        // The speaker may stand between what is said and the verb.
        if source.tokens.overlaps(range) {
            if source.tokens.start > range.start {
                range.end = source.tokens.start;
            } else {
                range.start = source.tokens.end;
            }
        }
        if range.is_empty() {
            continue;
        }
        let denied = document
            .trees
            .children(verb)
            .iter()
            .any(|&c| matches!(document.lemma(c), "not" | "n't" | "never"));
        out.push(Draft {
            content: range,
            direct: false,
            source: Some(source),
            cue: TokenRange::new(verb, verb + 1),
            lemma: saying.lemma.clone(),
            rule,
            confidence: if denied { 0.5 } else { confidence },
        });
    }
}

/// The part of the range on the side of the verb where most of it lies.
fn clip(range: TokenRange, verb: u32) -> TokenRange {
    if !range.holds(verb) {
        return range;
    }
    if verb - range.start > range.end - verb {
        TokenRange::new(range.start, verb)
    } else {
        TokenRange::new(verb + 1, range.end)
    }
}

fn has_to(scene: &Scene<'_, '_>, verb: u32) -> bool {
    scene.document.trees.children(verb).iter().any(|&c| scene.document.word(c).xpos == Xpos::To)
}
