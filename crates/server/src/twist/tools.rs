//! What both faults and freedoms are made with.

use serde_json::{Map, Value, json};
use syncproof_api::{Condition, Request, Resource, Response, Verb};
use syncproof_model::refuse;

use super::Stage;

/// What a JSON object holds.
pub(crate) type Fields = Map<String, Value>;

pub(crate) use syncproof_api::Resource as R;
pub(crate) use syncproof_api::Verb as V;

/// Whether a request is this operation.
pub(crate) fn is(request: &Request, resource: Resource, verb: Verb) -> bool {
    request.operation.resource == resource && request.operation.verb == verb
}

/// The value of a parameter.
pub(crate) fn sent<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.params.iter().rev().find(|(sent, _)| sent == name).map(|(_, value)| value.as_str())
}

/// Takes a parameter out.
pub(crate) fn unsend(request: &mut Request, name: &str) {
    request.params.retain(|(sent, _)| sent != name);
}

/// Puts a parameter in, in place of what was sent.
pub(crate) fn send(request: &mut Request, name: &str, value: impl Into<String>) {
    unsend(request, name);
    request.params.push((name.to_owned(), value.into()));
}

/// Changes the value of a parameter, if it was sent.
pub(crate) fn rewrite(request: &mut Request, name: &str, change: impl Fn(&str) -> String) {
    for (sent, value) in &mut request.params {
        if sent == name {
            *value = change(value);
        }
    }
}

/// Changes how things of this resource are shown, alone and in listings.
pub(crate) fn shown(request: &Request, response: &mut Response, resource: Resource, change: impl Fn(&mut Fields)) {
    if request.operation.resource != resource || !response.is_success() {
        return;
    }
    if request.operation.verb == Verb::List {
        entries(request, response, |entries| {
            entries.iter_mut().filter_map(Value::as_object_mut).for_each(&change);
        });
    } else if let Some(fields) = response.body.as_mut().and_then(Value::as_object_mut) {
        change(fields);
    }
}

/// Changes the entries of a page.
pub(crate) fn entries(request: &Request, response: &mut Response, change: impl Fn(&mut Vec<Value>)) {
    if request.operation.verb != Verb::List || !response.is_success() {
        return;
    }
    let key = request.operation.resource.page_key();
    if let Some(entries) = response.body.as_mut().and_then(|body| body.get_mut(key)?.as_array_mut()) {
        change(entries);
    }
}

/// Changes the meta of a page.
pub(crate) fn meta(request: &Request, response: &mut Response, change: impl Fn(&mut Fields)) {
    if request.operation.verb != Verb::List || !response.is_success() {
        return;
    }
    if let Some(meta) = response.body.as_mut().and_then(|body| body.get_mut("meta")?.as_object_mut()) {
        change(meta);
    }
}

/// Whether the entries are items.
pub(crate) fn lists_items(request: &Request) -> bool {
    request.operation.verb == Verb::List && request.operation.resource.page_key() == "items"
}

/// An error that no model makes.
pub(crate) fn error(status: u16, code: i64, message: &str) -> Response {
    let body = json!({
        "code": code,
        "message": message,
        "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
        "status": status,
    });
    Response { status, etag: None, body: Some(body) }
}

/// The refusal of the profile for a condition.
pub(crate) fn refused(stage: &Stage<'_>, condition: Condition) -> Response {
    refuse(stage.model.profile(), condition)
}
