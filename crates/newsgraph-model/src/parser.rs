//! The greedy parser over a sentence's token vectors.

use crate::network::{Network, Vectors, fixed_raw};
use crate::transition::{self, Action, NONE, SLOTS, State, view};
use newsgraph_core::analysis::Deprel;

/// Buffers of the parser, reused between sentences.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    /// The last state; after [`Parser::parse`], heads and labels of the sentence.
    pub(crate) state: State,
    slots: Vec<i16>,
    hidden: Vec<i16>,
    commas: Vec<u16>,
}

impl Parser {
    /// Parses a sentence of `n` encoded tokens. Linear in `n`.
    pub(crate) fn parse(&mut self, network: &Network, v: &Vectors, n: usize) {
        let h = network.hidden;
        self.state.reset(n);
        self.commas.clear();
        let mut commas = 0u16;
        for tag in &v.tags {
            self.commas.push(commas);
            commas = commas.saturating_add(u16::from(transition::parts(tag.xpos)));
        }
        self.slots.clear();
        self.slots.resize(n * SLOTS * h, 0);
        for t in 0..n {
            for (s, matrix) in network.slots.iter().enumerate() {
                let out = &mut self.slots[(t * SLOTS + s) * h..][..h];
                matrix.apply(v.token(t, network.width), |o, y| out[o] = fixed_raw(y));
            }
        }
        while !self.state.finished() {
            let view = view(&self.state, &v.tags, &self.commas);
            self.hidden.clear();
            self.hidden.extend_from_slice(&network.start);
            for (s, &t) in view.slots.iter().enumerate() {
                let row = if t == NONE {
                    &network.missing[s * h..][..h]
                } else {
                    &self.slots[(t as usize * SLOTS + s) * h..][..h]
                };
                add(&mut self.hidden, row);
            }
            for &row in &view.rows {
                add(&mut self.hidden, &network.sparse[usize::from(row) * h..][..h]);
            }
            self.hidden.iter_mut().for_each(|x| *x = (*x).max(0));
            let allowed = self.state.allowed();
            let (mut best, mut top) = (Action::Shift, f32::NEG_INFINITY);
            network.actions.apply(&self.hidden, |o, y| {
                if allowed[o] && y > top {
                    (best, top) = (Action::ALL[o], y);
                }
            });
            let mut label = 0;
            if best != Action::Shift {
                let matrix = &network.labels[usize::from(best == Action::Right)];
                let mut top = f32::NEG_INFINITY;
                matrix.apply(&self.hidden, |o, y| {
                    if y > top {
                        (label, top) = (o as u8, y);
                    }
                });
            }
            self.state.apply(best, label);
        }
        debug_assert!(self.state.nodes.len() == n);
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

/// Wraps only beyond what trained weights can reach.
fn add(x: &mut [i16], row: &[i16]) {
    x.iter_mut().zip(row).for_each(|(x, r)| *x = x.wrapping_add(*r));
}
