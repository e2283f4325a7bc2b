//! A command on this machine, in a process group of its own, so that its end is the end of what it began.

use std::{net::TcpListener, process::Stdio, sync::Arc, time::Duration};

use futures::future::join_all;
use process_wrap::tokio::{ChildWrapper, CommandWrap};

use tokio::{io::AsyncRead, task::JoinHandle};

use super::{LaunchError, Output};

/// How long a command may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(5);

/// How long the output of a command that has ended is waited for.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// SIGTERM, by its number in POSIX.
#[cfg(unix)]
const TERMINATE: i32 = 15;

/// The place of the port in a command line.
const PORT: &str = "{port}";

/// A command that was started.
#[derive(Debug)]
pub(super) struct Running {
    child: Box<dyn ChildWrapper>,
    port: u16,
    readers: Vec<JoinHandle<()>>,
}

impl Running {
    /// Starts it. What it writes goes to `output`.
    pub(super) fn start(line: &str, port: Option<u16>, output: &Arc<Output>) -> Result<Self, LaunchError> {
        let bad = |reason: String| LaunchError::BadCommand { line: line.to_owned(), reason };
        let port = match port {
            Some(port) => {
                // Else whoever is there already would be taken for the command.
                TcpListener::bind(("127.0.0.1", port)).map_err(|source| LaunchError::Port { port, source })?;
                port
            }
            None => free_port().map_err(|error| bad(format!("no port is free: {error}")))?,
        };
        let words = shell_words::split(line).map_err(|error| bad(error.to_string()))?;
        let mut words = words.into_iter().map(|word| word.replace(PORT, &port.to_string()));
        let program = words.next().ok_or_else(|| bad("it is empty".to_owned()))?;
        let mut command = CommandWrap::with_new(&program, |command| {
            command.args(words).env("PORT", port.to_string());
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        });
        #[cfg(unix)]
        command.wrap(process_wrap::tokio::ProcessGroup::leader());
        #[cfg(windows)]
        command.wrap(process_wrap::tokio::JobObject);
        let mut child = command.spawn().map_err(|source| LaunchError::Spawn { program, source })?;
        let mut readers = Vec::new();
        if let Some(stdout) = child.stdout().take() {
            readers.push(read(stdout, output));
        }
        if let Some(stderr) = child.stderr().take() {
            readers.push(read(stderr, output));
        }
        Ok(Self { child, port, readers })
    }

    pub(super) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How it ended, if it has. Then all it wrote has been read.
    pub(super) async fn ended(&mut self) -> Option<String> {
        let how = match self.child.try_wait() {
            Ok(status) => status?.to_string(),
            Err(error) => error.to_string(),
        };
        // What it began may still have its output open.
        let _ = tokio::time::timeout(LAST_WORDS, join_all(self.readers.drain(..))).await;
        Some(how)
    }

    pub(super) async fn stop(mut self) {
        #[cfg(unix)]
        // It may have ended by itself.
        let _ = self.child.signal(TERMINATE);
        #[cfg(unix)]
        let _ = tokio::time::timeout(GRACE, self.child.wait()).await;
        // Dropping kills what is left.
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The whole group, which may outlive the command itself; none left is as well.
        let _ = self.child.start_kill();
    }
}

fn read(from: impl AsyncRead + Unpin + Send + 'static, output: &Arc<Output>) -> JoinHandle<()> {
    let output = Arc::clone(output);
    tokio::spawn(async move { output.read(from).await })
}

/// A port that was free a moment ago. Another process may take it first; then the command says so and ends.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
