//! The weights as they lie in the embedded file.

use super::lexis::{Lexis, WordInfo};

/// Labels a token can get: outside, and begin and inside of each of the seven kinds of name.
pub const LABELS: usize = 15;
/// Width of a row of weights.
pub const LANES: usize = 16;
/// What the file begins with.
pub const MAGIC: &[u8; 8] = b"NGNAMES1";
/// Bytes before the tables.
pub const HEADER: usize = 8 + 4 * 4 + 2 * TRANSITIONS * 4;
/// Weights of one pass's transitions: from each label and from the start, to each label.
pub const TRANSITIONS: usize = (LABELS + 1) * LANES;

/// Scores of going from one label (or, last row, the start of a sentence) to the next.
pub type Transitions = [[f32; LANES]; LABELS + 1];

/// The weights of both passes.
#[derive(Clone, Debug)]
pub struct Weights<'m> {
    prints: &'m [u8],
    rows: &'m [u8],
    /// What is known of words.
    pub lexis: Lexis<'m>,
    /// Worth of one step of a quantised weight.
    pub scale: f32,
    /// Transitions of the first and of the second pass.
    pub transitions: [Transitions; 2],
}

/// First slot and fingerprint of a feature.
#[must_use]
pub fn slot(feature: u64, slots: usize) -> (usize, u16) {
    ((((feature >> 32) * slots as u64) >> 32) as usize, feature as u16 | 1)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'m> Weights<'m> {
    /// Reads the file; `None` when it is not one.
    #[must_use]
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        if bytes.get(..8)? != MAGIC {
            return None;
        }
        let slots = word(bytes, 8)? as usize;
        let words = word(bytes, 12)? as usize;
        let scale = f32::from_bits(word(bytes, 16)?);
        let mut transitions = [[[0.0; LANES]; LABELS + 1]; 2];
        let mut at = 24;
        for w in transitions.iter_mut().flatten().flatten() {
            *w = f32::from_bits(word(bytes, at)?);
            at += 4;
        }
        let mut take = |n: usize| {
            let part = bytes.get(at..at + n);
            at += n;
            part
        };
        let (prints, rows) = (take(2 * slots)?, take(LANES * slots)?);
        let lexis = Lexis::new(take(2 * words)?, take(WordInfo::SIZE * words)?);
        Some(Self { prints, rows, lexis, scale, transitions })
    }

    /// Adds the weights of some features to a token's scores.
    #[inline]
    pub fn add(&self, features: &[u64], scores: &mut [i32; LANES]) {
        let (prints, rows) = (self.prints.as_chunks::<2>().0, self.rows.as_chunks::<LANES>().0);
        // In steps without branches between them, so that the fetches from memory run side by side.
        let mut probes = [(0, 0, 0); BATCH];
        let mut found = [0; BATCH];
        for features in features.chunks(BATCH) {
            for (probe, &feature) in probes.iter_mut().zip(features) {
                let (at, print) = slot(feature, prints.len());
                *probe = (at, print, prints.get(at).map_or(0, |p| u16::from_le_bytes(*p)));
            }
            let mut n = 0;
            for &(mut at, print, mut seen) in &probes[..features.len()] {
                while seen != print && seen != 0 {
                    at = if at + 1 == prints.len() { 0 } else { at + 1 };
                    seen = u16::from_le_bytes(prints[at]);
                }
                found[n] = at;
                n += usize::from(seen != 0);
            }
            // As many as a batch holds do not overflow 16 bits.
            let mut sums = [0i16; LANES];
            for &at in &found[..n] {
                for (s, &w) in sums.iter_mut().zip(&rows[at]) {
                    *s += i16::from(w as i8);
                }
            }
            for (score, s) in scores.iter_mut().zip(sums) {
                *score += i32::from(s);
            }
        }
    }
}

/// Features looked up at a time.
const BATCH: usize = 128;
