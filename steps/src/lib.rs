//! The conformance suite: the features, the vocabulary they are written in, their linter and their runner.
//!
//! [`Suite::embedded`] holds the features and the register; [`run`](run::run) runs a selection of them against a target. Steps are
//! grouped by what they are about, in `given`, `when` and `then`; each is one call into `scene`.

mod account;
mod cell;
mod given;
pub mod lint;
mod outline;
mod params;
pub mod run;
mod scene;
pub mod suite;
mod then;
mod when;
mod world;

pub use account::Account;
pub use run::{Context, RunError, run};
pub use suite::{Suite, SuiteError};
