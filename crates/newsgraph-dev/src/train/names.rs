//! Trains and measures the name recogniser.

mod augment;
mod classes;
mod crf;
mod data;
mod learn;
mod material;
mod measure;
mod pack;
mod random;
mod words;

use data::Doc;
use learn::Index;
use material::{Material, Source, fill_hints, material};
use measure::Score;
use newsgraph_core::analysis::Hints;
use newsgraph_model::names::lexis::Lexis;
use newsgraph_model::names::recognize_with;
use newsgraph_model::names::weights::Weights;
use random::Random;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Parts that the second pass's material is made in: a part's first pass is trained on the others.
const FOLDS: usize = 3;
/// How much of the second pass counts: what it learns from short passages is too sure of long ones.
const SECOND_SHARE: f32 = 0.35;
/// Features that are kept.
const FEATURES: usize = 120_000;

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Trains from `data` and writes weights into `output`.
pub(crate) fn train(data: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let clock = Instant::now();
    let material = material(data)?;
    say(&format!("{} documents, {:?}", material.train.len(), clock.elapsed()));
    let (prints, values) = pack::words(&material.words);
    let lexis = Lexis::new(&prints, &values);
    let all: Vec<&Source> = material.train.iter().collect();
    let (index, crf) = learn::train_first(&material, &all, &lexis);
    say(&format!("first pass: {} features, {:?}", index.numbers.len(), clock.elapsed()));
    let mut second_index = Index::default();
    let mut examples = Vec::new();
    let mut random = Random(5);
    for fold in 0..FOLDS {
        let part: Vec<&Source> =
            all.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, d)| *d).collect();
        let (index, crf) = learn::train_first(&material, &part, &lexis);
        for source in all.iter().enumerate().filter(|(i, _)| i % FOLDS == fold).map(|(_, d)| *d) {
            for doc in [source.doc.clone(), source.vary(&material, &mut random)] {
                examples.extend(learn::second_examples(
                    &doc,
                    source.weight,
                    &lexis,
                    (&index, &crf),
                    &mut second_index,
                ));
            }
        }
    }
    let second = learn::train_second(&examples, second_index.numbers.len(), &crf);
    say(&format!("second pass: {} features, {:?}", second_index.numbers.len(), clock.elapsed()));
    let second = learn::dampened(&second, &crf, SECOND_SHARE);
    let bytes =
        pack::pack(&[(&index.numbers, &crf), (&second_index.numbers, &second)], &material.words, FEATURES);
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
