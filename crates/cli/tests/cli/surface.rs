//! `syncproof matrix --surface`

use std::net::TcpListener;

use axum::{extract::Request, response::IntoResponse as _};
use serde_json::Value;
use syncproof_api::Profile;

use crate::support::{Ended, Server, in_front, pass, run};

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ended.stdout, ended.stderr))
}

/// The gaps, as `create Map: Ttl`.
fn gaps(surface: &Value) -> Vec<String> {
    let text = |gap: &Value, field: &str| gap[field].as_str().unwrap().to_owned();
    let gaps = surface["gaps"].as_array().unwrap().iter();
    gaps.map(|gap| format!("{}: {}", text(gap, "operation"), text(gap, "what"))).collect()
}

#[test]
fn the_suite_covers_the_documented_surface_in_both_profiles() {
    for profile in ["documented", "twilio"] {
        let ended = run(&["matrix", "--surface", "--profile", profile, "--format", "json"]);
        let surface = json(&ended);
        assert_eq!(gaps(&surface), [""; 0], "{profile}");
        assert_eq!(surface["totals"]["operations"], 48);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{profile}");
    }
}

#[test]
fn a_part_of_the_suite_covers_a_part_of_the_surface() {
    let ended = run(&["matrix", "--surface", "--only", "document-create-all-parameters"]);
    assert_eq!(ended.code, Some(4), "{}", ended.stderr);
    let expected = "
Document
  create  POST /Services/{ServiceSid}/Documents  1 exchange
          UniqueName 1  Data 1  Ttl 1
          201 1  400 GAP  401 GAP  404 GAP  409 GAP  413 or 400 GAP
";
    assert!(ended.stdout.contains(expected), "{}", ended.stdout);
    assert!(ended.stdout.contains("\nGAP  delete Map: 204, 401, 404\n"), "{}", ended.stdout);
    assert!(ended.stdout.contains(" gaps\n"), "{}", ended.stdout);
}

#[test]
fn a_target_is_measured_like_the_reference() {
    let server = Server::start(Profile::documented(), |app| app);
    let args = ["--only", "map-items/", "--tags", "not @waits", "--format", "json"];
    let target = ["matrix", "--surface", "--target", &server.url];
    let served = json(&run(&[&target[..], &args].concat()));
    let embedded = json(&run(&[&["matrix", "--surface"][..], &args].concat()));
    assert_eq!(served["operations"], embedded["operations"]);
    assert_eq!(served["target"], server.url);
}

#[test]
fn a_run_that_fails_says_so_first() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, |request: Request, inner| async move {
            let breaks = request.method() == "POST" && request.uri().path().ends_with("/Documents");
            if breaks { axum::http::StatusCode::IM_A_TEAPOT.into_response() } else { pass(request, inner).await }
        })
    });
    let args = ["matrix", "--surface", "--target", &server.url, "--only", "document-create-bare", "--format", "json"];
    let ended = run(&args);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stderr.starts_with("the run did not go well; `syncproof run` shows why:\n"), "{}", ended.stderr);
    let surface = json(&ended);
    let create =
        surface["operations"].as_array().unwrap().iter().find(|o| o["operation"] == "create Document").unwrap();
    assert_eq!(create["other_statuses"]["418"], 1, "{create}");
}

#[test]
fn what_cannot_run_ends_like_a_run() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ended = run(&["matrix", "--surface", "--target", &format!("http://127.0.0.1:{port}")]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(3), ""));
    assert_eq!(run(&["matrix", "--surface", "--only", "nosuch"]).code, Some(5));
}
