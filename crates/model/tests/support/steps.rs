//! Random requests, their objects named symbolically.
//!
//! Strategies are boxed: as one value of nested types they would be too large for the stack of a test.

use proptest::prelude::*;

/// One request, its objects named by where they stand among those that exist.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Time that passes before, in milliseconds.
    pub(super) wait: i64,
    pub(super) account: u8,
    /// Which Service; the numbers beyond those that exist name none.
    pub(super) service: usize,
    pub(super) method: &'static str,
    pub(super) target: Target,
    pub(super) params: Params,
    pub(super) if_match: Option<Precondition>,
}

type Params = Vec<(&'static str, String)>;

/// What is addressed.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Services,
    Service,
    /// Objects of a kind.
    Objects(&'static str),
    Object(Named),
    /// Items, Permissions or Messages.
    Children(Named, &'static str),
    /// One of them.
    Child(Named, &'static str, &'static str),
    /// A link of the last page.
    Link(&'static str),
}

/// An object: its kind, which of those that there are, and whether it is called by its name.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) kind: &'static str,
    pub(super) at: usize,
    pub(super) by_name: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Precondition {
    Current,
    Quoted,
    Text(&'static str),
}

const KINDS: &[&str] = &["Documents", "Lists", "Maps", "Streams"];
const NAMES: &[&str] = &["a", "b", "c", "d e", "f/g", "é"];
const KEYS: &[&str] = &["a", "c", "e f", "b", "bb", "d", "g/h", "é", "😀", "\u{ffee}"];
const INDEXES: &[&str] = &["0", "1", "2", "3", "4", "7", "01", "+1", "x", "-1", "99999999999999999999"];
const IDENTITIES: &[&str] = &["i", "j", "k l", "m/n", "é"];

/// Random steps after some that make a Service, objects of each kind, and items and permissions of the first ones.
pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..=most).prop_map(|random| {
        let make = |target, params: &[(&'static str, &str)]| Step {
            method: "POST",
            target,
            params: params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            ..Step::plain_fetch()
        };
        let objects = ["Maps", "Maps", "Lists", "Documents", "Streams"].map(|kind| make(Target::Objects(kind), &[]));
        let map_items = ["a", "c", "e f"]
            .map(|key| make(Target::Children(first("Maps"), "Items"), &[("Key", key), ("Data", "{}")]));
        let list_items = [1, 2, 3].map(|_| make(Target::Children(first("Lists"), "Items"), &[("Data", "{}")]));
        let permissions = ["Documents", "Lists", "Maps"].map(|kind| {
            let all = [("Read", "true"), ("Write", "true"), ("Manage", "false")];
            make(Target::Child(first(kind), "Permissions", "i"), &all)
        });
        let made = objects.into_iter().chain(map_items).chain(list_items).chain(permissions);
        std::iter::once(make(Target::Services, &[])).chain(made).chain(random).collect()
    })
}

fn step() -> impl Strategy<Value = Step> {
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

type Call = (&'static str, Target, Params);

fn get(target: Target) -> Call {
    ("GET", target, Vec::new())
}

fn delete(target: Target) -> Call {
    ("DELETE", target, Vec::new())
}

fn post((target, params): (Target, Params)) -> Call {
    ("POST", target, params)
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        9 => service_call(),
        28 => object_call(),
        45 => item_call(),
        20 => permission_call(),
        6 => (named(&["Streams"]), message_params())
            .prop_map(|(stream, params)| post((Target::Children(stream, "Messages"), params))),
        8 => prop::sample::select(vec!["next_page_url", "previous_page_url", "first_page_url", "url"])
            .prop_map(|link| get(Target::Link(link))),
    ]
}

fn service_call() -> BoxedStrategy<Call> {
    let either = |really| if really { delete(Target::Service) } else { get(Target::Service) };
    prop_oneof![
        2 => service_params().prop_map(|params| post((Target::Services, params))),
        2 => service_params().prop_map(|params| post((Target::Service, params))),
        1 => Just(get(Target::Service)),
        2 => page_params(KEYS).prop_map(|params| ("GET", Target::Services, params)),
        1 => prop::bool::weighted(0.2).prop_map(either),
    ]
    .boxed()
}

fn object_call() -> BoxedStrategy<Call> {
    let kind = || prop::sample::select(KINDS);
    let object = || named(KINDS).prop_map(Target::Object);
    prop_oneof![
        10 => (kind().prop_map(Target::Objects), object_params()).prop_map(post),
        6 => (object(), object_params()).prop_map(post),
        5 => object().prop_map(get),
        2 => object().prop_map(delete),
        5 => (kind(), page_params(KEYS)).prop_map(|(kind, params)| ("GET", Target::Objects(kind), params)),
    ]
    .boxed()
}

fn item_call() -> BoxedStrategy<Call> {
    let parent = || prop_oneof![Just(first("Maps")), Just(first("Lists")), named(&["Maps", "Lists"])];
    // The first few are there from the start.
    let id = |kind| {
        let ids = if kind == "Lists" { INDEXES } else { KEYS };
        prop_oneof![2 => prop::sample::select(&ids[..3]), 1 => prop::sample::select(ids)]
    };
    let item = move || {
        let with_id = move |parent: Named| (Just(parent.clone()), id(parent.kind));
        parent().prop_flat_map(with_id).prop_map(|(parent, id)| Target::Child(parent, "Items", id))
    };
    let items = move || parent().prop_map(|parent| Target::Children(parent, "Items"));
    let listing = move || {
        let with_params = |parent: Named| {
            let from = if parent.kind == "Lists" { INDEXES } else { KEYS };
            (Just(parent), page_params(from))
        };
        parent().prop_flat_map(with_params)
    };
    prop_oneof![
        15 => (items(), item_params(true)).prop_map(post),
        12 => (item(), item_params(false)).prop_map(post),
        8 => item().prop_map(get),
        3 => item().prop_map(delete),
        8 => listing().prop_map(|(parent, params)| ("GET", Target::Children(parent, "Items"), params)),
    ]
    .boxed()
}

fn permission_call() -> BoxedStrategy<Call> {
    // Streams have none.
    let parent = || prop_oneof![named(&["Documents"]), named(&["Lists"]), named(&["Maps"])];
    let permission = move || {
        let identity = prop::sample::select(IDENTITIES);
        (parent(), identity).prop_map(|(parent, identity)| Target::Child(parent, "Permissions", identity))
    };
    prop_oneof![
        8 => (permission(), flags()).prop_map(post),
        5 => permission().prop_map(get),
        3 => permission().prop_map(delete),
        4 => (parent(), page_params(KEYS))
            .prop_map(|(parent, params)| ("GET", Target::Children(parent, "Permissions"), params)),
    ]
    .boxed()
}

fn first(kind: &'static str) -> Named {
    Named { kind, at: 0, by_name: false }
}

fn named(kinds: &'static [&'static str]) -> impl Strategy<Value = Named> {
    let at = prop_oneof![3 => Just(0usize), 2 => Just(1usize), 1 => 2..4usize];
    (prop::sample::select(kinds), at, any::<bool>()).prop_map(|(kind, at, by_name)| Named { kind, at, by_name })
}

fn precondition() -> BoxedStrategy<Option<Precondition>> {
    prop_oneof![
        8 => Just(None),
        1 => Just(Some(Precondition::Current)),
        1 => Just(Some(Precondition::Quoted)),
        1 => prop::sample::select(vec!["0", "1", "A", "01", "*", "", "no revision", "\"0\", \"1\""])
            .prop_map(|text| Some(Precondition::Text(text))),
    ]
    .boxed()
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

fn ttl() -> BoxedStrategy<String> {
    prop_oneof![6 => texts(&["0", "1", "2", "5", "10", "60", "31536000"]), 1 => texts(&["", "-1", "31536001", "x", "007", "+5"])].boxed()
}

fn data() -> BoxedStrategy<String> {
    prop_oneof![
        8 => (0..5).prop_map(|n| format!("{{\"n\":{n}}}")),
        2 => texts(&["{}", "null", "", "[1]", "nope", "{\"a\":1,\"a\":2}", "5", "{\"n\":1e400}", "\"\\ud83d\""]),
        1 => prop::sample::select(vec![16_375usize, 16_384, 16_385]).prop_map(|size| format!("\"{}\"", "x".repeat(size - 2))),
    ].boxed()
}

fn object_params() -> BoxedStrategy<Params> {
    let name = prop_oneof![9 => texts(NAMES), 1 => texts(&["", "ET0123456789abcdef0123456789abcdef"])];
    let params = (
        sometimes("UniqueName", name),
        sometimes("Data", data()),
        rarely("Ttl", ttl()),
        rarely("CollectionTtl", ttl()),
    );
    params.prop_map(|(a, b, c, d)| [a, b, c, d].into_iter().flatten().collect()).boxed()
}

fn item_params(creates: bool) -> BoxedStrategy<Params> {
    let key = prop_oneof![20 => texts(KEYS).prop_map(Some), 1 => Just(Some(String::new())), 1 => Just(None)];
    let key = key.prop_map(move |key| key.filter(|_| creates).map(|key| ("Key", key)));
    let data = prop_oneof![6 => data().prop_map(|data| Some(("Data", data))), 1 => Just(None)];
    let ttls = (rarely("Ttl", ttl()), rarely("ItemTtl", ttl()), rarely("CollectionTtl", ttl()));
    (key, data, ttls).prop_map(|(key, data, (a, b, c))| [key, data, a, b, c].into_iter().flatten().collect()).boxed()
}

fn message_params() -> BoxedStrategy<Params> {
    let size = prop::sample::select(vec![4096usize, 4097]).prop_map(|size| format!("\"{}\"", "x".repeat(size - 2)));
    prop_oneof![8 => data().prop_map(Some), 1 => size.prop_map(Some), 1 => Just(None)]
        .prop_map(|data| data.map(|data| ("Data", data)).into_iter().collect())
        .boxed()
}

fn flags() -> BoxedStrategy<Params> {
    let flag = |name| {
        let value = prop_oneof![10 => texts(&["true", "false"]), 1 => texts(&["TRUE", "1", "", "maybe"])];
        prop::option::weighted(0.95, value).prop_map(move |value| value.map(|value| (name, value)))
    };
    (flag("Read"), flag("Write"), flag("Manage"))
        .prop_map(|(a, b, c)| [a, b, c].into_iter().flatten().collect())
        .boxed()
}

fn rarely(
    name: &'static str,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = Option<(&'static str, String)>> {
    prop::option::weighted(0.25, value).prop_map(move |value| value.map(|value| (name, value)))
}

fn page_params(from: &'static [&'static str]) -> BoxedStrategy<Params> {
    let params = (
        sometimes("PageSize", texts(&["1", "2", "3", "100", "500", "2000", "0", ""])),
        rarely("Order", texts(&["asc", "desc", "DESC", "up"])),
        rarely("From", texts(from)),
        rarely("Bounds", texts(&["inclusive", "exclusive", ""])),
        prop::option::weighted(0.05, texts(&["x", "PT00", ""]))
            .prop_map(|token| token.map(|token| ("PageToken", token))),
        prop::option::weighted(0.05, texts(&["0", "3", "-1"])).prop_map(|page| page.map(|page| ("Page", page))),
    );
    params.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f].into_iter().flatten().collect()).boxed()
}

fn service_params() -> BoxedStrategy<Params> {
    let params = (
        rarely("FriendlyName", texts(&["one", "two", ""])),
        rarely("AclEnabled", texts(&["true", "false", "TRUE"])),
        rarely("WebhookUrl", texts(&["https://example.com/", "nope", ""])),
        rarely("ReachabilityDebouncingWindow", texts(&["1000", "30000", "999", "x"])),
    );
    params.prop_map(|(a, b, c, d)| [a, b, c, d].into_iter().flatten().collect()).boxed()
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
        let creates = self.method == "POST" && !matches!(self.target, Target::Object(_) | Target::Child(..));
        self.if_match = None;
        self.params.retain(|(name, value)| match *name {
            "Data" => value.starts_with("{\"n\":") && value.len() < 8,
            "Ttl" | "ItemTtl" | "CollectionTtl" => ["0", "31536000", "-1"].contains(&value.as_str()),
            "PageSize" => ["1", "2", "3", "100"].contains(&value.as_str()),
            "Order" | "Bounds" | "AclEnabled" => !value.is_empty() && !value.chars().any(char::is_uppercase),
            // Beside an emoji, this character is listed before or after it.
            "UniqueName" | "Key" => creates && !value.is_empty() && !value.contains('/') && value != "\u{ffee}",
            "From" => !["01", "+1", "x", "-1"].contains(&value.as_str()),
            "Read" | "Write" | "Manage" => value == "true" || value == "false",
            "FriendlyName" | "WebhookUrl" => !value.is_empty(),
            "Page" | "PageToken" => false,
            _ => true,
        });
        match &mut self.target {
            Target::Child(parent, _, id) => {
                parent.by_name = false;
                if id.contains(['/', '0', '+', 'x', '-']) {
                    *id = "1";
                }
            }
            Target::Object(object) | Target::Children(object, _) => object.by_name = false,
            _ => {}
        }
        self
    }
}
