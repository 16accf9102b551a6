//! A relation of one's own: who sells what to whom, as a rule over the dependency trees.
//!
//! `cargo run -p newsgraph-examples --bin custom_rule`
#![allow(clippy::print_stdout, reason = "it is an example")]

use newsgraph::analysis::Deprel;
use newsgraph::document::{Document, EntityIndex};
use newsgraph::fact::{Fact, FactRule, Grounds, RelationFact};
use newsgraph::graph::Relation;
use newsgraph::{Article, Error, Extractor};
use std::collections::BTreeMap;

/// "Russia sells gas to China": a verb of selling, its subject, its object, and the noun with "to".
struct Supplies;

impl FactRule for Supplies {
    fn name(&self) -> &'static str {
        "example.supplies"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        for verb in 0..document.tokens.len() as u32 {
            if !document.is_verb(verb) || !["sell", "supply", "export"].contains(&document.lemma(verb)) {
                continue;
            }
            let [Some(seller), Some(goods)] = [Deprel::Nsubj, Deprel::Obj].map(|d| document.child(verb, d))
            else {
                continue;
            };
            // "sells gas to China": the buyer hangs on the verb or, as parsers often have it, on the goods.
            let buyer = [(verb, Deprel::Obl), (goods, Deprel::Nmod)]
                .into_iter()
                .flat_map(|(head, deprel)| document.children(head, deprel))
                .find(|&noun| document.case(noun).as_deref() == Some("to"));
            let Some(buyer) = buyer else { continue };
            for (source, target) in pairs(document.entities_at(seller), document.entities_at(buyer)) {
                facts.push(Fact::Relation(RelationFact {
                    source,
                    target,
                    relation: Relation::Custom {
                        kind: "supplies".into(),
                        attributes: BTreeMap::from([("goods".into(), document.lemma(goods).to_owned())]),
                    },
                    grounds: Grounds {
                        tokens: document.subtree(verb),
                        rule: self.name().into(),
                        confidence: 0.8,
                    },
                }));
            }
        }
    }
}

fn pairs<'a>(
    sources: &'a [EntityIndex],
    targets: &'a [EntityIndex],
) -> impl Iterator<Item = (EntityIndex, EntityIndex)> + 'a {
    sources.iter().flat_map(move |&a| targets.iter().map(move |&b| (a, b)))
}

fn main() -> Result<(), Error> {
    let extractor = Extractor::builder().rule(Supplies).build()?;
    let article = Article::new("Norway sells gas to Germany. Last year Brazil exported soybeans to China.");
    let graph = extractor.extract(&article).graph;
    for (source, target, edge) in graph.edges() {
        if let Relation::Custom { kind, attributes } = &edge.relation {
            println!("{} {kind} {} with {attributes:?}", source.name, target.name);
            for evidence in &edge.evidence {
                println!("  because of {:?}", evidence.at.text);
            }
        }
    }
    Ok(())
}
