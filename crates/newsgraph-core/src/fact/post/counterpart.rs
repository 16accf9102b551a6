//! The same post elsewhere.

use super::implied::{home, offices};
use super::{Post, entry};
use crate::analysis::Upos;
use crate::document::Document;
use crate::fact::Fact;
use crate::graph::PostStatus;
use crate::knowledge::{EntityKind, PostClass};
use crate::lexicon::{GovernorUse, TitleUse};
use crate::span::TokenRange;

/// "Turkish Foreign Minister Hakan Fidan and his Greek counterpart, Giorgos Gerapetritis": the same post, elsewhere.
pub(super) fn posts(document: &Document<'_>, facts: &mut Vec<Fact>) {
    for t in 0..document.tokens.len() as u32 {
        if document.word(t).upos != Upos::Noun && document.word(t).upos != Upos::Adj
            || !document.governs(t, GovernorUse::Match)
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
        // "His counterpart, X": of X's own country, where that is known.
        let of = owner.or_else(|| home(document, person).map(|e| (e, t)));
        let Some((of, at)) = of else { continue };
        let end = document.holders.partition_point(|h| document.titles[h.title as usize].tokens.start < t);
        let model = document.holders[..end].iter().rev().take(6).find(|h| {
            let elsewhere = owner.is_some() || home(document, h.person) != Some(of);
            h.person != person
                && elsewhere
                && entry(document, &document.titles[h.title as usize]).is_some_and(|e| {
                    e.usage == TitleUse::Office || e.class.is_some_and(|c| c < PostClass::Other)
                })
        });
        let Some(model) = model else { continue };
        let title = document.titles[model.title as usize];
        let Some(lexical) = entry(document, &title) else { continue };
        let own =
            offices(document, person).into_iter().find(|t| Some(t.class) == lexical.class).map(|t| t.title);
        Post {
            person,
            of,
            // The office may bear another name there.
            title: own.map_or_else(
                || lexical.canonical.as_ref().unwrap_or(&lexical.form).to_string(),
                str::to_owned,
            ),
            usage: TitleUse::Office,
            class: lexical.class,
            status: PostStatus::Current,
            tokens: TokenRange::new(at, tokens.end.max(t + 1)),
            rule: "post/counterpart",
            confidence: 0.8,
        }
        .tell(document, facts);
    }
}
