//! What the tests of the oracles share.

use std::panic::{AssertUnwindSafe, catch_unwind};

use syncproof_explore::{MAX_STEPS, RECORD, Script};

/// Expects an oracle to panic: what it is given is wrong.
#[track_caller]
pub(crate) fn refuses<T>(oracle: impl FnOnce() -> T) {
    assert!(catch_unwind(AssertUnwindSafe(oracle)).is_err(), "the oracle does not notice");
}

/// Random scripts, the same in every run (an xorshift generator).
pub(crate) fn random_scripts(count: usize) -> impl Iterator<Item = Script> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut byte = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..count).map(move |_| {
        let bytes: Vec<u8> = (0..2 + MAX_STEPS * RECORD).map(|_| byte()).collect();
        Script::read(&bytes)
    })
}
