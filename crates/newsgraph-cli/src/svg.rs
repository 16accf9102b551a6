//! Pictures by Graphviz's program `dot`.

use crate::output::Failure;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};
use std::thread;

const MISSING: &str = "--format svg needs Graphviz's program `dot`, which is not installed here. \
Get it with `apt install graphviz`, `dnf install graphviz`, `brew install graphviz` or `winget install graphviz`, or \
from https://graphviz.org/download/; or write --format dot and draw it elsewhere";

/// Fails where `dot` is not installed: to know before long work.
pub(crate) fn check() -> Result<(), Failure> {
    let run = Command::new("dot")
        .arg("-V")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    run.map(drop).map_err(|e| failed(&e))
}

/// Draws a DOT graph.
pub(crate) fn draw(dot: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| failed(&e))?;
    let input = child.stdin.take();
    let output = thread::scope(|scope| {
        // A pipe that dot closes early shows in its exit status.
        scope.spawn(|| input.map(|mut pipe| pipe.write_all(dot)));
        child.wait_with_output()
    })
    .map_err(|e| failed(&e))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Other(format!("dot failed ({}): {}", output.status, said.trim())));
    }
    Ok(output.stdout)
}

fn failed(error: &std::io::Error) -> Failure {
    Failure::Other(match error.kind() {
        ErrorKind::NotFound => MISSING.to_owned(),
        _ => format!("dot could not be run: {error}"),
    })
}
