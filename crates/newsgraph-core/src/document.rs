//! An article with everything that the stages of the pipeline found in it.

use crate::analysis::{Analysis, Deprel, Hints, Sentence, Token, Tokens, Upos, Word, Xpos};
use crate::article::Article;
use crate::graph::MentionForm;
use crate::knowledge::{EntityId, EntityKind, Gender, KnowledgeBase};
use crate::lexicon::{GovernorUse, Lexicon};
pub use crate::mention::TitleMention;
pub use crate::resolve::{Holder, HolderPattern};
use crate::span::{Span, TokenRange};
use crate::text::{Block, BlockKind, Quotation};
use crate::time::Timex;
use jiff::civil::Date;
use smol_str::SmolStr;

/// Index of an entity in [`Document::entities`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityIndex(pub u32);

/// Words that name or stand for an entity.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    /// The words.
    pub tokens: TokenRange,
    /// Their syntactic head.
    pub head: u32,
    /// How they name it.
    pub form: MentionForm,
    /// What they name: one entity, or several ("the two leaders"), or none that could be found.
    pub entities: Vec<EntityIndex>,
    /// The words name people or bodies that act for the entity ("Russian officials"), not the entity itself.
    pub acting: bool,
    /// In [0, 1].
    pub confidence: f32,
}

/// One entity of the article with all that stands for it.
#[derive(Clone, PartialEq, Debug)]
pub struct DocumentEntity {
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name in the text, or the knowledge base's where it is known.
    pub name: String,
    /// Its entry in the knowledge base.
    pub linked: Option<EntityId>,
    /// Pronoun it goes by, where known.
    pub gender: Option<Gender>,
    /// Type of an organisation or place.
    pub subtype: Option<String>,
    /// Indices into [`Document::mentions`], in text order.
    pub mentions: Vec<u32>,
    /// In [0, 1].
    pub confidence: f32,
}

/// Dependency trees with quick ways down.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trees {
    offsets: Vec<u32>,
    children: Vec<u32>,
}

impl Trees {
    /// Indexes the children of every token. Linear.
    #[must_use]
    pub fn new(words: &[Word]) -> Self {
        let mut offsets = vec![0u32; words.len() + 2];
        for head in words.iter().filter_map(|w| w.head) {
            offsets[head as usize + 2] += 1;
        }
        for i in 2..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut children = vec![0u32; offsets.last().copied().unwrap_or(0) as usize];
        for (i, head) in words.iter().enumerate().filter_map(|(i, w)| w.head.map(|h| (i, h))) {
            let at = &mut offsets[head as usize + 1];
            children[*at as usize] = i as u32;
            *at += 1;
        }
        offsets.pop();
        Self { offsets, children }
    }

    /// The tokens governed by `token`, in text order.
    #[must_use]
    pub fn children(&self, token: u32) -> &[u32] {
        match (self.offsets.get(token as usize), self.offsets.get(token as usize + 1)) {
            (Some(&a), Some(&b)) => &self.children[a as usize..b as usize],
            _ => &[],
        }
    }
}

/// An article with everything that the stages of the pipeline found in it. Rules read it; only the pipeline writes it.
#[non_exhaustive]
pub struct Document<'a> {
    /// What went in.
    pub article: &'a Article,
    /// The date that relative dates and offices are read by: the article's own or its dateline's.
    pub date: Option<Date>,
    /// The place of the dateline, a part of the text.
    pub dateline_place: Option<Span>,
    /// Blocks of the page.
    pub blocks: Vec<Block>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens.
    pub tokens: Vec<Token>,
    /// For each token what the knowledge base says of it.
    pub hints: Vec<Hints>,
    /// Quotations.
    pub quotations: Vec<Quotation>,
    /// Tags, lemmas, heads and names.
    pub analysis: Analysis,
    /// Children of each token.
    pub trees: Trees,
    /// Dates.
    pub timexes: Vec<Timex>,
    /// Titles, in text order.
    pub titles: Vec<TitleMention>,
    /// Mentions, ordered by first token, longer ones first.
    pub mentions: Vec<Mention>,
    /// Who holds which title.
    pub holders: Vec<Holder>,
    /// Entities.
    pub entities: Vec<DocumentEntity>,
    /// Entity of each entry of the knowledge base that the article names.
    pub linked: std::collections::BTreeMap<EntityId, EntityIndex>,
    /// The knowledge base in use.
    pub knowledge: &'a dyn KnowledgeBase,
    /// The word lists in use.
    pub lexicon: &'a Lexicon,
}

impl std::fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("article", &self.article.id)
            .field("date", &self.date)
            .field("mentions", &self.mentions)
            .field("entities", &self.entities)
            .finish_non_exhaustive()
    }
}

/// What stands behind the last token.
static OUTSIDE: Word = Word {
    upos: Upos::Punct,
    xpos: Xpos::Stop,
    lemma: SmolStr::new_static(""),
    head: None,
    deprel: Deprel::Punct,
};

impl<'a> Document<'a> {
    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.article.text
    }

    /// The tokens as the analyser gets them.
    #[must_use]
    pub fn as_tokens(&self) -> Tokens<'_> {
        Tokens {
            text: &self.article.text,
            tokens: &self.tokens,
            sentences: &self.sentences,
            hints: &self.hints,
        }
    }

    /// The words of token `i`.
    #[must_use]
    pub fn form(&self, i: u32) -> &'a str {
        self.tokens.get(i as usize).map_or("", |t| t.span.of(&self.article.text))
    }

    /// The analysis of token `i`; behind the last token, that of a mark that hangs on nothing.
    #[must_use]
    pub fn word(&self, i: u32) -> &Word {
        self.analysis.words.get(i as usize).unwrap_or(&OUTSIDE)
    }

    /// The lemma of token `i`.
    #[must_use]
    pub fn lemma(&self, i: u32) -> &str {
        &self.word(i).lemma
    }

    /// Whether the lexicon has this use of the word at token `i` towards what depends on it.
    pub(crate) fn governs(&self, i: u32, usage: GovernorUse) -> bool {
        self.lexicon.governs(self.lemma(i), usage)
    }

    /// The bytes that tokens cover.
    #[must_use]
    pub fn span(&self, tokens: TokenRange) -> Span {
        match (self.tokens.get(tokens.start as usize), self.tokens.get(tokens.end.saturating_sub(1) as usize))
        {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// The text that tokens cover.
    #[must_use]
    pub fn words(&self, tokens: TokenRange) -> &'a str {
        self.span(tokens).of(&self.article.text)
    }

    /// Index of the sentence that holds token `i`. Logarithmic.
    #[must_use]
    pub fn sentence_of(&self, token: u32) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token).min(self.sentences.len().saturating_sub(1))
    }

    /// The kind of the block that holds token `i`.
    #[must_use]
    pub fn block_kind(&self, token: u32) -> BlockKind {
        self.sentences
            .get(self.sentence_of(token))
            .and_then(|s| self.blocks.get(s.block as usize))
            .map_or(BlockKind::Paragraph, |b| b.kind)
    }

    /// The children of `token` with this relation, subtypes told apart.
    pub fn children(&self, token: u32, deprel: Deprel) -> impl Iterator<Item = u32> + '_ {
        self.trees.children(token).iter().copied().filter(move |&c| self.word(c).deprel == deprel)
    }

    /// The first child of `token` with this relation.
    #[must_use]
    pub fn child(&self, token: u32, deprel: Deprel) -> Option<u32> {
        self.children(token, deprel).next()
    }

    /// The first and one past the last token that `token` governs, itself included. Linear in the size of the subtree.
    #[must_use]
    pub fn subtree(&self, token: u32) -> TokenRange {
        let (mut first, mut last, mut open) = (token, token, vec![token]);
        while let Some(t) = open.pop() {
            first = first.min(t);
            last = last.max(t);
            open.extend_from_slice(self.trees.children(t));
        }
        TokenRange::new(first, last + 1)
    }

    /// The prepositions (`case` children) of `token`, as one lower-case phrase: "on", "because of".
    #[must_use]
    pub fn case(&self, token: u32) -> Option<String> {
        let case = self.child(token, Deprel::Case)?;
        let mut phrase = self.form(case).to_lowercase();
        for fixed in self.children(case, Deprel::Fixed) {
            phrase.push(' ');
            phrase.push_str(&self.form(fixed).to_lowercase());
        }
        Some(phrase)
    }

    /// `token` and the tokens coordinated with it ("Xi and Putin": both).
    #[must_use]
    pub fn conjuncts(&self, token: u32) -> Vec<u32> {
        let mut all = vec![token];
        all.extend(self.children(token, Deprel::Conj));
        all
    }

    /// The mention whose head is `token`; of several the longest that names something.
    #[must_use]
    pub fn mention_at(&self, token: u32) -> Option<&Mention> {
        // Mentions are ordered by first token; a mention seldom has over 24 tokens, so the search is a short walk back.
        let end = self.mentions.partition_point(|m| m.tokens.start <= token);
        self.mentions[..end]
            .iter()
            .rev()
            .take_while(|m| m.tokens.start + 32 > token)
            .filter(|m| m.head == token)
            .max_by_key(|m| (!m.entities.is_empty(), m.tokens.len()))
    }

    /// The name, demonym or metonym that covers `token`.
    #[must_use]
    pub fn name_covering(&self, token: u32) -> Option<&Mention> {
        let end = self.mentions.partition_point(|m| m.tokens.start <= token);
        self.mentions[..end].iter().rev().take_while(|m| m.tokens.start + 32 > token).find(|m| {
            m.tokens.holds(token)
                && matches!(m.form, MentionForm::Name | MentionForm::Demonym | MentionForm::Metonym)
        })
    }

    /// The entities that the phrase headed by `token` stands for; empty where it names none.
    #[must_use]
    pub fn entities_at(&self, token: u32) -> &[EntityIndex] {
        self.mention_at(token).map_or(&[], |m| &m.entities)
    }

    /// The entity with this index.
    #[must_use]
    pub fn entity(&self, index: EntityIndex) -> &DocumentEntity {
        &self.entities[index.0 as usize]
    }

    /// Whether the token is a finite or non-finite verb (not an auxiliary).
    #[must_use]
    pub fn is_verb(&self, token: u32) -> bool {
        self.word(token).upos == Upos::Verb
    }

    /// The innermost quotation that holds the token.
    #[must_use]
    pub fn quotation_of(&self, token: u32) -> Option<&Quotation> {
        let at = self.tokens.get(token as usize)?.span;
        let end = self.quotations.partition_point(|q| q.outer.start <= at.start);
        self.quotations[..end].iter().rev().take(8).find(|q| q.outer.contains(at))
    }
}
