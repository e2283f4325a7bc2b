//! How each exchange stands: against the reference, and against what was accepted of the target.

use syncproof_api::Profile;

use super::{Difference, Entry, Recorded, Shot, Taken, against_recording, against_reference, recording::lines};
use crate::register::Level;

/// How an exchange stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// It was not asked for.
    NotAsked(String),
    /// As it should be: as the reference, or as accepted.
    Same,
    /// Not as the reference.
    Differs(Vec<Difference>),
    /// Nothing was accepted for this request yet; how it differs from the reference.
    New(Vec<Difference>),
    /// Other than was accepted.
    Moved {
        /// How the target's answer is not the accepted one.
        target: Vec<Difference>,
        /// How the reference's is not what it was then: what of the accepted answer is now not as in the reference's, or is so no more.
        reference: Vec<String>,
        /// Whether both now answer alike.
        agree: bool,
    },
}

/// One exchange, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Its name.
    pub name: String,
    /// What was sent, as people read it.
    pub request: String,
    /// How it stands.
    pub standing: Standing,
}

/// How many exchanges stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As they should be.
    pub same: usize,
    /// Not as the reference, by the strictest level of what differs: must, should, may.
    pub differ: [usize; 3],
    /// Not accepted yet.
    pub new: usize,
    /// The target has moved, the reference has not.
    pub target_moved: usize,
    /// The reference has moved, the target has not.
    pub reference_moved: usize,
    /// Both have.
    pub both_moved: usize,
    /// Not asked for.
    pub not_asked: usize,
}

impl Comparison {
    /// The target's answer against the reference's.
    pub fn with_reference(entry: &Entry, profile: &Profile, reference: &Taken, target: &Taken) -> Self {
        let standing = match (reference, target) {
            (_, Taken::NotAsked(reason)) | (Taken::NotAsked(reason), _) => Standing::NotAsked(reason.clone()),
            (Taken::Shot(reference), Taken::Shot(target)) => {
                match against_reference(entry, profile, reference, target) {
                    none if none.is_empty() => Standing::Same,
                    differences => Standing::Differs(differences),
                }
            }
        };
        Self::of(entry, standing)
    }

    /// The same, against what was accepted.
    pub fn with_recording(
        entry: &Entry,
        profile: &Profile,
        recorded: Option<&Recorded>,
        reference: &Taken,
        target: &Taken,
    ) -> Self {
        let (reference, target) = match (reference, target) {
            (_, Taken::NotAsked(reason)) | (Taken::NotAsked(reason), _) => {
                return Self::of(entry, Standing::NotAsked(reason.clone()));
            }
            (Taken::Shot(reference), Taken::Shot(target)) => (reference, target),
        };
        // Of another request, nothing was accepted.
        let Some(recorded) = recorded.filter(|recorded| recorded.request == entry.request()) else {
            return Self::of(entry, Standing::New(against_reference(entry, profile, reference, target)));
        };
        Self::of(entry, moved(recorded, reference, target))
    }

    fn of(entry: &Entry, standing: Standing) -> Self {
        Self { name: entry.name.clone(), request: entry.request(), standing }
    }

    /// Whether the gate fails by it: what differs from the reference counts from its level on, what is not accepted always. That the
    /// reference has moved is no fault of the target.
    pub fn fails(&self, gate: Level) -> bool {
        match &self.standing {
            Standing::NotAsked(_) | Standing::Same => false,
            Standing::Differs(differences) => {
                strictest(differences).is_some_and(|level| level <= gate && level != Level::May)
            }
            Standing::New(_) => true,
            Standing::Moved { target, .. } => !target.is_empty(),
        }
    }
}

fn moved(recorded: &Recorded, reference: &Shot, target: &Shot) -> Standing {
    let of_target = against_recording(&recorded.target, target);
    // The same answer, compared then and now: what is another is the reference's doing.
    let (then, now) = (&recorded.differences, lines(reference, &recorded.target));
    let new = now.iter().filter(|line| !then.contains(line)).map(|line| format!("now {line}"));
    let gone = then.iter().filter(|line| !now.contains(line)).map(|line| format!("no more {line}"));
    let of_reference: Vec<String> = new.chain(gone).collect();
    if of_target.is_empty() && of_reference.is_empty() {
        return Standing::Same;
    }
    let agree = against_recording(reference, target).is_empty();
    Standing::Moved { target: of_target, reference: of_reference, agree }
}

/// The strictest level among differences.
fn strictest(differences: &[Difference]) -> Option<Level> {
    differences.iter().map(|difference| difference.level).min()
}

impl Tally {
    /// Counts.
    pub fn of(comparisons: &[Comparison]) -> Self {
        let mut tally = Self::default();
        for comparison in comparisons {
            let place = match &comparison.standing {
                Standing::NotAsked(_) => &mut tally.not_asked,
                Standing::Same => &mut tally.same,
                Standing::New(_) => &mut tally.new,
                Standing::Differs(differences) => match strictest(differences) {
                    Some(Level::Must) => &mut tally.differ[0],
                    Some(Level::Should) => &mut tally.differ[1],
                    Some(Level::May) | None => &mut tally.differ[2],
                },
                Standing::Moved { target, reference, .. } => match (target.is_empty(), reference.is_empty()) {
                    (false, true) => &mut tally.target_moved,
                    (true, _) => &mut tally.reference_moved,
                    (false, false) => &mut tally.both_moved,
                },
            };
            *place += 1;
        }
        tally
    }
}
