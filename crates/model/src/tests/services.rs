use serde_json::json;

use super::support::{BASE, World, body, error, field, text};

#[test]
fn a_service_without_parameters_has_the_documented_defaults() {
    let mut world = World::documented();
    let made = world.post("/Services", &[]);
    let sid = text(&made, "sid");
    let url = format!("{BASE}/Services/{sid}");
    assert_eq!((made.status, &made.etag), (201, &None));
    let expected = json!({
        "sid": sid,
        "unique_name": null,
        "account_sid": "AC00000000000000000000000000000001",
        "friendly_name": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "url": url,
        "webhook_url": null,
        "webhooks_from_rest_enabled": false,
        "reachability_webhooks_enabled": false,
        "acl_enabled": false,
        "reachability_debouncing_enabled": false,
        "reachability_debouncing_window": 5000,
        "links": {
            "documents": format!("{url}/Documents"),
            "lists": format!("{url}/Lists"),
            "maps": format!("{url}/Maps"),
            "streams": format!("{url}/Streams"),
        },
    });
    assert_eq!(body(&made), &expected);
}

#[test]
fn an_update_changes_what_is_sent_and_an_empty_text_clears() {
    let mut world = World::documented();
    let path = world.service.clone();
    world.post(&path, &[("FriendlyName", "one"), ("WebhookUrl", "https://example.com/hook"), ("AclEnabled", "true")]);
    let updated = world.wait(2).post(&path, &[("FriendlyName", ""), ("ReachabilityDebouncingWindow", "30000")]);
    assert_eq!(updated.status, 200);
    assert!(field(&updated, "friendly_name").is_null());
    assert_eq!(field(&updated, "webhook_url"), "https://example.com/hook");
    assert_eq!(field(&updated, "acl_enabled"), true);
    assert_eq!(field(&updated, "reachability_debouncing_window"), 30_000);
    assert_eq!(field(&updated, "date_updated"), "2026-01-01T00:00:02Z");
    assert_eq!(world.get(&path, &[]).body, updated.body);
    let nothing = world.wait(2).post(&path, &[]);
    assert_eq!((nothing.status, nothing.body), (200, updated.body));
}

#[test]
fn settings_outside_their_bounds_are_refused_and_change_nothing() {
    let mut world = World::documented();
    let path = world.service.clone();
    let before = world.get(&path, &[]).body;
    let long = "x".repeat(256);
    for (name, value, code) in [
        ("ReachabilityDebouncingWindow", "999", 20422),
        ("ReachabilityDebouncingWindow", "30001", 20422),
        ("ReachabilityDebouncingWindow", "soon", 20422),
        ("AclEnabled", "perhaps", 20422),
        ("WebhookUrl", "ftp://example.com", 54051),
        ("FriendlyName", &long, 54053),
    ] {
        assert_eq!(error(&world.post(&path, &[(name, value)])), (400, code), "{name}={value}");
    }
    assert_eq!(world.get(&path, &[]).body, before);
    assert_eq!(world.post(&path, &[("FriendlyName", &long[1..])]).status, 200);
    assert_eq!(world.post(&path, &[("ReachabilityDebouncingWindow", "1000")]).status, 200);
}

#[test]
fn a_service_goes_with_everything_in_it() {
    let mut world = World::documented();
    let path = world.service.clone();
    world.post("/Documents", &[("UniqueName", "d")]);
    world.post("/Maps", &[("UniqueName", "m")]);
    assert_eq!(world.delete(&path).status, 204);
    assert_eq!(error(&world.get(&path, &[])), (404, 54001));
    assert_eq!(error(&world.get("/Documents", &[])), (404, 54001));
    assert_eq!(error(&world.post("/Maps", &[])), (404, 54001));
    assert_eq!(error(&world.get("/Maps/m/Items/k", &[])), (404, 54001));
}

#[test]
fn services_keep_their_objects_apart() {
    let mut world = World::documented();
    let other = format!("/Services/{}", text(&world.post("/Services", &[]), "sid"));
    let sid = text(&world.post("/Documents", &[("UniqueName", "d")]), "sid");
    assert_eq!(error(&world.get(&format!("{other}/Documents/d"), &[])), (404, 54007));
    assert_eq!(error(&world.get(&format!("{other}/Documents/{sid}"), &[])), (404, 54007));
    assert_eq!(world.post(&format!("{other}/Documents"), &[("UniqueName", "d")]).status, 201);
}

#[test]
fn an_account_sees_its_own_services_only() {
    let mut world = World::documented();
    let path = world.service.clone();
    world.post("/Documents", &[("UniqueName", "d")]);
    world.account(2);
    for call in [world.get(&path, &[]), world.post(&path, &[]), world.delete(&path), world.get("/Documents/d", &[])] {
        assert_eq!(error(&call), (404, 54001));
    }
    assert_eq!(field(&world.get("/Services", &[]), "services"), &json!([]));
    let own = world.post("/Services", &[]);
    assert_eq!(text(&own, "account_sid"), "AC00000000000000000000000000000002");
    let page = world.get("/Services", &[]);
    assert_eq!(field(&page, "services"), &json!([body(&own)]));
    assert_eq!(world.account(1).get("/Documents/d", &[]).status, 200);
}
