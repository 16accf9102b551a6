//! Trained weights to the bytes that the model embeds.

use super::layers::{Dense, Parameters, Table};
use super::lemmas::Lemmas;
use super::net::Net;
use crate::train::vectors::Vectors;

/// The file: sizes, hashes, tables, matrices, pairs of tags, rules of lemmas.
pub(crate) fn bytes(net: &Net, vectors: &Vectors, hashes: &[u32], lemmas: &Lemmas) -> Vec<u8> {
    let d = net.config.input;
    let mut out = Vec::new();
    for x in [d, net.config.width, net.config.hidden, hashes.len(), net.pair_tags.len()] {
        number(&mut out, x);
    }
    hashes.iter().for_each(|h| out.extend(h.to_le_bytes()));
    // Word vectors are folded into the words' rows.
    let mut embedding = net.embedding.p.mean.clone();
    for row in 0..hashes.len() {
        let own = &mut embedding[row * d..(row + 1) * d];
        if let Some(v) = vectors.row(row) {
            if net.counts[row] == 0 {
                own.fill(0.0);
            }
            for (o, own) in own.iter_mut().enumerate() {
                *own += net.project.b.mean[o];
                for (k, x) in v.iter().enumerate() {
                    *own += x * net.project.w.mean[k * d + o];
                }
            }
        }
    }
    table(&mut out, &embedding);
    dense(&mut out, &net.first);
    dense(&mut out, &net.second);
    dense(&mut out, &net.gates);
    dense(&mut out, &net.tags);
    rows(&mut out, &net.tag_rows);
    dense(&mut out, &net.third);
    net.slots.iter().for_each(|s| dense(&mut out, s));
    rows(&mut out, &net.missing);
    rows(&mut out, &net.sparse);
    out.extend(std::iter::repeat_n(0u8, net.config.hidden * 4));
    dense(&mut out, &net.actions);
    net.labels.iter().for_each(|l| dense(&mut out, l));
    net.pair_tags.iter().for_each(|t| out.extend([t.upos, t.xpos]));
    lemmas.write(&mut out);
    out
}

pub(crate) fn number(out: &mut Vec<u8>, x: usize) {
    out.extend((x as u32).to_le_bytes());
}

fn table(out: &mut Vec<u8>, values: &[f32]) {
    out.extend(values.iter().map(|x| (x * 64.0).round().clamp(-127.0, 127.0) as i8 as u8));
}

fn rows(out: &mut Vec<u8>, t: &Table) {
    table(out, &t.p.mean);
}

/// Output by output, each with a scale of its own.
fn dense(out: &mut Vec<u8>, layer: &Dense) {
    let (k, o) = (layer.inputs, layer.outputs);
    number(out, o);
    number(out, k);
    let w = |p: &Parameters, i: usize, j: usize| p.mean[i * o + j];
    let scales: Vec<f32> =
        (0..o).map(|j| (0..k).map(|i| w(&layer.w, i, j).abs()).fold(1e-6, f32::max) / 127.0).collect();
    scales.iter().for_each(|s| out.extend(s.to_le_bytes()));
    layer.b.mean.iter().for_each(|b| out.extend(b.to_le_bytes()));
    for (j, s) in scales.iter().enumerate() {
        out.extend((0..k).map(|i| (w(&layer.w, i, j) / s).round() as i8 as u8));
    }
}
