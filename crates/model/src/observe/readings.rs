//! What a request may mean to a target, where the documents leave its meaning open.
//!
//! The reference reads every request in one way. Another service may count the first of repeated parameters, take `+60` for 60 or `DESC` for
//! `desc`. Each such reading is a request of its own, which is judged like any other.

use std::collections::HashSet;

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, Parameter, Request, Resource, Response, form::Pair, json};

use crate::{
    borderline::{is_borderline, is_readable_to_some},
    params::is_boolean_to_some,
};

/// The readings of a request other than the reference's. `response` tells which value a target gave to what it is free to understand.
pub(super) fn others(request: &Request, response: &Response) -> Vec<Request> {
    let mut readings = Vec::new();
    let once = [request.clone(), with_first_of_repeated(request)];
    for counted in once.iter().cloned().chain(once.iter().map(without_overridden_alias)) {
        for empty_ttl in [None, Some("0")] {
            let params = counted.params.iter().filter_map(|(name, value)| {
                let lenient = lenient(&counted, response, name, value, empty_ttl)?;
                Some((name.clone(), lenient))
            });
            readings.push(Request { params: params.collect(), address: with_usual_index(&counted), ..counted.clone() });
        }
        readings.push(counted);
    }
    // Flags that are not sent may stay as they are, which is what the model does, or be false.
    for reading in std::iter::once(request).chain(&readings.clone()) {
        readings.push(with_all_flags(reading));
    }
    let mut distinct: Vec<Request> = Vec::new();
    for reading in readings {
        if reading != *request && !distinct.contains(&reading) {
            distinct.push(reading);
        }
    }
    distinct
}

/// Only the first of repeated parameters.
fn with_first_of_repeated(request: &Request) -> Request {
    let mut names = HashSet::new();
    let params = request.params.iter().filter(|(name, _)| names.insert(name.as_str())).cloned().collect();
    Request { params, ..request.clone() }
}

/// Without `Ttl` where what it is an alias of is sent empty: that is as if it were not sent, or it overrides the alias all the same.
fn without_overridden_alias(request: &Request) -> Request {
    let own_name = match request.operation.resource {
        Resource::List | Resource::Map => Parameter::CollectionTtl,
        _ => Parameter::ItemTtl,
    };
    let is_overridden = request.param(own_name).is_some_and(str::is_empty);
    let is_kept = |(name, _): &&Pair| !is_overridden || name != Parameter::Ttl.name();
    Request { params: request.params.iter().filter(is_kept).cloned().collect(), ..request.clone() }
}

/// All three flags of a permission, those that are not sent being false.
fn with_all_flags(request: &Request) -> Request {
    use Parameter as P;
    let flags = [P::Read, P::Write, P::Manage].into_iter().filter(|flag| request.operation.parameters().contains(flag));
    let missing = flags.filter(|flag| request.param(*flag).is_none());
    let params = missing.map(|flag| (flag.name().to_owned(), "false".to_owned()));
    Request { params: request.params.iter().cloned().chain(params).collect(), ..request.clone() }
}

/// The address, the index of a List Item in it in its usual spelling.
fn with_usual_index(request: &Request) -> Address {
    let mut address = request.address.clone();
    if let Address::Child { kind: ObjectKind::List, child: ChildKind::Item, id, .. } = &mut address
        && let Some(usual) = number(id)
    {
        *id = usual;
    }
    address
}

/// The value as a lenient service understands it; `None` if it takes the parameter as not sent.
fn lenient(request: &Request, response: &Response, name: &str, value: &str, empty_ttl: Option<&str>) -> Option<String> {
    use Parameter as P;
    let parameter = request.operation.parameters().iter().find(|parameter| parameter.name() == name);
    match parameter {
        Some(P::Ttl | P::ItemTtl | P::CollectionTtl) if value.is_empty() => empty_ttl.map(str::to_owned),
        Some(P::From | P::PageSize | P::ReachabilityDebouncingWindow) if value.is_empty() => None,
        Some(P::Ttl | P::ItemTtl | P::CollectionTtl | P::PageSize | P::ReachabilityDebouncingWindow) => {
            Some(number(value).unwrap_or_else(|| value.to_owned()))
        }
        Some(P::From) if request.operation.resource == Resource::ListItem => {
            Some(number(value).unwrap_or_else(|| value.to_owned()))
        }
        Some(P::Order | P::Bounds) => Some(value.to_ascii_lowercase()),
        Some(P::Data) => Some(data(response, value).unwrap_or_else(|| value.to_owned())),
        Some(
            P::ReachabilityWebhooksEnabled
            | P::AclEnabled
            | P::ReachabilityDebouncingEnabled
            | P::WebhooksFromRestEnabled
            | P::Read
            | P::Write
            | P::Manage,
        ) if !matches!(value, "true" | "false") && is_boolean_to_some(value) => {
            shown(response, &snake_case(name))?.as_bool().map(|flag| flag.to_string())
        }
        _ => Some(value.to_owned()),
    }
}

/// A whole number in an odd spelling, such as `+60` or `60.0`, in its usual one. (In a query, `+` is a space.)
fn number(text: &str) -> Option<String> {
    let number: f64 = text.trim().parse().ok()?;
    (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then(|| format!("{number:.0}"))
}

/// Borderline Data means what the target says it means.
fn data(response: &Response, text: &str) -> Option<String> {
    let open = match json::parse(text) {
        Ok(value) => is_borderline(text, &value),
        Err(_) => is_readable_to_some(text),
    };
    open.then(|| shown(response, "data").map(Value::to_string)).flatten()
}

fn shown<'a>(response: &'a Response, field: &str) -> Option<&'a Value> {
    response.body.as_ref().filter(|_| response.is_success())?.get(field)
}

fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_odd_spellings() {
        for (text, usual) in [("+60", "60"), ("60.0", "60"), (" 60", "60"), ("6e1", "60"), ("060", "60")] {
            assert_eq!(number(text).as_deref(), Some(usual), "{text}");
        }
        for text in ["", "1.5", "-1", "soon", "inf", "NaN", "1e99"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn parameters_are_named_in_snake_case_in_answers() {
        assert_eq!(snake_case("WebhooksFromRestEnabled"), "webhooks_from_rest_enabled");
    }
}
