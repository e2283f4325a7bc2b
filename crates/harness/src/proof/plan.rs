//! Which scenarios are run against which fault, so that the proof is whole and still quick.
//!
//! Against every fault run the scenarios that cite the requirement it breaks, which have to catch it, and an even sample of the suite, which
//! shows whether the fault makes everything collapse. Only if none of the first kind fails does the rest run, to tell whether anything
//! notices. What requirements are then still without a scenario that failed is hunted for among all faults, with the scenarios that cite
//! them and no others.

use std::collections::{BTreeMap, BTreeSet};

use syncproof_api::Profile;

use super::{Fault, FaultTrial, red};
use crate::{
    register::{Level, Register},
    verdict::ScenarioInfo,
};

/// One scenario in how many is in the sample.
pub const SAMPLED: usize = 12;

/// The scenarios of a proof, and what they are good for.
#[derive(Debug, Clone)]
pub struct Plan {
    scenarios: Vec<ScenarioInfo>,
    sample: BTreeSet<String>,
    citing: BTreeMap<String, BTreeSet<String>>,
}

impl Plan {
    /// Of these scenarios, with one in `sampled` as sample; 1 takes all.
    pub fn new(scenarios: Vec<ScenarioInfo>, sampled: usize) -> Self {
        let sample = scenarios.iter().step_by(sampled.max(1)).map(|info| info.id.clone()).collect();
        let mut citing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for info in &scenarios {
            for requirement in &info.requirements {
                citing.entry(requirement.clone()).or_default().insert(info.id.clone());
            }
        }
        Self { scenarios, sample, citing }
    }

    /// All scenarios.
    pub fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    /// Whether a scenario is in the sample.
    pub fn is_sampled(&self, id: &str) -> bool {
        self.sample.contains(id)
    }

    /// The scenarios that have to catch a fault.
    pub fn aimed(&self, fault: &Fault) -> Vec<ScenarioInfo> {
        self.pick(|info| self.cites(&fault.breaks, &info.id))
    }

    /// The scenarios that are run against a fault first.
    pub fn first(&self, fault: &Fault) -> Vec<ScenarioInfo> {
        self.pick(|info| self.is_sampled(&info.id) || self.cites(&fault.breaks, &info.id))
    }

    /// The scenarios that have not been run against a fault.
    pub fn rest(&self, trial: &FaultTrial) -> Vec<ScenarioInfo> {
        self.pick(|info| !trial.ran.contains(&info.id))
    }

    /// The scenarios that have not been run against a fault and cite what no fault has made fail.
    pub fn hunting(&self, trial: &FaultTrial, unproven: &[(String, Level)]) -> Vec<ScenarioInfo> {
        self.pick(|info| !trial.ran.contains(&info.id) && unproven.iter().any(|(id, _)| self.cites(id, &info.id)))
    }

    /// Requirements of level must and should that apply in a profile and of which no scenario failed, blunt faults not counted.
    pub fn unproven(&self, register: &Register, profile: &Profile, trials: &[FaultTrial]) -> Vec<(String, Level)> {
        let red = red(trials);
        let shown = |id: &str| self.citing.get(id).is_some_and(|ids| ids.iter().any(|id| red.contains(id.as_str())));
        let levels = register.requirements.iter().filter_map(|(id, requirement)| {
            let level = requirement.level_in(profile).filter(|level| *level != Level::May)?;
            (!shown(id)).then(|| (id.clone(), level))
        });
        levels.collect()
    }

    fn cites(&self, requirement: &str, scenario: &str) -> bool {
        self.citing.get(requirement).is_some_and(|scenarios| scenarios.contains(scenario))
    }

    fn pick(&self, wanted: impl Fn(&ScenarioInfo) -> bool) -> Vec<ScenarioInfo> {
        self.scenarios.iter().filter(|info| wanted(info)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        manners::Flakes,
        verdict::{ScenarioReport, Verdict},
    };

    fn info(id: &str, requirement: &str) -> ScenarioInfo {
        ScenarioInfo {
            id: id.into(),
            title: String::new(),
            area: String::new(),
            file: String::new(),
            line: 1,
            requirements: vec![requirement.into()],
            needs: BTreeSet::new(),
            level: Level::Must,
        }
    }

    fn plan() -> Plan {
        Plan::new(vec![info("a", "r"), info("b", "s"), info("c", "t"), info("d", "r")], 3)
    }

    fn trial(breaks: &str) -> FaultTrial {
        FaultTrial::new(Fault { name: "f".into(), breaks: breaks.into(), what: "w".into() })
    }

    fn ids(infos: &[ScenarioInfo]) -> Vec<&str> {
        infos.iter().map(|info| info.id.as_str()).collect()
    }

    #[test]
    fn first_run_those_that_cite_and_the_sample() {
        let trial = trial("s");
        assert_eq!(ids(&plan().aimed(&trial.fault)), ["b"]);
        assert_eq!(ids(&plan().first(&trial.fault)), ["a", "b", "d"]);
    }

    #[test]
    fn nothing_runs_twice() {
        let mut trial = trial("s");
        let passed = |info| ScenarioReport {
            info,
            verdict: Verdict::Passed,
            elapsed: Duration::ZERO,
            requests: 0,
            flakes: Flakes::default(),
        };
        let reports: Vec<_> = plan().first(&trial.fault).into_iter().map(passed).collect();
        trial.take(&reports, &plan());
        assert_eq!((trial.sample.of, trial.sample.red), (2, 0));
        assert_eq!(ids(&plan().rest(&trial)), ["c"]);
        let unproven = [("t".to_owned(), Level::Must), ("r".to_owned(), Level::Must)];
        assert_eq!(ids(&plan().hunting(&trial, &unproven)), ["c"]);
    }
}
