//! What a scenario does.

mod pages;
mod raw;
mod requests;
mod time;
