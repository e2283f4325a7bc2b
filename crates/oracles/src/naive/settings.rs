//! The settings of a Service.

use syncproof_api::{Condition, Parameter as P, Request, profile::Limits};

use super::{faults::Faults, numbers::number};

#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) friendly_name: Option<String>,
    pub(super) webhook_url: Option<String>,
    pub(super) window: u64,
    /// In the order of [`FLAGS`].
    pub(super) flags: [bool; 4],
}

/// What can be switched on and off: the parameter, and the field that shows it.
pub(super) const FLAGS: [(P, &str); 4] = [
    (P::ReachabilityWebhooksEnabled, "reachability_webhooks_enabled"),
    (P::AclEnabled, "acl_enabled"),
    (P::ReachabilityDebouncingEnabled, "reachability_debouncing_enabled"),
    (P::WebhooksFromRestEnabled, "webhooks_from_rest_enabled"),
];

impl Settings {
    /// Those of a Service for which nothing was asked.
    pub(super) const fn new() -> Self {
        Self { friendly_name: None, webhook_url: None, window: 5000, flags: [false; 4] }
    }

    /// The same with what a request asks for.
    pub(super) fn with(&self, faults: &mut Faults, request: &Request, limits: &Limits) -> Self {
        let mut settings = self.clone();
        if let Some(name) = request.param(P::FriendlyName) {
            if name.chars().count() > limits.friendly_name_length {
                faults.demanded(Condition::InvalidFriendlyName);
            }
            settings.friendly_name = (!name.is_empty()).then(|| name.to_owned());
        }
        if let Some(url) = request.param(P::WebhookUrl) {
            if !url.is_empty() && !is_webhook_url(url, limits.webhook_url_length) {
                faults.demanded(Condition::InvalidWebhookUrl);
            }
            settings.webhook_url = (!url.is_empty()).then(|| url.to_owned());
        }
        if let Some(text) = request.param(P::ReachabilityDebouncingWindow) {
            settings.window = number(text).unwrap_or_default();
            if !(1000..=30_000).contains(&settings.window) {
                faults.demanded(Condition::InvalidParameter);
            }
        }
        for ((parameter, _), flag) in FLAGS.iter().zip(&mut settings.flags) {
            if let Some(text) = request.param(*parameter) {
                *flag = boolean(faults, text);
            }
        }
        settings
    }
}

/// `true` and `false`, in no other words.
pub(super) fn boolean(faults: &mut Faults, text: &str) -> bool {
    if !["true", "false"].contains(&text) {
        faults.demanded(Condition::InvalidParameter);
    }
    text == "true"
}

/// An absolute URL of HTTP, in lower case, that names a host. What follows the host is printable.
fn is_webhook_url(url: &str, longest: usize) -> bool {
    let Some(rest) = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")) else { return false };
    let names_a_host = !rest.starts_with(['/', '?', '#', ':']) && !rest.is_empty();
    names_a_host && url.chars().all(|c| c.is_ascii_graphic()) && url.chars().count() <= longest
}
