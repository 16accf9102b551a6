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

/// Whether at most `most` letters must be put in, taken out or changed to make one word of the other (Levenshtein).
pub(crate) fn distance_within(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().take(40).collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()] <= most
}
