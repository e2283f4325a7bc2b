//! Where ledgers are kept, and the one of a run.

use std::{
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Args;
use etcetera::BaseStrategy as _;
use syncproof_api::Timestamp;
use syncproof_harness::{
    ledger::{Head, Ledger},
    target::Target,
};
use syncproof_steps::run::new_run_id;

use crate::{
    args::{Source, TargetArgs},
    failure::Failure,
};

/// The ledger of a run. A target that was there before us stays when we end; only there is it needed.
pub(crate) fn of_run(args: &TargetArgs, target: &Target, run_id: &str) -> Result<Option<Ledger>, Failure> {
    match args.source() {
        Source::Url(_) => args.ledger.begin(target, run_id).map(Some),
        Source::Embedded | Source::Launch(_) => Ok(None),
    }
}

/// The same for a command that runs no scenarios, under an id of its own.
pub(crate) fn of_command(args: &TargetArgs, target: &Target) -> Result<Option<Ledger>, Failure> {
    of_run(args, target, &new_run_id().map_err(Failure::internal)?)
}

/// Where ledgers are.
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "the doc comment is a help text, shown as it stands")]
pub(crate) struct LedgerArg {
    /// Folder in which a run notes what it creates at a target, for `syncproof sweep` (or SYNCPROOF_LEDGER) [default: syncproof in the
    /// user's state folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
}

/// The variable that stands for `--ledger`.
const LEDGER: &str = "SYNCPROOF_LEDGER";

impl LedgerArg {
    /// The folder.
    pub(crate) fn folder(&self) -> Result<PathBuf, Failure> {
        let variable = || std::env::var_os(LEDGER).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        if let Some(folder) = self.ledger.clone().or_else(variable) {
            return Ok(folder);
        }
        let state =
            etcetera::choose_base_strategy().ok().map(|base| base.state_dir().unwrap_or_else(|| base.data_dir()));
        let state = state
            .ok_or_else(|| Failure::usage("there is no home folder to keep a ledger in: name one with --ledger"))?;
        Ok(state.join("syncproof"))
    }

    /// Begins the ledger of a run.
    pub(crate) fn begin(&self, target: &Target, run_id: &str) -> Result<Ledger, Failure> {
        let head = Head {
            id: run_id.to_owned(),
            base: target.base.clone(),
            user: target.credentials.user.clone(),
            started: now().to_wire(),
        };
        Ledger::create(&self.folder()?, head).map_err(|error| {
            Failure::usage(format!(
                "{error}; nothing has been created: name a folder that can be written with --ledger"
            ))
        })
    }
}

/// The time of this machine.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
