//! Which part of a personal name stands alone for the person, by the custom of the country.

use crate::key::name_key;
use std::collections::BTreeSet;

/// The family name stands first.
const FAMILY_FIRST: &[&str] = &["CN", "TW", "HK", "MO", "KP", "KR", "VN", "SG", "VD", "MY"];
/// The last part of the given name is used alone besides the family name.
const LAST_TOO: &[&str] = &["VN", "VD", "KH", "LA"];
/// The first name is used alone: the name has no family part, or news prefer the first.
const FIRST_TOO: &[&str] = &["MY", "ID", "TH", "ET", "ER", "BN", "MN", "LA"];
/// Two family names stand last, the father's before the mother's.
const TWO_SURNAMES: &[&str] = &[
    "ES", "MX", "AR", "CL", "CO", "PE", "VE", "EC", "BO", "PY", "UY", "CU", "DO", "GT", "HN", "SV", "NI",
    "CR", "PA", "GQ",
];
/// Belong to the word after them.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "di", "da", "do", "dos", "das", "del", "della", "la", "le", "du",
    "ten", "ter", "zu", "bin", "bint", "ibn", "ben", "ould", "abd", "abdel", "abdul", "al", "el", "ap", "st",
    "mac", "mc", "san", "o", "y", "e", "abu", "as", "ash", "ad", "ar", "at", "az", "an", "al-", "bar", "lo",
    "dal", "dalla", "d'",
];
/// May be left out before the family name ("Assad", "Silva").
const LOOSE: &[&str] =
    &["al", "el", "as", "ash", "ad", "ar", "at", "az", "an", "da", "dos", "do", "das", "del"];
/// Stand before a name and are no part of it.
const TITLES: &[&str] = &[
    "king",
    "queen",
    "pope",
    "prince",
    "princess",
    "emperor",
    "empress",
    "sultan",
    "emir",
    "sheikh",
    "grand",
    "duke",
    "crown",
    "shah",
    "mullah",
    "ayatollah",
    "sir",
    "lord",
    "lady",
    "general",
    "archbishop",
    "cardinal",
    "patriarch",
    "infanta",
    "haji",
];
const SUFFIXES: &[&str] =
    &["jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiv", "xvi"];

/// The short forms of a name, without those that equal the name itself. `given` tells given names.
pub(crate) fn surnames(
    name: &str,
    iso2: Option<&str>,
    family_first: &BTreeSet<String>,
    given: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    // "Kirill of Moscow", "Peter the Great".
    if words.iter().any(|w| matches!(*w, "of" | "the" | "and")) {
        return Vec::new();
    }
    let key = |w: &str| name_key(w.trim_end_matches(','));
    let iso = iso2.unwrap_or("");
    let titled = words.len() > 1 && TITLES.contains(&key(words[0]).as_str());
    while words.len() > 1 && TITLES.contains(&key(words[0]).as_str()) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(&key(w).as_str())) {
        words.pop();
    }
    let mut out: Vec<String> = Vec::new();
    if words.len() < 2 {
        if titled && !words.is_empty() {
            out.push(words[0].to_owned());
        }
        return out;
    }
    if titled {
        return out;
    }
    let last = words.len() - 1;
    let asian = FAMILY_FIRST.contains(&iso) || (iso.is_empty() && words[1..].iter().any(|w| w.contains('-')));
    let listed = family_first.is_empty() || family_first.contains(&key(words[0]));
    if asian && listed && (FAMILY_FIRST.contains(&iso) || !given(&key(words[0]))) && words.len() <= 4 {
        out.push(words[0].to_owned());
        if LAST_TOO.contains(&iso) {
            out.push(words[last].to_owned());
        }
        return out;
    }
    // Words of the family name, with the particles before it.
    let mut start = last;
    if TWO_SURNAMES.contains(&iso) && words.len() >= 3 {
        let before = key(words[last - 1]);
        let initial = before.chars().count() == 1;
        if !given(&before) && !initial && !PARTICLES.contains(&before.as_str()) {
            out.push(words[last - 1..].join(" "));
            out.push(words[last - 1].to_owned());
            return out;
        }
    }
    while start > 1 && PARTICLES.contains(&key(words[start - 1]).as_str()) {
        start -= 1;
    }
    out.push(words[start..].join(" "));
    // Particles that may go, one after another: "bin Zayed Al Nahyan" is not one of these, "al Assad" is.
    let mut loose = start;
    while loose < last && LOOSE.contains(&key(words[loose]).as_str()) {
        loose += 1;
    }
    if loose > start {
        out.push(words[loose..].join(" "));
    }
    // "al-Assad" is one word with its article.
    let tail = words[last];
    if let Some((article, rest)) = tail.split_once(['-', '’'])
        && LOOSE.contains(&key(article).as_str())
        && rest.chars().count() > 2
    {
        out.push(rest.to_owned());
        if start < last {
            out.push(tail.to_owned());
        }
    }
    if (FIRST_TOO.contains(&iso) || iso == "MM") && words[0].chars().count() > 2 {
        out.push(words[0].to_owned());
    }
    // "bin Salman": the patronymic in the middle stands for the person too.
    if let Some(i) = words[1..].iter().position(|w| matches!(key(w).as_str(), "bin" | "ben" | "ibn")) {
        let i = i + 1;
        if i + 1 < words.len() {
            out.push(words[i..(i + 2).min(words.len())].join(" "));
        }
    }
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, iso2: &str, expected: &[&str]) {
        let family: BTreeSet<String> =
            ["xi", "kim", "lee", "nguyen", "ban"].iter().map(|s| (*s).to_owned()).collect();
        let given = |w: &str| ["manuel", "jose"].contains(&w);
        assert_eq!(surnames(name, Some(iso2), &family, &given), expected, "{name}");
    }

    #[test]
    fn customs() {
        check("Xi Jinping", "CN", &["Xi"]);
        check("Kim Jong Un", "KP", &["Kim"]);
        check("Nguyen Phu Trong", "VN", &["Nguyen", "Trong"]);
        check("Ban Ki-moon", "", &["Ban"]);
        check("Kim Campbell", "CA", &["Campbell"]);
        check("Ursula von der Leyen", "DE", &["von der Leyen"]);
        check("Bashar al-Assad", "SY", &["al-Assad", "Assad"]);
        check("Mohammed bin Salman", "SA", &["bin Salman"]);
        check("Enrique Peña Nieto", "MX", &["Peña Nieto", "Peña"]);
        check("Nicolás Maduro", "VE", &["Maduro"]);
        check("Luiz Inácio Lula da Silva", "BR", &["da Silva", "Silva"]);
        check("King Salman", "SA", &["Salman"]);
        check("Prince Harry", "GB", &["Harry"]);
        check("Abiy Ahmed", "ET", &["Ahmed", "Abiy"]);
        check("Joseph R. Biden Jr.", "US", &["Biden"]);
        check("Lula", "BR", &[]);
    }
}
