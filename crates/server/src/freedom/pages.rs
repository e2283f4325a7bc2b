//! Listings: tokens, URLs, sizes and orders.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use syncproof_api::{Condition, Request, Response, form};

use super::{
    DOCUMENTED, Row, Stage,
    Twist::{After, Chosen, Instead, Limits},
    Ways,
    pager::{Knobs, page},
    row, row_in,
    tools::{R, V, entries, lists_items, meta, send, sent, unsend},
};

const OBJECTS: [R; 4] = [R::Document, R::List, R::Map, R::Stream];
const PERMISSIONS: [R; 3] = [R::DocumentPermission, R::ListPermission, R::MapPermission];

/// Changes the parameters of every URL in `meta`.
fn relink(request: &Request, response: &mut Response, change: impl Fn(&mut Vec<(String, String)>)) {
    rewrite_urls(request, response, |url| {
        let (path, query) = url.split_once('?')?;
        let mut pairs = form::decode(query.as_bytes()).ok()?;
        change(&mut pairs);
        Some(format!("{path}?{}", form::encode(&pairs)))
    });
}

/// Changes every URL in `meta`.
fn rewrite_urls(request: &Request, response: &mut Response, change: impl Fn(&str) -> Option<String>) {
    meta(request, response, |meta| {
        for (_, value) in meta.iter_mut().filter(|(name, _)| name.ends_with("url")) {
            if let Some(url) = value.as_str().and_then(&change) {
                *value = json!(url);
            }
        }
    });
}

/// Page tokens in another text: `write` makes it of the reference's, `read` leads back.
fn tokens(
    stage: &mut Stage<'_>,
    mut request: Request,
    write: impl Fn(&str) -> String,
    read: impl Fn(&str) -> Option<String>,
) -> Response {
    if request.operation.verb == V::List
        && let Some(token) = sent(&request, "PageToken").map(str::to_owned)
        && !token.is_empty()
    {
        // What is not ours is no token to the reference either.
        send(&mut request, "PageToken", read(&token).unwrap_or_else(|| "no token".to_owned()));
    }
    let mut answer = stage.ask(&request);
    relink(&request, &mut answer, |pairs| {
        for (_, token) in pairs.iter_mut().filter(|(name, _)| name == "PageToken") {
            *token = write(token);
        }
    });
    answer
}

fn from_base64(token: &str) -> Option<String> {
    String::from_utf8(BASE64_STANDARD.decode(token).ok()?).ok()
}

/// The mark of a token for the empty page after all others; the token of the page before it follows.
const END: &str = "END";

/// After a last page that is full comes an empty one.
fn empty_page_at_the_end(stage: &mut Stage<'_>, mut request: Request) -> Response {
    if request.operation.verb != V::List {
        return stage.ask(&request);
    }
    let before = sent(&request, "PageToken").and_then(|token| token.strip_prefix(END)).map(str::to_owned);
    if let Some(before) = &before {
        unsend(&mut request, "PageToken");
        if !before.is_empty() {
            send(&mut request, "PageToken", before);
        }
        let mut answer = stage.ask(&request);
        entries(&request, &mut answer, Vec::clear);
        meta(&request, &mut answer, |meta| {
            meta.insert("previous_page_url".to_owned(), meta["url"].clone());
            meta.insert("next_page_url".to_owned(), Value::Null);
        });
        return answer;
    }
    let mut answer = stage.ask(&request);
    let key = request.operation.resource.page_key();
    let count = answer.body.as_ref().and_then(|body| body.get(key)?.as_array()).map_or(0, Vec::len);
    meta(&request, &mut answer, |meta| {
        let is_full = meta["page_size"].as_u64() == u64::try_from(count).ok();
        if !is_full || !meta["next_page_url"].is_null() {
            return;
        }
        let page = meta["page"].as_i64().unwrap_or_default() + 1;
        let url = meta["url"].as_str().and_then(|url| url.split_once('?'));
        if let Some((path, query)) = url {
            let mut pairs = form::decode(query.as_bytes()).unwrap_or_default();
            let token = pairs.iter().find(|(name, _)| name == "PageToken").map(|(_, token)| token.clone());
            pairs.retain(|(name, _)| name != "PageToken" && name != "Page");
            pairs.push(("Page".to_owned(), page.to_string()));
            pairs.push(("PageToken".to_owned(), format!("{END}{}", token.unwrap_or_default())));
            meta.insert("next_page_url".to_owned(), json!(format!("{path}?{}", form::encode(&pairs))));
        }
    });
    answer
}

/// By the text of a field.
fn by_field(a: &Value, b: &Value, field: &str) -> std::cmp::Ordering {
    let text = |entry: &Value| entry.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    text(a).cmp(&text(b))
}

/// Collections by the naive pager, all others by the model.
fn pages_of(stage: &mut Stage<'_>, request: &Request, resources: &[R], knobs: Knobs) -> Response {
    if resources.contains(&request.operation.resource) { page(stage, request, knobs) } else { stage.ask(request) }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "tokens-base64",
        "decision 2: the text of page tokens; facts 18.13",
        "page tokens are Base64 with its padding",
        Instead(|stage, q| tokens(stage, q, |token| BASE64_STANDARD.encode(token), from_base64)),
    ),
    row(
        "tokens-long",
        "decision 2: the text of page tokens; facts 18.13",
        "page tokens have more than a thousand characters and signs of all sorts",
        Instead(|stage, q| {
            let ballast = "+/=&?#% é".repeat(100);
            tokens(
                stage,
                q,
                |token| format!("{ballast}{token}"),
                |text| text.strip_prefix(&"+/=&?#% é".repeat(100)).map(str::to_owned),
            )
        }),
    ),
    row(
        "tokens-unescaped",
        "decision 2: the text of page tokens; RFC 3986, 3.4: a query may hold slashes, colons and equals signs as they are",
        "page tokens stand in URLs with signs that need no escaping",
        Instead(|stage, q| {
            let mut answer = tokens(
                stage,
                q.clone(),
                |token| format!("a/b:c@{token}=="),
                |text| text.strip_prefix("a/b:c@")?.strip_suffix("==").map(str::to_owned),
            );
            rewrite_urls(&q, &mut answer, |url| {
                let (path, query) = url.split_once('?')?;
                Some(format!(
                    "{path}?{}",
                    query.replace("%2F", "/").replace("%3A", ":").replace("%40", "@").replace("%3D", "=")
                ))
            });
            answer
        }),
    ),
    row(
        "page-urls-with-more",
        "facts 6: clients follow next_page_url as it stands; facts 17.24 (order of parameters)",
        "URLs of pages have more parameters, the token first",
        After(|q, a| {
            relink(q, a, |pairs| {
                pairs.reverse();
                pairs.push(("TaskToken".to_owned(), "t".to_owned()));
                pairs.push((String::new(), String::new()));
            });
        }),
    ),
    row(
        "page-urls-with-defaults",
        "facts 17.24: whether filters that were not sent stand in the URLs",
        "URLs of pages of items name Order and Bounds, whether they were sent or not",
        After(|q, a| {
            if lists_items(q) {
                relink(q, a, |pairs| {
                    for (name, default) in [("Order", "asc"), ("Bounds", "inclusive")] {
                        if pairs.iter().all(|(sent, _)| sent != name) {
                            pairs.insert(0, (name.to_owned(), default.to_owned()));
                        }
                    }
                });
            }
        }),
    ),
    row(
        "last-page-empty",
        "decision 2: whether the last full page is followed by an empty one; facts 18.13",
        "after a last page that is full comes an empty one",
        Instead(empty_page_at_the_end),
    ),
    row(
        "objects-newest-first",
        "decision 2: the order of collection listings; facts 18.6",
        "Documents, Lists, Maps and Streams are listed from the newest",
        Instead(|stage, q| pages_of(stage, &q, &OBJECTS, Knobs { newest_first: true, ..Knobs::SOUND })),
    ),
    row(
        "objects-by-sid",
        "decision 2: the order of collection listings; facts 18.6",
        "Documents, Lists, Maps and Streams are listed by their SIDs",
        Instead(|stage, q| {
            pages_of(stage, &q, &OBJECTS, Knobs { compare: |a, b| by_field(a, b, "sid"), ..Knobs::SOUND })
        }),
    ),
    row(
        "objects-by-name",
        "decision 2: the order of collection listings; facts 18.6",
        "Documents, Lists, Maps and Streams are listed by their names, those without any first",
        Instead(|stage, q| {
            let compare = |a: &Value, b: &Value| by_field(a, b, "unique_name").then(by_field(a, b, "sid"));
            pages_of(stage, &q, &OBJECTS, Knobs { compare, ..Knobs::SOUND })
        }),
    ),
    row(
        "permissions-backwards",
        "decision 2: the order of collection listings; facts 18.6",
        "permissions are listed from the last identity to the first",
        Instead(|stage, q| {
            pages_of(stage, &q, &PERMISSIONS, Knobs { compare: |a, b| by_field(b, a, "identity"), ..Knobs::SOUND })
        }),
    ),
    row(
        "page-size-as-sent",
        "facts 18.12: what meta.page_size shows when it is clamped",
        "meta shows the page size that was asked for, though fewer are served",
        After(|q, a| {
            if let Some(size) = sent(q, "PageSize").and_then(|size| size.parse::<u32>().ok()) {
                meta(q, a, |meta| drop(meta.insert("page_size".to_owned(), json!(size))));
            }
        }),
    ),
    row(
        "page-size-refused",
        "decision 2: clamp or a 400 above the maximum page size",
        "a page size above the maximum is refused",
        Chosen(Ways {
            refuses: |condition, reference| reference || condition == Condition::InvalidPageSize,
            ..Ways::REFERENCE
        }),
    ),
    row_in(
        DOCUMENTED,
        "page-size-of-items-hundred",
        "decision 2: pages of 101 to 1000 items are answered with 100 items or more",
        "pages of items have 100 entries at most",
        Limits(|limits| limits.page_size_items = 100),
    ),
    row_in(
        DOCUMENTED,
        "page-size-of-items-between",
        "decision 2: pages of 101 to 1000 items are answered with 100 items or more",
        "pages of items have 110 entries at most",
        Limits(|limits| limits.page_size_items = 110),
    ),
    row(
        "page-number-own",
        "facts 18.13: meta.page when the client sends an arbitrary Page",
        "a Page without a token is passed over: the first page is number 0",
        Instead(|stage, mut q| {
            if q.operation.verb == V::List && sent(&q, "PageToken").is_none() {
                unsend(&mut q, "Page");
            }
            stage.ask(&q)
        }),
    ),
    row(
        "first-page-without-token",
        "facts 18.13: presence of a token in previous_page_url",
        "the way back from the second page is the URL of the first",
        After(|q, a| {
            meta(q, a, |meta| {
                if meta["page"] == 1 && meta["previous_page_url"].is_string() {
                    meta.insert("previous_page_url".to_owned(), meta["first_page_url"].clone());
                }
            });
        }),
    ),
];
