//! The end of a server.

use std::net::SocketAddr;

use futures::future::join_all;
use tokio::net::TcpStream;

use crate::client::{Client, head, post, services, start, within};

/// Waits until nobody listens at `addr` any more.
async fn closed(addr: SocketAddr) {
    within("the port is closed", async {
        while TcpStream::connect(addr).await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_stopped_server_listens_no_more() {
    let running = start().await;
    let addr = running.addr();
    assert_eq!(services(&running).await, 0);
    within("stop", running.stop()).await;
    assert!(TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_up_the_end() {
    let running = start().await;
    let mut client = Client::connect(&running).await;
    client.send(head("GET", "/v1/Services", "")).await;
    assert_eq!(client.answer().await.status, 200);
    within("stop", running.stop()).await;
    assert_eq!(client.rest().await, b"");
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_up_the_end() {
    let whole = post("/v1/Services", "FriendlyName=f");
    let ends = [0, 1, 20, whole.len() - 5].map(async |end| {
        let running = start().await;
        let mut client = Client::connect(&running).await;
        client.send(&whole[..end]).await;
        // The answer to a later connection shows that the server has taken this one.
        assert_eq!(services(&running).await, 0);
        within("stop", running.stop()).await;
        drop(client);
    });
    join_all(ends).await;
}

#[tokio::test]
async fn a_request_that_is_under_way_is_answered_before_the_end() {
    let running = start().await;
    let addr = running.addr();
    let whole = post("/v1/Services", "FriendlyName=f");
    let (first, second) = whole.split_at(whole.len() - 5);
    let mut client = Client::connect(&running).await;
    client.send(first).await;
    assert_eq!(services(&running).await, 0);
    let stopping = tokio::spawn(running.stop());
    closed(addr).await;
    assert!(!stopping.is_finished());
    client.send(second).await;
    assert_eq!(client.answer().await.status, 201);
    assert_eq!(client.rest().await, b"");
    within("stop", stopping).await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_dropped_ends_too() {
    let running = start().await;
    let addr = running.addr();
    assert_eq!(running.url(), format!("http://{addr}/v1"));
    drop(running);
    closed(addr).await;
}
