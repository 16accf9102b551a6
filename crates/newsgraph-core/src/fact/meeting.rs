//! Meetings: who came together with whom, where and when, from verbs ("met", "held talks") and nouns ("a call between").
//!
//! Each trigger of the lexicon (`meetings.toml`) gives a telling. What its own clause leaves out is asked of the clause
//! above ("after talks with Rice, he signed"), of the telling before ("the talks, held in Ankara") and of the journeys in the
//! same sentence ("flew to Athens, where"). Tellings of one meeting are joined in [`super::meeting_merge`].

use super::party::{self, can_meet, country_of, is_person};
use super::{Fact, FactRule, Grounds, MeetingFact, frame, setting, visit};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::fact::circumstance;
use crate::graph::{MeetingRole, MentionForm, Status};
use crate::knowledge::EntityKind;
use crate::lexicon::{MeetingFrame, TriggerPos};
use crate::text::BlockKind;
use smol_str::{SmolStr, format_smolstr};

/// Name of the rule.
const RULE: &str = "meeting";
/// How many sentences back "the talks" are looked for.
const REACH: usize = 4;

/// Reads meetings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MeetingRule;

impl FactRule for MeetingRule {
    fn name(&self) -> &'static str {
        RULE
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        facts.extend(read(document).into_iter().map(Fact::Meeting));
    }
}

/// One trigger with what it tells.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// The verb or noun.
    pub(crate) trigger: u32,
    /// The heads of the phrases that fill its slots.
    pub(crate) arguments: Vec<u32>,
    /// Of these, phrases such as "they" and "both" that lead to nobody.
    pub(crate) groups: u32,
    /// Who comes together.
    pub(crate) participants: Vec<EntityIndex>,
    /// Who of them receives the others.
    pub(crate) hosts: Vec<EntityIndex>,
    /// Where.
    pub(crate) places: Vec<EntityIndex>,
    /// When, where the text says it.
    pub(crate) date: Option<Edtf>,
    /// Form of it.
    pub(crate) format: SmolStr,
    /// Whether it took place.
    pub(crate) status: Status,
    /// In [0, 1].
    pub(crate) confidence: f32,
}

/// All tellings of meetings, not joined, in text order.
pub(crate) fn read(document: &Document<'_>) -> Vec<MeetingFact> {
    let journeys = visit::tellings(document);
    let mut tellings: Vec<Telling> = Vec::new();
    for sentence in &document.sentences {
        if document.blocks.get(sentence.block as usize).is_some_and(|b| b.kind == BlockKind::Boilerplate) {
            continue;
        }
        // "Will they meet again?"
        if (sentence.tokens.end.saturating_sub(2)..sentence.tokens.end).any(|t| document.form(t) == "?") {
            continue;
        }
        let mut taken = Vec::new();
        let mut found = Vec::new();
        for t in sentence.tokens.iter() {
            if document.is_verb(t) {
                found.extend(verbal(document, t, &mut taken));
            }
        }
        for t in sentence.tokens.iter() {
            if setting::is_noun(document, t) && !taken.contains(&t) {
                found.extend(nominal(document, t));
            }
        }
        found.sort_by_key(|t| t.trigger);
        for mut telling in found {
            pronoun_of_journey(document, &mut telling, &journeys);
            complete(document, &mut telling, &tellings, &journeys);
            let doubtful = matches!(telling.status, Status::Possible | Status::Denied);
            let bare = telling.date.is_none() && telling.places.is_empty();
            if doubtful && bare || document.lemma(telling.trigger) == "sign" && telling.places.is_empty() {
                continue;
            }
            if telling.participants.len() > 1
                && tellings.last().is_none_or(|t| !same_words(document, t, &telling))
            {
                locate(document, &mut telling, &journeys);
                at_dateline(document, &mut telling);
                tellings.extend(one_by_one(document, telling));
            }
        }
    }
    tellings.into_iter().map(|t| fact(document, t)).collect()
}

/// Whether two triggers tell the same with the same words ("sat down for talks": verb and noun).
fn same_words(document: &Document<'_>, a: &Telling, b: &Telling) -> bool {
    a.participants == b.participants
        && document.sentence_of(a.trigger) == document.sentence_of(b.trigger)
        && a.trigger.abs_diff(b.trigger) < 4
        && a.places == b.places
        && a.date == b.date
        && a.status == b.status
}

/// The fact that a telling gives.
fn fact(document: &Document<'_>, t: Telling) -> MeetingFact {
    let date = t.date.clone().or_else(|| setting::assumed_date(document, t.trigger, t.status));
    let hosts = if t.hosts.is_empty() { hosts_by_place(document, &t) } else { t.hosts.clone() };
    let role = |e: &EntityIndex| match hosts.is_empty() || hosts.len() == t.participants.len() {
        true => MeetingRole::Participant,
        false if hosts.contains(e) => MeetingRole::Host,
        false => MeetingRole::Guest,
    };
    MeetingFact {
        participants: t.participants.iter().map(|e| (*e, role(e))).collect(),
        places: t.places,
        date,
        format: Some(t.format),
        status: t.status,
        grounds: vec![Grounds {
            tokens: setting::grounds(document, t.trigger, &t.arguments),
            rule: SmolStr::new_static(RULE),
            confidence: t.confidence,
        }],
    }
}

/// Those in whose country the meeting is.
fn hosts_by_place(document: &Document<'_>, t: &Telling) -> Vec<EntityIndex> {
    let Some(country) = t.places.iter().find_map(|&p| country_of(document, p)) else { return Vec::new() };
    t.participants.iter().copied().filter(|&e| party::home(document, e) == Some(country)).collect()
}

/// The frames of a verb, with the noun that makes a light verb one.
fn verbal(document: &Document<'_>, verb: u32, taken: &mut Vec<u32>) -> Vec<Telling> {
    let lemma = frame::trigger_lemma(document, verb);
    let mut best: Option<Telling> = None;
    for f in document.lexicon.meeting(&lemma).iter().filter(|f| f.pos == TriggerPos::Verb) {
        let object = if f.object.is_empty() {
            None
        } else {
            let Some(noun) = light_noun(document, verb, f) else { continue };
            if is_for_the_press(document, noun) {
                taken.push(noun);
                continue;
            }
            Some(noun)
        };
        if f.persons_only && is_other_sense(document, verb, &lemma) || setting::is_repeated(document, verb) {
            continue;
        }
        let mut telling = fill(document, verb, f);
        if let Some(noun) = object {
            // What the noun itself tells: "held talks between", "the summit's date".
            for own in noun_frames(document, noun) {
                telling.format = own.format.clone();
                let more = fill(document, noun, own);
                absorb(&mut telling, more);
            }
            let status = status_of(document, noun);
            if matches!(status, Status::Denied | Status::Cancelled)
                || status == Status::Planned && telling.status == Status::Held
            {
                telling.status = status;
                telling.date = setting::date_of(document, verb, status).or(telling.date);
            }
            taken.push(noun);
        }
        let received = !f.host.is_empty() && f.object.is_empty();
        if received
            && telling.groups == 0
            && (telling.hosts.is_empty() || telling.hosts.len() >= telling.participants.len())
        {
            continue;
        }
        if f.persons_only {
            // "spoke with Xi on issues including Ukraine": only the people come together.
            telling.participants.retain(|&e| is_person(document, e));
            if telling.participants.len() < 2 && !plural_subject(document, verb) {
                continue;
            }
        }
        telling.format = channel(document, verb, telling.format);
        if best.as_ref().is_none_or(|b| b.participants.len() < telling.participants.len()) {
            best = Some(telling);
        }
    }
    best.into_iter().collect()
}

/// The object that makes a light verb a trigger, also as "five hours of talks" and "a series of meetings".
fn light_noun(document: &Document<'_>, verb: u32, f: &MeetingFrame) -> Option<u32> {
    frame::light_object(document, verb, &f.object).or_else(|| {
        let fits = |t: u32| f.object.iter().any(|l| l == document.lemma(t));
        frame::logical_object(document, verb)
            .into_iter()
            .flat_map(|o| document.children(o, Deprel::Nmod).collect::<Vec<_>>())
            .find(|&t| fits(t) && document.case(t).as_deref() == Some("of"))
    })
}

/// "news conference", "press briefing": for reporters, no meeting.
fn is_for_the_press(document: &Document<'_>, noun: u32) -> bool {
    document.trees.children(noun).iter().any(|&c| {
        matches!(document.lemma(c), "news" | "press" | "media" | "cabinet" | "campaign" | "plenary")
            && matches!(document.word(c).deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
    })
}

/// Verbs that mean a meeting only with people around them and nothing further said of these: "called him a liar",
/// "sees Xi as", "called on Moscow to".
fn is_other_sense(document: &Document<'_>, verb: u32, lemma: &str) -> bool {
    let children = document.trees.children(verb);
    let said_of = children.iter().any(|&c| {
        let to = || document.trees.children(c).iter().any(|&m| document.word(m).xpos == Xpos::To);
        match document.word(c).deprel {
            Deprel::Xcomp | Deprel::Ccomp => true,
            Deprel::Advcl => lemma.starts_with("call") && to(),
            Deprel::Obl => document.case(c).as_deref() == Some("as"),
            _ => false,
        }
    });
    let objects = children.iter().filter(|&&c| document.word(c).deprel == Deprel::Obj).count();
    let general = lemma == "see"
        && matches!(document.word(verb).xpos, Xpos::Vbz | Xpos::Vbp)
        && document.block_kind(verb) != BlockKind::Headline;
    said_of || objects > 1 || general
}

/// Whether the subject is of several: "they", "the two leaders".
fn plural_subject(document: &Document<'_>, verb: u32) -> bool {
    frame::logical_subject(document, verb).iter().any(|&s| is_group(document, s))
}

/// "they", "the two leaders", "both presidents".
fn is_group(document: &Document<'_>, token: u32) -> bool {
    let word = document.word(token);
    match word.upos {
        Upos::Pron => matches!(word.lemma.to_lowercase().as_str(), "they" | "both" | "we" | "them" | "their"),
        Upos::Num => word.lemma.eq_ignore_ascii_case("two") || word.lemma.eq_ignore_ascii_case("three"),
        Upos::Noun => {
            // "the two leaders", not "leaders" or "leaders of the region"
            word.xpos == Xpos::Nns
                && document.trees.children(token).iter().any(|&c| {
                    matches!(document.word(c).deprel, Deprel::Nummod | Deprel::Det | Deprel::NmodPoss)
                })
                && document.child(token, Deprel::Nmod).is_none()
                && matches!(
                    word.lemma.as_str(),
                    "leader"
                        | "president"
                        | "minister"
                        | "man"
                        | "side"
                        | "premier"
                        | "woman"
                        | "counterpart"
                        | "official"
                        | "politician"
                        | "statesman"
                        | "diplomat"
                        | "neighbour"
                        | "neighbor"
                        | "party"
                        | "country"
                        | "government"
                )
                || matches!(word.lemma.as_str(), "pair" | "duo" | "trio")
        }
        Upos::Det => word.lemma.eq_ignore_ascii_case("both"),
        _ => false,
    }
}

/// The frames of a noun, alone or with the noun before it ("phone call").
fn noun_frames<'d>(document: &'d Document<'_>, noun: u32) -> Vec<&'d MeetingFrame> {
    let lemma = document.lemma(noun);
    let is_noun = |f: &&MeetingFrame| f.pos == TriggerPos::Noun && f.object.is_empty();
    for &c in document.trees.children(noun) {
        if c < noun && matches!(document.word(c).deprel, Deprel::Compound | Deprel::Amod) {
            let joined = format_smolstr!("{} {lemma}", document.lemma(c));
            let found: Vec<_> = document.lexicon.meeting(&joined).iter().filter(is_noun).collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    let lower = lemma.to_lowercase();
    document.lexicon.meeting(&lower).iter().filter(is_noun).collect()
}

/// A noun that is no light verb's object.
fn nominal(document: &Document<'_>, noun: u32) -> Option<Telling> {
    // "the talks process", "summit declaration": the noun only describes another.
    if matches!(document.word(noun).deprel, Deprel::Compound | Deprel::Flat | Deprel::NmodDesc)
        || is_for_the_press(document, noun)
    {
        return None;
    }
    let frames = noun_frames(document, noun);
    let f = frames.first()?;
    let mut telling = fill(document, noun, f);
    hyphenated(document, noun, &mut telling);
    for other in &frames[1..] {
        let more = fill(document, noun, other);
        absorb(&mut telling, more);
    }
    telling.format = channel(document, noun, telling.format);
    telling.confidence = 0.8;
    // "after talks with Rice, Saakashvili signed": the clause's subject is the other side.
    let with = document
        .children(noun, Deprel::Nmod)
        .any(|c| matches!(document.case(c).as_deref(), Some("with" | "to" | "by" | "between")));
    if telling.participants.len() == 1 && with {
        for subject in subjects_above(document, noun) {
            add_parties(document, subject, &mut telling, false);
        }
        telling.confidence = 0.7;
    }
    // "agreed during talks in Geneva": those who agreed.
    let aside = document.word(noun).deprel == Deprel::Obl
        && matches!(
            document.case(noun).as_deref(),
            Some("after" | "during" | "at" | "in" | "following" | "before")
        );
    let held = matches!(f.format.as_str(), "talks" | "summit" | "call" | "video_call");
    if telling.participants.is_empty() && telling.groups == 0 && aside && held {
        let mut more = telling.clone();
        for subject in subjects_above(document, noun) {
            add_parties(document, subject, &mut more, true);
        }
        if more.participants.len() > 1 {
            more.confidence = 0.6;
            return Some(more);
        }
    }
    Some(telling)
}

/// "the Biden-Putin summit", "US-China talks": both sides in front of the noun.
fn hyphenated(document: &Document<'_>, noun: u32, telling: &mut Telling) {
    let Some(second) = noun.checked_sub(1).filter(|&s| s >= 2 && matches!(document.form(s - 1), "-" | "–"))
    else {
        return;
    };
    // A surname in such a compound is often no mention of its own, or both are taken for one name.
    let surname = |at: u32| {
        let word = document.form(at);
        let fits = |e: &crate::document::DocumentEntity| {
            e.kind == EntityKind::Person && word.len() > 2 && e.name.split(' ').next_back() == Some(word)
        };
        document.entities.iter().position(fits).map(|i| EntityIndex(i as u32))
    };
    if let (Some(a), Some(b)) = (surname(second - 2), surname(second)) {
        telling.participants = vec![a, b];
        telling.arguments = vec![second - 2, second];
        return;
    }
    for at in [second - 2, second] {
        let mut found: Vec<EntityIndex> =
            party::named(document, at).into_iter().filter(|&e| can_meet(document, e)).collect();
        if found.is_empty() {
            found.extend(surname(at));
        }
        for e in found {
            if !telling.participants.contains(&e) {
                telling.participants.push(e);
                telling.arguments.push(at);
            }
        }
    }
}

/// The subjects of the clause a noun stands in: of its own predicate, else of the verb above that it is no subject of.
pub(crate) fn subjects_above(document: &Document<'_>, noun: u32) -> Vec<u32> {
    let own: Vec<u32> = document.children(noun, Deprel::Nsubj).collect();
    if !own.is_empty() {
        return own.into_iter().flat_map(|s| document.conjuncts(s)).collect();
    }
    let mut at = noun;
    for _ in 0..6 {
        let word = document.word(at);
        let Some(head) = word.head else { break };
        let is_subject = matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass);
        if document.is_verb(head) || document.child(head, Deprel::Cop).is_some() {
            if is_subject {
                return Vec::new();
            }
            let subjects = frame::clause_subject(document, head);
            if subjects.iter().any(|&s| !party::parties(document, s).is_empty()) || !document.is_verb(head) {
                return subjects;
            }
        }
        at = head;
    }
    Vec::new()
}

/// Adds who stands at `token` to the participants.
fn add_parties(document: &Document<'_>, token: u32, telling: &mut Telling, loose: bool) {
    let found = party::parties(document, token);
    if !found.is_empty() && !telling.arguments.contains(&token) {
        telling.arguments.push(token);
    }
    for e in found {
        if loose && document.entity(e).kind == EntityKind::Organization {
            continue;
        }
        if !telling.participants.contains(&e) {
            telling.participants.push(e);
        }
    }
}

/// Fills the slots of a frame.
fn fill(document: &Document<'_>, trigger: u32, f: &MeetingFrame) -> Telling {
    let (status, date) = status_and_date(document, trigger);
    let mut telling = Telling {
        trigger,
        arguments: Vec::new(),
        groups: 0,
        participants: Vec::new(),
        hosts: Vec::new(),
        places: setting::places_of(document, trigger),
        date,
        format: f.format.clone(),
        status,
        confidence: if f.persons_only { 0.8 } else { 0.9 },
    };
    for slot in &f.participants {
        // "a summit of ECOWAS", "the NATO meeting": the body convenes, it is not one of those who meet.
        let loose = slot.ends_with("nmod:of") || matches!(slot.as_str(), "amod" | "compound");
        for token in frame::fillers(document, trigger, slot) {
            // "a summit of regional leaders": nobody in particular.
            if slot == "nmod:of"
                && document.word(token).xpos == Xpos::Nns
                && document.child(token, Deprel::Det).is_none()
                && document.child(token, Deprel::Nummod).is_none()
                && document.child(token, Deprel::Nmod).is_none()
            {
                continue;
            }
            if slot == "compound" || slot == "amod" {
                let places = setting::places_at(document, token);
                // "NATO's Bucharest summit": where, not who.
                let seat = document.mention_at(token).is_some_and(|m| m.form == MentionForm::Metonym);
                if seat && f.pos == TriggerPos::Noun && slot == "compound" && !places.is_empty() {
                    if telling.places.is_empty() {
                        telling.places = places;
                    }
                    continue;
                }
                if telling.places.is_empty()
                    && places.iter().any(|&p| document.entity(p).kind == EntityKind::Place)
                {
                    telling.places = places;
                    continue;
                }
            }
            let before = telling.participants.len();
            add_parties(document, token, &mut telling, loose);
            let named = matches!(slot.as_str(), "amod" | "compound" | "nmod:of");
            if telling.participants.len() == before
                && !named
                && is_group(document, token)
                && !telling.arguments.contains(&token)
            {
                telling.arguments.push(token);
                let holders = party::office_holders(document, token);
                if holders.len() > 1 {
                    telling.participants.extend(
                        holders.into_iter().filter(|h| !telling.participants.contains(h)).collect::<Vec<_>>(),
                    );
                } else {
                    telling.groups += 1;
                }
            }
        }
    }
    for slot in &f.host {
        for token in frame::fillers(document, trigger, slot) {
            for e in party::parties(document, token) {
                if telling.participants.contains(&e) && !telling.hosts.contains(&e) {
                    telling.hosts.push(e);
                }
            }
        }
    }
    if telling.participants.len() < 2
        && let Some(&who) =
            document.trees.children(trigger).iter().find(|&&c| document.word(c).xpos == Xpos::Wp)
    {
        add_parties(document, who, &mut telling, false);
    }
    if telling.participants.len() < 2 && document.is_verb(trigger) && f.object.is_empty() {
        adjacent(document, trigger, f, &mut telling);
    }
    let unreceived = !f.host.is_empty() && telling.hosts.is_empty() && f.object.is_empty();
    if (telling.participants.len() == 1 || unreceived) && document.is_verb(trigger) {
        beside(document, trigger, f, &mut telling);
    }
    telling
}

/// Where the tree leads nowhere: the people named right before and right after the verb.
fn adjacent(document: &Document<'_>, verb: u32, f: &MeetingFrame, telling: &mut Telling) {
    let slot = |name: &str| f.participants.iter().any(|s| s == name);
    if frame::is_passive(document, verb) {
        return;
    }
    if slot("nsubj")
        && frame::clause_subject(document, verb)
            .iter()
            .all(|&s| party::parties(document, s).is_empty() && !is_group(document, s))
        && let Some(token) = party::just_before(document, verb)
    {
        add_parties(document, token, telling, false);
        if !f.host.is_empty() {
            telling.hosts = party::parties(document, token);
        }
        telling.confidence = 0.6;
    }
    if slot("obj") && document.child(verb, Deprel::Obj).is_none() {
        let next = verb + 1;
        let ends = document.sentences.get(document.sentence_of(verb)).is_none_or(|s| next >= s.tokens.end);
        if !ends && !matches!(document.word(next).upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj) {
            for at in next..next + 2 {
                if party::named(document, at).iter().any(|&e| is_person(document, e)) {
                    add_parties(document, at, telling, false);
                    telling.confidence = 0.6;
                    break;
                }
                if document.word(at).upos != Upos::Adv {
                    break;
                }
            }
        }
    }
}

/// Status and date; "have not met since 2019" tells of a meeting in 2019.
pub(crate) fn status_and_date(document: &Document<'_>, trigger: u32) -> (Status, Option<Edtf>) {
    let mut status = status_of(document, trigger);
    let plain_past = document.word(trigger).xpos == Xpos::Vbd
        && !document.trees.children(trigger).iter().any(|&c| {
            document.word(c).deprel == Deprel::Aux
                || matches!(document.form(c).to_lowercase().as_str(), "if" | "whether" | "unless")
        });
    if plain_past && matches!(status, Status::Planned | Status::Possible) {
        // "the first meeting since he visited Beijing": what is planned is the meeting.
        status = Status::Held;
    }
    if status == Status::Denied
        && let Some(date) = setting::since_date(document, trigger)
    {
        return (Status::Held, Some(date));
    }
    (status, setting::date_of(document, trigger, status))
}

/// "had been due to meet", "were to have met": nothing came of it.
fn fell_through(document: &Document<'_>, trigger: u32) -> bool {
    let children = document.trees.children(trigger);
    let form = |t: u32| document.form(t).to_lowercase();
    if children.iter().any(|&c| document.word(c).xpos == Xpos::To)
        && children.iter().any(|&c| document.word(c).deprel == Deprel::Aux && form(c) == "have")
    {
        return true;
    }
    // The same by the words in front, where the tree has it otherwise.
    let before = |back: u32| trigger.checked_sub(back).map_or(String::new(), form);
    if before(1) == "to"
        && matches!(before(2).as_str(), "due" | "expected" | "scheduled" | "supposed" | "set" | "planned")
        && (before(3) == "been" && before(4) == "had")
    {
        return true;
    }
    let Some(head) = document.word(trigger).head else { return false };
    matches!(document.word(trigger).deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
        && matches!(
            document.lemma(head),
            "due" | "expect" | "schedule" | "plan" | "suppose" | "slate" | "mean"
        )
        && document.children(head, Deprel::Aux).any(|a| form(a) == "had")
}

/// The status of a trigger; of a noun also by the verb that calls it off ("the planned talks were cancelled").
fn status_of(document: &Document<'_>, trigger: u32) -> Status {
    let word = document.word(trigger);
    if let (Deprel::NsubjPass | Deprel::Nsubj | Deprel::Obj, Some(verb), true) =
        (word.deprel, word.head, setting::is_noun(document, trigger))
    {
        let lemma = frame::trigger_lemma(document, verb);
        let passive = word.deprel != Deprel::Nsubj || frame::is_passive(document, verb);
        if passive
            && matches!(
                lemma.as_str(),
                "cancel"
                    | "call off"
                    | "scrap"
                    | "abandon"
                    | "postpone"
                    | "put off"
                    | "shelve"
                    | "suspend"
                    | "axe"
                    | "drop"
            )
        {
            return Status::Cancelled;
        }
    }
    // "have another date in November"
    if document.is_verb(trigger) && fell_through(document, trigger) {
        return Status::Cancelled;
    }
    // "are due to see": taken for a marker by some parsers.
    let due = document
        .trees
        .children(trigger)
        .iter()
        .any(|&c| c < trigger && matches!(document.form(c), "due" | "set" | "scheduled" | "expected"));
    match circumstance::status_of(document, trigger) {
        Status::Held if due => Status::Planned,
        Status::Held if matches!(document.lemma(trigger), "date" | "appointment") => Status::Planned,
        status => status,
    }
}

/// Takes over what another reading of the same words adds.
fn absorb(telling: &mut Telling, more: Telling) {
    for e in more.participants {
        if !telling.participants.contains(&e) {
            telling.participants.push(e);
        }
    }
    for a in more.arguments {
        if !telling.arguments.contains(&a) {
            telling.arguments.push(a);
        }
    }
    if telling.places.is_empty() {
        telling.places = more.places;
    }
    if telling.date.is_none() {
        telling.date = more.date;
    }
    telling.groups = telling.groups.max(more.groups);
}

/// Where the tree leads nowhere: the first actor after a preposition of the frame close behind the verb.
fn beside(document: &Document<'_>, verb: u32, f: &MeetingFrame, telling: &mut Telling) {
    let Some(sentence) = document.sentences.get(document.sentence_of(verb)) else { return };
    let mut prepositions: Vec<&str> =
        f.participants.iter().filter_map(|s| s.strip_prefix("obl:")).flat_map(|p| p.split('|')).collect();
    if frame::is_passive(document, verb) {
        prepositions.push("by");
    }
    for t in verb + 1..sentence.tokens.end.min(verb + 12) {
        if matches!(document.form(t), ";" | ":" | "." | "“" | "\"") {
            return;
        }
        if !prepositions.contains(&document.form(t).to_lowercase().as_str()) {
            continue;
        }
        // The head of the phrase: the first mention behind the preposition.
        for at in t + 1..sentence.tokens.end.min(t + 8) {
            if document.form(at) == "," {
                break;
            }
            let found = party::named(document, at);
            if found.iter().any(|&e| can_meet(document, e) && is_person(document, e)) {
                add_parties(document, at, telling, false);
                if prepositions.ends_with(&["by"]) && !f.host.is_empty() {
                    telling
                        .hosts
                        .extend(found.into_iter().filter(|e| !telling.hosts.contains(e)).collect::<Vec<_>>());
                }
                telling.confidence = 0.6;
                return;
            }
        }
    }
}

/// "by phone", "over the telephone", "by video link": how they spoke.
fn channel(document: &Document<'_>, trigger: u32, format: SmolStr) -> SmolStr {
    let mut phone = false;
    let mut video = false;
    let Some(sentence) = document.sentences.get(document.sentence_of(trigger)) else { return format };
    let near = trigger.saturating_sub(4).max(sentence.tokens.start)..sentence.tokens.end.min(trigger + 14);
    for t in near {
        match document.form(t).to_lowercase().as_str() {
            "phone" | "telephone" | "phoned" | "telephoned" => phone = true,
            "video" | "videolink" | "videoconference" | "virtual" | "virtually" | "teleconference"
            | "zoom" => video = true,
            _ => {}
        }
    }
    match format.as_str() {
        "talks" | "call" | "meeting" | "conference" | "summit" if video => SmolStr::new_static("video_call"),
        "talks" | "call" if phone => SmolStr::new_static("call"),
        _ => format,
    }
}

/// Fills in the sides that the telling before gives: "the talks", "they met", "the two leaders", "received both".
fn complete(document: &Document<'_>, telling: &mut Telling, before: &[Telling], journeys: &[visit::Telling]) {
    if telling.groups > 0 {
        let pair = last_pair(document, telling, before);
        if pair.len() > 1 {
            telling.participants.extend(pair);
            telling.confidence = 0.6;
        }
        return;
    }
    if telling.participants.len() == 1 && follows_journey(document, telling, journeys) {
        return;
    }
    let sentence = document.sentence_of(telling.trigger);
    if telling.participants.len() > 1
        || document.is_verb(telling.trigger)
        || !is_definite(document, telling.trigger)
    {
        return;
    }
    let antecedent = before.iter().rev().find(|t| {
        document.sentence_of(t.trigger) + REACH >= sentence
            && telling.participants.iter().all(|p| t.participants.contains(p))
    });
    let Some(t) = antecedent else { return };
    let agrees = match (&telling.date, &t.date) {
        (Some(a), Some(b)) => a.agrees(b),
        _ => true,
    } && (telling.places.is_empty()
        || t.places.is_empty()
        || telling.places.iter().any(|&a| t.places.iter().any(|&b| party::places_agree(document, a, b))));
    // "the talks" with another date or place are not those told of before.
    if !agrees {
        return;
    }
    if telling.places.is_empty() {
        telling.places.clone_from(&t.places);
    }
    telling.date = telling.date.clone().or_else(|| t.date.clone());
    if telling.date == t.date && telling.status == Status::Held {
        telling.status = t.status;
    }
    telling.participants.clone_from(&t.participants);
    telling.hosts.clone_from(&t.hosts);
    telling.confidence = 0.6;
}

/// Those "they" or "both" stand for: who met before, else the last two people named; none of them on the other side.
fn last_pair(document: &Document<'_>, telling: &Telling, before: &[Telling]) -> Vec<EntityIndex> {
    let sentence = document.sentence_of(telling.trigger);
    let last =
        before.iter().rev().take_while(|t| document.sentence_of(t.trigger) + REACH >= sentence).find(|t| {
            t.participants.len() > 1 && !t.participants.iter().any(|p| telling.participants.contains(p))
        });
    if let Some(t) = last.filter(|t| t.participants.len() == 2) {
        return t.participants.clone();
    }
    let mut pair = recent_people(document, telling.trigger);
    pair.retain(|p| !telling.participants.contains(p));
    if pair.len() == 2 {
        return pair;
    }
    // A profile of two people may name them far above.
    let far =
        before.iter().rev().take(1).find(|t| t.participants.len() == 2 && telling.participants.is_empty());
    far.map(|t| t.participants.clone()).unwrap_or_default()
}

/// "a visit to Russia, where a meeting with Putin is planned", "sent Li to Moscow, where he met Putin": the traveller.
fn follows_journey(document: &Document<'_>, telling: &mut Telling, journeys: &[visit::Telling]) -> bool {
    let Some(journey) = journey_before(document, telling.trigger, journeys) else { return false };
    let mut added = false;
    for &v in &journey.visitors {
        if !telling.participants.contains(&v) {
            telling.participants.push(v);
            added = true;
        }
    }
    if added {
        telling.confidence = 0.6;
    }
    added
}

/// The journey that the trigger's "where" hangs on.
fn journey_before<'j>(
    document: &Document<'_>,
    trigger: u32,
    journeys: &'j [visit::Telling],
) -> Option<&'j visit::Telling> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    let relative = (sentence.tokens.start..trigger)
        .rev()
        .take(16)
        .find(|&t| document.word(t).xpos == Xpos::Wrb && document.lemma(t) == "where")?;
    journeys.iter().rev().find(|j| sentence.tokens.holds(j.trigger) && j.trigger < relative)
}

/// "the talks", "this meeting", "their encounter", "both meetings".
fn is_definite(document: &Document<'_>, noun: u32) -> bool {
    document.trees.children(noun).iter().any(|&c| {
        matches!(document.word(c).deprel, Deprel::Det | Deprel::NmodPoss)
            && matches!(
                document.form(c).to_lowercase().as_str(),
                "the" | "this" | "these" | "those" | "that" | "their" | "his" | "her"
            )
    })
}

/// The people named in the sentence and the one before it, if they are just two.
fn recent_people(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let here = document.sentence_of(token);
    let mut out: Vec<EntityIndex> = Vec::new();
    for back in 0..2 {
        let Some(sentence) = here.checked_sub(back).and_then(|i| document.sentences.get(i)) else { break };
        let start = document.mentions.partition_point(|m| m.tokens.start < sentence.tokens.start);
        for m in document.mentions[start..].iter().take_while(|m| m.tokens.start < sentence.tokens.end) {
            if m.tokens.start >= token || m.entities.len() != 1 {
                continue;
            }
            let e = m.entities[0];
            if is_person(document, e) && !out.contains(&e) {
                out.push(e);
            }
        }
        if out.len() >= 2 {
            break;
        }
    }
    out
}

/// The place of the dateline, for what its lead tells of those at home there.
fn at_dateline(document: &Document<'_>, telling: &mut Telling) {
    let Some(span) = document.dateline_place else { return };
    if !telling.places.is_empty()
        || matches!(telling.format.as_str(), "call" | "video_call")
        || telling.status != Status::Held
        || !document.is_verb(telling.trigger) && telling.format == "talks"
        || setting::is_pluperfect(document, telling.trigger)
    {
        return;
    }
    let prose = |b: &crate::text::Block| b.kind == BlockKind::Paragraph;
    let lead = document
        .blocks
        .iter()
        .filter(|b| prose(b))
        .nth(1)
        .or_else(|| document.blocks.iter().find(|b| prose(b)));
    let at = document.span(crate::span::TokenRange::new(telling.trigger, telling.trigger + 1));
    if lead.is_none_or(|b| at.start >= b.span.end) {
        return;
    }
    let recent = telling.date.as_ref().zip(document.date).is_none_or(|(d, today)| {
        d.precision() < 2
            || d.agrees(&Edtf::day(today))
            || today.yesterday().is_ok_and(|y| d.agrees(&Edtf::day(y)))
    });
    let name = span.of(document.text()).to_lowercase();
    let place = document.entities.iter().position(|e| {
        matches!(e.kind, EntityKind::Place)
            && (e.name.to_lowercase() == name
                || e.mentions.iter().any(|&m| {
                    document.mentions.get(m as usize).is_some_and(|m| document.span(m.tokens).overlaps(span))
                }))
    });
    let Some(place) = place.map(|i| EntityIndex(i as u32)).filter(|_| recent) else { return };
    let country = country_of(document, place);
    if country.is_some() && telling.participants.iter().any(|&p| party::home(document, p) == country) {
        telling.places.push(place);
    }
}

/// "saw first Medvedev and then Saakashvili", "will see Xi and Putin in turn": a meeting with each.
fn one_by_one(document: &Document<'_>, telling: Telling) -> Vec<Telling> {
    let Some(sentence) = document.sentences.get(document.sentence_of(telling.trigger)) else {
        return vec![telling];
    };
    let mut after = telling.trigger + 1..sentence.tokens.end.min(telling.trigger + 24);
    let in_turn = after.any(|t| {
        let before = document.form(t.saturating_sub(1)).to_lowercase();
        match document.form(t).to_lowercase().as_str() {
            "then" | "later" => before == "and",
            "turn" => before == "in",
            "separately" => true,
            _ => false,
        }
    });
    let in_turn = in_turn
        || matches!(
            frame::trigger_lemma(document, telling.trigger).as_str(),
            "see" | "call" | "phone" | "telephone" | "ring" | "call on" | "drop in"
        );
    let subjects: Vec<EntityIndex> = if document.is_verb(telling.trigger) {
        frame::logical_subject(document, telling.trigger)
            .into_iter()
            .flat_map(|s| party::parties(document, s))
            .collect()
    } else {
        Vec::new()
    };
    let (ours, theirs): (Vec<EntityIndex>, Vec<EntityIndex>) =
        telling.participants.iter().partition(|p| subjects.contains(p));
    if !in_turn || ours.len() != 1 || theirs.len() < 2 {
        return vec![telling];
    }
    theirs.iter().map(|&t| Telling { participants: vec![ours[0], t], ..telling.clone() }).collect()
}

/// "sent Li to Moscow, where he met": "he" is the traveller, whoever the subject is.
fn pronoun_of_journey(document: &Document<'_>, telling: &mut Telling, journeys: &[visit::Telling]) {
    let subjects = frame::clause_subject(document, telling.trigger);
    let [subject] = subjects[..] else { return };
    if document.word(subject).upos != Upos::Pron
        || !document.is_verb(telling.trigger)
        || matches!(document.form(subject).to_lowercase().as_str(), "they" | "who" | "it" | "we" | "i")
    {
        return;
    }
    let Some(journey) = journey_before(document, telling.trigger, journeys) else { return };
    let [traveller] = journey.visitors[..] else { return };
    let said = document.entities_at(subject).to_vec();
    if !telling.participants.contains(&traveller) {
        telling.participants.retain(|p| !said.contains(p));
        telling.participants.insert(0, traveller);
    }
}

/// Takes place and date from the journey of a participant in the same sentence or the one before.
fn locate(document: &Document<'_>, telling: &mut Telling, journeys: &[visit::Telling]) {
    if matches!(telling.format.as_str(), "call" | "video_call") {
        // Where somebody was when they called is not where the call was held.
        telling.places.clear();
        return;
    }
    let sentence = document.sentence_of(telling.trigger);
    let near = journeys.iter().rev().find(|j| {
        let there = document.sentence_of(j.trigger);
        // "At the meeting he announced that he would visit": another journey.
        let leads = j.trigger < telling.trigger || !document.is_verb(j.trigger);
        leads
            && (there == sentence || there + 1 == sentence && j.trigger < telling.trigger)
            && j.visitors.iter().any(|v| telling.participants.contains(v))
            && j.status == telling.status
            && document.sentences[there].block == document.sentences[sentence].block
    });
    let Some(journey) = near else { return };
    let same_sentence = document.sentence_of(journey.trigger) == sentence;
    let apart = !telling.places.is_empty()
        && !telling
            .places
            .iter()
            .any(|&a| journey.places.iter().any(|&b| party::places_agree(document, a, b)));
    if apart {
        return;
    }
    let dates_agree = match (&telling.date, &journey.date) {
        (Some(a), Some(b)) => a.agrees(b),
        (None, _) => true,
        (Some(_), None) => same_sentence,
    };
    if !dates_agree {
        return;
    }
    if telling.places.is_empty() && journey.places.len() == 1 {
        telling.places.clone_from(&journey.places);
    }
    if telling.date.is_none() && same_sentence {
        telling.date.clone_from(&journey.date);
    }
}
