//! Versions of HTTP in clear.

use axum::{Router, routing::get as on_get};
use syncproof_harness::{
    client::{Client, Excess, HttpVersion, Limits, Transport, Trouble},
    exchange::Version,
};
use tokio::net::TcpListener;

use crate::support::{answering, get, holding, message};

fn client(http: HttpVersion) -> Client {
    Client::new(&Transport { http, ..Transport::default() }, Limits::default()).unwrap()
}

/// A server that speaks both versions.
async fn both(app: Router) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

#[tokio::test]
async fn in_clear_http_1_1_is_spoken_unless_told_otherwise() {
    let url = both(Router::new().route("/v1", on_get(async || "{}"))).await;
    for (http, version) in [
        (HttpVersion::Auto, Version::Http11),
        (HttpVersion::Http1, Version::Http11),
        (HttpVersion::Http2, Version::Http2),
    ] {
        assert_eq!(get(&client(http), &url).await.unwrap().answer.version, version);
    }
}

#[tokio::test]
async fn a_target_that_does_not_know_http_2() {
    let address = holding(message("505 HTTP Version Not Supported", "", b"")).await;
    let trouble = get(&client(HttpVersion::Http2), &format!("http://{address}/v1")).await.unwrap_err();
    assert!(matches!(trouble, Trouble::NotHttp { .. }), "{trouble:?}");
    assert!(trouble.to_string().contains("is --http what the target speaks?"), "{trouble}");
    let address = answering(message("505 HTTP Version Not Supported", "", b"")).await;
    let trouble = get(&client(HttpVersion::Http2), &format!("http://{address}/v1")).await.unwrap_err();
    assert!(matches!(trouble, Trouble::NotHttp { .. } | Trouble::BrokenOff { .. }), "{trouble:?}");
    assert!(trouble.to_string().contains("--http"), "{trouble}");
}

#[tokio::test]
async fn a_target_that_does_not_answer_http_2() {
    let address = holding("").await;
    let limits = Limits { timeout: crate::support::HASTE, ..Limits::default() };
    let transport = Transport { http: HttpVersion::Http2, ..Transport::default() };
    let client = Client::new(&transport, limits).unwrap();
    let trouble = get(&client, &format!("http://{address}/v1")).await.unwrap_err();
    assert!(matches!(trouble, Trouble::TimedOut { .. }), "{trouble:?}");
}

#[tokio::test]
async fn heads_and_bodies_of_http_2_have_bounds_too() {
    let head = async |bytes: usize| {
        let app = Router::new().route("/v1", on_get(async move || ([("x", "y".repeat(bytes))], "{}")));
        get(&client(HttpVersion::Http2), &both(app).await).await
    };
    assert!(head(400_000).await.is_ok());
    let trouble = head(1 << 20).await.unwrap_err();
    assert!(matches!(trouble, Trouble::TooLarge { excess: Excess::Head, .. }), "{trouble:?}");
    let app = Router::new().route("/v1", on_get(async || "x".repeat((4 << 20) + 1)));
    let trouble = get(&client(HttpVersion::Http2), &both(app).await).await.unwrap_err();
    assert!(matches!(trouble, Trouble::TooLarge { excess: Excess::Body(_), .. }), "{trouble:?}");
}
