//! A model to send random requests to.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

pub(crate) mod foreign;
mod steps;

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;
use syncproof_api::{Address, Profile, Request, Response, Sid, SidPrefix, Timestamp, form, form::Pair};
use syncproof_model::{Model, Reference};

use steps::{Named, Precondition, Target};
pub(crate) use steps::{Step, steps};

const BASE: &str = "http://localhost/v1";

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;

pub(crate) fn profiles() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["documented", "twilio"])
}

/// A model with its clock, asked through requests.
pub(crate) struct Api {
    pub(crate) model: Model,
    pub(crate) now: Timestamp,
    choices: Reference,
    /// SIDs of the Services, whether they still exist or not, then of the objects of each kind with their names.
    services: Vec<String>,
    objects: Vec<(String, &'static str, String, Option<String>)>,
    /// The links of the last page.
    meta: Value,
}

impl Api {
    /// An API in which nothing is.
    pub(crate) fn new(profile: &str) -> Self {
        Self {
            model: Model::new(Arc::new(Profile::bundled(profile).unwrap())),
            now: Timestamp::from_millis(START),
            choices: Reference::new(7),
            services: Vec::new(),
            objects: Vec::new(),
            meta: Value::Null,
        }
    }

    /// The request that a step stands for now.
    pub(crate) fn request(&mut self, step: &Step) -> Request {
        self.now = Timestamp::from_millis(self.now.as_millis() + step.wait);
        let account = Sid::new(SidPrefix::Account, u128::from(step.account));
        let nowhere = "IS00000000000000000000000000000000".to_owned();
        let service = self.services.get(step.service).cloned().unwrap_or(nowhere);
        let segment = |text: &str| form::encode_segment(text);
        let object = |named: &Named| {
            let mut of_kind = self.objects.iter().filter(|(home, of, ..)| *home == service && *of == named.kind);
            let called = of_kind.nth(named.at).map(|(_, _, sid, name)| match name {
                Some(name) if named.by_name => name.as_str(),
                _ => sid.as_str(),
            });
            format!("/Services/{service}/{}/{}", named.kind, segment(called.unwrap_or("none")))
        };
        let mut method = step.method;
        let mut params: Vec<Pair> = step.params.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
        let path = match &step.target {
            Target::Services => "/Services".to_owned(),
            Target::Service => format!("/Services/{service}"),
            Target::Objects(kind) => format!("/Services/{service}/{kind}"),
            Target::Object(named) => object(named),
            Target::Children(named, children) => format!("{}/{children}", object(named)),
            Target::Child(named, children, id) => format!("{}/{children}/{}", object(named), segment(id)),
            Target::Link(link) => match self.meta[*link].as_str() {
                Some(url) => {
                    let (path, query) = parts(url);
                    params = query;
                    path
                }
                None => "/Services".to_owned(),
            },
        };
        // The first thing there has to be is a Service, and then objects in it.
        let path = if self.services.is_empty() {
            method = "POST";
            params.clear();
            "/Services".to_owned()
        } else {
            path
        };
        let address = Address::parse(&path).unwrap();
        let operation = address.operation(method).unwrap();
        let mut request = Request { account, base: BASE.to_owned(), operation, address, params, if_match: None };
        request.if_match = step.if_match.as_ref().map(|condition| {
            let current = self.current(&request).and_then(|body| body["revision"].as_str().map(str::to_owned));
            match condition {
                Precondition::Current => current.unwrap_or_default(),
                Precondition::Quoted => format!("\"{}\"", current.unwrap_or_default()),
                Precondition::Text(text) => (*text).to_owned(),
            }
        });
        request
    }

    /// Sends a request, and remembers what it makes.
    pub(crate) fn invoke(&mut self, request: &Request) -> Response {
        let response = self.model.invoke(request, self.now, &mut self.choices);
        self.remember(request, &response);
        response
    }

    /// Remembers what an answer tells of things that steps may refer to.
    pub(crate) fn remember(&mut self, request: &Request, response: &Response) {
        if let (204, Address::Object { object, .. }) = (response.status, &request.address) {
            self.objects.retain(|(_, _, sid, name)| sid != object && name.as_ref() != Some(object));
        }
        let Some(body) = response.body.as_ref().filter(|_| response.is_success()) else { return };
        if body.get("meta").is_some() {
            self.meta = body["meta"].clone();
        }
        let text = |name: &str| body[name].as_str().map(str::to_owned);
        if response.status == 201 {
            match &request.address {
                Address::Services => self.services.extend(text("sid")),
                Address::Objects { service, kind } => {
                    let sid = text("sid").unwrap();
                    self.objects.push((service.clone(), kind.segment(), sid, text("unique_name")));
                }
                _ => {}
            }
        }
    }

    /// The representation of what a request addresses, as it is before the request.
    pub(crate) fn current(&self, request: &Request) -> Option<Value> {
        let operation = request.address.operation("GET").filter(|_| !request.address.is_collection())?;
        let fetch = Request { operation, params: Vec::new(), if_match: None, ..request.clone() };
        let answer = self.model.clone().invoke(&fetch, self.now, &mut self.choices.clone());
        answer.body.filter(|_| answer.status == 200)
    }

    /// Everything there is, as listings show it.
    pub(crate) fn dump(&self) -> Vec<Value> {
        let mut model = self.model.clone();
        let mut dump = Vec::new();
        for number in [1, 2] {
            let mut get = |path: String| {
                let address = Address::parse(&path).unwrap();
                let request = Request {
                    account: Sid::new(SidPrefix::Account, number),
                    base: BASE.to_owned(),
                    operation: address.operation("GET").unwrap(),
                    address,
                    params: vec![("PageSize".to_owned(), "100".to_owned())],
                    if_match: None,
                };
                dump.extend(model.invoke(&request, self.now, &mut self.choices.clone()).body);
            };
            get("/Services".to_owned());
            for service in &self.services {
                for kind in ["Documents", "Lists", "Maps", "Streams"] {
                    get(format!("/Services/{service}/{kind}"));
                }
            }
            for (service, kind, sid, _) in &self.objects {
                let children: &[&str] = match *kind {
                    "Documents" => &["Permissions"],
                    "Streams" => &[],
                    _ => &["Items", "Permissions"],
                };
                for child in children {
                    get(format!("/Services/{service}/{kind}/{sid}/{child}"));
                }
            }
        }
        dump
    }

    /// Makes a Map or List and gives its path.
    pub(crate) fn make(&mut self, kind: &str) -> String {
        let made = self.send("POST", &format!("/{kind}"), &[("UniqueName", "m")]);
        assert_eq!(made.status, 201);
        format!("/{kind}/m")
    }

    /// Makes sure that an item, permission or Document with that key, identity or name is there.
    pub(crate) fn put(&mut self, collection: &str, key: &str) {
        let answer = if collection.ends_with("/Permissions") {
            let flags = [("Read", "true"), ("Write", "false"), ("Manage", "false")];
            self.send("POST", &format!("{collection}/{key}"), &flags)
        } else {
            self.send("POST", collection, &[("Key", key), ("UniqueName", key), ("Data", "{}")])
        };
        assert!([200, 201, 409].contains(&answer.status), "{answer:?}");
    }

    /// Makes sure that it is not.
    pub(crate) fn remove(&mut self, collection: &str, key: &str) {
        let answer = self.send("DELETE", &format!("{collection}/{key}"), &[]);
        assert!([204, 404].contains(&answer.status), "{answer:?}");
    }

    pub(crate) fn list(&mut self, collection: &str, params: &[Pair]) -> Response {
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.send("GET", collection, &params)
    }

    pub(crate) fn follow(&mut self, url: &str) -> Response {
        let (path, params) = parts(url);
        self.list(&path, &params)
    }

    /// Paths are below the first Service unless they say otherwise; it is made when it is needed.
    pub(crate) fn send(&mut self, method: &str, path: &str, params: &[(&str, &str)]) -> Response {
        if self.services.is_empty() {
            let first = self.request(&Step::plain_fetch());
            self.invoke(&first);
        }
        let path = if path.starts_with("/Services") {
            path.to_owned()
        } else {
            format!("/Services/{}{path}", self.services[0])
        };
        let address = Address::parse(&path).unwrap();
        let request = Request {
            account: Sid::new(SidPrefix::Account, 1),
            base: BASE.to_owned(),
            operation: address.operation(method).unwrap(),
            address,
            params: params.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            if_match: None,
        };
        self.invoke(&request)
    }
}

fn parts(url: &str) -> (String, Vec<Pair>) {
    let (path, query) = url[url.find("/Services").unwrap()..].split_once('?').unwrap();
    (path.to_owned(), form::decode(query.as_bytes()).unwrap())
}

pub(crate) fn body(response: &Response) -> &Value {
    response.body.as_ref().unwrap()
}

/// The keys, indexes, identities or names in a page.
pub(crate) fn entries(page: &Response) -> Vec<String> {
    let body = body(page);
    let entries = body[body["meta"]["key"].as_str().unwrap()].as_array().unwrap();
    let name = |entry: &Value| {
        let name = ["index", "key", "identity", "unique_name"].iter().find_map(|name| entry.get(*name)).unwrap();
        name.as_str().map_or_else(|| name.to_string(), str::to_owned)
    };
    entries.iter().map(name).collect()
}
