//! Nominals ("the Russian president", "the two countries", "the group") and pronouns.

use super::titles::entry;
use super::{Count, Draft, Number, Reading, TitleMention};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::Document;
use crate::graph::MentionForm;
use crate::knowledge::{EntityKind, Gender};
use crate::lexicon::{GovernorUse, NominalKind, TitleUse};
use crate::span::TokenRange;

/// Which draft of a name covers each token.
struct NameIndex<'d> {
    drafts: &'d [Draft],
    at: Vec<u32>,
}

impl<'d> NameIndex<'d> {
    fn new(document: &Document<'_>, drafts: &'d [Draft]) -> Self {
        let mut at = vec![u32::MAX; document.tokens.len()];
        for (i, d) in drafts.iter().enumerate() {
            d.tokens.iter().for_each(|t| at[t as usize] = i as u32);
        }
        Self { drafts, at }
    }

    fn get(&self, token: u32) -> Option<&'d Draft> {
        self.at.get(token as usize).and_then(|&i| self.drafts.get(i as usize))
    }

    fn is_kind(&self, token: u32, kinds: &[EntityKind]) -> bool {
        self.get(token)
            .is_some_and(|d| matches!(&d.reading, Reading::Name { kind, .. } if kinds.contains(kind)))
    }
}

const OWNERS: &[EntityKind] = &[EntityKind::Country, EntityKind::Organization, EntityKind::Place];

/// Nominals and pronouns of the document, in no order. Linear in the text.
pub(super) fn find_nominals(document: &Document<'_>, names: &[Draft]) -> Vec<Draft> {
    let index = NameIndex::new(document, names);
    let mut out = Vec::new();
    let mut in_title = vec![false; document.tokens.len()];
    for (i, title) in document.titles.iter().enumerate() {
        title.tokens.iter().for_each(|t| in_title[t as usize] = true);
        out.extend(office(document, &index, i as u32, title));
    }
    for t in 0..document.tokens.len() as u32 {
        if index.get(t).is_some() {
            continue;
        }
        let word = document.word(t);
        match word.upos {
            Upos::Pron | Upos::Det if matches!(word.xpos, Xpos::Prp | Xpos::PrpPoss) => {
                out.extend(pronoun(document, t))
            }
            Upos::Pron => out.extend(pronoun(document, t)),
            Upos::Noun | Upos::Propn => out.extend(common_noun(document, &index, t, in_title[t as usize])),
            Upos::Num | Upos::Det if matches!(document.form(t), "two" | "both" | "Both") => {}
            _ => {}
        }
    }
    out
}

fn pronoun(document: &Document<'_>, t: u32) -> Option<Draft> {
    let form = document.form(t);
    let number = match form.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Number::Person(Gender::Masculine),
        "she" | "her" | "hers" | "herself" => Number::Person(Gender::Feminine),
        "it" | "its" | "itself" => Number::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Number::Plural,
        _ => return None,
    };
    if document.word(t).deprel == Deprel::Expl {
        return None;
    }
    Some(Draft {
        tokens: TokenRange::new(t, t + 1),
        head: t,
        form: MentionForm::Pronoun,
        reading: Reading::Pronoun { number },
        confidence: 0.7,
    })
}

/// What determines a noun phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Definite {
    /// "the", "this", "both".
    Yes,
    /// "his", "their".
    Possessive,
    /// "a", "some", "several".
    No,
    /// Nothing.
    Bare,
}

fn definite(document: &Document<'_>, head: u32) -> Definite {
    for &c in document.trees.children(head) {
        let word = document.word(c);
        match word.deprel {
            Deprel::Det | Deprel::DetPredet => {
                return match word.lemma.as_str() {
                    "the" | "this" | "that" | "both" | "these" | "those" => Definite::Yes,
                    _ => Definite::No,
                };
            }
            Deprel::NmodPoss if word.upos == Upos::Pron => return Definite::Possessive,
            _ => {}
        }
    }
    Definite::Bare
}

/// "two", "both", "three" before the noun.
fn count(document: &Document<'_>, head: u32, plural: bool) -> Count {
    for &c in document.trees.children(head) {
        let word = document.word(c);
        if matches!(
            word.deprel,
            Deprel::Nummod | Deprel::Det | Deprel::DetPredet | Deprel::Amod | Deprel::CcPreconj
        ) {
            match word.lemma.as_str() {
                "two" | "both" | "2" => return Count::Exactly(2),
                "three" | "3" => return Count::Exactly(3),
                "four" | "4" => return Count::Exactly(4),
                _ => {}
            }
        }
    }
    if plural { Count::Many } else { Count::One }
}

/// The country or organisation that a title or noun belongs to: "Russian …", "Russia's …", "… of Russia".
fn owner(document: &Document<'_>, index: &NameIndex<'_>, first: u32, head: u32) -> Option<u32> {
    let fits = |t: u32| index.is_kind(t, OWNERS);
    for &c in document.trees.children(head) {
        let rel = document.word(c).deprel;
        let modifies = match rel {
            Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Nmod => {
                rel != Deprel::Nmod || matches!(document.case(c).as_deref(), Some("of" | "for" | "in"))
            }
            _ => false,
        };
        if modifies && fits(c) {
            return Some(c);
        }
    }
    // The word right before, over adjectives: parsers attach long titles in many ways.
    let sentence = document.sentences[document.sentence_of(first)].tokens;
    let mut t = first;
    for _ in 0..4 {
        if t == sentence.start {
            return None;
        }
        t -= 1;
        if fits(t) {
            return Some(t);
        }
        let form = document.form(t);
        let between = matches!(document.word(t).upos, Upos::Adj | Upos::Noun | Upos::Num)
            || matches!(form, "'s" | "’s" | "'" | "’");
        if !between {
            return None;
        }
    }
    None
}

/// The title as a mention of its holder, where it stands for one and is not told of one ("is the president").
fn office(document: &Document<'_>, index: &NameIndex<'_>, i: u32, title: &TitleMention) -> Option<Draft> {
    let lexicon_entry = entry(document, title);
    if lexicon_entry.is_some_and(|e| matches!(e.usage, TitleUse::Rank | TitleUse::Honorific)) {
        return None;
    }
    if title.tokens.iter().any(|t| index.get(t).is_some()) {
        return None;
    }
    let person = &[EntityKind::Person];
    let next = title.tokens.end;
    // "the Liberian president, Ann Lee" is in apposition to the name, as trees often do not say.
    let name = if document.form(next) == "," { next + 1 } else { next };
    if index.is_kind(name, person) {
        return None;
    }
    let head = title.head;
    let word = document.word(head);
    if word.deprel == Deprel::Compound || document.child(head, Deprel::Cop).is_some() {
        return None;
    }
    // In apposition to a name, before or after it.
    if word.deprel == Deprel::Appos && word.head.is_some_and(|h| index.is_kind(h, person)) {
        return None;
    }
    if document.children(head, Deprel::Appos).any(|a| index.is_kind(a, person))
        || document.children(head, Deprel::Flat).any(|a| index.is_kind(a, person))
    {
        return None;
    }
    let of = owner(document, index, title.tokens.start, head);
    let count = count(document, head, title.plural);
    let definite = definite(document, head);
    let capital = document.form(title.tokens.start).starts_with(|c: char| c.is_uppercase());
    let stands = match definite {
        Definite::Yes => true,
        Definite::Possessive => word.lemma == "counterpart",
        Definite::No => false,
        Definite::Bare => (of.is_some() || capital) && !title.plural,
    };
    if !stands || (count == Count::Many && of.is_none() && definite != Definite::Yes) {
        return None;
    }
    let tokens = phrase(document, title.tokens, head, of);
    let reading = Reading::Office { title: i, of, count };
    Some(Draft { tokens, head, form: MentionForm::Nominal, reading, confidence: 0.7 })
}

/// The noun with what stands before it: determiner, owner, adjectives.
fn phrase(document: &Document<'_>, core: TokenRange, head: u32, of: Option<u32>) -> TokenRange {
    let mut tokens = core;
    for &c in document.trees.children(head) {
        if c < tokens.start && tokens.start - c <= 6 {
            let first = document.subtree(c).start;
            if tokens.start - first <= 8 {
                tokens.start = tokens.start.min(first);
            }
        }
    }
    if let Some(of) = of
        && of < tokens.start
        && tokens.start - of <= 4
    {
        tokens.start = of;
    }
    tokens
}

/// Common nouns that stand for an entity.
fn common_noun(document: &Document<'_>, index: &NameIndex<'_>, t: u32, in_title: bool) -> Option<Draft> {
    let word = document.word(t);
    let lemma = word.lemma.to_lowercase();
    let plural = matches!(word.xpos, Xpos::Nns | Xpos::Nnps);
    let draft = |tokens, reading, confidence| {
        Some(Draft { tokens, head: t, form: MentionForm::Nominal, reading, confidence })
    };
    let alone = TokenRange::new(t, t + 1);
    if lemma == "counterpart" {
        let of = owner(document, index, t, t);
        return draft(phrase(document, alone, t, of), Reading::Counterpart { of }, 0.6);
    }
    let entries = document.lexicon.nominal(&lemma);
    let is = |kind: NominalKind| entries.iter().find(|n| n.kind == kind);
    // People and bodies that act for a country: they count with it wherever they stand.
    if is(NominalKind::Actor).is_some()
        && let Some(of) = owner(document, index, t, t)
    {
        return draft(phrase(document, alone, t, Some(of)), Reading::Actor { of }, 0.6);
    }
    if in_title || word.deprel == Deprel::Compound || document.child(t, Deprel::Cop).is_some() {
        return None;
    }
    let definite = definite(document, t);
    let count = count(document, t, plural);
    // "his host", "the visitor"
    let side = document.governs(t, GovernorUse::Host) || document.governs(t, GovernorUse::Guest);
    let owned = side && definite == Definite::Possessive;
    if definite != Definite::Yes && !owned && !matches!(count, Count::Exactly(_)) {
        return None;
    }
    // "the group of ministers", "the country's …" stand for themselves; a noun with an owner of its own names something new.
    if document.trees.children(t).iter().any(|&c| {
        document.word(c).deprel == Deprel::AclRelcl
            || (document.word(c).deprel == Deprel::NmodPoss && !side)
            || (document.word(c).deprel == Deprel::Nmod && count == Count::One)
    }) {
        return None;
    }
    let tokens = phrase(document, alone, t, None);
    if let Some(n) = is(NominalKind::Country) {
        let only = n.only.iter().map(ToString::to_string).collect();
        return draft(tokens, Reading::Countries { only, count }, 0.5);
    }
    if matches!(lemma.as_str(), "side" | "neighbour" | "neighbor" | "state" | "government")
        && count == Count::Exactly(2)
    {
        return draft(tokens, Reading::Countries { only: Vec::new(), count }, 0.5);
    }
    if count == Count::One {
        if let Some(n) = is(NominalKind::Organization) {
            let only = n.only.iter().map(ToString::to_string).collect();
            return draft(tokens, Reading::Organization { only }, 0.4);
        }
        if let Some(n) = is(NominalKind::Place) {
            let only = n.only.iter().map(ToString::to_string).collect();
            return draft(tokens, Reading::Place { only }, 0.4);
        }
    }
    if is(NominalKind::Person).is_some() || matches!(lemma.as_str(), "man" | "woman" | "pair" | "duo") {
        let count = if matches!(lemma.as_str(), "pair" | "duo") { Count::Exactly(2) } else { count };
        return draft(tokens, Reading::Persons { count }, 0.5);
    }
    let rank = || document.lexicon.title(&lemma).iter().any(|t| t.usage == TitleUse::Rank);
    if count == Count::One && definite == Definite::Yes && rank() {
        return draft(tokens, Reading::Ranked, 0.5);
    }
    None
}
