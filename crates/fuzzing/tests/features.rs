//! What is found can be said in the vocabulary of the suite.

use std::{fs, path::Path};

use syncproof_fuzzing::TARGETS;
use syncproof_steps::lint::unknown_steps;

#[test]
fn every_sequence_of_the_corpus_becomes_a_feature_of_known_steps() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let (mut steps, mut without_words) = (0, 0);
    for target in TARGETS {
        let Some(feature) = target.feature else { continue };
        for entry in fs::read_dir(corpus.join(target.name)).unwrap() {
            let path = entry.unwrap().path();
            let text = feature(&fs::read(&path).unwrap());
            assert_eq!(unknown_steps(&text).unwrap(), Vec::<String>::new(), "{}\n{text}", path.display());
            steps += text.lines().filter(|line| line.trim_start().starts_with("When ")).count();
            without_words += text.lines().filter(|line| line.trim_start().starts_with("# no words")).count();
        }
    }
    // Tokens, third objects of a kind, other Services and accounts: there are no words for them.
    assert!(steps > 2 * without_words, "{steps} steps, {without_words} requests without words");
}
