//! Trains the analyser: vocabulary, lemma rules, network; and measures it.

mod export;
mod layers;
mod lemmas;
mod measure;
mod net;
mod oracle;
mod random;
mod treebank;

use super::vectors::{GLOVE, Vectors};
use layers::Adam;
use lemmas::Lemmas;
use net::{Buffers, Config, Example, Net, Progress};
use newsgraph_core::analysis::{Deprel, Upos, Xpos};
use newsgraph_model::Model;
use newsgraph_model::training::{Casing, PIECES, RESERVED, Tags, pieces};
use random::Random;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use treebank::Gold;

/// Where to measure.
#[derive(clap::Args)]
pub(crate) struct MeasureArgs {
    /// Folder with treebanks/
    #[arg(long)]
    data: PathBuf,
    /// Weights to measure in place of the embedded ones
    #[arg(long)]
    weights: Option<PathBuf>,
    /// Also print the commonest confusions on ewt.dev
    #[arg(long)]
    confusions: bool,
}

/// Prints accuracy and speed of the embedded model.
pub(crate) fn measure(args: &MeasureArgs) -> Result<(), Box<dyn Error>> {
    let model = match &args.weights {
        Some(path) => Model::with_weights(std::fs::read(path)?),
        None => Model::new(),
    };
    measure::report(&model, &args.data, &mut std::io::stdout())?;
    if args.confusions {
        measure::confusions(&model, &args.data, &mut std::io::stdout())?;
    }
    Ok(())
}

/// From pieces and tags to numbers.
struct Vocabulary {
    rows: BTreeMap<u32, u32>,
    hashes: Vec<u32>,
    counts: Vec<u32>,
    pairs: Vec<(Upos, Xpos)>,
    pair_ids: BTreeMap<(Upos, Xpos), u16>,
}

impl Vocabulary {
    fn new(sentences: &[Vec<Gold>], vectors: &Vectors) -> Self {
        let mut seen: [BTreeMap<u32, u32>; PIECES] = Default::default();
        let mut tags: BTreeMap<(Upos, Xpos), u32> = BTreeMap::new();
        let mut scratch = Vec::new();
        for sentence in sentences {
            let casing = Casing::of(sentence.iter().map(|w| w.form.as_str()));
            for word in sentence {
                *tags.entry((word.upos, word.xpos)).or_default() += 1;
                for (kind, h) in pieces(&word.form, casing, &mut scratch).into_iter().enumerate() {
                    *seen[kind].entry(h).or_default() += 1;
                }
            }
        }
        let mut hashes = vec![0; RESERVED];
        let mut counts = vec![u32::MAX; RESERVED];
        let mut rows = BTreeMap::new();
        let mut add = |h: u32, n: u32| {
            rows.entry(h).or_insert_with(|| {
                hashes.push(h);
                counts.push(n);
                hashes.len() as u32 - 1
            });
        };
        // The commonest words first: their rows number them for the parser.
        let mut words: Vec<(u32, u32)> =
            seen[0].iter().filter(|(_, n)| **n >= 2).map(|(h, n)| (*h, *n)).collect();
        words.sort_by_key(|(h, n)| (std::cmp::Reverse(*n), *h));
        for (h, n) in words {
            add(h, n);
        }
        for h in &vectors.words {
            add(*h, seen[0].get(h).copied().unwrap_or(0));
        }
        for kind in &seen[1..] {
            for (&h, &n) in kind.iter().filter(|(_, n)| **n >= 3) {
                add(h, n);
            }
        }
        let pairs: Vec<_> = tags.iter().filter(|(_, n)| **n >= 2).map(|(p, _)| *p).collect();
        let pair_ids = pairs.iter().enumerate().map(|(i, p)| (*p, i as u16)).collect();
        Self { rows, hashes, counts, pairs, pair_ids }
    }

    fn example(&self, sentence: &[Gold]) -> Example {
        let casing = Casing::of(sentence.iter().map(|w| w.form.as_str()));
        let mut scratch = Vec::new();
        let mut x = Example::default();
        for word in sentence {
            let mut rows = pieces(&word.form, casing, &mut scratch);
            for (kind, row) in rows.iter_mut().enumerate() {
                *row = self.rows.get(row).copied().unwrap_or(kind as u32);
            }
            x.rows.push(rows);
            x.pairs.push(self.pair_ids.get(&(word.upos, word.xpos)).copied().unwrap_or(0));
            x.heads.push(word.head);
            x.labels.push(word.deprel as u8);
        }
        x
    }
}

/// A setting from the environment, for trying others than those of the embedded weights.
fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Trains from `data`, and from sentences that another parser has labelled if given, and writes weights into `output`.
pub(crate) fn train(data: &Path, silver: Option<&Path>, output: &Path) -> Result<(), Box<dyn Error>> {
    let log = &mut std::io::stderr();
    let config = Config {
        input: setting("NG_INPUT", 64),
        width: setting("NG_WIDTH", 96),
        hidden: setting("NG_HIDDEN", 128),
        epochs: setting("NG_EPOCHS", 12),
        batch_words: setting("NG_BATCH", 300),
        rate: setting("NG_RATE", 0.002),
        dropout: setting("NG_DROPOUT", 0.2),
        seed: setting("NG_SEED", 1),
    };
    let mut random = Random(config.seed ^ 0x5eed);
    let mut sentences = treebank::read(&data.join("treebanks/ewt.train.conllu"))?;
    sentences.extend(treebank::read(&data.join("treebanks/gum_ccby.train.conllu"))?);
    // Lemmas are learnt from people alone: the teacher gives none.
    let gold = sentences.len();
    if let Some(silver) = silver {
        sentences.extend(treebank::read_folder(silver)?);
    }
    let dev = treebank::read(&data.join("treebanks/ewt.dev.conllu"))?;
    let mut vectors = Vectors::read(Path::new(GLOVE))?;
    let mut varied = sentences.clone();
    varied.extend(sentences.iter().filter_map(|s| treebank::vary(s, &mut random)));
    let vocabulary = Vocabulary::new(&varied, &vectors);
    vectors.attach(&vocabulary.rows, vocabulary.hashes.len());
    let words: Vec<Gold> = sentences[..gold].iter().flatten().cloned().collect();
    let lemmas = Lemmas::learn(&words, &vocabulary.pairs);
    let pair_tags =
        vocabulary.pairs.iter().map(|p| Tags { upos: p.0 as u8, xpos: p.1 as u8, word: 0 }).collect();
    let mut net = Net::new(
        config,
        vocabulary.hashes.len(),
        vocabulary.counts.clone(),
        pair_tags,
        Deprel::ALL.len().next_multiple_of(16),
        vectors.dim,
    );
    let examples: Vec<Example> = sentences.iter().map(|s| vocabulary.example(s)).collect();
    let total = sentences.iter().map(Vec::len).sum::<usize>() * config.epochs;
    let (mut done, mut updates) = (0, 0);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut buffers = Buffers::default();
    let start = std::time::Instant::now();
    for epoch in 0..config.epochs {
        random.shuffle(&mut order);
        let mut progress = Progress::default();
        let mut batch = 0;
        let explore = if epoch == 0 { 0.0 } else { 0.9 };
        for &i in &order {
            let changed = treebank::vary(&sentences[i], &mut random).map(|s| vocabulary.example(&s));
            let example = changed.as_ref().unwrap_or(&examples[i]);
            net.learn(example, &vectors, explore, &mut random, &mut progress, &mut buffers);
            batch += example.rows.len();
            done += example.rows.len();
            if batch >= config.batch_words {
                batch = 0;
                updates += 1;
                let left = 1.0 - done as f32 / total as f32;
                let warm = (updates as f32 / 300.0).min(1.0);
                net.step(&Adam::new(config.rate * warm * left.max(0.01), updates));
                if updates % 25 == 0 {
                    net.average(if updates < 2000 { 0.8 } else { 0.97 });
                }
            }
        }
        let p = progress;
        let percent = |n: usize| 100.0 * n as f64 / p.words.max(1) as f64;
        let bytes = export::bytes(&net, &vectors, &vocabulary.hashes, &lemmas);
        std::fs::write(output.join("analyser.bin"), &bytes)?;
        writeln!(
            log,
            "epoch {epoch} {:.0}s loss {:.3} tags {:.2} heads {:.2} | dev {}",
            start.elapsed().as_secs_f64(),
            p.loss / p.words as f64,
            percent(p.tags_right),
            percent(p.heads_right),
            measure::score(&Model::with_weights(bytes), &dev, 1)
        )?;
    }
    let bytes = export::bytes(&net, &vectors, &vocabulary.hashes, &lemmas);
    writeln!(log, "{} bytes", bytes.len())?;
    measure::report(&Model::with_weights(bytes), data, log)
}
