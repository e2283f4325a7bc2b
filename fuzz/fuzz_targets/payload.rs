//! Data, from the parameter to what is stored; see `syncproof_fuzzing::payload`.
#![no_main]

syncproof_fuzz::target!(payload);
