//! The words next to a quotation that attribute it: "…," said X; X told Y: "…".

use super::label;
use super::scene::{Quote, Saying, Scene};
use super::speaker::{self, Source};
use crate::analysis::{Deprel, Upos};
use crate::span::TokenRange;

/// Tokens between a quotation and its verb.
pub(super) const REACH: u32 = 30;

/// What attributes a quotation.
pub(super) struct Cue {
    pub(super) tokens: TokenRange,
    pub(super) lemma: String,
    pub(super) source: Source,
    pub(super) confidence: f32,
}

impl Cue {
    /// The tokens of both the cue and the speaker.
    pub(super) fn extent(&self) -> TokenRange {
        let source = self.source.tokens;
        TokenRange::new(self.tokens.start.min(source.start), self.tokens.end.max(source.end))
    }
}

/// The cue next to a quotation.
pub(super) fn of(scene: &Scene<'_, '_>, i: usize, quote: Quote) -> Option<Cue> {
    let next = scene.quotes.get(i + 1).map_or(u32::MAX, |q| q.outer.start);
    let previous = if i > 0 { scene.quotes[i - 1].outer.end } else { 0 };
    let comma = matches!(scene.document.form(quote.inner.end - 1), "," | "?" | "!" | "—" | "--")
        || scene.document.form(quote.outer.end) == ",";
    let (a, b) = (right(scene, quote, next), left(scene, quote, previous));
    match (a, b) {
        (Some(a), Some(b)) => Some(if comma || a.confidence >= b.confidence { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// "…," said X. "…," X said. "…," X, who leads Y, told reporters.
pub(super) fn right(scene: &Scene<'_, '_>, quote: Quote, limit: u32) -> Option<Cue> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.end - 1);
    let end = sentence.end.min(limit).min(quote.outer.end + REACH);
    let mut first = quote.outer.end;
    while first < end && scene.is_punct(first) {
        first += 1;
    }
    let verb = (first..end).find(|&t| {
        scene.saying(t).is_some_and(|s| s.direct || s.speech || s.clause)
            || taken_for_noun(scene, t, first)
            || (scene.is_finite(t) && !matches!(document.word(t).deprel, Deprel::AclRelcl | Deprel::Acl))
    })?;
    // Between the two halves of a quotation any verb attributes: "“Mali,” she went on, “is the key.”"
    let parted = limit <= sentence.end
        && limit - quote.outer.end <= 8
        && document.form(quote.inner.end - 1) == ","
        && matches!(document.form(limit - 1), "," | ":");
    // "is said to have left"
    if document.child(verb, Deprel::AuxPass).is_some() && document.child(verb, Deprel::Xcomp).is_some() {
        return None;
    }
    let saying = match scene.saying_form(verb).filter(|s| s.direct || s.speech || s.clause) {
        Some(saying) => saying,
        None if parted => Saying { lemma: document.lemma(verb).to_owned(), ..Saying::default() },
        None => return None,
    };
    // "…,” and said the islands were": another clause.
    if document.word(first).upos == Upos::Cconj && verb == first + 1 {
        return None;
    }
    let inverted = (first..verb)
        .all(|t| matches!(document.word(t).upos, Upos::Adv | Upos::Aux | Upos::Part | Upos::Cconj));
    let by_tree = speaker::of_verb(scene, verb, quote.outer).filter(|s| {
        let head = s.heads[0];
        head >= first && (head < verb || inverted) && head < end
    });
    let near = || if inverted { speaker::after(scene, verb) } else { speaker::before(scene, verb, first) };
    let sure = by_tree.is_some();
    let source = by_tree.or_else(near)?;
    Some(Cue {
        tokens: TokenRange::new(verb, verb + 1),
        lemma: saying.lemma,
        source,
        confidence: if sure { 0.95 } else { 0.75 },
    })
}

/// "Obi insists", "smiles Obi" where the tagger took the verb for a noun.
fn taken_for_noun(scene: &Scene<'_, '_>, token: u32, first: u32) -> bool {
    let words = &scene.document.analysis.words;
    let upos = |t: u32| words.get(t as usize).map(|w| w.upos);
    if upos(token) != Some(Upos::Noun) || scene.saying_form(token).is_none() {
        return false;
    }
    let name = |t: u32| matches!(upos(t), Some(Upos::Propn | Upos::Pron));
    if token == first {
        name(token + 1)
    } else {
        name(token - 1) && !name(token + 1) && upos(token + 1) != Some(Upos::Noun)
    }
}

/// X said, "…". X told Y on Monday: "…". X: "…".
fn left(scene: &Scene<'_, '_>, quote: Quote, limit: u32) -> Option<Cue> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.start);
    let from = sentence.start.max(limit).max(quote.outer.start.saturating_sub(REACH));
    if from >= quote.outer.start {
        return None;
    }
    let mark = quote.outer.start - 1;
    let colon = document.form(mark) == ":";
    let led = colon || matches!(document.form(mark), "," | "that" | "--" | "—" | "–" | "-");
    let words = TokenRange::new(from, if scene.is_punct(mark) { mark } else { mark + 1 });
    // The name alone: "Obi: “…”".
    if colon
        && words.start == sentence.start
        && let Some(head) = label::speaks(scene, words)
    {
        return Some(Cue {
            tokens: TokenRange::new(mark, mark + 1),
            lemma: ":".to_owned(),
            source: Source { tokens: words, heads: vec![head] },
            confidence: 0.95,
        });
    }
    // What is heard or wanted in a clause inside is not what the sentence says.
    let inside = |t: u32| matches!(document.word(t).deprel, Deprel::AclRelcl | Deprel::Xcomp | Deprel::Acl);
    let says = |t: u32| scene.saying(t).is_some_and(|s| s.direct || s.speech || colon);
    let verb = words
        .iter()
        .rev()
        .find(|&t| says(t) && !(colon && inside(t)))
        .or_else(|| words.iter().rev().find(|&t| says(t)));
    if let Some(verb) = verb {
        let near = mark - verb <= 3;
        if !(led || near) {
            return None;
        }
        let saying = scene.saying(verb)?;
        // "…, says Obi: “…”"
        let inverted = verb > from
            && document.form(verb - 1) == ","
            && matches!(document.word(verb + 1).upos, Upos::Propn | Upos::Pron);
        let by_tree =
            if inverted { speaker::after(scene, verb) } else { speaker::of_verb(scene, verb, quote.outer) };
        let sure = by_tree.is_some();
        let source = by_tree.or_else(|| speaker::before(scene, verb, from))?;
        let distance = mark - verb;
        let base = if sure { 0.9 } else { 0.7 };
        let confidence = base - if distance > 6 && !colon { 0.25 } else { 0.0 };
        return Some(Cue {
            tokens: TokenRange::new(verb, verb + 1),
            lemma: saying.lemma,
            source,
            confidence,
        });
    }
    // Any clause before a colon: "He put it this way: “…”".
    if colon {
        let heads = |&t: &u32| {
            (document.is_verb(t) || document.child(t, Deprel::Cop).is_some())
                && document.child(t, Deprel::Nsubj).is_some()
                && !matches!(document.word(t).deprel, Deprel::AclRelcl | Deprel::Advcl)
        };
        let verb =
            words.iter().rev().find(heads).or_else(|| words.iter().rev().find(|&t| document.is_verb(t)))?;
        let source = speaker::of_verb(scene, verb, quote.outer)?;
        return Some(Cue {
            tokens: TokenRange::new(verb, verb + 1),
            lemma: document.lemma(verb).to_owned(),
            source,
            confidence: 0.6,
        });
    }
    None
}
