//! One spelling for the words of names, the same for aliases and for tokens.
//!
//! On top of `normalize_name`: hyphens, slashes and dashes inside a name part words as a space does, and any other
//! mark is a word of its own, so that a name is found however its text was cut into tokens.

use newsgraph_core::text::normalize_name;

/// The keys of names and tokens are written here, word by word.
#[derive(Debug, Default)]
pub(crate) struct KeyWriter {
    pub(crate) out: Vec<u8>,
    gap: bool,
}

impl KeyWriter {
    pub(crate) fn clear(&mut self) {
        self.out.clear();
        self.gap = false;
    }

    /// Appends a token; a word boundary lies before it unless it (or what stands before) is an apostrophe.
    pub(crate) fn token(&mut self, token: &str) {
        self.gap = true;
        self.text(token);
    }

    fn text(&mut self, text: &str) {
        if text.is_ascii() {
            text.bytes().for_each(|b| self.byte(b));
        } else {
            normalize_name(text).bytes().for_each(|b| self.byte(b));
        }
    }

    fn byte(&mut self, b: u8) {
        match class(b) {
            Class::Word => {
                let joined = b == b'\''
                    || matches!(self.out.last(), None | Some(b'\''))
                    || self.out.last() == Some(&b' ');
                if self.gap && !joined {
                    self.out.push(b' ');
                }
                self.gap = false;
                self.out.push(b.to_ascii_lowercase());
            }
            Class::Gap => self.gap = true,
            Class::Mark => {
                if !self.out.is_empty() {
                    self.out.push(b' ');
                }
                self.out.push(b);
                self.gap = true;
            }
            Class::Nothing => {}
        }
    }
}

enum Class {
    Word,
    Gap,
    Mark,
    Nothing,
}

fn class(b: u8) -> Class {
    match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'\'' | 0x80..=0xff => Class::Word,
        b'.' => Class::Nothing,
        b' ' | b'-' | b'/' | b'\t' | b'\n' | b'\r' | b'_' => Class::Gap,
        b'`' => Class::Nothing,
        _ => Class::Mark,
    }
}

/// The key of a whole name.
pub(crate) fn name_key(name: &str) -> String {
    let mut writer = KeyWriter::default();
    for word in name.split_whitespace() {
        writer.token(word);
    }
    String::from_utf8(writer.out).unwrap_or_default()
}

/// Whether a token is a hyphen that joins the words around it.
pub(crate) fn is_hyphen(token: &str) -> bool {
    matches!(token, "-" | "‐" | "‑" | "–" | "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_names_agree() {
        for (name, tokens) in [
            ("al-Qaeda", &["al", "-", "Qaeda"][..]),
            ("al-Qaeda", &["al-Qaeda"]),
            ("Côte d'Ivoire", &["Côte", "d’Ivoire"]),
            ("Côte d'Ivoire", &["Cote", "d", "'", "Ivoire"]),
            ("People's Republic", &["People", "'s", "Republic"]),
            ("Washington, D.C.", &["Washington", ",", "D.C."]),
            ("U.S.", &["U.S."]),
            ("AT&T", &["AT&T"]),
            ("AT&T", &["AT", "&", "T"]),
        ] {
            let mut writer = KeyWriter::default();
            tokens.iter().filter(|t| !is_hyphen(t)).for_each(|t| writer.token(t));
            assert_eq!(String::from_utf8_lossy(&writer.out), name_key(name), "{tokens:?}");
        }
    }
}
