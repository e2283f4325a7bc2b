//! `syncproof fuzz-seeds`

use std::{
    cell::RefCell,
    collections::{BTreeSet, hash_map::DefaultHasher},
    fs,
    hash::{Hash as _, Hasher as _},
    path::Path,
    rc::Rc,
};

use clap::Parser as _;
use syncproof_fuzzing::TARGETS;
use syncproof_harness::exit::ExitCode;
use syncproof_steps::run::Progress;

use crate::{
    args::{Cli, FuzzSeedsArgs},
    failure::Failure,
    output::print,
    run::{self, Ended},
    selection,
};

/// Inputs, by target.
type Seeds = Vec<BTreeSet<Vec<u8>>>;

/// The most inputs of a target. Of more, so many are taken evenly: trying them all takes long, and most are much alike.
const MOST: usize = 1_500;

/// Runs the suite against the reference in each profile, and writes what was sent and answered as inputs.
pub(crate) fn seeds(args: &FuzzSeedsArgs) -> Result<ExitCode, Failure> {
    // What needs no transcript gives its inputs here.
    let found: Seeds = TARGETS.iter().map(|target| (target.seeds)(&[]).into_iter().collect()).collect();
    let found = Rc::new(RefCell::new(found));
    for profile in ["documented", "twilio"] {
        record(args, profile, &found)?;
    }
    for (target, seeds) in TARGETS.iter().zip(&*found.borrow()) {
        let folder = args.out.join(target.name);
        let step = seeds.len().div_ceil(MOST).max(1);
        let seeds: Vec<&Vec<u8>> = seeds.iter().step_by(step).collect();
        for seed in &seeds {
            write(&folder, seed)
                .map_err(|error| Failure::usage(format!("cannot write to {}: {error}", folder.display())))?;
        }
        print(&format!("{:>8} inputs of {}\n", seeds.len(), target.name));
    }
    Ok(ExitCode::Ok)
}

fn record(args: &FuzzSeedsArgs, profile: &str, found: &Rc<RefCell<Seeds>>) -> Result<(), Failure> {
    let mut run_args = Cli::parse_from(["syncproof", "--profile", profile]).run;
    run_args.choice.only.clone_from(&args.only);
    let (suite, profile) = (selection::suite()?, selection::profile(profile)?);
    let found = Rc::clone(found);
    let watched = |_: &str| {
        Progress::watched(move |exchanges| {
            for (target, seeds) in TARGETS.iter().zip(found.borrow_mut().iter_mut()) {
                seeds.extend((target.seeds)(exchanges));
            }
        })
    };
    let Ended { report, .. } = run::perform(&run_args, &suite, profile, watched)?;
    match ExitCode::of(&report) {
        ExitCode::Ok => Ok(()),
        code => Err(Failure { code, message: "the run did not go well; `syncproof run` shows why".to_owned() }),
    }
}

/// Writes an input under a name that its bytes give it.
fn write(folder: &Path, input: &[u8]) -> std::io::Result<()> {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    fs::create_dir_all(folder)?;
    fs::write(folder.join(format!("{:016x}", hasher.finish())), input)
}
