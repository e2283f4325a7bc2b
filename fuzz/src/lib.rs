//! What the targets share: how an oracle is given to an engine.

use libfuzzer_sys::fuzzer_mutate;
#[doc(hidden)]
pub use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use syncproof_explore::mutate;
use syncproof_oracles::Fate;

/// A whole target: gives the oracle in that module to the engine. This crate knows none: with `feature`, the whole suite would be linked into
/// all targets.
#[macro_export]
macro_rules! target {
    ($($oracle:ident)::+) => {
        $crate::fuzz_target!(|bytes: &[u8]| -> $crate::Corpus { $crate::keep(($($oracle)::+::TARGET.check)(bytes)) });
    };
}

/// A target whose inputs are scripts: half of the changes keep their steps whole.
#[macro_export]
macro_rules! script_target {
    ($($oracle:ident)::+) => {
        $crate::target!($($oracle)::+);
        $crate::fuzz_mutator!(|bytes: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::change(bytes, size, max_size, seed)
        });
    };
}

/// Changes an input, by whole steps or as the engine has it.
pub fn change(bytes: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let room = max_size.min(bytes.len());
    match seed % 2 {
        0 => mutate(&mut bytes[..room], size, seed / 2),
        _ => fuzzer_mutate(bytes, size, max_size),
    }
}

/// Whether an input is worth a place in the corpus.
pub fn keep(fate: Fate) -> Corpus {
    match fate {
        Fate::Judged => Corpus::Keep,
        Fate::Discarded => Corpus::Reject,
    }
}
