//! Lines, and lines that were wrapped, as units of layout.

use crate::span::Span;

/// A line, or several that were one before a program wrapped them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Where it stands, without the white space around it.
    pub(super) span: Span,
}

/// The units of a text. Linear.
pub(super) fn units(text: &str) -> Vec<Unit> {
    // (start, end, whether a blank line stands before it)
    let mut lines: Vec<(usize, usize, bool)> = Vec::new();
    let (mut at, mut gap) = (0, true);
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{c}']) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            gap = true;
        } else {
            let start = at + line.len() - line.trim_start().len();
            lines.push((start, start + trimmed.len(), gap));
            gap = false;
        }
        at += line.len();
    }
    let width = wrap_width(&lines);
    let mut out: Vec<Unit> = Vec::new();
    for (n, &(start, end, gap)) in lines.iter().enumerate() {
        if n > 0
            && !gap
            && continues(text, lines[n - 1], start, width)
            && let Some(last) = out.last_mut()
        {
            last.span.end = end as u32;
            continue;
        }
        out.push(Unit { span: Span::new(start as u32, end as u32) });
    }
    out
}

/// The column at which the text was wrapped, if it was: its lines are of like length, and most paragraphs have several.
fn wrap_width(lines: &[(usize, usize, bool)]) -> Option<usize> {
    let longest = lines.iter().map(|l| l.1 - l.0).max()?;
    let full = lines.iter().filter(|l| (l.1 - l.0) * 5 >= longest * 4).count();
    let inner = lines.iter().filter(|l| !l.2).count();
    (lines.len() >= 6 && (50..=110).contains(&longest) && full * 2 >= lines.len() && inner * 2 >= lines.len())
        .then_some(longest)
}

/// Whether the line that starts at `start` goes on with the one before it.
fn continues(text: &str, before: (usize, usize, bool), start: usize, width: Option<usize>) -> bool {
    let (a, b, _) = before;
    if width.is_some_and(|w| (b - a) * 10 >= w * 7) {
        return true;
    }
    let open = text[a..b].ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '-');
    b - a >= 40 && open && text[start..].starts_with(char::is_lowercase)
}

/// Lower case, straight quotes, single spaces.
pub(super) fn plain(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for word in s.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '‘' | '’' | '`' | '´' => out.push('\''),
                '“' | '”' | '„' => out.push('"'),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out
}
