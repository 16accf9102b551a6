//! An article in, a graph out: who is who and what happened.
//!
//! `cargo run -p newsgraph-examples --bin quickstart`
#![allow(clippy::print_stdout, reason = "it is an example")]

use newsgraph::{Article, Error, Extractor, Filter, Format};

const ARTICLE: &str = "\
PARIS - French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Friday. \
The two leaders discussed aid for Ukraine. \"We stand united,\" Macron said after the talks.";

fn main() -> Result<(), Error> {
    let extractor = Extractor::new()?;
    let article = Article::new(ARTICLE).date("2024-03-16")?;
    let graph = extractor.extract(&article).graph;

    println!("{} nodes:", graph.nodes().count());
    for node in graph.nodes() {
        println!("  {:12} {}", node.kind.as_str(), node.name);
    }
    println!("{} edges:", graph.edges().count());
    for (source, target, edge) in graph.edges() {
        println!("  {} —{}→ {}  ({:.2})", source.name, edge.relation.as_str(), target.name, edge.confidence);
    }

    let mut dot = Vec::new();
    Format::Dot.write(&graph, &Filter::default(), &mut dot).map_err(Error::from)?;
    println!("as DOT it has {} bytes: draw it with `dot -Tsvg`", dot.len());
    Ok(())
}
