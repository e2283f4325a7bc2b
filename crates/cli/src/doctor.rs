//! `syncproof doctor`

use std::{fs::OpenOptions, io::Write as _, path::Path, time::Duration};

use syncproof_api::Profile;
use syncproof_harness::{
    creations::Creations,
    doctor::{self, Diagnosis},
    exit::ExitCode,
    redact::Secrets,
    report::{doctor as report, terminal::Style},
    text::{LINE, printable},
};

use crate::{
    args::{DoctorArgs, DoctorFormat},
    failure::Failure,
    ledger,
    output::{complain, print},
    selection,
    signals::Signals,
    target,
};

/// How long removing what was created may take.
const CLEAN_UP: Duration = Duration::from_secs(30);

pub(crate) fn doctor(args: &DoctorArgs) -> Result<ExitCode, Failure> {
    let profile = selection::profile(&args.profile)?;
    if let Some(file) = &args.write_profile {
        refuse_to_write(file, &args.profile)?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
    let (diagnosis, secrets) = runtime.block_on(async {
        let mut signals = Signals::new().map_err(Failure::internal)?;
        let opened = tokio::select! {
            opened = target::open(&args.target, &profile) => opened?,
            () = signals.next() => return Err(Failure::interrupted()),
        };
        let created = Creations::of("doctor", ledger::of_command(&args.target, &opened.target)?);
        let examined = tokio::select! {
            diagnosis = doctor::examine(&opened.target, &profile, args.target.service.as_deref(), &created) => Some(diagnosis),
            () = signals.next() => None,
        };
        tokio::select! {
            _ = tokio::time::timeout(CLEAN_UP, created.tidy(&opened.target)) => {}
            () = signals.next() => {}
        }
        let secrets = opened.secrets.clone();
        let wrote = opened.close().await;
        let mut left_behind = created.left_behind();
        if !created.close().map_err(Failure::usage)? {
            left_behind.push(format!("`{}` tries again to remove what is left", args.target.sweep()));
        }
        let Some(mut diagnosis) = examined else {
            for left in left_behind {
                complain(&printable(&secrets.scrub(&format!("left behind: {left}")), LINE));
            }
            return Err(Failure::interrupted());
        };
        diagnosis.left_behind = left_behind;
        if let Some(wrote) = wrote.filter(|_| diagnosis.exit_code() != ExitCode::Ok) {
            complain(wrote.trim_end());
        }
        Ok((diagnosis, secrets))
    })?;
    print(&match args.format {
        // Colours are taken out again where they are not wanted.
        DoctorFormat::Text => report::text(&diagnosis, &secrets, Style { colour: true }),
        DoctorFormat::Json => report::json(&diagnosis, &secrets),
    });
    if let Some(file) = args.write_profile.as_deref().filter(|_| diagnosis.usable) {
        write_profile(file, &diagnosis, &args.profile, &secrets)?;
    }
    Ok(diagnosis.exit_code())
}

/// Better before the checks than after.
fn refuse_to_write(file: &Path, extends: &str) -> Result<(), Failure> {
    if Profile::bundled(extends).is_none() {
        return Err(Failure::usage(
            "--write-profile writes one that extends a bundled profile; name that with --profile",
        ));
    }
    if file.exists() {
        return Err(exists(file));
    }
    Ok(())
}

fn exists(file: &Path) -> Failure {
    Failure::usage(format!("{} exists, and is not overwritten; name another file or remove it", file.display()))
}

fn write_profile(file: &Path, diagnosis: &Diagnosis, extends: &str, secrets: &Secrets) -> Result<(), Failure> {
    let stem = file.file_stem().map_or("ours".into(), |stem| stem.to_string_lossy());
    // The name of a bundled profile would stand for all that is said of that one.
    let name = if Profile::bundled(&stem).is_some() { format!("{stem}-found") } else { stem.into_owned() };
    let text = report::profile(diagnosis, &name, extends, secrets);
    let mut opened =
        OpenOptions::new().write(true).create_new(true).open(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => exists(file),
            _ => Failure::usage(format!("cannot write the profile {}: {error}", file.display())),
        })?;
    opened
        .write_all(text.as_bytes())
        .map_err(|error| Failure::usage(format!("cannot write the profile {}: {error}", file.display())))
}
