//! What a suite proves of itself: which planted faults it notices, by which scenarios, and what nothing has shown able to fail.

use std::{collections::BTreeSet, fmt};

use syncproof_api::Profile;

use crate::{
    register::Level,
    trace::Trace,
    verdict::{ScenarioReport, Standing},
};

/// A planted fault, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// Its name.
    pub name: String,
    /// The requirement that it breaks.
    pub breaks: String,
    /// What is wrong.
    pub what: String,
}

/// A scenario that failed against a faulty server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kill {
    /// Id of the scenario.
    pub scenario: String,
    /// Whether it cites the requirement that the fault breaks.
    pub cites: bool,
}

/// The suite's run against one fault.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The fault.
    pub fault: Planted,
    /// The scenarios that failed, at level must or should, in their order.
    pub kills: Vec<Kill>,
    /// How many scenarios ran.
    pub ran: usize,
    /// Whether the run was cut off before its end.
    pub cut_off: bool,
}

/// What a trial comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A scenario that cites the broken requirement failed.
    Caught,
    /// Scenarios failed, but none of them cites the broken requirement.
    Uncited,
    /// Nothing failed.
    Survived,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Caught => "caught",
            Self::Uncited => "uncited",
            Self::Survived => "survived",
        })
    }
}

impl Trial {
    /// Takes in what became of the scenarios. A scenario that got no answer has noticed too.
    pub fn of(fault: Planted, reports: &[ScenarioReport], cut_off: bool) -> Self {
        let failed =
            |report: &&ScenarioReport| matches!(report.standing(Level::Should), Standing::Failed | Standing::Errored);
        let kill = |report: &ScenarioReport| Kill {
            scenario: report.info.id.clone(),
            cites: report.info.requirements.contains(&fault.breaks),
        };
        let kills = reports.iter().filter(failed).map(kill).collect();
        Self { kills, ran: reports.len(), cut_off, fault }
    }

    /// What it comes to.
    pub fn outcome(&self) -> Outcome {
        if self.kills.is_empty() {
            Outcome::Survived
        } else if self.kills.iter().any(|kill| kill.cites) {
            Outcome::Caught
        } else {
            Outcome::Uncited
        }
    }

    /// Whether more than half of the suite failed: such a fault proves little of any single scenario.
    pub fn is_blunt(&self) -> bool {
        self.kills.len() * 2 > self.ran
    }
}

/// All trials of a profile.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Name of the profile.
    pub profile: String,
    /// By fault, in the order of the catalogue.
    pub trials: Vec<Trial>,
    /// Requirements of level must that no fault made fail, blunt ones not counted.
    pub unproven: Vec<String>,
    /// Scenarios of level must or should that no fault made fail, blunt ones not counted.
    pub never_failed: Vec<String>,
}

impl Proof {
    /// Draws the balance.
    pub fn of(trace: &Trace, profile: &Profile, trials: Vec<Trial>) -> Self {
        let sharp = trials.iter().filter(|trial| !trial.is_blunt());
        let failed: BTreeSet<&str> = sharp.flat_map(|trial| &trial.kills).map(|kill| kill.scenario.as_str()).collect();
        let in_profile = trace.scenarios.iter().filter(|scenario| trace.applies(scenario, profile));
        let (red, never): (Vec<_>, Vec<_>) = in_profile.partition(|scenario| failed.contains(scenario.id.as_str()));
        let shown: BTreeSet<&str> =
            red.iter().flat_map(|scenario| &scenario.requirements).map(String::as_str).collect();
        let level = |id: &str| trace.register.get(id).and_then(|requirement| requirement.level_in(profile));
        let musts = trace.register.requirements.keys().filter(|id| level(id) == Some(Level::Must));
        let unproven = musts.filter(|id| !shown.contains(id.as_str())).cloned().collect();
        let counts = |scenario: &&crate::trace::Scenario| {
            scenario.requirements.iter().any(|id| level(id).is_some_and(|level| level != Level::May))
        };
        let never_failed = never.into_iter().filter(counts).map(|scenario| scenario.id.clone()).collect();
        Self { profile: profile.name().to_owned(), trials, unproven, never_failed }
    }

    /// The trials that came to this.
    pub fn that(&self, outcome: Outcome) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(move |trial| trial.outcome() == outcome)
    }

    /// Whether every fault was caught by a scenario that cites what it breaks, and every requirement of level must was shown able to fail.
    pub fn is_complete(&self) -> bool {
        self.trials.iter().all(|trial| trial.outcome() == Outcome::Caught) && self.unproven.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(breaks: &str, kills: &[(&str, bool)], ran: usize) -> Trial {
        let fault = Planted { name: "f".into(), breaks: breaks.into(), what: "w".into() };
        let kills = kills.iter().map(|(id, cites)| Kill { scenario: (*id).into(), cites: *cites }).collect();
        Trial { fault, kills, ran, cut_off: false }
    }

    #[test]
    fn a_fault_is_caught_by_a_scenario_that_cites_what_it_breaks() {
        assert_eq!(trial("r", &[("a", false), ("b", true)], 9).outcome(), Outcome::Caught);
        assert_eq!(trial("r", &[("a", false)], 9).outcome(), Outcome::Uncited);
        assert_eq!(trial("r", &[], 9).outcome(), Outcome::Survived);
    }

    #[test]
    fn a_fault_that_fails_more_than_half_is_blunt() {
        assert!(!trial("r", &[("a", true), ("b", true)], 4).is_blunt());
        assert!(trial("r", &[("a", true), ("b", true)], 3).is_blunt());
    }
}
