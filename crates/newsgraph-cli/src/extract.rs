//! `newsgraph extract`.

use crate::args::{Cli, ExtractArgs, OutputFormat};
use crate::input::{Input, Read1};
use crate::ordered;
use crate::output::{Failure, Sink, is_folder};
use crate::report::Report;
use crate::{summary, svg};
use clap::CommandFactory;
use clap::error::ErrorKind;
use newsgraph::{Article, Extraction, Extractor, Filter, JsonLayout, KnowledgeGraph};
use newsgraph::{write_dot, write_graphml, write_json};
use std::panic::catch_unwind;
use std::time::Instant;

/// Reads the articles and writes the graph or graphs.
pub(crate) fn run(args: &ExtractArgs, report: &Report) -> Result<(), Failure> {
    let format = format_of(args);
    let input = Input::new(&args.input);
    check_usage(args, format, &input);
    if format == OutputFormat::Svg {
        svg::check()?;
    }
    let extractor = Extractor::new()?;
    let filter = args.filter.filter();
    let mut sink = Sink::new(args.output.as_deref(), args.per_document, format.extension())?;
    let jobs =
        args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let (started, all, quiet) = (Instant::now(), input.len(), args.output.is_some());
    let mut done = 0;
    let mut tick = || {
        done += 1;
        report.progress(started, done, all, quiet);
    };
    let read = |give: &mut dyn FnMut(Read1) -> bool| input.read(give);

    if args.per_document {
        let layout = if matches!(sink, Sink::Folder(_)) { JsonLayout::Lines } else { JsonLayout::Compact };
        let work = |read: Read1| -> Result<(String, Vec<u8>), String> {
            let article = read.map_err(|e| e.to_string())?;
            let id = article.id.to_string();
            let extraction = extract(&extractor, &article)?;
            let notes = notes(&article, &extraction);
            let mut bytes = render(&extraction.graph, &filter, format, layout, &notes)
                .map_err(|e| format!("{id}: {e}"))?;
            if format == OutputFormat::Summary {
                bytes.push(b'\n');
            }
            Ok((id, bytes))
        };
        ordered::run(jobs, read, work, |result| {
            tick();
            match result {
                Ok((id, bytes)) => {
                    if let Err(error) = sink.write(&id, &bytes) {
                        report.error(&error);
                        // One file that cannot be written loses one graph; standard output loses all that follow.
                        if matches!(error, Failure::Stdout(_)) {
                            std::process::exit(1);
                        }
                    }
                }
                Err(error) => report.error(&error),
            }
        });
        return Ok(());
    }

    let work = |read: Read1| -> Result<(KnowledgeGraph, Vec<String>), String> {
        let article = read.map_err(|e| e.to_string())?;
        let extraction = extract(&extractor, &article)?;
        let notes = notes(&article, &extraction);
        Ok((extraction.graph, notes))
    };
    let (mut graph, mut all_notes) = (KnowledgeGraph::new(), Vec::new());
    ordered::run(jobs, read, work, |result| {
        tick();
        match result {
            Ok((one, notes)) => {
                all_notes.extend(notes);
                if graph.documents().next().is_none() {
                    graph = one;
                } else {
                    graph.merge(&one);
                }
            }
            Err(error) => report.error(&error),
        }
    });
    if graph.documents().next().is_none() {
        return Err(Failure::Other("no article could be read; nothing is written".to_owned()));
    }
    sink.write("graph", &render(&graph, &filter, format, JsonLayout::Lines, &all_notes)?)
}

/// The article's graph; a panic, which is a fault of ours, loses this article and no other.
fn extract(extractor: &Extractor, article: &Article) -> Result<Extraction, String> {
    catch_unwind(|| extractor.extract(article))
        .map_err(|_| format!("{}: internal error; please report it with the article", article.id))
}

fn notes(article: &Article, extraction: &Extraction) -> Vec<String> {
    extraction.diagnostics.iter().map(|d| format!("{}: {}", article.id, d.message)).collect()
}

fn format_of(args: &ExtractArgs) -> OutputFormat {
    args.format.unwrap_or_else(|| {
        let extension = args.output.as_deref().and_then(|p| p.extension()).and_then(|e| e.to_str());
        extension.and_then(OutputFormat::of_extension).unwrap_or(OutputFormat::Summary)
    })
}

/// Ends the program where the command line asks for what no reader could make sense of.
fn check_usage(args: &ExtractArgs, format: OutputFormat, input: &Input<'_>) {
    let one_each = matches!(format, OutputFormat::Graphml | OutputFormat::Svg);
    let in_folder = args.output.as_deref().is_some_and(is_folder);
    if args.per_document && one_each && !in_folder && input.len() != Some(1) {
        Cli::command()
            .error(
                ErrorKind::ArgumentConflict,
                format!("--per-document with --format {} needs a folder: --output PATH/", format.extension()),
            )
            .exit();
    }
    if !args.per_document && in_folder {
        Cli::command()
            .error(ErrorKind::ArgumentConflict, "--output is a folder: give a file, or --per-document")
            .exit();
    }
}

fn render(
    graph: &KnowledgeGraph,
    filter: &Filter,
    format: OutputFormat,
    layout: JsonLayout,
    notes: &[String],
) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    match format {
        OutputFormat::Summary => summary::write(graph, filter, notes, &mut out),
        OutputFormat::Dot => write_dot(graph, filter, &mut out)?,
        OutputFormat::Graphml => write_graphml(graph, filter, &mut out)?,
        OutputFormat::Json => write_json(graph, filter, layout, &mut out)?,
        OutputFormat::Svg => {
            write_dot(graph, filter, &mut out)?;
            out = svg::draw(&out)?;
        }
    }
    Ok(out)
}
