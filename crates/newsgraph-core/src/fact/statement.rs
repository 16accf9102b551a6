//! Who said what: direct and indirect speech, with its speaker and the words that attribute it.
//!
//! Quotations look for their cue next to them first, as marks are surer than trees; clauses and phrases ("according to")
//! rest on the dependency tree. Where both read the same words, the quotation stands.

mod clause;
mod label;
mod phrase;
mod quote;
mod scene;
mod speaker;

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
        let labelled = label::read(&scene);
        let quoted = quote::read(&scene, &reported, &labelled);
        reported.retain(|d| !shadowed(d, &quoted, &scene));
        for draft in quoted.into_iter().chain(reported).chain(labelled) {
            if let Some(fact) = write(&scene, draft) {
                facts.push(Fact::Statement(fact));
            }
        }
    }
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
