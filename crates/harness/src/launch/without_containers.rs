//! In place of `container` where it is left out: nothing can be started, and it says so.

use std::{convert::Infallible, sync::Arc, time::Duration};

use super::{LaunchError, Output};

/// A container that was started, of which there can be none.
#[derive(Debug)]
pub(super) struct Contained(Infallible);

#[expect(clippy::unused_async, reason = "it stands in for one that waits for an engine")]
impl Contained {
    pub(super) async fn start(
        image: &str,
        _port: u16,
        _env: &[(String, String)],
        _patience: Duration,
        _output: &Arc<Output>,
    ) -> Result<Self, LaunchError> {
        let reason = "this build leaves containers out (feature `containers`)".to_owned();
        Err(LaunchError::Container { image: image.to_owned(), reason })
    }

    pub(super) fn origin(&self) -> &str {
        match self.0 {}
    }

    pub(super) async fn ended(&self) -> Option<String> {
        match self.0 {}
    }

    pub(super) async fn stop(self) {
        match self.0 {}
    }
}
