//! What a fuzz target is to everything that is no engine.

use std::fmt;

use syncproof_harness::exchange::Exchange;

/// A part of the project and the oracle that drives it.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name: that of its folder below `fuzz/corpus` and of its file in `fuzz/fuzz_targets`.
    pub name: &'static str,
    /// What it checks, in a few words.
    pub about: &'static str,
    /// How many of a hundred inputs of its corpus, at the least, are judged and not discarded.
    pub floor: usize,
    /// Drives the project with an input. Panics if what comes out is wrong: that is the finding.
    pub check: fn(&[u8]) -> Fate,
    /// What an input means, for a reader: one line a part, nothing of it raw.
    pub explain: fn(&[u8]) -> String,
    /// The same as a Gherkin feature, where it is a sequence of requests.
    pub feature: Option<fn(&[u8]) -> String>,
    /// Inputs that mean what was sent and answered in a scenario; without exchanges, inputs that owe nothing to any.
    pub seeds: fn(&[Exchange]) -> Vec<Vec<u8>>,
}

/// What became of an input that is no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was judged.
    Judged,
    /// It says nothing that the oracle can judge; an engine need not keep it.
    Discarded,
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({})", self.name)
    }
}
