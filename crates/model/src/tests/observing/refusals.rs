//! Which requests may be refused though the reference grants them, and which may not.

use super::refusal;
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
