//! GraphML (<http://graphml.graphdrawing.org/specification.html>) that is valid against its schema.
//!
//! Every `<key>` comes first, typed and with a readable id. Node ids are XML name tokens: see [`name_token`]; the graph's
//! own id is the attribute `uid`. Lists are one string, parted by " | "; evidence is JSON.

use crate::error::Error;
use crate::filter::Filter;
use crate::json::{document_values, evidence_values};
use crate::label::{edge_label, node_label};
use newsgraph_core::KnowledgeGraph;
use newsgraph_core::graph::{Edge, Node, NodeKind, Relation};
use std::io::Write;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// Attributes: id of the key, what it is for, name, type. Ids are unique over nodes and edges, names within each.
const KEYS: &[(&str, &str, &str, &str)] = &[
    ("schema", "graph", "schema", "string"),
    ("generator", "graph", "generator", "string"),
    ("documents", "graph", "documents", "string"),
    ("label", "node", "label", "string"),
    ("uid", "node", "uid", "string"),
    ("kind", "node", "kind", "string"),
    ("name", "node", "name", "string"),
    ("aliases", "node", "aliases", "string"),
    ("wikidata", "node", "wikidata", "string"),
    ("confidence", "node", "confidence", "double"),
    ("mentions", "node", "mentions", "int"),
    ("roles", "node", "roles", "string"),
    ("titles", "node", "titles", "string"),
    ("iso2", "node", "iso2", "string"),
    ("iso3", "node", "iso3", "string"),
    ("type", "node", "type", "string"),
    ("country", "node", "country", "string"),
    ("format", "node", "format", "string"),
    ("date", "node", "date", "string"),
    ("status", "node", "status", "string"),
    ("text", "node", "text", "string"),
    ("direct", "node", "direct", "boolean"),
    ("document", "node", "document", "string"),
    ("start", "node", "start", "long"),
    ("end", "node", "end", "long"),
    ("speaker", "node", "speaker", "string"),
    ("cue", "node", "cue", "string"),
    ("edge_label", "edge", "label", "string"),
    ("edge_kind", "edge", "kind", "string"),
    ("edge_confidence", "edge", "confidence", "double"),
    ("basis", "edge", "basis", "string"),
    ("title", "edge", "title", "string"),
    ("class", "edge", "class", "string"),
    ("edge_status", "edge", "status", "string"),
    ("role", "edge", "role", "string"),
    ("edge_date", "edge", "date", "string"),
    ("edge_cue", "edge", "cue", "string"),
    ("plover", "edge", "plover", "string"),
    ("lemma", "edge", "lemma", "string"),
    ("polarity", "edge", "polarity", "boolean"),
    ("attributes", "edge", "attributes", "string"),
    ("evidence", "edge", "evidence", "string"),
];

/// Writes the graph as GraphML.
///
/// # Errors
/// What `out` fails with.
pub fn write_graphml(graph: &KnowledgeGraph, filter: &Filter, mut out: impl Write) -> Result<(), Error> {
    let selection = filter.select(graph);
    out.write_all(HEAD.as_bytes())?;
    for (id, of, name, kind) in KEYS {
        writeln!(out, r#"  <key id="{id}" for="{of}" attr.name="{name}" attr.type="{kind}"/>"#)?;
    }
    writeln!(out, r#"  <graph id="newsgraph" edgedefault="directed">"#)?;
    let mut data = Data { out: &mut out, indent: "    " };
    data.text("schema", crate::json::SCHEMA)?;
    data.text("generator", crate::json::GENERATOR)?;
    data.text("documents", &serde_json::to_string(&document_values(graph))?)?;
    for node in &selection.nodes {
        writeln!(out, r#"    <node id="{}">"#, name_token(node.id.as_str()))?;
        write_node(node, &mut Data { out: &mut out, indent: "      " })?;
        writeln!(out, "    </node>")?;
    }
    for (i, (source, target, edge)) in selection.edges.iter().enumerate() {
        let [source, target] = [source, target].map(|n| name_token(n.id.as_str()));
        writeln!(out, r#"    <edge id="e{i}" source="{source}" target="{target}">"#)?;
        write_edge(edge, &mut Data { out: &mut out, indent: "      " })?;
        writeln!(out, "    </edge>")?;
    }
    out.write_all(b"  </graph>\n</graphml>\n")?;
    Ok(())
}

/// Writes `<data>` elements.
struct Data<'w, W> {
    out: &'w mut W,
    indent: &'static str,
}

impl<W: Write> Data<'_, W> {
    fn text(&mut self, key: &str, value: &str) -> Result<(), Error> {
        writeln!(self.out, r#"{}<data key="{key}">{}</data>"#, self.indent, escaped(value))?;
        Ok(())
    }

    fn option(&mut self, key: &str, value: Option<&str>) -> Result<(), Error> {
        value.map_or(Ok(()), |v| self.text(key, v))
    }

    fn list<'s>(&mut self, key: &str, values: impl Iterator<Item = &'s str>) -> Result<(), Error> {
        let values: Vec<_> = values.collect();
        if values.is_empty() { Ok(()) } else { self.text(key, &values.join(" | ")) }
    }
}

fn write_node(node: &Node, data: &mut Data<'_, impl Write>) -> Result<(), Error> {
    data.text("label", &node_label(node).replace('\n', " "))?;
    data.text("uid", node.id.as_str())?;
    data.text("kind", node.kind.as_str())?;
    data.text("name", &node.name)?;
    data.list("aliases", node.aliases.iter().map(String::as_str))?;
    data.option("wikidata", node.wikidata.as_deref())?;
    data.text("confidence", &node.confidence.to_string())?;
    data.text("mentions", &node.mentions.len().to_string())?;
    match &node.kind {
        NodeKind::Person { roles, titles } => {
            data.list("roles", roles.iter().map(|r| r.as_str()))?;
            data.list("titles", titles.iter().map(String::as_str))?;
        }
        NodeKind::Country { iso2, iso3 } => {
            data.option("iso2", iso2.as_deref())?;
            data.option("iso3", iso3.as_deref())?;
        }
        NodeKind::Organization { subtype } => data.option("type", subtype.as_deref())?,
        NodeKind::Place { subtype, country } => {
            data.option("type", subtype.as_deref())?;
            data.option("country", country.as_deref())?;
        }
        NodeKind::Meeting { format, date, status } => {
            data.option("format", format.as_deref())?;
            data.option("date", date.as_ref().map(|d| d.as_str()))?;
            data.text("status", status.as_str())?;
        }
        NodeKind::Statement { at, direct, source, cue } => {
            data.text("text", &at.text)?;
            data.text("direct", if *direct { "true" } else { "false" })?;
            data.text("document", &at.document)?;
            data.text("start", &at.span.start.to_string())?;
            data.text("end", &at.span.end.to_string())?;
            data.option("speaker", source.as_ref().map(|s| s.text.as_str()))?;
            data.option("cue", cue.as_ref().map(|c| c.text.as_str()))?;
        }
        _ => {}
    }
    Ok(())
}

fn write_edge(edge: &Edge, data: &mut Data<'_, impl Write>) -> Result<(), Error> {
    data.text("edge_label", &edge_label(edge).replace('\n', " "))?;
    data.text("edge_kind", edge.relation.as_str())?;
    data.text("edge_confidence", &edge.confidence.to_string())?;
    data.text("basis", edge.basis.as_str())?;
    match &edge.relation {
        Relation::HoldsOffice { title, class, status } => {
            data.text("title", title)?;
            data.text("class", class.as_str())?;
            data.text("edge_status", status.as_str())?;
        }
        Relation::AffiliatedWith { title, class } => {
            data.text("title", title)?;
            data.text("class", class.as_str())?;
        }
        Relation::ParticipatedIn { role } => data.text("role", role.as_str())?,
        Relation::Visited { date, status } => {
            data.option("edge_date", date.as_ref().map(|d| d.as_str()))?;
            data.text("edge_status", status.as_str())?;
        }
        Relation::Said { cue } => data.text("edge_cue", cue)?,
        Relation::Event { plover, lemma, date, status, polarity } => {
            data.text("plover", plover.as_str())?;
            data.text("lemma", lemma)?;
            data.option("edge_date", date.as_ref().map(|d| d.as_str()))?;
            data.text("edge_status", status.as_str())?;
            data.text("polarity", if *polarity { "true" } else { "false" })?;
        }
        Relation::Custom { attributes, .. } if !attributes.is_empty() => {
            data.text("attributes", &serde_json::to_string(attributes)?)?;
        }
        _ => {}
    }
    if !edge.evidence.is_empty() {
        data.text("evidence", &serde_json::to_string(&evidence_values(edge))?)?;
    }
    Ok(())
}

/// The id as an XML name token, as the schema wants it: `/` is written `:`, any other character that a token may not hold
/// `_xHEX_`. Different ids stay different.
fn name_token(id: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(id.len());
    let mut chars = id.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' => out.push(':'),
            '_' if chars.peek() == Some(&'x') => out.push_str("_x5f_"),
            c if is_name_char(c) => out.push(c),
            c => {
                let _ = write!(out, "_x{:x}_", c as u32);
            }
        }
    }
    if out.is_empty() { "_x_".to_owned() } else { out }
}

/// NameChar of XML 1.0, fourth and fifth edition alike, without ':'; beyond ASCII only letters that both know.
const fn is_name_char(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
}

/// Text as element content; characters that XML 1.0 cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
