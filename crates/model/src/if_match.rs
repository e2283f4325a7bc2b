//! The `If-Match` header: whether it names a revision.

use syncproof_api::etag::unquoted;

/// What an `If-Match` header says about the current revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is the current revision as it was sent.
    Same,
    /// It is the current revision in HTTP's own spelling, or any revision (`*`). The reference understands it; another service need not.
    SameInOtherWords,
    /// It is the current revision only to a service that reads it as a hexadecimal number. The reference compares texts.
    SameToSome,
    /// It is another revision.
    Other,
    /// It is no revision.
    Malformed,
    /// It is no revision here, though to a service that takes lists, or an empty header for none, it lets the request through.
    MalformedToSome,
}

/// Compares an `If-Match` header with the current revision.
pub(crate) fn compare(header: &str, current: &str) -> Verdict {
    if header == current {
        return Verdict::Same;
    }
    // White space around a field value is spaces and tabs (RFC 9110, 5.6.3); other characters belong to it.
    let header = header.trim_matches([' ', '\t']);
    if header.is_empty() {
        return Verdict::MalformedToSome;
    }
    if header == "*" {
        return Verdict::SameInOtherWords;
    }
    let Some(revision) = revision(header) else {
        // No page speaks of lists, which HTTP has.
        let in_list = header.contains(',') && header.split(',').any(|part| revision(part.trim()) == Some(current));
        return if in_list { Verdict::MalformedToSome } else { Verdict::Malformed };
    };
    let number = |text: &str| u64::from_str_radix(text, 16).ok();
    if revision == current {
        Verdict::SameInOtherWords
    } else if number(revision).is_some() && number(revision) == number(current) {
        Verdict::SameToSome
    } else {
        Verdict::Other
    }
}

/// The revision that one entity tag names: bare (what the official clients send), quoted or weak (`W/"1"`).
fn revision(tag: &str) -> Option<&str> {
    let revision = unquoted(tag);
    let plausible =
        !revision.is_empty() && revision.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:=+/".contains(c));
    plausible.then_some(revision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_revision_is_known_bare_quoted_and_weak() {
        assert_eq!(compare("1a", "1a"), Verdict::Same);
        for header in ["\"1a\"", "W/\"1a\"", " 1a ", "*"] {
            assert_eq!(compare(header, "1a"), Verdict::SameInOtherWords, "{header}");
        }
    }

    #[test]
    fn another_revision_is_another_however_it_is_spelt() {
        for header in ["1b", "\"1b\"", "W/\"0\"", "1aa", "-1"] {
            assert_eq!(compare(header, "1a"), Verdict::Other, "{header}");
        }
    }

    #[test]
    fn the_same_number_in_other_digits_is_open() {
        for header in ["1A", "01a", "\"001A\""] {
            assert_eq!(compare(header, "1a"), Verdict::SameToSome, "{header}");
        }
        assert_eq!(compare("X", "x"), Verdict::Other);
    }

    #[test]
    fn what_is_no_revision_is_malformed() {
        for header in ["\"\"", "\"1a", "not a revision", "é", "1a\u{a0}", "\u{2003}1a", "\"1\", \"2\"", "{}"] {
            assert_eq!(compare(header, "1a"), Verdict::Malformed, "{header}");
        }
        for header in ["", "  ", "\"1\", \"1a\"", "1a,2"] {
            assert_eq!(compare(header, "1a"), Verdict::MalformedToSome, "{header}");
        }
    }

    #[test]
    fn a_service_may_write_revisions_that_look_odd() {
        assert_eq!(compare("rev 1", "rev 1"), Verdict::Same);
    }
}
