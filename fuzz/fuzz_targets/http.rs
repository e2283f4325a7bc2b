//! Raw HTTP requests to the server.
#![no_main]

syncproof_fuzz::target!(syncproof_oracles::http);
