//! `syncproof run`

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::IsTerminal as _,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use syncproof_api::{Capability, Profile};
use syncproof_harness::{
    doctor::Lacks,
    exit::ExitCode,
    ledger::{Ledger, Removal},
    redact::Secrets,
    report::{
        junit,
        terminal::{self, Style},
    },
    target::{Target, is_on_this_machine},
    verdict::{End, RunReport, ScenarioReport, Verdict},
};
use syncproof_steps::{
    Account, Context, Suite,
    run::{self as suite_run, Progress, Shared},
};

use crate::{
    args::{Report, RunArgs, Source, TargetArgs},
    failure::Failure,
    ledger,
    output::{complain, print, writable, write},
    selection::{self, Chosen, choose, profile},
    signals::Signals,
    target::{self, Opened},
};

/// How long the clean-up may take after the run.
const CLEAN_UP: Duration = Duration::from_secs(30);

/// A run that is over.
pub(crate) struct Ended {
    pub(crate) report: RunReport,
    pub(crate) secrets: Secrets,
    /// What a target that was started for the run wrote.
    pub(crate) epilogue: Option<String>,
}

pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Failure> {
    let (suite, profile) = (selection::suite()?, profile(&args.choice.profile)?);
    let performed = perform(args, &suite, Arc::clone(&profile), |_| Progress::default());
    let Ended { report, secrets, epilogue } =
        performed.inspect_err(|failure| report_none(args, &suite, &profile, failure))?;
    publish(args, &report, &suite, &secrets)?;
    let code = ExitCode::of(&report);
    if let Some(epilogue) = epilogue.filter(|_| code != ExitCode::Ok) {
        complain(epilogue.trim_end());
    }
    Ok(code)
}

/// Writes the reports of a run that did not come to its scenarios. What is wrong with the command line needs none.
fn report_none(args: &RunArgs, suite: &Suite, profile: &Profile, failure: &Failure) {
    let end = match failure.code {
        ExitCode::Usage | ExitCode::NothingRan => return,
        ExitCode::Interrupted => End::Interrupted,
        _ => End::GaveUp(failure.message.clone()),
    };
    let report = RunReport::without_scenarios(args.target.name(), profile.name(), args.level, end);
    if let Err(error) = write_reports(args, &report, suite, &Secrets::none()) {
        complain(&format!("error: {error}"));
    }
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
        writable(file)?;
    }
    demand_service(&lacks(args, &profile), &args.target)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
    runtime.block_on(async {
        let signals = Signals::new().map_err(Failure::internal)?;
        let mut early = EarlyEnds { signals, deadline: Deadline::new(args.max_time) };
        let opened = tokio::select! {
            opened = target::open(&args.target, &profile) => opened?,
            () = early.signals.next() => return Err(Failure::interrupted()),
            limit = early.deadline.over() => return Err(over_too_soon(limit)),
        };
        let progress: Shared = Rc::new(RefCell::new(progress(&opened.target.base)));
        let outcome = run_suite(args, suite, profile, &opened, chosen, progress, early).await;
        let secrets = opened.secrets.clone();
        let epilogue = opened.close().await;
        let mut report = outcome.map_err(|failure| {
            let wrote = epilogue.as_ref().map(|wrote| format!("\n{}", wrote.trim_end())).unwrap_or_default();
            Failure { message: secrets.scrub(&failure.message) + &wrote, ..failure }
        })?;
        sort(&mut report, suite);
        Ok(Ended { report, secrets, epilogue })
    })
}

/// What the run goes without before anything is known of the target.
fn lacks(args: &RunArgs, profile: &Profile) -> Lacks {
    Lacks::new(args.without.iter().copied().collect(), profile)
}

/// Where no Service is to be created, one has to be named.
pub(crate) fn demand_service(lacks: &Lacks, target: &TargetArgs) -> Result<(), Failure> {
    match lacks.excuse(Capability::Services) {
        Some(reason) if target.service.is_none() && target.source() != Source::Embedded => Err(Failure::usage(
            format!("a run that creates no Services ({reason}) needs one to work in: name it with --service"),
        )),
        _ => Ok(()),
    }
}

async fn run_suite(
    args: &RunArgs,
    suite: &Suite,
    profile: Arc<Profile>,
    opened: &Opened,
    chosen: Chosen,
    progress: Shared,
    mut early: EarlyEnds,
) -> Result<RunReport, Failure> {
    let started = Instant::now();
    let run_id = suite_run::new_run_id().map_err(Failure::internal)?;
    let target = Arc::new(opened.target.clone());
    let ledger = ledger::of_run(&args.target, &target, &run_id)?;
    let account = ledger.clone().map_or_else(Account::default, Account::in_ledger);
    let lodging = tokio::select! {
        lodging = suite_run::lodge(&target, args.target.service.as_deref(), &run_id, opened.is_ours(), &account) => {
            lodging.map_err(Failure::set_up)
        }
        () = early.signals.next() => Err(Failure::interrupted()),
        limit = early.deadline.over() => Err(over_too_soon(limit)),
    };
    let lodging = lodging.map_err(|failure| {
        let sweep = close(args, ledger.as_ref());
        let sweep = sweep.map(|command| format!("; `{command}` removes what may have been created"));
        Failure { message: failure.message + &sweep.unwrap_or_default(), ..failure }
    })?;
    // A container may have an address that looks like another machine's.
    let races = args.target.allow_remote || opened.was_started() || is_on_this_machine(&target.base);
    let (jobs, lacks, removal) = (jobs(args, opened), lacks(args, &profile), Removal::default());
    let mut context = Context { target, profile, lodging, run_id, jobs, lacks, account, removal, races };
    let surveyed = tokio::select! {
        surveyed = suite_run::survey(&context, &progress, &chosen.scenarios) => Ok(surveyed),
        end = early.next(&context.target, ledger.as_ref()) => Err(end),
    };
    let ended = surveyed.as_ref().err().cloned();
    context.lacks.note(surveyed.unwrap_or_default());
    let findings = context.lacks.findings();
    let context = Arc::new(context);
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
    let end = if let Some(end) = ended {
        end
    } else {
        tokio::select! {
            () = running => End::Complete,
            end = early.next(&context.target, ledger.as_ref()) => end,
        }
    };
    bar.finish_and_clear();
    if end == End::Interrupted {
        complain("interrupted: cleaning up; interrupt again to leave things behind");
    }
    context.target.manners.try_again();
    suite_run::clean_up(&context, &progress, CLEAN_UP, early.signals.next()).await;
    let progress = progress.take();
    let mut other_flakes = progress.flakes_cut_off();
    other_flakes.add(&context.target.conversation.flakes());
    let Progress { reports, left_behind, .. } = progress;
    Ok(RunReport {
        target: context.target.base.clone(),
        profile: context.profile.name().to_owned(),
        gate: args.level,
        not_run: selected - reports.len(),
        scenarios: reports,
        outside_profile: chosen.outside_profile,
        elapsed: started.elapsed(),
        end,
        findings,
        left_behind,
        sweep: close(args, ledger.as_ref()),
        other_flakes,
        notes: args.target.transport.notes().into_iter().chain(context.target.manners.listings_given_up()).collect(),
    })
}

/// What may end a run before all of it has run.
struct EarlyEnds {
    signals: Signals,
    deadline: Deadline,
}

impl EarlyEnds {
    /// Ends with the first of them that comes.
    async fn next(&mut self, target: &Target, ledger: Option<&Ledger>) -> End {
        tokio::select! {
            () = self.signals.next() => End::Interrupted,
            limit = self.deadline.over() => End::TimeUp(limit),
            reason = target.manners.given_up() => End::GaveUp(reason),
            reason = failure_of(ledger) => End::GaveUp(reason),
        }
    }
}

/// When the time allowed for the run is over.
struct Deadline {
    limit: Option<Duration>,
    timer: Pin<Box<tokio::time::Sleep>>,
}

impl Deadline {
    fn new(limit: Option<Duration>) -> Self {
        Self { limit, timer: Box::pin(tokio::time::sleep(limit.unwrap_or_default())) }
    }

    /// Ends when the time is over, with what it was; never if there is no limit.
    async fn over(&mut self) -> Duration {
        match self.limit {
            None => std::future::pending().await,
            Some(limit) => {
                self.timer.as_mut().await;
                limit
            }
        }
    }
}

fn over_too_soon(limit: Duration) -> Failure {
    let seconds = limit.as_secs_f64();
    Failure::time_up(format!("the time allowed for the run ({seconds} s) was over before the target was ready"))
}

/// Comes to its end when the ledger can no longer be written. Then nothing more may be created.
async fn failure_of(ledger: Option<&Ledger>) -> String {
    match ledger {
        Some(ledger) => ledger.failed().await,
        None => std::future::pending().await,
    }
}

/// Closes the ledger. Gives the command that removes what it still lists.
fn close(args: &RunArgs, ledger: Option<&Ledger>) -> Option<String> {
    let all_gone = ledger?.close().unwrap_or_else(|error| {
        complain(&format!("warning: {error}"));
        true
    });
    (!all_gone).then(|| args.target.sweep())
}

/// A target may have a rate to keep to; our own server has none.
fn jobs(args: &RunArgs, opened: &Opened) -> usize {
    args.jobs.unwrap_or(if opened.is_ours() { 32 } else { 8 }).into()
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
        Verdict::Undecided(_) | Verdict::Unsupported(_) | Verdict::Disabled(_) | Verdict::Blocked(_) => "--",
    };
    let flaky = if report.flakes.count() > 0 { ", flaky" } else { "" };
    let late = if report.flakes.late > 0 { ", late listings" } else { "" };
    format!(
        "{verdict:5} {}  {} ms, {} requests{flaky}{late}",
        report.info.id,
        report.elapsed.as_millis(),
        report.requests
    )
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
