//! What an `If-Match` header says of a revision, by RFC 9110 (5.6.3, 8.8.3, 13.1.1) and the choices of the reference in its `README.md`.

/// What has to become of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judgement {
    /// It is carried out.
    Passes,
    /// It names another revision.
    Stale,
    /// It names no revision at all.
    Malformed,
    /// It does not name the current revision; whether it could name one, no page says.
    StaleOrMalformed,
    /// Between two ways of writing: neither HTTP nor the choices of the reference speak of it.
    Open,
}

/// Judges a header while `current` is the revision.
pub(super) fn judge(header: &str, current: &str) -> Judgement {
    // Optional white space around it is no part of a value: spaces and tabs, nothing else.
    let value = header.trim_matches([' ', '\t']);
    if value == "*" || header == current {
        return Judgement::Passes;
    }
    let named = match opaque(value.strip_prefix("W/").unwrap_or(value)) {
        Some(opaque) => opaque,
        None if value.is_empty() || value.chars().any(|c| c == ',' || !is_etagc(c)) => return Judgement::Malformed,
        None if value.starts_with("W/") => return Judgement::Open,
        None => value,
    };
    if named == current {
        Judgement::Passes
    } else if named.is_empty() {
        Judgement::Malformed
    } else if named.bytes().all(|b| b.is_ascii_hexdigit()) {
        Judgement::Stale
    } else {
        Judgement::StaleOrMalformed
    }
}

/// opaque-tag = DQUOTE *etagc DQUOTE
fn opaque(tag: &str) -> Option<&str> {
    let inner = tag.strip_prefix('"')?.strip_suffix('"')?;
    inner.chars().all(is_etagc).then_some(inner)
}

/// etagc = %x21 / %x23-7E / obs-text
fn is_etagc(c: char) -> bool {
    matches!(c, '\u{21}' | '\u{23}'..='\u{7e}' | '\u{80}'..)
}

#[cfg(test)]
mod tests {
    use super::{Judgement::*, *};

    #[test]
    fn a_header_is_read_as_the_rfc_and_the_reference_say() {
        for (header, judgement) in [
            ("1a", Passes),
            ("\"1a\"", Passes),
            ("W/\"1a\"", Passes),
            (" \t1a ", Passes),
            ("*", Passes),
            ("1b", Stale),
            ("1A", Stale),
            ("\"01a\"", Stale),
            ("", Malformed),
            (" ", Malformed),
            ("\"\"", Malformed),
            ("\"1a", Malformed),
            ("1a\"", Malformed),
            ("w/\"1a\"", Malformed),
            ("\"\"1a\"\"", Malformed),
            ("\"1b\", \"1a\"", Malformed),
            ("1a,1b", Malformed),
            ("1 a", Malformed),
            ("\"*\"", StaleOrMalformed),
            ("1a\u{a0}", StaleOrMalformed),
            ("0x1a", StaleOrMalformed),
            ("W/1a", Open),
        ] {
            assert_eq!(judge(header, "1a"), judgement, "{header}");
        }
    }
}
