//! What HTTP leaves to a server.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    DOCUMENTED, Row,
    Twist::{After, Instead, Wire as OnTheWire},
    Wire, row, row_in,
    tools::{R, error},
};

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

fn json_as(headers: &mut HeaderMap, content_type: &'static str) {
    if headers.contains_key(header::CONTENT_TYPE) {
        set(headers, header::CONTENT_TYPE, content_type);
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "headers-more",
        "decision 2: extra headers; facts 18.30",
        "answers have headers of all sorts, some of them twice",
        OnTheWire(Wire {
            headers: |headers| {
                set(headers, HeaderName::from_static("twilio-request-id"), "RQ00000000000000000000000000000000");
                set(headers, header::CACHE_CONTROL, "no-store, private");
                set(headers, header::LAST_MODIFIED, "Thu, 01 Jan 1970 00:00:00 GMT");
                set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
                set(headers, header::VARY, "*");
                set(headers, header::LOCATION, "/v1/elsewhere");
                set(headers, header::RETRY_AFTER, "3600");
                for cookie in ["a=1; Path=/", "b=\"2\"; HttpOnly"] {
                    headers.append(header::SET_COOKIE, HeaderValue::from_static(cookie));
                }
            },
            ..Wire::PLAIN
        }),
    ),
    row(
        "headers-fewer",
        "decision 2: what is not pinned; a server that no browser calls needs no CORS",
        "answers have no CORS headers",
        OnTheWire(Wire {
            headers: |headers| {
                for name in [
                    header::ACCESS_CONTROL_ALLOW_ORIGIN,
                    header::ACCESS_CONTROL_ALLOW_METHODS,
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
                    header::ACCESS_CONTROL_EXPOSE_HEADERS,
                ] {
                    headers.remove(name);
                }
            },
            ..Wire::PLAIN
        }),
    ),
    row(
        "content-type-bare",
        "HTTP (RFC 9110, 8.3); RFC 8259, 11: JSON has no charset parameter",
        "the content type has no charset",
        OnTheWire(Wire { headers: |headers| json_as(headers, "application/json"), ..Wire::PLAIN }),
    ),
    row(
        "content-type-odd",
        "HTTP (RFC 9110, 8.3.1): letter case and quotes of a media type",
        "the content type is in capitals, with a quoted charset and a parameter more",
        OnTheWire(Wire {
            headers: |headers| json_as(headers, "Application/JSON ; Charset=\"UTF-8\" ; v=1"),
            ..Wire::PLAIN
        }),
    ),
    row(
        "answers-in-pieces",
        "HTTP (RFC 9112, 7.1): chunked transfer coding",
        "answers come in small pieces, their length unsaid",
        OnTheWire(Wire { pieces: Some(61), ..Wire::PLAIN }),
    ),
    row(
        "connections-closed",
        "HTTP (RFC 9112, 9.6): a server may close any connection after an answer",
        "the connection is closed after each answer",
        OnTheWire(Wire { headers: |headers| set(headers, header::CONNECTION, "close"), ..Wire::PLAIN }),
    ),
    row(
        "too-many-requests",
        "facts 12: a 429 was never processed and is safe to retry; facts 18.29 (Retry-After)",
        "now and then a request is answered 429 and not looked at",
        Instead(|stage, q| {
            stage.memory.requests += 1;
            if stage.memory.requests.is_multiple_of(53) {
                return error(429, 54009, "Rate limit exceeded");
            }
            stage.ask(&q)
        }),
    ),
    row(
        "etag-weak",
        "facts 18.16: weak If-Match and ETag quoting; HTTP (RFC 9110, 8.8.3)",
        "the ETag is a weak one",
        After(|_, a| a.etag = a.etag.take().map(|etag| format!("W/{etag}"))),
    ),
    row(
        "etag-bare",
        "facts 18.16: ETag quoting",
        "the ETag is the revision without quotes",
        After(|_, a| a.etag = a.etag.take().map(|etag| etag.trim_matches('"').to_owned())),
    ),
    row_in(
        DOCUMENTED,
        "etag-absent",
        "facts 17.10: which answers carry an ETag is for the OpenAPI document alone to say, profile twilio",
        "there is no ETag",
        After(|_, a| a.etag = None),
    ),
    row(
        "etag-of-collections",
        "facts 17.10: any answer with a Sync object may carry an ETag",
        "Lists, Maps and pages carry an ETag too",
        After(|q, a| {
            let revision = a.body.as_ref().and_then(|body| body.get("revision")?.as_str());
            let etag = match (q.operation.resource, revision) {
                (R::List | R::Map, Some(revision)) => format!("\"{revision}\""),
                _ => "\"page\"".to_owned(),
            };
            if a.is_success() && a.body.is_some() {
                a.etag.get_or_insert(etag);
            }
        }),
    ),
];
