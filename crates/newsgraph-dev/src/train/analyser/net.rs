//! The network as it is trained: forward, backward, one update a batch.

use super::layers::{Adam, Dense, Table, softmax};
use super::oracle;
use super::random::Random;
use crate::train::vectors::Vectors;
use newsgraph_model::training::{
    Action, NONE, PIECES, RESERVED, ROWS, SLOTS, State, Tags, WORD, common, parts, view,
};

/// Sizes and habits of training.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Config {
    /// Width of an embedding.
    pub(crate) input: usize,
    pub(crate) width: usize,
    pub(crate) hidden: usize,
    pub(crate) epochs: usize,
    pub(crate) batch_words: usize,
    pub(crate) rate: f32,
    pub(crate) dropout: f32,
    pub(crate) seed: u64,
}

/// A sentence as the network sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    /// Rows of the embedding table, [`PIECES`] a token.
    pub(crate) rows: Vec<[u32; PIECES]>,
    /// Gold pair of tags.
    pub(crate) pairs: Vec<u16>,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
}

/// All weights.
#[derive(Debug)]
pub(crate) struct Net {
    pub(crate) config: Config,
    pub(crate) embedding: Table,
    pub(crate) project: Dense,
    pub(crate) first: Dense,
    pub(crate) second: Dense,
    pub(crate) gates: Dense,
    pub(crate) tags: Dense,
    pub(crate) tag_rows: Table,
    pub(crate) third: Dense,
    pub(crate) slots: Vec<Dense>,
    pub(crate) missing: Table,
    pub(crate) sparse: Table,
    pub(crate) actions: Dense,
    pub(crate) labels: [Dense; 2],
    /// Times each row was seen in training.
    pub(crate) counts: Vec<u32>,
    pub(crate) pair_tags: Vec<Tags>,
}

/// Sums of losses and hits, for the log.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Progress {
    pub(crate) words: usize,
    pub(crate) tags_right: usize,
    pub(crate) heads_right: usize,
    pub(crate) loss: f64,
}

/// Reused buffers of one sentence.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    state: State,
    glove: Vec<f32>,
    hit: Vec<bool>,
}

impl Net {
    pub(crate) fn new(
        config: Config,
        rows: usize,
        counts: Vec<u32>,
        pair_tags: Vec<Tags>,
        labels: usize,
        dim: usize,
    ) -> Self {
        let r = &mut Random(config.seed);
        let (e, d, h) = (config.input, config.width, config.hidden);
        Self {
            config,
            embedding: Table::new(rows, e, 0.1, r),
            project: Dense::new(dim, e, 0.5, r),
            first: Dense::new(3 * e, d, 1.0, r),
            second: Dense::new(3 * d, d, 1.0, r),
            gates: Dense::new(d, 2 * d, 1.0, r),
            tags: Dense::new(d, pair_tags.len(), 1.0, r),
            tag_rows: Table::new(pair_tags.len(), d, 0.1, r),
            third: Dense::new(3 * d, d, 1.0, r),
            slots: (0..SLOTS).map(|_| Dense::new(d, h, 1.0, r)).collect(),
            missing: Table::new(SLOTS, h, 0.1, r),
            sparse: Table::new(ROWS, h, 0.1, r),
            actions: Dense::new(h, 3, 1.0, r),
            labels: [Dense::new(h, labels, 1.0, r), Dense::new(h, labels, 1.0, r)],
            counts,
            pair_tags,
        }
    }

    /// One sentence forward and backward; gradients add up until [`Net::step`].
    pub(crate) fn learn(
        &mut self,
        x: &Example,
        vectors: &Vectors,
        explore: f32,
        r: &mut Random,
        p: &mut Progress,
        b: &mut Buffers,
    ) {
        let (w, d, h, n) = (self.config.input, self.config.width, self.config.hidden, x.rows.len());
        let keep = 1.0 - self.config.dropout;
        let drop = |r: &mut Random, m: &mut Vec<f32>, n: usize| {
            m.clear();
            m.extend((0..n).map(|_| if r.unit() < keep { 1.0 / keep } else { 0.0 }));
        };
        // Embeddings; words are dropped, the rarer the more often.
        let dim = self.project.inputs;
        b.glove.clear();
        b.glove.resize(n * dim, 0.0);
        b.hit.clear();
        let mut rows = x.rows.clone();
        for (t, rows) in rows.iter_mut().enumerate() {
            let word = rows[WORD as usize] as usize;
            let whole = r.unit() < 0.04;
            let own = r.unit() < 0.4 / (0.4 + self.counts[word] as f32);
            let known = vectors.row(word);
            if whole {
                rows[0] = WORD;
            } else {
                if let Some(v) = known {
                    b.glove[t * dim..(t + 1) * dim].copy_from_slice(v);
                }
                if own {
                    rows[0] = if known.is_some() { NONE } else { WORD };
                }
            }
            for (kind, row) in rows.iter_mut().enumerate().skip(1) {
                if r.unit() < 0.03 {
                    *row = kind as u32;
                }
            }
            b.hit.push(!whole && known.is_some());
        }
        let mut e = vec![0f32; (n + 2) * w];
        let add = |e: &mut [f32], row: &[f32]| e.iter_mut().zip(row).for_each(|(e, w)| *e += w);
        add(&mut e[..w], self.embedding.row(PIECES));
        add(&mut e[(n + 1) * w..], self.embedding.row(PIECES + 1));
        self.project.forward(&b.glove, dim, n, &mut e[w..(n + 1) * w]);
        for (t, rows) in rows.iter().enumerate() {
            let own = &mut e[(t + 1) * w..(t + 2) * w];
            if !b.hit[t] {
                own.fill(0.0);
            }
            for &row in rows.iter().filter(|r| **r != NONE) {
                add(own, self.embedding.row(row as usize));
            }
        }
        let mut m0 = Vec::new();
        // Pieces are dropped as wholes already, so less of their sum.
        let light = 1.0 - self.config.dropout / 2.0;
        m0.extend((0..(n + 2) * w).map(|_| if r.unit() < light { 1.0 / light } else { 0.0 }));
        e.iter_mut().zip(&m0).for_each(|(e, m)| *e *= m);
        // Convolutions and tags.
        let (mut m1, mut m2, mut m3, mut mg) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        drop(r, &mut m1, n * d);
        drop(r, &mut m2, n * d);
        drop(r, &mut m3, n * d);
        drop(r, &mut mg, n * d);
        let mut r1 = vec![0f32; n * d];
        self.first.forward(&e, w, n, &mut r1);
        r1.iter_mut().zip(&m1).for_each(|(b, m)| *b = b.max(0.0) * m);
        let mut h1 = vec![0f32; (n + 2) * d];
        h1[d..(n + 1) * d].copy_from_slice(&r1);
        let (h2_conv, r2) = convolve(&self.second, &h1, n, d, &m2);
        let mut gates = vec![0f32; n * 2 * d];
        self.gates.forward(&h2_conv[d..], d, n, &mut gates);
        let states = recur(&gates, n, d);
        let mut h2 = h2_conv.clone();
        for ((x, s), m) in h2[d..].iter_mut().zip(&states).zip(&mg) {
            *x += s * m;
        }
        let k = self.pair_tags.len();
        let mut scores = vec![0f32; n * k];
        self.tags.forward(&h2[d..], d, n, &mut scores);
        let mut predicted = Vec::with_capacity(n);
        for (t, scores) in scores.chunks_exact_mut(k).enumerate() {
            let best = argmax(scores.iter().copied());
            predicted.push(best);
            p.tags_right += usize::from(best == usize::from(x.pairs[t]));
            softmax(scores);
            let gold = &mut scores[usize::from(x.pairs[t])];
            p.loss -= f64::from(gold.max(1e-9).ln());
            *gold -= 1.0;
        }
        let h2_plain = h2.clone();
        for (t, &tag) in predicted.iter().enumerate() {
            add(&mut h2[(t + 1) * d..(t + 2) * d], self.tag_rows.row(tag));
        }
        let (h3, r3) = convolve(&self.third, &h2, n, d, &m3);
        // The parser.
        let mut slots: Vec<Vec<f32>> = Vec::new();
        for layer in &self.slots {
            let mut y = vec![0f32; n * h];
            layer.forward(&h3[d..], d, n, &mut y);
            slots.push(y);
        }
        let mut d_slots: Vec<Vec<f32>> = slots.iter().map(|s| vec![0f32; s.len()]).collect();
        let tags: Vec<Tags> = predicted
            .iter()
            .zip(&x.rows)
            .map(|(&i, rows)| Tags { word: common(rows[WORD as usize] as usize), ..self.pair_tags[i] })
            .collect();
        let commas = commas(&tags);
        b.state.reset(n);
        let mut hidden = vec![0f32; h];
        // What the backward pass needs of each step: mask, hidden layer, view, gradients; labels by side.
        let (mut masks, mut hiddens, mut views, mut d_actions) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut labelled: [(Vec<usize>, Vec<f32>, Vec<f32>); 2] = Default::default();
        let mut y = vec![0f32; self.labels[0].outputs];
        while !b.state.finished() {
            let view = view(&b.state, &tags, &commas);
            hidden.fill(0.0);
            for (s, &t) in view.slots.iter().enumerate() {
                if t == NONE {
                    add(&mut hidden, self.missing.row(s));
                } else {
                    add(&mut hidden, &slots[s][t as usize * h..(t as usize + 1) * h]);
                }
            }
            for &row in &view.rows {
                add(&mut hidden, self.sparse.row(usize::from(row)));
            }
            let from = masks.len();
            masks.extend((0..h).map(|_| if r.unit() < keep { 1.0 / keep } else { 0.0 }));
            hidden.iter_mut().zip(&masks[from..]).for_each(|(x, m)| *x = x.max(0.0) * m);
            let costs = oracle::costs(&b.state, &x.heads);
            let mut scores = [0f32; 3];
            self.actions.forward(&hidden, h, 1, &mut scores);
            for (s, c) in scores.iter_mut().zip(&costs) {
                if c.is_none() {
                    *s = -1e9;
                }
            }
            let least = costs.iter().flatten().min().copied().unwrap_or(0);
            let good = costs.map(|c| c == Some(least));
            let guess = argmax(scores.iter().copied());
            let right = argmax((0..3).map(|i| if good[i] { scores[i] } else { f32::NEG_INFINITY }));
            softmax(&mut scores);
            let mass: f32 = (0..3).filter(|i| good[*i]).map(|i| scores[i]).sum();
            p.loss -= f64::from(mass.max(1e-9).ln());
            let mut ds = scores;
            for i in 0..3 {
                if good[i] {
                    ds[i] -= scores[i] / mass.max(1e-9);
                }
            }
            d_actions.extend(ds);
            // The label is learnt on the right arc, whichever move is made.
            let action = Action::ALL[right];
            let (head, dependent) = b.state.arc(action);
            if head != NONE && x.heads[dependent as usize] == head {
                let side = usize::from(action == Action::Right);
                self.labels[side].forward(&hidden, h, 1, &mut y);
                softmax(&mut y);
                let gold = &mut y[usize::from(x.labels[dependent as usize])];
                p.loss -= f64::from(gold.max(1e-9).ln());
                *gold -= 1.0;
                labelled[side].0.push(views.len());
                labelled[side].1.extend(&hidden);
                labelled[side].2.extend(&y);
            }
            hiddens.extend(&hidden);
            views.push(view);
            let chosen = if guess != right && r.unit() < explore { guess } else { right };
            let action = Action::ALL[chosen];
            let mut label = 0;
            let (head, dependent) = b.state.arc(action);
            if head != NONE {
                self.labels[usize::from(action == Action::Right)].forward(&hidden, h, 1, &mut y);
                label = argmax(y.iter().copied());
                p.heads_right += usize::from(x.heads[dependent as usize] == head);
            }
            b.state.apply(action, label as u8);
        }
        p.words += n;
        let mut d_hiddens = vec![0f32; hiddens.len()];
        self.actions.backward(&hiddens, h, views.len(), &d_actions, Some(&mut d_hiddens));
        for (layer, (steps, x, dy)) in self.labels.iter_mut().zip(&labelled) {
            let mut dx = vec![0f32; x.len()];
            layer.backward(x, h, steps.len(), dy, Some(&mut dx));
            for (&step, d) in steps.iter().zip(dx.chunks_exact(h)) {
                add(&mut d_hiddens[step * h..(step + 1) * h], d);
            }
        }
        for ((d, x), m) in d_hiddens.iter_mut().zip(&hiddens).zip(&masks) {
            *d = if *x > 0.0 { *d * m } else { 0.0 };
        }
        for (view, dh) in views.iter().zip(d_hiddens.chunks_exact(h)) {
            for (s, &t) in view.slots.iter().enumerate() {
                if t == NONE {
                    self.missing.add_gradient(s, dh);
                } else {
                    add(&mut d_slots[s][t as usize * h..(t as usize + 1) * h], dh);
                }
            }
            for &row in &view.rows {
                self.sparse.add_gradient(usize::from(row), dh);
            }
        }
        // Back through slots, convolutions, tags, embeddings.
        let mut d3 = vec![0f32; (n + 2) * d];
        for (layer, dy) in self.slots.iter_mut().zip(&d_slots) {
            layer.backward(&h3[d..], d, n, dy, Some(&mut d3[d..]));
        }
        let mut d2 = vec![0f32; (n + 2) * d];
        unconvolve(&mut self.third, &h2, &r3, &m3, n, d, &d3, &mut d2);
        for (t, &tag) in predicted.iter().enumerate() {
            self.tag_rows.add_gradient(tag, &d2[(t + 1) * d..(t + 2) * d]);
        }
        self.tags.backward(&h2_plain[d..], d, n, &scores, Some(&mut d2[d..]));
        let dg: Vec<f32> = d2[d..].iter().zip(&mg).map(|(g, m)| g * m).collect();
        let d_gates = unrecur(&gates, &states, &dg, n, d);
        self.gates.backward(&h2_conv[d..], d, n, &d_gates, Some(&mut d2[d..]));
        let mut d1 = vec![0f32; (n + 2) * d];
        unconvolve(&mut self.second, &h1, &r2, &m2, n, d, &d2, &mut d1);
        let mut d0 = vec![0f32; (n + 2) * w];
        let db: Vec<f32> =
            d1[d..].iter().zip(&r1).zip(&m1).map(|((g, b), m)| if *b > 0.0 { g * m } else { 0.0 }).collect();
        self.first.backward(&e, w, n, &db, Some(&mut d0));
        d0.iter_mut().zip(&m0).for_each(|(e, m)| *e *= m);
        self.embedding.add_gradient(PIECES, &d0[..w]);
        self.embedding.add_gradient(PIECES + 1, &d0[(n + 1) * w..]);
        for (t, rows) in rows.iter().enumerate() {
            let own = &mut d0[(t + 1) * w..(t + 2) * w];
            for &row in rows.iter().filter(|r| **r != NONE) {
                self.embedding.add_gradient(row as usize, own);
            }
            if !b.hit[t] {
                own.fill(0.0);
            }
        }
        self.project.backward(&b.glove, dim, n, &d0[w..(n + 1) * w], None);
    }

    /// One update.
    pub(crate) fn step(&mut self, adam: &Adam) {
        for t in [&mut self.embedding, &mut self.tag_rows, &mut self.missing, &mut self.sparse] {
            t.step(adam);
        }
        self.dense().into_iter().for_each(|l| l.step(adam));
    }

    /// Moves the averages towards the weights.
    pub(crate) fn average(&mut self, keep: f32) {
        for t in [&mut self.embedding, &mut self.tag_rows, &mut self.missing, &mut self.sparse] {
            t.p.average(keep);
        }
        self.dense().into_iter().for_each(|l| l.average(keep));
    }

    fn dense(&mut self) -> Vec<&mut Dense> {
        let mut all = vec![
            &mut self.project,
            &mut self.first,
            &mut self.second,
            &mut self.gates,
            &mut self.third,
            &mut self.tags,
            &mut self.actions,
        ];
        all.extend(self.slots.iter_mut());
        all.extend(self.labels.iter_mut());
        all
    }
}

/// Commas and the like before each token.
fn commas(tags: &[Tags]) -> Vec<u16> {
    let mut sum = 0;
    tags.iter()
        .map(|t| {
            let before = sum;
            sum += u16::from(parts(t.xpos));
            before
        })
        .collect()
}

pub(crate) fn argmax(x: impl Iterator<Item = f32>) -> usize {
    x.enumerate().fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a }).0
}

/// How far a gate opens, and the slope there. A sigmoid without exponentials, the same in the model.
fn open(g: f32) -> (f32, f32) {
    let one = 1.0 + g.abs();
    (0.5 + 0.5 * g / one, 0.5 / (one * one))
}

/// States of the gated recurrence: forward in the first half of each row, backward in the second.
fn recur(gates: &[f32], n: usize, d: usize) -> Vec<f32> {
    let half = d / 2;
    let mut states = vec![0f32; n * d];
    for side in 0..2 {
        let mut state = vec![0f32; half];
        for i in 0..n {
            let t = if side == 0 { i } else { n - 1 - i };
            let (g, c) = gates[(t * 2 + side) * d..][..d].split_at(half);
            for j in 0..half {
                state[j] += open(g[j]).0 * (c[j] - state[j]);
            }
            states[t * d + side * half..][..half].copy_from_slice(&state);
        }
    }
    states
}

/// Gradient of the gates from that of the states.
fn unrecur(gates: &[f32], states: &[f32], dy: &[f32], n: usize, d: usize) -> Vec<f32> {
    let half = d / 2;
    let mut out = vec![0f32; n * 2 * d];
    for side in 0..2 {
        let mut carry = vec![0f32; half];
        for i in (0..n).rev() {
            let t = if side == 0 { i } else { n - 1 - i };
            let previous = (i > 0).then(|| if side == 0 { t - 1 } else { t + 1 });
            let base = (t * 2 + side) * d;
            for j in 0..half {
                let (g, c) = (gates[base + j], gates[base + half + j]);
                let before = previous.map_or(0.0, |p| states[p * d + side * half + j]);
                let total = dy[t * d + side * half + j] + carry[j];
                let (z, slope) = open(g);
                out[base + j] = total * (c - before) * slope;
                out[base + half + j] = total * z;
                carry[j] = total * (1.0 - z);
            }
        }
    }
    out
}

/// `y = (x + relu(W window + b))` with the branch masked; padding zero. Returns `y` and the branch.
fn convolve(layer: &Dense, x: &[f32], n: usize, d: usize, mask: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let mut branch = vec![0f32; n * d];
    layer.forward(x, d, n, &mut branch);
    branch.iter_mut().zip(mask).for_each(|(b, m)| *b = b.max(0.0) * m);
    let mut y = vec![0f32; (n + 2) * d];
    for ((y, x), b) in y[d..(n + 1) * d].iter_mut().zip(&x[d..]).zip(&branch) {
        *y = x + b;
    }
    (y, branch)
}

#[allow(clippy::too_many_arguments, reason = "the pieces of one layer")]
fn unconvolve(
    layer: &mut Dense,
    x: &[f32],
    branch: &[f32],
    mask: &[f32],
    n: usize,
    d: usize,
    dy: &[f32],
    dx: &mut [f32],
) {
    let inner = &dy[d..(n + 1) * d];
    let db: Vec<f32> =
        inner.iter().zip(branch).zip(mask).map(|((g, b), m)| if *b > 0.0 { g * m } else { 0.0 }).collect();
    layer.backward(x, d, n, &db, Some(dx));
    dx[d..(n + 1) * d].iter_mut().zip(inner).for_each(|(x, g)| *x += g);
}

const _: () = assert!(RESERVED == PIECES + 2);
