//! What a legitimate target may do differently raises no alarm.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use axum::{body::Body, http::StatusCode, response::Response};
use http_body_util::BodyExt as _;
use syncproof_api::Profile;

use crate::support::{Ended, Server, in_front, pass, run};

fn suite(server: &Server) -> Ended {
    run(&["run", "--target", &server.url, "--level", "should", "--tags", "not @waits"])
}

#[test]
fn a_target_that_knows_itself_by_another_name_passes() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request, inner| {
            let host = request.headers()["host"].to_str().unwrap().to_owned();
            let (mut parts, body) = pass(request, inner).await.into_parts();
            let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
            parts.headers.remove("content-length");
            Response::from_parts(parts, Body::from(text.replace(&format!("http://{host}"), "https://sync.example.com")))
        })
    });
    let ended = suite(&server);
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}", ended.stdout);
}

#[test]
fn a_target_that_asks_for_patience_passes() {
    let server = Server::start(Profile::documented(), |app| {
        let refused = Arc::new(Mutex::new(HashSet::new()));
        in_front(app, move |request, inner| {
            // Every third address is refused once.
            let address = format!("{} {}", request.method(), request.uri());
            let mut refused = refused.lock().unwrap();
            let first_time = refused.len() % 3 == 0 && !refused.contains(&address);
            refused.insert(address);
            async move {
                if first_time {
                    // An answer before the whole request is there would cut it off.
                    request.into_body().collect().await.unwrap();
                    let builder = Response::builder().status(StatusCode::TOO_MANY_REQUESTS).header("retry-after", "0");
                    return builder.body(Body::from(r#"{"code": 54009}"#)).unwrap();
                }
                pass(request, inner).await
            }
        })
    });
    let ended = suite(&server);
    assert_eq!((ended.code, ended.failed()), (Some(0), Vec::new()), "{}", ended.stdout);
}

#[test]
fn a_target_that_never_has_time_is_no_deviation() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request, inner| {
            if request.uri().path().ends_with("/Documents") {
                let builder = Response::builder().status(StatusCode::TOO_MANY_REQUESTS).header("retry-after", "0");
                return builder.body(Body::empty()).unwrap();
            }
            pass(request, inner).await
        })
    });
    let ended = run(&["run", "--target", &server.url, "--only", "documents/create.feature"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stdout);
    assert!(ended.stdout.contains("was answered 429 again and again"), "{}", ended.stdout);
    assert!(ended.stdout.contains("more with the same cause"), "{}", ended.stdout);
}
