//! Services and their settings.

use serde_json::{Value, json};
use syncproof_api::{Address, Operation, Parameter, Request, Response};

use super::{
    Row, Stage,
    Twist::{After, Before, Instead, Limits},
    names::ascii,
    row,
    stage::get,
    tools::{R, V, as_text, crash, drop_field, error, is, rewrite, send, sent, show_as, shown, unsend, with},
};

const FLAGS: [&str; 4] =
    ["WebhooksFromRestEnabled", "ReachabilityWebhooksEnabled", "AclEnabled", "ReachabilityDebouncingEnabled"];
const SHOWN: [&str; 4] =
    ["webhooks_from_rest_enabled", "reachability_webhooks_enabled", "acl_enabled", "reachability_debouncing_enabled"];

/// A parameter of a Service is not looked at.
fn ignore(request: &mut Request, verb: V, parameter: &str) {
    if is(request, R::Service, verb) {
        unsend(request, parameter);
    }
}

/// What is refused for this parameter is answered as if it had been done.
fn taken_anyway(request: &Request, response: &mut Response, parameter: &str) {
    if request.operation.resource == R::Service && response.status == 400 && sent(request, parameter).is_some() {
        let status = if request.operation.verb == V::Create { 201 } else { 200 };
        let body = Some(json!({ "sid": "IS00000000000000000000000000000001" }));
        *response = Response { status, etag: None, body };
    }
}

/// Flags that are not sent are taken for this.
fn send_missing_flags(request: &mut Request, verb: V, value: &str) {
    for flag in FLAGS {
        if is(request, R::Service, verb) && sent(request, flag).is_none() {
            send(request, flag, value);
        }
    }
}

/// Fetches the Service that was created last.
fn newest(stage: &mut Stage<'_>, request: &Request) -> Response {
    if is(request, R::Service, V::Fetch)
        && let Some(service) = stage.memory.places.get("newest").cloned()
    {
        return stage.ask(&get(request, Address::Service { service }));
    }
    let answer = stage.ask(request);
    if is(request, R::Service, V::Create)
        && let Some(sid) = answer.body.as_ref().and_then(|body| body.get("sid")?.as_str())
    {
        stage.memory.places.insert("newest".to_owned(), sid.to_owned());
    }
    answer
}

pub(super) const ROWS: &[Row] = &[
    row(
        "service-flags-as-text",
        "service.fields.types",
        "the flags of a Service are texts",
        After(|q, a| {
            for flag in &SHOWN {
                show_as(q, a, R::Service, flag, as_text);
            }
        }),
    ),
    row(
        "service-flags-default-true",
        "service.create.flags-off",
        "the flags of a new Service are set",
        Before(|q| send_missing_flags(q, V::Create, "true")),
    ),
    row(
        "service-window-default-1000",
        "service.create.defaults",
        "the window of a new Service is 1000 ms",
        Before(|q| {
            if is(q, R::Service, V::Create) && sent(q, "ReachabilityDebouncingWindow").is_none() {
                send(q, "ReachabilityDebouncingWindow", "1000");
            }
        }),
    ),
    row(
        "service-window-as-text",
        "service.fields.types",
        "the window of a Service is a text",
        After(|q, a| show_as(q, a, R::Service, "reachability_debouncing_window", as_text)),
    ),
    row(
        "service-window-unbounded",
        "service.window.outside",
        "any window is taken",
        After(|q, a| taken_anyway(q, a, "ReachabilityDebouncingWindow")),
    ),
    row(
        "service-window-from-5000",
        "service.window.accepted",
        "a window below 5000 ms is refused",
        After(|q, a| {
            if q.operation.resource == R::Service
                && a.is_success()
                && sent(q, "ReachabilityDebouncingWindow").is_some_and(|w| w.parse::<i64>().is_ok_and(|w| w < 5000))
            {
                *a = error(400, 20001, "too small");
            }
        }),
    ),
    row(
        "service-acl-not-updated",
        "service.update.partial",
        "an update ignores AclEnabled",
        Before(|q| ignore(q, V::Update, "AclEnabled")),
    ),
    row(
        "service-webhooks-not-created",
        "service.create.parameters",
        "creating ignores WebhooksFromRestEnabled",
        Before(|q| ignore(q, V::Create, "WebhooksFromRestEnabled")),
    ),
    row(
        "service-name-not-updated",
        "service.update.partial",
        "an update ignores FriendlyName",
        Before(|q| ignore(q, V::Update, "FriendlyName")),
    ),
    row(
        "service-needs-name",
        "service.create.optional-parameters",
        "a Service without a friendly name is refused",
        Instead(|stage, q| match sent(&q, "FriendlyName") {
            None if is(&q, R::Service, V::Create) => error(400, 20001, "FriendlyName is required"),
            _ => stage.ask(&q),
        }),
    ),
    row(
        "service-newest-fetched",
        "service.fetch",
        "whichever Service is fetched, the newest one is shown",
        Instead(|stage, q| newest(stage, &q)),
    ),
    row(
        "service-fetch-resets-acl",
        "service.fetch.no-effect",
        "fetching a Service switches its access control off",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            if is(&q, R::Service, V::Fetch) && answer.is_success() {
                let update = Operation { resource: R::Service, verb: V::Update };
                stage.ask(&Request { operation: update, ..with(&q, &[(Parameter::AclEnabled, "false")]) });
            }
            answer
        }),
    ),
    row(
        "service-name-unique",
        "service.friendly-name.not-unique",
        "a friendly name can be given once",
        Instead(|stage, q| {
            let name = sent(&q, "FriendlyName").map(str::to_owned).filter(|_| is(&q, R::Service, V::Create));
            match name {
                Some(name) if stage.memory.places.contains_key(&name) => error(409, 54050, "the name is taken"),
                Some(name) => {
                    stage.memory.places.insert(name, String::new());
                    stage.ask(&q)
                }
                None => stage.ask(&q),
            }
        }),
    ),
    row(
        "service-name-as-slug",
        "service.friendly-name.characters",
        "spaces in a friendly name become hyphens",
        Before(|q| rewrite(q, "FriendlyName", |name| name.replace(' ', "-"))),
    ),
    row(
        "service-name-ascii",
        "service.friendly-name.characters",
        "characters beyond ASCII become question marks in friendly names",
        Before(|q| rewrite(q, "FriendlyName", ascii)),
    ),
    row(
        "service-webhook-query-lost",
        "service.webhook-url.accepted",
        "a webhook URL loses its query",
        Before(|q| rewrite(q, "WebhookUrl", |url| url.split('?').next().unwrap_or_default().to_owned())),
    ),
    row(
        "service-webhook-port-lost",
        "service.webhook-url.accepted",
        "a webhook URL loses its port",
        Before(|q| rewrite(q, "WebhookUrl", |url| url.replace(":8443", ""))),
    ),
    row(
        "service-webhook-without-path",
        "service.webhook-url.odd",
        "a webhook URL that ends with its host is answered 500",
        Instead(|stage, q| match sent(&q, "WebhookUrl").and_then(|url| url.split_once("://")) {
            Some((_, host)) if !host.contains('/') => crash(),
            _ => stage.ask(&q),
        }),
    ),
    row(
        "service-webhook-called",
        "service.webhook-url.odd",
        "a webhook on this machine is called, and 500 is answered when nobody listens",
        Instead(|stage, q| match sent(&q, "WebhookUrl") {
            Some(url) if url.starts_with("http://127.0.0.1") => crash(),
            _ => stage.ask(&q),
        }),
    ),
    row(
        "service-update-resets-flags",
        "service.update.partial",
        "an update resets the flags that it does not name",
        Before(|q| send_missing_flags(q, V::Update, "false")),
    ),
    row(
        "service-update-resets-name",
        "service.update.partial",
        "an update clears the name that it does not mention",
        Before(|q| {
            if is(q, R::Service, V::Update) && sent(q, "FriendlyName").is_none() {
                send(q, "FriendlyName", "");
            }
        }),
    ),
    row(
        "service-debouncing-swapped",
        "service.create.parameters",
        "two flags are mixed up",
        After(|q, a| {
            shown(q, a, R::Service, |fields| {
                let (one, other) = ("reachability_webhooks_enabled", "reachability_debouncing_enabled");
                let (first, second) =
                    (fields.get(one).cloned().unwrap_or_default(), fields.get(other).cloned().unwrap_or_default());
                fields.insert(one.to_owned(), second);
                fields.insert(other.to_owned(), first);
            });
        }),
    ),
    row(
        "service-name-up-to-64",
        "service.friendly-name.length",
        "friendly names have 64 characters at most",
        Limits(|l| l.friendly_name_length = 64),
    ),
    row(
        "service-name-up-to-256",
        "service.friendly-name.too-long",
        "friendly names have 256 characters",
        Limits(|l| l.friendly_name_length = 256),
    ),
    row(
        "service-name-in-bytes",
        "service.friendly-name.length-in-characters",
        "the length of a friendly name is counted in bytes",
        After(|q, a| {
            if q.operation.resource == R::Service
                && a.is_success()
                && sent(q, "FriendlyName").is_some_and(|name| name.len() > 255)
            {
                *a = error(400, 54053, "too long");
            }
        }),
    ),
    row(
        "service-webhook-any",
        "service.webhook-url.invalid",
        "any text is a webhook URL",
        After(|q, a| taken_anyway(q, a, "WebhookUrl")),
    ),
    row(
        "service-webhook-https-only",
        "service.webhook-url.accepted",
        "only https is a webhook URL",
        After(|q, a| {
            if q.operation.resource == R::Service
                && a.is_success()
                && sent(q, "WebhookUrl").is_some_and(|url| url.starts_with("http://"))
            {
                *a = error(400, 54051, "not secure");
            }
        }),
    ),
    row(
        "service-webhook-up-to-255",
        "service.webhook-url.length",
        "webhook URLs have 255 characters at most",
        Limits(|l| l.webhook_url_length = 255),
    ),
    row(
        "service-webhook-unbounded",
        "service.webhook-url.too-long",
        "webhook URLs are as long as one likes",
        Limits(|l| l.webhook_url_length = usize::MAX),
    ),
    row(
        "service-unique-name-missing",
        "service.create.defaults",
        "a Service has no unique_name",
        After(|q, a| drop_field(q, a, R::Service, "unique_name")),
    ),
    row(
        "service-webhook-absent",
        "service.create.defaults",
        "a Service without a webhook has no field for it",
        After(|q, a| {
            shown(q, a, R::Service, |fields| {
                if fields.get("webhook_url").is_some_and(Value::is_null) {
                    fields.shift_remove("webhook_url");
                }
            });
        }),
    ),
];
