//! The rules, resource by resource: requests and the answers that the documents demand.

mod choices;
mod data;
mod documents;
mod errors;
mod if_match;
mod items;
mod listing;
mod lists;
mod maps;
mod names;
mod observing;
mod permissions;
mod services;
mod streams;
mod support;
mod ttl;
