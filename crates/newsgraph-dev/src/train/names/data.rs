//! Marked texts to tokens with the labels each may have.

use crate::train::files;
use newsgraph_core::analysis::{Hints, Sentence, Token, Tokens};
use newsgraph_core::lexicon::Lexicon;
use newsgraph_core::{Span, TokenRange, text};
use newsgraph_model::names::weights::LABELS;
use std::error::Error;
use std::path::Path;

/// A set of labels, one bit each.
pub(crate) type Allowed = u16;

/// Every label.
pub(crate) const ANY: Allowed = (1 << LABELS) - 1;

/// Kinds of name by the number of their label.
pub(crate) const PERSON: usize = 0;
pub(crate) const ORG: usize = 1;
pub(crate) const PLACE: usize = 2;
pub(crate) const COUNTRY: usize = 3;
pub(crate) const DEMONYM: usize = 4;
pub(crate) const METONYM: usize = 5;
pub(crate) const TITLE: usize = 6;
/// Their names in the corpus.
pub(crate) const NAMES: [&str; 7] = ["PERSON", "ORG", "PLACE", "COUNTRY", "DEMONYM", "METONYM", "TITLE"];

/// The begin label of a kind.
pub(crate) const fn begin(kind: usize) -> Allowed {
    1 << (2 * kind + 1)
}

/// The inside label of a kind.
pub(crate) const fn inside(kind: usize) -> Allowed {
    1 << (2 * kind + 2)
}

/// A document to learn from or to measure on.
#[derive(Clone, Debug)]
pub(crate) struct Doc {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) hints: Vec<Hints>,
    /// The labels each token may have.
    pub(crate) allowed: Vec<Allowed>,
    /// Marked names (bytes, kind); kind `usize::MAX` for those that do not count.
    pub(crate) gold: Vec<(Span, usize)>,
}

impl Doc {
    pub(crate) fn new(id: &str, text: String) -> Self {
        let blocks = text::layout(&text, &Lexicon::default()).blocks;
        let text::Segmentation { tokens, sentences, .. } = text::segment(&text, &blocks);
        let n = tokens.len();
        Self {
            id: id.to_owned(),
            text,
            tokens,
            sentences,
            hints: vec![Hints::default(); n],
            allowed: vec![1; n],
            gold: Vec::new(),
        }
    }

    pub(crate) fn as_tokens(&self) -> Tokens<'_> {
        Tokens { text: &self.text, tokens: &self.tokens, sentences: &self.sentences, hints: &self.hints }
    }

    /// The tokens that a byte span covers, and whether it begins and ends with tokens.
    pub(crate) fn covered(&self, span: Span) -> (std::ops::Range<usize>, bool) {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end).max(start);
        let exact = start < end
            && self.tokens[start].span.start == span.start
            && self.tokens[end - 1].span.end == span.end;
        (start..end, exact)
    }

    /// Marks a name: kinds it may be of.
    pub(crate) fn mark(&mut self, span: Span, kinds: &[usize]) {
        let (range, exact) = self.covered(span);
        if !exact
            || !self
                .sentences
                .iter()
                .any(|s| s.tokens.contains(TokenRange::new(range.start as u32, range.end as u32)))
        {
            self.free(span);
            return;
        }
        for i in range.clone() {
            self.allowed[i] =
                kinds.iter().fold(0, |set, &k| set | if i == range.start { begin(k) } else { inside(k) });
        }
    }

    /// Leaves open what the tokens are.
    pub(crate) fn free(&mut self, span: Span) {
        let (range, _) = self.covered(span);
        for i in range {
            self.allowed[i] = ANY;
        }
    }

    /// Adds labels to those that the tokens of a span may have.
    pub(crate) fn widen(&mut self, span: Span, set: Allowed) {
        let (range, _) = self.covered(span);
        for i in range {
            self.allowed[i] |= set;
        }
    }
}

/// The corpus: passages with `[[LABEL|surface]]`, as documents and as they stand.
pub(crate) fn corpus(folder: &Path) -> Result<Vec<(Doc, String)>, Box<dyn Error>> {
    let mut out = Vec::new();
    for file in files(folder, "txt")? {
        let content = std::fs::read_to_string(&file)?;
        let (mut id, mut body) = (String::new(), String::new());
        for line in content.lines().chain(["# id=end"]) {
            if let Some(head) = line.strip_prefix("# id=") {
                if !body.trim().is_empty() {
                    out.push((passage(&id, body.trim())?, body.trim().to_owned()));
                }
                id = head.split(' ').next().unwrap_or("").to_owned();
                body.clear();
            } else if !line.trim().is_empty() {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    Ok(out)
}

/// One passage of the corpus.
pub(crate) fn passage(id: &str, marked: &str) -> Result<Doc, Box<dyn Error>> {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find("[[") {
        text.push_str(&rest[..at]);
        let end = rest[at..].find("]]").ok_or_else(|| format!("{id}: open mark"))? + at;
        let (label, surface) =
            rest[at + 2..end].split_once('|').ok_or_else(|| format!("{id}: mark without label"))?;
        let kind =
            NAMES.iter().position(|n| *n == label).ok_or_else(|| format!("{id}: unknown label {label}"))?;
        let start = text.len() as u32;
        text.push_str(surface);
        spans.push((Span::new(start, text.len() as u32), kind));
        rest = &rest[end + 2..];
    }
    text.push_str(rest);
    let mut doc = Doc::new(id, text);
    for &(span, kind) in &spans {
        doc.mark(span, &[kind]);
    }
    doc.gold = spans;
    Ok(doc)
}

/// An entity of the gold files.
#[derive(serde::Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    label: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    mention: Option<String>,
}

#[derive(serde::Deserialize)]
struct Record {
    id: String,
    text: String,
    entities: Vec<Marked>,
    #[serde(default)]
    eval_span: Option<(usize, usize)>,
}

fn records(file: &Path) -> Result<Vec<Record>, Box<dyn Error>> {
    let content = std::fs::read_to_string(file)?;
    content.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

/// Byte offsets of a text's code points, with its end.
fn offsets(text: &str) -> Vec<u32> {
    text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect()
}

/// A gold file to measure on; names of types other than persons, organisations and locations do not count.
pub(crate) fn gold(file: &Path) -> Result<Vec<Doc>, Box<dyn Error>> {
    let mut out = Vec::new();
    for r in records(file)? {
        let at = offsets(&r.text);
        let mut doc = Doc::new(&r.id, r.text);
        for e in r.entities {
            if r.eval_span.is_some_and(|(a, b)| e.start < a || e.end > b) {
                continue;
            }
            let kind = match e.kind.as_str() {
                "PERSON" => PERSON,
                "ORG" => ORG,
                "COUNTRY" => COUNTRY,
                "PLACE" => PLACE,
                _ => usize::MAX,
            };
            doc.gold.push((Span::new(at[e.start], at[e.end]), kind));
        }
        out.push(doc);
    }
    Ok(out)
}

/// What is no name by those guidelines may be a title or a demonym by ours.
const NO_NAME: Allowed = 1 | begin(DEMONYM) | inside(DEMONYM) | begin(TITLE) | inside(TITLE);

/// wikigold and crossner: persons, organisations, locations; titles, demonyms and metonyms are not told apart.
pub(crate) fn foreign(file: &Path, hints: impl Fn(&mut Doc)) -> Result<Vec<Doc>, Box<dyn Error>> {
    let mut out = Vec::new();
    for r in records(file)? {
        let at = offsets(&r.text);
        let mut doc = Doc::new(&r.id, r.text);
        hints(&mut doc);
        doc.allowed.fill(NO_NAME);
        for e in &r.entities {
            let span = Span::new(at[e.start], at[e.end]);
            match e.kind.as_str() {
                "PERSON" => person(&mut doc, span),
                "ORG" => doc.mark(span, &[ORG, METONYM]),
                "PLACE" | "COUNTRY" => {
                    let (range, _) = doc.covered(span);
                    let country = e.kind == "COUNTRY"
                        || !range.is_empty() && doc.hints[range].iter().all(|h| h.has(Hints::COUNTRY));
                    doc.mark(span, &[if country { COUNTRY } else { PLACE }, METONYM]);
                }
                "EVENT" => doc.widen(span, begin(COUNTRY) | inside(COUNTRY) | begin(PLACE) | inside(PLACE)),
                _ => doc.widen(span, begin(ORG) | inside(ORG)),
            }
        }
        out.push(doc);
    }
    Ok(out)
}

/// A person, before whose name a title may stand within the mark.
fn person(doc: &mut Doc, span: Span) {
    doc.mark(span, &[PERSON]);
    let (range, exact) = doc.covered(span);
    if exact && range.len() >= 3 && doc.form(range.start).ends_with('.') {
        doc.free(span);
    }
}

impl Doc {
    fn form(&self, i: usize) -> &str {
        self.tokens[i].span.of(&self.text)
    }
}

/// GUM: nested mentions of everything; only clean named ones are taken, the rest is left open.
pub(crate) fn gum(file: &Path, hints: impl Fn(&mut Doc)) -> Result<Vec<Doc>, Box<dyn Error>> {
    let mut out = Vec::new();
    for r in records(file)? {
        let at = offsets(&r.text);
        let mut doc = Doc::new(&r.id, r.text);
        hints(&mut doc);
        doc.allowed.fill(NO_NAME);
        let mut named: Vec<(Span, &str)> = Vec::new();
        for e in &r.entities {
            if e.mention.as_deref() == Some("named") {
                named.push((Span::new(at[e.start], at[e.end]), e.label.as_str()));
            }
        }
        for &(span, _) in &named {
            doc.widen(span, ANY);
        }
        for (n, &(span, label)) in named.iter().enumerate() {
            let alone = named
                .iter()
                .enumerate()
                .all(|(m, (other, _))| m == n || *other == span || !other.overlaps(span));
            let (mut range, exact) = doc.covered(span);
            if !alone || !exact {
                continue;
            }
            let plain = |f: &str| f.chars().next().is_some_and(char::is_uppercase);
            if matches!(doc.form(range.start), "the" | "The" | "a" | "an") {
                doc.allowed[range.start] = 1;
                range.start += 1;
            }
            if range.len() > 1 && matches!(doc.form(range.end - 1), "'s" | "’s" | "'" | "’") {
                range.end -= 1;
                doc.allowed[range.end] = 1;
            }
            if range.is_empty() || !range.clone().all(|i| plain(doc.form(i)) || doc.form(i) == "of") {
                continue;
            }
            let inner = Span::new(doc.tokens[range.start].span.start, doc.tokens[range.end - 1].span.end);
            match label {
                "person" if range.len() == 2 && !doc.form(range.start).ends_with('.') => {
                    doc.mark(inner, &[PERSON])
                }
                "person" if range.len() == 1 => doc.mark(inner, &[PERSON, DEMONYM, TITLE]),
                "organization" => doc.mark(inner, &[ORG, METONYM]),
                "place" => {
                    let country = doc.hints[range].iter().all(|h| h.has(Hints::COUNTRY));
                    doc.mark(inner, &[if country { COUNTRY } else { PLACE }, METONYM]);
                }
                _ => {}
            }
        }
        out.push(doc);
    }
    Ok(out)
}
