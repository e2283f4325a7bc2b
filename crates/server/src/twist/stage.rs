//! Where twists act: the model with its time and choices, and what they remember.

use std::collections::HashMap;

use serde_json::Value;
use syncproof_api::{Address, Operation, Request, Response, Timestamp, Verb, form};
use syncproof_model::Model;

use super::Chooser;

/// What twists remember from one request to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    /// Representations by path: what was there, from the oldest to the newest.
    pub(crate) seen: HashMap<String, Vec<Response>>,
    /// When each thing was created, by path: a number that grows.
    pub(crate) born: HashMap<String, u64>,
    /// What was in objects that are gone, by the path of the name they had.
    pub(crate) remains: HashMap<String, Vec<Value>>,
    /// Where each name or key was used first.
    pub(crate) places: HashMap<String, String>,
    /// How many requests there have been.
    pub(crate) requests: u64,
}

/// The model and all that it is asked with.
pub(crate) struct Stage<'a> {
    pub(crate) model: &'a mut Model,
    pub(crate) choices: &'a mut Chooser,
    pub(crate) now: Timestamp,
    pub(crate) memory: &'a mut Memory,
}

impl Stage<'_> {
    /// Asks the model.
    pub(crate) fn ask(&mut self, request: &Request) -> Response {
        self.model.invoke(request, self.now, self.choices)
    }

    /// Asks the model as if it were so many seconds later, or earlier.
    pub(crate) fn ask_at(&mut self, request: &Request, seconds: i64) -> Response {
        let now = self.now;
        self.now = now.plus_secs(seconds);
        let answer = self.ask(request);
        self.now = now;
        answer
    }

    /// Asks a copy of the model: what would be answered, without doing it.
    pub(crate) fn ask_in_vain(&mut self, request: &Request) -> Response {
        self.model.clone().invoke(request, self.now, &mut self.choices.clone())
    }

    /// What a fetch of the thing addressed is answered now.
    pub(crate) fn look(&mut self, request: &Request) -> Response {
        self.ask(&get(request, request.address.clone()))
    }

    /// All entries of the collection that a listing asks for, from its first page to its last, whatever was asked for.
    pub(crate) fn everything(&mut self, request: &Request) -> Vec<Value> {
        let mut page = get(request, request.address.clone());
        page.params = vec![("PageSize".to_owned(), "100".to_owned())];
        let mut entries = Vec::new();
        loop {
            let response = self.ask(&page);
            let Some(body) = response.body else { return entries };
            let key = page.operation.resource.page_key();
            entries.extend(body.get(key).and_then(Value::as_array).into_iter().flatten().cloned());
            let next = body.get("meta").and_then(|meta| meta.get("next_page_url")?.as_str()?.split_once('?'));
            let Some(params) = next.and_then(|(_, query)| form::decode(query.as_bytes()).ok()) else { return entries };
            page.params = params;
        }
    }
}

/// A fetch of this address, by the one who made a request.
pub(crate) fn get(request: &Request, address: Address) -> Request {
    let verb = if address.is_collection() { Verb::List } else { Verb::Fetch };
    let operation = Operation { resource: address.resource(), verb };
    Request { address, operation, params: Vec::new(), if_match: None, ..request.clone() }
}
