//! seeds/knowledge to a blob.

use newsgraph_knowledge::DATA_DATE;
use newsgraph_knowledge::seeds::{Builder, Table};
use std::error::Error;
use std::path::Path;

/// Compiles the folder into its blob.
pub(crate) fn compile(seeds: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::write(output.join("knowledge.bin"), encode(seeds)?)?;
    Ok(())
}

/// The blob that the folder gives.
fn encode(seeds: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut builder = Builder::new();
    for (file, table) in Table::FILES {
        let path = seeds.join(file);
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        builder.add(*table, &path.display().to_string(), &text)?;
    }
    Ok(builder.finish(None)?.encode(DATA_DATE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_blob_is_fresh() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/knowledge");
        let fresh = encode(&seeds).unwrap_or_else(|e| panic!("{e}"));
        assert!(
            fresh == newsgraph_knowledge::Knowledge::embedded_bytes(),
            "seeds/knowledge changed: run `cargo run -p newsgraph-dev -- compile`"
        );
    }
}
