//! From flags to a target that answers.

use std::sync::Arc;

use syncproof_api::Profile;
use syncproof_harness::{
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

    /// Whether it was started for the run, and so is on this machine.
    pub(crate) fn was_started(&self) -> bool {
        !matches!(self.started, Started::Nothing)
    }

    /// Stops what was started. Gives what it wrote, and how it ended if it did so by itself.
    pub(crate) async fn close(self) -> Option<String> {
        let Started::Launched(mut launched) = self.started else { return None };
        let ended = launched.ended().await;
        let output = excerpt(launched.output(), &self.secrets);
        launched.stop().await;
        let ended = ended.map(|how| format!("the target ended in the midst of the run ({how})\n")).unwrap_or_default();
        Some(ended + &output)
    }
}

/// Finds or starts the target. What was started ends with [`Opened::close`], and at the latest when it is dropped.
pub(crate) async fn open(args: &TargetArgs, profile: &Arc<Profile>) -> Result<Opened, Failure> {
    let source = args.source();
    if source == Source::Embedded {
        refuse_without_target(args)?;
    }
    let client = args.transport.client()?;
    for note in args.transport.notes() {
        complain(&format!("warning: {note}"));
    }
    let (url, credentials, started) = match source {
        Source::Embedded => {
            let embedded = Embedded::start(Arc::clone(profile))?;
            (embedded.url.clone(), credentials::loopback(), Started::Embedded(embedded))
        }
        Source::Url(url) => (url.clone(), credentials::for_target(&url, &args.credentials)?, Started::Nothing),
        Source::Launch(launch) => {
            let credentials = credentials::for_launched(&args.credentials)?;
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

/// Whoever says how to treat a target means one, and has perhaps lost it on the way: the reference instead would prove nothing.
fn refuse_without_target(args: &TargetArgs) -> Result<(), Failure> {
    let given = [
        ("--service", args.service.is_some()),
        ("--credentials", args.credentials.credentials.is_some()),
        ("--rate", args.rate.is_some()),
        ("--object-rate", args.object_rate.is_some()),
        ("--allow-remote", args.allow_remote),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(Failure::usage(format!(
            "{flag} is for a target, and none is named: say which with --target, --command or --image"
        ))),
        None => Ok(()),
    }
}

fn not_launched(error: &LaunchError, secrets: &Secrets) -> Failure {
    let output = error.output().map(|output| format!("\n{}", excerpt(output, secrets))).unwrap_or_default();
    let message = secrets.scrub(&error.to_string()) + output.trim_end();
    match error {
        LaunchError::BadCommand { .. } | LaunchError::Spawn { .. } | LaunchError::Port { .. } => {
            Failure::usage(message)
        }
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
