//! Analyses that a user would notice to be wrong, and inputs that must not break anything.

use newsgraph_core::analysis::{Analyzer, Sentence, Token, Tokens, Word};
use newsgraph_core::{Span, TokenRange};
use newsgraph_model::Model;

/// Analyses sentences of tokens parted by spaces, one sentence a line.
fn analyze(text: &str) -> Vec<Word> {
    let (mut tokens, mut sentences, mut at) = (Vec::new(), Vec::new(), 0u32);
    for line in text.split('\n') {
        let (start, first) = (at, tokens.len() as u32);
        for form in line.split(' ') {
            if !form.is_empty() {
                tokens.push(Token { span: Span::new(at, at + form.len() as u32) });
            }
            at += form.len() as u32 + 1;
        }
        let range = TokenRange::new(first, tokens.len() as u32);
        sentences.push(Sentence { span: Span::new(start, at - 1), tokens: range, block: 0 });
    }
    let input = Tokens { text, tokens: &tokens, sentences: &sentences, hints: &[] };
    let words = Model::new().analyze(&input).words;
    assert_eq!(words.len(), tokens.len());
    for s in &sentences {
        let roots = s.tokens.iter().filter(|i| words[*i as usize].head.is_none()).count();
        assert_eq!(roots, usize::from(!s.tokens.is_empty()), "one root a sentence");
        for i in s.tokens.iter() {
            let mut up = i;
            for _ in 0..s.tokens.len() {
                let Some(head) = words[up as usize].head else { break };
                assert!(s.tokens.holds(head), "heads stay in the sentence");
                up = head;
            }
            assert!(words[up as usize].head.is_none(), "no cycles");
        }
    }
    words
}

/// Each word as `lemma/UPOS/XPOS/head/relation`, heads counted from 1.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = analyze(text)
        .iter()
        .map(|w| {
            let head = w.head.map_or(0, |h| h + 1);
            format!("{}/{}/{}/{head}/{}", w.lemma, w.upos.as_str(), w.xpos.as_str(), w.deprel.as_str())
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn who_met_whom() {
    check(
        "The president met French ministers in Paris .",
        &[
            "the/DET/DT/2/det",
            "president/NOUN/NN/3/nsubj",
            "meet/VERB/VBD/0/root",
            "French/ADJ/JJ/5/amod",
            "minister/NOUN/NNS/3/obj",
            "in/ADP/IN/7/case",
            "Paris/PROPN/NNP/3/obl",
            "./PUNCT/./3/punct",
        ],
    );
}

#[test]
fn passive_with_agent() {
    check(
        "The treaty was signed by both leaders on Monday .",
        &[
            "the/DET/DT/2/det",
            "treaty/NOUN/NN/4/nsubj:pass",
            "be/AUX/VBD/4/aux:pass",
            "sign/VERB/VBN/0/root",
            "by/ADP/IN/7/case",
            "both/DET/DT/7/det",
            "leader/NOUN/NNS/4/obl:agent",
            "on/ADP/IN/9/case",
            "Monday/PROPN/NNP/4/obl",
            "./PUNCT/./4/punct",
        ],
    );
}

#[test]
fn survives_odd_input() {
    analyze("");
    analyze("\n\n");
    analyze("?");
    analyze(") ( ) , , \u{201C} \u{201D} é \u{1F600} \u{301}");
    analyze(&"word ".repeat(20_000));
    analyze(&"( ".repeat(3_000));
    analyze(&"x".repeat(100_000));
    analyze(&format!("{} said", "É".repeat(70)));
}

#[test]
fn sentences_do_not_see_each_other() {
    let one = analyze("Ministers met in Geneva .");
    let two = analyze("Rain fell .\nMinisters met in Geneva .");
    for (a, b) in one.iter().zip(&two[3..]) {
        assert_eq!((a.upos, a.xpos, &a.lemma, a.deprel), (b.upos, b.xpos, &b.lemma, b.deprel));
        assert_eq!(a.head.map(|h| h + 3), b.head);
    }
}

/// The form of each word with the form of its head and the relation, as far as `wanted` names them.
fn check_arcs(text: &str, wanted: &[(&str, &str, &str)]) {
    let words = analyze(text);
    let forms: Vec<&str> = text.split(' ').collect();
    let arcs: Vec<(&str, &str, &str)> = words
        .iter()
        .zip(&forms)
        .map(|(w, form)| (*form, w.head.map_or("", |h| forms[h as usize]), w.deprel.as_str()))
        .collect();
    for arc in wanted {
        assert!(arcs.contains(arc), "{text}: no {arc:?} in {arcs:?}");
    }
}

#[test]
fn who_said_what() {
    check_arcs(
        "\u{201C} We will not accept this , \u{201D} Anna Lindqvist , director of the Nordic Institute , told reporters .",
        &[
            ("Anna", "told", "nsubj"),
            ("Lindqvist", "Anna", "flat"),
            ("director", "Anna", "appos"),
            ("Institute", "director", "nmod"),
            ("accept", "told", "ccomp"),
            ("We", "accept", "nsubj"),
        ],
    );
}

#[test]
fn headlines_in_capitals_and_title_case() {
    for text in ["PRESIDENT MEETS FOREIGN MINISTERS IN GENEVA", "President Meets Foreign Ministers in Geneva"]
    {
        let words = analyze(text);
        assert_eq!(words[1].lemma, "meet", "{text}");
        assert!(words[1].head.is_none(), "{text}");
        let deprels: Vec<_> = words.iter().map(|w| w.deprel.as_str()).collect();
        assert_eq!(deprels, ["nsubj", "root", "amod", "obj", "case", "obl"], "{text}");
    }
}
