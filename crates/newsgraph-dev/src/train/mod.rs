//! Treebanks and marked names to weights, with a fixed seed.

mod analyser;
mod names;
mod vectors;

pub(crate) use analyser::{MeasureArgs, measure};

use std::error::Error;
use std::path::{Path, PathBuf};

pub(crate) use names::{MeasureArgs as MeasureNames, measure as measure_names};

/// What to train from and where the weights go.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with treebanks/, corpus/ and eval/data/
    #[arg(long)]
    data: PathBuf,
    /// Folder of CoNLL-U files that a slower parser has labelled; the analyser learns from them beside the treebanks
    #[arg(long)]
    silver: Option<PathBuf>,
    /// Where the weights go
    #[arg(long, default_value = "crates/newsgraph-model/weights")]
    output: PathBuf,
    /// Train only this part
    #[arg(long, value_enum)]
    only: Option<Part>,
}

/// A part of the model.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Tagger, lemmatiser, parser
    Analyser,
    /// Name recogniser
    Names,
}

/// Trains.
pub(crate) fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(&args.output)?;
    if args.only != Some(Part::Names) {
        analyser::train(&args.data, args.silver.as_deref(), &args.output)?;
    }
    if args.only != Some(Part::Analyser) {
        names::train(&args.data, &args.output)?;
    }
    Ok(())
}

/// The files of a folder that end so, by name.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files = entries.map(|e| Ok(e?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == extension));
    files.sort();
    Ok(files)
}
