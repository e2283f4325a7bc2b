//! Reports of a run: as text for a terminal, and as JUnit XML. They decide nothing; what counts as what is in [`crate::verdict`].

pub mod junit;
pub mod terminal;

#[cfg(test)]
pub(crate) mod sample;
