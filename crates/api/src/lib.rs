//! The vocabulary of the Twilio Sync REST API, shared by the reference model, the server, the harness and the suite.
//!
//! It holds what the documents name (resources, operations, parameters, conditions, SIDs, dates, pages), the codecs for what travels
//! (forms, paths, JSON) and the [`profile`] type that says which statuses and codes are right. It knows no HTTP library, no clock and no IO.

pub mod address;
pub mod capability;
pub mod condition;
pub mod etag;
pub mod fields;
pub mod form;
pub mod json;
pub mod message;
pub mod operation;
pub mod profile;
pub mod sid;
pub mod time;

pub use address::{Address, ChildKind, ObjectKind};
pub use capability::Capability;
pub use condition::Condition;
pub use message::{Request, Response};
pub use operation::{Operation, Parameter, Resource, Verb};
pub use profile::Profile;
pub use sid::{Sid, SidPrefix};
pub use time::Timestamp;
