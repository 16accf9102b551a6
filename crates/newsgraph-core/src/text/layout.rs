//! Blocks of a page: headline, dateline, paragraphs, captions, and what is no news.

mod boilerplate;
mod credit;
mod dateline;
mod lines;

use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::time::calendar::written_dates;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What a block of text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BlockKind {
    /// The article's headline (also when repeated).
    Headline,
    /// A heading between paragraphs.
    Heading,
    /// Place, date, agency or time stamp before the text.
    Dateline,
    /// "By …".
    Byline,
    /// Running text.
    Paragraph,
    /// Under a picture, with its credit.
    Caption,
    /// Scraped rest of the page: never analysed, gives no nodes.
    Boilerplate,
}

/// A run of text that is laid out as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The layout of an article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// Blocks in text order, not overlapping.
    pub blocks: Vec<Block>,
    /// The date the text gives itself (dateline, "Updated: …").
    pub date: Option<Date>,
    /// The place the dateline names ("ANKARA, Turkey"), a part of the text.
    pub dateline_place: Option<Span>,
}

/// Finds the blocks of an article's text. Linear in the text.
#[must_use]
pub fn layout(text: &str, lexicon: &Lexicon) -> Layout {
    let units = lines::units(text);
    let mut page = Page {
        text,
        lexicon,
        units: &units,
        out: Layout::default(),
        headlines: BTreeSet::new(),
        dates: Vec::new(),
    };
    page.read();
    let mut out = page.out;
    // Of "Published" and "Updated" the earlier one; a date in the head of the page before one below it.
    out.date = page
        .dates
        .iter()
        .filter(|(head, _)| *head)
        .map(|(_, d)| *d)
        .min()
        .or_else(|| page.dates.iter().map(|(_, d)| *d).min());
    out
}

/// Number of words parted by white space, counted up to `most`.
fn word_count(s: &str, most: usize) -> usize {
    s.split_whitespace().take(most).count()
}

/// Whether the text ends as a sentence does.
fn ends_sentence(s: &str) -> bool {
    s.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']).ends_with(['.', '!', '?', '…'])
}

/// Whether it is long enough to be running text.
fn is_running(s: &str) -> bool {
    let words = word_count(s, 21);
    words > 20 || (words > 10 && ends_sentence(s))
}

struct Page<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    units: &'a [lines::Unit],
    out: Layout,
    /// Headlines so far, in lower case with straight quotes.
    headlines: BTreeSet<String>,
    /// Dates the page gives itself; whether they stand in its head.
    dates: Vec<(bool, Date)>,
}

impl Page<'_> {
    fn unit(&self, i: usize) -> &str {
        self.units.get(i).map_or("", |u| u.span.of(self.text))
    }

    fn push(&mut self, span: Span, kind: BlockKind) {
        let s = span.of(self.text);
        let trimmed = s.trim();
        if !trimmed.is_empty() {
            let start = span.start + (s.len() - s.trim_start().len()) as u32;
            self.out.blocks.push(Block { span: Span::new(start, start + trimmed.len() as u32), kind });
        }
    }

    fn read(&mut self) {
        let body = (0..self.units.len())
            .find(|&i| is_running(self.unit(i)) && !(i == 0 && self.units.len() > 1 && self.titles(0)))
            .unwrap_or(0);
        let speakers = dateline::speaker_labels(self.text, self.units.iter().map(|u| u.span));
        // A section of links or comments has begun, in which short lines are no news.
        let mut closing = false;
        let mut paragraphs = 0;
        for i in 0..self.units.len() {
            let span = self.units[i].span;
            let s = span.of(self.text);
            let head = i < body;
            let running = is_running(s);
            let sign = boilerplate::sign(s, self.lexicon, i == 0);
            if sign == Some(boilerplate::Sign::Section) && i > 0 {
                closing = true;
            } else if running && sign.is_none() && ends_sentence(s) {
                closing = false;
            }
            if sign.is_some() || (closing && !head) {
                // Many pages give their date beside links to share them.
                if word_count(s, 25) < 25 && !closing {
                    self.note_dates(s, head);
                }
                self.push(span, BlockKind::Boilerplate);
                continue;
            }
            if (!running || (head && word_count(s, 31) <= 30))
                && let Some(kind) = self.short(i, head, paragraphs, &speakers)
            {
                self.push(span, kind);
                continue;
            }
            if self.caption(span) {
                continue;
            }
            paragraphs += 1;
            let start = match dateline::opening(s, paragraphs == 1, &speakers) {
                Some(open) => {
                    self.note_dates(&s[..open.len], true);
                    if self.out.dateline_place.is_none() {
                        self.out.dateline_place =
                            open.place.map(|(a, b)| Span::new(span.start + a as u32, span.start + b as u32));
                    }
                    let end = span.start + open.len as u32;
                    self.push(Span::new(span.start, end), BlockKind::Dateline);
                    end
                }
                None => span.start,
            };
            self.push(Span::new(start, span.end), BlockKind::Paragraph);
        }
    }

    fn note_dates(&mut self, s: &str, head: bool) {
        self.dates.extend(written_dates(s).into_iter().map(|(_, d)| (head, d)));
    }

    /// Whether unit `i` can be a headline.
    fn titles(&self, i: usize) -> bool {
        let s = self.unit(i);
        let words = word_count(s, 30);
        let marked = s.ends_with('.') && !s.ends_with("...");
        s.len() <= 220 && words <= 25 && (!marked || words <= 16) && !s.ends_with([':', ',', ';'])
    }

    /// The kind of a short unit; `None` where it reads as a paragraph or caption.
    fn short(
        &mut self,
        i: usize,
        head: bool,
        paragraphs: usize,
        speakers: &BTreeSet<&str>,
    ) -> Option<BlockKind> {
        let span = self.units[i].span;
        let s = span.of(self.text);
        let words = word_count(s, 32);
        let lower = lines::plain(s);
        if self.headlines.contains(&lower) {
            return Some(BlockKind::Headline);
        }
        if self.units.len() == 1 {
            return None;
        }
        let top = head || (paragraphs == 0 && i < 8);
        let dates = written_dates(s);
        let after_date = self.out.blocks.last().is_some_and(|b| b.kind == BlockKind::Dateline);
        if top && i > 0 && dateline::is_byline(s) {
            self.note_dates(s, true);
            return Some(BlockKind::Byline);
        }
        if !dates.is_empty()
            && (i > 0 || words <= 8 || words <= 14 && dateline::ends_with_time(s, &dates))
            && dateline::is_stamp(s, &dates)
        {
            self.note_dates(s, top);
            return Some(BlockKind::Dateline);
        }
        if dateline::is_clock(s) {
            return Some(BlockKind::Dateline);
        }
        if top && i > 0 && !ends_sentence(s) {
            let next_is_date =
                !written_dates(self.unit(i + 1)).is_empty() && word_count(self.unit(i + 1), 30) < 30;
            if next_is_date && dateline::is_names(s) {
                return Some(BlockKind::Byline);
            }
            if after_date && s.contains(", ") && dateline::is_names(s) {
                self.out.dateline_place.get_or_insert(span);
                return Some(BlockKind::Dateline);
            }
        }
        let quoted = s.starts_with(['“', '"', '‘', '\'', '„', '«']);
        let whole =
            quoted && words <= 10 && s.ends_with(['”', '"', '’', '\'', '“', '»']) && !ends_sentence(s);
        let item = s.starts_with(['•', '-', '–', '—', '*', '·', '▪', '●']);
        let spoken = s.split_once(':').is_some_and(|(label, _)| speakers.contains(label));
        if credit::is_caption(s) || ((quoted && !whole) || item || spoken) && i > 0 {
            return None;
        }
        let rest = i + 1 < self.units.len();
        if rest && self.headlines.is_empty() && paragraphs == 0 && self.titles(i) {
            self.headlines.insert(lower);
            return Some(BlockKind::Headline);
        }
        if ends_sentence(s) && !(s.ends_with('?') && words <= 14) || s.ends_with([':', ',', ';']) {
            return None;
        }
        if top && self.titles(i) && rest {
            self.headlines.insert(lower);
            return Some(BlockKind::Headline);
        }
        (words <= 14 && s.len() <= 120 && rest).then_some(BlockKind::Heading)
    }

    /// Pushes the blocks of a caption and its credit; false where the unit is none.
    fn caption(&mut self, span: Span) -> bool {
        let s = span.of(self.text);
        let Some(parts) = credit::caption(s) else { return false };
        let at = |n: usize| span.start + n as u32;
        self.push(Span::new(span.start, at(parts.start)), BlockKind::Boilerplate);
        self.push(Span::new(at(parts.start), at(parts.end)), BlockKind::Caption);
        self.push(Span::new(at(parts.end), span.end), BlockKind::Boilerplate);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{BoilerplateCue, CueMatch};
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: Expect) {
        let mut lexicon = Lexicon::default();
        lexicon.push_boilerplate(BoilerplateCue { form: "read more".into(), matches: CueMatch::Prefix });
        let l = layout(text, &lexicon);
        let mut got = String::new();
        for b in &l.blocks {
            got.push_str(&format!("{:?}: {}\n", b.kind, b.span.of(text)));
        }
        if let Some(d) = l.date {
            got.push_str(&format!("date {d}\n"));
        }
        if let Some(p) = l.dateline_place {
            got.push_str(&format!("place {}\n", p.of(text)));
        }
        expected.assert_eq(&got);
    }

    const LONG: &str =
        "The two ministers spoke for an hour about fish, ferries and the price of gas in the north.";

    #[test]
    fn the_head_of_a_page() {
        check(
            &format!(
                "Ministers talk fish\nBy ADA OBI and Jan Kos\nUpdated: June 03, 2021 11:55 IST | Agencies\n\nOSLO, Norway (AP) - {LONG}"
            ),
            expect![[r#"
                Headline: Ministers talk fish
                Byline: By ADA OBI and Jan Kos
                Dateline: Updated: June 03, 2021 11:55 IST | Agencies
                Dateline: OSLO, Norway (AP) -
                Paragraph: The two ministers spoke for an hour about fish, ferries and the price of gas in the north.
                date 2021-06-03
                place OSLO, Norway
            "#]],
        );
        check(
            &format!("LIMA/QUITO, March 3 (Reuters) — {LONG}"),
            expect![[r#"
                Dateline: LIMA/QUITO, March 3 (Reuters) —
                Paragraph: The two ministers spoke for an hour about fish, ferries and the price of gas in the north.
                place LIMA
            "#]],
        );
    }

    #[test]
    fn what_is_no_dateline() {
        check(
            &format!(
                "LEE: What did the minister say about the fish, the ferries, the gas and the long road ahead?\nOBI: {LONG}\nLEE: And the rest of it, the parts that nobody in the north wants to hear a word about?\nOBI: No."
            ),
            expect![[r#"
                Headline: LEE: What did the minister say about the fish, the ferries, the gas and the long road ahead?
                Paragraph: OBI: The two ministers spoke for an hour about fish, ferries and the price of gas in the north.
                Paragraph: LEE: And the rest of it, the parts that nobody in the north wants to hear a word about?
                Paragraph: OBI: No.
            "#]],
        );
        check(
            &format!("{LONG} Much of it – Norway says – was old."),
            expect![[r#"
                Paragraph: The two ministers spoke for an hour about fish, ferries and the price of gas in the north. Much of it – Norway says – was old.
            "#]],
        );
    }

    #[test]
    fn captions_headings_and_noise() {
        check(
            &format!(
                "Ministers talk fish\n\n{LONG}\n\nA ferry in the rainImage: A. Photographer/AFP/Getty Images\n\nShared waters\n\n{LONG}\nA ferry at noon. (Reuters/N. Name)\nRead more: other news\nHome > World > Europe\nRelated Articles\nOil is up again\nBack to top"
            ),
            expect![[r#"
                Headline: Ministers talk fish
                Paragraph: The two ministers spoke for an hour about fish, ferries and the price of gas in the north.
                Caption: A ferry in the rainImage: A. Photographer/AFP/Getty Images
                Heading: Shared waters
                Paragraph: The two ministers spoke for an hour about fish, ferries and the price of gas in the north.
                Caption: A ferry at noon.
                Boilerplate: (Reuters/N. Name)
                Boilerplate: Read more: other news
                Boilerplate: Home > World > Europe
                Boilerplate: Related Articles
                Boilerplate: Oil is up again
                Boilerplate: Back to top
            "#]],
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The ministers of five countries met in the capital on Monday to talk\nabout fish and ferries, a matter that had kept their fleets in port\nsince spring. None of them would say what was agreed on, and none of\nthem stayed for dinner. A second round of talks is to be held a week\nfrom now, if the weather allows it, on one of the islands, where the\nlast one ended in a quarrel.";
        check(
            text,
            expect![[r#"
            Paragraph: The ministers of five countries met in the capital on Monday to talk
            about fish and ferries, a matter that had kept their fleets in port
            since spring. None of them would say what was agreed on, and none of
            them stayed for dinner. A second round of talks is to be held a week
            from now, if the weather allows it, on one of the islands, where the
            last one ended in a quarrel.
        "#]],
        );
    }

    proptest! {
        #[test]
        fn blocks_hold_all_text_in_order(text in "(?s).{0,300}") {
            let l = layout(&text, &Lexicon::default());
            let mut at = 0;
            for b in &l.blocks {
                prop_assert!(b.span.start as usize >= at && !b.span.of(&text).is_empty());
                prop_assert!(text[at..b.span.start as usize].trim().is_empty());
                at = b.span.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty());
        }

        #[test]
        fn a_blank_line_only_shifts(text in "[a-zA-Z0-9 .,:|()\\n-]{0,200}") {
            let (a, b) = (layout(&text, &Lexicon::default()), layout(&format!("\n\n{text}"), &Lexicon::default()));
            let kinds = |l: &Layout, by: u32| l.blocks.iter().map(|b| (b.span.start + by, b.span.end + by, b.kind)).collect::<Vec<_>>();
            prop_assert_eq!(kinds(&a, 2), kinds(&b, 0));
        }
    }
}
