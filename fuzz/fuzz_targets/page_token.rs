//! Page tokens, genuine or not.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::page_token);
