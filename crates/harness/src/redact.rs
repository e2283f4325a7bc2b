//! Secrets kept out of everything that is shown.
//!
//! A target may send a secret back, and it need not spell it as it was sent. So a secret is found character by character, each in any of
//! its spellings: as it stands, percent-encoded, `+` for a space, or escaped as in JSON.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

/// What stands in the place of a secret.
pub const REDACTED: &str = "[redacted]";

/// Headers whose value is never shown, whatever it holds.
const HIDDEN_HEADERS: [&str; 4] = ["authorization", "proxy-authorization", "cookie", "set-cookie"];

/// Texts that must not be shown.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Longest first, so that no secret is cut short by one that begins alike. None is empty.
    texts: Vec<String>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

impl Secrets {
    /// No secrets.
    pub fn none() -> Self {
        Self::default()
    }

    /// These and one more. An empty one is ignored.
    #[must_use]
    pub fn with(mut self, secret: &str) -> Self {
        if !secret.is_empty() && !self.texts.iter().any(|known| known == secret) {
            self.texts.push(secret.to_owned());
            self.texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        self
    }

    /// These and the password of a Basic credential, alone and as the header has it. The user is an account or key SID and no secret.
    #[must_use]
    pub fn with_basic(self, user: &str, password: &str) -> Self {
        if password.is_empty() {
            return self;
        }
        self.with(password).with(&STANDARD.encode(format!("{user}:{password}")))
    }

    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether the text holds a secret.
    pub fn occur_in(&self, text: &str) -> bool {
        (0..text.len()).any(|at| self.end_of_secret(text.as_bytes(), at).is_some())
    }

    /// The text without its secrets. To be done before a text is cut or escaped: what is left of a secret then would not be found.
    pub fn scrub(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.scrub_bytes(text.as_bytes())).into_owned()
    }

    /// [`Self::scrub`] for bytes.
    pub fn scrub_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            if let Some(end) = self.end_of_secret(bytes, at) {
                out.extend_from_slice(REDACTED.as_bytes());
                at = end;
            } else {
                out.push(bytes[at]);
                at += 1;
            }
        }
        out
    }

    /// [`Self::scrub`] for every name and text in a JSON value.
    pub fn scrub_json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.scrub(text)),
            Value::Array(list) => list.iter().map(|v| self.scrub_json(v)).collect(),
            Value::Object(map) => map.iter().map(|(name, v)| (self.scrub(name), self.scrub_json(v))).collect(),
            // A secret may be all digits.
            Value::Number(number) if self.occur_in(&number.to_string()) => Value::String(REDACTED.to_owned()),
            other => other.clone(),
        }
    }

    /// The value of a header as it may be shown.
    pub fn scrub_header(&self, name: &str, value: &str) -> String {
        if HIDDEN_HEADERS.iter().any(|hidden| name.eq_ignore_ascii_case(hidden)) {
            return REDACTED.to_owned();
        }
        self.scrub(value)
    }

    fn end_of_secret(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let here = *bytes.get(at)?;
        // Most places are none: they are told without a search.
        let may_begin =
            |secret: &&String| matches!(here, b'%' | b'+' | b'\\') || secret.as_bytes().first() == Some(&here);
        self.texts.iter().filter(may_begin).find_map(|secret| end_of(secret, bytes, at))
    }
}

/// Where `secret` ends if it begins at `start`. A character may be read in more than one way (a `%` by itself, or as the start of `%25`),
/// so all places reached so far are kept.
fn end_of(secret: &str, bytes: &[u8], start: usize) -> Option<usize> {
    let mut reached = vec![start];
    for c in secret.chars() {
        let mut next: Vec<usize> = reached.iter().flat_map(|at| ends_of_char(c, bytes, *at)).collect();
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return None;
        }
        reached = next;
    }
    reached.last().copied()
}

fn ends_of_char(c: char, bytes: &[u8], at: usize) -> Vec<usize> {
    let rest = &bytes[at.min(bytes.len())..];
    let mut buffer = [0; 4];
    let utf8 = c.encode_utf8(&mut buffer).as_bytes();
    let mut ends = Vec::new();
    let mut spelled = |length: Option<usize>| ends.extend(length.map(|l| at + l));
    spelled(rest.starts_with(utf8).then_some(utf8.len()));
    match rest.first() {
        Some(b'%') => spelled(percent_encoded(utf8, rest)),
        Some(b'+') if c == ' ' => spelled(Some(1)),
        Some(b'\\') => {
            spelled(json_escape(c, rest));
            spelled(json_units(c, rest));
        }
        _ => {}
    }
    ends
}

fn percent_encoded(utf8: &[u8], rest: &[u8]) -> Option<usize> {
    let same =
        |(i, byte): (usize, &u8)| rest.get(3 * i) == Some(&b'%') && hex(rest, 3 * i + 1, 2) == Some(u32::from(*byte));
    utf8.iter().enumerate().all(same).then_some(3 * utf8.len())
}

/// `\"`, `\\`, `\/` and the letters.
fn json_escape(c: char, rest: &[u8]) -> Option<usize> {
    let letter = match c {
        '"' | '\\' | '/' => c,
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => return None,
    };
    (rest.get(1).copied().map(char::from) == Some(letter)).then_some(2)
}

/// `\u0041`, two of them beyond the basic plane.
fn json_units(c: char, rest: &[u8]) -> Option<usize> {
    let mut buffer = [0; 2];
    let units = c.encode_utf16(&mut buffer);
    let same = |(i, unit): (usize, &u16)| {
        rest.get(6 * i..6 * i + 2) == Some(b"\\u") && hex(rest, 6 * i + 2, 4) == Some(u32::from(*unit))
    };
    units.iter().enumerate().all(same).then_some(6 * units.len())
}

fn hex(bytes: &[u8], at: usize, digits: usize) -> Option<u32> {
    let text = bytes.get(at..at + digits)?;
    text.iter().try_fold(0, |sum, byte| Some(sum * 16 + char::from(*byte).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scrubbed(secret: &str, text: &str) -> String {
        Secrets::none().with(secret).scrub(text)
    }

    #[test]
    fn every_occurrence_is_replaced() {
        assert_eq!(scrubbed("s3cret", "a s3crets3cret b s3cre"), "a [redacted][redacted] b s3cre");
        assert_eq!(scrubbed("pässe", "xpässex"), "x[redacted]x");
    }

    #[test]
    fn a_secret_is_found_percent_encoded_in_either_case_and_in_part() {
        for text in ["a%20b%2Fc%C3%A9", "a+b%2fc%c3%a9", "a%20b/cé", "%61%20%62%2F%63%C3%A9"] {
            assert_eq!(scrubbed("a b/cé", &format!("x={text}&y")), "x=[redacted]&y", "{text}");
        }
    }

    #[test]
    fn a_secret_is_found_escaped_as_in_json() {
        for text in [r#"q\"\\\/😀"#, r"q\u0022\u005C/\uD83D\uDE00"] {
            assert_eq!(scrubbed("q\"\\/😀", &format!("[{text}]")), "[[redacted]]", "{text}");
        }
    }

    #[test]
    fn a_percent_sign_may_stand_for_itself() {
        assert_eq!(scrubbed("%25x", "%25x"), "[redacted]");
        assert_eq!(scrubbed("%25x", "%2525x"), "[redacted]");
        assert_eq!(scrubbed("%x", "%25x"), "[redacted]");
    }

    #[test]
    fn the_basic_credential_is_a_secret_and_its_user_is_not() {
        let secrets = Secrets::none().with_basic("AC1", "tok");
        assert_eq!(secrets.scrub("AC1 tok Basic QUMxOnRvaw=="), "AC1 [redacted] Basic [redacted]");
    }

    #[test]
    fn the_longer_of_two_that_begin_alike_is_replaced_whole() {
        assert_eq!(Secrets::none().with("abc").with("abcdef").scrub("abcdef"), "[redacted]");
    }

    #[test]
    fn an_empty_secret_hides_nothing() {
        let secrets = Secrets::none().with("").with_basic("AC1", "");
        assert!(secrets.is_empty());
        assert_eq!(secrets.scrub("abc QUMxOg=="), "abc QUMxOg==");
    }

    #[test]
    fn headers_that_carry_credentials_are_hidden_whatever_they_hold() {
        for name in ["Authorization", "proxy-authorization", "COOKIE", "Set-Cookie"] {
            assert_eq!(Secrets::none().scrub_header(name, "x"), "[redacted]");
        }
        assert_eq!(Secrets::none().with("b").scrub_header("If-Match", "abc"), "a[redacted]c");
    }

    #[test]
    fn names_texts_and_numbers_of_json_are_scrubbed() {
        let value = json!({"a77b": ["77", 1770, 5, null]});
        assert_eq!(
            Secrets::none().with("77").scrub_json(&value),
            json!({"a[redacted]b": ["[redacted]", "[redacted]", 5, null]})
        );
    }

    #[test]
    fn bytes_that_are_not_utf8_stay_where_no_secret_is() {
        assert_eq!(Secrets::none().with("key").scrub_bytes(b"\xffkey\xfe%"), b"\xff[redacted]\xfe%");
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Secrets::none().with("s3cret")), "Secrets(..)");
    }
}
