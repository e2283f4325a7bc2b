//! A part of the suite against one server.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use syncproof_harness::{
    client::{Client, Limits, Transport},
    doctor::Lacks,
    ledger::Removal,
    target::Target,
    verdict::{ScenarioInfo, ScenarioReport},
};
use syncproof_server::Variation;
use syncproof_steps::{
    Account, Context,
    run::{self as suite_run, Lodging, Progress, Shared},
};

use super::Court;
use crate::{credentials, embedded::Embedded, failure::Failure};

/// How long a run may take against one server.
const AT_MOST: Duration = Duration::from_mins(1);

/// How long a server may take over one request.
const ONE_REQUEST: Duration = Duration::from_secs(5);

/// Scenarios that run at the same time against one server.
const JOBS: usize = 32;

/// What became of the scenarios, and whether all of them came to their end.
pub(super) struct Ran {
    pub(super) reports: Vec<ScenarioReport>,
    pub(super) cut_off: bool,
}

impl Court {
    /// Runs scenarios against a server that is varied like this.
    pub(super) fn run(&self, variation: Variation, scenarios: Vec<ScenarioInfo>) -> Result<Ran, Failure> {
        if scenarios.is_empty() {
            return Ok(Ran { reports: Vec::new(), cut_off: false });
        }
        let embedded = Embedded::start_with(Arc::clone(&self.profile), Some(variation))?;
        let limits = Limits { timeout: ONE_REQUEST, ..Limits::default() };
        // Where time is ours, the grace for what expires late is that of the default.
        let client = Client::new(&Transport::default(), limits).map_err(Failure::internal)?;
        let target = Target::new(&embedded.url, credentials::loopback(), client, Duration::from_mins(5))
            .map_err(Failure::internal)?
            .with_clock(Arc::clone(&embedded.clock));
        let run_id = suite_run::new_run_id().map_err(Failure::internal)?;
        let (target, profile) = (Arc::new(target), Arc::clone(&self.profile));
        // Our own server lacks nothing, and ends with the process.
        let (lacks, account, removal) = (Lacks::default(), Account::default(), Removal::default());
        let lodging = Lodging::Each;
        let context = Context { target, profile, lodging, run_id, jobs: JOBS, lacks, account, removal, races: true };
        let context = Arc::new(context);
        let progress: Shared = Rc::new(RefCell::new(Progress::default()));
        let running = suite_run::run(&self.suite, scenarios, context, Rc::clone(&progress), |_| ());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
        let cut_off = runtime.block_on(async { tokio::time::timeout(AT_MOST, running).await.is_err() });
        Ok(Ran { reports: progress.take().reports, cut_off })
    }
}
