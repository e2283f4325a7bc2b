//! The settings of a Service.

use syncproof_api::{Condition, Parameter as P, Request, profile::Limits};

use super::numbers::plain;

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
    pub(super) fn with(&self, request: &Request, limits: &Limits) -> Result<Self, Condition> {
        let mut settings = self.clone();
        if let Some(name) = request.param(P::FriendlyName) {
            if name.chars().count() > limits.friendly_name_length {
                return Err(Condition::InvalidFriendlyName);
            }
            settings.friendly_name = (!name.is_empty()).then(|| name.to_owned());
        }
        if let Some(url) = request.param(P::WebhookUrl) {
            if !url.is_empty() && !is_webhook_url(url, limits.webhook_url_length) {
                return Err(Condition::InvalidWebhookUrl);
            }
            settings.webhook_url = (!url.is_empty()).then(|| url.to_owned());
        }
        if let Some(text) = request.param(P::ReachabilityDebouncingWindow) {
            let window = plain(text).filter(|window| (1000..=30_000).contains(window));
            settings.window = window.ok_or(Condition::InvalidParameter)?;
        }
        for ((parameter, _), flag) in FLAGS.iter().zip(&mut settings.flags) {
            if let Some(text) = request.param(*parameter) {
                *flag = boolean(text)?;
            }
        }
        Ok(settings)
    }
}

/// `true` and `false`, in no other words.
pub(super) fn boolean(text: &str) -> Result<bool, Condition> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Condition::InvalidParameter),
    }
}

/// An absolute, percent-encoded HTTP URL that names a host.
fn is_webhook_url(url: &str, longest: usize) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let may_stand_in_a_url = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str())
        && !host.is_empty()
        && url.chars().all(may_stand_in_a_url)
        && url.chars().count() <= longest
}
