//! What the embedded knowledge base knows, and how names are found in text.

use jiff::civil::Date;
use newsgraph_core::analysis::{Sentence, Token, Tokens};
use newsgraph_core::knowledge::{EntityId, EntityKind, Gender, KnowledgeBase, PostClass};
use newsgraph_core::{Span, TokenRange};
use newsgraph_knowledge::seeds::{Builder, Table};
use newsgraph_knowledge::{DATA_DATE, Knowledge, Overlay};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The person of this name.
fn person(base: &dyn KnowledgeBase, name: &str) -> EntityId {
    let found = base.lookup(name).into_iter().find(|c| base.entity(c.entity).kind == EntityKind::Person);
    found.unwrap_or_else(|| panic!("{name} is not known")).entity
}

/// Who held an office of a country on a day, by name.
#[track_caller]
fn check_office(iso2: &str, title: &str, date: &str, expected: &str) {
    let base = Knowledge::embedded();
    let country = base.country(iso2).unwrap();
    let date = day(date);
    let holders: Vec<&str> = base
        .offices_of(country)
        .into_iter()
        .filter(|t| t.title == title && t.covers(date))
        .map(|t| base.entity(t.person).name)
        .collect();
    assert_eq!(holders, [expected], "{iso2} {title} on {date}");
}

#[test]
fn offices_by_date() {
    check_office("US", "president", "2013-05-01", "Barack Obama");
    check_office("US", "president", "2017-01-19", "Barack Obama");
    check_office("US", "president", "2017-01-20", "Donald Trump");
    check_office("US", "president", "2024-12-31", "Joe Biden");
    check_office("US", "president", "2026-01-31", "Donald Trump");
    check_office("US", "secretary of state", "2012-06-01", "Hillary Clinton");
    check_office("GB", "prime minister", "2022-10-30", "Rishi Sunak");
    check_office("GB", "prime minister", "2022-10-01", "Liz Truss");
    check_office("GB", "foreign secretary", "2017-03-01", "Boris Johnson");
    check_office("DE", "chancellor", "2015-09-04", "Angela Merkel");
    check_office("DE", "chancellor", "2025-06-01", "Friedrich Merz");
    check_office("RU", "president", "2010-01-01", "Dmitry Medvedev");
    check_office("RU", "foreign minister", "2022-02-24", "Sergei Lavrov");
    check_office("UA", "president", "2022-02-24", "Volodymyr Zelensky");
    check_office("JP", "prime minister", "2014-01-01", "Shinzo Abe");
    check_office("VA", "pope", "2014-01-01", "Pope Francis");
}

/// Finds names in tokens parted by spaces, as `words: name/form` lines.
fn found(base: &dyn KnowledgeBase, text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        tokens.push(Token { span: Span::new(at, at + word.len() as u32) });
        at += word.len() as u32 + 1;
    }
    let range = TokenRange::new(0, tokens.len() as u32);
    let sentences = [Sentence { span: Span::new(0, text.len() as u32), tokens: range, block: 0 }];
    let view = Tokens { text, tokens: &tokens, sentences: &sentences, hints: &[] };
    base.find_names(&view)
        .into_iter()
        .map(|m| {
            let words: Vec<&str> = m.tokens.iter().map(|i| view.form(i)).collect();
            let first = m.candidates[0];
            let doubt = if first.ambiguous { "?" } else { "" };
            format!("{}: {}/{:?}{doubt}", words.join(" "), base.entity(first.entity).name, first.form)
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(&Knowledge::embedded(), text), expected, "{text}");
}

#[test]
fn names_in_text() {
    check("Xi Jinping met Putin", &["Xi Jinping: Xi Jinping/Name", "Putin: Vladimir Putin/Surname"]);
    check("XI JINPING IN UKRAINE", &["XI JINPING: Xi Jinping/Name", "UKRAINE: Ukraine/Name"]);
    check("the Russians", &["Russians: Russia/DemonymNoun"]);
    check("the Russian 's", &["Russian: Russia/Demonym"]);
    check(
        "Enrique Pena Nieto",
        &["Enrique Pena Nieto: Enrique Peña Nieto/Name", "Pena Nieto: Enrique Peña Nieto/Surname"],
    );
    check("in the Netherlands", &["Netherlands: Netherlands/Name"]);
    check("the U.S. and NATO", &["U.S.: United States/Acronym", "NATO: NATO/Acronym"]);
    check("in Tokyo .", &["Tokyo: Tokyo/Name"]);
    check("The sun rose over The Hague", &["The Hague: The Hague/Name", "Hague: William Hague/Surname"]);
    check("Nato said", &["Nato: NATO/Acronym"]);
    check("tell us who may turkey man", &[]);
    check("Who told Us ?", &[]);
    check("al - Qaeda", &["al - Qaeda: Al Qaeda/Name"]);
    check("Al-Qaeda", &["Al-Qaeda: Al Qaeda/Name"]);
    check("the Kremlin", &["Kremlin: Kremlin/Name"]);
    check(
        "Ursula von der Leyen",
        &["Ursula von der Leyen: Ursula von der Leyen/Name", "von der Leyen: Ursula von der Leyen/Surname"],
    );
}

#[test]
fn ambiguous_names_are_marked() {
    check("May", &["May: Theresa May/Surname?"]);
    check("Turkey", &["Turkey: Turkey/Name?"]);
    check("Ukraine", &["Ukraine: Ukraine/Name"]);
}

#[test]
fn records() {
    let base = Knowledge::embedded();
    let xi = base.entity(person(&base, "Xi Jinping"));
    assert_eq!((xi.name, xi.gender, xi.iso2), ("Xi Jinping", Some(Gender::Masculine), Some("CN")));
    let merkel = base.entity(person(&base, "Angela Merkel"));
    assert_eq!(merkel.gender, Some(Gender::Feminine));
    let ukraine = base.entity(base.country("UA").unwrap());
    assert_eq!((ukraine.name, ukraine.iso3, ukraine.wikidata), ("Ukraine", Some("UKR"), Some("Q212")));
    assert_eq!(base.country("ZZ"), None);
    let poland = base.memberships(base.country("PL").unwrap());
    let names: Vec<&str> = poland.iter().map(|id| base.entity(*id).name).collect();
    assert!(names.contains(&"NATO") && names.contains(&"European Union"), "{names:?}");
    let mariupol = base.lookup("Mariupol")[0].entity;
    assert_eq!(base.entity(mariupol).subtype, Some("city"));
    assert_eq!(base.entity(mariupol).country, base.country("UA"));
    assert_eq!(base.lookup("Kiev")[0].entity, base.lookup("Kyiv")[0].entity);
    assert_eq!(base.data_date(), DATA_DATE);
}

#[test]
fn words_of_names() {
    let base = Knowledge::embedded();
    let angela = base.name_word("ANGELA");
    assert!(angela.given && angela.gender == Some(Gender::Feminine));
    assert!(base.name_word("Smith").surname);
    assert_eq!(base.name_word("government"), Default::default());
}

#[test]
fn every_term_and_reference_holds() {
    let base = Knowledge::embedded();
    assert!(base.len() > 20_000);
    for i in 0..base.len() as u32 {
        let id = EntityId(i);
        let entity = base.entity(id);
        assert!(!entity.name.is_empty());
        assert_eq!(base.aliases(id)[0], entity.name);
        if let Some(country) = entity.country {
            assert_eq!(base.entity(country).kind, EntityKind::Country, "{}", entity.name);
        }
        for term in base.terms_of(id) {
            assert_eq!(term.person, id);
            assert!(!term.title.is_empty() && term.title == term.title.to_lowercase(), "{}", entity.name);
            assert!(
                term.from.is_none_or(|f| term.to.is_none_or(|t| f < t)),
                "{} {}",
                entity.name,
                term.title
            );
            assert!(term.from.is_none_or(|f| f <= DATA_DATE), "{} {}", entity.name, term.title);
        }
        for term in base.offices_of(id) {
            assert_eq!(term.of, id);
        }
        for member in base.memberships(id) {
            assert_eq!(base.entity(member).kind, EntityKind::Organization);
        }
    }
}

#[test]
fn every_wikidata_id_is_used_once() {
    let base = Knowledge::embedded();
    let mut seen = std::collections::BTreeMap::new();
    for i in 0..base.len() as u32 {
        let entity = base.entity(EntityId(i));
        if let Some(q) = entity.wikidata
            && let Some(other) = seen.insert(q, entity.name)
        {
            panic!("{q} is both {other} and {}", entity.name);
        }
    }
}

#[test]
fn one_person_from_several_tables() {
    let base = Knowledge::embedded();
    let titles: Vec<&str> = base.terms_of(person(&base, "Boris Johnson")).iter().map(|t| t.title).collect();
    assert!(titles.contains(&"prime minister") && titles.contains(&"foreign secretary"), "{titles:?}");
    let guterres = person(&base, "António Guterres");
    assert!(base.terms_of(guterres).iter().any(|t| base.entity(t.of).name == "United Nations"));
    let trump = person(&base, "Donald Trump");
    assert_eq!(base.terms_of(trump).iter().filter(|t| t.class == PostClass::HeadOfState).count(), 2);
}

const MINE: &str = "name\taliases\tiso2\ttitle\tclass\tgender\tfrom\tto\n\
    Zofia Przykładowa\tZofia P.\tPL\tminister of rivers\tminister\tf\t2026-02-01\t\n\
    Angela Merkel\t\tDE\tmediator\tother\tf\t2026-02-02\t\n";

#[test]
fn an_overlay_adds_people_and_terms() {
    let mut tables = Builder::new();
    tables.add(Table::People, "mine.tsv", MINE).unwrap();
    tables
        .add(Table::Organizations, "orgs.tsv", "name\tacronyms\ttype\tiso2\nRiver Watch Łódź\tRWL\tngo\tPL\n")
        .unwrap();
    let base = Overlay::new(Knowledge::embedded(), tables).unwrap().with_date(day("2026-03-01"));
    assert_eq!(base.data_date(), day("2026-03-01"));
    assert_eq!(
        found(&base, "ZOFIA PRZYKLADOWA met Merkel of River Watch Lodz . Poland"),
        [
            "ZOFIA PRZYKLADOWA: Zofia Przykładowa/Name",
            "PRZYKLADOWA: Zofia Przykładowa/Surname",
            "Merkel: Angela Merkel/Surname",
            "River Watch Lodz: River Watch Łódź/Name",
            "Lodz: Lodz/Name",
            "Poland: Poland/Name",
        ]
    );
    let terms = base.terms_of(person(&base, "Angela Merkel"));
    assert!(terms.iter().any(|t| t.title == "mediator") && terms.iter().any(|t| t.title == "chancellor"));
    let poland = base.country("PL").unwrap();
    assert!(base.offices_of(poland).iter().any(|t| t.title == "minister of rivers"));
    assert_eq!(base.entity(person(&base, "Zofia Przykładowa")).country, Some(poland));

    // An overlay over an overlay.
    let base =
        Overlay::from_tables(base, [("x/places.tsv", "name\ttype\tiso2\nNew Nowhere\ttown\tPL\n")]).unwrap();
    let place = base.lookup("New Nowhere")[0].entity;
    assert_eq!(base.entity(place).country, base.country("PL"));
    assert_eq!(
        found(&base, "Putin in New Nowhere"),
        ["Putin: Vladimir Putin/Surname", "New Nowhere: New Nowhere/Name"]
    );
}

#[test]
fn errors_say_where() {
    #[track_caller]
    fn check(table: Table, text: &str, expected: &str) {
        let mut tables = Builder::new();
        let error = match tables.add(table, "t.tsv", text) {
            Err(error) => error,
            Ok(_) => tables.finish(Some(&Knowledge::embedded())).unwrap_err(),
        };
        assert_eq!(error.to_string(), expected);
    }
    check(Table::Places, "name\tkind\n", "t.tsv:1:6: unknown column `kind`");
    check(Table::Places, "name\n", "t.tsv:1:1: column `type` is missing");
    check(
        Table::Places,
        "name\ttype\tpopulation\nX\tcity\tmany\n",
        "t.tsv:2:8: `many` is not a whole number",
    );
    check(Table::People, "name\tiso2\nAda Nobody\tQX\n", "t.tsv:2:12: there is no country `QX`");
    check(
        Table::People,
        "name\tfrom\tto\nA B\t2020\t2019-05\n",
        "t.tsv:2:10: the term ends on 2019-05-01, before it begins on 2020-01-01",
    );
    check(Table::People, "name\tfrom\nA B\t2020-13\n", "t.tsv:2:5: `2020-13` is not a date");
    check(Table::People, "name\tgender\nA B\tx\n", "t.tsv:2:5: `x` is neither `m` nor `f`");
}

#[test]
fn bytes_that_are_no_knowledge_base() {
    assert!(Knowledge::from_bytes(Vec::new()).is_err());
    assert!(Knowledge::from_bytes(b"NGKNOW01".to_vec()).is_err());
    let whole = Knowledge::embedded_bytes();
    assert_eq!(Knowledge::from_bytes(whole.to_vec()).unwrap().len(), Knowledge::embedded().len());
    for cut in [9, 40, 100, 1000, whole.len() / 2] {
        if let Ok(base) = Knowledge::from_bytes(whole[..cut].to_vec()) {
            base.lookup("Putin");
        }
    }
}
