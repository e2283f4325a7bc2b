//! The client against targets that do whatever they please: each test is one way not to answer, or to answer what nobody should send.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bodies;
mod bounds;
mod breaks;
mod heads;
mod redirects;
mod support;
mod tls;
mod versions;
