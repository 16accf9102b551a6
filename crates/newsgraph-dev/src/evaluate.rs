//! Accuracy over gold files, a ledger of the errors by class, and how far confidences can be believed.

mod explain;
mod gold;
mod graph;
mod report;
mod span;
mod tally;
mod text;

use gold::Truth;
use newsgraph::{Extractor, Filter};
use std::error::Error;
use std::path::PathBuf;
use tally::Tally;

/// The threshold whose effect [`Args::reliability`] shows.
const SURE: f32 = 0.8;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with the gold files (`*.jsonl`, in it and in folders below it)
    gold: PathBuf,
    /// Only the sets whose file name begins with one of these
    #[arg(long, num_args = 1..)]
    only: Vec<String>,
    /// Examples to print of each class of errors
    #[arg(long, default_value_t = 0)]
    show: usize,
    /// Leaves out of the graphs what is less sure than this
    #[arg(long, default_value_t = 0.0)]
    min_confidence: f32,
    /// Prints how often predictions of each confidence are right, in place of the ledger
    #[arg(long)]
    reliability: bool,
}

/// Measures.
pub(crate) fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let sets = gold::load(&args.gold, &args.only)?;
    if sets.is_empty() {
        return Err(format!("no gold files in {}", args.gold.display()).into());
    }
    let extractor = Extractor::new()?;
    let (mut all, mut sure) = (Tally::new(args.show), Tally::new(0));
    for set in &sets {
        for document in &set.documents {
            let graph = extractor.extract(&document.article).graph;
            let measure = |tally: &mut Tally, min_confidence: f32| {
                let graph = Filter::default().min_confidence(min_confidence).apply(&graph);
                let mut page = tally.page(&set.name, &document.article.id);
                match &document.truth {
                    Truth::Graph(truth) => graph::score(truth, &graph, &extractor, &mut page),
                    Truth::Spans(truth) => {
                        span::score(truth, &graph, &document.article, &extractor, &mut page);
                    }
                }
            };
            measure(&mut all, args.min_confidence);
            if args.reliability {
                measure(&mut sure, SURE);
            }
        }
    }
    let out = &mut std::io::stdout().lock();
    if args.reliability {
        report::reliability(out, &all, &sure)?;
    } else {
        report::figures(out, &all)?;
        report::ledger(out, &all)?;
    }
    Ok(())
}
