//! `syncproof prove`

use std::{
    cell::RefCell,
    rc::Rc,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use syncproof_api::Profile;
use syncproof_harness::{
    client::Limits,
    exit::ExitCode,
    proof::{Planted, Proof, Trial},
    report::{proof as report, terminal::Style},
    target::Target,
    verdict::ScenarioInfo,
};
use syncproof_server::Fault;
use syncproof_steps::{
    Context, Suite,
    run::{self as suite_run, Lodging, Progress, Shared},
};

use crate::{
    args::{Format, ProveArgs},
    credentials,
    embedded::Embedded,
    failure::Failure,
    output::print,
    run::bar,
    selection::{self, choose, profile},
};

/// How long the suite may take against one faulty server.
const AT_MOST: Duration = Duration::from_mins(1);

/// How long a faulty server may take over one request.
const ONE_REQUEST: Duration = Duration::from_secs(5);

/// Scenarios that run at the same time against one server.
const JOBS: usize = 32;

pub(crate) fn prove(args: &ProveArgs) -> Result<ExitCode, Failure> {
    let (suite, profile) = (selection::suite()?, profile(&args.choice.profile)?);
    let scenarios = choose(&suite, &profile, &args.choice)?.scenarios;
    let faults = faults(args)?;
    let trials = try_all(&suite, &profile, &scenarios, &faults)?;
    let proof = Proof::of(&suite.trace(), &profile, trials);
    print(&match args.format {
        Format::Text => report::text(&proof, Style { colour: true }, args.verbose),
        Format::Markdown => report::markdown(&proof),
        Format::Json => report::json(&proof),
    });
    // Of a part of the faults or of the suite nobody expects the whole proof.
    let is_part = args.fault.is_some() || scenarios.len() < suite.applicable(&profile).len();
    let is_fine = if is_part {
        proof.that(syncproof_harness::proof::Outcome::Survived).next().is_none()
    } else {
        proof.is_complete()
    };
    Ok(if is_fine { ExitCode::Ok } else { ExitCode::Failures })
}

fn faults(args: &ProveArgs) -> Result<Vec<Fault>, Failure> {
    let wanted = |fault: &Fault| args.fault.as_deref().is_none_or(|part| fault.name().contains(part));
    let faults: Vec<Fault> = Fault::all().filter(wanted).collect();
    match &args.fault {
        Some(part) if faults.is_empty() => {
            Err(Failure::nothing(format!("no fault has '{part}' in its name; `syncproof faults` lists them")))
        }
        _ => Ok(faults),
    }
}

/// Runs the suite against each fault, as many at a time as there are processors.
fn try_all(
    suite: &Suite,
    profile: &Arc<Profile>,
    scenarios: &[ScenarioInfo],
    faults: &[Fault],
) -> Result<Vec<Trial>, Failure> {
    // Cucumber quiets panics for the time of a run; runs at the same time would undo that for each other.
    std::panic::set_hook(Box::new(|_| ()));
    let bar = bar(faults.len(), "faults");
    let next = AtomicUsize::new(0);
    let trials = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(fault) = faults.get(at) else { return };
                    let trial = against(suite, profile, scenarios, *fault);
                    bar.inc(1);
                    trials.lock().unwrap_or_else(PoisonError::into_inner).push((at, trial));
                }
            });
        }
    });
    drop(std::panic::take_hook());
    bar.finish_and_clear();
    let mut trials = trials.into_inner().unwrap_or_else(PoisonError::into_inner);
    trials.sort_by_key(|(at, _)| *at);
    trials.into_iter().map(|(_, trial)| trial).collect()
}

/// Runs the suite against a server with this fault.
fn against(suite: &Suite, profile: &Arc<Profile>, scenarios: &[ScenarioInfo], fault: Fault) -> Result<Trial, Failure> {
    let embedded = Embedded::start_with(Arc::clone(profile), Some(fault))?;
    let limits = Limits { timeout: ONE_REQUEST, ..Limits::default() };
    // Where time is ours, the grace for what expires late is that of the default.
    let target = Target::new(&embedded.url, credentials::loopback(), limits, Duration::from_mins(5))
        .map_err(Failure::internal)?
        .with_clock(Arc::clone(&embedded.clock));
    let run_id = suite_run::new_run_id().map_err(Failure::internal)?;
    let (target, profile) = (Arc::new(target), Arc::clone(profile));
    let context = Arc::new(Context { target, profile, lodging: Lodging::Each, run_id, jobs: JOBS });
    let progress: Shared = Rc::new(RefCell::new(Progress::default()));
    let running = suite_run::run(suite, scenarios.to_vec(), context, Rc::clone(&progress), |_| ());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
    let cut_off = runtime.block_on(async { tokio::time::timeout(AT_MOST, running).await.is_err() });
    let planted =
        Planted { name: fault.name().to_owned(), breaks: fault.breaks().to_owned(), what: fault.what().to_owned() };
    Ok(Trial::of(planted, &progress.take().reports, cut_off))
}

/// `syncproof faults`
pub(crate) fn list() -> ExitCode {
    let width = Fault::all().map(|fault| fault.name().len()).max().unwrap_or_default();
    let lines = Fault::all().map(|fault| format!("{:<width$}  {} ({})\n", fault.name(), fault.what(), fault.breaks()));
    print(&lines.collect::<String>());
    ExitCode::Ok
}
