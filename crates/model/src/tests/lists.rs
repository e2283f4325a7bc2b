use serde_json::json;

use super::support::{BASE, World, body, error, field, listed, text};

fn world_with_list() -> World {
    let mut world = World::documented();
    world.post("/Lists", &[("UniqueName", "l")]);
    world
}

/// Appends an item and gives its index.
fn append(world: &mut World) -> u64 {
    let made = world.post("/Lists/l/Items", &[("Data", "{}")]);
    assert_eq!(made.status, 201, "{made:?}");
    field(&made, "index").as_u64().unwrap()
}

#[test]
fn a_list_shows_its_documented_fields() {
    let mut world = World::documented();
    let made = world.post("/Lists", &[("UniqueName", "l"), ("Data", "nope")]);
    let sid = text(&made, "sid");
    let url = format!("{BASE}{}/Lists/{sid}", world.service);
    assert_eq!((made.status, &made.etag), (201, &None));
    assert!(sid.starts_with("ES"));
    let expected = json!({
        "sid": sid,
        "unique_name": "l",
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": world.service.strip_prefix("/Services/").unwrap(),
        "url": url,
        "links": { "items": format!("{url}/Items"), "permissions": format!("{url}/Permissions") },
        "revision": "0",
        "date_expires": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "created_by": "system",
    });
    assert_eq!(body(&made), &expected);
    for path in ["/Lists/l", &format!("/Lists/{sid}")] {
        assert_eq!(world.get(path, &[]).body, made.body);
    }
}

#[test]
fn an_item_shows_its_documented_fields() {
    let mut world = world_with_list();
    let list = text(&world.get("/Lists/l", &[]), "sid");
    let made = world.post("/Lists/l/Items", &[("Data", r#"{"n":1}"#)]);
    assert_eq!((made.status, made.etag.as_deref()), (201, Some("\"0\"")));
    let expected = json!({
        "index": 0,
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": world.service.strip_prefix("/Services/").unwrap(),
        "list_sid": list,
        "url": format!("{BASE}{}/Lists/{list}/Items/0", world.service),
        "revision": "0",
        "data": {"n": 1},
        "date_expires": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "created_by": "system",
    });
    assert_eq!(body(&made), &expected);
    let fetched = world.get(&format!("/Lists/{list}/Items/0"), &[]);
    assert_eq!((fetched.body, fetched.etag), (made.body, made.etag));
}

#[test]
fn indexes_count_from_0_in_each_list() {
    let mut world = world_with_list();
    world.post("/Lists", &[("UniqueName", "other")]);
    assert_eq!([append(&mut world), append(&mut world), append(&mut world)], [0, 1, 2]);
    assert_eq!(field(&world.post("/Lists/other/Items", &[("Data", "{}")]), "index"), 0);
}

#[test]
fn no_index_is_given_twice_whatever_has_become_of_its_item() {
    let mut world = world_with_list();
    append(&mut world);
    append(&mut world);
    world.delete("/Lists/l/Items/0");
    assert_eq!(append(&mut world), 2);
    for index in [1, 2] {
        world.delete(&format!("/Lists/l/Items/{index}"));
    }
    assert_eq!(append(&mut world), 3, "of an empty list");
    world.post("/Lists/l/Items/3", &[("ItemTtl", "5")]);
    world.wait(5);
    assert_eq!(append(&mut world), 4, "after an expiry");
    world.post("/Lists/l/Items", &[("Data", "nope")]);
    assert_eq!(append(&mut world), 5);
}

#[test]
fn an_update_replaces_data_of_this_item_only_and_moves_its_revision() {
    let mut world = world_with_list();
    append(&mut world);
    append(&mut world);
    let other = world.get("/Lists/l/Items/1", &[]);
    let updated = world.wait(3).post("/Lists/l/Items/0", &[("Data", r#"{"c":3}"#)]);
    assert_eq!((updated.status, updated.etag.as_deref()), (200, Some("\"1\"")));
    assert_eq!((field(&updated, "data"), field(&updated, "index")), (&json!({"c": 3}), &json!(0)));
    assert_eq!(field(&updated, "date_updated"), "2026-01-01T00:00:03Z");
    assert_eq!(world.get("/Lists/l/Items/1", &[]), other);
    let list = world.get("/Lists/l", &[]);
    assert_eq!((text(&list, "revision"), text(&list, "date_updated")), ("3".into(), "2026-01-01T00:00:03Z".into()));
}

#[test]
fn items_are_listed_by_index_as_a_number() {
    let mut world = world_with_list();
    for _ in 0..12 {
        append(&mut world);
    }
    world.delete("/Lists/l/Items/3");
    let mut items = |params: &[(&str, &str)]| listed(&world.get("/Lists/l/Items", params));
    assert_eq!(items(&[]), "0 1 2 4 5 6 7 8 9 10 11");
    assert_eq!(items(&[("Order", "desc"), ("PageSize", "3")]), "11 10 9");
    assert_eq!(items(&[("From", "9")]), "9 10 11");
    assert_eq!(items(&[("From", "9"), ("Bounds", "exclusive")]), "10 11");
    assert_eq!(items(&[("From", "2"), ("Order", "desc")]), "2 1 0");
    assert_eq!(items(&[("From", "3"), ("PageSize", "1")]), "4", "the next greater one");
    assert_eq!(items(&[("From", "3"), ("PageSize", "1"), ("Order", "desc")]), "2", "the next smaller one");
    assert_eq!(items(&[("From", "12")]), "");
    assert_eq!(items(&[("From", "99999999999999999999999"), ("Order", "desc"), ("PageSize", "1")]), "11");
}

#[test]
fn a_from_that_is_no_index_is_refused() {
    let mut world = world_with_list();
    append(&mut world);
    for from in ["", "x", "-1", "1.5", "+0", "00"] {
        assert_eq!(error(&world.get("/Lists/l/Items", &[("From", from)])), (400, 54458), "{from}");
    }
}

#[test]
fn a_walk_over_items_meets_each_once() {
    let mut world = world_with_list();
    for _ in 0..25 {
        append(&mut world);
    }
    for order in ["asc", "desc"] {
        let mut page = world.get("/Lists/l/Items", &[("PageSize", "4"), ("Order", order)]);
        let mut met = Vec::new();
        loop {
            met.extend(listed(&page).split(' ').map(|index| index.parse::<u64>().unwrap()));
            if body(&page)["meta"]["next_page_url"].is_null() {
                break;
            }
            page = world.follow(&page, "next_page_url");
        }
        if order == "desc" {
            met.reverse();
        }
        assert_eq!(met, (0..25).collect::<Vec<_>>(), "{order}");
    }
}

#[test]
fn what_is_no_index_is_refused_and_what_is_missing_not_found() {
    let mut world = world_with_list();
    append(&mut world);
    for index in ["x", "-1", "1.0", "+0", "00", "0x0", "%20", "0%20", "1e0"] {
        let path = format!("/Lists/l/Items/{index}");
        assert_eq!(error(&world.get(&path, &[])), (400, 54458), "{index}");
        assert_eq!(error(&world.post(&path, &[("Data", "{}")])), (400, 54458), "{index}");
        assert_eq!(error(&world.delete(&path)), (400, 54458), "{index}");
    }
    for index in ["1", "4294967296", "18446744073709551615", "99999999999999999999999"] {
        let path = format!("/Lists/l/Items/{index}");
        assert_eq!(error(&world.get(&path, &[])), (404, 54011), "{index}");
        assert_eq!(error(&world.post(&path, &[("Data", "{}")])), (404, 54011), "{index}");
        assert_eq!(error(&world.delete(&path)), (404, 54011), "{index}");
    }
    assert_eq!(listed(&world.get("/Lists/l/Items", &[])), "0");
}

#[test]
fn a_deleted_item_is_gone_and_its_neighbours_stay() {
    let mut world = world_with_list();
    for _ in 0..3 {
        append(&mut world);
    }
    let deleted = world.delete("/Lists/l/Items/1");
    assert_eq!((deleted.status, deleted.body), (204, None));
    assert_eq!(error(&world.get("/Lists/l/Items/1", &[])), (404, 54011));
    assert_eq!(error(&world.delete("/Lists/l/Items/1")), (404, 54011));
    assert_eq!(listed(&world.get("/Lists/l/Items", &[])), "0 2");
}

#[test]
fn a_deleted_list_takes_its_items_along() {
    let mut world = world_with_list();
    let sid = text(&world.get("/Lists/l", &[]), "sid");
    append(&mut world);
    assert_eq!(world.delete("/Lists/l").status, 204);
    for path in ["/Lists/l", &format!("/Lists/{sid}"), "/Lists/l/Items", "/Lists/l/Items/0"] {
        assert_eq!(error(&world.get(path, &[])), (404, 54008), "{path}");
    }
    world.post("/Lists", &[("UniqueName", "l")]);
    assert_eq!(listed(&world.get("/Lists/l/Items", &[])), "");
    assert_eq!(append(&mut world), 0, "another list");
}

#[test]
fn a_key_means_nothing_to_a_list() {
    let mut world = world_with_list();
    let made = world.post("/Lists/l/Items", &[("Key", ""), ("Data", "{}"), ("Index", "7")]);
    assert_eq!((made.status, field(&made, "index")), (201, &json!(0)));
    assert!(body(&made).get("key").is_none());
}

#[test]
fn data_are_needed_to_create_an_item_and_fit_16_kib() {
    let mut world = world_with_list();
    for params in [&[][..], &[("Data", "")], &[("Data", "null")]] {
        assert_eq!(error(&world.post("/Lists/l/Items", params)), (400, 54156), "{params:?}");
    }
    assert_eq!(error(&world.post("/Lists/l/Items", &[("Data", "nope")])), (400, 54008));
    let (fits, too_large) = (super::support::json_of(16_384), super::support::json_of(16_385));
    assert_eq!(error(&world.post("/Lists/l/Items", &[("Data", &too_large)])), (413, 54301));
    assert_eq!(listed(&world.get("/Lists/l/Items", &[])), "");
    assert_eq!(world.post("/Lists/l/Items", &[("Data", &fits)]).status, 201);
}
