//! Oracles: each takes an input, drives one part of the project with it and panics if what comes out is wrong. They know no fuzzing
//! engine, so that plain tests can replay what an engine has found.
//!
//! An oracle is a module with one [`Target`]. What needs the suite with its steps is not here but in `crates/fuzzing`, which knows all targets:
//! steps register themselves before `main`, so that whoever links them links the whole suite and its client, and an engine goes through the
//! coverage counters of all that is linked after each input.

mod api;
pub mod differential;
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

pub use target::{Fate, Target};
