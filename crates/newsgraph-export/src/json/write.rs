//! Graph to JSON.

use super::{GENERATOR, SCHEMA};
use crate::error::Error;
use crate::filter::Filter;
use newsgraph_core::KnowledgeGraph;
use newsgraph_core::graph::{Edge, Node, NodeKind, NodeMention, Relation, TextSpan};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::Write;

/// How JSON is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum JsonLayout {
    /// A node or edge a line: to read and to compare.
    #[default]
    Lines,
    /// All on one line, for JSON Lines.
    Compact,
}

/// Writes the graph as JSON, with a line break at its end.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(
    graph: &KnowledgeGraph,
    filter: &Filter,
    layout: JsonLayout,
    mut out: impl Write,
) -> Result<(), Error> {
    let selection = filter.select(graph);
    let (line, end) = match layout {
        JsonLayout::Lines => ("\n", "\n"),
        JsonLayout::Compact => ("", "\n"),
    };
    let head =
        Head { schema: SCHEMA, generator: GENERATOR, offsets: "utf-8", documents: document_values(graph) };
    write!(out, r#"{{"directed":true,"multigraph":true,{line}"graph":"#)?;
    serde_json::to_writer(&mut out, &head)?;
    write!(out, r#",{line}"nodes":["#)?;
    for (i, node) in selection.nodes.iter().enumerate() {
        write!(out, "{}{line}", if i > 0 { "," } else { "" })?;
        serde_json::to_writer(&mut out, &NodeValue(node))?;
    }
    write!(out, r#"],{line}"edges":["#)?;
    // Edges come sorted by their ends, so parallel ones stand together.
    let mut key = 0u32;
    for (i, &(source, target, edge)) in selection.edges.iter().enumerate() {
        let parallel = i > 0 && {
            let (a, b, _) = selection.edges[i - 1];
            a.id == source.id && b.id == target.id
        };
        key = if parallel { key + 1 } else { 0 };
        write!(out, "{}{line}", if i > 0 { "," } else { "" })?;
        serde_json::to_writer(&mut out, &EdgeValue { source, target, key, edge })?;
    }
    write!(out, "]}}{end}")?;
    Ok(())
}

#[derive(Serialize)]
struct Head<'g> {
    schema: &'static str,
    generator: &'static str,
    offsets: &'static str,
    documents: Vec<DocumentValue<'g>>,
}

/// A document as JSON has it.
#[derive(Serialize)]
pub(crate) struct DocumentValue<'g> {
    id: &'g str,
    title: Option<&'g str>,
    date: Option<&'g str>,
    uri: Option<&'g str>,
}

pub(crate) fn document_values(graph: &KnowledgeGraph) -> Vec<DocumentValue<'_>> {
    graph
        .documents()
        .map(|d| DocumentValue {
            id: &d.id,
            title: d.title.as_deref(),
            date: d.date.as_ref().map(|d| d.as_str()),
            uri: d.uri.as_deref(),
        })
        .collect()
}

/// A piece of evidence as JSON has it.
#[derive(Serialize)]
pub(crate) struct EvidenceValue<'g> {
    document: &'g str,
    start: u32,
    end: u32,
    text: &'g str,
    rule: &'g str,
    confidence: f32,
}

pub(crate) fn evidence_values(edge: &Edge) -> Vec<EvidenceValue<'_>> {
    edge.evidence
        .iter()
        .map(|e| EvidenceValue {
            document: &e.at.document,
            start: e.at.span.start,
            end: e.at.span.end,
            text: &e.at.text,
            rule: &e.rule,
            confidence: e.confidence,
        })
        .collect()
}

#[derive(Serialize)]
struct MentionValue<'g> {
    document: &'g str,
    start: u32,
    end: u32,
    text: &'g str,
    form: &'static str,
}

fn mention(m: &NodeMention) -> MentionValue<'_> {
    MentionValue {
        document: &m.at.document,
        start: m.at.span.start,
        end: m.at.span.end,
        text: &m.at.text,
        form: m.form.as_str(),
    }
}

#[derive(Serialize)]
struct SpanValue<'g> {
    start: u32,
    end: u32,
    text: &'g str,
}

fn span(at: &TextSpan) -> SpanValue<'_> {
    SpanValue { start: at.span.start, end: at.span.end, text: &at.text }
}

struct NodeValue<'g>(&'g Node);

impl Serialize for NodeValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", node.id.as_str())?;
        map.serialize_entry("kind", node.kind.as_str())?;
        map.serialize_entry("name", &node.name)?;
        map.serialize_entry("aliases", &node.aliases)?;
        match &node.kind {
            NodeKind::Person { roles, titles } => {
                let roles: Vec<_> = roles.iter().map(|r| r.as_str()).collect();
                map.serialize_entry("roles", &roles)?;
                map.serialize_entry("titles", titles)?;
            }
            NodeKind::Country { iso2, iso3 } => {
                map.serialize_entry("iso2", &iso2.as_deref())?;
                map.serialize_entry("iso3", &iso3.as_deref())?;
            }
            NodeKind::Organization { subtype } => map.serialize_entry("type", &subtype.as_deref())?,
            NodeKind::Place { subtype, country } => {
                map.serialize_entry("type", &subtype.as_deref())?;
                map.serialize_entry("country", &country.as_deref())?;
            }
            NodeKind::Meeting { format, date, status } => {
                map.serialize_entry("format", &format.as_deref())?;
                map.serialize_entry("date", &date.as_ref().map(|d| d.as_str()))?;
                map.serialize_entry("status", status.as_str())?;
            }
            NodeKind::Statement { at, direct, source, cue } => {
                map.serialize_entry("text", &at.text)?;
                map.serialize_entry("direct", direct)?;
                map.serialize_entry("document", at.document.as_str())?;
                map.serialize_entry("start", &at.span.start)?;
                map.serialize_entry("end", &at.span.end)?;
                map.serialize_entry("source", &source.as_ref().map(span))?;
                map.serialize_entry("cue", &cue.as_ref().map(span))?;
            }
            _ => {}
        }
        map.serialize_entry("wikidata", &node.wikidata.as_deref())?;
        map.serialize_entry("confidence", &node.confidence)?;
        map.serialize_entry("mentions", &node.mentions.iter().map(mention).collect::<Vec<_>>())?;
        map.end()
    }
}

struct EdgeValue<'g> {
    source: &'g Node,
    target: &'g Node,
    key: u32,
    edge: &'g Edge,
}

impl Serialize for EdgeValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let edge = self.edge;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("source", self.source.id.as_str())?;
        map.serialize_entry("target", self.target.id.as_str())?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("kind", edge.relation.as_str())?;
        match &edge.relation {
            Relation::HoldsOffice { title, class, status } => {
                map.serialize_entry("title", title)?;
                map.serialize_entry("class", class.as_str())?;
                map.serialize_entry("status", status.as_str())?;
            }
            Relation::AffiliatedWith { title, class } => {
                map.serialize_entry("title", title)?;
                map.serialize_entry("class", class.as_str())?;
            }
            Relation::ParticipatedIn { role } => map.serialize_entry("role", role.as_str())?,
            Relation::Visited { date, status } => {
                map.serialize_entry("date", &date.as_ref().map(|d| d.as_str()))?;
                map.serialize_entry("status", status.as_str())?;
            }
            Relation::Said { cue } => map.serialize_entry("cue", cue)?,
            Relation::Event { plover, lemma, date, status, polarity } => {
                map.serialize_entry("plover", plover.as_str())?;
                map.serialize_entry("lemma", lemma)?;
                map.serialize_entry("date", &date.as_ref().map(|d| d.as_str()))?;
                map.serialize_entry("status", status.as_str())?;
                map.serialize_entry("polarity", polarity)?;
            }
            // In an object of their own: their names are the user's and could be those of the rest.
            Relation::Custom { attributes, .. } => {
                let attributes: BTreeMap<_, _> = attributes.iter().map(|(k, v)| (k.as_str(), v)).collect();
                map.serialize_entry("attributes", &attributes)?;
            }
            _ => {}
        }
        map.serialize_entry("basis", edge.basis.as_str())?;
        map.serialize_entry("confidence", &edge.confidence)?;
        map.serialize_entry("evidence", &evidence_values(edge))?;
        map.end()
    }
}
