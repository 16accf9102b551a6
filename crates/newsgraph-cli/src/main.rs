//! The program `newsgraph`: news articles in, knowledge graphs out.
//!
//! Exit codes: 0 where all was done, 1 where something could not be (it is named on standard error, the rest is done),
//! 2 for a wrong command line.

mod args;
mod conllu;
mod explain;
mod extract;
mod input;
mod lookup;
mod ordered;
mod output;
mod report;
mod summary;
mod svg;

use args::{Cli, Command};
use clap::Parser;
use report::Report;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let report = Report::default();
    let result = match &cli.command {
        Command::Extract(args) => extract::run(args, &report),
        Command::Annotate(args) => conllu::run(args, &report),
        Command::Explain(args) => explain::run(args, &report),
        Command::Lookup(args) => lookup::run(args, &report),
    };
    if let Err(failure) = result {
        report.error(&failure);
    }
    report.exit_code()
}
