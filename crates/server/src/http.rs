//! HTTP in, HTTP out: decoding requests for the model and encoding its answers.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, StatusCode, header},
    response::{IntoResponse, Response as HttpResponse},
};
use syncproof_api::{
    Address, Condition, Request, Response,
    address::AddressError,
    form::{self, Pair},
};
use syncproof_model::refuse;

use crate::Engine;

/// Largest request body that is taken in, in bytes. Data is at most 16 KiB, which percent-encoding can triple.
pub const BODY_LIMIT: usize = 1 << 20;

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
    match decode(&engine, request).await {
        Ok(request) => encode(&engine.answer(&request)),
        Err(Refusal { condition, allow }) => {
            let mut response = encode(&refuse(&engine.config().profile, condition));
            let headers = response.headers_mut();
            match condition {
                Condition::Unauthorized => {
                    headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"Twilio API\""));
                }
                // The body was not read, so the connection is of no further use.
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

async fn decode(engine: &Engine, request: HttpRequest<Body>) -> Result<Request, Refusal> {
    let (parts, body) = request.into_parts();
    let text = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let account = engine.config().access.account(text(header::AUTHORIZATION)).ok_or(Condition::Unauthorized)?;
    let path = parts.uri.path().strip_prefix(BASE_PATH).ok_or(Condition::RouteNotFound)?;
    let address = Address::parse(path).map_err(|error| match error {
        AddressError::NoSuchRoute => Condition::RouteNotFound,
        AddressError::Malformed(_) => Condition::MalformedRequest,
    })?;
    // HEAD is GET without the body, which the HTTP library leaves out.
    let method = if parts.method == Method::HEAD { "GET" } else { parts.method.as_str() };
    let operation = address.operation(method).ok_or_else(|| Refusal {
        condition: Condition::MethodNotAllowed,
        allow: Some(["GET", "POST", "DELETE"].into_iter().filter(|m| address.operation(m).is_some()).collect::<Vec<_>>().join(", ")),
    })?;
    let params = match method {
        "POST" => form_body(&parts.headers, body).await?,
        _ => form::decode(parts.uri.query().unwrap_or_default().as_bytes()).map_err(|_| Condition::MalformedRequest)?,
    };
    let if_match = match parts.headers.get(header::IF_MATCH) {
        None => None,
        Some(value) => Some(String::from_utf8_lossy(value.as_bytes()).into_owned()),
    };
    let host = text(header::HOST).or_else(|| parts.uri.authority().map(|a| a.as_str())).unwrap_or("localhost");
    Ok(Request { account, base: format!("http://{host}{BASE_PATH}"), address, operation, params, if_match })
}

/// The parameters in a body. An empty body needs no content type; any other must say that it is a form.
async fn form_body(headers: &HeaderMap, body: Body) -> Result<Vec<Pair>, Refusal> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY_LIMIT as u64) {
        return Err(Condition::BodyTooLarge.into());
    }
    let bytes = to_bytes(body, BODY_LIMIT).await.map_err(|_| Condition::BodyTooLarge)?;
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !bytes.is_empty() && !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Condition::MalformedRequest.into());
    }
    Ok(form::decode(&bytes).map_err(|_| Condition::MalformedRequest)?)
}

fn encode(response: &Response) -> HttpResponse {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = HeaderMap::new();
    if status == StatusCode::OK || status == StatusCode::CREATED {
        headers.extend(CORS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    }
    if let Some(etag) = response.etag.as_deref().and_then(|etag| HeaderValue::from_str(etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    match &response.body {
        None => (status, headers).into_response(),
        Some(body) => {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
            (status, headers, body.to_string()).into_response()
        }
    }
}
