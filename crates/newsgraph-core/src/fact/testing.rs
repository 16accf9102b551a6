//! Documents made of hand-written trees, for the tests of rules.

use crate::analysis::{Analysis, Analyzer, Deprel, Tokens, Upos, Word, Xpos};
use crate::article::Article;
use crate::document::Document;
use crate::knowledge::{Candidate, Entity, EntityId, EntityKind, KnowledgeBase, NameMatch, NameWord, Term};
use crate::lexicon::{Governor, GovernorUse, Lexicon};
use crate::pipeline::Pipeline;
use jiff::civil::Date;
use std::sync::Arc;

/// A knowledge base that knows nothing.
pub(crate) struct Nothing;

impl KnowledgeBase for Nothing {
    fn find_names(&self, _: &Tokens<'_>) -> Vec<NameMatch> {
        Vec::new()
    }
    fn lookup(&self, _: &str) -> Vec<Candidate> {
        Vec::new()
    }
    fn entity(&self, _: EntityId) -> Entity<'_> {
        Entity {
            kind: EntityKind::Person,
            name: "",
            iso2: None,
            iso3: None,
            wikidata: None,
            subtype: None,
            country: None,
            gender: None,
            prominence: 0,
        }
    }
    fn aliases(&self, _: EntityId) -> Vec<&str> {
        Vec::new()
    }
    fn terms_of(&self, _: EntityId) -> Vec<Term<'_>> {
        Vec::new()
    }
    fn offices_of(&self, _: EntityId) -> Vec<Term<'_>> {
        Vec::new()
    }
    fn country(&self, _: &str) -> Option<EntityId> {
        None
    }
    fn memberships(&self, _: EntityId) -> Vec<EntityId> {
        Vec::new()
    }
    fn name_word(&self, _: &str) -> NameWord {
        NameWord::default()
    }
    fn data_date(&self) -> Date {
        Date::constant(2026, 1, 1)
    }
}

/// An analyser that gives the tree it was made with.
struct Fixed(Vec<Word>);

impl Analyzer for Fixed {
    fn analyze(&self, tokens: &Tokens<'_>) -> Analysis {
        assert_eq!(tokens.tokens.len(), self.0.len(), "{}", tokens.text);
        Analysis { words: self.0.clone(), names: Vec::new() }
    }
}

/// A word of each use that the trees of tests need.
fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (lemma, usage) in [
        ("cancel", GovernorUse::Cancel),
        ("deny", GovernorUse::Deny),
        ("hold", GovernorUse::Hold),
        ("plan", GovernorUse::Plan),
        ("promise", GovernorUse::Control),
        ("propose", GovernorUse::Open),
    ] {
        lexicon.push_governor(Governor { lemma: lemma.into(), usage });
    }
    lexicon
}

/// One sentence written as `form/lemma/XPOS/head/deprel` a token, heads counted from 1, 0 for the root; the universal
/// part of speech follows from the other tag. Hands the document to `read`.
pub(crate) fn with_tree<T>(tree: &str, read: impl FnOnce(&Document<'_>) -> T) -> T {
    let (mut text, mut words) = (String::new(), Vec::new());
    for token in tree.split_whitespace() {
        let parts: Vec<&str> = token.split('/').collect();
        let [form, lemma, xpos, head, deprel] = parts[..] else { panic!("{token}") };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(form);
        let xpos = Xpos::parse(xpos).unwrap_or_else(|| panic!("{token}"));
        let deprel = Deprel::parse(deprel).unwrap_or_else(|| panic!("{token}"));
        let aux = matches!(deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        let upos = match xpos {
            _ if aux => Upos::Aux,
            Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => Upos::Verb,
            Xpos::Nn | Xpos::Nns => Upos::Noun,
            Xpos::Nnp | Xpos::Nnps => Upos::Propn,
            Xpos::Jj => Upos::Adj,
            Xpos::Prp | Xpos::Wp | Xpos::Wdt => Upos::Pron,
            Xpos::Dt => Upos::Det,
            Xpos::In => Upos::Adp,
            Xpos::To => Upos::Part,
            _ => Upos::X,
        };
        let head: u32 = head.parse().unwrap_or_else(|_| panic!("{token}"));
        words.push(Word { upos, xpos, lemma: lemma.into(), head: head.checked_sub(1), deprel });
    }
    let article = Article::new(text);
    let pipeline = Pipeline::new(Arc::new(Fixed(words)), Arc::new(Nothing), Arc::new(lexicon()));
    read(&pipeline.annotate(&article))
}
