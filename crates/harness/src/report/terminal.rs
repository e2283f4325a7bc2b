//! Reports as text. Nothing here prints: the command line does, and knows whether colours are welcome.

mod failure;
mod summary;

pub use failure::{failure, failures};
pub use summary::{left_behind, summary};

pub(super) use summary::early_end;

use std::fmt::Display;

use anstyle::AnsiColor;

/// How the text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether there are ANSI colour codes.
    pub colour: bool,
}

pub(super) const GOOD: anstyle::Style = AnsiColor::Green.on_default();
pub(super) const BAD: anstyle::Style = AnsiColor::Red.on_default();
pub(super) const DOUBTFUL: anstyle::Style = AnsiColor::Yellow.on_default();
const UNKNOWN: anstyle::Style = AnsiColor::Magenta.on_default();
pub(super) const QUIET: anstyle::Style = anstyle::Style::new().dimmed();

impl Style {
    /// Text alone.
    pub const PLAIN: Self = Self { colour: false };

    pub(super) fn paint(self, style: anstyle::Style, text: impl Display) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}

/// `1 scenario`, `2 scenarios`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
