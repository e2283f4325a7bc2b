//! Sequences of requests to the model and to a naive second implementation; see `syncproof_fuzzing::differential`.
#![no_main]

syncproof_fuzz::script_target!(differential);
