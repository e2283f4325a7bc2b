//! What a suite proves of itself: that it notices planted faults, and that it lets pass what the documents leave free.

mod plan;

use std::{collections::BTreeSet, fmt};

use syncproof_api::Profile;

pub use plan::{Plan, SAMPLED};

use crate::{
    register::{Level, Register},
    verdict::{ScenarioInfo, ScenarioReport, Standing},
};

/// Of how many runs against a fault that shows by chance how many have to catch it.
pub const STEADY: Share = Share { of: 20, red: 19 };

/// A planted fault, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub name: String,
    /// The requirement that it breaks.
    pub breaks: String,
    /// What is wrong.
    pub what: String,
}

/// A legitimate variation, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freedom {
    /// Its name.
    pub name: String,
    /// What is different.
    pub what: String,
    /// Why it is legitimate.
    pub why: String,
}

/// A scenario that failed against a faulty server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kill {
    /// Id of the scenario.
    pub scenario: String,
    /// Whether it cites the requirement that the fault breaks.
    pub cites: bool,
}

/// Some of several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many there were.
    pub of: usize,
    /// How many of them failed.
    pub red: usize,
}

/// What is known of one fault: the scenarios that were run against it, and those of them that failed.
#[derive(Debug, Clone)]
pub struct FaultTrial {
    /// The fault.
    pub fault: Fault,
    /// The scenarios that ran.
    pub ran: BTreeSet<String>,
    /// Those that failed at level must or should, in their order.
    pub kills: Vec<Kill>,
    /// How many of an even sample of the suite failed: whether the fault makes everything collapse.
    pub sample: Share,
    /// Of a fault that shows by chance: in how many runs a scenario that cites its requirement failed.
    pub steadiness: Option<Share>,
    /// Whether a run was cut off before its end.
    pub cut_off: bool,
}

/// What a trial comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A scenario that cites the broken requirement failed.
    Caught,
    /// It was caught, but not as often as [`STEADY`] demands.
    Unsteady,
    /// More than half of the suite failed: this proves little of any single scenario.
    Blunt,
    /// Scenarios failed, but none of them cites the broken requirement.
    Uncited,
    /// Nothing failed.
    Survived,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Caught => "caught",
            Self::Unsteady => "unsteady",
            Self::Blunt => "blunt",
            Self::Uncited => "uncited",
            Self::Survived => "survived",
        })
    }
}

/// Whether a scenario noticed something. One that got no answer has noticed too.
fn is_red(report: &ScenarioReport) -> bool {
    matches!(report.standing(Level::Should), Standing::Failed | Standing::Errored)
}

impl FaultTrial {
    /// Nothing has been run yet.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            ran: BTreeSet::new(),
            kills: Vec::new(),
            sample: Share::default(),
            steadiness: None,
            cut_off: false,
        }
    }

    /// Takes in what became of scenarios that had not been run against it before.
    pub fn take(&mut self, reports: &[ScenarioReport], plan: &Plan) {
        for report in reports {
            let (id, red) = (&report.info.id, is_red(report));
            if !self.ran.insert(id.clone()) {
                continue;
            }
            if plan.is_sampled(id) {
                self.sample.of += 1;
                self.sample.red += usize::from(red);
            }
            if red {
                let cites = report.info.requirements.contains(&self.fault.breaks);
                self.kills.push(Kill { scenario: id.clone(), cites });
            }
        }
    }

    /// Counts a run of the scenarios that cite its requirement.
    pub fn count(&mut self, reports: &[ScenarioReport]) {
        let share = self.steadiness.get_or_insert_default();
        share.of += 1;
        share.red += usize::from(reports.iter().any(is_red));
    }

    /// What it comes to.
    pub fn outcome(&self) -> Outcome {
        if self.kills.is_empty() {
            Outcome::Survived
        } else if !self.kills.iter().any(|kill| kill.cites) {
            Outcome::Uncited
        } else if self.is_blunt() {
            Outcome::Blunt
        } else if self.steadiness.is_some_and(|share| share.red * STEADY.of < share.of * STEADY.red) {
            Outcome::Unsteady
        } else {
            Outcome::Caught
        }
    }

    /// Whether more than half of the sample failed.
    pub fn is_blunt(&self) -> bool {
        self.sample.red * 2 > self.sample.of
    }
}

/// What became of the whole suite against one legitimate variation.
#[derive(Debug, Clone)]
pub struct FreedomTrial {
    /// The variation.
    pub freedom: Freedom,
    /// The scenarios that failed at level must or should: false alarms.
    pub alarms: Vec<String>,
    /// How many scenarios ran.
    pub ran: usize,
    /// Whether the run was cut off before its end.
    pub cut_off: bool,
}

impl FreedomTrial {
    /// Takes in what became of the scenarios.
    pub fn of(freedom: Freedom, reports: &[ScenarioReport], cut_off: bool) -> Self {
        let alarms = reports.iter().filter(|report| is_red(report)).map(|report| report.info.id.clone()).collect();
        Self { freedom, alarms, ran: reports.len(), cut_off }
    }
}

/// What was run against each server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A part of the faults, the freedoms or the suite: what it leaves unproven says nothing.
    Part,
    /// Against each fault as many scenarios as it takes to prove what [`Proof::is_complete`] demands.
    Enough,
    /// Every scenario against every fault.
    Whole,
}

/// All trials of a profile.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Name of the profile.
    pub profile: String,
    /// What was run.
    pub extent: Extent,
    /// In the order of the catalogue.
    pub faults: Vec<FaultTrial>,
    /// In the order of the catalogue.
    pub freedoms: Vec<FreedomTrial>,
    /// Requirements of level must and should that no fault made fail, blunt ones not counted. Empty for a part.
    pub unproven: Vec<(String, Level)>,
    /// Scenarios of these levels that no fault made fail, blunt ones not counted. Empty unless everything was run.
    pub never_failed: Vec<String>,
}

impl Proof {
    /// Draws the balance.
    pub fn of(
        plan: &Plan,
        register: &Register,
        profile: &Profile,
        extent: Extent,
        (faults, freedoms): (Vec<FaultTrial>, Vec<FreedomTrial>),
    ) -> Self {
        let unproven = if extent == Extent::Part { Vec::new() } else { plan.unproven(register, profile, &faults) };
        let never_failed = if extent == Extent::Whole { never_failed(plan, &faults) } else { Vec::new() };
        Self { profile: profile.name().to_owned(), extent, faults, freedoms, unproven, never_failed }
    }

    /// The trials of faults that came to this.
    pub fn that(&self, outcome: Outcome) -> impl Iterator<Item = &FaultTrial> {
        self.faults.iter().filter(move |trial| trial.outcome() == outcome)
    }

    /// Requirements of level must that no fault made fail.
    pub fn unproven_musts(&self) -> impl Iterator<Item = &str> {
        self.unproven.iter().filter(|(_, level)| *level == Level::Must).map(|(id, _)| id.as_str())
    }

    /// The variations that the suite takes for wrong.
    pub fn false_alarms(&self) -> impl Iterator<Item = &FreedomTrial> {
        self.freedoms.iter().filter(|trial| !trial.alarms.is_empty() || trial.cut_off)
    }

    /// Whether every fault was caught by a scenario that cites what it breaks, every variation passed, and every requirement of level must
    /// was shown able to fail.
    pub fn is_complete(&self) -> bool {
        self.faults.iter().all(|trial| trial.outcome() == Outcome::Caught)
            && self.false_alarms().next().is_none()
            && self.unproven_musts().next().is_none()
    }
}

fn never_failed(plan: &Plan, trials: &[FaultTrial]) -> Vec<String> {
    let red = red(trials);
    let is_never_red = |info: &&ScenarioInfo| info.level != Level::May && !red.contains(info.id.as_str());
    plan.scenarios().iter().filter(is_never_red).map(|info| info.id.clone()).collect()
}

/// The scenarios that some fault made fail, blunt ones not counted.
fn red(trials: &[FaultTrial]) -> BTreeSet<&str> {
    let sharp = trials.iter().filter(|trial| !trial.is_blunt());
    sharp.flat_map(|trial| &trial.kills).map(|kill| kill.scenario.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(kills: &[(&str, bool)], sample: Share) -> FaultTrial {
        let fault = Fault { name: "f".into(), breaks: "r".into(), what: "w".into() };
        let kills = kills.iter().map(|(id, cites)| Kill { scenario: (*id).into(), cites: *cites }).collect();
        FaultTrial { kills, sample, ..FaultTrial::new(fault) }
    }

    const SHARP: Share = Share { of: 4, red: 2 };

    #[test]
    fn a_fault_is_caught_by_a_scenario_that_cites_what_it_breaks() {
        assert_eq!(trial(&[("a", false), ("b", true)], SHARP).outcome(), Outcome::Caught);
        assert_eq!(trial(&[("a", false)], SHARP).outcome(), Outcome::Uncited);
        assert_eq!(trial(&[], Share::default()).outcome(), Outcome::Survived);
    }

    #[test]
    fn a_fault_that_fails_more_than_half_is_blunt() {
        assert_eq!(trial(&[("a", true)], Share { of: 4, red: 3 }).outcome(), Outcome::Blunt);
        assert!(red(&[trial(&[("a", true)], Share { of: 4, red: 3 })]).is_empty());
        assert!(red(&[trial(&[("a", true)], SHARP)]).contains("a"));
    }

    #[test]
    fn what_shows_by_chance_has_to_be_caught_in_19_of_20_runs() {
        let of = |red| FaultTrial { steadiness: Some(Share { of: 20, red }), ..trial(&[("a", true)], SHARP) };
        assert_eq!(of(19).outcome(), Outcome::Caught);
        assert_eq!(of(18).outcome(), Outcome::Unsteady);
    }

    #[test]
    fn a_proof_is_complete_without_survivors_false_alarms_and_unproven_musts() {
        let freedom = |alarms: &[&str], cut_off| FreedomTrial {
            freedom: Freedom { name: "g".into(), what: "w".into(), why: "y".into() },
            alarms: alarms.iter().map(ToString::to_string).collect(),
            ran: 4,
            cut_off,
        };
        let proof = |kills, freedom, unproven: &[Level]| Proof {
            profile: "documented".into(),
            extent: Extent::Enough,
            faults: vec![trial(kills, SHARP)],
            freedoms: vec![freedom],
            unproven: unproven.iter().map(|level| ("r".to_owned(), *level)).collect(),
            never_failed: Vec::new(),
        };
        let caught: &[(&str, bool)] = &[("a", true)];
        assert!(proof(caught, freedom(&[], false), &[Level::Should]).is_complete());
        assert!(!proof(caught, freedom(&[], false), &[Level::Must]).is_complete());
        assert!(!proof(caught, freedom(&["b"], false), &[]).is_complete());
        assert!(!proof(caught, freedom(&[], true), &[]).is_complete(), "cut off");
        assert!(!proof(&[], freedom(&[], false), &[]).is_complete(), "survived");
    }
}
