//! Two servers that begin alike in every run, and how requests come to them.

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Uri, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures::FutureExt as _;
use http_body_util::BodyExt as _;
use serde_json::Value;
use syncproof_api::{Profile, Sid, SidPrefix, Timestamp};
use syncproof_model::Model;
use syncproof_server::{Access, Engine, Freedom, Implementation, app};
use tower::ServiceExt as _;

use crate::message::Message;

const TOKEN: &str = "s:ecret";
/// When every run begins: 2026-01-02T03:04:05Z.
const BEGIN: Timestamp = Timestamp::from_millis(1_767_323_045_000);
const SEED: u64 = 7;

/// What is there in the beginning: `(name, path, form)` of a POST. `{name}` stands for the SID of what was created under that name.
const THINGS: [(&str, &str, &str); 14] = [
    ("{service}", "/Services", "FriendlyName=first"),
    ("{document}", "/Services/{service}/Documents", "UniqueName=doc&Data={\"a\":1}"),
    ("{list}", "/Services/{service}/Lists", "UniqueName=list"),
    ("", "/Services/{service}/Lists/list/Items", "Data={\"a\":1}"),
    ("", "/Services/{service}/Lists/list/Items", "Data=[2]&Ttl=60"),
    ("{map}", "/Services/{service}/Maps", "UniqueName=map&Ttl=3600"),
    ("", "/Services/{service}/Maps/map/Items", "Key=key&Data={\"a\":1}"),
    ("", "/Services/{service}/Maps/map/Items", "Key=a%2Fb&Data=2"),
    ("", "/Services/{service}/Maps/map/Items", "Key=%C3%A9&Data=3"),
    ("{stream}", "/Services/{service}/Streams", "UniqueName=stream"),
    ("", "/Services/{service}/Documents/doc/Permissions/id", "Read=true&Write=false&Manage=false"),
    ("", "/Services/{service}/Lists/list/Permissions/id", "Read=false&Write=true&Manage=false"),
    ("", "/Services/{service}/Maps/map/Permissions/id", "Read=false&Write=false&Manage=true"),
    ("{other}", "/Services", ""),
];

/// What stands for SIDs in requests, with the SIDs.
type Names = Vec<(String, String)>;

/// The servers as they begin, with the SIDs of what is in them by name.
static BEGINNINGS: LazyLock<[(Engine, Names); 2]> = LazyLock::new(|| beginnings(None));

/// The `Authorization` header that is right.
pub(super) static CREDENTIAL: LazyLock<String> =
    LazyLock::new(|| format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{TOKEN}", account()))));

fn account() -> Sid {
    Sid::new(SidPrefix::Account, 1)
}

fn beginnings(freedom: Option<Freedom>) -> [(Engine, Names); 2] {
    [Profile::documented(), Profile::twilio()].map(|profile| {
        let access = Access { account: account(), token: TOKEN.to_owned() };
        let engine = Engine::of(Implementation::new(Arc::new(profile), SEED), access).standing_at(BEGIN);
        beginning(match freedom {
            None => engine,
            Some(freedom) => engine.with_freedom(freedom),
        })
    })
}

fn beginning(engine: Engine) -> (Engine, Names) {
    let mut world = World::around(engine, vec![("{account}".to_owned(), account().to_string())]);
    for (name, path, form) in THINGS {
        let message = Message {
            wait: 0,
            method: b"POST".to_vec(),
            target: format!("/v1{path}").into_bytes(),
            headers: vec![(b"Content-Type".to_vec(), b"application/x-www-form-urlencoded".to_vec())],
            body: form.as_bytes().to_vec(),
        };
        let request = world.prepare(&message).expect("what a world begins with can be sent");
        let answer = world.send(&request);
        assert!(answer.is_success(), "{path}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
        if let (Some(sid), false) = (answer.sid(), name.is_empty()) {
            world.names.push((name.to_owned(), sid.to_owned()));
        }
    }
    (world.engine.fork(), world.names)
}

thread_local! {
    /// Worlds in which nothing has happened: most inputs store nothing, and making worlds takes longer than asking in them.
    static UNTOUCHED: RefCell<Option<[World; 2]>> = const { RefCell::new(None) };

    /// What the worlds of freedoms begin with, by the name of the freedom.
    static FREE: RefCell<HashMap<&'static str, [(Engine, Names); 2]>> = RefCell::default();
}

/// A server, and what was learned of it.
pub(super) struct World {
    pub(super) engine: Arc<Engine>,
    router: Router,
    names: Names,
    /// How many requests were answered.
    answered: usize,
    /// What was stored when that was looked at last.
    known: Model,
    /// Whether anything has changed since the beginning.
    is_touched: bool,
}

impl World {
    /// One a profile, as in the beginning.
    pub(super) fn both() -> [Self; 2] {
        UNTOUCHED.with_borrow_mut(Option::take).unwrap_or_else(|| Self::all_from(&BEGINNINGS))
    }

    /// The same of servers that use a freedom.
    pub(super) fn both_with(freedom: Freedom) -> [Self; 2] {
        FREE.with_borrow_mut(|free| {
            Self::all_from(free.entry(freedom.name()).or_insert_with(|| beginnings(Some(freedom))))
        })
    }

    fn all_from(beginnings: &[(Engine, Names); 2]) -> [Self; 2] {
        beginnings.each_ref().map(|(engine, names)| Self::around(engine.fork(), names.clone()))
    }

    /// For the next one who asks for [`World::both`], if nothing has happened in them.
    pub(super) fn give_back(mut worlds: [Self; 2]) {
        if worlds.iter().all(|world| !world.is_touched) {
            for (world, (_, names)) in worlds.iter_mut().zip(BEGINNINGS.iter()) {
                world.names.truncate(names.len());
                world.answered = 0;
            }
            UNTOUCHED.set(Some(worlds));
        }
    }

    fn around(engine: Engine, names: Names) -> Self {
        let engine = Arc::new(engine);
        let known = engine.stored();
        Self { router: app(Arc::clone(&engine)), engine, known, names, answered: 0, is_touched: false }
    }

    /// Whether what is stored is what was known last.
    pub(super) fn is_as_known(&self) -> bool {
        self.engine.stores(&self.known)
    }

    /// Takes note of what is stored now.
    pub(super) fn know(&mut self) {
        self.known = self.engine.stored();
        self.is_touched = true;
    }

    /// What decides about right and wrong here.
    pub(super) fn profile(&self) -> &Profile {
        &self.engine.config().profile
    }

    /// A request that can be sent; none if no client could. Lets pass the time that is to pass before it.
    pub(super) fn prepare(&mut self, message: &Message) -> Option<Request> {
        self.wait(message.wait);
        let method = Method::from_bytes(&message.method).ok()?;
        let target = Uri::try_from(self.filled(&message.target)).ok()?;
        let mut headers = HeaderMap::new();
        for (name, value) in &message.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(&self.filled(value)))
            {
                headers.append(name, value);
            }
        }
        for (name, value) in [(header::AUTHORIZATION, CREDENTIAL.as_str()), (header::HOST, "localhost:1")] {
            if let (false, Ok(value)) = (headers.contains_key(&name), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        Some(Request { method, target, headers, body: self.filled(&message.body).into() })
    }

    fn wait(&mut self, seconds: u32) {
        if seconds == 0 {
            return;
        }
        for (_, sid) in self.names.iter().filter(|(_, sid)| sid.starts_with("IS")) {
            self.engine.advance(sid, std::time::Duration::from_secs(seconds.into()));
            // What has expired by now is removed by the next request, which therefore must not be the one that is judged.
            let target = Uri::try_from(format!("/v1/Services/{sid}")).unwrap_or_default();
            let headers = HeaderMap::from_iter([(
                header::AUTHORIZATION,
                HeaderValue::from_str(&CREDENTIAL).unwrap_or_else(|_| HeaderValue::from_static("")),
            )]);
            self.send(&Request { method: Method::GET, target, headers, body: Bytes::new() });
        }
        self.know();
    }

    /// A text with SIDs in place of what stands for them.
    fn filled(&self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.iter().position(|byte| *byte == b'{') {
            out.extend_from_slice(&rest[..at]);
            rest = &rest[at..];
            let known = self.names.iter().find(|(name, _)| rest.starts_with(name.as_bytes()));
            let (sid, length) = known.map_or(("{", 1), |(name, sid)| (sid.as_str(), name.len()));
            out.extend_from_slice(sid.as_bytes());
            rest = &rest[length..];
        }
        out.extend_from_slice(rest);
        out
    }

    /// Sends a request.
    pub(super) fn send(&self, request: &Request) -> Answer {
        let mut sent = HttpRequest::new(Body::from(request.body.clone()));
        *sent.method_mut() = request.method.clone();
        *sent.uri_mut() = request.target.clone();
        *sent.headers_mut() = request.headers.clone();
        // Nothing here waits for anything.
        let Ok(response) = self.router.clone().oneshot(sent).now_or_never().expect("the server waits for nothing");
        let (head, body) = response.into_parts();
        let body = body.collect().now_or_never().expect("a body is in memory").expect("a body is whole").to_bytes();
        let json = serde_json::from_slice(&body).ok();
        Answer { status: head.status.as_u16(), headers: head.headers, body, json }
    }

    /// Gives a name to what an answer shows.
    pub(super) fn note(&mut self, answer: &Answer) {
        self.answered += 1;
        if let Some(sid) = answer.sid() {
            self.names.push((format!("{{{}}}", self.answered), sid.to_owned()));
        }
    }
}

/// A request that can be sent, more than once.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) target: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Request {
    /// Whether it only reads.
    pub(super) fn is_safe(&self) -> bool {
        self.method == Method::GET || self.method == Method::HEAD
    }

    /// A reading of a URL that an answer to this request has named. One that is none leads nowhere.
    pub(super) fn to(&self, url: &str) -> Self {
        let target = Uri::try_from(url).unwrap_or_default();
        let path = target.path_and_query().map(|path| Uri::from(path.clone())).unwrap_or_default();
        Self { method: Method::GET, target: path, headers: self.headers.clone(), body: Bytes::new() }
    }

    /// A header, if it is ASCII.
    pub(super) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) json: Option<Value>,
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn sid(&self) -> Option<&str> {
        self.json.as_ref()?.get("sid")?.as_str()
    }

    pub(super) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
