//! Unique names, keys of Map Items, identities.

use syncproof_api::{Condition, Parameter, Request, profile::Limits};

use super::faults::Faults;

/// The unique name that a creation asks for.
pub(super) fn unique_name(faults: &mut Faults, request: &Request, limits: &Limits) -> Option<String> {
    let name = request.param(Parameter::UniqueName)?;
    if !has_length(name, limits.name_length) || is_like_a_sid(name) {
        faults.demanded(Condition::InvalidUniqueName);
    }
    Some(name.to_owned())
}

/// The key that a creation asks for; it cannot do without.
pub(super) fn key(faults: &mut Faults, request: &Request, limits: &Limits) -> String {
    let key = request.param(Parameter::Key).unwrap_or_default();
    if !has_length(key, limits.key_length) {
        faults.demanded(Condition::InvalidKey);
    }
    key.to_owned()
}

/// An identity in a path.
pub(super) fn identity<'a>(identity: &'a str, limits: &Limits) -> Result<&'a str, Condition> {
    if has_length(identity, limits.identity_length) { Ok(identity) } else { Err(Condition::InvalidIdentity) }
}

/// Lengths are counted in characters.
fn has_length(text: &str, most: usize) -> bool {
    !text.is_empty() && text.chars().count() <= most
}

/// `[A-Z]{2}[a-f0-9]{32}`
fn is_like_a_sid(text: &str) -> bool {
    let fits = |(place, c): (usize, char)| match place {
        0 | 1 => c.is_ascii_uppercase(),
        _ => c.is_ascii_digit() || ('a'..='f').contains(&c),
    };
    text.chars().count() == 34 && text.chars().enumerate().all(fits)
}
