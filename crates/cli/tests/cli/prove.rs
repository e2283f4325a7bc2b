//! The proof of the suite by planted faults: what it says, and how it ends.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use syncproof_api::Profile;
use syncproof_harness::register::Level;
use syncproof_server::Fault;
use syncproof_steps::Suite;

use crate::support::{run, scratch, syncproof};

#[test]
fn every_fault_breaks_a_requirement_that_some_profile_demands() {
    let register = Suite::embedded().unwrap().register;
    let profiles = [Profile::documented(), Profile::twilio()];
    for fault in Fault::all() {
        let requirement = register.get(fault.breaks());
        let requirement = requirement.unwrap_or_else(|| panic!("{fault}: there is no {}", fault.breaks()));
        let demanded = |profile| requirement.level_in(profile).is_some_and(|level| level != Level::May);
        assert!(profiles.iter().any(demanded), "{fault}: {} is demanded nowhere", fault.breaks());
    }
}

#[test]
fn faults_are_listed_with_what_they_break() {
    let ended = run(&["faults"]);
    assert_eq!(ended.code, Some(0));
    let line = ended.stdout.lines().find(|line| line.starts_with("if-match-ignored-by-document "));
    let line = line.unwrap_or_else(|| panic!("no such line:\n{}", ended.stdout));
    assert!(line.ends_with("(concurrency.document.stale)"), "{line}");
}

#[test]
fn a_fault_that_is_caught_is_told_with_its_catchers() {
    let ended = run(&["prove", "--fault", "if-match-ignored-by-document", "--verbose"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("*if-match-document-stale"), "{}", ended.stdout);
    let total = "1 fault in profile documented: 1 caught by a scenario that cites what it breaks\n";
    assert!(ended.stdout.ends_with(total), "{}", ended.stdout);
}

#[test]
fn a_fault_that_survives_fails_the_proof() {
    let ended = run(&["prove", "--fault", "if-match-ignored-by-document", "--only", "streams/"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stdout.contains("SURVIVED  if-match-ignored-by-document: "), "{}", ended.stdout);
    assert!(ended.stdout.contains(", 1 survived\n"), "{}", ended.stdout);
}

#[test]
fn the_whole_suite_can_be_asked_and_reports_be_written() {
    let (_folder, json) = scratch("proof.json");
    let (_other_folder, page) = scratch("proof.md");
    let reports = format!("json={},md={}", json.display(), page.display());
    let args = ["prove", "--whole", "--fault", "index-missing", "--only", "list-items/", "--report", &reports];
    let ended = run(&args);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    let report: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    assert_eq!(report["extent"], "part");
    let fault = &report["faults"][0];
    assert_eq!((&fault["fault"], &fault["breaks"]), (&"index-missing".into(), &"list-item.fields.identity".into()));
    let listed = run(&["list", "--only", "list-items/"]).stdout;
    let all = listed.lines().filter(|line| line.starts_with("list-item")).count() as u64;
    assert_eq!(fault["ran"].as_u64(), Some(all), "{listed}");
    let cites = |scenario: &serde_json::Value| scenario["cites"] == true;
    assert!(fault["scenarios"].as_array().unwrap().iter().any(cites), "{fault}");
    assert!(std::fs::read_to_string(page).unwrap().contains("| index-missing |"));
}

#[test]
fn freedoms_are_listed_with_what_allows_them() {
    let ended = run(&["freedoms"]);
    assert_eq!(ended.code, Some(0));
    let line = ended.stdout.lines().find(|line| line.starts_with("revisions-uuid "));
    let line = line.unwrap_or_else(|| panic!("no such line:\n{}", ended.stdout));
    assert!(line.contains("decision 2"), "{line}");
    assert!(ended.stdout.lines().count() >= 35, "{}", ended.stdout);
}

#[test]
fn a_freedom_passes_every_scenario() {
    let ended = run(&["prove", "--freedom", "revisions-uuid"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(ended.stdout, "1 freedom in profile documented: 0 false alarms\n");
}

#[test]
fn what_cannot_be_proven_is_said() {
    let ended = run(&["prove", "--fault", "if-match-ignored-by-documents"]);
    assert_eq!(ended.code, Some(2));
    let says = "error: 'if-match-ignored-by-documents' matches no fault; did you mean 'if-match-ignored-by-document'? (`syncproof faults` lists them)\n";
    assert_eq!(ended.stderr, says);
    // What the documentation pages leave open is demanded of the live service only.
    let ended = run(&["prove", "--fault", "etag-missing-on-documents"]);
    assert_eq!(ended.code, Some(5));
    assert_eq!(
        ended.stderr,
        "error: in profile documented what these faults break is not demanded, and these freedoms are not left\n"
    );
}

#[test]
#[ignore = "minutes of work for all processors; the gate proves a sample of it"]
fn the_whole_proof_holds_in_both_profiles() {
    for profile in ["documented", "twilio"] {
        let ended = run(&["prove", "--profile", profile]);
        assert_eq!(ended.code, Some(0), "{profile}:\n{}{}", ended.stdout, ended.stderr);
    }
}

#[test]
fn there_are_faults_enough() {
    let names: BTreeSet<&str> = Fault::all().map(Fault::name).collect();
    assert!(names.len() >= 350, "{}", names.len());
}

#[test]
fn a_fault_is_served() {
    let mut serve = syncproof(&["serve", "--fault", "if-match-ignored-by-document"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(serve.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let ended = run(&["run", "--target", url.trim(), "--only", "if-match-document-*"]);
    serve.kill().unwrap();
    serve.wait().unwrap();
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.failed().contains(&"if-match-document-stale"), "{:?}", ended.failed());
}

#[test]
fn a_fault_that_nobody_knows_is_not_served() {
    let ended = run(&["serve", "--fault", "nonsense"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("there is no fault 'nonsense'; `syncproof faults` lists them"), "{}", ended.stderr);
}
