use std::{collections::BTreeSet, fs, path::Path};

use axum::http::{HeaderMap, HeaderValue, header};
use serde_json::{Value, json};

use super::*;

/// A request of the documented world, and its answer.
fn asked(text: &str) -> (World, Request, Answer) {
    let [mut world, _] = World::both();
    let request = world.prepare(&message::read(text.as_bytes())[0]).unwrap();
    let answer = world.send(&request);
    (world, request, answer)
}

fn problem(world: &World, request: &Request, answer: &Answer) -> String {
    judge::answer(&Asked { profile: world.profile(), request }, answer).err().unwrap_or_default()
}

/// What is said of the answer to a request once it is changed.
fn changed(text: &str, change: impl FnOnce(&mut Answer)) -> String {
    let (world, request, mut answer) = asked(text);
    assert_eq!(problem(&world, &request, &answer), "", "{text}");
    change(&mut answer);
    problem(&world, &request, &answer)
}

fn body(change: impl FnOnce(&mut Value)) -> impl FnOnce(&mut Answer) {
    |answer| change(answer.json.as_mut().unwrap())
}

fn header(name: axum::http::HeaderName, value: &'static str) -> impl FnOnce(&mut Answer) {
    move |answer| drop(answer.headers.insert(name, HeaderValue::from_static(value)))
}

#[test]
fn every_run_begins_alike() {
    let [one, _] = World::both();
    let [other, _] = World::both();
    assert!(one.engine.stores(&other.engine.stored()));
    let (_, _, answer) = asked("GET /v1/Services/{service}/Documents/doc");
    assert_eq!(answer.json.unwrap()["date_created"], "2026-01-02T03:04:05Z");
}

#[test]
fn requests_of_every_kind_are_judged() {
    for text in [
        "GET /v1/Services",
        "HEAD /v1/Services/{service}",
        "HEAD /v1/nothing",
        "GET /v1/Services/{service}/Maps/map/Items?PageSize=1",
        "POST /v1/Services/{service}/Maps\nContent-Type: application/x-www-form-urlencoded\n\nUniqueName=x\n###\nGET /v1/Services/{service}/Maps/{1}",
        "DELETE /v1/Services/{service}\n###\nGET /v1/Services/{service}/Documents/doc",
        "PUT /v1/Services",
        "GET /v1/Services\nAuthorization: Basic x",
        "POST /v1/Services\nContent-Type: text/plain\n\n{}",
        "GET /v1/Services/{service}/Lists/list/Items\n### 61\nGET /v1/Services/{service}/Lists/list/Items",
        "GET http://h:9/v1/Services\nHost: \u{e9}",
    ] {
        assert_eq!(check(text.as_bytes()), Fate::Judged, "{text}");
        assert!(!explain(text.as_bytes()).is_empty());
    }
    assert_eq!(check(b""), Fate::Discarded);
    assert_eq!(check(b"\x01 /v1"), Fate::Discarded);
}

#[test]
fn time_passes_between_requests() {
    let text = "GET /v1/Services/{service}/Maps/map\n### 3600\nGET /v1/Services/{service}/Maps/map";
    let told = explain(text.as_bytes());
    assert!(told.contains("documented: 200; twilio: 200"), "{told}");
    assert!(
        told.contains("3600 s pass") && told.contains("documented: 404 code 54009; twilio: 404 code 20404"),
        "{told}"
    );
}

#[test]
fn a_refusal_in_bad_form_is_a_finding() {
    const GONE: &str = "GET /v1/Services/{service}/Maps/gone";
    assert_eq!(changed(GONE, body(|body| body["code"] = json!("54009"))), "the code of a refusal is no integer");
    assert_eq!(changed(GONE, body(|body| body["code"] = json!(1))), "more_info is not the page of the code");
    assert_eq!(
        changed(GONE, body(|body| body["status"] = json!(400))),
        "the status in the body is another than that of HTTP"
    );
    assert_eq!(changed(GONE, body(|body| *body = json!([]))), "the body of a refusal is no JSON object");
    assert_eq!(changed(GONE, |answer| answer.status = 500), "an answer is neither success nor refusal");
    assert_eq!(changed(GONE, header(header::CONTENT_TYPE, "text/html")), "a refusal is not JSON by its content type");
    let nobody = "GET /v1/Services\nAuthorization: x";
    assert_eq!(
        changed(nobody, |answer| answer.headers = HeaderMap::new()),
        "a refusal is not JSON by its content type"
    );
    assert_eq!(changed(nobody, |answer| answer.status = 200), "who does not have the right credentials is let in");
}

#[test]
fn a_success_in_bad_form_is_a_finding() {
    const ONE: &str = "GET /v1/Services/{service}/Documents/doc";
    let fields = "Document is shown with fields other than the documented ones";
    assert_eq!(changed(ONE, body(|body| drop(body.as_object_mut().unwrap().remove("data")))), fields);
    assert_eq!(changed(ONE, body(|body| body["more"] = json!(1))), fields);
    assert_eq!(
        changed(ONE, body(|body| body["url"] = json!("http://other/v1/Services"))),
        "a URL leads to another host"
    );
    assert_eq!(changed(ONE, body(|body| body["url"] = json!("http://localhost:1/x"))), "a URL leads out of the API");
    assert_eq!(changed(ONE, header(header::ETAG, "\"7\"")), "the ETag is not the revision");
    assert_eq!(changed(ONE, |answer| answer.status = 201), "the status of success is 200");
    let (world, mut request, answer) = asked(ONE);
    request.target = "/v1/Services/x/Docs".parse().unwrap();
    assert_eq!(problem(&world, &request, &answer), "what is no path of the API succeeds");
    request.target = "/v1/Services".parse().unwrap();
    request.method = Method::DELETE;
    assert_eq!(problem(&world, &request, &answer), "a method that is not documented succeeds");
}

#[test]
fn a_page_in_bad_form_is_a_finding() {
    const PAGE: &str = "GET /v1/Services/{service}/Maps/map/Items?PageSize=2";
    assert_eq!(
        changed(PAGE, body(|body| body["meta"]["page_size"] = json!(1))),
        "a page has more entries than its size"
    );
    assert_eq!(changed(PAGE, body(|body| body["meta"]["key"] = json!("maps"))), "meta.key does not name the entries");
    assert_eq!(
        changed(PAGE, body(|body| body["meta"]["next_page_url"] = json!("no URL"))),
        "a URL holds what no URL can hold"
    );
    let (_, _, answer) = asked(PAGE);
    let again = judge::next_page(answer.json.as_ref().unwrap(), &answer);
    assert_eq!(again.unwrap_err(), "the next page shows an entry again");
}

#[test]
fn what_changes_is_seen() {
    let (mut world, ..) = asked("GET /v1/Services");
    let post = "POST /v1/Services/{service}/Documents/doc\nContent-Type: application/x-www-form-urlencoded\n\nData={}";
    let request = world.prepare(&message::read(post.as_bytes())[0]).unwrap();
    assert!(world.send(&request).is_success());
    assert!(!world.is_as_known());
    world.know();
    assert!(world.is_as_known());
}

#[test]
fn an_answer_written_otherwise_means_the_same() {
    const TEXT: &str = "GET /v1/Services/{service}/Maps/map/Items?PageSize=1\n###\nPUT /v1/Services\n###\nGET /v1/Services\nAuthorization: x\n###\nHEAD /v1/Services";
    let (_, _, plain) = asked(TEXT);
    let freedoms: Vec<Freedom> = Freedom::all().filter(|freedom| freedom.is_of_the_wire()).collect();
    assert!(freedoms.len() >= 8, "{freedoms:?}");
    for freedom in freedoms {
        let input = format!("### {freedom}\n{TEXT}");
        assert_eq!(check(input.as_bytes()), Fate::Judged, "{freedom}");
        assert!(explain(input.as_bytes()).starts_with(&format!("also with freedom {freedom}: ")));
        let [mut world, _] = World::both_with(freedom);
        let request = world.prepare(&message::read(TEXT.as_bytes())[0]).unwrap();
        assert_ne!(world.send(&request), plain, "{freedom}");
    }
    // One that is not of the wire is not asked for.
    assert_eq!(freedom(b"### etag-weak\nGET /v1/Services"), None);
}

#[test]
fn every_freedom_of_the_wire_is_in_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/http");
    let inputs = fs::read_dir(corpus).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    let there: BTreeSet<String> =
        inputs.filter_map(|input| freedom(&input)).map(|freedom| freedom.to_string()).collect();
    let all = Freedom::all().filter(|freedom| freedom.is_of_the_wire()).map(|freedom| freedom.to_string());
    assert_eq!(there, all.collect());
}

#[test]
fn an_answer_that_means_something_else_is_seen() {
    let (_, _, answer) = asked("GET /v1/Services/{service}/Documents/doc");
    let differs = |change: fn(&mut Answer)| {
        let mut other = answer.clone();
        change(&mut other);
        Meaning::of(&other) != Meaning::of(&answer)
    };
    assert!(!differs(|answer| drop(
        answer.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("APPLICATION/JSON"))
    )));
    assert!(differs(|answer| drop(answer.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/json")))));
    assert!(differs(|answer| drop(answer.headers.remove(header::ETAG))));
    assert!(differs(|answer| answer.status = 201));
    assert!(differs(|answer| answer.body = "{}".into()));
}
