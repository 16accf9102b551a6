//! `newsgraph annotate`: the analysis as CoNLL-U (<https://universaldependencies.org/format.html>).

use crate::args::{AnnotateArgs, AnnotationFormat};
use crate::input::Input;
use crate::output::{Failure, Stdout};
use crate::report::Report;
use crate::summary::clean;
use newsgraph::{Article, Document, Extractor, KnowledgeGraph, Span};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Writes each article as it is read.
pub(crate) fn run(args: &AnnotateArgs, report: &Report) -> Result<(), Failure> {
    let AnnotationFormat::Conllu = args.format;
    let extractor = Extractor::new()?;
    let mut result = Ok(());
    Input::new(&args.input).read(|read| {
        match read {
            Ok(article) => {
                let graph = extractor.extract(&article).graph;
                result = Stdout.write(conllu(&article, &extractor.annotate(&article), &graph).as_bytes());
            }
            Err(error) => report.error(&error),
        }
        result.is_ok()
    });
    result
}

/// The article in CoNLL-U. Entities are those of the graph, by the spans of their mentions.
fn conllu(article: &Article, document: &Document<'_>, graph: &KnowledgeGraph) -> String {
    let mut out = format!("# newdoc id = {}\n", clean(&article.id));
    let entities = entities(document, graph);
    let timexes: BTreeMap<u32, (u32, &str)> =
        document.timexes.iter().map(|t| (t.tokens.start, (t.tokens.end, t.value.as_str()))).collect();
    let mut timex: Option<(u32, &str)> = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        let first = sentence.tokens.start;
        let text = clean(sentence.span.of(&article.text));
        let _ = write!(out, "# sent_id = {}-{}\n# text = {text}\n", clean(&article.id), number + 1);
        for i in sentence.tokens.iter() {
            let Some(token) = document.tokens.get(i as usize) else { continue };
            let word = document.word(i);
            let mut misc = Vec::new();
            if let Some(entity) = &entities[i as usize] {
                misc.push(format!("Entity={entity}"));
            }
            misc.push(format!("Start={}|End={}", token.span.start, token.span.end));
            timex = timexes.get(&i).copied().or(timex.filter(|(end, _)| i < *end));
            if let Some((_, value)) = timex {
                misc.push(format!("Timex={value}"));
            }
            let next = document.tokens.get(i as usize + 1);
            if next.is_some_and(|n| n.span.start == token.span.end) {
                misc.push("SpaceAfter=No".to_owned());
            }
            let (head, relation) = match word.head {
                Some(head) => ((head + 1).saturating_sub(first), word.deprel.as_str()),
                None => (0, "root"),
            };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{relation}\t_\t{}",
                i - first + 1,
                field(document.form(i)),
                field(&word.lemma),
                word.upos.as_str(),
                word.xpos.as_str(),
                misc.join("|")
            );
        }
        out.push('\n');
    }
    out
}

/// For each token the entity of the longest mention that covers it, as `B-kind:id` or `I-kind:id`.
fn entities(document: &Document<'_>, graph: &KnowledgeGraph) -> Vec<Option<String>> {
    let mut mentions: Vec<(Span, String)> = graph
        .nodes()
        .filter(|n| n.kind.is_entity())
        .flat_map(|n| {
            n.mentions
                .iter()
                .map(move |m| (m.at.span, format!("{}:{}", n.kind.as_str(), misc(n.id.as_str()))))
        })
        .collect();
    mentions.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    let mut out = vec![None; document.tokens.len()];
    for (span, entity) in mentions {
        let from = document.tokens.partition_point(|t| t.span.end <= span.start);
        let to = document.tokens.partition_point(|t| t.span.start < span.end);
        if from < to && out[from..to].iter().all(Option::is_none) {
            for (i, slot) in out[from..to].iter_mut().enumerate() {
                *slot = Some(format!("{}-{entity}", if i == 0 { 'B' } else { 'I' }));
            }
        }
    }
    out
}

/// A field of a line: never empty, and without white space at which the line would break.
fn field(text: &str) -> String {
    let text = clean(text);
    if text.is_empty() { "_".to_owned() } else { text }
}

/// A value in MISC: without `|` and white space.
fn misc(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '|' {
                "%7C".to_owned()
            } else if c.is_whitespace() || c.is_control() {
                "%20".to_owned()
            } else {
                c.to_string()
            }
        })
        .collect()
}
