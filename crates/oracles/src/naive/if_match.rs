//! The header `If-Match`.

use syncproof_api::{Condition, Request};

use super::faults::Faults;

/// Whether a request may be carried out on what has this revision. `stale` is what to say if not.
pub(super) fn check(faults: &mut Faults, request: &Request, revision: u64, stale: Condition) {
    let Some(header) = request.if_match.as_deref().map(str::trim) else { return };
    let current = format!("{revision:x}");
    let wanted = bare(header);
    // Others may take an empty header for none, understand lists, or compare numbers instead of texts.
    let is_right_to_some = || header.is_empty() || header.split(',').any(|part| bare(part.trim()) == current);
    match () {
        () if header == "*" || wanted == current => {}
        () if !can_be_a_revision(wanted) && is_right_to_some() => faults.open(Condition::InvalidIfMatch),
        () if !can_be_a_revision(wanted) => faults.demanded(Condition::InvalidIfMatch),
        () if u64::from_str_radix(wanted, 16) == Ok(revision) => faults.open(stale),
        () => faults.demanded(stale),
    }
}

/// The revision within a header, which may be quoted (`"1a"`) and weak (`W/"1a"`).
fn bare(header: &str) -> &str {
    let text = header.strip_prefix("W/").unwrap_or(header);
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

/// Other services have other revisions, so that more can be one than is one here.
fn can_be_a_revision(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-./:=_".contains(c))
}
