//! An API to ask without HTTP: a model in which a Service exists, and the clock that it is asked by.

use std::sync::{Arc, LazyLock};

use serde_json::Value;
use syncproof_api::{
    Address, ChildKind, Condition, ObjectKind, Profile, Request, Response, Sid, SidPrefix, Timestamp,
    form::Pair,
    profile::{Limits, Rule},
};
use syncproof_model::{Model, Reference};

/// 2026-01-01T00:00:00Z.
pub(crate) const START: Timestamp = Timestamp::from_millis(1_767_225_600_000);

/// What URLs begin with.
pub(crate) const BASE: &str = "http://localhost/v1";

/// A model with its clock. Cloning it is cheap as long as little is in it.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    model: Model,
    choices: Reference,
    /// When the next request is handled.
    pub(crate) now: Timestamp,
    /// SID of the Service.
    pub(crate) service: String,
}

/// Both bundled profiles.
static PROFILES: LazyLock<[Profile; 2]> = LazyLock::new(|| [Profile::documented(), Profile::twilio()]);

impl Api {
    /// One API for each bundled profile, its limits changed: small ones are reached by small inputs.
    pub(crate) fn both(change: impl Fn(&mut Limits)) -> [Self; 2] {
        PROFILES.each_ref().map(|profile| {
            let mut profile = profile.clone();
            change(&mut profile.limits);
            Self::new(profile)
        })
    }

    fn new(profile: Profile) -> Self {
        let model = Model::new(Arc::new(profile));
        let mut api = Self { model, choices: Reference::new(1), now: START, service: String::new() };
        let made = api.send("POST", Address::Services, Vec::new());
        text(&made, "sid").clone_into(&mut api.service);
        api
    }

    /// The numbers in force.
    pub(crate) fn limits(&self) -> &Limits {
        &self.model.profile().limits
    }

    /// What a condition is answered with.
    pub(crate) fn rule(&self, condition: Condition) -> &Rule {
        self.model.profile().rule(condition)
    }

    pub(crate) fn send(&mut self, method: &str, address: Address, params: Vec<Pair>) -> Response {
        self.send_if(method, address, params, None)
    }

    /// The same with an `If-Match` header.
    pub(crate) fn send_if(
        &mut self,
        method: &str,
        address: Address,
        params: Vec<Pair>,
        if_match: Option<String>,
    ) -> Response {
        let operation = address.operation(method).unwrap_or_else(|| panic!("{method} {} exists", address.path()));
        let account = Sid::new(SidPrefix::Account, 1);
        let request = Request { account, base: BASE.to_owned(), address, operation, params, if_match };
        self.model.invoke(&request, self.now, &mut self.choices)
    }

    pub(crate) fn get(&mut self, address: Address) -> Response {
        self.send("GET", address, Vec::new())
    }

    pub(crate) fn post(&mut self, address: Address, params: &[(&str, &str)]) -> Response {
        self.send("POST", address, pairs(params))
    }

    pub(crate) fn objects(&self, kind: ObjectKind) -> Address {
        Address::Objects { service: self.service.clone(), kind }
    }

    pub(crate) fn object(&self, kind: ObjectKind, name: &str) -> Address {
        Address::Object { service: self.service.clone(), kind, object: name.to_owned() }
    }

    pub(crate) fn children(&self, kind: ObjectKind, name: &str, child: ChildKind) -> Address {
        Address::Children { service: self.service.clone(), kind, object: name.to_owned(), child }
    }

    pub(crate) fn child(&self, kind: ObjectKind, name: &str, child: ChildKind, id: &str) -> Address {
        Address::Child { service: self.service.clone(), kind, object: name.to_owned(), child, id: id.to_owned() }
    }
}

/// Parameters as a request holds them.
pub(crate) fn pairs(params: &[(&str, &str)]) -> Vec<Pair> {
    params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The body of an answer that has to have one.
pub(crate) fn body(response: &Response) -> &Value {
    response.body.as_ref().unwrap_or_else(|| panic!("a status {} without a body", response.status))
}

/// A field of the body that has to be a text.
pub(crate) fn text<'a>(response: &'a Response, name: &str) -> &'a str {
    let body = body(response);
    body[name].as_str().unwrap_or_else(|| panic!("no text \"{name}\" in {body}"))
}
