//! Reports of a run, as text for a terminal and as JUnit XML, and of what the suite covers. They decide nothing; what counts as what is
//! in [`crate::verdict`], [`crate::matrix`] and [`crate::surface`].

pub mod doctor;
pub mod explain;
pub mod junit;
mod markdown;
pub mod matrix;
pub mod proof;
pub mod snapshot;
pub mod surface;
pub mod terminal;

#[cfg(test)]
pub(crate) mod sample;
