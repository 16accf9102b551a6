//! Whose a quotation is that has no verb of its own: the speaker before goes on, signs it or is told of.

use super::Draft;
use super::scene::{Quote, Scene};
use super::speaker::{self, Source};
use crate::analysis::{Deprel, Upos};
use crate::document::EntityIndex;
use crate::fact::party::{is_person, named};
use crate::span::TokenRange;
use crate::text::BlockKind;

/// The same speaker goes on: in the same paragraph, or in the next one where that is nothing but the quotation.
pub(super) fn carry(scene: &Scene<'_, '_>, before: Quote, quote: Quote, draft: &Draft) -> Option<Draft> {
    let document = scene.document;
    let starts = scene.sentence(quote.inner.start).start >= quote.outer.start;
    if !starts {
        return None;
    }
    let same = before.block == quote.block;
    let next = before.block + 1 == quote.block;
    let gap = document.sentence_of(quote.inner.start) - document.sentence_of(before.inner.end - 1);
    let confidence = match () {
        () if same && gap <= 2 => 0.8,
        () if same && gap <= 5 => 0.6,
        () if next && alone(scene, quote) => 0.55,
        () => return None,
    };
    Some(Draft {
        content: quote.inner,
        direct: true,
        rule: "statement/continued",
        confidence,
        ..draft.clone()
    })
}

/// The clause of saying in the sentence before ends there, and the quotation goes on: "… , Obi explains. “We stay.”"
pub(super) fn clause_before(scene: &Scene<'_, '_>, quote: Quote, reported: &[Draft]) -> Option<Draft> {
    let sentence = scene.sentence(quote.inner.start);
    if sentence.start < quote.outer.start || sentence.start == 0 {
        return None;
    }
    let before = scene.sentence(sentence.start - 1);
    if scene.block(before.start) != quote.block {
        return None;
    }
    let end = reported.partition_point(|d| d.content.start < sentence.start);
    // The main clause's speaker, not one quoted inside it.
    let draft = reported[..end]
        .iter()
        .rev()
        .take(8)
        .filter(|d| before.holds(d.cue.start) && !scene.in_quote(d.cue.start) && is_main(scene, d))
        .max_by_key(|d| (d.content.len(), std::cmp::Reverse(d.cue.start)))?;
    Some(Draft {
        content: quote.inner,
        direct: true,
        rule: "statement/continued",
        confidence: 0.65,
        ..draft.clone()
    })
}

/// Whether the cue is the sentence's own verb, or a phrase at its edge.
fn is_main(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let word = scene.document.word(draft.cue.start);
    draft.rule == "statement/phrase"
        || word.head.is_none()
        || (matches!(word.deprel, Deprel::Conj | Deprel::Parataxis)
            && word.head.is_some_and(|h| scene.document.word(h).head.is_none()))
}

/// A name behind a dash after the quotation: "“We stay.” – Ada Obi, minister".
pub(super) fn signed(scene: &Scene<'_, '_>, quote: Quote) -> Option<Draft> {
    let document = scene.document;
    // In the same block or at the head of the next one.
    let mut dash = quote.outer.end;
    if matches!(document.form(dash), "." | ",") && scene.block(dash) == quote.block {
        dash += 1;
    }
    if !matches!(document.form(dash), "-" | "–" | "—" | "―" | "--") {
        return None;
    }
    let sentence = scene.sentence(dash);
    let from = document.mentions.partition_point(|m| m.tokens.start <= dash);
    let mention = document.mentions[from..].iter().take(4).find(|m| {
        m.tokens.start < dash + 8
            && m.tokens.end <= sentence.end
            && m.entities.iter().any(|&e| is_person(document, e))
    })?;
    Some(Draft {
        content: quote.inner,
        direct: true,
        source: Some(Source {
            tokens: TokenRange::new(dash + 1, mention.tokens.end),
            heads: vec![mention.head],
        }),
        cue: TokenRange::new(dash, dash + 1),
        lemma: "—".to_owned(),
        rule: "statement/signed",
        confidence: 0.85,
    })
}

/// The sentence before has a person for its subject: "Obi is blunter. “We stay.”"
pub(super) fn sentence_before(scene: &Scene<'_, '_>, quote: Quote) -> Option<Draft> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.start);
    if sentence.start < quote.outer.start || sentence.start == 0 {
        return None;
    }
    let at = document.sentence_of(sentence.start - 1);
    let before = document.sentences.get(at)?.tokens;
    let near = scene.block(before.start) == quote.block
        || (alone(scene, quote) && document.form(before.end - 1) == ":");
    if !near || scene.in_quote(before.start) {
        return None;
    }
    let root = before.iter().find(|&t| document.word(t).head.is_none())?;
    // What somebody does tells little of what they say, unless the sentence leads up to it.
    let describes = document.child(root, Deprel::Cop).is_some() && document.word(root).upos == Upos::Adj;
    if !(describes || document.form(before.end - 1) == ":") {
        return None;
    }
    let subject = document
        .trees
        .children(root)
        .iter()
        .copied()
        .find(|&c| matches!(document.word(c).deprel, Deprel::Nsubj | Deprel::NsubjPass))?;
    if !named(document, subject).iter().any(|&e| is_person(document, e)) {
        return None;
    }
    let source = speaker::phrase(scene, vec![subject], root, TokenRange::default())?;
    Some(Draft {
        content: quote.inner,
        direct: true,
        source: Some(source),
        cue: TokenRange::new(root, root + 1),
        lemma: document.lemma(root).to_owned(),
        rule: "statement/context",
        confidence: 0.5,
    })
}

/// A quotation that nothing attributes, in an article that has quoted one person alone: that person's.
pub(super) fn same_voice(scene: &Scene<'_, '_>, quote: Quote, drafts: &[Draft]) -> Option<Draft> {
    let starts = scene.sentence(quote.inner.start).start >= quote.outer.start;
    if !starts
        || quote.inner.len() < 6
        || scene.document.block_kind(quote.inner.start) != BlockKind::Paragraph
    {
        return None;
    }
    let mut voice: Option<(&Draft, Vec<EntityIndex>)> = None;
    for d in drafts.iter().rev().take(6).filter(|d| d.confidence >= 0.7 || d.rule == "statement/voice") {
        let who = speaker::entities(scene, d.source.as_ref()?);
        match &voice {
            None if who.iter().any(|&e| is_person(scene.document, e)) => voice = Some((d, who)),
            Some((_, seen)) if *seen == who => {}
            _ => return None,
        }
    }
    let (draft, _) = voice?;
    (quote.block.saturating_sub(scene.block(draft.content.start)) <= 8).then(|| Draft {
        content: quote.inner,
        direct: true,
        rule: "statement/voice",
        confidence: 0.45,
        ..draft.clone()
    })
}

/// Whether the quotation is all of its block.
fn alone(scene: &Scene<'_, '_>, quote: Quote) -> bool {
    let block = scene.document.blocks.get(quote.block as usize);
    let span = scene.document.span(quote.outer);
    block.is_some_and(|b| {
        b.span.end.saturating_sub(span.end) <= 2 && span.start.saturating_sub(b.span.start) <= 2
    })
}
