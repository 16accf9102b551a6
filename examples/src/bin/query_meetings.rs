//! Who met whom, where and when: questions to the graph of one article.
//!
//! `cargo run -p newsgraph-examples --bin query_meetings`
#![allow(clippy::print_stdout, reason = "it is an example")]

use newsgraph::graph::NodeKind;
use newsgraph::{Article, Error, Extractor};

fn main() -> Result<(), Error> {
    let text = include_str!("../../../seeds/articles/03.txt");
    let graph = Extractor::new()?.extract(&Article::new(text)).graph;

    let names = ["Xi Jinping", "Vladimir Putin"];
    let [Some(a), Some(b)] = names.map(|name| graph.entity(name)) else {
        println!("the article does not name both {} and {}", names[0], names[1]);
        return Ok(());
    };
    println!("{} and {} met:", a.name, b.name);
    for meeting in graph.meetings_between(&a.id, &b.id) {
        let NodeKind::Meeting { format, date, status } = &meeting.kind else { continue };
        let format = format.as_deref().unwrap_or("meeting");
        let date = date.as_ref().map_or("some time", |d| d.as_str());
        let places: Vec<_> = graph.targets(&meeting.id, "held_in").map(|(n, _)| n.name.as_str()).collect();
        println!("  {format}, {date}, {}: {}", places.join(", "), status.as_str());
    }
    for person in [a, b] {
        let statements = graph.statements_by(&person.id).count();
        let visits: Vec<_> = graph.targets(&person.id, "visited").map(|(n, _)| n.name.as_str()).collect();
        println!(
            "{} visited [{}] and is told to have said {statements} things",
            person.name,
            visits.join(", ")
        );
    }
    Ok(())
}
