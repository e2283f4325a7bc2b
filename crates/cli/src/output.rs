//! Writing to the terminal. A reader that has gone away is no error.

use std::io::Write as _;

/// Writes a text to standard output, colours left out where they are not wanted.
pub(crate) fn print(text: &str) {
    // Whoever closed the pipe has seen enough.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Writes a line to standard error.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
