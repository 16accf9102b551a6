//! `newsgraph lookup`: what the knowledge base knows by a name.

use crate::args::LookupArgs;
use crate::output::{Failure, Stdout};
use crate::report::Report;
use newsgraph::knowledge::{AliasForm, EntityId, EntityKind, KnowledgeBase, Term};
use newsgraph::{Extractor, parse_date};
use std::fmt::Write;

/// At most this many readings of a name are told.
const MOST: usize = 12;

/// Tells of each thing the name can mean.
pub(crate) fn run(args: &LookupArgs, report: &Report) -> Result<(), Failure> {
    let extractor = Extractor::new()?;
    let knowledge = extractor.knowledge();
    let date = args.date.as_deref().map(parse_date).transpose().map_err(newsgraph::Error::from)?;
    let mut out = String::new();
    let mut told: Vec<EntityId> = Vec::new();
    for candidate in knowledge.lookup(&args.name) {
        if told.contains(&candidate.entity) {
            continue;
        }
        told.push(candidate.entity);
        if told.len() <= MOST {
            entity(knowledge, candidate.entity, candidate.form, &mut out);
            offices(knowledge, candidate.entity, date, &mut out);
            out.push('\n');
        }
    }
    if told.len() > MOST {
        let _ = writeln!(out, "… and {} more", told.len() - MOST);
    }
    if told.is_empty() {
        report.error(&format!("nothing is known by the name {:?}", args.name));
    }
    Stdout.write(out.as_bytes())
}

fn entity(knowledge: &dyn KnowledgeBase, id: EntityId, form: AliasForm, out: &mut String) {
    let entity = knowledge.entity(id);
    let mut facts = vec![entity.kind.as_str().to_owned()];
    facts.extend(entity.subtype.map(|s| s.replace('_', " ")));
    facts.extend(
        entity.iso3.or(entity.iso2.filter(|_| entity.kind == EntityKind::Country)).map(str::to_owned),
    );
    facts.extend(entity.country.filter(|&c| c != id).map(|c| knowledge.entity(c).name.to_owned()));
    facts.extend(entity.wikidata.map(|q| format!("https://www.wikidata.org/wiki/{q}")));
    let by = match form {
        AliasForm::Name => "",
        AliasForm::Acronym => ", by acronym",
        AliasForm::Surname => ", by family name",
        AliasForm::Demonym | AliasForm::DemonymNoun => ", by demonym",
        AliasForm::Metonym => ", by seat of government",
    };
    let _ = writeln!(out, "{} ({}){by}", entity.name, facts.join(", "));
    let aliases: Vec<_> = knowledge.aliases(id).into_iter().filter(|a| *a != entity.name).collect();
    if !aliases.is_empty() {
        let _ = writeln!(out, "  also: {}", aliases.join(", "));
    }
    let bodies: Vec<_> = knowledge.memberships(id).into_iter().map(|b| knowledge.entity(b).name).collect();
    if !bodies.is_empty() {
        let _ = writeln!(out, "  member of: {}", bodies.join(", "));
    }
}

/// The posts of a person; of a country or organisation those who hold its posts on the day, or now.
fn offices(knowledge: &dyn KnowledgeBase, id: EntityId, date: Option<newsgraph::Date>, out: &mut String) {
    for term in knowledge.terms_of(id) {
        let here = if date.is_some_and(|d| term.covers(d)) { "   ← on that day" } else { "" };
        let _ =
            writeln!(out, "  {}  {} of {}{here}", years(&term), term.title, knowledge.entity(term.of).name);
    }
    let on = date.unwrap_or(knowledge.data_date());
    for term in knowledge.offices_of(id).iter().filter(|t| t.covers(on)) {
        let _ = writeln!(out, "  {}  {}: {}", years(term), term.title, knowledge.entity(term.person).name);
    }
}

fn years(term: &Term<'_>) -> String {
    let day = |d: Option<newsgraph::Date>| d.map_or_else(|| " ".repeat(10), |d| d.to_string());
    format!("{} – {}", day(term.from), day(term.to))
}
