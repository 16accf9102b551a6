//! When names, titles, dates and words are the same.

use newsgraph::text::normalize_name;

/// Titles that mean the same office though they share no words.
const SAME_OFFICE: &[&[&str]] = &[
    &["president", "head of state"],
    &["prime minister", "premier", "pm", "head of government", "taoiseach"],
    &["chancellor"],
    &[
        "foreign minister",
        "minister of foreign affairs",
        "foreign affairs minister",
        "foreign secretary",
        "secretary of state",
        "top diplomat",
    ],
    &[
        "defense minister",
        "defence minister",
        "minister of defense",
        "minister of defence",
        "defense secretary",
        "defence secretary",
    ],
    &["ambassador", "envoy"],
    &["speaker"],
    &["spokesman", "spokeswoman", "spokesperson"],
];

/// Titles that a bare "leader" may stand for.
const LEADERS: &[&str] = &["president", "prime minister", "chancellor", "premier", "king", "leader"];

const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "i", "we", "you", "who", "him", "her", "them", "his", "himself", "herself",
    "which", "one", "that",
];

/// Letters and digits of a name in lower case, words parted by one space; without diacritics, article and possessive.
pub(crate) fn name(text: &str) -> String {
    let plain: String = normalize_name(text)
        .replace('’', "'")
        .split_whitespace()
        .map(|w| w.strip_suffix("'s").unwrap_or(w))
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.split_first() {
        Some((&("the" | "a" | "an"), rest)) if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// Letters and digits alone, in lower case.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether `part` stands in `whole` at word boundaries.
pub(crate) fn holds_words(whole: &str, part: &str) -> bool {
    !part.is_empty() && format!(" {whole} ").contains(&format!(" {part} "))
}

/// Whether a predicted date is right: as fine as the gold's and agreeing, or one level coarser. No gold: any is right.
pub(crate) fn dates_agree(gold: Option<&str>, predicted: Option<&str>) -> bool {
    let Some(gold) = gold.filter(|g| !g.is_empty()) else { return true };
    let level = |d: &str| d.matches('-').count();
    predicted.is_some_and(|predicted| {
        let parts =
            || predicted.split('/').map(|p| p.trim_end_matches(['~', '?', '%'])).filter(|p| !p.is_empty());
        gold.split('/')
            .any(|g| parts().any(|p| p.starts_with(g) || (g.starts_with(p) && level(p) + 1 >= level(g))))
    })
}

/// Whether two titles name the same office.
pub(crate) fn titles_agree(gold: &str, predicted: &str) -> bool {
    let (gold, predicted) = (name(gold), name(predicted));
    let differ = |word: &str| holds_words(&gold, word) != holds_words(&predicted, word);
    if predicted.is_empty() || differ("vice") || differ("deputy") {
        return false;
    }
    if holds_words(&gold, &predicted) || holds_words(&predicted, &gold) {
        return true;
    }
    if predicted == "leader" && LEADERS.iter().any(|t| holds_words(&gold, t)) {
        return true;
    }
    let words = |t: &str| {
        let mut words: Vec<String> = t
            .split_whitespace()
            .filter(|w| !matches!(*w, "of" | "for" | "and" | "the"))
            .map(str::to_owned)
            .collect();
        words.sort();
        words.dedup();
        words
    };
    words(&gold) == words(&predicted)
        || SAME_OFFICE.iter().any(|office| {
            let is = |title: &str| office.iter().any(|t| holds_words(title, t));
            is(&gold) && is(&predicted)
        })
}

/// How words name a speaker: by pronoun, by name, or otherwise.
pub(crate) fn source_form(source: &str) -> &'static str {
    let first = source.trim();
    if PRONOUNS.contains(&first.to_lowercase().as_str()) {
        return "pronoun";
    }
    let mut words = first.split_whitespace();
    let opening = words.next().unwrap_or("");
    let capital = |w: &str| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let article = matches!(opening.to_lowercase().as_str(), "the" | "a" | "an" | "some" | "many" | "several");
    if (capital(opening) && !article) || words.any(capital) { "name" } else { "unnamed" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_articles_diacritics_and_possessives() {
        for (a, b) in
            [("The Hague", "hague"), ("Erdoğan’s", "ERDOGAN"), ("U.N.", "UN"), ("al-Sisi", "al sisi")]
        {
            assert_eq!(name(a), name(b), "{a} {b}");
        }
    }

    #[test]
    fn dates_may_be_one_level_coarser() {
        for (gold, predicted, agree) in [
            (Some("2022-03-04"), Some("2022-03"), true),
            (Some("2022-03-04"), Some("2022"), false),
            (Some("2022-03"), Some("2022-03-09"), true),
            (Some("2022-03/2022-04"), Some("2022-04~"), true),
            (Some("2022"), None, false),
            (None, Some("2022"), true),
        ] {
            assert_eq!(dates_agree(gold, predicted), agree, "{gold:?} {predicted:?}");
        }
    }

    #[test]
    fn titles_of_one_office_agree() {
        for (gold, predicted, agree) in [
            ("prime minister", "premier", true),
            ("vice president", "president", false),
            ("minister of trade", "trade minister", true),
            ("president", "leader", true),
            ("finance minister", "foreign minister", false),
        ] {
            assert_eq!(titles_agree(gold, predicted), agree, "{gold} {predicted}");
        }
    }
}
