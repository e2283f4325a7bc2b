//! What the engines have found stays mended: every committed input is replayed, without an engine, on stable.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use syncproof_fuzzing::{Fate, TARGETS};

/// The fewest inputs that the corpus of a target holds.
const LEAST: usize = 10;

/// The most that the whole corpus takes, in bytes.
const MOST: u64 = 5_000_000;

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz").join(folder)
}

/// The files in a folder, by name; none if there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// The names of what is in a folder, without their endings.
fn stems(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

/// Replays a folder; the number of inputs, and of those among them that were judged.
fn replay(folder: &str, target: &syncproof_fuzzing::Target) -> (usize, usize) {
    let (mut inputs, mut judged) = (0, 0);
    for path in files(&fuzz(folder).join(target.name)) {
        let bytes = fs::read(&path).unwrap();
        let fate = catch_unwind(AssertUnwindSafe(|| (target.check)(&bytes)));
        let fate = fate.unwrap_or_else(|_| panic!("a finding (above): {}", path.display()));
        inputs += 1;
        judged += usize::from(fate == Fate::Judged);
    }
    (inputs, judged)
}

#[test]
fn every_target_has_its_file_and_its_corpus() {
    let names: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(names.len(), TARGETS.len(), "two targets share a name");
    assert_eq!(stems(&fuzz("fuzz_targets")), names, "fuzz/fuzz_targets and TARGETS differ");
    assert_eq!(stems(&fuzz("corpus")), names, "fuzz/corpus and TARGETS differ");
    let manifest = fs::read_to_string(fuzz("Cargo.toml")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "fuzz/Cargo.toml lacks {name}");
    }
    assert!(stems(&fuzz("regressions")).is_subset(&names), "a folder of fuzz/regressions is of no target");
}

#[test]
fn what_engines_have_found_stays_mended() {
    let replayed: usize = TARGETS.iter().map(|target| replay("regressions", target).0).sum();
    assert!(replayed >= 1, "nothing to replay in fuzz/regressions");
}

#[test]
fn the_corpus_is_judged_and_says_something() {
    for target in TARGETS {
        let (inputs, judged) = replay("corpus", target);
        assert!(inputs >= LEAST, "the corpus of {} has {inputs} inputs", target.name);
        assert!(judged * 100 >= inputs * target.floor, "of {}'s corpus, {judged} of {inputs} are judged", target.name);
    }
}

#[test]
fn the_corpus_is_small() {
    let sizes = TARGETS.iter().flat_map(|target| files(&fuzz("corpus").join(target.name)));
    let total: u64 = sizes.map(|path| fs::metadata(path).unwrap().len()).sum();
    assert!(total <= MOST, "fuzz/corpus takes {total} bytes; minimise it");
}

#[test]
fn every_input_can_be_explained() {
    for target in TARGETS {
        for path in
            files(&fuzz("corpus").join(target.name)).into_iter().chain(files(&fuzz("regressions").join(target.name)))
        {
            let text = (target.explain)(&fs::read(&path).unwrap());
            assert!(text.chars().all(|c| c == '\n' || !syncproof_harness::text::acts(c)), "{}", path.display());
        }
    }
}
