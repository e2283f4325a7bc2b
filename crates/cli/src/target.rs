//! From flags to a target that answers.

use std::sync::Arc;

use syncproof_api::Profile;
use syncproof_harness::{client::Limits, redact::Secrets, target::Target};

use crate::{args::TargetArgs, credentials, embedded::Embedded, failure::Failure};

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
}

impl Opened {
    /// Whether it is ours alone: then Services are cheap, and time can be moved.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.started, Started::Embedded(_))
    }

    /// Stops what was started.
    #[expect(clippy::unused_async, reason = "processes and containers take their time")]
    pub(crate) async fn close(self) {}
}

/// Finds or starts the target. What was started ends with [`Opened::close`], and at the latest when it is dropped.
#[expect(clippy::unused_async, reason = "processes and containers take their time")]
pub(crate) async fn open(args: &TargetArgs, profile: &Arc<Profile>) -> Result<Opened, Failure> {
    let limits = Limits { timeout: args.timeout, ..Limits::default() };
    let (url, credentials, started) = match &args.target {
        None => {
            let embedded = Embedded::start(Arc::clone(profile))?;
            (embedded.url.clone(), credentials::loopback(), Started::Embedded(embedded))
        }
        Some(url) => (url.clone(), credentials::for_target(url)?, Started::Nothing),
    };
    let secrets = credentials.secrets();
    let target = Target::new(&url, credentials, limits, args.expiry_grace).map_err(Failure::usage)?;
    let target = match &started {
        Started::Embedded(embedded) => target.with_clock(Arc::clone(&embedded.clock)),
        Started::Nothing => target,
    };
    Ok(Opened { target, secrets, started })
}
