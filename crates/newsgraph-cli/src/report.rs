//! Standard error: what went wrong, and how far the work is.

use indicatif::{ProgressBar, ProgressStyle};
use std::cell::{Cell, OnceCell};
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Work that takes less than this gets no progress bar.
const LONG: Duration = Duration::from_secs(1);

/// Names errors on standard error and remembers that there were any; shows progress.
#[derive(Default)]
pub(crate) struct Report {
    errors: Cell<u64>,
    bar: OnceCell<ProgressBar>,
}

impl Report {
    /// Names an error.
    pub(crate) fn error(&self, error: &dyn Display) {
        self.errors.set(self.errors.get() + 1);
        let line = || {
            // Where standard error is gone there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "newsgraph: {error}");
        };
        match self.bar.get() {
            Some(bar) => bar.suspend(line),
            None => line(),
        }
    }

    /// 0 where nothing was reported.
    pub(crate) fn exit_code(&self) -> ExitCode {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
        if self.errors.get() == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
    }

    /// Shows that `done` documents of `all` (where known) are done, on a terminal that nothing else is written to.
    pub(crate) fn progress(&self, started: Instant, done: u64, all: Option<u64>, quiet_stdout: bool) {
        if self.bar.get().is_none() {
            if started.elapsed() < LONG || !std::io::stderr().is_terminal() {
                return;
            }
            if !quiet_stdout && std::io::stdout().is_terminal() {
                return;
            }
        }
        let bar = self.bar.get_or_init(|| {
            let (bar, template) = match all {
                Some(all) => (
                    ProgressBar::new(all),
                    "{elapsed_precise} {wide_bar} {pos}/{len} documents, {per_sec}, {eta} left",
                ),
                None => {
                    (ProgressBar::new_spinner(), "{elapsed_precise} {spinner} {pos} documents, {per_sec}")
                }
            };
            bar.with_style(
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
            )
        });
        bar.set_position(done);
    }
}
