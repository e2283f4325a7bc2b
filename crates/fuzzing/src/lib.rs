//! The fuzz targets: the oracles of `crates/oracles`, and that of the suite's own files.
//!
//! [`TARGETS`] are all there are. `fuzz/` gives each to an engine, the tests of this crate replay corpus and regressions with them,
//! `syncproof fuzz-explain` says what an input means.

pub mod feature;

pub use syncproof_oracles::{Fate, Target};
use syncproof_oracles::{differential, form, http, listing, operations, page_token, payload, response, revision, ttl};

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

/// No target has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no fuzz target '{0}'; there are {names}", names = names())]
pub struct UnknownTarget(String);

fn names() -> String {
    TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ")
}

/// The target of that name.
///
/// # Errors
///
/// There is none.
pub fn target(name: &str) -> Result<Target, UnknownTarget> {
    TARGETS.iter().find(|target| target.name == name).copied().ok_or_else(|| UnknownTarget(name.to_owned()))
}
