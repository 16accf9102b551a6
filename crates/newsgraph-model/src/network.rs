//! The network in integers: two convolutions and a gated recurrence both ways over hashed spelling, then tags; a third
//! convolution that sees the tags, then the parser's slots.

use crate::encoding::{self, Casing, PIECES, WORD};
use crate::lemmatizer::Lemmatizer;
use crate::parser::Parser;
use crate::transition::{self, Tags};
use crate::weights::{Index, Matrix, ONE, Reader, STEP, Table, pair_up};
use fearless_simd::{Level, Simd, dispatch};
use newsgraph_core::analysis::{Upos, Xpos};

/// The weights, ready for use.
#[derive(Debug)]
pub(crate) struct Network {
    /// Width of an embedding.
    input: usize,
    pub(crate) width: usize,
    pub(crate) hidden: usize,
    level: Level,
    index: Index,
    embedding: Table,
    first: Matrix,
    second: Matrix,
    gates: Matrix,
    tags: Matrix,
    tag_rows: Vec<i16>,
    third: Matrix,
    pub(crate) slots: Vec<Matrix>,
    pub(crate) missing: Vec<i16>,
    pub(crate) sparse: Table,
    pub(crate) start: Vec<i16>,
    pub(crate) actions: Matrix,
    pub(crate) labels: [Matrix; 2],
    pub(crate) pairs: Vec<(Upos, Xpos)>,
    pub(crate) lemmatizer: Lemmatizer,
}

impl Network {
    /// Reads the weights.
    pub(crate) fn read(bytes: &'static [u8]) -> Self {
        let mut r = Reader::new(bytes);
        let [input, width, hidden, rows, pairs] =
            [r.u32(), r.u32(), r.u32(), r.u32(), r.u32()].map(|x| x as usize);
        let index = Index::new(&r.u32s(rows));
        let embedding = r.table(rows, input);
        let first = r.matrix();
        let second = r.matrix();
        let gates = r.matrix();
        let tags = r.matrix();
        let tag_rows = r.table(pairs, width).widen();
        let third = r.matrix();
        let slots = (0..transition::SLOTS).map(|_| r.matrix()).collect();
        let missing = r.table(transition::SLOTS, hidden).widen();
        let sparse = r.table(transition::ROWS, hidden);
        let start = r.f32s(hidden).into_iter().map(fixed).collect();
        let actions = r.matrix();
        let labels = [r.matrix(), r.matrix()];
        let pairs = r
            .bytes(pairs * 2)
            .chunks_exact(2)
            .map(|p| {
                let upos = Upos::ALL.get(usize::from(p[0])).copied().unwrap_or(Upos::X);
                (upos, Xpos::ALL.get(usize::from(p[1])).copied().unwrap_or(Xpos::Nn))
            })
            .collect();
        let lemmatizer = Lemmatizer::read(&mut r);
        Self {
            input,
            width,
            hidden,
            level: Level::new(),
            index,
            embedding,
            first,
            second,
            gates,
            tags,
            tag_rows,
            third,
            slots,
            missing,
            sparse,
            start,
            actions,
            labels,
            pairs,
            lemmatizer,
        }
    }
}

/// Token vectors of one sentence, with one row of padding at both ends. Reused between sentences.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    a: Vec<i16>,
    b: Vec<i16>,
    /// The input of a layer as pairs; after encoding, the last layer's vectors, padded.
    pub(crate) x: Vec<i32>,
    y: Vec<f32>,
    scratch: Vec<u8>,
    words: Vec<u8>,
    /// Index of each token's pair of tags.
    pub(crate) pairs: Vec<u16>,
    /// The same for the parser's features.
    pub(crate) tags: Vec<Tags>,
}

impl Network {
    /// Tags and parses a sentence.
    pub(crate) fn analyze<'a>(
        &self,
        forms: impl Iterator<Item = &'a str> + Clone,
        vectors: &mut Vectors,
        parser: &mut Parser,
    ) {
        dispatch!(self.level, simd => {
            let n = self.embed(forms, vectors);
            self.encode(simd, n, vectors);
            parser.parse(simd, self, vectors, n);
        });
    }

    /// Looks the pieces of the forms up. Returns the number of tokens.
    #[inline(always)]
    fn embed<'a>(&self, forms: impl Iterator<Item = &'a str> + Clone, v: &mut Vectors) -> usize {
        let casing = Casing::of(forms.clone());
        v.a.clear();
        v.words.clear();
        self.push(&[PIECES], &mut v.a);
        let mut n = 0;
        for form in forms {
            let rows = self.rows(encoding::pieces(form, casing, &mut v.scratch));
            v.words.push(transition::common(rows[WORD as usize]));
            self.push(&rows, &mut v.a);
            n += 1;
        }
        self.push(&[PIECES + 1], &mut v.a);
        n
    }

    /// The row of each piece.
    fn rows(&self, pieces: [u32; PIECES]) -> [usize; PIECES] {
        std::array::from_fn(|kind| self.index.get(pieces[kind]).unwrap_or(kind))
    }

    /// Appends the sum of some rows of the embedding.
    #[inline(always)]
    fn push(&self, rows: &[usize], x: &mut Vec<i16>) {
        let at = x.len();
        x.resize(at + self.input, 0);
        for &row in rows {
            x[at..].iter_mut().zip(self.embedding.row(row)).for_each(|(x, &w)| *x += i16::from(w as i8));
        }
        x[at..].iter_mut().for_each(|x| *x = x.saturating_mul(STEP));
    }

    #[inline(always)]
    fn encode<S: Simd>(&self, simd: S, n: usize, v: &mut Vectors) {
        let d = self.width;
        // First convolution, from the width of embeddings.
        pair_up(&v.a, &mut v.x);
        self.first.apply(simd, &v.x, self.input / 2, n, &mut v.y);
        v.b.clear();
        v.b.resize((n + 2) * d, 0);
        for (b, y) in v.b[d..].iter_mut().zip(&v.y) {
            *b = fixed_raw(y.max(0.0));
        }
        convolve(simd, &self.second, &v.b, &mut v.a, &mut v.x, &mut v.y, n, d);
        // Gated recurrence, forward in the first half, backward in the second.
        pair_up(&v.a, &mut v.x);
        self.gates.apply(simd, &v.x[d / 2..], d / 2, n, &mut v.y);
        let half = d / 2;
        let mut state = vec![0f32; half];
        for t in 0..n {
            let (gates, own) = (&v.y[t * 2 * d..][..d], &mut v.a[(t + 1) * d..][..half]);
            recur(&mut state, gates, own);
        }
        state.fill(0.0);
        for t in (0..n).rev() {
            let (gates, own) = (&v.y[t * 2 * d + d..][..d], &mut v.a[(t + 1) * d + half..][..half]);
            recur(&mut state, gates, own);
        }
        pair_up(&v.a, &mut v.x);
        self.tags.apply(simd, &v.x[d / 2..], d / 2, n, &mut v.y);
        v.pairs.clear();
        v.tags.clear();
        for (t, scores) in v.y.chunks_exact(self.tags.outputs).take(n).enumerate() {
            let best = argmax(scores).min(self.pairs.len().saturating_sub(1));
            let x = &mut v.a[(t + 1) * d..(t + 2) * d];
            x.iter_mut().zip(&self.tag_rows[best * d..]).for_each(|(x, t)| *x = x.saturating_add(*t));
            v.pairs.push(best as u16);
            let (upos, xpos) = self.pairs.get(best).copied().unwrap_or((Upos::X, Xpos::Nn));
            v.tags.push(Tags { upos: upos as u8, xpos: xpos as u8, word: v.words[t] });
        }
        convolve(simd, &self.third, &v.a, &mut v.b, &mut v.x, &mut v.y, n, d);
        pair_up(&v.b, &mut v.x);
    }
}

/// `y[t] = x[t] + relu(W x[t-1..=t+1] + b)`, padding zero in `y`.
#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "buffers of one layer")]
fn convolve<S: Simd>(
    simd: S,
    layer: &Matrix,
    x: &[i16],
    y: &mut Vec<i16>,
    pairs: &mut Vec<i32>,
    sums: &mut Vec<f32>,
    n: usize,
    d: usize,
) {
    pair_up(x, pairs);
    layer.apply(simd, pairs, d / 2, n, sums);
    y.clear();
    y.resize((n + 2) * d, 0);
    for ((y, x), s) in y[d..].iter_mut().zip(&x[d..]).zip(sums.iter().take(n * d)) {
        *y = x.saturating_add(fixed_raw(s.max(0.0)));
    }
}

/// One step of the recurrence: the state moves to the candidate as far as the gate opens, and adds to `own`.
#[inline(always)]
fn recur(state: &mut [f32], gates: &[f32], own: &mut [i16]) {
    let (gate, candidate) = gates.split_at(state.len());
    for (((s, g), c), x) in state.iter_mut().zip(gate).zip(candidate).zip(own) {
        let g = g / ONE;
        let open = 0.5 + 0.5 * g / (1.0 + g.abs());
        *s += open * (c - *s);
        *x = x.saturating_add(fixed_raw(*s));
    }
}

/// Position of the first greatest score, of a multiple of 16 scores.
#[inline(always)]
pub(crate) fn argmax(scores: &[f32]) -> usize {
    // The greatest first, in lanes, then its place: faster than carrying the place along.
    let mut tops = [f32::NEG_INFINITY; 16];
    for chunk in scores.as_chunks::<16>().0 {
        for (top, &y) in tops.iter_mut().zip(chunk) {
            *top = if y > *top { y } else { *top };
        }
    }
    let mut top = f32::NEG_INFINITY;
    for y in tops {
        top = if y > top { y } else { top };
    }
    scores.iter().position(|&y| y == top).unwrap_or(0)
}

/// A number already in the fixed point of activations, rounded to an integer.
#[inline(always)]
pub(crate) fn fixed_raw(x: f32) -> i16 {
    // Adding 1.5 * 2^23 leaves the integer in the low bits; unlike a cast it has no branch and vectorises anywhere.
    (x.clamp(-32000.0, 32000.0) + 12_582_912.0).to_bits() as i16
}

fn fixed(x: f32) -> i16 {
    fixed_raw(x * ONE)
}
