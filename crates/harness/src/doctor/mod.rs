//! Whether a target can be tested, and what of the API it has: before a run in short ([`survey()`]), by itself at length ([`examine()`]).

mod clock;
mod examine;
mod lacks;
mod objects;
mod pace;
mod strange;
mod survey;

use std::collections::BTreeMap;

use syncproof_api::Capability;

pub use examine::examine;
pub use lacks::{Lacks, MISSING, Missing};
pub use strange::{Strange, strange};
pub use survey::{Survey, survey};

use crate::exit::ExitCode;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Ok,
    /// Worth knowing, and no fault.
    Note,
    /// It can be tested, but something may disturb.
    Warning,
    /// Something that is demanded is missing or broken.
    Problem,
}

impl State {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// What one check has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, in one word.
    pub name: &'static str,
    /// How it came out.
    pub state: State,
    /// What was seen and what it means. It may hold a target's text: whatever shows it has to make that fit to be shown.
    pub seen: String,
    /// What to do; empty if nothing is to be done.
    pub advice: String,
}

impl Check {
    fn new(name: &'static str, state: State, seen: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, state, seen: seen.into(), advice: advice.into() }
    }

    fn ok(name: &'static str, seen: impl Into<String>) -> Self {
        Self::new(name, State::Ok, seen, "")
    }
}

/// Whether a target has a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Has {
    /// It was seen.
    Yes,
    /// It has not, as this told.
    No(String),
    /// It could not be told, for this reason.
    Unsettled(String),
}

/// What all checks have shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Base URL of the target.
    pub target: String,
    /// Name of the profile.
    pub profile: String,
    /// Each check that was made, in order.
    pub checks: Vec<Check>,
    /// What was found of each capability; not all of them if the target cannot be used.
    pub has: BTreeMap<Capability, Has>,
    /// Whether a run can begin there.
    pub usable: bool,
    /// What could not be removed, one line each.
    pub left_behind: Vec<String>,
}

impl Diagnosis {
    /// How the command ends.
    pub fn exit_code(&self) -> ExitCode {
        if !self.usable {
            ExitCode::SetUp
        } else if self.checks.iter().any(|check| check.state == State::Problem) {
            ExitCode::Failures
        } else {
            ExitCode::Ok
        }
    }
}

#[cfg(test)]
pub(crate) mod sample {
    use super::*;
    use crate::exchange::{Answer, Version};

    pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Answer::new(status, Version::Http11, headers, body.as_bytes().to_vec()).unwrap()
    }

    pub(crate) fn diagnosis() -> Diagnosis {
        Diagnosis {
            target: "http://127.0.0.1:1/v1".to_owned(),
            profile: "documented".to_owned(),
            checks: vec![
                Check::ok("reach", "GET /Services is answered in 3 ms"),
                Check::new("clock", State::Warning, "5 s ahead of ours", "set the clocks"),
                Check::new("streams", State::Problem, "the target has no Streams", "--without streams"),
            ],
            has: BTreeMap::from([
                (Capability::Documents, Has::Yes),
                (Capability::Streams, Has::No("POST /Services/IS1/Streams is answered 404".to_owned())),
                (Capability::Ttl, Has::Unsettled("POST /Services/IS1/Documents/ET1 is answered 500".to_owned())),
            ]),
            usable: true,
            left_behind: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_allowed_and_problems_are_not() {
        let mut diagnosis = sample::diagnosis();
        assert_eq!(diagnosis.exit_code(), ExitCode::Failures);
        diagnosis.checks.pop();
        assert_eq!(diagnosis.exit_code(), ExitCode::Ok);
        diagnosis.usable = false;
        assert_eq!(diagnosis.exit_code(), ExitCode::SetUp);
    }
}
