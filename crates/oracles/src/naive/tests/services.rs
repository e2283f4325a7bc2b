//! Services.

use serde_json::{Value, json};

use super::{Asker, drawn};

#[test]
fn a_service_shows_what_the_documents_list() {
    let mut asker = Asker::new();
    let url = format!("http://sync/v1/Services/IS{}", drawn(1));
    let expected = json!({
        "sid": format!("IS{}", drawn(1)),
        "unique_name": null,
        "account_sid": "AC00000000000000000000000000000001",
        "friendly_name": null,
        "date_created": "2015-07-30T20:00:00Z",
        "date_updated": "2015-07-30T20:00:00Z",
        "url": url,
        "webhook_url": null,
        "webhooks_from_rest_enabled": false,
        "reachability_webhooks_enabled": false,
        "acl_enabled": false,
        "reachability_debouncing_enabled": false,
        "reachability_debouncing_window": 5000,
        "links": {
            "documents": format!("{url}/Documents"),
            "lists": format!("{url}/Lists"),
            "maps": format!("{url}/Maps"),
            "streams": format!("{url}/Streams"),
        },
    });
    assert_eq!(asker.body("POST", "/Services", &[]), expected);
}

#[test]
fn an_update_changes_what_it_names() {
    let (mut asker, service) = Asker::with_service();
    let settings = [("FriendlyName", "Orders"), ("AclEnabled", "true"), ("ReachabilityDebouncingWindow", "30000")];
    asker.seconds += 60;
    asker.body("POST", &service, &settings);
    asker.seconds += 60;
    let shown = asker.body("POST", &service, &[]);
    assert_eq!(shown["date_updated"], "2015-07-30T20:01:00Z");
    let shown = asker.body("POST", &service, &[("AclEnabled", "false"), ("WebhookUrl", "https://example.com/sync")]);
    assert_eq!(shown["friendly_name"], "Orders");
    assert_eq!(shown["acl_enabled"], false);
    assert_eq!(shown["reachability_debouncing_window"], 30_000);
    assert_eq!(shown["webhook_url"], "https://example.com/sync");
    let shown = asker.body("POST", &service, &[("FriendlyName", ""), ("WebhookUrl", "")]);
    assert_eq!([&shown["friendly_name"], &shown["webhook_url"]], [&Value::Null; 2]);
}

#[test]
fn settings_out_of_bounds_are_refused() {
    let (mut asker, service) = Asker::with_service();
    let before = asker.body("GET", &service, &[]);
    let long = format!("https://example.com/{}", "x".repeat(493));
    for (name, value, code) in [
        ("FriendlyName", &*"x".repeat(256), 54053),
        ("WebhookUrl", "nonsense", 54051),
        ("WebhookUrl", "https://", 54051),
        ("WebhookUrl", "ftp://example.com/sync", 54051),
        ("WebhookUrl", "https://exam ple.com/", 54051),
        ("WebhookUrl", &long, 54051),
        ("AclEnabled", "yes", 20422),
        ("ReachabilityDebouncingWindow", "999", 20422),
        ("ReachabilityDebouncingWindow", "30001", 20422),
        ("ReachabilityDebouncingWindow", "5000.5", 20422),
    ] {
        assert_eq!(
            asker.code("POST", &service, &[("FriendlyName", "new"), (name, value)]),
            (400, Some(code)),
            "{value}"
        );
    }
    assert_eq!(asker.body("GET", &service, &[]), before);
    asker.body("POST", &service, &[("FriendlyName", &"é".repeat(255)), ("WebhookUrl", &long[..512])]);
}

#[test]
fn what_is_of_another_account_is_not_there() {
    let (mut asker, service) = Asker::with_service();
    asker.account = 2;
    assert_eq!(asker.code("GET", &service, &[]), (404, Some(54001)));
    assert_eq!(asker.page("/Services", "sid").0, [""; 0]);
    asker.account = 1;
    asker.created(&format!("{service}/Documents"), &[]);
    asker.body("DELETE", &service, &[]);
    assert_eq!(asker.code("DELETE", &service, &[]), (404, Some(54001)));
    assert_eq!(asker.code("GET", &format!("{service}/Documents"), &[]), (404, Some(54001)));
}
