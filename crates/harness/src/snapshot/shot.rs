//! A picture of one answer, as a value and as text.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::Value;
use syncproof_api::json;

use crate::text::{LINE, acts, printable};

/// What stands for a value that was another each time.
pub(super) const VARIES: &str = "[varies]";

/// A canonical answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Shot {
    /// HTTP status.
    pub status: u16,
    /// The headers that matter, by name in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Body,
}

/// The body of a canonical answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// None at all.
    Nothing,
    /// JSON, the names in its objects sorted.
    Json(Value),
    /// Something else, in words.
    Other(String),
}

/// How a body that is no JSON is written.
const OTHER: [&str; 2] = ["(", ")"];

impl Shot {
    /// As people read it: the status, a line for each header, and the body after an empty line. Nothing in it acts.
    pub fn text(&self) -> String {
        let mut text = self.status.to_string();
        for (name, value) in &self.headers {
            // Writing into a String cannot fail.
            let _ = write!(text, "\n{name}: {}", printable(value, LINE));
        }
        match &self.body {
            Body::Nothing => {}
            Body::Json(value) => text.extend(["\n\n", &escaped(&format!("{value:#}"))]),
            Body::Other(what) => text.extend(["\n\n", OTHER[0], &printable(what, LINE), OTHER[1]]),
        }
        text
    }

    /// Reads what [`Self::text`] has written.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let status = lines.next()?.trim().parse().ok()?;
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
        let headers = lines.map(header).collect::<Option<_>>()?;
        let body = body.trim_end();
        let body = if body.is_empty() {
            Body::Nothing
        } else if let Some(what) = body.strip_prefix(OTHER[0]).and_then(|rest| rest.strip_suffix(OTHER[1])) {
            Body::Other(what.to_owned())
        } else {
            Body::Json(json::parse(body).ok()?)
        };
        Some(Self { status, headers, body })
    }

    /// The picture of the same exchange once more: what is another text or number this time varies, and is no matter.
    #[must_use]
    pub fn seen_again(mut self, again: &Self) -> Self {
        for (name, value) in &mut self.headers {
            if again.headers.get(name).is_some_and(|other| other != value) {
                VARIES.clone_into(value);
            }
        }
        if let (Body::Json(value), Body::Json(again)) = (&mut self.body, &again.body) {
            mark_what_varies(value, again);
        }
        self
    }
}

fn mark_what_varies(value: &mut Value, again: &Value) {
    match (value, again) {
        (Value::Object(fields), Value::Object(again)) => {
            for (name, value) in fields {
                if let Some(again) = again.get(name) {
                    mark_what_varies(value, again);
                }
            }
        }
        (Value::Array(values), Value::Array(again)) => {
            values.iter_mut().zip(again).for_each(|(value, again)| mark_what_varies(value, again));
        }
        (value @ Value::String(_), Value::String(again)) if value.as_str() != Some(again) => {
            *value = Value::from(VARIES);
        }
        _ => {}
    }
}

/// Characters that act, as JSON escapes them; line breaks are the pretty printer's own.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !acts(c) {
            text.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shot(body: Body) -> Shot {
        Shot { status: 201, headers: BTreeMap::from([("etag".to_owned(), "\"[revision]\"".to_owned())]), body }
    }

    #[test]
    fn a_picture_is_read_back_from_its_text() {
        for body in [
            Body::Nothing,
            Body::Json(json!({"a": [1, null, "x\ny\u{202e}\u{7f}é😀"], "b": {}})),
            Body::Json(json!("(text)")),
            Body::Json(json!(null)),
            Body::Other("no JSON: <html>".to_owned()),
        ] {
            let shot = shot(body);
            let text = shot.text();
            assert!(!text.chars().any(|c| c != '\n' && acts(c)), "{text}");
            assert_eq!(Shot::parse(&text), Some(shot), "{text}");
        }
        assert_eq!(Shot { headers: BTreeMap::new(), ..shot(Body::Nothing) }.text(), "201");
    }

    #[test]
    fn what_is_no_picture_is_none() {
        for text in ["", "x", "200\nheader", "200\n\n{", "200\n\nnonsense", "99999999"] {
            assert_eq!(Shot::parse(text), None, "{text}");
        }
    }

    #[test]
    fn texts_that_differ_each_time_are_marked_and_other_differences_are_not() {
        let first = shot(Body::Json(json!({"a": "x", "b": [{"c": "1"}], "d": "same", "e": 1, "f": null})));
        let again = shot(Body::Json(json!({"a": "y", "b": [{"c": "2"}], "d": "same", "e": 2, "f": "x"})));
        let seen = Body::Json(json!({"a": "[varies]", "b": [{"c": "[varies]"}], "d": "same", "e": 1, "f": null}));
        assert_eq!(first.seen_again(&again), shot(seen));
        let other = Shot { headers: BTreeMap::from([("etag".to_owned(), "x".to_owned())]), ..shot(Body::Nothing) };
        assert_eq!(shot(Body::Nothing).seen_again(&other).headers["etag"], "[varies]");
    }
}
