//! A user's own facts over another knowledge base.

use crate::key::{KeyWriter, is_hyphen, name_key};
use crate::knowledge::name_word;
use crate::seeds::{Builder, FactEntity, FactTerm, Facts, Node, Reading, SeedError, Table, readings};
use crate::walk::{LONGEST, all_capitals_around, alone, capitals_fit, may_begin};
use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;
use newsgraph_core::TokenRange;
use newsgraph_core::analysis::Tokens;
use newsgraph_core::knowledge::{
    AliasForm, Candidate, Entity, EntityId, EntityKind, KnowledgeBase, NameMatch, NameWord, Term,
};
use std::collections::BTreeMap;

/// Facts of the user's own over a knowledge base: new entities, and terms of office for those that are known.
///
/// Names of the tables that are not their own are looked up in the base; a person of the base that a row names by name
/// and country gets the row's term. Building costs time in proportion to the tables; finding names runs one
/// Aho-Corasick automaton over the text besides what the base does.
pub struct Overlay<B> {
    base: B,
    facts: Facts,
    date: Option<Date>,
    keys: Vec<Vec<Reading>>,
    by_key: BTreeMap<String, usize>,
    automaton: Option<AhoCorasick>,
}

impl<B> std::fmt::Debug for Overlay<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Overlay").field("entities", &self.facts.len()).finish_non_exhaustive()
    }
}

// The entities of the base keep the even ids, the overlay's own have the odd ones, so that overlays go over overlays.
const fn from_base(id: EntityId) -> EntityId {
    EntityId(id.0 << 1)
}

const fn own(id: u32) -> EntityId {
    EntityId(id << 1 | 1)
}

const fn split(id: EntityId) -> Node {
    if id.0 & 1 == 1 { Node::Own(id.0 >> 1) } else { Node::Base(EntityId(id.0 >> 1)) }
}

const fn join(node: Node) -> EntityId {
    match node {
        Node::Own(id) => own(id),
        Node::Base(id) => from_base(id),
    }
}

impl<B: KnowledgeBase> Overlay<B> {
    /// Lays the tables over a base.
    ///
    /// ```
    /// use newsgraph_core::knowledge::KnowledgeBase;
    /// use newsgraph_knowledge::{Knowledge, Overlay, seeds::{Builder, Table}};
    /// let mut tables = Builder::new();
    /// tables.add(Table::People, "mine.tsv", "name\tiso2\ttitle\tclass\nJana Nováková\tCZ\tmayor\tother\n")?;
    /// let knowledge = Overlay::new(Knowledge::embedded(), tables)?;
    /// assert_eq!(knowledge.lookup("Jana Novakova").len(), 1);
    /// # Ok::<(), newsgraph_knowledge::seeds::SeedError>(())
    /// ```
    ///
    /// # Errors
    /// Where a row names a country, organisation or place that neither the tables nor the base know.
    pub fn new(base: B, tables: Builder) -> Result<Self, SeedError> {
        let facts = tables.finish(Some(&base))?;
        let by_name = readings(&facts);
        let by_key: BTreeMap<String, usize> =
            by_name.keys().enumerate().map(|(i, k)| (k.clone(), i)).collect();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(by_name.keys()).ok();
        let keys = by_name.into_values().collect();
        Ok(Self { base, facts, date: None, keys, by_key, automaton })
    }

    /// Lays tables given as (file name, text) over a base; the names are those of seeds/knowledge.
    ///
    /// # Errors
    /// As [`Overlay::new`], and where a file is none of those or cannot be read.
    pub fn from_tables<'t>(
        base: B,
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, SeedError> {
        let mut tables = Builder::new();
        for (file, text) in files {
            let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
            let table = Table::of_file(name)
                .ok_or_else(|| SeedError::new(file, 1, 1, "not the name of a table of the knowledge base"))?;
            tables.add(table, file, text)?;
        }
        Self::new(base, tables)
    }

    /// Says up to which day offices are known; the base's day otherwise.
    #[must_use]
    pub fn with_date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    fn own_entity(&self, id: u32) -> Option<&FactEntity> {
        self.facts.entities.get(id as usize)
    }

    fn own_term<'a>(&'a self, t: &'a FactTerm) -> Term<'a> {
        Term {
            person: join(t.person),
            of: join(t.of),
            title: &t.title,
            class: t.class,
            from: t.from,
            to: t.to,
        }
    }

    fn terms<'a>(
        &'a self,
        wanted: EntityId,
        which: fn(&FactTerm) -> Node,
        base: Vec<Term<'a>>,
    ) -> Vec<Term<'a>> {
        let mut out: Vec<Term<'a>> = base
            .into_iter()
            .map(|t| Term { person: from_base(t.person), of: from_base(t.of), ..t })
            .chain(self.facts.terms.iter().filter(|t| which(t) == split(wanted)).map(|t| self.own_term(t)))
            .collect();
        out.sort_by_key(|t| t.from);
        out
    }

    /// Names of the overlay, the longest at each token.
    fn find_own(&self, tokens: &Tokens<'_>) -> Vec<NameMatch> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut out = Vec::new();
        let mut writer = KeyWriter::default();
        // Where each token's key begins and ends.
        let mut bounds: Vec<(usize, usize, u32)> = Vec::new();
        for sentence in tokens.sentences {
            writer.clear();
            bounds.clear();
            for i in sentence.tokens.iter() {
                let form = tokens.form(i);
                if is_hyphen(form) {
                    continue;
                }
                let before = writer.out.len();
                writer.token(form);
                if writer.out.len() == before {
                    continue;
                }
                let start = before + usize::from(writer.out.get(before) == Some(&b' '));
                bounds.push((start, writer.out.len(), i));
            }
            let mut best: BTreeMap<u32, (u32, Vec<Candidate>)> = BTreeMap::new();
            for hit in automaton.find_overlapping_iter(&writer.out) {
                let first = bounds.binary_search_by_key(&hit.start(), |b| b.0);
                let last = bounds.binary_search_by_key(&hit.end(), |b| b.1);
                let (Ok(first), Ok(last)) = (first, last) else { continue };
                let range = TokenRange::new(bounds[first].2, bounds[last].2 + 1);
                if range.len() > LONGEST || !may_begin(tokens, range.start) {
                    continue;
                }
                if best.get(&range.start).is_some_and(|b| b.0 >= range.end) {
                    continue;
                }
                let candidates: Vec<Candidate> = self.keys[hit.pattern().as_usize()]
                    .iter()
                    .filter(|r| {
                        let kind = self.own_entity(r.entity).map_or(EntityKind::Place, |e| e.kind);
                        capitals_fit(tokens, range, kind, r.form, r.capitals)
                    })
                    .map(|r| Candidate {
                        entity: own(r.entity),
                        form: r.form,
                        ambiguous: r.ambiguous && (!r.capitals || all_capitals_around(tokens, range)),
                    })
                    .collect();
                if !candidates.is_empty() {
                    best.insert(range.start, (range.end, candidates));
                }
            }
            out.extend(best.into_iter().map(|(start, (end, candidates))| NameMatch {
                tokens: TokenRange::new(start, end),
                candidates,
            }));
        }
        out
    }
}

impl<B: KnowledgeBase> KnowledgeBase for Overlay<B> {
    fn find_names(&self, tokens: &Tokens<'_>) -> Vec<NameMatch> {
        let mut all: BTreeMap<u32, NameMatch> =
            self.find_own(tokens).into_iter().map(|m| (m.tokens.start, m)).collect();
        for mut found in self.base.find_names(tokens) {
            for candidate in &mut found.candidates {
                candidate.entity = from_base(candidate.entity);
            }
            match all.get_mut(&found.tokens.start) {
                Some(m) if m.tokens.end > found.tokens.end => {}
                // The user's own come first among equals.
                Some(m) if m.tokens.end == found.tokens.end => m.candidates.append(&mut found.candidates),
                _ => {
                    all.insert(found.tokens.start, found);
                }
            }
        }
        all.into_values().collect()
    }

    fn lookup(&self, name: &str) -> Vec<Candidate> {
        let own_readings = self.by_key.get(&name_key(name)).map_or(&[][..], |i| &self.keys[*i]);
        let own_readings = own_readings.iter().filter_map(|r| {
            let candidate = Candidate { entity: own(r.entity), form: r.form, ambiguous: r.ambiguous };
            alone(name, candidate, r.capitals)
        });
        let base = self.base.lookup(name).into_iter();
        own_readings.chain(base.map(|c| Candidate { entity: from_base(c.entity), ..c })).collect()
    }

    fn entity(&self, id: EntityId) -> Entity<'_> {
        match split(id) {
            Node::Base(id) => {
                let entity = self.base.entity(id);
                Entity { country: entity.country.map(from_base), ..entity }
            }
            Node::Own(i) => match self.own_entity(i) {
                Some(e) => Entity {
                    kind: e.kind,
                    name: &e.name,
                    iso2: e.iso2.as_deref(),
                    iso3: e.iso3.as_deref(),
                    wikidata: e.wikidata.as_deref(),
                    subtype: e.subtype.as_deref(),
                    country: e.country.map(join),
                    gender: e.gender,
                    prominence: e.prominence,
                },
                None => self.base.entity(EntityId(u32::MAX)),
            },
        }
    }

    fn aliases(&self, id: EntityId) -> Vec<&str> {
        match split(id) {
            Node::Base(id) => self.base.aliases(id),
            Node::Own(i) => self.own_entity(i).map_or_else(Vec::new, |e| {
                let names = e.names.iter().filter(|(_, f)| matches!(f, AliasForm::Name | AliasForm::Acronym));
                std::iter::once(e.name.as_str()).chain(names.map(|(n, _)| n.as_str())).collect()
            }),
        }
    }

    fn terms_of(&self, person: EntityId) -> Vec<Term<'_>> {
        let base = match split(person) {
            Node::Base(id) => self.base.terms_of(id),
            Node::Own(_) => Vec::new(),
        };
        self.terms(person, |t| t.person, base)
    }

    fn offices_of(&self, of: EntityId) -> Vec<Term<'_>> {
        let base = match split(of) {
            Node::Base(id) => self.base.offices_of(id),
            Node::Own(_) => Vec::new(),
        };
        self.terms(of, |t| t.of, base)
    }

    fn country(&self, iso2: &str) -> Option<EntityId> {
        self.facts.countries.get(iso2).map(|id| own(*id)).or_else(|| self.base.country(iso2).map(from_base))
    }

    fn memberships(&self, member: EntityId) -> Vec<EntityId> {
        let mut out: Vec<EntityId> = match split(member) {
            Node::Base(id) => self.base.memberships(id).into_iter().map(from_base).collect(),
            Node::Own(_) => Vec::new(),
        };
        out.extend(self.facts.memberships.iter().filter(|m| m.0 == split(member)).map(|m| join(m.1)));
        out
    }

    fn name_word(&self, word: &str) -> NameWord {
        let base = self.base.name_word(word);
        let own_word = name_word(self.facts.words.get(&name_key(word)).copied().unwrap_or(0));
        NameWord {
            given: base.given || own_word.given,
            surname: base.surname || own_word.surname,
            gender: own_word.gender.or(base.gender),
        }
    }

    fn data_date(&self) -> Date {
        self.date.unwrap_or_else(|| self.base.data_date())
    }
}
