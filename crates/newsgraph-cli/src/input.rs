//! Articles from files, folders and standard input.

use crate::args::{Cli, InputArgs, InputFormat};
use clap::CommandFactory;
use clap::error::ErrorKind;
use newsgraph::{Article, parse_date};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

/// What could not be read, and where.
#[derive(Debug, thiserror::Error)]
#[error("{path}{}: {message}", place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default())]
pub(crate) struct InputError {
    path: String,
    place: Option<(usize, usize)>,
    message: String,
}

impl InputError {
    fn whole(path: &Path, message: impl ToString) -> Self {
        Self { path: path.display().to_string(), place: None, message: message.to_string() }
    }

    fn at(path: &Path, line: usize, column: usize, message: impl Into<String>) -> Self {
        Self { path: path.display().to_string(), place: Some((line, column)), message: message.into() }
    }
}

/// One article, or why there is none.
pub(crate) type Read1 = Result<Article, InputError>;

/// The sources of one command, in order.
pub(crate) struct Input<'a> {
    args: &'a InputArgs,
    sources: Vec<Source>,
}

enum Source {
    Text(PathBuf),
    Jsonl(PathBuf),
    Stdin(InputFormat),
    Broken(InputError),
}

impl<'a> Input<'a> {
    /// Looks at the paths; reads no file yet. Without a path it is standard input, but for a terminal: there the
    /// program ends with its usage.
    pub(crate) fn new(args: &'a InputArgs) -> Self {
        let mut sources = Vec::new();
        if args.paths.is_empty() {
            if io::stdin().is_terminal() {
                Cli::command()
                    .error(
                        ErrorKind::MissingRequiredArgument,
                        "no input: give files, a folder, or - for standard input",
                    )
                    .exit();
            }
            sources.push(Source::Stdin(args.input_format.unwrap_or(InputFormat::Text)));
        }
        for path in &args.paths {
            if path.as_os_str() == "-" {
                sources.push(Source::Stdin(args.input_format.unwrap_or(InputFormat::Text)));
            } else if path.is_dir() {
                folder(path, &mut sources);
            } else {
                sources.push(file(path.clone(), args.input_format));
            }
        }
        Self { args, sources }
    }

    /// Number of articles, where it is known before reading.
    pub(crate) fn len(&self) -> Option<u64> {
        let texts = self.sources.iter().all(|s| matches!(s, Source::Text(_) | Source::Broken(_)));
        texts.then_some(self.sources.len() as u64)
    }

    /// Gives each article to `give`, one at a time, until it says to stop.
    pub(crate) fn read(self, mut give: impl FnMut(Read1) -> bool) {
        let mut ids = BTreeSet::new();
        for source in self.sources {
            let mut dated = |read: Read1| give(read.map(|a| self.args.dated(a)));
            let go_on = match source {
                Source::Broken(error) => dated(Err(error)),
                Source::Text(path) => dated(text_file(&path, &mut ids)),
                Source::Jsonl(path) => match File::open(&path) {
                    Ok(file) => jsonl(BufReader::new(file), &path, &mut dated),
                    Err(error) => dated(Err(InputError::whole(&path, plain(&error)))),
                },
                Source::Stdin(InputFormat::Jsonl) => {
                    jsonl(io::stdin().lock(), Path::new("<stdin>"), &mut dated)
                }
                Source::Stdin(InputFormat::Text) => dated(stdin_text()),
            };
            if !go_on {
                return;
            }
        }
    }
}

fn file(path: PathBuf, format: Option<InputFormat>) -> Source {
    let lines = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl"));
    match format {
        Some(InputFormat::Jsonl) => Source::Jsonl(path),
        None if lines => Source::Jsonl(path),
        _ => Source::Text(path),
    }
}

/// The *.txt and *.jsonl of a folder, by name.
fn folder(path: &Path, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut files: Vec<PathBuf> = match entries {
        Ok(entries) => entries.into_iter().map(|e| e.path()).collect(),
        Err(error) => return sources.push(Source::Broken(InputError::whole(path, plain(&error)))),
    };
    files.retain(|f| {
        f.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt") || e.eq_ignore_ascii_case("jsonl"))
            && f.is_file()
    });
    if files.is_empty() {
        sources.push(Source::Broken(InputError::whole(path, "no *.txt or *.jsonl in this folder")));
    }
    files.sort();
    sources.extend(files.into_iter().map(|f| file(f, None)));
}

fn text_file(path: &Path, ids: &mut BTreeSet<String>) -> Read1 {
    let bytes = fs::read(path).map_err(|e| InputError::whole(path, plain(&e)))?;
    let text = utf8(bytes, path, 1)?;
    // Two files of one name in two folders are two documents.
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let id = if ids.contains(&name) { path.display().to_string() } else { name };
    ids.insert(id.clone());
    Ok(Article::new(text).id(id))
}

fn stdin_text() -> Read1 {
    let path = Path::new("<stdin>");
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|e| InputError::whole(path, plain(&e)))?;
    Ok(Article::new(utf8(bytes, path, 1)?).id("stdin"))
}

/// The bytes as text; an error tells where the first bad byte is. `line` is the number of the first line.
fn utf8(bytes: Vec<u8>, path: &Path, line: usize) -> Result<String, InputError> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bad = error.as_bytes().get(offset).copied().unwrap_or_default();
        let before = String::from_utf8_lossy(&error.as_bytes()[..offset]);
        let line = line + before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        InputError::at(path, line, column, format!("not UTF-8 (byte 0x{bad:02x} at offset {offset})"))
    })
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(u64),
}

#[derive(Deserialize)]
struct Line {
    id: Id,
    text: String,
    date: Option<String>,
    title: Option<String>,
    uri: Option<String>,
}

/// One article a line; a broken line is named and the next is read.
fn jsonl(mut input: impl BufRead, path: &Path, give: &mut dyn FnMut(Read1) -> bool) -> bool {
    for number in 1.. {
        let mut bytes = Vec::new();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return give(Err(InputError::at(path, number, 1, plain(&error)))),
        }
        if number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        if !give(utf8(bytes, path, number).and_then(|line| article(&line, path, number))) {
            return false;
        }
    }
    true
}

fn article(line: &str, path: &Path, number: usize) -> Read1 {
    let parsed: Line = serde_json::from_str(line.trim_end()).map_err(|error| {
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(m, _)| m);
        InputError::at(path, number, error.column().max(1), message)
    })?;
    let id = match parsed.id {
        Id::Text(id) => id,
        Id::Number(id) => id.to_string(),
    };
    let mut article = Article::new(parsed.text).id(id);
    if let Some(date) = parsed.date.filter(|d| !d.is_empty()) {
        article.date = Some(parse_date(&date).map_err(|error| {
            let column = line.find("\"date\"").map_or(1, |at| line[..at].chars().count() + 1);
            InputError::at(path, number, column, error.to_string())
        })?);
    }
    article.title = parsed.title;
    article.uri = parsed.uri;
    Ok(article)
}

/// The error without the number that the system gives it.
fn plain(error: &io::Error) -> String {
    let message = error.to_string();
    message.split(" (os error").next().unwrap_or(&message).to_owned()
}
