//! `syncproof matrix` and `syncproof explain`.

use serde_json::Value;

use crate::support::{run, scratch, syncproof};

#[test]
fn the_suite_has_no_problem() {
    let ended = run(&["matrix", "--check"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), "no problem\n"), "{}", ended.stdout);
    assert_eq!(ended.stderr, "");
}

#[test]
fn every_requirement_has_its_scenarios_in_both_profiles() {
    for profile in ["documented", "twilio"] {
        let ended = run(&["matrix", "--profile", profile, "--format", "json"]);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        let matrix: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(matrix["profile"], profile);
        assert_eq!(matrix["totals"]["gaps"], 0);
        assert!(matrix["totals"]["requirements"].as_u64().unwrap() >= 200, "{}", matrix["totals"]);
        let requirements = matrix["requirements"].as_array().unwrap();
        assert!(requirements.iter().all(|r| !r["scenarios"].as_array().unwrap().is_empty()));
    }
}

#[test]
fn the_matrix_is_a_text_or_a_page() {
    let text = run(&["matrix"]);
    assert_eq!(text.code, Some(0));
    assert!(text.stdout.contains("\nwhat REST cannot show\n"), "{}", text.stdout);
    assert!(text.stdout.contains(" in profile documented: no gap\n"), "{}", text.stdout);
    assert!(!text.stdout.contains('\u{1b}'), "no colours where nobody watches");
    let page = run(&["matrix", "--format", "markdown", "--profile", "twilio"]);
    assert_eq!(page.code, Some(0));
    assert!(page.stdout.starts_with("# Requirements and scenarios, profile twilio\n"), "{}", page.stdout);
}

#[test]
fn a_target_in_the_environment_is_not_in_the_way_but_on_the_command_line_it_is_a_mistake() {
    let output = syncproof(&["matrix"]).env("SYNCPROOF_TARGET", "http://127.0.0.1:1").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let ended = run(&["matrix", "--target", "http://127.0.0.1:1"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("--surface"), "{}", ended.stderr);
}

#[test]
fn a_requirement_is_explained_with_source_scenarios_and_accepted_sets() {
    let ended = run(&["explain", "map-item.create.key-taken"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    for line in [
        "requirement   map-item.create.key-taken",
        "level         documented  must",
        "              twilio      must",
        "accepted      it is refused as key-taken",
        "                documented  status 409, any code",
        "                twilio      status 409, code 54208",
    ] {
        assert!(ended.stdout.lines().any(|l| l == line), "{line}\n{}", ended.stdout);
    }
    assert!(ended.stdout.contains("\n                features/map-items/create.feature:"), "{}", ended.stdout);
    assert!(ended.stdout.contains("  reference pages of the Map Item"), "{}", ended.stdout);
}

#[test]
fn a_condition_is_explained_in_a_profile_of_ones_own() {
    let (_folder, file) = scratch("ours.toml");
    let text = "name = 'ours'\nextends = 'twilio'\n[conditions.key-taken]\nstatus = [409, 422]\ncodes = [77]\nsends = { status = 422, code = 77 }\n";
    std::fs::write(&file, text).unwrap();
    let ended = run(&["explain", "key-taken", "--profile", "twilio", "--profile", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let accepted = "\
accepted      twilio  status 409, code 54208; the reference sends 409, code 54208
              ours    status 409 or 422, code 77; the reference sends 422, code 77
";
    assert!(ended.stdout.contains(accepted), "{}", ended.stdout);
}

#[test]
fn a_scenario_and_an_exception_are_explained() {
    let scenario = run(&["explain", "document-create-bare"]);
    assert!(
        scenario
            .stdout
            .starts_with("scenario      document-create-bare\nat            features/documents/create.feature:")
    );
    assert!(
        scenario.stdout.contains("\n    When I create a Document\n    Then it is created\n"),
        "{}",
        scenario.stdout
    );
    let exception = run(&["explain", "sdk.subscribe"]);
    assert!(exception.stdout.contains("\nnot tested    REST answers requests only"), "{}", exception.stdout);
}

#[test]
fn an_unknown_name_is_one_sentence_and_exit_2() {
    let ended = run(&["explain", "map-item.create.key-token"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    let expected =
        "error: 'map-item.create.key-token' is no requirement, exception, scenario or condition; did you mean ";
    assert!(ended.stderr.starts_with(expected), "{}", ended.stderr);
    assert!(ended.stderr.contains("map-item.create.key-taken"), "{}", ended.stderr);
}
