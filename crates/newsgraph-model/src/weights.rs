//! Reading the embedded weights: tables used where they lie, matrices widened once.

use crate::encoding::hash;
use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16, i16x32, i32x16};

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
        Matrix::new(inputs, scale, bias, self.bytes(outputs * inputs))
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
///
/// Weights lie in blocks of [`LANES`] outputs, in each block by pairs of inputs: what one multiply-add takes.
#[derive(Debug)]
pub(crate) struct Matrix {
    /// Number of outputs, rounded up to whole blocks.
    pub(crate) outputs: usize,
    inputs: usize,
    scale: Vec<f32>,
    bias: Vec<f32>,
    weights: Vec<i16>,
}

/// Outputs a block.
const LANES: usize = 16;

/// Tokens that share one pass over a block.
const ROWS: usize = 4;

impl Matrix {
    fn new(inputs: usize, mut scale: Vec<f32>, mut bias: Vec<f32>, rows: &[u8]) -> Self {
        let real = scale.len();
        let outputs = real.next_multiple_of(LANES);
        scale.resize(outputs, 0.0);
        // Outputs that pad the last block never win.
        bias.resize(outputs, f32::MIN);
        let at = |o: usize, k: usize| {
            if o < real && k < inputs {
                rows.get(o * inputs + k).map_or(0, |b| i16::from(*b as i8))
            } else {
                0
            }
        };
        let mut weights = Vec::with_capacity(outputs * inputs.next_multiple_of(2));
        for block in (0..outputs).step_by(LANES) {
            for k in (0..inputs).step_by(2) {
                for o in block..block + LANES {
                    weights.extend([at(o, k), at(o, k + 1)]);
                }
            }
        }
        bias.iter_mut().for_each(|b| *b *= ONE);
        Self { outputs, inputs, scale, bias, weights }
    }

    /// `out[i] = W x[i] + b` in the fixed point of activations, for `n` rows of pairs of inputs, `stride` pairs apart.
    #[inline(always)]
    pub(crate) fn apply<S: Simd>(&self, simd: S, x: &[i32], stride: usize, n: usize, out: &mut Vec<f32>) {
        let pairs = self.inputs.div_ceil(2);
        out.resize(n * self.outputs, 0.0);
        let row = |i: usize| &x[i * stride..i * stride + pairs];
        let blocks = self.outputs / LANES;
        if n < ROWS {
            for i in 0..n {
                for b in 0..blocks {
                    self.single(simd, b, row(i), &mut out[i * self.outputs..]);
                }
            }
            return;
        }
        // Registers of 512 bits hold the sums of two blocks, which keeps enough of them under way.
        let wide = S::f32s::LEN >= LANES;
        let mut b = 0;
        while b < blocks {
            let two = wide && b + 2 <= blocks;
            let mut i = 0;
            while i < n {
                // The last rows are taken with some before them, which are only written again.
                i = i.min(n - ROWS);
                let rows = [row(i), row(i + 1), row(i + 2), row(i + 3)];
                let out = &mut out[i * self.outputs..];
                if two {
                    self.tile::<S, 2>(simd, b, rows, out);
                } else {
                    self.tile::<S, 1>(simd, b, rows, out);
                }
                i += ROWS;
            }
            b += if two { 2 } else { 1 };
        }
    }

    /// Weights of a block, one entry a pair of inputs.
    #[inline(always)]
    fn block(&self, b: usize, pairs: usize) -> &[[i16; 2 * LANES]] {
        &self.weights[b * pairs * 2 * LANES..].as_chunks().0[..pairs]
    }

    /// `B` blocks from `b` on of [`ROWS`] rows.
    #[inline(always)]
    fn tile<S: Simd, const B: usize>(&self, simd: S, b: usize, rows: [&[i32]; ROWS], out: &mut [f32]) {
        let pairs = self.inputs.div_ceil(2);
        let mut blocks = [self.block(b, pairs); B];
        for (j, block) in blocks.iter_mut().enumerate().skip(1) {
            *block = self.block(b + j, pairs);
        }
        let [r0, r1, r2, r3] = rows;
        let rows = [&r0[..pairs], &r1[..pairs], &r2[..pairs], &r3[..pairs]];
        // Loops throughout: a closure passed to `map` would be compiled without the vector instructions.
        let mut sums = [[i32x16::splat(simd, 0); ROWS]; B];
        for k in 0..pairs {
            let x = [rows[0][k], rows[1][k], rows[2][k], rows[3][k]];
            for (sums, block) in sums.iter_mut().zip(&blocks) {
                let w = i16x32::from_slice(simd, &block[k]);
                for (sum, x) in sums.iter_mut().zip(x) {
                    *sum += w.pairwise_dot_product(splat(simd, x));
                }
            }
        }
        for (j, sums) in sums.into_iter().enumerate() {
            for (i, sum) in sums.into_iter().enumerate() {
                self.finish(simd, b + j, sum, &mut out[i * self.outputs..]);
            }
        }
    }

    /// One block of one row, in four sums that need not wait for each other.
    #[inline(always)]
    fn single<S: Simd>(&self, simd: S, b: usize, row: &[i32], out: &mut [f32]) {
        let block = self.block(b, row.len());
        let mut sums = [i32x16::splat(simd, 0); 4];
        let (weights, rest) = block.as_chunks::<4>();
        let (xs, last) = row.as_chunks::<4>();
        for (w, x) in weights.iter().zip(xs) {
            for ((sum, w), x) in sums.iter_mut().zip(w).zip(x) {
                *sum += i16x32::from_slice(simd, w).pairwise_dot_product(splat(simd, *x));
            }
        }
        for (w, x) in rest.iter().zip(last) {
            sums[0] += i16x32::from_slice(simd, w).pairwise_dot_product(splat(simd, *x));
        }
        let [s0, s1, s2, s3] = sums;
        self.finish(simd, b, (s0 + s1) + (s2 + s3), out);
    }

    /// Scales the sums of block `b` and writes them to their place in the row `out`.
    #[inline(always)]
    fn finish<S: Simd>(&self, simd: S, b: usize, sum: i32x16<S>, out: &mut [f32]) {
        let at = b * LANES..(b + 1) * LANES;
        let scale = f32x16::from_slice(simd, &self.scale[at.clone()]);
        let bias = f32x16::from_slice(simd, &self.bias[at.clone()]);
        let y = scaled(simd, sum) * scale + bias;
        y.store_slice(&mut out[at]);
    }
}

/// A pair of inputs in all lanes.
#[inline(always)]
fn splat<S: Simd>(simd: S, pair: i32) -> i16x32<S> {
    i32x16::splat(simd, pair).bitcast()
}

#[inline(always)]
fn scaled<S: Simd>(_: S, sum: i32x16<S>) -> f32x16<S> {
    f32x16::float_from(sum)
}

/// Neighbouring inputs as pairs.
#[inline(always)]
pub(crate) fn pair_up(x: &[i16], out: &mut Vec<i32>) {
    out.clear();
    out.extend(x.chunks_exact(2).map(|p| i32::from(p[0]) & 0xffff | i32::from(p[1]) << 16));
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
