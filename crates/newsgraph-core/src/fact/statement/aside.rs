//! A name and its verb set off by commas, whatever the tree makes of it: "…, Obi said, …", "…, said a source in the room."

use super::Draft;
use super::scene::{Saying, Scene};
use super::speaker::{self, Source};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::span::TokenRange;

/// Words a name and its title are made of.
const NAMING: &[Upos] = &[
    Upos::Propn,
    Upos::Noun,
    Upos::Pron,
    Upos::Adj,
    Upos::Det,
    Upos::Num,
    Upos::Adv,
    Upos::Aux,
    Upos::Adp,
    Upos::Part,
];

/// What opens a clause of what went on as it was said.
const MEANWHILE: &[&str] = &["after", "ahead", "as", "before", "during", "following", "when", "while"];

/// Tokens that may stand between the verb and the comma or stop after it.
const TRAIL: u32 = 10;

/// Where a name and its verb stand apart: who speaks, what is said around them, and how sure that is.
struct Apart {
    source: Source,
    content: TokenRange,
    confidence: f32,
}

/// What the sentence around a set-off verb says.
pub(super) fn read(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<Draft> {
    // "…, they believe.", "…, the paper has learned.": thoughts only at the end.
    let last = || {
        let after = scene.document.form(verb + 1);
        matches!(after, "." | "!" | "?") && scene.is_told(verb)
    };
    if !saying.clause || scene.in_quote(verb) || !(saying.direct && scene.is_finite(verb) || last()) {
        return None;
    }
    let apart = name_first(scene, verb, saying).or_else(|| verb_first(scene, verb, saying))?;
    let clause = apart
        .content
        .iter()
        .any(|t| t != verb && matches!(scene.document.word(t).upos, Upos::Verb | Upos::Aux));
    clause.then(|| Draft {
        content: apart.content,
        direct: false,
        source: Some(apart.source),
        cue: TokenRange::new(verb, verb + 1),
        lemma: saying.lemma.clone(),
        rule: "statement/aside",
        confidence: apart.confidence,
    })
}

/// Where the clause before the comma begins: after the last semicolon or colon.
fn clause_start(scene: &Scene<'_, '_>, sentence: TokenRange, comma: u32) -> u32 {
    (sentence.start..comma)
        .rev()
        .find(|&t| matches!(scene.document.form(t), ";" | ":") && !scene.in_quote(t))
        .map_or(sentence.start, |t| t + 1)
}

/// "…, Obi said, …" and "…, they say."
fn name_first(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<Apart> {
    let document = scene.document;
    let sentence = scene.sentence(verb);
    let after = tail(scene, verb, saying, sentence)?;
    // "…, Obi said, “…”" leads up to the quotation.
    if after + 1 < sentence.end && scene.in_quote(after + 1) && !scene.in_quote(after) {
        return None;
    }
    let comma =
        (sentence.start..verb).rev().take(14).find(|&t| document.form(t) == "," && !scene.in_quote(t))?;
    // "…, Obi, who was there, said.": the name stands before an insertion.
    let inserted = (comma + 1 == verb).then(|| speaker::before_insertion(scene, verb)).flatten();
    let comma = match &inserted {
        Some(source) => source
            .tokens
            .start
            .checked_sub(1)
            .filter(|&c| c > sentence.start && document.form(c) == "," && !scene.in_quote(c))?,
        None => comma,
    };
    let name = TokenRange::new(comma + 1, verb);
    if name.is_empty() || comma <= sentence.start + 1 {
        return None;
    }
    // After a quotation only where its sentence goes on: "“this man”, she says, knew it".
    let words = &document.analysis.words;
    let goes_on = words.get(after as usize + 1).is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux));
    if scene.in_quote(comma - 1) && !goes_on {
        return None;
    }
    let plain = name.iter().all(|t| {
        NAMING.contains(&document.word(t).upos) || matches!(document.form(t), "-" | "'s" | "’s" | "." | "and")
    });
    let source = match inserted {
        Some(source) => source,
        None if plain => {
            let source = speaker::before(scene, verb, name.start)?;
            Source {
                tokens: TokenRange::new(name.start.min(source.tokens.start), source.tokens.end),
                heads: source.heads,
            }
        }
        None => return None,
    };
    // With nothing after it, or what was done meanwhile, what is said ends at the comma.
    let adds = document.analysis.words.get(after as usize + 1).is_some_and(|w| w.xpos == Xpos::Vbg)
        && scene.saying(after + 1).is_some_and(|s| s.speech);
    let rest = (after + 1..sentence.end).any(|t| !scene.is_punct(t))
        && !adds
        && !MEANWHILE.contains(&document.form(after + 1));
    let start = clause_start(scene, sentence, comma);
    let content = TokenRange::new(start, if rest { sentence.end } else { comma });
    (sentence.start..comma).any(|t| !scene.is_punct(t)).then_some(Apart { source, content, confidence: 0.85 })
}

/// The comma or stop after the verb and what may stand there: when, where and to whom it was said. `None` where a clause that
/// the verb governs follows.
fn tail(scene: &Scene<'_, '_>, verb: u32, saying: &Saying, sentence: TokenRange) -> Option<u32> {
    let document = scene.document;
    let stop = |t: u32| t >= sentence.end || matches!(document.form(t), "," | "." | "!" | "?");
    let mut after = verb + 1;
    if after < sentence.end && (document.word(after).upos == Upos::Adv || scene.is_timex(after)) {
        after += 1;
    }
    if stop(after) {
        return Some(after);
    }
    // "After the count, Obi announced the end of the strike.": the verb has an object.
    let governs = document.trees.children(verb).iter().any(|&c| {
        let object = document.word(c).deprel == Deprel::Obj && !saying.addressee;
        c > verb && (object || matches!(document.word(c).deprel, Deprel::Ccomp | Deprel::Xcomp))
    });
    if governs || document.word(sentence.start).deprel == Deprel::Mark {
        return None;
    }
    let opened = document.children(verb, Deprel::Advcl).any(|c| c > verb && scene.link(c) == Some(after));
    if opened || MEANWHILE.contains(&document.form(after)) {
        return Some(sentence.end);
    }
    let end = sentence.end.min(verb + TRAIL);
    let after = (after..end)
        .find(|&t| !(scene.is_timex(t) || NAMING.contains(&document.word(t).upos)))
        .unwrap_or(end);
    let meanwhile =
        after < sentence.end && document.form(after) == "," && MEANWHILE.contains(&document.form(after + 1));
    (stop(after) && (meanwhile || after >= sentence.end || document.form(after) != ",")).then_some(after)
}

/// "…, said a source in the room.": the verb right after a comma, and its speaker after it.
fn verb_first(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<Apart> {
    let document = scene.document;
    let sentence = scene.sentence(verb);
    if !saying.speech || verb <= sentence.start + 2 || verb + 1 >= sentence.end {
        return None;
    }
    let comma = verb - 1;
    if document.form(comma) != "," || scene.in_quote(comma) || scene.in_quote(comma - 1) {
        return None;
    }
    // "Obi, who came too, said the road was open": its subject stands before it.
    if document.child(verb, Deprel::Nsubj).is_some_and(|s| s < verb) {
        return None;
    }
    let opens =
        matches!(document.word(verb + 1).upos, Upos::Propn | Upos::Det | Upos::Adj | Upos::Num | Upos::Noun)
            || matches!(document.form(verb + 1), "he" | "she" | "they");
    let source = speaker::after(scene, verb).filter(|_| opens)?;
    // What follows the speaker is no clause that is said.
    let end = source.tokens.end;
    let ends = end >= sentence.end || !matches!(document.word(end).upos, Upos::Verb | Upos::Aux | Upos::Part);
    let content = TokenRange::new(clause_start(scene, sentence, comma), comma);
    ends.then_some(Apart { source, content, confidence: 0.8 })
}
