//! The server from outside: in process through its router, and over a socket.

mod access;
mod answers;
mod bad_requests;
mod bodies;
mod client;
mod clock;
mod freedoms;
mod odd_requests;
mod profiles;
mod race;
mod socket;
mod stop;
mod support;
mod urls;
