//! `syncproof fuzz-explain`

use std::{
    any::Any,
    fs,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
    path::Path,
};

use syncproof_fuzzing::{Fate, Target};
use syncproof_harness::{exit::ExitCode, text::printable_lines};

use crate::{args::FuzzExplainArgs, failure::Failure, output::print};

/// How much is shown of a finding: it may hold both of two answers.
const FINDING: usize = 20_000;

pub(crate) fn explain(args: &FuzzExplainArgs) -> Result<ExitCode, Failure> {
    let target = target(args)?;
    let cannot = |error| Failure::usage(format!("cannot read {}: {error}", args.file.display()));
    let input = fs::read(&args.file).map_err(cannot)?;
    let feature = target.feature.map(|feature| feature(&input));
    if args.feature {
        let none = || {
            Failure::usage(format!("an input of {} is no sequence of requests, so there is no feature", target.name))
        };
        print(&feature.ok_or_else(none)?);
        return Ok(ExitCode::Ok);
    }
    let mut text =
        format!("{}: {}\n{} bytes\n\n{}\n", target.name, target.about, input.len(), (target.explain)(&input));
    if let Some(feature) = feature {
        text.extend(["\n", &feature]);
    }
    let (verdict, code) = match judge(target, &input) {
        Ok(Fate::Judged) => ("No finding.\n".to_owned(), ExitCode::Ok),
        Ok(Fate::Discarded) => ("No finding: there is nothing in it that could be judged.\n".to_owned(), ExitCode::Ok),
        Err(finding) => (format!("A finding:\n{}\n", printable_lines(&finding, FINDING)), ExitCode::Failures),
    };
    print(&format!("{text}\n{verdict}"));
    Ok(code)
}

/// The target that is named, or whose folder the file lies in.
fn target(args: &FuzzExplainArgs) -> Result<Target, Failure> {
    if let Some(target) = args.of {
        return Ok(target);
    }
    let folder = args.file.canonicalize().ok();
    let name = folder.as_deref().and_then(Path::parent).and_then(Path::file_name).unwrap_or_default();
    let name = name.to_string_lossy();
    syncproof_fuzzing::target(&name).map_err(|error| {
        Failure::usage(format!("{error}; the folder of {} names none, so say --of", args.file.display()))
    })
}

/// What the oracle says. A finding is a panic, of which the message is wanted and not the noise.
fn judge(target: Target, input: &[u8]) -> Result<Fate, String> {
    let usual = take_hook();
    set_hook(Box::new(|_| {}));
    let fate = catch_unwind(AssertUnwindSafe(|| (target.check)(input)));
    set_hook(usual);
    fate.map_err(|panic| message(&*panic))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message").to_owned()
}
