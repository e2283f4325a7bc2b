//! What a scenario has done so far: its conversation with the target, the objects it made, and what was last answered.
//!
//! Steps are thin: each calls one method here. Requests are in this file, what they are about in [`things`], parameters in [`tables`],
//! requests at the same time in [`race`], what is right in [`answer`], [`stored`], [`pages`] and [`value`],
//! what may be right only a little later in [`settle`].

mod answer;
mod pages;
mod race;
mod settle;
mod stored;
mod tables;
mod things;
mod time;
mod value;

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, Profile};
use syncproof_harness::{
    client::Trouble,
    exchange::{Answer, Exchange},
    session::{Body, Call, Session},
    target::Target,
    verdict::{Deviation, Failure},
};

use crate::{
    account::Created,
    params::{Collection, Label, New, ObjectRef, Way},
};

pub(crate) use tables::{Table, keys, numbered};
use things::{Sent, Thing};

/// The Service that a scenario works in.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    /// SID of the Service.
    pub(crate) service: String,
    /// What every unique name of the scenario starts with; empty in a Service of its own.
    pub(crate) prefix: String,
}

/// The state of one scenario.
#[derive(Debug)]
pub(crate) struct Scene {
    session: Session,
    profile: Arc<Profile>,
    home: Home,
    things: BTreeMap<Label, Thing>,
    /// The exchange that was about an object last, whether or not its answer showed the object.
    asked: BTreeMap<Label, usize>,
    /// The item created last, of Maps and of Lists.
    last_items: BTreeMap<ObjectKind, Label>,
    last: Option<Last>,
    /// The exchange that listed a page last, and the name of its array.
    listed: Option<(usize, &'static str)>,
    /// How that page, or the walk that it ends, was come by.
    listing: Option<settle::Listing>,
    /// Why there is no answer to the last request, if the target hung up on a body it need not read.
    hung_up: Option<Trouble>,
    walk: Vec<pages::Page>,
    /// The exchanges of the last race, one or more a client.
    race: Option<race::Race>,
    sent_data: Option<Value>,
    server_time: Option<time::ServerTime>,
    created: Created,
}

/// What the last request was about.
#[derive(Debug, Clone)]
struct Last {
    /// The object it was about, if the scenario knows it.
    label: Option<Label>,
    /// That object as it was known before.
    before: Option<Thing>,
    /// When it was sent.
    sent: Instant,
    /// When its answer was there.
    received: Instant,
}

impl Scene {
    /// A scenario that has done nothing yet.
    pub(crate) fn new(target: Arc<Target>, profile: Arc<Profile>, home: Home, created: Created) -> Self {
        let service = Thing::service(&home.service);
        Self {
            session: Session::new(target),
            profile,
            home,
            things: BTreeMap::from([(Label::Service { other: false }, service)]),
            asked: BTreeMap::new(),
            last_items: BTreeMap::new(),
            last: None,
            listed: None,
            listing: None,
            hung_up: None,
            walk: Vec::new(),
            race: None,
            sent_data: None,
            server_time: None,
            created,
        }
    }

    /// The conversation so far.
    pub(crate) fn transcript(&self) -> &[Exchange] {
        self.session.transcript()
    }

    /// The target.
    pub(crate) fn target(&self) -> &Target {
        self.session.target()
    }

    // --- requests ------------------------------------------------------------------------------------------------------------------

    /// `I create …`
    pub(crate) async fn create(&mut self, new: New, way: Way, table: Option<&Table>) -> Result<(), Failure> {
        let (call, label) = self.creation(&new, way, table)?;
        self.ask(call, label, None).await
    }

    /// The call that creates something, and how the scenario will call it.
    fn creation(&self, new: &New, way: Way, table: Option<&Table>) -> Result<(Call, Option<Label>), Failure> {
        let (address, mut label) = self.birthplace(new, way)?;
        let request = self.read_table(table, None)?;
        if let Some(Label::Child { kind: ObjectKind::Map, id, .. }) = &mut label {
            let key = request.pairs.iter().rev().find(|(name, _)| name == "Key").map(|(_, key)| key.clone());
            *id = key.unwrap_or_default();
        }
        let call = Call {
            body: request.body(),
            if_match: request.if_match,
            identity: way.identity,
            ..Call::to("POST", &address)
        };
        Ok((call, label))
    }

    /// `I create a Document with the body …`: a body that is not made from a table.
    pub(crate) async fn create_raw(
        &mut self,
        new: New,
        body: Vec<u8>,
        content_type: Option<&str>,
    ) -> Result<(), Failure> {
        let (address, label) = self.birthplace(&new, Way::PLAIN)?;
        let body = Body::Raw(body, content_type.map(str::to_owned));
        self.ask(Call { body, ..Call::to("POST", &address) }, label, None).await
    }

    /// `I create a Document with a body of … bytes`: a target may hang up on it instead of answering.
    pub(crate) async fn create_big(&mut self, new: New, body: Vec<u8>, content_type: &str) -> Result<(), Failure> {
        let (address, label) = self.birthplace(&new, Way::PLAIN)?;
        let body = Body::Raw(body, Some(content_type.to_owned()));
        match self.ask(Call { body, once: true, ..Call::to("POST", &address) }, label, None).await {
            Err(Failure::Trouble(trouble @ Trouble::BrokenOff { .. })) => {
                self.hung_up = Some(trouble);
                Ok(())
            }
            outcome => outcome,
        }
    }

    /// `I fetch …`
    pub(crate) async fn fetch(&mut self, object: &ObjectRef, way: Way) -> Result<(), Failure> {
        let (address, label) = self.locate(object, way)?;
        self.ask(Call { identity: way.identity, ..Call::to("GET", &address) }, label, None).await
    }

    /// `I update …`
    pub(crate) async fn update(&mut self, object: &ObjectRef, way: Way, table: Option<&Table>) -> Result<(), Failure> {
        self.write("POST", object, way, table).await
    }

    /// `I delete …`
    pub(crate) async fn delete(&mut self, object: &ObjectRef, way: Way, table: Option<&Table>) -> Result<(), Failure> {
        self.write("DELETE", object, way, table).await
    }

    async fn write(
        &mut self,
        method: &str,
        object: &ObjectRef,
        way: Way,
        table: Option<&Table>,
    ) -> Result<(), Failure> {
        let (call, label) = self.writing(method, object, way, table)?;
        self.ask(call, label, None).await
    }

    /// The call that changes or deletes an object, and its label.
    fn writing(
        &self,
        method: &str,
        object: &ObjectRef,
        way: Way,
        table: Option<&Table>,
    ) -> Result<(Call, Option<Label>), Failure> {
        let (address, label) = self.locate(object, way)?;
        let request = self.read_table(table, label.as_ref())?;
        let call = Call {
            body: request.body(),
            if_match: request.if_match,
            identity: way.identity,
            ..Call::to(method, &address)
        };
        Ok((call, label))
    }

    /// `I list …`
    pub(crate) async fn list(
        &mut self,
        collection: Collection,
        way: Way,
        table: Option<&Table>,
    ) -> Result<(), Failure> {
        let request = self.read_table(table, None)?;
        let query = syncproof_api::form::encode(&request.pairs);
        self.list_raw(collection, way, query).await
    }

    /// `I list … with the query …`
    pub(crate) async fn list_raw(&mut self, collection: Collection, way: Way, query: String) -> Result<(), Failure> {
        let address = self.collection(collection, way)?;
        let page_key = address.resource().page_key();
        self.ask(Call { query, identity: way.identity, ..Call::to("GET", &address) }, None, Some(page_key)).await
    }

    /// `I send PUT to …`
    pub(crate) async fn send(&mut self, method: &str, object: &ObjectRef) -> Result<(), Failure> {
        let (address, label) = self.locate(object, Way::PLAIN)?;
        let form = vec![("Data".to_owned(), r#"{"sent":"by an unknown method"}"#.to_owned())];
        let body = if matches!(method, "PUT" | "PATCH") { Body::Form(form) } else { Body::None };
        self.ask(Call { body, ..Call::to(method, &address) }, label, None).await
    }

    /// `I send GET to the path …`: `{service}`, `{list}` and the like stand for the SIDs of the scenario's objects.
    pub(crate) async fn send_to_path(&mut self, method: &str, path: &str) -> Result<(), Failure> {
        // Scenarios write paths from the root of the documented API; the target's base URL ends where `/v1` does.
        let path = self.fill_in(path.strip_prefix("/v1").unwrap_or(path))?;
        self.ask(Call { method: method.to_owned(), path, ..Call::default() }, None, None).await
    }

    fn fill_in(&self, path: &str) -> Result<String, Failure> {
        let mut path = path.replace("{service}", &self.home.service);
        let kinds = [ObjectKind::Document, ObjectKind::List, ObjectKind::Map, ObjectKind::Stream];
        for (word, kind) in ["{document}", "{list}", "{map}", "{stream}"].into_iter().zip(kinds) {
            if path.contains(word) {
                path = path.replace(word, &self.sid(&Label::Object { kind, other: false })?);
            }
        }
        if path.contains("{message}") {
            let message =
                Label::Child { kind: ObjectKind::Stream, other: false, child: ChildKind::Message, id: String::new() };
            path = path.replace("{message}", &self.sid(&message)?);
        }
        Ok(path)
    }

    /// Fetches an absolute URL that the target gave. A target behind another name (a proxy, a container's port) gives URLs of that name:
    /// then the path is asked for where the target is, for credentials go nowhere else.
    async fn follow(&mut self, url: &str, label: Option<Label>, page_key: Option<&'static str>) -> Result<(), Failure> {
        let is_absolute = url.starts_with("http://") || url.starts_with("https://");
        let path = url.find("/Services").map(|at| url[at..].to_owned());
        let leads_there = |path: &String| is_absolute && self.target().url(path).is_ok();
        let Some(path) = path.filter(leads_there) else {
            return Err(Failure::Deviation(Deviation {
                subject: "the URL to follow".to_owned(),
                expected: "an absolute URL of the API, without '.' or '..' in its path".to_owned(),
                actual: url.to_owned(),
                diff: None,
            }));
        };
        self.ask(Call { method: "GET".to_owned(), path, ..Call::default() }, label, page_key).await
    }

    /// Sends a call and takes in what its answer says about the object it was about.
    async fn ask(&mut self, call: Call, label: Option<Label>, page_key: Option<&'static str>) -> Result<(), Failure> {
        let asked = Sent::new(&call);
        let before = label.as_ref().and_then(|label| self.things.get(label).cloned());
        let sent = Instant::now();
        self.note_sent_data(&call.body);
        self.hung_up = None;
        let intent = self.created.intend(&call);
        let named = call.creates();
        let listing = page_key.map(|key| settle::Listing::begun(call.clone(), key, self.transcript().len()));
        if let Err(trouble) = self.session.call(call).await {
            // What may have been created all the same is cleaned up by its name.
            let object = named.filter(|address| matches!(address, Address::Object { .. }));
            if let Some(object) = object.filter(|_| trouble.leaves_traces()) {
                self.created.adopt(object);
            }
            return Err(Failure::Trouble(trouble));
        }
        let received = Instant::now();
        self.last = Some(Last { label: label.clone(), before, sent, received });
        if let Some(key) = page_key {
            self.listed = Some((self.session.transcript().len() - 1, key));
            self.listing = listing;
        }
        let outcome = label.map_or(Ok(()), |label| self.digest(&asked, label));
        if let Some(name) = intent
            && outcome.is_ok()
            && self.answer().is_ok_and(tells_what_was_created)
        {
            self.created.settle(&name);
        }
        outcome
    }

    /// The last exchange and its answer.
    fn exchange(&self) -> Result<&Exchange, Failure> {
        if let Some(trouble) = &self.hung_up {
            return Err(Failure::Trouble(trouble.clone()));
        }
        self.session.transcript().last().ok_or_else(|| Failure::Mistake("nothing has been asked yet".to_owned()))
    }

    fn answer(&self) -> Result<&Answer, Failure> {
        Ok(&self.exchange()?.answer)
    }

    fn last(&self) -> Result<&Last, Failure> {
        self.last.as_ref().ok_or_else(|| Failure::Mistake("nothing has been asked yet".to_owned()))
    }

    /// How a report names the last answer.
    fn subject(&self) -> String {
        self.exchange().map_or("the answer".to_owned(), |exchange| self.subject_of(exchange))
    }

    fn subject_of(&self, exchange: &Exchange) -> String {
        let path = exchange.url.strip_prefix(&self.target().base).unwrap_or(&exchange.url);
        format!("the answer to {} {path}", exchange.method)
    }

    /// A deviation of the last answer.
    fn deviates<T>(&self, expected: impl Into<String>, actual: impl Into<String>) -> Result<T, Failure> {
        let (expected, actual) = (expected.into(), actual.into());
        Err(Failure::Deviation(Deviation { subject: self.subject(), expected, actual, diff: None }))
    }

    /// A deviation of the answer in an earlier exchange.
    fn deviates_in<T>(
        &self,
        exchange: &Exchange,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Result<T, Failure> {
        let (subject, expected, actual) = (self.subject_of(exchange), expected.into(), actual.into());
        Err(Failure::Deviation(Deviation { subject, expected, actual, diff: None }))
    }
}

/// Whether an answer to a creation tells what came of it: nothing, or something with a SID.
fn tells_what_was_created(answer: &Answer) -> bool {
    (400..500).contains(&answer.status) || answer.field("sid").is_some_and(Value::is_string)
}
