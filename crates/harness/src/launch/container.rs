//! A container of an image, by the Docker engine that is there.

use std::{error::Error, sync::Arc, time::Duration};

use testcontainers::{
    ContainerAsync, GenericImage, ImageExt as _, TestcontainersError,
    core::{IntoContainerPort as _, logs::LogFrame},
    runners::AsyncRunner as _,
};

use super::{LaunchError, Output};

/// How long the engine may take to remove a container.
const REMOVAL: Duration = Duration::from_secs(20);

/// How long the log of a container that has ended takes to come.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// A container that was started.
#[derive(Debug)]
pub(super) struct Contained {
    container: ContainerAsync<GenericImage>,
    origin: String,
}

impl Contained {
    /// Starts it; its log goes to `output`.
    pub(super) async fn start(
        image: &str,
        port: u16,
        env: &[(String, String)],
        patience: Duration,
        output: &Arc<Output>,
    ) -> Result<Self, LaunchError> {
        let failed =
            |error: TestcontainersError| LaunchError::Container { image: image.to_owned(), reason: reason(&error) };
        let (name, tag) = name_and_tag(image);
        let log = Arc::clone(output);
        let mut request = GenericImage::new(name, tag)
            .with_exposed_port(port.tcp())
            .with_startup_timeout(patience)
            .with_log_consumer(move |frame: &LogFrame| log.push(frame.bytes()));
        for (name, value) in env {
            request = request.with_env_var(name, value);
        }
        let container = request.start().await.map_err(failed)?;
        let host = container.get_host().await.map_err(failed)?.to_string();
        let port = match container.get_host_port_ipv4(port.tcp()).await {
            Ok(port) => port,
            // A container that has ended has no ports: that it ended says more.
            Err(error) => match container.exit_code().await {
                Ok(Some(code)) => {
                    tokio::time::sleep(LAST_WORDS).await;
                    return Err(LaunchError::Ended { how: format!("exit code {code}"), output: Arc::clone(output) });
                }
                _ => return Err(failed(error)),
            },
        };
        // The port is mapped on IPv4; the name may lead to IPv6 first.
        let host = if host == "localhost" { "127.0.0.1" } else { &host };
        Ok(Self { origin: format!("http://{host}:{port}"), container })
    }

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// How it ended, if it has.
    pub(super) async fn ended(&self) -> Option<String> {
        match self.container.exit_code().await {
            Ok(None) => None,
            Ok(Some(code)) => {
                tokio::time::sleep(LAST_WORDS).await;
                Some(format!("exit code {code}"))
            }
            Err(error) => Some(reason(&error)),
        }
    }

    pub(super) async fn stop(self) {
        // What the engine does not remove in time, it is asked to remove again when the container is dropped.
        let _ = tokio::time::timeout(REMOVAL, self.container.rm()).await;
    }
}

/// `name`, `name:tag`, `host:5000/name`: only a colon after the last slash begins a tag.
fn name_and_tag(image: &str) -> (&str, &str) {
    let name_at = image.rfind('/').map_or(0, |slash| slash + 1);
    match image[name_at..].rfind(':') {
        Some(colon) => (&image[..name_at + colon], &image[name_at + colon + 1..]),
        None => (image, "latest"),
    }
}

/// The whole chain of causes: the outermost tells what was tried, the innermost why it failed.
fn reason(error: &TestcontainersError) -> String {
    let mut parts = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
        cause = inner.source();
    }
    parts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_of_a_registry_is_no_tag() {
        assert_eq!(name_and_tag("sync"), ("sync", "latest"));
        assert_eq!(name_and_tag("sync:1.2"), ("sync", "1.2"));
        assert_eq!(name_and_tag("registry.example:5000/a/sync"), ("registry.example:5000/a/sync", "latest"));
        assert_eq!(name_and_tag("registry.example:5000/a/sync:dev"), ("registry.example:5000/a/sync", "dev"));
    }
}
