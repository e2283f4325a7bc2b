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

/// A port that is free, and how often it is asked.
async fn place() -> (u16, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    (listener.local_addr().unwrap().port(), Arc::default())
}

/// Listens there, and answers these statuses in turn, the last for ever. To be begun after the launch, which wants the port to be free.
async fn serve(port: u16, asked: Arc<AtomicUsize>, statuses: &'static [u16]) {
    let app = Router::new().fallback(move || {
        let turn = asked.fetch_add(1, Ordering::SeqCst);
        async move { StatusCode::from_u16(statuses[turn.min(statuses.len() - 1)]).unwrap() }
    });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
}

fn launch(port: u16, ready: Ready, patience: Duration) -> Launch {
    let program = Program::Command { line: "sleep 1000".to_owned(), port: Some(port) };
    Launch { program, path: "/v1".to_owned(), ready, patience }
}

#[tokio::test]
async fn a_program_that_says_it_is_not_available_yet_is_waited_for() {
    let (port, asked) = place().await;
    let launching = launch(port, Ready::Answers, Duration::from_secs(20)).start();
    let (launched, ()) = tokio::join!(biased; launching, serve(port, Arc::clone(&asked), &[503, 502, 504, 404]));
    let launched = launched.unwrap();
    assert_eq!(launched.url(), format!("http://127.0.0.1:{port}/v1"));
    assert_eq!(asked.load(Ordering::SeqCst), 4);
    launched.stop().await;
}

#[tokio::test]
async fn a_path_has_to_answer_with_success() {
    let (port, asked) = place().await;
    let launching = launch(port, Ready::Http("/health".to_owned()), Duration::from_secs(20)).start();
    let (launched, ()) = tokio::join!(biased; launching, serve(port, Arc::clone(&asked), &[500, 404, 400, 204]));
    launched.unwrap().stop().await;
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn patience_ends() {
    let (port, asked) = place().await;
    let launching = launch(port, Ready::Http("/health".to_owned()), Duration::from_millis(300)).start();
    let (launched, ()) = tokio::join!(biased; launching, serve(port, asked, &[404]));
    let error = launched.unwrap_err();
    assert!(matches!(error, LaunchError::NotReady { .. }), "{error}");
    let says = format!("http://127.0.0.1:{port}/health does not answer with a status below 400");
    assert!(error.to_string().ends_with(&says), "{error}");
}
