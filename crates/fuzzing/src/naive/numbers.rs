//! Numbers as they are written in paths, forms and queries.

/// A number in plain decimal: digits alone, no zero before others.
pub(super) fn is_plain(text: &str) -> bool {
    text == "0" || (text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() && !text.starts_with('0'))
}

/// A number in plain decimal. What is beyond all that can be counted is the largest that can.
pub(super) fn plain(text: &str) -> Option<u64> {
    is_plain(text).then(|| text.parse().unwrap_or(u64::MAX))
}
