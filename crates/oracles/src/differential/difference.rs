//! What makes two answers different.

use serde_json::{Map, Value};
use syncproof_api::Response;

/// The first thing in which two answers differ, if there is one. Page tokens are opaque: there has to be one in both or in neither.
pub(super) fn between(model: &Response, naive: &Response) -> Option<&'static str> {
    let bodies = || match (&model.body, &naive.body) {
        (Some(Value::Object(model)), Some(Value::Object(naive))) => {
            same(model, naive, |name, a, b| if name == "meta" { same_meta(a, b) } else { a == b })
        }
        (model, naive) => model == naive,
    };
    match () {
        () if model.status != naive.status => Some("the status"),
        () if model.etag != naive.etag => Some("the ETag"),
        () if !bodies() => Some("the body"),
        () => None,
    }
}

fn same_meta(model: &Value, naive: &Value) -> bool {
    match (model, naive) {
        (Value::Object(model), Value::Object(naive)) => same(model, naive, |_, a, b| match (a, b) {
            (Value::String(model), Value::String(naive)) => same_url(model, naive),
            _ => a == b,
        }),
        _ => model == naive,
    }
}

/// Whether two objects have the same names, and the same values by `is_same`.
fn same(
    model: &Map<String, Value>,
    naive: &Map<String, Value>,
    is_same: impl Fn(&str, &Value, &Value) -> bool,
) -> bool {
    let is_there = |(name, value): (&String, &Value)| naive.get(name).is_some_and(|other| is_same(name, value, other));
    model.len() == naive.len() && model.iter().all(is_there)
}

/// Whether two URLs are the same but for what their page tokens are.
fn same_url(model: &str, naive: &str) -> bool {
    let is_token = |part: &str| part.starts_with("PageToken=");
    let (model, naive) = (model.split('&'), naive.split('&'));
    model.clone().count() == naive.clone().count()
        && model.zip(naive).all(|(model, naive)| model == naive || (is_token(model) && is_token(naive)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page(token: &str) -> Value {
        let url = format!("http://localhost/v1/Services?PageSize=1&Page=1{token}");
        json!({ "services": [], "meta": { "page": 0, "next_page_url": url } })
    }

    fn answer(body: Value) -> Response {
        Response { status: 200, etag: None, body: Some(body) }
    }

    #[test]
    fn page_tokens_are_opaque_but_there_or_not() {
        let between = |a: &str, b: &str| between(&answer(page(a)), &answer(page(b)));
        assert_eq!(between("&PageToken=1", "&PageToken=2"), None);
        assert_eq!(between("&PageToken=1", ""), Some("the body"));
        assert_eq!(between("&PageToken=1", "&PageToke=1"), Some("the body"));
        assert_eq!(between("&PageToken=1&a=1", "&PageToken=1&a=2"), Some("the body"));
    }

    #[test]
    fn everything_else_counts() {
        let plain = answer(json!({ "sid": "a", "data": { "x": 1, "y": 2 } }));
        let other = |change: fn(&mut Response)| {
            let mut other = plain.clone();
            change(&mut other);
            between(&plain, &other)
        };
        assert_eq!(other(|r| r.body = Some(json!({ "data": { "y": 2, "x": 1 }, "sid": "a" }))), None);
        assert_eq!(other(|r| r.status = 201), Some("the status"));
        assert_eq!(other(|r| r.etag = Some(String::new())), Some("the ETag"));
        assert_eq!(other(|r| r.body = None), Some("the body"));
        assert_eq!(other(|r| r.body = Some(json!({ "sid": "a" }))), Some("the body"));
        assert_eq!(other(|r| r.body = Some(json!({ "sid": "a", "data": { "x": 1, "y": 3 } }))), Some("the body"));
    }
}
