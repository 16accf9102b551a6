//! Trains the analyser.

use std::error::Error;
use std::path::Path;

/// Trains from `data` and writes weights into `output`.
pub(crate) fn train(_data: &Path, _output: &Path) -> Result<(), Box<dyn Error>> {
    Ok(())
}
