//! What must be so.

mod answer;
mod pages;
mod races;
mod stored;
