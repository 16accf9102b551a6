//! The network in integers: token vectors by three convolutions, tags after the second, parser slots after the third.

use crate::encoding::{self, Casing, PIECES};
use crate::lemmatizer::Lemmatizer;
use crate::transition::{self, Tags};
use crate::weights::{Index, Matrix, ONE, Reader, STEP, Table};
use newsgraph_core::analysis::{Upos, Xpos};

/// Rows of the embedding table before the hashed ones: one for unknown pieces of each kind, start and end of sentence.
pub const RESERVED: usize = PIECES + 2;

/// The weights, ready for use.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) width: usize,
    pub(crate) hidden: usize,
    index: Index,
    embedding: Table,
    first: Matrix,
    second: Matrix,
    tags: Matrix,
    tag_rows: Vec<i16>,
    third: Matrix,
    pub(crate) slots: Vec<Matrix>,
    pub(crate) missing: Vec<i16>,
    pub(crate) sparse: Vec<i16>,
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
        let [width, hidden, rows, pairs] = [r.u32(), r.u32(), r.u32(), r.u32()].map(|x| x as usize);
        let index = Index::new(&r.u32s(rows));
        let embedding = r.table(rows, width);
        let first = r.matrix();
        let second = r.matrix();
        let tags = r.matrix();
        let tag_rows = r.table(pairs, width).widen();
        let third = r.matrix();
        let slots = (0..transition::SLOTS).map(|_| r.matrix()).collect();
        let missing = r.table(transition::SLOTS, hidden).widen();
        let sparse = r.table(transition::ROWS, hidden).widen();
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
            width,
            hidden,
            index,
            embedding,
            first,
            second,
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
    scratch: Vec<u8>,
    /// Index of each token's pair of tags.
    pub(crate) pairs: Vec<u16>,
    /// The same for the parser's features.
    pub(crate) tags: Vec<Tags>,
}

impl Vectors {
    /// The last layer's vector of token `i`.
    pub(crate) fn token(&self, i: usize, width: usize) -> &[i16] {
        &self.b[(i + 1) * width..(i + 2) * width]
    }
}

impl Network {
    /// Encodes a sentence and tags it.
    pub(crate) fn encode<'a>(&self, forms: impl Iterator<Item = &'a str> + Clone, v: &mut Vectors) {
        let d = self.width;
        let casing = Casing::of(forms.clone());
        v.a.clear();
        v.a.resize(d, 0);
        self.add(PIECES, &mut v.a);
        let mut n = 0;
        for form in forms {
            let at = v.a.len();
            v.a.resize(at + d, 0);
            for (kind, h) in encoding::pieces(form, casing, &mut v.scratch).into_iter().enumerate() {
                self.add(self.index.get(h).unwrap_or(kind), &mut v.a[at..]);
            }
            n += 1;
        }
        let at = v.a.len();
        v.a.resize(at + d, 0);
        self.add(PIECES + 1, &mut v.a[at..]);
        v.a.iter_mut().for_each(|x| *x = x.saturating_mul(STEP));

        convolve(&self.first, &v.a, &mut v.b, n, d);
        convolve(&self.second, &v.b, &mut v.a, n, d);
        v.pairs.clear();
        v.tags.clear();
        for t in 0..n {
            let x = &mut v.a[(t + 1) * d..(t + 2) * d];
            let (mut best, mut top) = (0, f32::NEG_INFINITY);
            self.tags.apply(x, |o, y| {
                if y > top {
                    (best, top) = (o, y);
                }
            });
            x.iter_mut().zip(&self.tag_rows[best * d..]).for_each(|(x, t)| *x = x.saturating_add(*t));
            v.pairs.push(best as u16);
            let (upos, xpos) = self.pairs.get(best).copied().unwrap_or((Upos::X, Xpos::Nn));
            v.tags.push(Tags { upos: upos as u8, xpos: xpos as u8 });
        }
        convolve(&self.third, &v.a, &mut v.b, n, d);
    }

    fn add(&self, row: usize, x: &mut [i16]) {
        x.iter_mut().zip(self.embedding.row(row)).for_each(|(x, &w)| *x += i16::from(w as i8));
    }
}

/// `y[t] = x[t] + relu(W x[t-1..=t+1] + b)`, padding zero in `y`.
fn convolve(layer: &Matrix, x: &[i16], y: &mut Vec<i16>, n: usize, d: usize) {
    y.clear();
    y.resize((n + 2) * d, 0);
    for t in 0..n {
        let (window, own) = (&x[t * d..(t + 3) * d], &x[(t + 1) * d..(t + 2) * d]);
        let out = &mut y[(t + 1) * d..(t + 2) * d];
        layer.apply(window, |o, value| out[o] = own[o].saturating_add(fixed_raw(value.max(0.0))));
    }
}

/// A number already in the fixed point of activations, rounded.
pub(crate) fn fixed_raw(x: f32) -> i16 {
    (x + 0.5) as i16
}

fn fixed(x: f32) -> i16 {
    fixed_raw(x * ONE)
}
