//! What one trigger tells: its frames, evaluated over the tree, and over the words where the tree leads nowhere.

use super::Telling;
use super::sides::{is_group, plural_subject};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::fact::occurrence::{status_and_date, status_of};
use crate::fact::party::{self, can_meet, is_person};
use crate::fact::{frame, setting};
use crate::graph::{MentionForm, Status};
use crate::knowledge::EntityKind;
use crate::lexicon::{MeetingFrame, TriggerPos};
use crate::text::BlockKind;
use smol_str::{SmolStr, format_smolstr};

/// The frames of a verb, with the noun that makes a light verb one.
pub(super) fn verbal(document: &Document<'_>, verb: u32, taken: &mut Vec<u32>) -> Vec<Telling> {
    let Some(lemma) = frame::verb_lemmas(document, verb).into_iter().find(|l| is_known(document, l)) else {
        return Vec::new();
    };
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
            if telling.participants.len() < 2 && telling.groups == 0 && !plural_subject(document, verb) {
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

/// Whether the lexicon has the lemma as a verb of meeting.
fn is_known(document: &Document<'_>, lemma: &str) -> bool {
    document.lexicon.meeting(lemma).iter().any(|f| f.pos == TriggerPos::Verb)
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

/// "news conference", "press briefing": for reporters, no meeting, unless somebody gives it jointly with another.
fn is_for_the_press(document: &Document<'_>, noun: u32) -> bool {
    let children = document.trees.children(noun);
    let describes =
        |c: u32| matches!(document.word(c).deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodDesc);
    let joint = || {
        children.iter().any(|&c| {
            document.lemma(c) == "joint" && describes(c)
                || matches!(document.case(c).as_deref(), Some("with" | "alongside"))
                    && party::named(document, c).iter().any(|&e| is_person(document, e))
        })
    };
    children.iter().any(|&c| {
        matches!(document.lemma(c), "news" | "press" | "media" | "cabinet" | "campaign" | "plenary")
            && describes(c)
    }) && !joint()
}

/// Verbs that mean a meeting only with people around them and nothing further said of these: "called him a liar",
/// "sees Xi as", "called on Moscow to".
fn is_other_sense(document: &Document<'_>, verb: u32, lemma: &str) -> bool {
    let children = document.trees.children(verb);
    let calls_on = lemma.starts_with("call")
        && (lemma != "call"
            || children.iter().any(|&c| match document.case(c).as_deref() {
                Some("on" | "upon") => !party::parties(document, c).is_empty(),
                preposition => preposition == Some("for"),
            }));
    let said_of = children.iter().any(|&c| {
        let to = || document.trees.children(c).iter().any(|&m| document.word(m).xpos == Xpos::To);
        match document.word(c).deprel {
            // "called Xi to discuss trade", but "called on Xi to act"
            Deprel::Xcomp if lemma == "call" && !calls_on && to() => false,
            Deprel::Xcomp | Deprel::Ccomp => true,
            Deprel::Advcl => calls_on && to(),
            Deprel::Obl => document.case(c).as_deref() == Some("as"),
            _ => false,
        }
    });
    // "called South Korean President Kim": the adjective is no second object.
    let adjective = |t: u32| document.name_covering(t).is_some_and(|m| m.form == MentionForm::Demonym);
    let objects =
        children.iter().filter(|&&c| document.word(c).deprel == Deprel::Obj && !adjective(c)).count();
    let general = lemma == "see"
        && matches!(document.word(verb).xpos, Xpos::Vbz | Xpos::Vbp)
        && document.block_kind(verb) != BlockKind::Headline;
    said_of || objects > 1 || general
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
pub(super) fn nominal(document: &Document<'_>, noun: u32) -> Option<Telling> {
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
    let others = !telling.participants.iter().any(|p| telling.ours.contains(p));
    if !telling.participants.is_empty() && (telling.participants.len() == 1 || others) && with {
        for subject in party::subjects_above(document, noun) {
            add_ours(document, subject, &mut telling, false);
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
        for subject in party::subjects_above(document, noun) {
            add_ours(document, subject, &mut more, true);
        }
        // "warned Xi during a call"
        let verb = document.word(noun).head.filter(|&v| document.is_verb(v) && more.participants.len() == 1);
        let objects = verb.map(|v| frame::logical_object(document, v)).unwrap_or_default();
        for object in objects {
            if party::named(document, object).iter().any(|&e| is_person(document, e)) {
                add_parties(document, object, &mut more, true);
            }
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
        telling.ours = vec![a, b];
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
                telling.ours.push(e);
                telling.arguments.push(at);
            }
        }
    }
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

/// Adds who stands at `token` on the first side.
fn add_ours(document: &Document<'_>, token: u32, telling: &mut Telling, loose: bool) {
    let before = telling.participants.len();
    add_parties(document, token, telling, loose);
    let added = telling.participants[before..].to_vec();
    telling.ours.extend(added);
}

/// Whether the slot holds those whom the first side meets: "met them", "talks with them".
fn is_other_side(slot: &str) -> bool {
    let last = slot.rsplit('.').next().unwrap_or(slot);
    last == "obj"
        || last == "iobj"
        || last.split_once(':').is_some_and(|(_, p)| {
            p.split('|')
                .all(|p| matches!(p, "with" | "to" | "on" | "upon" | "from" | "opposite" | "alongside"))
        })
}

/// Fills the slots of a frame.
fn fill(document: &Document<'_>, trigger: u32, f: &MeetingFrame) -> Telling {
    let (status, date) = status_and_date(document, trigger);
    let mut telling = Telling {
        trigger,
        arguments: Vec::new(),
        groups: 0,
        participants: Vec::new(),
        ours: Vec::new(),
        hosts: Vec::new(),
        places: setting::places_of(document, trigger),
        date,
        format: f.format.clone(),
        at_place: f.at_place,
        each: f.each,
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
            if is_other_side(slot) {
                add_parties(document, token, &mut telling, loose);
            } else {
                add_ours(document, token, &mut telling, loose);
            }
            let named = matches!(slot.as_str(), "amod" | "compound" | "nmod:of");
            if telling.participants.len() == before
                && !named
                && is_group(document, token)
                && !telling.arguments.contains(&token)
            {
                telling.arguments.push(token);
                let holders = party::office_holders(document, token);
                if holders.len() > 1 {
                    if !is_other_side(slot) {
                        telling.ours.extend(&holders);
                    }
                    telling.participants.extend(
                        holders.into_iter().filter(|h| !telling.participants.contains(h)).collect::<Vec<_>>(),
                    );
                } else {
                    telling.groups += 1;
                }
            }
        }
    }
    // "received both separately": taken for the "both" of a list.
    if document.form(trigger + 1) == "both"
        && f.participants.iter().any(|s| s == "obj")
        && document.child(trigger, Deprel::Obj).is_none()
    {
        telling.groups += 1;
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
        add_ours(document, who, &mut telling, false);
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
        add_ours(document, token, telling, false);
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

/// Takes over what another reading of the same words adds.
fn absorb(telling: &mut Telling, more: Telling) {
    for e in more.participants {
        if !telling.participants.contains(&e) {
            telling.participants.push(e);
        }
    }
    telling.ours.extend(more.ours);
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
                if frame::is_passive(document, verb) {
                    add_ours(document, at, telling, false);
                } else {
                    add_parties(document, at, telling, false);
                }
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
    let mut by_phone = false;
    let mut video = false;
    let Some(sentence) = document.sentences.get(document.sentence_of(trigger)) else { return format };
    let near = trigger.saturating_sub(4).max(sentence.tokens.start)..sentence.tokens.end.min(trigger + 14);
    for t in near {
        match document.form(t).to_lowercase().as_str() {
            "phone" | "telephone" | "phoned" | "telephoned" => {
                phone = true;
                by_phone |= (1..3).any(|back| {
                    t.checked_sub(back).is_some_and(|b| matches!(document.form(b), "by" | "over" | "via"))
                });
            }
            "video" | "videolink" | "videoconference" | "virtual" | "virtually" | "teleconference"
            | "zoom" => video = true,
            _ => {}
        }
    }
    match format.as_str() {
        "talks" | "call" | "meeting" | "conference" | "summit" | "conversation" if video => {
            SmolStr::new_static("video_call")
        }
        "talks" | "call" | "conversation" if phone => SmolStr::new_static("call"),
        // "would brief them by phone"
        "meeting" if by_phone => SmolStr::new_static("call"),
        _ => format,
    }
}
