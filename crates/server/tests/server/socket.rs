//! HTTP over a socket: connections, and what is no HTTP.

use crate::client::{Client, head, post, services, start};

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    for number in 1..=3 {
        client.send(post("/v1/Services", "")).await;
        assert_eq!(client.answer().await.status, 201);
        client.send(head("GET", "/v1/Services", "")).await;
        let page: serde_json::Value = serde_json::from_slice(&client.answer().await.body).unwrap();
        assert_eq!(page["services"].as_array().unwrap().len(), number);
    }
}

#[tokio::test]
async fn requests_sent_at_once_are_answered_in_order() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    let both = post("/v1/Services", "") + &head("GET", "/v1/Nowhere", "") + &head("HEAD", "/v1/Services", "");
    client.send(both).await;
    assert_eq!((client.answer().await.status, client.answer().await.status), (201, 404));
}

#[tokio::test]
async fn a_204_has_neither_body_nor_length() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    client.send(post("/v1/Services", "")).await;
    let service: serde_json::Value = serde_json::from_slice(&client.answer().await.body).unwrap();
    client.send(head("DELETE", &format!("/v1/Services/{}", service["sid"].as_str().unwrap()), "")).await;
    let deleted = client.answer().await;
    assert_eq!(
        (deleted.status, deleted.header("content-length"), deleted.header("transfer-encoding")),
        (204, None, None)
    );
    client.send(head("GET", "/v1/Services", "")).await;
    assert_eq!(client.answer().await.status, 200);
}

#[tokio::test]
async fn a_head_has_the_length_of_the_get_but_no_body() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    client.send(head("GET", "/v1/Services", "")).await;
    let length = client.answer().await.body.len();
    client.send(head("HEAD", "/v1/Services", "Connection: close\r\n")).await;
    let text = String::from_utf8(client.rest().await).unwrap();
    assert!(text.contains(&format!("content-length: {length}\r\n")), "{text}");
    assert!(text.ends_with("\r\n\r\n"), "{text}");
}

#[tokio::test]
async fn a_client_that_asks_before_it_sends_its_body_is_told_to_continue() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    let headers = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\nExpect: 100-continue\r\n";
    client.send(head("POST", "/v1/Services", headers)).await;
    assert_eq!(client.answer().await.status, 100);
    client.send("FriendlyName=f").await;
    assert_eq!(client.answer().await.status, 201);
}

/// What is no request, or half of one.
fn garbage() -> Vec<(&'static str, Vec<u8>)> {
    let text = |s: &str| s.as_bytes().to_vec();
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let flood = "X-Drop: x\r\n".repeat(20_000);
    vec![
        ("nothing", vec![]),
        ("zeros", vec![0; 1000]),
        ("all bytes", (0..=255).cycle().take(5_000).collect()),
        ("line ends", text(&"\r\n".repeat(1000))),
        ("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("words", text("hello world\r\n\r\n")),
        ("no version", text("GET /v1/Services\r\n\r\n")),
        ("a version that is none", text("GET /v1/Services HTTP/9.9\r\n\r\n")),
        ("a space too many", text("GET  /v1/Services  HTTP/1.1\r\n\r\n")),
        ("bytes in the path", b"GET /v1/\xff\xfe HTTP/1.1\r\nHost: h\r\n\r\n".to_vec()),
        ("a NUL in the path", b"GET /v1/\0 HTTP/1.1\r\nHost: h\r\n\r\n".to_vec()),
        ("a path of 100 KB", text(&format!("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", "a".repeat(100_000)))),
        ("a method of 100 KB", text(&format!("{} / HTTP/1.1\r\nHost: h\r\n\r\n", "A".repeat(100_000)))),
        ("a header without colon", text("GET /v1/Services HTTP/1.1\r\nHost\r\n\r\n")),
        ("a header that is a space", text("GET /v1/Services HTTP/1.1\r\n : x\r\n\r\n")),
        ("a NUL in a header", b"GET /v1/Services HTTP/1.1\r\nHost: a\0b\r\n\r\n".to_vec()),
        ("a flood of headers", text(&head("GET", "/v1/Services", &flood))),
        ("a header of 2 MB", text(&head("GET", "/v1/Services", &format!("X: {}\r\n", "x".repeat(2_000_000))))),
        ("headers cut short", text("POST /v1/Services HTTP/1.1\r\nHost: h\r\nAuth")),
        ("a body cut short", text(&(head("POST", "/v1/Services", &format!("{form}Content-Length: 100\r\n")) + "x=1"))),
        ("a negative length", text(&head("POST", "/v1/Services", &format!("{form}Content-Length: -1\r\n")))),
        ("two lengths", text(&(head("POST", "/v1/Services", "Content-Length: 1\r\nContent-Length: 2\r\n") + "x="))),
        (
            "a length beyond all bounds",
            text(&head("POST", "/v1/Services", &format!("{form}Content-Length: 99999999999999999999999\r\n"))),
        ),
        (
            "a chunk size that is no number",
            text(&(head("POST", "/v1/Services", &format!("{form}Transfer-Encoding: chunked\r\n")) + "zz\r\nx=1\r\n")),
        ),
        (
            "a chunk size beyond all bounds",
            text(&(head("POST", "/v1/Services", "Transfer-Encoding: chunked\r\n") + "fffffffffffffffffffff\r\nx")),
        ),
        (
            "chunks cut short",
            text(&(head("POST", "/v1/Services", &format!("{form}Transfer-Encoding: chunked\r\n")) + "3\r\nx=1\r\n")),
        ),
        (
            "17 MiB in one chunk",
            [head("POST", "/v1/Services", "Transfer-Encoding: chunked\r\n") + "1100000\r\n", "x".repeat(17 << 20)]
                .concat()
                .into_bytes(),
        ),
        (
            "an encoding that is none",
            text(&(head("POST", "/v1/Services", &format!("{form}Transfer-Encoding: xyz\r\n")) + "x=1")),
        ),
    ]
}

#[tokio::test]
async fn what_is_no_request_is_a_4xx_or_a_closed_connection_and_the_server_lives_on() {
    let running = start().await;
    for (what, bytes) in garbage() {
        let mut client = Client::connect(&running).await;
        client.try_send(&bytes).await;
        client.finish().await;
        let rest = client.rest().await;
        let shown = rest[..rest.len().min(200)].escape_ascii();
        assert!(
            rest.is_empty() || rest.starts_with(b"HTTP/1.1 4") || rest.starts_with(b"HTTP/1.0 4"),
            "{what}: {shown}"
        );
        assert_eq!(services(&running).await, 0, "{what}");
    }
}

#[tokio::test]
async fn a_connection_dropped_in_the_middle_does_no_harm() {
    let running = start().await;
    let whole = post("/v1/Services", "FriendlyName=f");
    for end in 1..whole.len() {
        let mut client = Client::connect(&running).await;
        client.send(&whole[..end]).await;
        drop(client);
    }
    assert_eq!(services(&running).await, 0);
}

#[tokio::test]
async fn a_request_that_arrives_byte_by_byte_is_answered() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    for byte in post("/v1/Services", "FriendlyName=f").bytes() {
        client.send([byte]).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(client.answer().await.status, 201);
}

#[tokio::test]
async fn a_client_that_does_not_finish_keeps_nobody_waiting() {
    let running = start().await;
    let whole = post("/v1/Services", "FriendlyName=f");
    let mut slow = Vec::new();
    for end in [0, 10, 60, whole.len() - 1] {
        for _ in 0..10 {
            let mut client = Client::connect(&running).await;
            client.send(&whole[..end]).await;
            slow.push((client, &whole[end..]));
        }
    }
    assert_eq!(services(&running).await, 0);
    for (client, rest) in &mut slow {
        client.send(rest).await;
        assert_eq!(client.answer().await.status, 201);
    }
    assert_eq!(services(&running).await, 40);
}

#[tokio::test]
async fn a_client_that_sends_megabytes_reads_why_they_are_refused() {
    let running = start().await;
    for length in [2_000_000, 15_000_000] {
        let mut client = Client::connect(&running).await;
        client.send(post("/v1/Services", &"x".repeat(length))).await;
        let answer = client.answer().await;
        let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status, &body["code"], &body["status"]), (413, &20413.into(), &413.into()));
        assert_eq!(answer.header("connection"), Some("close"));
        assert_eq!(client.rest().await, b"");
    }
    assert_eq!(services(&running).await, 0);
}

#[tokio::test]
async fn a_client_that_announces_100_gigabytes_reads_why_they_are_refused() {
    let running = start().await;
    for expect in ["", "Expect: 100-continue\r\n"] {
        let mut client = Client::connect(&running).await;
        client.send(head("POST", "/v1/Services", &format!("{expect}Content-Length: 100000000000\r\n"))).await;
        assert_eq!(client.answer().await.status, 413);
        assert_eq!(client.rest().await, b"");
    }
}

#[tokio::test]
async fn a_refusal_before_the_body_is_looked_at_leaves_the_connection_usable() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    let body = "x=".to_owned() + &"x".repeat(499_998);
    let stranger = |path: &str| format!("POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n", body.len());
    for (start, status) in [
        (stranger("/v1/Services"), 401),
        (head("POST", "/v1/Nowhere", &format!("Content-Length: {}\r\n", body.len())), 404),
        (head("PUT", "/v1/Services", &format!("Content-Length: {}\r\n", body.len())), 405),
        (head("GET", "/v1/Services", &format!("Content-Length: {}\r\n", body.len())), 200),
    ] {
        client.send(start).await;
        client.send(&body).await;
        assert_eq!(client.answer().await.status, status);
    }
}
