//! The suite against the bundled reference, embedded and served.

use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use syncproof_api::Profile;

use crate::support::{Server, run, scratch, syncproof};

/// How many scenarios each profile runs at least: a guard against silently losing some.
const AT_LEAST: usize = 1700;

fn scenarios(totals: &str) -> usize {
    totals.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or_default()
}

#[test]
fn every_scenario_passes_in_both_profiles() {
    for profile in ["documented", "twilio"] {
        let ended = run(&["--profile", profile, "--level", "should"]);
        assert_eq!(ended.code, Some(0), "{profile}:\n{}{}", ended.stdout, ended.stderr);
        let count = scenarios(ended.totals());
        assert!(count >= AT_LEAST, "{profile}: {count}");
        assert!(ended.totals().contains(&format!("{count} scenarios: {count} passed")), "{}", ended.totals());
        assert_eq!(ended.stderr, "", "quiet where nobody watches");
    }
}

#[test]
fn a_profile_of_ones_own_decides() {
    let (_folder, file) = scratch("ours.toml");
    // Our reference sends what our profile says, and the suite expects it: still all is well.
    let text = "name = 'ours'\nextends = 'documented'\n[limits]\nname_length = 320\n[conditions.key-taken]\nstatus = [409]\ncodes = [77]\nsends = { status = 409, code = 77 }\n";
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let ended = run(&["--profile", file, "--only", "map-items/"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    // The same suite against a reference that follows the pages sees another code.
    let server = Server::start(Profile::documented(), |app| app);
    let ended = run(&["--profile", file, "--only", "map-items/", "--target", &server.url]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stdout.contains("status 409, code 77 (the Map has an item under that key)"), "{}", ended.stdout);
}

#[test]
fn a_served_reference_gets_the_same_verdicts_and_is_left_clean() {
    let mut serve = syncproof(&["serve"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(serve.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let url = url.trim();
    let ended = run(&["run", "--target", url, "--level", "should"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(scenarios(ended.totals()) >= AT_LEAST, "{}", ended.totals());
    assert!(!ended.stdout.contains("left behind"), "{}", ended.stdout);
    let status = std::process::Command::new("kill").args(["-TERM", &serve.id().to_string()]).status().unwrap();
    assert!(status.success());
    assert_eq!(serve.wait().unwrap().code(), Some(0), "serve ends cleanly on SIGTERM");
}

#[test]
fn a_shared_service_is_used_and_what_cannot_run_there_is_said() {
    let (server, service) = server_with_a_service();
    let tags = ["--tags", "not @waits"];
    let ended = run(&["run", "--target", &server.url, "--service", &service, tags[0], tags[1]]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.totals().contains(" disabled"), "{}", ended.totals());
    assert!(ended.stdout.contains("it needs a Service of its own"), "{}", ended.stdout);
    // Twice in a row: the first run has left nothing that disturbs the second.
    let again = run(&["run", "--target", &server.url, "--service", &service, tags[0], tags[1]]);
    assert_eq!(again.code, Some(0), "{}{}", again.stdout, again.stderr);
}

/// A Service that already holds things, as a shared one would.
fn server_with_a_service() -> (Server, String) {
    let server = Server::start(Profile::documented(), |app| app);
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    for number in 0..120 {
        server.post(&format!("/Services/{service}/Documents"), &format!("UniqueName=n{number:04}"));
        server.post(&format!("/Services/{service}/Maps"), &format!("UniqueName=n{number:04}"));
    }
    (server, service)
}

#[test]
fn junit_holds_every_scenario() {
    let (_folder, file) = scratch("junit.xml");
    let ended = run(&["--only", "documents/", "--report", &format!("junit={}", file.display())]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    let xml = std::fs::read_to_string(&file).unwrap();
    assert_eq!(xml.matches("<testcase ").count(), scenarios(ended.totals()));
    assert!(xml.contains("classname=\"syncproof.documents\""), "{xml}");
}

#[test]
fn the_list_names_ids_levels_titles_and_requirements() {
    let ended = run(&["list", "--only", "document-fetch-*"]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.stdout.contains("(must)  "), "{}", ended.stdout);
    assert!(ended.stdout.lines().any(|line| line.starts_with("    document.")), "{}", ended.stdout);
}
