//! Legitimate variations: where an implementation may do otherwise than the reference, each as a layer around the model, which stays as it is.
//!
//! A suite is worth what it does not cry wolf about. Each [`Freedom`] names the source or decision that allows it; no scenario may notice. The
//! rows are grouped by theme; a row is the whole of a freedom: its name, why it is one, what is done otherwise, and how.

mod codes;
mod expiry;
mod http;
mod json;
mod names;
mod pages;
mod parameters;
mod permissions;
mod revisions;

use std::fmt;

use syncproof_api::Profile;

use crate::twist::{Stage, Twist, Ways, Wire, pager, stage, tools};

/// A legitimate variation. The set is closed: see [`Freedom::all`].
#[derive(Clone, Copy)]
pub struct Freedom(&'static Row);

/// A row of a theme.
struct Row {
    name: &'static str,
    why: &'static str,
    what: &'static str,
    profiles: &'static [&'static str],
    twist: Twist,
}

/// No freedom has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no freedom '{0}'; `syncproof freedoms` lists them")]
pub struct UnknownFreedom(String);

impl Freedom {
    /// Every freedom, by theme.
    pub fn all() -> impl Iterator<Item = Self> {
        let themes: [&'static [Row]; 9] = [
            revisions::ROWS,
            names::ROWS,
            codes::ROWS,
            json::ROWS,
            http::ROWS,
            pages::ROWS,
            parameters::ROWS,
            permissions::ROWS,
            expiry::ROWS,
        ];
        themes.into_iter().flatten().map(Freedom)
    }

    /// The name that it is called by.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// What allows it: a source or a decision.
    pub const fn why(self) -> &'static str {
        self.0.why
    }

    /// What is done otherwise, in a few words.
    pub const fn what(self) -> &'static str {
        self.0.what
    }

    /// Whether a profile leaves this open. What one profile leaves open another may pin.
    pub fn is_left_open_by(self, profile: &Profile) -> bool {
        self.0.profiles.iter().any(|name| profile.is_a(name))
    }

    /// Whether only the form changes in which answers travel, and nothing of what they say.
    pub const fn is_of_the_wire(self) -> bool {
        matches!(self.0.twist, Twist::Wire(_))
    }

    pub(crate) const fn twist(self) -> Twist {
        self.0.twist
    }
}

impl std::str::FromStr for Freedom {
    type Err = UnknownFreedom;

    fn from_str(name: &str) -> Result<Self, UnknownFreedom> {
        Self::all().find(|freedom| freedom.name() == name).ok_or_else(|| UnknownFreedom(name.to_owned()))
    }
}

impl fmt::Debug for Freedom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Freedom({})", self.0.name)
    }
}

impl fmt::Display for Freedom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl PartialEq for Freedom {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Freedom {}

/// A row, written as a sentence.
const fn row(name: &'static str, why: &'static str, what: &'static str, twist: Twist) -> Row {
    Row { name, why, what, profiles: &["documented", "twilio"], twist }
}

/// A freedom that only one profile leaves.
const fn row_in(
    profiles: &'static [&'static str],
    name: &'static str,
    why: &'static str,
    what: &'static str,
    twist: Twist,
) -> Row {
    Row { name, why, what, profiles, twist }
}

/// The profile of the pages, which pins less.
const DOCUMENTED: &[&str] = &["documented"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_find_their_freedom() {
        let names: BTreeSet<&str> = Freedom::all().map(Freedom::name).collect();
        assert_eq!(names.len(), Freedom::all().count());
        for freedom in Freedom::all() {
            assert_eq!(freedom.name().parse(), Ok(freedom));
            let is_slug = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            assert!(is_slug(freedom.name()), "{freedom}");
        }
        let error = "nonsense".parse::<Freedom>().unwrap_err().to_string();
        assert_eq!(error, "there is no freedom 'nonsense'; `syncproof freedoms` lists them");
    }

    #[test]
    fn no_name_is_a_freedom_and_a_fault() {
        let faults: BTreeSet<&str> = crate::Fault::all().map(crate::Fault::name).collect();
        assert!(Freedom::all().all(|freedom| !faults.contains(freedom.name())));
    }

    #[test]
    fn each_says_why_it_is_one_and_where() {
        for freedom in Freedom::all() {
            let sources = ["decision 1", "decision 2", "facts ", "HTTP", "profiles", "RFC "];
            assert!(sources.iter().any(|source| freedom.why().contains(source)), "{freedom}: {}", freedom.why());
            let profiles = [Profile::documented(), Profile::twilio()];
            assert!(profiles.iter().any(|profile| freedom.is_left_open_by(profile)), "{freedom}");
        }
    }
}
