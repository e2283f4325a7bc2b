//! What a run prints.

use std::{collections::BTreeSet, time::Duration};

use serde_json::{Value, json};
use syncproof_api::Resource;
use syncproof_harness::{
    client::Trouble,
    exchange::{Answer, Exchange, Version},
    manners::Flakes,
    redact::Secrets,
    register::{Level, Register},
    report::terminal::{self, Style},
    verdict::{Deviation, End, FailedStep, Failure, LeftBehind, RunReport, ScenarioInfo, ScenarioReport, Verdict},
};

use crate::assert_snapshot;

const REGISTER: &str = r#"
    [[requirement]]
    id = "map-item.update.replaces"
    level = "must"
    profiles = ["documented", "twilio"]
    source = "S000; S004"
    statement = "New Data replaces the old as a whole; nothing of the old remains."
"#;

fn secrets() -> Secrets {
    Secrets::none().with_basic("AC00000000000000000000000000000001", "the-auth-token")
}

fn exchange() -> Exchange {
    let body = json!({"key": "k", "revision": "1", "data": {"a": 1, "b": {"c": 2}}});
    Exchange {
        method: "GET".to_owned(),
        url: "http://127.0.0.1:8080/v1/Services/IS1/Maps/MP1/Items/k".to_owned(),
        request_headers: vec![("authorization".to_owned(), "Basic c2VjcmV0".to_owned())],
        request_body: Vec::new(),
        answer: Answer::new(
            200,
            Version::Http11,
            vec![("content-type".to_owned(), "application/json".to_owned())],
            body.to_string().into_bytes(),
        )
        .unwrap(),
        elapsed: Duration::from_millis(2),
    }
}

fn scenario(id: &str, verdict: Verdict) -> ScenarioReport {
    let info = ScenarioInfo {
        id: id.to_owned(),
        title: "An update replaces the Data".to_owned(),
        area: "map-items".to_owned(),
        file: "map-items/update.feature".to_owned(),
        line: 5,
        requirements: vec!["map-item.update.replaces".to_owned()],
        needs: BTreeSet::new(),
        level: Level::Must,
    };
    ScenarioReport { info, verdict, elapsed: Duration::from_millis(3), requests: 4, flakes: Flakes::default() }
}

fn step(failure: Failure) -> Box<FailedStep> {
    Box::new(FailedStep {
        step: "Then the \"data\" of the item \"k\" is {\"b\": 2}".to_owned(),
        file: "map-items/update.feature".to_owned(),
        line: 12,
        failure,
        transcript: vec![exchange(), exchange()],
    })
}

fn deviation(expected: Value, actual: Value) -> Failure {
    Failure::Deviation(Deviation {
        subject: "\"data\" in the answer to GET /Services/IS1/Maps/MP1/Items/k".to_owned(),
        expected: expected.to_string(),
        actual: actual.to_string(),
        diff: Some(Box::new((expected, actual))),
    })
}

fn run() -> RunReport {
    let failed = Verdict::Failed(step(deviation(json!({"b": 2}), json!({"a": 1, "b": {"c": 2}}))));
    let cut_off = || {
        Verdict::Errored(step(Failure::Trouble(Trouble::Unreachable {
            origin: "http://127.0.0.1:8080".to_owned(),
            reason: "Connection refused (os error 111)".to_owned(),
        })))
    };
    RunReport {
        target: "http://127.0.0.1:8080/v1".to_owned(),
        profile: "documented".to_owned(),
        gate: Level::Must,
        scenarios: vec![
            scenario("map-item-update-keeps-key", Verdict::Passed),
            scenario("map-item-update-replaces", failed),
            scenario("map-item-update-1", cut_off()),
            scenario("map-item-update-2", cut_off()),
            scenario("map-item-update-3", cut_off()),
            scenario("map-list", Verdict::Disabled("it needs a Service of its own".to_owned())),
        ],
        outside_profile: 5,
        elapsed: Duration::from_millis(1234),
        end: End::Complete,
        not_run: 0,
        findings: Vec::new(),
        left_behind: vec![LeftBehind {
            kind: Resource::Service,
            address: "/Services/IS1".to_owned(),
            reason: "DELETE answered 500".to_owned(),
        }],
        sweep: Some("syncproof sweep".to_owned()),
        other_flakes: Flakes::default(),
        notes: Vec::new(),
    }
}

#[test]
fn a_run_with_failures_reads_well() {
    let register = Register::parse(REGISTER, "").unwrap();
    let text = terminal::failures(&run(), &register, &secrets(), Style::PLAIN)
        + &terminal::summary(&run(), &secrets(), Style::PLAIN, false);
    assert!(!text.contains("c2VjcmV0"), "credentials are shown");
    assert_snapshot("terminal", "run-with-failures", &text);
}
