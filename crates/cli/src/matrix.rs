//! `syncproof matrix`

use std::{cell::RefCell, rc::Rc, sync::Arc};

use syncproof_api::Profile;
use syncproof_harness::{
    exit::ExitCode,
    matrix::Matrix,
    report::{
        matrix as report,
        surface::{self as surface_report, Covered},
        terminal::{self, Style},
    },
    surface::Surface,
};
use syncproof_steps::{
    run::Progress,
    suite::{Sources, Suite},
};

use crate::{
    args::{Format, MatrixArgs},
    failure::Failure,
    output::{complain, print},
    run::{self, Ended},
    selection,
};

/// Colours are taken out again where they are not wanted.
const STYLE: Style = Style { colour: true };

pub(crate) fn matrix(args: &MatrixArgs) -> Result<ExitCode, Failure> {
    let profile = selection::profile(&args.run.choice.profile)?;
    if args.surface {
        return surface(args, &profile);
    }
    if args.check {
        return Ok(check(&profile));
    }
    let trace = selection::suite()?.trace();
    let matrix = Matrix::of(&trace, &profile);
    print(&match args.format {
        Format::Text => report::text(&matrix, STYLE),
        Format::Markdown => report::markdown(&matrix),
        Format::Json => report::json(&matrix),
    });
    Ok(ExitCode::Ok)
}

/// Prints what is not right with the suite: with the bundled profiles, and with that one.
fn check(profile: &Arc<Profile>) -> ExitCode {
    let mut profiles = vec![Profile::documented(), Profile::twilio()];
    if !profiles.contains(profile) {
        profiles.push(Profile::clone(profile));
    }
    let problems = Suite::check(&Sources::embedded(), &profiles);
    if problems.is_empty() {
        print("no problem\n");
        return ExitCode::Ok;
    }
    print(&problems.iter().map(|problem| format!("{problem}\n")).collect::<Vec<_>>().concat());
    ExitCode::Internal
}

/// Runs the suite and prints what it covered. That the run itself went well comes first in the exit code.
fn surface(args: &MatrixArgs, profile: &Arc<Profile>) -> Result<ExitCode, Failure> {
    let suite = selection::suite()?;
    let noted: Rc<RefCell<Option<Surface>>> = Rc::default();
    let progress = |base: &str| {
        *noted.borrow_mut() = Some(Surface::new(Arc::clone(profile), base));
        let noted = Rc::clone(&noted);
        Progress::watched(move |exchanges| {
            if let Some(surface) = noted.borrow_mut().as_mut() {
                for exchange in exchanges {
                    surface.note(exchange);
                }
            }
        })
    };
    let Ended { report, secrets, epilogue } = run::perform(&args.run, &suite, Arc::clone(profile), progress)?;
    let surface = noted.take().ok_or_else(|| Failure::internal("the run has left no account of its exchanges"))?;
    let covered = Covered { surface: &surface, target: &report.target, profile: &report.profile, secrets: &secrets };
    print(&match args.format {
        Format::Text => surface_report::text(&covered, STYLE),
        Format::Markdown => surface_report::markdown(&covered),
        Format::Json => surface_report::json(&covered),
    });
    run::write_reports(&args.run, &report, &suite, &secrets)?;
    match ExitCode::of(&report) {
        ExitCode::Ok if surface.gaps().is_empty() => Ok(ExitCode::Ok),
        ExitCode::Ok => Ok(ExitCode::Gaps),
        other => {
            complain("the run did not go well; `syncproof run` shows why:");
            complain(terminal::summary(&report, &secrets, STYLE, args.run.verbose).trim_end());
            complain(epilogue.unwrap_or_default().trim_end());
            Ok(other)
        }
    }
}
