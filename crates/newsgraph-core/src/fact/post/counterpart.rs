//! The same post elsewhere, before or after.

use super::implied::{home, offices};
use super::{Post, ToldOffice, entry, offices_told};
use crate::analysis::{Upos, Xpos};
use crate::document::{Document, EntityIndex, Mention};
use crate::fact::Fact;
use crate::graph::PostStatus;
use crate::knowledge::{EntityKind, PostClass};
use crate::lexicon::{GovernorUse, TitleUse};
use crate::span::TokenRange;

/// A person with the country or body that the words give, if any, and where those are.
type Peer = (EntityIndex, TokenRange, Option<(EntityIndex, u32)>);

/// "Turkish Foreign Minister Hakan Fidan and his Greek counterpart, Giorgos Gerapetritis": the same post, elsewhere.
pub(super) fn posts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    for t in 0..document.tokens.len() as u32 {
        if matches!(document.word(t).upos, Upos::Noun | Upos::Adj) && document.governs(t, GovernorUse::Match)
        {
            for peer in peers(document, t) {
                tell(document, t, peer, facts);
            }
        }
    }
}

fn person(document: &Document<'_>, mention: &Mention) -> Option<EntityIndex> {
    let &e = mention.entities.first()?;
    (document.entity(e).kind == EntityKind::Person).then_some(e)
}

fn country_at(document: &Document<'_>, token: u32) -> Option<(EntityIndex, TokenRange)> {
    let mention = document.name_covering(token)?;
    let &e = mention.entities.first()?;
    (document.entity(e).kind == EntityKind::Country).then_some((e, mention.tokens))
}

/// Those whom the word stands for: "her Peruvian counterpart, X", "X, her Peruvian counterpart", "his colleagues X of
/// Peru and Y of Chile".
fn peers(document: &Document<'_>, t: u32) -> Vec<Peer> {
    let behind = if document.form(t + 1) == "number" { t + 2 } else { t + 1 };
    let name = [behind, behind + 1].into_iter().find_map(|k| {
        let m = document.name_covering(k).filter(|m| m.tokens.start == k)?;
        (k == behind || document.form(behind) == ",").then_some(m)
    });
    // "X, her opposite number"
    let apposed = || {
        let mut k = t.checked_sub(1)?;
        while k > 0
            && (matches!(document.word(k).upos, Upos::Adj | Upos::Det)
                || document.word(k).xpos == Xpos::PrpPoss
                || country_at(document, k).is_some())
        {
            k -= 1;
        }
        let name = k.checked_sub(1).filter(|_| document.form(k) == ",")?;
        document.name_covering(name).filter(|m| person(document, m).is_some())
    };
    let mention = name.or_else(apposed).or_else(|| document.mention_at(t));
    let Some((first, tokens)) = mention.and_then(|m| Some((person(document, m)?, m.tokens))) else {
        return Vec::new();
    };
    let before = (t.saturating_sub(3)..t).rev().find_map(|k| Some((country_at(document, k)?.0, k)));
    let mut out = Vec::new();
    let mut next = Some((first, tokens));
    while let Some((person_of, tokens)) = next.take() {
        let of = matches!(document.form(tokens.end), "of" | "from")
            .then(|| country_at(document, tokens.end + 1))
            .flatten();
        out.push((person_of, tokens, of.map(|(e, at)| (e, at.start)).or(before.filter(|_| out.is_empty()))));
        if let Some((_, country)) = of
            && matches!(document.form(country.end), "and" | ",")
        {
            let follower = document.name_covering(country.end + 1);
            next = follower.and_then(|m| Some((person(document, m)?, m.tokens)));
            next = next.filter(|n| matches!(document.form(n.1.end), "of" | "from"));
        }
    }
    out
}

/// Tells of the peer's post: that of whoever was last told to have one elsewhere.
fn tell(document: &Document<'_>, t: u32, (person, tokens, owner): Peer, facts: &mut Vec<Fact>) {
    // "His counterpart, X": of X's own country, where that is known.
    let Some((of, at)) = owner.or_else(|| home(document, person).map(|e| (e, t))) else { return };
    let end = document.holders.partition_point(|h| document.titles[h.title as usize].tokens.start < t);
    let model = document.holders[..end].iter().rev().take(6).find(|h| {
        let elsewhere = owner.is_some() || home(document, h.person) != Some(of);
        h.person != person
            && elsewhere
            && entry(document, &document.titles[h.title as usize])
                .is_some_and(|e| e.usage == TitleUse::Office || e.class.is_some_and(|c| c < PostClass::Other))
    });
    let Some(model) = model else { return };
    let title = document.titles[model.title as usize];
    let Some(lexical) = entry(document, &title) else { return };
    let office = lexical.canonical.as_ref().unwrap_or(&lexical.form).as_str();
    // The office may bear another name there.
    let own = offices(document, person)
        .into_iter()
        .filter(|t| Some(t.class) == lexical.class && Some(t.of) == document.entity(of).linked)
        .min_by_key(|t| t.title != office);
    Post {
        person,
        of,
        title: own.map_or(office, |t| t.title).to_owned(),
        usage: TitleUse::Office,
        class: lexical.class,
        status: PostStatus::Current,
        tokens: TokenRange::new(at.min(tokens.start).min(t), tokens.end.max(t + 1).max(at + 1)),
        rule: "post/counterpart",
        confidence: 0.8,
    }
    .tell(document, facts);
}

/// "Ramaphosa's predecessor, Jacob Zuma": the post that the other is told to hold.
pub(super) fn predecessors(document: &Document<'_>, facts: &mut Vec<Fact>) {
    let person = |m: &Mention| person(document, m);
    let told = offices_told(facts);
    for t in 1..document.tokens.len() as u32 {
        if document.word(t).upos != Upos::Noun || !document.governs(t, GovernorUse::Follow) {
            continue;
        }
        let behind = if document.form(t + 1) == "," { t + 2 } else { t + 1 };
        let name = document.name_covering(behind).filter(|m| m.tokens.start == behind);
        // "X, her predecessor"
        let apposed = || {
            let before = t.checked_sub(3).filter(|_| document.word(t - 1).xpos == Xpos::PrpPoss)?;
            document.name_covering(before).filter(|_| document.form(t - 2) == ",")
        };
        let name = name.filter(|m| person(m).is_some()).or_else(apposed);
        let Some((other, name)) = name.and_then(|m| Some((person(m)?, m.tokens))) else { continue };
        // "his predecessor", "Lee's late predecessor"
        let known = (t.saturating_sub(3)..t).rev().find_map(|k| match document.form(k) {
            "'s" | "’s" | "'" | "’" => document.name_covering(k.checked_sub(1)?).and_then(person),
            _ if document.word(k).xpos == Xpos::PrpPoss => document.mention_at(k).and_then(person),
            _ => None,
        });
        let Some(known) = known.filter(|&k| k != other) else { continue };
        let office = told.get(&known).into_iter().flatten().find(|o| o.class < PostClass::Other);
        let Some(ToldOffice { of, title, class }) = office else { continue };
        Post {
            person: other,
            of: *of,
            title: title.clone(),
            usage: TitleUse::Office,
            class: Some(*class),
            status: PostStatus::Former,
            tokens: TokenRange::new(t.min(name.start), name.end.max(t + 1)),
            rule: "post/predecessor",
            confidence: 0.7,
        }
        .tell(document, facts);
    }
}
