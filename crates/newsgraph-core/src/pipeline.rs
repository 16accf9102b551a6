//! The way from article to graph, stage by stage.

use crate::analysis::Analyzer;
use crate::article::Article;
use crate::document::{Document, Trees};
use crate::fact::{Fact, FactRule};
use crate::graph::{DocumentInfo, KnowledgeGraph};
use crate::knowledge::KnowledgeBase;
use crate::lexicon::Lexicon;
use crate::mend::mend;
use crate::sound::make_sound;
use crate::span::Span;
use crate::{Edtf, text, time};
use std::fmt;
use std::sync::Arc;

/// Something the reader of a graph should know about how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What it is about.
    pub kind: DiagnosticKind,
    /// Where in the text, if anywhere (bytes).
    pub span: Option<Span>,
    /// For people.
    pub message: String,
}

/// What a diagnostic is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// The article has no date, and none was found: relative dates and titles without names are read loosely.
    NoDate,
    /// The article is later than the knowledge base.
    StaleKnowledge,
    /// The article is longer than 4 GiB; only its beginning was read.
    TooLong,
}

/// What came of an article.
#[derive(Clone, PartialEq, Debug)]
pub struct Extraction {
    /// The graph.
    pub graph: KnowledgeGraph,
    /// What the reader should know, in text order.
    pub diagnostics: Vec<Diagnostic>,
}

/// The stages in their order: layout, segment, analyze, mentions, resolve, facts, graph.
#[derive(Clone)]
pub struct Pipeline {
    analyzer: Arc<dyn Analyzer>,
    knowledge: Arc<dyn KnowledgeBase>,
    lexicon: Arc<Lexicon>,
    rules: Vec<Arc<dyn FactRule>>,
}

// Reading an article changes nothing in the pipeline, so a panic in a user's rule leaves it whole.
impl std::panic::UnwindSafe for Pipeline {}
impl std::panic::RefUnwindSafe for Pipeline {}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("rules", &self.rules.iter().map(|r| r.name()).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl Pipeline {
    /// A pipeline with these parts and the built-in rules.
    #[must_use]
    pub fn new(
        analyzer: Arc<dyn Analyzer>,
        knowledge: Arc<dyn KnowledgeBase>,
        lexicon: Arc<Lexicon>,
    ) -> Self {
        Self { analyzer, knowledge, lexicon, rules: crate::fact::built_in() }
    }

    /// Adds a rule of the user's own, applied after the built-in ones.
    pub fn push_rule(&mut self, rule: Arc<dyn FactRule>) {
        self.rules.push(rule);
    }

    /// The knowledge base in use.
    #[must_use]
    pub fn knowledge(&self) -> &dyn KnowledgeBase {
        &*self.knowledge
    }

    /// The word lists in use.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Reads an article up to its resolved mentions, without facts. Linear in the text; never fails.
    #[must_use]
    pub fn annotate<'a>(&'a self, article: &'a Article) -> Document<'a> {
        let text = article.text.as_str();
        let layout = text::layout(text, &self.lexicon);
        let segmentation = text::segment(text, &layout.blocks);
        let quotations = text::quotations(text, &layout.blocks);
        let mut document = Document {
            article,
            date: article.date.or(layout.date),
            dateline_place: layout.dateline_place,
            blocks: layout.blocks,
            sentences: segmentation.sentences,
            tokens: segmentation.tokens,
            hints: Vec::new(),
            quotations,
            analysis: Default::default(),
            trees: Trees::default(),
            timexes: Vec::new(),
            titles: Vec::new(),
            holders: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            linked: Default::default(),
            knowledge: &*self.knowledge,
            lexicon: &self.lexicon,
        };
        let matches = self.knowledge.find_names(&document.as_tokens());
        document.hints = crate::mention::hints::hints(&document.as_tokens(), &matches, document.knowledge);
        document.analysis = self.analyzer.analyze(&document.as_tokens());
        make_sound(&mut document.analysis, document.tokens.len(), &document.sentences);
        mend(&mut document.analysis.words, &document.sentences, |t| {
            document.tokens.get(t as usize).map_or("", |t| t.span.of(text))
        });
        document.trees = Trees::new(&document.analysis.words);
        document.timexes = time::timexes(&document.as_tokens(), &document.analysis.words, document.date);
        document.titles = crate::mention::find_titles(&document);
        let drafts = crate::mention::find_mentions(&document, &matches);
        crate::resolve::resolve(&mut document, drafts);
        document
    }

    /// Reads an article. Linear in the text; never fails and never panics.
    #[must_use]
    pub fn extract(&self, article: &Article) -> Extraction {
        let document = self.annotate(article);
        let mut facts: Vec<Fact> = Vec::new();
        for rule in &self.rules {
            rule.apply(&document, &mut facts);
        }
        crate::reliability::calibrate(&document, &mut facts);
        let mut diagnostics = Vec::new();
        match document.date {
            None => diagnostics.push(Diagnostic {
                kind: DiagnosticKind::NoDate,
                span: None,
                message: "no date given and none found in the text".into(),
            }),
            Some(date) if date > self.knowledge.data_date() => diagnostics.push(Diagnostic {
                kind: DiagnosticKind::StaleKnowledge,
                span: None,
                message: format!(
                    "the article is of {date}, the knowledge base of {}: offices may have changed hands",
                    self.knowledge.data_date()
                ),
            }),
            Some(_) => {}
        }
        let mut graph = KnowledgeGraph::new();
        graph.add_document(DocumentInfo {
            id: article.id.clone(),
            title: article.title.clone(),
            date: document.date.map(Edtf::day),
            uri: article.uri.clone(),
        });
        crate::graph_builder::build(&document, facts, &mut graph);
        Extraction { graph, diagnostics }
    }
}
