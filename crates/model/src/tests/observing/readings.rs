use serde_json::{Value, json};
use syncproof_api::Response;

use super::{answer, found, judged, judged_with, refusal};
use crate::tests::support::{Param, World, body};

/// The answer of the model to other parameters, shown as one to these.
fn taken_for(world: &mut World, path: &str, sent: &[Param<'_>], meant: &[Param<'_>]) -> bool {
    let response = world.peek(("POST", path, meant));
    assert!(response.is_success(), "{response:?}");
    world.observe(("POST", path, sent), &response).is_ok()
}

#[test]
fn an_odd_ttl_is_understood_or_refused() {
    for (sent, meant, is_right) in [
        ("+60", "60", true),
        ("60.0", "60", true),
        (" 60 ", "60", true),
        ("060", "60", true),
        ("1.5", "1", false),
        ("-1", "0", false),
        ("60", "61", true),
        ("60", "90", false),
    ] {
        let mut world = World::documented();
        assert_eq!(taken_for(&mut world, "/Documents", &[("Ttl", sent)], &[("Ttl", meant)]), is_right, "{sent}");
        let refused = World::documented().observe(("POST", "/Documents", &[("Ttl", sent)]), &refusal(400, 54011));
        assert_eq!(refused.is_ok(), sent != "60", "{sent}");
    }
}

#[test]
fn an_empty_ttl_leaves_or_clears() {
    for meant in [&[][..], &[("Ttl", "0")]] {
        let mut world = World::documented();
        world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "60")]);
        assert!(taken_for(&mut world, "/Documents/d", &[("Ttl", "")], meant));
    }
}

#[test]
fn an_empty_ttl_leaves_its_alias_or_overrides_it() {
    let sent = [("Ttl", "60"), ("CollectionTtl", "")];
    for (meant, is_right) in [
        (&[("Ttl", "60")][..], true),
        (&[], true),
        (&[("CollectionTtl", "0")], true),
        (&[("CollectionTtl", "90")], false),
    ] {
        let mut world = World::documented();
        world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "30")]);
        assert_eq!(taken_for(&mut world, "/Maps/m", &sent, meant), is_right, "{meant:?}");
    }
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "30")]);
    assert!(!taken_for(&mut world, "/Maps/m", &[("Ttl", "60"), ("CollectionTtl", "90")], &[]));
}

#[test]
fn the_first_of_repeated_parameters_may_count() {
    for (meant, is_right) in [("a", true), ("b", true), ("c", false)] {
        let mut world = World::documented();
        let sent = [("UniqueName", "a"), ("UniqueName", "b")];
        assert_eq!(taken_for(&mut world, "/Documents", &sent, &[("UniqueName", meant)]), is_right, "{meant}");
    }
}

#[test]
fn an_order_in_capitals_may_be_understood() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    for key in ["a", "b"] {
        world.post("/Maps/m/Items", &[("Key", key), ("Data", "{}")]);
    }
    for meant in ["asc", "desc"] {
        let page = world.peek(("GET", "/Maps/m/Items", &[("Order", meant)]));
        assert_eq!(world.observe(("GET", "/Maps/m/Items", &[("Order", "DESC")]), &page), Ok(()));
        let is_right = meant == "desc";
        assert_eq!(world.observe(("GET", "/Maps/m/Items", &[("Order", "desc")]), &page).is_ok(), is_right);
    }
}

#[test]
fn a_flag_that_is_none_may_mean_either() {
    let mut world = World::documented();
    let path = world.service.clone();
    assert!(taken_for(&mut world, &path, &[("AclEnabled", "1")], &[("AclEnabled", "true")]));
    assert!(!taken_for(&mut world, &path, &[("AclEnabled", "maybe")], &[("AclEnabled", "true")]));
    assert_eq!(world.observe(("POST", &path, &[("AclEnabled", "maybe")]), &refusal(400, 20422)), Ok(()));
    let shown = world.peek(("POST", &path, &[("AclEnabled", "true")]));
    assert_eq!(world.observe(("GET", &path, &[]), &Response { status: 200, ..shown }), Ok(()));
}

#[test]
fn borderline_data_mean_what_the_target_shows() {
    let create = |data: &'static str| [("UniqueName", "d"), ("Data", data)];
    for (sent, shown) in [
        (r#"{"a":1,"a":2}"#, json!({"a": 1})),
        (r#"{"v":"\ud83d"}"#, json!({"v": "\u{fffd}"})),
        (r#"{"v":1e400}"#, json!({"v": null})),
    ] {
        let params = create(sent);
        let call = ("POST", "/Documents", &params[..]);
        let mut world = World::documented();
        let mut made = world.peek(("POST", "/Documents", &create("{}")));
        made.body.as_mut().unwrap()["data"] = shown.clone();
        assert_eq!(world.observe(call, &made), Ok(()), "{sent}");
        assert_eq!(World::documented().observe(call, &refusal(400, 54008)), Ok(()), "{sent}");
        let fetched = answer(200, body(&made).clone());
        assert_eq!(world.observe(("GET", "/Documents/d", &[]), &fetched), Ok(()));
    }
    let plain = create(r#"{"a":1}"#);
    assert!(judged_with(&mut World::documented(), ("POST", "/Documents", &plain), "data", json!({"a": 2})).is_err());
}

#[test]
fn numbers_may_be_rounded_to_doubles() {
    let params = [("Data", r#"{"n":9007199254740993}"#)];
    let call = ("POST", "/Documents", &params[..]);
    let shown = |number: i64| json!({"n": number});
    assert_eq!(judged_with(&mut World::documented(), call, "data", shown(9_007_199_254_740_992)), Ok(()));
    assert!(judged_with(&mut World::documented(), call, "data", shown(9_007_199_254_740_996)).is_err());
}

#[test]
fn unknown_parameters_may_be_refused() {
    let mut world = World::documented();
    assert_eq!(world.observe(("POST", "/Documents", &[("Colour", "blue")]), &refusal(400, 20422)), Ok(()));
    assert!(world.observe(("POST", "/Documents", &[("UniqueName", "blue")]), &refusal(400, 20422)).is_err());
}

#[test]
fn awkward_texts_may_be_refused_and_plain_ones_not() {
    for (name, is_open) in [("a/b", true), (" a", true), ("..", true), ("a b", false), ("é%?#", false)] {
        let mut world = World::documented();
        let refused = world.observe(("POST", "/Documents", &[("UniqueName", name)]), &refusal(400, 54302));
        assert_eq!(refused.is_ok(), is_open, "{name}");
    }
}

#[test]
fn a_cleared_name_of_a_service_may_be_null_or_empty() {
    let mut world = World::documented();
    let path = world.service.clone();
    let update = ("POST", path.as_str(), &[("FriendlyName", "")][..]);
    assert_eq!(judged_with(&mut world, update, "friendly_name", json!("")), Ok(()));
    assert_eq!(judged_with(&mut world, update, "friendly_name", Value::Null), Ok(()));
    assert!(found(judged_with(&mut world, update, "friendly_name", json!("x"))).starts_with("friendly_name"));
    assert_eq!(judged(&mut world, update, |_| ()), Ok(()));
}

#[test]
fn an_index_in_other_words_is_one_and_a_key_is_not() {
    let mut world = World::documented();
    for path in ["/Lists", "/Maps"] {
        world.post(path, &[("UniqueName", "o")]);
        for key in ["0", "1", "2"] {
            world.post(&format!("{path}/o/Items"), &[("Key", key), ("Data", "{}")]);
        }
    }
    for (path, from, is_right) in [
        ("/Lists/o/Items", "1", true),
        ("/Lists/o/Items", "1.0", true),
        ("/Lists/o/Items", "2", false),
        ("/Maps/o/Items", "1", true),
        ("/Maps/o/Items", "1.0", false),
    ] {
        let page = world.peek(("GET", path, &[("From", "1")]));
        assert_eq!(world.observe(("GET", path, &[("From", from)]), &page).is_ok(), is_right, "{path} {from}");
    }
}
