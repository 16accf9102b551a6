//! The seam to the knowledge base: what names mean, who held which office when.

use crate::analysis::Tokens;
use crate::span::TokenRange;
use jiff::civil::Date;

/// An entity of the knowledge base in use; meaningless outside it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityId(pub u32);

/// The kinds of thing that have names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state or self-ruled territory.
    Country,
    /// A body with a name.
    Organization,
    /// A city, region, sea, landmark.
    Place,
}

impl EntityKind {
    /// The kind as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organization => "organization",
            Self::Place => "place",
        }
    }
}

/// Grammatical gender of the pronouns that stand for a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gender {
    /// "she".
    Feminine,
    /// "he".
    Masculine,
}

/// What is known about an entity.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Entity<'k> {
    /// Its kind.
    pub kind: EntityKind,
    /// Its usual English name.
    pub name: &'k str,
    /// ISO 3166-1 alpha-2 of the country it is or belongs to.
    pub iso2: Option<&'k str>,
    /// ISO 3166-1 alpha-3, countries only.
    pub iso3: Option<&'k str>,
    /// Wikidata id (`Q…`).
    pub wikidata: Option<&'k str>,
    /// Type of an organisation (`igo`, `party`, `company`, `media`, `think_tank`, …) or of a place (`city`, `region`, `sea`, `landmark`, …).
    pub subtype: Option<&'k str>,
    /// The country an organisation or place belongs to, or the person's (main) country.
    pub country: Option<EntityId>,
    /// The pronoun a person goes by.
    pub gender: Option<Gender>,
    /// How widely known it is, for choosing between namesakes: inhabitants of a place, otherwise a rank on the same scale.
    pub prominence: u32,
}

/// How an alias names its entity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum AliasForm {
    /// A full name or spelling of it.
    Name,
    /// "NATO".
    Acronym,
    /// Family name alone ("Putin").
    Surname,
    /// "Russian" (adjective, or both adjective and noun).
    Demonym,
    /// "Russians", "Frenchman".
    DemonymNoun,
    /// "Kremlin", or a capital read as its government.
    Metonym,
}

/// One reading of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// What it names.
    pub entity: EntityId,
    /// How.
    pub form: AliasForm,
    /// The name is also a common word or a name of unlike things ("Sun", "May", "Dawn"): context decides.
    pub ambiguous: bool,
}

/// A known name in the text with all its readings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameMatch {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it may name, the most prominent first.
    pub candidates: Vec<Candidate>,
}

/// The class of a political or official post (FORMAT.md, `holds_office`), and of posts outside government (`affiliated_with`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum PostClass {
    /// President, and the like.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// King, emir, pope.
    Monarch,
    /// Minister or secretary of a government.
    Minister,
    /// Ambassador, envoy.
    Ambassador,
    /// Member of a parliament.
    Legislator,
    /// Who speaks for an office.
    Spokesperson,
    /// Any other political or official post.
    Other,
    /// Expert of a think tank or university (`affiliated_with`).
    Analyst,
    /// Reporter, editor (`affiliated_with`).
    Journalist,
    /// Head of a company or private body (`affiliated_with`).
    Executive,
    /// Member of a party or group (`affiliated_with`).
    Member,
    /// Anybody else who works for the organisation (`affiliated_with`).
    Employee,
}

impl PostClass {
    /// The class as FORMAT.md spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HeadOfState => "head_of_state",
            Self::HeadOfGovernment => "head_of_government",
            Self::Monarch => "monarch",
            Self::Minister => "minister",
            Self::Ambassador => "ambassador",
            Self::Legislator => "legislator",
            Self::Spokesperson => "spokesperson",
            Self::Other => "other",
            Self::Analyst => "analyst",
            Self::Journalist => "journalist",
            Self::Executive => "executive",
            Self::Member => "member",
            Self::Employee => "employee",
        }
    }
}

/// One term of office: `person` was `title` of `of` from `from` (inclusive) to `to` (exclusive).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Term<'k> {
    /// Who.
    pub person: EntityId,
    /// Of which country or organisation.
    pub of: EntityId,
    /// The office, in English, in lower case ("president").
    pub title: &'k str,
    /// Its class.
    pub class: PostClass,
    /// First day; `None` when unknown.
    pub from: Option<Date>,
    /// First day out of office; `None` while it lasts.
    pub to: Option<Date>,
}

impl Term<'_> {
    /// Whether the office was held on `date`.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        self.from.is_none_or(|f| f <= date) && self.to.is_none_or(|t| date < t)
    }
}

/// A word as part of personal names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NameWord {
    /// It is a given name.
    pub given: bool,
    /// It is a family name.
    pub surname: bool,
    /// Gender of the given name where one prevails.
    pub gender: Option<Gender>,
}

/// What names mean. Object-safe; all look-ups are read-only, cheap and deterministic.
pub trait KnowledgeBase: Send + Sync {
    /// For each token at which known names begin, the longest one; in text order. Matches may overlap.
    ///
    /// Matching is on [`crate::text::normalize_name`]d tokens; whether the text's capitals fit is checked here too:
    /// a name is matched only where its first letter is upper case in the text.
    fn find_names(&self, tokens: &Tokens<'_>) -> Vec<NameMatch>;

    /// All readings of one name, the most prominent first.
    fn lookup(&self, name: &str) -> Vec<Candidate>;

    /// The record of an entity.
    fn entity(&self, id: EntityId) -> Entity<'_>;

    /// Names and spellings of an entity, its usual name first.
    fn aliases(&self, id: EntityId) -> Vec<&str>;

    /// The offices a person held, oldest first.
    fn terms_of(&self, person: EntityId) -> Vec<Term<'_>>;

    /// The offices of a country or organisation, oldest first.
    fn offices_of(&self, of: EntityId) -> Vec<Term<'_>>;

    /// The country with this ISO 3166-1 alpha-2 code.
    fn country(&self, iso2: &str) -> Option<EntityId>;

    /// The organisations a country or organisation is a member of.
    fn memberships(&self, member: EntityId) -> Vec<EntityId>;

    /// What is known of a word as part of personal names (any case, any diacritics).
    fn name_word(&self, word: &str) -> NameWord;

    /// The day up to which offices are known.
    fn data_date(&self) -> Date;
}

impl<K: KnowledgeBase + ?Sized> KnowledgeBase for std::sync::Arc<K> {
    fn find_names(&self, tokens: &Tokens<'_>) -> Vec<NameMatch> {
        (**self).find_names(tokens)
    }

    fn lookup(&self, name: &str) -> Vec<Candidate> {
        (**self).lookup(name)
    }

    fn entity(&self, id: EntityId) -> Entity<'_> {
        (**self).entity(id)
    }

    fn aliases(&self, id: EntityId) -> Vec<&str> {
        (**self).aliases(id)
    }

    fn terms_of(&self, person: EntityId) -> Vec<Term<'_>> {
        (**self).terms_of(person)
    }

    fn offices_of(&self, of: EntityId) -> Vec<Term<'_>> {
        (**self).offices_of(of)
    }

    fn country(&self, iso2: &str) -> Option<EntityId> {
        (**self).country(iso2)
    }

    fn memberships(&self, member: EntityId) -> Vec<EntityId> {
        (**self).memberships(member)
    }

    fn name_word(&self, word: &str) -> NameWord {
        (**self).name_word(word)
    }

    fn data_date(&self) -> Date {
        (**self).data_date()
    }
}
