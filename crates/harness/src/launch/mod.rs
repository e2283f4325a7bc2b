//! Targets that are started for a run: a command on this machine or a container, waited for, listened to, and ended with all they began.

mod command;
#[cfg(feature = "containers")]
mod container;
#[cfg(not(feature = "containers"))]
#[path = "without_containers.rs"]
mod container;
mod output;

use std::{sync::Arc, time::Duration};

use crate::{
    client::{Client, Limits, Outgoing, Transport, Trouble},
    text::{LINE, printable},
};

use command::Running;
use container::Contained;
pub use output::Output;

/// What to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// A command line, split into words as a shell would, but run without one. `{port}` in it stands for the port to listen on, which is
    /// in the environment variable `PORT` too.
    Command {
        /// The command line.
        line: String,
        /// The port, if not any free one.
        port: Option<u16>,
    },
    /// A container image.
    Image {
        /// Name, with a tag or without.
        image: String,
        /// The port that it listens on, inside.
        port: u16,
        /// Environment variables: name and value.
        env: Vec<(String, String)>,
    },
}

/// How to tell that a program is ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ready {
    /// It answers HTTP at its base URL, with anything but 502, 503 or 504.
    Answers,
    /// It has written this text to its output.
    Log(String),
    /// It answers a GET of this path with a status below 400.
    Http(String),
}

/// A program to start, and how to wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// What.
    pub program: Program,
    /// Path of the base URL, such as `/v1`.
    pub path: String,
    /// When it is ready.
    pub ready: Ready,
    /// How long it may take until it is.
    pub patience: Duration,
}

/// Why a program could not be started.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The command line cannot be read.
    #[error("--command '{line}' is no command line: {reason}")]
    BadCommand {
        /// What was given.
        line: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The port it is to listen on cannot be had.
    #[error("port {port} cannot be listened on: {source}; end what is there, or choose another --port")]
    Port {
        /// The port.
        port: u16,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The operating system does not start it.
    #[error("cannot start '{program}': {source}")]
    Spawn {
        /// The first word of the command line.
        program: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The container engine does not start it.
    #[error("cannot start a container of {image}: {reason}; does `docker run {image}` work here?")]
    Container {
        /// Name of the image.
        image: String,
        /// What the engine says, or that there is none.
        reason: String,
    },
    /// It ended before it was ready.
    #[error("the target ended before it was ready ({how})")]
    Ended {
        /// Its exit status.
        how: String,
        /// What it wrote.
        output: Arc<Output>,
    },
    /// It did not become ready in time.
    #[error("the target was not ready within {} s: {missing}", .waited.as_secs_f32())]
    NotReady {
        /// How long it was waited for.
        waited: Duration,
        /// What was waited for, and what happened instead.
        missing: String,
        /// What it wrote.
        output: Arc<Output>,
    },
    /// There is no client to ask it with.
    #[error(transparent)]
    Client(#[from] Trouble),
}

impl LaunchError {
    /// What the program wrote, if it ran.
    pub fn output(&self) -> Option<&Output> {
        match self {
            Self::Ended { output, .. } | Self::NotReady { output, .. } => Some(output),
            _ => None,
        }
    }
}

/// A program that was started. It is killed, with the processes it began, when this is dropped; [`Launched::stop`] is gentler.
#[derive(Debug)]
pub struct Launched {
    url: String,
    output: Arc<Output>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Command(Running),
    Container(Box<Contained>),
}

/// How long between two looks at a program that is not ready yet.
const POLL: Duration = Duration::from_millis(50);

/// How long one request may take that asks whether a program is ready.
const ASKING: Duration = Duration::from_secs(5);

impl Launch {
    /// Starts the program and waits until it is ready.
    pub async fn start(self) -> Result<Launched, LaunchError> {
        let needle = match &self.ready {
            Ready::Log(text) => Some(text.clone()),
            Ready::Answers | Ready::Http(_) => None,
        };
        let output = Arc::new(Output::watching_for(needle));
        let (origin, body) = match &self.program {
            Program::Command { line, port } => {
                let running = Running::start(line, *port, &output)?;
                (running.origin(), Body::Command(running))
            }
            Program::Image { image, port, env } => {
                let contained = Contained::start(image, *port, env, self.patience, &output).await?;
                (contained.origin().to_owned(), Body::Container(Box::new(contained)))
            }
        };
        let mut launched = Launched { url: format!("{origin}{}", self.path), output, body };
        let waiting = tokio::time::timeout(self.patience, self.wait_for(&mut launched, &origin)).await;
        match waiting {
            Ok(Ok(())) => Ok(launched),
            Ok(Err(error)) => Err(error),
            Err(_) => {
                let missing = self.missing(&launched, &origin);
                Err(LaunchError::NotReady { waited: self.patience, missing, output: Arc::clone(&launched.output) })
            }
        }
    }

    async fn wait_for(&self, launched: &mut Launched, origin: &str) -> Result<(), LaunchError> {
        let client = Client::new(&Transport::default(), Limits { timeout: ASKING, ..Limits::default() })?;
        loop {
            if let Some(how) = launched.ended().await {
                return Err(LaunchError::Ended { how, output: Arc::clone(&launched.output) });
            }
            let ready = match &self.ready {
                Ready::Log(_) => launched.output.has_shown_it(),
                Ready::Answers => status(&client, &format!("{}/Services", launched.url))
                    .await
                    .is_some_and(|s| !matches!(s, 502..=504)),
                Ready::Http(path) => status(&client, &format!("{origin}{path}")).await.is_some_and(|s| s < 400),
            };
            if ready {
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    fn missing(&self, launched: &Launched, origin: &str) -> String {
        match &self.ready {
            Ready::Log(text) => format!("its output has no '{}'", printable(text, LINE)),
            Ready::Answers => {
                let port = match self.program {
                    Program::Command { .. } => "does it listen on {port} of 127.0.0.1?",
                    Program::Image { .. } => "does it listen on --port, and on all addresses?",
                };
                format!("nothing answers at {}; {port}", launched.url)
            }
            Ready::Http(path) => format!("{origin}{path} does not answer with a status below 400"),
        }
    }
}

async fn status(client: &Client, url: &str) -> Option<u16> {
    let out = Outgoing { method: "GET".to_owned(), url: url.to_owned(), headers: Vec::new(), body: Vec::new() };
    client.send(out).await.ok().map(|exchange| exchange.answer.status)
}

impl Launched {
    /// Its base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it has written to its standard output and error.
    pub fn output(&self) -> &Output {
        &self.output
    }

    /// How it ended, if it has.
    pub async fn ended(&mut self) -> Option<String> {
        match &mut self.body {
            Body::Command(running) => running.ended().await,
            Body::Container(contained) => contained.ended().await,
        }
    }

    /// Asks it to end, waits a little, and kills what is left of it.
    pub async fn stop(self) {
        match self.body {
            Body::Command(running) => running.stop().await,
            Body::Container(contained) => contained.stop().await,
        }
    }
}
