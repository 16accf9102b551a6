//! The front door: parts of one's own, determinism, errors.

use newsgraph::analysis::{Analysis, Analyzer, Deprel, Tokens, Upos, Word, Xpos};
use newsgraph::document::Document;
use newsgraph::fact::{Fact, FactRule, Grounds, RelationFact};
use newsgraph::graph::Relation;
use newsgraph::{Article, Extractor, Filter, Format, KnowledgeGraph};
use std::path::Path;

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    assert!(!paths.is_empty());
    paths
        .iter()
        .map(|p| {
            let id = p.file_name().unwrap().to_string_lossy().into_owned();
            Article::new(std::fs::read_to_string(p).unwrap()).id(id)
        })
        .collect()
}

fn bytes(graph: &KnowledgeGraph) -> Vec<u8> {
    let mut out = Vec::new();
    for format in [Format::Json, Format::Dot, Format::GraphMl] {
        format.write(graph, &Filter::default(), &mut out).unwrap();
    }
    out
}

#[test]
fn the_same_articles_give_the_same_bytes_in_any_thread_and_order() {
    let extractor = Extractor::new().unwrap();
    let mut articles = articles();
    let once = bytes(&extractor.extract_all(&articles));
    let elsewhere = std::thread::scope(|scope| {
        let (extractor, articles) = (extractor.clone(), &articles);
        scope.spawn(move || bytes(&extractor.extract_all(articles))).join().unwrap()
    });
    assert!(once == elsewhere);
    articles.reverse();
    assert!(once == bytes(&Extractor::new().unwrap().extract_all(&articles)));
}

#[test]
fn what_the_text_says_has_evidence_and_spans_cover_their_words() {
    let extractor = Extractor::new().unwrap();
    for article in articles() {
        let graph = extractor.extract(&article).graph;
        assert!(graph.nodes().count() > 5, "{}", article.id);
        for (_, _, edge) in graph.edges() {
            assert!(
                edge.basis == newsgraph::graph::Basis::Knowledge || !edge.evidence.is_empty(),
                "{edge:?}"
            );
            for evidence in &edge.evidence {
                assert_eq!(evidence.at.span.of(&article.text), evidence.at.text);
            }
        }
        for mention in graph.nodes().flat_map(|n| &n.mentions) {
            assert_eq!(mention.at.span.of(&article.text), mention.at.text);
        }
    }
}

/// Promises nothing of what an analyser has to: too few words, heads in a ring and out of range.
struct Broken;

impl Analyzer for Broken {
    fn analyze(&self, tokens: &Tokens<'_>) -> Analysis {
        let word = |head| Word {
            upos: Upos::Verb,
            xpos: Xpos::Vbd,
            lemma: "meet".into(),
            head: Some(head),
            deprel: Deprel::Nsubj,
        };
        let some = tokens.tokens.len() as u32 / 2;
        Analysis {
            words: (0..some).map(|i| word((i + 1) % some.max(1) + i / 9 * 1000)).collect(),
            names: Vec::new(),
        }
    }
}

#[test]
fn a_broken_analyser_does_no_harm() {
    let extractor = Extractor::builder().analyzer(Broken).build().unwrap();
    for article in articles() {
        assert_eq!(extractor.extract(&article).graph.documents().count(), 1);
    }
}

/// Ties every two entities that are neighbours in the document.
struct Neighbours;

impl FactRule for Neighbours {
    fn name(&self) -> &'static str {
        "test.neighbours"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        for pair in document.mentions.windows(2) {
            let (Some(&source), Some(&target)) = (pair[0].entities.first(), pair[1].entities.first()) else {
                continue;
            };
            if source != target {
                facts.push(Fact::Relation(RelationFact {
                    source,
                    target,
                    relation: Relation::Custom { kind: "beside".into(), attributes: Default::default() },
                    grounds: Grounds { tokens: pair[0].tokens, rule: self.name().into(), confidence: 0.5 },
                }));
            }
        }
    }
}

#[test]
fn a_rule_of_ones_own_writes_edges_with_evidence() {
    let extractor = Extractor::builder().rule(Neighbours).build().unwrap();
    let graph = extractor.extract(&Article::new("Chile and Peru sent envoys to Bolivia.")).graph;
    let mut beside = graph.edges().filter(|(_, _, e)| e.relation.as_str() == "beside");
    let (source, target, edge) = beside.next().unwrap();
    assert_eq!((source.name.as_str(), target.name.as_str()), ("Chile", "Peru"));
    assert_eq!(
        (edge.evidence[0].rule.as_str(), edge.evidence[0].at.text.as_str()),
        ("test.neighbours", "Chile")
    );
}

#[test]
fn names_of_ones_own_are_found_and_linked() {
    let bodies = "name\tacronyms\ttype\tiso2\nPacific Tides Institute\tPTI\tthink_tank\tNZ\n";
    let extractor = Extractor::builder().knowledge_table("organizations.tsv", bodies).build().unwrap();
    let text = "The Pacific Tides Institute warned Fiji on Monday. PTI said the sea was rising.";
    let graph = extractor.extract(&Article::new(text)).graph;
    let node = graph.entity("Pacific Tides Institute").unwrap();
    assert_eq!((node.kind.as_str(), node.mentions.len()), ("organization", 2));
}

#[test]
fn errors_of_ones_own_data_name_file_and_line() {
    let table =
        |name: &str, text: &str| Extractor::builder().knowledge_table(name, text).build().unwrap_err();
    assert!(table("mayors.csv", "name\n").to_string().contains("mayors.csv:1:1"));
    assert!(table("places.tsv", "name\tcolour\n").to_string().contains("places.tsv:1:"));
    let list = Extractor::builder().lexicon_toml("mine.toml", "[[title]]\nfrom = 'x'\n").build().unwrap_err();
    assert!(list.to_string().contains("mine.toml:2:"), "{list}");
}
