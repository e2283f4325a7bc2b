//! `syncproof run`

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::IsTerminal as _,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use syncproof_api::Profile;
use syncproof_harness::{
    client::Limits,
    exit::ExitCode,
    redact::Secrets,
    report::{
        junit,
        terminal::{self, Style},
    },
    target::{Credentials, Target},
    verdict::{RunReport, ScenarioReport, Verdict},
};
use syncproof_steps::{
    Context, RunError, Suite,
    run::{self as suite_run, Progress, Shared},
};

use crate::{
    args::{Report, RunArgs},
    credentials,
    embedded::Embedded,
    failure::Failure,
    output::{complain, print, write},
    selection::{self, Chosen, choose, profile},
    signals::Signals,
};

/// How long the clean-up may take after the run.
const CLEAN_UP: Duration = Duration::from_secs(30);

/// A run that is over.
pub(crate) struct Ended {
    pub(crate) report: RunReport,
    pub(crate) secrets: Secrets,
}

pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Failure> {
    let (suite, profile) = (selection::suite()?, profile(&args.choice.profile)?);
    let Ended { report, secrets } = perform(args, &suite, profile, |_| Progress::default())?;
    publish(args, &report, &suite, &secrets)?;
    Ok(ExitCode::of(&report))
}

/// Runs the scenarios; `progress` makes the account of a run against the target with that base URL.
pub(crate) fn perform(
    args: &RunArgs,
    suite: &Suite,
    profile: Arc<Profile>,
    progress: impl FnOnce(&str) -> Progress,
) -> Result<Ended, Failure> {
    let chosen = choose(suite, &profile, &args.choice)?;
    for Report::JUnit(file) in &args.report {
        // Better now than after the run.
        write(file, "")?;
    }
    let embedded = match args.target {
        None => Some(Embedded::start(Arc::clone(&profile))?),
        Some(_) => None,
    };
    let credentials = match &args.target {
        Some(url) => credentials::for_target(url)?,
        None => credentials::loopback(),
    };
    let target = target(args, embedded.as_ref(), credentials.clone())?;
    let progress: Shared = Rc::new(RefCell::new(progress(&target.base)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
    let outcome = runtime.block_on(async {
        let signals = Signals::new().map_err(Failure::internal)?;
        Ok(run_suite(args, suite, profile, target, chosen, progress, signals).await)
    })?;
    let mut report = outcome.map_err(|error| Failure::set_up(credentials.secrets().scrub(&error.to_string())))?;
    sort(&mut report, suite);
    Ok(Ended { report, secrets: credentials.secrets() })
}

fn target(args: &RunArgs, embedded: Option<&Embedded>, credentials: Credentials) -> Result<Target, Failure> {
    let url = embedded.map(|e| e.url.as_str()).or(args.target.as_deref()).unwrap_or_default();
    let limits = Limits { timeout: args.timeout, ..Limits::default() };
    let target = Target::new(url, credentials, limits, args.expiry_grace).map_err(Failure::usage)?;
    Ok(match embedded {
        Some(embedded) => target.with_clock(Arc::clone(&embedded.clock)),
        None => target,
    })
}

async fn run_suite(
    args: &RunArgs,
    suite: &Suite,
    profile: Arc<Profile>,
    target: Target,
    chosen: Chosen,
    progress: Shared,
    mut signals: Signals,
) -> Result<RunReport, RunError> {
    let started = Instant::now();
    let run_id = suite_run::new_run_id()?;
    let lodging = suite_run::lodge(&target, args.service.as_deref(), &run_id, args.target.is_none()).await?;
    let context = Arc::new(Context { target: Arc::new(target), profile, lodging, run_id, jobs: jobs(args) });
    let selected = chosen.scenarios.len();
    let bar = bar(selected, "scenarios");
    let on_report = {
        let (bar, verbose) = (bar.clone(), args.verbose);
        move |report: &ScenarioReport| {
            bar.inc(1);
            if verbose {
                bar.suspend(|| complain(&line(report)));
            }
        }
    };
    let running = suite_run::run(suite, chosen.scenarios, Arc::clone(&context), Rc::clone(&progress), on_report);
    let interrupted = tokio::select! {
        () = running => false,
        () = signals.next() => true,
    };
    bar.finish_and_clear();
    if interrupted {
        complain("interrupted: cleaning up; interrupt again to leave things behind");
    }
    suite_run::clean_up(&context, &progress, CLEAN_UP, signals.next()).await;
    let Progress { reports, left_behind, .. } = progress.take();
    Ok(RunReport {
        target: context.target.base.clone(),
        profile: context.profile.name().to_owned(),
        gate: args.level,
        not_run: selected - reports.len(),
        scenarios: reports,
        outside_profile: chosen.outside_profile,
        elapsed: started.elapsed(),
        interrupted,
        left_behind,
    })
}

/// A target may have a rate to keep to; our own server has none.
fn jobs(args: &RunArgs) -> usize {
    args.jobs.unwrap_or(if args.target.is_some() { 8 } else { 32 }).into()
}

/// A progress line on a terminal, nothing elsewhere.
pub(crate) fn bar(length: usize, what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr_with_hz(10));
    // The template is ours and constant; without it the default one shows.
    if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}}/{{len}} {what}, {{elapsed}}")) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn line(report: &ScenarioReport) -> String {
    let verdict = match &report.verdict {
        Verdict::Passed => "ok",
        Verdict::Failed(_) => "FAIL",
        Verdict::Errored(_) => "ERROR",
        Verdict::NotApplicable(_) => "n/a",
    };
    format!("{verdict:5} {}  {} ms, {} requests", report.info.id, report.elapsed.as_millis(), report.requests)
}

/// Scenarios end in any order; reports show them in that of the features.
fn sort(report: &mut RunReport, suite: &Suite) {
    let order: BTreeMap<&str, usize> =
        suite.entries().into_iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
    report.scenarios.sort_by_key(|scenario| order.get(scenario.info.id.as_str()).copied());
}

/// Shows what a run came to, and writes the reports that were asked for.
fn publish(args: &RunArgs, report: &RunReport, suite: &Suite, secrets: &Secrets) -> Result<(), Failure> {
    // Colours are taken out again where they are not wanted.
    let style = Style { colour: true };
    print(&terminal::failures(report, &suite.register, secrets, style));
    print(&terminal::summary(report, secrets, style, args.verbose));
    write_reports(args, report, suite, secrets)
}

/// Writes the reports that were asked for.
pub(crate) fn write_reports(
    args: &RunArgs,
    report: &RunReport,
    suite: &Suite,
    secrets: &Secrets,
) -> Result<(), Failure> {
    for Report::JUnit(file) in &args.report {
        write(file, &junit::render(report, &suite.register, secrets).map_err(Failure::internal)?)?;
    }
    Ok(())
}
