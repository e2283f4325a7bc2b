//! Sequences of requests; see `syncproof_fuzzing::operations`.
#![no_main]

syncproof_fuzz::target!(operations);
