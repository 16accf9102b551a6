//! Collects the rows of tables and ties them together.

use super::facts::{FactEntity, FactTerm, Facts, Node, word};
use super::people::{PersonRow, Posts, merge};
use super::table::{Row, Rows, SeedError};
use crate::key::name_key;
use jiff::civil::Date;
use newsgraph_core::knowledge::{AliasForm, EntityKind, Gender, KnowledgeBase, PostClass};
use std::collections::{BTreeMap, BTreeSet};

/// The tables there are; the file's columns are in seeds/knowledge/README.md.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Table {
    /// States and self-ruled territories.
    Countries,
    /// People and their terms of office (leaders.tsv and officials.tsv).
    People,
    /// Bodies with a name.
    Organizations,
    /// Cities, regions, seas, landmarks.
    Places,
    /// Who belongs to which organisation.
    Memberships,
    /// Given names.
    GivenNames,
    /// Family names.
    Surnames,
    /// Names that are also common words or names of unlike things.
    Ambiguous,
}

impl Table {
    /// The files of seeds/knowledge with the table they belong to, in the order in which they are read.
    pub const FILES: &[(&str, Self)] = &[
        ("countries.tsv", Self::Countries),
        ("leaders.tsv", Self::People),
        ("officials.tsv", Self::People),
        ("organizations.tsv", Self::Organizations),
        ("places.tsv", Self::Places),
        ("memberships.tsv", Self::Memberships),
        ("given_names.tsv", Self::GivenNames),
        ("surnames.tsv", Self::Surnames),
        ("ambiguous.tsv", Self::Ambiguous),
    ];

    /// The table that a file of this name holds.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        Self::FILES.iter().find(|f| f.0 == name).map(|f| f.1)
    }

    const fn columns(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Countries => (
                &[
                    "iso2",
                    "iso3",
                    "name",
                    "aliases",
                    "adjectives",
                    "nouns",
                    "capitals",
                    "metonyms",
                    "weight",
                    "wikidata",
                    "from",
                    "to",
                    "source",
                ],
                &["iso2", "name"],
            ),
            Self::People => (
                &[
                    "iso2", "of", "class", "title", "name", "aliases", "gender", "wikidata", "from", "to",
                    "source",
                ],
                &["name"],
            ),
            Self::Organizations => (
                &["name", "acronyms", "aliases", "metonyms", "type", "iso2", "city", "wikidata", "source"],
                &["name", "type"],
            ),
            Self::Places => (
                &[
                    "name",
                    "aliases",
                    "adjectives",
                    "nouns",
                    "type",
                    "iso2",
                    "wikidata",
                    "population",
                    "source",
                ],
                &["name", "type"],
            ),
            Self::Memberships => (&["organization", "members", "source"], &["organization", "members"]),
            Self::GivenNames => (&["name", "gender", "source"], &["name"]),
            Self::Surnames => (&["name", "order", "source"], &["name"]),
            Self::Ambiguous => (&["name", "surname", "source"], &["name"]),
        }
    }
}

/// Where a row stands, for errors that come up later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl At {
    pub(crate) fn of(row: &Row<'_>, column: &str) -> Self {
        let error = row.error(column, "");
        Self { file: row.file.to_owned(), line: row.line, column: error.column() }
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> SeedError {
        SeedError::new(&self.file, self.line, self.column, message)
    }
}

/// Collects tables, then checks them and ties them together.
///
/// ```
/// use newsgraph_knowledge::seeds::{Builder, Table};
/// let mut builder = Builder::new();
/// builder.add(Table::Countries, "my.tsv", "iso2\tname\tadjectives\nUA\tUkraine\tUkrainian\n")?;
/// assert_eq!(builder.finish(None)?.len(), 1);
/// # Ok::<(), newsgraph_knowledge::seeds::SeedError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    facts: Facts,
    /// Country codes of organisations and places, to be resolved.
    belongs: Vec<(u32, String, At)>,
    people: Vec<(PersonRow, At)>,
    memberships: Vec<(String, Vec<String>, At)>,
    seen: BTreeSet<(EntityKind, String, Option<String>, Option<String>)>,
}

impl Builder {
    /// Without any table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the rows of a table. `file` names it in errors.
    ///
    /// # Errors
    /// Where a column is unknown or missing, or a field cannot be read.
    pub fn add(&mut self, table: Table, file: &str, text: &str) -> Result<&mut Self, SeedError> {
        let (known, required) = table.columns();
        for row in Rows::new(file, text, known, required)? {
            let row = row?;
            match table {
                Table::Countries => self.country(&row)?,
                Table::People => self.person(&row)?,
                Table::Organizations => self.organization(&row)?,
                Table::Places => self.place(&row)?,
                Table::Memberships => {
                    let members = row.list("members")?;
                    let at = At::of(&row, "members");
                    self.memberships.push((row.required("organization")?.to_owned(), members, at));
                }
                Table::GivenNames => {
                    let gender = match gender(&row)? {
                        Some(Gender::Masculine) => word::MASCULINE,
                        Some(Gender::Feminine) => word::FEMININE,
                        None => 0,
                    };
                    *self.facts.words.entry(name_key(row.required("name")?)).or_default() |=
                        word::GIVEN | gender;
                }
                Table::Surnames => {
                    let name = name_key(row.required("name")?);
                    match row.get("order") {
                        "" => {}
                        "first" => {
                            self.facts.family_first.insert(name.clone());
                        }
                        other => {
                            return Err(row.error("order", format!("`{other}` is neither empty nor `first`")));
                        }
                    }
                    *self.facts.words.entry(name).or_default() |= word::SURNAME;
                }
                Table::Ambiguous => {
                    let key = name_key(row.required("name")?);
                    match row.get("surname") {
                        "" => {}
                        "no" => {
                            self.facts.no_surname.insert(key.clone());
                        }
                        other => {
                            return Err(row.error("surname", format!("`{other}` is neither empty nor `no`")));
                        }
                    }
                    self.facts.ambiguous.insert(key);
                }
            }
        }
        Ok(self)
    }

    fn push(&mut self, row: &Row<'_>, entity: FactEntity) -> Result<u32, SeedError> {
        check_wikidata(row)?;
        let key = (entity.kind, entity.name.clone(), entity.iso2.clone(), entity.subtype.clone());
        if !self.seen.insert(key) {
            return Err(row.error("name", format!("`{}` stands twice", entity.name)));
        }
        let id = self.facts.entities.len() as u32;
        self.facts.entities.push(entity);
        Ok(id)
    }

    fn country(&mut self, row: &Row<'_>) -> Result<(), SeedError> {
        let iso2 = row.required("iso2")?;
        if iso2.len() != 2 || !iso2.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(row.error("iso2", format!("`{iso2}` is not two capital letters")));
        }
        let iso3 = row.get("iso3");
        if !iso3.is_empty() && (iso3.len() != 3 || !iso3.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(row.error("iso3", format!("`{iso3}` is not three capital letters")));
        }
        let mut names = Vec::new();
        let to = date(row, "to")?;
        date(row, "from")?;
        for (column, form) in [
            ("aliases", AliasForm::Name),
            ("adjectives", AliasForm::Demonym),
            ("nouns", AliasForm::DemonymNoun),
            ("capitals", AliasForm::Metonym),
            ("metonyms", AliasForm::Metonym),
        ] {
            names.extend(row.list(column)?.into_iter().map(|n| (n, form)));
        }
        let weight = row.number("weight")?.unwrap_or(2).clamp(1, 10);
        // Codes of the user-assigned range but Kosovo's are ours alone.
        let shown = iso2 == "XK" || !(iso2.starts_with('X') || iso2 == "ZZ");
        let entity = FactEntity {
            kind: EntityKind::Country,
            name: row.required("name")?.to_owned(),
            iso2: shown.then(|| iso2.to_owned()),
            iso3: some(iso3),
            wikidata: some(row.get("wikidata")),
            subtype: to.map(|_| "historical".to_owned()),
            country: None,
            gender: None,
            prominence: weight * COUNTRY,
            names,
        };
        let id = self.push(row, entity)?;
        if self.facts.countries.insert(iso2.to_owned(), id).is_some() {
            return Err(row.error("iso2", format!("`{iso2}` stands twice")));
        }
        Ok(())
    }

    fn organization(&mut self, row: &Row<'_>) -> Result<(), SeedError> {
        let mut names: Vec<_> = row.list("acronyms")?.into_iter().map(|n| (n, AliasForm::Acronym)).collect();
        names.extend(row.list("aliases")?.into_iter().map(|n| (n, AliasForm::Name)));
        names.extend(row.list("metonyms")?.into_iter().map(|n| (n, AliasForm::Metonym)));
        let name = row.required("name")?.to_owned();
        names.retain(|(n, form)| *n != name || *form == AliasForm::Acronym);
        let kind = row.required("type")?;
        let wikidata = some(row.get("wikidata"));
        let rank = match kind {
            "igo" if wikidata.is_some() => 12_000_000,
            "igo" => 5_000_000,
            "armed_group" => 4_000_000,
            "party" => 2_500_000,
            "government" | "legislature" | "intelligence" | "central_bank" => 3_000_000,
            "company" | "media" | "news_agency" | "military" | "court" | "ngo" => 1_500_000,
            _ => 500_000,
        };
        let entity = FactEntity {
            kind: EntityKind::Organization,
            name,
            iso2: some(row.get("iso2")),
            iso3: None,
            wikidata,
            subtype: Some(kind.to_owned()),
            country: None,
            gender: None,
            prominence: rank,
            names,
        };
        let id = self.push(row, entity)?;
        self.belongs_to(id, row);
        Ok(())
    }

    fn place(&mut self, row: &Row<'_>) -> Result<(), SeedError> {
        let kind = row.required("type")?;
        let population = row.number("population")?.unwrap_or(match kind {
            "continent" => 500_000_000,
            "region" | "sea" => 3_000_000,
            "strait" | "river" | "mountain" | "island" | "desert" => 1_000_000,
            _ => 200_000,
        });
        let mut names = Vec::new();
        for (column, form) in [
            ("aliases", AliasForm::Name),
            ("adjectives", AliasForm::Demonym),
            ("nouns", AliasForm::DemonymNoun),
        ] {
            names.extend(row.list(column)?.into_iter().map(|n| (n, form)));
        }
        let entity = FactEntity {
            kind: EntityKind::Place,
            name: row.required("name")?.to_owned(),
            iso2: some(row.get("iso2")),
            iso3: None,
            wikidata: some(row.get("wikidata")),
            subtype: Some(kind.to_owned()),
            country: None,
            gender: None,
            prominence: population,
            names,
        };
        let id = self.push(row, entity)?;
        self.belongs_to(id, row);
        Ok(())
    }

    fn belongs_to(&mut self, id: u32, row: &Row<'_>) {
        let iso2 = row.get("iso2");
        if !iso2.is_empty() {
            self.belongs.push((id, iso2.to_owned(), At::of(row, "iso2")));
        }
    }

    fn person(&mut self, row: &Row<'_>) -> Result<(), SeedError> {
        check_wikidata(row)?;
        let title = row.get("title");
        let class = match row.get("class") {
            "" if title.is_empty() => PostClass::Other,
            class => crate::format::CLASSES
                .into_iter()
                .find(|c| c.as_str() == class)
                .ok_or_else(|| row.error("class", format!("unknown class `{class}`")))?,
        };
        let from = date(row, "from")?;
        let mut to = date(row, "to")?;
        if let (Some(f), Some(t)) = (from, to) {
            if f == t && row.get("to").len() < 10 {
                // Both in one month or year of which the day is not known.
                to = Some(after(t, row.get("to").len()));
            } else if f >= t {
                return Err(row.error("to", format!("the term ends on {t}, before it begins on {f}")));
            }
        }
        let person = PersonRow {
            iso2: some(row.get("iso2")),
            of: some(row.get("of")),
            class,
            title: title.to_lowercase(),
            name: row.required("name")?.to_owned(),
            aliases: row.list("aliases")?,
            gender: gender(row)?,
            wikidata: some(row.get("wikidata")),
            from,
            to,
        };
        self.people.push((person, At::of(row, if row.get("of").is_empty() { "iso2" } else { "of" })));
        Ok(())
    }

    /// Ties everything together. Names of the tables that are not their own are looked up in `base`.
    ///
    /// # Errors
    /// Where a row names a country, organisation or place that is not there.
    pub fn finish(mut self, base: Option<&dyn KnowledgeBase>) -> Result<Facts, SeedError> {
        let country = |facts: &Facts, iso2: &str, at: &At| {
            let own = facts.countries.get(iso2).map(|id| Node::Own(*id));
            own.or_else(|| base?.country(iso2).map(Node::Base))
                .ok_or_else(|| at.error(format!("there is no country `{iso2}`")))
        };
        for (id, iso2, at) in std::mem::take(&mut self.belongs) {
            let node = country(&self.facts, &iso2, &at)?;
            let weight = match node {
                Node::Own(c) => self.facts.entities[c as usize].prominence / COUNTRY,
                Node::Base(c) => base.map_or(2, |b| b.entity(c).prominence / COUNTRY),
            };
            let entity = &mut self.facts.entities[id as usize];
            entity.country = Some(node);
            if entity.kind == EntityKind::Organization {
                entity.prominence = entity.prominence / 10 * weight.max(1);
            }
        }
        let index = Index::new(&self.facts, base);
        let mut posts = Posts::default();
        for (row, at) in std::mem::take(&mut self.people) {
            let home = row.iso2.as_deref().map(|c| country(&self.facts, c, &at)).transpose()?;
            let of = match &row.of {
                Some(name) => Some(
                    index
                        .find(name, row.iso2.as_deref(), home)
                        .ok_or_else(|| at.error(format!("there is no organisation or place `{name}`")))?,
                ),
                None => home,
            };
            posts.add(row, home, of);
        }
        let mut memberships = Vec::new();
        for (organization, members, at) in std::mem::take(&mut self.memberships) {
            let of = index
                .find(&organization, None, None)
                .ok_or_else(|| at.error(format!("there is no organisation `{organization}`")))?;
            for member in members {
                let code = member.len() == 2 && member.bytes().all(|b| b.is_ascii_uppercase());
                let node = if code && member != "EU" {
                    country(&self.facts, &member, &at)?
                } else {
                    index
                        .find(&member, None, None)
                        .ok_or_else(|| at.error(format!("there is no country or organisation `{member}`")))?
                };
                memberships.push((node, of));
            }
        }
        drop(index);
        memberships.sort_unstable();
        memberships.dedup();
        self.facts.memberships = memberships;
        merge(posts, &mut self.facts, base);
        let facts = &mut self.facts;
        let key = |n: &Node| match n {
            Node::Own(i) => (1, *i),
            Node::Base(i) => (0, i.0),
        };
        facts.terms.sort_by(|a: &FactTerm, b| {
            (key(&a.person), a.from, a.to, &a.title, key(&a.of)).cmp(&(
                key(&b.person),
                b.from,
                b.to,
                &b.title,
                key(&b.of),
            ))
        });
        facts.terms.dedup();
        Ok(self.facts)
    }
}

/// Prominence of a country of weight one.
pub(crate) const COUNTRY: u32 = 100_000_000;

/// Organisations and places by name.
struct Index<'a> {
    own: BTreeMap<String, Vec<u32>>,
    facts: &'a Facts,
    base: Option<&'a dyn KnowledgeBase>,
}

impl<'a> Index<'a> {
    fn new(facts: &'a Facts, base: Option<&'a dyn KnowledgeBase>) -> Self {
        let mut own: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (id, entity) in facts.entities.iter().enumerate() {
            if matches!(entity.kind, EntityKind::Organization | EntityKind::Place) {
                own.entry(name_key(&entity.name)).or_default().push(id as u32);
            }
        }
        Self { own, facts, base }
    }

    /// By its usual name: the one of this country, else an organisation, else a place, the most prominent one.
    fn find(&self, name: &str, iso2: Option<&str>, home: Option<Node>) -> Option<Node> {
        let rank = |kind, here: bool, prominence: u32| (kind == EntityKind::Organization, here, prominence);
        let own = self.own.get(&name_key(name)).and_then(|ids| {
            ids.iter().copied().max_by_key(|id| {
                let e = &self.facts.entities[*id as usize];
                (rank(e.kind, e.iso2.as_deref() == iso2, e.prominence), std::cmp::Reverse(*id))
            })
        });
        own.map(Node::Own).or_else(|| {
            let base = self.base?;
            let wanted =
                base.lookup(name).into_iter().map(|c| c.entity).filter(|id| {
                    matches!(base.entity(*id).kind, EntityKind::Organization | EntityKind::Place)
                });
            wanted
                .max_by_key(|id| {
                    let e = base.entity(*id);
                    let here = home.is_some() && e.country.map(Node::Base) == home;
                    (rank(e.kind, here, e.prominence), std::cmp::Reverse(id.0))
                })
                .map(Node::Base)
        })
    }
}

fn some(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

fn check_wikidata(row: &Row<'_>) -> Result<(), SeedError> {
    let id = row.get("wikidata");
    let good = id.strip_prefix('Q').is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    if id.is_empty() || good {
        Ok(())
    } else {
        Err(row.error("wikidata", format!("`{id}` is no Wikidata id")))
    }
}

fn gender(row: &Row<'_>) -> Result<Option<Gender>, SeedError> {
    match row.get("gender") {
        "" => Ok(None),
        "m" => Ok(Some(Gender::Masculine)),
        "f" => Ok(Some(Gender::Feminine)),
        other => Err(row.error("gender", format!("`{other}` is neither `m` nor `f`"))),
    }
}

/// A date `2022-09-13`, or the first day of `2022-09` or `2022`.
fn date(row: &Row<'_>, column: &str) -> Result<Option<Date>, SeedError> {
    let field = row.get(column);
    if field.is_empty() {
        return Ok(None);
    }
    let mut parts = field.split('-').map(|p| p.parse::<i16>().ok());
    let year = parts.next().flatten();
    let month = parts.next().unwrap_or(Some(1));
    let day = parts.next().unwrap_or(Some(1));
    let date = match (year, month, day, parts.next()) {
        (Some(y), Some(m), Some(d), None) => Date::new(y, m as i8, d as i8).ok(),
        _ => None,
    };
    date.map(Some).ok_or_else(|| row.error(column, format!("`{field}` is not a date")))
}

/// The first day after the year or month that begins on `date`.
fn after(date: Date, field: usize) -> Date {
    let (y, m) =
        if field == 4 || date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    Date::new(y, m, 1).unwrap_or(date)
}
