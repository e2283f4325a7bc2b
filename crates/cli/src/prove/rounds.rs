//! The order of trials: each fault by itself, then all faults together for what is still unproven; each freedom with the whole suite.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use syncproof_harness::{
    proof::{self, Extent, FaultTrial, FreedomTrial, STEADY},
    verdict::ScenarioInfo,
};
use syncproof_server::{Fault, Freedom, Variation};

use super::Court;
use crate::{failure::Failure, run::bar};

impl Court {
    /// Tries every fault.
    pub(super) fn try_faults(&self, faults: &[Fault], extent: Extent) -> Result<Vec<FaultTrial>, Failure> {
        let trials = in_parallel(faults, "faults", |fault| self.try_fault(*fault))?;
        match extent {
            Extent::Enough => self.hunt(faults, trials),
            Extent::Part | Extent::Whole => Ok(trials),
        }
    }

    /// A fault by itself: what has to catch it and the sample; the rest only if nothing did.
    fn try_fault(&self, fault: Fault) -> Result<FaultTrial, Failure> {
        let mut trial = FaultTrial::new(proof::Fault {
            name: fault.name().to_owned(),
            breaks: fault.breaks().to_owned(),
            what: fault.what().to_owned(),
        });
        let first = self.plan.first(&trial.fault);
        self.take(&mut trial, fault, first)?;
        if !trial.kills.iter().any(|kill| kill.cites) {
            let rest = self.plan.rest(&trial);
            self.take(&mut trial, fault, rest)?;
        }
        if fault.is_by_chance() {
            // Only those that cite its requirement run again and again, which are few.
            for _ in 0..STEADY.of {
                trial.count(&self.run(Variation::Fault(fault), self.plan.aimed(&trial.fault))?.reports);
            }
        }
        Ok(trial)
    }

    fn take(&self, trial: &mut FaultTrial, fault: Fault, scenarios: Vec<ScenarioInfo>) -> Result<(), Failure> {
        let ran = self.run(Variation::Fault(fault), scenarios)?;
        trial.take(&ran.reports, &self.plan);
        trial.cut_off |= ran.cut_off;
        Ok(())
    }

    /// Looks among all faults for some that make fail what is still unproven.
    fn hunt(&self, faults: &[Fault], trials: Vec<FaultTrial>) -> Result<Vec<FaultTrial>, Failure> {
        let trials = Mutex::new(trials);
        // Neighbours in the catalogue make the same fail: strides find sooner what is left.
        let strided: Vec<usize> = (0..STRIDE).flat_map(|start| (start..faults.len()).step_by(STRIDE)).collect();
        in_parallel(&strided, "faults again", |at| {
            let mut trial = lock(&trials)[*at].clone();
            let scenarios = {
                let all = lock(&trials);
                self.plan.hunting(&trial, &self.plan.unproven(&self.suite.register, &self.profile, &all))
            };
            self.take(&mut trial, faults[*at], scenarios)?;
            lock(&trials)[*at] = trial;
            Ok(())
        })?;
        Ok(trials.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Court {
    /// Tries every freedom with every scenario: a false alarm may be anywhere.
    pub(super) fn try_freedoms(&self, freedoms: &[Freedom]) -> Result<Vec<FreedomTrial>, Failure> {
        in_parallel(freedoms, "freedoms", |freedom| {
            let ran = self.run(Variation::Freedom(*freedom), self.plan.scenarios().to_vec())?;
            let freedom = proof::Freedom {
                name: freedom.name().to_owned(),
                what: freedom.what().to_owned(),
                why: freedom.why().to_owned(),
            };
            Ok(FreedomTrial::of(freedom, &ran.reports, ran.cut_off))
        })
    }
}

/// How far apart in the catalogue faults are that are tried one after the other.
const STRIDE: usize = 17;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something with each of `items`, as many at a time as there are processors, and gives the results in their order.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    what: &str,
    act: impl Fn(&T) -> Result<R, Failure> + Sync,
) -> Result<Vec<R>, Failure> {
    // Cucumber quiets panics for the time of a run; runs at the same time would undo that for each other.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let bar = bar(items.len(), what);
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = act(item);
                    bar.inc(1);
                    lock(&results).push((at, result));
                }
            });
        }
    });
    std::panic::set_hook(hook);
    bar.finish_and_clear();
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
