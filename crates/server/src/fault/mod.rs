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
mod pager;
mod permissions;
mod races;
mod services;
mod stage;
mod statuses;
mod tools;
mod visibility;

use std::fmt;

use syncproof_api::{Request, Response, profile::Limits};

pub(crate) use stage::{Memory, Stage};

/// A planted defect. The set is closed: see [`Fault::all`].
#[derive(Clone, Copy)]
pub struct Fault(&'static Row);

/// A row of a theme.
struct Row {
    name: &'static str,
    breaks: &'static str,
    what: &'static str,
    bug: Bug,
}

/// How a fault works.
#[derive(Clone, Copy)]
pub(crate) enum Bug {
    /// The limits are others.
    Limits(fn(&mut Limits)),
    /// The request is taken for another one.
    Before(fn(&mut Request)),
    /// The answer is changed.
    After(fn(&Request, &mut Response)),
    /// Refusals are changed, whoever makes them.
    Refused(fn(&mut Response)),
    /// Something else is done.
    Instead(fn(&mut Stage<'_>, Request) -> Response),
    /// What should be done at once is done in two steps, and others come in between. The first may already give the answer.
    InTwoSteps {
        /// Looks, and changes nothing.
        look: fn(&mut Stage<'_>, &Request) -> Look,
        /// Acts on what was seen.
        act: fn(&mut Stage<'_>, Request, u64) -> Response,
    },
    /// The door is kept badly.
    Door(Door),
}

/// What the first of two steps has found.
pub(crate) enum Look {
    /// The answer; there is no second step.
    Answer(Response),
    /// The second step is to be taken, and what it is to be told.
    GoOn(u64),
}

/// What may be wrong before the model is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Credentials are not looked at.
    Open,
    /// Only missing credentials are refused.
    AnySecret,
    /// The user name is not looked at.
    AnyUser,
    /// Methods that nothing is documented for are taken as GET.
    AnyMethod,
    /// A body is read as a form, whatever it is, and without complaint.
    AnyBody,
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

    pub(crate) const fn bug(self) -> Bug {
        self.0.bug
    }

    pub(crate) fn door(self) -> Option<Door> {
        match self.0.bug {
            Bug::Door(door) => Some(door),
            _ => None,
        }
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
const fn row(name: &'static str, breaks: &'static str, what: &'static str, bug: Bug) -> Row {
    Row { name, breaks, what, bug }
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
