//! Trains and measures the name recogniser.

mod augment;
mod crf;
mod data;
mod measure;
mod pack;
mod words;

use augment::{Pieces, Stock};
use crf::{Average, Crf, Example, Settings};
use data::Doc;
use measure::Score;
use newsgraph_core::analysis::Hints;
use newsgraph_core::knowledge::KnowledgeBase;
use newsgraph_knowledge::Knowledge;
use newsgraph_model::names::context::HashedMap;
use newsgraph_model::names::document::{self, Found};
use newsgraph_model::names::lexis::{Lexis, WordInfo};
use newsgraph_model::names::weights::{LANES, Weights};
use newsgraph_model::names::{atoms, chain, context, features, recognize_with};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use words::Words;

/// A small deterministic generator (SplitMix64).
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ x >> 31
    }

    fn chance(&mut self, p: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 > 1.0 - p
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[(self.next() % items.len() as u64) as usize]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A setting from the environment, for trying things out.
fn knob(name: &str, default: f64) -> f64 {
    std::env::var(format!("NAMES_{name}")).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// A document to learn from: how much it counts, and its marked pieces if it can be varied.
struct Source {
    doc: Doc,
    weight: f32,
    pieces: Option<Pieces>,
}

/// Everything that training and measuring read.
struct Material {
    train: Vec<Source>,
    held: Vec<Doc>,
    words: BTreeMap<u32, WordInfo>,
    knowledge: Knowledge,
    stock: Stock,
}

/// Fills in what the knowledge base says of a document's tokens.
fn fill_hints(knowledge: &Knowledge, doc: &mut Doc) {
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
    Ok(words)
}

fn material(data: &Path) -> Result<Material, Box<dyn Error>> {
    let mut known = known_words(data)?;
    let mut passages = data::corpus(&data.join("corpus"))?;
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
            train.push(Source { doc, weight: 1.0, pieces: Some(augment::pieces(&marked)) });
        }
    }
    let own = data::corpus(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/names")))?;
    for (mut doc, marked) in own.into_iter().filter(|_| knob("OWN", 1.0) > 0.0) {
        fill_hints(&knowledge, &mut doc);
        train.push(Source { doc, weight: knob("OWN", 1.0) as f32, pieces: Some(augment::pieces(&marked)) });
    }
    let eval = data.join("eval/data");
    let fill = |d: &mut Doc| fill_hints(&knowledge, d);
    for (file, weight) in [
        ("wikigold.train.jsonl", knob("WIKIGOLD", 0.5)),
        ("crossner_politics.train.jsonl", knob("CROSSNER", 0.5)),
    ] {
        if weight > 0.0 {
            train.extend(data::foreign(&eval.join(file), fill)?.into_iter().map(|doc| Source {
                doc,
                weight: weight as f32,
                pieces: None,
            }));
        }
    }
    let gum = knob("GUM", 0.2);
    if gum > 0.0 {
        train.extend(
            data::gum(&eval.join("gum_entities.train.jsonl"), fill)?.into_iter().map(|doc| Source {
                doc,
                weight: gum as f32,
                pieces: None,
            }),
        );
    }
    Ok(Material { train, held, words: known.table(), knowledge, stock: Stock::new(&data.join("facts"))? })
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

/// Numbers of the features met.
#[derive(Default)]
struct Index {
    numbers: HashedMap<u64, u32>,
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
fn second_examples(
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

impl Source {
    /// The document with other names, other lines, and less known of it.
    fn vary(&self, material: &Material, random: &mut Random) -> Doc {
        let mut doc = match &self.pieces {
            Some(pieces) => {
                let mut pieces = material.stock.rename(pieces, random, knob("RENAME", 0.4));
                if knob("RELAY", 1.0) > 0.0 {
                    pieces = augment::relay(&pieces, random);
                }
                let mut doc = data::passage(&self.doc.id, &augment::marked(&pieces))
                    .unwrap_or_else(|_| self.doc.clone());
                fill_hints(&material.knowledge, &mut doc);
                doc
            }
            None => self.doc.clone(),
        };
        drop_hints(&mut doc.hints, random, knob("DROP_ALL", 0.1), knob("DROP", 0.25));
        doc
    }
}

/// Trains a first pass on documents, each varied anew in every variant but the first.
fn train_first(
    material: &Material,
    docs: &[&Source],
    lexis: &Lexis<'_>,
    epochs: usize,
    variants: usize,
) -> (Index, Crf) {
    let mut index = Index::default();
    let mut random = Random(17);
    let mut sets: Vec<Vec<Example>> = Vec::new();
    for v in 0..variants {
        let mut set = Vec::new();
        for source in docs {
            let doc = if v == 0 { source.doc.clone() } else { source.vary(material, &mut random) };
            set.extend(first_examples(&doc, source.weight, lexis, &mut index));
        }
        sets.push(set);
    }
    // Features met once in the text weigh nothing: they only fit the noise.
    let mut crf = Crf::new(
        index.numbers.len(),
        Settings {
            rate: knob("RATE", 0.1) as f32,
            l2: knob("L2", 0.0002) as f32,
            start: knob("START", 0.5) as f32,
        },
    );
    let mut average = Average::default();
    for epoch in 0..epochs {
        let set = &sets[epoch % variants];
        let mut order: Vec<usize> = (0..set.len()).collect();
        random.shuffle(&mut order);
        for i in order {
            crf.step(&set[i]);
        }
        if 2 * epoch >= epochs {
            average.add(&crf);
        }
    }
    average.apply(&mut crf);
    (index, crf)
}

fn train_second(examples: &[Example], features: usize, first: &Crf) -> Crf {
    let mut random = Random(23);
    let mut crf = Crf::new(
        features,
        Settings { rate: 0.1, l2: knob("L2B", 0.0005) as f32, start: knob("START2", 0.5) as f32 },
    );
    crf.transitions = first.transitions;
    for _ in 0..knob("EPOCHS2", 6.0) as usize {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        for i in order {
            crf.step(&examples[i]);
        }
    }
    crf
}

/// The second pass with only a share of what it says.
fn dampened(second: &Crf, first: &Crf, share: f32) -> Crf {
    let mut crf = second.clone();
    crf.weights.iter_mut().flatten().for_each(|w| *w *= share);
    for (row, base) in crf.transitions.iter_mut().zip(&first.transitions) {
        for (w, b) in row.iter_mut().zip(base) {
            *w = b + share * (*w - b);
        }
    }
    crf
}

/// Trains from `data` and writes weights into `output`.
pub(crate) fn train(data: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let clock = Instant::now();
    let material = material(data)?;
    say(&format!("{} documents, {:?}", material.train.len(), clock.elapsed()));
    let (prints, values) = pack::words(&material.words);
    let lexis = Lexis::new(&prints, &values);
    let epochs = knob("EPOCHS", 8.0) as usize;
    let variants = knob("VARIANTS", 4.0) as usize;
    let folds = knob("FOLDS", 4.0) as usize;
    let all: Vec<&Source> = material.train.iter().collect();
    let (index, crf) = train_first(&material, &all, &lexis, epochs, variants);
    say(&format!("first pass: {} features, {:?}", index.numbers.len(), clock.elapsed()));
    let mut second_index = Index::default();
    let mut examples = Vec::new();
    let mut random = Random(5);
    for fold in 0..folds {
        let part: Vec<&Source> =
            all.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, d)| *d).collect();
        let (index, crf) = train_first(&material, &part, &lexis, epochs, variants);
        for source in all.iter().enumerate().filter(|(i, _)| i % folds == fold).map(|(_, d)| *d) {
            for doc in [source.doc.clone(), source.vary(&material, &mut random)] {
                examples.extend(second_examples(
                    &doc,
                    source.weight,
                    &lexis,
                    (&index, &crf),
                    &mut second_index,
                ));
            }
        }
    }
    let second = train_second(&examples, second_index.numbers.len(), &crf);
    say(&format!("second pass: {} features, {:?}", second_index.numbers.len(), clock.elapsed()));
    let pack = |share: f32| {
        let second = dampened(&second, &crf, share);
        pack::pack(
            &[(&index.numbers, &crf), (&second_index.numbers, &second)],
            &material.words,
            knob("KEEP", 120_000.0) as usize,
        )
    };
    if knob("SWEEP", 0.0) > 0.0 {
        for share in [0.0, 0.35, 0.7] {
            say(&format!("share {share}"));
            report(
                &material,
                &pack(share),
                data,
                &MeasureArgs { data: data.to_owned(), weights: output.join("names.bin"), errors: None },
            )?;
        }
    }
    let bytes = pack(knob("ALPHA", 1.0) as f32);
    say(&format!("{} bytes", bytes.len()));
    std::fs::write(output.join("names.bin"), &bytes)?;
    report(
        &material,
        &bytes,
        data,
        &MeasureArgs { data: data.to_owned(), weights: output.join("names.bin"), errors: None },
    )
}

/// What to measure the name recogniser on.
#[derive(clap::Args)]
pub(crate) struct MeasureArgs {
    /// Folder with corpus/, facts/ and eval/data/
    #[arg(long)]
    data: PathBuf,
    /// The weights
    #[arg(long, default_value = "crates/newsgraph-model/weights/names.bin")]
    weights: PathBuf,
    /// Where to write the errors
    #[arg(long)]
    errors: Option<PathBuf>,
}

/// Measures.
pub(crate) fn measure(args: &MeasureArgs) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(&args.weights)?;
    report(&material(&args.data)?, &bytes, &args.data, args)
}

fn report(material: &Material, bytes: &[u8], data: &Path, args: &MeasureArgs) -> Result<(), Box<dyn Error>> {
    let weights = Weights::read(bytes).ok_or("not a file of weights")?;
    let mut errors = String::new();
    let mut dwie = data::gold(&data.join("eval/data/dwie.dev.jsonl"))?;
    dwie.iter_mut().for_each(|d| fill_hints(&material.knowledge, d));
    if let Ok(word) = std::env::var("NAMES_DEBUG") {
        dwie.iter().filter(|d| d.text.contains(&word)).take(2).for_each(|d| debug(&weights, d, &word));
    }
    let mut bare = dwie.clone();
    bare.iter_mut().for_each(|d| d.hints.fill(Hints::default()));
    let sets: [(&str, &[Doc], bool); 4] = [
        ("held-out corpus", &material.held, false),
        ("held-out corpus, grouped", &material.held, true),
        ("dwie.dev", &dwie, true),
        ("dwie.dev without hints", &bare, true),
    ];
    for (name, docs, grouped) in sets {
        let mut score = Score::default();
        let clock = Instant::now();
        let found: Vec<_> = docs.iter().map(|d| recognize_with(&weights, &d.as_tokens())).collect();
        let time = clock.elapsed();
        for (doc, names) in docs.iter().zip(&found) {
            score.add(doc, names, grouped);
        }
        let n: usize = docs.iter().map(|d| d.tokens.len()).sum();
        say(&format!(
            "{name}: F1 {:.4}, {:.0} tokens/s\n{}",
            score.f1(),
            n as f64 / time.as_secs_f64(),
            score.table()
        ));
        if args.errors.is_some() {
            say(&format!(
                "  right by confidence: {:?}",
                score.calibration.map(|c| format!("{}/{}", c[1], c[0]))
            ));
        }
        for e in &score.errors {
            errors.push_str(&format!("{name}: {e}\n"));
        }
    }
    if let Some(file) = &args.errors {
        std::fs::write(file, errors)?;
    }
    Ok(())
}

#[allow(dead_code)]
fn debug(weights: &Weights<'_>, doc: &Doc, word: &str) {
    let atoms = atoms::atoms(&doc.as_tokens(), &weights.lexis);
    let contexts = context::contexts(&atoms, &doc.sentences);
    for s in &doc.sentences {
        let r = s.tokens.as_usize();
        for i in r.clone() {
            if doc.tokens[i].span.of(&doc.text) == word {
                say(&format!("--- {} hints {:x} {:?}", s.span.of(&doc.text), doc.hints[i].0, contexts[i]));
                let mut n = 0;
                let mut sum = [0; LANES];
                features::first_pass(&atoms, &contexts, r.start, r.end, i, |f| {
                    let mut one = [0; LANES];
                    weights.add(f, &mut one);
                    if one.iter().any(|v| v.abs() > 4) {
                        say(&format!("{n}: {one:?}"));
                    }
                    for k in 0..LANES {
                        sum[k] += one[k];
                    }
                    n += 1;
                });
                say(&format!("sum {sum:?}"));
                return;
            }
        }
    }
}
