//! A collection of the API beside a plain list of what is in it.

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, Response, form::Pair, profile::Limits};

use crate::{
    api::{Api, BASE, body, pairs},
    pages::{Entry, Page, Rank},
};

/// Pages of a few entries, so that a few entries make several.
pub(crate) const SMALL: fn(&mut Limits) =
    |limits| (limits.page_size_default, limits.page_size_items, limits.page_size_collections) = (3, 5, 4);

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    MapItems,
    ListItems,
    Permissions,
    Documents,
}

/// Keys that sort in surprising ways: digits, capitals, code points beyond the first plane, combining marks, what a URL has to escape.
pub(crate) const KEYS: [&str; 28] = [
    "a",
    "b",
    "c",
    "ab",
    "aa",
    "B",
    "9",
    "10",
    "1",
    "z",
    "\u{e9}",
    "e",
    "e\u{301}",
    "\u{ffee}",
    "\u{10000}",
    "\u{10ffff}",
    "a b",
    "a+b",
    "a/b",
    "a%2Fb",
    "a&b=c",
    "?",
    "#",
    "~",
    " ",
    "\u{7f}",
    "\u{d7ff}",
    "\u{e000}",
];

/// A collection and what is in it.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    pub(crate) kind: Kind,
    /// The name of the Map or List; Documents begin with it.
    name: &'static str,
    pub(crate) entries: Vec<Entry>,
    /// How many there ever were.
    made: u64,
}

impl Shelf {
    /// An empty collection, made in the API.
    pub(crate) fn new(api: &mut Api, kind: Kind, name: &'static str) -> Self {
        if let Some(owner) = owner(kind) {
            api.post(api.objects(owner), &[("UniqueName", name)]);
        }
        Self { kind, name, entries: Vec::new(), made: 0 }
    }

    pub(crate) fn address(&self, api: &Api) -> Address {
        match self.kind {
            Kind::MapItems => api.children(ObjectKind::Map, self.name, ChildKind::Item),
            Kind::ListItems => api.children(ObjectKind::List, self.name, ChildKind::Item),
            Kind::Permissions => api.children(ObjectKind::Map, self.name, ChildKind::Permission),
            Kind::Documents => api.objects(ObjectKind::Document),
        }
    }

    /// Whether it takes `Order`, `From` and `Bounds`.
    pub(crate) const fn has_filters(&self) -> bool {
        matches!(self.kind, Kind::MapItems | Kind::ListItems)
    }

    /// The most entries in a page.
    pub(crate) fn largest_page(&self, api: &Api) -> usize {
        if self.has_filters() { api.limits().page_size_items } else { api.limits().page_size_collections }
    }

    /// The place of an entry of that name.
    pub(crate) fn rank(&self, name: &str) -> Rank {
        match self.kind {
            Kind::MapItems | Kind::Permissions => name.chars().map(|c| u64::from(u32::from(c))).collect(),
            Kind::ListItems | Kind::Documents => vec![name.parse().unwrap_or(u64::MAX)],
        }
    }

    /// Adds an entry unless it is there: under a key, or the next one.
    pub(crate) fn insert(&mut self, api: &mut Api, key: u8) {
        let key = KEYS[usize::from(key) % KEYS.len()];
        let number = self.made.to_string();
        let name = if matches!(self.kind, Kind::MapItems | Kind::Permissions) { key } else { &number };
        let exists = self.entries.iter().any(|entry| entry.name == name);
        let answer = match self.kind {
            Kind::MapItems => api.post(self.address(api), &[("Key", key), ("Data", "{}")]),
            Kind::ListItems => api.post(self.address(api), &[("Data", "{}")]),
            Kind::Documents => api.post(self.address(api), &[("UniqueName", name)]),
            Kind::Permissions => {
                let flags = [("Read", "true"), ("Write", "false"), ("Manage", "false")];
                api.post(self.one(api, name), &flags)
            }
        };
        let expected = match self.kind {
            Kind::Permissions => 200,
            _ if exists => 409,
            _ => 201,
        };
        assert_eq!(answer.status, expected, "adding {name:?} to the {:?}", self.kind);
        if !exists {
            self.made += 1;
            self.entries.push(Entry { rank: self.rank(name), name: name.to_owned() });
        }
    }

    /// Removes the entry at a place in the list; none where there is none.
    pub(crate) fn remove(&mut self, api: &mut Api, at: u8) {
        if self.entries.is_empty() {
            return;
        }
        let Entry { name, .. } = self.entries.swap_remove(usize::from(at) % self.entries.len());
        let answer = api.send("DELETE", self.one(api, &name), Vec::new());
        assert_eq!(answer.status, 204, "removing {name:?} from the {:?}", self.kind);
    }

    fn one(&self, api: &Api, name: &str) -> Address {
        match self.kind {
            Kind::MapItems => api.child(ObjectKind::Map, self.name, ChildKind::Item, name),
            Kind::ListItems => api.child(ObjectKind::List, self.name, ChildKind::Item, name),
            Kind::Permissions => api.child(ObjectKind::Map, self.name, ChildKind::Permission, name),
            Kind::Documents => api.object(ObjectKind::Document, name),
        }
    }

    /// The names in a page.
    pub(crate) fn names(&self, answer: &Response) -> Vec<String> {
        let (key, field) = match self.kind {
            Kind::MapItems => ("items", "key"),
            Kind::ListItems => ("items", "index"),
            Kind::Permissions => ("permissions", "identity"),
            Kind::Documents => ("documents", "unique_name"),
        };
        let entries = body(answer)[key].as_array().unwrap_or_else(|| panic!("a page without \"{key}\""));
        let name = |entry: &Value| match &entry[field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        entries.iter().map(name).collect()
    }

    /// A page shows what it has to, and leads on and back where there is something.
    pub(crate) fn judge(&self, answer: &Response, expected: &Page) {
        assert_eq!(answer.status, 200, "a page of the {:?} is refused: {:?}", self.kind, answer.body);
        assert_eq!(self.names(answer), expected.names, "what a page of the {:?} shows", self.kind);
        let links = ["previous_page_url", "next_page_url"].map(|link| self::link(answer, link).is_some());
        let (before, after) = (expected.previous.is_some(), expected.next.is_some());
        assert_eq!(links, [before, after], "whether there is a page before and after {:?}", expected.names);
    }
}

/// The kind of object whose children are listed.
const fn owner(kind: Kind) -> Option<ObjectKind> {
    match kind {
        Kind::MapItems | Kind::Permissions => Some(ObjectKind::Map),
        Kind::ListItems => Some(ObjectKind::List),
        Kind::Documents => None,
    }
}

/// A link of a page; none if it is null.
pub(crate) fn link<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    match &body(answer)["meta"][name] {
        Value::Null => None,
        Value::String(url) => Some(url),
        other => panic!("{name} is neither a URL nor null: {other}"),
    }
}

/// The parameters of a link, read by another reader than ours.
pub(crate) fn query(url: &str) -> Vec<Pair> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// Follows a link.
pub(crate) fn follow(api: &mut Api, url: &str) -> Response {
    let path = url.strip_prefix(BASE).and_then(|rest| rest.split('?').next()).unwrap_or_default();
    let address = Address::parse(path).unwrap_or_else(|error| panic!("a link leads to {path}: {error}"));
    api.send("GET", address, query(url))
}

/// Asks for a page.
pub(crate) fn list(api: &mut Api, shelf: &Shelf, params: &[(&str, &str)]) -> Response {
    api.send("GET", shelf.address(api), pairs(params))
}
