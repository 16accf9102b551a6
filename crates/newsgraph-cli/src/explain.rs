//! `newsgraph explain`: why each edge is in the graph.

use crate::args::ExplainArgs;
use crate::input::Input;
use crate::output::{Failure, Stdout};
use crate::report::Report;
use crate::summary::{clean, shorten};
use newsgraph::export::{edge_label, node_label};
use newsgraph::graph::{Edge, Node};
use newsgraph::{Article, Document, Extractor, Filter, KnowledgeGraph, Span};
use std::fmt::Write;

/// Explains each article as it is read.
pub(crate) fn run(args: &ExplainArgs, report: &Report) -> Result<(), Failure> {
    let extractor = Extractor::new()?;
    let filter = args.filter.filter();
    let mut result = Ok(());
    Input::new(&args.input).read(|read| {
        match read {
            Ok(article) => {
                let extraction = extractor.extract(&article);
                let mut text = format!("{}\n", clean(article.title.as_deref().unwrap_or(&article.id)));
                for diagnostic in &extraction.diagnostics {
                    let _ = writeln!(text, "Note: {}", diagnostic.message);
                }
                explain(&article, &extractor.annotate(&article), &extraction.graph, &filter, &mut text);
                result = Stdout.write(text.as_bytes());
            }
            Err(error) => report.error(&error),
        }
        result.is_ok()
    });
    result
}

fn explain(
    article: &Article,
    document: &Document<'_>,
    graph: &KnowledgeGraph,
    filter: &Filter,
    out: &mut String,
) {
    let graph = filter.apply(graph);
    let mut edges: Vec<_> = graph.edges().collect();
    // In the order of the text, so that one can read along; background knowledge last.
    edges.sort_by_key(|(_, _, e)| e.evidence.first().map_or((true, Span::default()), |e| (false, e.at.span)));
    for (source, target, edge) in &edges {
        one(article, document, source, target, edge, out);
    }
    if edges.is_empty() {
        out.push_str("\nNo edges.\n");
    }
    out.push('\n');
}

fn one(
    article: &Article,
    document: &Document<'_>,
    source: &Node,
    target: &Node,
    edge: &Edge,
    out: &mut String,
) {
    let name = |n: &Node| shorten(&clean(&node_label(n)), 70);
    let kind = edge.relation.as_str();
    let label = clean(&edge_label(edge));
    let _ = writeln!(out, "\n{} —{kind}→ {}", name(source), name(target));
    let _ = write!(
        out,
        "    {}confidence {:.2}",
        if label.is_empty() { label } else { format!("{label}; ") },
        edge.confidence
    );
    let _ = writeln!(out, "{}", if edge.evidence.is_empty() { ", from the knowledge base" } else { "" });
    for evidence in &edge.evidence {
        let _ = writeln!(out, "    by {} ({:.2}):", clean(&evidence.rule), evidence.confidence);
        let _ = writeln!(out, "      {}", in_sentence(article, document, evidence.at.span));
    }
}

/// The sentences that the words stand in, the words themselves in square brackets.
fn in_sentence(article: &Article, document: &Document<'_>, span: Span) -> String {
    let mut around = span;
    for sentence in document.sentences.iter().filter(|s| s.span.overlaps(span)) {
        around = around.cover(sentence.span);
    }
    let part = |a: u32, b: u32| clean(Span::new(a, b).of(&article.text));
    let (before, words, after) =
        (part(around.start, span.start), part(span.start, span.end), part(span.end, around.end));
    let gap = |a: u32, b: u32| {
        let glued = Span::new(a, b).of(&article.text);
        if glued.ends_with(char::is_whitespace) { " " } else { "" }
    };
    let space_before = gap(around.start, span.start);
    let space_after = if Span::new(span.end, around.end).of(&article.text).starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    if before.is_empty() && after.chars().all(|c| !c.is_alphanumeric()) {
        return format!("{words}{space_after}{after}");
    }
    format!("{before}{space_before}[{words}]{space_after}{after}")
}
