//! From documents to the weights of both passes.

use super::crf::{Average, Crf, Example, Settings};
use super::data::Doc;
use super::material::{Material, Source};
use super::random::Random;
use newsgraph_model::names::context::HashedMap;
use newsgraph_model::names::document::{self, Found};
use newsgraph_model::names::lexis::Lexis;
use newsgraph_model::names::weights::LANES;
use newsgraph_model::names::{atoms, chain, context, features};

/// How often the first pass sees every document.
const EPOCHS: usize = 8;
/// In how many forms it sees them.
const VARIANTS: usize = 8;

/// Numbers of the features met.
#[derive(Default)]
pub(crate) struct Index {
    pub(crate) numbers: HashedMap<u64, u32>,
}

impl Index {
    fn number(&mut self, feature: u64) -> u32 {
        let n = self.numbers.len() as u32;
        *self.numbers.entry(feature).or_insert(n)
    }
}

/// The sentences of a document as examples of the first pass.
fn first_examples(doc: &Doc, weight: f32, lexis: &Lexis<'_>, index: &mut Index) -> Vec<Example> {
    let tokens = doc.as_tokens();
    let atoms = atoms::atoms(&tokens, lexis);
    let contexts = context::contexts(&atoms, &doc.sentences);
    doc.sentences
        .iter()
        .map(|s| {
            let range = s.tokens.as_usize();
            let mut e =
                Example { weight, allowed: doc.allowed[range.clone()].to_vec(), ..Example::default() };
            for i in range.clone() {
                e.offsets.push(e.features.len() as u32);
                features::first_pass(&atoms, &contexts, range.start, range.end, i, |f| {
                    e.features.push(index.number(f))
                });
            }
            e.offsets.push(e.features.len() as u32);
            e
        })
        .collect()
}

/// The sentences of a document as examples of the second pass, given the first pass's weights.
pub(crate) fn second_examples(
    doc: &Doc,
    weight: f32,
    lexis: &Lexis<'_>,
    first: (&Index, &Crf),
    index: &mut Index,
) -> Vec<Example> {
    let tokens = doc.as_tokens();
    let atoms = atoms::atoms(&tokens, lexis);
    let contexts = context::contexts(&atoms, &doc.sentences);
    let mut scores = vec![[0.0; LANES]; atoms.len()];
    let mut labels = vec![0; atoms.len()];
    let mut kinds = vec![[0.0; 8]; atoms.len()];
    let mut posterior = chain::Posterior::new(&first.1.transitions);
    let (mut back, mut path) = (Vec::new(), Vec::new());
    for s in &doc.sentences {
        let range = s.tokens.as_usize();
        for i in range.clone() {
            features::first_pass(&atoms, &contexts, range.start, range.end, i, |f| {
                if let Some(&n) = first.0.numbers.get(&f) {
                    for (s, w) in scores[i].iter_mut().zip(&first.1.weights[n as usize]) {
                        *s += w;
                    }
                }
            });
        }
        chain::best(&scores[range.clone()], &first.1.transitions, &mut back, &mut path);
        labels[range.clone()].copy_from_slice(&path);
        posterior.compute(&scores[range.clone()]);
        for (t, i) in range.enumerate() {
            kinds[i] = document::kinds(&posterior.label(t));
        }
    }
    let found = Found::new(&atoms, &doc.sentences, &labels, &kinds);
    doc.sentences
        .iter()
        .map(|s| {
            let range = s.tokens.as_usize();
            let mut e = Example {
                weight,
                allowed: doc.allowed[range.clone()].to_vec(),
                base: scores[range.clone()].to_vec(),
                ..Example::default()
            };
            for i in range {
                e.offsets.push(e.features.len() as u32);
                found.features(&atoms, &contexts, &labels, &kinds, i, |f| e.features.push(index.number(f)));
            }
            e.offsets.push(e.features.len() as u32);
            e
        })
        .collect()
}

/// Trains a first pass on documents, each varied anew in every variant but the first.
pub(crate) fn train_first(material: &Material, docs: &[&Source], lexis: &Lexis<'_>) -> (Index, Crf) {
    let mut index = Index::default();
    let mut random = Random(17);
    let mut sets: Vec<Vec<Example>> = Vec::new();
    for v in 0..VARIANTS {
        let mut set = Vec::new();
        for source in docs {
            let doc = if v == 0 { source.doc.clone() } else { source.vary(material, &mut random) };
            set.extend(first_examples(&doc, source.weight, lexis, &mut index));
        }
        sets.push(set);
    }
    let mut crf = Crf::new(index.numbers.len(), Settings { rate: 0.1, l2: 0.0002, start: 0.5 });
    let mut average = Average::default();
    for epoch in 0..EPOCHS {
        let set = &sets[epoch % VARIANTS];
        let mut order: Vec<usize> = (0..set.len()).collect();
        random.shuffle(&mut order);
        for i in order {
            crf.step(&set[i]);
        }
        if 2 * epoch >= EPOCHS {
            average.add(&crf);
        }
    }
    average.apply(&mut crf);
    (index, crf)
}

/// Trains the second pass, which begins where the first pass ended.
pub(crate) fn train_second(examples: &[Example], features: usize, first: &Crf) -> Crf {
    let mut random = Random(23);
    let mut crf = Crf::new(features, Settings { rate: 0.1, l2: 0.0005, start: 0.5 });
    crf.transitions = first.transitions;
    for _ in 0..6 {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        for i in order {
            crf.step(&examples[i]);
        }
    }
    crf
}

/// The second pass with only a share of what it says.
pub(crate) fn dampened(second: &Crf, first: &Crf, share: f32) -> Crf {
    let mut crf = second.clone();
    crf.weights.iter_mut().flatten().for_each(|w| *w *= share);
    for (row, base) in crf.transitions.iter_mut().zip(&first.transitions) {
        for (w, b) in row.iter_mut().zip(base) {
            *w = b + share * (*w - b);
        }
    }
    crf
}
