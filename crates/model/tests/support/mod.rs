//! Random requests with symbolic references, and a model to send them to.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

pub(crate) mod foreign;

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;
use syncproof_api::{Address, Profile, Request, Response, Sid, SidPrefix, Timestamp, form, form::Pair};
use syncproof_model::{Model, Reference};

const BASE: &str = "http://localhost/v1";

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;

pub(crate) fn profiles() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["documented", "twilio"])
}

/// One request, its objects named by where they stand among those that exist.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Time that passes before, in milliseconds.
    wait: i64,
    account: u8,
    /// Which Service; the numbers beyond those that exist name none.
    service: usize,
    method: &'static str,
    target: Target,
    params: Vec<(&'static str, String)>,
    if_match: Option<Precondition>,
}

/// What is addressed.
#[derive(Debug, Clone)]
enum Target {
    Services,
    Service,
    Objects(&'static str),
    /// By SID or by name.
    Object(&'static str, usize, bool),
    Items(usize),
    Item(usize, &'static str),
    /// A link of the last page.
    Link(&'static str),
}

#[derive(Debug, Clone)]
enum Precondition {
    Current,
    Quoted,
    Text(&'static str),
}

const NAMES: &[&str] = &["a", "b", "c", "d e", "f/g", "é"];
const KEYS: &[&str] = &["a", "c", "e f", "b", "bb", "d", "g/h", "é", "😀", "\u{ffee}"];

/// Random steps after some that make a Service, two Maps and a few items.
pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..=most).prop_map(|random| {
        let make = |target, params: &[(&'static str, &str)]| Step {
            method: "POST",
            target,
            params: params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            ..Step::plain_fetch()
        };
        let items = ["a", "c", "e f"].map(|key| make(Target::Items(0), &[("Key", key), ("Data", "{}")]));
        let objects = ["Maps", "Maps", "Documents"].map(|kind| make(Target::Objects(kind), &[]));
        std::iter::once(make(Target::Services, &[])).chain(objects).chain(items).chain(random).collect()
    })
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let wait = prop_oneof![6 => Just(0i64), 3 => 0..1500i64, 2 => 1500..20_000i64];
    let account = prop_oneof![30 => Just(1u8), 1 => Just(2u8)];
    let service = prop_oneof![20 => Just(0usize), 3 => Just(1usize), 1 => Just(9usize)];
    (wait, account, service, call(), precondition()).prop_map(
        |(wait, account, service, (method, target, params), if_match)| Step {
            wait,
            account,
            service,
            method,
            target,
            params,
            if_match,
        },
    )
}

type Call = (&'static str, Target, Vec<(&'static str, String)>);

fn call() -> impl Strategy<Value = Call> {
    let kind = || prop::sample::select(vec!["Documents", "Maps"]);
    let object =
        || (kind(), 0..4usize, any::<bool>()).prop_map(|(kind, at, by_name)| Target::Object(kind, at, by_name));
    // The first few are there from the start.
    let key = || prop_oneof![2 => prop::sample::select(&KEYS[..3]), 1 => prop::sample::select(KEYS)];
    let item =
        move || (prop_oneof![3 => Just(0), 1 => Just(1usize)], key()).prop_map(|(map, key)| Target::Item(map, key));
    let get = |target| ("GET", target, Vec::new());
    let delete = |target| ("DELETE", target, Vec::new());
    let make = |target: Target| move |params| ("POST", target.clone(), params);
    prop_oneof![
        2 => service_params().prop_map(make(Target::Services)),
        2 => service_params().prop_map(make(Target::Service)),
        1 => Just(get(Target::Service)),
        2 => page_params().prop_map(|params| ("GET", Target::Services, params)),
        1 => prop::bool::weighted(0.2).prop_map(move |really| if really { delete(Target::Service) } else { get(Target::Service) }),
        10 => (kind(), object_params()).prop_map(|(kind, params)| ("POST", Target::Objects(kind), params)),
        6 => (object(), object_params()).prop_map(|(target, params)| ("POST", target, params)),
        5 => object().prop_map(get),
        2 => object().prop_map(delete),
        5 => (kind(), page_params()).prop_map(|(kind, params)| ("GET", Target::Objects(kind), params)),
        15 => (0..2usize, item_params(true)).prop_map(|(map, params)| ("POST", Target::Items(map), params)),
        12 => (item(), item_params(false)).prop_map(|(target, params)| ("POST", target, params)),
        8 => item().prop_map(get),
        3 => item().prop_map(delete),
        8 => (0..2usize, page_params()).prop_map(|(map, params)| ("GET", Target::Items(map), params)),
        8 => prop::sample::select(vec!["next_page_url", "previous_page_url", "first_page_url", "url"])
            .prop_map(move |link| get(Target::Link(link))),
    ]
}

fn precondition() -> impl Strategy<Value = Option<Precondition>> {
    prop_oneof![
        8 => Just(None),
        1 => Just(Some(Precondition::Current)),
        1 => Just(Some(Precondition::Quoted)),
        1 => prop::sample::select(vec!["0", "1", "A", "01", "*", "", "no revision", "\"0\", \"1\""])
            .prop_map(|text| Some(Precondition::Text(text))),
    ]
}

fn texts(values: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    prop::sample::select(values.to_vec()).prop_map(str::to_owned)
}

/// The parameter or not.
fn sometimes(
    name: &'static str,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = Option<(&'static str, String)>> {
    prop::option::of(value).prop_map(move |value| value.map(|value| (name, value)))
}

fn ttl() -> impl Strategy<Value = String> {
    prop_oneof![6 => texts(&["0", "1", "2", "5", "10", "60", "31536000"]), 1 => texts(&["", "-1", "31536001", "x", "007", "+5"])]
}

fn data() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..5).prop_map(|n| format!("{{\"n\":{n}}}")),
        2 => texts(&["{}", "null", "", "[1]", "nope", "{\"a\":1,\"a\":2}", "5", "{\"n\":1e400}", "\"\\ud83d\""]),
        1 => prop::sample::select(vec![16_375usize, 16_384, 16_385]).prop_map(|size| format!("\"{}\"", "x".repeat(size - 2))),
    ]
}

fn object_params() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let name = prop_oneof![9 => texts(NAMES), 1 => texts(&["", "ET0123456789abcdef0123456789abcdef"])];
    let params = (
        sometimes("UniqueName", name),
        sometimes("Data", data()),
        rarely("Ttl", ttl()),
        rarely("CollectionTtl", ttl()),
    );
    params.prop_map(|(a, b, c, d)| [a, b, c, d].into_iter().flatten().collect())
}

fn item_params(creates: bool) -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let key = prop_oneof![20 => texts(KEYS).prop_map(Some), 1 => Just(Some(String::new())), 1 => Just(None)];
    let key = key.prop_map(move |key| key.filter(|_| creates).map(|key| ("Key", key)));
    let data = prop_oneof![6 => data().prop_map(|data| Some(("Data", data))), 1 => Just(None)];
    let ttls = (rarely("Ttl", ttl()), rarely("ItemTtl", ttl()), rarely("CollectionTtl", ttl()));
    (key, data, ttls).prop_map(|(key, data, (a, b, c))| [key, data, a, b, c].into_iter().flatten().collect())
}

fn rarely(
    name: &'static str,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = Option<(&'static str, String)>> {
    prop::option::weighted(0.25, value).prop_map(move |value| value.map(|value| (name, value)))
}

fn page_params() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let params = (
        sometimes("PageSize", texts(&["1", "2", "3", "100", "500", "2000", "0", ""])),
        rarely("Order", texts(&["asc", "desc", "DESC", "up"])),
        rarely("From", texts(KEYS)),
        rarely("Bounds", texts(&["inclusive", "exclusive", ""])),
        prop::option::weighted(0.05, texts(&["x", "PT00", ""]))
            .prop_map(|token| token.map(|token| ("PageToken", token))),
        prop::option::weighted(0.05, texts(&["0", "3", "-1"])).prop_map(|page| page.map(|page| ("Page", page))),
    );
    params.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f].into_iter().flatten().collect())
}

fn service_params() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let params = (
        rarely("FriendlyName", texts(&["one", "two", ""])),
        rarely("AclEnabled", texts(&["true", "false", "TRUE"])),
        rarely("WebhookUrl", texts(&["https://example.com/", "nope", ""])),
        rarely("ReachabilityDebouncingWindow", texts(&["1000", "30000", "999", "x"])),
    );
    params.prop_map(|(a, b, c, d)| [a, b, c, d].into_iter().flatten().collect())
}

impl Step {
    pub(crate) fn plain_fetch() -> Self {
        Self {
            wait: 0,
            account: 1,
            service: 0,
            method: "GET",
            target: Target::Service,
            params: Vec::new(),
            if_match: None,
        }
    }

    /// The step without anything of which the documents leave open what it means or whether it is refused, and without anything that
    /// expires: there is one right answer to it.
    pub(crate) fn tamed(mut self) -> Self {
        let creates = self.method == "POST" && !matches!(self.target, Target::Object(..) | Target::Item(..));
        self.if_match = None;
        self.params.retain(|(name, value)| match *name {
            "Data" => value.starts_with("{\"n\":") && value.len() < 8,
            "Ttl" | "ItemTtl" | "CollectionTtl" => ["0", "31536000", "-1"].contains(&value.as_str()),
            "PageSize" => ["1", "2", "3", "100"].contains(&value.as_str()),
            "Order" | "Bounds" | "AclEnabled" => !value.is_empty() && !value.chars().any(char::is_uppercase),
            // Beside an emoji, this character is listed before or after it.
            "UniqueName" | "Key" => creates && !value.is_empty() && !value.contains('/') && value != "\u{ffee}",
            "FriendlyName" | "WebhookUrl" => !value.is_empty(),
            "Page" | "PageToken" => false,
            _ => true,
        });
        match &mut self.target {
            Target::Item(_, key) if key.contains('/') => *key = "a",
            Target::Object(_, _, by_name) => *by_name = false,
            _ => {}
        }
        self
    }
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
        let object = |kind: &str, at: usize, by_name: bool| {
            let mut of_kind = self.objects.iter().filter(|(home, of, ..)| *home == service && *of == kind);
            let (_, _, sid, name) = of_kind.nth(at)?;
            Some(name.clone().filter(|_| by_name).unwrap_or_else(|| sid.clone()))
        };
        let e = |text: Option<String>| form::encode_segment(&text.unwrap_or_else(|| "none".to_owned()));
        let mut method = step.method;
        let mut params: Vec<Pair> = step.params.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
        let path = match &step.target {
            Target::Services => "/Services".to_owned(),
            Target::Service => format!("/Services/{service}"),
            Target::Objects(kind) => format!("/Services/{service}/{kind}"),
            Target::Object(kind, at, by_name) => {
                format!("/Services/{service}/{kind}/{}", e(object(kind, *at, *by_name)))
            }
            Target::Items(map) => format!("/Services/{service}/Maps/{}/Items", e(object("Maps", *map, false))),
            Target::Item(map, key) => {
                format!(
                    "/Services/{service}/Maps/{}/Items/{}",
                    e(object("Maps", *map, true)),
                    e(Some((*key).to_owned()))
                )
            }
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
                get(format!("/Services/{service}/Documents"));
                get(format!("/Services/{service}/Maps"));
            }
            for (service, kind, sid, _) in self.objects.iter().filter(|(_, kind, ..)| *kind == "Maps") {
                get(format!("/Services/{service}/{kind}/{sid}/Items"));
            }
        }
        dump
    }

    /// The collection of the items of a new Map.
    pub(crate) fn map_items(&mut self) -> String {
        let map = self.send("POST", "/Maps", &[("UniqueName", "m")]);
        assert_eq!(map.status, 201);
        "/Maps/m/Items".to_owned()
    }

    /// Makes sure that an item or Document with that key or name is there.
    pub(crate) fn put(&mut self, collection: &str, key: &str) {
        let answer = self.send("POST", collection, &[("Key", key), ("UniqueName", key), ("Data", "{}")]);
        assert!([201, 409].contains(&answer.status), "{answer:?}");
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
    fn send(&mut self, method: &str, path: &str, params: &[(&str, &str)]) -> Response {
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

/// The keys or names in a page.
pub(crate) fn entries(page: &Response) -> Vec<String> {
    let body = body(page);
    let key = body["meta"]["key"].as_str().unwrap();
    let name = if key == "items" { "key" } else { "unique_name" };
    body[key].as_array().unwrap().iter().map(|entry| entry[name].as_str().unwrap().to_owned()).collect()
}
