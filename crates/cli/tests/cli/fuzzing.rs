//! What an input of a fuzz target means, and inputs made of what the suite sends.

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::{run, scratch};

/// A file of the corpus or the regressions.
fn input(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files[0].to_str().unwrap().to_owned()
}

#[test]
fn an_input_is_explained_by_the_target_whose_folder_it_lies_in() {
    let ended = run(&["fuzz-explain", &input("regressions/form")]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert!(ended.stdout.starts_with("form: bodies, queries and path segments"), "{}", ended.stdout);
    assert!(ended.stdout.contains("\nNo finding"), "{}", ended.stdout);
}

#[test]
fn a_sequence_is_explained_by_requests_and_as_a_feature() {
    let file = input("corpus/operations");
    let ended = run(&["fuzz-explain", &file]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert!(ended.stdout.contains("POST /Services  -> 201  (set-up)"), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n  Scenario: Found by fuzzing\n"), "{}", ended.stdout);
    let feature = run(&["fuzz-explain", "--feature", &file]);
    assert_eq!(feature.code, Some(0));
    assert!(feature.stdout.starts_with("Feature: Found by fuzzing\n"), "{}", feature.stdout);
    assert!(ended.stdout.contains(&feature.stdout));
}

#[test]
fn an_input_of_no_known_target_is_exit_2_and_says_which_there_are() {
    let (_folder, file) = scratch("input");
    fs::write(&file, "a=1").unwrap();
    let path = file.to_str().unwrap();
    let ended = run(&["fuzz-explain", path]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.stderr.contains("there is no fuzz target '") && ended.stderr.contains("say --of"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("operations"), "{}", ended.stderr);
    assert_eq!(run(&["fuzz-explain", "--of", "form", path]).code, Some(0));
    let none = run(&["fuzz-explain", "--of", "form", "--feature", path]);
    assert_eq!(none.code, Some(2), "{}", none.stderr);
    let missing = run(&["fuzz-explain", "--of", "form", &format!("{path}-not")]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.stderr.contains("cannot read"), "{}", missing.stderr);
}

#[test]
fn what_the_suite_sends_becomes_inputs_of_every_target() {
    let (_folder, path) = scratch("corpus");
    let out = path.to_str().unwrap();
    let ended = run(&["fuzz-seeds", "--out", out, "--only", "map-items/", "--only", "pagination/"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let written = |target: &str| fs::read_dir(path.join(target)).map_or(0, Iterator::count);
    let few: BTreeSet<&str> =
        syncproof_fuzzing::TARGETS.iter().map(|t| t.name).filter(|name| written(name) < 10).collect();
    assert_eq!(few, BTreeSet::new(), "{}", ended.stdout);
}
