//! Scenarios with every kind of outcome, for tests of the reports.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    client::Trouble,
    exchange::{Answer, Exchange, Version},
    manners::Flakes,
    register::{Level, Register},
    verdict::{Deviation, End, FailedStep, Failure, RunReport, ScenarioInfo, ScenarioReport, Verdict},
};

pub(crate) fn register() -> Register {
    let text = r#"
        [[requirement]]
        id = "maps.update.if-match"
        level = "must"
        profiles = ["documented"]
        source = "docs/sync/api/map-resource"
        statement = "An update with a stale If-Match is refused."
    "#;
    Register::parse(text, "").unwrap()
}

pub(crate) fn info(id: &str) -> ScenarioInfo {
    ScenarioInfo {
        id: id.to_owned(),
        title: "A stale If-Match is refused".to_owned(),
        area: "maps".to_owned(),
        file: "maps/update.feature".to_owned(),
        line: 40,
        requirements: vec!["maps.update.if-match".to_owned()],
        needs: std::collections::BTreeSet::new(),
        level: Level::Must,
    }
}

fn report(id: &str, verdict: Verdict) -> ScenarioReport {
    ScenarioReport {
        info: info(id),
        verdict,
        elapsed: Duration::from_millis(20),
        requests: 3,
        flakes: Flakes::default(),
    }
}

pub(crate) fn passed(id: &str) -> ScenarioReport {
    report(id, Verdict::Passed)
}

pub(crate) fn disabled(id: &str) -> ScenarioReport {
    report(id, Verdict::Disabled("it needs a Service of its own".to_owned()))
}

pub(crate) fn failed(id: &str, level: Level, failure: Failure) -> ScenarioReport {
    let mut report = report(id, Verdict::Failed(Box::new(step(failure))));
    report.info.level = level;
    report
}

pub(crate) fn errored(id: &str, failure: Failure) -> ScenarioReport {
    report(id, Verdict::Errored(Box::new(step(failure))))
}

fn step(failure: Failure) -> FailedStep {
    FailedStep {
        step: "Then it is refused as revision-mismatch".to_owned(),
        file: "maps/update.feature".to_owned(),
        line: 42,
        failure,
        transcript: vec![exchange("GET", b"", json!({})), exchange("POST", b"Ttl=5", json!({"ttl": 5}))],
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a value is written at the place of use")]
pub(crate) fn exchange(method: &str, body: &[u8], answer: Value) -> Exchange {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut request_headers = vec![header("authorization", "Basic QUMxOnMzY3JldA=="), header("if-match", "1")];
    if !body.is_empty() {
        request_headers.push(header("content-type", "application/x-www-form-urlencoded"));
    }
    Exchange {
        method: method.to_owned(),
        url: "http://127.0.0.1:1/v1/Services/IS1/Maps/M".to_owned(),
        request_headers,
        request_body: body.to_vec(),
        answer: Answer::new(
            200,
            Version::Http11,
            vec![header("Content-Type", "application/json"), header("date", "today"), header("etag", "\"2\"")],
            answer.to_string().into_bytes(),
        )
        .unwrap(),
        elapsed: Duration::from_millis(7),
    }
}

pub(crate) fn deviation() -> Failure {
    Failure::Deviation(Deviation {
        subject: "the answer to POST /Services/IS1/Maps/M".to_owned(),
        expected: "status 412, code 54103".to_owned(),
        actual: "status 200".to_owned(),
        diff: None,
    })
}

pub(crate) fn mistake() -> Failure {
    Failure::Mistake("there is no item \"k\"".to_owned())
}

pub(crate) fn trouble() -> Failure {
    Failure::Trouble(Trouble::Unreachable { origin: "http://h".to_owned(), reason: "Connection refused".to_owned() })
}

pub(crate) fn run(scenarios: Vec<ScenarioReport>) -> RunReport {
    RunReport {
        target: "http://127.0.0.1:1".to_owned(),
        profile: "documented".to_owned(),
        gate: Level::Must,
        scenarios,
        outside_profile: 0,
        elapsed: Duration::from_millis(1234),
        end: End::Complete,
        not_run: 0,
        findings: Vec::new(),
        left_behind: Vec::new(),
        other_flakes: Flakes::default(),
        notes: Vec::new(),
        sweep: None,
    }
}
