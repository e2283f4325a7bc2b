//! Oracles: each takes an input, drives one part of the project with it and panics if what comes out is wrong. They know no fuzzing
//! engine, so that plain tests can replay what an engine has found.

pub mod form;
