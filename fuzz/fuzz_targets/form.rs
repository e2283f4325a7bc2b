//! Bodies and queries in urlencoded form; see `syncproof_fuzzing::form`.
#![no_main]

syncproof_fuzz::target!(form);
