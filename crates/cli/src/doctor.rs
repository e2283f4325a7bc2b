//! `syncproof doctor`

use std::{cell::RefCell, fs::OpenOptions, io::Write as _, path::Path, time::Duration};

use syncproof_api::Profile;
use syncproof_harness::{
    doctor::{self, Diagnosis},
    exit::ExitCode,
    redact::Secrets,
    report::{doctor as report, terminal::Style},
};

use crate::{
    args::{DoctorArgs, DoctorFormat},
    failure::Failure,
    output::print,
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
        let created = RefCell::default();
        let examined = tokio::select! {
            diagnosis = doctor::examine(&opened.target, &profile, args.target.service.as_deref(), &created) => Some(diagnosis),
            () = signals.next() => None,
        };
        let left_behind = tokio::select! {
            left_behind = tokio::time::timeout(CLEAN_UP, doctor::tidy(&opened.target, &created)) => left_behind.unwrap_or_default(),
            () = signals.next() => Vec::new(),
        };
        let secrets = opened.secrets.clone();
        opened.close().await;
        let Some(mut diagnosis) = examined else { return Err(Failure::interrupted()) };
        diagnosis.left_behind = left_behind;
        // What the time did not suffice for.
        diagnosis.left_behind.extend(created.take().iter().map(|address| format!("{} (not removed)", address.path())));
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
