//! Sequences of requests; see `syncproof_fuzzing::operations`.
#![no_main]

syncproof_fuzz::script_target!(operations);
