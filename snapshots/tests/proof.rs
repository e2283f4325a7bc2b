//! What `prove` prints.

use syncproof_harness::{
    proof::{Extent, Fault, FaultTrial, Freedom, FreedomTrial, Kill, Proof, Share},
    register::Level,
    report::{proof as report, terminal::Style},
};

use crate::assert_snapshot;

const SHARP: Share = Share { of: 150, red: 4 };

fn fault(name: &str, what: &str, sample: Share, kills: &[(&str, bool)]) -> FaultTrial {
    let fault = Fault { name: name.to_owned(), breaks: "concurrency.document.stale".to_owned(), what: what.to_owned() };
    let ran = (1..=160).map(|n| format!("scenario-{n}")).collect();
    let kills = kills.iter().map(|(id, cites)| Kill { scenario: (*id).to_owned(), cites: *cites }).collect();
    FaultTrial { ran, kills, sample, ..FaultTrial::new(fault) }
}

fn freedom(name: &str, alarms: &[&str]) -> FreedomTrial {
    let freedom = Freedom {
        name: name.to_owned(),
        what: "revisions are long".to_owned(),
        why: "decision 2: the text of revisions".to_owned(),
    };
    let alarms = alarms.iter().map(|id| (*id).to_owned()).collect();
    FreedomTrial { freedom, alarms, ran: 1759, cut_off: false }
}

fn proof() -> Proof {
    let caught = [("document-stale", true), ("document-stale-ttl", true), ("mutate", false), ("merge", false)];
    let faults = vec![
        fault("if-match-ignored", "an update ignores If-Match", SHARP, &caught),
        FaultTrial {
            steadiness: Some(Share { of: 20, red: 17 }),
            ..fault("race-if-match", "it is checked before it is written", SHARP, &[("race-update", true)])
        },
        fault("everything-500", "all is answered 500", Share { of: 150, red: 149 }, &[("document-stale", true)]),
        fault("stale-written", "it is refused and done", SHARP, &[("pattern-mutate", false)]),
        FaultTrial { cut_off: true, ..fault("stale-as-409", "it is refused as a conflict", SHARP, &[]) },
    ];
    Proof {
        profile: "documented".to_owned(),
        extent: Extent::Whole,
        faults,
        freedoms: vec![freedom("revisions-long", &[]), freedom("revisions-huge", &["document-stale", "etag"])],
        unproven: vec![
            ("document.create.bare".to_owned(), Level::Must),
            ("document.name.odd".to_owned(), Level::Should),
        ],
        never_failed: vec!["document-bare".to_owned()],
    }
}

#[test]
fn a_proof_reads_well() {
    assert_snapshot("terminal", "proof", &report::text(&proof(), Style::PLAIN, false));
    assert_snapshot("terminal", "proof-verbose", &report::text(&proof(), Style::PLAIN, true));
    assert_snapshot("terminal", "proof-markdown", &report::markdown(&proof()));
    assert_snapshot("terminal", "proof-json", &report::json(&proof()));
}

#[test]
fn a_proof_that_holds_is_short() {
    let Proof { faults, freedoms, .. } = proof();
    let proof = Proof {
        extent: Extent::Enough,
        faults: faults.into_iter().take(1).collect(),
        freedoms: freedoms.into_iter().take(1).collect(),
        unproven: Vec::new(),
        never_failed: Vec::new(),
        ..proof()
    };
    assert_snapshot("terminal", "proof-holds", &report::text(&proof, Style::PLAIN, false));
}
