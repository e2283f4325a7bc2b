//! Services that choose otherwise than the reference what the documents leave open.

use syncproof_api::{Condition, Sid, SidPrefix, Timestamp};

use super::support::{Param, World, error};
use crate::{Choices, Reference, RevisionEvent};

/// Refuses all that may be refused, or nothing of it; names the first of several reasons or the last.
struct Other {
    reference: Reference,
    refuses: bool,
    names_last: bool,
}

fn other(refuses: bool) -> Other {
    Other { reference: Reference::new(2), refuses, names_last: false }
}

impl Choices for Other {
    fn sid(&mut self, prefix: SidPrefix) -> Sid {
        self.reference.sid(prefix)
    }

    fn index(&mut self, last: Option<u64>) -> u64 {
        self.reference.index(last)
    }

    fn revision(&mut self, event: RevisionEvent, current: Option<&str>) -> Option<String> {
        self.reference.revision(event, current)
    }

    fn created(&mut self, now: Timestamp) -> Timestamp {
        self.reference.created(now)
    }

    fn updated(&mut self, event: RevisionEvent, now: Timestamp, current: Option<Timestamp>) -> Option<Timestamp> {
        self.reference.updated(event, now, current)
    }

    fn refuses(&mut self, _condition: Condition, _reference: bool) -> bool {
        self.refuses
    }

    fn named(&mut self, reasons: &[Condition]) -> usize {
        if self.names_last { reasons.len() - 1 } else { 0 }
    }
}

fn world() -> World {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    world.post("/Documents", &[("UniqueName", "d"), ("Data", r#"{"a":1}"#)]);
    world
}

#[test]
fn what_may_be_granted_is_granted_by_some() {
    let flags = [("Read", "TRUE"), ("Write", "no"), ("Manage", "1")];
    let requests: [(&str, &str, &[Param<'_>]); 7] = [
        ("POST", "/Services", &[("ReachabilityDebouncingWindow", "")]),
        ("POST", "/Documents/d/Permissions/alice", &flags),
        ("POST", "/Documents/d", &[("Data", "")]),
        ("POST", "/Documents", &[("Data", "null")]),
        ("GET", "/Documents", &[("PageSize", "")]),
        ("GET", "/Documents", &[("Page", "x")]),
        ("GET", "/Maps/m/Items", &[("Order", "ASC")]),
    ];
    for call in requests {
        assert_eq!(world().peek(call).status, 400, "the reference: {call:?}");
        assert!(world().chosen(call, &mut other(false)).is_success(), "{call:?}");
    }
}

#[test]
fn what_may_be_refused_is_refused_by_some() {
    let requests: [(&str, &str, &[Param<'_>]); 6] = [
        ("POST", "/Documents/d", &[]),
        ("POST", "/Documents", &[("Ttl", "060")]),
        ("POST", "/Documents", &[("UniqueName", "a/b")]),
        ("POST", "/Documents", &[("Data", "[]")]),
        ("POST", "/Maps/m/Items", &[("Key", " k"), ("Data", "{}")]),
        ("GET", "/Documents", &[("PageSize", "101")]),
    ];
    for call in requests {
        assert!(world().peek(call).is_success(), "the reference: {call:?}");
        assert_eq!(world().chosen(call, &mut other(true)).status, 400, "{call:?}");
    }
}

#[test]
fn any_of_several_mistakes_may_be_named() {
    let call: (&str, &str, &[Param<'_>]) = ("POST", "/Documents", &[("UniqueName", ""), ("Data", "{"), ("Ttl", "-1")]);
    let world = World::twilio();
    let named = |names_last| error(&world.chosen(call, &mut Other { names_last, ..other(false) })).1;
    assert_eq!(named(false), error(&world.peek(call)).1);
    assert_ne!(named(true), named(false));
}
