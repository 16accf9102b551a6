//! Travel: who went, goes or is to go where, from verbs ("flew to"), nouns ("a trip to"), "is in X for", and meetings abroad.

use super::party::{self, country_of, is_person};
use super::{Fact, Grounds, MeetingFact, RelationFact, frame, meeting, occurrence, setting};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::fact::circumstance;
use crate::graph::{MeetingRole, MentionForm, Relation, Status};
use crate::knowledge::EntityKind;
use crate::lexicon::{TriggerPos, VisitFrame};
use crate::span::TokenRange;
use crate::text::BlockKind;
use smol_str::SmolStr;

/// Name of the rule in the grounds of journeys.
const RULE: &str = "visit";

/// What the text tells of travel, and the journeys that meetings abroad imply.
pub(super) fn facts(document: &Document<'_>, tellings: &[Telling], meetings: &[MeetingFact]) -> Vec<Fact> {
    let mut journeys = journeys(document, tellings);
    imply(document, meetings, &mut journeys);
    let fact = |j: Journey| {
        Fact::Relation(RelationFact {
            source: j.visitor,
            target: j.place,
            relation: Relation::Visited { date: j.date, status: j.status },
            grounds: Grounds { tokens: j.tokens, rule: SmolStr::new_static(RULE), confidence: j.confidence },
        })
    };
    journeys.into_iter().map(fact).collect()
}

/// One trigger with what it tells.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// The verb or noun.
    pub(crate) trigger: u32,
    /// The heads of the phrases that fill its slots.
    pub(crate) arguments: Vec<u32>,
    /// Who travels.
    pub(crate) visitors: Vec<EntityIndex>,
    /// Where to.
    pub(crate) places: Vec<EntityIndex>,
    /// When, where the text says it.
    pub(crate) date: Option<Edtf>,
    /// Whether it took place.
    pub(crate) status: Status,
    /// The places are where the traveller came from ("flew in from Oslo").
    pub(crate) origin: bool,
    /// In [0, 1].
    pub(crate) confidence: f32,
}

/// One traveller's journey to one place.
#[derive(Clone, Debug)]
struct Journey {
    visitor: EntityIndex,
    place: EntityIndex,
    date: Option<Edtf>,
    status: Status,
    tokens: TokenRange,
    confidence: f32,
}

/// All tellings of travel, in text order.
pub(crate) fn tellings(document: &Document<'_>) -> Vec<Telling> {
    let mut out: Vec<Telling> = Vec::new();
    for sentence in &document.sentences {
        if document.blocks.get(sentence.block as usize).is_some_and(|b| b.kind == BlockKind::Boilerplate) {
            continue;
        }
        for t in sentence.tokens.iter() {
            if document.is_verb(t) {
                let from = verbal(document, t, true);
                out.extend(from.filter(|t| !t.visitors.is_empty() && !t.places.is_empty()));
            }
            let found = if document.is_verb(t) {
                verbal(document, t, false)
            } else if setting::is_noun(document, t) {
                nominal(document, t).or_else(|| being_there(document, t))
            } else if document.word(t).upos == Upos::Adj {
                let frames = document.lexicon.visit(document.lemma(t));
                frames.iter().find(|f| f.pos == TriggerPos::Adjective).map(|f| fill(document, t, f))
            } else {
                None
            };
            out.extend(found.filter(|t| !t.visitors.is_empty() && !t.places.is_empty()));
        }
    }
    out
}

/// The frames of a verb, those that tell where somebody comes from or the others.
fn verbal(document: &Document<'_>, verb: u32, origin: bool) -> Option<Telling> {
    let is_verb = |f: &&VisitFrame| f.pos == TriggerPos::Verb && f.origin == origin;
    let known = |l: &SmolStr| document.lexicon.visit(l).iter().any(|f| is_verb(&f));
    let lemma = frame::verb_lemmas(document, verb).into_iter().find(known)?;
    let mut best: Option<Telling> = None;
    for f in document.lexicon.visit(&lemma).iter().filter(is_verb) {
        if !f.object.is_empty() && frame::light_object(document, verb, &f.object).is_none() {
            continue;
        }
        let mut telling = fill(document, verb, f);
        if !f.object.is_empty() && circumstance::calls_off(document, verb) {
            telling.status = Status::Cancelled;
        }
        if f.origin {
            abroad(document, &mut telling);
        }
        if best.as_ref().is_none_or(|b| {
            (b.places.len().min(1), b.visitors.len()) < (telling.places.len().min(1), telling.visitors.len())
        }) {
            best = Some(telling);
        }
    }
    best
}

/// The frames of a noun; the traveller may be the subject of the clause ("on a visit to Kyiv, Johnson said").
fn nominal(document: &Document<'_>, noun: u32) -> Option<Telling> {
    if matches!(document.word(noun).deprel, Deprel::Compound | Deprel::Flat | Deprel::NmodDesc) {
        return None;
    }
    let lemma = document.lemma(noun).to_lowercase();
    let f = document.lexicon.visit(&lemma).iter().find(|f| f.pos == TriggerPos::Noun)?;
    let mut telling = fill(document, noun, f);
    if telling.visitors.is_empty() && !telling.places.is_empty() {
        for subject in party::subjects_above(document, noun) {
            add_visitors(document, subject, &mut telling);
        }
        telling.confidence = 0.7;
    }
    Some(telling)
}

/// "flew in from Lima": tells of travel only of those known to be at home in another country than that of the place.
fn abroad(document: &Document<'_>, telling: &mut Telling) {
    let there = telling.places.first().and_then(|&p| country_of(document, p));
    telling
        .visitors
        .retain(|&v| there.is_some() && party::home(document, v).is_some_and(|h| Some(h) != there));
    if matches!(telling.status, Status::Denied | Status::Possible) {
        telling.visitors.clear();
    }
    telling.confidence = telling.confidence.min(0.6);
}

/// "Xi is in Moscow for talks", "who was in Niamey, where": a form of "be", "in" and a place. Parsers often miss the copula,
/// so the words are followed instead.
fn being_there(document: &Document<'_>, place: u32) -> Option<Telling> {
    let places = setting::places_at(document, place);
    let mention = document.mention_at(place).filter(|_| !places.is_empty())?;
    let sentence = document.sentences.get(document.sentence_of(place))?;
    let preposition = mention.tokens.start.checked_sub(1).filter(|&p| p > sentence.tokens.start)?;
    let form = document.form(preposition);
    if let Some(visitor) = apposed(document, mention.tokens.end, preposition) {
        let mut telling = Telling {
            trigger: place,
            arguments: vec![place],
            visitors: Vec::new(),
            places,
            date: None,
            status: Status::Held,
            origin: false,
            confidence: 0.7,
        };
        add_visitors(document, visitor, &mut telling);
        return Some(telling);
    }
    let be = (sentence.tokens.start..preposition)
        .rev()
        .take(3)
        .take_while(|&t| {
            matches!(document.word(t).upos, Upos::Aux | Upos::Adv | Upos::Verb) || document.form(t) == "last"
        })
        .find(|&t| {
            let be = document.form(t).to_lowercase();
            // "has been to Oslo"
            form == "to" && be == "been"
                || matches!(form, "in" | "at")
                    && matches!(be.as_str(), "is" | "was" | "are" | "were" | "be" | "been")
        })?;
    let mut telling = Telling {
        trigger: place,
        arguments: vec![place],
        visitors: Vec::new(),
        places,
        date: setting::date_of(document, place, Status::Held),
        status: circumstance::status_of(document, place),
        origin: false,
        confidence: 0.7,
    };
    match be.checked_sub(1).filter(|&w| w >= sentence.tokens.start && document.word(w).xpos == Xpos::Wp) {
        Some(who) => add_visitors(document, who, &mut telling),
        None => {
            // "X, on her first trip abroad, is in Y": the tree's subject where no name stands right before.
            let subject = party::just_before(document, be)
                .or_else(|| [place, be].iter().find_map(|&t| document.child(t, Deprel::Nsubj)));
            if let Some(subject) = subject {
                add_visitors(document, subject, &mut telling);
            }
        }
    }
    Some(telling)
}

/// "Rouhani, in Paris for talks, said": who is in the place named between commas behind them.
fn apposed(document: &Document<'_>, after: u32, preposition: u32) -> Option<u32> {
    let comma = preposition.checked_sub(1).filter(|&c| document.form(c) == ",")?;
    let purpose = matches!(document.form(after), "for" | "on" | "to" | "as");
    let somebody = comma.checked_sub(1).and_then(|t| document.name_covering(t))?;
    let reason = purpose && matches!(document.form(preposition), "in" | "at");
    (reason && somebody.entities.iter().any(|&e| is_person(document, e))).then_some(somebody.head)
}

/// Adds the people at `token`.
fn add_visitors(document: &Document<'_>, token: u32, telling: &mut Telling) {
    let mut found = party::named(document, token);
    if !found.iter().any(|&e| is_person(document, e)) {
        // "the presidents of Chad and Niger"
        found = party::parties(document, token);
    }
    for e in found {
        if is_person(document, e) && !telling.visitors.contains(&e) {
            telling.visitors.push(e);
            if !telling.arguments.contains(&token) {
                telling.arguments.push(token);
            }
        }
    }
}

/// Fills the slots of a frame.
fn fill(document: &Document<'_>, trigger: u32, f: &VisitFrame) -> Telling {
    let (status, date) = occurrence::status_and_date(document, trigger);
    let mut telling = Telling {
        trigger,
        arguments: Vec::new(),
        visitors: Vec::new(),
        places: Vec::new(),
        date,
        status,
        origin: f.origin,
        confidence: 0.9,
    };
    for slot in &f.visitor {
        for token in frame::fillers(document, trigger, slot) {
            add_visitors(document, token, &mut telling);
        }
    }
    if telling.visitors.is_empty()
        && document.is_verb(trigger)
        && document.child(trigger, Deprel::OblAgent).is_none()
    {
        // A verb of motion has no passive: "arrived" taken for one still has its traveller as subject.
        for token in frame::clause_subject(document, trigger) {
            add_visitors(document, token, &mut telling);
        }
    }
    if telling.visitors.is_empty()
        && let (Xpos::Vbg, Some(head)) = (document.word(trigger).xpos, document.word(trigger).head)
        && setting::is_noun(document, head)
    {
        // "a day after visiting Oslo, she": whoever the clause is about.
        for subject in party::subjects_above(document, head) {
            add_visitors(document, subject, &mut telling);
        }
    }
    let predicate = document.is_verb(trigger) || document.word(trigger).upos == Upos::Adj;
    if telling.visitors.is_empty()
        && predicate
        && f.visitor.iter().any(|s| s == "nsubj")
        && let Some(token) = party::just_before(document, trigger)
    {
        add_visitors(document, token, &mut telling);
    }
    // "is expected to receive them at": the place of the infinitive.
    let infinitive = document.child(trigger, Deprel::Xcomp);
    for slot in &f.place {
        for token in frame::fillers(document, trigger, slot) {
            if infinitive.is_some_and(|x| x < token && document.word(token).head != Some(trigger)) {
                continue;
            }
            let direct = document.mention_at(token).map(|m| m.form);
            if direct == Some(MentionForm::Demonym) {
                continue;
            }
            let found = setting::places_within(document, token);
            if !found.is_empty() {
                telling.arguments.push(token);
            }
            for p in found {
                if !telling.places.contains(&p) {
                    telling.places.push(p);
                }
            }
        }
        if !telling.places.is_empty() {
            break;
        }
    }
    if telling.places.is_empty() && predicate && !f.place.iter().any(|p| p == "obj") {
        telling.places = setting::adverbial(document, trigger);
    }
    if telling.places.is_empty() && predicate {
        telling.places = ahead(document, trigger, f);
    }
    if !telling.visitors.is_empty() && !f.origin && f.visitor.iter().any(|s| s == "nsubj") {
        // "flew to Oslo with Minister Dahl"
        for token in frame::fillers(document, trigger, "obl:with|alongside") {
            add_visitors(document, token, &mut telling);
        }
    }
    if telling.date.is_none() {
        telling.date = telling.arguments.last().and_then(|&at| date_there(document, at));
    }
    if let (Some(&last), true) = (telling.arguments.last(), document.is_verb(trigger)) {
        for place in onward(document, last) {
            if !telling.places.contains(&place) {
                telling.places.push(place);
            }
        }
    }
    telling
}

/// "flew to Oslo, where on Friday she spoke": when somebody was at the place of the phrase at `place`.
fn date_there(document: &Document<'_>, place: u32) -> Option<Edtf> {
    let clause = document.children(place, Deprel::AclRelcl).find(|&c| {
        document.trees.children(c).iter().any(|&w| document.form(w).eq_ignore_ascii_case("where"))
    })?;
    setting::date_of(document, clause, Status::Held)
}

/// "flies to Oslo on Monday, then to Riga": where the journey goes on to behind the token, in the same clause.
fn onward(document: &Document<'_>, from: u32) -> Vec<EntityIndex> {
    let Some(sentence) = document.sentences.get(document.sentence_of(from)) else { return Vec::new() };
    let mut then = false;
    for t in from + 1..sentence.tokens.end.min(from + 18) {
        match document.form(t) {
            "then" => then = true,
            "to" if then => return setting::places_at(document, t + 1),
            ";" | ":" | "." | "“" | "\"" => break,
            _ if then && document.word(t).upos != Upos::Adv => break,
            _ => {}
        }
    }
    Vec::new()
}

/// Where the tree leads to no place: the first one close behind the verb that stands after a preposition of the frame, or
/// right behind a verb that takes its destination as its object.
fn ahead(document: &Document<'_>, verb: u32, f: &VisitFrame) -> Vec<EntityIndex> {
    let Some(sentence) = document.sentences.get(document.sentence_of(verb)) else { return Vec::new() };
    if !f.object.is_empty() {
        return Vec::new();
    }
    let prepositions: Vec<&str> =
        f.place.iter().filter_map(|s| s.strip_prefix("obl:")).flat_map(|p| p.split('|')).collect();
    let mut open = f.place.iter().any(|s| s == "obj").then_some(verb);
    for t in verb + 1..sentence.tokens.end.min(verb + 9) {
        let form = document.form(t).to_lowercase();
        if prepositions.contains(&form.as_str()) {
            open = Some(t);
            continue;
        }
        if matches!(form.as_str(), ";" | ":" | "." | "“" | "\"" | ",") {
            break;
        }
        let found = setting::places_at(document, t);
        if !found.is_empty() {
            return if open.is_some_and(|o| t <= o + 4) { found } else { Vec::new() };
        }
        if document.word(t).upos == Upos::Adp {
            open = None;
        }
    }
    Vec::new()
}

/// Whether the place is at home for the traveller.
fn is_home(document: &Document<'_>, visitor: EntityIndex, place: EntityIndex) -> bool {
    party::home(document, visitor).is_some_and(|c| country_of(document, place) == Some(c))
}

/// The journeys told of, each traveller and place once: a telling without a date is another telling of a dated one.
fn journeys(document: &Document<'_>, tellings: &[Telling]) -> Vec<Journey> {
    let mut out: Vec<Journey> = Vec::new();
    // Dated ones first, so that the undated find them.
    for dated in [true, false] {
        for t in tellings.iter().filter(|t| t.date.is_some() == dated) {
            for &visitor in &t.visitors {
                for &place in &t.places {
                    if is_home(document, visitor, place) {
                        continue;
                    }
                    add(
                        document,
                        &mut out,
                        Journey {
                            visitor,
                            place,
                            date: t.date.clone(),
                            status: t.status,
                            tokens: setting::grounds(document, t.trigger, &t.arguments),
                            confidence: t.confidence,
                        },
                        t.trigger,
                    );
                }
            }
        }
    }
    out.sort_by_key(|j| (j.tokens.start, j.tokens.end, j.visitor, j.place));
    out
}

/// Adds a journey unless an undated one is already told of with its date.
fn add(document: &Document<'_>, out: &mut Vec<Journey>, mut journey: Journey, trigger: u32) {
    if journey.date.is_none() {
        let told = out.iter().find(|j| {
            j.visitor == journey.visitor
                && party::places_agree(document, j.place, journey.place)
                && (j.status == journey.status || !is_doubtful(j.status) && !is_doubtful(journey.status))
        });
        if let Some(j) = told {
            if j.place == journey.place {
                return;
            }
            journey.date = j.date.clone();
        } else {
            journey.date = setting::assumed_date(document, trigger, journey.status);
        }
    }
    let twin = |j: &Journey| {
        j.visitor == journey.visitor
            && j.place == journey.place
            && j.date == journey.date
            && j.status == journey.status
    };
    if !out.iter().any(twin) {
        out.push(journey);
    }
}

/// Denied, called off, or only possible.
fn is_doubtful(status: Status) -> bool {
    matches!(status, Status::Denied | Status::Cancelled | Status::Possible)
}

/// Adds the journeys that meetings abroad imply: who meets the host in the host's country has gone there.
fn imply(document: &Document<'_>, meetings: &[MeetingFact], out: &mut Vec<Journey>) {
    let told = out.len();
    for m in meeting::merge_meetings(document, meetings.to_vec()) {
        if matches!(m.format.as_deref(), Some("call" | "video_call")) || is_doubtful(m.status) {
            continue;
        }
        let homes: Vec<_> = m.participants.iter().map(|&(e, _)| party::home(document, e)).collect();
        let host = m.participants.iter().position(|p| p.1 == MeetingRole::Host);
        // Who is received goes to where the host is; without a place, to the host's country.
        // Who is received in a palace has gone to its city.
        let city = |&&p: &&EntityIndex| document.entity(p).subtype.as_deref() == Some("city");
        let place = m
            .places
            .iter()
            .find(city)
            .or_else(|| m.places.first())
            .copied()
            .or_else(|| document.linked.get(&homes[host?]?).copied());
        let Some(place) = place else { continue };
        let Some(country) = country_of(document, place).or_else(|| homes[host?]) else { continue };
        if !homes.contains(&Some(country)) {
            continue;
        }
        let Some(grounds) = m.grounds.first() else { continue };
        for (&(visitor, _), home) in m.participants.iter().zip(&homes) {
            let foreign = home.is_some_and(|h| h != country);
            let known = out.iter().any(|j| {
                j.visitor == visitor
                    && party::places_agree(document, j.place, place)
                    && match (&j.date, &m.date) {
                        (Some(a), Some(b)) => a.agrees(b),
                        _ => true,
                    }
            });
            if !foreign || known || document.entity(visitor).kind != EntityKind::Person {
                continue;
            }
            out.push(Journey {
                visitor,
                place,
                date: m.date.clone(),
                status: m.status,
                tokens: grounds.tokens,
                confidence: 0.6,
            });
        }
    }
    out[told..].sort_by_key(|j| (j.tokens.start, j.tokens.end, j.visitor, j.place));
}
