//! Whole graphs against gold: entities, posts, meetings, visits, statements, events.

mod entities;
mod rows;

use super::explain::knows_event;
use super::gold::{Event, GraphTruth, Meeting, Post, Visit};
use super::tally::{Page, Point};
use super::text::{dates_agree, letters, source_form, titles_agree};
use entities::Keys;
use newsgraph::graph::{Basis, Edge, Node, NodeKind, Relation};
use newsgraph::{Extractor, KnowledgeGraph};
use rows::Rows;
use std::collections::{BTreeMap, BTreeSet};

/// An edge on the text, with the gold keys of its ends.
struct Row<'g> {
    source: String,
    target: String,
    edge: &'g Edge,
}

impl Row<'_> {
    fn point(&self, kind: &'static str) -> Point {
        Point { kind, rule: rule(self.edge), confidence: self.edge.confidence, right: false }
    }
}

pub(super) use entities::rule as entity_rule;
pub(super) use rule as edge_rule;

/// The rule that an edge rests on most.
pub(super) fn rule(edge: &Edge) -> String {
    edge.evidence
        .iter()
        .reduce(|a, b| if b.confidence > a.confidence { b } else { a })
        .map_or_else(String::new, |e| e.rule.to_string())
}

/// Enters what of `truth` is in `graph` and what is wrong in it.
pub(crate) fn score(truth: &GraphTruth, graph: &KnowledgeGraph, extractor: &Extractor, page: &mut Page<'_>) {
    let keys = entities::score(truth, graph, extractor, page);
    let edges: Vec<(&Node, &Node, &Edge)> =
        graph.edges().filter(|(_, _, e)| e.basis == Basis::Text).collect();
    let rows = |kind: &str| -> Vec<Row<'_>> {
        edges
            .iter()
            .filter(|(_, _, e)| e.relation.as_str() == kind)
            .map(|(a, b, edge)| Row { source: keys.of(a), target: keys.of(b), edge })
            .collect()
    };
    let (offices, affiliations) = (rows("holds_office"), rows("affiliated_with"));
    posts("office", &truth.offices.iter().collect::<Vec<_>>(), &offices, &affiliations, &keys, page);
    let (at, roles): (Vec<&Post>, Vec<&Post>) = truth.affiliations.iter().partition(|a| !a.of.0.is_empty());
    posts("affiliation", &at, &affiliations, &offices, &keys, page);
    for post in roles.into_iter().filter(|p| !p.optional) {
        let told = keys.node(&post.person).is_some_and(
            |n| matches!(&n.kind, NodeKind::Person { roles, .. } if roles.iter().any(|r| r.as_str() == post.role)),
        );
        page.gold("affiliation", told);
        if !told {
            page.error("affiliation", "role not told", &format!("{} {}", post.person, post.role));
        }
    }
    meetings(&truth.meetings, graph, &edges, &keys, page);
    visits(&truth.visits, &rows("visited"), page);
    statements(truth, graph, &rows("said"), &edges, page);
    events(truth, &rows("event"), &keys, extractor, page);
}

fn title(edge: &Edge) -> &str {
    match &edge.relation {
        Relation::HoldsOffice { title, .. } | Relation::AffiliatedWith { title, .. } => title,
        _ => "",
    }
}

fn posts(
    layer: &'static str,
    golds: &[&Post],
    told: &[Row<'_>],
    other: &[Row<'_>],
    keys: &Keys<'_>,
    page: &mut Page<'_>,
) {
    let same_title = |g: &Post, r: &Row<'_>| {
        layer == "affiliation" || g.any_title || g.title.is_empty() || titles_agree(&g.title, title(r.edge))
    };
    let rows = Rows::matched(
        layer,
        golds.iter().map(|g| g.optional).collect(),
        told.iter().map(|r| r.point(layer)).collect(),
        false,
        |g, p| {
            let (g, r) = (golds[g], &told[p]);
            r.source == g.person && g.of.has(&r.target) && same_title(g, r)
        },
    );
    rows.enter(
        page,
        |g| {
            let g = golds[g];
            let find = |ok: &dyn Fn(&Row<'_>) -> bool| told.iter().position(ok);
            let mine = |r: &Row<'_>| r.source == g.person;
            if keys.node(&g.person).is_none() {
                ("holder is no node".into(), None)
            } else if let Some(p) = find(&|r| mine(r) && g.of.has(&r.target)) {
                ("title disagrees".into(), Some(p))
            } else if other.iter().any(|r| mine(r) && g.of.has(&r.target)) {
                (format!("{layer} told as the other kind of post"), None)
            } else if !g.of.0.iter().any(|k| keys.node(k).is_some()) {
                ("owner is no node".into(), find(&|r| mine(r) && same_title(g, r)))
            } else if let Some(p) = find(&|r| mine(r) && titles_agree(&g.title, title(r.edge))) {
                ("wrong owner".into(), Some(p))
            } else if let Some(p) = find(&|r| g.of.has(&r.target) && titles_agree(&g.title, title(r.edge))) {
                ("told of another holder".into(), Some(p))
            } else if keys.titled(&g.person, &g.title) {
                ("title read, owner not found".into(), None)
            } else {
                ("not told".into(), None)
            }
        },
        |p| {
            let r = &told[p];
            let class = if r.source.starts_with('?') {
                "spurious: holder is not in the gold"
            } else if r.target.starts_with('?') {
                "spurious: owner is not in the gold"
            } else {
                "spurious"
            };
            class.into()
        },
        |g| format!("{} {:?} of {:?}", golds[g].person, golds[g].title, golds[g].of.0),
        |p| format!("{} {:?} of {}", told[p].source, title(told[p].edge), told[p].target),
    );
}

/// Whether the gold or the graph says that it did not take place.
fn off(status: Option<&str>) -> bool {
    matches!(status, Some("cancelled" | "denied" | "possible"))
}

struct Told<'g> {
    node: &'g Node,
    members: BTreeSet<String>,
    places: BTreeSet<String>,
    format: Option<&'g str>,
    date: Option<&'g str>,
    status: &'static str,
    rule: String,
}

fn meetings(
    golds: &[Meeting],
    graph: &KnowledgeGraph,
    edges: &[(&Node, &Node, &Edge)],
    keys: &Keys<'_>,
    page: &mut Page<'_>,
) {
    let mut told: Vec<Told<'_>> = graph
        .nodes()
        .filter_map(|node| match &node.kind {
            NodeKind::Meeting { format, date, status } => Some(Told {
                node,
                members: BTreeSet::new(),
                places: BTreeSet::new(),
                format: format.as_deref(),
                date: date.as_ref().map(|d| d.as_str()),
                status: status.as_str(),
                rule: String::new(),
            }),
            _ => None,
        })
        .collect();
    let index: BTreeMap<_, _> = told.iter().enumerate().map(|(i, m)| (m.node.id.clone(), i)).collect();
    for (a, b, edge) in edges {
        match edge.relation {
            Relation::ParticipatedIn { .. } => {
                let meeting = &mut told[index[&b.id]];
                meeting.members.insert(keys.of(a));
                meeting.rule = rule(edge);
            }
            Relation::HeldIn => {
                told[index[&a.id]].places.insert(keys.of(b));
            }
            _ => {}
        }
    }
    told.retain(|m| m.members.len() > 1);
    let all_there = |g: &Meeting, m: &Told<'_>| g.participants.iter().all(|p| m.members.contains(p));
    let few_others = |g: &Meeting, m: &Told<'_>| {
        m.members.iter().filter(|k| !g.participants.contains(k)).count() <= g.participants.len().max(1)
    };
    let place = |g: &Meeting, m: &Told<'_>| {
        g.place.0.is_empty() || m.places.is_empty() || m.places.iter().any(|k| g.place.has(k))
    };
    let format = |g: &Meeting, m: &Told<'_>| {
        g.format.as_deref() != Some("call") || m.format.is_some_and(|f| f.ends_with("call"))
    };
    let date = |g: &Meeting, m: &Told<'_>| dates_agree(g.date.as_deref(), m.date);
    let status = |g: &Meeting, m: &Told<'_>| off(g.status.as_deref()) == off(Some(m.status));
    let agrees = |g: &Meeting, m: &Told<'_>| {
        all_there(g, m) && few_others(g, m) && place(g, m) && format(g, m) && status(g, m) && date(g, m)
    };
    let rows = Rows::matched(
        "meeting",
        golds.iter().map(|g| g.optional).collect(),
        told.iter()
            .map(|m| Point {
                kind: "meeting",
                rule: m.rule.clone(),
                confidence: m.node.confidence,
                right: false,
            })
            .collect(),
        true,
        |g, p| agrees(&golds[g], &told[p]),
    );
    let free: Vec<bool> = (0..told.len()).map(|p| rows.is_free(p)).collect();
    rows.enter(
        page,
        |g| {
            let g = &golds[g];
            let shared = |m: &Told<'_>| g.participants.iter().filter(|p| m.members.contains(*p)).count();
            let best = told
                .iter()
                .enumerate()
                .filter(|(p, m)| free[*p] && all_there(g, m) && few_others(g, m))
                .max_by_key(|(p, m)| (date(g, m), place(g, m), std::cmp::Reverse(*p)));
            if let Some((p, m)) = best {
                let mut why = Vec::new();
                for (wrong, what) in [
                    (!date(g, m), if m.date.is_some() { "date differs" } else { "date missing" }),
                    (!place(g, m), "place differs"),
                    (!status(g, m), "status differs"),
                    (!format(g, m), "format differs"),
                ] {
                    if wrong {
                        why.push(what);
                    }
                }
                return (why.join(", "), Some(p));
            }
            if told.iter().enumerate().any(|(p, m)| !free[p] && agrees(g, m)) {
                return ("told as one with another".into(), None);
            }
            let partly = told
                .iter()
                .enumerate()
                .filter(|(p, m)| free[*p] && shared(m) > 0 && date(g, m) && place(g, m))
                .max_by_key(|(p, m)| (shared(m), std::cmp::Reverse(*p)));
            match partly {
                Some((p, m)) if shared(m) == g.participants.len() => {
                    ("too many participants".into(), Some(p))
                }
                Some((p, m)) if shared(m) + 1 >= g.participants.len() => {
                    ("participant missing or wrong".into(), Some(p))
                }
                _ if g.participants.iter().any(|k| keys.node(k).is_none()) => {
                    ("not found: participant is no node".into(), None)
                }
                _ => ("not found".into(), None),
            }
        },
        |p| {
            let again = golds.iter().any(|g| agrees(g, &told[p]));
            if again { "duplicate" } else { "spurious" }.into()
        },
        |g| {
            let g = &golds[g];
            format!(
                "{:?} in {:?} on {:?} {}",
                g.participants,
                g.place.0,
                g.date,
                g.status.as_deref().unwrap_or("")
            )
        },
        |p| {
            let m = &told[p];
            format!(
                "{:?} in {:?} on {:?} {:?} {} by {}",
                m.members, m.places, m.date, m.format, m.status, m.rule
            )
        },
    );
}

fn visits(golds: &[Visit], told: &[Row<'_>], page: &mut Page<'_>) {
    let parts = |r: &Row<'_>| match &r.edge.relation {
        Relation::Visited { date, status } => (date.as_ref().map(|d| d.as_str().to_owned()), status.as_str()),
        _ => (None, "held"),
    };
    let date = |g: &Visit, r: &Row<'_>| dates_agree(g.date.as_deref(), parts(r).0.as_deref());
    let status = |g: &Visit, r: &Row<'_>| off(g.status.as_deref()) == off(Some(parts(r).1));
    let ends = |g: &Visit, r: &Row<'_>| r.source == g.who && g.place.has(&r.target);
    let rows = Rows::matched(
        "visit",
        golds.iter().map(|g| g.optional).collect(),
        told.iter().map(|r| r.point("visit")).collect(),
        false,
        |g, p| ends(&golds[g], &told[p]) && date(&golds[g], &told[p]) && status(&golds[g], &told[p]),
    );
    let free: Vec<bool> = (0..told.len()).map(|p| rows.is_free(p)).collect();
    rows.enter(
        page,
        |g| {
            let g = &golds[g];
            let find = |ok: &dyn Fn(&Row<'_>) -> bool| (0..told.len()).find(|&p| free[p] && ok(&told[p]));
            if let Some(p) = find(&|r| ends(g, r) && !date(g, r)) {
                let missing = parts(&told[p]).0.is_none();
                (if missing { "date missing" } else { "date differs" }.into(), Some(p))
            } else if let Some(p) = find(&|r| ends(g, r)) {
                ("status differs".into(), Some(p))
            } else if let Some(p) = find(&|r| r.source == g.who && date(g, r) && g.date.is_some()) {
                ("place differs".into(), Some(p))
            } else if let Some(p) = find(&|r| g.place.has(&r.target) && date(g, r) && g.date.is_some()) {
                ("visitor differs".into(), Some(p))
            } else {
                ("not found".into(), None)
            }
        },
        |p| {
            if told[p].source.starts_with('?') { "spurious: visitor is not in the gold" } else { "spurious" }
                .into()
        },
        |g| format!("{} to {:?} on {:?}", golds[g].who, golds[g].place.0, golds[g].date),
        |p| format!("{} to {} on {:?}", told[p].source, told[p].target, parts(&told[p])),
    );
}

/// Gold statements are not exhaustive: those that are found tell whether their speakers are right.
fn statements(
    truth: &GraphTruth,
    graph: &KnowledgeGraph,
    said: &[Row<'_>],
    edges: &[(&Node, &Node, &Edge)],
    page: &mut Page<'_>,
) {
    struct Told<'g> {
        node: &'g Node,
        letters: String,
        source: Option<&'g str>,
        speakers: Vec<&'g str>,
        rule: String,
    }
    let said_edges: Vec<_> =
        edges.iter().filter(|(_, _, e)| matches!(e.relation, Relation::Said { .. })).collect();
    let told: Vec<Told<'_>> = graph
        .nodes()
        .filter_map(|node| match &node.kind {
            NodeKind::Statement { at, source, .. } => {
                let mine = || said.iter().zip(&said_edges).filter(|(_, (_, b, _))| b.id == node.id);
                Some(Told {
                    node,
                    letters: letters(&at.text),
                    source: source.as_ref().map(|s| s.text.as_str()),
                    speakers: mine().map(|(r, _)| r.source.as_str()).collect(),
                    rule: mine().map(|(r, _)| rule(r.edge)).next().unwrap_or_default(),
                })
            }
            _ => None,
        })
        .collect();
    for quote in &truth.quotes {
        let whole = letters(&quote.text);
        let begin = |t: &str, n: usize| t.chars().take(n).collect::<String>();
        let probe = begin(&whole, 40);
        let near: Vec<&Told<'_>> = told
            .iter()
            .filter(|t| {
                !probe.is_empty()
                    && (t.letters.contains(&probe)
                        || (t.letters.chars().count() >= 12 && whole.contains(&begin(&t.letters, 30))))
            })
            .collect();
        let right = near.iter().any(|t| t.speakers.contains(&quote.speaker.as_str()));
        if !quote.optional {
            page.gold("statement", right);
        }
        let best = near
            .iter()
            .filter(|t| !t.speakers.is_empty())
            .max_by(|a, b| a.node.confidence.total_cmp(&b.node.confidence));
        if let Some(best) = best {
            let point =
                Point { kind: "statement", rule: best.rule.clone(), confidence: best.node.confidence, right };
            if quote.optional && right {
                page.optional("statement", point);
            } else {
                page.predicted("statement", point);
            }
        }
        if right || (quote.optional && best.is_none()) {
            continue;
        }
        let form = near.iter().find_map(|t| t.source).map_or("no", source_form);
        let class = match (near.is_empty(), best) {
            (true, _) => "content missed".to_owned(),
            (false, None) => format!("speaker not resolved: {form} source"),
            (false, Some(_)) => format!("wrong speaker: {form} source"),
        };
        let got: Vec<_> = near.iter().map(|t| (&t.speakers, t.source)).collect();
        page.error(
            "statement",
            class,
            &format!("{} {:?}, got {got:?}", quote.speaker, begin(&quote.text, 60)),
        );
    }
}

/// Gold events are not exhaustive either; two parties of a gold meeting or visit have consulted.
fn events(truth: &GraphTruth, told: &[Row<'_>], keys: &Keys<'_>, extractor: &Extractor, page: &mut Page<'_>) {
    let home = |person: &str, of: &str| truth.offices.iter().any(|o| o.person == person && o.of.has(of));
    let same = |want: &str, got: &str| want == got || home(want, got) || home(got, want);
    let class = |r: &Row<'_>| match &r.edge.relation {
        Relation::Event { plover, lemma, .. } => (plover.as_str(), lemma.clone()),
        _ => ("", String::new()),
    };
    let fits = |g: &Event, class: &str| g.plover == class || g.alt.has(class);
    let source = |g: &Event, key: &str| same(&g.source, key);
    let target = |g: &Event, key: &str| g.target.as_deref().is_none_or(|t| same(t, key));
    let agrees = |g: &Event, r: &Row<'_>| fits(g, class(r).0) && source(g, &r.source) && target(g, &r.target);
    let mut together: Vec<BTreeSet<&str>> = truth
        .meetings
        .iter()
        .filter(|m| !off(m.status.as_deref()))
        .map(|m| m.participants.iter().map(String::as_str).collect())
        .collect();
    for visit in &truth.visits {
        together.extend(visit.place.0.iter().map(|p| [visit.who.as_str(), p.as_str()].into()));
    }
    let consulted = |r: &Row<'_>| {
        together
            .iter()
            .any(|t| t.iter().any(|a| same(a, &r.source) && t.iter().any(|b| a != b && same(b, &r.target))))
    };
    for row in told {
        let right =
            truth.events.iter().any(|g| agrees(g, row)) || (class(row).0 == "CONSULT" && consulted(row));
        page.predicted("event", Point { right, ..row.point("event") });
    }
    let mut explained = BTreeSet::new();
    for gold in truth.events.iter().filter(|g| !g.optional) {
        let found = told.iter().any(|r| agrees(gold, r));
        page.gold("event", found);
        if found {
            continue;
        }
        let find = |ok: &dyn Fn(&Row<'_>) -> bool| told.iter().position(ok);
        let fit = |r: &Row<'_>| fits(gold, class(r).0);
        let (why, by) = if let Some(p) = find(&|r| source(gold, &r.source) && target(gold, &r.target)) {
            (format!("class differs {}→{}", gold.plover, class(&told[p]).0), Some(p))
        } else if let Some(p) = find(&|r| fit(r) && source(gold, &r.target) && target(gold, &r.source)) {
            ("source and target exchanged".into(), Some(p))
        } else if let Some(p) = find(&|r| fit(r) && source(gold, &r.source)) {
            ("target differs".into(), Some(p))
        } else if let Some(p) = find(&|r| fit(r) && gold.target.is_some() && target(gold, &r.target)) {
            ("source differs".into(), Some(p))
        } else if keys.node(&gold.source).is_none() {
            ("source is no node".into(), None)
        } else if gold.target.as_deref().is_some_and(|t| keys.node(t).is_none()) {
            ("target is no node".into(), None)
        } else if !gold.verbs.is_empty() && !gold.verbs.iter().any(|v| knows_event(extractor, v)) {
            ("trigger not in the lexicon".into(), None)
        } else {
            ("not told".into(), None)
        };
        explained.extend(by);
        page.error(
            "event",
            why,
            &format!("{} {} {:?} {:?}", gold.source, gold.plover, gold.target, gold.verbs),
        );
    }
    for (p, row) in told.iter().enumerate() {
        let listed =
            truth.events.iter().any(|g| agrees(g, row)) || (class(row).0 == "CONSULT" && consulted(row));
        if !listed && !explained.contains(&p) {
            let (plover, lemma) = class(row);
            let words = row.edge.evidence.first().map_or("", |e| e.at.text.as_str());
            page.error(
                "event",
                format!("not in the gold: {plover}"),
                &format!("{} {plover} {lemma:?} {}: {words}", row.source, row.target),
            );
        }
    }
}
