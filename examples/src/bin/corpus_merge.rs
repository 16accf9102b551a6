//! A folder of articles into one graph, with as many threads as there are processors.
//!
//! `cargo run --release -p newsgraph-examples --bin corpus_merge [FOLDER]`
#![allow(clippy::print_stdout, reason = "it is an example")]

use newsgraph::{Article, Extractor, KnowledgeGraph};
use std::path::PathBuf;
use std::thread;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../seeds/articles")),
        PathBuf::from,
    );
    let mut articles = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "txt") {
            let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            articles.push(Article::new(std::fs::read_to_string(&path)?).id(id));
        }
    }

    // Merging is associative and commutative: any split of the work gives the same graph.
    let extractor = &Extractor::new()?;
    let threads = thread::available_parallelism()?.get();
    let part = articles.len().div_ceil(threads).max(1);
    let graph = thread::scope(|scope| {
        let workers: Vec<_> =
            articles.chunks(part).map(|chunk| scope.spawn(move || extractor.extract_all(chunk))).collect();
        let mut all = KnowledgeGraph::new();
        for worker in workers {
            if let Ok(graph) = worker.join() {
                all.merge(&graph);
            }
        }
        all
    });

    println!(
        "{} articles, {} nodes, {} edges",
        graph.documents().count(),
        graph.nodes().count(),
        graph.edges().count()
    );
    // Who is in the most documents.
    let mut people: Vec<_> = graph
        .nodes()
        .filter(|n| n.kind.as_str() == "person")
        .map(|n| {
            let mut documents: Vec<_> = n.mentions.iter().map(|m| &m.at.document).collect();
            documents.dedup();
            (documents.len(), n.mentions.len(), &n.name)
        })
        .collect();
    people.sort_by(|a, b| b.cmp(a));
    for (documents, mentions, name) in people.into_iter().take(10) {
        println!("  {name}: {mentions} mentions in {documents} articles");
    }
    Ok(())
}
