//! The command line.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use newsgraph::export::{EDGE_KINDS, NODE_KINDS};
use newsgraph::{Article, Filter, parse_date};
use std::path::PathBuf;

/// Reads English political news and gives back a knowledge graph.
#[derive(Parser)]
#[command(
    name = "newsgraph",
    version,
    about = "Reads English political news and gives back a knowledge graph",
    after_help = "Examples:
  newsgraph extract article.txt                              what the article tells, for people
  newsgraph extract --format svg --output graph.svg news/    a folder of articles as one picture
  newsgraph explain article.txt                              why each edge is in the graph
  newsgraph lookup 'Angela Merkel' --date 2015-09-01         what the knowledge base knows

Exit codes: 0 all done; 1 something could not be done and is named on standard error; 2 wrong command line."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Reads articles and writes their graph
    #[command(after_help = "Examples:
  newsgraph extract article.txt
  newsgraph extract --date 2024-05-19 --format json article.txt > graph.json
  newsgraph extract --format dot --no-statements --min-confidence 0.8 news/ | dot -Tpng > news.png
  newsgraph extract --kinds person,country,holds_office --format graphml --output who.graphml news/
  newsgraph extract --input-format jsonl --per-document --format json docs.jsonl > graphs.jsonl
  newsgraph extract --per-document --format svg --output pictures/ news/
  curl -s https://example.org/article.txt | newsgraph extract -

A line of JSONL input is {\"id\", \"text\", \"date\"?, \"title\"?, \"uri\"?}.")]
    Extract(ExtractArgs),
    /// Writes sentences, tokens, tags, trees and names
    #[command(after_help = "Examples:
  newsgraph annotate --format conllu article.txt
  newsgraph annotate --input-format jsonl docs.jsonl > docs.conllu")]
    Annotate(AnnotateArgs),
    /// Tells of each edge which sentence and rule it comes from, and how sure it is
    #[command(after_help = "Examples:
  newsgraph explain article.txt
  newsgraph explain --kinds holds_office --min-confidence 0.5 article.txt")]
    Explain(ExplainArgs),
    /// Tells what the knowledge base knows by a name
    #[command(after_help = "Examples:
  newsgraph lookup NATO
  newsgraph lookup 'Angela Merkel' --date 2015-09-01")]
    Lookup(LookupArgs),
}

#[derive(Args)]
pub(crate) struct InputArgs {
    /// Text files, JSONL files, folders (their *.txt and *.jsonl, by name), or - for standard input
    #[arg(value_name = "FILES|DIR|-", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,

    /// What the input is; without it, files that end in .jsonl are JSON Lines and the rest text
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<InputFormat>,

    /// Day of publication (YYYY-MM-DD) of articles that do not come with one; without it the article's own dateline
    #[arg(long, value_parser = date)]
    pub(crate) date: Option<String>,
}

#[derive(Args)]
pub(crate) struct FilterArgs {
    /// Only nodes or edges of these kinds
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(NODE_KINDS.iter().chain(EDGE_KINDS).copied()))]
    kinds: Vec<String>,

    /// Only nodes and edges that are at least this sure, from 0 to 1
    #[arg(long, value_parser = confidence, default_value = "0", hide_default_value = true)]
    min_confidence: f32,

    /// No statements
    #[arg(long)]
    no_statements: bool,

    /// No background knowledge: only what the text names
    #[arg(long)]
    no_background: bool,
}

impl FilterArgs {
    pub(crate) fn filter(&self) -> Filter {
        Filter::default()
            .kinds(self.kinds.iter().cloned())
            .min_confidence(self.min_confidence)
            .statements(!self.no_statements)
            .background(!self.no_background)
    }
}

#[derive(Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// What to write; without it what the end of --output says, or else a summary for people
    #[arg(long, value_enum)]
    pub(crate) format: Option<OutputFormat>,

    /// A graph for each document, in the order read, in place of one graph of all
    #[arg(long)]
    pub(crate) per_document: bool,

    /// Writes to this file; with --per-document, to files of their own where this is a folder
    #[arg(long, short, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) filter: FilterArgs,

    /// Documents to read at a time; without it as many as there are processors
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// What to write
    #[arg(long, value_enum, default_value = "conllu")]
    pub(crate) format: AnnotationFormat,
}

#[derive(Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Args)]
pub(crate) struct LookupArgs {
    /// A name: of a person, country, organisation or place
    pub(crate) name: String,

    /// Offices on this day (YYYY-MM-DD)
    #[arg(long, value_parser = date)]
    pub(crate) date: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// One article a file
    Text,
    /// One article a line, as a JSON object
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Who is who, meetings, visits, who said what, events
    Summary,
    /// For Graphviz
    Dot,
    /// For networkx, igraph and Gephi
    Graphml,
    /// Everything, in networkx's node-link form
    Json,
    /// A picture; needs Graphviz
    Svg,
}

impl OutputFormat {
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Summary => "txt",
            Self::Dot => "dot",
            Self::Graphml => "graphml",
            Self::Json => "json",
            Self::Svg => "svg",
        }
    }

    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "dot" | "gv" => Some(Self::Dot),
            "graphml" => Some(Self::Graphml),
            "json" | "jsonl" => Some(Self::Json),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotationFormat {
    /// CoNLL-U (<https://universaldependencies.org/format.html>)
    Conllu,
}

fn date(given: &str) -> Result<String, String> {
    parse_date(given).map(|_| given.to_owned()).map_err(|e| e.to_string())
}

fn confidence(given: &str) -> Result<f32, String> {
    match given.parse() {
        Ok(c) if (0.0..=1.0).contains(&c) => Ok(c),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}

impl InputArgs {
    /// The article with the date of the command line where it has none.
    pub(crate) fn dated(&self, mut article: Article) -> Article {
        if article.date.is_none() {
            article.date = self.date.as_deref().and_then(|d| parse_date(d).ok());
        }
        article
    }
}
