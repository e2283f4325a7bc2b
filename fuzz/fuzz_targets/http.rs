//! Raw HTTP requests to the server; see `syncproof_fuzzing::http`.
#![no_main]

syncproof_fuzz::target!(http);
