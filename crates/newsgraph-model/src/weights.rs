//! Reading the embedded weights: tables used where they lie, matrices widened once.

use crate::encoding::hash;

/// Reads numbers from a byte slice, front to back. Reads past the end give zeros.
#[derive(Debug)]
pub(crate) struct Reader {
    bytes: &'static [u8],
}

impl Reader {
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn bytes(&mut self, n: usize) -> &'static [u8] {
        let (head, tail) = self.bytes.split_at(n.min(self.bytes.len()));
        self.bytes = tail;
        head
    }

    pub(crate) fn u32(&mut self) -> u32 {
        self.bytes(4).try_into().map_or(0, u32::from_le_bytes)
    }

    pub(crate) fn u32s(&mut self, n: usize) -> Vec<u32> {
        self.bytes(n * 4).chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
    }

    pub(crate) fn f32s(&mut self, n: usize) -> Vec<f32> {
        self.u32s(n).into_iter().map(f32::from_bits).collect()
    }

    pub(crate) fn table(&mut self, rows: usize, width: usize) -> Table {
        Table { width, bytes: self.bytes(rows * width) }
    }

    pub(crate) fn matrix(&mut self) -> Matrix {
        let outputs = self.u32() as usize;
        let inputs = self.u32() as usize;
        let scale = self.f32s(outputs);
        let bias = self.f32s(outputs);
        let weights = self.bytes(outputs * inputs).iter().map(|&b| i16::from(b as i8)).collect();
        Matrix { inputs, scale, bias, weights }
    }
}

/// Fixed point of activations: 1.0 is this.
pub(crate) const ONE: f32 = 256.0;

/// One step of an embedding (an i8) in the fixed point of activations.
pub(crate) const STEP: i16 = 4;

/// Rows of i8, in place.
#[derive(Debug)]
pub(crate) struct Table {
    width: usize,
    bytes: &'static [u8],
}

impl Table {
    pub(crate) fn row(&self, i: usize) -> &'static [u8] {
        self.bytes.get(i * self.width..(i + 1) * self.width).unwrap_or(&[])
    }

    /// The same rows in the fixed point of activations, for tables small enough to widen.
    pub(crate) fn widen(&self) -> Vec<i16> {
        self.bytes.iter().map(|&b| i16::from(b as i8) * STEP).collect()
    }
}

/// A linear layer: i8 weights widened to i16, one scale and one bias an output.
#[derive(Debug)]
pub(crate) struct Matrix {
    inputs: usize,
    scale: Vec<f32>,
    bias: Vec<f32>,
    weights: Vec<i16>,
}

impl Matrix {
    /// Each output in the fixed point of activations.
    #[inline]
    pub(crate) fn apply(&self, x: &[i16], mut each: impl FnMut(usize, f32)) {
        let x = &x[..self.inputs];
        for (o, row) in self.weights.chunks_exact(self.inputs).enumerate() {
            each(o, (dot(x, row) as f32).mul_add_exact(self.scale[o], self.bias[o]));
        }
    }
}

/// `a * b + c` with two roundings, the same on every machine.
trait MulAdd {
    fn mul_add_exact(self, factor: f32, add: f32) -> f32;
}

impl MulAdd for f32 {
    #[inline]
    fn mul_add_exact(self, factor: f32, add: f32) -> f32 {
        self * factor + add * ONE
    }
}

#[inline]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum()
}

/// From hashes to rows; open addressing, built once.
#[derive(Debug)]
pub(crate) struct Index {
    mask: usize,
    slots: Vec<(u32, u32)>,
}

impl Index {
    /// Row `i` belongs to `hashes[i]`; a hash of 0 has no entry.
    pub(crate) fn new(hashes: &[u32]) -> Self {
        let size = (hashes.len() * 2).next_power_of_two().max(2);
        let mask = size - 1;
        let mut slots = vec![(0, 0); size];
        for (row, &h) in hashes.iter().enumerate().filter(|(_, h)| **h != 0) {
            let mut at = h as usize & mask;
            while slots[at].0 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (h, row as u32);
        }
        Self { mask, slots }
    }

    #[inline]
    pub(crate) fn get(&self, h: u32) -> Option<usize> {
        let mut at = h as usize & self.mask;
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (found, row) if found == h => return Some(row as usize),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

/// The hash of a lemma rule's condition: a tag and the end of a word, or the whole word.
pub fn lemma_key(pair: usize, end: &[u8], whole: bool) -> u32 {
    hash(16 + pair as u32 * 2 + u32::from(whole), end)
}
