//! Features, registers and profiles; see `syncproof_fuzzing::feature`.
#![no_main]

syncproof_fuzz::target!(feature);
