//! Writes weights as the recogniser reads them.

use super::crf::Crf;
use newsgraph_model::names::context::HashedMap;
use newsgraph_model::names::lexis::{self, WordInfo};
use newsgraph_model::names::weights::{LABELS, LANES, MAGIC, Transitions, slot};
use std::collections::BTreeMap;

/// How far each weight may reach.
const TOP: f32 = 6.0;

/// The file: the `keep` features that weigh most, quantised; transitions of both passes; words.
pub(crate) fn pack(
    passes: &[(&HashedMap<u64, u32>, &Crf)],
    table: &BTreeMap<u32, WordInfo>,
    keep: usize,
) -> Vec<u8> {
    let scale = TOP / 127.0;
    let mut features: Vec<(u32, u64, [i8; LANES])> = Vec::new();
    for (index, crf) in passes {
        for (&hash, &n) in *index {
            let w = &crf.weights[n as usize];
            let row = w.map(|v| (v / scale).round().clamp(-127.0, 127.0) as i8);
            let worth: f32 = w[..LABELS].iter().map(|v| v * v).sum();
            if row.iter().any(|&v| v != 0) {
                features.push((worth.to_bits(), hash, row));
            }
        }
    }
    features.sort_unstable_by_key(|f| std::cmp::Reverse((f.0, f.1)));
    features.truncate(keep);
    let slots = features.len() * 5 / 4 + 1;
    let (mut prints, mut rows) = (vec![0u16; slots], vec![[0i8; LANES]; slots]);
    for (_, hash, row) in features {
        let (mut at, print) = slot(hash, slots);
        while prints[at] != 0 && prints[at] != print {
            at = (at + 1) % slots;
        }
        if prints[at] == 0 {
            prints[at] = print;
            rows[at] = row;
        }
    }
    let (word_prints, values) = words(table);
    let mut out = MAGIC.to_vec();
    out.extend((slots as u32).to_le_bytes());
    out.extend((word_prints.len() as u32 / 2).to_le_bytes());
    out.extend(scale.to_bits().to_le_bytes());
    out.extend(0u32.to_le_bytes());
    for n in 0..2 {
        let transitions: &Transitions = passes.get(n).map_or(&passes[0].1.transitions, |p| &p.1.transitions);
        out.extend(transitions.iter().flatten().flat_map(|w| w.to_bits().to_le_bytes()));
    }
    out.extend(prints.iter().flat_map(|p| p.to_le_bytes()));
    out.extend(rows.iter().flatten().map(|&w| w as u8));
    out.extend(word_prints);
    out.extend(values);
    out
}

/// The table of words: fingerprints and values.
pub(crate) fn words(words: &BTreeMap<u32, WordInfo>) -> (Vec<u8>, Vec<u8>) {
    let word_slots = words.len() * 4 / 3 + 1;
    let (mut word_prints, mut values) = (vec![0u16; word_slots], vec![[0u8; WordInfo::SIZE]; word_slots]);
    for (&key, info) in words {
        let (mut at, print) = lexis::slot(key, word_slots);
        while word_prints[at] != 0 && word_prints[at] != print {
            at = (at + 1) % word_slots;
        }
        if word_prints[at] == 0 {
            word_prints[at] = print;
            let [low, high] = info.class.to_le_bytes();
            values[at] = [info.case, info.names, low, high];
        }
    }
    (word_prints.iter().flat_map(|p| p.to_le_bytes()).collect(), values.into_iter().flatten().collect())
}
