//! A server in process: requests go in raw, answers come out with status, headers and JSON.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, request::Builder},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use http_body_util::BodyExt as _;
use serde_json::Value;
use syncproof_api::{Profile, Sid, SidPrefix};
use syncproof_server::{Access, Config, Engine, app};
use tower::ServiceExt as _;

pub(crate) const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub(crate) const TOKEN: &str = "s:ecret";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// A server that holds one Service with a Document `doc`, a List `list` with an item 0, a Map `map` with an item `key`, all of revision 0, a
/// Stream `stream`, and a permission of `id` for the Map.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    pub(crate) engine: Arc<Engine>,
    pub(crate) router: Router,
    /// SID of the Service.
    pub(crate) service: String,
}

/// An engine for [`ACCOUNT`] and [`TOKEN`] with nothing in it.
pub(crate) fn engine(profile: Profile) -> Arc<Engine> {
    let account = Sid::parse(SidPrefix::Account, ACCOUNT).expect("the constant is an account SID");
    let access = Access { account, token: TOKEN.to_owned() };
    Arc::new(Engine::new(Config { profile: Arc::new(profile), access }).expect("there are random numbers"))
}

/// The `Authorization` header for a user and a password.
pub(crate) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}

impl Api {
    pub(crate) async fn new() -> Self {
        Self::with(Profile::documented()).await
    }

    pub(crate) async fn with(profile: Profile) -> Self {
        Self::around(engine(profile)).await
    }

    /// The same around an engine that has nothing in it yet.
    pub(crate) async fn around(engine: Arc<Engine>) -> Self {
        let mut api = Self { router: app(Arc::clone(&engine)), engine, service: String::new() };
        api.service = api.add_service().await;
        for (path, form) in [
            ("/v1/Services/~/Documents", "UniqueName=doc&Data={\"a\":1}"),
            ("/v1/Services/~/Lists", "UniqueName=list"),
            ("/v1/Services/~/Lists/list/Items", "Data={\"a\":1}"),
            ("/v1/Services/~/Streams", "UniqueName=stream"),
            ("/v1/Services/~/Maps", "UniqueName=map"),
            ("/v1/Services/~/Maps/map/Items", "Key=key&Data={\"a\":1}"),
        ] {
            assert_eq!(api.post(path, form).await.status, 201, "{path}");
        }
        let set = api.post("/v1/Services/~/Maps/map/Permissions/id", "Read=true&Write=false&Manage=false").await;
        assert_eq!(set.status, 200);
        api
    }

    /// Creates one more Service and gives its SID.
    pub(crate) async fn add_service(&self) -> String {
        self.post("/v1/Services", "").await.text("sid")
    }

    /// A request with the right credentials. `~` in the path stands for the Service.
    pub(crate) fn request(&self, method: &str, path: &str) -> Builder {
        self.anonymous(method, path).header("Authorization", basic(ACCOUNT, TOKEN))
    }

    /// A request without credentials.
    pub(crate) fn anonymous(&self, method: &str, path: &str) -> Builder {
        let path = path.replacen('~', &self.service, 1);
        Request::builder().method(method).uri(path).header("Host", "localhost:1")
    }

    pub(crate) async fn send(&self, request: Builder, body: impl Into<Body>) -> Answer {
        let request = request.body(body.into()).expect("the request can be sent over HTTP");
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body is in memory").to_bytes().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path), Body::empty()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(self.request("DELETE", path), Body::empty()).await
    }

    /// Sends a form that needs no escaping beyond what it has.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        self.send(self.request("POST", path).header("Content-Type", FORM), form.to_owned()).await
    }

    /// Everything that is stored, as the listings show it.
    pub(crate) async fn stored(&self) -> Vec<Value> {
        let mut listings = Vec::new();
        for path in [
            "/v1/Services",
            "/v1/Services/~/Documents",
            "/v1/Services/~/Lists",
            "/v1/Services/~/Lists/list/Items",
            "/v1/Services/~/Maps",
            "/v1/Services/~/Maps/map/Items",
            "/v1/Services/~/Maps/map/Permissions",
            "/v1/Services/~/Streams",
        ] {
            listings.push(self.get(path).await.json());
        }
        listings
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("the header is ASCII"))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {} {:?}", self.status, String::from_utf8_lossy(&self.body)))
    }

    /// A field of the body that is a text.
    pub(crate) fn text(&self, field: &str) -> String {
        let body = self.json();
        body[field].as_str().unwrap_or_else(|| panic!("{field} is no text in {body}")).to_owned()
    }

    /// Asserts that this is the error answer with that status and code, complete in header and body.
    #[track_caller]
    pub(crate) fn assert_error(&self, status: u16, code: i64, what: &str) {
        let body = self.json();
        assert_eq!((self.status, &body["code"]), (status, &code.into()), "{what}: {body}");
        assert_eq!(body["status"], status, "{what}");
        assert_eq!(body["more_info"], format!("https://www.twilio.com/docs/errors/{code}"), "{what}");
        assert!(body["message"].as_str().is_some_and(|m| !m.is_empty()), "{what}: {body}");
        assert!(is_json(self.header("Content-Type")), "{what}: {:?}", self.headers);
        assert_eq!(self.header("ETag"), None, "{what}");
    }
}

/// Whether a `Content-Type` says JSON.
pub(crate) fn is_json(content_type: Option<&str>) -> bool {
    content_type.and_then(|value| value.split(';').next()) == Some("application/json")
}
