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
    "sid", "unique_name", "friendly_name", "revision", "data", "date_created", "date_updated", "date_expires", "url", "links", "created_by",
    "account_sid", "service_sid", "document_sid", "list_sid", "map_sid", "index", "key", "identity", "read", "meta", "items", "documents",
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

fn manglings() -> Vec<Mangling> {
    let fields = FIELDS.into_iter().flat_map(|field| {
        let replaced = values().map(|value| Mangling::Replaced(field, value));
        std::iter::once(Mangling::Dropped(field)).chain(replaced)
    });
    let bodies = ["", "null", "[]", "{}", "0", "\"\"", "{\"sid\":", "\u{0}"].map(Mangling::Body);
    let statuses = [200, 201, 202, 204, 206, 299, 304, 400, 404, 409, 412, 418].map(Mangling::Status);
    fields.chain(bodies).chain(statuses).chain([Mangling::NoHeaders]).collect()
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
            if !change(object) {
                object.values_mut().for_each(|value| each_object(value, change));
            }
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
                let makes_a_service = request.uri().path() == "/v1/Services";
                let spared = request.method() == Method::DELETE
                    || (makes_a_service && first.swap(false, Ordering::Relaxed));
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

fn is_the_targets_fault(what: &str, server: &Server, args: &[&str]) {
    let ended = run_against(&server.url, args);
    let blamed = ended.stdout.find("mistake in the scenario");
    let around = blamed.map(|at| &ended.stdout[at.saturating_sub(1500)..ended.stdout.len().min(at + 300)]);
    println!("{what} {:?} {}", ended.code, ended.totals());
    assert!(blamed.is_none(), "{what}: {}", around.unwrap_or_default());
    assert!(matches!(ended.code, Some(1 | 3)), "{what}: {:?}\n{}\n{}", ended.code, ended.stdout, ended.stderr);
}

#[test]
fn one_answer_in_a_few_is_wrong() {
    let all = manglings();
    for every in [2, 3, 5, 10, 20] {
        let all = all.clone();
        let server = mangling(move |number| {
            (number % every == every - 1).then(|| all[number / every % all.len()].clone())
        });
        let started = std::time::Instant::now();
        is_the_targets_fault(&format!("one in {every}"), &server, &["--skip", "ttl/", "--tags", "not @waits"]);
        println!("{:?}", started.elapsed());
    }
}
#[test]
#[ignore]
fn explore() {
    let nth: usize = std::env::var("NTH").map_or(1, |n| n.parse().unwrap());
    let (at, of): (usize, usize) = (std::env::var("AT").unwrap().parse().unwrap(), std::env::var("OF").unwrap().parse().unwrap());
    for mangling_ in manglings().into_iter().skip(at).step_by(of) {
        let m = mangling_.clone();
        let server = mangling(move |n| (n % nth == nth - 1).then(|| m.clone()));
        let ended = run_against(&server.url, &["--tags", "not @waits", "--skip", "errors/"]);
        let bad = ended.code != Some(1) && ended.code != Some(3);
        println!("{} {mangling_:?} {:?} {} {}", if bad {"BAD"} else {"ok"}, ended.code, ended.totals(), ended.stderr.lines().next().unwrap_or_default());
        let mut rest = ended.stdout.as_str();
        while let Some(at) = rest.find("mistake in the scenario") { let s = rest[..at].rfind("\n  at").unwrap_or(0); println!("   {}", &rest[s..(at+150).min(rest.len())]); rest = &rest[at+10..]; }
    }
}
