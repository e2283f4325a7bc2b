//! What differs between two pictures of the same exchange, and how much it matters.

use std::fmt;

use serde_json::{Map, Value};
use syncproof_api::{Profile, Resource, Verb, fields, json};

use super::{Body, Entry, Shot, canon::ANY, shot::VARIES};
use crate::register::Level;

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where: `HTTP status`, a header, or a place in the body such as `items[0].key`.
    pub at: String,
    /// What.
    pub change: Change,
    /// How strictly it is meant.
    pub level: Level,
}

/// What is different.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It was there, and is not.
    Missing(Value),
    /// It is there, and was not.
    Extra(Value),
    /// It is of another type.
    Type(Value, Value),
    /// It is another.
    Value(Value, Value),
    /// A list has another length.
    Length(usize, usize),
}

impl Change {
    /// The word for its kind.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::Type(..) => "type",
            Self::Value(..) => "value",
            Self::Length(..) => "length",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(other) => write!(f, "missing, instead of {other}"),
            Self::Extra(here) => write!(f, "extra: {here}"),
            Self::Type(other, here) => write!(f, "{} ({here}) instead of {} ({other})", kind(here), kind(other)),
            Self::Value(other, here) => write!(f, "{here} instead of {other}"),
            Self::Length(other, here) => write!(f, "{here} entries instead of {other}"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.change)
    }
}

/// All that differs, each as strict as can be: what was accepted, was accepted as it is.
pub fn against_recording(accepted: &Shot, now: &Shot) -> Vec<Difference> {
    compare(accepted, now, &|_, _| Level::Must)
}

/// What differs from the reference's answer, and how strictly the profile means it.
///
/// * `must`: another status than the profile accepts, a documented field that is missing or of another type, a value that was sent and
///   comes back otherwise.
/// * `should`: headers that HTTP asks for.
/// * `may`: what the documents leave free, such as more fields, the words of messages, or where an answer's URLs lead.
pub fn against_reference(entry: &Entry, profile: &Profile, reference: &Shot, target: &Shot) -> Vec<Difference> {
    let contract = Contract {
        entry,
        profile,
        refused: !(200..300).contains(&reference.status),
        accepted: accepted(entry, profile, target),
    };
    compare(reference, target, &|at, change| contract.level(at, change))
}

/// Whether a refusal is one that the profile accepts for this exchange.
fn accepted(entry: &Entry, profile: &Profile, shot: &Shot) -> bool {
    let code = match &shot.body {
        Body::Json(body) => body.get("code").and_then(Value::as_i64),
        Body::Nothing | Body::Other(_) => None,
    };
    entry.refused.iter().any(|condition| profile.rule(*condition).accepts(shot.status, code))
}

/// What an exchange is held to.
struct Contract<'a> {
    entry: &'a Entry,
    profile: &'a Profile,
    /// Whether the reference refuses.
    refused: bool,
    /// Whether the target refuses in a way that the profile accepts.
    accepted: bool,
}

impl Contract<'_> {
    fn level(&self, at: &[Step<'_>], change: &Change) -> Level {
        if self.entry.is_open_in(self.profile) {
            return Level::May;
        }
        match at {
            [Step::Status] if self.refused && self.accepted => Level::May,
            [Step::Header("etag")] => self.etag(change),
            [] | [Step::Status | Step::Header("content-type")] => Level::Must,
            [Step::Header(_)] => Level::Should,
            _ if self.refused => self.of_refusal(at, change),
            _ => self.of_success(at, change),
        }
    }

    /// Only the OpenAPI document speaks of it, and leaves open how it is written.
    fn etag(&self, change: &Change) -> Level {
        match change {
            Change::Missing(_) if self.profile.is_a("twilio") => Level::Should,
            _ => Level::May,
        }
    }

    fn of_refusal(&self, at: &[Step<'_>], change: &Change) -> Level {
        match (at, change) {
            (_, Change::Extra(_)) => Level::May,
            ([Step::Field("code")], _) if !self.accepted => Level::Must,
            ([Step::Field("code" | "message" | "more_info" | "status")], Change::Missing(_) | Change::Type(..)) => {
                Level::Must
            }
            _ => Level::May,
        }
    }

    fn of_success(&self, at: &[Step<'_>], change: &Change) -> Level {
        let Some(operation) = self.entry.operation else { return Level::May };
        let resource = operation.resource;
        match at {
            [Step::Field("meta"), Step::Field(name)] => meta(name, change),
            [Step::Field(name)] if operation.verb == Verb::List && *name == resource.page_key() => Level::Must,
            [Step::Field(page), Step::Entry(_)] if operation.verb == Verb::List && *page == resource.page_key() => {
                Level::Must
            }
            [Step::Field(page), Step::Entry(_), of @ ..]
                if operation.verb == Verb::List && *page == resource.page_key() =>
            {
                field(resource, of, change)
            }
            of => field(resource, of, change),
        }
    }
}

/// A field of `meta`. Where the URLs lead and how pages are counted is a service's own affair; whether there is a next page is not.
fn meta(name: &str, change: &Change) -> Level {
    if !fields::META.contains(&name) {
        return Level::May;
    }
    match change {
        Change::Missing(_) | Change::Type(..) => Level::Must,
        Change::Value(..) if name == "key" => Level::Must,
        _ => Level::May,
    }
}

/// Fields whose value a service chooses: its revisions and indexes, and how it writes its own URLs. (Of dates, a picture shows only whether
/// they are written as they should be.)
const FREE: [&str; 4] = ["index", "links", "revision", "url"];

/// A place in the representation of a thing.
fn field(resource: Resource, at: &[Step<'_>], change: &Change) -> Level {
    let [Step::Field(name), ..] = at else { return Level::Must };
    if !fields::of(resource).contains(name) {
        return Level::May;
    }
    let has_its_shape = !matches!(change, Change::Missing(_) | Change::Type(..));
    if has_its_shape && FREE.contains(name) { Level::May } else { Level::Must }
}

/// A step on the way to a place in an answer.
#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Status,
    Header(&'a str),
    Field(&'a str),
    Entry(usize),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status => f.write_str("HTTP status"),
            Self::Header(name) => write!(f, "header {name}"),
            Self::Field(name) => f.write_str(name),
            Self::Entry(at) => write!(f, "[{at}]"),
        }
    }
}

type Judge<'a> = dyn Fn(&[Step<'_>], &Change) -> Level + 'a;

struct Comparison<'a> {
    judge: &'a Judge<'a>,
    found: Vec<Difference>,
}

fn compare(was: &Shot, is: &Shot, judge: &Judge<'_>) -> Vec<Difference> {
    let mut comparison = Comparison { judge, found: Vec::new() };
    if was.status != is.status {
        comparison.note(&[Step::Status], Change::Value(was.status.into(), is.status.into()));
    }
    // Of a success and a refusal, nothing else is worth comparing.
    if (was.status < 300) == (is.status < 300) {
        comparison.headers(was, is);
        comparison.bodies(&was.body, &is.body);
    }
    comparison.found
}

impl Comparison<'_> {
    fn note(&mut self, at: &[Step<'_>], change: Change) {
        let level = (self.judge)(at, &change);
        let mut place = String::new();
        for step in at {
            if matches!(step, Step::Field(_)) && !place.is_empty() {
                place.push('.');
            }
            place += &step.to_string();
        }
        let at = if place.is_empty() { "body".to_owned() } else { place };
        self.found.push(Difference { at, change, level });
    }

    fn headers(&mut self, was: &Shot, is: &Shot) {
        for (name, value) in &was.headers {
            let at = [Step::Header(name)];
            match is.headers.get(name) {
                None => self.note(&at, Change::Missing(value.as_str().into())),
                Some(other) if other != value && value != VARIES => {
                    self.note(&at, Change::Value(value.as_str().into(), other.as_str().into()));
                }
                Some(_) => {}
            }
        }
        for (name, value) in is.headers.iter().filter(|(name, _)| !was.headers.contains_key(*name)) {
            self.note(&[Step::Header(name)], Change::Extra(value.as_str().into()));
        }
    }

    fn bodies(&mut self, was: &Body, is: &Body) {
        match (was, is) {
            (Body::Json(was), Body::Json(is)) => self.values(&mut Vec::new(), was, is),
            (was, is) if was == is => {}
            (Body::Nothing, is) => self.note(&[], Change::Extra(in_words(is))),
            (was, Body::Nothing) => self.note(&[], Change::Missing(in_words(was))),
            (was, is) => self.note(&[], Change::Type(in_words(was), in_words(is))),
        }
    }

    fn values<'v>(&mut self, at: &mut Vec<Step<'v>>, was: &'v Value, is: &'v Value) {
        match (was, is) {
            (Value::String(any), _) if any == ANY => {}
            (Value::String(varies), Value::String(_)) if varies == VARIES => {}
            (Value::Object(was), Value::Object(is)) => self.objects(at, was, is),
            (Value::Array(was), Value::Array(is)) if was.len() == is.len() => {
                for (number, (was, is)) in was.iter().zip(is).enumerate() {
                    at.push(Step::Entry(number));
                    self.values(at, was, is);
                    at.pop();
                }
            }
            (Value::Array(was), Value::Array(is)) => self.note(at, Change::Length(was.len(), is.len())),
            _ if json::equal(was, is) => {}
            _ if kind(was) == kind(is) => self.note(at, Change::Value(was.clone(), is.clone())),
            _ => self.note(at, Change::Type(was.clone(), is.clone())),
        }
    }

    fn objects<'v>(&mut self, at: &mut Vec<Step<'v>>, was: &'v Map<String, Value>, is: &'v Map<String, Value>) {
        for (name, value) in was {
            at.push(Step::Field(name));
            match is.get(name) {
                Some(other) => self.values(at, value, other),
                None => self.note(at, Change::Missing(value.clone())),
            }
            at.pop();
        }
        for (name, value) in is.iter().filter(|(name, _)| !was.contains_key(*name)) {
            at.push(Step::Field(name));
            self.note(at, Change::Extra(value.clone()));
            at.pop();
        }
    }
}

fn in_words(body: &Body) -> Value {
    match body {
        Body::Nothing => Value::from("nothing"),
        Body::Json(value) => value.clone(),
        Body::Other(what) => Value::from(what.as_str()),
    }
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
