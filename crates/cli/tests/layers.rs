//! The direction of dependencies, as ARCHITECTURE.md has it: a crate knows only those below it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

/// What each crate may know of the others.
const MAY_KNOW: [(&str, &[&str]); 11] = [
    ("syncproof-api", &[]),
    ("syncproof-model", &["syncproof-api"]),
    ("syncproof-server", &["syncproof-api", "syncproof-model"]),
    ("syncproof-harness", &["syncproof-api"]),
    ("syncproof-steps", &["syncproof-api", "syncproof-harness"]),
    ("syncproof-explore", &["syncproof-api"]),
    // No steps: what registers itself is linked whole, and would slow down each input.
    (
        "syncproof-oracles",
        &["syncproof-api", "syncproof-model", "syncproof-server", "syncproof-harness", "syncproof-explore"],
    ),
    ("syncproof-fuzzing", &["syncproof-api", "syncproof-harness", "syncproof-steps", "syncproof-oracles"]),
    (
        "syncproof",
        &[
            "syncproof-api",
            "syncproof-model",
            "syncproof-server",
            "syncproof-harness",
            "syncproof-steps",
            "syncproof-fuzzing",
        ],
    ),
    ("syncproof-fuzz", &["syncproof-oracles", "syncproof-fuzzing", "syncproof-explore"]),
    // It renders what the others show.
    (
        "syncproof-snapshots",
        &["syncproof-api", "syncproof-model", "syncproof-server", "syncproof-harness", "syncproof-steps", "syncproof"],
    ),
];

/// All that the pure crates may use besides: no clock, no randomness, no HTTP, no async. What is new here is to be thought about.
const PURE: [(&str, &[&str]); 2] = [
    ("syncproof-api", &["jiff", "percent-encoding", "serde", "serde_json", "thiserror", "toml"]),
    ("syncproof-model", &["serde_json", "thiserror"]),
];

/// What a crate must not use: the harness has no server in it, and only cargo-fuzz's glue knows its engine.
const BANNED: [(&str, &[&str]); 5] = [
    ("syncproof-harness", &["axum", "cucumber"]),
    ("syncproof-server", &["reqwest", "cucumber"]),
    ("syncproof-steps", &["reqwest", "axum"]),
    ("syncproof-oracles", &["libfuzzer-sys"]),
    ("syncproof-fuzzing", &["libfuzzer-sys"]),
];

/// For each crate of the workspace, by name, the names of what it depends on, tests and build scripts left out.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let below = list(&package["dependencies"]);
            let below = below.iter().filter(|d| d["kind"].is_null()).map(|d| d["name"].as_str().unwrap().to_owned());
            (package["name"].as_str().unwrap().to_owned(), below.collect())
        })
        .collect()
}

#[test]
fn dependencies_lead_only_down() {
    let dependencies = dependencies();
    let names: BTreeSet<&str> = dependencies.keys().map(String::as_str).collect();
    assert_eq!(names, MAY_KNOW.iter().map(|(name, _)| *name).collect(), "the table and the workspace differ");
    for (name, may_know) in MAY_KNOW {
        for below in dependencies[name].iter().filter(|below| below.starts_with("syncproof")) {
            assert!(may_know.contains(&below.as_str()), "{name} must not depend on {below}");
        }
    }
}

#[test]
fn what_is_pure_stays_pure() {
    let dependencies = dependencies();
    for (name, allowed) in PURE {
        for below in dependencies[name].iter().filter(|below| !below.starts_with("syncproof")) {
            assert!(allowed.contains(&below.as_str()), "{name} must not depend on {below}");
        }
    }
    for (name, banned) in BANNED {
        for below in &dependencies[name] {
            assert!(!banned.contains(&below.as_str()), "{name} must not depend on {below}");
        }
    }
}
