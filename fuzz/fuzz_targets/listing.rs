//! Listings, walked while entries come and go.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::listing);
