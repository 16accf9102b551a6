//! Writes a graph of hard strings for readers outside Rust (`.ci/readers.py`), and looks at what people see of it.

use newsgraph_export::{Filter, Format, read_json};
use std::path::Path;

const HARD: &str = r#"{"directed": true, "multigraph": true, "graph": {"documents": [
    {"id": "d<1>", "title": "Talks \"today\" & \\ tomorrow\u0000", "date": "2024-05-19", "uri": null}]},
 "nodes": [
  {"id": "person/\"quoted\"\\", "kind": "person", "name": "\"Quoted\" \\N \\", "aliases": ["a | b", "line\nbreak"],
   "roles": ["leader"], "titles": ["president & king"], "wikidata": "Q1", "confidence": 0.97,
   "mentions": [{"document": "d<1>", "start": 0, "end": 3, "text": "\u0001\u001b", "form": "name"}]},
  {"id": "person/", "kind": "person", "name": "", "confidence": 1.0},
  {"id": "country/عربي", "kind": "country", "name": "المملكة العربية السعودية", "iso2": "SA", "iso3": "SAU"},
  {"id": "organization/<b>x</b>", "kind": "organization", "name": "<b>Bold & Sons</b>", "type": "company"},
  {"id": "place/emoji 👩🏽‍💻", "kind": "place", "name": "👩🏽‍💻 Ville \u202e", "type": "city", "country": "FR"},
  {"id": "node", "kind": "meeting", "name": "talks", "format": "video_call", "date": "2024-05", "status": "planned"},
  {"id": "statement/d<1>/0", "kind": "statement", "name": "s", "text": "“We ‘shall’ see,\r\n&lt; he \"said\" \\n", "direct": true,
   "document": "d<1>", "start": 0, "end": 9, "source": {"start": 0, "end": 1, "text": "he"}, "cue": null}],
 "edges": [
  {"source": "person/\"quoted\"\\", "target": "country/عربي", "key": 0, "kind": "holds_office", "title": "\"king\"\n\\",
   "class": "monarch", "status": "former", "basis": "text", "confidence": 0.5,
   "evidence": [{"document": "d<1>", "start": 0, "end": 1, "text": "]]> --> \u0008 &", "rule": "r", "confidence": 0.5}]},
  {"source": "person/\"quoted\"\\", "target": "country/عربي", "key": 1, "kind": "visited", "date": "2024", "status": "denied"},
  {"source": "person/\"quoted\"\\", "target": "node", "key": 0, "kind": "participated_in", "role": "host"},
  {"source": "person/", "target": "node", "key": 0, "kind": "participated_in", "role": "participant"},
  {"source": "node", "target": "place/emoji 👩🏽‍💻", "key": 0, "kind": "held_in"},
  {"source": "person/", "target": "person/", "key": 0, "kind": "event", "plover": "SANCTION", "lemma": "im\\pose"},
  {"source": "person/", "target": "statement/d<1>/0", "key": 0, "kind": "said", "cue": "said"},
  {"source": "organization/<b>x</b>", "target": "country/عربي", "key": 0, "kind": "supplies", "attributes": {"what": "<gas>"}}]}"#;

#[test]
fn hard_strings_are_written_for_other_readers() {
    let graph = read_json(HARD.as_bytes()).unwrap();
    assert_eq!((graph.nodes().count(), graph.edges().count()), (7, 8));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (format, file) in
        [(Format::Json, "hard.json"), (Format::Dot, "hard.dot"), (Format::GraphMl, "hard.graphml")]
    {
        let mut out = Vec::new();
        format.write(&graph, &Filter::default(), &mut out).unwrap();
        std::fs::write(folder.join(file), out).unwrap();
    }
}

#[test]
fn a_picture_shows_titles_dates_and_short_words() {
    let graph = read_json(HARD.as_bytes()).unwrap();
    let mut out = Vec::new();
    Format::Dot.write(&graph, &Filter::default(), &mut out).unwrap();
    let dot = String::from_utf8(out).unwrap();
    for expected in [
        r#"label="planned video\ncall\n2024-05""#,
        r#"label="visited (denied)\n2024""#,
        r#"label="SANCTION (im\\pose)""#,
        r#"label="<b>Bold &amp; Sons</b>""#,
        r#"label="host""#,
        r#"label="supplies""#,
        r#"URL="https://www.wikidata.org/wiki/Q1""#,
    ] {
        assert!(dot.contains(expected), "{expected} is not in\n{dot}");
    }
}

#[test]
fn what_is_no_graph_is_told_with_line_and_column() {
    let check = |text: &str, expected: &str| {
        let error = read_json(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("{\"nodes\": [\n  {\"id\": 1}]}", "line 2 column");
    check(r#"{"nodes": [], "edges": [{"source": "a", "target": "b", "kind": "about"}]}"#, "end \"a\"");
}
