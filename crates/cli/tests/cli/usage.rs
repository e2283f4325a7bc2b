//! What it says and how it ends when something outside the suite is not right.

use std::net::TcpListener;

use crate::support::{Server, run, scratch, syncproof};

#[test]
fn a_closed_port_is_one_sentence_and_exit_3() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ended = run(&["run", "--target", &format!("http://127.0.0.1:{port}")]);
    assert_eq!(ended.code, Some(3));
    assert_eq!(ended.stdout, "");
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    assert!(ended.stderr.starts_with(&format!("error: cannot connect to http://127.0.0.1:{port}")), "{}", ended.stderr);
}

#[test]
fn what_is_no_sync_api_is_exit_3_and_says_so() {
    let server = Server::start(syncproof_api::Profile::documented(), |_| axum::Router::new());
    let ended = run(&["run", "--target", &server.url]);
    assert_eq!(ended.code, Some(3));
    assert!(ended.stderr.contains("does not create a Service to work in (status 404)"), "{}", ended.stderr);
}

#[test]
fn refused_credentials_are_exit_3_and_are_not_shown() {
    let server = Server::start(syncproof_api::Profile::documented(), |app| app);
    let output = syncproof(&["run", "--target", &server.url])
        .env("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001")
        .env("TWILIO_AUTH_TOKEN", "hush-hush-hush")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("refuses the credentials (status 401)"), "{stderr}");
    assert!(!stderr.contains("hush"), "{stderr}");
}

#[test]
fn a_service_that_is_not_there_is_exit_3() {
    let server = Server::start(syncproof_api::Profile::documented(), |app| app);
    let ended = run(&["run", "--target", &server.url, "--service", "IS00000000000000000000000000000001"]);
    assert_eq!(ended.code, Some(3));
    assert!(ended.stderr.contains("there is no Service IS00000000000000000000000000000001"), "{}", ended.stderr);
}

#[test]
fn nothing_selected_is_exit_5() {
    for args in [&["--tags", "@nosuch"][..], &["--only", "nosuch"], &["list", "--tags", "@nosuch"]] {
        let ended = run(args);
        assert_eq!(ended.code, Some(5), "{args:?}: {}", ended.stderr);
        assert_eq!(ended.stdout, "");
    }
}

#[test]
fn a_pattern_that_matches_nothing_is_an_error_even_beside_one_that_does() {
    let ended = run(&["--only", "document-*", "--only", "document-create-bear"]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("'document-create-bear' matches no scenario; did you mean 'document-create-bare'"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_run_that_does_not_come_to_its_scenarios_is_reported_as_such() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (_folder, file) = scratch("junit.xml");
    std::fs::write(&file, "an older report").unwrap();
    let report = format!("junit={}", file.display());
    let ended = run(&["run", "--target", &format!("http://127.0.0.1:{port}"), "--report", &report]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    let xml = std::fs::read_to_string(&file).unwrap();
    assert!(xml.contains(r#"errors="1""#) && xml.contains("cannot connect to http://127.0.0.1:"), "{xml}");
    // A mistake on the command line is no outcome, and takes no report away.
    std::fs::write(&file, "an older report").unwrap();
    assert_eq!(run(&["run", "--service", "IS1", "--report", &report]).code, Some(2));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "an older report");
}

#[test]
fn usage_errors_are_exit_2() {
    let cases: [(&[&str], &str); 12] = [
        (&["--rate", "5"], "--rate is for a target, and none is named"),
        (&["--credentials", "/nosuch"], "--credentials is for a target, and none is named"),
        (&["--port", "80"], "--command <COMMAND>"),
        (&["sweep", "--ledger", "/no/such/folder"], "there is no such folder"),
        (&["--nosuch"], "--nosuch"),
        (&["nosuch"], "nosuch"),
        (&["--tags", "@a and"], "is no tag expression"),
        (&["--profile", "twillio"], "'twillio' is neither a bundled profile (documented, twilio) nor a file"),
        (&["--target", "localhost:1"], "is not a base url"),
        (&["--target", "https://sync.twilio.com/v1"], "TWILIO_ACCOUNT_SID"),
        (&["--report", "yaml=x"], "junit=FILE"),
        (&["--report", "junit=/nosuch/folder/x.xml"], "/nosuch/folder/x.xml"),
    ];
    for (args, says) in cases {
        let ended = run(args);
        assert_eq!(ended.code, Some(2), "{args:?}: {}", ended.stderr);
        assert!(ended.stderr.contains(says), "{args:?}: {}", ended.stderr);
    }
}

#[test]
fn a_faulty_profile_file_is_exit_2_and_names_the_mistake() {
    let (_folder, file) = scratch("ours.toml");
    std::fs::write(&file, "name = 'ours'\nextends = 'documented'\n[conditions.key-takn]\nstatus = [409]\ncodes = 'any'\nsends = { status = 409, code = 1 }\n").unwrap();
    let ended = run(&["--profile", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("'key-takn' is not the name of a condition"), "{}", ended.stderr);
}
