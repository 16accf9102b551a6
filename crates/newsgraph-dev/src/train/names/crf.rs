//! Trains a linear chain with partly known labels: conditional likelihood, AdaGrad, L2.

use super::data::Allowed;
use newsgraph_model::names::chain::may_follow;
use newsgraph_model::names::weights::{LABELS, LANES, Transitions};

/// A sentence: for each token its features' numbers, the labels it may have, and scores given beforehand.
#[derive(Debug, Default)]
pub(crate) struct Example {
    pub(crate) offsets: Vec<u32>,
    pub(crate) features: Vec<u32>,
    pub(crate) allowed: Vec<Allowed>,
    pub(crate) base: Vec<[f32; LANES]>,
    pub(crate) weight: f32,
}

impl Example {
    pub(crate) fn of(&self, t: usize) -> &[u32] {
        &self.features[self.offsets[t] as usize..self.offsets[t + 1] as usize]
    }
}

/// Settings of the training.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) rate: f32,
    pub(crate) l2: f32,
    /// Squares to begin with: the larger, the less a rare feature moves.
    pub(crate) start: f32,
}

/// Weights in the making.
#[derive(Clone, Debug)]
pub(crate) struct Crf {
    pub(crate) weights: Vec<[f32; LANES]>,
    squares: Vec<[f32; LANES]>,
    pub(crate) transitions: Transitions,
    transition_squares: Transitions,
    settings: Settings,
}

const NEVER: f32 = -1e4;

impl Crf {
    pub(crate) fn new(features: usize, settings: Settings) -> Self {
        let mut transitions = [[0.0; LANES]; LABELS + 1];
        for (from, row) in transitions.iter_mut().enumerate() {
            for (to, w) in row.iter_mut().enumerate() {
                if to >= LABELS || !may_follow(from, to) {
                    *w = NEVER;
                }
            }
        }
        Self {
            weights: vec![[0.0; LANES]; features],
            squares: vec![[0.0; LANES]; features],
            transitions,
            transition_squares: [[0.0; LANES]; LABELS + 1],
            settings,
        }
    }

    pub(crate) fn scores(&self, e: &Example) -> Vec<[f32; LANES]> {
        (0..e.allowed.len())
            .map(|t| {
                let mut s = e.base.get(t).copied().unwrap_or([0.0; LANES]);
                for &f in e.of(t) {
                    for (s, w) in s.iter_mut().zip(&self.weights[f as usize]) {
                        *s += w;
                    }
                }
                s
            })
            .collect()
    }

    /// Forward-backward over the allowed labels: marginals, expected transitions added with `sign`, and log-likelihood.
    fn marginals(
        &self,
        scores: &[[f32; LANES]],
        step: &Transitions,
        allowed: Option<&[Allowed]>,
        sign: f32,
        expected: &mut Transitions,
    ) -> (Vec<[f32; LANES]>, f64) {
        let n = scores.len();
        let mut local = vec![[0.0f32; LANES]; n];
        let mut log = 0.0f64;
        for t in 0..n {
            let top = scores[t][..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            log += f64::from(top);
            for y in 0..LABELS {
                if allowed.is_none_or(|a| a[t] >> y & 1 == 1) {
                    local[t][y] = (scores[t][y] - top).exp().max(1e-30);
                }
            }
        }
        let mut alpha = vec![[0.0f32; LANES]; n];
        let mut norm = vec![1.0f32; n];
        for t in 0..n {
            let mut a = if t == 0 { step[LABELS] } else { [0.0; LANES] };
            if t > 0 {
                for p in 0..LABELS {
                    let w = alpha[t - 1][p];
                    for y in 0..LANES {
                        a[y] += w * step[p][y];
                    }
                }
            }
            let mut sum = 0.0;
            for y in 0..LABELS {
                a[y] *= local[t][y];
                sum += a[y];
            }
            let sum = sum.max(1e-35);
            log += f64::from(sum).ln();
            norm[t] = 1.0 / sum;
            a[..LABELS].iter_mut().for_each(|x| *x *= norm[t]);
            a[LABELS] = 0.0;
            alpha[t] = a;
        }
        let mut beta = vec![[1.0f32; LANES]; n];
        let mut out = vec![[0.0f32; LANES]; n];
        for t in (0..n).rev() {
            for y in 0..LABELS {
                out[t][y] = alpha[t][y] * beta[t][y];
            }
            let mut next = [0.0; LANES];
            for y in 0..LABELS {
                next[y] = beta[t][y] * local[t][y] * norm[t];
            }
            if t == 0 {
                for y in 0..LABELS {
                    expected[LABELS][y] += sign * step[LABELS][y] * next[y];
                }
            } else {
                for p in 0..LABELS {
                    let mut sum = 0.0;
                    let w = sign * alpha[t - 1][p];
                    for y in 0..LABELS {
                        let v = step[p][y] * next[y];
                        sum += v;
                        expected[p][y] += w * v;
                    }
                    beta[t - 1][p] = sum;
                }
            }
        }
        (out, log)
    }

    /// One step on one sentence; gives its log-likelihood.
    pub(crate) fn step(&mut self, e: &Example) -> f64 {
        let scores = self.scores(e);
        let mut expected = [[0.0; LANES]; LABELS + 1];
        let step = self.transitions.map(|row| row.map(f32::exp));
        let (model, all) = self.marginals(&scores, &step, None, -1.0, &mut expected);
        let (wanted, known) = self.marginals(&scores, &step, Some(&e.allowed), 1.0, &mut expected);
        let Settings { rate, l2, start } = self.settings;
        for t in 0..scores.len() {
            let mut g = [0.0; LANES];
            let mut top = 0.0f32;
            for y in 0..LABELS {
                g[y] = (wanted[t][y] - model[t][y]) * e.weight;
                top = top.max(g[y].abs());
            }
            if top < 2e-3 || !top.is_finite() {
                continue;
            }
            for &f in e.of(t) {
                let (w, q) = (&mut self.weights[f as usize], &mut self.squares[f as usize]);
                for y in 0..LANES {
                    let d = g[y] - l2 * w[y];
                    q[y] += d * d;
                    w[y] += rate * d / (q[y] + start).sqrt();
                }
            }
        }
        for (from, row) in expected.iter().enumerate() {
            for (to, &d) in row.iter().enumerate() {
                if to < LABELS && may_follow(from, to) && d.is_finite() {
                    let d = d * e.weight;
                    let q = &mut self.transition_squares[from][to];
                    *q += d * d;
                    self.transitions[from][to] += rate * d / (q.sqrt() + 1e-1);
                }
            }
        }
        known - all
    }
}

/// The mean of weights at several times of the training, which fits the noise less than the last.
#[derive(Debug, Default)]
pub(crate) struct Average {
    weights: Vec<[f32; LANES]>,
    transitions: Transitions,
    count: f32,
}

impl Average {
    /// Adds the weights as they are now.
    pub(crate) fn add(&mut self, crf: &Crf) {
        self.weights.resize(crf.weights.len(), [0.0; LANES]);
        for (sum, w) in self.weights.iter_mut().flatten().zip(crf.weights.iter().flatten()) {
            *sum += w;
        }
        for (sum, w) in self.transitions.iter_mut().flatten().zip(crf.transitions.iter().flatten()) {
            *sum += w;
        }
        self.count += 1.0;
    }

    /// Puts the mean in place of the weights.
    pub(crate) fn apply(self, crf: &mut Crf) {
        if self.count > 0.0 {
            for (w, sum) in crf.weights.iter_mut().flatten().zip(self.weights.iter().flatten()) {
                *w = sum / self.count;
            }
            for (w, sum) in crf.transitions.iter_mut().flatten().zip(self.transitions.iter().flatten()) {
                *w = sum / self.count;
            }
        }
    }
}
