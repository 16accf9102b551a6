//! Meetings and visits over passages of our own (`meetings.toml`), and the sentences that the lexicons carry.

use newsgraph::graph::{Edge, Node, NodeKind, Relation, Status};
use newsgraph::{Article, Extractor, KnowledgeGraph};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Table {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
struct Passage {
    date: String,
    text: String,
    meetings: Vec<GoldMeeting>,
    visits: Vec<GoldVisit>,
}

#[derive(Deserialize, Debug)]
struct GoldMeeting {
    who: Vec<String>,
    #[serde(default)]
    place: Vec<String>,
    date: Option<String>,
    #[serde(default = "held")]
    status: String,
    #[serde(default)]
    optional: bool,
    #[allow(dead_code, reason = "for the reader")]
    format: Option<String>,
}

#[derive(Deserialize, Debug)]
struct GoldVisit {
    who: String,
    r#where: Vec<String>,
    date: Option<String>,
    #[serde(default = "held")]
    status: String,
    #[serde(default)]
    optional: bool,
}

fn held() -> String {
    "held".into()
}

#[derive(Default)]
struct Count {
    gold: usize,
    found: usize,
    extra: usize,
    notes: Vec<String>,
}

impl Count {
    fn f1(&self) -> f64 {
        2.0 * self.found as f64 / (self.gold + self.found + self.extra) as f64
    }
}

fn is_named(node: &Node, name: &str) -> bool {
    node.name == name || node.aliases.iter().any(|a| a == name)
}

/// As fine and equal, or one level coarser.
fn dates_agree(gold: Option<&str>, got: Option<&str>) -> bool {
    let Some(gold) = gold else { return true };
    let Some(got) = got else { return false };
    let level = |d: &str| d.matches('-').count();
    got.split('/')
        .map(|g| g.trim_end_matches('~'))
        .any(|g| g.starts_with(gold) || gold.starts_with(g) && level(g) + 1 >= level(gold))
}

/// What was denied, called off or only possible is not told as held, nor the other way round.
fn statuses_agree(gold: &str, got: Status) -> bool {
    let doubtful = |s: &str| matches!(s, "denied" | "cancelled" | "possible");
    doubtful(gold) == doubtful(got.as_str())
}

fn meetings(graph: &KnowledgeGraph, passage: &Passage, count: &mut Count) {
    let mut free: Vec<&GoldMeeting> = passage.meetings.iter().collect();
    for node in graph.nodes() {
        let NodeKind::Meeting { date, status, .. } = &node.kind else { continue };
        let who: Vec<&Node> =
            graph.sources(&node.id, "participated_in").map(|(n, _): (&Node, &Edge)| n).collect();
        let places: Vec<&Node> = graph.targets(&node.id, "held_in").map(|(n, _)| n).collect();
        let hit = free.iter().position(|g| {
            g.who.iter().all(|w| who.iter().any(|n| is_named(n, w)))
                && (g.place.is_empty()
                    || places.is_empty()
                    || g.place.iter().any(|p| places.iter().any(|n| is_named(n, p))))
                && statuses_agree(&g.status, *status)
                && dates_agree(g.date.as_deref(), date.as_ref().map(newsgraph::Edtf::as_str))
        });
        match hit {
            Some(i) => count.found += usize::from(!free.remove(i).optional),
            None => {
                count.extra += 1;
                count.notes.push(format!("extra meeting {} on {date:?} ({status:?})", node.name));
            }
        }
    }
    count.gold += passage.meetings.iter().filter(|g| !g.optional).count();
    count.notes.extend(free.iter().filter(|g| !g.optional).map(|g| format!("missing {g:?}")));
}

fn visits(graph: &KnowledgeGraph, passage: &Passage, count: &mut Count) {
    let mut hit = BTreeSet::new();
    for (who, place, edge) in graph.edges() {
        let Relation::Visited { date, status } = &edge.relation else { continue };
        let found = passage.visits.iter().position(|g| {
            is_named(who, &g.who)
                && g.r#where.iter().any(|p| is_named(place, p))
                && statuses_agree(&g.status, *status)
                && dates_agree(g.date.as_deref(), date.as_ref().map(newsgraph::Edtf::as_str))
        });
        match found {
            Some(i) => _ = hit.insert(i),
            None => {
                count.extra += 1;
                count.notes.push(format!("extra visit of {} to {} on {date:?}", who.name, place.name));
            }
        }
    }
    for (i, gold) in passage.visits.iter().enumerate().filter(|(_, g)| !g.optional) {
        count.gold += 1;
        count.found += usize::from(hit.contains(&i));
        if !hit.contains(&i) {
            count.notes.push(format!("missing {gold:?}"));
        }
    }
}

#[test]
fn passages() {
    let table: Table = toml::from_str(include_str!("meetings.toml")).expect("the table");
    let extractor = Extractor::new().expect("an extractor");
    let (mut met, mut went) = (Count::default(), Count::default());
    for passage in &table.passage {
        let article = Article::new(&*passage.text).date(&passage.date).expect("a date");
        let graph = extractor.extract(&article).graph;
        meetings(&graph, passage, &mut met);
        visits(&graph, passage, &mut went);
    }
    assert!(met.f1() > 0.8, "meetings: {:.3}\n{}", met.f1(), met.notes.join("\n"));
    assert!(went.f1() > 0.8, "visits: {:.3}\n{}", went.f1(), went.notes.join("\n"));
}

#[test]
fn of_several_meetings_the_last_is_told() {
    let dates = |text: &str| -> Vec<String> {
        let article = Article::new(text).date("2012-08-02").expect("a date");
        let graph = Extractor::new().expect("an extractor").extract(&article).graph;
        let date = |n: &Node| match &n.kind {
            NodeKind::Meeting { date, .. } => date.as_ref().map(ToString::to_string),
            _ => None,
        };
        graph.nodes().filter_map(date).collect()
    };
    assert_eq!(
        dates("Tom Hale met Idris Bello three times in Lima, most recently on 9 July."),
        ["2012-07-09"]
    );
    assert!(dates("Tom Hale has met Idris Bello three times in Lima.").is_empty());
}

#[derive(Deserialize)]
struct Lexicon {
    #[serde(default)]
    meeting: Vec<Entry>,
    #[serde(default)]
    visit: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    lemma: String,
    #[serde(default)]
    tests: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    #[serde(default)]
    participants: Vec<String>,
    who: Option<String>,
    r#where: Option<String>,
    #[serde(default = "held")]
    status: String,
    #[serde(default)]
    none: bool,
}

/// The share of the sentences in a lexicon that are read as they say.
fn check(lexicon: &str, floor: f64) {
    let lexicon: Lexicon = toml::from_str(lexicon).expect("a lexicon");
    let extractor = Extractor::new().expect("an extractor");
    let (mut all, mut wrong) = (0.0, Vec::new());
    for entry in lexicon.meeting.iter().chain(&lexicon.visit) {
        for test in &entry.tests {
            let article = Article::new(&*test.text).date("2023-06-14").expect("a date");
            let graph = extractor.extract(&article).graph;
            let met = graph.nodes().any(|n| {
                matches!(&n.kind, NodeKind::Meeting { status, .. }
                if (test.none || statuses_agree(&test.status, *status))
                    && test.participants.iter().all(|p| {
                        graph.sources(&n.id, "participated_in").any(|(who, _)| is_named(who, p))
                    }))
            });
            let went = graph.edges().any(|(who, place, edge)| {
                matches!(edge.relation, Relation::Visited { .. })
                    && test.who.as_ref().is_none_or(|n| who.name.contains(n.as_str()))
                    && test.r#where.as_ref().is_none_or(|n| is_named(place, n))
            });
            let told = if lexicon.visit.is_empty() { met } else { went };
            all += 1.0;
            if told == test.none {
                wrong.push(format!("{}: {}", entry.lemma, test.text));
            }
        }
    }
    assert!(1.0 - wrong.len() as f64 / all >= floor, "{}", wrong.join("\n"));
}

#[test]
fn sentences_of_the_meeting_lexicon() {
    check(include_str!("../../../seeds/lexicon/meetings.toml"), 0.9);
}

#[test]
fn sentences_of_the_visit_lexicon() {
    check(include_str!("../../../seeds/lexicon/visits.toml"), 0.9);
}
