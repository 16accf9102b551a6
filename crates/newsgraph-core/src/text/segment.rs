//! Sentences and tokens.

mod abbreviation;
mod sentence;
mod token;

use super::layout::Block;
use crate::analysis::{Sentence, Token};
use crate::span::TokenRange;

/// Sentences and tokens of a document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Segmentation {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// Splits the blocks into sentences and tokens; boilerplate gives none. Linear in the text.
///
/// Words are bounded as UAX #29 says, then joined and split as the English UD treebanks do; a block's end ends a
/// sentence.
///
/// ```
/// use newsgraph_core::text::{Block, BlockKind, segment};
/// use newsgraph_core::Span;
/// let text = "Mr. Li didn't go to the U.S. on Monday. He flew home.";
/// let block = Block { span: Span::new(0, text.len() as u32), kind: BlockKind::Paragraph };
/// let segmentation = segment(text, &[block]);
/// assert_eq!(segmentation.sentences.len(), 2);
/// assert_eq!(segmentation.tokens[3].span.of(text), "n't");
/// ```
#[must_use]
pub fn segment(text: &str, blocks: &[Block]) -> Segmentation {
    let mut out = Segmentation::default();
    for (i, block) in blocks.iter().enumerate() {
        if block.kind == super::BlockKind::Boilerplate || block.span.of(text).is_empty() {
            continue;
        }
        let first = out.tokens.len();
        token::tokenize(text, block.span, &mut out.tokens);
        let mut start = first;
        for end in sentence::ends(text, &out.tokens[first..]) {
            let end = first + end;
            out.sentences.push(Sentence {
                span: out.tokens[start].span.cover(out.tokens[end - 1].span),
                tokens: TokenRange::new(start as u32, end as u32),
                block: i as u32,
            });
            start = end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::text::BlockKind;
    use proptest::prelude::*;

    fn run(text: &str) -> Segmentation {
        segment(text, &[Block { span: Span::new(0, text.len() as u32), kind: BlockKind::Paragraph }])
    }

    /// Tokens parted by a space, sentences by " | ".
    fn check(text: &str, expected: &str) {
        let s = run(text);
        let got = s
            .sentences
            .iter()
            .map(|s2| {
                s.tokens[s2.tokens.as_usize()].iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join(" ")
            })
            .collect::<Vec<_>>()
            .join(" | ");
        assert_eq!(got, expected);
    }

    #[test]
    fn words_follow_the_treebanks() {
        check("They don't, can’t and won't.", "They do n't , ca n’t and wo n't .");
        check("Norway's and the allies' plans", "Norway 's and the allies ' plans");
        check("a US-led, long-term anti-drug plan", "a US - led , long - term anti-drug plan");
        check("It cost $3.5bn, or 20%.", "It cost $ 3.5 bn , or 20 % .");
        check("WorldMarch 3 and MacMillan", "World March 3 and MacMillan");
        check("On 2022-09-13 at 5pm (GMT)...", "On 2022-09-13 at 5 pm ( GMT ) ...");
        check(
            "See https://example.org/a?b=c, or write to x.y@example.org.",
            "See https://example.org/a?b=c , or write to x.y@example.org .",
        );
        check("O'Neill of al-Shabaab, AT&T and the ’90s", "O'Neill of al - Shabaab , AT&T and the ’90s");
        check("We cannot. \"Go,\" he said", "We can not . | \" Go , \" he said");
        check("9/11 and 24/02/2022 and/or", "9/11 and 24/02/2022 and / or");
        check("No. 10 said no. They left.", "No. 10 said no . | They left .");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("Lt. Col. J. R. Weiss met Gen. Ito.", "Lt. Col. J. R. Weiss met Gen. Ito .");
        check("He left the U.S. The talks failed.", "He left the U.S. | The talks failed .");
        check("The U.S. Senate voted at 3 p.m. Tuesday.", "The U.S. Senate voted at 3 p.m. Tuesday .");
        check("It shut at 3 p.m. Nobody came.", "It shut at 3 p.m. | Nobody came .");
        check("S.Kumar and Mr.Rao spoke.", "S. Kumar and Mr. Rao spoke .");
    }

    #[test]
    fn sentences_end_where_news_ends_them() {
        check("That is news.Kim said so,too.", "That is news . | Kim said so , too .");
        check("“We stay.” She left.", "“ We stay . ” | She left .");
        check("“Why?” asked the envoy.", "“ Why ? ” asked the envoy .");
        check("“Why now?” Minister Ada Obi asked.", "“ Why now ? ” Minister Ada Obi asked .");
        check(
            "Prices rose 3.5 percent.\"It hurts,\" he said.\"Much.\"",
            "Prices rose 3.5 percent . | \" It hurts , \" he said . | \" Much . \"",
        );
        check("1. The first point", "1. The first point");
    }

    proptest! {
        #[test]
        fn every_byte_is_in_one_token(text in ".{0,200}") {
            let s = run(&text);
            let mut at = 0;
            for t in &s.tokens {
                prop_assert!(t.span.start as usize >= at && !t.span.is_empty());
                prop_assert!(text[at..t.span.start as usize].trim().is_empty());
                prop_assert!(!t.span.of(&text).is_empty());
                at = t.span.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty());
            let mut next = 0;
            for x in &s.sentences {
                prop_assert!(x.tokens.start == next && x.tokens.end > next);
                next = x.tokens.end;
            }
            prop_assert_eq!(next as usize, s.tokens.len());
        }

        #[test]
        fn a_blank_line_only_shifts(text in "[a-zA-Z .,'\"“”’!?0-9-]{0,120}") {
            let (a, shifted) = (run(&text), format!("\n\n{text}"));
            let b = run(&shifted);
            let spans = |s: &Segmentation, by: u32| s.tokens.iter().map(|t| (t.span.start + by, t.span.end + by)).collect::<Vec<_>>();
            prop_assert_eq!(spans(&a, 2), spans(&b, 0));
            prop_assert_eq!(a.sentences.len(), b.sentences.len());
        }
    }
}
