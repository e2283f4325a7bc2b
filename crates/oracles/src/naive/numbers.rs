//! Numbers as they are written in paths, forms and queries.

/// A number in decimal: digits alone. What is beyond all that can be counted is the largest that can.
pub(super) fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// An index: a number in plain decimal, without a zero before other digits.
pub(super) fn index(text: &str) -> Option<u64> {
    number(text).filter(|_| text == "0" || !text.starts_with('0'))
}
