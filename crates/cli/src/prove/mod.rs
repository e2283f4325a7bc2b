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
    select::{Pattern, unmatched_names},
};
use syncproof_server::{Fault, Freedom};
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
    let (faults, freedoms) = (faults(args, &court)?, freedoms(args, &court)?);
    if faults.is_empty() && freedoms.is_empty() {
        let profile = court.profile.name();
        let what = "what these faults break is not demanded, and these freedoms are not left";
        return Err(Failure::nothing(format!("in profile {profile} {what}")));
    }
    let extent = match (args.picks() || !args.choice.is_everything(), args.whole) {
        (true, _) => Extent::Part,
        (false, true) => Extent::Whole,
        (false, false) => Extent::Enough,
    };
    let trials = (court.try_faults(&faults, extent)?, court.try_freedoms(&freedoms)?);
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
    let is_demanded = |fault: &Fault| {
        let level = court.suite.register.get(fault.breaks()).and_then(|it| it.level_in(&court.profile));
        level.is_some_and(|level| level != Level::May)
    };
    pick("fault", &args.fault, args, Fault::all().collect(), Fault::name, is_demanded)
}

/// The freedoms that are asked for and that this profile leaves.
fn freedoms(args: &ProveArgs, court: &Court) -> Result<Vec<Freedom>, Failure> {
    let is_left = |freedom: &Freedom| freedom.is_left_open_by(&court.profile);
    pick("freedom", &args.freedom, args, Freedom::all().collect(), Freedom::name, is_left)
}

/// Those of a catalogue that the command line asks for and that make sense here. Whoever names some of one kind wants none of the other.
fn pick<T: Copy>(
    what: &'static str,
    patterns: &[Pattern],
    args: &ProveArgs,
    all: Vec<T>,
    name: fn(T) -> &'static str,
    makes_sense: impl Fn(&T) -> bool,
) -> Result<Vec<T>, Failure> {
    let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    if let Some(unmatched) = unmatched_names(patterns, what, &names).first() {
        return Err(Failure::usage(format!("{unmatched} (`syncproof {what}s` lists them)")));
    }
    let names_none = args.fault.is_empty() && args.freedom.is_empty();
    let is_meant = |one: &T| names_none || patterns.iter().any(|pattern| pattern.fits(name(*one)));
    let every = args.every.map_or(1, usize::from);
    Ok(all.into_iter().filter(is_meant).filter(makes_sense).step_by(every).collect())
}

/// What `syncproof faults` prints.
pub fn fault_catalogue() -> String {
    catalogue(&Fault::all().map(|fault| [fault.name(), fault.what(), fault.breaks()]).collect::<Vec<_>>())
}

/// What `syncproof freedoms` prints.
pub fn freedom_catalogue() -> String {
    catalogue(&Freedom::all().map(|freedom| [freedom.name(), freedom.what(), freedom.why()]).collect::<Vec<_>>())
}

/// A catalogue: name, what is different, and what it is about.
fn catalogue(rows: &[[&str; 3]]) -> String {
    let width = rows.iter().map(|[name, ..]| name.len()).max().unwrap_or_default();
    rows.iter().map(|[name, what, about]| format!("{name:<width$}  {what} ({about})\n")).collect::<Vec<_>>().concat()
}
