//! Requests that are unusual but have a meaning.

use serde_json::json;

use crate::support::{Api, FORM};

/// Addresses and exactly the methods they have.
const METHODS: &[(&str, &str)] = &[
    ("/v1/Services", "GET, POST"),
    ("/v1/Services/~", "GET, POST, DELETE"),
    ("/v1/Services/~/Documents", "GET, POST"),
    ("/v1/Services/~/Documents/doc", "GET, POST, DELETE"),
    ("/v1/Services/~/Maps", "GET, POST"),
    ("/v1/Services/~/Maps/map", "GET, POST, DELETE"),
    ("/v1/Services/~/Maps/map/Items", "GET, POST"),
    ("/v1/Services/~/Maps/map/Items/key", "GET, POST, DELETE"),
    ("/v1/Services/~/Maps/map/Permissions", "GET"),
    ("/v1/Services/~/Maps/map/Permissions/id", "GET, POST, DELETE"),
    ("/v1/Services/~/Lists", "GET, POST"),
    ("/v1/Services/~/Lists/list", "GET, POST, DELETE"),
    ("/v1/Services/~/Lists/list/Items", "GET, POST"),
    ("/v1/Services/~/Lists/list/Items/0", "GET, POST, DELETE"),
    ("/v1/Services/~/Lists/list/Permissions", "GET"),
    ("/v1/Services/~/Documents/doc/Permissions/id", "GET, POST, DELETE"),
    ("/v1/Services/~/Streams", "GET, POST"),
    ("/v1/Services/~/Streams/stream", "GET, POST, DELETE"),
    ("/v1/Services/~/Streams/stream/Messages", "POST"),
];

#[tokio::test]
async fn a_method_that_an_address_does_not_have_is_405_and_names_those_it_has() {
    let api = Api::new().await;
    let before = api.stored().await;
    for (path, allow) in METHODS {
        let others = ["GET", "POST", "DELETE"].into_iter().filter(|m| !allow.split(", ").any(|a| a == *m));
        for method in others.chain(["PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW", "get"]) {
            let request = api.request(method, path).header("Content-Type", FORM);
            let answer = api.send(request, "UniqueName=x").await;
            answer.assert_error(405, 20004, &format!("{method} {path}"));
            assert_eq!(answer.header("Allow"), Some(*allow), "{method} {path}");
        }
    }
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn an_address_without_any_method_is_no_address() {
    let api = Api::new().await;
    for method in ["GET", "POST", "DELETE", "PUT"] {
        let answer = api.send(api.request(method, "/v1/Services/~/Streams/s/Messages/TZ1"), "").await;
        answer.assert_error(404, 20404, method);
    }
}

#[tokio::test]
async fn head_answers_like_get_but_without_a_body() {
    let api = Api::new().await;
    for (path, status) in [
        ("/v1/Services/~/Documents/doc", 200),
        ("/v1/Services/~/Maps", 200),
        ("/v1/Services/~/Lists/list/Items/0", 200),
        ("/v1/Services/~/Maps/map/Permissions/id", 200),
        ("/v1/Services/~/Lists/list/Items/x", 400),
        ("/v1/Services/~/Maps/other", 404),
        ("/v1/Services?PageSize=0", 400),
        ("/v1/Nowhere", 404),
        ("/v1/Services/~/Streams/s/Messages", 405),
    ] {
        let get = api.get(path).await;
        let head = api.send(api.request("HEAD", path), "").await;
        assert_eq!((get.status, head.status), (status, status), "{path}");
        assert_eq!(head.headers, get.headers, "{path}");
        assert!(head.body.is_empty() && !get.body.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn of_repeated_parameters_the_last_counts() {
    let api = Api::new().await;
    let created = api.post("/v1/Services/~/Documents", "UniqueName=a&Ttl=x&UniqueName=b&Ttl=0").await;
    assert_eq!((created.status, created.text("unique_name")), (201, "b".to_owned()));
    assert_eq!(api.get("/v1/Services?PageSize=0&PageSize=1").await.status, 200);
}

#[tokio::test]
async fn unknown_parameters_and_empty_pairs_are_passed_over() {
    let api = Api::new().await;
    let created = api.post("/v1/Services/~/Documents", "&&Colour=red&uniquename=x&=&UniqueName=b&data=%7B&").await;
    assert_eq!((created.status, created.text("unique_name")), (201, "b".to_owned()));
    assert_eq!(created.json()["data"], json!({}));
    assert_eq!(api.get("/v1/Services?Colour=red&pagesize=0&&=").await.status, 200);
    assert_eq!(api.delete("/v1/Services/~/Documents/b?Colour=red").await.status, 204);
}

#[tokio::test]
async fn an_empty_body_needs_no_content_type_and_may_have_any() {
    let api = Api::new().await;
    for content_type in [None, Some(FORM), Some("application/json"), Some("multipart/form-data")] {
        let mut request = api.request("POST", "/v1/Services/~/Documents");
        if let Some(value) = content_type {
            request = request.header("Content-Type", value);
        }
        assert_eq!(api.send(request, "").await.status, 201, "{content_type:?}");
    }
}

#[tokio::test]
async fn a_form_is_known_in_any_spelling_of_its_content_type() {
    let api = Api::new().await;
    for (number, value) in [
        "application/x-www-form-urlencoded; charset=utf-8",
        "Application/X-WWW-Form-URLencoded",
        " application/x-www-form-urlencoded ;",
    ]
    .into_iter()
    .enumerate()
    {
        let request = api.request("POST", "/v1/Services/~/Documents").header("Content-Type", value);
        let answer = api.send(request, format!("UniqueName=n{number}")).await;
        assert_eq!((answer.status, answer.text("unique_name")), (201, format!("n{number}")), "{value}");
    }
}

#[tokio::test]
async fn the_query_of_a_post_is_ignored() {
    let api = Api::new().await;
    for query in ["UniqueName=q&Ttl=x", "%zz", "%FF", "?", "Data={"] {
        let answer = api.post(&format!("/v1/Services/~/Documents?{query}"), "").await;
        assert_eq!((answer.status, &answer.json()["unique_name"]), (201, &json!(null)), "{query}");
    }
}

#[tokio::test]
async fn a_header_of_60_kb_does_no_harm() {
    let api = Api::new().await;
    let long = "a".repeat(60_000);
    for name in ["X-Padding", "Cookie", "Accept", "User-Agent", "If-Match", "Content-Type"] {
        let answer = api.send(api.request("GET", "/v1/Services").header(name, &long), "").await;
        assert_eq!(answer.status, 200, "{name}");
    }
}

/// A key, and how it is written in a path and in a form.
const KEYS: &[(&str, &str, &str)] = &[
    ("a/b", "a%2Fb", "a%2Fb"),
    ("100%", "100%25", "100%25"),
    ("%2F", "%252F", "%252F"),
    ("a+b", "a+b", "a%2Bb"),
    ("a b", "a%20b", "a+b"),
    (".", ".", "."),
    ("..", "%2E%2E", ".."),
    ("a?b#c&d=e", "a%3Fb%23c%26d%3De", "a%3Fb%23c%26d%3De"),
    ("\0", "%00", "%00"),
    ("a\0b\u{1f}\u{7f}\r\n", "a%00b%1F%7F%0D%0A", "a%00b%1f%7f%0d%0a"),
    ("\u{85}\u{feff}\u{202e}", "%C2%85%EF%BB%BF%E2%80%AE", "%C2%85%EF%BB%BF%E2%80%AE"),
    ("é", "%C3%A9", "é"),
    ("😀", "%f0%9f%98%80", "%F0%9F%98%80"),
    ("Items", "%49tems", "Items"),
    ("\"'<>\\{}", "%22%27%3C%3E%5C%7B%7D", "\"'<>\\{}"),
];

#[tokio::test]
async fn a_key_of_any_characters_is_stored_and_found_again() {
    let api = Api::new().await;
    for (key, in_path, in_form) in KEYS {
        let created = api.post("/v1/Services/~/Maps/map/Items", &format!("Key={in_form}&Data={{}}")).await;
        assert_eq!((created.status, created.text("key").as_str()), (201, *key), "{key:?}");
        let path = format!("/v1/Services/~/Maps/map/Items/{in_path}");
        assert_eq!(api.get(&path).await.json(), created.json(), "{key:?}");
        let own = created.text("url").replacen("http://localhost:1", "", 1);
        assert_eq!(api.get(&own).await.json(), created.json(), "{key:?} at {own}");
        assert_eq!(api.delete(&path).await.status, 204, "{key:?}");
        assert_eq!(api.get(&path).await.status, 404, "{key:?}");
    }
}

#[tokio::test]
async fn a_name_of_any_characters_is_stored_and_found_again() {
    let api = Api::new().await;
    for (name, in_path, in_form) in KEYS {
        let created = api.post("/v1/Services/~/Documents", &format!("UniqueName={in_form}")).await;
        assert_eq!((created.status, created.text("unique_name").as_str()), (201, *name), "{name:?}");
        assert_eq!(api.get(&format!("/v1/Services/~/Documents/{in_path}")).await.json(), created.json(), "{name:?}");
    }
}

#[tokio::test]
async fn an_identity_of_any_characters_is_stored_and_found_again() {
    let api = Api::new().await;
    for (identity, in_path, _) in KEYS {
        let path = format!("/v1/Services/~/Lists/list/Permissions/{in_path}");
        let set = api.post(&path, "Read=true&Write=false&Manage=true").await;
        assert_eq!((set.status, set.text("identity").as_str()), (200, *identity), "{identity:?}");
        assert_eq!(api.get(&path).await.json(), set.json(), "{identity:?}");
        let own = set.text("url").replacen("http://localhost:1", "", 1);
        assert_eq!(api.get(&own).await.json(), set.json(), "{identity:?} at {own}");
        assert_eq!(api.delete(&path).await.status, 204, "{identity:?}");
        assert_eq!(api.get(&path).await.status, 404, "{identity:?}");
    }
}
