use serde_json::{Value, json};
use syncproof_api::Response;

use super::{Call, answer, found, judged, judged_with, refusal};
use crate::tests::support::{Param, World, body};

const PATH: &str = "/Maps/m/Permissions/i";
const FETCH: Call<'static> = ("GET", PATH, &[]);
const DELETED: Response = Response { status: 204, etag: None, body: None };
const READ: &[Param<'_>] = &[("Read", "true"), ("Write", "false"), ("Manage", "false")];
const NONE: &[Param<'_>] = &[("Read", "false"), ("Write", "false"), ("Manage", "false")];

fn with_map() -> World {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    world
}

/// A Map on which `i` may read.
fn granted() -> World {
    let mut world = with_map();
    world.post(PATH, READ);
    world
}

/// A permission as fetched, with these flags.
fn shown(world: &World, identity: &str, flags: [bool; 3]) -> Value {
    let path = format!("/Maps/m/Permissions/{identity}");
    let mut body = body(&world.peek(("POST", &path, NONE))).clone();
    for (name, flag) in ["read", "write", "manage"].into_iter().zip(flags) {
        body[name] = json!(flag);
    }
    body
}

#[test]
fn a_permission_shows_what_was_set() {
    for (field, value) in [
        ("read", json!(false)),
        ("write", json!(true)),
        ("manage", Value::Null),
        ("read", json!("true")),
        ("identity", json!("j")),
        ("map_sid", json!("m")),
        ("service_sid", json!("IS")),
        ("account_sid", json!("AC")),
        ("url", json!("https://example.com/v1/Services/IS/Maps/m/Permissions/i")),
    ] {
        for call in [FETCH, ("POST", PATH, READ)] {
            let found = found(judged_with(&mut granted(), call, field, value.clone()));
            assert!(found.starts_with(field), "{found}");
        }
    }
    assert!(judged(&mut granted(), ("POST", PATH, READ), |response| response.status = 201).is_err());
}

#[test]
fn whoever_was_never_granted_anything_is_not_found_or_may_do_nothing() {
    for profile in [World::documented, World::twilio] {
        let mut world = profile();
        world.post("/Maps", &[("UniqueName", "m")]);
        let code = world.peek(FETCH).code().unwrap();
        assert_eq!(world.observe(FETCH, &refusal(404, code)), Ok(()));
        let nothing = answer(200, shown(&world, "i", [false; 3]));
        assert_eq!(world.observe(FETCH, &nothing), Ok(()));
        let something = answer(200, shown(&world, "i", [true, false, false]));
        assert_eq!(found(world.observe(FETCH, &something)), "read: expected false, got true");
        assert_eq!(world.observe(("DELETE", PATH, &[]), &DELETED), Ok(()), "nothing to be deleted");
    }
    assert!(granted().observe(FETCH, &refusal(404, 54354)).is_err());
}

#[test]
fn a_deleted_permission_is_as_good_as_one_to_do_nothing() {
    let mut world = granted();
    let before = world.peek(FETCH);
    let nothing = answer(200, shown(&world, "i", [false; 3]));
    assert_eq!(world.observe(("DELETE", PATH, &[]), &DELETED), Ok(()));
    assert_eq!(world.observe(FETCH, &refusal(404, 54354)), Ok(()));
    assert_eq!(world.observe(FETCH, &nothing), Ok(()));
    assert!(world.observe(FETCH, &before).is_err());
    assert_eq!(world.observe(("DELETE", PATH, &[]), &DELETED), Ok(()));
    assert_eq!(world.observe(("DELETE", PATH, &[]), &refusal(404, 54354)), Ok(()));
    let mut world = granted();
    world.post(PATH, NONE);
    assert_eq!(world.observe(FETCH, &nothing), Ok(()));
    assert_eq!(world.observe(FETCH, &refusal(404, 54354)), Ok(()), "setting no flag is deleting, to some");
    assert!(granted().observe(("DELETE", PATH, &[]), &refusal(404, 54354)).is_err());
}

#[test]
fn flags_that_are_not_sent_are_refused_or_false_or_stay() {
    let call = ("POST", PATH, &[("Write", "true")][..]);
    for (flags, is_right) in [
        ([true, true, false], true),
        ([false, true, false], true),
        ([true, true, true], false),
        ([false, false, false], false),
        ([true, false, false], false),
    ] {
        let mut world = granted();
        let set = answer(200, shown(&world, "i", flags));
        assert_eq!(world.observe(call, &set).is_ok(), is_right, "{flags:?}");
        if is_right {
            assert_eq!(world.observe(FETCH, &set), Ok(()), "{flags:?}");
        }
    }
    assert_eq!(granted().observe(call, &refusal(400, 20422)), Ok(()));
    assert!(granted().observe(("POST", PATH, READ), &refusal(400, 20422)).is_err());
}

#[test]
fn a_flag_in_other_words_is_refused_or_understood_and_nonsense_refused() {
    let call = |value| [("Read", value), ("Write", "false"), ("Manage", "false")];
    for (value, is_open) in [("TRUE", true), ("1", true), ("yes", true), ("", true), ("maybe", false), ("2", false)] {
        let params = call(value);
        let mut world = with_map();
        let set = answer(200, shown(&world, "i", [true, false, false]));
        assert_eq!(world.observe(("POST", PATH, &params), &set).is_ok(), is_open, "{value}");
        assert_eq!(with_map().observe(("POST", PATH, &params), &refusal(400, 20422)), Ok(()), "{value}");
    }
}

#[test]
fn an_identity_that_is_too_long_is_refused() {
    let path = format!("/Maps/m/Permissions/{}", "i".repeat(257));
    let mut world = with_map();
    let set = answer(200, shown(&world, &"i".repeat(257), [true, false, false]));
    assert!(set.body.is_some());
    assert!(world.observe(("POST", &path, READ), &set).is_err());
    assert!(world.observe(("POST", &path, READ), &refusal(404, 54354)).is_err());
    for (status, code) in [(400, 54351), (404, 54354)] {
        assert_eq!(world.observe(("GET", &path, &[]), &refusal(status, code)), Ok(()));
        assert_eq!(world.observe(("DELETE", &path, &[]), &refusal(status, code)), Ok(()));
    }
    let long_in_bytes = format!("/Maps/m/Permissions/{}", "%C3%A9".repeat(200));
    assert_eq!(world.observe(("POST", &long_in_bytes, READ), &refusal(400, 54351)), Ok(()));
}

#[test]
fn a_permission_may_move_its_object_or_not() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    world.post("/Documents/d/Permissions/i", READ);
    let fetch = ("GET", "/Documents/d", &[][..]);
    let moved = judged(&mut world, fetch, |response| {
        response.body.as_mut().unwrap()["revision"] = json!("5");
        response.etag = None;
    });
    assert_eq!(moved, Ok(()));
    assert!(judged(&mut world, fetch, |response| response.etag = None).is_err(), "now it is known");
}

#[test]
fn no_revision_comes_back_though_it_may_have_moved_unseen() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    world.post("/Documents/d/Permissions/i", READ);
    let update = ("POST", "/Documents/d", &[("Data", r#"{"n":1}"#)][..]);
    let stays = judged(&mut world, update, |response| {
        response.body.as_mut().unwrap()["revision"] = json!("0");
        response.etag = None;
    });
    assert_eq!(found(stays), "revision: expected another revision than \"0\", got \"0\"");
}

/// A listing of these permissions.
fn page(world: &World, entries: &[(&str, [bool; 3])]) -> Response {
    let mut page = world.peek(("GET", "/Maps/m/Permissions", &[]));
    let entries = entries.iter().map(|(identity, flags)| shown(world, identity, *flags)).collect();
    page.body.as_mut().unwrap()["permissions"] = entries;
    page
}

#[test]
fn permissions_are_listed_in_any_order_each_once() {
    const R: [bool; 3] = [true, false, false];
    const N: [bool; 3] = [false; 3];
    let mut world = granted();
    world.post("/Maps/m/Permissions/j", READ);
    world.post("/Maps/m/Permissions/none", NONE);
    let list = ("GET", "/Maps/m/Permissions", &[][..]);
    for (entries, is_right) in [
        (&[("i", R), ("j", R), ("none", N)][..], true),
        (&[("none", N), ("j", R), ("i", R)], true),
        (&[("i", R), ("j", R)], true),
        (&[("i", R), ("j", R), ("gone", N)], true),
        (&[("i", R), ("j", R), ("other", R)], false),
        (&[("i", R), ("j", N)], false),
        (&[("i", R)], false),
        (&[("i", R), ("j", R), ("i", R)], false),
        (&[("i", R), ("j", R), ("none", R)], false),
    ] {
        let page = page(&world, entries);
        assert_eq!(world.observe(list, &page).is_ok(), is_right, "{entries:?}");
    }
    let mut nameless = page(&world, &[("i", R), ("j", R)]);
    nameless.body.as_mut().unwrap()["permissions"][0].as_object_mut().unwrap().remove("identity");
    assert!(found(world.observe(list, &nameless)).starts_with("entry 0, identity"));
}
