//! Titles and their holders: of which country or body the title is.

use super::implied::{home, known, offices, passage_country, seat};
use super::owners::{postmodifiers, premodifiers};
use super::{
    Owner, Post, Told, ToldOffice, entry, has_type, is_outside_government, offices_told, organization_at,
};
use crate::document::{Document, EntityIndex, Holder, HolderPattern, TitleMention};
use crate::fact::Fact;
use crate::graph::{MentionForm, PostStatus, Relation};
use crate::knowledge::{EntityKind, PostClass};
use crate::lexicon::{NominalKind, TitleUse};
use crate::resolve::title_subjects;
use crate::span::TokenRange;

/// Posts by title, of names and of phrases that stand for a person.
pub(super) fn posts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    let mut unowned = Vec::new();
    let mut nominals = Vec::new();
    let mut hold = |holder: &Holder, facts: &mut Vec<Fact>| {
        if !owned(document, holder, facts) {
            unowned.push(*holder);
        }
    };
    document.holders.iter().for_each(|h| hold(h, facts));
    for (i, title) in document.titles.iter().enumerate() {
        nominal_holder(document, i as u32, title).iter().for_each(|h| nominals.push(*h));
        pronoun_holders(document, i as u32).iter().for_each(|h| hold(h, facts));
    }
    let told = offices_told(facts);
    for holder in &nominals {
        let from = facts.len();
        owned(document, holder, facts);
        let kept: Vec<Fact> = facts.drain(from..).filter(|f| !contradicts(document, &told, f)).collect();
        facts.extend(kept);
    }
    // Where the words about a title do not say of what it is, the same post may be told in full elsewhere.
    for holder in &unowned {
        unsaid(document, holder, &told, facts);
    }
}

/// Whether the post of a phrase that was taken for a person is one of another country or body than those the person is
/// told by name to have posts of: "the Uzbek minister" is not the Kyrgyz one.
fn contradicts(document: &Document<'_>, told: &Told, fact: &Fact) -> bool {
    let Fact::Relation(r) = fact else { return false };
    let office = matches!(r.relation, Relation::HoldsOffice { .. });
    let mut others =
        told.get(&r.source).into_iter().flatten().filter(|o| o.class < PostClass::Other).peekable();
    let id = document.entity(r.target).linked;
    office
        && others.peek().is_some()
        && !others.any(|o| o.of == r.target)
        && !offices(document, r.source).iter().any(|t| Some(t.of) == id)
}

/// A title that stands for its holder ("the Russian president", known to be Putin): it tells of the post as well.
fn nominal_holder(document: &Document<'_>, i: u32, title: &TitleMention) -> Option<Holder> {
    // "the leader of the Greens, Ann Lee": hers, whoever the phrase was taken for.
    if document.holders.binary_search_by_key(&i, |h| h.title).is_ok() {
        return None;
    }
    let mention = document.mention_at(title.head)?;
    let &[person] = mention.entities.as_slice() else { return None };
    let stands =
        mention.form == MentionForm::Nominal && !mention.acting && mention.tokens.contains(title.tokens);
    (stands && document.entity(person).kind == EntityKind::Person).then_some(Holder {
        title: i,
        person,
        name: title.tokens,
        pattern: HolderPattern::Nominal,
    })
}

/// "She was appointed ambassador to Peru."
fn pronoun_holders(document: &Document<'_>, i: u32) -> Vec<Holder> {
    let holder = |subject: u32| {
        let mention = document.mention_at(subject)?;
        let &[person] = mention.entities.as_slice() else { return None };
        (mention.form == MentionForm::Pronoun && document.entity(person).kind == EntityKind::Person)
            .then_some(Holder { title: i, person, name: mention.tokens, pattern: HolderPattern::Predicate })
    };
    title_subjects(document, i).into_iter().filter_map(holder).collect()
}

/// Whether the noun of a title that is in no list alone is a word for a person without a post ("businessman").
fn is_mere_rank(document: &Document<'_>, title: &TitleMention) -> bool {
    let head = document.lexicon.title(&document.lemma(title.head).to_lowercase());
    title.entry.is_none() && head.iter().any(|t| matches!(t.usage, TitleUse::Rank | TitleUse::Honorific))
}

/// "a government spokesman", "the army chief": of the country that the passage is about.
fn of_government(document: &Document<'_>, title: &TitleMention) -> bool {
    title.tokens.start.checked_sub(1).is_some_and(|t| {
        document.lexicon.nominal(document.lemma(t)).iter().any(|n| n.kind == NominalKind::Actor)
    })
}

/// The country of this holder's rank, where the title has as many countries as holders ("the foreign ministers of
/// Macedonia and Greece, Nikola Dimitrov and Nikos Kotzias").
fn share_of<'o>(document: &Document<'_>, holder: &Holder, countries: &[&'o Owner]) -> Option<&'o Owner> {
    let at = document.holders.partition_point(|h| h.title < holder.title);
    let mut names: Vec<TokenRange> =
        document.holders[at..].iter().take_while(|h| h.title == holder.title).map(|h| h.name).collect();
    names.sort();
    names.dedup();
    let rank = names.iter().position(|n| *n == holder.name)?;
    (countries.len() > 1 && countries.len() == names.len()).then(|| countries[rank])
}

/// The countries and bodies that the words around the title and the name give, and how many of them stand before the
/// title.
fn owners_of(document: &Document<'_>, holder: &Holder, class: Option<PostClass>) -> (Vec<Owner>, usize) {
    let title = document.titles[holder.title as usize];
    let mut owners = Vec::new();
    premodifiers(document, holder, &title, &mut owners);
    let before = owners.len();
    let stop = match holder.pattern {
        HolderPattern::Before => holder.name.start,
        _ => u32::MAX,
    };
    postmodifiers(document, &title, title.tokens.end, stop, class, &mut owners);
    // "King Abdullah II of Jordan"
    if holder.pattern == HolderPattern::Before
        && document.form(holder.name.end) == "of"
        && owners.iter().all(|o| has_type(document.entity(o.0), &["party"]))
    {
        postmodifiers(document, &title, holder.name.end, holder.name.end + 8, class, &mut owners);
    }
    // "the American William Fitzgerald, deputy assistant secretary of State"
    if owners.is_empty() && holder.pattern == HolderPattern::After {
        let before = holder.name.start.checked_sub(1).and_then(|t| document.name_covering(t));
        if let Some(m) = before.filter(|m| m.form == MentionForm::Demonym) {
            owners.extend(m.entities.first().map(|&e| (e, m.tokens)));
        }
    }
    (owners, before)
}

/// What the title tells, by the word lists and the word before it.
fn usage_of(document: &Document<'_>, title: &TitleMention) -> TitleUse {
    match entry(document, title).map_or(TitleUse::Either, |t| t.usage) {
        TitleUse::Either if of_government(document, title) => TitleUse::Office,
        usage => usage,
    }
}

/// How sure a title's holder is.
fn base(pattern: HolderPattern) -> f32 {
    match pattern {
        HolderPattern::Before => 0.95,
        HolderPattern::After => 0.9,
        HolderPattern::Predicate => 0.8,
        HolderPattern::Nominal => 0.75,
    }
}

/// The post that the title tells of the holder, of an owner that the words `other` name.
fn told(document: &Document<'_>, holder: &Holder, of: EntityIndex, other: TokenRange) -> Post {
    let title = document.titles[holder.title as usize];
    let lexical = entry(document, &title);
    // "foreign ministers X and Y": each is one.
    let words = match lexical {
        Some(lexical) if title.plural => lexical.form.to_string(),
        _ => document.words(title.tokens).to_owned(),
    };
    let status = match (title.former, title.elect) {
        (_, true) => PostStatus::Elect,
        (true, _) => PostStatus::Former,
        _ => PostStatus::Current,
    };
    Post {
        person: holder.person,
        of,
        title: words,
        usage: usage_of(document, &title),
        class: lexical.and_then(|t| t.class),
        status,
        tokens: TokenRange::new(
            title.tokens.start.min(holder.name.start).min(other.start),
            title.tokens.end.max(holder.name.end).max(other.end),
        ),
        rule: "post/named",
        confidence: base(holder.pattern),
    }
}

/// Tells of the posts whose owners the words around the title give; whether there are some, or can be none.
fn owned(document: &Document<'_>, holder: &Holder, facts: &mut Vec<Fact>) -> bool {
    let title = document.titles[holder.title as usize];
    let lexical = entry(document, &title);
    if is_mere_rank(document, &title) {
        return true;
    }
    let usage = usage_of(document, &title);
    let class = lexical.and_then(|t| t.class);
    let (mut owners, mut before) = owners_of(document, holder, class);
    // "SPD interior minister X": of the party, and minister of a country.
    if usage == TitleUse::Office && class.is_some_and(|c| c < PostClass::Other) {
        let is_party = |o: &Owner| has_type(document.entity(o.0), &["party"]);
        if let Some(&(of, tokens)) = owners.iter().find(|o| is_party(o)) {
            let post = told(document, holder, of, tokens);
            let confidence = post.confidence - 0.1;
            Post { usage: TitleUse::Affiliation, class: None, rule: "post/party", confidence, ..post }
                .tell(document, facts);
        }
        before -= owners[..before].iter().filter(|o| is_party(o)).count();
        owners.retain(|o| !is_party(o));
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
    let countries: Vec<&Owner> = owners.iter().filter(|o| kind(o) == EntityKind::Country).collect();
    let mut in_order = countries.clone();
    in_order.sort_by_key(|o| o.1);
    let shared = if title.plural { share_of(document, holder, &in_order) } else { None };
    // A demonym before a word like "director" tells where its bearer is from.
    let origin = |o: &&&Owner| {
        usage == TitleUse::Either
            && lexical.is_none_or(|t| t.role.is_none())
            && document.name_covering(o.1.start).is_some_and(|m| m.form == MentionForm::Demonym)
    };
    let country = shared.or_else(|| countries.first().filter(|o| !origin(o)).copied());
    // What stands before the title owns it; what stands behind may only say what it is about.
    let nearest = owners[..before].first().or_else(|| owners.first());
    // "Bolivia's president under pressure from the army": what possesses the title owns it.
    let possessing = owners[..before].first().filter(|o| {
        kind(o) == EntityKind::Country && matches!(document.form(o.1.end), "'s" | "’s" | "'" | "’")
    });
    let chosen = match usage {
        TitleUse::Rank | TitleUse::Honorific => return true,
        TitleUse::Affiliation => organization,
        TitleUse::Either => possessing.or(organization).or(country),
        TitleUse::Office => match nearest {
            Some(_) if title.plural => country.or(organization),
            Some(o) if kind(o) != EntityKind::Place => Some(o),
            _ => organization.or(country),
        },
    };
    if let Some(&(of, tokens)) = chosen {
        told(document, holder, of, tokens).tell(document, facts);
        // "lecturer at the Institute for X at the University of Y", "a former U.S. diplomat now at the CSIS": of both.
        let second = owners.iter().find(|o| {
            let gap = document.form(o.1.start.saturating_sub(1));
            let gap =
                if matches!(gap, "the" | "The") { document.form(o.1.start.saturating_sub(2)) } else { gap };
            o.0 != of
                && kind(o) == EntityKind::Organization
                && match gap {
                    "at" | "with" if is_outside_government(document.entity(o.0)) => true,
                    "at" | "of" => usage == TitleUse::Affiliation && o.1.start > tokens.end,
                    _ => false,
                }
        });
        if let Some(&(other, tokens)) = second {
            let class = class.filter(|_| usage == TitleUse::Affiliation);
            let post = told(document, holder, other, tokens);
            Post { usage: TitleUse::Affiliation, class, rule: "post/second", confidence: 0.6, ..post }
                .tell(document, facts);
        }
        return true;
    }
    holder.pattern == HolderPattern::Nominal || usage == TitleUse::Affiliation
}

/// The country or official body of which the same post of the person is told elsewhere.
fn told_elsewhere(told: &Told, post: &Post) -> Option<EntityIndex> {
    let same = |o: &&ToldOffice| {
        post.class == Some(o.class) && o.class < PostClass::Other || o.title.eq_ignore_ascii_case(&post.title)
    };
    told.get(&post.person)?.iter().find(same).map(|o| o.of)
}

/// A city or region whose post it is: "the governor of Kharkiv", "Senator X (Kano Central)".
fn place_of(document: &Document<'_>, holder: &Holder, class: Option<PostClass>) -> Option<EntityIndex> {
    let place = |e: EntityIndex| document.entity(e).kind == EntityKind::Place;
    let (owners, _) = owners_of(document, holder, class);
    let bracket = || {
        let open = holder.name.end;
        (open + 1..open + 5)
            .take_while(|_| document.form(open) == "(")
            .take_while(|&t| document.form(t) != ")")
            .find_map(|t| document.name_covering(t)?.entities.first().copied().filter(|&e| place(e)))
    };
    owners.iter().map(|o| o.0).find(|&e| place(e)).or_else(bracket)
}

/// The party beside the title or the name: "CDU lawmaker X", "lawmaker X of the CDU", "MP X (Labour)".
fn party_of(document: &Document<'_>, holder: &Holder, class: Option<PostClass>) -> Option<EntityIndex> {
    let (owners, _) = owners_of(document, holder, class);
    let behind = matches!(document.form(holder.name.end), "of" | "from" | "(").then(|| {
        let at = holder.name.end + 1;
        if document.form(at) == "the" { at + 1 } else { at }
    });
    let beside = behind.and_then(|at| organization_at(document, at));
    owners.into_iter().chain(beside).map(|o| o.0).find(|&e| has_type(document.entity(e), &["party"]))
}

/// Tells of a post whose owner nothing beside the title names.
fn unsaid(document: &Document<'_>, holder: &Holder, told_by_name: &Told, facts: &mut Vec<Fact>) {
    let title = document.titles[holder.title as usize];
    let lexical = entry(document, &title);
    let person = holder.person;
    let post = told(document, holder, person, title.tokens);
    let (usage, class) = (post.usage, post.class);
    // "President Obama": the knowledge base knows of what.
    if let Some(term) = known(document, person, &title, lexical) {
        // Of another country that the article does not name, it is none of those that it names.
        if let Some(&of) = document.linked.get(&term.of) {
            let confidence = post.confidence - 0.1;
            Post { of, rule: "post/known", confidence, ..post }.tell(document, facts);
        }
        return;
    }
    if let Some(of) = told_elsewhere(told_by_name, &post) {
        let confidence = post.confidence - 0.1;
        Post { of, rule: "post/elsewhere", confidence, ..post }.tell(document, facts);
        return;
    }
    // "President X" is of a country, "the firm's president" is not.
    let of_state = class == Some(PostClass::HeadOfState)
        && match holder.pattern {
            HolderPattern::Before => document.form(title.tokens.start).starts_with(char::is_uppercase),
            pattern => pattern == HolderPattern::Predicate,
        };
    if usage != TitleUse::Office && !of_state {
        return;
    }
    // A city or region stands for its country ("the governor of Kharkiv"), a known person for the own one; a minister
    // without either is one of the country that the passage is about, a "diplomat" may be anybody's.
    // "Speaker X", "the police chief, X" are of one; "diplomat X" is not.
    let definite = holder.pattern == HolderPattern::Before
        && (document.form(title.tokens.start).starts_with(char::is_uppercase)
            || title.tokens.start.checked_sub(1).is_some_and(|t| document.form(t) == "the"))
        || of_government(document, &title);
    let passage = || {
        passage_country(document, person, &title, lexical)
            .filter(|_| class.is_some_and(|c| c != PostClass::Other || definite))
    };
    // What a known person holds an office of goes before the own country, but for offices that countries alone have.
    let own = || match class {
        Some(PostClass::Other) if !title.former => seat(document, person),
        _ => home(document, person),
    };
    let place = place_of(document, holder, class);
    let party = || party_of(document, holder, class).and_then(|party| home(document, party));
    let implied = match place {
        Some(place) => home(document, place).or_else(own),
        None => own().or_else(party).or_else(passage),
    };
    if let Some(of) = implied {
        Post { of, rule: "post/implied", confidence: 0.5, ..post }.tell(document, facts);
    }
}
