//! Layers in f32 with their gradients and Adam. Sums run in a fixed order, so training gives the same weights everywhere.

use super::random::Random;

/// Weights with gradient and the moments of Adam.
#[derive(Debug)]
pub(crate) struct Parameters {
    pub(crate) w: Vec<f32>,
    pub(crate) g: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
    /// Moving average of `w`.
    pub(crate) mean: Vec<f32>,
}

impl Parameters {
    fn new(n: usize, range: f32, random: &mut Random) -> Self {
        let w: Vec<f32> = (0..n).map(|_| (random.unit() * 2.0 - 1.0) * range).collect();
        Self { mean: w.clone(), w, g: vec![0.0; n], m: vec![0.0; n], v: vec![0.0; n] }
    }

    fn step(&mut self, range: std::ops::Range<usize>, adam: &Adam) {
        let (w, g) = (&mut self.w[range.clone()], &mut self.g[range.clone()]);
        let (m, v) = (&mut self.m[range.clone()], &mut self.v[range]);
        for i in 0..w.len() {
            m[i] += (g[i] - m[i]) * (1.0 - BETA1);
            v[i] += (g[i] * g[i] - v[i]) * (1.0 - BETA2);
            w[i] -= adam.rate * m[i] / (v[i].sqrt() + adam.epsilon) + adam.rate * adam.decay * w[i];
            g[i] = 0.0;
        }
    }

    pub(crate) fn average(&mut self, keep: f32) {
        for (mean, w) in self.mean.iter_mut().zip(&self.w) {
            *mean += (w - *mean) * (1.0 - keep);
        }
    }
}

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.99;

/// Settings of one update.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Adam {
    pub(crate) rate: f32,
    epsilon: f32,
    decay: f32,
}

impl Adam {
    /// For update number `t` (from 1) at learning rate `rate`.
    pub(crate) fn new(rate: f32, t: usize) -> Self {
        let t = t as i32;
        let correction = (1.0 - BETA2.powi(t)).sqrt() / (1.0 - BETA1.powi(t));
        Self { rate: rate * correction, epsilon: 1e-6, decay: 0.0 }
    }
}

/// A linear layer, weights by input then output.
#[derive(Debug)]
pub(crate) struct Dense {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pub(crate) w: Parameters,
    pub(crate) b: Parameters,
    /// Weights by output then input, for the backward pass.
    turned: Vec<f32>,
    scratch: Vec<f32>,
}

impl Dense {
    pub(crate) fn new(inputs: usize, outputs: usize, gain: f32, random: &mut Random) -> Self {
        let range = gain * (6.0 / (inputs + outputs) as f32).sqrt();
        let (w, b) =
            (Parameters::new(inputs * outputs, range, random), Parameters::new(outputs, 0.0, random));
        let mut layer = Self { inputs, outputs, w, b, turned: Vec::new(), scratch: Vec::new() };
        layer.turn();
        layer
    }

    /// `y[i] = W x[i] + b`; row `i` of `x` starts at `i * stride`.
    pub(crate) fn forward(&self, x: &[f32], stride: usize, n: usize, y: &mut [f32]) {
        let o = self.outputs;
        y[..n * o].chunks_exact_mut(o).for_each(|y| y.copy_from_slice(&self.b.w));
        multiply(x, (stride, 1), n, self.inputs, &self.w.w, o, y);
    }

    /// Adds to the gradients, and to `dx` that of the input.
    pub(crate) fn backward(
        &mut self,
        x: &[f32],
        stride: usize,
        n: usize,
        dy: &[f32],
        dx: Option<&mut [f32]>,
    ) {
        let (k, o) = (self.inputs, self.outputs);
        for d in dy[..n * o].chunks_exact(o) {
            self.b.g.iter_mut().zip(d).for_each(|(g, d)| *g += d);
        }
        multiply(x, (1, stride), k, n, dy, o, &mut self.w.g);
        if let Some(dx) = dx {
            self.scratch.clear();
            self.scratch.resize(n * k, 0.0);
            multiply(dy, (o, 1), n, o, &self.turned, k, &mut self.scratch);
            for (i, d) in self.scratch.chunks_exact(k).enumerate() {
                dx[i * stride..i * stride + k].iter_mut().zip(d).for_each(|(x, d)| *x += d);
            }
        }
    }

    /// Brings the transposed copy up to date.
    fn turn(&mut self) {
        let (k, o) = (self.inputs, self.outputs);
        self.turned.resize(k * o, 0.0);
        for (i, row) in self.w.w.chunks_exact(o).enumerate() {
            for (j, w) in row.iter().enumerate() {
                self.turned[j * k + i] = *w;
            }
        }
    }

    pub(crate) fn step(&mut self, adam: &Adam) {
        self.w.step(0..self.inputs * self.outputs, adam);
        self.b.step(0..self.outputs, adam);
        self.turn();
    }

    pub(crate) fn average(&mut self, keep: f32) {
        self.w.average(keep);
        self.b.average(keep);
    }
}

const LANES: usize = 32;
const TILE: usize = 4;

/// `y[i][..] += sum over j of x[i * steps.0 + j * steps.1] * w[j][..]` for `n` rows of `o`, `k` terms in order.
fn multiply(x: &[f32], steps: (usize, usize), n: usize, k: usize, w: &[f32], o: usize, y: &mut [f32]) {
    let mut i = 0;
    while i < n {
        let rows = if i + TILE <= n { TILE } else { 1 };
        let mut at = 0;
        while at + LANES <= o {
            if rows == TILE {
                tile::<TILE, LANES>(x, steps, i, k, w, o, at, y);
            } else {
                tile::<1, LANES>(x, steps, i, k, w, o, at, y);
            }
            at += LANES;
        }
        while at + 16 <= o {
            if rows == TILE {
                tile::<TILE, 16>(x, steps, i, k, w, o, at, y);
            } else {
                tile::<1, 16>(x, steps, i, k, w, o, at, y);
            }
            at += 16;
        }
        while at < o {
            for r in i..i + rows {
                let sum: f32 = (0..k).map(|j| x[r * steps.0 + j * steps.1] * w[j * o + at]).sum();
                y[r * o + at] += sum;
            }
            at += 1;
        }
        i += rows;
    }
}

#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "one tile of a product")]
fn tile<const R: usize, const L: usize>(
    x: &[f32],
    steps: (usize, usize),
    i: usize,
    k: usize,
    w: &[f32],
    o: usize,
    at: usize,
    y: &mut [f32],
) {
    let mut sums = [[0f32; L]; R];
    for (r, sum) in sums.iter_mut().enumerate() {
        sum.copy_from_slice(&y[(i + r) * o + at..][..L]);
    }
    for j in 0..k {
        let w = &w[j * o + at..][..L];
        for (r, sum) in sums.iter_mut().enumerate() {
            let x = x[(i + r) * steps.0 + j * steps.1];
            for l in 0..L {
                sum[l] += x * w[l];
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        y[(i + r) * o + at..][..L].copy_from_slice(sum);
    }
}

/// A table of rows of which a sentence touches few.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) width: usize,
    pub(crate) p: Parameters,
    touched: Vec<u32>,
    mark: Vec<bool>,
}

impl Table {
    pub(crate) fn new(rows: usize, width: usize, range: f32, random: &mut Random) -> Self {
        let p = Parameters::new(rows * width, range, random);
        Self { width, p, touched: Vec::new(), mark: vec![false; rows] }
    }

    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.p.w[i * self.width..(i + 1) * self.width]
    }

    pub(crate) fn add_gradient(&mut self, i: usize, d: &[f32]) {
        if !self.mark[i] {
            self.mark[i] = true;
            self.touched.push(i as u32);
        }
        self.p.g[i * self.width..(i + 1) * self.width].iter_mut().zip(d).for_each(|(g, d)| *g += d);
    }

    /// Updates the touched rows and keeps them inside what an i8 holds.
    pub(crate) fn step(&mut self, adam: &Adam) {
        for i in std::mem::take(&mut self.touched) {
            let range = i as usize * self.width..(i as usize + 1) * self.width;
            self.p.step(range.clone(), adam);
            self.p.w[range].iter_mut().for_each(|w| *w = w.clamp(-LIMIT, LIMIT));
            self.mark[i as usize] = false;
        }
    }
}

/// Largest weight of a table.
pub(crate) const LIMIT: f32 = 127.0 / 64.0;

/// Turns scores into probabilities in place.
pub(crate) fn softmax(x: &mut [f32]) {
    let top = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for v in x.iter_mut() {
        *v = (*v - top).exp();
        sum += *v;
    }
    x.iter_mut().for_each(|v| *v /= sum);
}
