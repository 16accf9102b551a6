//! Finds known names in tokens: the automaton of keys, walked from each word that may begin a name.

use crate::format::Stored;
use crate::key::{KeyWriter, is_hyphen};
use crate::knowledge::Knowledge;
use newsgraph_core::TokenRange;
use newsgraph_core::analysis::Tokens;
use newsgraph_core::knowledge::{AliasForm, Candidate, EntityKind, NameMatch};

/// Names longer than this many tokens are cut off, which bounds the work at each token.
pub(crate) const LONGEST: u32 = 24;

/// Lower-case words with which names may begin ("al-Shabaab", "von der Leyen").
const PARTICLES: &[&str] = &[
    "al", "el", "as", "ash", "ad", "ar", "at", "az", "an", "bin", "ben", "ibn", "bint", "abu", "von", "van",
    "de", "der", "da", "di", "du", "del", "della", "dos", "la", "le", "ould",
];

/// Whether a name may begin at `i`: an upper-case letter or a digit, or a particle before one.
pub(crate) fn may_begin(tokens: &Tokens<'_>, i: u32) -> bool {
    let form = tokens.form(i);
    match form.as_bytes().first() {
        Some(b'A'..=b'Z' | b'0'..=b'9') => true,
        Some(b'a'..=b'z') => {
            let (head, rest) = form.split_once('-').unwrap_or((form, ""));
            if head.len() > 5 || !PARTICLES.contains(&head) {
                return false;
            }
            let next = if rest.is_empty() {
                let after = tokens.form(i + 1);
                if is_hyphen(after) { tokens.form(i + 2) } else { after }
            } else {
                rest
            };
            next.chars().next().is_some_and(char::is_uppercase) || PARTICLES.contains(&next)
        }
        Some(0x80..) => {
            form.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '‘' | '’' | 'ʻ' | 'ʿ'))
        }
        _ => false,
    }
}

/// Whether the text's capitals fit a reading.
pub(crate) fn capitals_fit(
    tokens: &Tokens<'_>,
    range: TokenRange,
    kind: EntityKind,
    form: AliasForm,
    capitals: bool,
) -> bool {
    if capitals {
        return range.iter().all(|i| {
            let mut letters = tokens.form(i).chars().filter(|c| c.is_alphabetic());
            letters.all(char::is_uppercase)
        });
    }
    match (kind, form) {
        // "Bill passed" is no Bill Passed.
        (EntityKind::Person, AliasForm::Name) => {
            let last = range.end.saturating_sub(1);
            // "Roh Tae-woo": a second syllable stands in small letters.
            let syllable = last >= range.start + 2 && is_hyphen(tokens.form(last - 1));
            let bearer = if syllable { last - 2 } else { last };
            tokens.form(bearer).chars().any(char::is_uppercase)
        }
        // "flew to Russia today" tells of a day and not of a broadcaster.
        (EntityKind::Organization, AliasForm::Name)
            if tokens.form(range.end.saturating_sub(1)) == "today" =>
        {
            false
        }
        // "The sun rose" is no newspaper.
        (EntityKind::Organization, AliasForm::Name) if range.len() == 2 => {
            let upper = |i: u32| tokens.form(i).chars().any(char::is_uppercase);
            !tokens.form(range.start).eq_ignore_ascii_case("the") || upper(range.start + 1)
        }
        _ => true,
    }
}

/// The readings of a name that stands alone: capitals decide.
pub(crate) fn alone(name: &str, mut candidate: Candidate, capitals: bool) -> Option<Candidate> {
    if capitals {
        if name.chars().any(char::is_lowercase) {
            return None;
        }
        candidate.ambiguous = false;
    }
    Some(candidate)
}

/// Whether the words around stand in capitals too, so that capitals make no acronym.
pub(crate) fn all_capitals_around(tokens: &Tokens<'_>, range: TokenRange) -> bool {
    let shouts = |i: u32| {
        let form = tokens.form(i);
        form.len() > 2 && form.chars().all(char::is_uppercase)
    };
    shouts(range.end) || range.start.checked_sub(1).is_some_and(shouts)
}

pub(crate) fn find_names(base: &Knowledge, tokens: &Tokens<'_>) -> Vec<NameMatch> {
    let mut out = Vec::new();
    let mut ends: Vec<(u32, u64)> = Vec::new();
    let mut writer = KeyWriter::default();
    // Over the plain bytes: one branch less at each step.
    let Ok(names) = fst::raw::Fst::new(base.names().as_inner().as_ref()) else { return out };
    for sentence in tokens.sentences {
        let end = sentence.tokens.end.min(tokens.tokens.len() as u32);
        for start in sentence.tokens.start..end {
            if !may_begin(tokens, start) {
                continue;
            }
            walk(&names, tokens, start, end, &mut writer, &mut ends);
            while let Some((stop, value)) = ends.pop() {
                let range = TokenRange::new(start, stop);
                let candidates = fitting(base, tokens, range, value);
                if !candidates.is_empty() {
                    out.push(NameMatch { tokens: range, candidates });
                    break;
                }
            }
            ends.clear();
        }
    }
    out
}

fn fitting(base: &Knowledge, tokens: &Tokens<'_>, range: TokenRange, value: u64) -> Vec<Candidate> {
    base.stored(value)
        .filter(|s| capitals_fit(tokens, range, base.kind(s.candidate.entity), s.candidate.form, s.capitals))
        .map(|s| in_context(tokens, range, s))
        .collect()
}

/// Capitals decide between "US" and "us", but not in a headline that is all capitals.
fn in_context(tokens: &Tokens<'_>, range: TokenRange, stored: Stored) -> Candidate {
    let mut candidate = stored.candidate;
    if stored.capitals && candidate.ambiguous {
        candidate.ambiguous = all_capitals_around(tokens, range);
    }
    candidate
}

/// All names that begin at `start`, the shortest first, as end and value.
fn walk(
    names: &fst::raw::Fst<&[u8]>,
    tokens: &Tokens<'_>,
    start: u32,
    end: u32,
    writer: &mut KeyWriter,
    ends: &mut Vec<(u32, u64)>,
) {
    let mut node = names.root();
    let mut value = 0u64;
    let mut fed = 0;
    writer.clear();
    for i in start..end.min(start + LONGEST) {
        let form = tokens.form(i);
        if i > start && is_hyphen(form) {
            continue;
        }
        let before = fed;
        writer.token(form);
        while let Some(&byte) = writer.out.get(fed) {
            let Some(step) = node.find_input(byte) else { return };
            let transition = node.transition(step);
            value = value.wrapping_add(transition.out.value());
            node = names.node(transition.addr);
            fed += 1;
        }
        // A token without letters ("." of a sentence) adds nothing: the name ended before it.
        if fed > before && node.is_final() {
            ends.push((i + 1, value.wrapping_add(node.final_output().value())));
        }
    }
}
