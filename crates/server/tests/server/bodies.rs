//! Bodies: how large they may be, and how much of those that are larger is read.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::body::{Body, Bytes};
use futures::{StreamExt as _, stream};
use syncproof_server::BODY_LIMIT;
use tokio::time::timeout;

use crate::support::{Answer, Api, FORM};

const CHUNK: usize = 64 * 1024;
static FILL: [u8; CHUNK] = [b'x'; CHUNK];
/// Where reading ends at the latest: 16 MiB, and the chunk that leads beyond.
const READ_AT_MOST: usize = (16 << 20) + CHUNK;

/// A body of 64 MiB, never all in memory, and how many bytes have been taken from it.
fn long() -> (Body, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    let chunks = stream::repeat(Bytes::from_static(&FILL)).take(1024).map(move |chunk| {
        counter.fetch_add(chunk.len(), Ordering::Relaxed);
        Ok::<_, Infallible>(chunk)
    });
    (Body::from_stream(chunks), taken)
}

/// A body of which nothing ever arrives.
fn silent() -> Body {
    Body::from_stream(stream::pending::<Result<Bytes, Infallible>>())
}

/// A body of chunks, its length not announced.
fn chunked(text: &str) -> Body {
    let chunks: Vec<_> = text.as_bytes().chunks(1000).map(|c| Ok::<_, Infallible>(Bytes::copy_from_slice(c))).collect();
    Body::from_stream(stream::iter(chunks))
}

/// A form of exactly that many bytes.
fn form_of(length: usize) -> String {
    let start = "UniqueName=large&Padding=";
    format!("{start}{}", "x".repeat(length - start.len()))
}

/// Posts a Document; within ten seconds there is an answer.
async fn post(api: &Api, announced: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = api.request("POST", "/v1/Services/~/Documents").header("Content-Type", FORM);
    if let Some(length) = announced {
        request = request.header("Content-Length", length);
    }
    timeout(Duration::from_secs(10), api.send(request, body)).await.expect("an answer in time")
}

#[tokio::test]
async fn a_body_of_one_mebibyte_is_taken_in_and_one_byte_more_is_not() {
    assert_eq!(BODY_LIMIT, 1_048_576);
    for (length, announced, status) in
        [(1_048_576, true, 201), (1_048_576, false, 201), (1_048_577, true, 413), (1_048_577, false, 413)]
    {
        let api = Api::new().await;
        let before = api.stored().await;
        let (text, digits) = (form_of(length), length.to_string());
        let answer = post(&api, announced.then_some(&digits), chunked(&text)).await;
        assert_eq!(answer.status, status, "{length}, announced: {announced}");
        if status == 413 {
            answer.assert_error(413, 20413, "one byte more");
            assert_eq!(answer.header("Connection"), Some("close"));
            assert_eq!(api.stored().await, before);
        }
    }
}

#[tokio::test]
async fn of_a_long_body_no_more_than_16_mebibytes_are_read() {
    let api = Api::new().await;
    let before = api.stored().await;
    let (body, taken) = long();
    post(&api, None, body).await.assert_error(413, 20413, "not announced");
    assert!(taken.load(Ordering::Relaxed) <= READ_AT_MOST, "{taken:?}");
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn a_body_longer_than_announced_is_refused_all_the_same() {
    let api = Api::new().await;
    let (body, taken) = long();
    post(&api, Some("10"), body).await.assert_error(413, 20413, "announced as 10 bytes");
    assert!(taken.load(Ordering::Relaxed) <= READ_AT_MOST, "{taken:?}");
}

#[tokio::test]
async fn an_announced_body_of_100_gigabytes_is_refused_unread() {
    let api = Api::new().await;
    let (body, taken) = long();
    let answer = post(&api, Some("100000000000"), body).await;
    answer.assert_error(413, 20413, "announced");
    assert_eq!(answer.header("Connection"), Some("close"));
    assert_eq!(taken.load(Ordering::Relaxed), 0);
    post(&api, Some("100000000000"), silent()).await.assert_error(413, 20413, "announced, but never sent");
}

#[tokio::test]
async fn a_length_that_is_no_number_is_as_good_as_none() {
    let api = Api::new().await;
    for length in ["", "x", "-1", "99999999999999999999999999"] {
        let (body, taken) = long();
        post(&api, Some(length), body).await.assert_error(413, 20413, length);
        assert!(taken.load(Ordering::Relaxed) <= READ_AT_MOST, "{taken:?}");
    }
    assert_eq!(post(&api, Some("x"), "UniqueName=small").await.status, 201);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_400_and_nothing_is_stored() {
    let api = Api::new().await;
    let before = api.stored().await;
    let chunks = [Ok(Bytes::from_static(b"UniqueName=half")), Err("the connection is gone")];
    post(&api, None, Body::from_stream(stream::iter(chunks))).await.assert_error(400, 20422, "broken off");
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn the_body_of_a_get_or_delete_is_ignored() {
    let api = Api::new().await;
    for (method, path, status) in [
        ("GET", "/v1/Services?PageSize=1", 200),
        ("GET", "/v1/Services/~/Documents/doc", 200),
        ("DELETE", "/v1/Services/~/Documents/doc", 204),
    ] {
        let request = api.request(method, path).header("Content-Type", "application/json");
        assert_eq!(api.send(request, "PageSize=0&%zz").await.status, status, "{method} {path}");
    }
    let (body, taken) = long();
    assert_eq!(api.send(api.request("GET", "/v1/Services"), body).await.status, 200);
    assert!(taken.load(Ordering::Relaxed) <= READ_AT_MOST, "{taken:?}");
}

#[tokio::test]
async fn a_refused_request_has_its_body_read_so_that_the_connection_lives_on() {
    let api = Api::new().await;
    for (what, request, status) in [
        ("no credentials", api.anonymous("POST", "/v1/Services"), 401),
        ("no route", api.request("POST", "/v1/Nowhere"), 404),
        ("no such method", api.request("PUT", "/v1/Services"), 405),
        ("no body expected", api.request("GET", "/v1/Services"), 200),
    ] {
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        let chunks = stream::iter(0..30).map(move |_| {
            counter.fetch_add(CHUNK, Ordering::Relaxed);
            Ok::<_, Infallible>(Bytes::from_static(&FILL))
        });
        assert_eq!(api.send(request, Body::from_stream(chunks)).await.status, status, "{what}");
        assert_eq!(taken.load(Ordering::Relaxed), 30 * CHUNK, "{what}");
    }
}
