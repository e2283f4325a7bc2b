//! Heads of answers that are wrong, odd or too much.

use syncproof_harness::{
    client::{Excess, Phase, Trouble},
    exchange::Version,
};

use crate::support::{HASTE, answer, answering, get, hasty, message, serve, trouble, url};

async fn not_http(bytes: &[u8]) -> String {
    match trouble(answering(bytes).await).await {
        Trouble::NotHttp { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn another_protocol_speaks() {
    assert_eq!(not_http(b"SSH-2.0-OpenSSH_9.6\r\n").await, "invalid HTTP version parsed");
}

#[tokio::test]
async fn a_page_comes_without_a_head() {
    assert_eq!(not_http(b"<html><body>HTTP/0.9 lives</body></html>\r\n").await, "invalid HTTP version parsed");
}

#[tokio::test]
async fn tls_answers_a_request_in_clear() {
    // An alert: handshake failure.
    let trouble = trouble(answering(b"\x15\x03\x03\x00\x02\x02\x28").await).await;
    assert!(matches!(trouble, Trouble::NotHttp { .. }), "{trouble:?}");
    assert!(trouble.to_string().contains("is it http or https"), "{trouble}");
}

#[tokio::test]
async fn a_length_is_negative() {
    let reason = not_http(b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}").await;
    assert_eq!(reason, "invalid content-length parsed");
}

#[tokio::test]
async fn two_lengths_contradict_each_other() {
    let reason = not_http(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} ").await;
    assert_eq!(reason, "invalid content-length parsed");
}

#[tokio::test]
async fn two_lengths_agree() {
    let answer = answer(answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\n{}").await).await;
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"{}".as_slice()));
}

#[tokio::test]
async fn a_length_is_too_short() {
    let answer = answer(answering("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{\"a\":1}").await).await;
    assert_eq!((answer.body.as_slice(), answer.json), (b"{\"a".as_slice(), None));
}

#[tokio::test]
async fn a_header_has_a_nul() {
    assert_eq!(not_http(b"HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n").await, "invalid HTTP header parsed");
}

#[tokio::test]
async fn a_header_is_not_utf8() {
    let answer = answer(answering(message("200 OK", "", b"")).await).await;
    assert_eq!(answer.header("x"), None);
    let answer = crate::support::answer(answering(b"HTTP/1.1 200 OK\r\nx: a\xffb\r\n\r\n".as_slice()).await).await;
    assert_eq!(answer.header("X"), Some("a\u{fffd}b"));
}

async fn head_is_too_large(bytes: Vec<u8>) {
    let address = answering(bytes).await;
    let (method, url) = ("GET".to_owned(), url(address));
    assert_eq!(trouble(address).await, Trouble::TooLarge { method, url, excess: Excess::Head });
}

#[tokio::test]
async fn one_header_is_huge() {
    head_is_too_large(message("200 OK", &format!("x: {}\r\n", "y".repeat(1 << 20)), b"{}")).await;
}

#[tokio::test]
async fn there_are_ten_thousand_headers() {
    head_is_too_large(message("200 OK", &"x: y\r\n".repeat(10_000), b"{}")).await;
}

#[tokio::test]
async fn headers_never_end() {
    let (address, _) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(b"HTTP/1.1 200 OK\r\n").await;
        peer.write_forever(&[b"x: ", [b'y'; 8000].as_slice(), b"\r\n"].concat()).await;
    })
    .await;
    let trouble = trouble(address).await;
    assert!(matches!(trouble, Trouble::TooLarge { excess: Excess::Head, .. }), "{trouble:?}");
}

#[tokio::test]
async fn interim_answers_come_first() {
    let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
    let answer = answer(answering([interim.as_bytes(), &message("200 OK", "", b"{}")].concat()).await).await;
    assert_eq!((answer.status, answer.version, answer.header("link")), (200, Version::Http11, None));
}

#[tokio::test]
async fn interim_answers_never_end() {
    let (address, _) = serve(|mut peer| async move {
        peer.request().await;
        peer.write_forever(b"HTTP/1.1 103 Early Hints\r\n\r\n").await;
    })
    .await;
    let (method, url) = ("GET".to_owned(), url(address));
    let trouble = get(&hasty(), &url).await.unwrap_err();
    assert_eq!(trouble, Trouble::TimedOut { method, url, limit: HASTE, during: Phase::Head });
}

#[tokio::test]
async fn it_speaks_http_1_0() {
    let answer = answer(answering("HTTP/1.0 200 OK\r\n\r\n{}").await).await;
    assert_eq!((answer.status, answer.version, answer.body.as_slice()), (200, Version::Http10, b"{}".as_slice()));
}
