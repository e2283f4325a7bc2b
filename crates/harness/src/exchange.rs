//! One HTTP request and what came back, and the transcript of a scenario made of them.

use std::time::Duration;

use serde_json::Value;

/// A header as sent or received; the value may hold bytes that are not ASCII, shown lossily.
pub type Header = (String, String);

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
    /// Headers in the order received.
    pub headers: Vec<Header>,
    /// Body as received, never longer than the client's limit.
    pub body: Vec<u8>,
    /// The body as JSON, if it is JSON.
    pub json: Option<Value>,
}

impl Answer {
    /// The first header of that name, letter case ignored.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// A field of the JSON body.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.json.as_ref()?.get(name)
    }

    /// The `code` of an error body.
    pub fn code(&self) -> Option<i64> {
        self.field("code")?.as_i64()
    }
}
