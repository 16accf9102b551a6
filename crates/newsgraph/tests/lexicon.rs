//! The word lists: their shape, and the test sentences of their entries read with the whole pipeline.

use newsgraph::graph::{MentionForm, Node, NodeKind, Plover, Relation, Role};
use newsgraph::knowledge::{EntityKind, PostClass};
use newsgraph::lexicon::{CueMatch, GovernorUse, Lexicon, NominalKind, TitleUse};
use newsgraph::text::{BlockKind, layout, normalize_name};
use newsgraph::{Article, Extraction, Extractor};
use std::collections::BTreeSet;

/// Every key is in lower case with single spaces, stands after the one before it, and what identifies an entry is there once.
fn check_keys<T: std::fmt::Debug>(
    list: &str,
    entries: &[T],
    least: usize,
    identity: impl Fn(&T) -> (String, String),
) {
    assert!(entries.len() >= least, "{list} has {} entries", entries.len());
    let mut seen = BTreeSet::new();
    let mut last = String::new();
    for entry in entries {
        let (key, rest) = identity(entry);
        let tidy = key.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        assert_eq!(key, tidy, "{list}");
        assert!(last <= key, "{list}: {key:?} stands after {last:?}");
        assert!(seen.insert((key.clone(), rest)), "{list}: {key:?} stands there twice");
        last = key;
    }
}

#[test]
fn keys_are_tidy_sorted_and_single() {
    let l = newsgraph_knowledge::lexicon();
    check_keys("titles", l.titles(), 600, |e| (e.form.to_string(), String::new()));
    check_keys("verbs of posts", l.post_verbs(), 50, |e| (e.lemma.to_string(), String::new()));
    check_keys("verbs", l.verbs(), 300, |e| (e.lemma.to_string(), String::new()));
    check_keys("nouns", l.attribution_nouns(), 60, |e| (e.form.to_string(), String::new()));
    check_keys("phrases", l.attribution_phrases(), 40, |e| (e.form.to_string(), String::new()));
    check_keys("nominals", l.nominals(), 400, |e| (e.form.to_string(), format!("{:?}", e.kind)));
    check_keys("name heads", l.name_heads(), 300, |e| (e.form.to_string(), String::new()));
    check_keys("thing words", l.thing_words(), 30, |e| (e.form.to_string(), String::new()));
    check_keys("governors", l.governors(), 200, |e| (e.lemma.to_string(), format!("{:?}", e.usage)));
    check_keys("modifiers", l.modifiers(), 15, |e| (e.form.to_string(), String::new()));
    check_keys("boilerplate", l.boilerplate(), 250, |e| (e.form.to_string(), String::new()));
    check_keys("events", l.events(), 1000, |e| (e.lemma.to_string(), format!("{e:?}")));
    check_keys("meetings", l.meetings(), 20, |e| (e.lemma.to_string(), format!("{e:?}")));
    check_keys("visits", l.visits(), 20, |e| (e.lemma.to_string(), format!("{e:?}")));
}

#[test]
fn every_class_has_entries() {
    let l = newsgraph_knowledge::lexicon();
    let uses =
        [TitleUse::Office, TitleUse::Affiliation, TitleUse::Either, TitleUse::Rank, TitleUse::Honorific];
    for usage in uses {
        assert!(l.titles().iter().filter(|t| t.usage == usage).count() >= 20, "{usage:?}");
    }
    let classes = [
        PostClass::HeadOfState,
        PostClass::HeadOfGovernment,
        PostClass::Monarch,
        PostClass::Minister,
        PostClass::Ambassador,
        PostClass::Legislator,
        PostClass::Spokesperson,
        PostClass::Other,
        PostClass::Analyst,
        PostClass::Journalist,
        PostClass::Executive,
        PostClass::Member,
        PostClass::Employee,
    ];
    for class in classes {
        assert!(l.titles().iter().filter(|t| t.class == Some(class)).count() >= 10, "{class:?}");
    }
    for role in [Role::Leader, Role::Official, Role::Analyst, Role::Journalist] {
        assert!(l.titles().iter().filter(|t| t.role == Some(role)).count() >= 50, "{role:?}");
    }
    for class in Plover::ALL {
        assert!(l.events().iter().filter(|e| e.plover == *class).count() >= 10, "{class:?}");
    }
    for kind in [
        NominalKind::Person,
        NominalKind::Country,
        NominalKind::Organization,
        NominalKind::Place,
        NominalKind::Actor,
    ] {
        assert!(l.nominals().iter().filter(|n| n.kind == kind).count() >= 50, "{kind:?}");
    }
    for usage in [
        GovernorUse::Plan,
        GovernorUse::Open,
        GovernorUse::Deny,
        GovernorUse::Cancel,
        GovernorUse::Hold,
        GovernorUse::Lend,
        GovernorUse::Say,
        GovernorUse::Control,
        GovernorUse::Represent,
        GovernorUse::Match,
        GovernorUse::Follow,
    ] {
        assert!(l.governors().iter().filter(|g| g.usage == usage).count() >= 4, "{usage:?}");
    }
    for cue in [CueMatch::Line, CueMatch::Prefix, CueMatch::Contains] {
        assert!(l.boilerplate().iter().filter(|b| b.matches == cue).count() >= 50, "{cue:?}");
    }
}

#[test]
fn titles_hang_together() {
    let l = newsgraph_knowledge::lexicon();
    for title in l.titles() {
        let post = !matches!(title.usage, TitleUse::Rank | TitleUse::Honorific);
        assert_eq!(title.class.is_some(), post, "class of {:?}", title.form);
        if let Some(canonical) = &title.canonical {
            assert!(!l.title(canonical).is_empty(), "{canonical:?}, of {:?}, is no title", title.form);
        }
        assert!(matches!(title.gender, None | Some('f' | 'm')), "gender of {:?}", title.form);
    }
}

/// A list of the seeds, as it is written.
fn seeds(file: &str, table: &str) -> Vec<toml::Table> {
    let path = format!("{}/../../seeds/lexicon/{file}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut file: toml::Table = toml::from_str(&text).unwrap();
    let Some(toml::Value::Array(entries)) = file.remove(table) else { panic!("no table {table}") };
    entries.into_iter().map(|e| e.try_into().unwrap()).collect()
}

fn string<'a>(table: &'a toml::Table, key: &str) -> &'a str {
    table.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

/// Reads the test sentences of a list; at least `share` of them must come out right.
fn check_sentences(
    file: &str,
    table: &str,
    share: f64,
    right: impl Fn(&toml::Table, &toml::Table, &Extraction) -> bool,
) {
    let extractor = Extractor::new().unwrap();
    let (mut all, mut wrong) = (0, Vec::new());
    for entry in seeds(file, table) {
        let tests = entry.get("tests").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        assert!(!tests.is_empty(), "{file}.toml: {entry:?} has no test");
        for test in tests {
            let test: toml::Table = test.try_into().unwrap();
            all += 1;
            let text = string(&test, "text");
            let extraction = extractor.extract(&Article::new(text).date("2019-05-14").unwrap());
            if !right(&entry, &test, &extraction) {
                wrong.push(text.to_owned());
            }
        }
    }
    let got = 1.0 - wrong.len() as f64 / f64::from(all);
    assert!(got >= share, "{file}.toml: {got:.3} of {all} {table} tests are right:\n{}", wrong.join("\n"));
}

/// Whether `titles` has the title or another word for it.
fn has_title(lexicon: &Lexicon, form: &str, titles: &[String]) -> bool {
    let form = normalize_name(form);
    titles.iter().map(|t| normalize_name(t)).any(|t| {
        t.contains(&form)
            || lexicon
                .title(&form)
                .iter()
                .any(|e| e.canonical.as_ref().is_some_and(|c| t.contains(c.as_str())))
    })
}

#[test]
fn sentences_of_titles() {
    let lexicon = newsgraph_knowledge::lexicon();
    check_sentences("titles", "title", 0.95, |entry, test, extraction| {
        let Some(person) = extraction.graph.entity(string(test, "person")) else { return false };
        let NodeKind::Person { titles, .. } = &person.kind else { return false };
        let mut all: Vec<String> = titles.iter().cloned().collect();
        all.extend(extraction.graph.edges().filter(|(source, ..)| source.id == person.id).filter_map(
            |(_, _, edge)| match &edge.relation {
                Relation::HoldsOffice { title, .. } | Relation::AffiliatedWith { title, .. } => {
                    Some(title.clone())
                }
                _ => None,
            },
        ));
        matches!(string(entry, "use"), "rank" | "honorific")
            || has_title(&lexicon, string(entry, "form"), &all)
    });
}

#[test]
fn sentences_of_verbs_of_posts() {
    check_sentences("posts", "post_verb", 0.95, |_, test, extraction| {
        let graph = &extraction.graph;
        let (Some(person), Some(of)) =
            (graph.entity(string(test, "person")), graph.entity(string(test, "of")))
        else {
            return false;
        };
        graph.edges().any(|(source, target, edge)| {
            matches!(edge.relation, Relation::HoldsOffice { .. } | Relation::AffiliatedWith { .. })
                && (&source.id, &target.id) == (&person.id, &of.id)
        })
    });
}

/// Whether a statement of the test's speaker, a node or the words that name one, is in the graph.
fn said(_: &toml::Table, test: &toml::Table, extraction: &Extraction) -> bool {
    let (graph, speaker) = (&extraction.graph, string(test, "speaker"));
    graph.entity(speaker).is_some_and(|s| graph.statements_by(&s.id).next().is_some())
        || graph.nodes().any(|node| match &node.kind {
            NodeKind::Statement { source: Some(source), .. } => source.text == speaker,
            _ => false,
        })
}

#[test]
fn sentences_of_attribution_verbs() {
    check_sentences("attribution", "verb", 0.88, said);
}

#[test]
fn sentences_of_attribution_nouns() {
    check_sentences("attribution", "noun", 0.85, said);
}

#[test]
fn sentences_of_attribution_phrases() {
    check_sentences("attribution", "phrase", 0.95, said);
}

#[test]
fn sentences_of_nominals() {
    check_sentences("nominals", "nominal", 0.60, |_, test, extraction| {
        extraction.graph.entity(string(test, "name")).is_some_and(|node| {
            node.mentions.iter().any(|m| matches!(m.form, MentionForm::Nominal | MentionForm::Demonym))
        })
    });
}

#[test]
fn sentences_of_organization_words() {
    check_sentences("organization_words", "word", 0.85, |entry, test, extraction| {
        let name = normalize_name(string(test, "name"));
        extraction.graph.nodes().any(|node| {
            let kind = match node.kind {
                NodeKind::Organization { .. } => EntityKind::Organization,
                NodeKind::Place { .. } => EntityKind::Place,
                _ => return false,
            };
            kind.as_str() == string(entry, "kind")
                && (std::iter::once(&node.name).chain(&node.aliases))
                    .any(|n| normalize_name(n).contains(&name) || name.contains(&normalize_name(n)))
        })
    });
}

#[test]
fn sentences_of_thing_words() {
    check_sentences("organization_words", "thing", 1.0, |_, test, extraction| {
        let name = normalize_name(string(test, "name"));
        let told = |node: &Node| matches!(node.kind, NodeKind::Statement { .. });
        extraction.graph.nodes().all(|node| told(node) || normalize_name(&node.name) != name)
    });
}

#[test]
fn lines_of_boilerplate() {
    let lexicon = newsgraph_knowledge::lexicon();
    let mut wrong = Vec::new();
    for cue in seeds("boilerplate", "cue") {
        for test in cue.get("tests").and_then(toml::Value::as_array).into_iter().flatten() {
            let line = test.as_str().unwrap();
            let text = format!(
                "Ministers agree on grain\n\nMinisters of nine countries agreed on grain on Monday.\n\n{line}\n\nThey will meet again in May, the host said, in the same town on the lake.\n"
            );
            let at = text.find(line).unwrap() as u32;
            let blocks = layout(&text, &lexicon).blocks;
            let kind = blocks.iter().find(|b| b.span.start <= at && at < b.span.end).map(|b| b.kind);
            if kind != Some(BlockKind::Boilerplate) {
                wrong.push(line.to_owned());
            }
        }
    }
    assert!(wrong.is_empty(), "{} lines are taken for news: {wrong:#?}", wrong.len());
}

#[test]
fn news_is_no_boilerplate() {
    let lexicon = newsgraph_knowledge::lexicon();
    for line in [
        "Share prices fell on Monday after the vote.",
        "Follow-up talks will be held in June, the ministry said.",
        "More than 40 people were arrested, police said.",
        "Related charges against two officials were dropped.",
        "Subscribers to the state pension fund will lose a tenth of their savings, the minister said.",
        "Reading the verdict, the judge spoke for two hours.",
        "The Post reported that the envoy would resign.",
        "Sign language was used at the summit for the first time.",
        "Advertisements for the party were banned before the vote, the commission said.",
        "Source material for the report came from nine embassies.",
        "Watching from the gallery, the premier smiled.",
        "Register of voters must be published by May, the court ruled.",
        "Comments by the foreign minister angered Ankara.",
        "Home Secretary Helen Walsh said the border would stay open.",
        "Print workers walked out in the capital on Friday.",
    ] {
        let text = format!(
            "Ministers agree on grain\n\nMinisters of nine countries agreed on grain.\n\n{line}\n\nThey will meet again in May.\n"
        );
        let at = text.find(line).unwrap() as u32;
        let blocks = layout(&text, &lexicon).blocks;
        let kind = blocks.iter().find(|b| b.span.start <= at && at < b.span.end).map(|b| b.kind);
        assert_eq!(kind, Some(BlockKind::Paragraph), "{line:?} is boilerplate");
    }
}

#[test]
fn events_of_test_sentences_are_found() {
    check_sentences("events", "event", 0.85, |entry, test, extraction| {
        let ends = (string(test, "source"), string(test, "target"));
        let both = entry.get("reciprocal").is_some();
        extraction.graph.edges().any(|(source, target, edge)| {
            let is = |(a, b): (&str, &str)| source.name == a && target.name == b;
            matches!(&edge.relation, Relation::Event { plover, .. } if plover.as_str() == string(entry, "plover"))
                && (is(ends) || both && is((ends.1, ends.0)))
        })
    });
}
