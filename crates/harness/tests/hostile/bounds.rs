//! More than is taken in.

use std::{sync::Arc, time::Duration};

use syncproof_api::Address;
use syncproof_harness::{
    client::{Client, Excess, Limits, Transport, Trouble},
    session::{Call, Session},
    target::{Credentials, Target},
};

use crate::support::{answering, client, get, message, patient, serve, trouble, url};

fn excess(trouble: Trouble) -> Excess {
    match trouble {
        Trouble::TooLarge { excess, .. } => excess,
        other => panic!("{other:?}"),
    }
}

/// What the operating system may take in for a reader that does not read.
const BUFFERS: usize = 16 << 20;

#[tokio::test]
async fn a_hundred_megabytes_are_not_read() {
    let (address, counters) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n[0").await;
        for _ in 0..100 {
            peer.write(&b",1".repeat(1 << 19)).await;
        }
    })
    .await;
    assert_eq!(excess(trouble(address).await), Excess::Body(4 << 20));
    assert!(counters.written() < (4 << 20) + BUFFERS, "{}", counters.written());
}

#[tokio::test]
async fn chunks_never_end() {
    let (address, counters) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await;
        peer.write_forever(&[b"10000\r\n".as_slice(), &b" ".repeat(0x10000), b"\r\n"].concat()).await;
    })
    .await;
    assert_eq!(excess(trouble(address).await), Excess::Body(4 << 20));
    assert!(counters.written() < (4 << 20) + BUFFERS, "{}", counters.written());
}

#[tokio::test]
async fn a_body_without_length_never_ends() {
    let (address, _) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(b"HTTP/1.1 200 OK\r\n\r\n").await;
        peer.write_forever(&b"x".repeat(0x10000)).await;
    })
    .await;
    assert_eq!(excess(trouble(address).await), Excess::Body(4 << 20));
}

#[tokio::test]
async fn a_body_is_taken_in_up_to_the_bound() {
    let limited = || client(Limits { response_bytes: 1000, ..Limits::default() });
    let address = answering(message("200 OK", "", &[b' '; 1000])).await;
    assert_eq!(get(&limited(), &url(address)).await.unwrap().answer.body.len(), 1000);
    let address = answering(message("200 OK", "", &[b' '; 1001])).await;
    assert_eq!(excess(get(&limited(), &url(address)).await.unwrap_err()), Excess::Body(1000));
}

#[tokio::test]
async fn json_is_nested_deep() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for body in [nested(128), nested(100_000), "{\"a\":".repeat(100_000), "[{\"a\":".repeat(100_000)] {
        let address = answering(message("200 OK", "", body.as_bytes())).await;
        assert_eq!(excess(trouble(address).await), Excess::Depth(127));
    }
    let address = answering(message("200 OK", "", nested(127).as_bytes())).await;
    assert!(get(&patient(), &url(address)).await.unwrap().answer.json.is_some());
}

#[tokio::test]
async fn json_has_very_many_values() {
    let list = |element: &str, count: usize| format!("[{}{element}]", format!("{element},").repeat(count - 1));
    for body in [list("1", 50_000), list("[]", 30_000), list(r#"{"a":1}"#, 1 << 18)] {
        let address = answering(message("200 OK", "", body.as_bytes())).await;
        assert_eq!(excess(trouble(address).await), Excess::Values(50_000));
    }
    let address = answering(message("200 OK", "", list("1", 49_998).as_bytes())).await;
    assert!(get(&patient(), &url(address)).await.unwrap().answer.json.is_some());
}

#[tokio::test]
async fn all_answers_at_hand_have_a_bound_together() {
    let client = client(Limits { run_bytes: 200_000, ..Limits::default() });
    let url = url(answering(message("200 OK", "", &b"x".repeat(30_000))).await);
    let first = get(&client, &url).await.unwrap();
    let copy = first.clone();
    assert_eq!(excess(get(&client, &url).await.unwrap_err()), Excess::Run(200_000));
    drop(first);
    assert_eq!(excess(get(&client, &url).await.unwrap_err()), Excess::Run(200_000));
    drop(copy);
    assert!(get(&client, &url).await.is_ok());
}

#[tokio::test]
async fn the_answers_of_a_scenario_have_a_bound_together() {
    let address = answering(message("200 OK", "", &[b'x'; 10_000])).await;
    let client = Client::new(&Transport::default(), Limits { scenario_bytes: 100_000, ..Limits::default() }).unwrap();
    let credentials = Credentials { user: "AC1".to_owned(), secret: "hush".to_owned() };
    let target = Target::new(&format!("http://{address}"), credentials, client, Duration::ZERO).unwrap();
    let mut session = Session::new(Arc::new(target));
    for _ in 0..2 {
        assert!(session.call(Call::to("GET", &Address::Services)).await.is_ok());
    }
    let trouble = session.call(Call::to("GET", &Address::Services)).await.unwrap_err();
    assert_eq!(excess(trouble), Excess::Scenario(100_000));
}
