//! Fields that are missing, of a wrong type or of a wrong form.

use serde_json::{Value, json};
use syncproof_api::Address;

use super::{
    Row,
    Twist::{After, Instead},
    row,
    tools::{Fields, R, V, as_text, copy, drop_field, is, show_as, shown, text},
};

const DATED: [R; 7] = [R::Service, R::Document, R::List, R::ListItem, R::Map, R::MapItem, R::Stream];
const OWNED: [R; 6] = [R::Document, R::List, R::ListItem, R::Map, R::MapItem, R::Stream];

/// A SID with another prefix.
fn other_prefix(value: &Value) -> Value {
    text(value, |sid| format!("XX{}", sid.get(2..).unwrap_or_default()))
}

fn with_millis(value: &Value) -> Value {
    text(value, |date| date.replace('Z', ".000Z"))
}

fn without_zone(value: &Value) -> Value {
    text(value, |date| date.trim_end_matches('Z').to_owned())
}

fn relative(value: &Value) -> Value {
    text(value, |url| url.find("/Services").map_or_else(|| url.to_owned(), |at| url[at..].to_owned()))
}

/// The URL as it was asked for: with the unique name, where that was used.
fn as_asked(request: &syncproof_api::Request, fields: &mut Fields) {
    let by_name = match &request.address {
        Address::Object { object, .. } | Address::Child { object, .. } | Address::Children { object, .. } => {
            fields.values().all(|value| value.as_str() != Some(object))
                || fields.get("unique_name") == Some(&json!(object))
        }
        _ => false,
    };
    if by_name && request.operation.verb != V::Create && request.operation.verb != V::List {
        fields.insert("url".to_owned(), json!(format!("{}{}", request.base, request.address.path())));
    }
}

/// Leaves out a field that is null.
fn drop_null(fields: &mut Fields, field: &str) {
    if fields.get(field).is_some_and(Value::is_null) {
        fields.shift_remove(field);
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "sid-of-document-other-prefix",
        "document.fields.identity",
        "the SID of a Document begins with other letters",
        After(|q, a| show_as(q, a, R::Document, "sid", other_prefix)),
    ),
    row(
        "sid-of-list-other-prefix",
        "list.fields.identity",
        "the SID of a List begins with other letters",
        After(|q, a| show_as(q, a, R::List, "sid", other_prefix)),
    ),
    row(
        "sid-of-map-other-prefix",
        "map.fields.identity",
        "the SID of a Map begins with other letters",
        After(|q, a| show_as(q, a, R::Map, "sid", other_prefix)),
    ),
    row(
        "sid-of-stream-other-prefix",
        "stream.fields.identity",
        "the SID of a Stream begins with other letters",
        After(|q, a| show_as(q, a, R::Stream, "sid", other_prefix)),
    ),
    row(
        "sid-of-message-other-prefix",
        "stream-message.publish.answer",
        "the SID of a message begins with other letters",
        After(|q, a| show_as(q, a, R::StreamMessage, "sid", other_prefix)),
    ),
    row(
        "sid-of-message-constant",
        "stream-message.publish.distinct",
        "all messages have the same SID",
        After(|q, a| show_as(q, a, R::StreamMessage, "sid", |_| json!("TZ00000000000000000000000000000001"))),
    ),
    row(
        "service-sid-missing",
        "document.fields.identity",
        "objects and items do not say in which Service they are",
        After(|q, a| {
            for resource in &OWNED {
                drop_field(q, a, *resource, "service_sid");
            }
        }),
    ),
    row(
        "account-sid-missing",
        "map-item.fields.identity",
        "objects and items do not say whose they are",
        After(|q, a| {
            for resource in &OWNED {
                drop_field(q, a, *resource, "account_sid");
            }
        }),
    ),
    row(
        "parent-sid-missing",
        "map-item.fields.identity",
        "an item does not say in which Map or List it is",
        After(|q, a| {
            drop_field(q, a, R::MapItem, "map_sid");
            drop_field(q, a, R::ListItem, "list_sid");
        }),
    ),
    row(
        "parent-sid-is-name",
        "list-item.address.by-list-name",
        "an item names its Map or List as it was addressed",
        After(|q, a| {
            if let Address::Child { object, .. } | Address::Children { object, .. } = &q.address {
                for (resource, field) in [(R::MapItem, "map_sid"), (R::ListItem, "list_sid")] {
                    show_as(q, a, resource, field, |_| json!(object));
                }
            }
        }),
    ),
    row(
        "unique-name-absent",
        "document.create.optional-parameters",
        "an object without a name has no field for it",
        After(|q, a| {
            for resource in [R::Document, R::List, R::Map, R::Stream] {
                shown(q, a, resource, |fields| drop_null(fields, "unique_name"));
            }
        }),
    ),
    row(
        "date-expires-absent",
        "map-item.fields.dates",
        "what does not expire has no field for it",
        After(|q, a| {
            for resource in &OWNED {
                shown(q, a, *resource, |fields| drop_null(fields, "date_expires"));
            }
        }),
    ),
    row(
        "date-expires-epoch",
        "document.create.optional-parameters",
        "what does not expire shows the beginning of time",
        After(|q, a| {
            for resource in OWNED {
                show_as(q, a, resource, "date_expires", |date| {
                    if date.is_null() { json!("1970-01-01T00:00:00Z") } else { date.clone() }
                });
            }
        }),
    ),
    row(
        "created-by-missing",
        "document.fields.created-by",
        "nothing says who created it",
        After(|q, a| {
            for resource in &OWNED {
                drop_field(q, a, *resource, "created_by");
            }
        }),
    ),
    row(
        "created-by-account",
        "map.fields.created-by",
        "the account is said to have created it",
        After(|q, a| {
            for resource in OWNED {
                shown(q, a, resource, |fields| copy(fields, "account_sid", "created_by"));
            }
        }),
    ),
    row(
        "dates-with-millis",
        "document.fields.dates",
        "dates have milliseconds",
        After(|q, a| {
            for field in ["date_created", "date_updated"] {
                for resource in &DATED {
                    show_as(q, a, *resource, field, with_millis);
                }
            }
        }),
    ),
    row(
        "dates-without-zone",
        "map.fields.dates",
        "dates have no zone",
        After(|q, a| {
            for field in ["date_created", "date_updated"] {
                for resource in &DATED {
                    show_as(q, a, *resource, field, without_zone);
                }
            }
        }),
    ),
    row(
        "dates-as-numbers",
        "map-item.fields.dates",
        "dates are seconds",
        After(|q, a| {
            for resource in &DATED {
                show_as(q, a, *resource, "date_created", |_| json!(1_700_000_000));
            }
        }),
    ),
    row(
        "date-expires-with-millis",
        "ttl.document.create",
        "the date of expiry has milliseconds",
        After(|q, a| {
            for resource in &OWNED {
                show_as(q, a, *resource, "date_expires", with_millis);
            }
        }),
    ),
    row(
        "date-updated-constant",
        "document.fields.date-updated-moves",
        "an update does not move date_updated",
        After(|q, a| {
            for resource in OWNED {
                shown(q, a, resource, |fields| copy(fields, "date_created", "date_updated"));
            }
        }),
    ),
    row(
        "date-created-moves",
        "document.fields.dates",
        "an update moves date_created",
        After(|q, a| {
            for resource in OWNED {
                shown(q, a, resource, |fields| copy(fields, "date_updated", "date_created"));
            }
        }),
    ),
    row(
        "url-relative",
        "document.fields.url",
        "the URL of a thing is relative",
        After(|q, a| {
            for resource in &DATED {
                show_as(q, a, *resource, "url", relative);
            }
        }),
    ),
    row(
        "url-missing",
        "map.fields.url",
        "a thing does not show its URL",
        After(|q, a| {
            for resource in &DATED {
                drop_field(q, a, *resource, "url");
            }
        }),
    ),
    row(
        "url-of-collection",
        "map-item.fields.url",
        "the URL of an item is that of all items",
        After(|q, a| {
            for resource in [R::MapItem, R::ListItem] {
                show_as(q, a, resource, "url", |url| {
                    text(url, |url| url.rsplit_once('/').map_or(url.to_owned(), |(all, _)| all.to_owned()))
                });
            }
        }),
    ),
    row(
        "url-of-document-as-asked",
        "document.fields.url-from-sids",
        "the URL of a Document has the name that was asked for",
        After(|q, a| shown(q, a, R::Document, |fields| as_asked(q, fields))),
    ),
    row(
        "url-of-item-as-asked",
        "map-item.fields.url-from-sids",
        "the URL of a Map Item has the name of the Map that was asked for",
        After(|q, a| shown(q, a, R::MapItem, |fields| as_asked(q, fields))),
    ),
    row(
        "url-of-permission-as-asked",
        "permission.fields.url-from-sids",
        "the URL of a permission has the name of the object that was asked for",
        After(|q, a| {
            for resource in [R::DocumentPermission, R::ListPermission, R::MapPermission] {
                shown(q, a, resource, |fields| as_asked(q, fields));
            }
        }),
    ),
    row(
        "links-missing",
        "document.fields.links",
        "objects have no links",
        After(|q, a| {
            for resource in [R::Service, R::Document, R::List, R::Map, R::Stream] {
                drop_field(q, a, resource, "links");
            }
        }),
    ),
    row(
        "link-to-items-missing",
        "map.fields.links",
        "Lists and Maps have no link to their items",
        After(|q, a| {
            for resource in [R::List, R::Map] {
                shown(q, a, resource, |fields| {
                    if let Some(links) = fields.get_mut("links").and_then(Value::as_object_mut) {
                        links.shift_remove("items");
                    }
                });
            }
        }),
    ),
    row(
        "link-to-messages-broken",
        "stream.fields.links",
        "the link of a Stream leads to its items",
        After(|q, a| {
            shown(q, a, R::Stream, |fields| {
                if let Some(links) = fields.get_mut("links").and_then(Value::as_object_mut) {
                    for link in links.values_mut() {
                        *link = text(link, |url| url.replace("/Messages", "/Items"));
                    }
                }
            });
        }),
    ),
    row(
        "links-of-service-as-list",
        "service.fields.links",
        "the links of a Service are an array",
        After(|q, a| {
            show_as(q, a, R::Service, "links", |links| {
                links.as_object().map_or(Value::Null, |links| links.values().cloned().collect())
            });
        }),
    ),
    row(
        "data-as-text",
        "document.data.values",
        "data are shown as a text of JSON",
        After(|q, a| {
            for resource in [R::Document, R::ListItem, R::MapItem] {
                show_as(q, a, resource, "data", |data| Value::String(data.to_string()));
            }
        }),
    ),
    row(
        "data-of-message-as-text",
        "stream-message.publish.answer",
        "the data of a message are shown as a text of JSON",
        After(|q, a| show_as(q, a, R::StreamMessage, "data", |data| Value::String(data.to_string()))),
    ),
    row(
        "data-not-listed",
        "map-item.list.entries",
        "listings leave out the data",
        After(|q, a| {
            if q.operation.verb == V::List {
                for resource in [R::Document, R::ListItem, R::MapItem] {
                    drop_field(q, a, resource, "data");
                }
            }
        }),
    ),
    row(
        "listed-in-short",
        "map.list.entries",
        "listings show SID and name only",
        After(|q, a| {
            if q.operation.verb == V::List {
                for resource in [R::Service, R::Document, R::List, R::Map, R::Stream] {
                    shown(q, a, resource, |fields| {
                        fields.retain(|name, _| matches!(name.as_str(), "sid" | "unique_name"));
                    });
                }
            }
        }),
    ),
    row(
        "revision-as-number",
        "document.fields.revision",
        "revisions are numbers",
        After(|q, a| {
            for resource in [R::Document, R::List, R::ListItem, R::Map, R::MapItem] {
                show_as(q, a, resource, "revision", |revision| {
                    revision
                        .as_str()
                        .and_then(|text| i64::from_str_radix(text, 16).ok())
                        .map_or(Value::Null, Value::from)
                });
            }
        }),
    ),
    row(
        "revision-missing",
        "map.fields.revision",
        "nothing shows a revision",
        After(|q, a| {
            for resource in [R::Document, R::List, R::ListItem, R::Map, R::MapItem] {
                drop_field(q, a, resource, "revision");
            }
        }),
    ),
    row(
        "index-as-text",
        "list-item.fields.identity",
        "indexes are texts",
        After(|q, a| show_as(q, a, R::ListItem, "index", as_text)),
    ),
    row(
        "index-missing",
        "list-item.fields.identity",
        "a List Item does not show its index",
        After(|q, a| drop_field(q, a, R::ListItem, "index")),
    ),
    row(
        "key-lower-case",
        "map-item.key.punctuation",
        "keys are shown in lower case",
        After(|q, a| show_as(q, a, R::MapItem, "key", |key| text(key, str::to_lowercase))),
    ),
    row(
        "created-without-body",
        "map.create.unique-name",
        "a Map that is created is not shown",
        After(|q, a| {
            if is(q, R::Map, V::Create) && a.is_success() {
                a.body = Some(json!({}));
            }
        }),
    ),
    row(
        "updated-shows-before",
        "document.update.replace",
        "an update is answered with the Document as it was before",
        Instead(|stage, q| {
            let before = stage.look(&q);
            let answer = stage.ask(&q);
            if is(&q, R::Document, V::Update) && answer.status == 200 { before } else { answer }
        }),
    ),
];
