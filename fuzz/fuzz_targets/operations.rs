//! Sequences of requests.
#![no_main]

syncproof_fuzz::script_target!(syncproof_oracles::operations);
