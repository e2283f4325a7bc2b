use serde_json::{Value, json};

use super::{found, judged, judged_with, refusal};
use crate::tests::support::{World, body};

const FETCH: super::Call<'static> = ("GET", "/Documents/d", &[]);

/// A Document that expires 60 seconds after the start.
fn expiring() -> World {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "60")]);
    world
}

#[test]
fn an_expiry_may_be_two_seconds_off_and_is_then_fixed() {
    let create = ("POST", "/Documents", &[("UniqueName", "d"), ("Ttl", "60")][..]);
    for (shown, is_right) in [("00:00:58Z", true), ("00:01:02Z", true), ("00:00:57Z", false), ("00:01:03Z", false)] {
        let shown = json!(format!("2026-01-01T{shown}"));
        let mut world = World::documented();
        assert_eq!(judged_with(&mut world, create, "date_expires", shown.clone()).is_ok(), is_right, "{shown}");
    }
    assert!(judged_with(&mut World::documented(), create, "date_expires", Value::Null).is_err());
}

#[test]
fn an_expiry_that_was_shown_is_the_one_that_counts() {
    let create = ("POST", "/Documents", &[("UniqueName", "d"), ("Ttl", "60")][..]);
    for (later, is_right) in [("00:01:04Z", true), ("00:01:00Z", true), ("00:00:59Z", false)] {
        let mut world = World::documented();
        let mut made = world.peek(create);
        made.body.as_mut().unwrap()["date_expires"] = json!("2026-01-01T00:01:02Z");
        assert_eq!(world.observe(create, &made), Ok(()));
        made.status = 200;
        made.body.as_mut().unwrap()["date_expires"] = json!(format!("2026-01-01T{later}"));
        assert_eq!(world.observe(FETCH, &made).is_ok(), is_right, "{later}");
    }
}

#[test]
fn data_do_not_make_the_expiry_drift() {
    let mut world = expiring();
    for n in 1..5 {
        let data = format!("{{\"n\":{n}}}");
        let update = ("POST", "/Documents/d", &[("Data", data.as_str())][..]);
        let shown = format!("2026-01-01T00:01:{:02}Z", 2 * n);
        let result = judged(&mut world, update, |response| {
            let body = response.body.as_mut().unwrap();
            body["date_expires"] = json!(shown);
            body["revision"] = json!(n.to_string());
            response.etag = None;
        });
        assert_eq!(result.is_ok(), n == 1, "{shown}");
    }
}

#[test]
fn nothing_is_gone_before_its_time() {
    let mut world = expiring();
    world.wait(57);
    assert_eq!(
        found(world.observe(FETCH, &refusal(404, 54007))),
        "status: expected success, got status 404, code 54007"
    );
    world.wait(1);
    assert_eq!(world.observe(FETCH, &refusal(404, 54007)), Ok(()));
}

#[test]
fn what_has_expired_may_still_be_shown_until_it_was_seen_gone() {
    let mut world = expiring();
    let shown = world.peek(FETCH);
    world.wait(100_000);
    assert_eq!(world.observe(FETCH, &shown), Ok(()));
    assert_eq!(world.observe(FETCH, &refusal(404, 54007)), Ok(()));
    assert!(world.observe(FETCH, &shown).is_err());
}

#[test]
fn an_expired_name_is_free_or_not() {
    let create = ("POST", "/Documents", &[("UniqueName", "d")][..]);
    let mut world = expiring();
    world.wait(61);
    assert_eq!(world.observe(create, &refusal(409, 54302)), Ok(()));
    let made = world.peek(create);
    assert_eq!(made.status, 201);
    assert_eq!(world.observe(create, &made), Ok(()));
    assert!(world.observe(create, &made).is_err());
    assert_eq!(world.observe(create, &refusal(409, 54302)), Ok(()));
}

#[test]
fn an_expired_key_is_free_or_not_whatever_else_has_expired() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "60")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}"), ("ItemTtl", "30")]);
    let create = ("POST", "/Maps/m/Items", &[("Key", "k"), ("Data", r#"{"n":1}"#)][..]);
    let made = world.wait(30).peek(create);
    world.wait(70);
    assert_eq!(world.observe(create, &refusal(409, 54208)), Ok(()));
    assert_eq!(world.observe(create, &made), Ok(()), "the item is gone, the map is not");
    assert_eq!(world.observe(create, &refusal(409, 54208)), Ok(()), "the new item does not expire");
    assert_eq!(world.observe(("GET", "/Maps/m/Items/k", &[]), &refusal(404, 54009)), Ok(()), "now the map is gone");
    assert!(world.observe(create, &made).is_err());
}

#[test]
fn expired_entries_may_be_left_out_of_a_listing_one_by_one() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    for (key, ttl) in [("a", "0"), ("b", "30"), ("c", "30"), ("d", "0"), ("e", "30")] {
        world.post("/Maps/m/Items", &[("Key", key), ("Data", "{}"), ("ItemTtl", ttl)]);
    }
    let list = ("GET", "/Maps/m/Items", &[][..]);
    let all = world.peek(list);
    world.wait(60);
    for (kept, is_right) in
        [("abcde", true), ("ad", true), ("abd", true), ("acde", true), ("bc", false), ("abce", false), ("adcb", false)]
    {
        let mut page = all.clone();
        let items = body(&all)["items"].as_array().unwrap();
        let kept_items = kept.chars().map(|key| items.iter().find(|item| item["key"] == key.to_string()).unwrap());
        page.body.as_mut().unwrap()["items"] = kept_items.cloned().collect();
        assert_eq!(world.observe(list, &page).is_ok(), is_right, "{kept}");
    }
}

#[test]
fn the_end_of_an_item_may_count_as_a_change_of_its_map() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}"), ("ItemTtl", "30")]);
    let fetch = ("GET", "/Maps/m", &[][..]);
    assert_eq!(judged(&mut world, fetch, |_| ()), Ok(()));
    assert!(judged_with(&mut world, fetch, "revision", json!("2")).is_err());
    world.wait(30);
    assert_eq!(judged_with(&mut world, fetch, "revision", json!("2")), Ok(()));
}

#[test]
fn an_expired_object_that_is_given_more_time_is_certain_again() {
    let mut world = expiring();
    let update = ("POST", "/Documents/d", &[("Ttl", "1000")][..]);
    let mut revived = world.peek(update);
    revived.body.as_mut().unwrap()["date_expires"] = json!("2026-01-01T00:18:20Z");
    world.wait(100);
    assert_eq!(world.observe(update, &revived), Ok(()));
    assert!(world.observe(FETCH, &refusal(404, 54007)).is_err());
}
