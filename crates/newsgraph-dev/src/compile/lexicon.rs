//! seeds/lexicon to a blob.

use newsgraph_core::lexicon::Lexicon;
use std::error::Error;
use std::path::Path;

/// The word lists, in the order in which they are read.
const FILES: &[&str] = &[
    "attribution",
    "boilerplate",
    "events",
    "governors",
    "meetings",
    "modifiers",
    "nominals",
    "organization_words",
    "posts",
    "titles",
    "visits",
];

/// Compiles the folder into its blob. A list that is missing is empty.
pub(crate) fn compile(seeds: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::write(output.join("lexicon.bin"), blob(seeds)?)?;
    Ok(())
}

/// The blob of a folder of word lists.
fn blob(seeds: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut lexicon = Lexicon::default();
    for name in FILES {
        let path = seeds.join(name).with_extension("toml");
        if path.exists() {
            let text = std::fs::read_to_string(&path)?;
            newsgraph_knowledge::load_lexicon(&mut lexicon, &path.display().to_string(), &text)?;
        }
    }
    Ok(postcard::to_allocvec(&lexicon)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_blob_is_fresh() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let embedded = std::fs::read(root.join("crates/newsgraph-knowledge/data/lexicon.bin")).unwrap();
        let fresh = blob(&root.join("seeds/lexicon")).unwrap();
        assert!(embedded == fresh, "stale: run `cargo run -p newsgraph-dev -- compile`");
    }
}
