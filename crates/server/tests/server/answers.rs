//! The headers of answers.

use axum::http::HeaderMap;

use crate::support::{Answer, Api, FORM, is_json};

/// The headers that the OpenAPI document declares on every 200 and 201.
const CORS: [&str; 5] = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Credentials",
    "Access-Control-Expose-Headers",
];

fn cors(headers: &HeaderMap) -> usize {
    CORS.into_iter().filter(|name| headers.contains_key(*name)).count()
}

/// One answer of each successful operation, with `DELETE` or the path that was asked.
async fn successes(api: &Api) -> Vec<(&'static str, Answer)> {
    let mut answers = Vec::new();
    for (method, path, form, status) in [
        ("POST", "/v1/Services", "FriendlyName=f", 201),
        ("GET", "/v1/Services", "", 200),
        ("GET", "/v1/Services/~", "", 200),
        ("POST", "/v1/Services/~", "FriendlyName=f", 200),
        ("POST", "/v1/Services/~/Documents", "UniqueName=new", 201),
        ("GET", "/v1/Services/~/Documents", "", 200),
        ("GET", "/v1/Services/~/Documents/new", "", 200),
        ("POST", "/v1/Services/~/Documents/new", "Data={\"b\":2}", 200),
        ("DELETE", "/v1/Services/~/Documents/new", "", 204),
        ("POST", "/v1/Services/~/Documents/doc/Permissions/id", "Read=true&Write=true&Manage=false", 200),
        ("GET", "/v1/Services/~/Documents/doc/Permissions/id", "", 200),
        ("GET", "/v1/Services/~/Documents/doc/Permissions", "", 200),
        ("DELETE", "/v1/Services/~/Documents/doc/Permissions/id", "", 204),
        ("POST", "/v1/Services/~/Lists", "UniqueName=new", 201),
        ("GET", "/v1/Services/~/Lists", "", 200),
        ("GET", "/v1/Services/~/Lists/new", "", 200),
        ("POST", "/v1/Services/~/Lists/new", "Ttl=60", 200),
        ("POST", "/v1/Services/~/Lists/new/Items", "Data={}", 201),
        ("GET", "/v1/Services/~/Lists/new/Items", "", 200),
        ("GET", "/v1/Services/~/Lists/new/Items/0", "", 200),
        ("POST", "/v1/Services/~/Lists/new/Items/0", "Data={\"b\":2}", 200),
        ("DELETE", "/v1/Services/~/Lists/new/Items/0", "", 204),
        ("POST", "/v1/Services/~/Lists/new/Permissions/id", "Read=true&Write=true&Manage=false", 200),
        ("GET", "/v1/Services/~/Lists/new/Permissions", "", 200),
        ("DELETE", "/v1/Services/~/Lists/new", "", 204),
        ("POST", "/v1/Services/~/Streams", "UniqueName=new", 201),
        ("GET", "/v1/Services/~/Streams", "", 200),
        ("GET", "/v1/Services/~/Streams/new", "", 200),
        ("POST", "/v1/Services/~/Streams/new", "Ttl=60", 200),
        ("POST", "/v1/Services/~/Streams/new/Messages", "Data={\"b\":2}", 201),
        ("DELETE", "/v1/Services/~/Streams/new", "", 204),
        ("POST", "/v1/Services/~/Maps", "UniqueName=new", 201),
        ("GET", "/v1/Services/~/Maps", "", 200),
        ("GET", "/v1/Services/~/Maps/new", "", 200),
        ("POST", "/v1/Services/~/Maps/new", "Ttl=60", 200),
        ("POST", "/v1/Services/~/Maps/new/Items", "Key=k&Data={}", 201),
        ("GET", "/v1/Services/~/Maps/new/Items", "", 200),
        ("GET", "/v1/Services/~/Maps/new/Items/k", "", 200),
        ("POST", "/v1/Services/~/Maps/new/Items/k", "Data={\"b\":2}", 200),
        ("DELETE", "/v1/Services/~/Maps/new/Items/k", "", 204),
        ("DELETE", "/v1/Services/~/Maps/new", "", 204),
        ("DELETE", "/v1/Services/~", "", 204),
    ] {
        let answer = api.send(api.request(method, path).header("Content-Type", FORM), form).await;
        assert_eq!(answer.status, status, "{method} {path}");
        answers.push((if method == "DELETE" { "DELETE" } else { path }, answer));
    }
    answers
}

#[tokio::test]
async fn answers_with_a_body_carry_cors_headers_and_say_that_they_are_json() {
    let api = Api::new().await;
    for (path, answer) in successes(&api).await {
        if answer.status == 204 {
            assert!(answer.body.is_empty());
            assert_eq!((cors(&answer.headers), answer.header("Content-Type")), (0, None), "{path}");
        } else {
            assert_eq!((cors(&answer.headers), is_json(answer.header("Content-Type"))), (5, true), "{path}");
            assert!(answer.json().is_object(), "{path}");
        }
    }
}

#[tokio::test]
async fn documents_and_items_have_an_etag_and_nothing_else_has() {
    let api = Api::new().await;
    for (path, answer) in successes(&api).await {
        let has = match path {
            "/v1/Services/~/Documents" | "/v1/Services/~/Lists/new/Items" | "/v1/Services/~/Maps/new/Items" => {
                answer.status == 201
            }
            "/v1/Services/~/Documents/new" | "/v1/Services/~/Lists/new/Items/0" | "/v1/Services/~/Maps/new/Items/k" => {
                true
            }
            _ => false,
        };
        assert_eq!(answer.header("ETag").is_some(), has, "{} {path}: {:?}", answer.status, answer.headers);
    }
}

#[tokio::test]
async fn an_etag_is_the_quoted_revision_and_changes_with_the_data() {
    let api = Api::new().await;
    for (collection, form, path) in [
        ("/v1/Services/~/Documents", "UniqueName=new&Data={\"a\":1}", "/v1/Services/~/Documents/new"),
        ("/v1/Services/~/Lists/list/Items", "Data={\"a\":1}", "/v1/Services/~/Lists/list/Items/1"),
        ("/v1/Services/~/Maps/map/Items", "Key=new&Data={\"a\":1}", "/v1/Services/~/Maps/map/Items/new"),
    ] {
        let created = api.post(collection, form).await;
        let fetched = api.get(path).await;
        let updated = api.post(path, "Data={\"a\":2}").await;
        let fetched_again = api.get(path).await;
        for answer in [&created, &fetched, &updated, &fetched_again] {
            let quoted = format!("\"{}\"", answer.text("revision"));
            assert_eq!(answer.header("ETag"), Some(quoted.as_str()), "{path}");
        }
        assert_eq!(created.header("ETag"), fetched.header("ETag"), "{path}");
        assert_ne!(fetched.header("ETag"), updated.header("ETag"), "{path}");
        assert_eq!(updated.header("ETag"), fetched_again.header("ETag"), "{path}");
    }
}

#[tokio::test]
async fn an_etag_sent_back_as_if_match_is_current_until_the_next_write() {
    let api = Api::new().await;
    let path = "/v1/Services/~/Documents/doc";
    let etag = api.get(path).await.header("ETag").unwrap().to_owned();
    let write = |form: &'static str| {
        api.send(api.request("POST", path).header("Content-Type", FORM).header("If-Match", &etag), form)
    };
    assert_eq!(write("Data={\"b\":1}").await.status, 200);
    write("Data={\"b\":2}").await.assert_error(412, 54103, "the same once more");
    assert_eq!(api.get(path).await.json()["data"]["b"], 1);
}
