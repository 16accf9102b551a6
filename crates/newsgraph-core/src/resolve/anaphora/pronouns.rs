//! Who "he", "it" and "they" stand for.

use super::Resolver;
use crate::analysis::Deprel;
use crate::document::EntityIndex;
use crate::knowledge::EntityKind;
use crate::mention::{Draft, Number};

/// What speaks for the subject of the verb that a pronoun's clause hangs on, and of a reflexive's own.
const TELLER: f32 = 0.5;
/// What speaks for the subject of the clause that a possessive stands in (Hobbs 1978: the nearest clause first).
const OWN_CLAUSE: f32 = 0.4;

impl Resolver<'_, '_, '_> {
    pub(super) fn pronoun(&mut self, draft: &Draft, number: Number) -> Vec<EntityIndex> {
        let sentence = self.document.sentence_of(draft.head);
        match number {
            Number::Person(gender) => {
                let fits = |e: EntityIndex| {
                    let entity = self.resolution.entity(e);
                    entity.kind == EntityKind::Person && entity.gender.is_none_or(|g| g == gender)
                };
                let best =
                    self.salient(draft, sentence, 4, &fits).or_else(|| self.cataphor(draft, sentence, &fits));
                best.into_iter().collect()
            }
            Number::Thing => {
                let fits =
                    |e: EntityIndex| matches!(self.kind(e), EntityKind::Country | EntityKind::Organization);
                self.salient(draft, sentence, 1, &fits).into_iter().collect()
            }
            Number::Plural => self.plural(sentence),
        }
    }

    /// "During his visit, Putin spoke": the subject that comes after the pronoun in its sentence.
    fn cataphor(
        &self,
        draft: &Draft,
        sentence: usize,
        fits: &dyn Fn(EntityIndex) -> bool,
    ) -> Option<EntityIndex> {
        let tokens = self.document.sentences[sentence].tokens;
        (draft.head + 1..tokens.end.min(draft.head + 24))
            .filter(|&t| matches!(self.document.word(t).deprel, Deprel::Nsubj | Deprel::NsubjPass))
            .find_map(|t| self.named(t))
            .filter(|&e| fits(e))
    }

    fn salient(
        &self,
        draft: &Draft,
        sentence: usize,
        back: usize,
        fits: &dyn Fn(EntityIndex) -> bool,
    ) -> Option<EntityIndex> {
        let document = self.document;
        let possessive = document.word(draft.head).deprel == Deprel::NmodPoss;
        let subject = matches!(document.word(draft.head).deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let quotation = document.quotation_of(draft.head).map(|q| q.outer.start);
        let reflexive = document.form(draft.head).ends_with("self");
        let governor = document.word(draft.head).head;
        // "Obama said he would go": the clause is told by the subject of the verb above.
        let telling = governor
            .filter(|&g| document.word(g).deprel == Deprel::Ccomp && subject)
            .and_then(|g| document.word(g).head);
        // "Trump called Moon and asked him": the first verb's subject is that of the second.
        let first = governor.filter(|&g| {
            document.word(g).deprel == Deprel::Conj && document.child(g, Deprel::Nsubj).is_none() && !subject
        });
        let shared = first.and_then(|g| document.word(g).head);
        let controls = governor
            .filter(|&g| document.word(g).deprel == Deprel::Xcomp && !subject)
            .and_then(|g| document.word(g).head);
        let clause = possessive.then(|| self.clause_of(draft.head)).flatten();
        let mut best: Option<(f32, EntityIndex)> = None;
        for seen in self.recent().rev() {
            if seen.sentence + back < sentence {
                break;
            }
            if !fits(seen.entity) {
                continue;
            }
            // Two arguments of one verb are two people ("he met Putin").
            let co_argument = !possessive
                && !reflexive
                && governor.is_some()
                && (document.word(seen.head).head == governor
                    // "Putin agreed to receive him"
                    || seen.subject
                        && document.word(seen.head).head.is_some_and(|h| Some(h) == controls || Some(h) == shared));
            // "Yoav Gallant, his education minister": not his own.
            let apposed = governor.is_some_and(|g| {
                document.word(g).deprel == Deprel::Appos && document.word(g).head == Some(seen.head)
            });
            if co_argument || apposed {
                continue;
            }
            let mut score = -((sentence - seen.sentence) as f32);
            if seen.subject {
                score += if seen.main { 0.9 } else { 0.6 };
                if subject {
                    score += 0.3;
                }
                let verb = document.word(seen.head).head;
                if telling.is_some() && verb == telling || reflexive && verb == governor {
                    score += TELLER;
                }
                if clause.is_some() && verb == clause {
                    score += OWN_CLAUSE;
                }
            }
            if seen.possessive && self.has_subject(seen.sentence) {
                score -= 0.5;
            }
            if seen.name {
                score += 0.1;
            }
            if seen.quotation != quotation {
                score -= if quotation.is_none() { 0.8 } else { 0.2 };
            }
            score += 0.08 * self.counts.get(&seen.entity).copied().unwrap_or(0).min(6) as f32;
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, seen.entity));
            }
        }
        best.map(|(_, e)| e)
    }

    /// The nearest word above the token that has a subject before it.
    fn clause_of(&self, token: u32) -> Option<u32> {
        let document = self.document;
        let mut at = document.word(token).head;
        for _ in 0..16 {
            let word = at?;
            if document.child(word, Deprel::Nsubj).is_some_and(|s| s < token) {
                return Some(word);
            }
            at = document.word(word).head;
        }
        None
    }

    /// Whether a person is subject in the sentence, as far as it is read.
    fn has_subject(&self, sentence: usize) -> bool {
        self.recent()
            .rev()
            .take_while(|s| s.sentence >= sentence)
            .any(|s| s.sentence == sentence && s.subject && self.kind(s.entity) == EntityKind::Person)
    }

    /// "they": the last set, or the coordinated subjects of the sentence before.
    fn plural(&self, sentence: usize) -> Vec<EntityIndex> {
        let mut at = None;
        let mut found: Vec<EntityIndex> = Vec::new();
        for seen in self.recent().rev() {
            if seen.sentence + 2 < sentence {
                break;
            }
            let conjoined = seen.subject || self.document.word(seen.head).deprel == Deprel::Conj;
            if !conjoined {
                continue;
            }
            if at.is_some_and(|s| s != seen.sentence) && found.len() > 1 {
                break;
            }
            if at != Some(seen.sentence) {
                found.clear();
            }
            at = Some(seen.sentence);
            if !found.contains(&seen.entity) {
                found.push(seen.entity);
            }
        }
        found.reverse();
        let one_kind = found.windows(2).all(|w| self.kind(w[0]) == self.kind(w[1]));
        if found.len() > 1 && found.len() <= 4 && one_kind { found } else { Vec::new() }
    }
}
