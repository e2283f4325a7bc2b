//! Features, registers and profiles.
#![no_main]

syncproof_fuzz::target!(syncproof_fuzzing::feature);
