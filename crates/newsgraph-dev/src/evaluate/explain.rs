//! Why something was not found: whether the word lists and the knowledge base have it.

use newsgraph::{Article, Document, Extractor, Span};
use std::cell::OnceCell;

/// What the extractor knows, and its analysis of one article, made when first asked for.
pub(crate) struct Reader<'a> {
    extractor: &'a Extractor,
    article: &'a Article,
    document: OnceCell<Document<'a>>,
}

impl<'a> Reader<'a> {
    /// A reader of this article.
    pub(crate) const fn new(extractor: &'a Extractor, article: &'a Article) -> Self {
        Self { extractor, article, document: OnceCell::new() }
    }

    /// What the extractor knows.
    pub(crate) const fn extractor(&self) -> &'a Extractor {
        self.extractor
    }

    /// Whether the knowledge base has a name.
    pub(crate) fn knows_name(&self, name: &str) -> bool {
        !self.extractor.knowledge().lookup(name).is_empty()
    }

    /// The lemma of the verb or, without one, of the first word inside `span`.
    fn lemma(&self, span: Span) -> String {
        let document = self.document.get_or_init(|| self.extractor.annotate(self.article));
        let mut inside = (0..document.tokens.len() as u32)
            .filter(|&t| span.contains(document.tokens[t as usize].span))
            .collect::<Vec<_>>();
        inside.sort_by_key(|&t| !document.is_verb(t));
        inside.first().map_or_else(String::new, |&t| document.lemma(t).to_lowercase())
    }

    /// Whether the words at `span` can tell of an event.
    pub(crate) fn event_word(&self, span: Span) -> bool {
        knows_event(self.extractor, &self.lemma(span))
    }

    /// Whether the words at `span` can attribute.
    pub(crate) fn saying_word(&self, span: Span) -> bool {
        let (lemma, words) = (self.lemma(span), span.of(&self.article.text).to_lowercase());
        let lexicon = self.extractor.lexicon();
        lexicon.verbs().iter().any(|v| first_word(&v.lemma) == lemma)
            || !lexicon.attribution_noun(&lemma).is_empty()
            || lexicon.attribution_phrases().iter().any(|p| words.contains(p.form.trim_matches(['*', ' '])))
    }
}

fn first_word(entry: &str) -> &str {
    entry.split(' ').next().unwrap_or(entry)
}

/// Whether a lemma begins an entry of the lists of events, meetings or visits.
pub(crate) fn knows_event(extractor: &Extractor, lemma: &str) -> bool {
    let (lexicon, lemma) = (extractor.lexicon(), first_word(lemma));
    lexicon.events().iter().any(|e| first_word(&e.lemma) == lemma)
        || lexicon.meetings().iter().any(|e| first_word(&e.lemma) == lemma)
        || lexicon.visits().iter().any(|e| first_word(&e.lemma) == lemma)
}
