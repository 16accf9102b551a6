//! A stand-in for the knowledge base, straight from the fact tables.

use super::data::Doc;
use newsgraph_core::analysis::Hints;
use newsgraph_core::text::normalize_name;
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::path::Path;

/// Names with what they may name.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    names: HashMap<Vec<String>, Hints>,
    begins: HashMap<String, usize>,
    given: HashSet<String>,
    surnames: HashSet<String>,
}

fn table(file: &Path) -> Result<Vec<HashMap<String, String>>, Box<dyn Error>> {
    let content = std::fs::read_to_string(file)?;
    let mut lines = content.lines();
    let head: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    Ok(lines
        .map(|l| head.iter().zip(l.split('\t')).map(|(h, v)| ((*h).to_owned(), v.to_owned())).collect())
        .collect())
}

impl Gazetteer {
    pub(crate) fn new(facts: &Path, common: &HashSet<String>) -> Result<Self, Box<dyn Error>> {
        let mut out = Self::default();
        for file in ["curated_leaders.tsv", "curated_officials.tsv"] {
            for row in table(&facts.join(file))? {
                for name in row["aliases"].split('|').chain([row["name"].as_str()]).filter(|n| !n.is_empty())
                {
                    let words = split(name);
                    if words.len() < 2 {
                        continue;
                    }
                    if name == row["name"] {
                        out.given.insert(words[0].clone());
                        out.surnames.insert(words[words.len() - 1].clone());
                        out.add(&words[words.len() - 1..], Hints::KNOWN_SURNAME);
                    }
                    out.add(&words, Hints::PERSON);
                }
            }
        }
        for row in table(&facts.join("curated_organizations.tsv"))? {
            for column in ["name", "acronyms", "aliases"] {
                for name in row[column].split('|').filter(|n| !n.is_empty()) {
                    out.add(&split(name), Hints::ORGANIZATION);
                }
            }
        }
        for row in table(&facts.join("cities15000.tsv"))? {
            out.add(&split(&row["name"]), Hints::PLACE);
        }
        let countries: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(facts.join("factbook_countries.json"))?)?;
        for c in countries.as_array().into_iter().flatten() {
            for form in ["conventional long form", "conventional short form"] {
                let name = c["names"][form].as_str().unwrap_or("");
                if !name.is_empty() && name != "none" {
                    out.add(&split(name), Hints::COUNTRY);
                }
            }
            if let Some(capital) = c["capital"].as_str() {
                out.add(&split(capital), Hints::METONYM.with(Hints::PLACE));
            }
            for form in ["noun", "adjective"] {
                for d in c["nationality"][form].as_str().unwrap_or("").split([',', ';', '(']).take(1) {
                    out.add(&split(d.trim()), Hints::DEMONYM);
                    out.add(&split(&format!("{}s", d.trim())), Hints::DEMONYM);
                }
            }
        }
        for name in [
            "US",
            "U.S.",
            "USA",
            "UK",
            "Britain",
            "England",
            "Scotland",
            "Wales",
            "America",
            "UAE",
            "DRC",
            "Congo",
            "Ivory Coast",
            "Palestine",
            "Taiwan",
            "Burma",
            "Myanmar",
            "Turkey",
            "South Korea",
            "North Korea",
            "Russia",
            "China",
            "Iran",
            "Syria",
            "Soviet Union",
            "USSR",
            "Czech Republic",
            "Swaziland",
            "Macedonia",
            "Great Britain",
            "Holland",
            "Kosovo",
            "The Gambia",
            "Vatican",
        ] {
            out.add(&split(name), Hints::COUNTRY);
        }
        for name in
            ["Kremlin", "White House", "Downing Street", "Elysee", "Pentagon", "Brussels", "Foggy Bottom"]
        {
            out.add(&split(name), Hints::METONYM);
        }
        for (file, given, limit) in
            [("us_census_1990_given_names.txt", true, 5000), ("us_census_1990_surnames.txt", false, 20000)]
        {
            for line in std::fs::read_to_string(facts.join(file))?.lines().take(limit) {
                if let Some(word) = line.split_whitespace().next() {
                    let word = normalize_name(word);
                    if given {
                        out.given.insert(word)
                    } else {
                        out.surnames.insert(word)
                    };
                }
            }
        }
        for (name, hints) in &mut out.names {
            let kinds = hints.0 & 0b11_1111;
            let mixed = kinds.count_ones() > 1 && kinds != Hints::METONYM.with(Hints::PLACE).0;
            if mixed || name.len() == 1 && common.contains(&name[0]) {
                *hints = hints.with(Hints::AMBIGUOUS);
            }
        }
        Ok(out)
    }

    fn add(&mut self, words: &[String], hints: Hints) {
        if words.is_empty() {
            return;
        }
        let longest = self.begins.entry(words[0].clone()).or_default();
        *longest = (*longest).max(words.len());
        let entry = self.names.entry(words.to_vec()).or_default();
        *entry = entry.with(hints);
    }

    /// Fills in the hints of a document.
    pub(crate) fn fill(&self, doc: &mut Doc) {
        let words: Vec<String> = doc.tokens.iter().map(|t| normalize_name(t.span.of(&doc.text))).collect();
        let capital: Vec<bool> = doc
            .tokens
            .iter()
            .map(|t| t.span.of(&doc.text).chars().next().is_some_and(char::is_uppercase))
            .collect();
        doc.hints.fill(Hints::default());
        for (i, hint) in doc.hints.iter_mut().enumerate() {
            if capital[i] {
                if self.given.contains(&words[i]) {
                    *hint = hint.with(Hints::GIVEN_NAME);
                }
                if self.surnames.contains(&words[i]) {
                    *hint = hint.with(Hints::SURNAME);
                }
            }
        }
        let mut i = 0;
        while i < words.len() {
            let longest = if capital[i] { self.begins.get(&words[i]).copied().unwrap_or(0) } else { 0 };
            let found = (1..=longest.min(words.len() - i))
                .rev()
                .find_map(|n| self.names.get(&words[i..i + n]).map(|h| (n, *h)));
            let Some((n, mut bits)) = found else {
                i += 1;
                continue;
            };
            if n > 1 {
                bits = bits.with(Hints::MULTI);
            }
            for k in i..i + n {
                doc.hints[k] = doc.hints[k].with(if k == i { bits.with(Hints::BEGIN) } else { bits });
            }
            i += n;
        }
    }
}

/// A name as normalised tokens.
fn split(name: &str) -> Vec<String> {
    let doc = Doc::new("", name.to_owned());
    doc.tokens.iter().map(|t| normalize_name(t.span.of(name))).collect()
}
