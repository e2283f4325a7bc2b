//! The flags that say what is tested and how to talk to it.

use std::time::Duration;

use clap::Args;

use super::seconds;

/// The heading of these flags in help texts.
const TARGET: &str = "Target";

#[derive(Debug, Args)]
#[command(next_help_heading = TARGET)]
pub(crate) struct TargetArgs {
    /// Base URL of the target, such as https://sync.twilio.com/v1; without it, the bundled reference.
    ///
    /// Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or from TWILIO_API_KEY and TWILIO_API_SECRET. A target on this
    /// machine may go without: then those that `syncproof serve` takes by default are sent.
    #[arg(long, value_name = "URL", env = "SYNCPROOF_TARGET", hide_env_values = true)]
    pub(crate) target: Option<String>,
    /// Work in this Service, create no other and do not delete it
    #[arg(long, value_name = "SID", requires = "target")]
    pub(crate) service: Option<String>,
    /// Seconds that one request may take
    #[arg(long, default_value = "10", value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// Seconds after its expiry to wait for an object to be gone; the documents promise no time, so later is undecided, not wrong
    #[arg(long, default_value = "300", value_name = "SECONDS", value_parser = seconds)]
    pub(crate) expiry_grace: Duration,
}

impl TargetArgs {
    /// Whether the bundled reference is meant.
    pub(crate) fn is_embedded(&self) -> bool {
        self.target.is_none()
    }
}
