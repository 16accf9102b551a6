//! Accuracy over gold files, and a ledger of the errors by class.

use std::error::Error;
use std::path::PathBuf;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with the gold files
    gold: PathBuf,
}

/// Measures.
pub(crate) fn run(_args: &Args) -> Result<(), Box<dyn Error>> {
    Ok(())
}
