//! Unique names, keys of Map Items, identities.

use syncproof_api::{Condition, Parameter, Request, profile::Limits};

/// The unique name that a creation asks for.
pub(super) fn unique_name(request: &Request, limits: &Limits) -> Result<Option<String>, Condition> {
    match request.param(Parameter::UniqueName) {
        None => Ok(None),
        Some(name) if has_length(name, limits.name_length) && !is_like_a_sid(name) => Ok(Some(name.to_owned())),
        Some(_) => Err(Condition::InvalidUniqueName),
    }
}

/// The key that a creation asks for; it cannot do without.
pub(super) fn key(request: &Request, limits: &Limits) -> Result<String, Condition> {
    let key = request.param(Parameter::Key).ok_or(Condition::InvalidKey)?;
    if has_length(key, limits.key_length) { Ok(key.to_owned()) } else { Err(Condition::InvalidKey) }
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
