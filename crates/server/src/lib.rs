//! The reference model behind HTTP: an emulator of the Twilio Sync REST API for loopback use.
//!
//! [`app`] is the router, to be called in process or put behind a socket by [`Running::start`]. What is right is decided by the model;
//! this crate decodes requests, keeps the time and encodes answers.

mod access;
mod engine;
mod fault;
mod freedom;
mod http;
mod implementation;
mod running;
mod twist;

pub use access::Access;
pub use engine::{Config, Engine, EngineError, Variation};
pub use fault::{Fault, UnknownFault};
pub use freedom::{Freedom, UnknownFreedom};
pub use http::{BODY_LIMIT, app};
pub use implementation::Implementation;
pub use running::{Running, StartError};
