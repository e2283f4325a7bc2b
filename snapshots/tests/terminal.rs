//! What a run prints.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde_json::{Value, json};
use syncproof_api::{Capability, Resource};
use syncproof_harness::{
    client::Trouble,
    doctor::{Check, Diagnosis, Has, State},
    exchange::{Answer, Exchange, Version},
    manners::Flakes,
    redact::Secrets,
    register::{Level, Register},
    report::{
        doctor, junit,
        snapshot::{self, Compared},
        terminal::{self, Style},
    },
    snapshot::{Change, Comparison, Difference, Standing},
    verdict::{
        Deviation, End, FailedStep, Failure, Finding, LeftBehind, RunReport, ScenarioInfo, ScenarioReport, Verdict,
    },
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

/// A run in which everything has happened that can.
fn every_kind() -> RunReport {
    let text = Failure::Deviation(Deviation {
        subject: "the answer to POST /Services/IS1/Maps".to_owned(),
        expected: "status 409, code 54301".to_owned(),
        actual: "status 201, without a code".to_owned(),
        diff: None,
    });
    let race = Failure::Deviation(Deviation {
        subject: "8 clients that raced to update the item \"k\" under its revision".to_owned(),
        expected: "exactly one success, the others refused as map-item-revision-stale (status 412)".to_owned(),
        actual: "2 successes (201 0 times, 200 2 times), 6 refused with 412".to_owned(),
        diff: None,
    });
    let mistake = Failure::Mistake("there is no item \"j\"; the scenario has made the items k".to_owned());
    let reason = |text: &str| text.to_owned();
    RunReport {
        scenarios: vec![
            scenario("map-name-taken", Verdict::Failed(step(text))),
            scenario("race-map-item", Verdict::Failed(step(race))),
            scenario("map-item-mistaken", Verdict::Errored(step(mistake))),
            scenario(
                "ttl-map-item",
                Verdict::Undecided(reason("it was still there 300 s after its expiry; no time is promised")),
            ),
            scenario("stream-create", Verdict::Unsupported(reason("the profile says that the target has no Streams"))),
            scenario("list-create", Verdict::Blocked(reason("the target has no Lists"))),
            scenario("map-permission", Verdict::Disabled(reason("--without permissions"))),
        ],
        findings: vec![Finding {
            what: "the target has no Lists: POST /Services/IS1/Lists is answered 404".to_owned(),
            advice: "--without lists leaves their scenarios out".to_owned(),
        }],
        left_behind: Vec::new(),
        sweep: None,
        notes: vec!["--insecure: certificates are not checked".to_owned()],
        not_run: 3,
        end: End::TimeUp(Duration::from_mins(5)),
        ..run()
    }
}

#[test]
fn every_kind_of_verdict_reads_well() {
    let register = Register::parse(REGISTER, "").unwrap();
    let text = terminal::failures(&every_kind(), &register, &secrets(), Style::PLAIN)
        + &terminal::summary(&every_kind(), &secrets(), Style::PLAIN, true);
    assert_snapshot("terminal", "run-with-every-verdict", &text);
    assert_snapshot(
        "terminal",
        "run-with-every-verdict-junit",
        &junit::render(&every_kind(), &register, &secrets()).unwrap(),
    );
}

#[test]
fn what_a_doctor_finds_reads_well() {
    let check =
        |name, state, seen: &str, advice: &str| Check { name, state, seen: seen.to_owned(), advice: advice.to_owned() };
    let lists = "POST /Services/IS1/Lists is answered 404";
    let diagnosis = Diagnosis {
        target: "http://127.0.0.1:8080/v1".to_owned(),
        profile: "documented".to_owned(),
        checks: vec![
            check("reach", State::Ok, "GET /Services is answered in 3 ms by HTTP/1.1", ""),
            check(
                "credentials",
                State::Warning,
                "a wrong secret is accepted (status 200)",
                "let the target check who asks",
            ),
            check("services", State::Note, "none is created, for --service names the one to work in", ""),
            check(
                "lists",
                State::Problem,
                &format!("the target has no Lists: {lists}"),
                "--without lists leaves their scenarios out",
            ),
        ],
        has: BTreeMap::from([
            (Capability::Documents, Has::Yes),
            (Capability::Lists, Has::No(lists.to_owned())),
            (Capability::Ttl, Has::Unsettled("POST /Services/IS1/Documents/ET1 is answered 500".to_owned())),
        ]),
        usable: true,
        left_behind: vec!["/Services/IS1/Documents/ET1 (DELETE is answered 500)".to_owned()],
    };
    assert_snapshot("terminal", "doctor", &doctor::text(&diagnosis, &secrets(), Style::PLAIN));
    assert_snapshot("terminal", "doctor-json", &doctor::json(&diagnosis, &secrets()));
    assert_snapshot("terminal", "doctor-profile", &doctor::profile(&diagnosis, "ours", "documented", &secrets()));
}

#[test]
fn the_catalogues_read_well() {
    assert_snapshot("terminal", "faults", &syncproof::fault_catalogue());
    assert_snapshot("terminal", "freedoms", &syncproof::freedom_catalogue());
}

/// One exchange for each way to stand.
fn comparisons() -> Vec<Comparison> {
    let difference = |at: &str, change, level| Difference { at: at.to_owned(), change, level };
    let name = difference("unique_name", Change::Type(json!("news"), json!(5)), Level::Must);
    let status = difference("HTTP status", Change::Value(json!(201), json!(200)), Level::Must);
    let more = difference("colour", Change::Extra(json!("red")), Level::May);
    let gone = difference("header www-authenticate", Change::Missing(json!("Basic")), Level::Should);
    let comparison = |name: &str, standing| Comparison {
        name: name.to_owned(),
        request: "POST /Services/{service}/Streams\n  UniqueName: news".to_owned(),
        standing,
    };
    let moved = |target: &[&Difference], reference: &[&str], agree| Standing::Moved {
        target: target.iter().map(|difference| (*difference).clone()).collect(),
        reference: reference.iter().map(|line| (*line).to_owned()).collect(),
        agree,
    };
    let now = "now HTTP status: 201 instead of 200";
    vec![
        comparison("streams/same", Standing::Same),
        comparison("streams/must", Standing::Differs(vec![name.clone(), more.clone()])),
        comparison("streams/should", Standing::Differs(vec![gone])),
        comparison("streams/may", Standing::Differs(vec![more.clone()])),
        comparison("streams/new", Standing::New(vec![more.clone()])),
        comparison("streams/target", moved(&[&name, &status], &[], false)),
        comparison("streams/reference", moved(&[], &[now, "no more colour: extra: \"red\""], false)),
        comparison("streams/both", moved(&[&name], &[now], false)),
        comparison("streams/both-agree", moved(&[&status], &[now], true)),
        comparison("streams/not-asked", Standing::NotAsked("--without streams".to_owned())),
    ]
}

#[test]
fn comparisons_of_snapshots_read_well() {
    let (comparisons, secrets) = (comparisons(), secrets());
    let compared = Compared {
        comparisons: &comparisons,
        target: "http://127.0.0.1:8080/v1",
        profile: "documented",
        recorded: false,
        unknown: &[],
        gate: Level::Should,
        verbose: false,
        secrets: &secrets,
    };
    assert_snapshot("terminal", "snapshots-against-the-reference", &snapshot::text(&compared, Style::PLAIN));
    let unknown = ["streams/gone".to_owned()];
    let recorded = Compared { recorded: true, unknown: &unknown, verbose: true, ..compared };
    assert_snapshot("terminal", "snapshots-against-a-recording", &snapshot::text(&recorded, Style::PLAIN));
}

#[test]
fn a_run_with_failures_reads_well() {
    let register = Register::parse(REGISTER, "").unwrap();
    let text = terminal::failures(&run(), &register, &secrets(), Style::PLAIN)
        + &terminal::summary(&run(), &secrets(), Style::PLAIN, false);
    assert!(!text.contains("c2VjcmV0"), "credentials are shown");
    assert_snapshot("terminal", "run-with-failures", &text);
}
