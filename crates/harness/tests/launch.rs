//! When a started program counts as ready. The program itself only sleeps: what listens on its port is in this process.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, http::StatusCode};
use syncproof_harness::launch::{Launch, LaunchError, Program, Ready};

/// A server that answers these statuses in turn, the last for ever; its port, and how often it was asked.
async fn server(statuses: &'static [u16]) -> (u16, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let app = Router::new().fallback(move || {
        let turn = counter.fetch_add(1, Ordering::SeqCst);
        async move { StatusCode::from_u16(statuses[turn.min(statuses.len() - 1)]).unwrap() }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (port, asked)
}

fn launch(port: u16, ready: Ready, patience: Duration) -> Launch {
    let program = Program::Command { line: "sleep 1000".to_owned(), port: Some(port) };
    Launch { program, path: "/v1".to_owned(), ready, patience }
}

#[tokio::test]
async fn a_program_that_says_it_is_not_available_yet_is_waited_for() {
    let (port, asked) = server(&[503, 502, 504, 404]).await;
    let launched = launch(port, Ready::Answers, Duration::from_secs(20)).start().await.unwrap();
    assert_eq!(launched.url(), format!("http://127.0.0.1:{port}/v1"));
    assert_eq!(asked.load(Ordering::SeqCst), 4);
    launched.stop().await;
}

#[tokio::test]
async fn a_path_has_to_answer_with_success() {
    let (port, asked) = server(&[500, 404, 400, 204]).await;
    let ready = Ready::Http("/health".to_owned());
    launch(port, ready, Duration::from_secs(20)).start().await.unwrap().stop().await;
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn patience_ends() {
    let (port, _) = server(&[404]).await;
    let ready = Ready::Http("/health".to_owned());
    let error = launch(port, ready, Duration::from_millis(300)).start().await.unwrap_err();
    assert!(matches!(error, LaunchError::NotReady { .. }), "{error}");
    let says = format!("http://127.0.0.1:{port}/health does not answer with a status below 400");
    assert!(error.to_string().ends_with(&says), "{error}");
}
