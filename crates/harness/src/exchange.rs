//! One HTTP request and what came back, and the transcript of a scenario made of them.

mod abridge;

use std::{fmt, sync::Arc, time::Duration};

use serde_json::Value;
use syncproof_api::json;

use crate::client::{Excess, Held};

pub use abridge::for_reports;

/// A header as sent or received; the value may hold bytes that are not ASCII, shown lossily.
pub type Header = (String, String);

/// Most values in the JSON of an answer. A page of a hundred objects has some 2,000; each takes some 300 bytes when read, so a small
/// answer could grow large.
pub const MAX_VALUES: usize = 50_000;

/// What a JSON value takes in memory, in bytes: an estimate for small arrays and objects, which take most (each has room for four).
const VALUE: usize = 320;

/// How often a text is kept: in the body, in the values, in what a scenario remembers of the object, in what it says of it.
const COPIES: usize = 4;

/// One HTTP request with its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// HTTP method.
    pub method: String,
    /// Absolute URL as sent.
    pub url: String,
    /// Headers as sent, credentials included: whatever shows them must go through [`crate::redact`].
    pub request_headers: Vec<Header>,
    /// Body as sent.
    pub request_body: Vec<u8>,
    /// What came back.
    pub answer: Answer,
    /// From the first byte sent to the last received.
    pub elapsed: Duration,
}

/// An HTTP response.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Version of HTTP.
    pub version: Version,
    /// Headers in the order received.
    pub headers: Vec<Header>,
    /// Body as received, never longer than the client's limit.
    pub body: Vec<u8>,
    /// The body as JSON, if it is JSON.
    pub json: Option<Value>,
    weight: usize,
    /// How long the body was in bytes, if not all of it is kept.
    pub(crate) abridged_from: Option<usize>,
    /// What it takes of the client's budget.
    _held: Option<Arc<Held>>,
}

/// Version of HTTP that an answer came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// HTTP/1.0, which knows no chunks.
    Http10,
    /// HTTP/1.1.
    Http11,
    /// HTTP/2.
    Http2,
}

impl Version {
    pub(crate) fn of(version: reqwest::Version) -> Self {
        match version {
            reqwest::Version::HTTP_10 => Self::Http10,
            reqwest::Version::HTTP_2 => Self::Http2,
            // The client speaks no other.
            _ => Self::Http11,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http10 => "HTTP/1.0",
            Self::Http11 => "HTTP/1.1",
            Self::Http2 => "HTTP/2",
        })
    }
}

impl Answer {
    /// An answer as it came. Whatever the bytes of its body, this gives an answer or refuses it as too large to be read; a body that is no
    /// JSON is no error.
    pub fn new(status: u16, version: Version, headers: Vec<Header>, body: Vec<u8>) -> Result<Self, Excess> {
        Ok(Unread::new(status, version, headers, body)?.read())
    }

    /// What it takes in memory, in bytes, roughly and rather too much.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The same with what it takes of a budget, until its last clone is gone.
    pub(crate) fn held(self, held: Held) -> Self {
        Self { _held: Some(Arc::new(held)), ..self }
    }

    /// The first header of that name, letter case ignored.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// A field of the JSON body.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.json.as_ref()?.get(name)
    }

    /// The `sid` of what the body shows. None that a URL would take for "here" or "one up": it would have something else read, changed or
    /// deleted.
    pub fn sid(&self) -> Option<&str> {
        usable_sid(self.json.as_ref()?)
    }

    /// The `code` of an error body.
    pub fn code(&self) -> Option<i64> {
        self.field("code")?.as_i64()
    }
}

/// The `sid` of a representation, as [`Answer::sid`] has it.
pub fn usable_sid(body: &Value) -> Option<&str> {
    body.get("sid")?.as_str().filter(|sid| !matches!(*sid, "" | "." | ".."))
}

/// An answer whose body has not been read as JSON yet.
pub(crate) struct Unread {
    status: u16,
    version: Version,
    headers: Vec<Header>,
    body: Vec<u8>,
    weight: usize,
}

impl Unread {
    /// An answer that is not too large to be read.
    pub(crate) fn new(status: u16, version: Version, headers: Vec<Header>, body: Vec<u8>) -> Result<Self, Excess> {
        let size = json::size(&body).unwrap_or(json::Size { depth: 0, values: 1 });
        if size.depth > json::MAX_DEPTH {
            return Err(Excess::Depth(json::MAX_DEPTH));
        }
        if size.values > MAX_VALUES {
            return Err(Excess::Values(MAX_VALUES));
        }
        let header = |(name, value): &Header| name.len() + value.len() + 2 * size_of::<String>();
        let weight = headers.iter().map(header).sum::<usize>() + COPIES * body.len() + VALUE * size.values;
        Ok(Self { status, version, headers, body, weight })
    }

    /// [`Answer::weight`], once it is read.
    pub(crate) fn weight(&self) -> usize {
        self.weight
    }

    /// Reads it.
    pub(crate) fn read(self) -> Answer {
        let Self { status, version, headers, body, weight } = self;
        let json = std::str::from_utf8(&body).ok().and_then(|text| json::parse(text).ok());
        Answer { status, version, headers, body, json, weight, abridged_from: None, _held: None }
    }
}
