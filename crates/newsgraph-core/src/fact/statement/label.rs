//! Turns of an interview and headlines with a colon: "OBI: We stay.", "Obi: 'We stay'", "'We stay': Obi".

use super::Draft;
use super::scene::Scene;
use super::speaker::Source;
use crate::analysis::Upos;
use crate::fact::party::is_person;
use crate::graph::MentionForm;
use crate::span::TokenRange;
use crate::text::BlockKind;
use std::collections::BTreeMap;

/// Tokens a label may have before its colon.
const REACH: u32 = 9;

/// A label of a block and the tokens after it.
struct Labelled {
    label: TokenRange,
    rest: TokenRange,
    /// Where the blocks without a label of their own end that follow it.
    until: u32,
    kind: BlockKind,
}

/// The statements of labelled blocks. Linear.
pub(super) fn read(scene: &Scene<'_, '_>) -> Vec<Draft> {
    let document = scene.document;
    let mut found: Vec<Labelled> = Vec::new();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut i = 0;
    let mut runs_on = false;
    while i < document.sentences.len() {
        let block = document.sentences[i].block;
        let start = document.sentences[i].tokens.start;
        let mut end = start;
        while let Some(s) = document.sentences.get(i).filter(|s| s.block == block) {
            end = s.tokens.end;
            i += 1;
        }
        let kind = document.block_kind(start);
        if !matches!(kind, BlockKind::Paragraph | BlockKind::Headline | BlockKind::Heading) {
            runs_on = false;
            continue;
        }
        // Each turn of a transcript may stand in quotation marks.
        let marked = scene.in_quote(start) && scene.is_punct(start);
        let start = if marked { start + 1 } else { start };
        let colon = (start..end.min(start + REACH + 1)).find(|&t| document.form(t) == ":");
        if let Some(colon) = colon.filter(|&c| c > start && c + 1 < end && (marked || !scene.in_quote(start)))
        {
            let label = TokenRange::new(start, colon);
            *seen.entry(document.words(label)).or_default() += 1;
            found.push(Labelled { label, rest: TokenRange::new(colon + 1, end), kind, until: end });
            runs_on = kind == BlockKind::Paragraph;
        } else if kind != BlockKind::Paragraph {
            runs_on = false;
        } else if let Some(turn) = found.last_mut().filter(|_| runs_on) {
            turn.until = end;
        }
    }
    // In a transcript, where speakers take turns, a turn goes on until the next.
    let turns = found.iter().filter(|l| seen.get(document.words(l.label)).is_some_and(|n| *n > 1)).count();
    let transcript = turns >= 2 && found.len() >= 3;
    let mut out = Vec::new();
    for l in found {
        let repeated = seen.get(document.words(l.label)).is_some_and(|n| *n > 1) && l.label.len() <= 3;
        let head = speaks(scene, l.label);
        let head = match head {
            Some(head) => head,
            None if repeated => l.label.end - 1,
            None => continue,
        };
        out.push(Draft {
            content: if transcript { TokenRange::new(l.rest.start, l.until) } else { l.rest },
            direct: l.kind == BlockKind::Paragraph,
            source: Some(Source { tokens: l.label, heads: vec![head] }),
            cue: TokenRange::new(l.label.end, l.label.end + 1),
            lemma: ":".to_owned(),
            rule: "statement/label",
            confidence: if repeated { 0.9 } else { 0.7 },
        });
    }
    out
}

/// The head of the person's name that the label ends with, where it is one.
pub(super) fn speaks(scene: &Scene<'_, '_>, label: TokenRange) -> Option<u32> {
    let document = scene.document;
    let from = document.mentions.partition_point(|m| m.tokens.start < label.start);
    document.mentions[from..]
        .iter()
        .take_while(|m| m.tokens.start < label.end)
        .find(|m| {
            // A title may stand before the name, or a part before the name in brackets.
            let lead = TokenRange::new(label.start, m.tokens.start);
            let bracketed = document.form(label.end - 1) == ")"
                && lead.end > lead.start
                && document.form(lead.end - 1) == "("
                && m.tokens.end + 1 == label.end;
            // "ADA OBI (spokeswoman):"
            let explained = document.form(label.end - 1) == ")" && document.form(m.tokens.end) == "(";
            m.form == MentionForm::Name
                && (m.tokens.end == label.end || bracketed || explained)
                && m.entities.iter().any(|&e| is_person(document, e))
                && lead.iter().all(|t| {
                    matches!(
                        document.word(t).upos,
                        Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num | Upos::Adp | Upos::Det
                    ) || matches!(document.form(t), "(" | "'s" | "’s" | "-")
                })
                && !matches!(document.word(label.start).upos, Upos::Adp | Upos::Det)
        })
        .map(|m| m.head)
}
