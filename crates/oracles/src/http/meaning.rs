//! What an answer says, however it is written, as the suite reads it.

use axum::http::header;
use serde_json::Value;
use syncproof_harness::exchange::{self, Version};

use super::world::Answer;

/// What two answers that mean the same have in common.
#[derive(Debug, PartialEq)]
pub(super) struct Meaning {
    status: u16,
    /// Without parameters, in small letters (RFC 9110, 8.3.1).
    media_type: Option<String>,
    etag: Option<String>,
    allow: Option<String>,
    challenge: Option<String>,
    body: Option<Value>,
}

impl Meaning {
    pub(super) fn of(answer: &Answer) -> Self {
        let header = |name| answer.header(name).map(str::to_owned);
        let headers = answer
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let read = exchange::Answer::new(answer.status, Version::Http11, headers.collect(), answer.body.to_vec());
        let body = read.expect("an answer of the reference is not too large").json;
        assert!(body.is_some() != answer.body.is_empty(), "the suite reads as JSON what is in an answer");
        let media_type = header(header::CONTENT_TYPE)
            .map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        Self {
            status: answer.status,
            media_type,
            etag: header(header::ETAG),
            allow: header(header::ALLOW),
            challenge: header(header::WWW_AUTHENTICATE),
            body,
        }
    }
}
