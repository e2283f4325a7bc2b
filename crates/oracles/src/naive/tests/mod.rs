//! What the documents say, in literals.

mod errors;
mod lists;
mod maps;
mod objects;
mod pages;
mod services;

use std::sync::Arc;

use serde_json::Value;
use syncproof_api::{Address, Profile, Request, Response, Sid, SidPrefix, Timestamp};
use syncproof_model::{Choices as _, Reference};

use super::Naive;

/// Somebody who asks a naive API, at a time that goes on only when told.
struct Asker {
    naive: Naive,
    seconds: i64,
    account: u128,
    if_match: Option<&'static str>,
}

/// 2015-07-30T20:00:00Z, the date of the samples.
const START: i64 = 1_438_286_400;

impl Asker {
    fn new() -> Self {
        Self::under(Profile::documented())
    }

    fn under(profile: Profile) -> Self {
        Self { naive: Naive::new(Arc::new(profile), 0), seconds: START, account: 1, if_match: None }
    }

    /// One with a Service, and the path of that.
    fn with_service() -> (Self, String) {
        let mut asker = Self::new();
        let service = asker.created("/Services", &[]);
        (asker, service)
    }

    fn ask(&mut self, method: &str, path: &str, params: &[(&str, &str)]) -> Response {
        let address = Address::parse(path).unwrap();
        let operation = address.operation(method).unwrap();
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request {
            account: Sid::new(SidPrefix::Account, self.account),
            base: "http://sync/v1".to_owned(),
            address,
            operation,
            params,
            if_match: self.if_match.take().map(str::to_owned),
        };
        self.naive.answer(&request, Timestamp::from_millis(self.seconds * 1000))
    }

    /// Creates something and gives the path of its `url`.
    fn created(&mut self, path: &str, params: &[(&str, &str)]) -> String {
        let answer = self.ask("POST", path, params);
        assert!(answer.is_success(), "{path} {params:?}: {answer:?}");
        below(&answer, "url")
    }

    /// A body, of a request that is carried out.
    fn body(&mut self, method: &str, path: &str, params: &[(&str, &str)]) -> Value {
        let answer = self.ask(method, path, params);
        assert!(answer.is_success(), "{method} {path} {params:?}: {answer:?}");
        answer.body.unwrap_or_default()
    }

    /// Status and code.
    fn code(&mut self, method: &str, path: &str, params: &[(&str, &str)]) -> (u16, Option<i64>) {
        let answer = self.ask(method, path, params);
        (answer.status, answer.code())
    }

    /// What is on a page: the `field` of each entry, and where it leads on and back.
    fn page(&mut self, url: &str, field: &str) -> (Vec<String>, Option<String>, Option<String>) {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path = path.strip_prefix("http://sync/v1").unwrap_or(path);
        let pairs = syncproof_api::form::decode(query.as_bytes()).unwrap();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let body = self.body("GET", path, &pairs);
        let key = body["meta"]["key"].as_str().unwrap();
        let entry = |entry: &Value| match &entry[field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let entries = body[key].as_array().unwrap().iter().map(entry).collect();
        let link = |name: &str| body["meta"][name].as_str().map(str::to_owned);
        (entries, link("next_page_url"), link("previous_page_url"))
    }
}

/// The number of the `n`th SID that an [`Asker`] sees, in hexadecimal.
fn drawn(n: usize) -> String {
    let mut sids = Reference::new(0);
    let all = (0..n).map(|_| sids.sid(SidPrefix::Account).as_str()[2..].to_owned());
    all.last().unwrap_or_default()
}

/// The path in a field of an answer.
fn below(answer: &Response, field: &str) -> String {
    let url = answer.body.as_ref().unwrap()[field].as_str().unwrap();
    url.strip_prefix("http://sync/v1").unwrap().to_owned()
}
