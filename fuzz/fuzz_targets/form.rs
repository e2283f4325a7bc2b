//! Bodies and queries in urlencoded form.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::form);
