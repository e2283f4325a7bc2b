//! The exit codes of the command line: one table, and the one function that says which a run ends with.

use crate::verdict::{End, Failure, RunReport, Standing, Verdict};

macro_rules! exit_codes {
    ($($variant:ident = $code:literal, $meaning:literal;)*) => {
        /// How a command ends.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ExitCode {
            $(#[doc = $meaning] $variant,)*
        }

        impl ExitCode {
            /// All of them, by number.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The number that the process ends with.
            pub const fn code(self) -> u8 {
                match self { $(Self::$variant => $code,)* }
            }

            /// What it means, for help texts and documents.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

exit_codes! {
    Ok = 0, "everything that ran is as expected";
    Failures = 1, "the target deviates from a requirement at the level of the gate, or a proof does not hold";
    Usage = 2, "the command line or a file it names is not right";
    SetUp = 3, "the target cannot be reached, did not answer, or could not be set up";
    Gaps = 4, "what the documents list was not all exercised (matrix --surface)";
    NothingRan = 5, "no scenario ran, so nothing is proven";
    TimeUp = 6, "the time allowed for the run was over before all scenarios ran";
    Internal = 70, "the suite itself is at fault";
    Interrupted = 130, "ended before all scenarios ran";
}

impl ExitCode {
    /// How a run ends. Where several codes would fit, the one that takes most from what the run proves: an interrupted run proves
    /// nothing about the rest; a suite at fault puts its other verdicts in doubt; a target that does not answer may owe its deviations
    /// to that; and only then do deviations count.
    pub fn of(run: &RunReport) -> Self {
        let any = |is: &dyn Fn(&Verdict) -> bool| run.scenarios.iter().any(|scenario| is(&scenario.verdict));
        let errored = |verdict: &Verdict| matches!(verdict, Verdict::Errored(_));
        let mistaken = |verdict: &Verdict| match verdict {
            Verdict::Errored(step) => matches!(step.failure, Failure::Mistake(_)),
            _ => false,
        };
        if run.end == End::Interrupted {
            Self::Interrupted
        } else if any(&mistaken) {
            Self::Internal
        } else if any(&errored) || matches!(run.end, End::GaveUp(_)) {
            Self::SetUp
        } else if matches!(run.end, End::TimeUp(_)) {
            Self::TimeUp
        } else if !run.findings.is_empty() || run.scenarios.iter().any(|s| s.standing(run.gate) == Standing::Failed) {
            Self::Failures
        } else if run.scenarios.iter().all(|s| s.verdict.reason().is_some()) {
            Self::NothingRan
        } else {
            Self::Ok
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        register::Level,
        report::sample::{deviation, disabled, errored, failed, mistake, passed, run, trouble},
        verdict::Finding,
    };

    #[test]
    fn the_table_is_as_documented() {
        let codes: Vec<u8> = ExitCode::ALL.iter().map(|c| c.code()).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 70, 130]);
        assert!(ExitCode::ALL.iter().all(|c| !c.meaning().is_empty()));
    }

    #[test]
    fn deviations_count_from_the_level_of_the_gate_on() {
        let mut report = run(vec![passed("a"), failed("b", Level::Should, deviation())]);
        assert_eq!(ExitCode::of(&report), ExitCode::Ok);
        report.gate = Level::Should;
        assert_eq!(ExitCode::of(&report), ExitCode::Failures);
    }

    #[test]
    fn a_run_that_proves_nothing_is_not_ok() {
        assert_eq!(ExitCode::of(&run(vec![])), ExitCode::NothingRan);
        assert_eq!(ExitCode::of(&run(vec![disabled("a")])), ExitCode::NothingRan);
        assert_eq!(ExitCode::of(&run(vec![disabled("a"), passed("b")])), ExitCode::Ok);
    }

    #[test]
    fn what_takes_most_from_the_proof_comes_first() {
        let mut scenarios = vec![failed("a", Level::Must, deviation())];
        assert_eq!(ExitCode::of(&run(scenarios.clone())), ExitCode::Failures);
        scenarios.push(errored("b", trouble()));
        assert_eq!(ExitCode::of(&run(scenarios.clone())), ExitCode::SetUp);
        scenarios.push(errored("c", mistake()));
        assert_eq!(ExitCode::of(&run(scenarios.clone())), ExitCode::Internal);
        let mut report = run(scenarios);
        report.end = End::Interrupted;
        assert_eq!(ExitCode::of(&report), ExitCode::Interrupted);
    }

    #[test]
    fn a_run_that_ended_early_says_why() {
        let ended =
            |end| ExitCode::of(&RunReport { end, ..run(vec![passed("a"), failed("b", Level::Must, deviation())]) });
        assert_eq!(ended(End::TimeUp(Duration::from_secs(1))), ExitCode::TimeUp);
        assert_eq!(ended(End::GaveUp("no answer".to_owned())), ExitCode::SetUp);
        assert_eq!(ended(End::Complete), ExitCode::Failures);
    }

    #[test]
    fn what_is_wrong_with_the_target_as_a_whole_fails_the_gate() {
        let finding = Finding { what: "there are no Streams".to_owned(), advice: String::new() };
        let report = RunReport { findings: vec![finding], ..run(vec![passed("a")]) };
        assert_eq!(ExitCode::of(&report), ExitCode::Failures);
    }

    #[test]
    fn a_set_up_that_deviates_is_no_failure_of_the_requirement() {
        assert_eq!(ExitCode::of(&run(vec![errored("a", deviation())])), ExitCode::SetUp);
    }
}
