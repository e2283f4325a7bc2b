//! `application/x-www-form-urlencoded`, strictly: what is malformed is an error and not silently mended.
//!
//! The form is that of the WHATWG URL standard (`&` between pairs, `+` for a space, percent-encoded UTF-8).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A decoded name and value, in the order sent; a name may occur more than once.
pub type Pair = (String, String);

/// What makes a form or a path segment unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// A `%` that two hex digits do not follow.
    #[error("a '%' at byte {at} is not followed by two hex digits; write '%25' for a percent sign")]
    BadEscape {
        /// Position of the `%`, in bytes from the start of the text.
        at: usize,
    },
    /// Bytes that are not UTF-8 once decoded.
    #[error("the bytes are not UTF-8 after percent-decoding; encode text as UTF-8")]
    NotUtf8,
}

/// Everything but the unreserved characters of RFC 3986 is escaped.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Decodes a form body or a query string. Empty pairs (as in `a=1&&b=2`) are passed over; a pair without `=` has an empty value.
pub fn decode(bytes: &[u8]) -> Result<Vec<Pair>, FormError> {
    let mut pairs = Vec::new();
    let mut offset = 0;
    for piece in bytes.split(|b| *b == b'&') {
        if !piece.is_empty() {
            let split = piece.iter().position(|b| *b == b'=').unwrap_or(piece.len());
            let value_at = (split + 1).min(piece.len());
            let name = unescape(&piece[..split], true, offset)?;
            let value = unescape(&piece[value_at..], true, offset + value_at)?;
            pairs.push((name, value));
        }
        offset += piece.len() + 1;
    }
    Ok(pairs)
}

/// Encodes pairs as a form body or query string; `decode` gives them back.
pub fn encode<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let escaped = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    pairs.iter().map(|(n, v)| format!("{}={}", escaped(n.as_ref()), escaped(v.as_ref()))).collect::<Vec<_>>().join("&")
}

/// Decodes one segment of a path (`+` stands for itself there).
pub fn decode_segment(segment: &str) -> Result<String, FormError> {
    unescape(segment.as_bytes(), false, 0)
}

/// Encodes a text as one segment of a path.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn unescape(bytes: &[u8], plus_is_space: bool, offset: usize) -> Result<String, FormError> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                let digit = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
                let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) else {
                    return Err(FormError::BadEscape { at: offset + at });
                };
                out.push(u8::try_from(high * 16 + low).unwrap_or(u8::MAX));
                at += 2;
            }
            b'+' if plus_is_space => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).map_err(|_| FormError::NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<Pair> {
        list.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn decodes_plus_percent_and_utf8() {
        assert_eq!(
            decode(b"Key=a+b%2Bc&Data=%7B%7D&N=%C3%A9"),
            Ok(pairs(&[("Key", "a b+c"), ("Data", "{}"), ("N", "é")]))
        );
    }

    #[test]
    fn keeps_order_and_duplicates_and_passes_over_empty_pairs() {
        assert_eq!(decode(b"&a=1&&a=2&b&=c&"), Ok(pairs(&[("a", "1"), ("a", "2"), ("b", ""), ("", "c")])));
    }

    #[test]
    fn only_the_first_equals_sign_splits() {
        assert_eq!(decode(b"a=b=c"), Ok(pairs(&[("a", "b=c")])));
    }

    #[test]
    fn says_where_a_bad_escape_is() {
        assert_eq!(decode(b"a=1&b=%zz"), Err(FormError::BadEscape { at: 6 }));
        assert_eq!(decode(b"a=%4"), Err(FormError::BadEscape { at: 2 }));
    }

    #[test]
    fn refuses_bytes_that_are_not_utf8() {
        assert_eq!(decode(b"a=%FF"), Err(FormError::NotUtf8));
        assert_eq!(decode(b"\xff=1"), Err(FormError::NotUtf8));
    }

    #[test]
    fn encode_escapes_everything_but_unreserved() {
        assert_eq!(encode(&[("Key", "a b&c=d+é~")]), "Key=a%20b%26c%3Dd%2B%C3%A9~");
    }

    #[test]
    fn a_plus_in_a_path_is_a_plus() {
        assert_eq!(decode_segment("a+b%20c"), Ok("a+b c".to_owned()));
        assert_eq!(encode_segment("a/b"), "a%2Fb");
    }
}
