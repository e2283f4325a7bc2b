//! Services: created, changed and deleted as a whole.

use syncproof_api::{Condition, Parameter, Request, SidPrefix, Timestamp, Verb};

use crate::{
    choices::{Choices, RevisionEvent},
    params::{Reader, natural},
    place::Place,
    plan::Action,
    state::{Service, Settings, State},
};

/// The debouncing window, in milliseconds (Service page).
const WINDOW: std::ops::RangeInclusive<i64> = 1_000..=30_000;

pub(crate) fn plan(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    let before = match &place {
        Some(Place::Service(number)) => state.services.get(number).map(|s| s.settings.clone()).unwrap_or_default(),
        _ => Settings::default(),
    };
    let settings = read(reader, before);
    if reader.request.operation.verb == Verb::Create {
        return Some(Action::CreateService(settings));
    }
    reader.note_if_empty(reader.request.operation.parameters());
    let is_sent = |parameter: &Parameter| reader.request.param(*parameter).is_some();
    let settings = reader.request.operation.parameters().iter().any(is_sent).then_some(settings);
    match place? {
        Place::Service(service) => Some(Action::UpdateService { service, settings }),
        _ => None,
    }
}

/// What is not sent stays as it is. An empty friendly name or webhook URL clears it.
fn read(reader: &mut Reader<'_>, mut settings: Settings) -> Settings {
    if let Some(name) = reader.request.param(Parameter::FriendlyName) {
        if name.chars().count() > reader.profile.limits.friendly_name_length {
            reader.refuse(Condition::InvalidFriendlyName);
        }
        if name.is_empty() {
            // The dictionary calls it invalid (54053), the live service was seen to take it.
            reader.refusals.may_but_does_not(Condition::InvalidFriendlyName);
        }
        settings.friendly_name = (!name.is_empty()).then(|| name.to_owned());
    }
    if let Some(url) = reader.request.param(Parameter::WebhookUrl) {
        if !url.is_empty() && !is_webhook_url(url, reader.profile.limits.webhook_url_length) {
            reader.refuse(Condition::InvalidWebhookUrl);
        }
        settings.webhook_url = (!url.is_empty()).then(|| url.to_owned());
    }
    let flags = [
        (Parameter::WebhooksFromRestEnabled, &mut settings.webhooks_from_rest_enabled),
        (Parameter::ReachabilityWebhooksEnabled, &mut settings.reachability_webhooks_enabled),
        (Parameter::AclEnabled, &mut settings.acl_enabled),
        (Parameter::ReachabilityDebouncingEnabled, &mut settings.reachability_debouncing_enabled),
    ];
    for (parameter, setting) in flags {
        *setting = reader.flag(parameter).unwrap_or(*setting);
    }
    if let Some(text) = reader.request.param(Parameter::ReachabilityDebouncingWindow) {
        match natural(text).filter(|window| WINDOW.contains(window)) {
            Some(window) => settings.reachability_debouncing_window = window,
            // As good as absent, to some.
            None if text.is_empty() => reader.refusals.may_and_does(Condition::InvalidParameter),
            None => reader.refuse(Condition::InvalidParameter),
        }
    }
    settings
}

/// An absolute, percent-encoded HTTP URL with a host (error dictionary, 54051).
fn is_webhook_url(url: &str, max: usize) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host_is_named = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':']));
    host_is_named && url.len() <= max && url.bytes().all(|b| b.is_ascii_graphic())
}

pub(crate) fn create(
    state: &mut State,
    request: &Request,
    settings: Settings,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let sid = choices.sid(SidPrefix::Service);
    let created = choices.created(now);
    let updated = choices.updated(RevisionEvent::Created, now, None);
    Place::Service(state.add(Service::new(sid, request.account.clone(), settings, created, updated)))
}

pub(crate) fn update(
    state: &mut State,
    number: u64,
    settings: Option<Settings>,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    if let Some(service) = state.services.get_mut(&number) {
        let event = if settings.is_some() { RevisionEvent::DataWritten } else { RevisionEvent::TtlOnly };
        service.settings = settings.unwrap_or_else(|| service.settings.clone());
        service.updated = choices.updated(event, now, service.updated);
    }
    Place::Service(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhook_urls_are_absolute_http_with_a_host() {
        for url in ["http://a", "https://example.com/hook?x=%20", "http://[::1]:8080/"] {
            assert!(is_webhook_url(url, 512), "{url}");
        }
        for url in ["", "ftp://a", "http://", "https:///x", "http://a b", "http://é", "example.com"] {
            assert!(!is_webhook_url(url, 512), "{url}");
        }
        let long = format!("http://{}", "a".repeat(506));
        assert!(!is_webhook_url(&long, 512) && is_webhook_url(&long[..512], 512));
    }
}
