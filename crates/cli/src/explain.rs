//! `syncproof explain`

use syncproof_api::Profile;
use syncproof_harness::{
    exit::ExitCode,
    explain,
    report::{self, terminal::Style},
};

use crate::{
    args::ExplainArgs,
    failure::Failure,
    output::print,
    selection::{profile, suite},
};

pub(crate) fn explain(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let named = args.profile.iter().map(|name| profile(name).map(|profile| Profile::clone(&profile)));
    let profiles = named.collect::<Result<Vec<Profile>, _>>()?;
    let trace = suite()?.trace();
    let found = explain::explain(&trace, &args.id).map_err(Failure::usage)?;
    // Colours are taken out again where they are not wanted.
    print(&report::explain::text(&found, &trace.sources, &profiles, Style { colour: true }));
    Ok(ExitCode::Ok)
}
