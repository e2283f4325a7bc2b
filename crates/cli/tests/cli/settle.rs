//! Listings that come late raise no alarm and are shown; listings that are wrong are found all the same, and soon.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use syncproof_api::Profile;

use crate::support::{Ended, Server, change_body, in_front, pass, run, scratch};

/// How late the listings of the late server are.
const LAG: Duration = Duration::from_millis(400);

/// The suite against a server; scenarios that would wait for real are left out.
fn suite(server: &Server, more: &[&str]) -> Ended {
    run(&[&["run", "--target", &server.url, "--tags", "not @waits"], more].concat())
}

/// The line of the summary that begins so.
fn note<'a>(ended: &'a Ended, start: &str) -> Option<&'a str> {
    ended.stdout.lines().find(|line| line.starts_with(start))
}

/// What was in each collection after each write to it, and when.
#[derive(Clone, Default)]
struct History(Arc<Mutex<HashMap<String, Vec<Snapshot>>>>);

type Snapshot = (Instant, Vec<Value>);

impl History {
    fn note(&self, collection: String, entries: Vec<Value>) {
        let mut history = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        history.entry(collection).or_default().push((Instant::now(), entries));
    }

    /// What was in a collection before now, if that was something else.
    fn earlier(&self, collection: &str) -> Option<Vec<Value>> {
        let history = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let snapshots = history.get(collection)?;
        let old = snapshots.partition_point(|(at, _)| at.elapsed() > LAG);
        let (_, entries) = match old.checked_sub(1) {
            _ if old == snapshots.len() => return None,
            Some(last) => snapshots.get(last)?,
            None => return Some(Vec::new()),
        };
        Some(entries.clone())
    }
}

/// The collection that a path below the base URL is about, if it is one in a Service: itself, or where it is.
fn collection(path: &str) -> Option<&str> {
    let segments = path.trim_start_matches("/v1/").split('/').count();
    let path = if segments.is_multiple_of(2) { path.rsplit_once('/')?.0 } else { path };
    (segments > 2).then_some(path)
}

/// The array of a page.
fn entries(page: &mut Value) -> Option<&mut Vec<Value>> {
    page.as_object_mut()?.values_mut().find_map(Value::as_array_mut)
}

async fn listing(collection: &str, headers: HeaderMap, inner: Router) -> Vec<Value> {
    let mut request = Request::get(format!("{collection}?PageSize=100")).body(Body::empty()).unwrap();
    *request.headers_mut() = headers;
    request.headers_mut().remove("content-length");
    let body = pass(request, inner).await.into_body().collect().await.unwrap().to_bytes();
    let mut page = serde_json::from_slice(&body).unwrap_or_default();
    entries(&mut page).cloned().unwrap_or_default()
}

/// Answers as the reference does, but shows what is in a collection as it was some time ago.
async fn late(request: Request, inner: Router, history: History) -> Response {
    let (method, path, headers) =
        (request.method().clone(), request.uri().path().to_owned(), request.headers().clone());
    let response = pass(request, inner.clone()).await;
    let Some(collection) = collection(&path) else { return response };
    if method != Method::GET {
        history.note(collection.to_owned(), listing(collection, headers, inner).await);
        return response;
    }
    match history.earlier(&path) {
        Some(earlier) if response.status() == StatusCode::OK => change_body(response, |page| show(page, earlier)).await,
        _ => response,
    }
}

/// Makes a page of these entries.
fn show(page: &mut Value, mut earlier: Vec<Value>) {
    let size = page.pointer("/meta/page_size").and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
    let size = size.unwrap_or(50);
    if earlier.len() <= size
        && let Some(next) = page.pointer_mut("/meta/next_page_url")
    {
        *next = Value::Null;
    }
    earlier.truncate(size);
    if let Some(entries) = entries(page) {
        *entries = earlier;
    }
}

fn late_server() -> Server {
    let history = History::default();
    Server::start(Profile::documented(), |app| {
        in_front(app, move |request, inner| late(request, inner, history.clone()))
    })
}

/// Turns the order of Map Items round.
async fn reversed(path: &str, response: Response) -> Response {
    if !path.contains("/Maps/") || !path.ends_with("/Items") || response.status() != StatusCode::OK {
        return response;
    }
    change_body(response, |page| entries(page).unwrap().reverse()).await
}

#[test]
fn late_listings_pass_and_are_shown() {
    let server = late_server();
    let (_folder, file) = scratch("junit.xml");
    let report = format!("junit={}", file.display());
    let areas = ["documents/", "maps/", "pagination/", "concurrency/"].map(|area| ["--only", area]);
    let ended = suite(&server, &[areas.as_flattened(), &["--level", "should", "-v", "--report", &report]].concat());
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}{}", ended.stdout, ended.stderr);
    let late = note(&ended, "late listings: ").unwrap_or_else(|| panic!("{}", ended.stdout));
    assert!(late.contains(" scenarios saw what was written only after up to ") && late.ends_with(", …"), "{late}");
    assert!(ended.stderr.contains(" requests, late listings\n"), "{}", ended.stderr);
    let xml = std::fs::read_to_string(file).unwrap();
    assert!(xml.contains(r#"<property name="late-listings" value=""#), "{xml}");
}

#[test]
fn without_time_to_settle_late_listings_are_wrong() {
    let server = late_server();
    let ended = suite(&server, &["--only", "maps/", "--only", "map-items/", "--settle", "0"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.failed().len() > 10, "{:?}", ended.failed());
    assert_eq!(
        (note(&ended, "late listings"), note(&ended, "listings stayed wrong")),
        (None, None),
        "{}",
        ended.stdout
    );
}

#[test]
fn wrong_listings_are_found_and_not_waited_for_for_ever() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let (is_get, path) = (request.method() == Method::GET, request.uri().path().to_owned());
            let response = pass(request, inner).await;
            if is_get { reversed(&path, response).await } else { response }
        })
    });
    let ended = suite(&server, &["--only", "map-items/", "--only", "pagination/", "--jobs", "1", "--settle", "300ms"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.failed().iter().any(|id| id.starts_with("map-item-order")), "{:?}", ended.failed());
    let waited = ended.stdout.lines().filter(|line| line.ends_with(", asked for again for 0.3 s")).count();
    assert_eq!(waited, 5, "{}", ended.stdout);
    let note = note(&ended, "listings stayed wrong for 0.3 s in 5 scenarios").unwrap_or_default();
    assert!(note.ends_with("give it more with --settle"), "{}", ended.stdout);
}

#[test]
fn a_late_target_is_waited_for_though_it_is_wrong_as_well() {
    let history = History::default();
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, move |request: Request, inner| {
            let history = history.clone();
            async move {
                let (is_get, path) = (request.method() == Method::GET, request.uri().path().to_owned());
                let response = late(request, inner, history).await;
                if is_get { reversed(&path, response).await } else { response }
            }
        })
    });
    let ended = suite(&server, &["--only", "map-items/", "--only", "documents/", "--only", "lists/", "--settle", "1"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.failed().iter().all(|id| id.starts_with("map-item")), "{:?}", ended.failed());
    assert!(note(&ended, "late listings: ").is_some(), "{}", ended.stdout);
    assert_eq!(note(&ended, "listings stayed wrong"), None, "{}", ended.stdout);
}
