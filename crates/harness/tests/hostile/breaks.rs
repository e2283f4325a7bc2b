//! Answers that do not come, or not to their end.

use std::time::Duration;

use syncproof_harness::client::{Limits, Phase, Trouble};
use tokio::net::TcpListener;

use crate::support::{HASTE, answering, client, get, hasty, holding, message, patient, serve, trouble, url};

fn timed_out(url: &str, during: Phase) -> Trouble {
    Trouble::TimedOut { method: "GET".to_owned(), url: url.to_owned(), limit: HASTE, during }
}

fn broke_off(trouble: &Trouble) -> Phase {
    match trouble {
        Trouble::BrokenOff { during, .. } => *during,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let Trouble::Unreachable { origin, reason } = trouble(address).await else { panic!() };
    assert_eq!(origin, format!("http://{address}"));
    assert!(reason.contains("refused"), "{reason}");
}

#[tokio::test]
async fn nobody_accepts() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = url(listener.local_addr().unwrap());
    assert_eq!(get(&hasty(), &url).await.unwrap_err(), timed_out(&url, Phase::Head));
}

#[tokio::test]
async fn a_connection_with_tls_that_does_not_come_about_ends_at_its_own_limit() {
    let (address, _) = serve(|peer| async move { peer.hold().await }).await;
    let client = client(Limits { connect_timeout: HASTE, ..Limits::default() });
    let trouble = get(&client, &format!("https://{address}/v1")).await.unwrap_err();
    assert_eq!(trouble, Trouble::NoConnection { origin: format!("https://{address}"), limit: HASTE });
}

#[tokio::test]
async fn nothing_is_answered() {
    let url = url(holding("").await);
    assert_eq!(get(&hasty(), &url).await.unwrap_err(), timed_out(&url, Phase::Head));
}

#[tokio::test]
async fn a_body_is_announced_and_never_sent() {
    let url = url(holding("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n").await);
    assert_eq!(get(&hasty(), &url).await.unwrap_err(), timed_out(&url, Phase::Body));
}

#[tokio::test]
async fn a_head_that_drips_ends_at_the_deadline() {
    let url = url(dripping("HTTP/1.1 200 OK\r\nx: ", b"y").await);
    assert_eq!(get(&hasty(), &url).await.unwrap_err(), timed_out(&url, Phase::Head));
}

#[tokio::test]
async fn a_body_that_drips_ends_at_the_deadline() {
    let url = url(dripping("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n", b"y").await);
    assert_eq!(get(&hasty(), &url).await.unwrap_err(), timed_out(&url, Phase::Body));
}

/// A server that begins so and goes on byte by byte, for longer than the client has time.
async fn dripping(beginning: &'static str, drop: &'static [u8]) -> std::net::SocketAddr {
    let server = serve(move |mut peer| async move {
        peer.request().await;
        peer.write(beginning.as_bytes()).await;
        while peer.write(drop).await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    server.await.0
}

#[tokio::test]
async fn it_hangs_up_at_once() {
    let (address, _) = serve(|peer| async move { drop(peer) }).await;
    assert_eq!(broke_off(&trouble(address).await), Phase::Head);
}

#[tokio::test]
async fn it_hangs_up_instead_of_answering() {
    assert_eq!(broke_off(&trouble(answering("").await).await), Phase::Head);
}

#[tokio::test]
async fn it_hangs_up_within_the_head() {
    assert_eq!(broke_off(&trouble(answering("HTTP/1.1 200 OK\r\nContent-Ty").await).await), Phase::Head);
}

#[tokio::test]
async fn it_hangs_up_within_the_body() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n";
    assert_eq!(broke_off(&trouble(answering(chunked).await).await), Phase::Body);
    let counted = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"a\"";
    assert_eq!(broke_off(&trouble(answering(counted).await).await), Phase::Body);
}

#[tokio::test]
async fn chunks_are_not_counted_right() {
    let nonsense = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
    assert_eq!(broke_off(&trouble(answering(nonsense).await).await), Phase::Body);
}

#[tokio::test]
async fn after_trouble_the_client_is_as_good_as_new() {
    let (address, counters) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{}").await;
        drop(peer);
    })
    .await;
    let client = patient();
    for round in 1..=3 {
        assert_eq!(broke_off(&get(&client, &url(address)).await.unwrap_err()), Phase::Body);
        assert_eq!(counters.connections(), round);
    }
    let healthy = answering(message("200 OK", "", b"{}")).await;
    assert_eq!(get(&client, &url(healthy)).await.unwrap().answer.status, 200);
}

#[tokio::test]
async fn a_request_that_may_have_been_carried_out_is_not_sent_again() {
    let (address, counters) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(&message("200 OK", "", b"{}")).await;
        // The second request on the same connection is read and left alone.
        peer.request().await;
    })
    .await;
    let client = patient();
    assert_eq!(get(&client, &url(address)).await.unwrap().answer.status, 200);
    assert_eq!(broke_off(&get(&client, &url(address)).await.unwrap_err()), Phase::Head);
    assert_eq!(counters.connections(), 1);
}

#[tokio::test]
async fn the_sentences_say_what_to_do() {
    assert_eq!(
        timed_out("http://h/v1", Phase::Body).to_string(),
        "no complete answer within 0.4 s to GET http://h/v1; --timeout allows more"
    );
    let broken = trouble(answering("").await).await;
    assert!(broken.to_string().contains("broke off before its head was complete: connection closed"), "{broken}");
}
