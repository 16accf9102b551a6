//! JSON to graph.

use crate::error::Error;
use newsgraph_core::graph::{
    Basis, DocumentInfo, Edge, Evidence, MeetingRole, MentionForm, Node, NodeId, NodeKind, NodeMention,
    PostStatus, Relation, Status, TextSpan,
};
use newsgraph_core::graph::{Plover, Role};
use newsgraph_core::knowledge::PostClass;
use newsgraph_core::{Edtf, KnowledgeGraph, Span};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Reads a graph that [`crate::write_json`] wrote, or any in the same form.
///
/// Unknown fields are passed over; an edge of an unknown kind is read as [`Relation::Custom`].
///
/// # Errors
/// [`Error::Json`] with line and column where it is not such JSON, [`Error::Graph`] where an edge has an end that is no
/// node, what `input` fails with.
pub fn read_json(input: impl Read) -> Result<KnowledgeGraph, Error> {
    let raw: RawGraph = serde_json::from_reader(input)?;
    let mut graph = KnowledgeGraph::new();
    for d in raw.graph.documents {
        graph.add_document(DocumentInfo { id: d.id.into(), title: d.title, date: d.date, uri: d.uri });
    }
    for node in raw.nodes {
        graph.add_node(node.into_node());
    }
    for raw in raw.edges {
        let end = |id: &str| {
            graph
                .node_index(&NodeId::new(id))
                .ok_or_else(|| Error::Graph(format!("an edge has the end {id:?}, which is no node")))
        };
        let (source, target) = (end(&raw.source)?, end(&raw.target)?);
        graph.add_edge(source, target, raw.into_edge());
    }
    Ok(graph)
}

#[derive(Deserialize)]
struct RawGraph {
    #[serde(default)]
    graph: RawHead,
    nodes: Vec<RawNode>,
    edges: Vec<RawEdge>,
}

#[derive(Deserialize, Default)]
struct RawHead {
    #[serde(default)]
    documents: Vec<RawDocument>,
}

#[derive(Deserialize)]
struct RawDocument {
    id: String,
    title: Option<String>,
    date: Option<Edtf>,
    uri: Option<String>,
}

/// A stretch of text; in the parts of a statement the document is the statement's.
#[derive(Deserialize)]
struct RawSpan {
    #[serde(default)]
    document: String,
    start: u32,
    end: u32,
    text: String,
}

impl RawSpan {
    fn into_span(self) -> TextSpan {
        TextSpan { document: self.document.into(), span: Span::new(self.start, self.end), text: self.text }
    }
}

#[derive(Deserialize)]
struct RawMention {
    #[serde(flatten)]
    at: RawSpan,
    form: MentionForm,
}

#[derive(Deserialize)]
struct RawEvidence {
    #[serde(flatten)]
    at: RawSpan,
    #[serde(default)]
    rule: String,
    #[serde(default = "one")]
    confidence: f32,
}

const fn one() -> f32 {
    1.0
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct RawNode {
    id: String,
    name: String,
    #[serde(default)]
    aliases: BTreeSet<String>,
    wikidata: Option<String>,
    #[serde(default = "one")]
    confidence: f32,
    #[serde(default)]
    mentions: Vec<RawMention>,
    #[serde(flatten)]
    kind: RawKind,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum RawKind {
    Person {
        #[serde(default)]
        roles: BTreeSet<Role>,
        #[serde(default)]
        titles: BTreeSet<String>,
    },
    Country {
        iso2: Option<String>,
        iso3: Option<String>,
    },
    Organization {
        r#type: Option<String>,
    },
    Place {
        r#type: Option<String>,
        country: Option<String>,
    },
    Meeting {
        format: Option<String>,
        date: Option<Edtf>,
        #[serde(default)]
        status: Status,
    },
    Statement {
        text: String,
        #[serde(default)]
        direct: bool,
        #[serde(default)]
        document: String,
        #[serde(default)]
        start: u32,
        #[serde(default)]
        end: u32,
        source: Option<RawSpan>,
        cue: Option<RawSpan>,
    },
}

impl RawNode {
    fn into_node(self) -> Node {
        let kind = match self.kind {
            RawKind::Person { roles, titles } => NodeKind::Person { roles, titles },
            RawKind::Country { iso2, iso3 } => {
                NodeKind::Country { iso2: iso2.map(Into::into), iso3: iso3.map(Into::into) }
            }
            RawKind::Organization { r#type } => NodeKind::Organization { subtype: r#type.map(Into::into) },
            RawKind::Place { r#type, country } => {
                NodeKind::Place { subtype: r#type.map(Into::into), country: country.map(Into::into) }
            }
            RawKind::Meeting { format, date, status } => {
                NodeKind::Meeting { format: format.map(Into::into), date, status }
            }
            RawKind::Statement { text, direct, document, start, end, source, cue } => {
                let part = |s: RawSpan| TextSpan { document: document.as_str().into(), ..s.into_span() };
                let (source, cue) = (source.map(part), cue.map(part));
                let at = TextSpan { document: document.into(), span: Span::new(start, end), text };
                NodeKind::Statement { at, direct, source, cue }
            }
        };
        Node {
            id: NodeId::new(self.id),
            name: self.name,
            aliases: self.aliases,
            wikidata: self.wikidata.map(Into::into),
            confidence: self.confidence,
            mentions: self
                .mentions
                .into_iter()
                .map(|m| NodeMention { at: m.at.into_span(), form: m.form })
                .collect(),
            kind,
        }
    }
}

#[derive(Deserialize)]
struct RawEdge {
    source: String,
    target: String,
    #[serde(default = "text_basis")]
    basis: Basis,
    #[serde(default = "one")]
    confidence: f32,
    #[serde(default)]
    evidence: Vec<RawEvidence>,
    #[serde(flatten)]
    relation: RawRelation,
}

const fn text_basis() -> Basis {
    Basis::Text
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawRelation {
    Known(Known),
    Custom {
        kind: String,
        #[serde(default)]
        attributes: BTreeMap<String, String>,
    },
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Known {
    HoldsOffice {
        #[serde(default)]
        title: String,
        class: PostClass,
        #[serde(default)]
        status: PostStatus,
    },
    AffiliatedWith {
        #[serde(default)]
        title: String,
        class: PostClass,
    },
    ParticipatedIn {
        #[serde(default)]
        role: MeetingRole,
    },
    HeldIn,
    Visited {
        date: Option<Edtf>,
        #[serde(default)]
        status: Status,
    },
    Said {
        #[serde(default)]
        cue: String,
    },
    About,
    LocatedIn,
    MemberOf,
    Event {
        plover: Plover,
        #[serde(default)]
        lemma: String,
        date: Option<Edtf>,
        #[serde(default)]
        status: Status,
        #[serde(default = "yes")]
        polarity: bool,
    },
}

impl RawEdge {
    fn into_edge(self) -> Edge {
        let relation = match self.relation {
            RawRelation::Known(known) => match known {
                Known::HoldsOffice { title, class, status } => Relation::HoldsOffice { title, class, status },
                Known::AffiliatedWith { title, class } => Relation::AffiliatedWith { title, class },
                Known::ParticipatedIn { role } => Relation::ParticipatedIn { role },
                Known::HeldIn => Relation::HeldIn,
                Known::Visited { date, status } => Relation::Visited { date, status },
                Known::Said { cue } => Relation::Said { cue },
                Known::About => Relation::About,
                Known::LocatedIn => Relation::LocatedIn,
                Known::MemberOf => Relation::MemberOf,
                Known::Event { plover, lemma, date, status, polarity } => {
                    Relation::Event { plover, lemma, date, status, polarity }
                }
            },
            RawRelation::Custom { kind, attributes } => Relation::Custom {
                kind: kind.into(),
                attributes: attributes.into_iter().map(|(k, v)| (k.into(), v)).collect(),
            },
        };
        Edge {
            relation,
            basis: self.basis,
            confidence: self.confidence,
            evidence: self
                .evidence
                .into_iter()
                .map(|e| Evidence { at: e.at.into_span(), rule: e.rule.into(), confidence: e.confidence })
                .collect(),
        }
    }
}
