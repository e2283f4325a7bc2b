//! Representations: what a stored thing looks like in an answer.

use serde_json::{Map as Fields, Value, json};
use syncproof_api::{Address, ChildKind, ObjectKind, Response, Sid, Timestamp};

use crate::{
    plan::Place,
    state::{Data, Item, Items, Life, Object, Service, State},
};

/// The answer that shows what is at `place`. Documents and items carry their revision as a quoted ETag (OpenAPI document; the quotes are
/// HTTP's).
pub(crate) fn answer(state: &State, base: &str, place: &Place, status: u16) -> Response {
    let (body, etag) = show(state, base, place).unwrap_or((Value::Null, None));
    Response { status, etag: etag.map(|revision| format!("\"{revision}\"")), body: Some(body) }
}

/// The representation at `place`, and the revision that its ETag names. `None` for places that hold no single thing.
fn show(state: &State, base: &str, place: &Place) -> Option<(Value, Option<String>)> {
    match place {
        Place::Service(number) => Some((service(state.services.get(number)?, base), None)),
        Place::Object(at) => {
            let home = state.services.get(&at.service)?;
            match at.kind {
                ObjectKind::Document => {
                    let found = home.documents.by_number.get(&at.object)?;
                    Some((document(home, found, base), found.life.revision.clone()))
                }
                _ => Some((map(home, home.maps.by_number.get(&at.object)?, base), None)),
            }
        }
        Place::Item(at, key) => {
            let home = state.services.get(&at.service)?;
            let parent = home.maps.by_number.get(&at.object)?;
            let found = parent.content.get(key)?;
            Some((item(home, parent, key, found, base), found.life.revision.clone()))
        }
        Place::Services | Place::Objects(..) | Place::Items(_) => None,
    }
}

pub(crate) fn service(service: &Service, base: &str) -> Value {
    let own = Address::Service { service: service.sid.to_string() };
    let link = |kind| url(base, &Address::Objects { service: service.sid.to_string(), kind });
    let settings = &service.settings;
    json!({
        "sid": service.sid.as_str(),
        // Not assignable through REST.
        "unique_name": null,
        "account_sid": service.account.as_str(),
        "friendly_name": settings.friendly_name,
        "date_created": service.created.to_wire(),
        "date_updated": service.updated.map(Timestamp::to_wire),
        "url": url(base, &own),
        "webhook_url": settings.webhook_url,
        "webhooks_from_rest_enabled": settings.webhooks_from_rest_enabled,
        "reachability_webhooks_enabled": settings.reachability_webhooks_enabled,
        "acl_enabled": settings.acl_enabled,
        "reachability_debouncing_enabled": settings.reachability_debouncing_enabled,
        "reachability_debouncing_window": settings.reachability_debouncing_window,
        "links": {
            "documents": link(ObjectKind::Document),
            "lists": link(ObjectKind::List),
            "maps": link(ObjectKind::Map),
            "streams": link(ObjectKind::Stream),
        },
    })
}

pub(crate) fn document(service: &Service, document: &Object<Data>, base: &str) -> Value {
    let mut fields = object(service, document, ObjectKind::Document, &[ChildKind::Permission], base);
    fields.insert("data".to_owned(), (*document.content).clone());
    Value::Object(fields)
}

pub(crate) fn map(service: &Service, map: &Object<Items>, base: &str) -> Value {
    Value::Object(object(service, map, ObjectKind::Map, &[ChildKind::Item, ChildKind::Permission], base))
}

/// The fields that Documents and Maps share.
fn object<C>(
    service: &Service,
    object: &Object<C>,
    kind: ObjectKind,
    children: &[ChildKind],
    base: &str,
) -> Fields<String, Value> {
    let (service_sid, sid) = (service.sid.to_string(), object.sid.to_string());
    let links: Fields<String, Value> = children
        .iter()
        .map(|child| {
            let below = Address::Children { service: service_sid.clone(), kind, object: sid.clone(), child: *child };
            (child.segment().to_lowercase(), Value::String(url(base, &below)))
        })
        .collect();
    let own = Address::Object { service: service_sid.clone(), kind, object: sid.clone() };
    let mut fields = Fields::new();
    fields.insert("sid".to_owned(), Value::String(sid));
    fields.insert("unique_name".to_owned(), json!(object.unique_name));
    common(&mut fields, &service.account, &service.sid, &object.life, url(base, &own));
    fields.insert("links".to_owned(), Value::Object(links));
    fields
}

pub(crate) fn item(service: &Service, map: &Object<Items>, key: &str, item: &Item, base: &str) -> Value {
    let own = Address::Child {
        service: service.sid.to_string(),
        kind: ObjectKind::Map,
        object: map.sid.to_string(),
        child: ChildKind::Item,
        id: key.to_owned(),
    };
    let mut fields = Fields::new();
    fields.insert("key".to_owned(), Value::String(key.to_owned()));
    fields.insert("map_sid".to_owned(), Value::String(map.sid.to_string()));
    common(&mut fields, &service.account, &service.sid, &item.life, url(base, &own));
    fields.insert("data".to_owned(), (*item.data).clone());
    Value::Object(fields)
}

/// The fields that all objects and items share.
fn common(fields: &mut Fields<String, Value>, account: &Sid, service: &Sid, life: &Life, url: String) {
    let date = |at: Option<Timestamp>| json!(at.map(Timestamp::to_wire));
    let values = [
        ("account_sid", json!(account.as_str())),
        ("service_sid", json!(service.as_str())),
        ("url", Value::String(url)),
        ("revision", json!(life.revision)),
        ("date_expires", date(life.expires)),
        ("date_created", date(Some(life.created))),
        ("date_updated", date(life.updated)),
        // What comes through REST is created by the system (resource pages).
        ("created_by", json!("system")),
    ];
    fields.extend(values.map(|(name, value)| (name.to_owned(), value)));
}

/// The absolute URL of an address.
pub(crate) fn url(base: &str, address: &Address) -> String {
    format!("{base}{}", address.path())
}
