//! The laws of ARCHITECTURE.md, kept over our own articles and over text that no one would write.

use newsgraph::graph::{Basis, NodeKind, Relation, TextSpan};
use newsgraph::{Article, Extraction, Extractor, Filter, JsonLayout, KnowledgeGraph, write_json};
use proptest::prelude::*;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new().expect("the embedded data is sound"))
}

fn extract(text: &str) -> Extraction {
    extractor().extract(&Article::new(text).date("2024-05-19").expect("a date"))
}

fn articles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("seeds/articles")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read_to_string(p).expect("UTF-8")).collect()
}

fn json(graph: &KnowledgeGraph) -> String {
    let mut out = Vec::new();
    write_json(graph, &Filter::default(), JsonLayout::Compact, &mut out).expect("memory does not fail");
    String::from_utf8(out).expect("UTF-8")
}

/// Every place in the text that the graph points to.
fn spans(graph: &KnowledgeGraph) -> Vec<&TextSpan> {
    let mut out = Vec::new();
    for node in graph.nodes() {
        out.extend(node.mentions.iter().map(|m| &m.at));
        if let NodeKind::Statement { at, source, cue, .. } = &node.kind {
            out.push(at);
            out.extend(source);
            out.extend(cue);
        }
    }
    for (_, _, edge) in graph.edges() {
        out.extend(edge.evidence.iter().map(|e| &e.at));
    }
    out
}

fn check(text: &str) {
    let graph = extract(text).graph;
    for at in spans(&graph) {
        assert_eq!(text.get(at.span.start as usize..at.span.end as usize), Some(at.text.as_str()));
    }
    for (a, b, edge) in graph.edges() {
        assert!(edge.basis == Basis::Knowledge || !edge.evidence.is_empty(), "{} → {}", a.id, b.id);
        assert!((0.0..=1.0).contains(&edge.confidence));
    }
    assert_eq!(json(&graph), json(&extract(text).graph), "the same input gives the same bytes");
}

/// What a graph says, without where in the text.
fn said(graph: &KnowledgeGraph) -> Vec<String> {
    let nodes = graph.nodes().map(|n| {
        let mentions: Vec<_> = n.mentions.iter().map(|m| (m.form, &m.at.text)).collect();
        format!("{} {} {mentions:?}", n.id, n.name)
    });
    let edges = graph.edges().map(|(a, b, e)| {
        let words: Vec<_> = e.evidence.iter().map(|x| (&x.at.text, &x.rule)).collect();
        format!("{} {:?} {} {words:?}", a.id, e.relation, b.id)
    });
    nodes.chain(edges).collect()
}

#[test]
fn spans_evidence_and_bytes_hold_on_articles() {
    for text in articles() {
        check(&text);
    }
}

#[test]
fn a_blank_line_in_front_moves_spans_and_nothing_else() {
    for text in articles() {
        let moved = format!("\n\n{text}");
        assert_eq!(said(&extract(&text).graph), said(&extract(&moved).graph));
    }
}

#[test]
fn merging_is_associative_commutative_and_idempotent() {
    let graphs: Vec<KnowledgeGraph> = articles()
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let article = Article::new(text.as_str()).id(format!("a{i}"));
            extractor().extract(&article).graph
        })
        .collect();
    let join = |order: &[usize]| {
        let mut all = KnowledgeGraph::new();
        order.iter().for_each(|&i| all.merge(&graphs[i]));
        all
    };
    let all = join(&[0, 1, 2, 3, 4]);
    assert_eq!(json(&all), json(&join(&[4, 2, 0, 3, 1, 0, 2])));
    let mut halves = join(&[0, 1]);
    halves.merge(&join(&[2, 3, 4]));
    assert_eq!(json(&all), json(&halves));
}

#[test]
fn threads_change_nothing() {
    let texts = articles();
    let alone: Vec<String> = texts.iter().map(|t| json(&extract(t).graph)).collect();
    let together: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = texts.iter().map(|t| scope.spawn(|| json(&extract(t).graph))).collect();
        running.into_iter().map(|r| r.join().expect("no panic")).collect()
    });
    assert_eq!(alone, together);
}

#[test]
fn meetings_have_actors_and_statements_have_words() {
    for text in articles() {
        let graph = extract(&text).graph;
        for node in graph.nodes() {
            match &node.kind {
                NodeKind::Meeting { .. } => {
                    assert!(graph.sources(&node.id, "participated_in").count() > 0, "{}", node.id);
                }
                NodeKind::Statement { at, .. } => assert!(!at.text.trim().is_empty()),
                _ => {}
            }
        }
        for (a, b, edge) in graph.edges() {
            if let Relation::Event { .. } = edge.relation {
                assert!(a.kind.is_entity() && b.kind.is_entity());
            }
        }
    }
}

/// Texts that grow eightfold take no more than some twentyfold time; quadratic work would take sixty-four fold.
#[test]
fn time_grows_linearly() {
    let makers: [fn(usize) -> String; 7] = [
        |n| "Xi Jinping met Vladimir Putin in Moscow and told reporters that they agreed. ".repeat(n),
        |n| "“He said ".repeat(n),
        |n| "the president of ".repeat(n),
        |n| "Smith ".repeat(n),
        |n| (0..n).map(|i| format!("Smith{i} Alpha{i} Institute (SAI{i}), ")).collect(),
        |n| "(".repeat(n * 4),
        |n| "met with talks between and ".repeat(n),
    ];
    for make in makers {
        let time = |n: usize| {
            let text = make(n);
            let start = Instant::now();
            let _ = extract(&text);
            start.elapsed()
        };
        time(50);
        let (short, long) = (time(250).max(Duration::from_millis(2)), time(2000));
        assert!(long < short * 24, "{short:?} for 250, {long:?} for 2000 of {:?}", &make(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(vec![
        "President", "Xi", "Jinping", "Putin", "’s", "“", "”", "\"", "'", "said", "that", "met", "in", "Moscow", ",",
        ".", "on", "Monday", "\n", "\n\n", "the", "Russian", "leader", "Foreign", "Ministry", "U.S.", "(", ")",
        "EU", "accused", "of", "attacking", "Ukraine", "he", "his", "counterpart", "two", "leaders", "talks", "with",
        "according", "to", "Mr.", "Also Read |", "—", "May", "2024", "visited", "Dr", "analyst", "at", "é", "習近平", "🇺🇳",
    ]), 0..60)) {
        check(&words.join(" "));
    }

    #[test]
    fn any_piece_of_an_article_is_read(which in 0usize..5, from in 0.0f64..1.0, to in 0.0f64..1.0) {
        let text = &articles()[which];
        let at = |share: f64| {
            let mut byte = (text.len() as f64 * share) as usize;
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            byte
        };
        check(&text[at(from.min(to))..at(from.max(to))]);
    }
}
