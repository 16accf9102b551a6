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

/// The kind of the node with this name.
fn kind(text: &str, name: &str) -> Option<&'static str> {
    let graph = Extractor::new().unwrap().extract(&Article::new(text).id("a")).graph;
    graph.nodes().find(|n| n.name == name).map(|n| n.kind.as_str())
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
fn a_rank_alone_is_whoever_bears_it() {
    let who = |text: &str, noun: &str| {
        let graph = Extractor::new().unwrap().extract(&Article::new(text).id("a")).graph;
        let at = u32::try_from(text.find(noun).unwrap()).unwrap();
        graph.nodes().find(|n| n.mentions.iter().any(|m| m.at.span.start == at)).map(|n| n.name.clone())
    };
    let text = "Lt. Gen. Idris Bello met Tom Hale on Monday. On Friday the general resigned.";
    assert_eq!(who(text, "the general").as_deref(), Some("Idris Bello"));
    let text = "Prince Idris Bello met Tom Hale on Monday. On Friday the prince resigned.";
    assert_eq!(who(text, "the prince").as_deref(), Some("Idris Bello"));
    let text = "Idris Bello met Tom Hale on Monday. On Friday the prince resigned.";
    assert_eq!(who(text, "the prince"), None);
}

#[test]
fn in_reports_of_sport_a_country_is_a_team() {
    let match_report = "A late equaliser by midfielder Tomas Ferreyra gave Peru a draw against Bolivia on Tuesday. \
        Peru's striker missed twice before the break, and Bolivia deserved to win the match, their coach said.";
    assert_eq!(kind(match_report, "Peru"), Some("organization"));
    let politics =
        "Peru signed a trade agreement with Bolivia on Tuesday. Peru's foreign minister praised it.";
    assert_eq!(kind(politics, "Peru"), Some("country"));
}

#[test]
fn where_a_journalist_works_is_a_body() {
    check("Ann Hale is a journalist at 36 Signal Deck, where she covers courts.", &["36 Signal Deck"], &[]);
}

#[test]
fn a_day_behind_a_country_makes_no_broadcaster_of_it() {
    check("The envoy visited Russia today and left for Oman.", &["Russia"], &["RT"]);
}

#[test]
fn what_a_body_is_of_belongs_to_its_name() {
    check(
        "The Teachers Union of Zambia met the Miners Federation of Bolivia on Monday.",
        &["Teachers Union of Zambia", "Miners Federation of Bolivia"],
        &["Teachers Union", "Miners Federation"],
    );
    check("The Labour Party of Norway President Ana Lund joined was small.", &["Ana Lund"], &[]);
}

#[test]
fn an_acronym_behind_a_name_is_that_name() {
    let absent = &["NPP", "National People's Power", "CNLR", "FLTA"];
    check(
        "Kofi Mensah of the New Patriotic Party (NPP) won. The NPP rejoiced.",
        &["New Patriotic Party"],
        absent,
    );
    check(
        "Officers of the National Committee for the Liberation of the Republic, or CNLR, took the palace. The CNLR \
         closed the border.",
        &["National Committee for the Liberation of the Republic"],
        absent,
    );
    check(
        "They met at the Forum for Lake Trade Accords, FLTA for short, in Lima. The FLTA has nine members.",
        &[],
        &["FLTA"],
    );
}

#[test]
fn a_head_alone_is_the_body_named_last() {
    check(
        "The Lakeside Fishermen League called a strike on Monday. Crews of the League stayed in port.",
        &["Lakeside Fishermen League"],
        &["League"],
    );
}

#[test]
fn a_nickname_between_quotation_marks_is_part_of_the_name() {
    check(
        "In Lima, Foreign Minister Jorge “Coco” Salas spoke on Monday. Salas was cheered by thousands.",
        &["Jorge “Coco” Salas"],
        &["Jorge", "Salas"],
    );
}

#[test]
fn the_words_before_a_name_tell_what_it_is() {
    check("The bomb killed nine people in the city of Split on Monday.", &["Split"], &[]);
    let text = "He quarrelled with its leader, Mizuho Tanabe, on Monday. The group said Tanabe was ill.";
    assert_eq!(kind(text, "Mizuho Tanabe"), Some("person"));
}

#[test]
fn a_capital_where_something_takes_place_is_no_government() {
    assert_eq!(kind("At the Lisbon summit the allies quarrelled over the plan.", "Lisbon"), Some("place"));
    assert_eq!(kind("Our Nairobi correspondent reports that schools are closed.", "Nairobi"), Some("place"));
}

#[test]
fn two_names_run_together_are_two() {
    check(
        "In Oregon Mark Ellis lost the vote. No excuses for Okonkwo\n\nOkonkwo left the hall with Ada Okonkwo.",
        &["Oregon", "Mark Ellis", "Ada Okonkwo"],
        &["Oregon Mark Ellis"],
    );
    check("Henrik Lund - transcript of his speech in Oslo.", &["Henrik Lund"], &["Henrik Lund - transcript"]);
}

#[test]
fn credits_name_reporters() {
    check(
        "The islands voted on Monday.\n\n(Reporting by Dinuka Perera in Colombo; Editing by Alan Carter)\n",
        &["Dinuka Perera", "Alan Carter"],
        &[],
    );
}

#[test]
fn in_political_news_a_country_is_no_team() {
    let text = "Prime Minister Emil Novak met Foreign Minister Ana Lund and Defence Minister Jan Holub at the final. The striker, \
                the goalkeeper and the midfielder of Croatia shook hands with fans after the match and the penalty. Talks \
                dealt with Serbia and Moldova.";
    for name in ["Croatia", "Serbia", "Moldova"] {
        assert_eq!(kind(text, name), Some("country"), "{name}");
    }
}

#[test]
fn common_abbreviations_are_no_bodies() {
    check(
        "The PM told NGOs on TV that the vote went to Senator Tom Hale (R-Tex.) on Monday.",
        &["Tom Hale"],
        &["PM", "NGOs", "TV", "R-Tex"],
    );
}
