//! Posts told in a table of sentences (`posts.toml`), read with the whole pipeline.

use newsgraph::graph::{Basis, Node, Relation};
use newsgraph::{Article, Extractor};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
struct Passage {
    text: String,
    posts: Vec<String>,
}

/// Whether one of the node's names has these words; alternatives are parted by `|`.
fn is_named(node: &Node, words: &str) -> bool {
    let names = std::iter::once(node.name.as_str())
        .chain(node.aliases.iter().map(String::as_str))
        .chain(node.mentions.iter().map(|m| m.at.text.as_str()));
    names.into_iter().any(|name| words.split('|').any(|w| name.contains(w)))
}

#[test]
fn sentences_tell_of_their_posts_and_of_no_others() {
    let table: Table = toml::from_str(include_str!("posts.toml")).expect("the table");
    let extractor = Extractor::new().expect("an extractor");
    let (mut found, mut missing, mut extra) = (0.0, Vec::new(), Vec::new());
    for passage in &table.passage {
        let article = Article::new(&*passage.text).date("2025-11-10").expect("a date");
        let graph = extractor.extract(&article).graph;
        let told: Vec<(&Node, &Node)> = graph
            .edges()
            .filter(|(_, _, edge)| {
                edge.basis == Basis::Text
                    && matches!(edge.relation, Relation::HoldsOffice { .. } | Relation::AffiliatedWith { .. })
            })
            .map(|(person, of, _)| (person, of))
            .collect();
        let is = |post: &str, (person, of): &(&Node, &Node)| {
            let (p, o) = post.split_once(" > ").expect("person > body");
            is_named(person, p) && is_named(of, o)
        };
        for post in &passage.posts {
            if told.iter().any(|edge| is(post, edge)) {
                found += 1.0;
            } else {
                missing.push(format!("{post}: {}", passage.text));
            }
        }
        extra.extend(
            told.iter()
                .filter(|edge| !passage.posts.iter().any(|post| is(post, edge)))
                .map(|(person, of)| format!("{} > {}: {}", person.name, of.name, passage.text)),
        );
    }
    let share = found / (found + 0.5 * (missing.len() + extra.len()) as f64);
    assert!(share > 0.95, "{share:.3}\nmissing: {missing:#?}\nextra: {extra:#?}");
}

#[test]
fn a_counterpart_holds_the_office_of_the_same_name() {
    let text = "Russian President Vladimir Putin received his Chinese counterpart, Xi Jinping. President Xi Jinping of China smiled.";
    let article = Article::new(text).date("2025-11-10").expect("a date");
    let graph = Extractor::new().expect("an extractor").extract(&article).graph;
    let titles: Vec<&str> = graph
        .edges()
        .filter(|(person, _, edge)| person.name == "Xi Jinping" && edge.basis == Basis::Text)
        .filter_map(|(_, _, edge)| match &edge.relation {
            Relation::HoldsOffice { title, .. } => Some(title.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(titles, ["President"], "one spelling");
}
