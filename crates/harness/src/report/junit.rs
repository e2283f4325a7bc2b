//! A run as JUnit XML: a suite for each area, a test case for each scenario.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, SerializeError, TestCase, TestCaseStatus, TestRerun, TestSuite};

use super::terminal::{Style, early_end, failure};
use crate::{
    manners::Flakes,
    redact::Secrets,
    register::Register,
    text::{LINE, printable},
    verdict::{End, Failure, RunReport, ScenarioReport, Standing, Verdict},
};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[error("junit report: {source}; this is a fault of syncproof, please report it")]
pub struct JunitError {
    #[from]
    source: SerializeError,
}

/// The report. Apart from the times, it is the same for the same outcomes. What XML 1.0 forbids is escaped visibly.
pub fn render(run: &RunReport, register: &Register, secrets: &Secrets) -> Result<String, JunitError> {
    let renderer = Renderer { run, register, secrets };
    let mut report = Report::new("syncproof");
    report.set_time(run.elapsed);
    report.add_test_suites(renderer.target());
    for area in run.totals_by_area().into_keys() {
        report.add_test_suite(renderer.suite(area));
    }
    Ok(report.to_string()?)
}

struct Renderer<'a> {
    run: &'a RunReport,
    register: &'a Register,
    secrets: &'a Secrets,
}

impl Renderer<'_> {
    /// A suite with what is wrong with the target or the run as a whole, if anything is.
    fn target(&self) -> Option<TestSuite> {
        let early_end = self.early_end();
        if self.run.findings.is_empty() && early_end.is_none() {
            return None;
        }
        let mut suite = TestSuite::new("syncproof.target");
        for finding in &self.run.findings {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type("target").set_message(self.line(&finding.what)).set_description(self.line(&finding.advice));
            let mut case = TestCase::new(self.line(&finding.what), status);
            case.set_classname("syncproof.target");
            suite.add_test_case(case);
        }
        suite.add_test_cases(early_end);
        Some(suite)
    }

    /// That the run ended before all scenarios ran: whoever reads only this report must not take it for a run that passed.
    fn early_end(&self) -> Option<TestCase> {
        let message = early_end(self.run, self.secrets)?;
        let kind = match self.run.end {
            End::Complete => return None,
            End::Interrupted => "interrupted",
            End::TimeUp(_) => "time-up",
            End::GaveUp(_) => "given-up",
        };
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_type(kind).set_message(message);
        let mut case = TestCase::new("the run came to its end", status);
        case.set_classname("syncproof.target");
        Some(case)
    }

    fn suite(&self, area: &str) -> TestSuite {
        let mut suite = TestSuite::new(self.class_name(area));
        for (name, value) in [("target", &self.run.target), ("profile", &self.run.profile)] {
            suite.add_property(Property::new(name, self.line(value)));
        }
        suite.add_property(Property::new("gate", self.run.gate.to_string()));
        for note in &self.run.notes {
            suite.add_property(Property::new("note", self.line(note)));
        }
        let scenarios = self.run.scenarios.iter().filter(|scenario| scenario.info.area == area);
        let mut time = Duration::ZERO;
        for scenario in scenarios {
            time = time.saturating_add(scenario.elapsed);
            suite.add_test_case(self.case(scenario));
        }
        suite.set_time(time);
        suite
    }

    fn case(&self, scenario: &ScenarioReport) -> TestCase {
        let info = &scenario.info;
        let name = format!("{} {}", self.line(&info.id), self.line(&info.title));
        let mut case = TestCase::new(name, self.status(scenario));
        case.set_classname(self.class_name(&info.area)).set_time(scenario.elapsed);
        for (name, value) in [
            ("requirements", info.requirements.join(", ")),
            ("level", info.level.to_string()),
            ("profile", self.run.profile.clone()),
            ("file", info.file.clone()),
            ("line", info.line.to_string()),
        ] {
            case.add_property(Property::new(name, self.line(&value)));
        }
        if scenario.flakes.count() > 0 {
            case.add_property(Property::new("flaky", scenario.flakes.listed()));
        }
        if scenario.flakes.waits > 0 {
            case.add_property(Property::new("waits-for-429", scenario.flakes.waits.to_string()));
        }
        if scenario.flakes.late > 0 {
            let Flakes { late, latest, .. } = scenario.flakes;
            case.add_property(Property::new("late-listings", format!("{late}, up to {} ms", latest.as_millis())));
        }
        if scenario.standing(self.run.gate) == Standing::Warned {
            case.set_system_out(format!("warning ({})\n{}", info.level, self.print_out(scenario)));
        }
        case
    }

    fn status(&self, scenario: &ScenarioReport) -> TestCaseStatus {
        let skipped = |kind: &str, reason: &str| {
            let mut status = TestCaseStatus::skipped();
            status.set_type(kind).set_message(self.line(reason));
            status
        };
        match (&scenario.verdict, scenario.standing(self.run.gate)) {
            (Verdict::Undecided(reason), _) => skipped("undecided", reason),
            (Verdict::Unsupported(reason), _) => skipped("unsupported", reason),
            (Verdict::Disabled(reason), _) => skipped("disabled", reason),
            (Verdict::Blocked(reason), _) => skipped("blocked", reason),
            (Verdict::Passed, _) if scenario.flakes.count() > 0 => {
                let mut rerun = TestRerun::new(NonSuccessKind::Error);
                let message = format!("requests sent again or looked into: {}", scenario.flakes.listed());
                rerun.set_type("flaky").set_message(message);
                let mut status = TestCaseStatus::success();
                status.add_rerun(rerun);
                status
            }
            // JUnit has no warnings.
            (Verdict::Passed, _) | (Verdict::Failed(_), Standing::Warned) => TestCaseStatus::success(),
            (Verdict::Failed(step), _) => {
                self.non_success(scenario, NonSuccessKind::Failure, &scenario.info.level.to_string(), &step.failure)
            }
            (Verdict::Errored(step), _) => {
                let kind = match step.failure {
                    Failure::Deviation(_) => "set-up",
                    Failure::Trouble(_) => "no-answer",
                    Failure::Undecided(_) => "undecided",
                    Failure::Mistake(_) => "suite",
                };
                self.non_success(scenario, NonSuccessKind::Error, kind, &step.failure)
            }
        }
    }

    fn non_success(
        &self,
        scenario: &ScenarioReport,
        kind: NonSuccessKind,
        name: &str,
        cause: &Failure,
    ) -> TestCaseStatus {
        let mut status = TestCaseStatus::non_success(kind);
        let message = printable(&self.secrets.scrub(&cause.to_string()), 2 * LINE);
        status.set_type(name).set_message(message).set_description(self.print_out(scenario));
        status
    }

    fn print_out(&self, scenario: &ScenarioReport) -> String {
        failure(scenario, self.run.gate, self.register, self.secrets, Style::PLAIN)
    }

    fn class_name(&self, area: &str) -> String {
        format!("syncproof.{}", self.line(area).replace('/', "."))
    }

    fn line(&self, text: &str) -> String {
        printable(&self.secrets.scrub(text), LINE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        manners::Cause,
        register::Level,
        report::sample::{self, deviation, disabled, errored, failed, mistake, passed, run, trouble},
        verdict::Finding,
    };

    fn rendered(scenarios: Vec<ScenarioReport>) -> String {
        render(&run(scenarios), &sample::register(), &Secrets::none().with_basic("AC1", "s3cret")).unwrap()
    }

    fn holds(xml: &str, part: &str) {
        assert!(xml.contains(part), "{part}\nin\n{xml}");
    }

    #[test]
    fn what_is_wrong_with_the_target_as_a_whole_is_a_failure() {
        let finding = Finding { what: "there are \u{1b}no Streams".to_owned(), advice: "--without streams".to_owned() };
        let run = RunReport { findings: vec![finding], ..run(vec![passed("a")]) };
        let xml = render(&run, &sample::register(), &Secrets::none()).unwrap();
        holds(&xml, r#"<testsuite name="syncproof.target" tests="1" skipped="0" errors="0" failures="1""#);
        holds(&xml, r#"<failure message="there are \u{1b}no Streams" type="target">--without streams</failure>"#);
    }

    #[test]
    fn a_run_that_ended_early_is_an_error() {
        let end = End::GaveUp("s3cret \u{1b}silence".to_owned());
        let run = RunReport { end, not_run: 7, ..run(vec![passed("a")]) };
        let xml = render(&run, &sample::register(), &Secrets::none().with("s3cret")).unwrap();
        holds(&xml, r#"<testsuite name="syncproof.target" tests="1" skipped="0" errors="1" failures="0""#);
        holds(
            &xml,
            r#"<error message="given up: [redacted] \u{1b}silence: 7 scenarios selected but not run" type="given-up"/>"#,
        );
    }

    #[test]
    fn a_scenario_that_passed_in_spite_of_flakes_says_so() {
        let mut scenario = passed("a");
        scenario.flakes.note(Cause::Status(503));
        scenario.flakes.note_wait(Duration::from_secs(1));
        let xml = rendered(vec![scenario]);
        holds(&xml, r#"<property name="flaky" value="1 × status 503"/>"#);
        holds(&xml, r#"<property name="waits-for-429" value="1"/>"#);
        holds(&xml, r#"<flakyError message="requests sent again or looked into: 1 × status 503" type="flaky""#);
        holds(&xml, r#"failures="0" errors="0""#);
    }

    #[test]
    fn a_scenario_is_a_test_case_in_the_suite_of_its_area() {
        assert_eq!(
            rendered(vec![passed("map-stale")]),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="syncproof" tests="1" skipped="0" failures="0" errors="0" time="1.234">
    <testsuite name="syncproof.maps" tests="1" skipped="0" errors="0" failures="0" time="0.020">
        <properties>
            <property name="target" value="http://127.0.0.1:1"/>
            <property name="profile" value="documented"/>
            <property name="gate" value="must"/>
        </properties>
        <testcase name="map-stale A stale If-Match is refused" classname="syncproof.maps" time="0.020">
            <properties>
                <property name="requirements" value="maps.update.if-match"/>
                <property name="level" value="must"/>
                <property name="profile" value="documented"/>
                <property name="file" value="maps/update.feature"/>
                <property name="line" value="40"/>
            </properties>
        </testcase>
    </testsuite>
</testsuites>
"#
        );
    }

    #[test]
    fn a_failure_has_its_level_its_cause_and_the_print_out() {
        let xml = rendered(vec![failed("a", Level::Must, deviation())]);
        holds(&xml, r#"failures="1" errors="0""#);
        holds(
            &xml,
            r#"<failure message="the answer to POST /Services/IS1/Maps/M: expected status 412, code 54103, but got status 200" type="must">FAIL a  A stale"#,
        );
        holds(&xml, "  rerun        syncproof run --only &apos;a&apos;\n</failure>");
    }

    #[test]
    fn a_warning_passes_with_a_print_out() {
        let xml = rendered(vec![failed("a", Level::Should, deviation())]);
        holds(&xml, r#"failures="0" errors="0""#);
        holds(&xml, "<system-out>warning (should)\nWARN a  A stale");
    }

    #[test]
    fn errors_say_whose_they_are() {
        let xml = rendered(vec![errored("a", trouble()), errored("b", mistake()), errored("c", deviation())]);
        holds(&xml, r#"failures="0" errors="3""#);
        holds(
            &xml,
            r#"<error message="cannot connect to http://h: Connection refused; is the target running there?" type="no-answer">ERROR a"#,
        );
        holds(&xml, r#"type="suite">ERROR b"#);
        holds(&xml, r#"type="set-up">ERROR c"#);
    }

    #[test]
    fn what_cannot_be_run_is_skipped_with_its_reason() {
        holds(&rendered(vec![disabled("a")]), r#"<skipped message="it needs a Service of its own" type="disabled"/>"#);
    }

    #[test]
    fn areas_are_suites_in_alphabetical_order() {
        let mut other = passed("b");
        other.info.area = "documents".to_owned();
        let xml = rendered(vec![passed("a"), other]);
        let names: Vec<&str> =
            xml.split("<testsuite name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(names, ["syncproof.documents", "syncproof.maps"]);
    }

    #[test]
    fn nothing_that_xml_forbids_and_no_secret_gets_in() {
        let mut scenario = failed("a", Level::Must, deviation());
        scenario.info.title = "s3cret \0\u{1b}[31m\u{ffff}<&\"".to_owned();
        if let Verdict::Failed(step) = &mut scenario.verdict {
            step.failure = Failure::Mistake("s3cret\u{8}".to_owned());
            step.transcript[1].answer.json = None;
            step.transcript[1].answer.body = b"s3cret \x00\x1b\xff\xef\xbf\xbe]]>".to_vec();
        }
        let xml = rendered(vec![scenario]);
        let forbidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!xml.contains(forbidden) && !xml.contains("s3cret"), "{xml}");
        holds(&xml, r"a [redacted] \u{0}\u{1b}[31m\u{ffff}&lt;&amp;&quot;");
        holds(&xml, "[redacted] \\u{0}\\u{1b}\u{fffd}\\u{fffe}]]&gt;");
    }
}
