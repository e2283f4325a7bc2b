//! Sequences of requests to the model and to a naive second implementation.
#![no_main]

syncproof_fuzz::script_target!(syncproof_oracles::differential);
