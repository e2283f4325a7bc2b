//! The flags that say what is tested and how to talk to it.

use std::time::Duration;

use clap::Args;
use syncproof_harness::{
    curl::quoted,
    launch::{Launch, Program, Ready},
    manners::{Rate, Settings},
};

use super::{TransportArgs, duration, duration_or_none};
use crate::{credentials::CredentialsArg, ledger::LedgerArg};

/// The variable that stands for `--target` where no flag says what is tested.
const TARGET: &str = "SYNCPROOF_TARGET";

/// The flags that say what is to be started.
const LAUNCHED: &str = "launched";

#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(crate) struct TargetArgs {
    /// Base URL of the target, such as https://sync.twilio.com/v1 (or SYNCPROOF_TARGET); without any target, the bundled reference.
    ///
    /// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or from TWILIO_API_KEY and TWILIO_API_SECRET, or from --credentials.
    /// A target on this machine may go without: then those that `syncproof serve` takes by default are sent.
    #[arg(long, value_name = "URL")]
    pub(crate) target: Option<String>,
    /// Start this command and test it, such as 'my-server --port {port}'; no shell reads it.
    ///
    /// `{port}`, and PORT in its environment, is the port to listen on, at 127.0.0.1. It is ended after the run with all processes it
    /// began, and what it wrote is shown if the run fails.
    #[arg(long, value_name = "COMMAND", conflicts_with = "target", group = LAUNCHED)]
    pub(crate) command: Option<String>,
    /// Start a container of this image and test it; needs Docker and --port
    #[arg(long, value_name = "NAME[:TAG]", conflicts_with_all = ["target", "command"], requires = "port", group = LAUNCHED)]
    pub(crate) image: Option<String>,
    /// The port that the image listens on, or that the command is to listen on [default for a command: any free one]
    #[arg(long, requires = LAUNCHED, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
    /// An environment variable of the container (may be repeated)
    #[arg(long, value_name = "NAME=VALUE", requires = "image", value_parser = variable)]
    pub(crate) env: Vec<(String, String)>,
    /// Path of the base URL of a command or image
    #[arg(long, value_name = "PATH", default_value = "/v1", value_parser = base_path, requires = LAUNCHED)]
    pub(crate) base_path: String,
    /// A command or image is ready when it has written this [default: when it answers at its base URL]
    #[arg(long, value_name = "TEXT", requires = LAUNCHED)]
    pub(crate) wait_log: Option<String>,
    /// A command or image is ready when it answers a GET of this path with a status below 400
    #[arg(long, value_name = "PATH", conflicts_with = "wait_log", requires = LAUNCHED, value_parser = path)]
    pub(crate) wait_http: Option<String>,
    /// How long a command or image may take until it is ready
    #[arg(long, default_value = "60", value_name = "TIME", value_parser = duration, requires = LAUNCHED)]
    pub(crate) wait: Duration,
    /// Work in this Service of the target, create no other and do not delete it
    #[arg(long, value_name = "SID")]
    pub(crate) service: Option<String>,
    #[command(flatten)]
    pub(crate) credentials: CredentialsArg,
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
    /// Run the scenarios with real races (@race) also against a target that is not on this machine
    #[arg(long)]
    pub(crate) allow_remote: bool,
    /// At most so many requests, such as 20/s or 300/min, evenly spread; the bundled reference needs no mercy
    #[arg(long, value_name = "RATE")]
    pub(crate) rate: Option<Rate>,
    /// At most so many requests to any one Document, List, Map or Stream with all that is in it.
    ///
    /// The limits page documents 20/s for reading and for writing one object, averaged over 10 s, 2/s for writing 10 KiB or more, and
    /// 20/s for creating objects in one Service, which --rate 20/s keeps to (https://www.twilio.com/docs/sync/limits).
    #[arg(long, value_name = "RATE")]
    pub(crate) object_rate: Option<Rate>,
    #[command(flatten)]
    pub(crate) transport: TransportArgs,
    /// How long after its expiry to wait for an object to be gone; the documents promise no time, so later is undecided, not wrong
    #[arg(long, default_value = "300", value_name = "TIME", value_parser = duration)]
    pub(crate) expiry_grace: Duration,
    /// How long a listing may take to show what was written; 0 for not at all.
    ///
    /// The documents leave open whether a listing shows at once what was created, changed or deleted. One that seems wrong is asked for
    /// again until it is right or this time is over; the summary says where that was needed. If the listings of five scenarios have
    /// stayed wrong and none has come right, the target is wrong and not late: then none is waited for. The bundled reference is never
    /// late.
    #[arg(long, default_value = "2", value_name = "TIME", value_parser = duration_or_none)]
    pub(crate) settle: Duration,
}

/// What is tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The reference in this process.
    Embedded,
    /// Something that runs already, at this base URL.
    Url(String),
    /// Something to be started.
    Launch(Launch),
}

impl TargetArgs {
    /// What the flags, or the environment where they are silent, say is tested.
    pub(crate) fn source(&self) -> Source {
        let program = match (&self.command, &self.image) {
            (Some(line), _) => Program::Command { line: line.clone(), port: self.port },
            (None, Some(image)) => Program::Image {
                image: image.clone(),
                // clap demands it.
                port: self.port.unwrap_or_default(),
                env: self.env.clone(),
            },
            (None, None) => {
                let variable = || std::env::var(TARGET).ok().filter(|url| !url.is_empty());
                return self.target.clone().or_else(variable).map_or(Source::Embedded, Source::Url);
            }
        };
        let ready = match (&self.wait_log, &self.wait_http) {
            (Some(text), _) => Ready::Log(text.clone()),
            (None, Some(path)) => Ready::Http(path.clone()),
            (None, None) => Ready::Answers,
        };
        Source::Launch(Launch { program, path: self.base_path.clone(), ready, patience: self.wait })
    }

    /// What the flags say is tested, for reports of a run that did not get to know it.
    pub(crate) fn name(&self) -> String {
        match self.source() {
            Source::Embedded => "the bundled reference".to_owned(),
            Source::Url(url) => url,
            Source::Launch(Launch { program: Program::Command { line, .. }, .. }) => line,
            Source::Launch(Launch { program: Program::Image { image, .. }, .. }) => image,
        }
    }

    /// The command that removes what a run has left.
    pub(crate) fn sweep(&self) -> String {
        let folder = self.ledger.ledger.iter().map(|folder| ("--ledger", folder));
        let file = self.credentials.credentials.iter().map(|file| ("--credentials", file));
        let authorities = self.transport.ca.iter().map(|file| ("--ca", file));
        let paths = folder.chain(file).chain(authorities);
        let mut command = vec!["syncproof sweep".to_owned()];
        command.extend(paths.map(|(flag, path)| format!("{flag} {}", quoted(&path.display().to_string()))));
        command.extend(self.transport.insecure.then(|| "--insecure".to_owned()));
        command.join(" ")
    }

    /// How the target is treated. The bundled reference needs no mercy.
    pub(crate) fn manners(&self) -> Settings {
        if self.source() == Source::Embedded {
            return Settings::default();
        }
        Settings { rate: self.rate, object_rate: self.object_rate, settle: self.settle, ..Settings::default() }
    }
}

/// The path of a base URL. Without any, a target is taken to be at `/v1`.
fn base_path(text: &str) -> Result<String, String> {
    path(text).and_then(
        |path| if path.is_empty() { Err("the API is below a path, such as /v1".to_owned()) } else { Ok(path) },
    )
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

/// A path as it is put behind an origin: with a slash before it and none after it.
fn path(text: &str) -> Result<String, String> {
    if text.starts_with('/') && !text.contains(['?', '#', ' ']) {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    Err("write it like /v1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::args::Cli;

    fn source(args: &[&str]) -> Source {
        Cli::try_parse_from([&["syncproof"], args].concat()).unwrap().run.target.source()
    }

    #[test]
    fn a_command_or_image_is_started_and_waited_for() {
        let launch = |program, ready| {
            Source::Launch(Launch { program, path: "/v1".to_owned(), ready, patience: Duration::from_mins(1) })
        };
        let command = Program::Command { line: "serve {port}".to_owned(), port: None };
        assert_eq!(source(&["--command", "serve {port}"]), launch(command, Ready::Answers));
        let image = Program::Image { image: "a:b".to_owned(), port: 80, env: vec![("K".to_owned(), "V=W".to_owned())] };
        let args = ["--image", "a:b", "--port", "80", "--env", "K=V=W", "--wait-log", "up"];
        assert_eq!(source(&args), launch(image, Ready::Log("up".to_owned())));
    }

    #[test]
    fn one_target_is_enough() {
        for args in [
            &["--target", "http://h", "--command", "c"][..],
            &["--target", "http://h", "--image", "i", "--port", "1"],
            &["--command", "c", "--image", "i", "--port", "1"],
            &["--image", "i"],
            &["--command", "c", "--env", "K=V"],
            &["--port", "1"],
            &["--wait-log", "x"],
            &["--target", "http://h", "--wait", "5"],
            &["--command", "c", "--base-path", "/"],
            &["--command", "c", "--wait-log", "x", "--wait-http", "/"],
            &["--command", "c", "--base-path", "v1"],
        ] {
            assert!(Cli::try_parse_from([&["syncproof"], args].concat()).is_err(), "{args:?}");
        }
    }
}
