use serde_json::json;

use super::support::{BASE, World, body, error, field, listed, text};

#[test]
fn a_map_shows_its_documented_fields() {
    let mut world = World::documented();
    let made = world.post("/Maps", &[("UniqueName", "m")]);
    let sid = text(&made, "sid");
    let url = format!("{BASE}{}/Maps/{sid}", world.service);
    assert_eq!((made.status, &made.etag), (201, &None));
    let service = world.service.strip_prefix("/Services/").unwrap();
    let expected = json!({
        "sid": sid,
        "unique_name": "m",
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": service,
        "url": url,
        "links": { "items": format!("{url}/Items"), "permissions": format!("{url}/Permissions") },
        "revision": "0",
        "date_expires": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "created_by": "system",
    });
    assert_eq!(body(&made), &expected);
}

#[test]
fn item_writes_move_revision_and_date_of_the_map_and_reads_do_not() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    let shown = |world: &mut World| {
        let map = world.get("/Maps/m", &[]);
        (text(&map, "revision"), text(&map, "date_updated"))
    };
    world.wait(1).post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    assert_eq!(shown(&mut world), ("1".into(), "2026-01-01T00:00:01Z".into()));
    world.wait(1).get("/Maps/m/Items/k", &[]);
    assert_eq!(shown(&mut world), ("1".into(), "2026-01-01T00:00:01Z".into()));
    world.wait(1).delete("/Maps/m/Items/k");
    assert_eq!(shown(&mut world), ("2".into(), "2026-01-01T00:00:03Z".into()));
}

#[test]
fn an_update_leaves_the_items() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", r#"{"a":1}"#)]);
    let before = world.get("/Maps/m/Items", &[]).body;
    assert_eq!(world.post("/Maps/m", &[("Ttl", "60")]).status, 200);
    assert_eq!(world.get("/Maps/m/Items", &[]).body, before);
}

#[test]
fn a_deleted_map_takes_its_items_along() {
    let mut world = World::documented();
    let sid = text(&world.post("/Maps", &[("UniqueName", "m")]), "sid");
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    assert_eq!(world.delete("/Maps/m").status, 204);
    for path in ["/Maps/m", &format!("/Maps/{sid}"), "/Maps/m/Items"] {
        assert_eq!(error(&world.get(path, &[])), (404, 54009), "{path}");
    }
    let again = world.post("/Maps", &[("UniqueName", "m")]);
    assert_eq!(again.status, 201);
    assert_ne!(text(&again, "sid"), sid);
    assert_eq!(listed(&world.get("/Maps/m/Items", &[])), "");
}

#[test]
fn data_of_a_map_are_passed_over() {
    let mut world = World::documented();
    let made = world.post("/Maps", &[("Data", "nope")]);
    assert_eq!(made.status, 201);
    assert!(body(&made).get("data").is_none());
}

#[test]
fn maps_keep_their_items_apart() {
    let mut world = World::documented();
    for map in ["m", "n"] {
        world.post("/Maps", &[("UniqueName", map)]);
        world.post(&format!("/Maps/{map}/Items"), &[("Key", "k"), ("Data", &format!(r#"{{"in":"{map}"}}"#))]);
    }
    world.delete("/Maps/m/Items/k");
    assert_eq!(field(&world.get("/Maps/n/Items/k", &[]), "data"), &json!({"in": "n"}));
}
