//! An API to ask, with a clock to set.

use std::sync::Arc;

use serde_json::Value;
use syncproof_api::{Address, Profile, Request, Response, Sid, SidPrefix, Timestamp, form};

use crate::{Choices, Deviation, Model, Reference};

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600;

/// A parameter and its value.
pub(super) type Param<'a> = (&'a str, &'a str);

/// A model under test in which a Service exists, and an observer that is shown every answer: what `invoke` answers, `observe` accepts.
pub(super) struct World {
    model: Model,
    choices: Reference,
    observer: Model,
    now: Timestamp,
    account: Sid,
    /// The path of the Service.
    pub(super) service: String,
}

impl World {
    pub(super) fn new(profile: Profile) -> Self {
        let profile = Arc::new(profile);
        let mut world = Self {
            model: Model::new(Arc::clone(&profile)),
            choices: Reference::new(1),
            observer: Model::new(profile),
            now: Timestamp::from_millis(START * 1000),
            account: Sid::new(SidPrefix::Account, 1),
            service: String::new(),
        };
        let made = world.post("/Services", &[]);
        world.service = format!("/Services/{}", text(&made, "sid"));
        world
    }

    pub(super) fn documented() -> Self {
        Self::new(Profile::documented())
    }

    pub(super) fn twilio() -> Self {
        Self::new(Profile::twilio())
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, seconds: i64) -> &mut Self {
        self.now = self.now.plus_secs(seconds);
        self
    }

    /// Asks as another account from now on.
    pub(super) fn account(&mut self, number: u128) -> &mut Self {
        self.account = Sid::new(SidPrefix::Account, number);
        self
    }

    pub(super) fn get(&mut self, path: &str, params: &[Param<'_>]) -> Response {
        self.send("GET", path, params, None)
    }

    pub(super) fn post(&mut self, path: &str, params: &[Param<'_>]) -> Response {
        self.send("POST", path, params, None)
    }

    pub(super) fn delete(&mut self, path: &str) -> Response {
        self.send("DELETE", path, &[], None)
    }

    /// A POST with `If-Match`.
    pub(super) fn post_if(&mut self, path: &str, if_match: &str, params: &[Param<'_>]) -> Response {
        self.send("POST", path, params, Some(if_match))
    }

    /// A DELETE with `If-Match`.
    pub(super) fn delete_if(&mut self, path: &str, if_match: &str) -> Response {
        self.send("DELETE", path, &[], Some(if_match))
    }

    /// Follows a URL of `meta`.
    pub(super) fn follow(&mut self, page: &Response, link: &str) -> Response {
        let url = body(page)["meta"][link].as_str().unwrap_or_else(|| panic!("no {link} in {page:?}")).to_owned();
        let (path, query) = url.strip_prefix(BASE).unwrap().split_once('?').unwrap();
        let params = form::decode(query.as_bytes()).unwrap();
        let params: Vec<Param<'_>> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.get(path, &params)
    }

    fn send(&mut self, method: &str, path: &str, params: &[Param<'_>], if_match: Option<&str>) -> Response {
        let request = self.request(method, path, params, if_match);
        let response = self.model.invoke(&request, self.now, &mut self.choices);
        self.observer.observe(&request, &response, self.now).unwrap_or_else(|deviation| {
            panic!("{deviation}\n{request:?}\n{response:?}");
        });
        response
    }

    /// Shows the observer an answer that somebody else gave.
    pub(super) fn observe(&mut self, call: (&str, &str, &[Param<'_>]), response: &Response) -> Result<(), Deviation> {
        self.observe_if(call, None, response)
    }

    /// The same of a request with `If-Match`.
    pub(super) fn observe_if(
        &mut self,
        call: (&str, &str, &[Param<'_>]),
        if_match: Option<&str>,
        response: &Response,
    ) -> Result<(), Deviation> {
        let (method, path, params) = call;
        let request = self.request(method, path, params, if_match);
        self.observer.observe(&request, response, self.now)
    }

    /// What the model answers now, without the observer seeing it and without anything changing.
    pub(super) fn peek(&self, call: (&str, &str, &[Param<'_>])) -> Response {
        let (method, path, params) = call;
        let request = self.request(method, path, params, None);
        self.model.clone().invoke(&request, self.now, &mut self.choices.clone())
    }

    /// What a service answers now that chooses otherwise than the reference, without anything changing.
    pub(super) fn chosen(&self, call: (&str, &str, &[Param<'_>]), choices: &mut dyn Choices) -> Response {
        let (method, path, params) = call;
        let request = self.request(method, path, params, None);
        self.model.clone().invoke(&request, self.now, choices)
    }

    /// Paths are below the Service unless they say otherwise.
    fn request(&self, method: &str, path: &str, params: &[Param<'_>], if_match: Option<&str>) -> Request {
        let path = if path.starts_with("/Services") { path.to_owned() } else { format!("{}{path}", self.service) };
        let address = Address::parse(&path).unwrap();
        Request {
            account: self.account.clone(),
            base: BASE.to_owned(),
            operation: address.operation(method).unwrap(),
            address,
            params: params.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            if_match: if_match.map(str::to_owned),
        }
    }
}

/// What URLs begin with.
pub(super) const BASE: &str = "http://localhost/v1";

pub(super) fn body(response: &Response) -> &Value {
    response.body.as_ref().unwrap_or_else(|| panic!("no body in {response:?}"))
}

/// A field of the body.
pub(super) fn field<'a>(response: &'a Response, name: &str) -> &'a Value {
    body(response).get(name).unwrap_or_else(|| panic!("no {name} in {response:?}"))
}

/// A field that is a text.
pub(super) fn text(response: &Response, name: &str) -> String {
    field(response, name).as_str().unwrap_or_else(|| panic!("{name} is no text in {response:?}")).to_owned()
}

/// Status and code.
pub(super) fn error(response: &Response) -> (u16, i64) {
    (response.status, response.code().unwrap_or_else(|| panic!("no code in {response:?}")))
}

/// The keys, indexes or unique names in a page, separated by spaces.
pub(super) fn listed(page: &Response) -> String {
    let body = body(page);
    let entries = body[body["meta"]["key"].as_str().unwrap()].as_array().unwrap();
    let names = entries.iter().map(|entry| match entry.get("index") {
        Some(index) => index.to_string(),
        None => entry.get("key").unwrap_or(&entry["unique_name"]).as_str().unwrap_or("-").to_owned(),
    });
    names.collect::<Vec<_>>().join(" ")
}

/// JSON of exactly that many bytes: an object that holds one text.
pub(super) fn json_of(bytes: usize) -> String {
    format!("{{\"t\":\"{}\"}}", "x".repeat(bytes - 8))
}
