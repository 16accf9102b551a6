//! Each stage of the pipeline and the whole of it, over the articles of seeds/articles; throughput in bytes of text.
//!
//! `cargo bench -p newsgraph-benches`

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use newsgraph::analysis::{Analyzer, Hints, Sentence, Token, Tokens};
use newsgraph::text::{Block, layout, quotations, segment};
use newsgraph::time::timexes;
use newsgraph::{Article, Extractor, Filter, Format, KnowledgeGraph};
use newsgraph_model::Model;

const TEXTS: [&str; 5] = [
    include_str!("../../seeds/articles/01.txt"),
    include_str!("../../seeds/articles/02.txt"),
    include_str!("../../seeds/articles/03.txt"),
    include_str!("../../seeds/articles/04.txt"),
    include_str!("../../seeds/articles/05.txt"),
];

fn main() {
    divan::main();
}

fn bytes() -> BytesCount {
    BytesCount::new(TEXTS.iter().map(|t| t.len()).sum::<usize>())
}

fn articles() -> Vec<Article> {
    TEXTS.iter().enumerate().map(|(i, &text)| Article::new(text).id(format!("{i}"))).collect()
}

/// An article as the stages after segmentation see it.
struct Segmented {
    text: &'static str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    hints: Vec<Hints>,
}

impl Segmented {
    fn tokens(&self) -> Tokens<'_> {
        Tokens { text: self.text, tokens: &self.tokens, sentences: &self.sentences, hints: &self.hints }
    }
}

fn blocks(extractor: &Extractor) -> Vec<(&'static str, Vec<Block>)> {
    TEXTS.iter().map(|&t| (t, layout(t, extractor.lexicon()).blocks)).collect()
}

fn segmented(extractor: &Extractor) -> Vec<Segmented> {
    blocks(extractor)
        .into_iter()
        .map(|(text, blocks)| {
            let segmentation = segment(text, &blocks);
            let mut one = Segmented {
                text,
                tokens: segmentation.tokens,
                sentences: segmentation.sentences,
                hints: Vec::new(),
            };
            let matches = extractor.knowledge().find_names(&one.tokens());
            one.hints = newsgraph::hints(&one.tokens(), &matches, extractor.knowledge());
            one
        })
        .collect()
}

fn extractor() -> Extractor {
    // The embedded data alone cannot fail.
    Extractor::new().unwrap_or_else(|e| unreachable!("{e}"))
}

fn graphs(extractor: &Extractor) -> Vec<KnowledgeGraph> {
    articles().iter().map(|a| extractor.extract(a).graph).collect()
}

#[divan::bench]
fn start() -> Extractor {
    extractor()
}

#[divan::bench]
fn stage_layout(bencher: Bencher<'_, '_>) {
    let extractor = extractor();
    bencher.counter(bytes()).bench_local(|| TEXTS.map(|t| layout(black_box(t), extractor.lexicon())));
}

#[divan::bench]
fn stage_segment(bencher: Bencher<'_, '_>) {
    let all = blocks(&extractor());
    bencher.counter(bytes()).bench_local(|| {
        for (text, blocks) in &all {
            black_box(segment(text, blocks));
        }
    });
}

#[divan::bench]
fn stage_quotations(bencher: Bencher<'_, '_>) {
    let all = blocks(&extractor());
    bencher.counter(bytes()).bench_local(|| {
        for (text, blocks) in &all {
            black_box(quotations(text, blocks));
        }
    });
}

#[divan::bench]
fn stage_names_of_the_knowledge_base(bencher: Bencher<'_, '_>) {
    let extractor = extractor();
    let all = segmented(&extractor);
    bencher.counter(bytes()).bench_local(|| {
        for one in &all {
            black_box(extractor.knowledge().find_names(&one.tokens()));
        }
    });
}

#[divan::bench]
fn stage_analyze(bencher: Bencher<'_, '_>) {
    let all = segmented(&extractor());
    let model = Model::new();
    bencher.counter(bytes()).bench_local(|| {
        for one in &all {
            black_box(model.analyze(&one.tokens()));
        }
    });
}

#[divan::bench]
fn stage_time(bencher: Bencher<'_, '_>) {
    let all = segmented(&extractor());
    let model = Model::new();
    let analyses: Vec<_> = all.iter().map(|one| model.analyze(&one.tokens())).collect();
    let date = newsgraph::parse_date("2024-05-19").ok();
    bencher.counter(bytes()).bench_local(|| {
        for (one, analysis) in all.iter().zip(&analyses) {
            black_box(timexes(&one.tokens(), &analysis.words, date));
        }
    });
}

/// All but facts and graph.
#[divan::bench]
fn annotate(bencher: Bencher<'_, '_>) {
    let (extractor, articles) = (extractor(), articles());
    bencher.counter(bytes()).bench_local(|| {
        for article in &articles {
            black_box(extractor.annotate(article));
        }
    });
}

#[divan::bench]
fn whole_pipeline(bencher: Bencher<'_, '_>) {
    let (extractor, articles) = (extractor(), articles());
    bencher.counter(bytes()).bench_local(|| {
        for article in &articles {
            black_box(extractor.extract(article));
        }
    });
}

#[divan::bench]
fn merge(bencher: Bencher<'_, '_>) {
    let graphs = graphs(&extractor());
    bencher.counter(bytes()).bench_local(|| {
        let mut all = KnowledgeGraph::new();
        for graph in &graphs {
            all.merge(black_box(graph));
        }
        all
    });
}

#[divan::bench(args = [Format::Json, Format::Dot, Format::GraphMl])]
fn write(bencher: Bencher<'_, '_>, format: Format) {
    let graphs = graphs(&extractor());
    bencher.counter(bytes()).bench_local(|| {
        let mut out = Vec::new();
        for graph in &graphs {
            // Writing to memory cannot fail.
            let _ = format.write(graph, &Filter::default(), &mut out);
        }
        out
    });
}
