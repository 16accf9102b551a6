//! Word vectors learnt elsewhere from plain text, as frozen input.

use newsgraph_model::training::word_hash;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// The table of this crate.
pub(crate) const GLOVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/glove.6B.50d.bin");

/// Vectors of words, later by row of the embedding table.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    pub(crate) dim: usize,
    /// In the order of the file, the most frequent first.
    pub(crate) forms: Vec<String>,
    /// Their hashes.
    pub(crate) words: Vec<u32>,
    values: Vec<f32>,
    by_row: Vec<u32>,
}

impl Vectors {
    /// Reads the table: magic, count, dimension, scale, length of the words, words by line, i8 values.
    pub(crate) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let number = |at: usize| bytes.get(at..at + 4).map_or([0; 4], |b| [b[0], b[1], b[2], b[3]]);
        let [count, dim, length] = [8, 12, 20].map(|at| u32::from_le_bytes(number(at)) as usize);
        let scale = f32::from_le_bytes(number(16));
        if !bytes.starts_with(b"NGVEC001") || bytes.len() != 24 + length + count * dim {
            return Err(format!("{}: not a table of word vectors", path.display()).into());
        }
        let text = std::str::from_utf8(&bytes[24..24 + length])?;
        let mut scratch = Vec::new();
        let forms: Vec<String> = text.lines().map(str::to_owned).collect();
        let words: Vec<u32> = forms.iter().map(|w| word_hash(w, &mut scratch)).collect();
        let values: Vec<f32> = bytes[24 + length..].iter().map(|&b| f32::from(b as i8) * scale).collect();
        if words.len() * dim != values.len() {
            return Err(format!("{}: words and values differ in number", path.display()).into());
        }
        Ok(Self { dim, forms, words, values, by_row: Vec::new() })
    }

    /// The vector of the word at a position of the file.
    pub(crate) fn word(&self, i: usize) -> &[f32] {
        &self.values[i * self.dim..(i + 1) * self.dim]
    }

    /// Says which row of the embedding table each word has.
    pub(crate) fn attach(&mut self, rows: &BTreeMap<u32, u32>, count: usize) {
        self.by_row = vec![u32::MAX; count];
        for (i, h) in self.words.iter().enumerate().rev() {
            if let Some(&row) = rows.get(h) {
                self.by_row[row as usize] = i as u32;
            }
        }
    }

    /// The vector of a row, if it has one.
    pub(crate) fn row(&self, row: usize) -> Option<&[f32]> {
        let i = *self.by_row.get(row)? as usize;
        self.values.get(i * self.dim..(i + 1) * self.dim).filter(|_| i != u32::MAX as usize)
    }
}
