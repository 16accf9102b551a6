//! Tokens in the manner of the English UD treebanks.

use super::abbreviation::{Stop, dotted, stop};
use crate::analysis::Token;
use crate::span::Span;
use crate::time::calendar::month;
use unicode_segmentation::UnicodeSegmentation;

/// Prefixes that stay with what follows their hyphen ("anti-drug").
const PREFIXES: &[&str] = &[
    "anti", "arch", "co", "counter", "cross", "e", "ex", "inter", "mid", "multi", "neo", "non", "over",
    "pan", "post", "pre", "pro", "re", "semi", "socio", "sub",
];
/// Letters after a figure that are a word of their own ("5pm", "$3bn").
const UNITS: &[&str] = &[
    "am", "b", "bn", "c", "cm", "f", "ft", "k", "kg", "kph", "km", "m", "mm", "mn", "mph", "pm", "tn", "trn",
    "x",
];
/// Last parts of host names that stand in running text without "www.".
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "int", "info", "co", "uk", "us", "eu", "tv", "io", "fm", "ru", "cn",
    "de", "fr", "au", "ca", "jp", "nz", "tw", "js", "doc", "xls", "pdf", "html", "htm",
];

/// Appends the tokens of the text in `block`. Linear in its length.
pub(super) fn tokenize(text: &str, block: Span, out: &mut Vec<Token>) {
    let (from, to) = (block.start as usize, block.end as usize);
    let mut atoms: Vec<Atom> = Vec::new();
    let mut at = from;
    while at < to {
        let rest = &text[at..to];
        let start = at + rest.len() - rest.trim_start().len();
        if start >= to {
            break;
        }
        let end = text[start..to].find(char::is_whitespace).map_or(to, |n| start + n);
        Chunk { text, to, start, end, atoms: &mut atoms, out }.run();
        at = end;
    }
}

/// A piece between two boundaries of UAX #29.
#[derive(Clone, Copy)]
struct Atom {
    start: usize,
    end: usize,
}

/// A run of text without white space.
struct Chunk<'a> {
    text: &'a str,
    /// End of the block.
    to: usize,
    start: usize,
    end: usize,
    atoms: &'a mut Vec<Atom>,
    out: &'a mut Vec<Token>,
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '"' | '\'' | '“' | '‘' | '„' | '«')
}

fn is_trailing(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '>' | '"' | '\'' | '”' | '’' | '»' | '…'
    )
}

/// URLs, e-mail addresses and the like, which are one token.
fn is_address(s: &str) -> bool {
    s.contains("://")
        || s.get(..4).is_some_and(|p| p.eq_ignore_ascii_case("www."))
        || s.split_once('@').is_some_and(|(a, b)| {
            !a.is_empty()
                && a.chars().all(|c| c.is_alphanumeric() || "._-+%".contains(c))
                && b.contains('.')
                && b.chars().all(|c| c.is_alphanumeric() || ".-".contains(c))
        })
}

impl Chunk<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Token { span: Span::new(start as u32, end as u32) });
        }
    }

    fn run(mut self) {
        let s = &self.text[self.start..self.end];
        if s.bytes().all(|b| b.is_ascii_alphabetic()) {
            return self.letters(self.start, self.end);
        }
        let (lead, tail) =
            (s.len() - s.trim_start_matches(is_opening).len(), s.trim_end_matches(is_trailing).len());
        if lead < tail && is_address(&s[lead..tail]) {
            let (a, b) = (self.start + lead, self.start + tail);
            self.pieces(self.start, a);
            self.push(a, b);
            return self.pieces(b, self.end);
        }
        if matches!(s, ":)" | ":(" | ";)" | ":D" | ":-)" | ";-)" | ":-(" | ":P") {
            return self.push(self.start, self.end);
        }
        self.pieces(self.start, self.end);
    }

    /// Tokens of `[from, to)` by the word boundaries in it.
    fn pieces(&mut self, from: usize, to: usize) {
        self.atoms.clear();
        let text = self.text;
        self.atoms.extend(
            text[from..to]
                .split_word_bound_indices()
                .map(|(n, w)| Atom { start: from + n, end: from + n + w.len() }),
        );
        let mut i = 0;
        while i < self.atoms.len() {
            i = match self.first(i) {
                c if c.is_alphanumeric() => self.word(i),
                c => self.mark(i, c),
            };
        }
    }

    fn form(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |a| &self.text[a.start..a.end])
    }

    fn first(&self, i: usize) -> char {
        self.form(i).chars().next().unwrap_or(' ')
    }

    fn is_digits(&self, i: usize) -> bool {
        let f = self.form(i);
        !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit())
    }

    /// Pushes atoms `i..j` as one token and gives `j`.
    fn join(&mut self, i: usize, j: usize) -> usize {
        let (a, b) = (self.atoms[i].start, self.atoms[j - 1].end);
        self.push(a, b);
        j
    }

    /// A run of marks that starts with atom `i`.
    fn mark(&mut self, i: usize, c: char) -> usize {
        let after_word = self.atoms[i].start > self.start
            && self.text[..self.atoms[i].start]
                .chars()
                .next_back()
                .is_some_and(|p| p.is_alphanumeric() || p == '.');
        if is_apostrophe(c) {
            let next = self.form(i + 1).to_ascii_lowercase();
            if self.form(i + 1) == self.form(i) && self.atoms[i].end - self.atoms[i].start > 0 {
                return self.join(i, i + 2);
            }
            if after_word && matches!(next.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m") {
                return self.join(i, i + 2);
            }
            let decade = next.strip_suffix('s').unwrap_or(&next);
            let year = decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit());
            if !after_word && (year || matches!(next.as_str(), "em" | "til" | "n" | "cause")) {
                return self.join(i, i + 2);
            }
            return self.join(i, i + 1);
        }
        if matches!(c, '@' | '#') && !after_word && self.first(i + 1).is_alphabetic() {
            return self.join(i, i + 2);
        }
        let same = |d: char| match c {
            '!' | '?' => matches!(d, '!' | '?'),
            '.' | '-' | '=' | '*' | '_' | '~' | '+' | '<' | '>' | '…' | '–' | '—' | '/' | '\\' | '$' => {
                c == d
            }
            _ => false,
        };
        let mut j = i + 1;
        while j < self.atoms.len() && same(self.first(j)) {
            j += 1;
        }
        self.join(i, j)
    }

    /// A word or figure that starts with atom `i`, with what belongs to it.
    fn word(&mut self, i: usize) -> usize {
        let (start, end) = (self.atoms[i].start, self.atoms[i].end);
        let w = &self.text[start..end];
        if w.as_bytes()[0].is_ascii_digit() {
            return self.figure(i);
        }
        if self.form(i + 1) == "." && self.form(i + 2) != "." && self.keeps_stop(w, start, end) {
            return self.join(i, i + 2);
        }
        if self.form(i + 1) == "-" && self.first(i + 2).is_alphanumeric() {
            let lower = w.to_lowercase();
            let electronic = lower != "e" || self.form(i + 2).to_lowercase().starts_with("mail");
            if PREFIXES.contains(&lower.as_str())
                && electronic
                && !self.form(i + 2).contains(['\'', '’', '.'])
            {
                return self.join(i, i + 3);
            }
        }
        let short_caps = |s: &str| s.len() <= 3 && !s.is_empty() && s.bytes().all(|b| b.is_ascii_uppercase());
        if self.form(i + 1) == "&" && short_caps(w) && short_caps(self.form(i + 2)) {
            return self.join(i, i + 3);
        }
        if self.form(i + 1) == "$" && short_caps(w) {
            return self.join(i, i + 2);
        }
        self.letters(start, end);
        i + 1
    }

    /// Whether the full stop after the word at `[start, end)` is part of it.
    fn keeps_stop(&self, w: &str, start: usize, end: usize) -> bool {
        let rest = &self.text[(end + 1).min(self.to)..self.to];
        let next = rest.trim_start();
        let first = next.chars().next();
        match stop(w) {
            None => w == "al" && self.text[..start].trim_end().ends_with("et"),
            // "said I." ends a sentence, "Elizabeth I. Brown" does not.
            Some(Stop::Inner) if w == "I" => {
                first.is_some_and(char::is_uppercase)
                    && self.text[..start]
                        .split_whitespace()
                        .next_back()
                        .and_then(|p| p.chars().next())
                        .is_some_and(char::is_uppercase)
            }
            Some(Stop::Inner | Stop::Either) => true,
            Some(Stop::BeforeNumber) => first.is_some_and(|c| c.is_ascii_digit()),
            Some(Stop::BeforeDate) => first.is_some_and(|c| c == ',' || c.is_ascii_digit()),
            Some(Stop::AfterComma) => self.text[..start].trim_end().ends_with(','),
        }
    }

    /// A figure with hyphens, slashes or letters.
    fn figure(&mut self, i: usize) -> usize {
        let (start, end) = (self.atoms[i].start, self.atoms[i].end);
        for mark in ["-", "/"] {
            let second = self.form(i + 1) == mark && self.is_digits(i) && self.is_digits(i + 2);
            if second && self.form(i + 3) == mark && self.is_digits(i + 4) {
                return self.join(i, i + 5);
            }
            let phone = mark == "-" && self.form(i).len() == 3 && self.form(i + 2).len() == 4;
            let nine_eleven = mark == "/" && self.form(i) == "9" && self.form(i + 2) == "11";
            if second && (phone || nine_eleven) {
                return self.join(i, i + 3);
            }
        }
        // A time of day.
        let mut j = i + 1;
        while self.form(j) == ":" && self.is_digits(j + 1) {
            j += 2;
        }
        if j > i + 1 && self.is_digits(i) {
            return self.join(i, j);
        }
        let f = &self.text[start..end];
        if f.ends_with('0')
            && self.form(i + 1).chars().all(is_apostrophe)
            && matches!(self.form(i + 2), "s" | "S")
        {
            return self.join(i, i + 3);
        }
        // A number at the head of an item in a list: "1. The first".
        let opens = self.out.last().is_none_or(|t| self.text[t.span.end as usize..start].contains('\n'));
        if opens && f.len() <= 2 && self.form(i + 1) == "." && self.atoms.len() == i + 2 {
            return self.join(i, i + 2);
        }
        let digits = f.find(char::is_alphabetic).unwrap_or(f.len());
        if digits < f.len() && UNITS.contains(&f[digits..].to_lowercase().as_str()) {
            self.push(start, start + digits);
            // "5p.m." and the like: the unit may be written with stops.
            self.push(start + digits, end);
            return i + 1;
        }
        self.letters(start, end);
        i + 1
    }

    /// A word without marks around it: parts clitics, fused words and contractions.
    fn letters(&mut self, start: usize, end: usize) {
        let w = &self.text[start..end];
        if w.contains('.') && !dotted(w) {
            return self.fused(start, end);
        }
        if let Some(at) = clitic(w).or_else(|| glued_month(w)) {
            self.letters(start, start + at);
            return self.push(start + at, end);
        }
        if w.len() <= 6 && w.is_ascii() {
            let cut = match w.to_ascii_lowercase().as_str() {
                "cannot" | "gonna" | "gotta" | "wanna" | "gimme" | "lemme" => 3,
                _ => 0,
            };
            if cut > 0 {
                self.push(start, start + cut);
                return self.push(start + cut, end);
            }
        }
        self.push(start, end);
    }

    /// "news.Kim" (a missing space), "S.Kumar", "Mr.Rao", "example.com".
    fn fused(&mut self, start: usize, end: usize) {
        let w = &self.text[start..end];
        let last = w.rsplit('.').next().unwrap_or("");
        if DOMAINS.contains(&last) || w.starts_with(|c: char| c.is_ascii_digit()) {
            return self.push(start, end);
        }
        // The first full stop after which a new word begins.
        let mut from = 0;
        while let Some(dot) = w[from..].find('.').map(|n| from + n) {
            let (before, after) = (&w[..dot], &w[dot + 1..]);
            let word = after.split('.').next().unwrap_or("");
            // "at the airport.A helicopter": one letter is a word only where no initial can stand.
            let whole = matches!(word, "A" | "I") && before.len() > 3 && before.ends_with(char::is_lowercase);
            let capital = word.chars().next().is_some_and(char::is_uppercase)
                && (whole || word.chars().nth(1).is_some());
            let abbreviated = matches!(stop(before), Some(Stop::Inner | Stop::Either));
            if capital && (abbreviated || before.chars().nth(1).is_some()) {
                let cut = start + dot;
                if abbreviated {
                    self.push(start, cut + 1);
                } else {
                    self.letters(start, cut);
                    self.push(cut, cut + 1);
                }
                return self.letters(cut + 1, end);
            }
            from = dot + 1;
        }
        self.push(start, end);
    }
}

/// Where the month starts that scraped pages set right behind a word: "WorldMarch 3".
fn glued_month(w: &str) -> Option<usize> {
    let mut last = ' ';
    w.char_indices().find_map(|(at, c)| {
        let border = c.is_uppercase() && last.is_lowercase() && at > 2 && w.len() - at > 2;
        last = c;
        (border && month(&w[at..]).is_some()).then_some(at)
    })
}

/// Where the clitic at the end of `w` starts: "'s", "n't", "'ll".
fn clitic(w: &str) -> Option<usize> {
    let (at, mark) = w.char_indices().rev().take(4).find(|&(_, c)| is_apostrophe(c))?;
    let suffix = &w[at + mark.len_utf8()..];
    let lower = suffix.to_lowercase();
    match lower.as_str() {
        "s" | "re" | "ve" | "ll" | "d" | "m" if at > 0 => Some(at),
        "t" if at > 1 && w[..at].ends_with(['n', 'N']) => Some(at - 1),
        _ => None,
    }
}
