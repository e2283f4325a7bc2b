//! Times-to-live, and a clock that goes anywhere; see `syncproof_fuzzing::ttl`.
#![no_main]

syncproof_fuzz::target!(ttl);
