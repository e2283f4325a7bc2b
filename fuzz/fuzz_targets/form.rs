//! The form codec; see `syncproof_fuzzing::form`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| syncproof_fuzzing::form::check(bytes));
