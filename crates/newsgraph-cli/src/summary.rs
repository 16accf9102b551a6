//! What a graph tells, for people.

use newsgraph::graph::{Edge, Node, NodeKind, PostStatus, Relation, Status};
use newsgraph::{Filter, KnowledgeGraph};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Lines are broken at this many characters.
const WIDTH: usize = 100;
/// A section shows at most this many entries.
const MOST: usize = 60;
/// A name takes at most this many columns before what is told of it.
const NAME_COLUMN: usize = 26;
/// A date takes this many columns.
const DATE_COLUMN: usize = 12;

/// Writes the summary of what `filter` lets through.
pub(crate) fn write(graph: &KnowledgeGraph, filter: &Filter, notes: &[String], out: &mut Vec<u8>) {
    let graph = &filter.apply(graph);
    let mut page = Page::default();
    documents(graph, notes, &mut page);
    let nothing = graph.nodes().next().is_none();
    people(graph, &mut page);
    names(graph, "Countries", "country", &mut page);
    names(graph, "Organisations", "organization", &mut page);
    names(graph, "Places", "place", &mut page);
    meetings(graph, &mut page);
    visits(graph, &mut page);
    statements(graph, &mut page);
    events(graph, &mut page);
    others(graph, &mut page);
    if nothing {
        page.text.push_str("\nNothing found.\n");
    }
    out.extend_from_slice(page.text.as_bytes());
}

/// Text in sections.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// A section; none where there are no entries. Each entry is a left column, cut or padded, and words.
    fn section(&mut self, title: &str, column: usize, entries: &[(String, String)]) {
        if entries.is_empty() {
            return;
        }
        self.text.push_str(&format!("\n{title}\n"));
        for (left, words) in entries.iter().take(MOST) {
            self.entry(left, words, column);
        }
        if entries.len() > MOST {
            self.text.push_str(&format!("  … and {} more\n", entries.len() - MOST));
        }
    }

    fn entry(&mut self, left: &str, words: &str, column: usize) {
        let mut line = format!("  {left}");
        if words.is_empty() {
            self.text.push_str(&format!("{line}\n"));
            return;
        }
        let indent = column + 2;
        let mut width = line.chars().count();
        if width + 2 > indent && column > 0 {
            line.push_str("  ");
            width += 2;
        }
        while width < indent {
            line.push(' ');
            width += 1;
        }
        let mut fresh = true;
        for word in words.split_whitespace() {
            let len = word.chars().count();
            if !fresh && width + 1 + len > WIDTH {
                self.text.push_str(&format!("{line}\n"));
                line = " ".repeat(indent);
                width = indent;
                fresh = true;
            }
            if !fresh {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += len;
            fresh = false;
        }
        self.text.push_str(&format!("{line}\n"));
    }
}

fn documents(graph: &KnowledgeGraph, notes: &[String], page: &mut Page) {
    let documents: Vec<_> = graph.documents().collect();
    if let [one] = documents.as_slice() {
        let title = one.title.as_deref().unwrap_or(&one.id);
        let date = one.date.as_ref().map(|d| format!("  ({d})")).unwrap_or_default();
        page.text.push_str(&format!("{}{date}\n", clean(title)));
    } else {
        let dates = || documents.iter().filter_map(|d| d.date.as_ref());
        let range = match (dates().min(), dates().max()) {
            (Some(a), Some(b)) if a != b => format!(", {a} to {b}"),
            (Some(a), _) => format!(", {a}"),
            _ => String::new(),
        };
        page.text.push_str(&format!("{} documents{range}\n", documents.len()));
    }
    for note in notes.iter().take(5) {
        page.text.push_str(&format!("Note: {}\n", clean(note)));
    }
    if notes.len() > 5 {
        page.text.push_str(&format!("Note: {} more such notes\n", notes.len() - 5));
    }
}

/// Nodes of a kind that the text names, those named most first.
fn named<'g>(graph: &'g KnowledgeGraph, kind: &str) -> Vec<&'g Node> {
    let mut nodes: Vec<_> =
        graph.nodes().filter(|n| n.kind.as_str() == kind && !n.mentions.is_empty()).collect();
    nodes.sort_by_key(|n| (Reverse(n.mentions.len()), &n.id));
    nodes
}

/// Edges of a kind with their ends, by date and then as the graph has them.
fn edges<'g>(graph: &'g KnowledgeGraph, kind: &str) -> Vec<(&'g Node, &'g Node, &'g Edge)> {
    graph.edges().filter(|(_, _, e)| e.relation.as_str() == kind).collect()
}

fn people(graph: &KnowledgeGraph, page: &mut Page) {
    let mut posts: BTreeMap<&str, Vec<(bool, String)>> = BTreeMap::new();
    for (person, of, edge) in graph.edges() {
        let post = match &edge.relation {
            Relation::HoldsOffice { title, status, .. } => {
                let title = office(title, &of.name);
                match status {
                    PostStatus::Current => (false, title),
                    PostStatus::Former => (true, format!("former {title}")),
                    PostStatus::Elect => (false, format!("{title} (elect)")),
                }
            }
            Relation::AffiliatedWith { title, .. } if title.is_empty() => (false, clean(&of.name)),
            Relation::AffiliatedWith { title, .. } => {
                (false, format!("{}, {}", clean(title), clean(&of.name)))
            }
            _ => continue,
        };
        posts.entry(person.id.as_str()).or_default().push(post);
    }
    let entries: Vec<_> = named(graph, "person")
        .into_iter()
        .map(|person| {
            let mut posts = posts.remove(person.id.as_str()).unwrap_or_default();
            posts.sort();
            let mut words: Vec<_> = posts.into_iter().map(|(_, p)| p).collect();
            if let (true, NodeKind::Person { roles, titles }) = (words.is_empty(), &person.kind) {
                words = titles.iter().map(|t| clean(t)).collect();
                if words.is_empty() {
                    words = roles.iter().map(|r| r.as_str().to_owned()).collect();
                }
            }
            (clean(&person.name), words.join("; "))
        })
        .collect();
    let column = entries.iter().map(|(n, _)| n.chars().count() + 2).max().unwrap_or(0).min(NAME_COLUMN);
    page.section("People", column, &entries);
}

/// "president of Russia"; the title alone where it names what it is of.
fn office(title: &str, of: &str) -> String {
    let (title, of) = (clean(title), clean(of));
    if title.is_empty() {
        format!("in office in {of}")
    } else if title.to_lowercase().contains(&of.to_lowercase()) {
        title
    } else {
        format!("{title} of {of}")
    }
}

fn names(graph: &KnowledgeGraph, title: &str, kind: &str, page: &mut Page) {
    let nodes = named(graph, kind);
    if nodes.is_empty() {
        return;
    }
    let mut words: Vec<_> = nodes.iter().take(MOST).map(|n| clean(&n.name)).collect();
    if nodes.len() > MOST {
        words.push(format!("and {} more", nodes.len() - MOST));
    }
    page.section(title, 0, &[(String::new(), words.join(", "))]);
}

fn meetings(graph: &KnowledgeGraph, page: &mut Page) {
    let mut entries = Vec::new();
    for node in graph.nodes() {
        let NodeKind::Meeting { format, date, status } = &node.kind else { continue };
        let who: Vec<_> = graph
            .sources(&node.id, "participated_in")
            .map(|(n, e)| match &e.relation {
                Relation::ParticipatedIn { role } if role.as_str() == "host" => {
                    format!("{} (host)", clean(&n.name))
                }
                _ => clean(&n.name),
            })
            .collect();
        let places: Vec<_> = graph.targets(&node.id, "held_in").map(|(n, _)| clean(&n.name)).collect();
        let place = if places.is_empty() { String::new() } else { format!(" in {}", places.join(", ")) };
        let what = format.as_deref().unwrap_or("meeting").replace('_', " ");
        let words = format!("{what}{place}: {}{}", listed(&who), bracketed(*status));
        entries.push((date.as_ref().map(|d| d.to_string()), words));
    }
    page.section("Meetings", DATE_COLUMN, &dated(entries));
}

fn visits(graph: &KnowledgeGraph, page: &mut Page) {
    let entries = edges(graph, "visited").into_iter().filter_map(|(who, place, edge)| {
        let Relation::Visited { date, status } = &edge.relation else { return None };
        let words = format!("{} → {}{}", clean(&who.name), clean(&place.name), bracketed(*status));
        Some((date.as_ref().map(|d| d.to_string()), words))
    });
    page.section("Visits", DATE_COLUMN, &dated(entries.collect()));
}

fn statements(graph: &KnowledgeGraph, page: &mut Page) {
    // By speaker in the order of their first words, then in the order of the text.
    let mut all: Vec<_> = graph
        .nodes()
        .filter_map(|node| match &node.kind {
            NodeKind::Statement { at, direct, source, cue } => Some((node, at, *direct, source, cue)),
            _ => None,
        })
        .collect();
    all.sort_by(|a, b| (&a.1.document, a.1.span).cmp(&(&b.1.document, b.1.span)));
    let mut order: Vec<String> = Vec::new();
    let mut by_speaker: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (node, at, direct, source, cue) in all {
        let speakers: Vec<_> = graph.sources(&node.id, "said").map(|(n, _)| clean(&n.name)).collect();
        let speaker = match (speakers.is_empty(), source) {
            (false, _) => listed(&speakers),
            (true, Some(source)) => format!("({})", clean(&source.text)),
            (true, None) => "(nobody named)".to_owned(),
        };
        let cue = cue.as_ref().map(|c| format!("{}: ", clean(&c.text))).unwrap_or_default();
        let words = shorten(&clean(&at.text), 280);
        let words = if direct { format!("{cue}“{words}”") } else { format!("{cue}{words}") };
        if !by_speaker.contains_key(&speaker) {
            order.push(speaker.clone());
        }
        by_speaker.entry(speaker).or_default().push(words);
    }
    if order.is_empty() {
        return;
    }
    page.text.push_str("\nWho said what\n");
    for speaker in order.iter().take(MOST) {
        page.text.push_str(&format!("  {speaker}\n"));
        let said = &by_speaker[speaker];
        for words in said.iter().take(MOST) {
            page.entry("", words, 4);
        }
        if said.len() > MOST {
            page.text.push_str(&format!("      … and {} more\n", said.len() - MOST));
        }
    }
    if order.len() > MOST {
        page.text.push_str(&format!("  … and {} more speakers\n", order.len() - MOST));
    }
}

fn events(graph: &KnowledgeGraph, page: &mut Page) {
    let entries = edges(graph, "event").into_iter().filter_map(|(who, whom, edge)| {
        let Relation::Event { plover, lemma, date, status, polarity } = &edge.relation else { return None };
        let words = format!(
            "{} → {}: {}{} ({}){}",
            clean(&who.name),
            clean(&whom.name),
            if *polarity { "" } else { "not " },
            plover.as_str().to_lowercase(),
            clean(lemma),
            bracketed(*status)
        );
        Some((date.as_ref().map(|d| d.to_string()), words))
    });
    page.section("Events", DATE_COLUMN, &dated(entries.collect()));
}

fn others(graph: &KnowledgeGraph, page: &mut Page) {
    let entries: Vec<_> = graph
        .edges()
        .filter(|(a, _, e)| {
            matches!(e.relation, Relation::MemberOf | Relation::Custom { .. }) && !a.mentions.is_empty()
        })
        .map(|(a, b, e)| {
            let what = e.relation.as_str().replace('_', " ");
            (String::new(), format!("{} – {what} – {}", clean(&a.name), clean(&b.name)))
        })
        .collect();
    page.section("Also", 0, &entries);
}

/// Entries with their date in the left column, undated ones last.
fn dated(mut entries: Vec<(Option<String>, String)>) -> Vec<(String, String)> {
    entries.sort_by(|a, b| (a.0.is_none(), &a.0, &a.1).cmp(&(b.0.is_none(), &b.0, &b.1)));
    entries.into_iter().map(|(date, words)| (date.unwrap_or_else(|| "–".to_owned()), words)).collect()
}

/// "a, b and c".
fn listed(names: &[String]) -> String {
    match names {
        [] => "nobody named".to_owned(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn bracketed(status: Status) -> String {
    if status == Status::Held { String::new() } else { format!(" [{}]", status.as_str()) }
}

/// White space and control characters as single spaces: nothing that moves a terminal's cursor.
pub(crate) fn clean(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first `most` characters, with an ellipsis where more follow.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    text.char_indices()
        .nth(most)
        .map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", text[..end].trim_end()))
}
