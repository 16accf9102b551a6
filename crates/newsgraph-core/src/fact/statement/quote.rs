//! Direct speech: whose words stand in quotation marks.

use super::scene::{Quote, Saying, Scene};
use super::speaker::{self, Source};
use super::{Draft, label};
use crate::analysis::{Deprel, Upos};
use crate::document::EntityIndex;
use crate::fact::party::{is_person, named};
use crate::span::TokenRange;
use crate::text::BlockKind;

/// Tokens between a quotation and its verb.
const REACH: u32 = 30;

/// What attributes a quotation.
struct Cue {
    tokens: TokenRange,
    lemma: String,
    source: Source,
    confidence: f32,
}

/// The statements that quotations make, in order. `reported` are the clauses found already, sorted by content. Linear.
pub(super) fn read(scene: &Scene<'_, '_>, reported: &[Draft], labelled: &[Draft]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    // The quotation that the last draft ends with.
    let mut last: Option<usize> = None;
    // Where a quotation over paragraphs began that nobody has been named for.
    let mut waiting: Option<Quote> = None;
    for (i, &quote) in scene.quotes.iter().enumerate() {
        if !scene.is_read(quote.inner.start) || inside(labelled, quote.inner) {
            continue;
        }
        if is_title(scene, quote) {
            continue;
        }
        let full = is_full(scene, quote) && !part_of_clause(scene, reported, quote);
        if !full {
            if let Some(draft) = ends_clause(scene, i, quote) {
                out.push(draft);
                last = Some(i);
                continue;
            }
            if covers(reported, bare(scene, quote)) {
                continue;
            }
            if let Some(draft) = fragment(scene, quote) {
                out.push(draft);
                last = None;
            }
            continue;
        }
        let previous = last.and_then(|p| out.last().map(|d| (p, d)));
        if let Some((p, draft)) = previous
            && joins(
                scene,
                scene.quotes[p],
                quote,
                scene.quotes.get(i + 1).map_or(u32::MAX, |q| q.outer.start),
                draft,
            )
        {
            let end = quote.inner.end;
            if let Some(d) = out.last_mut() {
                d.content.end = end;
            }
            last = Some(i);
            continue;
        }
        let found = cue(scene, i, quote);
        // Over paragraphs the speaker may be named in the last one only.
        if found.is_none() && quote.unclosed && scene.quotes.get(i + 1).is_some_and(|q| q.continues) {
            waiting = waiting.or(Some(quote));
            continue;
        }
        let quote = match waiting.take().filter(|_| quote.continues) {
            Some(first) => Quote {
                inner: TokenRange::new(first.inner.start, quote.inner.end),
                outer: TokenRange::new(first.outer.start, quote.outer.end),
                ..first
            },
            None => quote,
        };
        let draft = match found {
            Some(cue) => Some(direct(quote, cue, "statement/quote")),
            None => previous
                .and_then(|(p, d)| carry(scene, scene.quotes[p], quote, d))
                .or_else(|| clause_before(scene, quote, reported))
                .or_else(|| signed(scene, quote))
                .or_else(|| sentence_before(scene, quote))
                .or_else(|| same_voice(scene, quote, &out))
                .or_else(|| {
                    (!covers(reported, bare(scene, quote))).then(|| fragment(scene, quote)).flatten()
                }),
        };
        if let Some(draft) = draft {
            out.push(draft);
            last = Some(i);
        }
    }
    out
}

fn direct(quote: Quote, cue: Cue, rule: &'static str) -> Draft {
    Draft {
        content: quote.inner,
        direct: true,
        source: Some(cue.source),
        cue: cue.tokens,
        lemma: cue.lemma,
        rule,
        confidence: cue.confidence,
    }
}

/// Whether the quotation is a sentence or clause of its own, not words picked out of one.
fn is_full(scene: &Scene<'_, '_>, quote: Quote) -> bool {
    let document = scene.document;
    let opens =
        document.form(quote.inner.start).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let at_start = scene.sentence(quote.inner.start).start >= quote.outer.start;
    let before = if quote.outer.start > 0 { document.form(quote.outer.start - 1) } else { "" };
    let led = at_start || matches!(before, "," | ":" | "--" | "—" | "–");
    let closes =
        matches!(document.form(quote.inner.end - 1), "." | "," | "!" | "?" | "..." | "…" | "—" | "--" | ";");
    let next = document.form(quote.outer.end);
    let long = quote.inner.len() >= 4;
    (opens && (led || (closes && long)) && (closes || long || next == ","))
        || (led && closes && quote.inner.len() >= 3)
        || quote.continues
        || quote.unclosed
        || quote.inner.len() >= 25
}

/// Whether the quotation is the name of a book, film or programme: a few words, all with capitals, and no stop of its own.
fn is_title(scene: &Scene<'_, '_>, quote: Quote) -> bool {
    let document = scene.document;
    if document.block_kind(quote.inner.start) != BlockKind::Paragraph || quote.inner.len() > 8 {
        return false;
    }
    let small = |form: &str| {
        matches!(
            form,
            "a" | "an" | "and" | "at" | "by" | "for" | "from" | "in" | "of" | "on" | "the" | "to" | "with"
        )
    };
    let form = |t: u32| document.form(t);
    let capital = |t: u32| form(t).starts_with(char::is_uppercase);
    let stop = matches!(form(quote.inner.end - 1), "!" | "?");
    let opens = scene.sentence(quote.inner.start).start >= quote.outer.start;
    !stop
        && !opens
        && quote.inner.iter().filter(|&t| capital(t)).count() > 1
        && quote
            .inner
            .iter()
            .all(|t| capital(t) || small(form(t)) || !form(t).starts_with(char::is_alphabetic))
}

/// Whether the quotation ends a reported clause that begins in the writer's own words.
fn part_of_clause(scene: &Scene<'_, '_>, reported: &[Draft], quote: Quote) -> bool {
    let end = reported.partition_point(|d| d.content.start <= quote.inner.start);
    reported[..end].iter().rev().take(12).any(|d| {
        let lead = (d.content.start..quote.outer.start)
            .filter(|&t| !scene.is_punct(t) && !scene.in_quote(t))
            .take(3)
            .count();
        d.content.contains(bare(scene, quote))
            && lead > 2
            && scene.sentence(d.content.start) == scene.sentence(quote.inner.start)
    })
}

/// The words without the stops at their end.
fn bare(scene: &Scene<'_, '_>, quote: Quote) -> TokenRange {
    let mut range = quote.inner;
    while range.len() > 1 && scene.is_punct(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// Whether the range lies in one of the drafts, which are sorted by content and seldom overlap.
fn covers(drafts: &[Draft], range: TokenRange) -> bool {
    let end = drafts.partition_point(|d| d.content.start <= range.start);
    drafts[..end].iter().rev().take(12).any(|d| d.content.contains(range))
}

fn inside(labelled: &[Draft], range: TokenRange) -> bool {
    let end = labelled.partition_point(|d| d.content.start <= range.start);
    labelled[..end].last().is_some_and(|d| d.content.contains(range))
}

/// Whether the quotation goes on with the one before: over paragraphs, or after a speaker in the middle.
fn joins(scene: &Scene<'_, '_>, before: Quote, quote: Quote, next: u32, draft: &Draft) -> bool {
    if quote.continues && before.unclosed {
        return true;
    }
    let between = TokenRange::new(before.outer.end, quote.outer.start);
    if before.block != quote.block || between.len() > REACH {
        return false;
    }
    let cued = between.is_empty() || between.contains(draft.cue);
    let sentences =
        scene.document.sentence_of(quote.inner.start) - scene.document.sentence_of(before.inner.end - 1);
    // Nothing but the cue and its speaker may stand between the two.
    let own_cue = match scene.document.form(quote.inner.end - 1) {
        "," => right(scene, quote, next).is_some(),
        _ => false,
    };
    cued && sentences <= 1 && !own_cue && only_cue(scene, between, draft)
}

/// Whether the tokens between two quotations hold no other clause than the cue's.
fn only_cue(scene: &Scene<'_, '_>, between: TokenRange, draft: &Draft) -> bool {
    let mut other = between.iter().filter(|&t| {
        let under = matches!(
            scene.document.word(t).deprel,
            Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp
        );
        !draft.cue.holds(t)
            && ((scene.is_finite(t) && !under)
                || scene.saying(t).is_some_and(|s| s.direct && s.clause && s.speech))
    });
    other.next().is_none()
}

/// The cue next to a quotation.
fn cue(scene: &Scene<'_, '_>, i: usize, quote: Quote) -> Option<Cue> {
    let next = scene.quotes.get(i + 1).map_or(u32::MAX, |q| q.outer.start);
    let previous = if i > 0 { scene.quotes[i - 1].outer.end } else { 0 };
    let comma = matches!(scene.document.form(quote.inner.end - 1), "," | "?" | "!" | "—" | "--")
        || scene.document.form(quote.outer.end) == ",";
    let (a, b) = (right(scene, quote, next), left(scene, quote, previous));
    match (a, b) {
        (Some(a), Some(b)) => Some(if comma || a.confidence >= b.confidence { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// "…," said X. "…," X said. "…," X, who leads Y, told reporters.
fn right(scene: &Scene<'_, '_>, quote: Quote, limit: u32) -> Option<Cue> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.end - 1);
    let end = sentence.end.min(limit).min(quote.outer.end + REACH);
    let mut first = quote.outer.end;
    while first < end && scene.is_punct(first) {
        first += 1;
    }
    let verb = (first..end).find(|&t| {
        scene.saying(t).is_some_and(|s| s.direct || s.speech || s.clause)
            || taken_for_noun(scene, t, first)
            || (scene.is_finite(t) && !matches!(document.word(t).deprel, Deprel::AclRelcl | Deprel::Acl))
    })?;
    // Between the two halves of a quotation any verb attributes: "“Mali,” she went on, “is the key.”"
    let parted = limit <= sentence.end
        && limit - quote.outer.end <= 8
        && document.form(quote.inner.end - 1) == ","
        && matches!(document.form(limit - 1), "," | ":");
    let saying = match scene.saying_form(verb).filter(|s| s.direct || s.speech || s.clause) {
        Some(saying) => saying,
        None if parted => Saying { lemma: document.lemma(verb).to_owned(), ..Saying::default() },
        None => return None,
    };
    let inverted = (first..verb)
        .all(|t| matches!(document.word(t).upos, Upos::Adv | Upos::Aux | Upos::Part | Upos::Cconj));
    let by_tree = speaker::of_verb(scene, verb, quote.outer).filter(|s| {
        let head = s.heads[0];
        head >= first && (head < verb || inverted) && head < end
    });
    let near = || if inverted { speaker::after(scene, verb) } else { speaker::before(scene, verb, first) };
    let sure = by_tree.is_some();
    let source = by_tree.or_else(near)?;
    Some(Cue {
        tokens: TokenRange::new(verb, verb + 1),
        lemma: saying.lemma,
        source,
        confidence: if sure { 0.95 } else { 0.75 },
    })
}

/// "Obi insists", "smiles Obi" where the tagger took the verb for a noun.
fn taken_for_noun(scene: &Scene<'_, '_>, token: u32, first: u32) -> bool {
    let words = &scene.document.analysis.words;
    let upos = |t: u32| words.get(t as usize).map(|w| w.upos);
    if upos(token) != Some(Upos::Noun) || scene.saying_form(token).is_none() {
        return false;
    }
    let name = |t: u32| matches!(upos(t), Some(Upos::Propn | Upos::Pron));
    if token == first {
        name(token + 1)
    } else {
        name(token - 1) && !name(token + 1) && upos(token + 1) != Some(Upos::Noun)
    }
}

/// X said, "…". X told Y on Monday: "…". X: "…".
fn left(scene: &Scene<'_, '_>, quote: Quote, limit: u32) -> Option<Cue> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.start);
    let from = sentence.start.max(limit).max(quote.outer.start.saturating_sub(REACH));
    if from >= quote.outer.start {
        return None;
    }
    let mark = quote.outer.start - 1;
    let colon = document.form(mark) == ":";
    let led = colon || matches!(document.form(mark), "," | "that" | "--" | "—" | "–" | "-");
    let words = TokenRange::new(from, if scene.is_punct(mark) { mark } else { mark + 1 });
    // The name alone: "Obi: “…”".
    if colon
        && words.start == sentence.start
        && let Some(head) = label::speaks(scene, words)
    {
        return Some(Cue {
            tokens: TokenRange::new(mark, mark + 1),
            lemma: ":".to_owned(),
            source: Source { tokens: words, heads: vec![head] },
            confidence: 0.95,
        });
    }
    let verb = words.iter().rev().find(|&t| scene.saying(t).is_some_and(|s| s.direct || s.speech || colon));
    if let Some(verb) = verb {
        let near = mark - verb <= 3;
        if !(led || near) {
            return None;
        }
        let saying = scene.saying(verb)?;
        // "…, says Obi: “…”"
        let inverted = verb > from
            && document.form(verb - 1) == ","
            && matches!(document.word(verb + 1).upos, Upos::Propn | Upos::Pron);
        let by_tree =
            if inverted { speaker::after(scene, verb) } else { speaker::of_verb(scene, verb, quote.outer) };
        let sure = by_tree.is_some();
        let source = by_tree.or_else(|| speaker::before(scene, verb, from))?;
        let distance = mark - verb;
        let base = if sure { 0.9 } else { 0.7 };
        let confidence = base - if distance > 6 && !colon { 0.25 } else { 0.0 };
        return Some(Cue {
            tokens: TokenRange::new(verb, verb + 1),
            lemma: saying.lemma,
            source,
            confidence,
        });
    }
    // Any clause before a colon: "He put it this way: “…”".
    if colon {
        let verb = words.iter().rev().find(|&t| document.is_verb(t))?;
        let source = speaker::of_verb(scene, verb, quote.outer)?;
        return Some(Cue {
            tokens: TokenRange::new(verb, verb + 1),
            lemma: document.lemma(verb).to_owned(),
            source,
            confidence: 0.6,
        });
    }
    None
}

/// The clause before the name ends in quoted words: "The two need to “stay the course,” Obi said."
fn ends_clause(scene: &Scene<'_, '_>, i: usize, quote: Quote) -> Option<Draft> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.start);
    let comma = document.form(quote.inner.end - 1) == "," || document.form(quote.outer.end) == ",";
    if !comma || quote.outer.start <= sentence.start || !sentence.contains(quote.outer) {
        return None;
    }
    // Another verb of saying before it has a claim of its own.
    let claimed = (sentence.start..quote.outer.start).any(|t| {
        scene.is_finite(t) && !scene.in_quote(t) && scene.saying(t).is_some_and(|s| s.speech && s.clause)
    });
    if claimed {
        return None;
    }
    let next = scene.quotes.get(i + 1).map_or(u32::MAX, |q| q.outer.start);
    let cue = right(scene, quote, next)?;
    let first = (quote.outer.end..sentence.end).find(|&t| !scene.is_punct(t))?;
    // The name and its verb follow at once, and end their clause.
    let near = cue.source.tokens.start <= first + 1 || cue.tokens.start == first;
    if !near || cue.source.tokens.start < quote.outer.end {
        return None;
    }
    let start = (sentence.start..quote.outer.start)
        .rev()
        .find(|&t| document.form(t) == ";")
        .map_or(sentence.start, |t| t + 1);
    Some(Draft {
        content: TokenRange::new(start, quote.inner.end),
        direct: scene.quoted_share(TokenRange::new(start, quote.outer.end)) > 0.5,
        source: Some(cue.source),
        cue: cue.tokens,
        lemma: cue.lemma,
        rule: "statement/quote",
        confidence: 0.85,
    })
}

/// A quotation that nothing attributes, in an article that has quoted one person alone: that person's.
fn same_voice(scene: &Scene<'_, '_>, quote: Quote, drafts: &[Draft]) -> Option<Draft> {
    let starts = scene.sentence(quote.inner.start).start >= quote.outer.start;
    if !starts
        || quote.inner.len() < 6
        || scene.document.block_kind(quote.inner.start) != BlockKind::Paragraph
    {
        return None;
    }
    let mut voice: Option<(&Draft, Vec<EntityIndex>)> = None;
    for d in drafts.iter().rev().take(6).filter(|d| d.confidence >= 0.7 || d.rule == "statement/voice") {
        let who = speaker::entities(scene, d.source.as_ref()?);
        match &voice {
            None if who.iter().any(|&e| is_person(scene.document, e)) => voice = Some((d, who)),
            Some((_, seen)) if *seen == who => {}
            _ => return None,
        }
    }
    let (draft, _) = voice?;
    (quote.block.saturating_sub(scene.block(draft.content.start)) <= 8).then(|| Draft {
        content: quote.inner,
        direct: true,
        rule: "statement/voice",
        confidence: 0.45,
        ..draft.clone()
    })
}

/// The same speaker goes on: in the same paragraph, or in the next one where that is nothing but the quotation.
fn carry(scene: &Scene<'_, '_>, before: Quote, quote: Quote, draft: &Draft) -> Option<Draft> {
    let document = scene.document;
    let starts = scene.sentence(quote.inner.start).start >= quote.outer.start;
    if !starts {
        return None;
    }
    let same = before.block == quote.block;
    let next = before.block + 1 == quote.block;
    let gap = document.sentence_of(quote.inner.start) - document.sentence_of(before.inner.end - 1);
    let confidence = match () {
        () if same && gap <= 2 => 0.8,
        () if same && gap <= 5 => 0.6,
        () if next && alone(scene, quote) => 0.55,
        () => return None,
    };
    Some(Draft {
        content: quote.inner,
        direct: true,
        rule: "statement/continued",
        confidence,
        ..draft.clone()
    })
}

/// Whether the quotation is all of its block.
fn alone(scene: &Scene<'_, '_>, quote: Quote) -> bool {
    let block = scene.document.blocks.get(quote.block as usize);
    let span = scene.document.span(quote.outer);
    block.is_some_and(|b| {
        b.span.end.saturating_sub(span.end) <= 2 && span.start.saturating_sub(b.span.start) <= 2
    })
}

/// The clause of saying in the sentence before ends there, and the quotation goes on: "… , Obi explains. “We stay.”"
fn clause_before(scene: &Scene<'_, '_>, quote: Quote, reported: &[Draft]) -> Option<Draft> {
    let sentence = scene.sentence(quote.inner.start);
    if sentence.start < quote.outer.start || sentence.start == 0 {
        return None;
    }
    let before = scene.sentence(sentence.start - 1);
    if scene.block(before.start) != quote.block {
        return None;
    }
    let end = reported.partition_point(|d| d.content.start < sentence.start);
    // The main clause's speaker, not one quoted inside it.
    let draft = reported[..end]
        .iter()
        .rev()
        .take(8)
        .filter(|d| before.holds(d.cue.start) && !scene.in_quote(d.cue.start) && is_main(scene, d))
        .max_by_key(|d| (d.content.len(), std::cmp::Reverse(d.cue.start)))?;
    Some(Draft {
        content: quote.inner,
        direct: true,
        rule: "statement/continued",
        confidence: 0.65,
        ..draft.clone()
    })
}

/// Whether the cue is the sentence's own verb, or a phrase at its edge.
fn is_main(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let word = scene.document.word(draft.cue.start);
    draft.rule == "statement/phrase"
        || word.head.is_none()
        || (matches!(word.deprel, Deprel::Conj | Deprel::Parataxis)
            && word.head.is_some_and(|h| scene.document.word(h).head.is_none()))
}

/// A name behind a dash after the quotation: "“We stay.” – Ada Obi, minister".
fn signed(scene: &Scene<'_, '_>, quote: Quote) -> Option<Draft> {
    let document = scene.document;
    // In the same block or at the head of the next one.
    let mut dash = quote.outer.end;
    if matches!(document.form(dash), "." | ",") && scene.block(dash) == quote.block {
        dash += 1;
    }
    if !matches!(document.form(dash), "-" | "–" | "—" | "―" | "--") {
        return None;
    }
    let sentence = scene.sentence(dash);
    let from = document.mentions.partition_point(|m| m.tokens.start <= dash);
    let mention = document.mentions[from..].iter().take(4).find(|m| {
        m.tokens.start < dash + 8
            && m.tokens.end <= sentence.end
            && m.entities.iter().any(|&e| is_person(document, e))
    })?;
    Some(Draft {
        content: quote.inner,
        direct: true,
        source: Some(Source {
            tokens: TokenRange::new(dash + 1, mention.tokens.end),
            heads: vec![mention.head],
        }),
        cue: TokenRange::new(dash, dash + 1),
        lemma: "—".to_owned(),
        rule: "statement/signed",
        confidence: 0.85,
    })
}

/// The sentence before has a person for its subject: "Obi is blunter. “We stay.”"
fn sentence_before(scene: &Scene<'_, '_>, quote: Quote) -> Option<Draft> {
    let document = scene.document;
    let sentence = scene.sentence(quote.inner.start);
    if sentence.start < quote.outer.start || sentence.start == 0 {
        return None;
    }
    let at = document.sentence_of(sentence.start - 1);
    let before = document.sentences.get(at)?.tokens;
    let near = scene.block(before.start) == quote.block
        || (alone(scene, quote) && document.form(before.end - 1) == ":");
    if !near || scene.in_quote(before.start) {
        return None;
    }
    let root = before.iter().find(|&t| document.word(t).head.is_none())?;
    // What somebody does tells little of what they say, unless the sentence leads up to it.
    let describes = document.child(root, Deprel::Cop).is_some() && document.word(root).upos == Upos::Adj;
    if !(describes || document.form(before.end - 1) == ":") {
        return None;
    }
    let subject = document
        .trees
        .children(root)
        .iter()
        .copied()
        .find(|&c| matches!(document.word(c).deprel, Deprel::Nsubj | Deprel::NsubjPass))?;
    if !named(document, subject).iter().any(|&e| is_person(document, e)) {
        return None;
    }
    let source = speaker::phrase(scene, vec![subject], root, TokenRange::default())?;
    Some(Draft {
        content: quote.inner,
        direct: true,
        source: Some(source),
        cue: TokenRange::new(root, root + 1),
        lemma: document.lemma(root).to_owned(),
        rule: "statement/context",
        confidence: 0.5,
    })
}

/// Words picked out: the verb of saying above them tells whose they are.
fn fragment(scene: &Scene<'_, '_>, quote: Quote) -> Option<Draft> {
    let document = scene.document;
    // The token of the quotation that hangs on something outside it.
    let mut at =
        quote.inner.iter().take(60).find_map(|t| document.word(t).head.filter(|h| !quote.outer.holds(*h)))?;
    for _ in 0..5 {
        if let Some(saying) = scene.saying(at).filter(|s| s.speech || s.direct || s.clause)
            && let Some(source) = speaker::of_verb(scene, at, quote.outer)
        {
            return Some(Draft {
                content: quote.inner,
                direct: true,
                source: Some(source),
                cue: TokenRange::new(at, at + 1),
                lemma: saying.lemma,
                rule: "statement/fragment",
                confidence: 0.45,
            });
        }
        at = document.word(at).head?;
    }
    None
}
