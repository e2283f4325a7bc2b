//! Answers that are all but right, each wrong in one way: the target deviates (1) or does not answer (3), and the suite is never at
//! fault itself (70).

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use axum::{
    body::{Body, Bytes},
    http::{Method, StatusCode, header},
    response::Response,
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use syncproof_api::Profile;

use super::run_against;
use crate::support::{Server, in_front, pass};

/// One way to be wrong.
#[derive(Debug, Clone)]
enum Mangling {
    /// A field of the body is left out.
    Dropped(&'static str),
    /// A field of the body has another value.
    Replaced(&'static str, Value),
    /// The body is another one.
    Body(&'static str),
    /// The status is another one.
    Status(u16),
    /// There are no headers but what HTTP needs.
    NoHeaders,
}

/// Every field of every representation and page.
const FIELDS: [&str; 23] = [
    "sid",
    "unique_name",
    "friendly_name",
    "revision",
    "data",
    "date_created",
    "date_updated",
    "date_expires",
    "url",
    "links",
    "created_by",
    "account_sid",
    "service_sid",
    "document_sid",
    "list_sid",
    "map_sid",
    "index",
    "key",
    "identity",
    "read",
    "meta",
    "items",
    "documents",
];

/// Values that belong nowhere.
fn values() -> [Value; 7] {
    [
        Value::Null,
        json!(u64::MAX),
        json!(-1.5e300),
        json!("../..\u{1b}[2J\u{0}"),
        json!([[]]),
        json!({ "n": i64::MAX }),
        json!("9999-12-31T23:59:59Z"),
    ]
}

/// Each field left out.
fn without_a_field() -> Vec<Mangling> {
    FIELDS.map(Mangling::Dropped).to_vec()
}

/// Each field with each of the values that belong nowhere.
fn with_another_value() -> Vec<Mangling> {
    let replaced = |field| values().map(|value| Mangling::Replaced(field, value));
    FIELDS.into_iter().flat_map(replaced).collect()
}

/// Other bodies, statuses and headers.
fn with_another_frame() -> Vec<Mangling> {
    let bodies = ["", "null", "[]", "{}", "0", "\"\"", "{\"sid\":", "\u{0}"].map(Mangling::Body);
    let statuses = [200, 201, 202, 204, 206, 299, 304, 400, 404, 409, 412, 418].map(Mangling::Status);
    bodies.into_iter().chain(statuses).chain([Mangling::NoHeaders]).collect()
}

impl Mangling {
    async fn of(&self, answer: Response) -> Response {
        let (mut parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let bytes = match self {
            Self::Dropped(field) => changed(&bytes, |object| object.remove(*field).is_some()),
            Self::Replaced(field, value) => {
                changed(&bytes, |object| object.get_mut(*field).map(|old| *old = value.clone()).is_some())
            }
            Self::Body(body) => Bytes::from_static(body.as_bytes()),
            Self::Status(status) => {
                parts.status = StatusCode::from_u16(*status).unwrap();
                bytes
            }
            Self::NoHeaders => {
                parts.headers.clear();
                bytes
            }
        };
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(bytes))
    }
}

/// The same body with each object in it changed: the one on top, and those in it.
fn changed(body: &Bytes, change: impl Fn(&mut serde_json::Map<String, Value>) -> bool) -> Bytes {
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else { return body.clone() };
    each_object(&mut value, &change);
    Bytes::from(value.to_string())
}

fn each_object(value: &mut Value, change: &impl Fn(&mut serde_json::Map<String, Value>) -> bool) {
    match value {
        Value::Object(object) => {
            let deeper = if change(object) { None } else { Some(object) };
            deeper.into_iter().flat_map(|object| object.values_mut()).for_each(|value| each_object(value, change));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| each_object(value, change)),
        _ => {}
    }
}

/// The reference, with the answers that `choose` picks mangled: by their number, from 0. The Service of the run is spared, and what is
/// deleted is deleted.
fn mangling(choose: impl Fn(usize) -> Option<Mangling> + Clone + Send + Sync + 'static) -> Server {
    let answers = Arc::new(AtomicUsize::new(0));
    let first = Arc::new(AtomicBool::new(true));
    Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let (answers, first, choose) = (Arc::clone(&answers), Arc::clone(&first), choose.clone());
            async move {
                let makes_a_service = request.method() == Method::POST && request.uri().path() == "/v1/Services";
                let spared =
                    request.method() == Method::DELETE || (makes_a_service && first.swap(false, Ordering::Relaxed));
                let answer = pass(request, inner).await;
                if spared || !answer.status().is_success() {
                    return answer;
                }
                match choose(answers.fetch_add(1, Ordering::Relaxed)) {
                    Some(mangling) => mangling.of(answer).await,
                    None => answer,
                }
            }
        })
    })
}

/// Scenarios of every kind of object get answers of which every third is wrong, in all of these ways in turn: often enough to go wrong
/// everywhere, seldom enough that scenarios come past their set-up.
fn is_the_targets_fault(manglings: Vec<Mangling>) {
    let server = mangling(move |number| {
        (number % EVERY == EVERY - 1).then(|| manglings[number / EVERY % manglings.len()].clone())
    });
    let areas = ["documents/", "lists/", "maps/", "streams/", "list-items/", "patterns/", "concurrency/"];
    let ended = run_against(&server.url, &areas.map(|area| ["--only", area]).concat());
    let shown = || format!("{:?}\n{}{}", ended.code, ended.stdout, ended.stderr);
    let blamed = ended.stdout.find("mistake in the scenario");
    let around = blamed.map(|at| ended.stdout.get(at.saturating_sub(800)..).unwrap_or(&ended.stdout[at..]));
    assert!(blamed.is_none(), "the suite blames itself:\n{}", around.unwrap_or_default());
    assert!(matches!(ended.code, Some(1 | 3)), "{}", shown());
    assert!(!ended.totals().contains(" 0 passed") && ended.failed().len() > 20, "{}", shown());
}

/// One answer in so many is mangled.
const EVERY: usize = 3;

#[test]
fn an_answer_without_a_field_is_the_targets_fault() {
    is_the_targets_fault(without_a_field());
}

#[test]
fn an_answer_with_a_strange_value_is_the_targets_fault() {
    is_the_targets_fault(with_another_value());
}

#[test]
fn an_answer_with_another_body_status_or_no_headers_is_the_targets_fault() {
    is_the_targets_fault(with_another_frame());
}
