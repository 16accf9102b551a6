//! Quotation marks and what they enclose.

use super::layout::{Block, BlockKind};
use crate::span::Span;

/// Quoted words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// The words with their marks.
    pub outer: Span,
    /// The words without their marks.
    pub inner: Span,
    /// The quotation of the paragraph before goes on here (its closing mark is missing, this block opens with a mark).
    pub continues: bool,
    /// The closing mark is missing and was supplied at the end of the block.
    pub unclosed: bool,
}

/// Finds quotations: curly, straight, single and mixed marks, over paragraphs, with an odd count. Nested ones stand
/// after the one that holds them. Linear in the text.
///
/// ```
/// use newsgraph_core::text::{Block, BlockKind, quotations};
/// use newsgraph_core::Span;
/// let text = "The allies' envoy said: 'It isn't over.'";
/// let block = Block { span: Span::new(0, text.len() as u32), kind: BlockKind::Paragraph };
/// assert_eq!(quotations(text, &[block])[0].inner.of(text), "It isn't over.");
/// ```
#[must_use]
pub fn quotations(text: &str, blocks: &[Block]) -> Vec<Quotation> {
    let mut out = Vec::new();
    let read: Vec<&Block> = blocks.iter().filter(|b| b.kind != BlockKind::Boilerplate).collect();
    let mut pending = false;
    for (i, block) in read.iter().enumerate() {
        let next = read.get(i + 1).filter(|b| b.kind == block.kind);
        let follows = next.is_some_and(|b| opens_block(b.span.of(text)));
        pending =
            Scan::new(text, block.span).run(pending && block.kind == BlockKind::Paragraph, follows, &mut out);
    }
    out
}

fn opens_block(s: &str) -> bool {
    s.starts_with(['“', '"', '„', '«', '‘', '\'']) || s.starts_with("``")
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Double,
    Single,
}

/// A mark with what stands around it; a blank at the ends of the block.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: u32,
    end: u32,
    form: char,
    class: Class,
    before: char,
    after: char,
    /// Two figures or a clipped word follow: "’24", "'em".
    elision: bool,
}

impl Mark {
    /// Whether it can open by what stands around it.
    fn can_open(&self) -> bool {
        let free = self.before.is_whitespace()
            || matches!(
                self.before,
                '(' | '[' | '{' | '-' | '–' | '—' | '/' | ':' | '“' | '"' | '‘' | '\'' | '„' | '«' | '…'
            );
        free && !self.after.is_whitespace()
            && !matches!(self.after, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}')
    }

    fn can_close(&self) -> bool {
        !self.before.is_whitespace() && !self.after.is_alphanumeric()
    }

    /// Closes for certain: a sentence or clause ends before it.
    fn ends(&self) -> bool {
        matches!(self.before, '.' | ',' | '!' | '?' | '…' | ';') && !self.after.is_alphanumeric()
    }

    /// A mark of its own direction, or of its surroundings where it has none.
    fn opens(&self) -> bool {
        match self.form {
            '“' | '„' | '«' | '‘' | '`' => !self.can_close() || self.can_open(),
            '”' | '»' => self.before.is_whitespace() && self.after.is_alphanumeric(),
            _ => self.can_open(),
        }
    }
}

struct Open {
    start: u32,
    inner: u32,
    form: char,
    class: Class,
    /// Begins where a quotation of its own would: at the head of a block, after a full stop, comma or colon.
    stands: bool,
    continues: bool,
}

struct Scan<'a> {
    text: &'a str,
    block: Span,
    marks: Vec<Mark>,
    stack: Vec<Open>,
}

/// Quotations inside quotations inside quotations go no deeper.
const DEPTH: usize = 4;

impl<'a> Scan<'a> {
    fn new(text: &'a str, block: Span) -> Self {
        let s = block.of(text);
        let mut marks: Vec<Mark> = Vec::new();
        let mut before = ' ';
        let mut chars = s.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let class = match c {
                '“' | '”' | '"' | '„' | '‟' | '«' | '»' => Some(Class::Double),
                '‘' | '’' | '\'' | '`' | '‚' | '‹' | '›' => Some(Class::Single),
                _ => None,
            };
            let Some(mut class) = class else {
                before = c;
                continue;
            };
            let mut end = at + c.len_utf8();
            if matches!(c, '\'' | '`' | '’' | '‘') && chars.peek().is_some_and(|&(_, d)| d == c) {
                chars.next();
                end += c.len_utf8();
                class = Class::Double;
            }
            let rest = &s[end..];
            let mut ahead = rest.chars();
            let after = ahead.next().unwrap_or(' ');
            let elision = class == Class::Single && is_elision(rest);
            marks.push(Mark {
                start: block.start + at as u32,
                end: block.start + end as u32,
                form: if class == Class::Double && matches!(c, '\'' | '’') { '"' } else { c },
                class,
                before,
                after,
                elision,
            });
            before = c;
        }
        Self { text, block, marks, stack: Vec::new() }
    }

    /// Appends the block's quotations. `pending`: the block before ended inside one; `follows`: the next block opens
    /// with a mark. Gives whether this block ends inside a quotation.
    fn run(mut self, pending: bool, follows: bool, out: &mut Vec<Quotation>) -> bool {
        let first = out.len();
        let even = self.marks.iter().filter(|m| m.form == '"').count() % 2 == 0;
        let ahead = self.ahead();
        if pending {
            let opens = self.marks.first().is_some_and(|m| m.start == self.block.start && m.opens());
            let double = self.marks.iter().find(|m| m.class == Class::Double);
            if !opens && double.is_some_and(|m| !m.opens() && m.can_close()) {
                // The block goes on without a mark of its own.
                self.stack.push(Open {
                    start: self.block.start,
                    inner: self.block.start,
                    form: '“',
                    class: Class::Double,
                    stands: true,
                    continues: true,
                });
            }
        }
        for (i, ahead) in ahead.iter().enumerate() {
            let m = self.marks[i];
            match m.class {
                Class::Double => self.double(m, even, pending, out),
                Class::Single => self.single(m, *ahead, pending, out),
            }
        }
        let mut inside = false;
        for open in std::mem::take(&mut self.stack) {
            // A mark in the middle of a sentence that is never closed is a slip.
            let goes_on = follows && open.class == Class::Double;
            if open.class == Class::Double && (open.stands || goes_on) && !inside {
                inside = true;
                push(self.text, &open, self.block.end, self.block.end, true, out);
            }
        }
        out[first..].sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
        inside
    }

    /// For each mark: whether a single mark that surely closes comes before the next that opens; whether any that may
    /// close comes at all; whether the next double mark closes.
    fn ahead(&self) -> Vec<Ahead> {
        let mut out = vec![Ahead::default(); self.marks.len()];
        let mut state = Ahead::default();
        for (i, m) in self.marks.iter().enumerate().rev() {
            out[i] = state;
            match m.class {
                Class::Double => state.double_closes = !m.opens(),
                Class::Single if m.elision && m.opens() => {}
                Class::Single if m.opens() => {
                    state.surely = false;
                    state.any_before_open = false;
                }
                Class::Single if m.can_close() => {
                    state.any = true;
                    state.any_before_open = true;
                    if m.ends() || !possessive(m) {
                        state.surely = true;
                    }
                }
                Class::Single => {}
            }
        }
        out
    }

    fn stands(&self, m: Mark) -> bool {
        let before = self.text[self.block.start as usize..m.start as usize].trim_end();
        before.is_empty() || before.ends_with(['.', ',', ':', '!', '?', '…', '”', '"', '’', '—', '–'])
    }

    fn open(&mut self, m: Mark, pending: bool) {
        if self.stack.len() < DEPTH {
            let continues = pending && m.start == self.block.start && self.stack.is_empty();
            let stands = self.stands(m);
            self.stack.push(Open {
                start: m.start,
                inner: m.end,
                form: m.form,
                class: m.class,
                stands,
                continues,
            });
        }
    }

    /// Closes the innermost quotation of the class, dropping what was opened inside it and never closed.
    fn close(&mut self, m: Mark, class: Class, out: &mut Vec<Quotation>) -> bool {
        let Some(at) = self.stack.iter().rposition(|o| o.class == class) else { return false };
        let open = self.stack.swap_remove(at);
        self.stack.truncate(at);
        push(self.text, &open, m.start, m.end, false, out);
        true
    }

    fn double(&mut self, m: Mark, even: bool, pending: bool, out: &mut Vec<Quotation>) {
        let top = self.stack.iter().rposition(|o| o.class == Class::Double);
        let Some(at) = top else {
            if m.opens() || (m.form == '"' && !m.can_close()) || (m.form == '"' && m.after.is_alphanumeric())
            {
                self.open(m, pending);
            } else if m.can_close() {
                self.close(m, Class::Single, out);
            }
            return;
        };
        let same = self.stack[at].form == m.form;
        let closes = match m.form {
            '"' if same => even || !m.opens(),
            '"' => !m.opens() || m.can_close(),
            '“' => self.stack[at].form == '„' || (m.can_close() && !m.can_open()),
            '„' | '«' | '`' => false,
            _ => true,
        };
        if closes {
            self.close(m, Class::Double, out);
            return;
        }
        if same && at == self.stack.len() - 1 && !self.nests(m) {
            // The closing mark of the one before is missing: it ends with the last sentence before this mark.
            let open = self.stack.remove(at);
            let before = &self.text[open.inner as usize..m.start as usize];
            if let Some(end) = before.rfind(['.', '!', '?']).filter(|_| open.stands) {
                let end = open.inner + end as u32 + 1;
                push(self.text, &open, end, end, true, out);
            }
        }
        self.open(m, pending);
    }

    /// Whether a mark like the one already open begins a quotation inside it: it stands in the middle of a sentence.
    fn nests(&self, m: Mark) -> bool {
        !self.stands(m)
    }

    fn single(&mut self, m: Mark, ahead: Ahead, pending: bool, out: &mut Vec<Quotation>) {
        if m.before.is_alphanumeric() && m.after.is_alphanumeric() {
            return;
        }
        let open = self.stack.iter().any(|o| o.class == Class::Single);
        if m.can_close() && open && (m.ends() || !possessive(&m) || !ahead.surely) {
            self.close(m, Class::Single, out);
            return;
        }
        if m.opens() && m.form != '’' && !m.elision {
            if ahead.any && (ahead.any_before_open || m.form == '‘') {
                self.open(m, pending);
            }
            return;
        }
        // “We stay.’: a double mark closed by a single one.
        let sentence = matches!(m.before, '.' | '!' | '?' | '…' | ',');
        if !open && sentence && m.can_close() && !ahead.double_closes {
            self.close(m, Class::Double, out);
        }
    }
}

#[derive(Clone, Copy, Default, Debug)]
struct Ahead {
    surely: bool,
    any: bool,
    any_before_open: bool,
    double_closes: bool,
}

/// "allies' plans": may be the sign of the genitive.
fn possessive(m: &Mark) -> bool {
    matches!(m.before, 's' | 'S' | 'z' | 'x') && m.after.is_whitespace()
}

/// "24", "90s", "em", "til" after an apostrophe.
fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take(6).take_while(|c| c.is_alphanumeric()).collect();
    let digits = word.strip_suffix('s').unwrap_or(&word);
    (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
        || matches!(word.to_lowercase().as_str(), "em" | "til" | "tis" | "twas" | "n" | "cause")
}

fn push(text: &str, open: &Open, inner_end: u32, outer_end: u32, unclosed: bool, out: &mut Vec<Quotation>) {
    let inner = Span::new(open.inner, inner_end);
    let s = inner.of(text);
    let trimmed = s.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = inner.start + (s.len() - s.trim_start().len()) as u32;
    out.push(Quotation {
        outer: Span::new(open.start, outer_end),
        inner: Span::new(start, start + trimmed.len() as u32),
        continues: open.continues,
        unclosed,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str) -> Vec<Quotation> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.trim_end().len();
            if end > at {
                blocks.push(Block { span: Span::new(at as u32, end as u32), kind: BlockKind::Paragraph });
            }
            at += line.len();
        }
        quotations(text, &blocks)
    }

    /// Inner texts; "+" before one that continues, "?" before one that is not closed.
    fn check(text: &str, expected: &[&str]) {
        let got: Vec<String> = run(text)
            .iter()
            .map(|q| {
                format!(
                    "{}{}{}",
                    if q.continues { "+" } else { "" },
                    if q.unclosed { "?" } else { "" },
                    q.inner.of(text)
                )
            })
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("“We stay,” she said. “All of us.”", &["We stay,", "All of us."]);
        check("\"We stay,\" she said.\"All of us.\"", &["We stay,", "All of us."]);
        check(
            "'We stay,' the ministers' aide said. 'All of the allies' ships.'",
            &["We stay,", "All of the allies' ships."],
        );
        check("„Wir bleiben“, «on reste» and ``we stay''", &["Wir bleiben", "on reste", "we stay"]);
        check("‘We can’t stay,’ he said", &["We can’t stay,"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("Norway’s plan, the allies’ plan, the ’90s and the class of '24 don't quote", &[]);
        check("Norway's plan, the allies' plan and rock 'n' roll", &[]);
    }

    #[test]
    fn nested_and_mixed() {
        check("“He said ‘never’ to me,” she said.", &["He said ‘never’ to me,", "never"]);
        check("“We lose money. It hurts.’ The rest is known.", &["We lose money. It hurts."]);
        check(
            "“a ‘no-limits’ pact, ‘old dreams,'” he said",
            &["a ‘no-limits’ pact, ‘old dreams,'", "no-limits", "old dreams,"],
        );
    }

    #[test]
    fn odd_counts() {
        check("“We stay.\n“We sing.\n“We pay,” she said.", &["?We stay.", "+?We sing.", "+We pay,"]);
        check("She said: “We stay.\nThen she left.", &["?We stay."]);
        check("The paper “Northern Times writes of “new ferries” today.", &["new ferries"]);
        check("\"We stay, \"Obi said. \"All of us.\"", &["We stay,", "All of us."]);
        check("He left.” Then he came back.", &[]);
    }

    proptest! {
        #[test]
        fn spans_fit(text in "[a-zA-Z .,!?\n'\"“”‘’„«»0-9-]{0,160}") {
            for q in run(&text) {
                prop_assert!(q.outer.contains(q.inner));
                prop_assert!(!q.inner.of(&text).is_empty() && !q.outer.of(&text).is_empty());
            }
        }
    }
}
