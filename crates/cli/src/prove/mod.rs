//! `syncproof prove`: the suite is run against servers that are wrong, and against servers that are different and right.

mod rounds;
mod trial;

use std::sync::Arc;

use syncproof_api::Profile;
use syncproof_harness::{
    exit::ExitCode,
    proof::{Extent, Outcome, Plan, Proof, SAMPLED},
    register::Level,
    report::{proof as report, terminal::Style},
    select::unmatched_names,
};
use syncproof_server::Fault;
use syncproof_steps::Suite;

use crate::{
    args::{Format, ProofReport, ProveArgs},
    failure::Failure,
    output::{print, write},
    selection::{self, choose, profile},
};

/// What all trials need to know.
struct Court {
    suite: Suite,
    profile: Arc<Profile>,
    plan: Plan,
}

pub(crate) fn prove(args: &ProveArgs) -> Result<ExitCode, Failure> {
    let (suite, profile) = (selection::suite()?, profile(&args.choice.profile)?);
    let plan = Plan::new(choose(&suite, &profile, &args.choice)?.scenarios, if args.whole { 1 } else { SAMPLED });
    let court = Court { suite, profile, plan };
    let faults = faults(args, &court)?;
    let extent = match (args.fault.is_empty() && args.every.is_none() && args.choice.is_everything(), args.whole) {
        (false, _) => Extent::Part,
        (true, true) => Extent::Whole,
        (true, false) => Extent::Enough,
    };
    let trials = (court.try_faults(&faults, extent)?, Vec::new());
    let proof = Proof::of(&court.plan, &court.suite.register, &court.profile, extent, trials);
    show(args, &proof)?;
    Ok(if is_fine(args, &proof) { ExitCode::Ok } else { ExitCode::Failures })
}

/// Of a part of the suite nobody expects that the right scenario notices a fault, but something has to.
fn is_fine(args: &ProveArgs, proof: &Proof) -> bool {
    if args.choice.is_everything() {
        proof.is_complete()
    } else {
        proof.that(Outcome::Survived).next().is_none() && proof.false_alarms().next().is_none()
    }
}

fn show(args: &ProveArgs, proof: &Proof) -> Result<(), Failure> {
    print(&match args.format {
        Format::Text => report::text(proof, Style { colour: true }, args.verbose),
        Format::Markdown => report::markdown(proof),
        Format::Json => report::json(proof),
    });
    for wanted in &args.report {
        match wanted {
            ProofReport::Json(file) => write(file, &report::json(proof))?,
            ProofReport::Markdown(file) => write(file, &report::markdown(proof))?,
        }
    }
    Ok(())
}

/// The faults that are asked for and can be noticed: those that break what this profile demands.
fn faults(args: &ProveArgs, court: &Court) -> Result<Vec<Fault>, Failure> {
    let names: Vec<&str> = Fault::all().map(Fault::name).collect();
    if let Some(unmatched) = unmatched_names(&args.fault, "fault", &names).first() {
        return Err(Failure::usage(format!("{unmatched} (`syncproof faults` lists them)")));
    }
    let is_meant = |fault: &Fault| args.fault.is_empty() || args.fault.iter().any(|name| name.fits(fault.name()));
    let is_demanded = |fault: &Fault| {
        let level = court.suite.register.get(fault.breaks()).and_then(|it| it.level_in(&court.profile));
        level.is_some_and(|level| level != Level::May)
    };
    let every = args.every.map_or(1, usize::from);
    let faults: Vec<Fault> = Fault::all().filter(is_meant).filter(is_demanded).step_by(every).collect();
    if faults.is_empty() {
        let profile = court.profile.name();
        return Err(Failure::nothing(format!("what these faults break is not demanded in profile {profile}")));
    }
    Ok(faults)
}

/// `syncproof faults`
pub(crate) fn list() -> ExitCode {
    let width = Fault::all().map(|fault| fault.name().len()).max().unwrap_or_default();
    let lines = Fault::all().map(|fault| format!("{:<width$}  {} ({})\n", fault.name(), fault.what(), fault.breaks()));
    print(&lines.collect::<String>());
    ExitCode::Ok
}
