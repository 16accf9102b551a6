//! The tables that are printed.

use super::tally::{Layer, Point, Tally};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Lower bounds of the bins of confidence.
const BINS: [f32; 7] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// Layers whose figures go into one row over all of them.
const NAMES: [&str; 3] = ["name PERSON", "name ORG", "name LOC"];

fn row(out: &mut impl Write, set: &str, name: &str, layer: &Layer) -> io::Result<()> {
    let [p, r, f] = layer.figures();
    writeln!(out, "{set:22}{name:14}{p:7.3}{r:7.3}{f:7.3}{:7}{:7}", layer.gold, layer.predicted)
}

/// Precision, recall and F1 of each layer of each set.
pub(crate) fn figures(out: &mut impl Write, tally: &Tally) -> io::Result<()> {
    writeln!(out, "{:22}{:14}{:>7}{:>7}{:>7}{:>7}{:>7}", "set", "layer", "P", "R", "F1", "gold", "pred")?;
    let mut sets: BTreeMap<&str, Vec<(&str, &Layer)>> = BTreeMap::new();
    for ((set, name), layer) in &tally.layers {
        sets.entry(set).or_default().push((name, layer));
    }
    for (set, layers) in sets {
        let mut names = Layer::default();
        for (name, layer) in layers {
            row(out, set, name, layer)?;
            if NAMES.contains(&name) {
                names.gold += layer.gold;
                names.found += layer.found;
                names.predicted += layer.predicted;
                names.right += layer.right;
            }
        }
        if names.gold > 0 {
            row(out, set, "name all", &names)?;
        }
    }
    Ok(())
}

/// Classes of errors, the largest first.
pub(crate) fn ledger(out: &mut impl Write, tally: &Tally) -> io::Result<()> {
    let mut classes: Vec<_> = tally
        .layers
        .iter()
        .flat_map(|((set, layer), l)| l.errors.iter().map(move |(class, e)| (e, set, layer, class)))
        .collect();
    classes.sort_by(|a, b| b.0.count.cmp(&a.0.count).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    writeln!(out, "\n{:>6}  {:22}{:14}error", "count", "set", "layer")?;
    for (errors, set, layer, class) in classes {
        writeln!(out, "{:6}  {set:22}{layer:14}{class}", errors.count)?;
        for example in &errors.examples {
            writeln!(out, "          {example}")?;
        }
    }
    Ok(())
}

fn share(points: &[&Point]) -> String {
    if points.is_empty() {
        return String::new();
    }
    let right = points.iter().filter(|p| p.right).count();
    format!("{:.2} of {}", right as f64 / points.len() as f64, points.len())
}

/// How often predictions of each confidence are right, by kind and by rule; and what leaving out the unsure does.
pub(crate) fn reliability(out: &mut impl Write, all: &Tally, sure: &Tally) -> io::Result<()> {
    let mut kinds: BTreeMap<(&str, &str), Vec<&Point>> = BTreeMap::new();
    let mut rules: BTreeMap<(&str, &str, u32), Vec<&Point>> = BTreeMap::new();
    for ((set, _), layer) in &all.layers {
        for point in &layer.points {
            kinds.entry((point.kind, set)).or_default().push(point);
            let hundredths = (point.confidence * 100.0).round() as u32;
            let step = if point.rule.starts_with("name") { hundredths / 10 * 10 } else { hundredths };
            rules.entry((point.kind, &point.rule, step)).or_default().push(point);
        }
    }
    write!(out, "| kind | set |")?;
    for (i, from) in BINS.iter().enumerate() {
        write!(out, " {from}–{} |", BINS.get(i + 1).unwrap_or(&1.0))?;
    }
    writeln!(out, "\n|{}", " --- |".repeat(BINS.len() + 2))?;
    for ((kind, set), points) in &kinds {
        write!(out, "| {kind} | {set} |")?;
        for (i, from) in BINS.iter().enumerate() {
            let to = BINS.get(i + 1).copied().unwrap_or(f32::INFINITY);
            let bin: Vec<&Point> =
                points.iter().copied().filter(|p| (*from..to).contains(&p.confidence)).collect();
            write!(out, " {} |", share(&bin))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n| set | layer | P | R | F1 | P ≥ 0.8 | R ≥ 0.8 | F1 ≥ 0.8 |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    for (key, layer) in &all.layers {
        let empty = Layer { gold: layer.gold, ..Layer::default() };
        let ([p, r, f], [ps, rs, fs]) = (layer.figures(), sure.layers.get(key).unwrap_or(&empty).figures());
        let (set, name) = key;
        writeln!(out, "| {set} | {name} | {p:.3} | {r:.3} | {f:.3} | {ps:.3} | {rs:.3} | {fs:.3} |")?;
    }
    writeln!(out, "\n| kind | rule | confidence | right |\n| --- | --- | --- | --- |")?;
    for ((kind, rule, step), points) in &rules {
        writeln!(out, "| {kind} | {rule} | {:.2} | {} |", f64::from(*step) / 100.0, share(points))?;
    }
    Ok(())
}
