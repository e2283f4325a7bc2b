//! Hostile answers, read and reported.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::response);
