//! Compiles seeds/ to the blobs that are embedded, trains the model, measures accuracy. Not published.

mod compile;
mod evaluate;
mod train;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "newsgraph-dev",
    about = "Compiles seeds, trains the model and measures accuracy of newsgraph"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compiles seeds/knowledge and seeds/lexicon into the blobs of newsgraph-knowledge
    Compile(compile::Args),
    /// Trains the analyser and the name recogniser and writes the weights of newsgraph-model
    Train(train::Args),
    /// Measures the name recogniser alone
    MeasureNames(train::MeasureNames),
    /// Measures the tagger, lemmatiser and parser on the treebanks' held-out sets, and their speed
    MeasureAnalyser(train::MeasureArgs),
    /// Measures accuracy over gold files and sorts the errors into classes
    Evaluate(evaluate::Args),
}

fn main() -> std::process::ExitCode {
    let result = match Cli::parse().command {
        Command::Compile(args) => compile::run(&args),
        Command::Train(args) => train::run(&args),
        Command::MeasureNames(args) => train::measure_names(&args),
        Command::MeasureAnalyser(args) => train::measure(&args),
        Command::Evaluate(args) => evaluate::run(&args),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "newsgraph-dev: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
