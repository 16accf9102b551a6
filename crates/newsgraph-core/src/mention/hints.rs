//! Evidence from the knowledge base for the name recogniser.

use crate::analysis::{Hints, Tokens};
use crate::knowledge::{AliasForm, EntityKind, KnowledgeBase, NameMatch};

/// For each token the bits of the longest known name that covers it, and of the token as a part of personal names.
#[must_use]
pub fn hints(tokens: &Tokens<'_>, matches: &[NameMatch], knowledge: &dyn KnowledgeBase) -> Vec<Hints> {
    let mut out = vec![Hints::default(); tokens.tokens.len()];
    for (i, hint) in out.iter_mut().enumerate() {
        let form = tokens.form(i as u32);
        if form.chars().next().is_some_and(char::is_uppercase) {
            let word = knowledge.name_word(form);
            if word.given {
                *hint = hint.with(Hints::GIVEN_NAME);
            }
            if word.surname {
                *hint = hint.with(Hints::SURNAME);
            }
        }
    }
    let mut covered = 0;
    for m in matches {
        // Matches come in text order: a later, shorter one inside an earlier one says nothing new.
        if m.tokens.start < covered {
            continue;
        }
        covered = m.tokens.end;
        let mut bits = Hints::default();
        for c in &m.candidates {
            bits = bits.with(match (c.form, knowledge.entity(c.entity).kind) {
                (AliasForm::Surname, _) => Hints::KNOWN_SURNAME,
                (AliasForm::Demonym | AliasForm::DemonymNoun, _) => Hints::DEMONYM,
                (AliasForm::Metonym, _) => Hints::METONYM,
                (_, EntityKind::Person) => Hints::PERSON,
                (_, EntityKind::Country) => Hints::COUNTRY,
                (_, EntityKind::Organization) => Hints::ORGANIZATION,
                (_, EntityKind::Place) => Hints::PLACE,
            });
            if c.ambiguous {
                bits = bits.with(Hints::AMBIGUOUS);
            }
        }
        if m.tokens.len() > 1 {
            bits = bits.with(Hints::MULTI);
        }
        for (at, i) in m.tokens.iter().enumerate() {
            let bits = if at == 0 { bits.with(Hints::BEGIN) } else { bits };
            out[i as usize] = out[i as usize].with(bits);
        }
    }
    out
}
