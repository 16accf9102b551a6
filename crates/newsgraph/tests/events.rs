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

#[test]
fn two_named_together_are_two() {
    let both = [("Mali", "ASSAULT", "Niger"), ("Niger", "ASSAULT", "Mali")];
    check("Troops of Mali and Niger exchanged fire along the river.", &both);
    check("An attack by Peru on Chile killed nine soldiers.", &[("Peru", "ASSAULT", "Chile")]);
}

#[test]
fn objects_count_before_circumstances() {
    check("Germany suspended aid to Chad in protest at arrests in Mali.", &[("Germany", "SANCTION", "Chad")]);
    check("Egypt refused to meet the envoy of Peru over remarks by Chile.", &[("Egypt", "REJECT", "Peru")]);
}

#[test]
fn demands_reach_whom_a_bare_verb_follows() {
    check(
        "Kenya demanded that the Ugandan government end curbs on trade.",
        &[("Kenya", "REQUEST", "Uganda")],
    );
    check("Turkey reiterated its demand that Greece ease restrictions.", &[("Turkey", "REQUEST", "Greece")]);
}

#[test]
fn deeds_at_home_concern_the_country() {
    check("Zambian police chief Ola Banda imposed a night curfew.", &[("Ola Banda", "COERCE", "Zambia")]);
    check("Emmanuel Macron urged French farmers to wait.", &[]);
}

#[test]
fn plans_are_classed_by_what_is_planned() {
    check("Norway will host the prime minister of Ghana in May.", &[("Norway", "CONSULT", "Ghana")]);
    check("Norway will send food to Ghana in May.", &[("Norway", "AGREE", "Ghana")]);
    check("Ghana said it would boycott the products of Togo.", &[("Ghana", "THREATEN", "Togo")]);
    check("Bolivia promised not to attack Peru.", &[("Bolivia", "AGREE", "Peru")]);
}

#[test]
fn perfect_tense_is_no_refusal_to_meet() {
    check("Oman had not met envoys of Yemen since May.", &[]);
    check("Oman will not meet envoys of Yemen.", &[("Oman", "REJECT", "Yemen")]);
}
