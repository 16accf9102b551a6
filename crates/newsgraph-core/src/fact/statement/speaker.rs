//! The words that name a speaker, and whom they stand for.

use super::is_mark;
use super::scene::{Saying, Scene};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::EntityIndex;
use crate::fact::frame::{clause_subject, is_passive, logical_subject};
use crate::fact::party::{is_person, named};
use crate::graph::MentionForm;
use crate::span::TokenRange;

/// Whoever speaks.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Source {
    /// The whole phrase.
    pub(super) tokens: TokenRange,
    /// Its head, or several that speak together.
    pub(super) heads: Vec<u32>,
}

/// Longest phrase for a speaker, in tokens on either side of its head.
const REACH: u32 = 30;

/// The phrase headed by `heads`, without the tokens of `verb` and `content`.
pub(super) fn phrase(
    scene: &Scene<'_, '_>,
    heads: Vec<u32>,
    verb: u32,
    content: TokenRange,
) -> Option<Source> {
    let &head = heads.first()?;
    if scene.is_punct(head) {
        return None;
    }
    let mut range = scene.extent(head);
    for &h in &heads[1..] {
        // A second head out of reach is the controller of another clause.
        if h.abs_diff(head) < REACH {
            range = TokenRange::new(range.start.min(h), range.end.max(h + 1));
        }
    }
    range = TokenRange::new(range.start.max(head.saturating_sub(REACH)), range.end.min(head + REACH));
    for bar in [TokenRange::new(verb, verb + 1), content] {
        if bar.holds(head) || bar.is_empty() {
            continue;
        }
        if bar.start > head {
            range.end = range.end.min(bar.start);
        } else {
            range.start = range.start.max(bar.end);
        }
    }
    // A quotation next to the name is no part of it.
    while range.end > head + 1
        && (scene.is_punct(range.end - 1) || (scene.in_quote(range.end - 1) && !scene.in_quote(head)))
    {
        range.end -= 1;
    }
    while range.start < head
        && (scene.is_punct(range.start) && !matches!(scene.document.form(range.start), "$" | "#")
            || case_of(scene, range.start, head))
    {
        range.start += 1;
    }
    Some(Source { tokens: range, heads })
}

/// Whether the token is a preposition of the phrase's head.
fn case_of(scene: &Scene<'_, '_>, token: u32, head: u32) -> bool {
    let w = scene.document.word(token);
    matches!(w.deprel, Deprel::Case | Deprel::Fixed | Deprel::Cc | Deprel::Mark)
        && (w.head == Some(head) || w.head.is_some_and(|h| scene.document.word(h).deprel == Deprel::Case))
}

/// "Obi said the plan was bad, adding that …": a verb of saying without a subject of its own that a parser hung on what
/// was said; the verb above is the one whose speaker it shares.
fn raised(scene: &Scene<'_, '_>, verb: u32) -> Option<u32> {
    let document = scene.document;
    let word = document.word(verb);
    let own = document.trees.children(verb).iter().any(|&c| {
        matches!(
            document.word(c).deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Mark
        )
    });
    let start = scene.extent(verb).start;
    let comma = document.form(start) == "," || (start > 0 && document.form(start - 1) == ",");
    let loose = match word.deprel {
        Deprel::Conj => scene.is_finite(verb),
        Deprel::Advcl | Deprel::Acl | Deprel::Xcomp => word.xpos == Xpos::Vbg && comma,
        _ => false,
    };
    if own || !loose {
        return None;
    }
    let above = word.head.filter(|&h| document.word(h).deprel == Deprel::Ccomp && h < verb)?;
    let teller = document.word(above).head.filter(|&t| t < above)?;
    let tells =
        |s: Option<Saying>, cites: bool| s.is_some_and(|s| s.speech && (s.clause || (cites && s.object)));
    (tells(scene.saying(teller), false) && tells(scene.saying(verb), true)).then_some(teller)
}

/// "Obi put out a statement saying that": whoever does something with the words that say it.
fn issuer(scene: &Scene<'_, '_>, verb: u32) -> Option<u32> {
    let document = scene.document;
    let word = document.word(verb);
    let noun = word.head.filter(|_| word.deprel == Deprel::Acl && word.xpos == Xpos::Vbg)?;
    let issued = document.word(noun);
    (matches!(issued.deprel, Deprel::Obj | Deprel::Obl)
        && !document.lexicon.attribution_noun(document.lemma(noun)).is_empty())
    .then_some(issued.head)
    .flatten()
    .filter(|&h| document.is_verb(h))
}

/// "Ada Obi, whose party is ahead, said": the person in front of an insertion that the verb follows, whatever subject a parser
/// finds inside it.
pub(super) fn before_insertion(scene: &Scene<'_, '_>, verb: u32) -> Option<Source> {
    let document = scene.document;
    let sentence = scene.sentence(verb);
    let stop = verb.checked_sub(1).filter(|&c| document.form(c) == ",")?;
    let past = matches!(document.word(verb).xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp);
    let from = sentence.start.max(verb.saturating_sub(REACH));
    let finite =
        |range: TokenRange| range.iter().any(|t| scene.is_finite(t) || document.word(t).upos == Upos::Aux);
    for comma in (from..stop).rev().filter(|&t| past && document.form(t) == "," && !scene.in_quote(t)) {
        let inserted = TokenRange::new(comma + 1, stop);
        let relative = matches!(document.form(inserted.start), "who" | "whose" | "which" | "where");
        if inserted.is_empty() || scene.in_quote(inserted.start) || (!relative && finite(inserted)) {
            return None;
        }
        let start = (from..comma)
            .rev()
            .find(|&t| matches!(document.form(t), "," | ";" | ":" | "—" | "–") || scene.in_quote(t))
            .map_or(from, |t| t + 1);
        // A person; or a body or country with nothing before it.
        let from_start = document.mentions.partition_point(|m| m.tokens.start < start);
        let named = document.mentions[from_start..].iter().take_while(|m| m.tokens.end <= comma).find(|m| {
            let person = m.entities.iter().any(|&e| is_person(document, e));
            m.form == MentionForm::Name && !m.entities.is_empty() && (person || m.tokens.start <= start + 1)
        });
        let Some(name) = named else { continue };
        let rest = TokenRange::new(name.tokens.end, comma);
        let belongs =
            rest.is_empty() || (rest.len() <= REACH / 4 && document.word(rest.start).upos == Upos::Adp);
        if !belongs || finite(TokenRange::new(start, comma)) {
            return None;
        }
        let titled = (start..name.tokens.start)
            .rev()
            .take_while(|&t| {
                matches!(document.word(t).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det)
            })
            .last();
        let tokens = TokenRange::new(titled.unwrap_or(name.tokens.start), comma);
        return Some(Source { tokens, heads: vec![name.head] });
    }
    None
}

/// Whoever says what the verb says, by the tree.
pub(super) fn of_verb(scene: &Scene<'_, '_>, verb: u32, content: TokenRange) -> Option<Source> {
    let document = scene.document;
    let verb = issuer(scene, verb).unwrap_or(verb);
    if let Some(source) = before_insertion(scene, verb).filter(|s| !s.tokens.overlaps(content)) {
        return Some(source);
    }
    if let Some(head) = quoted(scene, verb) {
        return phrase(scene, vec![head], verb, content);
    }
    let mut verb = verb;
    for _ in 0..3 {
        match raised(scene, verb) {
            Some(teller) => verb = teller,
            None => break,
        }
    }
    let passive = document.is_verb(verb)
        && is_passive(document, verb)
        && !matches!(document.lemma(verb), "quote" | "cite");
    let heads = if passive { logical_subject(document, verb) } else { clause_subject(document, verb) };
    let inside = scene.in_quote(verb);
    let mut heads: Vec<u32> = heads
        .into_iter()
        .filter(|&h| {
            !content.holds(h)
                && h != verb
                && (inside || !scene.in_quote(h))
                && document.word(h).deprel != Deprel::Expl
                && can_speak(scene, h)
        })
        .collect();
    // "the group's expert Obi said": a second subject right before the verb is the name.
    if let Some(&head) = heads.first()
        && head < verb
        && let Some(name) = verb.checked_sub(1).filter(|&n| n > head)
        && document.word(name).upos == Upos::Propn
        && !scene.is_timex(name)
        && document.word(name).head == Some(verb)
    {
        let mut source = phrase(scene, vec![head], verb, content)?;
        source.tokens.end = verb;
        source.heads = vec![name];
        return Some(source);
    }
    heads.truncate(8);
    phrase(scene, heads, verb, content)
}

/// "The agency quoted Obi as saying that": whom another verb quotes.
fn quoted(scene: &Scene<'_, '_>, verb: u32) -> Option<u32> {
    let document = scene.document;
    let teller = document.word(verb).head.filter(|&h| h < verb)?;
    let quotes = matches!(document.lemma(teller), "quote" | "cite")
        && document.word(verb).xpos == Xpos::Vbg
        && document.form(verb - 1).eq_ignore_ascii_case("as")
        && !is_passive(document, teller);
    // Of somebody without a name it is the teller who is worth knowing.
    document.child(teller, Deprel::Obj).filter(|&o| quotes && o < verb && !named(document, o).is_empty())
}

/// Whether the token can head the name of a speaker.
fn can_speak(scene: &Scene<'_, '_>, token: u32) -> bool {
    let w = scene.document.word(token);
    matches!(w.upos, Upos::Propn | Upos::Noun | Upos::Pron | Upos::Num | Upos::Adj | Upos::X | Upos::Det)
        && !scene.is_timex(token)
        && !matches!(
            scene.document.form(token),
            "which" | "what" | "it" | "It" | "there" | "There" | "that" | "That" | "this" | "This"
        )
}

fn is_nominal(scene: &Scene<'_, '_>, token: u32) -> bool {
    matches!(scene.document.word(token).upos, Upos::Propn | Upos::Noun | Upos::Pron) && !scene.is_timex(token)
}

/// Whoever stands right after a verb that follows a quotation: "said Ada Obi, the minister", "said Mali's envoy, Ada Obi".
pub(super) fn after(scene: &Scene<'_, '_>, verb: u32) -> Option<Source> {
    let document = scene.document;
    let sentence = scene.sentence(verb);
    let person = |range: TokenRange| {
        let from = document.mentions.partition_point(|m| m.tokens.start < range.start);
        document.mentions[from..]
            .iter()
            .take_while(|m| m.tokens.end <= range.end)
            .find(|m| m.entities.iter().any(|&e| is_person(document, e)))
            .map(|m| m.head)
    };
    let (mut head, mut end, mut commas) = (None, verb + 1, 0);
    for t in verb + 1..sentence.end.min(verb + 20) {
        let form = document.form(t);
        if scene.in_quote(t) || scene.is_timex(t) {
            break;
        }
        if form == "," {
            // A name may follow a title.
            if commas > 0
                || person(TokenRange::new(verb + 1, t)).is_some()
                || person(TokenRange::new(t + 1, (t + 6).min(sentence.end))).is_none()
            {
                break;
            }
            commas += 1;
            continue;
        }
        match document.word(t).upos {
            Upos::Propn | Upos::Noun | Upos::Pron => {
                if !matches!(document.form(t + 1), "'s" | "’s") {
                    head = head.or(Some(t));
                    if commas == 0
                        && !matches!(document.form(end.max(verb + 2) - 1), "of" | "for" | "at" | "in")
                    {
                        head = Some(t);
                    }
                }
                end = t + 1;
            }
            Upos::Adj | Upos::Det | Upos::Num | Upos::Part => {}
            _ if matches!(form, "'s" | "’s" | "-" | "." | "of" | "for" | "at") => end = t + 1,
            _ => break,
        }
    }
    let range = TokenRange::new(verb + 1, end);
    let head = person(range).or(head)?;
    Some(Source { tokens: TokenRange::new(range.start, range.end.max(head + 1)), heads: vec![head] })
}

/// Whoever stands right before a verb, as far as `from`.
pub(super) fn before(scene: &Scene<'_, '_>, verb: u32, from: u32) -> Option<Source> {
    let mut t = verb;
    while t > from {
        t -= 1;
        if scene.in_quote(t) {
            return None;
        }
        if is_nominal(scene, t) {
            let head = t;
            let mut start = head;
            while start > from
                && !scene.is_punct(start - 1)
                && !scene.in_quote(start - 1)
                && start + 8 > head
                && matches!(
                    scene.document.word(start - 1).upos,
                    Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Num
                )
            {
                start -= 1;
            }
            return Some(Source { tokens: TokenRange::new(start, head + 1), heads: vec![head] });
        }
        if scene.is_finite(t) || verb - t > 6 || is_mark(scene.document.form(t)) {
            return None;
        }
    }
    None
}

/// "a statement by the ministry", "the party's report": whose words the noun stands for.
fn author(scene: &Scene<'_, '_>, noun: u32) -> Option<u32> {
    let document = scene.document;
    if document.word(noun).upos != Upos::Noun
        || document.lexicon.attribution_noun(document.lemma(noun)).is_empty()
        || !document.entities_at(noun).is_empty()
    {
        return None;
    }
    document
        .children(noun, Deprel::Nmod)
        .find(|&c| matches!(document.case(c).as_deref(), Some("by" | "from")))
        .or_else(|| document.child(noun, Deprel::NmodPoss).filter(|&c| document.word(c).upos != Upos::Pron))
}

/// The entities that the source stands for.
pub(super) fn entities(scene: &Scene<'_, '_>, source: &Source) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::new();
    for &head in &source.heads {
        let head = author(scene, head).unwrap_or(head);
        for e in named(scene.document, head) {
            if !out.contains(&e) {
                out.push(e);
            }
        }
    }
    out
}
