//! Which requests may be refused though the reference grants them, and which may not.

use super::{found, refusal};
use crate::tests::support::{Param, World};

fn world() -> World {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    world.post("/Lists", &[("UniqueName", "l")]);
    world.post("/Documents", &[("UniqueName", "d")]);
    world
}

/// Whether a refusal as bad input is accepted.
fn may_be_refused(path: &str, params: &[Param<'_>]) -> bool {
    world().observe(("POST", path, params), &refusal(400, 20001)).is_ok()
}

/// Whether Data may be refused for their size.
fn may_be_too_large(data: &str) -> bool {
    world().observe(("POST", "/Documents", &[("Data", data)]), &refusal(413, 54301)).is_ok()
}

/// An object of so many bytes.
fn object(bytes: usize) -> String {
    let frame = r#"{"a":""}"#.len();
    format!(r#"{{"a":"{}"}}"#, "x".repeat(bytes - frame))
}

const ITEM: [Param<'_>; 2] = [("Key", "n"), ("Data", "{}")];

#[test]
fn a_time_to_live_that_is_ignored_may_be_looked_at() {
    let item = |more: &[Param<'_>]| may_be_refused("/Maps/m/Items", &[&ITEM, more].concat());
    assert!(item(&[("ItemTtl", "60"), ("Ttl", "abc")]));
    assert!(!item(&[("ItemTtl", "60"), ("Ttl", "30")]));
    assert!(!item(&[("ItemTtl", "60")]));
}

#[test]
fn an_odd_time_to_live_may_be_refused_and_a_plain_one_not() {
    for path in ["/Documents", "/Lists", "/Maps", "/Streams", "/Documents/d", "/Maps/m"] {
        for (ttl, odd) in [("0", false), ("60", false), ("31536000", false), ("060", true), ("00", true), ("", true)] {
            assert_eq!(may_be_refused(path, &[("Ttl", ttl)]), odd, "{path} {ttl}");
        }
        assert!(may_be_refused(path, &[("Ttl", "31536001")]), "{path}: too long");
    }
}

#[test]
fn data_may_be_refused_for_being_no_object() {
    for (data, odd) in [(r#"{"a":1}"#, false), ("{}", false), ("[]", true), ("1", true), ("null", true), ("{", true)] {
        assert_eq!(may_be_refused("/Documents", &[("Data", data)]), odd, "{data}");
        assert_eq!(may_be_refused("/Maps/m/Items", &[("Key", "n"), ("Data", data)]), odd, "{data}");
        assert_eq!(may_be_refused("/Lists/l/Items", &[("Data", data)]), odd, "{data}");
    }
}

#[test]
fn the_size_of_data_is_that_of_the_text_or_of_the_value() {
    assert!(!may_be_too_large(&object(16384)));
    assert!(may_be_too_large(&object(16385)));
    assert!(may_be_too_large(&(object(16384) + " ")), "as sent");
    assert!(!may_be_too_large(&(object(16383) + " ")));
    // Written anew, 1e5 may become 1e+5.
    let exponent = |bytes: usize| format!(r#"{{"n":1e5,{}"#, &object(bytes - r#""n":1e5,"#.len())[1..]);
    assert!(may_be_too_large(&exponent(16384)), "as written anew");
    assert!(!may_be_too_large(&exponent(16383)));
    assert!(may_be_too_large(&"x".repeat(16385)), "no JSON, and too large for any");
    assert!(!may_be_too_large(&"x".repeat(16384)));
}

#[test]
fn names_and_keys_may_be_counted_in_bytes() {
    for (text, odd) in [
        ("n".to_owned(), false),
        ("n".repeat(320), false),
        ("é".repeat(160), false),
        ("é".repeat(161), true),
        ("é".repeat(320), true),
        ("a/b".to_owned(), true),
    ] {
        for path in ["/Documents", "/Lists", "/Maps", "/Streams"] {
            assert_eq!(may_be_refused(path, &[("UniqueName", &text)]), odd, "{path} {text}");
        }
        assert_eq!(may_be_refused("/Maps/m/Items", &[("Key", &text), ("Data", "{}")]), odd, "{text}");
    }
    assert!(may_be_refused("/Maps", &[("UniqueName", "MP0123456789ABCDEF0123456789ABCDEF")]), "a SID to some");
}

#[test]
fn an_update_without_parameters_may_be_refused() {
    for path in ["/Documents/d", "/Maps/m", "/Lists/l", "/Maps/m/Items/k"] {
        assert!(may_be_refused(path, &[]), "{path}");
        assert!(!may_be_refused(path, &[("Ttl", "60")]), "{path}");
    }
}

#[test]
fn identities_may_be_counted_in_bytes() {
    for (identity, odd) in
        [("n".repeat(256), false), ("é".repeat(128), false), ("é".repeat(129), true), ("n".repeat(257), true)]
    {
        let path = format!("/Documents/d/Permissions/{identity}");
        let flags = [("Read", "true"), ("Write", "true"), ("Manage", "false")];
        assert_eq!(may_be_refused(&path, &flags), odd, "{identity}");
    }
}

#[test]
fn what_cannot_stand_in_a_path_everywhere_may_not_be_found() {
    let mut world = world();
    for path in ["/Documents", "/Maps"] {
        world.post(path, &[("UniqueName", "a/b")]);
    }
    for map in ["/Maps/m", "/Maps/a%2Fb"] {
        world.post(&format!("{map}/Items"), &[("Key", "c/d"), ("Data", "{}")]);
    }
    for (path, code, odd) in [
        ("/Documents/d", 54007, false),
        ("/Documents/a%2Fb", 54007, true),
        ("/Maps/m/Items", 54009, false),
        ("/Maps/a%2Fb/Items", 54009, true),
        ("/Maps/m/Items/k", 54012, false),
        ("/Maps/m/Items/c%2Fd", 54012, true),
        ("/Maps/a%2Fb/Items/c%2Fd", 54009, true),
    ] {
        assert_eq!(world.observe(("GET", path, &[]), &refusal(404, code)).is_ok(), odd, "{path}");
    }
}

#[test]
fn bounds_of_nothing_may_be_refused() {
    let listing = |params: &[Param<'_>]| {
        let mut world = World::twilio();
        world.post("/Maps", &[("UniqueName", "m")]);
        world.post("/Lists", &[("UniqueName", "l")]);
        ["/Maps/m/Items", "/Lists/l/Items"]
            .map(|path| world.observe(("GET", path, params), &refusal(400, 54452)).is_ok())
    };
    for bounds in ["inclusive", "exclusive"] {
        assert_eq!(listing(&[("Bounds", bounds)]), [true, true]);
        assert_eq!(listing(&[("Bounds", bounds), ("PageSize", "1000")]), [true, true]);
        assert_eq!(listing(&[("Bounds", bounds), ("From", "")]), [true, true]);
        assert_eq!(listing(&[("Bounds", bounds), ("From", "1")]), [false, false]);
    }
    assert_eq!(listing(&[]), [false, false]);
}

#[test]
fn a_condition_is_unmet_only_where_there_is_one() {
    let mut world = world();
    let unmet = refusal(412, 54205);
    assert!(world.observe(("DELETE", "/Maps/m/Items/none", &[]), &unmet).is_err());
    assert_eq!(world.observe_if(("DELETE", "/Maps/m/Items/none", &[]), Some("0"), &unmet), Ok(()));
    let update = ("POST", "/Maps/m/Items/k", &[("Data", "{}")][..]);
    assert!(world.observe_if(update, Some("0"), &unmet).is_err(), "it is the current revision");
    assert_eq!(world.observe_if(update, Some("1"), &unmet), Ok(()));
    assert_eq!(world.observe_if(("GET", "/Maps/m/Items/k", &[]), Some("0"), &unmet), Ok(()), "none is documented");
}

#[test]
fn a_window_out_of_bounds_is_refused_and_an_empty_one_may_be() {
    let mut world = world();
    let service = world.service.clone();
    let unchanged = world.peek(("POST", &service, &[]));
    let mut with =
        |window, response| world.observe(("POST", &service, &[("ReachabilityDebouncingWindow", window)]), response);
    assert!(with("999", &unchanged).is_err());
    assert_eq!(with("", &unchanged), Ok(()));
    assert_eq!(with("", &refusal(400, 20001)), Ok(()));
}

#[test]
fn what_was_expected_is_said_once() {
    let flags = [("AclEnabled", "TRUE"), ("WebhooksFromRestEnabled", "TRUE")];
    let found = found(world().observe(("POST", "/Services", &flags), &refusal(409, 1)));
    assert_eq!(found.matches("invalid-parameter").count(), 1, "{found}");
}
