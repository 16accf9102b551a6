//! Direct speech: whose words stand in quotation marks.

use super::Draft;
use super::cue::{self, Cue};
use super::scene::{Quote, Scene};
use super::{speaker, voice};
use crate::analysis::{Deprel, Upos};
use crate::span::TokenRange;
use crate::text::BlockKind;

/// The rule for words picked out of a sentence.
pub(super) const FRAGMENT: &str = "statement/fragment";

/// The statements that quotations make, in order. `reported` are the clauses found already, sorted by content. Linear.
pub(super) fn read(scene: &Scene<'_, '_>, reported: &[Draft], labelled: &[Draft]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    // The quotation that the last draft ends with.
    let mut last: Option<usize> = None;
    // Where a quotation over paragraphs began that nobody has been named for.
    let mut waiting: Option<Quote> = None;
    for (i, &quote) in scene.quotes.iter().enumerate() {
        if !scene.is_read(quote.inner.start) {
            continue;
        }
        // In a turn of an interview others may be quoted, by name.
        if let Some(turn) = turn(labelled, quote.inner) {
            let most = quote.inner.len() * 2 > turn.content.len();
            let full = is_full(scene, quote);
            let cued = (!most && full).then(|| cue::of(scene, i, quote)).flatten();
            if let Some(cue) = cued.filter(|c| turn.content.contains(c.extent())) {
                out.push(direct(quote, cue, "statement/quote"));
                last = Some(i);
            } else if !most && !full {
                out.extend(fragment(scene, quote).filter(|_| !covers(reported, bare(scene, quote))));
                last = None;
            }
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
        let found = cue::of(scene, i, quote);
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
                .and_then(|(p, d)| voice::carry(scene, scene.quotes[p], quote, d))
                .or_else(|| voice::clause_before(scene, quote, reported))
                .or_else(|| voice::signed(scene, quote))
                .or_else(|| voice::sentence_before(scene, quote))
                .or_else(|| voice::same_voice(scene, quote, &out))
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
    // "They chanted “Go home!”"
    let exclaimed = || {
        quote.outer.start > 0
            && matches!(document.form(quote.inner.end - 1), "!" | "?")
            && scene.saying(quote.outer.start - 1).is_some_and(|s| s.direct)
    };
    let led = at_start || matches!(before, "," | ":" | "--" | "—" | "–") || exclaimed();
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
    if quote.outer.start > 0 && scene.document.form(quote.outer.start - 1) == ":" {
        return false;
    }
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

/// The turn of an interview that holds the range.
fn turn(labelled: &[Draft], range: TokenRange) -> Option<&Draft> {
    let end = labelled.partition_point(|d| d.content.start <= range.start);
    labelled[..end].last().filter(|d| d.content.contains(range))
}

/// Whether the quotation goes on with the one before: over paragraphs, or after a speaker in the middle.
fn joins(scene: &Scene<'_, '_>, before: Quote, quote: Quote, next: u32, draft: &Draft) -> bool {
    if quote.continues && before.unclosed {
        return true;
    }
    let between = TokenRange::new(before.outer.end, quote.outer.start);
    if before.block != quote.block || between.len() > cue::REACH {
        return false;
    }
    let cued = between.is_empty() || between.contains(draft.cue);
    let sentences =
        scene.document.sentence_of(quote.inner.start) - scene.document.sentence_of(before.inner.end - 1);
    // Nothing but the cue and its speaker may stand between the two.
    let own_cue = match scene.document.form(quote.inner.end - 1) {
        "," => cue::right(scene, quote, next).is_some(),
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
        scene.is_finite(t)
            && !scene.in_quote(t)
            && scene.saying(t).is_some_and(|s| s.speech && (s.clause || s.object))
    });
    if claimed {
        return None;
    }
    let next = scene.quotes.get(i + 1).map_or(u32::MAX, |q| q.outer.start);
    let cue = cue::right(scene, quote, next)?;
    let first = (quote.outer.end..sentence.end).find(|&t| !scene.is_punct(t))?;
    // The name and its verb follow at once, and end their clause.
    let near = (cue.source.tokens.start <= first + 1 || cue.tokens.start == first)
        && !matches!(document.word(first).upos, Upos::Sconj | Upos::Cconj);
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
                rule: FRAGMENT,
                confidence: 0.45,
            });
        }
        at = document.word(at).head?;
    }
    None
}
