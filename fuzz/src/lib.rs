//! What the targets share: how an oracle is given to an engine.

#[doc(hidden)]
pub use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
#[doc(hidden)]
pub use syncproof_fuzzing as oracles;

use libfuzzer_sys::fuzzer_mutate;
use syncproof_explore::mutate;
use syncproof_fuzzing::Fate;

/// A whole target: gives the oracle in the module of that name to the engine.
#[macro_export]
macro_rules! target {
    ($oracle:ident) => {
        $crate::fuzz_target!(|bytes: &[u8]| -> $crate::Corpus {
            $crate::keep(($crate::oracles::$oracle::TARGET.check)(bytes))
        });
    };
}

/// A target whose inputs are scripts: half of the changes keep their steps whole.
#[macro_export]
macro_rules! script_target {
    ($oracle:ident) => {
        $crate::target!($oracle);
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
