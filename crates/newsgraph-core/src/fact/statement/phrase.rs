//! Phrases and nouns that attribute: "according to", "in his view", "X's claim that".

use super::scene::Scene;
use super::{Draft, speaker};
use crate::analysis::{Deprel, Upos};
use crate::document::Document;
use crate::span::TokenRange;

/// Adds what phrases and nouns attribute. Linear.
pub(super) fn read(scene: &Scene<'_, '_>, out: &mut Vec<Draft>) {
    let document = scene.document;
    let phrases: Vec<Vec<&str>> =
        document.lexicon.attribution_phrases().iter().map(|p| p.form.split(' ').collect()).collect();
    for sentence in &document.sentences {
        if sentence.tokens.is_empty() || !scene.is_read(sentence.tokens.start) {
            continue;
        }
        for t in sentence.tokens.iter() {
            if document.word(t).upos == Upos::Noun {
                noun(scene, t, out);
            }
            let form = document.form(t).to_lowercase();
            let mut best: Option<(TokenRange, TokenRange)> = None;
            for phrase in phrases.iter().filter(|p| p[0] == form) {
                if let Some(found) = matched(document, phrase, t, sentence.tokens)
                    && best.is_none_or(|(cue, _)| cue.len() < found.0.len())
                {
                    best = Some(found);
                }
            }
            if let Some((cue, gap)) = best {
                attribute(scene, cue, gap, sentence.tokens, out);
            }
        }
    }
}

/// Where the phrase stands at `t`, and the words in its gap or after it.
fn matched(
    document: &Document<'_>,
    phrase: &[&str],
    t: u32,
    sentence: TokenRange,
) -> Option<(TokenRange, TokenRange)> {
    let star = phrase.iter().position(|w| *w == "*").unwrap_or(phrase.len());
    let is = |at: u32, word: &str| at < sentence.end && document.form(at).eq_ignore_ascii_case(word);
    if !(0..star).all(|k| is(t + k as u32, phrase[k])) {
        return None;
    }
    let open = t + star as u32;
    if star == phrase.len() {
        return (open < sentence.end).then_some((TokenRange::new(t, open), TokenRange::new(open, open)));
    }
    let tail = &phrase[star + 1..];
    let close = (open + 1..sentence.end.min(open + 8))
        .take_while(|&c| !matches!(document.form(c - 1), "," | ";" | ":" | "(" | "“" | "\""))
        .find(|&c| tail.iter().enumerate().all(|(k, w)| is(c + k as u32, w)))?;
    Some((TokenRange::new(t, close + tail.len() as u32), TokenRange::new(open, close)))
}

/// The statement that a phrase attributes: the rest of its clause.
fn attribute(
    scene: &Scene<'_, '_>,
    cue: TokenRange,
    gap: TokenRange,
    sentence: TokenRange,
    out: &mut Vec<Draft>,
) {
    let document = scene.document;
    // The head of whoever is named: in the gap, or what the phrase's words hang on.
    let named = if gap.is_empty() {
        let head = noun_after(scene, cue, sentence);
        head.and_then(|h| speaker::phrase(scene, vec![h], cue.end - 1, TokenRange::new(cue.start, cue.end)))
    } else {
        let head = (gap.start..gap.end)
            .rev()
            .find(|&t| matches!(document.word(t).upos, Upos::Propn | Upos::Noun | Upos::Pron));
        head.map(|h| speaker::Source { tokens: trim_case(document, gap), heads: vec![h] })
    };
    let Some(mut source) = named else { return };
    // "in the words of Minister Ada Obi": the name belongs to its title.
    while gap.is_empty()
        && source.tokens.end < sentence.end
        && document.word(source.tokens.end).upos == Upos::Propn
        && document.word(source.tokens.end - 1).upos != Upos::Punct
    {
        source.tokens.end += 1;
    }
    if gap.is_empty() && cue.start <= sentence.start + 1 {
        source.tokens.end = source.tokens.end.min(first_stop(scene, source.heads[0] + 1, sentence));
    }
    let whole = if gap.is_empty() { TokenRange::new(cue.start, source.tokens.end.max(cue.end)) } else { cue };
    if scene.in_quote(cue.start) {
        return;
    }
    // Words such as "per" and "citing" are only phrases at the edge of a clause.
    let starts = whole.start <= sentence.start + 1
        || (whole.start > sentence.start
            && matches!(
                document.form(whole.start - 1),
                "," | ";" | "—" | "–" | "(" | "-" | "and" | "but" | "because" | "that" | "”" | "\""
            ));
    if cue.len() == 1 && !starts {
        return;
    }
    let content = if whole.start <= sentence.start + 1 || (starts && !follows(scene, whole, sentence)) {
        if whole.start <= sentence.start + 1 {
            TokenRange::new(whole.end, sentence.end)
        } else {
            before(scene, whole, sentence)
        }
    } else {
        before(scene, whole, sentence)
    };
    if content.len() < 2 {
        return;
    }
    let lemma = document.words(cue).to_lowercase();
    // "what X called", "with X saying": the words that follow.
    let content = match document.form(cue.start).to_lowercase().as_str() {
        "what" => {
            let quote = scene.quotes.partition_point(|q| q.outer.start < cue.end);
            match scene.quotes.get(quote).filter(|q| q.outer.start <= cue.end + 1) {
                Some(q) => q.inner,
                None => match unquoted(scene, cue.end, sentence) {
                    Some(words) => words,
                    None => return,
                },
            }
        }
        "with" => TokenRange::new(cue.end, sentence.end),
        // "citing", "per": whom, not what.
        _ if cue.len() == 1 && speaker::entities(scene, &source).is_empty() => return,
        _ => content,
    };
    if content.is_empty() {
        return;
    }
    let cue =
        if gap.is_empty() || gap.start == cue.start { cue } else { TokenRange::new(cue.start, gap.start) };
    out.push(Draft {
        content,
        direct: false,
        source: Some(source),
        cue,
        lemma,
        rule: "statement/phrase",
        confidence: 0.8,
    });
}

/// "what she called full support": the noun phrase after the verb.
fn unquoted(scene: &Scene<'_, '_>, from: u32, sentence: TokenRange) -> Option<TokenRange> {
    let document = scene.document;
    let head = (from..sentence.end)
        .take_while(|&t| {
            matches!(
                document.word(t).upos,
                Upos::Det | Upos::Adj | Upos::Adv | Upos::Noun | Upos::Propn | Upos::Num
            )
        })
        .filter(|&t| document.word(t).upos == Upos::Noun)
        .last()?;
    let extent = scene.extent(head);
    Some(TokenRange::new(from, if extent.start >= from { extent.end } else { head + 1 }))
}

/// Whether the clause of the sentence goes on after the phrase and none stands before it.
fn follows(scene: &Scene<'_, '_>, whole: TokenRange, sentence: TokenRange) -> bool {
    let finite = |range: TokenRange| range.iter().any(|t| scene.is_finite(t));
    !finite(TokenRange::new(sentence.start, whole.start))
        && finite(TokenRange::new(whole.end.min(sentence.end), sentence.end))
}

/// What stands before the phrase: the sentence so far, from the last clause parted by a semicolon; where the phrase
/// stands in the middle of its clause, the whole of it.
fn before(scene: &Scene<'_, '_>, whole: TokenRange, sentence: TokenRange) -> TokenRange {
    let document = scene.document;
    let start = (sentence.start..whole.start)
        .rev()
        .find(|&t| document.form(t) == ";")
        .map_or(sentence.start, |t| t + 1);
    let verb =
        |range: TokenRange| range.iter().any(|t| matches!(document.word(t).upos, Upos::Verb | Upos::Aux));
    if !verb(TokenRange::new(start, whole.start))
        && verb(TokenRange::new(whole.end.min(sentence.end), sentence.end))
    {
        return TokenRange::new(start, sentence.end);
    }
    TokenRange::new(start, whole.start)
}

/// The comma that parts the phrase at the head of a sentence from what is said; the second one where an apposition with no
/// verb stands between them.
fn first_stop(scene: &Scene<'_, '_>, from: u32, sentence: TokenRange) -> u32 {
    let document = scene.document;
    let comma = |from: u32| (from..sentence.end).find(|&t| document.form(t) == ",");
    let Some(first) = comma(from) else { return sentence.end };
    match comma(first + 1).filter(|&c| c < first + 20) {
        Some(second)
            if !(first + 1..second).any(|t| matches!(document.word(t).upos, Upos::Verb | Upos::Aux)) =>
        {
            second
        }
        _ => first,
    }
}

fn trim_case(document: &Document<'_>, gap: TokenRange) -> TokenRange {
    let end = if matches!(document.form(gap.end - 1), "'s" | "’s" | "'" | "’") && gap.len() > 1 {
        gap.end - 1
    } else {
        gap.end
    };
    TokenRange::new(gap.start, end)
}

/// The noun that the phrase's preposition belongs to.
fn noun_after(scene: &Scene<'_, '_>, cue: TokenRange, sentence: TokenRange) -> Option<u32> {
    let document = scene.document;
    let stop = (cue.end..sentence.end)
        .find(|&t| matches!(document.form(t), "," | ";" | ":" | "." | "“" | "\""))
        .unwrap_or(sentence.end);
    let by_tree = cue.iter().find_map(|t| {
        let h = document.word(t).head?;
        let nominal = matches!(document.word(h).upos, Upos::Propn | Upos::Noun | Upos::Pron | Upos::X);
        (h >= cue.end && h < stop && nominal).then_some(h)
    });
    by_tree.or_else(|| {
        let mut head = None;
        for t in cue.end..stop.min(cue.end + 10) {
            match document.word(t).upos {
                Upos::Propn | Upos::Noun | Upos::Pron => head = Some(t),
                Upos::Det | Upos::Adj | Upos::Num if head.is_none() => {}
                _ if head.is_some() && matches!(document.form(t), "-" | "'s" | "’s") => {}
                _ => break,
            }
        }
        head
    })
}

/// "Kyiv's claim that …", "a claim by the group that …".
fn noun(scene: &Scene<'_, '_>, token: u32, out: &mut Vec<Draft>) {
    let document = scene.document;
    let lemma = document.lemma(token);
    if document.lexicon.attribution_noun(lemma).is_empty() || scene.in_quote(token) {
        return;
    }
    let clause = document.trees.children(token).iter().copied().find(|&c| {
        matches!(document.word(c).deprel, Deprel::Acl | Deprel::Ccomp)
            && document.child(c, Deprel::Mark).is_some_and(|m| document.form(m) == "that")
    });
    let Some(clause) = clause else { return };
    let content = scene.extent(clause);
    let owner = document.child(token, Deprel::NmodPoss).or_else(|| {
        document
            .children(token, Deprel::Nmod)
            .find(|&c| matches!(document.case(c).as_deref(), Some("by" | "from" | "of")))
    });
    let source = match owner {
        Some(owner) => speaker::phrase(scene, vec![owner], token, content),
        // "made the claim that", "issued a warning that".
        None => document
            .word(token)
            .head
            .filter(|&h| document.word(token).deprel == Deprel::Obj && document.is_verb(h))
            .and_then(|h| speaker::of_verb(scene, h, content)),
    };
    let Some(mut source) = source else { return };
    while source.tokens.len() > 1 && matches!(document.form(source.tokens.end - 1), "'s" | "’s" | "'" | "’")
    {
        source.tokens.end -= 1;
    }
    out.push(Draft {
        content,
        direct: false,
        source: Some(source),
        cue: TokenRange::new(token, token + 1),
        lemma: lemma.to_owned(),
        rule: "statement/noun",
        confidence: 0.7,
    });
}
