//! What the reference answers to each exchange of the walk, in each profile.

use syncproof_api::Profile;
use syncproof_harness::snapshot::Walk;

use crate::{assert_snapshot, server::walks};

#[test]
fn the_walk_is_answered_as_reviewed() {
    let walk = Walk::standard();
    for profile in [Profile::documented(), Profile::twilio()] {
        let taken = walks(&walk, &profile, None, 1).remove(0);
        for (entry, taken) in walk.entries.iter().zip(&taken) {
            let shot = taken.shot().unwrap_or_else(|| panic!("{}: {taken:?}", entry.name));
            let (folder, what) = entry.name.split_once('/').unwrap();
            let text = format!("{}\n\n{}\n", entry.request(), shot.text());
            assert_snapshot(&format!("responses/{folder}"), &format!("{what}.{}", profile.name()), &text);
        }
    }
}
