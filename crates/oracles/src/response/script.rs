//! The text of an input, read.
//!
//! Bytes that no header has stand for something: 1 to 9 for a secret in one of its spellings ([`SPELLINGS`]), 15 for a long text: the
//! byte after the next, 64 times as often as the next one says.

use std::sync::LazyLock;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode_byte, utf8_percent_encode};
use syncproof_harness::{
    exchange::{Exchange, Header},
    redact::Secrets,
};

use crate::message::{self, Message};

const USER: &str = "AC00000000000000000000000000000001";
/// Holds what is spelled in more than one way: a space, quotes, a slash, and what is not ASCII.
pub(super) const PASSWORD: &str = "t k/\"\u{e9}:7";
/// A secret that a JSON number could hold.
pub(super) const DIGITS: &str = "8675309421";
/// The most bytes of a script, once what stands for long texts is written out.
const MOST: usize = 256 << 10;

/// The password as the `Authorization` header has it.
pub(super) static BASIC: LazyLock<String> = LazyLock::new(|| BASE64_STANDARD.encode(format!("{USER}:{PASSWORD}")));

/// What must not be shown.
pub(super) static SECRETS: LazyLock<Secrets> =
    LazyLock::new(|| Secrets::none().with_basic(USER, PASSWORD).with(DIGITS));

/// What the bytes from 1 on stand for.
static SPELLINGS: LazyLock<[Vec<u8>; 9]> = LazyLock::new(|| {
    let escaped = |c: char| format!("\\u{:04X}", u32::from(c));
    let encoded = |c: char| utf8_percent_encode(c.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC).to_string();
    let mixed = |(at, c): (usize, char)| match at % 3 {
        0 => encoded(c).to_lowercase(),
        1 => c.to_string(),
        _ => escaped(c),
    };
    let json = serde_json::Value::from(PASSWORD).to_string();
    [
        PASSWORD.to_owned(),
        BASIC.clone(),
        utf8_percent_encode(PASSWORD, NON_ALPHANUMERIC).to_string(),
        PASSWORD.chars().map(|c| if c == ' ' { "+".to_owned() } else { encoded(c) }).collect(),
        PASSWORD.chars().map(escaped).collect(),
        json[1..json.len() - 1].to_owned(),
        DIGITS.to_owned(),
        PASSWORD.chars().enumerate().map(mixed).collect(),
        BASIC.bytes().map(percent_encode_byte).collect(),
    ]
    .map(String::into_bytes)
});

/// Requests, and what was answered to each.
#[derive(Debug, Clone, Default)]
pub(super) struct Script {
    pub(super) requests: Vec<Asked>,
    pub(super) answers: Vec<Said>,
}

/// What was sent.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: Vec<Header>,
    pub(super) body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) status: u16,
    pub(super) headers: Vec<Header>,
    pub(super) body: Vec<u8>,
}

impl Script {
    /// Reads an input. A message that begins with `HTTP/` is an answer; to a plain request, if none stands before it.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut script = Self::default();
        let mut request = None;
        for message in message::read(&written_out(bytes)) {
            let headers = message.headers.iter().map(|(name, value)| (lossy(name), lossy(value))).collect();
            if message.method.starts_with(b"HTTP/") {
                let status = lossy(&message.target).split(' ').next().and_then(|word| word.parse().ok());
                script.requests.push(request.take().unwrap_or_else(plain));
                script.answers.push(Said { status: status.unwrap_or(200), headers, body: message.body });
            } else {
                // The method is the suite's own, always.
                let is_method = !message.method.is_empty() && message.method.iter().all(u8::is_ascii_uppercase);
                request = Some(Asked {
                    method: if is_method { lossy(&message.method) } else { "GET".to_owned() },
                    url: lossy(&message.target),
                    headers,
                    body: message.body,
                });
            }
        }
        script
    }
}

fn plain() -> Asked {
    let authorization = ("authorization".to_owned(), format!("Basic {}", *BASIC));
    Asked {
        method: "GET".to_owned(),
        url: "http://127.0.0.1:1/v1/Services".to_owned(),
        headers: vec![authorization],
        body: Vec::new(),
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An input with what its bytes stand for.
pub(super) fn written_out(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        if out.len() >= MOST {
            break;
        }
        rest = after;
        match (byte, after) {
            // Tabs among them: nothing needs them.
            (1..=9, _) => out.extend(&SPELLINGS[usize::from(*byte) - 1]),
            (15, [times, what, after @ ..]) => {
                out.extend(std::iter::repeat_n(*what, 64 * usize::from(*times)));
                rest = after;
            }
            _ => out.push(*byte),
        }
    }
    out.truncate(MOST);
    out
}

/// An exchange as a script.
pub(super) fn of(exchange: &Exchange) -> [Message; 2] {
    let bytes = |headers: &[Header]| {
        let shown = headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
        shown.map(|(name, value)| (name.clone().into_bytes(), value.clone().into_bytes())).collect()
    };
    [
        Message {
            wait: 0,
            method: exchange.method.clone().into_bytes(),
            target: exchange.url.clone().into_bytes(),
            headers: bytes(&exchange.request_headers),
            body: exchange.request_body.clone(),
        },
        Message {
            wait: 0,
            method: b"HTTP/1.1".to_vec(),
            target: exchange.answer.status.to_string().into_bytes(),
            headers: bytes(&exchange.answer.headers),
            body: exchange.answer.body.clone(),
        },
    ]
}
