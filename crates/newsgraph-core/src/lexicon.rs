//! Word lists the rules work with: titles and verbs of posts, attribution, events, meetings, visits, nominals,
//! organisation words, governors, modifiers.
//!
//! They are data (`seeds/lexicon/*.toml`); this module gives them a shape and look-ups. Keys are lower-case
//! lemmas or [normalised](crate::text::normalize_name) phrases, words parted by one space.

use crate::graph::{Plover, Role, Status};
use crate::knowledge::{EntityKind, PostClass};
use smol_str::SmolStr;
use std::sync::OnceLock;

/// What a title tells of its holder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum TitleUse {
    /// A political or official post: `holds_office`.
    Office,
    /// A post outside government: `affiliated_with`.
    Affiliation,
    /// Either, by the type of the organisation ("head", "spokesman", "director").
    Either,
    /// A rank or academic degree ("Gen.", "Dr."): marks a person, gives no post.
    Rank,
    /// "Mr.", "His Excellency": marks a person, is never part of a title.
    Honorific,
}

/// A title, post, rank or honorific (`titles.toml`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Title {
    /// Singular, lower case: "foreign minister", "minister of foreign affairs", "gen.".
    pub form: SmolStr,
    /// Plural where it is not the form with an "s" at its end.
    #[cfg_attr(feature = "serde", serde(default))]
    pub plural: Option<SmolStr>,
    /// What it tells of its holder.
    #[cfg_attr(feature = "serde", serde(rename = "use"))]
    pub usage: TitleUse,
    /// Class of the post; none for ranks and honorifics.
    #[cfg_attr(feature = "serde", serde(default))]
    pub class: Option<PostClass>,
    /// Part its holder plays.
    #[cfg_attr(feature = "serde", serde(default))]
    pub role: Option<Role>,
    /// The office as the knowledge base names it where the form is another word for it ("premier" → "prime minister").
    #[cfg_attr(feature = "serde", serde(default))]
    pub canonical: Option<SmolStr>,
    /// Gender it implies ("spokeswoman", "king"): `f` or `m`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub gender: Option<char>,
}

/// Which side of a verb has, gets or loses the post.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum PostHolder {
    /// "became minister", "heads the party".
    Subject,
    /// "appointed her minister".
    Object,
    /// "replaced him as minister": one before, the other after.
    Both,
}

/// A verb that tells of a post (`posts.toml`, `[[post_verb]]`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PostVerb {
    /// Lemma.
    pub lemma: SmolStr,
    /// Which side of it holds the post.
    pub holder: PostHolder,
    /// The post that the verb amounts to ("heads": head); none where the post is its complement ("became minister").
    #[cfg_attr(feature = "serde", serde(default))]
    pub title: Option<SmolStr>,
    /// Slots of the body: `obj`, or `obl:` and prepositions parted by `|`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub of: Vec<SmolStr>,
}

/// A verb that attributes words to a speaker (`attribution.toml`, `[[verb]]`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct AttributionVerb {
    /// Lemma; with its particle where it has one ("point out").
    pub lemma: SmolStr,
    /// May stand with a direct quotation.
    #[cfg_attr(feature = "serde", serde(default))]
    pub direct: bool,
    /// May take a clause as its content, with or without "that".
    #[cfg_attr(feature = "serde", serde(default))]
    pub clause: bool,
    /// May take an infinitive as its content ("promised to", "vowed to").
    #[cfg_attr(feature = "serde", serde(default))]
    pub infinitive: bool,
    /// Its object is whom it is said to ("told reporters that").
    #[cfg_attr(feature = "serde", serde(default))]
    pub addressee: bool,
    /// Its object, or that of its preposition, is what is said or stood for ("criticised the plan", "called for talks").
    #[cfg_attr(feature = "serde", serde(default))]
    pub object: bool,
    /// Speech (true) or thought, knowledge, feeling (false: "believe", "hope").
    #[cfg_attr(feature = "serde", serde(default))]
    pub speech: bool,
}

/// A noun that carries a content clause ("the claim that", `[[noun]]`) or a phrase that attributes ("according to", `[[phrase]]`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct AttributionPhrase {
    /// Lemma of the noun, or the words of the phrase in lower case: the source follows ("according to") or stands where
    /// a `*` is ("in * words").
    pub form: SmolStr,
    /// The noun is of a thing that tells by itself: "polls show a close race", "the study found five cases".
    #[cfg_attr(feature = "serde", serde(default))]
    pub record: bool,
}

/// Part of speech of a trigger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum TriggerPos {
    /// Verbs, in every form.
    Verb,
    /// Nouns, singular and plural.
    Noun,
    /// Adjectives ("critical of").
    Adjective,
}

/// One frame of a trigger word: the event it tells of and where its arguments hang (`events.toml`, `[[event]]`).
///
/// Slots are paths of dependency relations down from the trigger, steps parted by dots: `nsubj`, `obj`,
/// `obl:against` (an oblique with that preposition), `nmod:of`, `nmod:poss`, `compound`, `amod` (a demonym),
/// `xcomp.obj` (the object of the open complement), `ccomp.nsubj`. `nsubj` means the logical subject: the `by`-agent of
/// a passive, the controller of an infinitive; `obj` the logical object: the subject of a passive. The first slot that
/// leads to an actor counts. Prepositions are parted by `|` (`obl:on|against`); `any` stands for all objects and
/// obliques of a clause (`xcomp.any`); a target slot `-` says that no other phrase of the clause can be the target,
/// `context`, or a path to what must be there with it (`obj.context`), that the other party of what was told before can be.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EventFrame {
    /// Lemma of the trigger; a verb with its particle ("pull out").
    pub lemma: SmolStr,
    /// Part of speech of the trigger.
    pub pos: TriggerPos,
    /// For light verbs: lemmas of the object one of which must be there ("impose" + "sanction").
    #[cfg_attr(feature = "serde", serde(default))]
    pub object: Vec<SmolStr>,
    /// Class of the event.
    pub plover: Plover,
    /// Slots of who does it.
    pub source: Vec<SmolStr>,
    /// Slots of whom it is done to.
    pub target: Vec<SmolStr>,
    /// Both do it to each other ("met with", "clashed with").
    #[cfg_attr(feature = "serde", serde(default))]
    pub reciprocal: bool,
}

/// Form of a meeting (FORMAT.md, node `meeting`).
pub type MeetingFormat = SmolStr;

/// A word that tells of a meeting (`meetings.toml`, `[[meeting]]`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct MeetingFrame {
    /// Lemma of the trigger ("meet", "talks", "summit", "phone").
    pub lemma: SmolStr,
    /// Part of speech of the trigger.
    pub pos: TriggerPos,
    /// For light verbs: lemmas of the object one of which must be there ("hold" + "talk").
    #[cfg_attr(feature = "serde", serde(default))]
    pub object: Vec<SmolStr>,
    /// `talks`, `summit`, `state_visit`, `call`, `video_call`, `conference`, `meeting`.
    pub format: MeetingFormat,
    /// Slots of those who come together, all of which count.
    pub participants: Vec<SmolStr>,
    /// Slots of the host.
    #[cfg_attr(feature = "serde", serde(default))]
    pub host: Vec<SmolStr>,
    /// Tells of a meeting only where all who fill the slots are people ("saw Xi", "received the envoy").
    #[cfg_attr(feature = "serde", serde(default))]
    pub persons_only: bool,
    /// Tells of a meeting only where the text says where ("signed a treaty with Xi in Minsk").
    #[cfg_attr(feature = "serde", serde(default))]
    pub at_place: bool,
    /// With several objects it tells of a meeting with each ("phoned Xi and Modi").
    #[cfg_attr(feature = "serde", serde(default))]
    pub each: bool,
}

/// A word that tells of travel (`visits.toml`, `[[visit]]`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct VisitFrame {
    /// Lemma of the trigger ("visit", "fly", "trip").
    pub lemma: SmolStr,
    /// Part of speech of the trigger.
    pub pos: TriggerPos,
    /// For light verbs: lemmas of the object one of which must be there ("pay" + "visit").
    #[cfg_attr(feature = "serde", serde(default))]
    pub object: Vec<SmolStr>,
    /// Slots of the traveller.
    pub visitor: Vec<SmolStr>,
    /// Slots of the destination.
    pub place: Vec<SmolStr>,
    /// The place is where a traveller who is at home elsewhere comes from ("flew in from Oslo", "left Oslo").
    #[cfg_attr(feature = "serde", serde(default))]
    pub origin: bool,
}

/// What a common noun can stand for (`nominals.toml`, `[[nominal]]`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum NominalKind {
    /// A person named elsewhere ("the politician", "the billionaire").
    Person,
    /// A country named elsewhere ("the kingdom", "the island").
    Country,
    /// An organisation named elsewhere ("the group", "the party").
    Organization,
    /// A place named elsewhere ("the city", "the enclave").
    Place,
    /// People or bodies that act for the country or organisation that modifies them ("Russian troops", "Iran's government").
    Actor,
}

/// A common noun that stands for an entity.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Nominal {
    /// Lemma of the noun, or a phrase ("islamic republic").
    pub form: SmolStr,
    /// What it can stand for.
    pub kind: NominalKind,
    /// ISO codes of the countries, or types of the organisations or places, it can stand for; empty for any.
    #[cfg_attr(feature = "serde", serde(default))]
    pub only: Vec<SmolStr>,
}

/// Where an organisation word stands in a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum WordPlace {
    /// Its last word ("Foreign Ministry"), or the one before "of"/"for" ("Ministry of Defence").
    Head,
    /// Anywhere.
    Any,
}

/// A word that tells what a name names (`organization_words.toml`, `[[word]]`).
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NameHead {
    /// Lower case: "ministry", "university", "river".
    pub form: SmolStr,
    /// Organisation or place.
    pub kind: EntityKind,
    /// Type of the organisation or place.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub subtype: SmolStr,
    /// Where it stands.
    pub place: WordPlace,
    /// A body that every country has one of: "the Thai army" and "Serbia's Interior Ministry" are names.
    #[cfg_attr(feature = "serde", serde(default))]
    pub of_country: bool,
}

/// A word that tells that a name is neither one of a person, an organisation nor a place (`organization_words.toml`,
/// `[[thing]]`): "treaty", "prize", "war". It stands where the head of a name does.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ThingWord {
    /// Lower case.
    pub form: SmolStr,
}

/// What a word says of what depends on it (`governors.toml`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum GovernorUse {
    /// It is planned ("agreed to meet", "the decision to leave").
    Plan,
    /// It may come about or not ("proposed talks", "likely to meet").
    Open,
    /// It did not take place ("denied the attack", "the failure to agree").
    Deny,
    /// It is called off ("cancelled the visit").
    Cancel,
    /// It takes place, no more ("held talks", "launched a strike").
    Hold,
    /// The verb's subject does what its object names ("launched an attack").
    Lend,
    /// It is said or thought ("insisted that Israel must withdraw").
    Say,
    /// The verb's subject, not its object, does what the infinitive names ("promised Kyiv to send arms").
    Control,
    /// The noun's people act for it ("the Turkish delegation").
    Represent,
    /// The noun's holder has its post elsewhere ("his Greek counterpart").
    Match,
    /// The noun is for somebody at home where the text plays ("his host").
    Host,
    /// The noun is for somebody from elsewhere ("the visitor").
    Guest,
    /// The noun's holder has its post before or after ("her predecessor").
    Follow,
}

/// A word that says something of what depends on it (`governors.toml`, `[[governor]]`).
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Governor {
    /// Lemma of the verb, noun or adjective.
    pub lemma: SmolStr,
    /// What it says of what depends on it.
    #[cfg_attr(feature = "serde", serde(rename = "use"))]
    pub usage: GovernorUse,
}

/// An adjective or participle that tells whether the event its noun names takes place (`modifiers.toml`, `[[modifier]]`).
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Modifier {
    /// As it stands in the text, lower case ("upcoming", "cancelled").
    pub form: SmolStr,
    /// Whether the event takes place.
    pub status: Status,
}

/// Which lines of a scraped page are no news (`boilerplate.toml`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum CueMatch {
    /// The whole line.
    Line,
    /// Its beginning.
    Prefix,
    /// Anywhere in a line of at most 160 bytes.
    Contains,
}

/// A cue for a line that is no news.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BoilerplateCue {
    /// Lower case, straight quotes, single spaces.
    pub form: SmolStr,
    /// Where it must stand.
    #[cfg_attr(feature = "serde", serde(rename = "match"))]
    pub matches: CueMatch,
}

/// Where the entries of each key stand in a sorted list: an open-addressed hash table, so that a look-up costs one probe.
#[derive(Clone, PartialEq, Debug, Default)]
struct Keys {
    /// First entry and number of entries; a number of 0 is a free slot. The length is a power of two.
    slots: Vec<(u32, u32)>,
}

impl Keys {
    /// Indexes a list that is sorted by the part of each entry that `of` gives.
    fn new<T>(entries: &[T], of: impl Fn(&T) -> &str) -> Self {
        let mut slots = vec![(0, 0); (entries.len() * 2).next_power_of_two().max(2)];
        let mask = slots.len() - 1;
        let mut from = 0;
        while from < entries.len() {
            let key = of(&entries[from]);
            let len = entries[from..].iter().take_while(|e| of(e) == key).count();
            let mut slot = hash(key) & mask;
            while slots[slot].1 > 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (from as u32, len as u32);
            from += len;
        }
        Self { slots }
    }

    /// The entries with this key.
    fn get<'a, T>(&self, entries: &'a [T], key: &str, of: impl Fn(&T) -> &str) -> &'a [T] {
        let mask = self.slots.len() - 1;
        let mut slot = hash(key) & mask;
        while self.slots[slot].1 > 0 {
            let (from, len) = (self.slots[slot].0 as usize, self.slots[slot].1 as usize);
            if of(&entries[from]) == key {
                return &entries[from..from + len];
            }
            slot = (slot + 1) & mask;
        }
        &[]
    }
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): the same on every machine.
fn hash(key: &str) -> usize {
    let hash =
        key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 29)) as usize
}

/// The first word of a title: up to a space, hyphen or full stop.
fn first_word(form: &str) -> &str {
    form.split([' ', '-', '.']).next().unwrap_or("")
}

macro_rules! lists {
    ($($list:ident, $keys:ident, $push:ident, $get:ident: $entry:ty, $key:ident, $what:literal;)*) => {
        /// All word lists, each sorted by its key. Look-ups take constant time; the first one indexes the list.
        #[derive(Clone, PartialEq, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub struct Lexicon {
            $(
                $list: Vec<$entry>,
                #[cfg_attr(feature = "serde", serde(skip))]
                $keys: OnceLock<Keys>,
            )*
            /// Titles by their first word.
            #[cfg_attr(feature = "serde", serde(skip))]
            first_words: OnceLock<Keys>,
        }

        impl Lexicon {
            $(
                #[doc = concat!("Adds ", $what, "; a later entry with the same key stands beside an earlier one.")]
                pub fn $push(&mut self, entry: $entry) {
                    let at = self.$list.partition_point(|e| e.$key <= entry.$key);
                    self.$list.insert(at, entry);
                    self.$keys = OnceLock::new();
                    self.first_words = OnceLock::new();
                }

                #[doc = concat!("All of ", $what, " with this key.")]
                #[must_use]
                pub fn $get(&self, key: &str) -> &[$entry] {
                    let keys = self.$keys.get_or_init(|| Keys::new(&self.$list, |e| e.$key.as_str()));
                    keys.get(&self.$list, key, |e| e.$key.as_str())
                }

                #[doc = concat!("Every entry: ", $what, ", sorted by key.")]
                #[must_use]
                pub fn $list(&self) -> &[$entry] {
                    &self.$list
                }
            )*
        }
    };
}

lists! {
    titles, title_keys, push_title, title: Title, form, "a title";
    post_verbs, post_verb_keys, push_post_verb, post_verb: PostVerb, lemma, "a verb that tells of a post";
    verbs, verb_keys, push_verb, verb: AttributionVerb, lemma, "a verb of saying";
    attribution_nouns, attribution_noun_keys, push_attribution_noun, attribution_noun: AttributionPhrase, form, "a noun of saying";
    attribution_phrases, attribution_phrase_keys, push_attribution_phrase, attribution_phrase: AttributionPhrase, form, "an attributing phrase";
    events, event_keys, push_event, event: EventFrame, lemma, "an event frame";
    meetings, meeting_keys, push_meeting, meeting: MeetingFrame, lemma, "a meeting frame";
    visits, visit_keys, push_visit, visit: VisitFrame, lemma, "a visit frame";
    nominals, nominal_keys, push_nominal, nominal: Nominal, form, "a nominal";
    name_heads, name_head_keys, push_name_head, name_head: NameHead, form, "an organisation or place word";
    thing_words, thing_word_keys, push_thing_word, thing_word: ThingWord, form, "a word of names of things";
    governors, governor_keys, push_governor, governor: Governor, lemma, "a word that says something of its dependents";
    modifiers, modifier_keys, push_modifier, modifier: Modifier, form, "a modifier of event nouns";
    boilerplate, boilerplate_keys, push_boilerplate, boilerplate_cue: BoilerplateCue, form, "a boilerplate cue";
}

impl Lexicon {
    /// Whether the word has this use towards what depends on it.
    #[must_use]
    pub fn governs(&self, lemma: &str, usage: GovernorUse) -> bool {
        self.governor(lemma).iter().any(|g| g.usage == usage)
    }

    /// Whether a title begins with the first word of `form`.
    #[must_use]
    pub fn begins_title(&self, form: &str) -> bool {
        let keys = self.first_words.get_or_init(|| Keys::new(&self.titles, |t| first_word(&t.form)));
        !keys.get(&self.titles, first_word(form), |t| first_word(&t.form)).is_empty()
    }
}
