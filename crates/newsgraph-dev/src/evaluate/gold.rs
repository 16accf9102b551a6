//! The gold files: whole graphs, or annotated spans. README.md describes both.

use newsgraph::{Article, Span};
use serde::Deserialize;
use std::error::Error;
use std::path::{Path, PathBuf};

/// A gold file.
#[derive(Debug)]
pub(crate) struct Set {
    /// Its name without folder and endings.
    pub(crate) name: String,
    /// Its documents in order.
    pub(crate) documents: Vec<Document>,
}

/// One document of a gold file.
#[derive(Debug)]
pub(crate) struct Document {
    /// What the extractor gets.
    pub(crate) article: Article,
    /// What it should find.
    pub(crate) truth: Truth,
}

/// What should be found.
#[derive(Debug)]
pub(crate) enum Truth {
    /// A whole graph.
    Graph(GraphTruth),
    /// Spans of some layers.
    Spans(SpanTruth),
}

/// One or several, any of which is right.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Option<RawAny>")]
pub(crate) struct AnyOf(pub(crate) Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum RawAny {
    One(String),
    Several(Vec<String>),
}

impl From<Option<RawAny>> for AnyOf {
    fn from(raw: Option<RawAny>) -> Self {
        match raw {
            None => Self(Vec::new()),
            Some(RawAny::One(one)) => Self(vec![one]),
            Some(RawAny::Several(several)) => Self(several),
        }
    }
}

impl AnyOf {
    /// Whether `key` is among them.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|k| k == key)
    }
}

/// Everything an article tells.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GraphTruth {
    pub(crate) entities: Vec<Entity>,
    pub(crate) offices: Vec<Post>,
    pub(crate) affiliations: Vec<Post>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) visits: Vec<Visit>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) events: Vec<Event>,
    pub(crate) never: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entity {
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) kinds: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) optional: bool,
}

impl Entity {
    /// Whether a node of this kind can be it.
    pub(crate) fn may_be(&self, kind: &str) -> bool {
        if self.kinds.is_empty() { self.kind == kind } else { self.kinds.iter().any(|k| k == kind) }
    }
}

/// An office (`of`) or an affiliation (`org`).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Post {
    pub(crate) person: String,
    #[serde(alias = "org")]
    pub(crate) of: AnyOf,
    pub(crate) title: String,
    pub(crate) role: String,
    pub(crate) any_title: bool,
    pub(crate) optional: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Meeting {
    pub(crate) participants: Vec<String>,
    pub(crate) place: AnyOf,
    pub(crate) date: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) optional: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Visit {
    pub(crate) who: String,
    #[serde(rename = "where")]
    pub(crate) place: AnyOf,
    pub(crate) date: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) optional: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Quote {
    pub(crate) speaker: String,
    pub(crate) text: String,
    pub(crate) optional: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Event {
    pub(crate) source: String,
    pub(crate) target: Option<String>,
    pub(crate) plover: String,
    pub(crate) alt: AnyOf,
    pub(crate) verbs: Vec<String>,
    pub(crate) optional: bool,
}

/// Annotated spans; offsets are bytes here and code points in the file.
#[derive(Debug, Default)]
pub(crate) struct SpanTruth {
    /// Names and other phrases, by position in the file; with the group they count as, `None` for what is left out.
    pub(crate) entities: Vec<SpanEntity>,
    /// Whether names are complete, so that precision can be told.
    pub(crate) names: bool,
    /// Pairs of head and tail with a label, as indices into `entities`.
    pub(crate) relations: Vec<(usize, usize, String)>,
    /// Attributions.
    pub(crate) quotes: Vec<SpanQuote>,
    /// Events.
    pub(crate) events: Option<Vec<SpanEvent>>,
    /// The part of the text that counts.
    pub(crate) within: Option<Span>,
}

#[derive(Debug)]
pub(crate) struct SpanEntity {
    pub(crate) span: Span,
    pub(crate) kind: String,
    /// Same for all mentions of one entity.
    pub(crate) cluster: String,
    /// Named by name.
    pub(crate) named: bool,
}

#[derive(Debug)]
pub(crate) struct SpanQuote {
    pub(crate) source: Option<Span>,
    pub(crate) cue: Option<Span>,
    pub(crate) content: Vec<Span>,
}

#[derive(Debug)]
pub(crate) struct SpanEvent {
    pub(crate) label: String,
    pub(crate) trigger: Option<Span>,
    pub(crate) source: Vec<Span>,
    pub(crate) target: Vec<Span>,
    pub(crate) reciprocal: bool,
}

#[derive(Deserialize)]
struct Header {
    id: String,
    text: Option<String>,
    file: Option<PathBuf>,
    date: Option<String>,
    title: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
struct RawSpan {
    start: Option<u32>,
    end: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawSpans {
    entities: Vec<RawEntity>,
    relations: Vec<RawRelation>,
    quotes: Vec<RawQuote>,
    events: Option<Vec<RawEvent>>,
    eval_span: Option<(u32, u32)>,
}

#[derive(Deserialize)]
struct RawEntity {
    #[serde(flatten)]
    span: RawSpan,
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
    mention: Option<String>,
}

#[derive(Deserialize)]
struct RawRelation {
    head: usize,
    tail: usize,
    label: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawQuote {
    source: Option<RawSpan>,
    cue: Option<RawSpan>,
    content: Option<Vec<RawSpan>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawEvent {
    label: String,
    trigger: Option<RawSpan>,
    args: Vec<RawArgument>,
    reciprocal: Option<bool>,
}

#[derive(Deserialize)]
struct RawArgument {
    role: String,
    #[serde(flatten)]
    span: RawSpan,
}

/// Code points of a text to bytes.
struct Points(Vec<u32>);

impl Points {
    fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect())
    }

    fn at(&self, point: u32) -> u32 {
        self.0.get(point as usize).or(self.0.last()).copied().unwrap_or(0)
    }

    fn span(&self, raw: RawSpan) -> Option<Span> {
        Some(Span::new(self.at(raw.start?), self.at(raw.end?)))
    }
}

fn spans(raw: RawSpans, text: &str) -> SpanTruth {
    let points = Points::new(text);
    let marked = raw.entities.iter().any(|e| e.mention.is_some());
    let argument = |event: &RawEvent, role: &str| -> Vec<Span> {
        event.args.iter().filter(|a| a.role.starts_with(role)).filter_map(|a| points.span(a.span)).collect()
    };
    SpanTruth {
        names: raw.events.is_none() && !raw.entities.is_empty(),
        entities: raw
            .entities
            .into_iter()
            .map(|e| SpanEntity {
                span: points.span(e.span).unwrap_or_default(),
                kind: e.kind,
                cluster: e.id.unwrap_or_default(),
                named: !marked || e.mention.as_deref() == Some("named"),
            })
            .collect(),
        relations: raw.relations.into_iter().map(|r| (r.head, r.tail, r.label)).collect(),
        quotes: raw
            .quotes
            .into_iter()
            .map(|q| SpanQuote {
                source: q.source.and_then(|s| points.span(s)),
                cue: q.cue.and_then(|s| points.span(s)),
                content: q.content.unwrap_or_default().into_iter().filter_map(|s| points.span(s)).collect(),
            })
            .collect(),
        events: raw.events.map(|events| {
            events
                .into_iter()
                .map(|e| {
                    let both = argument(&e, "src/tar");
                    let or_both = |own: Vec<Span>| if own.is_empty() { both.clone() } else { own };
                    SpanEvent {
                        source: or_both(argument(&e, "source")),
                        target: or_both(argument(&e, "target")),
                        trigger: e.trigger.and_then(|t| points.span(t)),
                        label: e.label,
                        reciprocal: e.reciprocal.unwrap_or(false),
                    }
                })
                .collect()
        }),
        within: raw.eval_span.map(|(a, b)| Span::new(points.at(a), points.at(b))),
    }
}

fn document(line: &str, folder: &Path) -> Result<Document, Box<dyn Error>> {
    let value: serde_json::Value = serde_json::from_str(line)?;
    let header = Header::deserialize(&value)?;
    let text = match (header.text, header.file) {
        (Some(text), _) => text,
        (None, Some(file)) => std::fs::read_to_string(folder.join(file))?,
        (None, None) => return Err(format!("{} has neither text nor file", header.id).into()),
    };
    let mut article = Article::new(text).id(header.id);
    article.title = header.title;
    if let Some(date) = header.date.filter(|d| !d.is_empty()) {
        article = article.date(&date)?;
    }
    let whole = value.get("offices").is_some()
        || value.pointer("/entities/0").is_some_and(|first| first.get("key").is_some());
    let truth = if whole {
        Truth::Graph(GraphTruth::deserialize(value)?)
    } else {
        Truth::Spans(spans(RawSpans::deserialize(value)?, &article.text))
    };
    Ok(Document { article, truth })
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "jsonl") {
            found.push(path);
        }
    }
    Ok(())
}

/// The gold files of a folder and those below it, in the order of their paths; of them those that `only` begins.
///
/// # Errors
/// Where a file cannot be read; names file and line.
pub(crate) fn load(folder: &Path, only: &[String]) -> Result<Vec<Set>, Box<dyn Error>> {
    let mut paths = Vec::new();
    files(folder, &mut paths).map_err(|e| format!("{}: {e}", folder.display()))?;
    paths.sort();
    let mut sets = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = file.trim_end_matches(".jsonl").trim_end_matches(".gold").to_owned();
        if !only.is_empty() && !only.iter().any(|o| name.starts_with(o.as_str())) {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut documents = Vec::new();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            documents.push(
                document(line, path.parent().unwrap_or(folder))
                    .map_err(|e| format!("{}:{}: {e}", path.display(), n + 1))?,
            );
        }
        sets.push(Set { name, documents });
    }
    Ok(sets)
}
