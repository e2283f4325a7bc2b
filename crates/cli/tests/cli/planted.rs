//! Faults in front of the reference are found by the right scenarios, with a message that says what is wrong.

use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use syncproof_api::Profile;

use crate::support::{Ended, Server, change_body, in_front, pass, run};

/// The suite against a server; scenarios that would wait for real are left out.
fn suite(server: &Server, more: &[&str]) -> Ended {
    run(&[&["run", "--target", &server.url, "--tags", "not @waits"], more].concat())
}

#[test]
fn the_unharmed_reference_passes() {
    let server = Server::start(Profile::documented(), |app| in_front(app, pass));
    let ended = suite(&server, &[]);
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}", ended.stdout);
}

#[test]
fn a_wrong_status_is_found() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request, inner| {
            let creates_a_document = request.method() == Method::POST && request.uri().path().ends_with("/Documents");
            let mut response = pass(request, inner).await;
            if creates_a_document && response.status() == StatusCode::CREATED {
                *response.status_mut() = StatusCode::OK;
            }
            response
        })
    });
    let ended = suite(&server, &["--only", "documents/", "--only", "map-items/"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.failed().iter().all(|id| id.starts_with("document")), "{:?}", ended.failed());
    let failure = ended.failure("document-create-bare");
    for says in [
        "requirement  document.create",
        "documents/create.feature:",
        "Then it is created",
        "expected     status 201",
        "actual       status 200",
        "curl -sS -i -X POST 'http://127.0.0.1:",
    ] {
        assert!(failure.contains(says), "no '{says}' in:\n{failure}");
    }
    assert!(!ended.stdout.contains("syncproof-loopback-token"), "the token is shown");
}

#[test]
fn a_wrong_order_is_found() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request, inner| {
            let lists_items = request.method() == Method::GET && request.uri().path().ends_with("/Items");
            let response = pass(request, inner).await;
            if !lists_items || response.status() != StatusCode::OK {
                return response;
            }
            change_body(response, |page| {
                if let Some(Value::Array(items)) = page.get_mut("items") {
                    items.reverse();
                }
            })
            .await
        })
    });
    let ended = suite(&server, &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    let failed = ended.failed();
    assert!(failed.iter().any(|id| id.starts_with("map-item-order")), "{failed:?}");
    assert!(failed.iter().all(|id| !id.starts_with("document-")), "{failed:?}");
}

#[test]
fn an_ignored_if_match_is_found() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |mut request, inner| {
            request.headers_mut().remove("if-match");
            pass(request, inner).await
        })
    });
    // Races fail too, at steps of their own.
    let ended = run(&["run", "--target", &server.url, "--tags", "not @waits and not @race"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    let failed = ended.failed();
    assert!(failed.len() >= 6, "{failed:?}");
    assert!(ended.stdout.contains("expected     status 412"), "{}", ended.stdout);
    assert!(ended.stdout.contains("If-Match is not the Document's current revision"), "{}", ended.stdout);
    assert!(ended.stdout.contains("If-Match is not the Map Item's current revision"), "{}", ended.stdout);
    // Nothing else is wrong with such a server, and nothing else is said.
    let steps = ended.stdout.lines().filter(|line| line.starts_with("  at ")).collect::<Vec<_>>();
    assert!(steps.iter().all(|line| line.ends_with("-revision-stale")), "{steps:#?}");
}

#[test]
fn an_expiry_that_new_data_clears_is_found() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request, inner| {
            let (mut parts, body) = request.into_parts();
            let form = body.collect().await.unwrap().to_bytes();
            let mut form = String::from_utf8_lossy(&form).into_owned();
            let updates_an_object = parts.method == Method::POST && parts.uri.path().split('/').count() % 2 == 0;
            if updates_an_object && form.contains("Data=") && !form.contains("Ttl=") {
                form.push_str("&Ttl=0");
            }
            parts.headers.remove("content-length");
            pass(Request::from_parts(parts, Body::from(form)), inner).await
        })
    });
    let ended = suite(&server, &["--only", "ttl/"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    let failed = ended.failed();
    assert!(failed.contains(&"ttl-document-data-keeps") && failed.contains(&"ttl-item-data-keeps"), "{failed:?}");
}
