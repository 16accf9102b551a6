//! Titles, posts and ranks in the text.

use crate::analysis::{NameLabel, Upos, Xpos};
use crate::document::Document;
use crate::knowledge::PostClass;
use crate::lexicon::{Title, TitleUse};
use crate::span::TokenRange;

/// A title in the text ("former deputy prime minister").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TitleMention {
    /// Its words, modifiers like "deputy" and "acting" included, "former" and "new" not.
    pub tokens: TokenRange,
    /// Its noun.
    pub head: u32,
    /// Index into the lexicon's titles; none for a title that only the recogniser knows.
    pub entry: Option<u32>,
    /// More than one holder ("presidents").
    pub plural: bool,
    /// "former", "ex-", "then": held before.
    pub former: bool,
    /// "president-elect".
    pub elect: bool,
}

const DEPUTY: &[&str] =
    &["deputy", "vice", "acting", "interim", "assistant", "caretaker", "associate", "senior", "chief"];
const FORMER: &[&str] =
    &["former", "ex", "then", "late", "ousted", "deposed", "ex-", "previous", "erstwhile", "outgoing"];

/// The lexicon entry of a title mention.
pub(crate) fn entry<'a>(document: &Document<'a>, title: &TitleMention) -> Option<&'a Title> {
    title.entry.and_then(|e| document.lexicon.titles().get(e as usize))
}

/// Finds titles by the lexicon, longest first, and those that only the recogniser marks. Linear in the text.
pub(crate) fn find_titles(document: &Document<'_>) -> Vec<TitleMention> {
    let titles = document.lexicon.titles();
    let mut found: Vec<TitleMention> = Vec::new();
    let mut lower = String::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let next = longest(document, titles, at, sentence.tokens.end, &mut lower);
            match next {
                Some(mut title) => {
                    at = title.tokens.end;
                    extend(document, &mut title, sentence.tokens);
                    found.push(title);
                }
                None => at += 1,
            }
        }
    }
    for name in document.analysis.names.iter().filter(|n| n.label == NameLabel::Title) {
        let free = !found.iter().rev().take(64).any(|t| t.tokens.overlaps(name.tokens))
            && !overlapping(&found, name.tokens);
        if free && name.confidence >= 0.5 {
            let head = name.tokens.end - 1;
            found.push(TitleMention {
                tokens: name.tokens,
                head,
                entry: None,
                plural: is_plural(document, head),
                former: false,
                elect: false,
            });
            let last = found.len() - 1;
            let sentence = document.sentences[document.sentence_of(name.tokens.start)].tokens;
            let mut title = found[last];
            extend(document, &mut title, sentence);
            found[last] = title;
        }
    }
    found.sort_by_key(|t| t.tokens);
    found
}

fn overlapping(found: &[TitleMention], tokens: TokenRange) -> bool {
    let at = found.partition_point(|t| t.tokens.end <= tokens.start);
    found.get(at).is_some_and(|t| t.tokens.overlaps(tokens))
}

fn is_plural(document: &Document<'_>, token: u32) -> bool {
    matches!(document.word(token).xpos, Xpos::Nns | Xpos::Nnps)
}

/// "president" of "ex-president".
fn without_ex(form: &str) -> &str {
    let (prefix, rest) = form.split_at_checked(3).unwrap_or(("", form));
    if prefix.eq_ignore_ascii_case("ex-") { rest } else { form }
}

/// Whether a token of the text is this word of a title, in the singular or the plural.
fn same(document: &Document<'_>, token: u32, word: &str, plural: bool) -> bool {
    let form = without_ex(document.form(token));
    let bare = |s: &str| s.trim_end_matches('.').len();
    if form.len() >= word.len().saturating_sub(1)
        && form[..bare(form)].eq_ignore_ascii_case(&word[..bare(word)])
    {
        return true;
    }
    plural && is_plural(document, token) && document.lemma(token).eq_ignore_ascii_case(word)
}

fn longest(
    document: &Document<'_>,
    titles: &[Title],
    at: u32,
    end: u32,
    lower: &mut String,
) -> Option<TitleMention> {
    let word = document.word(at);
    if !matches!(
        word.upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::Verb | Upos::Adp | Upos::X
    ) {
        return None;
    }
    let form = document.form(at);
    let mut best: Option<(u32, usize)> = None;
    for first in [without_ex(form), without_ex(&word.lemma)] {
        lower.clear();
        lower.extend(first.trim_end_matches('.').chars().flat_map(char::to_lowercase));
        if lower.is_empty() || !document.lexicon.begins_title(lower) {
            continue;
        }
        let from = titles.partition_point(|t| t.form.as_str() < lower.as_str());
        for (i, title) in titles.iter().enumerate().skip(from) {
            let Some(rest) = title.form.strip_prefix(lower.as_str()) else { break };
            if !rest.is_empty() && !rest.starts_with([' ', '.', '-']) {
                continue;
            }
            if let Some(stop) = matched(document, &title.form, at, end).filter(|&stop| {
                !(title.form.contains(" of ") && begins_name(document, stop, NameLabel::Organization))
            }) && best.is_none_or(|(b, _)| stop > b)
            {
                best = Some((stop, i));
            }
        }
    }
    let (stop, i) = best?;
    let title = &titles[i];
    // A rank or honorific is a name's neighbour; elsewhere its word means something else ("general", "sir").
    if matches!(title.usage, TitleUse::Rank | TitleUse::Honorific) {
        let next = document.form(stop);
        if stop >= end || !next.starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
        if !document.form(at).starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
    }
    // "President", not "presidential"; "speaker" the person, "head" the noun.
    let of = document_words(&title.form).position(|w| matches!(w, "of" | "for" | "to" | "in"));
    let words = document_words(&title.form).count() as u32;
    let head = match of {
        Some(k) if stop - at == words => at + (k as u32).saturating_sub(1),
        _ => stop - 1,
    };
    if stop == at + 1 {
        let next = document.form(stop);
        let capital = |form: &str| form.starts_with(char::is_uppercase);
        // Taggers take a title before a name for an adjective.
        let before_name = word.upos == Upos::Adj
            && capital(next)
            && (capital(document.form(at)) || begins_name(document, stop, NameLabel::Person));
        let noun = matches!(document.word(head).upos, Upos::Noun | Upos::Propn | Upos::X);
        let ruler = title.class.is_some_and(|c| c < PostClass::Legislator);
        if !noun && !before_name
            || title.class != Some(PostClass::Monarch) && is_given_name(document, at, ruler)
        {
            return None;
        }
    }
    Some(TitleMention {
        tokens: TokenRange::new(at, stop),
        head,
        entry: Some(i as u32),
        plural: (at..stop).any(|t| {
            is_plural(document, t) && !title.form.contains(document.form(t).to_lowercase().as_str())
        }),
        former: without_ex(form).len() < form.len(),
        elect: false,
    })
}

/// "Shah" of "Shah Mahmood Qureshi", "Dean" of "Dean Acheson" (but not "Chancellor" of "Chancellor Merz"): a given name
/// inside the name of a person, where nothing else speaks for a title.
fn is_given_name(document: &Document<'_>, token: u32, ruler: bool) -> bool {
    let names = &document.analysis.names;
    let at = names.partition_point(|n| n.tokens.end <= token);
    names.get(at).is_some_and(|n| {
        n.label == NameLabel::Person
            && n.tokens.holds(token)
            && (n.tokens.start < token
                || n.tokens.len() > 2 && document.knowledge.name_word(document.form(token)).given
                || n.tokens.len() == 2 && !ruler && is_full_name(document, token))
    })
}

/// Whether the token is a given name and the next one a family name.
fn is_full_name(document: &Document<'_>, token: u32) -> bool {
    let word = |t: u32| document.knowledge.name_word(document.form(t));
    word(token).given && word(token).gender.is_some() && word(token + 1).surname
}

/// Whether a recognised name of this kind begins at the token.
fn begins_name(document: &Document<'_>, token: u32, label: NameLabel) -> bool {
    let names = &document.analysis.names;
    let next = names.get(names.partition_point(|n| n.tokens.start < token));
    next.is_some_and(|n| n.tokens.start == token && n.label == label)
}

fn document_words(form: &str) -> impl Iterator<Item = &str> {
    form.split([' ', '-']).filter(|w| !w.is_empty())
}

/// One past the last token if the tokens from `at` on are the words of the title; hyphens between them are passed over.
fn matched(document: &Document<'_>, form: &str, at: u32, end: u32) -> Option<u32> {
    let mut t = at;
    let mut words = document_words(form).peekable();
    while let Some(word) = words.next() {
        if t > at && t < end && document.form(t) == "-" {
            t += 1;
        }
        // "chief of the defence staff" is "chief of defence staff".
        if t > at + 1 && t < end && document.form(t) == "the" && word != "the" && document.form(t - 1) == "of"
        {
            t += 1;
        }
        if t >= end {
            return None;
        }
        let whole = document.form(t);
        // Of "state secretary" only the noun has a plural, of "head of state" and "attorney general" the first word.
        let last =
            words.peek().is_none_or(|next| matches!(*next, "of" | "for" | "to" | "in" | "at" | "general"));
        if same(document, t, word, last) {
            t += 1;
        } else if whole.contains('-') && form.eq_ignore_ascii_case(whole) {
            return Some(t + 1);
        } else {
            return None;
        }
    }
    Some(t)
}

/// Takes in modifiers before the title, and reads "former", "-elect" around it.
fn extend(document: &Document<'_>, title: &mut TitleMention, sentence: TokenRange) {
    // "army chief General Ann Lee": the chief is no kind of general.
    let rank =
        entry(document, title).is_some_and(|e| matches!(e.usage, TitleUse::Rank | TitleUse::Honorific));
    while title.tokens.start > sentence.start {
        let before = title.tokens.start - 1;
        let form = document.form(before);
        let hyphen = form == "-" && before > sentence.start;
        let word = if hyphen { before - 1 } else { before };
        let text = document.form(word);
        if !rank && DEPUTY.iter().any(|d| d.eq_ignore_ascii_case(text)) {
            title.tokens.start = word;
        } else {
            title.former |= FORMER.iter().any(|f| f.eq_ignore_ascii_case(text))
                || text.get(..3).is_some_and(|p| p.eq_ignore_ascii_case("ex-"));
            break;
        }
    }
    let after = title.tokens.end;
    if after + 1 < sentence.end
        && matches!(document.form(after), "-" | "–")
        && matches!(document.form(after + 1), "elect" | "designate" | "Elect" | "Designate")
    {
        title.elect = true;
        title.tokens.end = after + 2;
    } else if after < sentence.end && matches!(document.form(after), "-elect" | "elect") {
        title.elect = true;
        title.tokens.end = after + 1;
    }
}
