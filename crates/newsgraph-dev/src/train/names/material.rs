//! What is learnt from and measured on, and how passages are varied.

use super::augment::{self, Pieces, Stock};
use super::classes;
use super::data::{self, Doc};
use super::random::Random;
use super::words::Words;
use crate::train::vectors::{GLOVE, Vectors};
use newsgraph_core::analysis::Hints;
use newsgraph_core::knowledge::KnowledgeBase;
use newsgraph_knowledge::Knowledge;
use newsgraph_model::names::lexis::WordInfo;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// Passages of this crate, besides those of the corpus.
const PASSAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/passages");
/// Words that reports of sport use, and others hardly.
const SPORT: &str = include_str!("../../../data/sport.txt");

/// A document to learn from: how much it counts, and its marked pieces if it can be varied.
pub(crate) struct Source {
    pub(crate) doc: Doc,
    pub(crate) weight: f32,
    pieces: Option<Pieces>,
}

/// Everything that training and measuring read.
pub(crate) struct Material {
    pub(crate) train: Vec<Source>,
    pub(crate) held: Vec<Doc>,
    pub(crate) words: BTreeMap<u32, WordInfo>,
    pub(crate) knowledge: Knowledge,
    stock: Stock,
}

/// Fills in what the knowledge base says of a document's tokens.
pub(crate) fn fill_hints(knowledge: &Knowledge, doc: &mut Doc) {
    let matches = knowledge.find_names(&doc.as_tokens());
    doc.hints = newsgraph_core::hints(&doc.as_tokens(), &matches, knowledge);
}

fn conllu(file: &Path, words: &mut Words) -> Result<(), Box<dyn Error>> {
    let content = std::fs::read_to_string(file)?;
    let mut sentence: Vec<&str> = Vec::new();
    for line in content.lines() {
        let mut fields = line.split('\t');
        match (fields.next(), fields.next()) {
            (Some(id), Some(form)) if id.bytes().all(|b| b.is_ascii_digit()) => sentence.push(form),
            (Some(""), None) => words.add(sentence.drain(..)),
            _ => {}
        }
    }
    Ok(())
}

fn known_words(data: &Path) -> Result<Words, Box<dyn Error>> {
    let mut words = Words::default();
    for file in ["ewt.train.conllu", "gum_ccby.train.conllu"] {
        conllu(&data.join("treebanks").join(file), &mut words)?;
    }
    let column = |file: &str, columns: &[usize]| -> Result<Vec<String>, Box<dyn Error>> {
        let content = std::fs::read_to_string(data.join("facts").join(file))?;
        Ok(content
            .lines()
            .skip(1)
            .flat_map(|l| {
                let fields: Vec<&str> = l.split('\t').collect();
                columns.iter().filter_map(|&c| fields.get(c).map(|f| (*f).to_owned())).collect::<Vec<_>>()
            })
            .collect())
    };
    for title in column("curated_officials.tsv", &[3])?.iter().chain(&column("curated_leaders.tsv", &[3])?) {
        words.add_name(0, title.split([' ', '|', '-', ',']));
    }
    for name in column("curated_organizations.tsv", &[0, 2])? {
        for name in name.split('|') {
            words.add_name(1, name.split([' ', '-']));
        }
    }
    for name in column("cities15000.tsv", &[1])? {
        words.add_name(2, name.split([' ', '-']));
    }
    SPORT.lines().for_each(|word| words.add_sport(word));
    Ok(words)
}

/// Reads everything under `data`.
pub(crate) fn material(data: &Path) -> Result<Material, Box<dyn Error>> {
    let mut known = known_words(data)?;
    let mut passages = data::corpus(&data.join("corpus"))?;
    passages.extend(data::corpus(Path::new(PASSAGES))?);
    for (doc, _) in &passages {
        for s in &doc.sentences {
            known.add(doc.tokens[s.tokens.as_usize()].iter().map(|t| t.span.of(&doc.text)));
        }
    }
    let knowledge = Knowledge::embedded();
    passages.iter_mut().for_each(|(d, _)| fill_hints(&knowledge, d));
    let (mut train, mut held) = (Vec::new(), Vec::new());
    for (doc, marked) in passages {
        if doc.id.ends_with('9') {
            held.push(doc);
        } else {
            // Written densely in what is rare elsewhere, so that they count less.
            let weight = if doc.id.starts_with("further") { 0.7 } else { 1.0 };
            train.push(Source { doc, weight, pieces: Some(augment::pieces(&marked)) });
        }
    }
    let eval = data.join("eval/data");
    let fill = |d: &mut Doc| fill_hints(&knowledge, d);
    for (file, weight) in [("wikigold.train.jsonl", 0.5), ("crossner_politics.train.jsonl", 0.5)] {
        if weight > 0.0 {
            train.extend(data::foreign(&eval.join(file), fill)?.into_iter().map(|doc| Source {
                doc,
                weight: weight as f32,
                pieces: None,
            }));
        }
    }
    let gum = 0.2;
    if gum > 0.0 {
        train.extend(
            data::gum(&eval.join("gum_entities.train.jsonl"), fill)?.into_iter().map(|doc| Source {
                doc,
                weight: gum as f32,
                pieces: None,
            }),
        );
    }
    let mut words = known.table();
    for (word, class) in classes::classes(&Vectors::read(Path::new(GLOVE))?) {
        words.entry(word).or_default().class = class;
    }
    Ok(Material { train, held, words, knowledge, stock: Stock::new(&data.join("facts"))? })
}

/// Takes away a part of what the knowledge base says, as it will know less of other texts.
fn drop_hints(hints: &mut [Hints], random: &mut Random, all: f64, one: f64) {
    if random.chance(all) {
        hints.fill(Hints::default());
        return;
    }
    let own = Hints::GIVEN_NAME.0 | Hints::SURNAME.0;
    let mut dropping = false;
    let mut last = 0;
    for h in hints.iter_mut() {
        let name = h.0 & !own;
        if h.has(Hints::BEGIN) || name != last & !Hints::BEGIN.0 {
            dropping = random.chance(one);
        }
        last = name;
        if dropping {
            h.0 &= own;
        }
        if h.0 & own != 0 && random.chance(one) {
            h.0 &= !own;
        }
    }
}

impl Source {
    /// The document with other names, other lines, and less known of it.
    pub(crate) fn vary(&self, material: &Material, random: &mut Random) -> Doc {
        let mut doc = match &self.pieces {
            Some(pieces) => {
                let pieces = augment::relay(&material.stock.rename(pieces, random, 0.4), random);
                let mut doc = data::passage(&self.doc.id, &augment::marked(&pieces))
                    .unwrap_or_else(|_| self.doc.clone());
                fill_hints(&material.knowledge, &mut doc);
                doc
            }
            None => self.doc.clone(),
        };
        drop_hints(&mut doc.hints, random, 0.1, 0.25);
        doc
    }
}
