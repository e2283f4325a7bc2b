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
        for entry in in_area(area) {
            assert!(entry.needs.contains(&capability), "{} needs {capability}", entry.id);
        }
    }
    // What is about Documents alone goes without the rest; only a scenario about names of all kinds says otherwise.
    let others = BTreeSet::from([Capability::Lists, Capability::Maps, Capability::Streams]);
    let strays: Vec<&str> =
        in_area("documents").into_iter().filter(|e| !e.needs.is_disjoint(&others)).map(|e| e.id.as_str()).collect();
    assert_eq!(strays, [""; 0]);
    for entry in suite.entries() {
        assert!(!entry.needs.is_empty(), "{} needs nothing", entry.id);
        assert!(!entry.own_service || entry.needs.contains(&Capability::Services), "{}", entry.id);
    }
}

#[test]
fn every_capability_is_needed_by_many_scenarios() {
    let suite = Suite::embedded().unwrap();
    let at_least = [
        (Capability::Services, 200),
        (Capability::Documents, 400),
        (Capability::Lists, 300),
        (Capability::Maps, 350),
        (Capability::Streams, 190),
        (Capability::Permissions, 150),
        (Capability::IfMatch, 60),
        (Capability::Ttl, 250),
    ];
    for (capability, least) in at_least {
        let count = suite.entries().into_iter().filter(|entry| entry.needs.contains(&capability)).count();
        assert!(count >= least && count < 1200, "{capability}: {count}");
    }
}
