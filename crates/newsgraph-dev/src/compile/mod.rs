//! seeds/ to blobs.

mod knowledge;
mod lexicon;

use std::error::Error;
use std::path::PathBuf;

/// What to compile.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The seeds folder
    #[arg(long, default_value = "seeds")]
    seeds: PathBuf,
    /// Where the blobs go
    #[arg(long, default_value = "crates/newsgraph-knowledge/data")]
    output: PathBuf,
}

/// Compiles everything.
pub(crate) fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(&args.output)?;
    knowledge::compile(&args.seeds.join("knowledge"), &args.output)?;
    lexicon::compile(&args.seeds.join("lexicon"), &args.output)
}
