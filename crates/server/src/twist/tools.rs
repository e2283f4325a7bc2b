//! What faults and freedoms are made with.

use serde_json::{Map, Value, json};
use syncproof_api::{Condition, Request, Resource, Response, Verb};
use syncproof_model::refuse;

use super::Stage;

pub(crate) type Fields = Map<String, Value>;

pub(crate) use syncproof_api::Resource as R;
pub(crate) use syncproof_api::Verb as V;

/// Whether a request is this operation.
pub(crate) fn is(request: &Request, resource: Resource, verb: Verb) -> bool {
    request.operation.resource == resource && request.operation.verb == verb
}

/// Whether it writes to something that is there.
pub(crate) fn updates(request: &Request, resources: &[Resource]) -> bool {
    request.operation.verb == Verb::Update && resources.contains(&request.operation.resource)
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

/// Answers this status to an operation that succeeds.
pub(crate) fn status(request: &Request, response: &mut Response, resource: Resource, verb: Verb, status: u16) {
    if is(request, resource, verb) && response.is_success() {
        response.status = status;
        if status == 204 {
            response.body = None;
        } else if response.body.is_none() {
            response.body = Some(json!({}));
        }
    }
}

/// Changes how things of this resource are shown, alone and in listings.
pub(crate) fn shown(
    request: &Request,
    response: &mut Response,
    resource: Resource,
    change: impl Fn(&mut Map<String, Value>),
) {
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

/// Shows one field as another one.
pub(crate) fn copy(fields: &mut Fields, from: &str, to: &str) {
    let value = fields.get(from).cloned().unwrap_or_default();
    fields.insert(to.to_owned(), value);
}

/// Leaves out a field.
pub(crate) fn drop_field(request: &Request, response: &mut Response, resource: Resource, field: &str) {
    shown(request, response, resource, |fields| {
        fields.shift_remove(field);
    });
}

/// Shows a field as something else.
pub(crate) fn show_as(
    request: &Request,
    response: &mut Response,
    resource: Resource,
    field: &str,
    change: impl Fn(&Value) -> Value,
) {
    shown(request, response, resource, |fields| {
        if let Some(value) = fields.get_mut(field) {
            *value = change(value);
        }
    });
}

/// As a text, however it is.
pub(crate) fn as_text(value: &Value) -> Value {
    match value {
        Value::String(_) | Value::Null => value.clone(),
        value => Value::String(value.to_string()),
    }
}

/// A text changed, anything else as it is.
pub(crate) fn text(value: &Value, change: impl Fn(&str) -> String) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| Value::String(change(text)))
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
pub(crate) fn meta(request: &Request, response: &mut Response, change: impl Fn(&mut Map<String, Value>)) {
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

/// The answer of a server that has crashed over a request.
pub(crate) fn crash() -> Response {
    error(500, 20500, "Internal Server Error")
}
