//! What became of each scenario, and of the run. Verdicts are a closed set; trouble of the harness is never a verdict on the target.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde_json::Value;
use syncproof_api::{Capability, Resource};

use crate::{client::Trouble, exchange::Exchange, manners::Flakes, register::Level};

/// What a check found: the target did something else than the profile accepts.
#[derive(Debug, Clone)]
pub struct Deviation {
    /// What was looked at, as a noun phrase: `the answer to POST /Services/…/Documents`, `"date_expires"`.
    pub subject: String,
    /// What would have been right: the accepted set, in words.
    pub expected: String,
    /// What there was, in words.
    pub actual: String,
    /// Both as JSON where the two are documents worth a line-by-line diff: (expected, actual).
    pub diff: Option<Box<(Value, Value)>>,
}

/// Why a step did not succeed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The target deviates.
    #[error("{}: expected {}, but got {}", .0.subject, .0.expected, .0.actual)]
    Deviation(Deviation),
    /// A request did not come to an answer.
    #[error("{0}")]
    Trouble(Trouble),
    /// The documents leave so much freedom here that what was seen proves nothing.
    #[error("{0}")]
    Undecided(String),
    /// The scenario itself is at fault: it refers to something that does not exist.
    #[error("mistake in the scenario: {0}")]
    Mistake(String),
}

/// What became of a scenario.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// Every step succeeded.
    Passed,
    /// The target deviates from a requirement.
    Failed(Box<FailedStep>),
    /// The harness could not tell: no answer, or a fault of the suite.
    Errored(Box<FailedStep>),
    /// What was seen proves nothing, for this reason: the documents leave so much freedom here.
    Undecided(String),
    /// The target lacks what the scenario is about, and the profile says so.
    Unsupported(String),
    /// The command line leaves it out, for this reason (for instance: it needs a Service of its own).
    Disabled(String),
    /// It could not be run because of something that is reported on its own.
    Blocked(String),
}

impl Verdict {
    /// Why a scenario has neither passed nor failed.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Passed | Self::Failed(_) | Self::Errored(_) => None,
            Self::Undecided(reason) | Self::Unsupported(reason) | Self::Disabled(reason) | Self::Blocked(reason) => {
                Some(reason)
            }
        }
    }
}

/// The step that a scenario ended at.
#[derive(Debug, Clone)]
pub struct FailedStep {
    /// Keyword and text, as in the feature.
    pub step: String,
    /// Feature file, relative to `features/`.
    pub file: String,
    /// Line of the step.
    pub line: usize,
    /// Why.
    pub failure: Failure,
    /// All exchanges of the scenario; the last one is what the step looked at.
    pub transcript: Vec<Exchange>,
}

/// A scenario as the reports know it.
#[derive(Debug, Clone)]
pub struct ScenarioInfo {
    /// Stable id, from the `@id:` tag (rows of an outline: `id/case`).
    pub id: String,
    /// Title.
    pub title: String,
    /// Area: the folder of the feature.
    pub area: String,
    /// Feature file, relative to `features/`.
    pub file: String,
    /// Line of the scenario.
    pub line: usize,
    /// Ids of the requirements it can prove broken; the first is the main one.
    pub requirements: Vec<String>,
    /// What a target has to have for it.
    pub needs: BTreeSet<Capability>,
    /// The level of its requirements in the profile.
    pub level: Level,
}

/// A scenario with its outcome.
#[derive(Debug, Clone)]
pub struct ScenarioReport {
    /// Which scenario.
    pub info: ScenarioInfo,
    /// What became of it.
    pub verdict: Verdict,
    /// How long it ran.
    pub elapsed: Duration,
    /// How many requests it sent.
    pub requests: usize,
    /// Which of them did not come to their answer at once, or not to the right one.
    pub flakes: Flakes,
}

/// How a scenario counts for the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// As it should be.
    Passed,
    /// Left out on the command line.
    Disabled,
    /// About something that the target lacks, as the profile says.
    Unsupported,
    /// What was seen proves nothing.
    Undecided,
    /// Kept from running by something that is reported on its own.
    Blocked,
    /// Failed, below the level that the gate demands.
    Warned,
    /// Failed, and the gate fails with it.
    Failed,
    /// The harness could not tell.
    Errored,
}

impl ScenarioReport {
    /// How this counts when the gate demands `gate` and all stricter levels. `may` never fails.
    pub fn standing(&self, gate: Level) -> Standing {
        match self.verdict {
            Verdict::Passed => Standing::Passed,
            Verdict::Undecided(_) => Standing::Undecided,
            Verdict::Unsupported(_) => Standing::Unsupported,
            Verdict::Disabled(_) => Standing::Disabled,
            Verdict::Blocked(_) => Standing::Blocked,
            Verdict::Errored(_) => Standing::Errored,
            Verdict::Failed(_) if self.info.level <= gate && self.info.level != Level::May => Standing::Failed,
            Verdict::Failed(_) => Standing::Warned,
        }
    }
}

/// Something that is wrong with the target as a whole: one cause that would otherwise show in many scenarios, which are blocked instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, as a sentence without its full stop.
    pub what: String,
    /// What to do about it, likewise.
    pub advice: String,
}

/// How a run came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Every scenario that was selected has a verdict of its own.
    Complete,
    /// Somebody asked for it.
    Interrupted,
    /// The time allowed for the run was over.
    TimeUp(Duration),
    /// The target stopped answering, for this reason.
    GaveUp(String),
}

/// Something that a run created and that is there still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftBehind {
    /// What it is.
    pub kind: Resource,
    /// Its path below the base URL. What a target calls a SID need be none: to be shown like all of its text.
    pub address: String,
    /// Why it was not removed, in a few words: `DELETE answered 500`.
    pub reason: String,
}

/// The outcome of a run.
#[derive(Debug, Clone)]
pub struct RunReport {
    /// Base URL of the target.
    pub target: String,
    /// Name of the profile.
    pub profile: String,
    /// The level the gate demands.
    pub gate: Level,
    /// Every scenario that was selected, in the order of the features.
    pub scenarios: Vec<ScenarioReport>,
    /// Scenarios of the suite whose requirements are not part of this profile.
    pub outside_profile: usize,
    /// Wall time of the run.
    pub elapsed: Duration,
    /// How it came to its end.
    pub end: End,
    /// How many scenarios were selected but did not run (only if the end is not [`End::Complete`]).
    pub not_run: usize,
    /// What is wrong with the target as a whole. Each finding fails the gate.
    pub findings: Vec<Finding>,
    /// What could not be cleaned up.
    pub left_behind: Vec<LeftBehind>,
    /// The command that tries again to remove what was left behind, if a ledger lists any of it.
    pub sweep: Option<String>,
    /// The requests of no scenario in `scenarios` (set-up, clean-up, what was cut off) that did not come to their answer at once.
    pub other_flakes: Flakes,
    /// What takes from the worth of the outcome without being part of it, one line each: how the target was spoken to.
    pub notes: Vec<String>,
}

/// Counts of standings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// All.
    pub scenarios: usize,
    /// See [`Standing`].
    pub passed: usize,
    /// See [`Standing`].
    pub failed: usize,
    /// See [`Standing`].
    pub warned: usize,
    /// See [`Standing`].
    pub errored: usize,
    /// See [`Standing`].
    pub undecided: usize,
    /// See [`Standing`].
    pub unsupported: usize,
    /// See [`Standing`].
    pub disabled: usize,
    /// See [`Standing`].
    pub blocked: usize,
}

impl RunReport {
    /// Of a run that ended before any scenario began.
    pub fn without_scenarios(target: String, profile: &str, gate: Level, end: End) -> Self {
        Self {
            target,
            profile: profile.to_owned(),
            gate,
            scenarios: Vec::new(),
            outside_profile: 0,
            elapsed: Duration::ZERO,
            end,
            not_run: 0,
            findings: Vec::new(),
            left_behind: Vec::new(),
            sweep: None,
            other_flakes: Flakes::default(),
            notes: Vec::new(),
        }
    }

    /// Counts over all scenarios.
    pub fn totals(&self) -> Totals {
        self.count(self.scenarios.iter())
    }

    /// Counts for each area, in alphabetical order.
    pub fn totals_by_area(&self) -> BTreeMap<&str, Totals> {
        let mut areas: BTreeMap<&str, Vec<&ScenarioReport>> = BTreeMap::new();
        for scenario in &self.scenarios {
            areas.entry(&scenario.info.area).or_default().push(scenario);
        }
        areas.into_iter().map(|(area, list)| (area, self.count(list.into_iter()))).collect()
    }

    /// The requests that did not come to their answer at once, of all scenarios and of none.
    pub fn flakes(&self) -> Flakes {
        let mut flakes = self.other_flakes.clone();
        for scenario in &self.scenarios {
            flakes.add(&scenario.flakes);
        }
        flakes
    }

    fn count<'a>(&self, scenarios: impl Iterator<Item = &'a ScenarioReport>) -> Totals {
        let mut totals = Totals::default();
        for scenario in scenarios {
            totals.scenarios += 1;
            *match scenario.standing(self.gate) {
                Standing::Passed => &mut totals.passed,
                Standing::Undecided => &mut totals.undecided,
                Standing::Unsupported => &mut totals.unsupported,
                Standing::Disabled => &mut totals.disabled,
                Standing::Blocked => &mut totals.blocked,
                Standing::Warned => &mut totals.warned,
                Standing::Failed => &mut totals.failed,
                Standing::Errored => &mut totals.errored,
            } += 1;
        }
        totals
    }
}
