//! The command line.
#![expect(clippy::doc_markdown, rustdoc::bare_urls, reason = "these doc comments are help texts, shown as they stand")]

mod duration;
mod target;
mod transport;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Arg, Args, Parser, Subcommand, ValueEnum};
use syncproof_api::Capability;
use syncproof_harness::{exit::ExitCode, register::Level, select::Pattern};
use syncproof_server::{Fault, Freedom};

pub(crate) use target::{Source, TargetArgs};
pub(crate) use transport::TransportArgs;

use duration::{duration, duration_or_none};

use crate::{credentials::CredentialsArg, ledger::LedgerArg};

/// Proves that an implementation of the Twilio Sync REST API does what the documents say.
///
/// Without a command, runs the suite against the bundled reference.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = exit_codes())]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the suite against a target (this is what happens without a command)
    #[command(after_help = exit_codes())]
    Run(Box<RunArgs>),
    /// Check a target without running the suite: is it there, is it the API, which parts does it have. Removes what it creates
    #[command(after_help = exit_codes())]
    Doctor(Box<DoctorArgs>),
    /// Show the scenarios: id, level, title, requirements. Needs no target
    List(ListArgs),
    /// Show which scenarios prove which requirement, or what of the API a run covers
    #[command(after_help = exit_codes())]
    Matrix(Box<MatrixArgs>),
    /// Show all there is to know of a requirement, an exception, a scenario or a condition. Needs no target
    Explain(ExplainArgs),
    /// Prove that the suite notices planted faults and lets pass what the documents leave free
    #[command(after_help = exit_codes())]
    Prove(ProveArgs),
    /// List the planted faults, with the requirement that each breaks
    Faults,
    /// List the legitimate variations that the suite must not mind, with what allows each
    Freedoms,
    /// Compare the target's answers to a fixed walk through the API with those of the reference, or with those that you have accepted
    #[command(after_help = exit_codes())]
    Snapshot(Box<SnapshotArgs>),
    /// Remove what killed or hampered runs have left on their targets, as listed in their ledgers, and nothing else
    #[command(after_help = SWEEP_EXIT_CODES)]
    Sweep(SweepArgs),
    /// Serve the reference over HTTP until Ctrl-C
    Serve(ServeArgs),
    /// Show what an input of a fuzz target means, as requests and as a feature where it is a sequence of them, and whether it is a finding
    #[command(after_help = FUZZ_EXIT_CODES)]
    FuzzExplain(FuzzExplainArgs),
    /// Write inputs for the fuzz targets, made of what the suite sends and is answered
    #[command(hide = true)]
    FuzzSeeds(FuzzSeedsArgs),
}

/// Which scenarios, and by which profile.
#[derive(Debug, Args)]
#[command(next_help_heading = "Scenarios")]
pub(crate) struct Choice {
    /// What is right: documented, twilio, or a profile file
    #[arg(long, default_value = "documented", value_name = "NAME|FILE")]
    pub(crate) profile: String,
    /// Only scenarios whose tags fulfil this, such as '@waits or not @own-service'
    #[arg(long, value_name = "EXPR")]
    pub(crate) tags: Option<String>,
    /// Only these: an id, a pattern such as 'document-*', or a folder such as 'ttl/' (may be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) only: Vec<Pattern>,
    /// Not these (may be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) skip: Vec<Pattern>,
}

impl Choice {
    /// Whether nothing is left out but what the profile leaves out.
    pub(crate) fn is_everything(&self) -> bool {
        self.tags.is_none() && self.only.is_empty() && self.skip.is_empty()
    }
}

#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Fail on deviations from requirements of this level or stricter: must or should ('may' never fails)
    #[arg(long, default_value = "must")]
    pub(crate) level: Level,
    /// Scenarios that run at the same time [default: 32 against the bundled reference, 8 against a target]
    #[arg(long, short, value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) jobs: Option<u16>,
    /// The time allowed for the run, such as 90, 5m or 1h; then it is ended, what it made removed, and what ran reported
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) max_time: Option<Duration>,
    /// Leave out the scenarios that need these: services, documents, lists, maps, streams, permissions, if-match, ttl (separated by
    /// commas, may be repeated)
    #[arg(long, value_name = "CAPABILITY", value_delimiter = ',')]
    pub(crate) without: Vec<Capability>,
    /// Write a report: junit=FILE
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report)]
    pub(crate) report: Vec<Report>,
    /// Name every scenario as it ends, and the slowest
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// What a target has to have: documented, twilio, or a profile file that declares capabilities
    #[arg(long, default_value = "documented", value_name = "NAME|FILE")]
    pub(crate) profile: String,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: DoctorFormat,
    /// Write a profile that extends the one named and declares the capabilities that were found. A file that exists is not overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) write_profile: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SnapshotArgs {
    /// What is right: documented, twilio, or a profile file
    #[arg(long, default_value = "documented", value_name = "NAME|FILE")]
    pub(crate) profile: String,
    /// Fail on differences from the reference of this level or stricter: must or should ('may' never fails). What was accepted and has
    /// moved always fails
    #[arg(long, default_value = "must")]
    pub(crate) level: Level,
    /// Compare with the snapshots of this target that are accepted in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Make the snapshots pending in the folder that are new or have moved (.snap.new, which `cargo insta review` shows). The walk is made twice,
    /// so that texts which are others each time are no matter later
    #[arg(long, requires = "out")]
    pub(crate) accept: bool,
    /// Only these exchanges: a name such as 'documents/create' or a pattern such as 'maps/*' (may be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) only: Vec<Pattern>,
    /// Leave out the exchanges that need these: services, documents, lists, maps, streams, permissions, if-match, ttl (separated by
    /// commas, may be repeated)
    #[arg(long, value_name = "CAPABILITY", value_delimiter = ',')]
    pub(crate) without: Vec<Capability>,
    /// Also show the differences that the documents leave free
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
}

/// How a diagnosis is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DoctorFormat {
    /// For a terminal
    Text,
    /// For machines
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) choice: Choice,
}

/// The heading of the flags that only a run has a use for.
const SURFACE: &str = "With --surface, as for run";

#[derive(Debug, Args)]
#[command(mut_args(for_surface))]
pub(crate) struct MatrixArgs {
    /// Print what is not right with the suite, one problem a line: a requirement that no scenario proves, a scenario, source or condition
    /// that leads nowhere, an exception without reason. If there is any, the exit code is 70
    #[arg(long, conflicts_with = "surface")]
    pub(crate) check: bool,
    /// Run the suite, and show which operations, parameters, values and statuses of the API it exercised. If any was not, the exit code is 4
    #[arg(long)]
    pub(crate) surface: bool,
    /// How to print it
    #[arg(long, default_value = "text", conflicts_with = "check")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Of the flags of `run`, only the profile means something to a matrix that runs nothing.
fn for_surface(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "check" | "surface" | "format" | "help" => arg,
        "profile" => arg.help_heading(None::<&str>),
        _ => arg.requires("surface").help_heading(SURFACE),
    }
}

/// How a matrix is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// For a page
    Markdown,
    /// For machines
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A requirement or exception ('map.create.parameters'), a scenario ('map-create-bare') or a condition ('key-taken')
    pub(crate) id: String,
    /// Profiles whose levels and accepted answers are shown: documented, twilio, or a profile file (may be repeated)
    #[arg(long, default_values = ["documented", "twilio"], value_name = "NAME|FILE")]
    pub(crate) profile: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ProveArgs {
    /// Only faults of this name, or that fit a pattern such as 'ttl-*' (may be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) fault: Vec<Pattern>,
    /// Only freedoms of this name, or that fit a pattern such as 'page-*' (may be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) freedom: Vec<Pattern>,
    /// Only every Nth fault and freedom: a quick look from all over
    #[arg(long, value_name = "N", conflicts_with_all = ["fault", "freedom"], value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) every: Option<u16>,
    /// Run every scenario against every fault, not only as many as prove it
    #[arg(long)]
    pub(crate) whole: bool,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    /// Write a report: json=FILE or md=FILE (may be repeated, or separated by commas)
    #[arg(long, value_name = "FORMAT=FILE", value_delimiter = ',', value_parser = proof_report)]
    pub(crate) report: Vec<ProofReport>,
    /// Also show which scenarios noticed each fault
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

impl ProveArgs {
    /// Whether some faults or freedoms are left out.
    pub(crate) fn picks(&self) -> bool {
        !self.fault.is_empty() || !self.freedom.is_empty() || self.every.is_some()
    }
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Where to listen; port 0 takes any free one
    #[arg(long, default_value = "127.0.0.1:0", value_name = "HOST:PORT")]
    pub(crate) addr: SocketAddr,
    /// What is right: documented, twilio, or a profile file
    #[arg(long, default_value = "documented", value_name = "NAME|FILE")]
    pub(crate) profile: String,
    /// Serve with this planted fault; `syncproof faults` lists them
    #[arg(long, value_name = "NAME")]
    pub(crate) fault: Option<Fault>,
    /// Serve with this legitimate variation; `syncproof freedoms` lists them
    #[arg(long, value_name = "NAME", conflicts_with = "fault")]
    pub(crate) freedom: Option<Freedom>,
    // The credentials that it takes.
    #[command(flatten)]
    pub(crate) credentials: CredentialsArg,
}

/// How a sweep ends; the table of a run speaks of other things.
const SWEEP_EXIT_CODES: &str = "Exit codes:
    0  all is gone, or there was nothing to remove
    1  something could not be removed
    2  the command line, the credentials or a ledger is not right
    3  a target cannot be reached, or does not let us in
  130  ended before all was done";

#[derive(Debug, Args)]
pub(crate) struct SweepArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
    /// Only what runs against this base URL have left
    #[arg(long, value_name = "URL")]
    pub(crate) target: Option<String>,
    /// Only what runs have left that began at least so long ago: 90s, 30m, 1h, 2d
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) older_than: Option<Duration>,
    /// Only show what would be deleted
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) credentials: CredentialsArg,
    #[command(flatten)]
    pub(crate) transport: TransportArgs,
}

/// How an explanation ends; the table of a run speaks of other things.
const FUZZ_EXIT_CODES: &str = "Exit codes:
    0  it is no finding
    1  it is a finding
    2  the command line or the file is not right";

#[derive(Debug, Args)]
pub(crate) struct FuzzExplainArgs {
    /// The input, such as fuzz/artifacts/operations/crash-…
    pub(crate) file: PathBuf,
    /// Which fuzz target it is of [default: the name of its folder]
    #[arg(long, value_name = "TARGET", value_parser = syncproof_fuzzing::target)]
    pub(crate) of: Option<syncproof_fuzzing::Target>,
    /// Print only the feature
    #[arg(long)]
    pub(crate) feature: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FuzzSeedsArgs {
    /// Where to write them: a folder for each target is made there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Only from these scenarios: an id, a pattern such as 'document-*', or a folder such as 'ttl/' (may be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) only: Vec<Pattern>,
}

/// A report to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Report {
    JUnit(PathBuf),
}

fn report(text: &str) -> Result<Report, String> {
    match text.split_once('=') {
        Some(("junit", file)) if !file.is_empty() => Ok(Report::JUnit(file.into())),
        _ => Err("write it as junit=FILE".to_owned()),
    }
}

/// A report of a proof to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ProofReport {
    Json(PathBuf),
    Markdown(PathBuf),
}

fn proof_report(text: &str) -> Result<ProofReport, String> {
    match text.split_once('=') {
        Some(("json", file)) if !file.is_empty() => Ok(ProofReport::Json(file.into())),
        Some(("md", file)) if !file.is_empty() => Ok(ProofReport::Markdown(file.into())),
        _ => Err("write it as json=FILE or md=FILE".to_owned()),
    }
}

/// The table of exit codes, for `--help`.
fn exit_codes() -> String {
    let rows = ExitCode::ALL.iter().map(|code| format!("  {:>3}  {}", code.code(), code.meaning()));
    format!("Exit codes:\n{}", rows.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_work_with_and_without_the_command() {
        let with = Cli::parse_from(["syncproof", "run", "--tags", "@waits"]);
        let without = Cli::parse_from(["syncproof", "--tags", "@waits"]);
        assert!(matches!(with.command, Some(Command::Run(run)) if run.choice.tags.as_deref() == Some("@waits")));
        assert_eq!(without.run.choice.tags.as_deref(), Some("@waits"));
    }

    #[test]
    fn a_matrix_that_runs_nothing_takes_no_flags_of_a_run() {
        let parse = |args: &[&str]| Cli::try_parse_from([&["syncproof", "matrix"], args].concat());
        for args in [
            &["--jobs", "2"][..],
            &["--only", "x"],
            &["-v"],
            &["--surface", "--check"],
            &["--check", "--format", "json"],
        ] {
            assert!(parse(args).is_err(), "{args:?}");
        }
        for args in
            [&["--surface", "--jobs", "2"][..], &["--profile", "twilio"], &["--check", "--profile", "twilio"], &[]]
        {
            assert!(parse(args).is_ok(), "{args:?}");
        }
    }

    #[test]
    fn a_server_has_a_fault_or_a_freedom() {
        let serve = |args: &[&str]| Cli::try_parse_from([&["syncproof", "serve"], args].concat());
        let (fault, freedom) = (["--fault", "crash-null"], ["--freedom", "revisions-uuid"]);
        assert!(serve(&fault).is_ok() && serve(&freedom).is_ok());
        assert!(serve(&[fault, freedom].concat()).is_err());
        let error = serve(&["--freedom", "nonsense"]).unwrap_err().to_string();
        assert!(error.contains("there is no freedom 'nonsense'; `syncproof freedoms` lists them"), "{error}");
    }
}
