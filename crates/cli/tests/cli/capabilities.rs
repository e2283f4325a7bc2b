//! What a target lacks as a whole: said once, and with nothing else failing. That the latter holds shows that what scenarios need is
//! read from them completely.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use syncproof_api::Profile;

use crate::support::{Ended, Server, in_front, pass, run, scratch};

/// All scenarios but those that would wait for real.
fn suite(server: &Server, more: &[&str]) -> Ended {
    run(&[&["run", "--target", &server.url, "--level", "should", "--tags", "not @waits"], more].concat())
}

/// The reference without these segments of paths, and without links that lead there.
pub(crate) fn lacking(segments: &'static [&'static str]) -> Server {
    Server::start(Profile::documented(), move |app| {
        in_front(app, async move |request: Request, inner| {
            if request.uri().path().split('/').any(|segment| segments.contains(&segment)) {
                return not_found();
            }
            let (mut parts, body) = pass(request, inner).await.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) else {
                return Response::from_parts(parts, Body::from(bytes));
            };
            unlink(&mut value, segments);
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(value.to_string()))
        })
    })
}

/// As an implementation answers where it has no route.
fn not_found() -> Response {
    let body =
        "{\"code\": 20404, \"message\": \"no such route\", \"more_info\": \"https://example.com\", \"status\": 404}";
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Takes the links to these out, of an object or of those in a page.
fn unlink(value: &mut Value, segments: &[&str]) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|entry| unlink(entry, segments)),
        Value::Object(fields) => {
            if let Some(Value::Object(links)) = fields.get_mut("links") {
                links.retain(|name, _| !segments.iter().any(|segment| segment.eq_ignore_ascii_case(name)));
            }
            fields.iter_mut().filter(|(name, _)| *name != "data").for_each(|(_, field)| unlink(field, segments));
        }
        _ => {}
    }
}

/// Leaves `capability` out against a server that lacks it: all the rest passes.
fn leave_out(server: &Server, capability: &str, at_least: usize) {
    let ended = suite(server, &["--without", capability]);
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}{}", ended.stdout, ended.stderr);
    let line = format!("× --without {capability}");
    let left_out = ended.stdout.lines().find(|l| l.ends_with(&line)).unwrap_or_else(|| panic!("{}", ended.stdout));
    let count: usize = left_out.split(' ').nth(1).unwrap().parse().unwrap();
    assert!(count >= at_least, "{left_out}");
}

/// Demands it all the same: one finding, blocked scenarios, and nothing else.
fn demand(server: &Server, capability: &str, what: &str) {
    let ended = suite(server, &[]);
    assert_eq!((ended.code, ended.failed()), (Some(1), vec!["target"]), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.starts_with(&format!("FAIL target  the target has no {what}: ")), "{}", ended.stdout);
    assert!(ended.stdout.contains(&format!("--without {capability} leaves their scenarios out")), "{}", ended.stdout);
    assert!(ended.totals().contains(" blocked"), "{}", ended.totals());
}

#[test]
fn a_target_without_streams_is_tested_for_the_rest() {
    let server = lacking(&["Streams"]);
    leave_out(&server, "streams", 370);
    // Lists that scenarios call "messages" are Lists all the same.
    let lists = suite(&server, &["--without", "streams", "--only", "lists/"]);
    assert!(lists.totals().starts_with("46 scenarios: 46 passed"), "{}", lists.totals());
    demand(&server, "streams", "Streams and Stream Messages");
}

#[test]
fn a_target_without_permissions_is_tested_for_the_rest() {
    let server = lacking(&["Permissions"]);
    leave_out(&server, "permissions", 310);
    demand(&server, "permissions", "Permissions of Documents, Lists and Maps");
}

#[test]
fn a_target_without_lists_is_tested_for_the_rest() {
    let server = lacking(&["Lists"]);
    leave_out(&server, "lists", 700);
    demand(&server, "lists", "Lists and List Items");
}

#[test]
fn a_target_without_maps_is_tested_for_the_rest() {
    let server = lacking(&["Maps"]);
    leave_out(&server, "maps", 690);
    demand(&server, "maps", "Maps and Map Items");
}

#[test]
fn a_target_without_documents_is_tested_for_the_rest() {
    let server = lacking(&["Documents"]);
    leave_out(&server, "documents", 480);
    demand(&server, "documents", "Documents");
}

#[test]
fn a_target_that_knows_no_times_to_live_is_tested_for_the_rest() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let (mut parts, body) = request.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            let Ok(form) = String::from_utf8(bytes.to_vec()) else {
                return pass(Request::from_parts(parts, Body::from(bytes)), inner).await;
            };
            let ttl = |pair: &&str| ["Ttl=", "ItemTtl=", "CollectionTtl="].iter().any(|name| pair.starts_with(name));
            let form: Vec<&str> = form.split('&').filter(|pair| !ttl(pair)).collect();
            parts.headers.remove(header::CONTENT_LENGTH);
            pass(Request::from_parts(parts, Body::from(form.join("&"))), inner).await
        })
    });
    leave_out(&server, "ttl", 280);
}

#[test]
fn a_target_that_ignores_if_match_is_tested_for_the_rest() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |mut request: Request, inner| {
            request.headers_mut().remove(header::IF_MATCH);
            pass(request, inner).await
        })
    });
    leave_out(&server, "if-match", 65);
}

/// The reference with one Service, which neither creates nor deletes any.
fn one_service() -> (Server, String) {
    static CREATED: AtomicBool = AtomicBool::new(false);
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let path = request.uri().path().trim_start_matches("/v1/").to_owned();
            let of_services = !path.trim_start_matches("Services/").contains('/');
            let creates =
                request.method() == Method::POST && path == "Services" && CREATED.swap(true, Ordering::SeqCst);
            if creates || (of_services && request.method() == Method::DELETE) {
                return StatusCode::METHOD_NOT_ALLOWED.into_response();
            }
            pass(request, inner).await
        })
    });
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    (server, service)
}

#[test]
fn a_target_that_creates_no_services_needs_one_to_work_in() {
    let (server, service) = one_service();
    let ended = suite(&server, &["--without", "services"]);
    assert_eq!(ended.code, Some(2), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stderr.contains("needs one to work in: name it with --service"), "{}", ended.stderr);
    let ended = suite(&server, &["--without", "services", "--service", &service]);
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn a_profile_that_lacks_something_leaves_its_scenarios_unsupported() {
    let server = lacking(&["Streams"]);
    let (_folder, file) = scratch("ours.toml");
    let profile = "name = 'ours'\nextends = 'documented'\n[capabilities]\nstreams = false\nmaps = true\n";
    std::fs::write(&file, profile).unwrap();
    let of_profile = ["--profile", file.to_str().unwrap(), "--only", "streams/", "--only", "maps/"];
    let ended = suite(&server, &of_profile);
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}{}", ended.stdout, ended.stderr);
    let says = "× the profile says that the target has no Streams and Stream Messages";
    assert!(ended.stdout.contains(says), "{}", ended.stdout);
    assert!(ended.totals().contains(" unsupported"), "{}", ended.totals());
    // What it declares and the target lacks is a finding that says so.
    let ended = suite(&lacking(&["Streams", "Maps"]), &of_profile);
    assert_eq!((ended.code, ended.failed()), (Some(1), vec!["target"]), "{}{}", ended.stdout, ended.stderr);
    let says =
        "FAIL target  Maps and Map Items are declared by the profile, but the target has none: POST /Services/IS";
    assert!(ended.stdout.starts_with(says), "{}", ended.stdout);
}

#[test]
fn what_breaks_is_no_lack() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let creates = request.method() == Method::POST && request.uri().path().ends_with("/Streams");
            if creates { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { pass(request, inner).await }
        })
    });
    let ended = suite(&server, &["--only", "streams/", "--only", "maps/create.feature"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(ended.failed().len() > 5 && !ended.failed().contains(&"target"), "{:?}", ended.failed());
}

#[test]
fn an_unknown_capability_is_a_usage_error() {
    let ended = run(&["--without", "streams,stream"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("'stream' is not the name of a capability"), "{}", ended.stderr);
}
