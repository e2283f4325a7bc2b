//! What the targets share: how an oracle is given to an engine.

#[doc(hidden)]
pub use libfuzzer_sys::{Corpus, fuzz_target};
#[doc(hidden)]
pub use syncproof_fuzzing as oracles;

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

/// Whether an input is worth a place in the corpus.
pub fn keep(fate: Fate) -> Corpus {
    match fate {
        Fate::Judged => Corpus::Keep,
        Fate::Discarded => Corpus::Reject,
    }
}
