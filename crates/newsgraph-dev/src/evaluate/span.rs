//! Annotated spans against a graph: names, posts, attributions, events.

mod events;
mod names;
mod posts;
mod quotes;

use super::explain::Reader;
use super::gold::SpanTruth;
use super::tally::Page;
use newsgraph::graph::Node;
use newsgraph::{Article, Extractor, KnowledgeGraph, Span};

/// Enters what of `truth` is in `graph` and what is wrong in it.
pub(crate) fn score(
    truth: &SpanTruth,
    graph: &KnowledgeGraph,
    article: &Article,
    extractor: &Extractor,
    page: &mut Page<'_>,
) {
    let reader = Reader::new(extractor, article);
    if truth.names {
        names::score(truth, graph, &article.text, &reader, page);
    }
    // The relations of event files are the events again.
    if truth.events.is_none() && !truth.relations.is_empty() {
        posts::score(truth, graph, &article.text, page);
    }
    if !truth.quotes.is_empty() {
        quotes::score(truth, graph, &article.text, &reader, page);
    }
    if let Some(events) = &truth.events {
        events::score(events, graph, &article.text, &reader, page);
    }
}

/// Where a node is mentioned.
fn spans(node: &Node) -> Vec<Span> {
    node.mentions.iter().map(|m| m.at.span).collect()
}

/// Whether a span of one overlaps a span of the other.
fn touch(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.overlaps(*y)))
}
