use serde_json::{Value, json};

use super::support::{BASE, World, body, error, field, text};

#[test]
fn a_document_without_parameters_holds_an_empty_object() {
    let mut world = World::documented();
    let made = world.post("/Documents", &[]);
    let sid = text(&made, "sid");
    let url = format!("{BASE}{}/Documents/{sid}", world.service);
    assert_eq!(made.status, 201);
    assert_eq!(made.etag.as_deref(), Some("\"0\""));
    let service = world.service.strip_prefix("/Services/").unwrap();
    let expected = json!({
        "sid": sid,
        "unique_name": null,
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": service,
        "url": url,
        "links": { "permissions": format!("{url}/Permissions") },
        "revision": "0",
        "data": {},
        "date_expires": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "created_by": "system",
    });
    assert_eq!(body(&made), &expected);
}

#[test]
fn a_document_is_reached_by_sid_and_by_name() {
    let mut world = World::documented();
    let made = world.post("/Documents", &[("UniqueName", "a b/é"), ("Data", r#"{"a":1}"#)]);
    let by_sid = world.get(&format!("/Documents/{}", text(&made, "sid")), &[]);
    let by_name = world.get("/Documents/a%20b%2F%C3%A9", &[]);
    assert_eq!((by_sid.status, by_sid.body.clone()), (200, made.body));
    assert_eq!(by_sid, by_name);
    assert_eq!(field(&by_name, "unique_name"), "a b/é");
}

#[test]
fn data_in_an_update_replace_and_move_revision_and_date() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Data", r#"{"a":1,"b":2}"#)]);
    let updated = world.wait(5).post("/Documents/d", &[("Data", r#"{"b":3}"#)]);
    assert_eq!(updated.status, 200);
    assert_eq!(field(&updated, "data"), &json!({"b": 3}));
    assert_eq!(field(&updated, "revision"), "1");
    assert_eq!(updated.etag.as_deref(), Some("\"1\""));
    assert_eq!(field(&updated, "date_created"), "2026-01-01T00:00:00Z");
    assert_eq!(field(&updated, "date_updated"), "2026-01-01T00:00:05Z");
    assert_eq!(world.get("/Documents/d", &[]).body, updated.body);
}

#[test]
fn revisions_are_hexadecimal() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    for n in 0..10 {
        world.post("/Documents/d", &[("Data", &format!(r#"{{"n":{n}}}"#))]);
    }
    assert_eq!(field(&world.get("/Documents/d", &[]), "revision"), "a");
}

#[test]
fn an_update_without_data_leaves_data_revision_and_date() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Data", r#"{"a":1}"#)]);
    let updated = world.wait(5).post("/Documents/d", &[("Ttl", "60")]);
    assert_eq!(field(&updated, "data"), &json!({"a": 1}));
    assert_eq!(field(&updated, "revision"), "0");
    assert_eq!(field(&updated, "date_updated"), "2026-01-01T00:00:00Z");
    assert_eq!(field(&updated, "date_expires"), "2026-01-01T00:01:05Z");
    assert_eq!(world.post("/Documents/d", &[]).status, 200);
}

#[test]
fn an_update_does_not_rename() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    let updated = world.post("/Documents/d", &[("UniqueName", "e"), ("Colour", "blue")]);
    assert_eq!(field(&updated, "unique_name"), "d");
    assert_eq!(world.get("/Documents/e", &[]).status, 404);
}

#[test]
fn a_deleted_document_is_gone_under_both_addresses() {
    let mut world = World::documented();
    let sid = text(&world.post("/Documents", &[("UniqueName", "d")]), "sid");
    let deleted = world.delete("/Documents/d");
    assert_eq!((deleted.status, deleted.body, deleted.etag), (204, None, None));
    for path in ["/Documents/d", &format!("/Documents/{sid}")] {
        assert_eq!(error(&world.get(path, &[])), (404, 54007));
        assert_eq!(error(&world.post(path, &[("Data", "{}")])), (404, 54007));
        assert_eq!(error(&world.delete(path)), (404, 54007));
    }
}

#[test]
fn documents_do_not_share_sids_or_data() {
    let mut world = World::documented();
    let one = world.post("/Documents", &[("Data", r#"{"n":1}"#)]);
    let two = world.post("/Documents", &[("Data", r#"{"n":2}"#)]);
    assert_ne!(text(&one, "sid"), text(&two, "sid"));
    let path = format!("/Documents/{}", text(&one, "sid"));
    world.post(&path, &[("Data", r#"{"n":3}"#)]);
    let two_now = world.get(&format!("/Documents/{}", text(&two, "sid")), &[]);
    assert_eq!(two_now.body, two.body);
}

#[test]
fn a_refused_creation_stores_nothing() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Data", "nope")]);
    let page = world.get("/Documents", &[]);
    assert_eq!(field(&page, "documents"), &Value::Array(Vec::new()));
    assert_eq!(world.get("/Documents/d", &[]).status, 404);
}
