//! One person from the rows of several tables.

use super::builder::COUNTRY;
use super::facts::{FactEntity, FactTerm, Facts, Node};
use crate::key::name_key;
use jiff::civil::Date;
use newsgraph_core::knowledge::{AliasForm, EntityId, EntityKind, Gender, KnowledgeBase, PostClass};
use std::collections::BTreeMap;

/// One term of office as a row gives it, or a person without any.
#[derive(Clone, Debug)]
pub(crate) struct PersonRow {
    pub(crate) iso2: Option<String>,
    pub(crate) of: Option<String>,
    pub(crate) class: PostClass,
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) wikidata: Option<String>,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

/// Where the head of state is better known than the head of government.
const PRESIDENTS_RULE: &[&str] = &[
    "US", "CN", "RU", "FR", "KP", "KR", "UA", "BY", "TR", "IR", "EG", "SY", "DZ", "TN", "YE", "AF", "TW",
    "KZ", "UZ", "TJ", "TM", "KG", "AZ", "VN", "LA", "CU", "MX", "BR", "AR", "CL", "CO", "PE", "VE", "EC",
    "BO", "PY", "UY", "GT", "HN", "SV", "NI", "CR", "PA", "DO", "HT", "PH", "ID", "LK", "ZA", "NG", "KE",
    "GH", "TZ", "UG", "RW", "BI", "CD", "CG", "CM", "CF", "TD", "GA", "GQ", "AO", "MZ", "ZM", "ZW", "MW",
    "NA", "BW", "MG", "ML", "NE", "BF", "SN", "CI", "GN", "GW", "SL", "LR", "TG", "BJ", "MR", "SD", "SS",
    "ER", "DJ", "SO", "PS", "RO", "LT", "CY", "PL", "MV", "SU", "YU", "DD", "CS", "ZR", "VD", "VA", "SA",
    "JO", "MA", "QA", "AE", "OM", "BH", "KW",
];

struct Post {
    row: PersonRow,
    home: Option<Node>,
    of: Option<Node>,
}

/// Rows with what they name resolved.
#[derive(Default)]
pub(crate) struct Posts(Vec<Post>);

impl Posts {
    pub(crate) fn add(&mut self, row: PersonRow, home: Option<Node>, of: Option<Node>) {
        self.0.push(Post { row, home, of });
    }
}

/// One person under way.
struct Person {
    posts: Vec<usize>,
    keys: Vec<String>,
    gender: Option<Gender>,
    homes: Vec<Node>,
    first: Option<Date>,
    wikidata: Option<String>,
}

/// Rows are of one person where the countries agree (or one of them gives none) and one row's name is a name or
/// spelling of the other's. Monarchs of several states are one where name and Wikidata id agree.
pub(crate) fn merge(posts: Posts, facts: &mut Facts, base: Option<&dyn KnowledgeBase>) {
    let posts = posts.0;
    let mut people: Vec<Person> = Vec::new();
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, post) in posts.iter().enumerate() {
        let main = name_key(&post.row.name);
        let mut keys = vec![main.clone()];
        keys.extend(post.row.aliases.iter().map(|a| name_key(a)));
        let fits = |p: &Person| {
            let same_name = p.keys[0] == main;
            let linked = same_name || p.keys.contains(&main) || keys.contains(&p.keys[0]);
            let gender = p.gender.is_none() || post.row.gender.is_none() || p.gender == post.row.gender;
            let home = match post.home {
                Some(home) if p.homes.contains(&home) => true,
                Some(_) if p.homes.is_empty() => same_name,
                None => same_name,
                Some(_) => same_name && p.wikidata.is_some() && p.wikidata == post.row.wikidata,
            };
            // Namesakes of another generation.
            let near = match (p.first, post.row.from) {
                (Some(a), Some(b)) => (i32::from(a.year()) - i32::from(b.year())).abs() < 60,
                _ => true,
            };
            linked && gender && home && near
        };
        let mut candidates: Vec<usize> = keys
            .iter()
            .filter_map(|k| by_key.get(k))
            .flatten()
            .copied()
            .filter(|p| fits(&people[*p]))
            .collect();
        candidates.sort_unstable();
        let id = candidates.first().copied().unwrap_or_else(|| {
            people.push(Person {
                posts: Vec::new(),
                keys: Vec::new(),
                gender: None,
                homes: Vec::new(),
                first: None,
                wikidata: None,
            });
            people.len() - 1
        });
        let person = &mut people[id];
        person.posts.push(i);
        person.gender = person.gender.or(post.row.gender);
        if person.wikidata.is_none() {
            person.wikidata.clone_from(&post.row.wikidata);
        }
        if person.first.is_none() {
            person.first = post.row.from;
        }
        if let Some(home) = post.home
            && !person.homes.contains(&home)
        {
            person.homes.push(home);
        }
        for key in keys {
            if !person.keys.contains(&key) {
                by_key.entry(key.clone()).or_default().push(id);
                person.keys.push(key);
            }
        }
    }
    for person in &people {
        add(person, &posts, facts, base);
    }
}

fn add(person: &Person, posts: &[Post], facts: &mut Facts, base: Option<&dyn KnowledgeBase>) {
    let rows = || person.posts.iter().map(|i| &posts[*i]);
    let weight = |facts: &Facts, node: Option<Node>| match node {
        Some(Node::Own(i)) if facts.entities[i as usize].kind == EntityKind::Country => {
            facts.entities[i as usize].prominence / COUNTRY
        }
        Some(Node::Base(i)) => base.map_or(3, |b| b.entity(i).prominence / COUNTRY).max(1),
        _ => 4,
    };
    let home = person.homes.iter().copied().max_by_key(|h| (weight(facts, Some(*h)), std::cmp::Reverse(*h)));
    let known = base.and_then(|base| in_base(base, person, rows().map(|p| &p.row.name), home));
    let node = match known {
        Some(id) => Node::Base(id),
        None => {
            let mut prominence = 0u32;
            for post in rows() {
                let president = post.row.iso2.as_deref().is_some_and(|c| PRESIDENTS_RULE.contains(&c));
                let class = match post.row.class {
                    PostClass::HeadOfState if president => 4_000_000,
                    PostClass::HeadOfGovernment if !president => 4_000_000,
                    PostClass::HeadOfState | PostClass::HeadOfGovernment => 2_000_000,
                    PostClass::Monarch => 3_000_000,
                    PostClass::Minister => 400_000,
                    _ => 150_000,
                };
                let share = match post.row.to {
                    None => 10,
                    Some(to) if to.year() >= 2016 => 8,
                    Some(to) if to.year() >= 2005 => 6,
                    Some(_) => 4,
                };
                prominence = prominence.max(class / 10 * share * weight(facts, post.home));
            }
            // Of namesakes the one of more posts is the better known.
            prominence += person.posts.len().min(1000) as u32;
            let head = rows().next().map(|p| &p.row);
            let name = head.map(|r| r.name.clone()).unwrap_or_default();
            let mut names: Vec<(String, AliasForm)> = Vec::new();
            for spelling in rows().flat_map(|p| std::iter::once(&p.row.name).chain(&p.row.aliases)) {
                if *spelling != name && !names.iter().any(|(n, _)| n == spelling) {
                    names.push((spelling.clone(), AliasForm::Name));
                }
            }
            let iso2 = match home {
                Some(Node::Own(i)) => facts.entities[i as usize].iso2.clone(),
                Some(Node::Base(i)) => base.and_then(|b| b.entity(i).iso2.map(str::to_owned)),
                None => None,
            };
            facts.entities.push(FactEntity {
                kind: EntityKind::Person,
                name,
                iso2,
                iso3: None,
                wikidata: rows().find_map(|p| p.row.wikidata.clone()),
                subtype: None,
                country: home,
                gender: person.gender,
                prominence,
                names,
            });
            Node::Own(facts.entities.len() as u32 - 1)
        }
    };
    for post in rows() {
        if let (Some(of), false) = (post.of, post.row.title.is_empty()) {
            facts.terms.push(FactTerm {
                person: node,
                of,
                title: post.row.title.clone(),
                class: post.row.class,
                from: post.row.from,
                to: post.row.to,
            });
        }
    }
}

/// The person of the base with one of these names and no other country.
fn in_base<'r>(
    base: &dyn KnowledgeBase,
    person: &Person,
    names: impl Iterator<Item = &'r String>,
    home: Option<Node>,
) -> Option<EntityId> {
    names.flat_map(|n| base.lookup(n)).find_map(|c| {
        let entity = base.entity(c.entity);
        let gender = entity.gender.is_none() || person.gender.is_none() || entity.gender == person.gender;
        let country = match (home, entity.country) {
            (Some(Node::Base(a)), Some(b)) => a == b,
            (Some(Node::Own(_)), Some(_)) => false,
            _ => true,
        };
        (entity.kind == EntityKind::Person && c.form == AliasForm::Name && gender && country)
            .then_some(c.entity)
    })
}
