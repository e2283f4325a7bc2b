//! How a target is spoken to, and that it does not lead us elsewhere.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use serde_json::json;
use syncproof_api::Profile;

use crate::support::{Server, change_body, in_front, pass, run, scratch};

#[test]
fn a_file_without_a_certificate_is_exit_2_and_says_so() {
    let (_folder, file) = scratch("ca.pem");
    std::fs::write(&file, "no certificate").unwrap();
    let file = file.to_str().unwrap();
    let ended = run(&["--ca", file, "--only", "document-create-bare"]);
    let says = format!("error: --ca {file}: there is no certificate in it; it must be PEM");
    assert!(ended.code == Some(2) && ended.stderr.starts_with(&says), "{:?} {}", ended.code, ended.stderr);
    let ended = run(&["--ca", "no-such-file", "--only", "document-create-bare"]);
    assert!(ended.code == Some(2) && ended.stderr.starts_with("error: --ca no-such-file: "), "{}", ended.stderr);
}

#[test]
fn that_certificates_are_not_checked_is_said_at_the_start_in_the_summary_and_in_the_report() {
    let (_folder, file) = scratch("junit.xml");
    let report = format!("junit={}", file.to_str().unwrap());
    let ended = run(&["--insecure", "--only", "document-create-bare", "--report", &report]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.starts_with("warning: --insecure: certificates are not checked"), "{}", ended.stderr);
    assert!(ended.stdout.contains("\n--insecure: certificates are not checked"), "{}", ended.stdout);
    let xml = std::fs::read_to_string(&file).unwrap();
    assert!(xml.contains(r#"<property name="note" value="--insecure: certificates are not checked"#), "{xml}");
}

#[test]
fn every_version_of_http_will_do() {
    for version in ["auto", "1.1", "2"] {
        let ended = run(&["--http", version, "--only", "document-create-*"]);
        assert_eq!(ended.code, Some(0), "{version}: {}", ended.stdout);
    }
}

#[test]
fn a_page_that_leads_out_of_the_api_is_a_deviation_and_is_not_visited() {
    let visited = Arc::new(Mutex::new(Vec::new()));
    let visits = Arc::clone(&visited);
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, move |request, inner| {
            visits.lock().unwrap().push(request.uri().path().to_owned());
            async move {
                let lists = request.method() == "GET" && request.uri().path().ends_with("/Documents");
                let response = pass(request, inner).await;
                if !lists || response.status() != StatusCode::OK {
                    return response;
                }
                let elsewhere = json!("http://127.0.0.1/v1/Services/../../admin");
                change_body(response, |page| page["meta"]["next_page_url"] = elsewhere).await
            }
        })
    });
    let ended = run(&["run", "--target", &server.url, "--only", "page-size-default-documents"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(ended.stdout.contains("  expected     an absolute URL of the API, without '.' or '..' in its path\n"));
    assert!(ended.stdout.contains("  actual       http://127.0.0.1/v1/Services/../../admin\n"));
    let visited = visited.lock().unwrap();
    assert!(visited.iter().all(|path| path.starts_with("/v1/Services")), "{visited:?}");
}
