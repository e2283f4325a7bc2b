//! What is seen where, and when: leaks between Services and parents, and stale reads.

use serde_json::Value;
use syncproof_api::{Address, Request, Response};

use super::{
    Row, Stage,
    Twist::{After, Instead},
    now_and_then, row,
    stage::get,
    tools::{R, V, is},
};

/// Looks in all other Services for what is not in the one that was named.
fn anywhere(stage: &mut Stage<'_>, request: &Request, reaches: fn(&Request) -> bool) -> Response {
    let answer = stage.ask(request);
    if is(request, R::Service, V::Create)
        && let Some(sid) = answer.body.as_ref().and_then(|body| body.get("sid")?.as_str())
    {
        stage.memory.places.insert(sid.to_owned(), String::new());
    }
    if answer.status != 404 || !reaches(request) || stage.ask(&of_service(request)).status == 404 {
        return answer;
    }
    let services: Vec<String> = stage.memory.places.keys().cloned().collect();
    for other in services {
        let elsewhere = Request { address: request.address.clone().in_service(&other), ..request.clone() };
        let found = stage.ask(&elsewhere);
        if found.status != 404 {
            return found;
        }
    }
    answer
}

/// A fetch of the Service that a request names.
fn of_service(request: &Request) -> Request {
    let service = request.address.service().unwrap_or_default().to_owned();
    get(request, Address::Service { service })
}

/// Answers a fetch with what was there before.
fn stale(stage: &mut Stage<'_>, request: &Request, when: fn(u64) -> bool) -> Response {
    let answer = stage.ask(request);
    let path = answer.body.as_ref().and_then(|body| body.get("url")?.as_str()).unwrap_or_default().to_owned();
    if !answer.is_success() || path.is_empty() || request.operation.verb == V::List {
        return answer;
    }
    if matches!(request.operation.verb, V::Create | V::Update) {
        stage.memory.seen.entry(path).or_default().push(answer.clone());
        return answer;
    }
    stage.memory.requests += 1;
    let number = stage.memory.requests;
    let seen = stage.memory.seen.get(&path).filter(|seen| seen.len() > 1 && when(number));
    seen.map_or(answer, |seen| Response { status: 200, ..seen[seen.len() - 2].clone() })
}

pub(super) const ROWS: &[Row] = &[
    row(
        "objects-of-any-service",
        "isolation.service.fetch",
        "objects of another Service are found",
        Instead(|stage, q| anywhere(stage, &q, |q| matches!(q.address, Address::Object { .. }))),
    ),
    row(
        "items-of-any-service",
        "isolation.service.fetch",
        "items of another Service are found",
        Instead(|stage, q| {
            anywhere(stage, &q, |q| matches!(q.address, Address::Children { .. } | Address::Child { .. }))
        }),
    ),
    row(
        "service-deletes-other",
        "isolation.service.delete",
        "what is deleted through another Service is gone",
        Instead(|stage, q| anywhere(stage, &q, |q| q.operation.verb == V::Delete)),
    ),
    row(
        "document-found-as-map",
        "error.wrong-kind",
        "Documents and Maps are found under each other's path",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            let Address::Object { service, kind, object } = &q.address else { return answer };
            if answer.status != 404 || q.operation.verb != V::Fetch {
                return answer;
            }
            let kind = if *kind == syncproof_api::ObjectKind::Document {
                syncproof_api::ObjectKind::Map
            } else {
                syncproof_api::ObjectKind::Document
            };
            stage.ask(&get(&q, Address::Object { service: service.clone(), kind, object: object.clone() }))
        }),
    ),
    row(
        "reads-stale",
        "document.update.replace",
        "a fetch shows what was there before the last write",
        Instead(|stage, q| stale(stage, &q, |_| true)),
    ),
    now_and_then(row(
        "reads-stale-sometimes",
        "document.update.replace",
        "every third fetch shows what was there before the last write",
        Instead(|stage, q| stale(stage, &q, |n| n % 3 == 0)),
    )),
    row(
        "created-seen-late",
        "document.address.by-sid",
        "what was created is not found by the first fetch",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            let path = q.address.path();
            if q.operation.verb == V::Fetch
                && answer.is_success()
                && is(&q, R::Document, V::Fetch)
                && stage.memory.places.insert(path, String::new()).is_none()
            {
                return super::tools::error(404, 54007, "not yet");
            }
            answer
        }),
    ),
    row(
        "reads-write",
        "document.fetch.no-effect",
        "a fetch moves date_updated and revision",
        Instead(|stage, q| {
            if is(&q, R::Document, V::Fetch) {
                let data =
                    stage.ask(&q).body.and_then(|body| body.get("data").map(ToString::to_string)).unwrap_or_default();
                let operation = syncproof_api::Operation { resource: R::Document, verb: V::Update };
                stage.ask(&Request { operation, params: vec![("Data".to_owned(), data)], ..q.clone() });
            }
            stage.ask(&q)
        }),
    ),
    row(
        "update-moves-all-items",
        "map-item.isolated",
        "an update of one item writes all items of its Map",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            if let (200, true, Address::Child { service, kind, object, child, .. }) =
                (answer.status, is(&q, R::MapItem, V::Update), &q.address)
            {
                let all =
                    Address::Children { service: service.clone(), kind: *kind, object: object.clone(), child: *child };
                for entry in stage.everything(&get(&q, all)) {
                    let id = entry.get("key").and_then(Value::as_str).unwrap_or_default().to_owned();
                    let address = Address::Child {
                        service: service.clone(),
                        kind: *kind,
                        object: object.clone(),
                        child: *child,
                        id,
                    };
                    stage.ask(&Request { address, if_match: None, ..q.clone() });
                }
            }
            answer
        }),
    ),
    row(
        "message-kept",
        "stream-message.stream-unchanged",
        "publishing is shown as a change of the Stream",
        After(|q, a| {
            if q.operation.resource == R::Stream && q.operation.verb == V::Fetch {
                super::tools::shown(q, a, R::Stream, |fields| {
                    drop(fields.insert("date_updated".to_owned(), Value::Null));
                });
            }
        }),
    ),
];
