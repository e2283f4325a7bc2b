//! What faults are made with: the tools of all twists, and those for what no freedom does.

use serde_json::{Value, json};
use syncproof_api::{Parameter, Request, Resource, Response, Verb};

pub(super) use crate::twist::tools::*;

/// Whether it writes to something that is there.
pub(super) fn updates(request: &Request, resources: &[Resource]) -> bool {
    request.operation.verb == Verb::Update && resources.contains(&request.operation.resource)
}

/// Answers this status to an operation that succeeds.
pub(super) fn status(request: &Request, response: &mut Response, resource: Resource, verb: Verb, status: u16) {
    if is(request, resource, verb) && response.is_success() {
        response.status = status;
        if status == 204 {
            response.body = None;
        } else if response.body.is_none() {
            response.body = Some(json!({}));
        }
    }
}

/// Shows one field as another one.
pub(super) fn copy(fields: &mut Fields, from: &str, to: &str) {
    let value = fields.get(from).cloned().unwrap_or_default();
    fields.insert(to.to_owned(), value);
}

/// Leaves out a field.
pub(super) fn drop_field(request: &Request, response: &mut Response, resource: Resource, field: &str) {
    shown(request, response, resource, |fields| {
        fields.shift_remove(field);
    });
}

/// Shows a field as something else.
pub(super) fn show_as(
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
pub(super) fn as_text(value: &Value) -> Value {
    match value {
        Value::String(_) | Value::Null => value.clone(),
        value => Value::String(value.to_string()),
    }
}

/// A text changed, anything else as it is.
pub(super) fn text(value: &Value, change: impl Fn(&str) -> String) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| Value::String(change(text)))
}

/// The answer of a server that has crashed over a request.
pub(super) fn crash() -> Response {
    error(500, 20500, "Internal Server Error")
}

/// A request with other parameters.
pub(super) fn with(request: &Request, params: &[(Parameter, &str)]) -> Request {
    let params = params.iter().map(|(name, value)| (name.name().to_owned(), (*value).to_owned())).collect();
    Request { params, ..request.clone() }
}
