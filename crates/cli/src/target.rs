//! From flags to a target that answers.

use std::{fmt::Display, sync::Arc};

use syncproof_api::Profile;
use syncproof_harness::{
    client::{Client, Limits, Roots, Transport},
    launch::{LaunchError, Launched, Output},
    redact::Secrets,
    target::Target,
    text::printable_lines,
};

use crate::{
    args::{Source, TargetArgs},
    credentials,
    embedded::Embedded,
    failure::Failure,
    output::complain,
};

/// How many lines of a started target's output are shown, and how many characters.
const SHOWN: (usize, usize) = (40, 8000);

/// A target that is there, with whatever was started for it.
pub(crate) struct Opened {
    pub(crate) target: Target,
    pub(crate) secrets: Secrets,
    started: Started,
}

/// What was started for a target.
enum Started {
    /// Nothing: it was there.
    Nothing,
    /// The reference in this process, which ends when this is dropped.
    Embedded(Embedded),
    /// A command or container.
    Launched(Launched),
}

impl Opened {
    /// Whether it is ours alone: then Services are cheap, and time can be moved.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.started, Started::Embedded(_))
    }

    /// Stops what was started. Gives what it wrote, and how it ended if it did so by itself.
    pub(crate) async fn close(self) -> Option<String> {
        let Started::Launched(mut launched) = self.started else { return None };
        let output = excerpt(launched.output(), &self.secrets);
        let ended = launched.ended().await;
        launched.stop().await;
        let ended = ended.map(|how| format!("the target ended in the midst of the run ({how})\n")).unwrap_or_default();
        Some(ended + &output)
    }
}

/// Finds or starts the target. What was started ends with [`Opened::close`], and at the latest when it is dropped.
pub(crate) async fn open(args: &TargetArgs, profile: &Arc<Profile>) -> Result<Opened, Failure> {
    let source = args.source();
    if args.service.is_some() && !matches!(source, Source::Url(_)) {
        return Err(Failure::usage("--service names a Service of a target: say which with --target"));
    }
    let client = client(args)?;
    for note in notes(args) {
        complain(&format!("warning: {note}"));
    }
    let (url, credentials, started) = match source {
        Source::Embedded => {
            let embedded = Embedded::start(Arc::clone(profile))?;
            (embedded.url.clone(), credentials::loopback(), Started::Embedded(embedded))
        }
        Source::Url(url) => (url.clone(), credentials::for_target(&url)?, Started::Nothing),
        Source::Launch(launch) => {
            let credentials = credentials::for_launched();
            let launched = launch.start().await.map_err(|error| not_launched(&error, &credentials.secrets()))?;
            (launched.url().to_owned(), credentials, Started::Launched(launched))
        }
    };
    let secrets = credentials.secrets();
    let target = Target::new(&url, credentials, client, args.expiry_grace).map_err(Failure::usage)?;
    let target = target.with_manners(&args.manners());
    let target = match &started {
        Started::Embedded(embedded) => target.with_clock(Arc::clone(&embedded.clock)),
        Started::Nothing | Started::Launched(_) => target,
    };
    Ok(Opened { target, secrets, started })
}

fn not_launched(error: &LaunchError, secrets: &Secrets) -> Failure {
    let output = error.output().map(|output| format!("\n{}", excerpt(output, secrets))).unwrap_or_default();
    let message = secrets.scrub(&error.to_string()) + output.trim_end();
    match error {
        LaunchError::BadCommand { .. } | LaunchError::Spawn { .. } => Failure::usage(message),
        _ => Failure::set_up(message),
    }
}

/// The last lines of what a target wrote, as they may be shown.
fn excerpt(output: &Output, secrets: &Secrets) -> String {
    let (most_lines, most_chars) = SHOWN;
    let text = secrets.scrub(&output.tail());
    let lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return "it wrote nothing\n".to_owned();
    }
    let last = lines[lines.len().saturating_sub(most_lines)..].iter().map(|line| format!("  | {line}\n"));
    format!("the last it wrote:\n{}", printable_lines(&last.collect::<String>(), most_chars))
}

/// A client that speaks as the flags say.
fn client(args: &TargetArgs) -> Result<Client, Failure> {
    let mut roots = Roots::default();
    for file in &args.ca {
        let unusable = |reason: &dyn Display| Failure::usage(format!("--ca {}: {reason}", file.display()));
        let pem = std::fs::read(file).map_err(|error| unusable(&error))?;
        roots.add_pem(&pem).map_err(|error| unusable(&error))?;
    }
    let transport = Transport { http: args.http.into(), roots, insecure: args.insecure };
    let limits = Limits { connect_timeout: args.connect_timeout, timeout: args.timeout, ..Limits::default() };
    Client::new(&transport, limits).map_err(Failure::set_up)
}

/// What takes from the worth of a run against a target that is spoken to so.
pub(crate) fn notes(args: &TargetArgs) -> Vec<String> {
    let insecure = "--insecure: certificates are not checked, so anybody may have answered in the place of the target";
    args.insecure.then(|| insecure.to_owned()).into_iter().collect()
}
