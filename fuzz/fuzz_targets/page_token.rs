//! Page tokens, genuine or not; see `syncproof_fuzzing::page_token`.
#![no_main]

syncproof_fuzz::target!(page_token);
