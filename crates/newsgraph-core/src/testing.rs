//! Sentences with hand-written trees and a small world to know, for the tests of rules.

use crate::analysis::{Analysis, Analyzer, Deprel, Tokens, Upos, Word, Xpos};
use crate::article::Article;
use crate::document::Document;
use crate::knowledge::{Candidate, Entity, EntityId, EntityKind, KnowledgeBase, NameMatch, NameWord, Term};
use crate::lexicon::{Governor, GovernorUse, Lexicon};
use crate::pipeline::Pipeline;
use jiff::civil::Date;
use std::sync::Arc;

/// A knowledge base that finds no names and knows kind and country of a few entities.
pub(crate) struct World(pub(crate) &'static [(EntityKind, EntityId)]);

impl KnowledgeBase for World {
    fn find_names(&self, _: &Tokens<'_>) -> Vec<NameMatch> {
        Vec::new()
    }
    fn lookup(&self, _: &str) -> Vec<Candidate> {
        Vec::new()
    }
    fn entity(&self, id: EntityId) -> Entity<'_> {
        let (kind, country) = self.0[id.0 as usize];
        Entity {
            kind,
            name: "",
            iso2: None,
            iso3: None,
            wikidata: None,
            subtype: None,
            country: Some(country),
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
#[derive(Default)]
pub(crate) struct Tree(Vec<Word>);

impl Analyzer for Tree {
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

/// Forms and words of a sentence written as `form/XPOS/head/deprel` a token, or `form/lemma/XPOS/head/deprel` where the
/// lemma matters: heads counted from 1, 0 for the root. The universal part of speech follows from the other tag.
pub(crate) fn parse(tree: &str) -> (Vec<&str>, Vec<Word>) {
    let word = |token| {
        let (form, lemma, xpos, head, deprel) = match str::split(token, '/').collect::<Vec<_>>()[..] {
            [form, xpos, head, deprel] => (form, form, xpos, head, deprel),
            [form, lemma, xpos, head, deprel] => (form, lemma, xpos, head, deprel),
            _ => panic!("{token}"),
        };
        let xpos = Xpos::parse(xpos).unwrap_or_else(|| panic!("{token}"));
        let deprel = Deprel::parse(deprel).unwrap_or_else(|| panic!("{token}"));
        let head: u32 = head.parse().unwrap_or_else(|_| panic!("{token}"));
        let upos = match xpos {
            _ if matches!(deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) => Upos::Aux,
            Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => Upos::Verb,
            Xpos::Nn | Xpos::Nns => Upos::Noun,
            Xpos::Nnp | Xpos::Nnps => Upos::Propn,
            Xpos::Jj => Upos::Adj,
            Xpos::Rb => Upos::Adv,
            Xpos::Prp | Xpos::PrpPoss | Xpos::Wp | Xpos::Wdt => Upos::Pron,
            Xpos::Dt => Upos::Det,
            Xpos::In => Upos::Adp,
            Xpos::To => Upos::Part,
            Xpos::Cd => Upos::Num,
            Xpos::Cc => Upos::Cconj,
            Xpos::Stop | Xpos::Comma | Xpos::Colon | Xpos::Hyph => Upos::Punct,
            _ => Upos::X,
        };
        (form, Word { upos, xpos, lemma: lemma.into(), head: head.checked_sub(1), deprel })
    };
    tree.split_whitespace().map(word).unzip()
}

/// Hands the document that is such a sentence to `read`.
pub(crate) fn with_tree<T>(tree: &str, read: impl FnOnce(&Document<'_>) -> T) -> T {
    let (forms, words) = parse(tree);
    let article = Article::new(forms.join(" "));
    let pipeline = Pipeline::new(Arc::new(Tree(words)), Arc::new(World(&[])), Arc::new(lexicon()));
    read(&pipeline.annotate(&article))
}
