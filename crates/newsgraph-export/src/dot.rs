//! Pictures: DOT, as Graphviz's `dot` draws it.
//!
//! Kinds are told apart by shape and by the colours of Okabe and Ito (<https://jfly.uni-koeln.de/color/>), which the
//! colour-blind tell apart too. Background knowledge is drawn faint. Evidence is in the tooltips of an SVG.

use crate::error::Error;
use crate::filter::{Filter, Selection};
use crate::label::{edge_label, node_label, squeeze, truncate, wrap};
use newsgraph_core::KnowledgeGraph;
use newsgraph_core::graph::{Basis, Edge, Node, NodeKind, Relation};
use std::collections::BTreeMap;
use std::io::Write;

/// Attributes of the whole picture, its nodes and its edges.
const HEAD: &str = r##"digraph newsgraph {
  graph [rankdir=LR, splines=true, overlap=false, nodesep=0.25, ranksep=0.9, pad=0.3, bgcolor="white", fontname="Helvetica,Arial,sans-serif", charset="UTF-8"];
  node [fontname="Helvetica,Arial,sans-serif", fontsize=12, style="filled", color="#555555", fontcolor="#1a1a1a", penwidth=1.2, margin="0.12,0.06"];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=9, color="#7a7a7a", fontcolor="#444444", arrowsize=0.7];
"##;

/// Writes the graph as DOT.
///
/// Lay it out with `dot -Tsvg` (or `-Tpng`); `sfdp` suits graphs of thousands of nodes better.
///
/// # Errors
/// What `out` fails with.
pub fn write_dot(graph: &KnowledgeGraph, filter: &Filter, mut out: impl Write) -> Result<(), Error> {
    let selection = filter.select(graph);
    out.write_all(HEAD.as_bytes())?;
    for node in &selection.nodes {
        write_node(node, &mut out)?;
    }
    for (source, target, edge) in &selection.edges {
        write_edge(source, target, edge, &mut out)?;
    }
    for (anchor, alone) in columns(&selection) {
        write!(out, "  {{rank=same; {}", quoted_id(anchor.id.as_str()))?;
        for node in alone {
            write!(out, "; {}", quoted_id(node.id.as_str()))?;
        }
        writeln!(out, "}}")?;
    }
    out.write_all(b"}\n")?;
    Ok(())
}

/// Where nodes without edges go: `dot` would put them all into the first column. They are spread over the columns of a
/// longest path, beside one node of it each.
fn columns<'g>(selection: &Selection<'g>) -> Vec<(&'g Node, Vec<&'g Node>)> {
    let place: BTreeMap<_, _> = selection.nodes.iter().enumerate().map(|(i, n)| (&n.id, i)).collect();
    let mut connected = vec![false; selection.nodes.len()];
    let mut next = vec![Vec::new(); selection.nodes.len()];
    for (source, target, edge) in &selection.edges {
        let (Some(&a), Some(&b)) = (place.get(&source.id), place.get(&target.id)) else { continue };
        connected[a] = true;
        connected[b] = true;
        if a != b && edge.relation != Relation::About {
            next[a].push(b);
        }
    }
    let path = long_path(&next);
    let mut alone: Vec<_> =
        (0..connected.len()).filter(|&i| !connected[i]).map(|i| selection.nodes[i]).collect();
    if alone.len() < 4 || path.len() < 2 {
        return Vec::new();
    }
    alone.sort_by_key(|n| (n.kind.as_str(), &n.id));
    let each = alone.len().div_ceil(path.len());
    path.into_iter().map(|i| selection.nodes[i]).zip(alone.chunks(each).map(<[_]>::to_vec)).collect()
}

/// A longest path along the edges that do not lead back, as `dot` itself breaks cycles: depth first, in order. Linear.
fn long_path(next: &[Vec<usize>]) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        Not,
        Open,
        Done,
    }
    let mut visit = vec![Visit::Not; next.len()];
    // For each node the length of its longest path and the step after it.
    let mut best: Vec<(usize, Option<usize>)> = vec![(1, None); next.len()];
    for root in 0..next.len() {
        let mut open = vec![(root, 0)];
        while let Some((node, step)) = open.pop() {
            if step == 0 {
                if visit[node] != Visit::Not {
                    continue;
                }
                visit[node] = Visit::Open;
            } else {
                let child = next[node][step - 1];
                if visit[child] == Visit::Done && best[child].0 + 1 > best[node].0 {
                    best[node] = (best[child].0 + 1, Some(child));
                }
            }
            match next[node].get(step) {
                Some(&child) => {
                    open.push((node, step + 1));
                    open.push((child, 0));
                }
                None => visit[node] = Visit::Done,
            }
        }
    }
    let start = (0..next.len()).max_by_key(|&i| (best[i].0, std::cmp::Reverse(i)));
    std::iter::successors(start, |&i| best[i].1).collect()
}

fn write_node(node: &Node, out: &mut impl Write) -> Result<(), Error> {
    let (look, width) = match &node.kind {
        NodeKind::Person { .. } => {
            (r##"shape=box, style="filled,rounded", fillcolor="#d3e8f5", color="#0072b2""##, 20)
        }
        NodeKind::Country { .. } => {
            (r##"shape=box, style="filled,bold", fillcolor="#fbe3b3", color="#b37400""##, 20)
        }
        NodeKind::Organization { .. } => {
            (r##"shape=hexagon, fillcolor="#f3dfeb", color="#a8527f", margin="0.02,0.02""##, 22)
        }
        NodeKind::Place { .. } => {
            (r##"shape=ellipse, fillcolor="#cdebe0", color="#009e73", margin="0.04,0.03""##, 18)
        }
        NodeKind::Meeting { .. } => {
            (r##"shape=diamond, fillcolor="#f7cdb3", color="#d55e00", fontsize=9, margin="0.01,0.01""##, 14)
        }
        NodeKind::Statement { .. } => {
            (r##"shape=note, fillcolor="#fdfbe3", color="#b5ab2d", fontsize=9"##, 34)
        }
        _ => ("shape=box", 20),
    };
    write!(out, "  {} [label={}, {look}", quoted_id(node.id.as_str()), text(&wrap(&label(node), width)))?;
    if is_background(node) {
        write!(out, r##", fontsize=9, fontcolor="#888888", color="#bbbbbb", fillcolor="#f6f6f6""##)?;
    }
    if let Some(wikidata) = &node.wikidata {
        write!(out, ", URL={}", text(&format!("https://www.wikidata.org/wiki/{wikidata}")))?;
    }
    writeln!(out, ", tooltip={}];", text(&node_tooltip(node)))?;
    Ok(())
}

/// The label, cut so that a picture stays one; never empty.
fn label(node: &Node) -> String {
    let label = match &node.kind {
        NodeKind::Statement { .. } => node_label(node),
        _ => truncate(&node_label(node), 80),
    };
    if label.trim().is_empty() { node.kind.as_str().to_owned() } else { label }
}

fn is_background(node: &Node) -> bool {
    node.kind.is_entity() && node.mentions.is_empty()
}

fn node_tooltip(node: &Node) -> String {
    let mut lines = vec![format!("{}: {}", node.kind.as_str(), truncate(&squeeze(&node.name), 120))];
    match &node.kind {
        NodeKind::Person { titles, .. } if !titles.is_empty() => {
            lines.push(titles.iter().map(|t| squeeze(t)).collect::<Vec<_>>().join(", "));
        }
        NodeKind::Statement { at, .. } => lines.push(squeeze(&at.text)),
        _ => {}
    }
    if !node.aliases.is_empty() {
        let aliases: Vec<_> = node.aliases.iter().map(|a| squeeze(a)).collect();
        lines.push(format!("also: {}", truncate(&aliases.join(", "), 200)));
    }
    lines.push(match node.mentions.len() {
        0 if node.kind.is_entity() => "background knowledge".to_owned(),
        0 => format!("confidence {:.2}", node.confidence),
        1 => format!("1 mention, confidence {:.2}", node.confidence),
        n => format!("{n} mentions, confidence {:.2}", node.confidence),
    });
    lines.join("\n")
}

fn write_edge(source: &Node, target: &Node, edge: &Edge, out: &mut impl Write) -> Result<(), Error> {
    let look = match &edge.relation {
        Relation::HoldsOffice { .. } | Relation::AffiliatedWith { .. } => r##", color="#0072b2""##,
        Relation::ParticipatedIn { .. } => r##", color="#d55e00", arrowhead=none"##,
        Relation::HeldIn => r##", color="#d55e00", style=dashed"##,
        Relation::Visited { .. } => r##", color="#009e73", style=dashed"##,
        Relation::Said { .. } => r##", color="#b5ab2d""##,
        Relation::About => r##", color="#cccccc", style=dotted, arrowhead=none, constraint=false"##,
        Relation::LocatedIn | Relation::MemberOf => r##", color="#aaaaaa", arrowhead=vee, arrowsize=0.5"##,
        Relation::Event { .. } => r##", color="#1a1a1a", penwidth=1.4, fontcolor="#1a1a1a""##,
        _ => "",
    };
    let faint = if edge.basis == Basis::Knowledge { r##", style=dotted, fontcolor="#999999""## } else { "" };
    write!(out, "  {} -> {} [", quoted_id(source.id.as_str()), quoted_id(target.id.as_str()))?;
    let label = edge_label(edge);
    write!(out, "label={}{look}{faint}", text(&wrap(&label, 24)))?;
    let tooltip = text(&edge_tooltip(source, target, edge));
    writeln!(out, ", tooltip={tooltip}, labeltooltip={tooltip}];")?;
    Ok(())
}

fn edge_tooltip(source: &Node, target: &Node, edge: &Edge) -> String {
    let name = |n: &Node| truncate(&node_label(n).replace('\n', " "), 48);
    let mut lines = vec![format!(
        "{} → {}: {}, confidence {:.2}",
        name(source),
        name(target),
        squeeze(edge.relation.as_str()),
        edge.confidence
    )];
    for evidence in edge.evidence.iter().take(3) {
        lines.push(format!("“{}” ({})", truncate(&squeeze(&evidence.at.text), 240), squeeze(&evidence.rule)));
    }
    if edge.evidence.is_empty() {
        lines.push("from the knowledge base".to_owned());
    } else if edge.evidence.len() > 3 {
        lines.push(format!("and {} more", edge.evidence.len() - 3));
    }
    lines.join("\n")
}

/// A character that text in XML, which Graphviz writes, may hold; line breaks and tabs apart.
const fn is_plain(c: char) -> bool {
    !matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// An id as a quoted DOT string. DOT knows no escape but `\"` there and keeps `\\` as it is, so that different ids stay
/// different.
fn quoted_id(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 2);
    out.push('"');
    for c in id.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if is_plain(c) => out.push(c),
            c => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// Text for people as a quoted DOT string: Graphviz shows it as it is, line by line. Graphviz reads backslashes and
/// character entities in it, so both are escaped; control characters become U+FFFD.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if is_plain(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out.push('"');
    out
}
