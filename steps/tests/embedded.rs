//! The suite that is built in.

use syncproof_api::Profile;
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
