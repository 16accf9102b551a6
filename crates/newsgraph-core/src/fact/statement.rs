//! Who said what: direct and indirect speech, with its speaker and the words that attribute it.
//!
//! Quotations look for their cue next to them first, as marks are surer than trees; clauses and phrases ("according to")
//! rest on the dependency tree. Where both read the same words, the quotation stands.

mod aside;
mod clause;
mod cue;
mod label;
mod object;
mod phrase;
mod quote;
mod scene;
mod speaker;
mod voice;

use super::{Fact, FactRule, Grounds, StatementFact};
use crate::document::Document;
use crate::span::{Span, TokenRange};
use scene::Scene;
use smol_str::SmolStr;
use speaker::Source;

/// The rule for statements. Linear in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct StatementRule;

/// A statement before it is written down.
#[derive(Clone, Debug)]
struct Draft {
    /// Tokens of what is said.
    content: TokenRange,
    direct: bool,
    source: Option<Source>,
    /// The verb or phrase that attributes.
    cue: TokenRange,
    lemma: String,
    rule: &'static str,
    confidence: f32,
}

impl FactRule for StatementRule {
    fn name(&self) -> &'static str {
        "statement"
    }

    fn apply(&self, document: &Document<'_>, facts: &mut Vec<Fact>) {
        let scene = Scene::new(document);
        let mut reported = Vec::new();
        clause::read(&scene, &mut reported);
        phrase::read(&scene, &mut reported);
        reported.sort_by_key(|d: &Draft| (d.content.start, d.content.end));
        reported = outermost(&scene, reported);
        let labelled = label::read(&scene);
        let mut quoted = quote::read(&scene, &reported, &labelled);
        join_fragments(&scene, &mut reported, &mut quoted);
        // Words picked out, or a clause put beside another, are too weak a sign of an unnamed speaker.
        let weak = |d: &Draft| {
            matches!(d.rule, quote::FRAGMENT | "statement/parataxis")
                && d.source.as_ref().is_none_or(|s| speaker::entities(&scene, s).is_empty())
        };
        quoted.retain(|d| !weak(d));
        reported.retain(|d| !weak(d));
        reported.retain(|d| !shadowed(d, &quoted, &scene));
        for draft in quoted.into_iter().chain(reported).chain(labelled) {
            if let Some(fact) = write(&scene, draft) {
                facts.push(Fact::Statement(fact));
            }
        }
    }
}

/// Drafts that a look back goes over.
const WINDOW: usize = 12;

/// Without what is only told inside another's words: "the minister said the union opposed the plan" is the minister's. A
/// clause of somebody named, or with their own words, stays. `drafts` are sorted by content.
fn outermost(scene: &Scene<'_, '_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let inner = |d: &Draft| {
        let end = drafts.partition_point(|o| o.content.start <= d.cue.start);
        drafts[..end]
            .iter()
            .rev()
            .take(WINDOW)
            .any(|o| o.content.contains(d.cue) && !o.cue.overlaps(d.cue) && !d.content.contains(o.cue))
    };
    // "The ministry voiced regret, the agency reported": what the agency passes on is the ministry's.
    let passed_on = |d: &Draft| {
        let end = drafts.partition_point(|o| o.content.start <= d.cue.start);
        drafts[..end].iter().rev().take(WINDOW).any(|o| {
            o.content.contains(d.cue) && o.cue.start >= o.content.end && scene.is_top(d.cue.start, o.content)
        })
    };
    let named = |d: &Draft| {
        let clause =
            matches!(d.rule, "statement/clause" | "statement/phrase" | "statement/aside" | "statement/noun");
        d.source.as_ref().is_some_and(|s| !speaker::entities(scene, s).is_empty())
            && (clause || scene.quoted_share(d.content) > 0.0 || passed_on(d))
    };
    let keep: Vec<bool> = drafts.iter().map(|d| named(d) || !inner(d)).collect();
    drafts.into_iter().zip(keep).filter_map(|(d, keep)| keep.then_some(d)).collect()
}

/// Joins quoted words to the clause of the same verb that they go on with: "said the plan was bad and “a joke”".
fn join_fragments(scene: &Scene<'_, '_>, reported: &mut [Draft], quoted: &mut Vec<Draft>) {
    quoted.retain(|q| {
        if q.rule != quote::FRAGMENT {
            return true;
        }
        let end = reported.partition_point(|d| d.content.start <= q.content.start);
        let clause = reported[..end].iter_mut().rev().take(WINDOW).find(|d| {
            d.cue == q.cue
                && d.content.end <= q.content.start
                && q.content.start - d.content.end < 8
                && scene.sentence(d.content.start) == scene.sentence(q.content.start)
        });
        match clause {
            Some(d) => {
                d.content.end = q.content.end;
                false
            }
            None => true,
        }
    });
}

/// Whether a quotation already tells the same: it has the same cue, or is most of the content.
fn shadowed(draft: &Draft, quoted: &[Draft], scene: &Scene<'_, '_>) -> bool {
    if scene.in_quote(draft.cue.start) {
        return true;
    }
    // Quotations do not overlap, so that only those next to the place count.
    let from = quoted
        .partition_point(|q| q.content.end <= draft.content.start.min(draft.cue.start).saturating_sub(1));
    quoted[from..]
        .iter()
        .take_while(|q| q.content.start < draft.content.end.max(draft.cue.end) + 2)
        .take(16)
        .any(|q| {
            let both =
                q.content.end.min(draft.content.end).saturating_sub(q.content.start.max(draft.content.start));
            (both > 0 && q.cue.overlaps(draft.cue)) || both * 5 > draft.content.len() * 3
        })
}

/// The fact, its content trimmed of marks; `None` where nothing is left.
fn write(scene: &Scene<'_, '_>, draft: Draft) -> Option<StatementFact> {
    let document = scene.document;
    let content = trim(scene, draft.content, draft.direct)?;
    let span = document.span(content);
    let direct = draft.direct || scene.quoted_share(content) > 0.5;
    let source = draft.source.as_ref();
    let speakers = source.map(|s| speaker::entities(scene, s)).unwrap_or_default();
    let mut tokens = TokenRange::new(content.start.min(draft.cue.start), content.end.max(draft.cue.end));
    if let Some(s) = source {
        tokens = TokenRange::new(tokens.start.min(s.tokens.start), tokens.end.max(s.tokens.end));
    }
    Some(StatementFact {
        content: Span::new(span.start, span.end),
        direct,
        source: source.map(|s| s.tokens),
        cue: Some(draft.cue),
        cue_lemma: draft.lemma,
        speakers,
        grounds: Grounds { tokens, rule: SmolStr::new_static(draft.rule), confidence: draft.confidence },
    })
}

/// Without quotation marks and commas at the ends and, where it is a clause, without its full stop and its "that".
fn trim(scene: &Scene<'_, '_>, mut range: TokenRange, direct: bool) -> Option<TokenRange> {
    while !range.is_empty() {
        let form = scene.document.form(range.start);
        if is_mark(form)
            || matches!(form, "," | ";" | ":" | "." | "-" | "–" | "—" | "--")
            || (!direct && form.eq_ignore_ascii_case("that") && scene.is_mark_word(range.start))
        {
            range.start += 1;
        } else {
            break;
        }
    }
    while !range.is_empty() {
        let form = scene.document.form(range.end - 1);
        let stop = matches!(form, "," | ";" | ":" | "-" | "–" | "—" | "--") || (!direct && form == ".");
        if is_mark(form) || stop {
            range.end -= 1;
        } else {
            break;
        }
    }
    (!range.is_empty()).then_some(range)
}

/// A quotation mark.
fn is_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "‘" | "’" | "'" | "''" | "``" | "`" | "„" | "«" | "»" | "’’" | "‘‘")
}
