//! Who says what: statements over the whole pipeline.

use newsgraph::graph::NodeKind;
use newsgraph::{Article, Extractor};

/// Checks that each expected statement is found: the words that name its speaker, quoted or not, and its content.
#[track_caller]
fn check(text: &str, expected: &[(&str, bool, &str)]) {
    let article = Article::new(text).date("2022-05-18").unwrap();
    let graph = Extractor::new().unwrap().extract(&article).graph;
    let got: Vec<(String, bool, String)> = graph
        .nodes()
        .filter_map(|node| match &node.kind {
            NodeKind::Statement { at, direct, source, .. } => {
                Some((source.as_ref().map_or(String::new(), |s| s.text.clone()), *direct, at.text.clone()))
            }
            _ => None,
        })
        .collect();
    for &(source, direct, content) in expected {
        let found = got.iter().any(|(s, d, c)| s == source && *d == direct && c == content);
        assert!(found, "{source:?} {content:?} in {text:?}; got {got:#?}");
    }
}

#[test]
fn quotations() {
    check(
        "“We will not wait any longer,” said Ada Obi.\n\n“The ferry is late,” the minister told reporters. “It is always late.”",
        &[
            ("Ada Obi", true, "We will not wait any longer"),
            ("the minister", true, "The ferry is late,” the minister told reporters. “It is always late."),
        ],
    );
    check(
        "Ada Obi said: \"We will stay.\" The plan, she added, was bad.",
        &[("Ada Obi", true, "We will stay."), ("she", false, "The plan, she added, was bad")],
    );
    check(
        "The ferry to the islands has been late for a week now, and nobody in the harbour knows why it is so.\n\n“We waited for a week.\n\n“Nobody came,” said Ada Obi.",
        &[("Ada Obi", true, "We waited for a week.\n\n“Nobody came")],
    );
}

#[test]
fn reported_clauses() {
    check("Ada Obi said that the ferry was late.", &[("Ada Obi", false, "the ferry was late")]);
    check("Officials say the ferry is late.", &[("Officials", false, "the ferry is late")]);
    check("According to Ada Obi, the ferry was late.", &[("Ada Obi", false, "the ferry was late")]);
    check("The ferry was late, according to Ada Obi.", &[("Ada Obi", false, "The ferry was late")]);
    check("The ferry is late again, officials say.", &[("officials", false, "The ferry is late again")]);
    check("Ada Obi vowed to leave the country.", &[("Ada Obi", false, "to leave the country")]);
}

#[test]
fn turns_of_an_interview() {
    check(
        "LEE: Why did the ferry not come in the end?\nOBI: Nobody knows, and nobody wants to know.\nLEE: Will it ever come?\nOBI: No.",
        &[("OBI", true, "Nobody knows, and nobody wants to know."), ("LEE", true, "Will it ever come?")],
    );
}

#[test]
fn no_text_makes_it_fail() {
    let marks = [
        "“",
        "”",
        "\"",
        "'",
        "’",
        "said",
        "Obi",
        ",",
        ".",
        "that",
        "according",
        "to",
        ":",
        "\n\n",
        "he",
        "is",
        "–",
    ];
    // Every order of some marks and words, by counting.
    for n in 0..400_usize {
        let text: Vec<&str> =
            (0..9).map(|k| marks[(n * 31 + k * k * 7 + n / (k + 1)) % marks.len()]).collect();
        let article = Article::new(text.join(" "));
        let _ = Extractor::new().unwrap().extract(&article);
    }
}
