//! Attributions: content by overlap, speaker by overlap of the words that name it.

use crate::evaluate::explain::Reader;
use crate::evaluate::gold::SpanTruth;
use crate::evaluate::graph::edge_rule;
use crate::evaluate::tally::{Page, Point};
use crate::evaluate::text::source_form;
use newsgraph::graph::{Node, NodeKind};
use newsgraph::{KnowledgeGraph, Span};

struct Told<'g> {
    span: Span,
    source: Span,
    direct: bool,
    node: &'g Node,
    found: bool,
    right: bool,
    explained: bool,
}

fn shared(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Enters statements with a source. Gold without a source or content is left out.
pub(super) fn score(
    truth: &SpanTruth,
    graph: &KnowledgeGraph,
    text: &str,
    reader: &Reader<'_>,
    page: &mut Page<'_>,
) {
    let mut told: Vec<Told<'_>> = graph
        .nodes()
        .filter_map(|node| match &node.kind {
            NodeKind::Statement { at, source: Some(source), direct, .. } => Some(Told {
                span: at.span,
                source: source.span,
                direct: *direct,
                node,
                found: false,
                right: false,
                explained: false,
            }),
            _ => None,
        })
        .collect();
    for quote in &truth.quotes {
        let Some(source) = quote.source.filter(|_| !quote.content.is_empty()) else { continue };
        let size: u32 = quote.content.iter().map(|c| c.len()).sum();
        let (mut found, mut right, mut nearest) = (false, false, None::<(u32, usize)>);
        for (i, t) in told.iter_mut().enumerate() {
            let both: u32 = quote.content.iter().map(|c| shared(*c, t.span)).sum();
            if both * 2 > size && both * 2 > t.span.len() {
                (found, t.found) = (true, true);
                if t.source.overlaps(source) {
                    (right, t.right) = (true, true);
                }
            }
            if both > nearest.map_or(0, |n| n.0) {
                nearest = Some((both, i));
            }
        }
        page.gold("content", found);
        page.gold("attribution", right);
        if right {
            continue;
        }
        let form = source_form(source.of(text));
        let content = quote.content[0].of(text);
        let near = nearest.map(|(_, i)| {
            told[i].explained = true;
            &told[i]
        });
        let example = format!(
            "{:?} {:?} {content:?}, got {:?}",
            source.of(text),
            quote.cue.map_or("", |c| c.of(text)),
            near.map(|t| (t.source.of(text), t.span.of(text))),
        );
        if found {
            page.error("attribution", format!("wrong speaker: {form} source"), &example);
            continue;
        }
        let cue = match quote.cue {
            None => "no cue",
            Some(cue) if reader.saying_word(cue) => "cue known",
            Some(_) => "cue not in the lexicon",
        };
        let class = match near {
            Some(t) if t.span.len() > size => "content too long".to_owned(),
            Some(_) => "content too short".to_owned(),
            None => format!("content missed: {form} source, {cue}"),
        };
        page.error("content", class, &example);
    }
    for t in &told {
        // Statements whose speaker is no node have no edge to tell their rule.
        let rule = graph.sources(&t.node.id, "said").next().map_or_else(
            || format!("no node, {}", if t.direct { "direct" } else { "indirect" }),
            |(_, edge)| edge_rule(edge),
        );
        let point =
            Point { kind: "statement", rule: rule.clone(), confidence: t.node.confidence, right: t.right };
        page.predicted("attribution", point.clone());
        page.predicted("content", Point { kind: "content", right: t.found, ..point });
        if !t.found && !t.explained {
            page.error(
                "content",
                format!("spurious: {rule}"),
                &format!("{:?}: {:?}", t.source.of(text), t.span.of(text)),
            );
        }
    }
}
