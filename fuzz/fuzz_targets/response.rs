//! Hostile answers, read and reported; see `syncproof_fuzzing::response`.
#![no_main]

syncproof_fuzz::target!(response);
