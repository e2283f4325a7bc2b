//! Targets, client, transcripts, verdicts and reports of the conformance suite.

pub mod client;
pub mod creations;
pub mod curl;
pub mod diff;
pub mod doctor;
pub mod exchange;
pub mod exit;
pub mod explain;
pub mod launch;
pub mod ledger;
pub mod lock;
pub mod manners;
pub mod matrix;
pub mod proof;
pub mod redact;
pub mod register;
pub mod report;
pub mod select;
pub mod session;
pub mod snapshot;
pub mod source;
pub mod surface;
pub mod target;
pub mod text;
pub mod trace;
pub mod verdict;
