//! What the tests of the oracles share.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Expects an oracle to panic: what it is given is wrong.
#[track_caller]
pub(crate) fn refuses<T>(oracle: impl FnOnce() -> T) {
    assert!(catch_unwind(AssertUnwindSafe(oracle)).is_err(), "the oracle does not notice");
}
