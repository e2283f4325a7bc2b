//! Oracles: each takes an input, drives one part of the project with it and panics if what comes out is wrong. They know no fuzzing
//! engine, so that plain tests can replay what an engine has found.
//!
//! An oracle is a module with one [`Target`]; [`TARGETS`] are all there are. `fuzz/` gives each to an engine, the tests of this crate
//! replay corpus and regressions with them, `syncproof fuzz-explain` says what an input means.

mod api;
pub mod differential;
pub mod feature;
pub mod form;
pub mod http;
pub mod listing;
mod message;
pub mod naive;
pub mod operations;
pub mod page_token;
mod pages;
pub mod payload;
pub mod response;
pub mod revision;
mod script;
mod shelf;
mod target;
#[cfg(test)]
mod testing;
pub mod ttl;

pub use target::{Fate, Target, UnknownTarget};

/// Every target, by name.
pub const TARGETS: &[Target] = &[
    differential::TARGET,
    feature::TARGET,
    form::TARGET,
    http::TARGET,
    listing::TARGET,
    operations::TARGET,
    page_token::TARGET,
    payload::TARGET,
    response::TARGET,
    revision::TARGET,
    ttl::TARGET,
];
