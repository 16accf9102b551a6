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

/// Checks that nobody is said to have said the words.
#[track_caller]
fn check_none(text: &str, content: &str) {
    let graph = Extractor::new().unwrap().extract(&Article::new(text)).graph;
    let told = graph.nodes().any(|node| match &node.kind {
        NodeKind::Statement { at, .. } => at.text == content,
        _ => false,
    });
    assert!(!told, "{content:?} in {text:?}");
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
fn stands_that_are_taken() {
    check(
        "The teachers' union opposed the closing of the school.",
        &[("The teachers' union", false, "the closing of the school")],
    );
    check(
        "Musa Diallo called for the release of the fishermen.",
        &[("Musa Diallo", false, "the release of the fishermen")],
    );
    check(
        "Ada Obi accused the council of hiding the cost, saying nobody had asked the fishermen.",
        &[
            ("Ada Obi", false, "the council of hiding the cost"),
            ("Ada Obi", false, "nobody had asked the fishermen"),
        ],
    );
    check("Polls show a close race in the north.", &[("Polls", false, "a close race in the north")]);
}

#[test]
fn what_is_told_inside_is_the_tellers() {
    check_none("The envoy said the minister opposed the deal.", "the deal");
    check_none("Critics of the dam and those who support the mine met on Friday.", "the mine");
}

#[test]
fn speakers_set_apart() {
    check(
        "Musa Diallo, who left the council in May, praised the new bridge.",
        &[("Musa Diallo", false, "the new bridge")],
    );
    check(
        "Ada Obi put out a statement saying that the ferry was safe.",
        &[("Ada Obi", false, "the ferry was safe")],
    );
    check(
        "The ferry is late again, Ada Obi told reporters in Lima on Monday.",
        &[("Ada Obi", false, "The ferry is late again")],
    );
    check(
        "The ferry had sunk, Musa Diallo said after a meeting with the crew.",
        &[("Musa Diallo", false, "The ferry had sunk")],
    );
    check(
        "Ada Obi told the crew, “You are the best,” and said the ship would sail.",
        &[("Ada Obi", true, "You are the best"), ("Ada Obi", false, "the ship would sail")],
    );
}

#[test]
fn quoted_words_go_on_with_their_clause() {
    check(
        "Ada Obi said the plan was bad and “a waste of money”.",
        &[("Ada Obi", false, "the plan was bad and “a waste of money")],
    );
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

#[test]
fn requests_and_plans() {
    check("Ada Obi urged the farmers to stay at home.", &[("Ada Obi", false, "the farmers to stay at home")]);
    check("The mayor denied having sold the bridge.", &[("The mayor", false, "having sold the bridge")]);
    check("Ada Obi plans to close the harbour in May.", &[("Ada Obi", false, "to close the harbour in May")]);
    check("The union called the tax a joke.", &[("The union", false, "the tax a joke")]);
}

#[test]
fn what_is_said_goes_on_over_its_clauses() {
    check(
        "Ada Obi said that the road was closed because of rain, and that the bridge might open in May.",
        &[("Ada Obi", false, "the road was closed because of rain, and that the bridge might open in May")],
    );
    check(
        "Ada Obi told the miners that she did not want the job, the envoy added.",
        &[
            ("the envoy", false, "Ada Obi told the miners that she did not want the job"),
            ("Ada Obi", false, "she did not want the job"),
        ],
    );
}

#[test]
fn cries_need_no_comma() {
    check("\"Go home!\" shouted Ada Obi.", &[("Ada Obi", true, "Go home!")]);
    check("The crowd chanted \"Where is the money?\"", &[("The crowd", true, "Where is the money?")]);
}
