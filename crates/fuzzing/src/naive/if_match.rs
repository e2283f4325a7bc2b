//! The header `If-Match`.

use syncproof_api::{Condition, Request};

/// Whether a request may be carried out on what has this revision. `stale` is what to say if not.
pub(super) fn check(request: &Request, revision: u64, stale: Condition) -> Result<(), Condition> {
    let Some(header) = request.if_match.as_deref() else { return Ok(()) };
    if header == "*" {
        return Ok(());
    }
    let wanted = bare(header);
    if !can_be_a_revision(wanted) {
        return Err(Condition::InvalidIfMatch);
    }
    if wanted == format!("{revision:x}") { Ok(()) } else { Err(stale) }
}

/// The revision within a header that is bare, quoted (`"1a"`) or weak (`W/"1a"`).
fn bare(header: &str) -> &str {
    let quoted = header.strip_prefix("W/").unwrap_or(header);
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(header)
}

/// Revisions are numbers in lower-case hexadecimal.
fn can_be_a_revision(text: &str) -> bool {
    u64::from_str_radix(text, 16).is_ok_and(|number| format!("{number:x}") == text)
}
