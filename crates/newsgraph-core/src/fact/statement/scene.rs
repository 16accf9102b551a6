//! What all parts of the rule look at: extents of phrases, quotations as tokens, verbs of saying.

use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::Document;
use crate::fact::frame::trigger_lemma;
use crate::span::TokenRange;
use crate::text::{BlockKind, Quotation};
use smol_str::format_smolstr;

/// What the lexicon says of a verb, all its entries together.
#[derive(Clone, Debug, Default)]
pub(super) struct Saying {
    pub(super) lemma: String,
    pub(super) direct: bool,
    pub(super) clause: bool,
    pub(super) infinitive: bool,
    pub(super) speech: bool,
    /// Its object is whom it is said to.
    pub(super) addressee: bool,
    /// Its object, or its preposition's, is what is said or stood for.
    pub(super) object: bool,
    /// The preposition whose object is the content ("call for").
    pub(super) preposition: Option<String>,
}

/// A quotation that lies in no other, as tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote {
    /// Words without the marks.
    pub(super) inner: TokenRange,
    /// Words with the marks.
    pub(super) outer: TokenRange,
    /// Block that holds it.
    pub(super) block: u32,
    pub(super) continues: bool,
    pub(super) unclosed: bool,
}

/// A document with indexes over it.
pub(super) struct Scene<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    /// First and one past the last token that each token governs, itself included.
    extents: Vec<TokenRange>,
    /// Outermost quotations in order.
    pub(super) quotes: Vec<Quote>,
    /// For each token whether it stands in a quotation, marks included.
    quoted: Vec<bool>,
}

impl<'d, 'a> Scene<'d, 'a> {
    /// Linear in the document.
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        let n = document.tokens.len();
        let mut quotes: Vec<Quote> = Vec::new();
        let mut quoted = vec![false; n];
        let mut end = 0;
        for q in &document.quotations {
            if q.outer.start < end {
                continue;
            }
            end = q.outer.end;
            if let Some(quote) = as_tokens(document, q) {
                for t in quote.outer.iter() {
                    quoted[t as usize] = true;
                }
                quotes.push(quote);
            }
        }
        Self { document, extents: extents(document), quotes, quoted }
    }

    pub(super) fn in_quote(&self, token: u32) -> bool {
        self.quoted.get(token as usize).copied().unwrap_or(false)
    }

    /// Share of the tokens that stand in quotations.
    pub(super) fn quoted_share(&self, range: TokenRange) -> f32 {
        let inside = self.quoted.get(range.as_usize()).map_or(0, |q| q.iter().filter(|x| **x).count());
        inside as f32 / range.len().max(1) as f32
    }

    /// The tokens that `token` governs, itself included.
    pub(super) fn extent(&self, token: u32) -> TokenRange {
        self.extents.get(token as usize).copied().unwrap_or(TokenRange::new(token, token + 1))
    }

    /// The same without the part under `child`, one of its children.
    pub(super) fn extent_without(&self, token: u32, child: u32) -> TokenRange {
        let mut range = TokenRange::new(token, token + 1);
        for &c in self.document.trees.children(token) {
            if c != child {
                let e = self.extent(c);
                range = TokenRange::new(range.start.min(e.start), range.end.max(e.end));
            }
        }
        range
    }

    /// The sentence that holds the token.
    pub(super) fn sentence(&self, token: u32) -> TokenRange {
        self.document
            .sentences
            .get(self.document.sentence_of(token))
            .map_or(TokenRange::default(), |s| s.tokens)
    }

    /// The part of the range before what the writer adds after `from`: "…, adding that", "…, according to", "… and said".
    pub(super) fn uncommented(&self, range: TokenRange, from: u32) -> TokenRange {
        let form = |t: u32| self.document.form(t);
        let upos = |t: u32| self.document.word(t).upos;
        let adds = |t: u32| {
            if self.in_quote(t) || t + 2 >= range.end {
                return false;
            }
            let next = if upos(t + 1) == Upos::Adv || form(t + 1) == "while" { t + 2 } else { t + 1 };
            let tells = |s: Saying| s.speech && (s.clause || s.object);
            match form(t) {
                "," => {
                    (form(next) == "according" && form(next + 1) == "to")
                        || (self.document.word(next).xpos == Xpos::Vbg
                            && self.saying(next).is_some_and(tells))
                }
                "and" | "but" => {
                    self.is_finite(next)
                        && self.document.child(next, Deprel::Nsubj).is_none()
                        && self.saying(next).is_some_and(|s| s.speech && s.clause && s.direct)
                }
                _ => false,
            }
        };
        match (from + 1..range.end).find(|&t| adds(t)) {
            Some(end) => TokenRange::new(range.start, end),
            None => range,
        }
    }

    /// Index of the block that holds the token.
    pub(super) fn block(&self, token: u32) -> u32 {
        self.document.sentences.get(self.document.sentence_of(token)).map_or(0, |s| s.block)
    }

    /// Whether statements are looked for here.
    pub(super) fn is_read(&self, token: u32) -> bool {
        !matches!(
            self.document.block_kind(token),
            BlockKind::Byline | BlockKind::Dateline | BlockKind::Boilerplate
        )
    }

    /// Whether the token is part of a date.
    pub(super) fn is_timex(&self, token: u32) -> bool {
        let end = self.document.timexes.partition_point(|t| t.tokens.start <= token);
        self.document.timexes[..end].last().is_some_and(|t| t.tokens.holds(token))
    }

    pub(super) fn is_punct(&self, token: u32) -> bool {
        self.document.form(token).chars().all(|c| !c.is_alphanumeric())
    }

    /// Whether the token is a subordinating "that", not a pronoun or determiner.
    pub(super) fn is_mark_word(&self, token: u32) -> bool {
        let w = self.document.word(token);
        w.deprel == Deprel::Mark || w.upos == Upos::Sconj
    }

    /// Whether the token is a finite verb of its own.
    pub(super) fn is_finite(&self, token: u32) -> bool {
        self.document.is_verb(token)
            && matches!(self.document.word(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
    }

    /// Whether the verb tells that somebody said something: finite, with "have", or with a subject of its own.
    pub(super) fn is_told(&self, token: u32) -> bool {
        let children = self.document.trees.children(token);
        let has = |d: Deprel| children.iter().any(|&c| self.document.word(c).deprel == d);
        self.is_finite(token)
            || (self.document.word(token).xpos == Xpos::Vbn
                && !has(Deprel::AuxPass)
                && (has(Deprel::Aux) || has(Deprel::Nsubj)))
    }

    /// Whether nothing of the range governs the token: it is the verb of its main clause.
    pub(super) fn is_top(&self, token: u32, range: TokenRange) -> bool {
        self.document.word(token).head.is_none_or(|h| !range.holds(h))
    }

    /// The preposition or conjunction that a phrase or clause hangs on its head by.
    pub(super) fn link(&self, token: u32) -> Option<u32> {
        self.document.child(token, Deprel::Case).or_else(|| self.document.child(token, Deprel::Mark))
    }

    /// What the lexicon says of the verb (or "be" and adjective) at `token`.
    pub(super) fn saying(&self, token: u32) -> Option<Saying> {
        let document = self.document;
        let word = document.word(token);
        match word.upos {
            Upos::Verb => {}
            Upos::Adj if document.child(token, Deprel::Cop).is_some() => {
                return self.entry(&format!("be {}", word.lemma));
            }
            _ => return None,
        }
        let lemma = trigger_lemma(document, token);
        // "call for", "insist on": the longer entry says where the content is.
        for &c in document.trees.children(token) {
            if matches!(document.word(c).deprel, Deprel::Obl | Deprel::Acl | Deprel::Advcl | Deprel::Xcomp)
                && let Some(link) = self.link(c).filter(|&l| l > token)
                && let preposition = document.form(link).to_lowercase()
                && let Some(mut found) = self.entry(&format_smolstr!("{lemma} {preposition}"))
            {
                found.preposition = Some(preposition);
                if let Some(plain) = self.entry(&lemma) {
                    found.direct |= plain.direct;
                    found.clause |= plain.clause;
                    found.infinitive |= plain.infinitive;
                    found.speech |= plain.speech;
                }
                return Some(found);
            }
        }
        // "made clear", "let it be known": the words that follow belong to the verb.
        let mut key = lemma.to_string();
        for t in (token + 1..self.sentence(token).end).take(3) {
            key.push(' ');
            key.push_str(&document.form(t).to_lowercase());
            if let Some(found) = self.entry(&key) {
                return Some(found);
            }
        }
        self.entry(&lemma)
            .or_else(|| (lemma != word.lemma).then(|| self.entry(&word.lemma)).flatten())
            .or_else(|| self.by_ending(token))
    }

    /// The verb whose regular form the token is, whatever lemma it was given ("shouted", taken for a form of "shoute").
    fn by_ending(&self, token: u32) -> Option<Saying> {
        let form = self.document.form(token).to_lowercase();
        let particle = self.document.child(token, Deprel::CompoundPrt);
        let tail = particle.map_or(String::new(), |p| format!(" {}", self.document.form(p).to_lowercase()));
        let entry = |base: String| self.entry(&format!("{base}{tail}")).or_else(|| self.entry(&base));
        let bases = [
            ("ies", "y"),
            ("ied", "y"),
            ("s", ""),
            ("es", ""),
            ("ed", ""),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
        ];
        let plain = bases.iter().find_map(|(end, base)| entry(format!("{}{base}", form.strip_suffix(end)?)));
        // "signalled", "quipping"
        plain.or_else(|| {
            let stem = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing"))?;
            let last = stem.chars().last()?;
            entry(stem.strip_suffix(last).filter(|rest| rest.ends_with(last))?.to_owned())
        })
    }

    /// The same for a word next to a quotation that the tagger took for a noun ("Obi insists", "smiles Obi").
    pub(super) fn saying_form(&self, token: u32) -> Option<Saying> {
        if let Some(found) = self.saying(token) {
            return Some(found);
        }
        if !matches!(self.document.word(token).upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            return None;
        }
        let small = self.document.form(token).starts_with(char::is_lowercase);
        small.then(|| self.by_ending(token)).flatten().filter(|s| s.direct)
    }

    fn entry(&self, lemma: &str) -> Option<Saying> {
        let entries = self.document.lexicon.verb(lemma);
        if entries.is_empty() {
            return None;
        }
        let mut saying = Saying { lemma: lemma.to_owned(), ..Saying::default() };
        for e in entries {
            saying.direct |= e.direct;
            saying.clause |= e.clause;
            saying.infinitive |= e.infinitive;
            saying.speech |= e.speech;
            saying.addressee |= e.addressee;
            saying.object |= e.object;
        }
        Some(saying)
    }
}

/// The tokens of a quotation; `None` where it holds none.
fn as_tokens(document: &Document<'_>, q: &Quotation) -> Option<Quote> {
    let at = |byte: u32| document.tokens.partition_point(|t| t.span.start < byte) as u32;
    let inner = TokenRange::new(at(q.inner.start), at(q.inner.end));
    let outer = TokenRange::new(at(q.outer.start), at(q.outer.end));
    if inner.is_empty() {
        return None;
    }
    let block = document.sentences.get(document.sentence_of(inner.start))?.block;
    Some(Quote { inner, outer, block, continues: q.continues, unclosed: q.unclosed })
}

/// Extents of all tokens in one walk from the roots. Linear.
fn extents(document: &Document<'_>) -> Vec<TokenRange> {
    let n = document.tokens.len();
    let mut out: Vec<TokenRange> = (0..n as u32).map(|t| TokenRange::new(t, t + 1)).collect();
    let mut order: Vec<u32> = Vec::with_capacity(n);
    let mut seen = vec![false; n];
    for (t, word) in document.analysis.words.iter().enumerate() {
        if word.head.is_none() && t < n {
            order.push(t as u32);
            seen[t] = true;
        }
    }
    let mut next = 0;
    while next < order.len() {
        for &c in document.trees.children(order[next]) {
            if let Some(s) = seen.get_mut(c as usize)
                && !*s
            {
                *s = true;
                order.push(c);
            }
        }
        next += 1;
    }
    for &t in order.iter().rev() {
        if let Some(h) = document.word(t).head {
            let (e, o) = (out[t as usize], &mut out[h as usize]);
            *o = TokenRange::new(o.start.min(e.start), o.end.max(e.end));
        }
    }
    out
}
