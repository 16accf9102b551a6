//! Offices and affiliations: who is what of which country or organisation.

mod counterpart;
mod implied;
mod owners;
mod titled;
mod untitled;
mod verbs;

use super::{Fact, FactRule, Grounds, RelationFact};
use crate::document::{Document, DocumentEntity, EntityIndex, Mention, TitleMention};
use crate::graph::{PostStatus, Relation};
use crate::knowledge::{EntityKind, PostClass};
use crate::lexicon::{Title, TitleUse};
use crate::span::TokenRange;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Posts that the text tells of, by a title, by a verb, or by the name of the body beside the name of the person.
#[derive(Debug)]
pub(super) struct PostRule;

/// Types of organisation whose posts are no political or official ones.
const OUTSIDE_GOVERNMENT: &[&str] =
    &["company", "media", "news_agency", "think_tank", "university", "ngo", "club", "party"];

/// Types of organisation whose people are officials of the state.
const GOVERNMENT: &[&str] =
    &["government", "legislature", "court", "central_bank", "intelligence", "military"];

impl FactRule for PostRule {
    fn name(&self) -> &'static str {
        "post"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        titled::posts(document, facts);
        counterpart::posts(document, facts);
        counterpart::predecessors(document, facts);
        untitled::posts(document, facts);
        verbs::posts(document, facts);
        one_spelling(facts);
    }
}

/// A title that the text writes "President" here and "president" there is one: in the spelling told first.
fn one_spelling(facts: &mut [Fact]) {
    let mut first: BTreeMap<(EntityIndex, EntityIndex, String), String> = BTreeMap::new();
    for fact in facts {
        if let Fact::Relation(RelationFact { source, target, relation, .. }) = fact
            && let Relation::HoldsOffice { title, .. } | Relation::AffiliatedWith { title, .. } = relation
        {
            let key = (*source, *target, title.to_lowercase());
            title.clone_from(first.entry(key).or_insert_with(|| title.clone()));
        }
    }
}

/// An owner of a post: the entity and the words that name it.
type Owner = (EntityIndex, TokenRange);

/// One post as the text tells of it.
struct Post {
    person: EntityIndex,
    of: EntityIndex,
    /// Its title in the text's words; empty where the text has none.
    title: String,
    usage: TitleUse,
    class: Option<PostClass>,
    status: PostStatus,
    tokens: TokenRange,
    rule: &'static str,
    confidence: f32,
}

impl Post {
    /// A post without a title of its own in the text.
    fn untitled(
        (person, name): Owner,
        (of, body): Owner,
        title: &str,
        rule: &'static str,
        confidence: f32,
    ) -> Self {
        Self {
            person,
            of,
            title: title.to_owned(),
            usage: TitleUse::Affiliation,
            class: None,
            status: PostStatus::Current,
            tokens: TokenRange::new(name.start.min(body.start), name.end.max(body.end)),
            rule,
            confidence,
        }
    }

    /// Writes the fact: an office where the owner or the post is political or official, else an affiliation.
    fn tell(self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        if self.person == self.of {
            return;
        }
        let owner = document.entity(self.of);
        let outside = is_outside_government(owner);
        let official = match self.usage {
            TitleUse::Office => !outside || self.class.is_some_and(|c| c < PostClass::Other),
            // "the IMF's managing director" is an official.
            TitleUse::Affiliation => {
                self.class == Some(PostClass::Executive)
                    && (has_type(owner, GOVERNMENT) || has_type(owner, &["igo"]))
            }
            _ => owner.kind != EntityKind::Organization || !outside,
        };
        let relation = if official {
            let class = self.class.filter(|&c| c <= PostClass::Other).unwrap_or(PostClass::Other);
            Relation::HoldsOffice { title: self.title, class, status: self.status }
        } else {
            let class = self.class.filter(|&c| c > PostClass::Other).unwrap_or_else(|| outside_class(owner));
            Relation::AffiliatedWith { title: self.title, class }
        };
        facts.push(Fact::Relation(RelationFact {
            source: self.person,
            target: self.of,
            relation,
            grounds: Grounds {
                tokens: self.tokens,
                rule: SmolStr::new_static(self.rule),
                confidence: self.confidence,
            },
        }));
    }
}

/// An office that the text tells of.
struct ToldOffice {
    of: EntityIndex,
    title: String,
    class: PostClass,
}

/// The offices told of each person.
type Told = BTreeMap<EntityIndex, Vec<ToldOffice>>;

/// The offices that the facts tell of, by person, in their order.
fn offices_told(facts: &[Fact]) -> Told {
    let mut told = Told::new();
    for fact in facts {
        if let Fact::Relation(r) = fact
            && let Relation::HoldsOffice { title, class, .. } = &r.relation
        {
            let office = ToldOffice { of: r.target, title: title.clone(), class: *class };
            told.entry(r.source).or_default().push(office);
        }
    }
    told
}

fn entry<'a>(document: &Document<'a>, title: &TitleMention) -> Option<&'a Title> {
    title.entry.and_then(|e| document.lexicon.titles().get(e as usize))
}

fn has_type(owner: &DocumentEntity, types: &[&str]) -> bool {
    owner.kind == EntityKind::Organization && owner.subtype.as_deref().is_some_and(|s| types.contains(&s))
}

fn is_outside_government(owner: &DocumentEntity) -> bool {
    has_type(owner, OUTSIDE_GOVERNMENT)
}

/// The class of a post outside government whose title does not tell it.
fn outside_class(owner: &DocumentEntity) -> PostClass {
    match owner.subtype.as_deref() {
        Some("media" | "news_agency") => PostClass::Journalist,
        Some("think_tank" | "university") => PostClass::Analyst,
        Some("party" | "club") => PostClass::Member,
        _ => PostClass::Employee,
    }
}

/// The one person that a mention names, with its words.
fn person_of(document: &Document<'_>, mention: &Mention) -> Option<Owner> {
    let &[person] = mention.entities.as_slice() else { return None };
    (document.entity(person).kind == EntityKind::Person).then_some((person, mention.tokens))
}

/// The organisation that a name covering the token names, with the name's words.
fn organization_at(document: &Document<'_>, token: u32) -> Option<Owner> {
    let mention = document.name_covering(token)?;
    let &of = mention.entities.first()?;
    (document.entity(of).kind == EntityKind::Organization).then_some((of, mention.tokens))
}
