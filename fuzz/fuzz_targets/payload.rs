//! Data, from the parameter to what is stored.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::payload);
