//! Oracles: each takes an input, drives one part of the project with it and panics if what comes out is wrong. They know no fuzzing
//! engine, so that plain tests can replay what an engine has found.
//!
//! An oracle is a module with one [`Target`]; [`TARGETS`] are all there are. `fuzz/` gives each to an engine, the tests of this crate
//! replay corpus and regressions with them, `syncproof fuzz-explain` says what an input means.

pub mod form;
pub mod naive;
pub mod operations;
mod target;

pub use target::{Fate, Target, UnknownTarget};

/// Every target, by name.
pub const TARGETS: &[Target] = &[form::TARGET, operations::TARGET];
