//! Many tasks at once.

use std::{collections::BTreeMap, sync::Arc};

use tokio::{sync::Barrier, task::JoinSet};

use crate::support::{Api, FORM};

/// Lets eight tasks send the form to `path` at the same moment and counts the statuses.
async fn race(
    api: &Api,
    path: &'static str,
    if_match: Option<&'static str>,
    form: &'static str,
) -> BTreeMap<u16, usize> {
    let start = Arc::new(Barrier::new(8));
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let (api, start) = (api.clone(), Arc::clone(&start));
        tasks.spawn(async move {
            let mut request = api.request("POST", path).header("Content-Type", FORM);
            if let Some(revision) = if_match {
                request = request.header("If-Match", revision);
            }
            start.wait().await;
            api.send(request, form).await.status
        });
    }
    let mut counts = BTreeMap::new();
    for status in tasks.join_all().await {
        *counts.entry(status).or_default() += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn of_eight_that_create_one_name_or_key_one_succeeds() {
    for _ in 0..20 {
        let api = Api::new().await;
        for (path, form) in [
            ("/v1/Services/~/Documents", "UniqueName=new"),
            ("/v1/Services/~/Maps", "UniqueName=new"),
            ("/v1/Services/~/Maps/map/Items", "Key=new&Data={}"),
        ] {
            assert_eq!(race(&api, path, None, form).await, BTreeMap::from([(201, 1), (409, 7)]), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn eight_that_append_get_eight_indexes() {
    let api = Api::new().await;
    let path = "/v1/Services/~/Lists/list/Items";
    assert_eq!(race(&api, path, None, "Data={}").await, BTreeMap::from([(201, 8)]));
    let page = api.get(path).await.json();
    let indexes: Vec<u64> = page["items"].as_array().unwrap().iter().map(|i| i["index"].as_u64().unwrap()).collect();
    assert_eq!(indexes, (0..9).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn of_eight_that_update_one_revision_one_succeeds() {
    for _ in 0..20 {
        let api = Api::new().await;
        for path in
            ["/v1/Services/~/Documents/doc", "/v1/Services/~/Lists/list/Items/0", "/v1/Services/~/Maps/map/Items/key"]
        {
            let counts = race(&api, path, Some("\"0\""), "Data={\"b\":2}").await;
            assert_eq!(counts, BTreeMap::from([(200, 1), (412, 7)]), "{path}");
            assert_eq!(api.get(path).await.text("revision"), "1", "{path}");
        }
    }
}
