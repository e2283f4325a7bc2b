//! `syncproof list`

use std::fmt::Write as _;

use syncproof_harness::exit::ExitCode;

use crate::{
    args::ListArgs,
    failure::Failure,
    output::print,
    selection::{choose, profile, suite},
};

pub(crate) fn list(args: &ListArgs) -> Result<ExitCode, Failure> {
    let (suite, profile) = (suite()?, profile(&args.choice.profile)?);
    let chosen = choose(&suite, &profile, &args.choice)?;
    let mut text = String::new();
    for info in &chosen.scenarios {
        let needs: Vec<&str> = info.needs.iter().map(|need| need.name()).collect();
        let needs = if needs.is_empty() { String::new() } else { format!("\n    needs {}", needs.join(", ")) };
        // Writing to a String cannot fail.
        let _ =
            writeln!(text, "{} ({})  {}\n    {}{needs}", info.id, info.level, info.title, info.requirements.join(", "));
    }
    let _ = writeln!(text, "\n{} scenarios in profile {}", chosen.scenarios.len(), profile.name());
    print(&text);
    Ok(ExitCode::Ok)
}
