//! The pipeline with the embedded model and knowledge, and parts of the user's own.

use crate::analysis::Analyzer;
use crate::fact::FactRule;
use crate::knowledge::KnowledgeBase;
use crate::lexicon::Lexicon;
use crate::{Article, Document, Error, Extraction, KnowledgeGraph, Pipeline};
use newsgraph_knowledge::{Knowledge, Overlay};
use newsgraph_model::Model;
use std::fmt;
use std::sync::Arc;

/// Reads articles into graphs.
///
/// Made once and used for any number of articles, from any number of threads. A clone shares everything and costs
/// nothing.
#[derive(Clone, Debug)]
pub struct Extractor {
    pipeline: Arc<Pipeline>,
}

impl Extractor {
    /// The extractor with the embedded model, knowledge base and word lists. Takes a few milliseconds.
    ///
    /// # Errors
    /// As [`ExtractorBuilder::build`]; the embedded data alone cannot fail.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// An extractor with parts of one's own.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// Reads an article. Linear in its text; never fails and never panics, unless a rule or analyser of the user's does.
    #[must_use]
    pub fn extract(&self, article: &Article) -> Extraction {
        self.pipeline.extract(article)
    }

    /// Reads articles into one graph. What several of them tell is one node or edge with the evidence of all.
    #[must_use]
    pub fn extract_all<'a>(&self, articles: impl IntoIterator<Item = &'a Article>) -> KnowledgeGraph {
        let mut graph = KnowledgeGraph::new();
        for article in articles {
            graph.merge(&self.extract(article).graph);
        }
        graph
    }

    /// The article with its sentences, tokens, tags, trees and mentions, and no facts.
    #[must_use]
    pub fn annotate<'a>(&'a self, article: &'a Article) -> Document<'a> {
        self.pipeline.annotate(article)
    }

    /// The knowledge base in use.
    #[must_use]
    pub fn knowledge(&self) -> &dyn KnowledgeBase {
        self.pipeline.knowledge()
    }

    /// The word lists in use.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        self.pipeline.lexicon()
    }
}

/// Parts of an [`Extractor`] of one's own; what is not set is the embedded one.
#[derive(Default)]
#[must_use]
pub struct ExtractorBuilder {
    analyzer: Option<Arc<dyn Analyzer>>,
    knowledge: Option<Arc<dyn KnowledgeBase>>,
    knowledge_tables: Vec<(String, String)>,
    lexicon: Option<Lexicon>,
    lexicon_texts: Vec<(String, String)>,
    rules: Vec<Arc<dyn FactRule>>,
}

impl fmt::Debug for ExtractorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractorBuilder")
            .field("own_analyzer", &self.analyzer.is_some())
            .field("own_knowledge", &self.knowledge.is_some())
            .field("rules", &self.rules.iter().map(|r| r.name()).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl ExtractorBuilder {
    /// Uses this analyser in place of the embedded model.
    pub fn analyzer(mut self, analyzer: impl Analyzer + 'static) -> Self {
        self.analyzer = Some(Arc::new(analyzer));
        self
    }

    /// Uses this knowledge base in place of the embedded one.
    pub fn knowledge(mut self, knowledge: impl KnowledgeBase + 'static) -> Self {
        self.knowledge = Some(Arc::new(knowledge));
        self
    }

    /// Lays a table of facts over the knowledge base: tab-separated, with a line of column names, as the files of
    /// `seeds/knowledge`, by whose names it is told what the table holds (`leaders.tsv`, `officials.tsv`,
    /// `organizations.tsv`, `places.tsv`, …). Columns that are not needed may be left out.
    ///
    /// ```
    /// use newsgraph::Extractor;
    /// let mayors = "name\tiso2\ttitle\tclass\tfrom\nTamsin Harrow\tNZ\tmayor\tother\t2025-10-18\n";
    /// let extractor = Extractor::builder().knowledge_table("officials.tsv", mayors).build()?;
    /// assert_eq!(extractor.knowledge().lookup("Tamsin Harrow").len(), 1);
    /// # Ok::<(), newsgraph::Error>(())
    /// ```
    pub fn knowledge_table(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.knowledge_tables.push((name.into(), text.into()));
        self
    }

    /// Uses these word lists in place of the embedded ones.
    pub fn lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// Adds the entries of a TOML text in the form of `seeds/lexicon` to the word lists. `name` is the file's name in
    /// errors.
    ///
    /// ```
    /// use newsgraph::Extractor;
    /// let extractor = Extractor::builder()
    ///     .lexicon_toml("mine.toml", "[[title]]\nform = 'grand vizier'\nuse = 'office'\nclass = 'head_of_government'\n")
    ///     .build()?;
    /// assert_eq!(extractor.lexicon().title("grand vizier").len(), 1);
    /// # Ok::<(), newsgraph::Error>(())
    /// ```
    pub fn lexicon_toml(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.lexicon_texts.push((name.into(), text.into()));
        self
    }

    /// Adds a rule, applied after the built-in ones and in the order of addition.
    pub fn rule(mut self, rule: impl FactRule + 'static) -> Self {
        self.rules.push(Arc::new(rule));
        self
    }

    /// Puts the parts together.
    ///
    /// # Errors
    /// [`Error::Lexicon`] where a word list cannot be read, [`Error::Knowledge`] where a table cannot.
    pub fn build(self) -> Result<Extractor, Error> {
        let mut lexicon = self.lexicon.unwrap_or_else(newsgraph_knowledge::lexicon);
        for (name, text) in &self.lexicon_texts {
            newsgraph_knowledge::load_lexicon(&mut lexicon, name, text)?;
        }
        let analyzer = self.analyzer.unwrap_or_else(|| Arc::new(Model::new()));
        let mut knowledge = self.knowledge.unwrap_or_else(|| Arc::new(Knowledge::embedded()));
        if !self.knowledge_tables.is_empty() {
            let tables = self.knowledge_tables.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            knowledge = Arc::new(Overlay::from_tables(knowledge, tables)?);
        }
        let mut pipeline = Pipeline::new(analyzer, knowledge, Arc::new(lexicon));
        for rule in self.rules {
            pipeline.push_rule(rule);
        }
        Ok(Extractor { pipeline: Arc::new(pipeline) })
    }
}
