//! Standard output and files.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What ends the command, for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file could not be written.
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    /// Standard output could not be written.
    #[error("standard output: {0}")]
    Stdout(io::Error),
    /// Anything else.
    #[error("{0}")]
    Other(String),
    /// The extractor or an export failed.
    #[error(transparent)]
    Newsgraph(#[from] newsgraph::Error),
}

impl From<newsgraph::export::Error> for Failure {
    fn from(error: newsgraph::export::Error) -> Self {
        Self::Newsgraph(error.into())
    }
}

/// Writes to standard output and ends the program, quietly, where its reader has gone.
#[derive(Default)]
pub(crate) struct Stdout;

impl Stdout {
    /// Writes at once.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
            other => other.map_err(Failure::Stdout),
        }
    }
}

/// A folder with a file for each document.
pub(crate) struct Folder {
    path: PathBuf,
    extension: &'static str,
    names: BTreeSet<String>,
}

impl Folder {
    /// The file for the document with this id; documents of one id get files of their own.
    fn file(&mut self, id: &str) -> PathBuf {
        let (name, mut number) = (file_name(id), 1);
        let mut free = name.clone();
        while !self.names.insert(free.clone()) {
            number += 1;
            free = format!("{name}-{number}");
        }
        self.path.join(format!("{free}.{}", self.extension))
    }
}

/// Where the graphs go.
pub(crate) enum Sink {
    Stdout(Stdout),
    /// One file, kept as it was until everything is written.
    File(PathBuf),
    /// One file that grows document by document.
    Stream(PathBuf, BufWriter<File>),
    /// A file for each document.
    Folder(Folder),
}

impl Sink {
    /// The sink for `path`, or standard output; `extension` is for the files of a folder.
    pub(crate) fn new(
        path: Option<&Path>,
        per_document: bool,
        extension: &'static str,
    ) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout(Stdout)) };
        let fail = |error| Failure::File { path: path.to_owned(), error };
        if per_document && is_folder(path) {
            fs::create_dir_all(path).map_err(fail)?;
            return Ok(Self::Folder(Folder { path: path.to_owned(), extension, names: BTreeSet::new() }));
        }
        if per_document {
            return Ok(Self::Stream(path.to_owned(), BufWriter::new(File::create(path).map_err(fail)?)));
        }
        Ok(Self::File(path.to_owned()))
    }

    /// Writes one graph.
    pub(crate) fn write(&mut self, id: &str, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(path) => replace(path, bytes),
            Self::Stream(path, out) => out
                .write_all(bytes)
                .and_then(|()| out.flush())
                .map_err(|error| Failure::File { path: path.clone(), error }),
            Self::Folder(folder) => replace(&folder.file(id), bytes),
        }
    }
}

/// Whether the path is a folder or is written as one.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// Writes beside the file and then puts it in its place, so that a file of before is lost only to a whole new one.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |error| Failure::File { path: path.to_owned(), error };
    if !path.exists() || !path.is_file() {
        return fs::write(path, bytes).map_err(fail);
    }
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(part);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&part);
    }
    written.map_err(fail)
}

/// The id as the name of a file: separators and control characters become `_`.
fn file_name(id: &str) -> String {
    let name: String = id
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .take(120)
        .collect();
    if name.trim_matches('.').is_empty() { format!("_{name}") } else { name }
}
