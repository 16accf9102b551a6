//! Laws of graphs and of the files they are written to, over any graph.

mod common;

use common::graph;
use newsgraph_core::KnowledgeGraph;
use newsgraph_export::{Filter, Format, JsonLayout, read_json, write_json};
use proptest::prelude::*;
use quick_xml::events::Event;
use std::collections::BTreeSet;

fn written(format: Format, graph: &KnowledgeGraph) -> Result<String, TestCaseError> {
    let mut out = Vec::new();
    format.write(graph, &Filter::default(), &mut out).map_err(|e| TestCaseError::fail(e.to_string()))?;
    String::from_utf8(out).map_err(|e| TestCaseError::fail(e.to_string()))
}

fn merged(a: &KnowledgeGraph, b: &KnowledgeGraph) -> KnowledgeGraph {
    let mut out = a.clone();
    out.merge(b);
    out
}

/// What a reader of DOT sees: the quoted strings with `\"` undone, and everything else in one-character tokens.
fn dot_tokens(dot: &str) -> Result<Vec<String>, TestCaseError> {
    let mut tokens = Vec::new();
    let mut chars = dot.chars();
    while let Some(c) = chars.next() {
        if c != '"' {
            tokens.push(c.to_string());
            continue;
        }
        let mut token = String::from('"');
        loop {
            match chars.next() {
                Some('"') => break,
                Some('\\') => match chars.next() {
                    Some('"') => token.push('"'),
                    Some(next) => token.extend(['\\', next]),
                    None => return Err(TestCaseError::fail("backslash at the end")),
                },
                Some('\0'..='\x1f') => return Err(TestCaseError::fail("control character in a string")),
                Some(other) => token.push(other),
                None => return Err(TestCaseError::fail("string without end")),
            }
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// The text that Graphviz shows for a label.
fn shown(label: &str) -> String {
    let mut out = String::new();
    let mut chars = label.trim_start_matches('"').chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.replace("&amp;", "&")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative(a in graph(), b in graph()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
    }

    #[test]
    fn merging_is_associative(a in graph(), b in graph(), c in graph()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn merging_is_idempotent(a in graph(), b in graph()) {
        prop_assert_eq!(&merged(&a, &a), &a);
        let both = merged(&a, &b);
        prop_assert_eq!(merged(&both, &a), both);
    }

    #[test]
    fn equal_graphs_are_equal_bytes(a in graph(), b in graph()) {
        for format in [Format::Json, Format::Dot, Format::GraphMl] {
            prop_assert_eq!(written(format, &merged(&a, &b))?, written(format, &merged(&b, &a))?);
        }
    }

    #[test]
    fn json_is_read_back_as_it_was(graph in graph()) {
        for layout in [JsonLayout::Lines, JsonLayout::Compact] {
            let mut out = Vec::new();
            write_json(&graph, &Filter::default(), layout, &mut out).unwrap();
            prop_assert_eq!(&read_json(out.as_slice()).unwrap(), &graph);
            prop_assert_eq!(out.iter().filter(|&&b| b == b'\n').count() == 1, layout == JsonLayout::Compact);
        }
    }

    #[test]
    fn serde_reads_back_what_it_wrote(graph in graph()) {
        let text = serde_json::to_string(&graph).unwrap();
        prop_assert_eq!(serde_json::from_str::<KnowledgeGraph>(&text).unwrap(), graph);
    }

    #[test]
    fn dot_has_a_statement_for_every_node_and_edge(graph in graph()) {
        let dot = written(Format::Dot, &graph)?;
        let tokens = dot_tokens(&dot)?;
        let bare: String = tokens.iter().map(|t| if t.starts_with('"') { "s" } else { t }).collect();
        prop_assert_eq!(bare.matches("\n  s [").count(), graph.nodes().count());
        prop_assert_eq!(bare.matches("\n  s -> s [").count(), graph.edges().count());
        let ids: BTreeSet<_> = tokens.windows(3).filter(|w| w[0] == " " && w[2] == " ").map(|w| &w[1])
            .filter(|t| t.starts_with('"')).collect();
        prop_assert_eq!(ids.len(), graph.nodes().count());
        for label in tokens.windows(2).filter(|w| w[0] == "=").map(|w| &w[1]).filter(|t| t.starts_with('"')) {
            prop_assert!(!shown(label).contains(|c: char| c.is_control() && c != '\n'));
        }
    }

    #[test]
    fn graphml_keeps_every_node_edge_and_character(graph in graph()) {
        let xml = written(Format::GraphMl, &graph)?;
        let mut reader = quick_xml::Reader::from_str(&xml);
        let (mut nodes, mut edges, mut keys) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut uids, mut key, mut text) = (Vec::new(), String::new(), String::new());
        loop {
            match reader.read_event().map_err(|e| TestCaseError::fail(e.to_string()))? {
                Event::Start(e) | Event::Empty(e) => {
                    let attribute = |name: &str| {
                        e.try_get_attribute(name).unwrap().map(|a| a.unescape_value().unwrap().into_owned())
                    };
                    match e.name().as_ref() {
                        b"key" => prop_assert!(keys.insert(attribute("id").unwrap())),
                        b"node" => prop_assert!(nodes.insert(attribute("id").unwrap())),
                        b"edge" => {
                            prop_assert!(edges.insert(attribute("id").unwrap()));
                            prop_assert!(nodes.contains(&attribute("source").unwrap()));
                            prop_assert!(nodes.contains(&attribute("target").unwrap()));
                        }
                        b"data" => {
                            key = attribute("key").unwrap();
                            text.clear();
                            prop_assert!(keys.contains(&key));
                        }
                        _ => {}
                    }
                }
                Event::Text(t) => text.push_str(&t.decode().unwrap()),
                Event::GeneralRef(r) => match r.resolve_char_ref().unwrap() {
                    Some(c) => text.push(c),
                    None => text.push_str(quick_xml::escape::resolve_predefined_entity(&r.decode().unwrap()).unwrap()),
                },
                Event::End(e) if e.name().as_ref() == b"data" && key == "uid" => uids.push(text.clone()),
                Event::Eof => break,
                _ => {}
            }
        }
        prop_assert_eq!(nodes.len(), graph.nodes().count());
        prop_assert_eq!(edges.len(), graph.edges().count());
        let legal = |id: &str| id.replace(
            |c: char| (c < ' ' && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}'),
            "\u{fffd}",
        );
        prop_assert_eq!(uids, graph.nodes().map(|n| legal(n.id.as_str())).collect::<Vec<_>>());
    }

    #[test]
    fn a_filter_keeps_no_edge_without_its_ends(graph in graph(), least in 0.0f32..1.0) {
        for filter in [
            Filter::default().min_confidence(least),
            Filter::default().statements(false).background(false),
            Filter::default().kinds(["person", "country"]),
            Filter::default().kinds(["event", "visited"]),
        ] {
            let kept = filter.apply(&graph);
            let mut out = Vec::new();
            write_json(&graph, &filter, JsonLayout::Compact, &mut out).unwrap();
            prop_assert_eq!(read_json(out.as_slice()).unwrap(), kept);
        }
    }
}
