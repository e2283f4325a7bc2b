//! What is an API, until it is asked for a Document or a page.

use std::{
    io::Read as _,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use axum::{
    body::{Body, Bytes},
    http::Method,
    response::Response,
};
use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};
use syncproof_api::Profile;

use super::run_against;
use crate::support::{Ended, Server, change_body, cut_off, in_front, pass};

/// The reference, whose answers to the fetching of one Document are changed.
fn documents<F, R>(change: F) -> Server
where
    F: Fn(Response) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response> + Send + 'static,
{
    Server::start(Profile::documented(), |app| {
        in_front(app, move |request, inner| {
            let (change, path) = (change.clone(), request.uri().path().to_owned());
            let is_fetch =
                request.method() == Method::GET && path.contains("/Documents/") && !path.ends_with("/Permissions");
            async move {
                let answer = pass(request, inner).await;
                if is_fetch && answer.status() == 200 { change(answer).await } else { answer }
            }
        })
    })
}

/// The reference, with this answer to the fetching of a Document.
fn answered(body: impl Into<Bytes>) -> Server {
    let body = body.into();
    with_body(move || Body::from(body.clone()))
}

/// The same, without saying beforehand how long it is.
fn streamed(body: impl Into<Bytes>) -> Server {
    let body = body.into();
    with_body(move || Body::new(Full::new(body.clone()).map_frame(|frame| frame)))
}

fn with_body(body: impl Fn() -> Body + Clone + Send + Sync + 'static) -> Server {
    documents(move |answer| {
        let body = body();
        async move {
            let (mut parts, _) = answer.into_parts();
            parts.headers.remove("content-length");
            Response::from_parts(parts, body)
        }
    })
}

fn run_documents(server: &Server) -> Ended {
    run_against(&server.url, &["--only", "document-fetch-*", "--only", "document-update-*", "--timeout", "3"])
}

/// All of them fall to one cause, which is told once: of a scenario with those that share it, or of the target that is given up.
fn is_one_error(name: &str, server: &Server, says: &str) {
    let ended = run_documents(server);
    let shown = format!("{name}: {:?}\n{}{}", ended.code, ended.stdout, ended.stderr);
    assert_eq!(ended.code, Some(3), "{shown}");
    assert_eq!(ended.stdout.lines().filter(|line| line.contains(says)).count(), 1, "{shown}");
    let errors = ended.stdout.lines().filter(|line| line.starts_with("ERROR ")).count();
    assert!(
        errors == 1 && ended.stdout.contains(" more with the same cause: ")
            || errors == 0 && ended.stdout.contains("given up: "),
        "{shown}"
    );
}

#[test]
fn what_cannot_be_taken_in_is_told_once() {
    let large = Bytes::from(vec![b' '; 100 << 20]);
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let cases = [
        ("100 MB", answered(large.clone()), "its body has more than 4194304 bytes"),
        ("100 MB, length not told", streamed(large), "its body has more than 4194304 bytes"),
        ("nested", answered(nested), "its JSON is nested deeper than 127 levels"),
        ("many values", answered(format!("[{}0]", "0,".repeat(1_000_000))), "its JSON has more than 50000 values"),
        ("broken off", documents(async |answer| cut_off(answer)), " broke off "),
        ("never complete", documents(async |_| std::future::pending().await), "no answer within 3 s"),
    ];
    thread::scope(|scope| {
        for (name, server, says) in &cases {
            scope.spawn(move || is_one_error(name, server, says));
        }
    });
}

#[test]
fn what_is_no_document_is_a_deviation() {
    let bodies: [&[u8]; 4] =
        [b"null", b"{\"sid\": \"ET", b"\xff\xfe\0\x1b[2J", b"{\"sid\": \"\\u001b[2J\\u0000\\u009b\"}"];
    for body in bodies {
        let ended = run_documents(&answered(body));
        let shown = format!("{:?}: {:?}\n{}{}", String::from_utf8_lossy(body), ended.code, ended.stdout, ended.stderr);
        assert_eq!(ended.code, Some(1), "{shown}");
    }
}

#[test]
fn names_that_are_terminal_commands_are_shown_harmless() {
    let server = documents(|answer| {
        change_body(answer, |document| {
            document["unique_name"] = json!("\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}");
            document["sid"] = json!("\u{1b}[31mET\r\nFAIL");
        })
    });
    let ended = run_documents(&server);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("\\u{1b}]0;owned") || ended.stdout.contains("\\u001b]0;owned"), "{}", ended.stdout);
    assert!(!ended.stdout.contains('\u{202e}'), "{}", ended.stdout);
}

/// The reference, whose pages of Documents lead to what `next` makes of the number of the page and its URL.
fn leading(next: impl Fn(usize, &str) -> Value + Clone + Send + Sync + 'static) -> (Server, Arc<AtomicUsize>) {
    let pages = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&pages);
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, move |request, inner| {
            let (count, next) = (Arc::clone(&count), next.clone());
            let is_listing = request.method() == Method::GET && request.uri().path().ends_with("/Items");
            let url = format!("http://127.0.0.1{}", request.uri().path());
            async move {
                let answer = pass(request, inner).await;
                if !is_listing || answer.status() != 200 {
                    return answer;
                }
                let number = count.fetch_add(1, Ordering::Relaxed);
                change_body(answer, |page| page["meta"]["next_page_url"] = next(number, &url)).await
            }
        })
    });
    (server, pages)
}

fn run_walks(server: &Server) -> Ended {
    run_against(&server.url, &["--only", "walk-items/*", "--only", "walk-list-items/*"])
}

#[test]
fn pages_that_lead_astray_are_deviations() {
    let is_told = |server: &Server, says: &str| {
        let ended = run_walks(server);
        let shown = format!("{:?}\n{}{}", ended.code, ended.stdout, ended.stderr);
        assert_eq!(ended.code, Some(1), "{says}: {shown}");
        assert!(ended.stdout.contains(says), "{says}: {shown}");
    };
    let absolute = "an absolute URL of the API, without '.' or '..' in its path";
    is_told(
        &leading(|_, url| json!(url)).0,
        "a next_page_url that was followed before: http://127.0.0.1/v1/Services/IS",
    );
    is_told(&leading(|_, url| json!(format!("{url}/../../../admin"))).0, absolute);
    is_told(&leading(|_, url| json!(format!("{url}/%2e%2E/admin"))).0, absolute);
    is_told(&leading(|_, _| json!("no URL")).0, absolute);
    is_told(&leading(|_, _| json!("file:///Services/IS1")).0, absolute);
    is_told(&leading(|_, _| json!("\u{1b}[2J\u{0}")).0, "\\u{1b}[2J");
    is_told(&leading(|_, _| json!(1)).0, "next_page_url");
    is_told(&leading(|_, url| json!(format!("{url}?{}", "x".repeat(100_000)))).0, "xxxxxxxxx");
}

#[test]
fn pages_that_never_end_are_followed_so_long() {
    let (server, pages) = leading(|number, url| json!(format!("{url}?PageSize=1&n={number}")));
    let ended = run_against(&server.url, &["--only", "walk-items/single"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("another next_page_url after 500 pages"), "{}", ended.stdout);
    assert_eq!(pages.load(Ordering::Relaxed), 500);
}

#[test]
fn a_page_on_another_host_is_not_visited() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let other = listener.local_addr().unwrap();
    let visits = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&visits);
    thread::spawn(move || {
        for connection in listener.incoming() {
            seen.fetch_add(1, Ordering::SeqCst);
            let _ = connection.unwrap().read(&mut [0; 1000]);
        }
    });
    let elsewhere = move |_, url: &str| json!(url.replace("127.0.0.1", &other.to_string()));
    let ended = run_walks(&leading(elsewhere).0);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    let with_credentials = move |_, url: &str| json!(url.replace("127.0.0.1", &format!("127.0.0.1@{other}")));
    let ended = run_walks(&leading(with_credentials).0);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(visits.load(Ordering::SeqCst), 0, "it was visited");
}
