//! That differences are found, and what is told of them.

use syncproof_server::{Fault, Variation};

use super::*;
use crate::testing::random_scripts;

#[test]
fn both_answer_alike() {
    for script in random_scripts(200) {
        assert_eq!(check(&script.bytes()), Fate::Judged, "{script:?}");
    }
    assert_eq!(check(&[]), Fate::Discarded);
}

/// Two thirds of the planted faults show within a few scripts; of the others, some cannot show here, being about HTTP or races.
#[test]
fn planted_faults_are_found() {
    let profile = Arc::new(Profile::documented());
    let is_found = |fault: &Fault| {
        let pair = Pair::new(&profile, |plain| plain.with(Variation::Fault(*fault)));
        random_scripts(20).any(|script| {
            let mut pair = pair.clone();
            script.steps().filter_map(|step| pair.step(step)).any(|asked| asked.difference().is_some())
        })
    };
    let (found, missed): (Vec<Fault>, Vec<Fault>) = Fault::all().partition(is_found);
    assert!(found.len() >= missed.len() * 2, "{} found, missed: {missed:?}", found.len());
}

#[test]
fn a_finding_shows_the_request_and_both_answers() {
    let fault = Variation::Fault("list-item-created-as-200".parse().unwrap());
    let mut pair = Pair::new(&Arc::new(Profile::documented()), |plain| plain.with(fault));
    let asked = Script::prelude().into_iter().find_map(|step| pair.step(step).filter(|a| a.difference().is_some()));
    let finding = asked.and_then(|asked| asked.finding()).unwrap();
    for part in ["they differ in the status", "kind: List", "\"Data\"", "model: 200 etag", "naive: 201 etag"] {
        assert!(finding.contains(part), "{part} in {finding}");
    }
}
