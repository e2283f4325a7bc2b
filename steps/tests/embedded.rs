//! The suite that is built in.

use std::collections::BTreeSet;

use syncproof_api::{Capability, Profile};
use syncproof_steps::Suite;

#[test]
fn the_embedded_suite_passes_the_linter() {
    if let Err(error) = Suite::embedded() {
        panic!("{error}");
    }
}

#[test]
fn both_profiles_have_scenarios_in_every_area() {
    let suite = Suite::embedded().unwrap();
    let areas = ["concurrency", "documents", "errors", "map-items", "maps", "pagination", "ttl"];
    for profile in [Profile::documented(), Profile::twilio()] {
        let infos = suite.applicable(&profile);
        assert!(infos.len() >= 200, "{}: only {} scenarios", profile.name(), infos.len());
        for area in areas {
            assert!(infos.iter().any(|info| info.area == area), "{}: none in {area}", profile.name());
        }
    }
}

#[test]
fn what_scenarios_need_is_read_from_their_words() {
    let suite = Suite::embedded().unwrap();
    let in_area = |area: &str| suite.entries().into_iter().filter(move |entry| entry.area == area).collect::<Vec<_>>();
    let areas = [
        ("streams", Capability::Streams),
        ("stream-messages", Capability::Streams),
        ("documents", Capability::Documents),
        ("lists", Capability::Lists),
        ("list-items", Capability::Lists),
        ("maps", Capability::Maps),
        ("map-items", Capability::Maps),
        ("permissions", Capability::Permissions),
    ];
    for (area, capability) in areas {
        let without: Vec<&str> =
            in_area(area).into_iter().filter(|e| !e.needs.contains(&capability)).map(|e| e.id.as_str()).collect();
        // That one is about what REST may do whatever is granted, in a Stream, which has no Permissions.
        let expected: &[&str] = if area == "permissions" { &["permission-rest-free-acl-stream"] } else { &[] };
        assert_eq!(without, expected, "{area}");
    }
    // What is about Documents goes without the rest, but where a scenario says otherwise: that a listing of Documents holds no Map.
    let others = BTreeSet::from([Capability::Lists, Capability::Maps, Capability::Streams]);
    let strays: Vec<&str> =
        in_area("documents").into_iter().filter(|e| !e.needs.is_disjoint(&others)).map(|e| e.id.as_str()).collect();
    assert_eq!(strays, ["document-list-all"]);
    let needless: Vec<&str> =
        suite.entries().into_iter().filter(|entry| entry.needs.is_empty()).map(|entry| entry.id.as_str()).collect();
    assert_eq!(needless, ["not-found-unknown-route/get", "not-found-unknown-route/post"]);
    for entry in suite.entries() {
        assert!(!entry.own_service || entry.needs.contains(&Capability::Services), "{}", entry.id);
    }
}

#[test]
fn every_capability_is_needed_by_many_scenarios() {
    let suite = Suite::embedded().unwrap();
    let at_least = [
        (Capability::Services, 320),
        (Capability::Documents, 480),
        (Capability::Lists, 650),
        (Capability::Maps, 650),
        (Capability::Streams, 380),
        (Capability::Permissions, 290),
        (Capability::IfMatch, 60),
        (Capability::Ttl, 330),
    ];
    for (capability, least) in at_least {
        let count = suite.entries().into_iter().filter(|entry| entry.needs.contains(&capability)).count();
        assert!(count >= least && count < 1200, "{capability}: {count}");
    }
}
