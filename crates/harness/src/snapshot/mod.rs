//! Pictures of a target's answers: the same exchanges with any target, each answer in a form in which only what differs on purpose
//! differs, compared with those of the reference and with those that were accepted before.

mod canon;
mod difference;
mod recording;
mod shot;
mod standing;
mod take;
mod template;
mod walk;

pub use difference::{Change, Difference, against_recording, against_reference};
pub use recording::{Recorded, Recording, RecordingError};
pub use shot::{Body, Shot};
pub use standing::{Comparison, Standing, Tally};
pub use take::{Options, Taken, take};
pub use walk::{Entry, Walk, WalkError};
