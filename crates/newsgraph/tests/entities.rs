//! Who and what a name stands for.

use newsgraph::{Article, Extractor};

/// Whether reading the text gives nodes with these names, and none with those.
#[track_caller]
fn check(text: &str, there: &[&str], absent: &[&str]) {
    let article = Article::new(text).id("a").date("2016-04-05").unwrap();
    let graph = Extractor::new().unwrap().extract(&article).graph;
    let names: Vec<String> = graph.nodes().map(|n| n.name.to_string()).collect();
    for name in there {
        assert!(names.iter().any(|n| n == name), "{name} is not among {names:?}");
    }
    for name in absent {
        assert!(!names.iter().any(|n| n == name), "{name} is among {names:?}");
    }
}

#[test]
fn a_numeral_tells_monarchs_apart() {
    check(
        "The exhibition shows the empire of Charles V and the siege of Vienna under his brother.",
        &["Charles V"],
        &["Charles III", "Charles"],
    );
}

#[test]
fn a_weekday_behind_a_name_is_none_of_it() {
    check(
        "US Secretary of State John Kerry spoke to Russian Foreign Minister Sergei Lavrov Monday to review efforts.",
        &["John Kerry", "Sergei Lavrov"],
        &["Sergei Lavrov Monday"],
    );
}

#[test]
fn two_letters_need_the_country_or_the_body() {
    let text = "The vote was a blow to the PP, which lost ground in the towns.";
    check(text, &[], &["People's Party", "Prosperity Party"]);
    check(&format!("{text} Spain votes again in June."), &["People's Party"], &["Prosperity Party"]);
}

#[test]
fn a_given_name_alone_is_no_leader_of_a_country_that_is_not_named() {
    let text = "Idris opened the school on the island. Later Kenny thanked him.";
    check(text, &["Kenny"], &["Enda Kenny"]);
    check(&format!("{text} Ireland had paid for it."), &["Enda Kenny"], &[]);
}

#[test]
fn pronouns_go_to_the_subject_that_binds_them() {
    let who = |text: &str, pronoun: &str| {
        let graph = Extractor::new().unwrap().extract(&Article::new(text).id("a")).graph;
        let at = u32::try_from(text.find(&format!(" {pronoun} ")).unwrap() + 1).unwrap();
        graph.nodes().find(|n| n.mentions.iter().any(|m| m.at.span.start == at)).map(|n| n.name.clone())
    };
    let text = "Idris Bello opened the debate and Idris Bello closed it. Tom Hale defended himself badly.";
    assert_eq!(who(text, "himself").as_deref(), Some("Tom Hale"));
    let text = "Idris Bello spoke on Monday. Bello told voters that Tom Hale thinks he will lose.";
    assert_eq!(who(text, "he").as_deref(), Some("Tom Hale"));
}

#[test]
fn in_reports_of_sport_a_country_is_a_team() {
    let kind = |text: &str| {
        let graph = Extractor::new().unwrap().extract(&Article::new(text).id("a")).graph;
        graph.nodes().find(|n| n.name == "Peru").map(|n| n.kind.as_str())
    };
    let match_report = "A late equaliser by midfielder Tomas Ferreyra gave Peru a draw against Bolivia on Tuesday. \
        Peru's striker missed twice before the break, and Bolivia deserved to win the match, their coach said.";
    assert_eq!(kind(match_report), Some("organization"));
    let politics =
        "Peru signed a trade agreement with Bolivia on Tuesday. Peru's foreign minister praised it.";
    assert_eq!(kind(politics), Some("country"));
}

#[test]
fn where_a_journalist_works_is_a_body() {
    check("Ann Hale is a journalist at 36 Signal Deck, where she covers courts.", &["36 Signal Deck"], &[]);
}

#[test]
fn a_day_behind_a_country_makes_no_broadcaster_of_it() {
    check("The envoy visited Russia today and left for Oman.", &["Russia"], &["RT"]);
}
