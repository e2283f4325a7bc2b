//! Whether a text shows a secret, told in another way than the redactor does: the whole text is decoded, then looked through.

use memchr::{memchr3, memmem};
use percent_encoding::percent_decode;
use syncproof_harness::redact::REDACTED;

use super::script::{BASIC, DIGITS, PASSWORD, SECRETS, Script};

/// Nothing of a script shows a secret once it is scrubbed; and where a text holds no escapes, nothing else is changed.
pub(super) fn check(script: &Script) -> Result<(), String> {
    for answer in &script.answers {
        let scrubbed = SECRETS.scrub_bytes(&answer.body);
        if shows_secret(&scrubbed) {
            return Err("a scrubbed body shows a secret".to_owned());
        }
        if !answer.body.iter().any(|byte| b"%+\\".contains(byte)) && scrubbed != replaced(&answer.body) {
            return Err("scrubbing changes what is no secret".to_owned());
        }
        for (name, value) in &answer.headers {
            if shows_secret(SECRETS.scrub_header(name, value).as_bytes()) {
                return Err("a scrubbed header shows a secret".to_owned());
            }
        }
    }
    Ok(())
}

/// Whether a secret stands there, in any of the spellings that the redactor claims to know.
pub(super) fn shows_secret(text: &[u8]) -> bool {
    holds_secret(text) || memchr3(b'%', b'\\', b'+', text).is_some() && holds_secret(&decoded(text))
}

/// Whether a secret stands there as it is.
fn holds_secret(text: &[u8]) -> bool {
    secrets().iter().any(|secret| memmem::find(text, secret.as_bytes()).is_some())
}

fn secrets() -> [&'static str; 3] {
    [PASSWORD, BASIC.as_str(), DIGITS]
}

/// A text with each of its escapes decoded once, from left to right: `%41`, `\u0041`, `\"`, `+`. No secret holds what begins an escape.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr3(b'%', b'\\', b'+', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let (decoded, length) = match rest[0] {
            b'+' => (vec![b' '], 1),
            b'%' => match percent_decode(&rest[..rest.len().min(3)]).collect::<Vec<u8>>() {
                one if one.len() == 1 && rest.len() >= 3 => (one, 3),
                _ => (vec![b'%'], 1),
            },
            _ => unit(&rest[1..]).unwrap_or_else(|| match rest.get(1) {
                Some(quote @ (b'"' | b'/')) => (vec![*quote], 2),
                _ => (vec![b'\\'], 1),
            }),
        };
        out.extend(decoded);
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
    out
}

/// `u0041` after a backslash; the length is that with the backslash. Secrets here have nothing beyond the basic plane.
fn unit(after: &[u8]) -> Option<(Vec<u8>, usize)> {
    let digits = after.strip_prefix(b"u")?.get(..4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    let c = char::from_u32(u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?)?;
    Some((c.to_string().into_bytes(), 6))
}

/// A text that holds no escapes, without its secrets. None of them begins as another does, so one place is that of one at most.
fn replaced(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        let secret = secrets().into_iter().find(|secret| rest.starts_with(secret.as_bytes()));
        if let Some(secret) = secret {
            out.extend(REDACTED.as_bytes());
            rest = &rest[secret.len()..];
        } else {
            out.push(*byte);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::script::written_out;

    #[test]
    fn a_secret_is_seen_in_every_spelling() {
        for byte in 1..=9 {
            let text = written_out(&[b'x', byte, b'y']);
            assert!(shows_secret(&text), "{byte}: {}", String::from_utf8_lossy(&text));
            assert!(!shows_secret(&SECRETS.scrub_bytes(&text)), "{byte}");
        }
        assert!(!shows_secret(b"t k/ 867530942 %%7 \\u00 \\"));
    }

    #[test]
    fn a_redactor_that_misses_something_is_a_finding() {
        let text = written_out(&[b'x', 1, b'y']);
        assert_eq!(replaced(&text), SECRETS.scrub_bytes(&text));
        assert_ne!(replaced(&text), text);
    }
}
