//! Answers made canonical: what is a target's own choice, or another in each run, is replaced by a word that says what stood there. The
//! same SID or revision becomes the same word, so that identity stays visible. This is the one place that knows what is replaced.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use syncproof_api::{Parameter, Resource, Timestamp, etag};

use super::{Body, Entry, Shot};
use crate::{
    exchange::{Answer, usable_sid},
    redact::Secrets,
};

/// The headers that a client acts on. Those of the connection, the cache and the browser are none of the API.
const HEADERS: [&str; 4] = ["allow", "content-type", "etag", "www-authenticate"];

/// What stands for any value, of any type.
pub(super) const ANY: &str = "[any]";

/// Most of a body that is pictured, in bytes of its text; a page of the walk has some 3,000.
const MOST: usize = 256 << 10;

/// What was learnt on the walk so far of the words that a target has chosen.
#[derive(Debug)]
pub(super) struct Canon<'a> {
    secrets: &'a Secrets,
    /// What marks the names that the walk has given.
    mark: &'a str,
    /// The names of SIDs, which are in lower case here, for targets may write them as they like.
    sids: BTreeMap<String, String>,
    /// By the place of an object, the revisions that were seen of it, in order.
    revisions: BTreeMap<String, Vec<String>>,
}

impl<'a> Canon<'a> {
    pub(super) fn new(secrets: &'a Secrets, mark: &'a str) -> Self {
        Self { secrets, mark, sids: BTreeMap::new(), revisions: BTreeMap::new() }
    }

    /// The picture of an answer.
    pub(super) fn shot(&mut self, entry: &Entry, answer: &Answer) -> Shot {
        if let (Some(name), Some(sid), true) =
            (&entry.bind, answer.json.as_ref().and_then(usable_sid), is_success(answer))
        {
            self.learn(sid, name);
        }
        let mut strangers = Strangers::default();
        let body = match &answer.json {
            _ if answer.body.is_empty() => Body::Nothing,
            Some(json) if answer.body.len() <= MOST => {
                Body::Json(self.body(entry, &self.secrets.scrub_json(json), &mut strangers))
            }
            Some(_) => Body::Other("JSON, too long to be kept".to_owned()),
            None => Body::Other("no JSON".to_owned()),
        };
        let revision = answer.field("revision").and_then(Value::as_str);
        let header = |name: &str| {
            let value = self.secrets.scrub_header(name, answer.header(name)?);
            Some((name.to_owned(), canonical_header(name, &value, revision)))
        };
        Shot { status: answer.status, headers: HEADERS.into_iter().filter_map(header).collect(), body }
    }

    /// The SID has a name from now on, unless it has one, or another has that name.
    pub(super) fn learn(&mut self, sid: &str, name: &str) {
        if !self.sids.values().any(|taken| taken == name) {
            self.sids.entry(sid.to_ascii_lowercase()).or_insert_with(|| name.to_owned());
        }
    }

    fn body(&mut self, entry: &Entry, json: &Value, strangers: &mut Strangers) -> Value {
        let resource = entry.operation.map(|operation| operation.resource);
        let Value::Object(object) = json else { return self.value("", json, strangers) };
        let page = resource
            .and_then(|resource| Some((resource, resource.page_key(), object.get(resource.page_key())?.as_array()?)));
        let Some((resource, key, things)) = page else { return self.object(object, strangers) };
        let mut things: Vec<Value> = things.iter().map(|thing| self.value("", thing, strangers)).collect();
        if entry.shows_any() {
            things.iter_mut().for_each(keep_names);
        }
        if !matches!(resource, Resource::ListItem | Resource::MapItem) {
            // In which order they come is not said.
            things.sort_by_key(Value::to_string);
        }
        let mut rest = object.clone();
        rest.remove(key);
        let Value::Object(mut canonical) = self.object(&rest, strangers) else { return Value::Null };
        canonical.insert(key.to_owned(), Value::Array(things));
        sorted(canonical)
    }

    fn object(&mut self, object: &Map<String, Value>, strangers: &mut Strangers) -> Value {
        let place = place(object);
        let mut canonical = Map::new();
        for (name, value) in object {
            let value = match (name.as_str(), value, &place) {
                ("revision", Value::String(revision), Some(place)) => Value::from(self.revision(place, revision)),
                _ => self.value(name, value, strangers),
            };
            canonical.insert(name.clone(), value);
        }
        sorted(canonical)
    }

    /// `[revision#1]` for the first that was seen of an object, and so on.
    fn revision(&mut self, place: &str, revision: &str) -> String {
        let seen = self.revisions.entry(place.to_owned()).or_default();
        let at = seen.iter().position(|other| other == revision).unwrap_or_else(|| {
            seen.push(revision.to_owned());
            seen.len() - 1
        });
        format!("[revision#{}]", at + 1)
    }

    fn value(&mut self, name: &str, value: &Value, strangers: &mut Strangers) -> Value {
        match value {
            // What was sent comes back as it is.
            _ if name == "data" => deeply_sorted(value),
            Value::Object(object) => self.object(object, strangers),
            Value::Array(values) => values.iter().map(|value| self.value("", value, strangers)).collect(),
            Value::String(text) => Value::from(self.text(name, text, strangers)),
            other => other.clone(),
        }
    }

    fn text(&self, name: &str, text: &str, strangers: &mut Strangers) -> String {
        if name.starts_with("date_") {
            return if Timestamp::parse(text).is_some() { "[date]".to_owned() } else { text.to_owned() };
        }
        if name == "unique_name"
            && let Some(own) = text.strip_prefix(self.mark).and_then(|rest| rest.strip_prefix(' '))
        {
            return own.to_owned();
        }
        let text = match text.split_once("/Services") {
            Some((base, rest)) if base.starts_with("http://") || base.starts_with("https://") => {
                format!("[base]/Services{}", without_token(rest))
            }
            _ => text.to_owned(),
        };
        let text = if self.mark.is_empty() { text } else { text.replace(self.mark, "[run]") };
        self.without_sids(&text, strangers)
    }

    fn without_sids(&self, text: &str, strangers: &mut Strangers) -> String {
        let mut canonical = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = (0..rest.len()).find(|at| sid_at(rest, *at).is_some()) {
            let (before, from) = rest.split_at(at);
            let (sid, after) = from.split_at(SID);
            canonical.push_str(before);
            let name = self.sids.get(&sid.to_ascii_lowercase()).cloned().unwrap_or_else(|| strangers.number(sid));
            canonical.extend(["[sid:", &sid[..2], "#", &name, "]"]);
            rest = after;
        }
        canonical + rest
    }
}

/// SIDs that the walk did not make, numbered in each answer anew: so that none depends on what came before.
#[derive(Debug, Default)]
struct Strangers(Vec<String>);

impl Strangers {
    fn number(&mut self, sid: &str) -> String {
        let sid = sid.to_ascii_lowercase();
        let alike = self.0.iter().filter(|other| other[..2] == sid[..2]);
        let at = alike.clone().position(|other| *other == sid).unwrap_or_else(|| alike.count());
        if !self.0.contains(&sid) {
            self.0.push(sid);
        }
        (at + 1).to_string()
    }
}

/// How long a SID is.
const SID: usize = 34;

/// A SID in a text: two capitals and 32 hex digits, with nothing around that could belong to it.
fn sid_at(text: &str, at: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let part = bytes.get(at..at + SID)?;
    let whole = |at: Option<&u8>| at.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let is_sid = part[..2].iter().all(u8::is_ascii_uppercase)
        && part[2..].iter().all(u8::is_ascii_hexdigit)
        && whole(at.checked_sub(1).and_then(|before| bytes.get(before)))
        && whole(bytes.get(at + SID));
    // All ASCII, so these are boundaries.
    is_sid.then(|| &text[at..at + SID])
}

pub(super) fn is_success(answer: &Answer) -> bool {
    (200..300).contains(&answer.status)
}

/// What an object is known by within the walk.
fn place(object: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| object.get(name).map(Value::to_string);
    if let Some(sid) = text("sid") {
        return Some(sid);
    }
    let (parent, id) = (text("map_sid").or_else(|| text("list_sid"))?, text("key").or_else(|| text("index"))?);
    Some(format!("{parent} {id}"))
}

/// The rest of a URL with its page token replaced.
fn without_token(rest: &str) -> String {
    let Some((path, query)) = rest.split_once('?') else { return rest.to_owned() };
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if name == Parameter::PageToken.name() => format!("{name}=[token]"),
        _ => pair.to_owned(),
    };
    format!("{path}?{}", query.split('&').map(pair).collect::<Vec<_>>().join("&"))
}

fn canonical_header(name: &str, value: &str, revision: Option<&str>) -> String {
    match name {
        // Letter case and parameters are HTTP's affair.
        "content-type" => value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        "etag" => {
            let names = etag::unquoted(value);
            let word = if revision == Some(names) { "[revision]" } else { "[tag]" };
            if names.is_empty() { value.to_owned() } else { value.replacen(names, word, 1) }
        }
        "allow" => {
            let mut methods: Vec<&str> = value.split(',').map(str::trim).collect();
            methods.sort_unstable();
            methods.join(", ")
        }
        _ => value.to_owned(),
    }
}

/// Leaves of an object its names, and nothing of its values.
fn keep_names(thing: &mut Value) {
    if let Value::Object(fields) = thing {
        fields.values_mut().for_each(|value| *value = Value::from(ANY));
    }
}

fn sorted(object: Map<String, Value>) -> Value {
    let sorted: BTreeMap<String, Value> = object.into_iter().collect();
    Value::Object(sorted.into_iter().collect())
}

fn deeply_sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            sorted(object.iter().map(|(name, value)| (name.clone(), deeply_sorted(value))).collect())
        }
        Value::Array(values) => values.iter().map(deeply_sorted).collect(),
        other => other.clone(),
    }
}
