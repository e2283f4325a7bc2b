//! A naive pager: reads the whole collection and cuts pages out of it by counting. Its knobs are what pagers get wrong.

use std::cmp::Ordering;

use serde_json::{Value, json};
use syncproof_api::{Request, Response, form};

use super::{
    Stage,
    tools::{V, sent, unsend},
};

/// What is other with the pager. By default next to nothing: only that a position is a number of entries.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub(crate) struct Knobs {
    /// How entries are ordered, ascending.
    pub(crate) compare: fn(&Value, &Value) -> Ordering,
    /// How far the next page starts from where this one ends.
    pub(crate) slip: i64,
    /// Parameters that the URLs of other pages lose.
    pub(crate) loses: &'static [&'static str],
    /// How many entries more than asked for a page has.
    pub(crate) excess: i64,
    /// Whether the next page begins at the start again.
    pub(crate) circles: bool,
    /// Parameters that are not looked at.
    pub(crate) ignores: &'static [&'static str],
    /// Whether `From` counts against the ascending order even when the listing is descending.
    pub(crate) from_ascending: bool,
    /// Whether what is not ordered otherwise comes from the newest to the oldest.
    pub(crate) newest_first: bool,
    /// Whether the order is applied to each page instead of the whole.
    pub(crate) order_in_page: bool,
}

impl Knobs {
    pub(crate) const SOUND: Self = Self {
        compare: by_name,
        slip: 0,
        loses: &[],
        excess: 0,
        circles: false,
        ignores: &[],
        from_ascending: false,
        newest_first: false,
        order_in_page: false,
    };
}

/// The documented order: keys by code point, indexes as numbers. Everything else stays as it is.
pub(crate) fn by_name(a: &Value, b: &Value) -> Ordering {
    match (a.get("index"), b.get("index")) {
        (Some(a), Some(b)) => a.as_u64().cmp(&b.as_u64()),
        _ => key(a).cmp(key(b)),
    }
}

/// The key of an entry, or nothing.
pub(crate) fn key(entry: &Value) -> &str {
    entry.get("key").and_then(Value::as_str).unwrap_or_default()
}

/// Answers a listing; any other request as the model does.
pub(crate) fn page(stage: &mut Stage<'_>, request: &Request, knobs: Knobs) -> Response {
    if request.operation.verb != V::List {
        return stage.ask(request);
    }
    let offset = sent(request, "PageToken").and_then(|token| token.strip_prefix("at-")?.parse::<usize>().ok());
    let mut query = request.clone();
    if offset.is_some() {
        unsend(&mut query, "PageToken");
    }
    // What is wrong with the request the model says best.
    let answer = stage.ask(&query);
    let size = answer.body.as_ref().and_then(|body| body.get("meta")?.get("page_size")?.as_u64());
    let Some(size) = size.and_then(|size| usize::try_from(size).ok()) else { return answer };
    let given = |name: &str| sent(request, name).filter(|_| !knobs.ignores.contains(&name));
    let descending = given("Order") == Some("desc");
    let mut entries = stage.everything(request);
    if knobs.newest_first {
        entries.reverse();
    }
    entries.sort_by(knobs.compare);
    if descending && !knobs.order_in_page {
        entries.reverse();
    }
    if let Some(from) = given("From").filter(|_| request.operation.resource.page_key() == "items") {
        let exclusive = given("Bounds") == Some("exclusive");
        let from = json!({ "key": from, "index": from.parse::<u64>().unwrap_or_default() });
        let from_of = |entry: &Value| {
            let from = if entry.get("index").is_some() { json!({ "index": from["index"] }) } else { from.clone() };
            (knobs.compare)(entry, &strip(from, entry))
        };
        entries.retain(|entry| match from_of(entry) {
            Ordering::Equal => !exclusive,
            side => (side == Ordering::Greater) == (!descending || knobs.from_ascending),
        });
    }
    cut(request, &entries, offset.unwrap_or_default(), size, descending, knobs)
}

/// Takes from a bound what entries of this kind do not have.
fn strip(mut bound: Value, entry: &Value) -> Value {
    if let Some(fields) = bound.as_object_mut() {
        fields.retain(|name, _| entry.get(name).is_some());
    }
    bound
}

fn cut(request: &Request, entries: &[Value], offset: usize, size: usize, descending: bool, knobs: Knobs) -> Response {
    let shift = |at: usize, by: i64| {
        usize::try_from(i64::try_from(at).unwrap_or(i64::MAX).saturating_add(by)).unwrap_or_default()
    };
    let end = shift(offset + size, knobs.excess).min(entries.len());
    let mut page: Vec<Value> = entries.get(offset.min(end)..end).unwrap_or_default().to_vec();
    if knobs.order_in_page && descending {
        page.reverse();
    }
    let number: i64 = sent(request, "Page").and_then(|page| page.parse().ok()).unwrap_or_default();
    let key = request.operation.resource.page_key();
    let url = |page: i64, token: Option<usize>| {
        let mut pairs: Vec<(String, String)> = request
            .params
            .iter()
            .filter(|(name, _)| {
                matches!(name.as_str(), "From" | "Bounds" | "Order") && !knobs.loses.contains(&name.as_str())
            })
            .cloned()
            .collect();
        if !knobs.loses.contains(&"PageSize") {
            pairs.push(("PageSize".to_owned(), size.to_string()));
        }
        pairs.push(("Page".to_owned(), page.to_string()));
        pairs.extend(token.map(|token| ("PageToken".to_owned(), format!("at-{token}"))));
        format!("{}{}?{}", request.base, request.address.path(), form::encode(&pairs))
    };
    let next = (end < entries.len()).then(|| if knobs.circles { 0 } else { shift(end, knobs.slip) });
    let previous = (offset > 0).then(|| offset.saturating_sub(size));
    let meta = json!({
        "page": number,
        "page_size": size,
        "first_page_url": url(0, None),
        "previous_page_url": previous.map(|at| url((number - 1).max(0), Some(at))),
        "next_page_url": next.map(|at| url(number + 1, Some(at))),
        "url": url(number, (offset > 0).then_some(offset)),
        "key": key,
    });
    Response { status: 200, etag: None, body: Some(json!({ key: page, "meta": meta })) }
}
