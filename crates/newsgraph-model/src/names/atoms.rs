//! What the recogniser sees of one token, computed once.

use super::lexis::{Lexis, WordInfo};
use newsgraph_core::analysis::{Hints, Tokens};
use newsgraph_core::text::normalize_name;

/// How a token is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Case {
    /// "word"
    Lower,
    /// "Word"
    Initial,
    /// "WORD"
    Upper,
    /// "W"
    Letter,
    /// "McWord", "iWord"
    Mixed,
    /// Has a digit.
    Digit,
    /// No letter, no digit.
    Punct,
}

impl Case {
    /// Whether the token may begin a name.
    #[must_use]
    pub const fn capital(self) -> bool {
        matches!(self, Self::Initial | Self::Upper | Self::Letter | Self::Mixed)
    }
}

/// The attributes of one token.
#[derive(Clone, Copy, Debug)]
pub struct Atom {
    /// Hash of the form as written.
    pub form: u32,
    /// Hash of the normalised form.
    pub lower: u32,
    /// Hashes of the first 2, 3, 4 bytes of the normalised form.
    pub prefix: [u32; 3],
    /// Hashes of the last 1, 2, 3, 4 bytes of the normalised form.
    pub suffix: [u32; 4],
    /// Pattern of letters, digits and marks, runs collapsed.
    pub shape: u32,
    /// How it is written.
    pub case: Case,
    /// First byte, to tell marks apart.
    pub first: u8,
    /// What the knowledge base says.
    pub hints: u16,
    /// What is known of the word as such.
    pub word: WordInfo,
}

/// A 32-bit hash of some bytes (FNV-1a with a finisher).
#[must_use]
pub fn hash(bytes: &[u8]) -> u32 {
    let mut h: u32 = 0x811c_9dc5;
    for &b in bytes {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 15;
    h.wrapping_mul(0x2c1b_3c6d)
}

/// The hash under which a word is known: of its normalised form.
#[must_use]
pub fn word_key(form: &str) -> u32 {
    let mut buffer = Vec::new();
    normalized(form, &mut buffer);
    hash(&buffer)
}

fn normalized(form: &str, out: &mut Vec<u8>) {
    out.clear();
    if form.is_ascii() {
        out.extend(form.bytes().filter(|&b| b != b'.').map(|b| b.to_ascii_lowercase()));
    } else {
        out.extend_from_slice(normalize_name(form).as_bytes());
    }
    if out.is_empty() {
        out.extend_from_slice(form.as_bytes());
    }
}

fn shape_and_case(form: &str) -> (u32, Case) {
    let (mut shape, mut last, mut runs) = (1u32, 0u32, 0);
    let (mut upper, mut lower, mut digit, mut letters) = (0u32, 0u32, 0u32, 0u32);
    let mut first_upper = false;
    for (i, c) in form.chars().enumerate() {
        let code = if c.is_ascii_lowercase() || (!c.is_ascii() && c.is_lowercase()) {
            lower += 1;
            letters += 1;
            1
        } else if c.is_ascii_uppercase() || (!c.is_ascii() && c.is_uppercase()) {
            upper += 1;
            letters += 1;
            first_upper |= i == 0;
            2
        } else if c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric()) {
            digit += 1;
            3
        } else {
            match c {
                '.' => 4,
                '-' => 5,
                '\'' | '’' => 6,
                _ if c.is_alphabetic() => {
                    lower += 1;
                    letters += 1;
                    1
                }
                _ => 7,
            }
        };
        if code != last && runs < 9 {
            shape = shape << 3 | code;
            last = code;
            runs += 1;
        }
    }
    let case = if digit > 0 {
        Case::Digit
    } else if letters == 0 {
        Case::Punct
    } else if upper == 0 {
        Case::Lower
    } else if lower == 0 {
        if letters == 1 { Case::Letter } else { Case::Upper }
    } else if upper == 1 && first_upper {
        Case::Initial
    } else {
        Case::Mixed
    };
    (shape, case)
}

impl Atom {
    /// The token beyond either end of a sentence.
    pub const OUTSIDE: Self = Self {
        form: 1,
        lower: 1,
        prefix: [1; 3],
        suffix: [1; 4],
        shape: 0,
        case: Case::Punct,
        first: 0,
        hints: 0,
        word: WordInfo::UNKNOWN,
    };

    fn new(form: &str, hints: Hints, lexis: &Lexis<'_>, buffer: &mut Vec<u8>) -> Self {
        normalized(form, buffer);
        let n = buffer.len();
        let lower = hash(buffer);
        let (shape, case) = shape_and_case(form);
        let head = |k: usize| hash(&buffer[..k.min(n)]).wrapping_add(k as u32);
        let tail = |k: usize| hash(&buffer[n - k.min(n)..]).wrapping_add(k as u32);
        Self {
            form: hash(form.as_bytes()),
            lower,
            prefix: [head(2), head(3), head(4)],
            suffix: [tail(1), tail(2), tail(3), tail(4)],
            shape,
            case,
            first: form.bytes().next().unwrap_or(0),
            hints: hints.0,
            word: lexis.get(lower),
        }
    }
}

/// Words of sport, each counted once, by which a document reports of sport.
const WORDS: usize = 3;

/// Whether the document reports of sport.
#[must_use]
pub fn sport(atoms: &[Atom]) -> bool {
    let mut seen = Vec::with_capacity(WORDS);
    for a in atoms.iter().filter(|a| a.case == Case::Lower && a.word.names & WordInfo::SPORT != 0) {
        if !seen.contains(&a.lower) {
            seen.push(a.lower);
        }
        if seen.len() == WORDS {
            return true;
        }
    }
    false
}

/// Added to what the knowledge base says of a country or place in reports of sport, where its name is that of a team.
pub const TEAM: u16 = 1 << 12;

/// The atoms of all tokens of a document.
#[must_use]
pub fn atoms(tokens: &Tokens<'_>, lexis: &Lexis<'_>) -> Vec<Atom> {
    let mut buffer = Vec::with_capacity(32);
    let mut out: Vec<Atom> = (0..tokens.tokens.len())
        .map(|i| {
            let hints = tokens.hints.get(i).copied().unwrap_or_default();
            Atom::new(tokens.form(i as u32), hints, lexis, &mut buffer)
        })
        .collect();
    if sport(&out) {
        let named = Hints::COUNTRY.0 | Hints::PLACE.0;
        out.iter_mut().filter(|a| a.hints & named != 0).for_each(|a| a.hints |= TEAM);
    }
    out
}
