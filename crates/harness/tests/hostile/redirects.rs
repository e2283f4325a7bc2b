//! Answers that lead elsewhere: the client goes nowhere, above all not with credentials.

use std::time::Duration;

use syncproof_api::Address;
use syncproof_harness::{
    session::{Call, call_target},
    target::{Credentials, Target},
};

use crate::support::{message, patient, serve};

#[tokio::test]
async fn no_redirect_is_followed() {
    let (elsewhere, visits) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(&message("200 OK", "", b"{}")).await;
    })
    .await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let location = format!("location: http://{elsewhere}/v1/Services\r\n");
        let (address, counters) = serve(move |mut peer| {
            let answer = message(status, &location, b"");
            async move {
                assert!(peer.request().await.contains("authorization: Basic QUMxOmh1c2g="));
                peer.write(&answer).await;
            }
        })
        .await;
        let credentials = Credentials { user: "AC1".to_owned(), secret: "hush".to_owned() };
        let target = Target::new(&format!("http://{address}"), credentials, patient(), Duration::ZERO).unwrap();
        for method in ["GET", "POST", "DELETE"] {
            let exchange = call_target(&target, Call::to(method, &Address::Services)).await.unwrap();
            assert_eq!(exchange.answer.status.to_string(), status[..3]);
        }
        assert_eq!(counters.connections(), 3);
    }
    assert_eq!(visits.connections(), 0);
}

#[tokio::test]
async fn a_redirect_in_a_circle_is_one_answer() {
    let (address, counters) = serve(|mut peer| async move {
        peer.request().await;
        peer.write(&message("302 Found", "location: /v1/Services\r\n", b"")).await;
    })
    .await;
    assert_eq!(crate::support::answer(address).await.status, 302);
    assert_eq!(counters.connections(), 1);
}
