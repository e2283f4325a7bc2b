//! What belongs to fuzzing: saying what an input means, and writing inputs to begin with.

mod explain;
mod seeds;

pub(crate) use explain::explain;
pub(crate) use seeds::seeds;
