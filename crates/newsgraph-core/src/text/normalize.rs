//! One spelling for names, so that "Erdoğan" finds "Erdogan".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The name in lower case, without diacritics, with straight apostrophes and hyphens, without trailing full stops of
/// words and with single spaces. Used for every comparison of names. Linear in the text.
///
/// ```
/// use newsgraph_core::text::normalize_name;
/// assert_eq!(normalize_name("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
/// assert_eq!(normalize_name("U.S."), "us");
/// assert_eq!(normalize_name("Côte d’Ivoire"), "cote d'ivoire");
/// ```
#[must_use]
pub fn normalize_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfkd() {
        match c {
            '.' | '\u{ad}' | '\u{200b}'..='\u{200f}' => {}
            'ı' | 'İ' => out.push('i'),
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ə' | 'Ə' => out.push('e'),
            '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' => out.push('\''),
            '‐' | '‑' | '–' | '—' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c if is_combining_mark(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}
