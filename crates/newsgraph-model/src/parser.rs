//! The greedy parser over a sentence's token vectors.

use crate::network::{Network, Vectors, argmax, fixed_raw};
use crate::transition::{self, Action, NONE, SLOTS, SPARSE, State, view};
use crate::weights::{STEP, pair_up};
use fearless_simd::Simd;
use newsgraph_core::analysis::Deprel;

/// Buffers of the parser, reused between sentences.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    /// The last state; after [`Parser::parse`], heads and labels of the sentence.
    pub(crate) state: State,
    slots: [Vec<i16>; SLOTS],
    hidden: Vec<i16>,
    pairs: Vec<i32>,
    scores: Vec<f32>,
    commas: Vec<u16>,
}

impl Parser {
    /// Parses a sentence of `n` encoded tokens. Linear in `n`.
    #[inline(always)]
    pub(crate) fn parse<S: Simd>(&mut self, simd: S, network: &Network, v: &Vectors, n: usize) {
        let (h, d) = (network.hidden, network.width);
        self.state.reset(n);
        self.commas.clear();
        let mut commas = 0u16;
        for tag in &v.tags {
            self.commas.push(commas);
            commas = commas.saturating_add(u16::from(transition::parts(tag.xpos)));
        }
        for (out, matrix) in self.slots.iter_mut().zip(&network.slots) {
            matrix.apply(simd, &v.x[d / 2..], d / 2, n, &mut self.scores);
            out.clear();
            out.extend(self.scores[..n * h].iter().map(|y| fixed_raw(*y)));
        }
        self.hidden.resize(h, 0);
        while !self.state.finished() {
            let view = view(&self.state, &v.tags, &self.commas);
            let mut slots = [&network.start[..]; SLOTS];
            for ((row, &t), (s, slot)) in slots.iter_mut().zip(&view.slots).zip(self.slots.iter().enumerate())
            {
                *row = if t == NONE { &network.missing[s * h..][..h] } else { &slot[t as usize * h..][..h] };
            }
            let mut rows = [&[][..]; SPARSE];
            for (row, &r) in rows.iter_mut().zip(&view.rows) {
                *row = network.sparse.row(usize::from(r));
            }
            sum(&network.start, &slots, &rows, &mut self.hidden);
            pair_up(&self.hidden, &mut self.pairs);
            network.actions.apply(simd, &self.pairs, 0, 1, &mut self.scores);
            let allowed = self.state.allowed();
            let (mut best, mut top) = (Action::Shift, f32::NEG_INFINITY);
            for ((action, allowed), &y) in Action::ALL.into_iter().zip(allowed).zip(&self.scores) {
                if allowed && y > top {
                    (best, top) = (action, y);
                }
            }
            let mut label = 0;
            if best != Action::Shift {
                let matrix = &network.labels[usize::from(best == Action::Right)];
                matrix.apply(simd, &self.pairs, 0, 1, &mut self.scores);
                label = argmax(&self.scores[..matrix.outputs]) as u8;
            }
            self.state.apply(best, label);
        }
    }

    /// Relation of token `t` to its head, after parsing.
    pub(crate) fn deprel(&self, t: usize) -> Deprel {
        let node = &self.state.nodes[t];
        if node.head == NONE {
            return Deprel::Root;
        }
        Deprel::ALL.get(usize::from(node.label)).copied().unwrap_or(Deprel::Dep)
    }
}

/// `relu(start + slots + rows)`, a chunk at a time so that sums stay in registers. Wraps only beyond what weights can
/// reach. Rows are i8 as in the file: half the memory to fetch, which is what takes the time.
#[inline(always)]
fn sum(start: &[i16], slots: &[&[i16]; SLOTS], rows: &[&[u8]; SPARSE], out: &mut [i16]) {
    let chunks = out.as_chunks_mut::<CHUNK>().0;
    for (i, (out, start)) in chunks.iter_mut().zip(start.as_chunks::<CHUNK>().0).enumerate() {
        let mut sums = [0i16; CHUNK];
        for row in rows {
            let Some(row) = row.as_chunks::<CHUNK>().0.get(i) else { continue };
            for (s, &r) in sums.iter_mut().zip(row) {
                *s += i16::from(r as i8);
            }
        }
        for (s, start) in sums.iter_mut().zip(start) {
            *s = s.wrapping_mul(STEP).wrapping_add(*start);
        }
        for slot in slots {
            for (s, r) in sums.iter_mut().zip(&slot[i * CHUNK..(i + 1) * CHUNK]) {
                *s = s.wrapping_add(*r);
            }
        }
        for (out, s) in out.iter_mut().zip(sums) {
            *out = s.max(0);
        }
    }
}

/// The hidden layer is a multiple of this.
const CHUNK: usize = 128;
