//! Indirect speech: clauses and infinitives that hang on a verb of saying.

use super::scene::{Saying, Scene};
use super::{Draft, aside, object, speaker};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::span::TokenRange;

/// Words that open a clause that tells of somebody or something else.
const RELATIVE: &[&str] = &["who", "whose", "which", "whom", "where"];

/// Adds the reported clauses of the document. Linear.
pub(super) fn read(scene: &Scene<'_, '_>, out: &mut Vec<Draft>) {
    let n = scene.document.tokens.len() as u32;
    for verb in 0..n {
        if !matches!(scene.document.word(verb).upos, Upos::Verb | Upos::Adj) || !scene.is_read(verb) {
            continue;
        }
        let Some(saying) = scene.saying(verb) else { continue };
        if let Some(draft) = aside::read(scene, verb, &saying) {
            out.push(draft);
            continue;
        }
        let before = out.len();
        verb_of_saying(scene, verb, &saying, out);
        if out.len() == before {
            out.extend(tail(scene, verb, &saying).or_else(|| block_after(scene, verb, &saying)));
        }
    }
}

/// "Obi added:" ends its block, and the next one is what is said.
fn block_after(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<Draft> {
    let document = scene.document;
    let at = document.sentence_of(verb);
    let sentence = document.sentences.get(at)?;
    let next = document.sentences.get(at + 1)?;
    if !saying.direct
        || document.form(sentence.tokens.end - 1) != ":"
        || next.block == sentence.block
        || !scene.is_read(next.tokens.start)
    {
        return None;
    }
    if scene.in_quote(next.tokens.start) || sentence.tokens.end - verb > 14 {
        return None;
    }
    let last = document.sentences[at + 1..].iter().take_while(|s| s.block == next.block).last()?;
    let content = TokenRange::new(next.tokens.start, last.tokens.end);
    let source = speaker::of_verb(scene, verb, content)?;
    Some(Draft {
        content,
        direct: true,
        source: Some(source),
        cue: TokenRange::new(verb, verb + 1),
        lemma: saying.lemma.clone(),
        rule: "statement/block",
        confidence: 0.6,
    })
}

/// "told the council he would stay": where the tree shows no clause, a "that" or a new subject with its verb opens one.
fn tail(scene: &Scene<'_, '_>, verb: u32, saying: &Saying) -> Option<Draft> {
    let document = scene.document;
    if !(saying.direct && saying.clause && saying.speech && scene.is_told(verb)) || scene.in_quote(verb) {
        return None;
    }
    let sentence = scene.sentence(verb);
    let end = sentence.end.min(verb + 10);
    let finite = |t: u32| matches!(document.word(t).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let stop = (verb + 1..end)
        .find(|&t| scene.in_quote(t) || matches!(document.form(t), "," | ":" | ";"))
        .unwrap_or(end);
    let that = (verb + 1..stop).find(|&t| {
        document.form(t) == "that" && (scene.is_mark_word(t) || (saying.addressee && t > verb + 1))
    });
    let opens = |t: u32| {
        let word = document.word(t);
        matches!(word.upos, Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun)
            && (t + 1..sentence.end.min(t + 5))
                .find(|&u| matches!(document.word(u).upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Adp))
                .is_some_and(finite)
    };
    let start = match that {
        Some(that) => Some(that + 1).filter(|&t| (t..sentence.end).any(finite)),
        None => (verb + 1..stop).find(|&t| opens(t)),
    };
    // "…, the envoy added." ends it.
    let aside = document.trees.children(verb).iter().find(|&&c| is_aside(scene, c) && after_comma(scene, c));
    let end = aside.map_or(sentence.end, |&c| scene.extent(c).start);
    let content = TokenRange::new(start?, end);
    let source = speaker::of_verb(scene, verb, content)?;
    (content.len() > 2 && source.tokens.end <= content.start).then(|| Draft {
        content,
        direct: false,
        source: Some(source),
        cue: TokenRange::new(verb, verb + 1),
        lemma: saying.lemma.clone(),
        rule: "statement/tail",
        confidence: 0.5,
    })
}

fn verb_of_saying(scene: &Scene<'_, '_>, verb: u32, saying: &Saying, out: &mut Vec<Draft>) {
    let document = scene.document;
    let word = document.word(verb);
    // "said she hoped that": the hope is what is said.
    let nested = word.deprel == Deprel::Ccomp
        && !saying.speech
        && word.head.is_some_and(|h| scene.saying(h).is_some_and(|s| s.clause && s.speech));
    if nested {
        return;
    }
    let mut contents: Vec<(TokenRange, &'static str, f32)> = Vec::new();
    for &c in document.trees.children(verb) {
        match document.word(c).deprel {
            // "accused X of it, where …": verbs of speeches alone have no clause.
            // "Asked whether he would run, Obi said: …" tells when, not what.
            Deprel::Ccomp
                if c < verb
                    && matches!(document.word(c).xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg)
                    && ![Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass]
                        .iter()
                        .any(|&d| document.child(c, d).is_some())
                    && !scene.in_quote(c) => {}
            Deprel::Ccomp if c > verb && is_aside(scene, c) && after_comma(scene, c) => {}
            Deprel::Ccomp if saying.clause || (saying.direct && (c < verb || !saying.object)) => {
                contents.push((content_of(scene, verb, c), "statement/clause", 0.85));
            }
            Deprel::Xcomp | Deprel::Advcl if saying.infinitive && c > verb && has_to(scene, c) => {
                let mut range = scene.extent(c);
                // "urged the council to wait": whom it is asked of belongs to it.
                let asked = [Deprel::Obj, Deprel::Iobj].into_iter().find_map(|d| document.child(verb, d));
                let asked = asked.filter(|&o| o > verb && o < c);
                if let Some(object) = asked {
                    range.start = range.start.min(scene.extent(object).start.max(verb + 1));
                }
                // Without a person asked, an adverbial is a purpose.
                let next = asked.is_some_and(|o| scene.extent(o).end == scene.extent(c).start);
                if document.word(c).deprel == Deprel::Xcomp || next {
                    contents.push((range, "statement/infinitive", 0.7));
                }
            }
            // "proposed ending the tax", "denies having lied"
            Deprel::Xcomp
                if c > verb
                    && document.word(c).xpos == Xpos::Vbg
                    && saying.speech
                    && (saying.clause || saying.object)
                    && scene.link(c).is_none() =>
            {
                let mut range = scene.extent(c);
                if let Some(object) = document.child(verb, Deprel::Obj).filter(|&o| o > verb && o < c) {
                    range.start = range.start.min(scene.extent(object).start);
                }
                contents.push((
                    TokenRange::new(range.start.max(verb + 1), range.end),
                    "statement/infinitive",
                    0.7,
                ));
            }
            // "asked the court to free him", where the infinitive hangs on whom it is asked of.
            Deprel::Obj | Deprel::Iobj
                if c > verb
                    && saying.infinitive
                    && document.children(c, Deprel::Acl).any(|a| has_to(scene, a)) =>
            {
                let range = scene.extent(c);
                contents.push((
                    TokenRange::new(range.start.max(verb + 1), range.end),
                    "statement/infinitive",
                    0.7,
                ));
            }
            Deprel::Parataxis
                if c > verb
                    && saying.direct
                    && document.child(c, Deprel::Nsubj).is_some()
                    && !is_aside(scene, c)
                    && !opens_relative(scene, scene.extent(c)) =>
            {
                contents.push((scene.extent(c), "statement/parataxis", 0.4));
            }
            _ => {}
        }
    }
    if let Some(head) = word.head {
        let subject = document.trees.children(verb).iter().any(|&c| document.word(c).deprel == Deprel::Nsubj);
        let aside = word.deprel == Deprel::Parataxis && subject && (saying.direct || saying.clause);
        let as_said = word.deprel == Deprel::Advcl
            && subject
            && contents.is_empty()
            && document
                .child(verb, Deprel::Mark)
                .is_some_and(|m| document.form(m).eq_ignore_ascii_case("as"));
        if (aside && head < verb && contents.is_empty()) || as_said {
            contents.push((scene.extent_without(head, verb), "statement/aside", 0.5));
        }
    }
    if contents.is_empty() && saying.direct && saying.clause && saying.speech && !saying.addressee {
        contents.extend(misread(scene, verb).map(|range| (range, "statement/tail", 0.55)));
    }
    if contents.is_empty() && document.is_verb(verb) {
        contents.extend(object::of_verb(scene, verb, saying).map(|range| (range, "statement/object", 0.55)));
    }
    for (range, rule, confidence) in contents {
        let range = clip(range, verb);
        if range.is_empty() {
            continue;
        }
        let Some(source) = speaker::of_verb(scene, verb, range).or_else(|| {
            (range.start > verb && scene.is_finite(verb))
                .then(|| speaker::before(scene, verb, scene.sentence(verb).start))
                .flatten()
        }) else {
            continue;
        };
        let mut range = range;
        // The speaker may stand between what is said and the verb.
        if source.tokens.overlaps(range) {
            if source.tokens.start > range.start {
                range.end = source.tokens.start;
            } else {
                range.start = source.tokens.end;
            }
        }
        // A clause has a verb; "who" opens one that tells of somebody else.
        let verbless = rule == "statement/clause"
            && !range.iter().any(|t| matches!(document.word(t).upos, Upos::Verb | Upos::Aux));
        let relative = rule == "statement/object" && RELATIVE.contains(&document.form(range.start));
        if range.is_empty() || relative || (verbless && scene.quoted_share(range) < 0.5) {
            continue;
        }
        let denied = document
            .trees
            .children(verb)
            .iter()
            .any(|&c| matches!(document.lemma(c), "not" | "n't" | "never"));
        out.push(Draft {
            content: range,
            direct: false,
            source: Some(source),
            cue: TokenRange::new(verb, verb + 1),
            lemma: saying.lemma.clone(),
            rule,
            confidence: if denied { 0.5 } else { confidence },
        });
    }
}

/// Whether a comma parts the clause from what stands before it.
fn after_comma(scene: &Scene<'_, '_>, clause: u32) -> bool {
    let start = scene.extent(clause).start;
    let form = |t: u32| scene.document.form(t);
    form(start) == "," || (start > 0 && form(start - 1) == ",")
}

/// Whether the range begins with "who", "where" and the like, after a comma or not.
fn opens_relative(scene: &Scene<'_, '_>, range: TokenRange) -> bool {
    range.iter().find(|&t| !scene.is_punct(t)).is_some_and(|t| RELATIVE.contains(&scene.document.form(t)))
}

/// "…, the source added": a verb of saying with nothing but its subject.
fn is_aside(scene: &Scene<'_, '_>, verb: u32) -> bool {
    let governs = |c: &u32| {
        matches!(scene.document.word(*c).deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj | Deprel::Obl)
    };
    scene.saying(verb).is_some_and(|s| s.speech) && !scene.document.trees.children(verb).iter().any(governs)
}

/// "says the letters about the harbour are lost", where the tree takes the letters for an object: a finite verb follows.
fn misread(scene: &Scene<'_, '_>, verb: u32) -> Option<TokenRange> {
    let document = scene.document;
    let sentence = scene.sentence(verb);
    if !scene.is_finite(verb) || scene.in_quote(verb) || verb + 2 >= sentence.end {
        return None;
    }
    let opens = matches!(
        document.word(verb + 1).upos,
        Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num
    );
    document.child(verb, Deprel::Obj).filter(|&o| o > verb)?;
    let finite = (verb + 2..sentence.end).any(|t| {
        let w = document.word(t);
        let participle = w.xpos == Xpos::Vbn && w.deprel == Deprel::Amod && w.head.is_some_and(|h| h > t);
        let after_noun =
            matches!(document.word(t - 1).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num);
        (matches!(w.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) || (participle && after_noun))
            && !scene.in_quote(t)
            && !matches!(w.deprel, Deprel::AclRelcl | Deprel::Advcl)
            && w.head.is_none_or(|h| {
                !matches!(document.word(h).deprel, Deprel::AclRelcl | Deprel::Advcl)
                    && (h != verb || w.deprel != Deprel::Conj)
            })
    });
    (opens && finite).then(|| TokenRange::new(verb + 1, sentence.end))
}

/// The clause `c` that `verb` reports: with the object it is said of ("called the plan “a joke”"), and with what a parser
/// may have hung on the verb after it.
fn content_of(scene: &Scene<'_, '_>, verb: u32, c: u32) -> TokenRange {
    let document = scene.document;
    let mut range = own_part(scene, c);
    if c < verb {
        return range;
    }
    // "said in Lima, where he lives, that": what stands before "that" is where and when.
    if let Some(that) =
        document.children(c, Deprel::Mark).find(|&m| document.form(m) == "that" && m > range.start)
    {
        range.start = that;
    }
    let marked = document.child(c, Deprel::Mark).is_some() || scene.is_finite(c);
    if !marked && let Some(object) = document.child(verb, Deprel::Obj).filter(|&o| o > verb && o < c) {
        range.start = range.start.min(scene.extent(object).start.max(verb + 1));
    }
    for &next in document.trees.children(verb).iter().filter(|&&t| t > c) {
        let e = scene.extent(next);
        let word = document.word(next);
        let belongs =
            matches!(word.deprel, Deprel::Obl | Deprel::Dep | Deprel::Obj | Deprel::Appos | Deprel::Xcomp)
                || goes_on(scene, range.end, next);
        if belongs && e.start >= range.end && e.start <= range.end + 1 && !scene.is_timex(next) {
            range.end = e.end;
        }
    }
    range
}

/// Whether a clause that a parser hung on the verb of saying goes on with what is said, which ends at `end`: "and that he
/// would leave", "and the rest was lost", "because nobody came".
fn goes_on(scene: &Scene<'_, '_>, end: u32, clause: u32) -> bool {
    let document = scene.document;
    let word = document.word(clause);
    let comma = document.form(scene.extent(clause).start) == "," || document.form(end) == ",";
    let marked = |forms: &[&str]| {
        document.child(clause, Deprel::Mark).is_some_and(|m| forms.contains(&document.form(m)))
    };
    let subject =
        [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl].into_iter().find_map(|d| document.child(clause, d));
    let other = scene.saying(clause).is_some_and(|s| s.speech && s.clause);
    match word.deprel {
        Deprel::Conj => {
            let modal = document.trees.children(clause).iter().any(|&c| {
                document.word(c).xpos == Xpos::Md && !document.form(c).eq_ignore_ascii_case("will")
            });
            marked(&["that"]) || (subject.is_some() && !other && (!comma || modal))
        }
        Deprel::Parataxis => {
            subject.is_some() && document.children(clause, Deprel::Advmod).any(|a| document.form(a) == "so")
        }
        Deprel::Advcl => {
            marked(&["because", "if", "unless", "until", "since", "so"])
                || (!comma && subject.is_some() && marked(&["while", "before", "whether"]))
        }
        _ => false,
    }
}

/// The clause without what the writer adds after it: "…, but offered no proof".
fn own_part(scene: &Scene<'_, '_>, head: u32) -> TokenRange {
    let document = scene.document;
    let mut range = scene.extent(head);
    for &c in document.trees.children(head).iter().filter(|&&c| c > head) {
        let word = document.word(c);
        let start = scene.extent(c).start;
        let comma =
            start > head && (document.form(start) == "," || document.form(start.saturating_sub(1)) == ",");
        let aside = match word.deprel {
            // "…, but offered no proof": a comma before a verb without a subject goes back to the speaker; "… and critics
            // said": somebody else speaks.
            Deprel::Conj => {
                let subject = document.trees.children(c).iter().copied().find(|&d| {
                    matches!(
                        document.word(d).deprel,
                        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl | Deprel::Aux
                    )
                });
                let saying = scene.saying(c).filter(|s| s.speech && s.direct);
                let other = |s: u32| matches!(document.word(s).upos, Upos::Noun | Upos::Propn);
                let tells = saying.as_ref().is_some_and(|s| s.clause);
                scene.is_finite(c) && subject.map_or(comma || tells, |s| saying.is_some() && other(s))
            }
            _ => false,
        };
        if aside && start > head {
            range.end = range.end.min(start);
        }
    }
    scene.uncommented(range, head)
}

/// The part of the range on the side of the verb where most of it lies.
fn clip(range: TokenRange, verb: u32) -> TokenRange {
    if !range.holds(verb) {
        return range;
    }
    if verb - range.start > range.end - verb {
        TokenRange::new(range.start, verb)
    } else {
        TokenRange::new(verb + 1, range.end)
    }
}

fn has_to(scene: &Scene<'_, '_>, verb: u32) -> bool {
    scene.document.trees.children(verb).iter().any(|&c| scene.document.word(c).xpos == Xpos::To)
}
