//! The URLs in answers: absolute, and built from the `Host` header.

use axum::http::{HeaderValue, Request};
use serde_json::Value;

use crate::support::{ACCOUNT, Api, TOKEN, basic};

/// Every URL in a body: `url`, those in `links` and those in `meta`.
fn urls(body: &Value, found: &mut Vec<String>) {
    match body {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
            Value::String(text) if name.ends_with("url") && name != "webhook_url" => found.push(text.clone()),
            Value::Object(links) if name == "links" => {
                found.extend(links.values().map(|v| v.as_str().expect("a link is a text").to_owned()));
            }
            _ => urls(value, found),
        }),
        Value::Array(entries) => entries.iter().for_each(|entry| urls(entry, found)),
        _ => {}
    }
}

async fn urls_at(api: &Api, path: &str, host: &HeaderValue) -> Vec<String> {
    let path = path.replacen('~', &api.service, 1);
    let request = Request::builder().uri(path).header("Host", host).header("Authorization", basic(ACCOUNT, TOKEN));
    let answer = api.send(request, "").await;
    assert_eq!(answer.status, 200, "{host:?}");
    let mut found = Vec::new();
    urls(&answer.json(), &mut found);
    found
}

#[tokio::test]
async fn all_urls_begin_with_the_host_that_was_asked() {
    let api = Api::new().await;
    api.post("/v1/Services/~/Maps/map/Items", "Key=other&Data={}").await;
    let host = HeaderValue::from_static("sync.example:8080");
    for (path, expected) in [
        // Two of `meta` where there is only one page; a Service has its own and four links, a Document one, a List or Map two, a Stream one, an
        // item or permission none.
        ("/v1/Services", 7),
        ("/v1/Services/~", 5),
        ("/v1/Services/~/Documents", 4),
        ("/v1/Services/~/Documents/doc", 2),
        ("/v1/Services/~/Maps", 5),
        ("/v1/Services/~/Maps/map", 3),
        ("/v1/Services/~/Maps/map/Items", 4),
        ("/v1/Services/~/Maps/map/Items?PageSize=1", 4),
        ("/v1/Services/~/Maps/map/Items/key", 1),
        ("/v1/Services/~/Maps/map/Permissions", 3),
        ("/v1/Services/~/Maps/map/Permissions/id", 1),
        ("/v1/Services/~/Lists/list", 3),
        ("/v1/Services/~/Lists/list/Items/0", 1),
        ("/v1/Services/~/Streams/stream", 2),
    ] {
        let found = urls_at(&api, path, &host).await;
        assert_eq!(found.len(), expected, "{path}: {found:?}");
        for url in found {
            assert!(url.starts_with("http://sync.example:8080/v1/Services"), "{path}: {url}");
        }
    }
}

#[tokio::test]
async fn urls_lead_back_to_what_they_were_found_in() {
    let api = Api::new().await;
    for path in [
        "/v1/Services/~",
        "/v1/Services/~/Documents/doc",
        "/v1/Services/~/Lists/list/Items/0",
        "/v1/Services/~/Maps/map/Items/key",
        "/v1/Services/~/Maps/map/Permissions/id",
        "/v1/Services/~/Streams/stream",
    ] {
        let body = api.get(path).await.json();
        let url = body["url"].as_str().unwrap().strip_prefix("http://localhost:1").unwrap().to_owned();
        assert_eq!(api.get(&url).await.json(), body, "{path}");
    }
    api.post("/v1/Services/~/Maps/map/Items", "Key=other&Data={}").await;
    let first = api.get("/v1/Services/~/Maps/map/Items?PageSize=1").await.json();
    let next = first["meta"]["next_page_url"].as_str().unwrap().strip_prefix("http://localhost:1").unwrap();
    assert_eq!(api.get(next).await.json()["items"][0]["key"], "other");
}

#[tokio::test]
async fn what_is_no_host_does_not_get_into_urls() {
    let api = Api::new().await;
    let long = "a".repeat(8_000);
    let rows: &[(&[u8], &str)] = &[
        (b"localhost", "http://localhost/v1"),
        (b"127.0.0.1:80", "http://127.0.0.1:80/v1"),
        (b"[::1]:8080", "http://[::1]:8080/v1"),
        (b"[::1]", "http://[::1]/v1"),
        (b"HOST.example", "http://HOST.example/v1"),
        (long.as_bytes(), &format!("http://{long}/v1")),
        (b"", "http://localhost/v1"),
        (b" ", "http://localhost/v1"),
        (b"a b", "http://localhost/v1"),
        (b"\"", "http://localhost/v1"),
        (b"a\"b", "http://localhost/v1"),
        (b"\\", "http://localhost/v1"),
        (b"<script>", "http://localhost/v1"),
        (b"a/b", "http://localhost/v1"),
        (b"evil/v1?x=", "http://localhost/v1"),
        (b"a#b", "http://localhost/v1"),
        (b"user@host", "http://localhost/v1"),
        (b"user:secret@host", "http://localhost/v1"),
        (b"http://a", "http://localhost/v1"),
        (b":80", "http://localhost/v1"),
        (b"host:port", "http://localhost/v1"),
        (b"host:99999", "http://localhost/v1"),
        (b"a,b:80:90", "http://localhost/v1"),
        (b"%00", "http://localhost/v1"),
        (b"[::1", "http://localhost/v1"),
        (b"a\tb", "http://localhost/v1"),
        (b"\xff\xfe", "http://localhost/v1"),
        (b"h\xc3\xb6st", "http://localhost/v1"),
    ];
    for (host, base) in rows {
        let found = urls_at(&api, "/v1/Services/~", &HeaderValue::from_bytes(host).unwrap()).await;
        assert_eq!(found[0], format!("{base}/Services/{}", api.service), "{}", host.escape_ascii());
    }
}

#[tokio::test]
async fn without_a_host_header_the_request_line_says_it_or_else_it_is_localhost() {
    let api = Api::new().await;
    let path = format!("/v1/Services/{}", api.service);
    for (uri, base) in [(format!("http://proxied:81{path}"), "http://proxied:81"), (path.clone(), "http://localhost")] {
        let request = Request::builder().uri(uri).header("Authorization", basic(ACCOUNT, TOKEN));
        assert_eq!(api.send(request, "").await.text("url"), format!("{base}{path}"));
    }
}
