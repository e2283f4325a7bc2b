//! Writing to the terminal. A reader that has gone away is no error.

use std::{io::Write as _, path::Path};

use crate::failure::Failure;

/// Writes a text to standard output, colours left out where they are not wanted.
pub(crate) fn print(text: &str) {
    // Whoever closed the pipe has seen enough.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Writes a line to standard error.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Fails if a report cannot be written there. What is there stays until there is a new one.
pub(crate) fn writable(file: &Path) -> Result<(), Failure> {
    let opened = std::fs::OpenOptions::new().append(true).create(true).open(file);
    opened.map(drop).map_err(|e| Failure::usage(format!("cannot write the report {}: {e}", file.display())))
}

/// Writes a report.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(file, text).map_err(|e| Failure::usage(format!("cannot write the report {}: {e}", file.display())))
}
