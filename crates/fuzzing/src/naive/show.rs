//! How things are shown.

use serde_json::{Map, Value, json};
use syncproof_api::{ObjectKind, Request, Response, form::encode_segment};

use super::{
    settings::FLAGS,
    world::{Item, Object, Permission, Service},
};

/// A success with a body and no `ETag`.
pub(super) const fn answer(status: u16, body: Value) -> Response {
    Response { status, etag: None, body: Some(body) }
}

/// A success that shows an object. Of objects, Documents alone have an `ETag`.
pub(super) fn answer_object(status: u16, request: &Request, service: &str, object: &Object) -> Response {
    let etag = (object.kind == ObjectKind::Document).then(|| etag(object.life.revision));
    Response { status, etag, body: Some(self::object(request, service, object)) }
}

/// A success that shows an item.
pub(super) fn answer_item(status: u16, request: &Request, service: &str, parent: &Object, item: &Item) -> Response {
    Response { status, etag: Some(etag(item.life.revision)), body: Some(self::item(request, service, parent, item)) }
}

fn etag(revision: u64) -> String {
    format!("\"{revision:x}\"")
}

pub(super) fn service(request: &Request, service: &Service) -> Value {
    let url = format!("{}/Services/{}", request.base, service.sid);
    let settings = &service.settings;
    let mut fields = json!({
        "sid": service.sid,
        "unique_name": null,
        "account_sid": service.account,
        "friendly_name": settings.friendly_name,
        "date_created": date(service.created),
        "date_updated": date(service.updated),
        "links": links(&url, &["documents", "lists", "maps", "streams"]),
        "url": url,
        "webhook_url": settings.webhook_url,
        "reachability_debouncing_window": settings.window,
    });
    for ((_, name), flag) in FLAGS.iter().zip(settings.flags) {
        fields[*name] = json!(flag);
    }
    fields
}

pub(super) fn object(request: &Request, service: &str, object: &Object) -> Value {
    let url = object_url(request, service, object.kind, &object.sid);
    let below: &[&str] = match object.kind {
        ObjectKind::Document => &["permissions"],
        ObjectKind::List | ObjectKind::Map => &["items", "permissions"],
        ObjectKind::Stream => &["messages"],
    };
    let mut fields = json!({
        "sid": object.sid,
        "unique_name": object.name,
        "account_sid": request.account.as_str(),
        "service_sid": service,
        "links": links(&url, below),
        "url": url,
        "date_expires": object.life.expires.map(date),
        "date_created": date(object.life.created),
        "date_updated": date(object.life.updated),
        "created_by": "system",
    });
    if object.kind != ObjectKind::Stream {
        fields["revision"] = json!(format!("{:x}", object.life.revision));
    }
    if object.kind == ObjectKind::Document {
        fields["data"] = object.data.clone();
    }
    fields
}

pub(super) fn item(request: &Request, service: &str, parent: &Object, item: &Item) -> Value {
    let mut fields = json!({
        "account_sid": request.account.as_str(),
        "service_sid": service,
        "revision": format!("{:x}", item.life.revision),
        "data": item.data,
        "date_expires": item.life.expires.map(date),
        "date_created": date(item.life.created),
        "date_updated": date(item.life.updated),
        "created_by": "system",
    });
    let id = if parent.kind == ObjectKind::List {
        fields["list_sid"] = json!(parent.sid);
        fields["index"] = json!(item.place.number);
        item.place.number.to_string()
    } else {
        fields["map_sid"] = json!(parent.sid);
        fields["key"] = json!(item.place.text);
        encode_segment(&item.place.text)
    };
    fields["url"] = json!(format!("{}/Items/{id}", object_url(request, service, parent.kind, &parent.sid)));
    fields
}

pub(super) fn permission(request: &Request, service: &str, object: &Object, permission: &Permission) -> Value {
    let parent = match object.kind {
        ObjectKind::Document => "document_sid",
        ObjectKind::List => "list_sid",
        ObjectKind::Map => "map_sid",
        ObjectKind::Stream => "stream_sid",
    };
    let below = object_url(request, service, object.kind, &object.sid);
    json!({
        "account_sid": request.account.as_str(),
        "service_sid": service,
        parent: object.sid,
        "identity": permission.identity,
        "read": permission.read,
        "write": permission.write,
        "manage": permission.manage,
        "url": format!("{below}/Permissions/{}", encode_segment(&permission.identity)),
    })
}

fn object_url(request: &Request, service: &str, kind: ObjectKind, sid: &str) -> String {
    format!("{}/Services/{service}/{}/{sid}", request.base, kind.segment())
}

/// URLs right below `url`: the names with a capital at their beginning.
fn links(url: &str, names: &[&str]) -> Value {
    let link = |name: &str| format!("{url}/{}{}", name[..1].to_uppercase(), &name[1..]);
    Value::Object(names.iter().map(|name| ((*name).to_owned(), json!(link(name)))).collect::<Map<_, _>>())
}

/// `YYYY-MM-DDTHH:MM:SSZ`, counted out by hand: years of 365 or 366 days since 1970, then months, then days.
fn date(millis: i64) -> String {
    let seconds = millis.div_euclid(1000);
    let (mut day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut year = 1970;
    while day < 0 {
        year -= 1;
        day += days_of(year);
    }
    while day >= days_of(year) {
        day -= days_of(year);
        year += 1;
    }
    let february = days_of(year) - 337;
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", day + 1)
}

const fn days_of(year: i64) -> i64 {
    if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { 366 } else { 365 }
}
