//! Posts told by the name of the body beside the name of the person, without a title.

use super::implied::{offices, passage_country};
use super::{
    GOVERNMENT, Owner, Post, Told, has_type, is_outside_government, offices_told, organization_at, person_of,
};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex, Mention, TitleMention};
use crate::fact::{Fact, Grounds, RelationFact};
use crate::graph::{MentionForm, Relation};
use crate::knowledge::{EntityKind, PostClass};
use crate::lexicon::{NominalKind, TitleUse};
use crate::span::TokenRange;
use crate::text::BlockKind;
use smol_str::SmolStr;

/// How many words may stand between a possessor and the party.
const PARTY_REACH: u32 = 6;

/// Posts of names beside names.
pub(super) fn posts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    let told = offices_told(facts);
    for mention in &document.mentions {
        let &[entity] = mention.entities.as_slice() else { continue };
        if mention.form != MentionForm::Name {
            continue;
        }
        match document.entity(entity).kind {
            EntityKind::Person => beside(document, (entity, mention.tokens), mention, &told, facts),
            EntityKind::Organization if has_type(document.entity(entity), &["party"]) => {
                party(document, (entity, mention.tokens), facts);
            }
            EntityKind::Organization if !has_type(document.entity(entity), GOVERNMENT) => {
                own_body(document, (entity, mention.tokens), facts);
            }
            _ => {}
        }
    }
    bylines(document, facts);
}

/// Tells of a body that is named with a person: an office where it is one of the state, by its title if that is known.
fn member(
    document: &Document<'_>,
    person: Owner,
    body: Owner,
    rule: &'static str,
    confidence: f32,
    facts: &mut Vec<Fact>,
) {
    let mut post = Post::untitled(person, body, "", rule, confidence);
    if has_type(document.entity(body.0), GOVERNMENT) {
        let id = document.entity(body.0).linked;
        let term = offices(document, person.0).into_iter().find(|t| Some(t.of) == id);
        post.title = term.map_or("official", |t| t.title).to_owned();
        post.class = term.map(|t| t.class);
        post.usage = TitleUse::Office;
    }
    post.tell(document, facts);
}

/// "India's Narendra Modi", "Luis Arce, from Bolivia": the office that the knowledge base knows, the one told elsewhere
/// before others.
fn national(
    document: &Document<'_>,
    person: Owner,
    country: Owner,
    told: &Told,
    rule: &'static str,
    facts: &mut Vec<Fact>,
) {
    let id = document.entity(country.0).linked;
    let told = told.get(&person.0).map_or(&[][..], Vec::as_slice);
    let is_told = |title: &str| told.iter().any(|o| o.of == country.0 && o.title.eq_ignore_ascii_case(title));
    let terms = offices(document, person.0).into_iter().filter(|t| Some(t.of) == id);
    let Some(term) = terms.min_by_key(|t| !is_told(t.title)) else { return };
    let mut post = Post::untitled(person, country, term.title, rule, 0.7);
    post.class = Some(term.class);
    post.usage = TitleUse::Office;
    post.tell(document, facts);
}

fn country_at(document: &Document<'_>, token: u32) -> Option<Owner> {
    let mention = document.name_covering(token)?;
    let &of = mention.entities.first()?;
    (document.entity(of).kind == EntityKind::Country && mention.form == MentionForm::Name)
        .then_some((of, mention.tokens))
}

/// The body named after a preposition: over an article and words that say what it is ("the Brussels-based think tank
/// Bruegel", "the German Council on Foreign Relations").
fn body_behind(document: &Document<'_>, from: u32) -> Option<Owner> {
    for t in from..from + 7 {
        if let Some(owner) = organization_at(document, t) {
            return Some(owner);
        }
        let word = (t as usize) < document.tokens.len();
        let word = word.then(|| document.word(t))?;
        let passes = matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Det)
            || document
                .name_covering(t)
                .is_some_and(|m| m.form == MentionForm::Demonym || document.form(m.tokens.end) == "-")
            || matches!(document.form(t), "-" | "based");
        if !passes {
            return None;
        }
    }
    None
}

/// "Yun Sun of the Stimson Center", "X (CDU)", "DW's X", "India's X", "X, Chatham House" under a picture.
fn beside(document: &Document<'_>, person: Owner, mention: &Mention, told: &Told, facts: &mut Vec<Fact>) {
    let name = person.1;
    let (next, after) = (document.form(name.end), name.end + 1);
    let from = match next {
        "of" | "from" => Some(after),
        // "at" and "with" tell of the person's body where they hang on the name, else of what is done.
        "at" | "with" => {
            let body = body_behind(document, after);
            let outside = |b: &Owner| {
                let entity = document.entity(b.0);
                entity.subtype.is_none() || is_outside_government(entity)
            };
            body.filter(outside)
                .filter(|b| {
                    let mut at = document.name_covering(b.1.start).map_or(b.1.start, |m| m.head);
                    for _ in 0..3 {
                        let word = document.word(at);
                        match word.head {
                            Some(head) if head == mention.head => return word.deprel == Deprel::Nmod,
                            Some(head) if !document.is_verb(head) => at = head,
                            _ => return false,
                        }
                    }
                    false
                })
                .map(|_| after)
        }
        "," if matches!(document.form(after), "of" | "from" | "with") => Some(after + 1),
        "," if matches!(document.form(after), "now" | "formerly" | "previously" | "currently")
            && matches!(document.form(after + 1), "of" | "at" | "with") =>
        {
            Some(after + 2)
        }
        _ => None,
    };
    if let Some(t) = from {
        if let Some(body) = body_behind(document, t) {
            member(document, person, body, "post/of", 0.7, facts);
        } else if matches!(document.form(t - 1), "of" | "from")
            && let Some(country) = country_at(document, t)
        {
            national(document, person, country, told, "post/of", facts);
        }
    }
    // "DW's Gero Schließ", "Fox News' Bret Baier"
    if let Some(owner) =
        name.start.checked_sub(2).filter(|_| matches!(document.form(name.start - 1), "'s" | "’s" | "'" | "’"))
    {
        if let Some(body) = organization_at(document, owner) {
            member(document, person, body, "post/possessor", 0.6, facts);
        } else if let Some(country) = country_at(document, owner) {
            national(document, person, country, told, "post/possessor", facts);
        }
    }
    if next == "|" {
        line(document, person, facts);
    }
    if next == "(" && portfolio(document, person, facts) {
        return;
    }
    if next == "("
        && let Some(body) = organization_at(document, after)
        && document.form(body.1.end) == ")"
    {
        member(document, person, body, "post/bracket", 0.7, facts);
    }
    // A caption or signature: nothing but the name, a comma and the body.
    if next == ","
        && let Some(body) = organization_at(document, after).filter(|b| b.1.start == after)
    {
        let sentence = document.sentences[document.sentence_of(name.start)].tokens;
        let ends = body.1.end >= sentence.end
            || body.1.end + 1 == sentence.end && document.word(body.1.end).upos == Upos::Punct;
        if ends && name.start <= sentence.start + 2 && is_outside_government(document.entity(body.0)) {
            member(document, person, body, "post/caption", 0.6, facts);
        }
    }
}

/// "Ann Lee (Interior), Tom Hill (Defence)": ministers of the country that the passage is about.
fn portfolio(document: &Document<'_>, person: Owner, facts: &mut Vec<Fact>) -> bool {
    let from = person.1.end + 1;
    let Some(close) = (from..from + 6).find(|&t| document.form(t) == ")").filter(|&t| t > from) else {
        return false;
    };
    let words = TokenRange::new(from, close);
    let field = document.words(words).to_lowercase();
    let titles = document.lexicon.titles();
    let minister = ["minister", "secretary"].into_iter().find_map(|post| {
        let form = format!("{field} {post}");
        let at = titles.partition_point(|t| t.form.as_str() < form.as_str());
        titles.get(at).filter(|t| t.form == form && t.class == Some(PostClass::Minister)).map(|t| (at, t))
    });
    let Some((at, lexical)) = minister else { return false };
    let title = TitleMention {
        tokens: words,
        head: close - 1,
        entry: Some(at as u32),
        plural: false,
        former: false,
        elect: false,
    };
    let Some(of) = passage_country(document, person.0, &title, Some(lexical)) else { return false };
    let mut post = Post::untitled(person, (of, words), &lexical.form, "post/bracket", 0.6);
    post.usage = TitleUse::Office;
    post.class = lexical.class;
    post.tell(document, facts);
    true
}

/// "Geert Wilders' Freedom Party", "his Law and Justice party", "Tsai, whose DPP", "the Fatherland party of X".
fn party(document: &Document<'_>, party: Owner, facts: &mut Vec<Fact>) {
    let person = |m: &Mention| person_of(document, m);
    let words = party.1;
    let first = document.sentences[document.sentence_of(words.start)].tokens.start;
    let mut holder: Option<Owner> = None;
    for t in (first.max(words.start.saturating_sub(PARTY_REACH))..words.start).rev() {
        let word = document.word(t);
        if matches!(document.form(t), "'s" | "’s" | "'" | "’") {
            holder = t.checked_sub(1).and_then(|p| document.name_covering(p)).and_then(person);
            break;
        }
        match word.xpos {
            Xpos::PrpPoss => {
                holder = document.mention_at(t).and_then(person);
                break;
            }
            Xpos::WpPoss => {
                let before = if document.form(t - 1) == "," { t.checked_sub(2) } else { t.checked_sub(1) };
                holder = before.and_then(|p| document.name_covering(p)).and_then(person);
                break;
            }
            _ => {}
        }
        let passes = matches!(word.upos, Upos::Adj | Upos::Adv)
            || document.form(t) == "-"
            || document.form(t + 1) == "-"
            || matches!(word.deprel, Deprel::Amod | Deprel::Compound)
            || word.upos == Upos::Noun && document.form(t).starts_with(char::is_lowercase);
        if !passes {
            break;
        }
    }
    // "the Fatherland party of former premier Yulia Tymoshenko"
    if holder.is_none() {
        let of =
            if matches!(document.form(words.end), "party" | "Party") { words.end + 1 } else { words.end };
        if document.form(of) == "of" {
            holder = (of + 1..of + 7)
                .take_while(|&t| {
                    let titled = document.titles.partition_point(|x| x.tokens.start <= t);
                    document.name_covering(t).is_some()
                        || document.titles[..titled].last().is_some_and(|x| x.tokens.holds(t))
                        || document.form(t) == "former"
                })
                .find_map(|t| document.name_covering(t).and_then(person));
        }
    }
    if let Some(holder) = holder {
        Post::untitled(holder, party, "", "post/party", 0.6).tell(document, facts);
    }
}

/// "his company, Delmore Energy", "Ann Lee's foundation Open Rivers": whose body it is.
fn own_body(document: &Document<'_>, body: Owner, facts: &mut Vec<Fact>) {
    let start = body.1.start;
    let noun = match start.checked_sub(1).map(|t| document.form(t)) {
        Some(",") => start.checked_sub(2),
        _ => start.checked_sub(1),
    };
    let says_what = |t: &u32| {
        let nominals = document.lexicon.nominal(document.lemma(*t));
        document.word(*t).upos == Upos::Noun && nominals.iter().any(|n| n.kind == NominalKind::Organization)
    };
    let Some(noun) = noun.filter(says_what) else { return };
    let person = |m: &Mention| person_of(document, m);
    let mut t = noun;
    while t > 0 && noun - t < 3 {
        t -= 1;
        let holder = match document.form(t) {
            "'s" | "’s" | "'" | "’" => {
                t.checked_sub(1).and_then(|p| document.name_covering(p)).and_then(person)
            }
            _ if document.word(t).xpos == Xpos::PrpPoss => document.mention_at(t).and_then(person),
            _ if document.word(t).upos == Upos::Adj => continue,
            _ => None,
        };
        if let Some(holder) = holder {
            Post::untitled(holder, body, "", "post/own", 0.6).tell(document, facts);
        }
        return;
    }
}

/// "Ann Lee | Nairobi | Daily Courier | 3 May": the medium on the line of the one who signs.
fn line(document: &Document<'_>, person: Owner, facts: &mut Vec<Fact>) {
    let end = (document.tokens.len() as u32).min(person.1.end + 12);
    let same_line = |t: &u32| !document.words(TokenRange::new(person.1.start, *t + 1)).contains('\n');
    let medium = (person.1.end..end).take_while(same_line).find_map(|t| {
        let body = organization_at(document, t)?;
        has_type(document.entity(body.0), &["media", "news_agency"]).then_some(body)
    });
    if let Some(body) = medium {
        let mut post = Post::untitled(person, body, "reporter", "post/byline", 0.7);
        post.class = Some(PostClass::Journalist);
        post.tell(document, facts);
    }
}

/// "By SELIN KORKMAZ, Associated Press": who signs an article writes for its medium.
fn bylines(document: &Document<'_>, facts: &mut Vec<Fact>) {
    let head_matter = |t: u32| matches!(document.block_kind(t), BlockKind::Byline | BlockKind::Dateline);
    let mut people = Vec::new();
    let mut medium: Option<EntityIndex> = None;
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
                medium = medium.or(Some(e));
            }
            _ => {}
        }
    }
    if let Some(of) = medium {
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
