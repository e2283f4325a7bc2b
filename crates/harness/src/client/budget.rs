//! What all answers at hand may take together: without it, each scenario within its bounds would still add up to any amount.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Excess;

/// In what steps memory is accounted for.
const STEP: usize = 1024;

/// What is left for answers.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    left: Arc<Semaphore>,
    limit: usize,
}

/// A part of a budget, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    budget: Budget,
    permit: Option<OwnedSemaphorePermit>,
}

impl Budget {
    pub(super) fn new(limit: usize) -> Self {
        Self { left: Arc::new(Semaphore::new((limit / STEP).min(Semaphore::MAX_PERMITS))), limit }
    }

    /// Nothing of it yet.
    pub(super) fn hold(&self) -> Held {
        Held { budget: self.clone(), permit: None }
    }
}

impl Held {
    /// Holds `bytes` in all, no less than so far, or says that there is not so much.
    pub(super) fn reach(&mut self, bytes: usize) -> Result<(), Excess> {
        let held = self.permit.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = bytes.div_ceil(STEP).saturating_sub(held);
        if more == 0 {
            return Ok(());
        }
        let excess = Excess::Run(self.budget.limit);
        let more = u32::try_from(more).map_err(|_| excess)?;
        let permit = Arc::clone(&self.budget.left).try_acquire_many_owned(more).map_err(|_| excess)?;
        match &mut self.permit {
            Some(held) => held.merge(permit),
            None => self.permit = Some(permit),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_given_back() {
        let budget = Budget::new(10 * STEP);
        let mut first = budget.hold();
        assert_eq!(first.reach(6 * STEP), Ok(()));
        assert_eq!(first.reach(STEP), Ok(()));
        let mut second = budget.hold();
        assert_eq!(second.reach(5 * STEP), Err(Excess::Run(10 * STEP)));
        assert_eq!(second.reach(4 * STEP), Ok(()));
        drop(first);
        assert_eq!(second.reach(10 * STEP), Ok(()));
    }

    #[test]
    fn what_is_begun_counts_as_a_whole_step() {
        let budget = Budget::new(STEP);
        let mut first = budget.hold();
        assert_eq!(first.reach(1), Ok(()));
        assert_eq!(budget.hold().reach(1), Err(Excess::Run(STEP)));
        assert_eq!(first.reach(STEP), Ok(()));
    }
}
