//! What is wrong with an answer.

use std::fmt;

use serde_json::Value;

/// How much of a value is shown, in characters.
const SHOWN: usize = 200;

/// An answer that no correct service gives: what is wrong, what would have been right, and what it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{subject}: expected {expected}, got {actual}")]
pub struct Deviation {
    /// The part of the answer.
    pub subject: Subject,
    /// What is right there, in words or as JSON.
    pub expected: String,
    /// What was there; long values are cut.
    pub actual: String,
}

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The HTTP status, and the code of an error.
    Status,
    /// The body as a whole.
    Body,
    /// A field of an error body.
    Error(&'static str),
    /// A field of a representation.
    Field(String),
    /// The `ETag` header.
    Etag,
    /// The entries of a page: which, and in which order.
    Entries,
    /// A part of one entry of a page.
    Entry {
        /// Its place in the page, from 0.
        at: usize,
        /// The part.
        part: Box<Subject>,
    },
    /// A field of `meta`.
    Meta(&'static str),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status => f.write_str("status"),
            Self::Body => f.write_str("body"),
            Self::Error(field) => write!(f, "error body, {field}"),
            Self::Field(field) => f.write_str(field),
            Self::Etag => f.write_str("etag"),
            Self::Entries => f.write_str("entries"),
            Self::Entry { at, part } => write!(f, "entry {at}, {part}"),
            Self::Meta(field) => write!(f, "meta.{field}"),
        }
    }
}

impl Deviation {
    pub(super) fn new(subject: Subject, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self { subject, expected: expected.into(), actual: actual.into() }
    }

    /// For a field of a representation.
    pub(super) fn field(name: &str, expected: impl Into<String>, actual: Option<&Value>) -> Self {
        Self::new(Subject::Field(name.to_owned()), expected, show(actual))
    }

    /// The same, in entry number `at` of a page.
    pub(super) fn in_entry(self, at: usize) -> Self {
        Self { subject: Subject::Entry { at, part: Box::new(self.subject) }, ..self }
    }
}

/// A value as JSON, cut if it is long.
pub(super) fn show(value: Option<&Value>) -> String {
    let Some(value) = value else { return "nothing".to_owned() };
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_deviation_says_where_and_what() {
        let deviation = Deviation::field("data", "{\"a\":1}", Some(&json!({"a": 2})));
        assert_eq!(deviation.to_string(), "data: expected {\"a\":1}, got {\"a\":2}");
        assert_eq!(
            Deviation::field("key", "a text", None).in_entry(3).to_string(),
            "entry 3, key: expected a text, got nothing"
        );
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(show(Some(&json!("é".repeat(300)))).chars().count(), 201);
    }
}
