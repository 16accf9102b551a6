//! Any graph at all, for property tests.

use newsgraph_core::graph::{
    Basis, DocumentInfo, Edge, Evidence, KnowledgeGraph, MeetingRole, MentionForm, Node, NodeId, NodeKind,
    NodeMention, PostStatus, Relation, Status, TextSpan,
};
use newsgraph_core::graph::{Plover, Role};
use newsgraph_core::knowledge::PostClass;
use newsgraph_core::{Edtf, Span};
use proptest::collection::{btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;

/// Text that has ruined files before: quotes, backslashes, markup, control characters, emoji, right-to-left text.
pub(crate) fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ -~]{0,12}",
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("\\\"".to_owned()),
        Just("\\N \\G \\n".to_owned()),
        Just("a\r\nb\u{0}\u{1b}\u{7f}\u{85}\u{fffe}".to_owned()),
        Just("<b>&amp;&#60;]]></b>".to_owned()),
        Just("👩🏽‍💻 العربية עברית \u{202e}x".to_owned()),
        Just("digraph { a -> b }; # //".to_owned()),
        Just("_x2f_".to_owned()),
    ];
    vec(piece, 1..3).prop_map(|p| p.concat())
}

fn span() -> impl Strategy<Value = TextSpan> {
    (0..2usize, 0..50u32, 0..20u32, nasty()).prop_map(|(d, start, len, text)| TextSpan {
        document: ["d1", "d 2 \"x\""][d].into(),
        span: Span::new(start, start + len),
        text,
    })
}

fn edtf() -> impl Strategy<Value = Option<Edtf>> {
    of((2000i16..2030, 1i8..13).prop_map(|(y, m)| Edtf::month(y, m)))
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Held), Just(Status::Planned), Just(Status::Denied)]
}

fn confidence() -> impl Strategy<Value = f32> {
    prop_oneof![0.0f32..=1.0, Just(0.97), Just(f32::NAN), Just(7.0)]
}

fn kind() -> impl Strategy<Value = NodeKind> {
    let short = || of("[a-z]{1,6}".prop_map(smol_str));
    prop_oneof![
        (any::<bool>(), vec(nasty(), 0..2)).prop_map(|(leader, titles)| NodeKind::Person {
            roles: if leader { [Role::Leader].into() } else { [Role::Analyst, Role::Journalist].into() },
            titles: titles.into_iter().collect(),
        }),
        (short(), short()).prop_map(|(iso2, iso3)| NodeKind::Country { iso2, iso3 }),
        short().prop_map(|subtype| NodeKind::Organization { subtype }),
        (short(), short()).prop_map(|(subtype, country)| NodeKind::Place { subtype, country }),
        (short(), edtf(), status()).prop_map(|(format, date, status)| NodeKind::Meeting {
            format,
            date,
            status
        }),
        (span(), any::<bool>(), of(span()), of(span())).prop_map(|(at, direct, source, cue)| {
            // The parts of a statement stand in its document.
            let here = |s: TextSpan| TextSpan { document: at.document.clone(), ..s };
            let (source, cue) = (source.map(here), cue.map(here));
            NodeKind::Statement { at, direct, source, cue }
        }),
    ]
}

fn smol_str(s: String) -> smol_str::SmolStr {
    s.into()
}

fn node() -> impl Strategy<Value = Node> {
    let id = prop_oneof![3 => (0..6u8).prop_map(|i| format!("n/{i}")), 1 => nasty()];
    let mention = (span(), any::<bool>()).prop_map(|(at, named)| NodeMention {
        at,
        form: if named { MentionForm::Name } else { MentionForm::Demonym },
    });
    (id, nasty(), btree_set(nasty(), 0..3), of("Q[0-9]{1,6}"), confidence(), vec(mention, 0..3), kind())
        .prop_map(|(id, name, aliases, wikidata, confidence, mentions, kind)| Node {
            id: NodeId::new(id),
            name,
            aliases,
            wikidata: wikidata.map(smol_str),
            confidence,
            mentions,
            kind,
        })
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        nasty().prop_map(|title| Relation::HoldsOffice {
            title,
            class: PostClass::HeadOfState,
            status: PostStatus::Former
        }),
        nasty().prop_map(|title| Relation::AffiliatedWith { title, class: PostClass::Analyst }),
        Just(Relation::ParticipatedIn { role: MeetingRole::Host }),
        Just(Relation::HeldIn),
        (edtf(), status()).prop_map(|(date, status)| Relation::Visited { date, status }),
        nasty().prop_map(|cue| Relation::Said { cue }),
        Just(Relation::About),
        Just(Relation::LocatedIn),
        Just(Relation::MemberOf),
        (nasty(), edtf(), status(), any::<bool>()).prop_map(|(lemma, date, status, polarity)| {
            Relation::Event { plover: Plover::Sanction, lemma, date, status, polarity }
        }),
        ("[a-z]{1,5}", nasty(), nasty()).prop_map(|(kind, key, value)| Relation::Custom {
            kind: format!("own_{kind}").into(),
            attributes: [(key.into(), value)].into(),
        }),
    ]
}

fn edge() -> impl Strategy<Value = Edge> {
    let evidence = (span(), "[a-z-]{1,8}", confidence()).prop_map(|(at, rule, confidence)| Evidence {
        at,
        rule: rule.into(),
        confidence,
    });
    (relation(), any::<bool>(), confidence(), vec(evidence, 0..3)).prop_map(
        |(relation, text, confidence, evidence)| Edge {
            relation,
            basis: if text { Basis::Text } else { Basis::Knowledge },
            confidence,
            evidence,
        },
    )
}

/// A graph of up to eight nodes, many of whose ids and edges other such graphs have too.
pub(crate) fn graph() -> impl Strategy<Value = KnowledgeGraph> {
    let document = (0..3u8, of(nasty()), edtf(), of(nasty()))
        .prop_map(|(id, title, date, uri)| DocumentInfo { id: format!("d{id}").into(), title, date, uri });
    let edges = vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), edge()), 0..10);
    (vec(document, 0..3), vec(node(), 1..8), edges).prop_map(|(documents, nodes, edges)| {
        let mut graph = KnowledgeGraph::new();
        for document in documents {
            graph.add_document(document);
        }
        let nodes: Vec<_> = nodes.into_iter().map(|n| graph.add_node(n)).collect();
        for (a, b, edge) in edges {
            graph.add_edge(*a.get(&nodes), *b.get(&nodes), edge);
        }
        graph
    })
}
