//! Events between actors over sentences of our own: shapes of clauses, not words (those are tested by the lexicon).

use newsgraph::graph::Relation;
use newsgraph::{Article, Extractor};

/// Checks that the events are told by the text, as (source, class, target), and no other.
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let article = Article::new(text).date("2022-05-18").unwrap();
    let graph = Extractor::new().unwrap().extract(&article).graph;
    let mut got: Vec<String> = graph
        .edges()
        .filter_map(|(source, target, edge)| {
            let Relation::Event { plover, .. } = &edge.relation else { return None };
            Some(format!("{} {} {}", source.name, plover.as_str(), target.name))
        })
        .collect();
    got.sort_unstable();
    let mut want: Vec<String> = expected.iter().map(|(s, p, t)| format!("{s} {p} {t}")).collect();
    want.sort_unstable();
    assert_eq!(got, want, "{text}");
}

#[test]
fn passives_without_an_agent_take_it_from_the_event_they_name() {
    check(
        "Ninety Chadian soldiers were killed in an attack by Boko Haram.",
        &[("Boko Haram", "ASSAULT", "Chad")],
    );
}

#[test]
fn what_is_done_to_each_other_goes_both_ways() {
    check(
        "Thai and Cambodian soldiers attacked each other on Monday.",
        &[("Thailand", "ASSAULT", "Cambodia"), ("Cambodia", "ASSAULT", "Thailand")],
    );
}

#[test]
fn reactions_are_aimed_at_who_acted() {
    let sanctions = ("Norway", "SANCTION", "Ghana");
    check(
        "Norway imposed sanctions on Ghana. Brazil welcomed the decision.",
        &[sanctions, ("Brazil", "SUPPORT", "Norway")],
    );
    check(
        "Norway imposed sanctions on Ghana. Sweden called the measure a mistake.",
        &[sanctions, ("Sweden", "ACCUSE", "Norway")],
    );
}

#[test]
fn subjects_stand_before_relative_clauses() {
    check(
        "Olaf Scholz, whose party had lost the vote, has condemned Serbia.",
        &[("Olaf Scholz", "ACCUSE", "Serbia")],
    );
}

#[test]
fn nouns_tell_of_those_who_are_under_them() {
    check(
        "Zimbabwe has been under American sanctions for years.",
        &[("United States", "SANCTION", "Zimbabwe")],
    );
}

#[test]
fn whom_counts_before_where() {
    check(
        "Turkish forces launched an offensive against Armenia in the mountains of Iran.",
        &[("Turkey", "ASSAULT", "Armenia")],
    );
}

#[test]
fn what_is_counted_counts() {
    check("China sent thousands of soldiers to its border with India.", &[("China", "MOBILIZE", "India")]);
    check("Japan gave five million dollars to Laos.", &[("Japan", "AID", "Laos")]);
}
