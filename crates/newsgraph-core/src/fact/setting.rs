//! Where something told by a trigger took place, and when where its own clause does not say.

use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::edtf::Edtf;
use crate::graph::{MentionForm, Status};
use crate::knowledge::EntityKind;
use crate::span::TokenRange;
use jiff::civil::Date;

/// Prepositions before the place of an event.
const LOCATIVE: [&str; 9] = ["in", "at", "outside", "near", "on", "aboard", "inside", "from", "to"];

/// The places that the phrase headed by `token` names. A capital after "in" is the place, whatever else it may stand for.
pub(crate) fn places_at(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::new();
    let Some(mention) = document.mention_at(token) else { return out };
    if mention.form == MentionForm::Demonym {
        return out;
    }
    if mention.form == MentionForm::Metonym {
        // "visited Beijing": the city, where the text has it as one.
        let name = document.words(mention.tokens);
        let city = document.entities.iter().position(|e| e.kind == EntityKind::Place && e.name == name);
        if let Some(city) = city {
            out.push(EntityIndex(city as u32));
            return out;
        }
    }
    for &e in &mention.entities {
        if matches!(document.entity(e).kind, EntityKind::Place | EntityKind::Country) && !out.contains(&e) {
            out.push(e);
        }
    }
    out
}

/// The place of the dateline.
pub(crate) fn dateline(document: &Document<'_>) -> Option<EntityIndex> {
    let span = document.dateline_place?;
    let name = span.of(document.text()).to_lowercase();
    let there =
        |&m: &u32| document.mentions.get(m as usize).is_some_and(|m| document.span(m.tokens).overlaps(span));
    let place = document.entities.iter().position(|e| {
        e.kind == EntityKind::Place && (e.name.to_lowercase() == name || e.mentions.iter().any(there))
    });
    place.map(|i| EntityIndex(i as u32))
}

/// "received here", "arrived there": the place of the dateline, or the one named last as a place to be at.
pub(crate) fn adverbial(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    for &c in document.trees.children(trigger) {
        if document.word(c).deprel == Deprel::Expl || document.quotation_of(c).is_some() {
            continue;
        }
        match document.form(c).to_lowercase().as_str() {
            "here" => return dateline(document).into_iter().collect(),
            "there" => return named_before(document, c),
            _ => {}
        }
    }
    Vec::new()
}

/// The place last named after a preposition of place, in the sentence of `token` or the one before.
fn named_before(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let here = document.sentence_of(token);
    let start = document.sentences.get(here.saturating_sub(1)).map_or(token, |s| s.tokens.start);
    let end = document.mentions.partition_point(|m| m.tokens.start < token);
    document.mentions[..end]
        .iter()
        .rev()
        .take_while(|m| m.tokens.start >= start)
        .filter(|m| {
            let before = m.tokens.start.checked_sub(1).map_or("", |t| document.form(t));
            LOCATIVE.contains(&before.to_lowercase().as_str()) || matches!(before, "for" | "into")
        })
        .map(|m| places_at(document, m.head))
        .find(|p| !p.is_empty())
        .unwrap_or_default()
}

/// Places of the phrase at `token`: its own, or those of "the village of Psarades", "the airport in Lahore", "Athens's port".
pub(crate) fn places_within(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let own = places_at(document, token);
    if !own.is_empty() {
        return own;
    }
    for &c in document.trees.children(token) {
        let inside = match document.word(c).deprel {
            Deprel::Nmod => matches!(document.case(c).as_deref(), Some("of" | "in" | "at" | "near" | "on")),
            Deprel::Appos | Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat => true,
            Deprel::Amod => {
                // "the Tajik capital": the demonym's country.
                matches!(document.lemma(token), "capital" | "city" | "town" | "resort" | "port" | "village")
            }
            _ => false,
        };
        if !inside {
            continue;
        }
        let found: Vec<EntityIndex> = match document.mention_at(c) {
            Some(m) if m.form == MentionForm::Demonym && document.word(c).deprel == Deprel::Amod => {
                m.entities.clone()
            }
            Some(_) if document.word(c).deprel == Deprel::NmodPoss => places_at(document, c)
                .into_iter()
                .filter(|&e| document.entity(e).kind == EntityKind::Place || is_site(document.lemma(token)))
                .collect(),
            _ => places_at(document, c),
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whether the noun is a spot on the map.
fn is_site(lemma: &str) -> bool {
    matches!(
        lemma,
        "capital"
            | "city"
            | "town"
            | "resort"
            | "port"
            | "village"
            | "airport"
            | "palace"
            | "hotel"
            | "border"
            | "embassy"
            | "parliament"
            | "residence"
            | "office"
            | "headquarters"
    )
}

/// The places of the clause of `trigger`: locative dependents of it and of the verbs above it within its clause, and what
/// a relative clause with "where" hangs on.
pub(crate) fn places_of(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    let found = places_after(document, trigger);
    if !found.is_empty() {
        return found;
    }
    let found = destination(document, trigger);
    if !found.is_empty() {
        return found;
    }
    let mut at = trigger;
    for climbed in 0..4 {
        let found = adverbial(document, at);
        if !found.is_empty() {
            return found;
        }
        let found = locatives(document, at, climbed);
        if !found.is_empty() {
            return found;
        }
        // "to Abuja on Monday, where": the place last named before it.
        let relative = document
            .trees
            .children(at)
            .iter()
            .find(|&&c| document.word(c).xpos == Xpos::Wrb && document.lemma(c) == "where");
        if let Some(&relative) = relative {
            return place_before(document, relative);
        }
        let word = document.word(at);
        let Some(head) = word.head else { break };
        if word.deprel == Deprel::AclRelcl || word.deprel == Deprel::AdvclRelcl {
            break;
        }
        let climbs = matches!(
            word.deprel,
            Deprel::Obj
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Conj
                | Deprel::Xcomp
                | Deprel::Advcl
                | Deprel::Compound
                | Deprel::Appos
        );
        if !climbs {
            break;
        }
        at = head;
    }
    Vec::new()
}

/// "flies to Oslo for talks", "flew on to Riga on Friday to meet": the goal right before the purpose.
fn destination(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    let purpose = document.trees.children(trigger).iter().copied().find(|&c| {
        c < trigger
            && match document.word(c).deprel {
                Deprel::Case => document.form(c) == "for",
                Deprel::Mark => document.word(c).xpos == Xpos::To,
                _ => false,
            }
    });
    let Some(mut last) = purpose.and_then(|p| p.checked_sub(1)) else { return Vec::new() };
    let end = document.timexes.partition_point(|t| t.tokens.start <= last);
    if let Some(t) = document.timexes[..end].last().filter(|t| t.tokens.holds(last)) {
        let on = u32::from(t.tokens.start > 0 && document.form(t.tokens.start - 1) == "on");
        last = t.tokens.start.saturating_sub(1 + on);
    }
    let Some(place) = document.name_covering(last) else { return Vec::new() };
    let before = place.tokens.start.checked_sub(1).map_or("", |t| document.form(t));
    if matches!(before, "to" | "in" | "at" | "for") { places_at(document, place.head) } else { Vec::new() }
}

/// The place named last before `token`, close by in its sentence.
fn place_before(document: &Document<'_>, token: u32) -> Vec<EntityIndex> {
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else { return Vec::new() };
    let start = sentence.tokens.start.max(token.saturating_sub(10));
    (start..token).rev().map(|t| places_at(document, t)).find(|p| !p.is_empty()).unwrap_or_default()
}

/// Places after "in" or "at" behind the trigger, up to where another clause begins: parsers hang them on any name before.
fn places_after(document: &Document<'_>, trigger: u32) -> Vec<EntityIndex> {
    let mut out: Vec<EntityIndex> = Vec::new();
    let Some(sentence) = document.sentences.get(document.sentence_of(trigger)) else { return out };
    let mut locative: Option<u32> = None;
    for t in trigger + 1..sentence.tokens.end.min(trigger + 40) {
        let form = document.form(t).to_lowercase();
        if matches!(form.as_str(), "in" | "at" | "outside" | "near") {
            locative = Some(t);
            continue;
        }
        if ends_clause(document, t, &form) || opens_topic(document, t, &form) {
            break;
        }
        let Some(p) = locative.filter(|&p| t <= p + 5) else { continue };
        if matches!(form.as_str(), "with" | "by" | "for" | "to" | "from") {
            locative = None;
            continue;
        }
        let found: Vec<EntityIndex> = places_at(document, t)
            .into_iter()
            // "in Russian" and "in February" are no places; nor is the country of "the French capital's mayor".
            .filter(|_| p < t)
            .collect();
        if !found.is_empty() {
            for e in found {
                if !out.contains(&e) {
                    out.push(e);
                }
            }
            locative = None;
            if out.len() > 2 {
                break;
            }
        }
    }
    out
}

/// Whether the token begins what an event is about ("on the war in Ukraine"): places in it are not those of the event.
fn opens_topic(document: &Document<'_>, token: u32, form: &str) -> bool {
    match form {
        // "for the first time", "for two hours"
        "for" => !(token + 1..token + 5).any(|t| {
            matches!(
                document.form(t).trim_end_matches('s'),
                "time" | "hour" | "minute" | "day" | "week" | "month" | "year"
            )
        }),
        "about" | "over" | "against" | "amid" | "despite" | "regarding" => true,
        "on" => {
            let next = token + 1;
            let dated = document.timexes.iter().any(|t| t.tokens.start <= next + 1 && next < t.tokens.end);
            let aside = (next..next + 3).any(|t| {
                matches!(
                    document.form(t),
                    "sidelines" | "margins" | "fringes" | "island" | "shore" | "coast" | "way"
                )
            });
            !dated
                && !aside
                && places_at(document, next).is_empty()
                && places_at(document, next + 1).is_empty()
        }
        _ => false,
    }
}

/// Whether another clause begins at the token.
fn ends_clause(document: &Document<'_>, token: u32, form: &str) -> bool {
    let finite = matches!(document.word(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vb);
    finite
        || matches!(
            form,
            ";" | ":"
                | "."
                | "“"
                | "”"
                | "\""
                | "after"
                | "before"
                | "while"
                | "when"
                | "who"
                | "which"
                | "that"
                | "where"
                | "because"
                | "since"
                | "ahead"
                | "but"
                | "until"
        )
}

/// Locative dependents of one token, the finest first: "at the Kremlin in Moscow" gives both.
fn locatives(document: &Document<'_>, token: u32, climbed: u32) -> Vec<EntityIndex> {
    let mut out = Vec::new();
    for &c in document.trees.children(token) {
        if !matches!(document.word(c).deprel, Deprel::Obl | Deprel::Nmod | Deprel::NmodDesc) {
            continue;
        }
        let Some(case) = document.case(c) else { continue };
        let case = case.as_str();
        // "flew to Athens to meet": the goal of a movement above is the place of what came after it.
        let fits = match case {
            "to" => climbed > 0 && is_movement(document, token),
            "from" => false,
            _ => LOCATIVE.contains(&case),
        };
        if !fits {
            continue;
        }
        // Later events of the same verb joined by "and then" come after the trigger; their place is not this one's.
        for at in document.conjuncts(c) {
            for e in places_within(document, at) {
                if !out.contains(&e) {
                    out.push(e);
                }
            }
        }
    }
    out
}

/// Whether the verb moves its subject.
pub(crate) fn is_movement(document: &Document<'_>, verb: u32) -> bool {
    document.lexicon.visit(document.lemma(verb)).iter().any(|f| f.pos == crate::lexicon::TriggerPos::Verb)
}

/// How far above its clause and across how many clause borders a date may lie to tell of a trigger.
const NEAR: usize = 5;

/// The date of the trigger: the one of its sentence that lies nearest to it in the tree. The date of a verb of saying is not
/// that of what is said, and the date of a clause below is that of another event.
pub(crate) fn date_of(document: &Document<'_>, trigger: u32, status: Status) -> Option<Edtf> {
    let value = nearest_date(document, trigger)?;
    // "are due to meet in July": the next one.
    match (document.date, status) {
        (Some(today), Status::Planned) => Some(not_before(value, today)),
        _ => Some(value),
    }
}

/// The date a year later where it lies well before `today`.
fn not_before(value: Edtf, today: Date) -> Edtf {
    let s = value.as_str().trim_end_matches('~');
    let mut parts = s.splitn(3, '-');
    let (Some(year), Some(month), None) = (
        parts.next().and_then(|y| y.parse::<i16>().ok()),
        parts.next().and_then(|m| m.parse::<i8>().ok()),
        parts.next(),
    ) else {
        return value;
    };
    if s.len() == 7 && (year, month) < (today.year(), today.month()) && year + 1 >= today.year() {
        return Edtf::month(year + 1, month);
    }
    value
}

/// Whether the clause of the verb begins with one of the words.
fn opens_with(document: &Document<'_>, verb: u32, words: &[&str]) -> bool {
    document.trees.children(verb).iter().any(|&c| {
        c < verb
            && matches!(document.word(c).deprel, Deprel::Mark | Deprel::Advmod)
            && words.contains(&document.form(c).to_lowercase().as_str())
    })
}

/// The date of "has not visited Rwanda since June 2021": then it did take place.
pub(crate) fn since_date(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    let start = document.timexes.partition_point(|t| t.tokens.start < trigger);
    document.timexes[start..]
        .iter()
        .take_while(|t| t.tokens.start < sentence.tokens.end)
        .find(|t| {
            t.tokens.start.checked_sub(1).is_some_and(|b| document.form(b).eq_ignore_ascii_case("since"))
        })
        .map(|t| t.value.clone())
}

/// Words before a date that make it a border of something, not the day of it.
fn is_border(document: &Document<'_>, timex: &crate::time::Timex) -> bool {
    // "the first visit since the coup in March"
    let since = (1..8)
        .map_while(|back| timex.tokens.start.checked_sub(back))
        .take_while(|&t| {
            matches!(
                document.word(t).upos,
                Upos::Adj | Upos::Adp | Upos::Det | Upos::Noun | Upos::Num | Upos::Propn | Upos::Sconj
            )
        })
        .any(|t| document.form(t).eq_ignore_ascii_case("since"));
    if since {
        return true;
    }
    (1..3).any(|back| {
        timex.tokens.start.checked_sub(back).is_some_and(|t| {
            matches!(
                document.form(t).to_lowercase().as_str(),
                "since" | "until" | "till" | "than" | "before" | "after" | "by" | "for"
            ) && (back == 1 || document.word(t + 1).upos != Upos::Propn)
        })
    })
}

/// "in June 2021, when he showed her round", "in Davos in January, where they met": the date that the clause hangs on.
fn date_before_clause(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let relative = document.trees.children(trigger).iter().copied().find(|&c| {
        c < trigger && matches!(document.form(c), "when" | "where") && document.word(c).xpos == Xpos::Wrb
    })?;
    let last = (1..3).filter_map(|back| relative.checked_sub(back)).find(|&t| document.form(t) != ",")?;
    let end = document.timexes.partition_point(|t| t.tokens.start <= last);
    document.timexes[..end].last().filter(|t| t.tokens.holds(last)).map(|t| t.value.clone())
}

/// The date of the sentence that lies nearest to the trigger.
fn nearest_date(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    if let Some(date) = date_before_clause(document, trigger) {
        return Some(date);
    }
    let start = document.timexes.partition_point(|t| t.tokens.start < sentence.tokens.start);
    let timexes: Vec<&crate::time::Timex> = document.timexes[start..]
        .iter()
        .take_while(|t| t.tokens.start < sentence.tokens.end)
        .filter(|t| !is_border(document, t))
        .filter(|t| {
            let (a, b) = (t.tokens.start.min(trigger), t.tokens.start.max(trigger));
            !(a..b).any(|i| document.form(i) == ";")
        })
        .collect();
    if timexes.is_empty() {
        return None;
    }
    // The way up from the trigger with what each step costs.
    let noun = is_noun(document, trigger);
    let mut chain = vec![(trigger, 0)];
    while chain.len() < 12 {
        let (at, cost) = chain[chain.len() - 1];
        let word = document.word(at);
        let Some(head) = word.head else { break };
        let step = match word.deprel {
            Deprel::Ccomp | Deprel::Parataxis => 6,
            // "a day after he had met": at another time.
            Deprel::Advcl
                if document.children(at, Deprel::Mark).any(|m| {
                    matches!(document.form(m).to_lowercase().as_str(), "after" | "before" | "since" | "until")
                }) =>
            {
                6
            }
            Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl if opens_with(document, at, &["when"]) => 1,
            Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl => 3,
            Deprel::Acl | Deprel::Conj => 2,
            // "called off on Thursday the summit planned for June": the noun's own date comes first.
            _ if noun && chain.len() == 1 => 2,
            _ => 1,
        };
        chain.push((head, cost + step));
    }
    let distance = |t: &crate::time::Timex| -> Option<usize> {
        let mut at = t.tokens.iter().find(|&i| document.word(i).head.is_none_or(|h| !t.tokens.holds(h)))?;
        let mut down = 0;
        for _ in 0..24 {
            if let Some((_, up)) = chain.iter().find(|c| c.0 == at) {
                return Some(down + up);
            }
            let word = document.word(at);
            let head = word.head?;
            down += match word.deprel {
                // "the summit, which was planned for June"
                Deprel::AclRelcl | Deprel::Acl
                    if head == trigger
                        && !opens_with(document, at, &["since", "after", "before", "until"]) =>
                {
                    1
                }
                // "when he was overthrown in July, he turned up": at the same time.
                Deprel::Advcl if opens_with(document, at, &["when", "as"]) => 1,
                Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis => 5,
                Deprel::Conj if document.is_verb(at) => 4,
                _ => 0,
            };
            at = head;
        }
        None
    };
    timexes
        .iter()
        .filter_map(|t| {
            let far = t.tokens.start.abs_diff(trigger);
            // What stands right behind the trigger belongs to it even where the tree says otherwise.
            let mut d = distance(t).unwrap_or(9);
            let verb = document.is_verb(trigger);
            let relative = |i: u32| matches!(document.word(i).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss);
            if verb && d > 0 && (trigger + 1..t.tokens.start).any(relative) {
                // "about the accord, which voters had turned down on Sunday"
                d = 9;
            }
            let beside = || {
                t.tokens.start > trigger
                    && far < 9
                    && !(trigger + 1..t.tokens.start)
                        .any(|i| ends_clause(document, i, &document.form(i).to_lowercase()))
            };
            (d < NEAR || beside()).then_some((d.min(NEAR), far, *t))
        })
        .min_by_key(|(d, far, _)| (*d, *far))
        .map(|(_, _, t)| t.value.clone())
}

/// When something without a date of its own most likely took place: in the month that the lines before tell of, where that
/// is past or the verb looks back; else about the time of the article. Nothing for what may not happen.
pub(crate) fn assumed_date(document: &Document<'_>, trigger: u32, status: Status) -> Option<Edtf> {
    let today = document.date?;
    if matches!(status, Status::Possible) {
        return None;
    }
    let back = is_pluperfect(document, trigger);
    if status == Status::Held
        && let Some(told) = told_before(document, trigger, back)
    {
        return Some(told);
    }
    if back {
        return None;
    }
    let this = Edtf::month(today.year(), today.month()).approximate();
    let (before, after) = (today.first_of_month().yesterday().ok(), today.last_of_month().tomorrow().ok());
    let month = |d: Date| Edtf::month(d.year(), d.month()).approximate();
    Some(match (before, after) {
        (Some(last), _) if today.day() <= 7 => Edtf::interval(&month(last), &this),
        (_, Some(next)) if today.day() >= 24 && status == Status::Planned => {
            Edtf::interval(&this, &month(next))
        }
        _ => this,
    })
}

/// The month of the last date before the trigger in its paragraph, at most two sentences back.
fn told_before(document: &Document<'_>, trigger: u32, back: bool) -> Option<Edtf> {
    let today = document.date?;
    let here = document.sentence_of(trigger);
    let sentence = document.sentences.get(here)?;
    let end = document.timexes.partition_point(|t| t.tokens.start < trigger);
    let last = document.timexes[..end].iter().rev().take(4).find(|t| {
        let there = document.sentence_of(t.tokens.start);
        (there + 2 >= here && (back || there < here))
            && document.sentences[there].block == sentence.block
            && !is_border(document, t)
    })?;
    let first = last.value.as_str().split('/').next()?.trim_end_matches('~');
    let mut parts = first.splitn(3, '-').map(str::parse::<i16>);
    let (Some(Ok(year)), Some(Ok(month))) = (parts.next(), parts.next()) else { return None };
    let (year, month) = (year, i8::try_from(month).ok()?);
    let past = (year, month) < (today.year(), today.month());
    (past || back).then(|| Edtf::month(year, month).approximate())
}

/// "had met": before the time told of.
pub(crate) fn is_pluperfect(document: &Document<'_>, trigger: u32) -> bool {
    document.children(trigger, Deprel::Aux).any(|a| document.form(a).eq_ignore_ascii_case("had"))
}

/// How often something happened in general: "have met more than forty times", "often meets". No event of its own.
pub(crate) fn is_repeated(document: &Document<'_>, trigger: u32) -> bool {
    document.trees.children(trigger).iter().any(|&c| {
        let lemma = document.lemma(c);
        match document.word(c).deprel {
            Deprel::Advmod => {
                matches!(
                    lemma,
                    "often" | "frequently" | "regularly" | "repeatedly" | "rarely" | "usually" | "always"
                )
            }
            Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj | Deprel::NmodUnmarked => {
                (lemma == "time" && document.word(c).xpos == Xpos::Nns)
                    || (lemma == "occasion" && document.word(c).xpos == Xpos::Nns)
            }
            _ => false,
        }
    })
}

/// The tokens that show a fact: from the trigger over its arguments, within the sentence.
pub(crate) fn grounds(document: &Document<'_>, trigger: u32, arguments: &[u32]) -> TokenRange {
    let sentence = document
        .sentences
        .get(document.sentence_of(trigger))
        .map_or(TokenRange::new(trigger, trigger + 1), |s| s.tokens);
    let mut range = TokenRange::new(trigger, trigger + 1);
    for &a in arguments.iter().filter(|&&a| sentence.holds(a)) {
        let whole = document.mention_at(a).map_or(TokenRange::new(a, a + 1), |m| m.tokens);
        range.start = range.start.min(whole.start).max(sentence.start);
        range.end = range.end.max(whole.end).min(sentence.end);
    }
    range
}

/// Whether `token` is a noun, common or proper.
pub(crate) fn is_noun(document: &Document<'_>, token: u32) -> bool {
    matches!(document.word(token).upos, Upos::Noun | Upos::Propn)
}
