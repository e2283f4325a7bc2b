//! Representations: what a stored thing looks like in an answer.

use serde_json::{Map as Fields, Value, json};
use syncproof_api::{Address, ChildKind, ObjectKind, Response, Timestamp};

use crate::{
    permission,
    place::Place,
    state::{Content, Flags, Item, ItemId, Life, Object, Service, State},
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
            let found = home.objects(at.kind).get(at.object)?;
            let has_etag = at.kind == ObjectKind::Document;
            Some((object(home, found, at.kind, base), found.life.revision.clone().filter(|_| has_etag)))
        }
        Place::Item(at, id) => {
            let home = state.services.get(&at.service)?;
            let parent = home.objects(at.kind).get(at.object)?;
            let found = parent.items()?.get(id)?;
            Some((item(home, parent, id, found, base), found.life.revision.clone()))
        }
        Place::Permission(at, identity) => {
            let home = state.services.get(&at.service)?;
            let parent = home.objects(at.kind).get(at.object)?;
            // Whoever was never granted anything may do nothing.
            let flags = permission::granted(state, *at, identity).unwrap_or_default();
            Some((permission(home, parent, at.kind, identity, flags, base), None))
        }
        Place::Services | Place::Objects(..) | Place::Items(_) | Place::Permissions(_) | Place::Messages(_) => None,
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

pub(crate) fn object(service: &Service, object: &Object, kind: ObjectKind, base: &str) -> Value {
    let (service_sid, sid) = (service.sid.to_string(), object.sid.to_string());
    let links: Fields<String, Value> = kind
        .children()
        .iter()
        .map(|child| {
            let below = Address::Children { service: service_sid.clone(), kind, object: sid.clone(), child: *child };
            (child.segment().to_lowercase(), Value::String(url(base, &below)))
        })
        .collect();
    let own = Address::Object { service: service_sid.clone(), kind, object: sid.clone() };
    let mut fields = Fields::with_capacity(12);
    fields.insert("sid".to_owned(), Value::String(sid));
    fields.insert("unique_name".to_owned(), json!(object.unique_name));
    common(&mut fields, service, &object.life, url(base, &own));
    if kind != ObjectKind::Stream {
        fields.insert("revision".to_owned(), json!(object.life.revision));
    }
    fields.insert("links".to_owned(), Value::Object(links));
    if let Content::Data(data) = &object.content {
        fields.insert("data".to_owned(), (**data).clone());
    }
    Value::Object(fields)
}

pub(crate) fn item(service: &Service, parent: &Object, id: &ItemId, item: &Item, base: &str) -> Value {
    let (kind, name, shown) = match id {
        ItemId::Index(index) => (ObjectKind::List, "index", json!(index)),
        ItemId::Key(key) => (ObjectKind::Map, "key", json!(key)),
    };
    let own = child(service, parent, kind, ChildKind::Item, id.to_string());
    let mut fields = Fields::with_capacity(12);
    fields.insert(name.to_owned(), shown);
    fields.insert(parent_field(kind).to_owned(), Value::String(parent.sid.to_string()));
    common(&mut fields, service, &item.life, url(base, &own));
    fields.insert("revision".to_owned(), json!(item.life.revision));
    fields.insert("data".to_owned(), (*item.data).clone());
    Value::Object(fields)
}

pub(crate) fn permission(
    service: &Service,
    parent: &Object,
    kind: ObjectKind,
    identity: &str,
    flags: Flags,
    base: &str,
) -> Value {
    let own = child(service, parent, kind, ChildKind::Permission, identity.to_owned());
    json!({
        "account_sid": service.account.as_str(),
        "service_sid": service.sid.as_str(),
        parent_field(kind): parent.sid.as_str(),
        "identity": identity,
        "read": flags.read,
        "write": flags.write,
        "manage": flags.manage,
        "url": url(base, &own),
    })
}

/// The field that names what an item or permission belongs to.
const fn parent_field(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Document => "document_sid",
        ObjectKind::List => "list_sid",
        ObjectKind::Map => "map_sid",
        ObjectKind::Stream => "stream_sid",
    }
}

fn child(service: &Service, parent: &Object, kind: ObjectKind, child: ChildKind, id: String) -> Address {
    Address::Child { service: service.sid.to_string(), kind, object: parent.sid.to_string(), child, id }
}

/// The fields that all objects and items share.
fn common(fields: &mut Fields<String, Value>, service: &Service, life: &Life, url: String) {
    let date = |at: Option<Timestamp>| json!(at.map(Timestamp::to_wire));
    let values = [
        ("account_sid", json!(service.account.as_str())),
        ("service_sid", json!(service.sid.as_str())),
        ("url", Value::String(url)),
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
