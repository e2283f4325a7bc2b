use serde_json::json;

use super::support::{BASE, World, body, error, field, listed, text};

fn world_with_map() -> World {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    world
}

#[test]
fn an_item_shows_its_documented_fields() {
    let mut world = world_with_map();
    let map = text(&world.get("/Maps/m", &[]), "sid");
    let made = world.post("/Maps/m/Items", &[("Key", "a b"), ("Data", r#"{"n":1}"#)]);
    assert_eq!((made.status, made.etag.as_deref()), (201, Some("\"0\"")));
    let expected = json!({
        "key": "a b",
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": world.service.strip_prefix("/Services/").unwrap(),
        "map_sid": map,
        "url": format!("{BASE}{}/Maps/{map}/Items/a%20b", world.service),
        "revision": "0",
        "data": {"n": 1},
        "date_expires": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "created_by": "system",
    });
    assert_eq!(body(&made), &expected);
    assert_eq!(world.get(&format!("/Maps/{map}/Items/a%20b"), &[]).body, made.body);
}

#[test]
fn creating_is_no_upsert_and_updating_neither() {
    let mut world = world_with_map();
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", r#"{"n":1}"#), ("ItemTtl", "60")]);
    let again = world.post("/Maps/m/Items", &[("Key", "k"), ("Data", r#"{"n":2}"#), ("CollectionTtl", "60")]);
    assert_eq!(error(&again), (409, 54208));
    assert_eq!(field(&world.get("/Maps/m/Items/k", &[]), "data"), &json!({"n": 1}));
    assert!(field(&world.get("/Maps/m", &[]), "date_expires").is_null());
    assert_eq!(error(&world.post("/Maps/m/Items/other", &[("Data", "{}")])), (404, 54012));
    assert_eq!(listed(&world.get("/Maps/m/Items", &[])), "k");
}

#[test]
fn an_update_replaces_data_and_moves_the_revision_of_this_item_only() {
    let mut world = world_with_map();
    for key in ["k", "l"] {
        world.post("/Maps/m/Items", &[("Key", key), ("Data", r#"{"a":1,"b":2}"#)]);
    }
    let other = world.get("/Maps/m/Items/l", &[]);
    let updated = world.wait(3).post("/Maps/m/Items/k", &[("Data", r#"{"c":3}"#)]);
    assert_eq!(field(&updated, "data"), &json!({"c": 3}));
    assert_eq!(field(&updated, "revision"), "1");
    assert_eq!(field(&updated, "date_created"), "2026-01-01T00:00:00Z");
    assert_eq!(field(&updated, "date_updated"), "2026-01-01T00:00:03Z");
    assert_eq!(world.get("/Maps/m/Items/l", &[]), other);
}

#[test]
fn the_key_of_an_item_stays() {
    let mut world = world_with_map();
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    let updated = world.post("/Maps/m/Items/k", &[("Key", "l"), ("Data", r#"{"n":1}"#)]);
    assert_eq!((updated.status, text(&updated, "key")), (200, "k".into()));
    assert_eq!(world.get("/Maps/m/Items/l", &[]).status, 404);
}

#[test]
fn a_key_is_needed_and_has_1_to_320_characters() {
    let mut world = world_with_map();
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Data", "{}")])), (400, 54209));
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Key", ""), ("Data", "{}")])), (400, 54209));
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Key", &"k".repeat(321)), ("Data", "{}")])), (400, 54209));
    for key in ["k", &"k".repeat(320), &"é".repeat(320), "0", " ", "IS0123456789abcdef0123456789abcdef"] {
        assert_eq!(world.post("/Maps/m/Items", &[("Key", key), ("Data", "{}")]).status, 201, "{key}");
    }
}

#[test]
fn data_are_needed_to_create_an_item() {
    let mut world = world_with_map();
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Key", "k")])), (400, 54206));
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "")])), (400, 54206));
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "null")])), (400, 54206));
    assert_eq!(listed(&world.get("/Maps/m/Items", &[])), "");
}

#[test]
fn keys_are_told_apart_by_every_character() {
    let mut world = world_with_map();
    let keys = [
        ("k", "k"),
        ("K", "K"),
        (" k", "%20k"),
        ("k/", "k%2F"),
        ("%6b", "%256b"),
        ("é", "%C3%A9"),
        ("e\u{301}", "e%CC%81"),
    ];
    for (key, _) in keys {
        let data = format!("{{\"key\":{}}}", json!(key));
        assert_eq!(world.post("/Maps/m/Items", &[("Key", key), ("Data", &data)]).status, 201, "{key}");
    }
    for (key, path) in keys {
        assert_eq!(field(&world.get(&format!("/Maps/m/Items/{path}"), &[]), "data"), &json!({"key": key}));
    }
}

#[test]
fn a_deleted_key_starts_anew() {
    let mut world = world_with_map();
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", r#"{"n":1}"#)]);
    world.post("/Maps/m/Items/k", &[("Data", r#"{"n":2}"#)]);
    assert_eq!(world.delete("/Maps/m/Items/k").status, 204);
    assert_eq!(error(&world.get("/Maps/m/Items/k", &[])), (404, 54012));
    assert_eq!(error(&world.delete("/Maps/m/Items/k")), (404, 54012));
    let made = world.wait(9).post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    assert_eq!((made.status, text(&made, "revision")), (201, "0".into()));
    assert_eq!(text(&made, "date_created"), "2026-01-01T00:00:09Z");
}
