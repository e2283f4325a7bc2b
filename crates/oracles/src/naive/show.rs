//! How things are shown.

use serde_json::{Map, Value};
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
    let mut shown = fields([
        ("sid", service.sid.as_str().into()),
        ("unique_name", Value::Null),
        ("account_sid", service.account.as_str().into()),
        ("friendly_name", settings.friendly_name.clone().into()),
        ("date_created", date(service.created).into()),
        ("date_updated", date(service.updated).into()),
        (
            "links",
            Value::Object(fields([
                ("documents", format!("{url}/Documents").into()),
                ("lists", format!("{url}/Lists").into()),
                ("maps", format!("{url}/Maps").into()),
                ("streams", format!("{url}/Streams").into()),
            ])),
        ),
        ("webhook_url", settings.webhook_url.clone().into()),
        ("reachability_debouncing_window", settings.window.into()),
        ("url", url.into()),
    ]);
    for ((_, name), flag) in FLAGS.iter().zip(settings.flags) {
        shown.insert((*name).to_owned(), flag.into());
    }
    Value::Object(shown)
}

pub(super) fn object(request: &Request, service: &str, object: &Object) -> Value {
    let url = object_url(request, service, object.kind, &object.sid);
    let link = |below: &str| Value::String(format!("{url}/{below}"));
    let links = match object.kind {
        ObjectKind::Document => fields([("permissions", link("Permissions"))]),
        ObjectKind::List | ObjectKind::Map => fields([("items", link("Items")), ("permissions", link("Permissions"))]),
        ObjectKind::Stream => fields([("messages", link("Messages"))]),
    };
    let mut shown = fields([
        ("sid", object.sid.as_str().into()),
        ("unique_name", object.name.clone().into()),
        ("account_sid", request.account.as_str().into()),
        ("service_sid", service.into()),
        ("links", Value::Object(links)),
        ("url", url.into()),
        ("date_expires", object.life.expires.map(date).into()),
        ("date_created", date(object.life.created).into()),
        ("date_updated", date(object.life.updated).into()),
        ("created_by", "system".into()),
    ]);
    if object.kind != ObjectKind::Stream {
        shown.insert("revision".to_owned(), format!("{:x}", object.life.revision).into());
    }
    if object.kind == ObjectKind::Document {
        shown.insert("data".to_owned(), object.data.clone());
    }
    Value::Object(shown)
}

pub(super) fn item(request: &Request, service: &str, parent: &Object, item: &Item) -> Value {
    let url = object_url(request, service, parent.kind, &parent.sid);
    let (kind, name, shown, id): (_, _, Value, _) = match parent.kind {
        ObjectKind::List => ("list_sid", "index", item.place.number.into(), item.place.number.to_string()),
        _ => ("map_sid", "key", item.place.text.as_str().into(), encode_segment(&item.place.text)),
    };
    Value::Object(fields([
        (name, shown),
        ("account_sid", request.account.as_str().into()),
        ("service_sid", service.into()),
        (kind, parent.sid.as_str().into()),
        ("url", format!("{url}/Items/{id}").into()),
        ("revision", format!("{:x}", item.life.revision).into()),
        ("data", item.data.clone()),
        ("date_expires", item.life.expires.map(date).into()),
        ("date_created", date(item.life.created).into()),
        ("date_updated", date(item.life.updated).into()),
        ("created_by", "system".into()),
    ]))
}

pub(super) fn permission(request: &Request, service: &str, object: &Object, permission: &Permission) -> Value {
    let url = object_url(request, service, object.kind, &object.sid);
    let parent = match object.kind {
        ObjectKind::Document => "document_sid",
        ObjectKind::List => "list_sid",
        ObjectKind::Map => "map_sid",
        ObjectKind::Stream => "stream_sid",
    };
    Value::Object(fields([
        ("account_sid", request.account.as_str().into()),
        ("service_sid", service.into()),
        (parent, object.sid.as_str().into()),
        ("identity", permission.identity.as_str().into()),
        ("read", permission.read.into()),
        ("write", permission.write.into()),
        ("manage", permission.manage.into()),
        ("url", format!("{url}/Permissions/{}", encode_segment(&permission.identity)).into()),
    ]))
}

/// What has these fields. (`json!` would copy each value once more, which a fuzzer would wait for.)
pub(super) fn fields<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    // Some get a few fields more.
    let mut map = Map::with_capacity(N + 4);
    map.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    map
}

fn object_url(request: &Request, service: &str, kind: ObjectKind, sid: &str) -> String {
    format!("{}/Services/{service}/{}/{sid}", request.base, kind.segment())
}

/// `YYYY-MM-DDTHH:MM:SSZ`, counted out by hand: years, then months, then days since 1970.
fn date(millis: i64) -> String {
    let seconds = millis.div_euclid(1000);
    let (day, second) = (seconds.div_euclid(86_400) + days_before(1970), seconds.rem_euclid(86_400));
    // No year is longer than 366 days, so it is this one or a later one.
    let mut year = day.div_euclid(366);
    while days_before(year + 1) <= day {
        year += 1;
    }
    let mut day = day - days_before(year);
    let february = days_before(year + 1) - days_before(year) - 337;
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

/// The days from the beginning of the year 1 to that of another one.
const fn days_before(year: i64) -> i64 {
    let years = year - 1;
    years * 365 + years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400)
}
