//! What a scenario does.

mod pages;
mod races;
mod raw;
mod requests;
mod time;
