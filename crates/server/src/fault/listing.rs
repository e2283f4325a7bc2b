//! Listings: their order, their bounds, their pages.

use serde_json::{Value, json};
use syncproof_api::{Request, Response};

use super::{
    Row, Stage,
    Twist::{After, Before, Instead, Limits},
    pager::{Knobs, by_name, key, page},
    row,
    tools::{R, V, copy, entries, is, lists_items, meta, send, sent, unsend},
};

/// Pages of one resource by the naive pager, all others by the model.
fn pages_of(stage: &mut Stage<'_>, request: &Request, resource: R, knobs: Knobs) -> Response {
    if request.operation.resource == resource { page(stage, request, knobs) } else { stage.ask(request) }
}

/// Pages of items by the naive pager.
fn pages_of_items(stage: &mut Stage<'_>, request: &Request, knobs: Knobs) -> Response {
    if lists_items(request) { page(stage, request, knobs) } else { stage.ask(request) }
}

/// Remembers when items were made, and lists them in that order.
fn by_birth(stage: &mut Stage<'_>, request: &Request) -> Response {
    let mut answer = stage.ask(request);
    let url = |entry: &Value| entry.get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
    if is(request, R::MapItem, V::Create) && answer.status == 201 {
        let number = stage.memory.born.len() as u64;
        let url = answer.body.as_ref().map(url).unwrap_or_default();
        stage.memory.born.entry(url).or_insert(number);
    } else if is(request, R::MapItem, V::List) {
        let descending = sent(request, "Order") == Some("desc");
        let born = &stage.memory.born;
        entries(request, &mut answer, |entries| {
            entries.sort_by_key(|entry| born.get(&url(entry)).copied());
            if descending {
                entries.reverse();
            }
        });
    }
    answer
}

/// Changes a URL in `meta`.
fn relink(request: &Request, response: &mut Response, link: &str, change: impl Fn(&str) -> Option<String>) {
    meta(request, response, |meta| {
        if let Some(url) = meta.get(link).and_then(Value::as_str).map(&change) {
            meta.insert(link.to_owned(), json!(url));
        }
    });
}

fn without_host(url: &str) -> Option<String> {
    url.find("/Services").map(|at| url[at..].to_owned())
}

/// The index of an entry as a text.
fn index_text(entry: &Value) -> String {
    entry.get("index").map(ToString::to_string).unwrap_or_default()
}

pub(super) const ROWS: &[Row] = &[
    row(
        "items-by-birth",
        "map-item.list.order",
        "Map Items are listed as they were made",
        Instead(|stage, q| by_birth(stage, &q)),
    ),
    row(
        "items-by-length",
        "map-item.list.order-is-textual",
        "keys are ordered by length first",
        Instead(|stage, q| {
            pages_of(
                stage,
                &q,
                R::MapItem,
                Knobs { compare: |a, b| (key(a).len(), key(a)).cmp(&(key(b).len(), key(b))), ..Knobs::SOUND },
            )
        }),
    ),
    row(
        "items-by-number",
        "map-item.list.order-is-textual",
        "keys that are numbers are ordered as numbers",
        Instead(|stage, q| {
            pages_of(
                stage,
                &q,
                R::MapItem,
                Knobs {
                    compare: |a, b| {
                        let number = |entry: &Value| {
                            key(entry).trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().ok()
                        };
                        (number(a), key(a)).cmp(&(number(b), key(b)))
                    },
                    ..Knobs::SOUND
                },
            )
        }),
    ),
    row(
        "items-without-case",
        "map-item.list.order-by-code-point",
        "keys are ordered without regard to case",
        Instead(|stage, q| {
            pages_of(
                stage,
                &q,
                R::MapItem,
                Knobs {
                    compare: |a, b| (key(a).to_lowercase(), key(a)).cmp(&(key(b).to_lowercase(), key(b))),
                    ..Knobs::SOUND
                },
            )
        }),
    ),
    row(
        "items-by-locale",
        "map-item.list.order-by-code-point",
        "accents are passed over in the order of keys",
        Instead(|stage, q| {
            pages_of(
                stage,
                &q,
                R::MapItem,
                Knobs {
                    compare: |a, b| {
                        let plain = |entry: &Value| {
                            key(entry).replace(['é', 'è', 'É'], "e").replace(['ä', 'à'], "a").replace('ö', "o")
                        };
                        (plain(a), key(a)).cmp(&(plain(b), key(b)))
                    },
                    ..Knobs::SOUND
                },
            )
        }),
    ),
    row(
        "items-descending",
        "map-item.list.order",
        "listings are descending by default",
        Before(|q| {
            if is(q, R::MapItem, V::List) && sent(q, "Order").is_none() && sent(q, "PageToken").is_none() {
                send(q, "Order", "desc");
            }
        }),
    ),
    row(
        "list-items-by-text",
        "list-item.list.order-is-numeric",
        "indexes are ordered as texts",
        Instead(|stage, q| {
            pages_of(
                stage,
                &q,
                R::ListItem,
                Knobs { compare: |a, b| index_text(a).cmp(&index_text(b)), ..Knobs::SOUND },
            )
        }),
    ),
    row(
        "list-items-descending",
        "list-item.list.order",
        "List Items are listed from the newest",
        Before(|q| {
            if is(q, R::ListItem, V::List) && sent(q, "Order").is_none() && sent(q, "PageToken").is_none() {
                send(q, "Order", "desc");
            }
        }),
    ),
    row(
        "list-items-by-update",
        "list-item.list.order",
        "an updated List Item moves to the end",
        After(|q, a| {
            if is(q, R::ListItem, V::List) {
                entries(q, a, |entries| {
                    entries.sort_by_key(|e| e.get("revision").map(ToString::to_string) != Some("\"0\"".to_owned()));
                });
            }
        }),
    ),
    row("order-ignored", "map-item.list.order", "Order is not looked at", Before(|q| unsend(q, "Order"))),
    row(
        "order-ignored-for-lists",
        "list-item.list.order",
        "Order is not looked at in Lists",
        Before(|q| {
            if q.operation.resource == R::ListItem {
                unsend(q, "Order");
            }
        }),
    ),
    row(
        "order-in-page",
        "pagination.walk.complete",
        "a descending listing turns each page round, not the whole",
        Instead(|stage, q| pages_of_items(stage, &q, Knobs { order_in_page: true, ..Knobs::SOUND })),
    ),
    row(
        "order-invalid-taken",
        "map-item.list.order-invalid",
        "an Order that is neither is taken for ascending",
        Before(|q| {
            if sent(q, "Order").is_some_and(|order| order != "asc" && order != "desc") {
                unsend(q, "Order");
            }
        }),
    ),
    row(
        "bounds-invalid-taken",
        "map-item.list.bounds-invalid",
        "Bounds that are neither are taken for inclusive",
        Before(|q| {
            if sent(q, "Bounds").is_some_and(|bounds| bounds != "inclusive" && bounds != "exclusive") {
                unsend(q, "Bounds");
            }
        }),
    ),
    row("from-ignored", "map-item.list.from", "From is not looked at", Before(|q| unsend(q, "From"))),
    row(
        "from-ignored-for-lists",
        "list-item.list.from",
        "From is not looked at in Lists",
        Before(|q| {
            if q.operation.resource == R::ListItem {
                unsend(q, "From");
            }
        }),
    ),
    row("bounds-ignored", "map-item.list.bounds", "Bounds are not looked at", Before(|q| unsend(q, "Bounds"))),
    row(
        "bounds-ignored-for-lists",
        "list-item.list.bounds",
        "Bounds are not looked at in Lists",
        Before(|q| {
            if q.operation.resource == R::ListItem {
                unsend(q, "Bounds");
            }
        }),
    ),
    row(
        "bounds-exclusive",
        "map-item.list.bounds-default",
        "From is left out by default",
        Before(|q| {
            if is(q, R::MapItem, V::List) && sent(q, "Bounds").is_none() && sent(q, "From").is_some() {
                send(q, "Bounds", "exclusive");
            }
        }),
    ),
    row(
        "bounds-exclusive-for-lists",
        "list-item.list.bounds-default",
        "From is left out of Lists by default",
        Before(|q| {
            if is(q, R::ListItem, V::List) && sent(q, "Bounds").is_none() && sent(q, "From").is_some() {
                send(q, "Bounds", "exclusive");
            }
        }),
    ),
    row(
        "from-ascending",
        "map-item.list.from",
        "a descending listing starts at the end, not at From",
        Instead(|stage, q| pages_of_items(stage, &q, Knobs { from_ascending: true, ..Knobs::SOUND })),
    ),
    row(
        "from-has-to-exist",
        "map-item.list.from-missing",
        "From at a key that is not there lists nothing",
        Instead(|stage, q| {
            let mut answer = stage.ask(&q);
            if let Some(from) = sent(&q, "From").filter(|_| lists_items(&q)) {
                let all = stage.everything(&q);
                if !all.iter().any(|entry| key(entry) == from || index_text(entry) == from) {
                    entries(&q, &mut answer, Vec::clear);
                }
            }
            answer
        }),
    ),
    row(
        "from-as-text",
        "list-item.list.from",
        "From is compared with indexes as a text",
        Instead(|stage, q| {
            let mut answer = stage.ask(&q);
            if let Some(from) = sent(&q, "From").filter(|_| is(&q, R::ListItem, V::List)).map(str::to_owned) {
                let mut all = stage.everything(&q);
                all.retain(|entry| index_text(entry) >= from);
                if sent(&q, "Order") != Some("desc") {
                    entries(&q, &mut answer, |entries| entries.clone_from(&all));
                }
            }
            answer
        }),
    ),
    row(
        "page-size-ignored",
        "pagination.page-size.respected",
        "PageSize is not looked at",
        Before(|q| unsend(q, "PageSize")),
    ),
    row(
        "page-size-one-more",
        "pagination.page-size.respected",
        "pages have one entry more than asked for",
        Instead(|stage, q| page(stage, &q, Knobs { excess: 1, ..Knobs::SOUND })),
    ),
    row(
        "page-size-one-less",
        "pagination.page-size.default",
        "pages have one entry less than asked for",
        Instead(|stage, q| page(stage, &q, Knobs { excess: -1, ..Knobs::SOUND })),
    ),
    row(
        "page-size-default-20",
        "pagination.page-size.default",
        "pages have 20 entries by default",
        Limits(|l| l.page_size_default = 20),
    ),
    row(
        "page-size-default-100",
        "pagination.page-size.default",
        "pages have 100 entries by default",
        Limits(|l| l.page_size_default = 100),
    ),
    row(
        "page-size-maximum-50",
        "pagination.page-size.hundred",
        "pages have 50 entries at most",
        Limits(|l| {
            l.page_size_collections = 50;
            l.page_size_items = 50;
        }),
    ),
    row(
        "page-size-unbounded",
        "pagination.page-size.collection-maximum",
        "pages of collections are as large as one likes",
        Limits(|l| l.page_size_collections = usize::MAX),
    ),
    row(
        "page-size-of-items-unbounded",
        "pagination.page-size.items-maximum",
        "pages of items are as large as one likes",
        Limits(|l| l.page_size_items = usize::MAX),
    ),
    row(
        "page-size-zero-taken",
        "pagination.page-size.invalid",
        "a PageSize of 0 is taken for none",
        Before(|q| {
            if sent(q, "PageSize").is_some_and(|size| size.parse::<i64>().is_ok_and(|size| size <= 0)) {
                unsend(q, "PageSize");
            }
        }),
    ),
    row(
        "page-size-text-taken",
        "pagination.page-size.invalid",
        "a PageSize that is no number is taken for none",
        Before(|q| {
            if sent(q, "PageSize").is_some_and(|size| size.parse::<i64>().is_err()) {
                unsend(q, "PageSize");
            }
        }),
    ),
    row(
        "page-token-any",
        "pagination.page-token.invalid",
        "a PageToken that nobody issued starts from the beginning",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            if q.operation.verb != V::List || answer.is_success() || sent(&q, "PageToken").is_none() {
                return answer;
            }
            let mut q = q;
            unsend(&mut q, "PageToken");
            stage.ask(&q)
        }),
    ),
    row(
        "page-skips",
        "pagination.walk.complete",
        "the first entry of each next page is lost",
        Instead(|stage, q| page(stage, &q, Knobs { slip: 1, ..Knobs::SOUND })),
    ),
    row(
        "page-doubles",
        "pagination.walk.complete",
        "the last entry of a page is the first of the next",
        Instead(|stage, q| {
            if sent(&q, "PageSize") == Some("1") {
                stage.ask(&q)
            } else {
                page(stage, &q, Knobs { slip: -1, ..Knobs::SOUND })
            }
        }),
    ),
    row(
        "page-circles",
        "pagination.walk.complete",
        "after the first page comes the first page",
        Instead(|stage, q| page(stage, &q, Knobs { circles: true, ..Knobs::SOUND })),
    ),
    row(
        "page-counts",
        "pagination.changes",
        "a page starts after a number of entries, whatever became of them",
        Instead(|stage, q| page(stage, &q, Knobs { compare: by_name, ..Knobs::SOUND })),
    ),
    row(
        "next-page-forgets-order",
        "pagination.links.keep-filters",
        "the next page is ascending",
        Instead(|stage, q| pages_of_items(stage, &q, Knobs { loses: &["Order"], ..Knobs::SOUND })),
    ),
    row(
        "next-page-forgets-from",
        "pagination.links.keep-filters",
        "the next page starts from the beginning of all",
        Instead(|stage, q| pages_of_items(stage, &q, Knobs { loses: &["From"], ..Knobs::SOUND })),
    ),
    row(
        "next-page-forgets-size",
        "pagination.walk.page-size",
        "the next page has the default size",
        Instead(|stage, q| page(stage, &q, Knobs { loses: &["PageSize"], ..Knobs::SOUND })),
    ),
    row(
        "next-page-never",
        "pagination.walk.complete",
        "there is never a next page",
        After(|q, a| {
            meta(q, a, |meta| drop(meta.insert("next_page_url".to_owned(), Value::Null)));
        }),
    ),
    row(
        "next-page-always",
        "pagination.meta.fields",
        "there is always a next page",
        After(|q, a| {
            meta(q, a, |meta| {
                if meta.get("next_page_url").is_some_and(Value::is_null) {
                    let first = meta.get("first_page_url").cloned().unwrap_or_default();
                    meta.insert("next_page_url".to_owned(), first);
                }
            });
        }),
    ),
    row(
        "next-page-relative",
        "pagination.walk.complete",
        "the URL of the next page is relative",
        After(|q, a| relink(q, a, "next_page_url", without_host)),
    ),
    row(
        "next-page-empty",
        "pagination.meta.fields",
        "on the last page the URL of the next is empty",
        After(|q, a| {
            meta(q, a, |meta| {
                if meta.get("next_page_url").is_some_and(Value::is_null) {
                    meta.insert("next_page_url".to_owned(), json!(""));
                }
            });
        }),
    ),
    row(
        "previous-page-never",
        "pagination.links.previous",
        "there is never a previous page",
        After(|q, a| {
            meta(q, a, |meta| drop(meta.insert("previous_page_url".to_owned(), Value::Null)));
        }),
    ),
    row(
        "previous-page-on-first",
        "pagination.meta.fields",
        "the first page has a previous one",
        After(|q, a| {
            meta(q, a, |meta| copy(meta, "first_page_url", "previous_page_url"));
        }),
    ),
    row(
        "first-page-is-this",
        "pagination.links.first",
        "the URL of the first page is that of this one",
        After(|q, a| {
            meta(q, a, |meta| copy(meta, "url", "first_page_url"));
        }),
    ),
    row(
        "meta-missing",
        "pagination.meta.fields",
        "a page has no meta",
        After(|q, a| {
            if q.operation.verb == V::List
                && let Some(body) = a.body.as_mut().and_then(Value::as_object_mut)
            {
                body.shift_remove("meta");
            }
        }),
    ),
    row(
        "meta-key-wrong",
        "pagination.meta.fields",
        "meta names the resource instead of the array",
        After(|q, a| {
            meta(q, a, |meta| drop(meta.insert("key".to_owned(), json!("data"))));
        }),
    ),
    row(
        "meta-page-size-default",
        "pagination.page-size.respected",
        "meta always says 50",
        After(|q, a| {
            meta(q, a, |meta| drop(meta.insert("page_size".to_owned(), json!(50))));
        }),
    ),
    row(
        "meta-page-zero",
        "pagination.meta.later-pages",
        "meta always says page 0",
        After(|q, a| {
            meta(q, a, |meta| drop(meta.insert("page".to_owned(), json!(0))));
        }),
    ),
    row(
        "meta-numbers-as-text",
        "pagination.meta.fields",
        "the numbers in meta are texts",
        After(|q, a| {
            meta(q, a, |meta| {
                for field in ["page", "page_size"] {
                    let text = meta.get(field).map(ToString::to_string).unwrap_or_default();
                    meta.insert(field.to_owned(), json!(text));
                }
            });
        }),
    ),
    row(
        "page-as-array",
        "pagination.empty",
        "a page is an array and nothing else",
        After(|q, a| {
            if q.operation.verb == V::List && a.is_success() {
                let key = q.operation.resource.page_key();
                a.body = a.body.take().and_then(|body| body.get(key).cloned());
            }
        }),
    ),
    row(
        "empty-as-404",
        "pagination.empty",
        "an empty collection is not found",
        After(|q, a| {
            let mut none = false;
            if let Some(body) = &a.body {
                none = body.get(q.operation.resource.page_key()) == Some(&json!([]));
            }
            if q.operation.verb == V::List && none && sent(q, "PageToken").is_none() && sent(q, "From").is_none() {
                *a = super::tools::error(404, 20404, "nothing");
            }
        }),
    ),
    row(
        "first-entry-lost",
        "document.list.complete",
        "listings leave out their first entry",
        After(|q, a| {
            if q.operation.resource.page_key() != "items" {
                entries(q, a, |entries| drop((!entries.is_empty()).then(|| entries.remove(0))));
            }
        }),
    ),
];
