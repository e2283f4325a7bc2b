//! What to try on an implementation: requests made from bytes, their objects named symbolically so that most of them reach something.
//!
//! A [`Script`] is a sequence of [`Step`]s, read from bytes and written back as bytes. [`Names`] turns a step into a request to one
//! target, and learns from its answers what there is.

mod gherkin;
mod mutate;
mod names;
mod record;
mod script;
mod step;
mod transcribe;
mod values;

pub use gherkin::{Asked, feature};
pub use mutate::mutate;
pub use names::{BASE, Names};
pub use record::{RECORD, Record};
pub use script::{MAX_STEPS, START, Script};
pub use step::{Account, Call, Child, Link, Nth, Object, Place, Precondition, Step, Value};
pub use transcribe::transcribe;
