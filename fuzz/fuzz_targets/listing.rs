//! Listings, walked while entries come and go; see `syncproof_fuzzing::listing`.
#![no_main]

syncproof_fuzz::target!(listing);
