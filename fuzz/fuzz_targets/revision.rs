//! Revisions, `ETag` and `If-Match`; see `syncproof_fuzzing::revision`.
#![no_main]

syncproof_fuzz::target!(revision);
