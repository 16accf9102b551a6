//! What the network sees of a token: hashed pieces of its spelling.

/// Number of pieces per token: word, three suffixes, two prefixes, shape.
pub const PIECES: usize = 7;

/// Rows of the embedding table before the hashed ones: one for unknown pieces of each kind, start and end of sentence.
pub const RESERVED: usize = PIECES + 2;

/// Kind of a piece; part of its hash, and index of the row that stands in for unknown pieces.
pub const WORD: u32 = 0;

/// How a sentence is cased: running text, capitals throughout, or title case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Casing {
    /// Sentence case.
    Running,
    /// All letters are capitals.
    Capitals,
    /// Most words start with a capital.
    Title,
}

impl Casing {
    /// The casing of a sentence from its forms.
    pub fn of<'a>(forms: impl Iterator<Item = &'a str>) -> Self {
        let (mut words, mut upper, mut initial) = (0u32, 0u32, 0u32);
        for form in forms {
            let mut letters = form.chars().filter(|c| c.is_alphabetic());
            let Some(first) = letters.next() else { continue };
            if form.chars().count() < 4 && form.chars().all(|c| c.is_lowercase()) {
                continue; // articles and prepositions stay small in title case
            }
            words += 1;
            if first.is_uppercase() {
                initial += 1;
                if form.chars().nth(1).is_none() || letters.all(char::is_uppercase) {
                    upper += 1;
                }
            }
        }
        if words >= 3 && upper * 10 >= words * 9 {
            Self::Capitals
        } else if words >= 4 && initial * 10 >= words * 8 {
            Self::Title
        } else {
            Self::Running
        }
    }
}

/// Hashes the pieces of `form`. `scratch` is reused between calls. Linear in the form, which is cut at 64 bytes.
pub fn pieces(form: &str, casing: Casing, scratch: &mut Vec<u8>) -> [u32; PIECES] {
    let form = clip(form);
    lower(form, scratch);
    let w = scratch.as_slice();
    [
        hash(WORD, w),
        hash(1, tail(w, 2)),
        hash(2, tail(w, 3)),
        hash(3, tail(w, 4)),
        hash(4, head(w, 2)),
        hash(5, head(w, 3)),
        shape(form, casing),
    ]
}

/// The hash of a word by itself, as in the first of [`pieces`].
pub fn word_hash(word: &str, scratch: &mut Vec<u8>) -> u32 {
    lower(clip(word), scratch);
    hash(WORD, scratch)
}

fn clip(form: &str) -> &str {
    let mut end = form.len().min(64);
    while !form.is_char_boundary(end) {
        end -= 1;
    }
    &form[..end]
}

/// Lower case, digits as `0`, curly apostrophe as straight.
fn lower(form: &str, out: &mut Vec<u8>) {
    out.clear();
    for c in form.chars() {
        match c {
            '0'..='9' => out.push(b'0'),
            '\u{2019}' | '\u{2018}' => out.push(b'\''),
            '\u{201C}' | '\u{201D}' => out.push(b'"'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase() as u8),
            _ => {
                let mut buffer = [0; 4];
                for l in c.to_lowercase() {
                    out.extend_from_slice(l.encode_utf8(&mut buffer).as_bytes());
                }
            }
        }
    }
}

/// The last `n` bytes, with the start of the word marked by giving fewer.
fn tail(w: &[u8], n: usize) -> &[u8] {
    &w[w.len().saturating_sub(n)..]
}

fn head(w: &[u8], n: usize) -> &[u8] {
    &w[..w.len().min(n)]
}

/// FNV-1a with a final mix; never 0.
pub(crate) fn hash(kind: u32, bytes: &[u8]) -> u32 {
    let mut h = 0x811c_9dc5_u32 ^ kind.wrapping_mul(0x9e37_79b9);
    for &b in bytes {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 13;
    h.max(1)
}

/// Casing, digits and punctuation of a form as runs, with the casing of its sentence.
fn shape(form: &str, casing: Casing) -> u32 {
    let mut runs = [0u8; 10];
    let mut n = 0;
    let mut last = 0;
    let mut repeat = 0;
    for c in form.chars() {
        let class = if c.is_ascii_lowercase() {
            b'x'
        } else if c.is_ascii_uppercase() {
            b'X'
        } else if c.is_ascii_digit() {
            b'd'
        } else if c.is_alphabetic() {
            if c.is_uppercase() { b'X' } else { b'x' }
        } else if c.is_ascii() {
            c as u8
        } else {
            b'?'
        };
        repeat = if class == last { repeat + 1 } else { 0 };
        last = class;
        if repeat < 2 && n < runs.len() - 1 {
            runs[n] = class;
            n += 1;
        }
    }
    runs[n] = casing as u8;
    hash(6, &runs[..=n])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing_of_headlines() {
        let of = |s: &str| Casing::of(s.split(' '));
        assert_eq!(of("MINISTERS MEET IN GENEVA"), Casing::Capitals);
        assert_eq!(of("Ministers Meet in Geneva After Long Talks"), Casing::Title);
        assert_eq!(of("Ministers met in Geneva on Monday ."), Casing::Running);
        assert_eq!(of(""), Casing::Running);
    }
}
