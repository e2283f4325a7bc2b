//! Each Service has a clock of its own.

use std::time::Duration;

use crate::support::Api;

const DAY: Duration = Duration::from_hours(24);
const HOUR: Duration = Duration::from_hours(1);

/// Two Services, each with an object of every kind that lives for a day and items that do.
async fn two_services() -> (Api, String, String) {
    let api = Api::new().await;
    let (a, b) = (api.add_service().await, api.add_service().await);
    for service in [&a, &b] {
        for (path, form) in [
            ("Documents", "UniqueName=short&Ttl=86400"),
            ("Maps", "UniqueName=short&Ttl=86400"),
            ("Lists", "UniqueName=short&Ttl=86400"),
            ("Streams", "UniqueName=short&Ttl=86400"),
            ("Maps", "UniqueName=lasting"),
            ("Maps/lasting/Items", "Key=short&Data={}&ItemTtl=86400"),
            ("Lists", "UniqueName=lasting"),
            ("Lists/lasting/Items", "Data={}&ItemTtl=86400"),
        ] {
            assert_eq!(api.post(&format!("/v1/Services/{service}/{path}"), form).await.status, 201, "{path}");
        }
    }
    (api, a, b)
}

/// The status of each thing that lives for a day, and of a Map that lasts.
async fn statuses(api: &Api, service: &str) -> ([u16; 6], u16) {
    let mut statuses = [0; 6];
    for (status, path) in statuses.iter_mut().zip([
        "Documents/short",
        "Lists/short",
        "Maps/short",
        "Streams/short",
        "Lists/lasting/Items/0",
        "Maps/lasting/Items/short",
    ]) {
        *status = api.get(&format!("/v1/Services/{service}/{path}")).await.status;
    }
    (statuses, api.get(&format!("/v1/Services/{service}/Maps/lasting")).await.status)
}

#[tokio::test]
async fn time_passes_for_one_service_only() {
    let (api, a, b) = two_services().await;
    api.engine.advance(&a, DAY);
    assert_eq!(statuses(&api, &a).await, ([404; 6], 200));
    assert_eq!(statuses(&api, &b).await, ([200; 6], 200));
}

#[tokio::test]
async fn advances_add_up_and_what_has_time_left_stays() {
    let (api, a, _) = two_services().await;
    for _ in 0..23 {
        api.engine.advance(&a, HOUR);
    }
    assert_eq!(statuses(&api, &a).await, ([200; 6], 200));
    api.engine.advance(&a, HOUR);
    assert_eq!(statuses(&api, &a).await, ([404; 6], 200));
}

#[tokio::test]
async fn a_time_to_live_counts_from_the_time_of_its_service() {
    let (api, a, _) = two_services().await;
    api.engine.advance(&a, DAY);
    let path = format!("/v1/Services/{a}/Documents");
    assert_eq!(api.post(&path, "UniqueName=short&Ttl=86400").await.status, 201);
    assert_eq!(api.get(&format!("{path}/short")).await.status, 200);
    api.engine.advance(&a, DAY);
    assert_eq!(api.get(&format!("{path}/short")).await.status, 404);
}

#[tokio::test]
async fn an_unknown_service_can_be_advanced_without_effect() {
    let (api, a, b) = two_services().await;
    api.engine.advance("IS00000000000000000000000000000000", DAY);
    assert_eq!(statuses(&api, &a).await, statuses(&api, &b).await);
}

#[tokio::test]
async fn a_clock_advanced_beyond_all_bounds_stops_there() {
    let (api, a, b) = two_services().await;
    api.engine.advance(&a, Duration::MAX);
    api.engine.advance(&a, Duration::MAX);
    assert_eq!(statuses(&api, &a).await, ([404; 6], 200));
    let path = format!("/v1/Services/{a}/Documents");
    assert_eq!(api.post(&path, "Ttl=31536000").await.status, 201);
    assert_eq!(statuses(&api, &b).await, ([200; 6], 200));
}
