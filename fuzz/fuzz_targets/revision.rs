//! Revisions, `ETag` and `If-Match`.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::revision);
