//! The walk and its comparisons, tested in both directions: what the documents leave free is no alarm, what is wrong is one.

use syncproof_api::Profile;
use syncproof_harness::{
    register::Level,
    snapshot::{Comparison, Difference, Entry, Recorded, Standing, Taken, Walk},
};
use syncproof_server::{Fault, Freedom, Variation};

use crate::server::walks;

fn against_reference(walk: &Walk, profile: &Profile, reference: &[Taken], target: &[Taken]) -> Vec<Comparison> {
    let both = reference.iter().zip(target);
    walk.entries.iter().zip(both).map(|(entry, (r, t))| Comparison::with_reference(entry, profile, r, t)).collect()
}

/// What is accepted of a target whose walk was made twice.
fn recorded(walk: &Walk, reference: &[Taken], twice: &[Vec<Taken>]) -> Vec<Option<Recorded>> {
    let both = twice[0].iter().zip(&twice[1]);
    let recorded = |((entry, reference), (first, again)): ((&Entry, &Taken), (&Taken, &Taken))| {
        let target = first.clone().seen_again(again).shot()?.clone();
        Some(Recorded::of(entry, &target, reference.shot()?))
    };
    walk.entries.iter().zip(reference).zip(both).map(recorded).collect()
}

fn against_recording(
    walk: &Walk,
    profile: &Profile,
    recorded: &[Option<Recorded>],
    reference: &[Taken],
    target: &[Taken],
) -> Vec<Comparison> {
    let compare = |at: usize| {
        Comparison::with_recording(&walk.entries[at], profile, recorded[at].as_ref(), &reference[at], &target[at])
    };
    (0..walk.entries.len()).map(compare).collect()
}

fn failing(comparisons: &[Comparison], gate: Level) -> Vec<String> {
    let failing = comparisons.iter().filter(|comparison| comparison.fails(gate));
    failing.map(|comparison| format!("{}: {:?}", comparison.name, comparison.standing)).collect()
}

/// What is wrong with how a freedom compares.
fn alarms(walk: &Walk, profile: &Profile, reference: &[Taken], freedom: Freedom) -> Vec<String> {
    let mut made = walks(walk, profile, Some(Variation::Freedom(freedom)), 3);
    let now = made.pop().unwrap();
    let differing = failing(&against_reference(walk, profile, reference, &now), Level::Should);
    let recorded = recorded(walk, reference, &made);
    let moved = failing(&against_recording(walk, profile, &recorded, reference, &now), Level::Should);
    let name = |alarm: String| format!("{} in {}: {alarm}", freedom.name(), profile.name());
    differing.into_iter().chain(moved).map(name).collect()
}

#[test]
fn no_freedom_is_an_alarm_and_a_recording_of_it_stays_good() {
    let walk = Walk::standard();
    let (documented, twilio) = (Profile::documented(), Profile::twilio());
    for (profile, other) in [(&documented, &twilio), (&twilio, &documented)] {
        let reference = walks(&walk, profile, None, 1).remove(0);
        // Half of what both leave open in each: it takes long.
        let mine = Freedom::all().filter(|freedom| freedom.is_left_open_by(profile)).enumerate();
        let mine =
            mine.filter(|(at, freedom)| !freedom.is_left_open_by(other) || (at % 2 == 0) == profile.is_a("twilio"));
        let mine: Vec<Freedom> = mine.map(|(_, freedom)| freedom).collect();
        let found: Vec<String> = std::thread::scope(|scope| {
            let halves: Vec<_> = mine
                .chunks(mine.len().div_ceil(2))
                .map(|half| {
                    let (walk, reference) = (&walk, &reference);
                    scope.spawn(move || {
                        half.iter().flat_map(|f| alarms(walk, profile, reference, *f)).collect::<Vec<_>>()
                    })
                })
                .collect();
            halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
        });
        assert_eq!(found, Vec::<String>::new());
    }
}

/// A profile whose server refuses with other statuses than the reference, all of them accepted: a target of its own ways.
fn varied(profile: &Profile) -> Profile {
    let mut varied = profile.clone();
    varied.send(|_, rule| rule.sends_status = rule.status.iter().copied().min().unwrap_or(rule.sends_status));
    varied
}

fn lines(standing: &Standing) -> Vec<String> {
    let line = |difference: &Difference| format!("{} {difference}", difference.level);
    match standing {
        Standing::Differs(differences) | Standing::Moved { target: differences, .. } => {
            differences.iter().map(line).collect()
        }
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn what_is_wrong_is_one_clear_difference_against_the_reference_and_against_a_recording() {
    let (walk, documented) = (Walk::standard(), Profile::documented());
    let ours = varied(&documented);
    let reference = walks(&walk, &documented, None, 1).remove(0);
    let accepted = recorded(&walk, &reference, &walks(&walk, &ours, None, 2));
    let again = walks(&walk, &ours, None, 1).remove(0);
    assert_ne!(again, reference, "it is no variation");
    assert_eq!(failing(&against_recording(&walk, &documented, &accepted, &reference, &again), Level::Must), [""; 0]);
    assert_eq!(failing(&against_reference(&walk, &documented, &reference, &again), Level::Must), [""; 0]);
    for (fault, name, expected) in [
        ("document-created-as-200", "documents/create", "must HTTP status: 200 instead of 201"),
        ("created-by-missing", "maps/create-bare", "must created_by: missing, instead of \"system\""),
        ("dates-as-numbers", "streams/create-bare", "must date_created: a number ("),
        ("dates-with-millis", "maps/fetch", "must date_"),
        ("created-by-account", "maps/fetch", "must created_by: \"[sid:AC#1]\" instead of \"system\""),
        ("stale-as-409", "documents/revision-stale", "must HTTP status: 409 instead of 412"),
        ("document-merged", "documents/update-if-match", "must data.sizes: extra: [1,2.5,-3]"),
    ] {
        let fault: Fault = fault.parse().unwrap();
        let faulty = walks(&walk, &ours, Some(Variation::Fault(fault)), 1).remove(0);
        for comparisons in [
            against_reference(&walk, &documented, &reference, &faulty),
            against_recording(&walk, &documented, &accepted, &reference, &faulty),
        ] {
            let found = comparisons.iter().find(|comparison| comparison.name == name).unwrap();
            assert!(found.fails(Level::Must), "{}: {found:?}", fault.name());
            let lines = lines(&found.standing);
            let musts: Vec<&String> = lines.iter().filter(|line| line.starts_with("must")).collect();
            assert!(musts.iter().any(|line| line.contains(expected)), "{}: {lines:#?}", fault.name());
            // The body of a refusal repeats its status.
            let others = musts.iter().filter(|line| !line.contains(expected) && !line.starts_with("must status: "));
            assert_eq!(others.count(), 0, "{}: {lines:#?}", fault.name());
        }
    }
}
