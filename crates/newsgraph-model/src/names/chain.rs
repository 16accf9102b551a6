//! The linear chain: best labels of a sentence, and how sure they are.

#![allow(
    clippy::needless_range_loop,
    reason = "tables are indexed by labels, which line up over several of them"
)]

use super::weights::{LABELS, LANES, Transitions};
use fearless_simd::{Level, dispatch};

/// Scores of one token.
pub type Scores = [f32; LANES];

/// Whether label `to` may follow `from` (`LABELS` for the start): inside only after the same name's begin or inside.
#[must_use]
pub const fn may_follow(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || (from < LABELS && from > 0 && from.div_ceil(2) == to / 2)
}

/// The best labels of a sentence (Viterbi).
pub fn best(scores: &[Scores], transitions: &Transitions, back: &mut Vec<[u8; LANES]>, out: &mut Vec<u8>) {
    dispatch!(Level::new(), _ => viterbi(scores, transitions, back, out));
}

#[inline(always)]
fn viterbi(scores: &[Scores], transitions: &Transitions, back: &mut Vec<[u8; LANES]>, out: &mut Vec<u8>) {
    out.clear();
    let Some(first) = scores.first() else { return };
    back.clear();
    back.push([0; LANES]);
    let mut alpha = [f32::NEG_INFINITY; LANES];
    for y in 0..LABELS {
        alpha[y] = first[y] + transitions[LABELS][y];
    }
    for s in &scores[1..] {
        let mut top = [f32::NEG_INFINITY; LANES];
        let mut from = [0.0f32; LANES];
        for p in 0..LABELS {
            let row = &transitions[p];
            for y in 0..LANES {
                let c = alpha[p] + row[y];
                let better = c > top[y];
                top[y] = if better { c } else { top[y] };
                from[y] = if better { p as f32 } else { from[y] };
            }
        }
        let mut link = [0; LANES];
        for y in 0..LANES {
            alpha[y] = top[y] + s[y];
            link[y] = from[y] as u8;
        }
        back.push(link);
    }
    let mut y = 0;
    for k in 1..LABELS {
        if alpha[k] > alpha[y] {
            y = k;
        }
    }
    out.resize(scores.len(), 0);
    for t in (0..scores.len()).rev() {
        out[t] = y as u8;
        y = back[t][y] as usize;
    }
}

/// e to the power of `x`, for `x` up to 0, to five digits; the same on every machine.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let t = x.max(-80.0) * std::f32::consts::LOG2_E;
    let whole = (t - 1.0).trunc();
    let f = t - whole;
    let p = 1.0
        + f * (std::f32::consts::LN_2
            + f * (0.240_226_5 + f * (0.055_504_1 + f * (0.009_618_1 + f * 0.001_333_4))));
    // Adding 1.5 * 2^23 leaves the integer in the low bits; unlike a cast it has no branch and vectorises anywhere.
    f32::from_bits((whole + 12_582_912.0 + 127.0).to_bits() << 23) * p
}

/// Forward and backward probabilities of a sentence, for the probability of spans.
#[derive(Clone, Debug, Default)]
pub struct Posterior {
    alpha: Vec<Scores>,
    beta: Vec<Scores>,
    local: Vec<Scores>,
    norm: Vec<f32>,
    /// Powers of the transitions, by the label left and by the label reached.
    step: Vec<Scores>,
    into: Vec<Scores>,
}

impl Posterior {
    /// For these transitions.
    #[must_use]
    pub fn new(transitions: &Transitions) -> Self {
        // Transitions are below 80 by far; scaling by the largest changes no probability.
        let top = transitions.iter().flatten().copied().fold(0.0, f32::max);
        let step: Vec<Scores> =
            transitions.iter().map(|row| row.map(|w| if w < -1e3 { 0.0 } else { exp(w - top) })).collect();
        let mut into = vec![[0.0; LANES]; LANES];
        for (p, row) in step.iter().take(LABELS).enumerate() {
            for (y, &w) in row.iter().enumerate() {
                into[y][p] = w;
            }
        }
        Self { step, into, ..Self::default() }
    }

    /// Computes the forward and backward probabilities.
    pub fn compute(&mut self, scores: &[Scores]) {
        dispatch!(Level::new(), _ => self.forward_backward(scores));
    }

    #[inline(always)]
    fn forward_backward(&mut self, scores: &[Scores]) {
        let n = scores.len();
        self.local.clear();
        self.alpha.clear();
        self.norm.clear();
        for s in scores {
            let top = s[..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut e = [0.0; LANES];
            for (e, s) in e.iter_mut().zip(s) {
                *e = exp(s - top);
            }
            e[LABELS] = 0.0;
            self.local.push(e);
        }
        for t in 0..n {
            let mut a = [0.0; LANES];
            if t == 0 {
                a = self.step[LABELS];
            } else {
                let before = self.alpha[t - 1];
                for p in 0..LABELS {
                    for y in 0..LANES {
                        a[y] += before[p] * self.step[p][y];
                    }
                }
            }
            let mut sum = 0.0;
            for (a, local) in a.iter_mut().zip(&self.local[t]) {
                *a *= local;
            }
            for a in &a[..LABELS] {
                sum += a;
            }
            a[LABELS] = 0.0;
            let scale = if sum > 0.0 { 1.0 / sum } else { 1.0 };
            for v in &mut a {
                *v *= scale;
            }
            self.alpha.push(a);
            self.norm.push(scale);
        }
        self.beta.clear();
        self.beta.resize(n, [1.0; LANES]);
        for t in (0..n.saturating_sub(1)).rev() {
            let mut next = [0.0; LANES];
            for y in 0..LANES {
                next[y] = self.beta[t + 1][y] * self.local[t + 1][y] * self.norm[t + 1];
            }
            let mut b = [0.0; LANES];
            for y in 0..LABELS {
                for p in 0..LANES {
                    b[p] += self.into[y][p] * next[y];
                }
            }
            self.beta[t] = b;
        }
    }

    /// The probability that exactly the tokens `start..end` make a name whose begin label is `begin`.
    #[must_use]
    pub fn span(&self, start: usize, end: usize, begin: usize) -> f32 {
        let mut p = self.alpha[start][begin];
        let mut from = begin;
        for t in start + 1..end {
            p *= self.step[from][begin + 1] * self.local[t][begin + 1] * self.norm[t];
            from = begin + 1;
        }
        // What may follow is anything but more of the same name.
        if end < self.alpha.len() {
            let mut rest = 0.0;
            for y in (0..LABELS).filter(|&y| y != begin + 1) {
                rest += self.step[from][y] * self.local[end][y] * self.norm[end] * self.beta[end][y];
            }
            p *= rest;
        }
        p.clamp(0.0, 1.0)
    }

    /// The probability of each label at a token.
    #[must_use]
    pub fn label(&self, t: usize) -> Scores {
        let mut p = self.alpha[t];
        for (v, b) in p.iter_mut().zip(&self.beta[t]) {
            *v *= b;
        }
        p
    }
}
