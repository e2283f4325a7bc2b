//! The binary as a user runs it.
//!
//! * `usage`: what it says and how it ends when something outside the suite is not right.
//! * `reference`: the suite against the bundled reference, embedded and served.
//! * `capabilities`: what a target lacks as a whole.
//! * `doctor`: what is said of a target without running the suite.
//! * `planted`: faults in front of the reference are found by the right scenarios.
//! * `prove`: the planted faults of the server, and what a proof says of them.
//! * `freedoms`: what a legitimate target may do differently raises no alarm.
//! * `fuzzing`: what inputs of fuzz targets mean, and inputs to begin with.
//! * `hostile`: targets that are out to harm.
//! * `interrupt`: Ctrl-C.
//! * `launch`: commands and containers that are started for the run.
//! * `manners`: rates, second tries, patience, giving up, the time allowed.
//! * `sweep`: what killed and hampered runs leave, and its removal.
//! * `safety`: what targets may do, and must not get: secrets, and foreign things deleted.
//! * `matrix`: requirements and scenarios, one explained by the other.
//! * `settle`: listings that come late.
//! * `snapshot`: answers compared with those of the reference and with accepted ones.
//! * `surface`: what of the API a run covers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod capabilities;
mod doctor;
mod freedoms;
mod fuzzing;
mod hostile;
mod interrupt;
mod launch;
mod manners;
mod matrix;
mod planted;
mod prove;
mod reference;
mod safety;
mod settle;
mod snapshot;
mod support;
mod surface;
mod sweep;
mod transport;
mod usage;
