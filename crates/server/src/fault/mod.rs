//! Planted defects: what an implementer may get wrong, each as a layer around the model, which stays as it is.
//!
//! A suite is worth what it catches. Each [`Fault`] names the requirement that it breaks; whatever claims to check that requirement has to
//! notice. The rows are grouped by theme; a row is the whole of a fault: its name, what it breaks, what is wrong, and how.

mod conditions;
mod data;
mod deletion;
mod errors;
mod expiry;
mod fields;
mod listing;
mod names;
mod permissions;
mod races;
mod services;
mod statuses;
mod tools;
mod visibility;

use std::fmt;

use crate::twist::{Door, Look, Stage, Twist, pager, stage};

/// A planted defect. The set is closed: see [`Fault::all`].
#[derive(Clone, Copy)]
pub struct Fault(&'static Row);

/// A row of a theme.
#[derive(Clone, Copy)]
struct Row {
    name: &'static str,
    breaks: &'static str,
    what: &'static str,
    twist: Twist,
    by_chance: bool,
}

/// No fault has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no fault '{0}'; `syncproof faults` lists them")]
pub struct UnknownFault(String);

impl Fault {
    /// Every fault, by theme.
    pub fn all() -> impl Iterator<Item = Self> {
        let themes: [&'static [Row]; 13] = [
            statuses::ROWS,
            errors::ROWS,
            fields::ROWS,
            names::ROWS,
            data::ROWS,
            conditions::ROWS,
            expiry::ROWS,
            listing::ROWS,
            deletion::ROWS,
            visibility::ROWS,
            services::ROWS,
            permissions::ROWS,
            races::ROWS,
        ];
        themes.into_iter().flatten().map(Fault)
    }

    /// The name that it is called by.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The id of the requirement that it breaks.
    pub const fn breaks(self) -> &'static str {
        self.0.breaks
    }

    /// What is wrong, in a few words.
    pub const fn what(self) -> &'static str {
        self.0.what
    }

    /// Whether it shows only when things happen at the same moment, or now and then.
    pub const fn is_by_chance(self) -> bool {
        self.0.by_chance || matches!(self.0.twist, Twist::InTwoSteps { .. })
    }

    pub(crate) const fn twist(self) -> Twist {
        self.0.twist
    }
}

impl std::str::FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, UnknownFault> {
        Self::all().find(|fault| fault.name() == name).ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({})", self.0.name)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl PartialEq for Fault {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Fault {}

/// A row, written as a sentence.
const fn row(name: &'static str, breaks: &'static str, what: &'static str, twist: Twist) -> Row {
    Row { name, breaks, what, twist, by_chance: false }
}

/// A row of a fault that shows now and then.
const fn now_and_then(row: Row) -> Row {
    Row { by_chance: true, ..row }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_find_their_fault() {
        let names: BTreeSet<&str> = Fault::all().map(Fault::name).collect();
        assert_eq!(names.len(), Fault::all().count());
        for fault in Fault::all() {
            assert_eq!(fault.name().parse(), Ok(fault));
            let is_slug = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            assert!(is_slug(fault.name()), "{fault}");
        }
        assert!("nonsense".parse::<Fault>().is_err());
    }
}
