//! Makes further passages out of marked ones: other names of the same kind, headlines in capitals, lost line breaks.

use super::data::{COUNTRY, METONYM, NAMES, ORG, PERSON, PLACE};
use super::random::Random;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

/// Names to put in place of others.
#[derive(Debug, Default)]
pub(crate) struct Stock {
    /// Given names and surnames of the politicians of a country.
    people: Vec<(Vec<String>, Vec<String>)>,
    short_bodies: Vec<String>,
    single_bodies: Vec<String>,
    long_bodies: Vec<String>,
    places: Vec<String>,
    capitals: Vec<String>,
    countries: Vec<String>,
}

/// A passage as pieces: text, and the kind of the name it is.
pub(crate) type Pieces = Vec<(String, Option<usize>)>;

/// Splits a passage with `[[LABEL|surface]]` marks.
pub(crate) fn pieces(marked: &str) -> Pieces {
    let mut out = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find("[[") {
        let Some(end) = rest[at..].find("]]").map(|e| e + at) else { break };
        out.push((rest[..at].to_owned(), None));
        if let Some((label, surface)) = rest[at + 2..end].split_once('|') {
            out.push((surface.to_owned(), NAMES.iter().position(|n| *n == label)));
        }
        rest = &rest[end + 2..];
    }
    out.push((rest.to_owned(), None));
    out
}

/// Writes the marks again.
pub(crate) fn marked(pieces: &Pieces) -> String {
    pieces
        .iter()
        .map(|(text, kind)| kind.map_or_else(|| text.clone(), |k| format!("[[{}|{text}]]", NAMES[k])))
        .collect()
}

impl Stock {
    /// Reads the fact tables.
    pub(crate) fn new(facts: &Path) -> Result<Self, Box<dyn Error>> {
        let mut out = Self::default();
        let rows = |file: &str| -> Result<Vec<Vec<String>>, Box<dyn Error>> {
            let content = std::fs::read_to_string(facts.join(file))?;
            Ok(content.lines().skip(1).map(|l| l.split('\t').map(str::to_owned).collect()).collect())
        };
        let mut people: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
        for file in ["curated_leaders.tsv", "curated_officials.tsv"] {
            for row in rows(file)? {
                let words: Vec<&str> = row[4].split(' ').collect();
                if let [given, .., last] = words[..] {
                    let from = if words.len() > 2 && words[words.len() - 2].chars().all(char::is_lowercase) {
                        words[words.len() - 2..].join(" ")
                    } else {
                        last.to_owned()
                    };
                    let entry = people.entry(row[0].clone()).or_default();
                    entry.0.push(given.to_owned());
                    entry.1.push(from);
                }
            }
        }
        out.people = people.into_values().filter(|p| p.0.len() >= 4).collect();
        for row in rows("curated_organizations.tsv")? {
            for name in
                row[0].split('|').chain(row[2].split('|')).chain(row[1].split('|')).filter(|n| n.len() > 1)
            {
                if !name.chars().next().is_some_and(char::is_uppercase) {
                    continue;
                }
                if name.contains(' ') {
                    out.long_bodies.push(name.to_owned());
                } else if name.chars().all(char::is_uppercase) {
                    out.short_bodies.push(name.to_owned());
                } else {
                    out.single_bodies.push(name.to_owned());
                }
            }
        }
        out.places =
            rows("cities15000.tsv")?.into_iter().take(12_000).map(|mut r| r.swap_remove(1)).collect();
        let countries: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(facts.join("factbook_countries.json"))?)?;
        for c in countries.as_array().into_iter().flatten() {
            let name = c["names"]["conventional short form"].as_str().unwrap_or("");
            if !name.is_empty() && name != "none" && !name.contains(',') {
                out.countries.push(name.to_owned());
            }
            if let Some(capital) = c["capital"].as_str().filter(|n| !n.is_empty() && !n.contains([';', '(']))
            {
                out.capitals.push(capital.to_owned());
            }
        }
        Ok(out)
    }

    /// The passage with a part of its names replaced, each the same way throughout.
    pub(crate) fn rename(&self, passage: &Pieces, random: &mut Random, share: f64) -> Pieces {
        let mut renamed: HashMap<String, Option<String>> = HashMap::new();
        let mut out = passage.clone();
        // Full names first, so that their parts alone follow them.
        for (text, _) in passage.iter().filter(|p| p.1 == Some(PERSON) && p.0.contains(' ')) {
            if renamed.contains_key(text) {
                continue;
            }
            let words: Vec<&str> = text.split(' ').collect();
            let last = words[words.len() - 1];
            let known = renamed.get(last).cloned();
            if known == Some(None) || known.is_none() && !random.chance(share) {
                renamed.insert(text.clone(), None);
                renamed.entry(last.to_owned()).or_insert(None);
                continue;
            }
            let (given, surname) = self.person(random);
            let surname = known.flatten().unwrap_or(surname);
            renamed.insert(text.clone(), Some(format!("{given} {surname}")));
            renamed.insert(last.to_owned(), Some(surname));
            renamed.entry(words[0].to_owned()).or_insert(Some(given));
        }
        for (text, kind) in &mut out {
            let Some(kind) = *kind else { continue };
            let upper = text.len() > 1
                && !text.chars().any(char::is_lowercase)
                && text.chars().any(char::is_alphabetic);
            let key = if upper { title_case(text) } else { text.clone() };
            let new = renamed
                .entry(key)
                .or_insert_with(|| if random.chance(share) { self.name(kind, text, random) } else { None });
            if let Some(new) = new {
                *text = if upper && kind != ORG { new.to_uppercase() } else { new.clone() };
            }
        }
        out
    }

    fn person(&self, random: &mut Random) -> (String, String) {
        let (given, surnames) = random.pick(&self.people);
        (random.pick(given).clone(), random.pick(surnames).clone())
    }

    fn name(&self, kind: usize, old: &str, random: &mut Random) -> Option<String> {
        Some(match kind {
            PERSON if old.contains(' ') => {
                let (given, surname) = self.person(random);
                format!("{given} {surname}")
            }
            PERSON => self.person(random).1,
            // A team that bears the name of its country or town.
            ORG if self.countries.iter().any(|c| c == old) => random.pick(&self.countries).clone(),
            ORG if self.places.iter().any(|p| p == old) => random.pick(&self.places).clone(),
            ORG if old.contains(' ') => random.pick(&self.long_bodies).clone(),
            ORG if old.chars().all(char::is_uppercase) => random.pick(&self.short_bodies).clone(),
            ORG => random.pick(&self.single_bodies).clone(),
            PLACE if !old.chars().any(char::is_lowercase) || old.split(' ').count() < 3 => {
                random.pick(&self.places).clone()
            }
            METONYM if self.capitals.iter().any(|c| c == old) => random.pick(&self.capitals).clone(),
            COUNTRY if old.len() > 3 => random.pick(&self.countries).clone(),
            _ => return None,
        })
    }
}

fn title_case(text: &str) -> String {
    text.split(' ')
        .map(|w| {
            let mut c = w.chars();
            c.next().map_or_else(String::new, |f| f.to_string() + &c.as_str().to_lowercase())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// How a line is written anew.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Same,
    /// ALL CAPITALS
    Upper,
    /// Every Word With a Capital, But for Small Ones
    Title,
    /// Every Word Without Exception
    Capitals,
}

impl Line {
    fn any(random: &mut Random) -> Self {
        match () {
            () if random.chance(0.04) => Self::Upper,
            () if random.chance(0.03) => Self::Title,
            () if random.chance(0.03) => Self::Capitals,
            () => Self::Same,
        }
    }

    fn write(self, word: &str) -> String {
        match self {
            Self::Same => word.to_owned(),
            Self::Upper => word.to_uppercase(),
            Self::Title if SMALL.contains(&word) => word.to_owned(),
            Self::Title | Self::Capitals => {
                let mut c = word.chars();
                c.next().map_or_else(String::new, |f| f.to_uppercase().chain(c).collect())
            }
        }
    }
}

/// Words that keep their small letters in most headlines.
const SMALL: &[&str] =
    &["a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "as", "from"];

/// The passage with some of its lines as headlines, and some line breaks and full stops lost.
pub(crate) fn relay(passage: &Pieces, random: &mut Random) -> Pieces {
    let mut out: Pieces = Vec::new();
    let mut line = Line::any(random);
    // Papers that write the people of the day IN CAPITALS.
    let loud = random.chance(0.04);
    for (text, kind) in passage {
        if *kind == Some(PERSON) && text.contains(' ') && (loud || random.chance(0.01)) {
            out.push((text.to_uppercase(), *kind));
            continue;
        }
        let mut new = String::new();
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            if word > 0 {
                new.push_str(&line.write(&rest[..word]));
                rest = &rest[word..];
                continue;
            }
            rest = &rest[c.len_utf8()..];
            if c == '\n' {
                line = Line::any(random);
                let open =
                    !new.trim_end().ends_with(['.', '!', '?', '"', '”', ')', ':']) && !new.trim().is_empty();
                new.push(if open && random.chance(0.5) || random.chance(0.08) { ' ' } else { '\n' });
            } else if c == '.' && rest.starts_with(' ') && kind.is_none() && random.chance(0.03) {
                // A heading that runs into the next sentence.
            } else {
                new.push(c);
            }
        }
        out.push((new, *kind));
    }
    out
}
