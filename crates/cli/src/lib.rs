//! The command line of `syncproof`: arguments, wiring and exit codes. What it does lives in the other crates.

mod args;
mod credentials;
mod doctor;
mod embedded;
mod explain;
mod failure;
mod fuzz;
mod ledger;
mod list;
mod matrix;
mod output;
mod prove;
mod run;
mod selection;
mod serve;
mod signals;
mod snapshot;
mod sweep;
mod target;

use clap::{CommandFactory as _, Parser as _};
use syncproof_harness::exit::ExitCode;

use crate::{
    args::{Cli, Command},
    failure::Failure,
};

pub use prove::{fault_catalogue, freedom_catalogue};

/// The command line with all its flags, for whoever renders its help.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Does what the command line says.
pub fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => run::run(&cli.run),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Doctor(args)) => doctor::doctor(&args),
        Some(Command::List(args)) => list::list(&args),
        Some(Command::Matrix(args)) => matrix::matrix(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Prove(args)) => prove::prove(&args),
        Some(Command::Faults) => Ok(show(&fault_catalogue())),
        Some(Command::Freedoms) => Ok(show(&freedom_catalogue())),
        Some(Command::Snapshot(args)) => snapshot::snapshot(&args),
        Some(Command::Sweep(args)) => sweep::sweep(&args),
        Some(Command::FuzzExplain(args)) => fuzz::explain(&args),
        Some(Command::FuzzSeeds(args)) => fuzz::seeds(&args),
        Some(Command::Serve(args)) => serve::serve(&args),
    };
    let code = outcome.unwrap_or_else(|Failure { code, message }: Failure| {
        output::complain(&format!("error: {message}"));
        code
    });
    let code: ExitCode = code;
    std::process::ExitCode::from(code.code())
}

fn show(text: &str) -> ExitCode {
    output::print(text);
    ExitCode::Ok
}
