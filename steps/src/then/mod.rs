//! What must be so.

mod answer;
mod pages;
mod stored;
