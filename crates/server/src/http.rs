//! HTTP in, HTTP out: decoding requests for the model and encoding its answers.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, StatusCode, header, request::Parts,
        uri::Authority,
    },
    response::{IntoResponse, Response as HttpResponse},
};
use futures::{StreamExt as _, stream};
use syncproof_api::{
    Address, Condition, Request, Response, Sid,
    address::AddressError,
    form::{self, Pair},
};
use syncproof_model::refuse;

use crate::{
    Engine,
    twist::{Door, Wire},
};

/// Largest request body that is taken in, in bytes. Data is at most 16 KiB, which percent-encoding can triple.
pub const BODY_LIMIT: usize = 1 << 20;

/// How much of a body that is too long is read and thrown away, in bytes.
const DRAIN_LIMIT: usize = 16 << 20;

/// The path below which the API lives.
const BASE_PATH: &str = "/v1";

/// Headers that the OpenAPI document declares on every 200 and 201.
const CORS: [(HeaderName, &str); 5] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE, OPTIONS"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Authorization, Content-Type, If-Match"),
    (header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true"),
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag"),
];

/// The router of a server.
pub fn app(engine: Arc<Engine>) -> Router {
    Router::new().fallback(handle).with_state(engine)
}

/// A refusal before the model is asked: the condition, and the methods that are allowed if that is what it is about.
struct Refusal {
    condition: Condition,
    allow: Option<String>,
}

impl From<Condition> for Refusal {
    fn from(condition: Condition) -> Self {
        Self { condition, allow: None }
    }
}

async fn handle(State(engine): State<Arc<Engine>>, request: HttpRequest<Body>) -> HttpResponse {
    let (head, body) = request.into_parts();
    // Read before anything is judged: the connection can only be used again when the whole request has been taken from it.
    let body = read_body(&head.headers, body).await;
    match decode(&engine, &head, body) {
        Ok(request) => encode(&engine.answer(request).await, engine.wire()),
        Err(Refusal { condition, allow }) => {
            let refusal = engine.refused(refuse(&engine.config().profile, condition));
            let mut response = encode(&refusal, engine.wire());
            let headers = response.headers_mut();
            match condition {
                Condition::Unauthorized => {
                    headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"Twilio API\""));
                }
                // The body may not have been read to its end, and then the connection is of no further use.
                Condition::BodyTooLarge => {
                    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                _ => {}
            }
            if let Some(allow) = allow.and_then(|methods| HeaderValue::from_str(&methods).ok()) {
                headers.insert(header::ALLOW, allow);
            }
            response
        }
    }
}

fn decode(engine: &Engine, head: &Parts, body: Result<Vec<u8>, Condition>) -> Result<Request, Refusal> {
    let authorization = text(&head.headers, header::AUTHORIZATION);
    let account = account(engine, authorization).ok_or(Condition::Unauthorized)?;
    let path = head.uri.path().strip_prefix(BASE_PATH).ok_or(Condition::RouteNotFound)?;
    let address = Address::parse(path).map_err(|error| match error {
        AddressError::NoSuchRoute => Condition::RouteNotFound,
        AddressError::Malformed(_) => Condition::MalformedRequest,
    })?;
    // HEAD is GET without the body, which the HTTP library leaves out.
    let method = if head.method == Method::HEAD { "GET" } else { head.method.as_str() };
    let lax = |door| engine.door() == Some(door);
    let method = if lax(Door::AnyMethod) && address.operation(method).is_none() { "GET" } else { method };
    let operation = address.operation(method).ok_or_else(|| other_methods(&address))?;
    let params = match method {
        "POST" if lax(Door::AnyBody) => form_body(&head.headers, &body.unwrap_or_default()).unwrap_or_default(),
        "POST" => form_body(&head.headers, &body?)?,
        _ => form::decode(head.uri.query().unwrap_or_default().as_bytes()).map_err(|_| Condition::MalformedRequest)?,
    };
    let if_match =
        head.headers.get(header::IF_MATCH).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let base = format!("http://{}{BASE_PATH}", host(head));
    Ok(Request { account, base, address, operation, params, if_match })
}

/// Whom the credentials stand for.
fn account(engine: &Engine, authorization: Option<&str>) -> Option<Sid> {
    let access = &engine.config().access;
    match engine.door() {
        Some(Door::Open) => Some(access.account.clone()),
        Some(Door::AnySecret) => access.account_of_any_secret(authorization),
        Some(Door::AnyUser) => access.account_of_any_user(authorization),
        _ => access.account(authorization),
    }
}

/// The refusal of a method that an address does not have. Where it has none at all, there is nothing.
fn other_methods(address: &Address) -> Refusal {
    let methods = ["GET", "POST", "DELETE"].into_iter().filter(|method| address.operation(method).is_some());
    match methods.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => Condition::RouteNotFound.into(),
        methods => Refusal { condition: Condition::MethodNotAllowed, allow: Some(methods) },
    }
}

/// A header that is ASCII.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// The host that was asked, with its port: what the URLs in answers begin with. In a URL, text that is neither would not stay where it is
/// put; it is passed over.
fn host(head: &Parts) -> &str {
    let sent = text(&head.headers, header::HOST).filter(|sent| {
        sent.parse::<Authority>().is_ok_and(|authority| {
            let port = sent.strip_prefix(authority.host());
            !authority.host().is_empty() && port.is_some_and(|port| port.is_empty() || authority.port_u16().is_some())
        })
    });
    sent.or_else(|| head.uri.authority().map(Authority::as_str)).unwrap_or("localhost")
}

/// The parameters in a body. An empty body needs no content type; any other must say that it is a form.
fn form_body(headers: &HeaderMap, body: &[u8]) -> Result<Vec<Pair>, Condition> {
    let content_type = text(headers, header::CONTENT_TYPE).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !body.is_empty() && !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Condition::MalformedRequest);
    }
    form::decode(body).map_err(|_| Condition::MalformedRequest)
}

/// Takes in a body of at most [`BODY_LIMIT`]. What is longer is read and thrown away piece by piece, for a client that is still sending
/// when the connection closes may never see the answer. Beyond [`DRAIN_LIMIT`] it has to live with that, and if it announces as much,
/// nothing is read at all.
async fn read_body(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Condition> {
    let announced = text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > DRAIN_LIMIT as u64) {
        return Err(Condition::BodyTooLarge);
    }
    let (mut bytes, mut seen) = (Vec::new(), 0);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Condition::MalformedRequest)?;
        seen += chunk.len();
        if seen <= BODY_LIMIT {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
        if seen > DRAIN_LIMIT {
            break;
        }
    }
    if seen <= BODY_LIMIT { Ok(bytes) } else { Err(Condition::BodyTooLarge) }
}

fn encode(response: &Response, wire: Wire) -> HttpResponse {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = HeaderMap::new();
    if status == StatusCode::OK || status == StatusCode::CREATED {
        headers.extend(CORS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if let Some(etag) = response.etag.as_deref().and_then(|etag| HeaderValue::from_str(etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    if response.body.is_some() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    }
    (wire.headers)(&mut headers);
    match &response.body {
        None => (status, headers).into_response(),
        Some(body) => (status, headers, in_pieces((wire.json)(body), wire.pieces)).into_response(),
    }
}

/// A body as a whole, or piece by piece.
fn in_pieces(text: String, size: Option<usize>) -> Body {
    let Some(size) = size else { return text.into() };
    let pieces: Vec<Result<Vec<u8>, Infallible>> =
        text.into_bytes().chunks(size).map(|piece| Ok(piece.to_vec())).collect();
    Body::from_stream(stream::iter(pieces))
}
