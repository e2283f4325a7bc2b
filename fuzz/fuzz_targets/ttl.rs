//! Times-to-live, and a clock that goes anywhere.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::ttl);
