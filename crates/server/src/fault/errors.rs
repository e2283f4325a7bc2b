//! Refusals with a wrong status, code or body, crashes, and doors that are kept badly.

use serde_json::{Value, json};
use syncproof_api::Response;

use super::{
    Door, Row,
    Twist::{After, Door as DoorBug, Instead, Refused},
    row,
    tools::{R, V, crash, is, sent},
};

/// Refusals of one status are answered with another.
fn instead_of(response: &mut Response, from: u16, to: u16) {
    if response.status == from {
        response.status = to;
        if let Some(body) = response.body.as_mut().and_then(Value::as_object_mut) {
            body.insert("status".to_owned(), json!(to));
        }
    }
}

/// Changes the body of a refusal.
fn in_body(response: &mut Response, change: impl Fn(&mut serde_json::Map<String, Value>)) {
    if response.status >= 400
        && let Some(body) = response.body.as_mut().and_then(Value::as_object_mut)
    {
        change(body);
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "not-found-as-400",
        "error.not-found.fetch",
        "what is not there is answered 400",
        Refused(|a| instead_of(a, 404, 400)),
    ),
    row(
        "not-found-as-410",
        "error.not-found.fetch",
        "what is not there is answered 410",
        Refused(|a| instead_of(a, 404, 410)),
    ),
    row(
        "not-found-as-null",
        "error.not-found.fetch",
        "fetching what is not there is answered 200 and null",
        After(|q, a| {
            if q.operation.verb == V::Fetch && a.status == 404 {
                *a = Response { status: 200, etag: None, body: Some(Value::Null) };
            }
        }),
    ),
    row(
        "missing-collection-as-empty",
        "error.not-found.list",
        "listing what is in a missing object gives an empty page",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            if q.operation.verb != V::List || answer.status != 404 {
                return answer;
            }
            let key = q.operation.resource.page_key();
            let url = format!("{}{}?PageSize=50&Page=0", q.base, q.address.path());
            let meta = json!({
                "page": 0, "page_size": 50, "first_page_url": url, "previous_page_url": null, "next_page_url": null,
                "url": url, "key": key,
            });
            Response { status: 200, etag: None, body: Some(json!({ key: [], "meta": meta })) }
        }),
    ),
    row(
        "conflict-as-400",
        "document.unique-name.taken",
        "a name or key that is taken is answered 400",
        Refused(|a| instead_of(a, 409, 400)),
    ),
    row(
        "conflict-as-422",
        "map-item.create.key-taken",
        "a name or key that is taken is answered 422",
        Refused(|a| instead_of(a, 409, 422)),
    ),
    row(
        "stale-as-409",
        "concurrency.document.stale",
        "a stale If-Match is answered 409",
        Refused(|a| instead_of(a, 412, 409)),
    ),
    row(
        "unauthorized-as-403",
        "error.unauthorized.missing",
        "missing and wrong credentials are answered 403",
        Refused(|a| instead_of(a, 401, 403)),
    ),
    row("bad-input-as-500", "ttl.invalid", "bad input is answered 500", Refused(|a| instead_of(a, 400, 500))),
    row(
        "too-large-as-500",
        "document.data.size-refused",
        "Data over the limit are answered 500",
        Refused(|a| instead_of(a, 413, 500)),
    ),
    row(
        "codes-swapped",
        "error.not-found.fetch",
        "every refusal has the same code",
        Refused(|a| in_body(a, |body| drop(body.insert("code".to_owned(), json!(20001))))),
    ),
    row(
        "code-as-text",
        "error.body",
        "the code of an error is a text",
        Refused(|a| {
            in_body(a, |body| {
                let code = body.get("code").map(ToString::to_string).unwrap_or_default();
                body.insert("code".to_owned(), Value::String(code));
            });
        }),
    ),
    row(
        "code-missing",
        "error.body",
        "an error has no code",
        Refused(|a| in_body(a, |body| drop(body.shift_remove("code")))),
    ),
    row(
        "message-missing",
        "error.body",
        "an error has no message",
        Refused(|a| in_body(a, |body| drop(body.shift_remove("message")))),
    ),
    row(
        "more-info-missing",
        "error.body",
        "an error has no more_info",
        Refused(|a| in_body(a, |body| drop(body.shift_remove("more_info")))),
    ),
    row(
        "error-status-missing",
        "error.body",
        "an error does not repeat the status",
        Refused(|a| in_body(a, |body| drop(body.shift_remove("status")))),
    ),
    row(
        "error-status-other",
        "error.body",
        "the status in an error is always 400",
        Refused(|a| in_body(a, |body| drop(body.insert("status".to_owned(), json!(400))))),
    ),
    row(
        "error-wrapped",
        "error.body",
        "an error is wrapped in another object",
        Refused(|a| {
            if a.status >= 400 {
                a.body = a.body.take().map(|body| json!({ "error": body }));
            }
        }),
    ),
    row(
        "error-as-text",
        "error.body",
        "an error is a text",
        Refused(|a| {
            if a.status >= 400 {
                a.body = Some(json!("something went wrong"));
            }
        }),
    ),
    row(
        "error-empty",
        "error.body",
        "an error has no body",
        Refused(|a| {
            if a.status >= 400 {
                a.body = None;
            }
        }),
    ),
    row(
        "crash-not-json",
        "document.data.not-json",
        "Data that are not JSON are answered 500",
        After(|q, a| {
            let broken = |data: &str| syncproof_api::json::parse(data).is_err();
            if !a.is_success() && sent(q, "Data").is_some_and(broken) {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-null",
        "document.data.non-object",
        "Data that are null are answered 500",
        After(|q, a| {
            if !a.is_success() && sent(q, "Data") == Some("null") {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-data-missing",
        "map-item.create.data-required",
        "an item without Data is answered 500",
        After(|q, a| {
            let item = is(q, R::MapItem, V::Create) || is(q, R::ListItem, V::Create);
            if item && !a.is_success() && sent(q, "Data").is_none() {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-key-missing",
        "map-item.create.key-required",
        "an item without a key is answered 500",
        After(|q, a| {
            if is(q, R::MapItem, V::Create) && !a.is_success() && sent(q, "Key").is_none() {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-page-token",
        "pagination.page-token.invalid",
        "a PageToken that nobody issued is answered 500",
        After(|q, a| {
            if q.operation.verb == V::List && !a.is_success() && sent(q, "PageToken").is_some() {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-page-size",
        "pagination.page-size.invalid",
        "a PageSize that is no number is answered 500",
        After(|q, a| {
            let no_number = |size: &str| size.parse::<i64>().is_err();
            if q.operation.verb == V::List && !a.is_success() && sent(q, "PageSize").is_some_and(no_number) {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-index",
        "list-item.address.not-an-index",
        "an index that is no number is answered 500",
        After(|q, a| {
            if let syncproof_api::Address::Child { id, .. } = &q.address
                && q.operation.resource == R::ListItem
                && id.parse::<u64>().is_err()
            {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-name-too-long",
        "document.unique-name.too-long",
        "a unique name that is too long is answered 500",
        After(|q, a| {
            if !a.is_success() && sent(q, "UniqueName").is_some_and(|name| name.chars().count() > 320) {
                *a = crash();
            }
        }),
    ),
    row(
        "crash-if-match",
        "concurrency.garbage",
        "an If-Match that cannot be a revision is answered 500",
        After(|q, a| {
            if q.if_match.as_deref().is_some_and(|tag| tag.contains(|c: char| !c.is_ascii_hexdigit()))
                && !a.is_success()
            {
                *a = crash();
            }
        }),
    ),
    row("door-open", "error.unauthorized.read", "credentials are not looked at", DoorBug(Door::Open)),
    row("door-any-secret", "error.unauthorized.read", "any token is taken", DoorBug(Door::AnySecret)),
    row("door-any-user", "error.unauthorized.stranger", "any account is taken", DoorBug(Door::AnyUser)),
    row("door-any-method", "error.method", "methods that do not exist are taken as GET", DoorBug(Door::AnyMethod)),
    row("door-any-body", "error.malformed.body", "whatever is in a body, it is no mistake", DoorBug(Door::AnyBody)),
];
