//! Offices and affiliations: who is what of which country or organisation.

use super::{Fact, FactRule, Grounds, RelationFact};
use crate::analysis::{Deprel, Upos};
use crate::document::{Document, DocumentEntity, EntityIndex, Holder, HolderPattern, TitleMention};
use crate::graph::{MentionForm, PostStatus, Relation};
use crate::knowledge::{EntityKind, PostClass, Term};
use crate::lexicon::{NominalKind, Title, TitleUse};
use crate::span::TokenRange;
use crate::text::BlockKind;
use smol_str::SmolStr;

/// Titles that the text joins to a name, with the country or organisation they belong to.
#[derive(Debug)]
pub(super) struct PostRule;

/// Types of organisation whose posts are no political or official ones.
const OUTSIDE_GOVERNMENT: &[&str] =
    &["company", "media", "news_agency", "think_tank", "university", "ngo", "club", "party"];

/// How far from the title its country or organisation may stand, in tokens.
const REACH: u32 = 16;

impl FactRule for PostRule {
    fn name(&self) -> &'static str {
        "post"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        for holder in &document.holders {
            post(document, holder, facts);
        }
        for holder in nominal_holders(document) {
            post(document, &holder, facts);
        }
        counterparts(document, facts);
        for mention in &document.mentions {
            if let ([person], true) = (mention.entities.as_slice(), mention.form == MentionForm::Name)
                && document.entity(*person).kind == EntityKind::Person
            {
                untitled(document, *person, mention.tokens, mention.head, facts);
            }
        }
        bylines(document, facts);
    }
}

/// An owner of a post: the entity and the words that name it.
type Owner = (EntityIndex, TokenRange);

fn entry<'a>(document: &Document<'a>, title: &TitleMention) -> Option<&'a Title> {
    title.entry.and_then(|e| document.lexicon.titles().get(e as usize))
}

/// Titles that stand for their holder ("the Russian president", known to be Putin): they tell of the post as well.
fn nominal_holders(document: &Document<'_>) -> Vec<Holder> {
    let mut found = Vec::new();
    for (i, title) in document.titles.iter().enumerate() {
        let Some(mention) = document.mention_at(title.head) else { continue };
        let &[person] = mention.entities.as_slice() else { continue };
        let stands =
            mention.form == MentionForm::Nominal && !mention.acting && mention.tokens.contains(title.tokens);
        if stands && document.entity(person).kind == EntityKind::Person {
            found.push(Holder {
                title: i as u32,
                person,
                name: title.tokens,
                pattern: HolderPattern::Nominal,
            });
        }
    }
    found
}

/// Nouns for somebody who holds the same post elsewhere.
const COUNTERPART: &[&str] = &["counterpart", "homologue", "opposite", "colleague"];

/// "Turkish Foreign Minister Hakan Fidan and his Greek counterpart, Giorgos Gerapetritis": the same post, elsewhere.
fn counterparts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    for t in 0..document.tokens.len() as u32 {
        if document.word(t).upos != Upos::Noun && document.word(t).upos != Upos::Adj
            || !COUNTERPART.contains(&document.lemma(t))
        {
            continue;
        }
        let behind = if document.form(t + 1) == "number" { t + 2 } else { t + 1 };
        let name = [behind, behind + 1].into_iter().find_map(|k| {
            let m = document.name_covering(k).filter(|m| m.tokens.start == k)?;
            (k == behind || document.form(behind) == ",").then_some(m)
        });
        let mention = name.or_else(|| document.mention_at(t));
        let Some((&person, tokens)) = mention.and_then(|m| m.entities.first().map(|e| (e, m.tokens))) else {
            continue;
        };
        if document.entity(person).kind != EntityKind::Person {
            continue;
        }
        let owner = (t.saturating_sub(3)..t).rev().find_map(|k| {
            let e = *document.name_covering(k)?.entities.first()?;
            (document.entity(e).kind == EntityKind::Country).then_some((e, k))
        });
        let Some((of, at)) = owner else { continue };
        let end = document.holders.partition_point(|h| document.titles[h.title as usize].tokens.start < t);
        let model = document.holders[..end].iter().rev().take(6).find(|h| {
            h.person != person
                && entry(document, &document.titles[h.title as usize])
                    .is_some_and(|e| e.usage == TitleUse::Office)
        });
        let Some(model) = model else { continue };
        let title = document.titles[model.title as usize];
        let class = entry(document, &title).and_then(|e| e.class);
        let words = TokenRange::new(at, tokens.end.max(t + 1));
        emit(document, person, of, &title, TitleUse::Office, class, words, 0.8, "post/counterpart", facts);
    }
}

fn post(document: &Document<'_>, holder: &Holder, facts: &mut Vec<Fact>) {
    let title = document.titles[holder.title as usize];
    let lexical = entry(document, &title);
    let mut usage = lexical.map_or(TitleUse::Either, |t| t.usage);
    if usage == TitleUse::Either && of_government(document, &title) {
        usage = TitleUse::Office;
    }
    let class = lexical.and_then(|t| t.class);
    let person = holder.person;
    let mut owners = Vec::new();
    premodifiers(document, holder, &title, &mut owners);
    let before = owners.len();
    let stop = match holder.pattern {
        HolderPattern::Before => holder.name.start,
        _ => u32::MAX,
    };
    postmodifiers(document, title.tokens.end, stop, class, &mut owners);
    // "King Abdullah II of Jordan"
    if holder.pattern == HolderPattern::Before && owners.is_empty() && document.form(holder.name.end) == "of"
    {
        postmodifiers(document, holder.name.end, holder.name.end + 4, class, &mut owners);
    }
    // "the American William Fitzgerald, deputy assistant secretary of State"
    if owners.is_empty() && holder.pattern == HolderPattern::After {
        let before = holder.name.start.checked_sub(1).and_then(|t| document.name_covering(t));
        if let Some(m) = before.filter(|m| m.form == MentionForm::Demonym) {
            owners.extend(m.entities.first().map(|&e| (e, m.tokens)));
        }
    }
    let kind = |o: &Owner| document.entity(o.0).kind;
    // "director of the China Program at the Stimson Center": the body, not its part that nothing is known of.
    let known_body = |o: &&Owner| {
        let entity = document.entity(o.0);
        entity.kind == EntityKind::Organization && (entity.linked.is_some() || entity.subtype.is_some())
    };
    let organization = owners
        .iter()
        .find(known_body)
        .or_else(|| owners.iter().find(|o| kind(o) == EntityKind::Organization));
    let mut country = owners.iter().find(|o| kind(o) == EntityKind::Country);
    // "the foreign ministers of Macedonia and Greece, Nikola Dimitrov and Nikos Kotzias": each of his own.
    if title.plural && before == 0 {
        let countries: Vec<&Owner> = owners.iter().filter(|o| kind(o) == EntityKind::Country).collect();
        let at = document.holders.partition_point(|h| h.title < holder.title);
        let mut names: Vec<TokenRange> =
            document.holders[at..].iter().take_while(|h| h.title == holder.title).map(|h| h.name).collect();
        names.sort();
        if countries.len() > 1 && countries.len() == names.len() {
            country = names.iter().position(|n| *n == holder.name).map(|rank| countries[rank]);
        }
    }
    let place = owners.iter().find(|o| kind(o) == EntityKind::Place);
    // What stands before the title owns it; what stands behind may only say what it is about.
    let nearest = owners[..before].first().or_else(|| owners.first());
    let chosen = match usage {
        TitleUse::Rank | TitleUse::Honorific => return,
        TitleUse::Affiliation => organization,
        TitleUse::Either => organization.or(country),
        TitleUse::Office => match nearest {
            Some(_) if title.plural => country.or(organization),
            Some(o) if kind(o) != EntityKind::Place => Some(o),
            _ => organization.or(country),
        },
    };
    let base = match holder.pattern {
        HolderPattern::Before => 0.95,
        HolderPattern::After => 0.9,
        HolderPattern::Predicate => 0.8,
        HolderPattern::Nominal => 0.75,
    };
    let cover = |other: TokenRange| {
        TokenRange::new(
            title.tokens.start.min(holder.name.start).min(other.start),
            title.tokens.end.max(holder.name.end).max(other.end),
        )
    };
    if let Some(&(of, tokens)) = chosen {
        emit(document, person, of, &title, usage, class, cover(tokens), base, "post/named", facts);
        // "lecturer at the Institute for X at the University of Y": of both.
        if usage == TitleUse::Affiliation {
            let second = owners
                .iter()
                .filter(|o| kind(o) == EntityKind::Organization && o.0 != of && o.1.start > tokens.end);
            for &(other, words) in second.take(1) {
                let gap = document.form(words.start - 1);
                let gap = if matches!(gap, "the" | "The") { document.form(words.start - 2) } else { gap };
                if matches!(gap, "at" | "of") {
                    emit(
                        document,
                        person,
                        other,
                        &title,
                        usage,
                        class,
                        cover(words),
                        0.6,
                        "post/second",
                        facts,
                    );
                }
            }
        }
        // "a former U.S. diplomat now at the CSIS": a second post, outside government.
        if let Some(&(other, tokens)) =
            organization.filter(|o| o.0 != of && is_outside_government(document.entity(o.0)))
        {
            let at = document.form(tokens.start.saturating_sub(1));
            let at =
                if matches!(at, "the" | "The") { document.form(tokens.start.saturating_sub(2)) } else { at };
            if matches!(at, "at" | "with") {
                emit(
                    document,
                    person,
                    other,
                    &title,
                    TitleUse::Affiliation,
                    None,
                    cover(tokens),
                    0.6,
                    "post/second",
                    facts,
                );
            }
        }
        return;
    }
    if holder.pattern == HolderPattern::Nominal {
        return;
    }
    if usage == TitleUse::Affiliation {
        return;
    }
    // "President Obama": the knowledge base knows of what.
    if let Some(of) = known(document, person, &title, lexical) {
        emit(
            document,
            person,
            of,
            &title,
            usage,
            class,
            cover(title.tokens),
            base - 0.1,
            "post/known",
            facts,
        );
        return;
    }
    if usage != TitleUse::Office {
        return;
    }
    // A city or region stands for its country ("the governor of Kharkiv"), a known person for the own one; a minister
    // without either is one of the country that the passage is about, a "diplomat" may be anybody's.
    let own = || {
        let id = document.entity(person).linked?;
        document.linked.get(&document.knowledge.entity(id).country?).copied()
    };
    let passage =
        || passage_country(document, &title).filter(|_| class.is_some_and(|c| c != PostClass::Other));
    let implied = place.and_then(|&(p, _)| country_of(document, p)).or_else(own).or_else(passage);
    if let Some(of) = implied {
        emit(document, person, of, &title, usage, class, cover(title.tokens), 0.5, "post/implied", facts);
    }
}

/// "a government spokesman", "the army chief": of the country that the passage is about.
fn of_government(document: &Document<'_>, title: &TitleMention) -> bool {
    title.tokens.start.checked_sub(1).is_some_and(|t| {
        document.lexicon.nominal(document.lemma(t)).iter().any(|n| n.kind == NominalKind::Actor)
    })
}

#[allow(clippy::too_many_arguments, reason = "one call builds one fact from all that was found")]
fn emit(
    document: &Document<'_>,
    person: EntityIndex,
    of: EntityIndex,
    title: &TitleMention,
    usage: TitleUse,
    class: Option<PostClass>,
    tokens: TokenRange,
    confidence: f32,
    rule: &'static str,
    facts: &mut Vec<Fact>,
) {
    if person == of {
        return;
    }
    let owner = document.entity(of);
    // "foreign ministers X and Y": each is one.
    let words = match entry(document, title) {
        Some(lexical) if title.plural => lexical.form.to_string(),
        _ => document.words(title.tokens).to_owned(),
    };
    let outside = is_outside_government(owner);
    let official = match usage {
        TitleUse::Office => !outside || class.is_some_and(|c| c < PostClass::Other),
        TitleUse::Affiliation => false,
        _ => owner.kind != EntityKind::Organization || !outside,
    };
    let relation = if official {
        let status = match (title.former, title.elect) {
            (_, true) => PostStatus::Elect,
            (true, _) => PostStatus::Former,
            _ => PostStatus::Current,
        };
        let class = class.filter(|&c| c <= PostClass::Other).unwrap_or(PostClass::Other);
        Relation::HoldsOffice { title: words, class, status }
    } else {
        let class = class.filter(|&c| c > PostClass::Other).unwrap_or_else(|| outside_class(owner));
        Relation::AffiliatedWith { title: words, class }
    };
    facts.push(Fact::Relation(RelationFact {
        source: person,
        target: of,
        relation,
        grounds: Grounds { tokens, rule: SmolStr::new_static(rule), confidence },
    }));
}

fn is_outside_government(owner: &DocumentEntity) -> bool {
    owner.kind == EntityKind::Organization
        && owner.subtype.as_deref().is_some_and(|s| OUTSIDE_GOVERNMENT.contains(&s))
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

/// The owners before the title: "Chinese Foreign Ministry spokesman", "MERICS expert", "Serbia's new foreign minister".
fn premodifiers(document: &Document<'_>, holder: &Holder, title: &TitleMention, owners: &mut Vec<Owner>) {
    let sentence = document.sentences[document.sentence_of(title.tokens.start)].tokens;
    let first = match holder.pattern {
        HolderPattern::After => holder.name.end.max(sentence.start),
        _ => sentence.start,
    };
    let mut t = title.tokens.start;
    let mut steps = 0;
    while t > first && steps < 8 {
        steps += 1;
        let at = t - 1;
        if let Some(mention) = document.name_covering(at) {
            let Some(&e) = mention.entities.first() else { return };
            if document.entity(e).kind == EntityKind::Person {
                return;
            }
            owners.push((e, mention.tokens));
            t = mention.tokens.start;
            // "the US House of Representatives Speaker": one owner is enough, but "Moscow" is none of a correspondent.
            if document.entity(e).kind != EntityKind::Place {
                return;
            }
            continue;
        }
        // "Palestine Liberation Organization (PLO) Chairman Yasser Arafat"
        if document.form(at) == ")" {
            match (first.max(at.saturating_sub(6))..at).rev().find(|&k| document.form(k) == "(") {
                Some(open) => {
                    t = open;
                    continue;
                }
                None => return,
            }
        }
        let word = document.word(at);
        if word.deprel == Deprel::NmodPoss {
            owners.extend(possessor(document, at));
        }
        let inside = matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv)
            || (word.upos == Upos::Verb && at > first && document.form(at - 1) == "-")
            || matches!(document.form(at), "'s" | "’s" | "'" | "’" | "-" | "–" | "based" | "and" | "/" | "&")
            || (matches!(document.form(at), "the" | "of")
                && holder.pattern == HolderPattern::Before
                && steps > 1
                && owners.is_empty()
                && document.form(at) == "of");
        if !inside {
            return;
        }
        t = at;
    }
}

/// "its spokesman", "his foreign minister", "the party's leader": what the possessor stands for; of a person the country.
fn possessor(document: &Document<'_>, token: u32) -> Option<Owner> {
    let mention = document.mention_at(token)?;
    let &[e] = mention.entities.as_slice() else { return None };
    let of = match document.entity(e).kind {
        EntityKind::Person => {
            let id = document.entity(e).linked?;
            document.linked.get(&document.knowledge.entity(id).country?).copied()?
        }
        _ => e,
    };
    Some((of, mention.tokens))
}

/// The owners behind the title: "director of the China Program at the Stimson Center".
fn postmodifiers(
    document: &Document<'_>,
    from: u32,
    stop: u32,
    class: Option<PostClass>,
    owners: &mut Vec<Owner>,
) {
    let sentence = document.sentences[document.sentence_of(from.saturating_sub(1))].tokens;
    let end = sentence.end.min(stop).min(from + REACH);
    let mut t = from;
    while t < end {
        // "and a member of …": the next title has owners of its own; "CEO and co-founder of …" shares them.
        if t > from && document.titles.binary_search_by_key(&t, |x| x.tokens.start).is_ok() {
            let determined = (t.saturating_sub(3)..t).any(|k| {
                matches!(document.word(k).upos, Upos::Det) || document.word(k).deprel == Deprel::NmodPoss
            });
            if determined && (!owners.is_empty() || (from..t).any(|k| document.form(k) == "and")) {
                return;
            }
        }
        if let Some(mention) = document.name_covering(t) {
            if let Some(&e) = mention.entities.first() {
                if document.entity(e).kind == EntityKind::Person {
                    // "a member of Angela Merkel's Christian Democrats"
                    if matches!(document.form(mention.tokens.end), "'s" | "’s") {
                        t = mention.tokens.end + 1;
                        continue;
                    }
                    return;
                }
                // An ambassador to China is not of China, an expert on Russia not of Russia.
                let preposition =
                    (from..t).rev().map(|p| document.form(p)).find(|f| !matches!(*f, "the" | "The"));
                let about = match preposition {
                    Some("to") => {
                        class == Some(PostClass::Ambassador) || document.entity(e).kind == EntityKind::Country
                    }
                    Some("on" | "against" | "about" | "over" | "under" | "since" | "during" | "with") => {
                        preposition != Some("with") || document.entity(e).kind != EntityKind::Organization
                    }
                    // "professor of Modern China Studies": a field, where no word says that it is a body.
                    Some("of") => {
                        let entity = document.entity(e);
                        class == Some(PostClass::Analyst)
                            && entity.linked.is_none()
                            && entity.subtype.is_none()
                    }
                    _ => false,
                };
                if !about {
                    owners.push((e, mention.tokens));
                }
            }
            t = mention.tokens.end.max(t + 1);
            continue;
        }
        let word = document.word(t);
        let form = document.form(t);
        match form {
            "," => {
                let behind = document.name_covering(t + 1).is_some_and(|m| {
                    m.entities.first().is_some_and(|&e| document.entity(e).kind == EntityKind::Organization)
                });
                let preposition = matches!(document.form(t + 1), "at" | "of" | "with");
                if !behind && !preposition {
                    return;
                }
            }
            // A stray full stop before a lower-case word ends nothing ("expert. at the Clingendael Institute").
            "." if document.form(t + 1).starts_with(char::is_lowercase) => {}
            ";" | ":" | "." | "(" | ")" | "\"" | "“" | "”" | "‘" | "—" | "–" | "--" | "?" | "!" => {
                return;
            }
            _ if matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj)
                && form != "based" =>
            {
                return;
            }
            _ => {}
        }
        t += 1;
    }
}

/// Of what the knowledge base says the person held such a post on the article's date (or before it, for former ones).
fn known(
    document: &Document<'_>,
    person: EntityIndex,
    title: &TitleMention,
    lexical: Option<&Title>,
) -> Option<EntityIndex> {
    let id = document.entity(person).linked?;
    let terms = document.knowledge.terms_of(id);
    let name = lexical.map(|t| t.canonical.as_ref().unwrap_or(&t.form).as_str())?;
    let same = |t: &Term<'_>| {
        t.title == name
            || t.title.ends_with(&format!(" {name}"))
            || name.ends_with(&format!(" {}", t.title))
            || lexical.and_then(|l| l.class).is_some_and(|c| c == t.class && c != PostClass::Other)
            || (name == "leader" && t.class <= PostClass::Monarch)
    };
    let by_date = |t: &&Term<'_>| {
        document.date.is_none_or(|d| t.covers(d) || title.former || t.from.is_some_and(|f| f <= d))
    };
    let best = terms
        .iter()
        .rev()
        .filter(by_date)
        .find(|t| same(t))
        .or_else(|| terms.iter().rev().find(|t| same(t)))?;
    document.linked.get(&best.of).copied()
}

fn country_of(document: &Document<'_>, place: EntityIndex) -> Option<EntityIndex> {
    let id = document.entity(place).linked?;
    document.linked.get(&document.knowledge.entity(id).country?).copied()
}

/// The country last named before the title in its sentence, else the one that the article names most of those in the
/// five sentences before.
fn passage_country(document: &Document<'_>, title: &TitleMention) -> Option<EntityIndex> {
    let sentence = document.sentence_of(title.tokens.start);
    let [here, from] = [sentence, sentence.saturating_sub(5)].map(|s| document.sentences[s].tokens.start);
    let end = document.mentions.partition_point(|m| m.tokens.start < title.tokens.start);
    let countries = || {
        document.mentions[..end]
            .iter()
            .rev()
            .take_while(|m| m.tokens.start >= from)
            .filter_map(|m| m.entities.first().map(|&e| (m.tokens.start, e)))
            .filter(|&(_, e)| document.entity(e).kind == EntityKind::Country)
    };
    countries().find(|&(at, _)| at >= here).map(|(_, e)| e).or_else(|| {
        countries()
            .enumerate()
            .max_by_key(|(nearness, (_, e))| {
                (document.entity(*e).mentions.len(), std::cmp::Reverse(*nearness))
            })
            .map(|(_, (_, e))| e)
    })
}

/// Verbs that tell of a post without a title, and the title they amount to.
const POST_VERBS: &[(&str, &str)] = &[
    ("head", "head"),
    ("lead", "leader"),
    ("chair", "chair"),
    ("co-chair", "co-chair"),
    ("co-lead", "co-leader"),
    ("run", "head"),
    ("direct", "director"),
    ("found", "founder"),
    ("co-found", "co-founder"),
    ("teach", "teacher"),
    ("lecture", "lecturer"),
    ("edit", "editor"),
];

/// "Yun Sun of the Stimson Center", "X (CDU)", "X, who heads Y", "X, who teaches at Y".
fn untitled(
    document: &Document<'_>,
    person: EntityIndex,
    name: TokenRange,
    head: u32,
    facts: &mut Vec<Fact>,
) {
    let organization = |t: u32| {
        document
            .name_covering(t)
            .and_then(|m| m.entities.first().map(|&e| (e, m.tokens)))
            .filter(|(e, _)| document.entity(*e).kind == EntityKind::Organization)
    };
    let mut emit =
        |of: EntityIndex, tokens: TokenRange, title: &str, class: Option<PostClass>, confidence, rule| {
            let owner = document.entity(of);
            let relation = if is_outside_government(owner)
                || !title.is_empty() && owner.subtype.is_none()
                || title.is_empty()
            {
                Relation::AffiliatedWith {
                    title: title.to_owned(),
                    class: class.unwrap_or_else(|| outside_class(owner)),
                }
            } else {
                Relation::HoldsOffice {
                    title: title.to_owned(),
                    class: PostClass::Other,
                    status: PostStatus::Current,
                }
            };
            facts.push(Fact::Relation(RelationFact {
                source: person,
                target: of,
                relation,
                grounds: Grounds {
                    tokens: TokenRange::new(name.start.min(tokens.start), name.end.max(tokens.end)),
                    rule: SmolStr::new_static(rule),
                    confidence,
                },
            }));
        };
    let (next, after) = (document.form(name.end), name.end + 1);
    let from = matches!(next, "of" | "from" | "at" | "with").then_some(after).or_else(|| {
        (next == "," && matches!(document.form(after), "of" | "from" | "with" | "at")).then_some(after + 1)
    });
    if let Some(mut t) = from {
        if matches!(document.form(t), "the" | "The" | "a") {
            t += 1;
        }
        // Over one country adjective: "of the German Council on Foreign Relations".
        let target =
            organization(t).or_else(|| document.name_covering(t).and_then(|m| organization(m.tokens.end)));
        if let Some((of, tokens)) = target {
            emit(of, tokens, "", None, 0.7, "post/of");
        }
    }
    // "DW's Gero Schließ"
    if let Some(mark) = name.start.checked_sub(1).filter(|&t| matches!(document.form(t), "'s" | "’s"))
        && let Some((of, tokens)) = mark.checked_sub(1).and_then(organization)
    {
        emit(of, tokens, "", None, 0.6, "post/possessor");
    }
    if next == "("
        && let Some((of, tokens)) = organization(after)
        && document.form(tokens.end) == ")"
    {
        emit(of, tokens, "", None, 0.7, "post/bracket");
    }
    // Clauses on the name itself and on a noun in apposition to it ("a retired ambassador who teaches at …").
    let heads = std::iter::once(head).chain(document.children(head, Deprel::Appos));
    let clauses =
        heads.flat_map(|h| document.children(h, Deprel::AclRelcl).chain(document.children(h, Deprel::Acl)));
    let predicate = document.word(head).head.filter(|_| document.word(head).deprel == Deprel::Nsubj);
    for verb in clauses.chain(predicate).collect::<Vec<_>>() {
        let lemma = document.lemma(verb);
        let title = POST_VERBS.iter().find(|(v, _)| *v == lemma).map(|(_, t)| *t);
        if let Some((of, tokens)) =
            document.child(verb, Deprel::Obj).and_then(organization).filter(|_| title.is_some())
        {
            emit(of, tokens, title.unwrap_or_default(), None, 0.7, "post/verb");
            continue;
        }
        // "teaches Russian history at X", "heads the North Africa programme at Y", "follows the region for Z".
        let relative = Some(verb) != predicate;
        let prepositions: &[&str] = match (title, lemma) {
            (Some(_), _) | (_, "work") => &["at", "for", "with"],
            _ if relative => &["for"],
            _ => continue,
        };
        let end = document.sentences[document.sentence_of(verb)].tokens.end.min(verb + 10);
        let employer = (verb + 1..end)
            .take_while(|&t| !document.is_verb(t) && !matches!(document.form(t), "," | ";" | "who"))
            .find_map(|t| {
                let (of, tokens) = organization(t).filter(|(_, tokens)| tokens.start == t)?;
                let before = if matches!(document.form(t - 1), "the" | "The") { t - 2 } else { t - 1 };
                prepositions.contains(&document.form(before)).then_some((of, tokens))
            });
        if let Some((of, tokens)) = employer {
            emit(of, tokens, title.unwrap_or_default(), None, 0.6, "post/work");
        }
    }
}

/// "By SELIN KORKMAZ, Associated Press": who signs an article writes for its medium.
fn bylines(document: &Document<'_>, facts: &mut Vec<Fact>) {
    let head_matter = |t: u32| matches!(document.block_kind(t), BlockKind::Byline | BlockKind::Dateline);
    let mut people = Vec::new();
    let mut medium: Option<Owner> = None;
    for mention in document.mentions.iter().take_while(|m| m.tokens.start < 400) {
        let Some(&e) = mention.entities.first() else { continue };
        if !head_matter(mention.tokens.start) {
            continue;
        }
        let entity = document.entity(e);
        match entity.kind {
            EntityKind::Person if document.block_kind(mention.tokens.start) == BlockKind::Byline => {
                people.push((e, mention.tokens));
            }
            EntityKind::Organization
                if matches!(entity.subtype.as_deref(), Some("media" | "news_agency")) =>
            {
                medium = medium.or(Some((e, mention.tokens)));
            }
            _ => {}
        }
    }
    if let Some((of, _)) = medium {
        for (person, tokens) in people {
            facts.push(Fact::Relation(RelationFact {
                source: person,
                target: of,
                relation: Relation::AffiliatedWith { title: "reporter".into(), class: PostClass::Journalist },
                grounds: Grounds { tokens, rule: SmolStr::new_static("post/byline"), confidence: 0.7 },
            }));
        }
    }
}
