//! Classes of words used alike: word vectors put into a tree of clusters.

use crate::train::vectors::Vectors;
use newsgraph_model::names::atoms::word_key;
use std::collections::BTreeMap;

/// Branches at each level of the tree.
const BRANCHES: [usize; 3] = [64, 4, 4];
/// Rounds of k-means at each node.
const ROUNDS: usize = 12;

/// The class of each word, by its key: from 1, leaves of one branch side by side.
pub(crate) fn classes(vectors: &Vectors) -> BTreeMap<u32, u16> {
    let points = directions(vectors);
    let mut class = vec![0usize; points.len()];
    for branches in BRANCHES {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, &c) in class.iter().enumerate() {
            members.entry(c).or_default().push(i);
        }
        for (parent, members) in members {
            for (&i, branch) in members.iter().zip(split(&points, &members, branches)) {
                class[i] = parent * branches + branch;
            }
        }
    }
    let mut out = BTreeMap::new();
    // A frequent word comes before a rare one that is written alike but for points and accents.
    for (form, c) in vectors.forms.iter().zip(class) {
        out.entry(word_key(form)).or_insert(c as u16 + 1);
    }
    out
}

/// The vectors without what all have in common, at length one.
fn directions(vectors: &Vectors) -> Vec<Vec<f32>> {
    let n = vectors.forms.len();
    let mut mean = vec![0.0; vectors.dim];
    for i in 0..n {
        mean.iter_mut().zip(vectors.word(i)).for_each(|(m, v)| *m += v / n as f32);
    }
    (0..n)
        .map(|i| {
            let v: Vec<f32> = vectors.word(i).iter().zip(&mean).map(|(v, m)| v - m).collect();
            let length = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            v.iter().map(|x| x / length).collect()
        })
        .collect()
}

/// The branch of each member, by k-means on the sphere; begins with frequent members.
fn split(points: &[Vec<f32>], members: &[usize], branches: usize) -> Vec<usize> {
    let step = (members.len() / branches / 4).max(1);
    let mut centres: Vec<Vec<f32>> =
        (0..branches).filter_map(|b| members.get(b * step)).map(|&i| points[i].clone()).collect();
    let mut branch = vec![0; members.len()];
    for _ in 0..ROUNDS {
        for (b, &i) in branch.iter_mut().zip(members) {
            let near = |c: &Vec<f32>| c.iter().zip(&points[i]).map(|(x, y)| x * y).sum::<f32>();
            *b = (0..centres.len())
                .map(|c| (c, near(&centres[c])))
                .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a })
                .0;
        }
        for (c, centre) in centres.iter_mut().enumerate() {
            let mut sum = vec![0.0f32; centre.len()];
            for (_, &i) in branch.iter().zip(members).filter(|(b, _)| **b == c) {
                sum.iter_mut().zip(&points[i]).for_each(|(s, p)| *s += p);
            }
            let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                *centre = sum.into_iter().map(|x| x / length).collect();
            }
        }
    }
    branch
}
