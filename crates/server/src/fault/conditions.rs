//! Revisions, If-Match and ETag.

use serde_json::{Value, json};
use syncproof_api::{Request, Response};

use super::{
    Row, Stage,
    Twist::{After, Before, Instead},
    row,
    tools::{R, V, error, is, shown},
};

const REVISED: [R; 5] = [R::Document, R::List, R::ListItem, R::Map, R::MapItem];

/// The condition is not looked at.
fn unconditional(request: &mut Request, resource: R, verb: V) {
    if is(request, resource, verb) {
        request.if_match = None;
    }
}

/// A stale condition is answered as one, and the request done all the same.
fn done_anyway(stage: &mut Stage<'_>, request: &Request, resource: R, verb: V) -> Response {
    let answer = stage.ask(request);
    if is(request, resource, verb) && answer.status == 412 {
        stage.ask(&Request { if_match: None, ..request.clone() });
    }
    answer
}

/// The revision of what a request is about, as it is now.
fn current(stage: &mut Stage<'_>, request: &Request) -> Option<String> {
    stage.look(request).body?.get("revision")?.as_str().map(str::to_owned)
}

/// Lets a condition through if this holds between it and the current revision.
fn lenient(stage: &mut Stage<'_>, request: &Request, holds: fn(&str, &str) -> bool) -> Response {
    let Some(sent) = request.if_match.clone() else { return stage.ask(request) };
    match current(stage, request) {
        Some(now) if holds(&sent, &now) => stage.ask(&Request { if_match: None, ..request.clone() }),
        _ => stage.ask(request),
    }
}

/// Shows another revision in body and ETag.
fn renumber(request: &Request, response: &mut Response, number: impl Fn(&str) -> String) {
    for resource in REVISED {
        shown(request, response, resource, |fields| {
            if let Some(revision) = fields.get("revision").and_then(Value::as_str).map(&number) {
                fields.insert("revision".to_owned(), json!(revision));
            }
        });
    }
    let shown = response.body.as_ref().and_then(|body| body.get("revision")?.as_str());
    response.etag = shown.map(|revision| format!("\"{revision}\"")).filter(|_| response.etag.is_some());
}

pub(super) const ROWS: &[Row] = &[
    row(
        "if-match-ignored-by-document",
        "concurrency.document.stale",
        "an update of a Document ignores If-Match",
        Before(|q| unconditional(q, R::Document, V::Update)),
    ),
    row(
        "if-match-ignored-by-map-item",
        "concurrency.item.stale",
        "an update of a Map Item ignores If-Match",
        Before(|q| unconditional(q, R::MapItem, V::Update)),
    ),
    row(
        "if-match-ignored-by-map-item-delete",
        "concurrency.item.delete-stale",
        "a deletion of a Map Item ignores If-Match",
        Before(|q| unconditional(q, R::MapItem, V::Delete)),
    ),
    row(
        "if-match-ignored-by-list-item",
        "list-item.if-match.stale",
        "an update of a List Item ignores If-Match",
        Before(|q| unconditional(q, R::ListItem, V::Update)),
    ),
    row(
        "if-match-ignored-by-list-item-delete",
        "list-item.if-match.delete-stale",
        "a deletion of a List Item ignores If-Match",
        Before(|q| unconditional(q, R::ListItem, V::Delete)),
    ),
    row(
        "stale-document-written",
        "concurrency.document.stale",
        "a stale update of a Document is refused and done",
        Instead(|stage, q| done_anyway(stage, &q, R::Document, V::Update)),
    ),
    row(
        "stale-map-item-written",
        "concurrency.item.stale",
        "a stale update of a Map Item is refused and done",
        Instead(|stage, q| done_anyway(stage, &q, R::MapItem, V::Update)),
    ),
    row(
        "stale-map-item-deleted",
        "concurrency.item.delete-stale",
        "a stale deletion of a Map Item is refused and done",
        Instead(|stage, q| done_anyway(stage, &q, R::MapItem, V::Delete)),
    ),
    row(
        "stale-list-item-written",
        "list-item.if-match.stale",
        "a stale update of a List Item is refused and done",
        Instead(|stage, q| done_anyway(stage, &q, R::ListItem, V::Update)),
    ),
    row(
        "stale-list-item-deleted",
        "list-item.if-match.delete-stale",
        "a stale deletion of a List Item is refused and done",
        Instead(|stage, q| done_anyway(stage, &q, R::ListItem, V::Delete)),
    ),
    row(
        "older-revision-accepted",
        "concurrency.document.stale",
        "any revision up to the current one fulfils If-Match",
        Instead(|stage, q| {
            lenient(stage, &q, |sent, now| {
                let number = |text: &str| u64::from_str_radix(text, 16).ok();
                number(sent).is_some_and(|sent| number(now).is_some_and(|now| sent <= now))
            })
        }),
    ),
    row(
        "current-revision-refused",
        "concurrency.document.current",
        "If-Match is never fulfilled",
        After(|q, a| {
            if q.if_match.is_some() && a.is_success() && q.operation.takes_if_match() {
                *a = error(412, 20412, "stale");
            }
        }),
    ),
    row(
        "if-match-demanded",
        "concurrency.document.last-write-wins",
        "an update without If-Match is refused",
        After(|q, a| {
            if q.if_match.is_none() && is(q, R::Document, V::Update) && a.is_success() {
                *a = error(428, 20428, "a precondition is required");
            }
        }),
    ),
    row(
        "if-match-demanded-of-deletes",
        "map-item.delete.gone",
        "a deletion of an item without If-Match is refused",
        After(|q, a| {
            if q.if_match.is_none() && is(q, R::MapItem, V::Delete) && a.is_success() {
                *a = error(412, 20412, "a precondition is required");
            }
        }),
    ),
    row(
        "if-match-creates",
        "concurrency.missing",
        "an update under If-Match of what is not there is answered 200",
        After(|q, a| {
            if q.if_match.is_some() && q.operation.verb == V::Update && a.status == 404 {
                *a = Response { status: 200, etag: None, body: Some(json!({})) };
            }
        }),
    ),
    row(
        "garbage-if-match-taken",
        "concurrency.garbage",
        "an If-Match that cannot be a revision is passed over",
        Before(|q| {
            if q.if_match.as_deref().is_some_and(|tag| tag.chars().any(|c| !c.is_ascii_alphanumeric() && c != '"')) {
                q.if_match = None;
            }
        }),
    ),
    row(
        "revision-of-document-constant",
        "concurrency.revision.document",
        "the revision of a Document does not move",
        After(|q, a| {
            shown(q, a, R::Document, |fields| drop(fields.insert("revision".to_owned(), json!("0"))));
        }),
    ),
    row(
        "revision-of-map-item-constant",
        "concurrency.revision.item",
        "the revision of a Map Item does not move",
        After(|q, a| {
            shown(q, a, R::MapItem, |fields| drop(fields.insert("revision".to_owned(), json!("0"))));
        }),
    ),
    row(
        "revision-of-list-item-constant",
        "list-item.revision.new",
        "the revision of a List Item does not move",
        After(|q, a| {
            shown(q, a, R::ListItem, |fields| drop(fields.insert("revision".to_owned(), json!("0"))));
        }),
    ),
    row(
        "revision-one-digit",
        "concurrency.revision.document",
        "revisions count to nine and begin again",
        After(|q, a| {
            renumber(q, a, |revision| {
                let number = u64::from_str_radix(revision, 16).unwrap_or_default();
                (number % 3).to_string()
            });
        }),
    ),
    row(
        "revision-moved-by-reads",
        "concurrency.revision.stable",
        "every fetch shows a new revision",
        Instead(|stage, q| {
            let mut answer = stage.ask(&q);
            stage.memory.requests += 1;
            let number = stage.memory.requests;
            if q.operation.verb == V::Fetch {
                renumber(&q, &mut answer, |revision| format!("{revision}{number:04x}"));
            }
            answer
        }),
    ),
    row(
        "revision-moved-by-refusals",
        "concurrency.revision.refused",
        "a refused update of a Document moves its revision",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            if is(&q, R::Document, V::Update) && !answer.is_success() {
                let data = stage.look(&q).body.and_then(|body| body.get("data").map(ToString::to_string));
                if let Some(data) = data {
                    stage.ask(&Request { params: vec![("Data".to_owned(), data)], if_match: None, ..q });
                }
            }
            answer
        }),
    ),
    row(
        "revision-shared-by-items",
        "concurrency.revision.independent",
        "an item shows the revision of its Map",
        Instead(|stage, q| {
            let mut answer = stage.ask(&q);
            if q.operation.resource == R::MapItem
                && let syncproof_api::Address::Child { service, kind, object, .. }
                | syncproof_api::Address::Children { service, kind, object, .. } = &q.address
            {
                let parent =
                    syncproof_api::Address::Object { service: service.clone(), kind: *kind, object: object.clone() };
                let parent = stage.ask(&super::stage::get(&q, parent));
                let revision = parent.body.and_then(|body| body.get("revision").cloned()).unwrap_or_default();
                shown(&q, &mut answer, R::MapItem, |fields| {
                    fields.insert("revision".to_owned(), revision.clone());
                });
            }
            answer
        }),
    ),
    row(
        "etag-missing-on-documents",
        "concurrency.etag.document",
        "a Document has no ETag",
        After(|q, a| {
            if q.operation.resource == R::Document {
                a.etag = None;
            }
        }),
    ),
    row(
        "etag-missing-on-items",
        "concurrency.etag.item",
        "a Map Item has no ETag",
        After(|q, a| {
            if q.operation.resource == R::MapItem {
                a.etag = None;
            }
        }),
    ),
    row(
        "etag-missing-on-list-items",
        "list-item.etag.names-revision",
        "a List Item has no ETag",
        After(|q, a| {
            if q.operation.resource == R::ListItem {
                a.etag = None;
            }
        }),
    ),
    row(
        "etag-of-before",
        "concurrency.etag.document",
        "the ETag of an update names the revision before",
        Instead(|stage, q| {
            let before = if q.operation.verb == V::Update { stage.look(&q).etag } else { None };
            let mut answer = stage.ask(&q);
            if before.is_some() && answer.is_success() {
                answer.etag = before;
            }
            answer
        }),
    ),
    row(
        "etag-as-hash",
        "concurrency.etag.if-match",
        "the ETag is a hash of the content",
        After(|_, a| {
            if a.etag.is_some() {
                let length = a.body.as_ref().map_or(0, |body| body.to_string().len());
                a.etag = Some(format!("\"{length:032x}\""));
            }
        }),
    ),
];
