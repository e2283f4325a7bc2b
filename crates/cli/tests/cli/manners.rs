//! How the binary treats a target: rates, second tries, patience, giving up, and the time allowed for the run.

use std::{
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use axum::{
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use syncproof_api::Profile;

use crate::support::{Ended, Server, cut_off, in_front, pass, run, scratch};

/// Far more than any of these runs takes; far less than a run takes that does not end by itself.
const SOON: Duration = Duration::from_mins(2);

fn against(server: &Server, args: &[&str]) -> Ended {
    run(&[&["run", "--target", &server.url], args].concat())
}

/// Whether it is about Services as such.
fn concerns_a_service(request: &Request) -> bool {
    request.uri().path().split('/').count() <= 4
}

/// A server that hands requests on until so many have come, and treats the others in another way.
fn after<F, R>(requests: usize, treat: F) -> Server
where
    F: Fn() -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response> + Send + 'static,
{
    let count = Arc::new(AtomicUsize::new(0));
    Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let (count, treat) = (Arc::clone(&count), treat.clone());
            async move {
                if count.fetch_add(1, Ordering::Relaxed) < requests {
                    pass(request, inner).await
                } else {
                    treat().await
                }
            }
        })
    })
}

#[test]
fn a_target_that_is_not_always_ready_passes_with_its_flakes_shown() {
    let count = Arc::new(AtomicUsize::new(0));
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let count = Arc::clone(&count);
            async move {
                let is_creation = request.method() == Method::POST && request.uri().path().ends_with('s');
                if !is_creation && count.fetch_add(1, Ordering::Relaxed) % 10 == 9 {
                    return StatusCode::SERVICE_UNAVAILABLE.into_response();
                }
                pass(request, inner).await
            }
        })
    });
    let (_folder, file) = scratch("junit.xml");
    let report = format!("junit={}", file.display());
    let ended = against(&server, &["--only", "documents/", "--jobs", "1", "-v", "--report", &report]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    let note = ended.stdout.lines().find(|line| line.starts_with("flaky: ")).unwrap_or_default();
    assert!(note.contains(" × status 503, in ") && note.contains(" scenarios: document-"), "{}", ended.stdout);
    assert!(ended.stderr.contains(" requests, flaky\n"), "{}", ended.stderr);
    let xml = fs::read_to_string(file).unwrap();
    assert!(xml.contains("<flakyError ") && xml.contains(r#"<property name="flaky" value=""#), "{xml}");
}

#[test]
fn a_write_that_may_have_been_carried_out_is_not_carried_out_twice() {
    let writes = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&writes);
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let log = Arc::clone(&log);
            async move {
                let is_write = request.method() != Method::GET && !concerns_a_service(&request);
                let line = format!("{} {}", request.method(), request.uri().path());
                let response = pass(request, inner).await;
                if !is_write {
                    return response;
                }
                let mut log = log.lock().unwrap();
                log.push(format!("{line} {}", response.status()));
                // The first is the run's own, which finds out whether there are Documents.
                if line.starts_with("POST") && log.len() > 1 { cut_off(response) } else { response }
            }
        })
    });
    let ended = against(&server, &["--only", "document-fetch-named-by-sid"]);
    assert_eq!(ended.code, Some(3), "{}{}", ended.stdout, ended.stderr);
    let why = "was lost (answer broken off) and it may have been carried out: what it was to create is there; so it was \
               not sent again";
    assert!(ended.stdout.contains(why), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("flaky: 1 request sent again or looked into: 1 × answer broken off"),
        "{}",
        ended.stdout
    );
    let writes = writes.lock().unwrap();
    assert_eq!(writes.iter().filter(|line| line.starts_with("POST") && line.contains("201")).count(), 2, "{writes:?}");
    assert_eq!(
        writes.iter().filter(|line| line.starts_with("DELETE") && line.contains("204")).count(),
        2,
        "{writes:?}"
    );
}

#[test]
fn a_target_that_only_says_too_many_is_given_up() {
    let server = after(20, async || (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "0")]).into_response());
    let started = Instant::now();
    let ended = against(&server, &["--only", "documents/"]);
    assert_eq!(ended.code, Some(3), "{}{}", ended.stdout, ended.stderr);
    assert!(started.elapsed() < SOON);
    assert!(ended.stdout.contains("waited for 429: "), "{}", ended.stdout);
    assert!(ended.stdout.contains("answered 429 again and again"), "{}", ended.stdout);
    assert!(ended.stdout.contains(" requests in a row came to nothing, the last one so: "), "{}", ended.stdout);
    assert!(ended.stdout.contains(" scenarios selected but not run"), "{}", ended.stdout);
}

#[test]
fn a_gateway_that_answers_for_a_dead_target_does_not_keep_the_run_going() {
    let server = after(50, async || StatusCode::BAD_GATEWAY.into_response());
    let ended = against(&server, &["--only", "documents/", "--only", "maps/"]);
    assert_eq!(ended.code, Some(3), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains(" was answered 502 again and again"), "{}", ended.stdout);
    assert!(ended.stdout.contains(" selected but not run"), "{}", ended.stdout);
}

#[test]
fn a_target_that_falls_silent_is_given_up() {
    let requests = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&requests);
    let server = after(50, move || {
        count.fetch_add(1, Ordering::Relaxed);
        std::future::pending::<Response>()
    });
    let (_folder, file) = scratch("junit.xml");
    let report = format!("junit={}", file.display());
    let started = Instant::now();
    let ended = against(&server, &["--timeout", "500ms", "--report", &report]);
    assert_eq!(ended.code, Some(3), "{}{}", ended.stdout, ended.stderr);
    assert!(started.elapsed() < SOON);
    let given_up = " requests in a row came to nothing, the last one so: no answer within 0.5 s to ";
    assert!(ended.stdout.contains("given up: ") && ended.stdout.contains(given_up), "{}", ended.stdout);
    assert!(!ended.stdout.contains("the target is given up"), "one cause, told once:\n{}", ended.stdout);
    assert!(ended.stdout.matches("ERROR ").count() <= 2, "{}", ended.stdout);
    assert!(fs::read_to_string(file).unwrap().contains(r#"type="given-up""#));
    assert!(requests.load(Ordering::Relaxed) < 200);
}

#[test]
fn a_run_ends_when_its_time_is_over() {
    let (deleted, deletions) = mpsc::channel();
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let deleted = deleted.clone();
            async move {
                if !concerns_a_service(&request) {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                if request.method() == Method::DELETE {
                    let _ = deleted.send(request.uri().path().to_owned());
                }
                pass(request, inner).await
            }
        })
    });
    let (_folder, file) = scratch("junit.xml");
    let report = format!("junit={}", file.display());
    let started = Instant::now();
    let ended = against(&server, &["--max-time", "2s", "--report", &report]);
    assert_eq!(ended.code, Some(6), "{}{}", ended.stdout, ended.stderr);
    assert!(started.elapsed() < SOON);
    assert!(ended.stdout.contains("the time allowed was over (2.0 s): "), "{}", ended.stdout);
    assert!(!ended.stdout.contains("left behind"), "{}", ended.stdout);
    assert!(fs::read_to_string(file).unwrap().contains(r#"type="time-up""#));
    let deletions: Vec<String> = deletions.try_iter().collect();
    assert!(deletions.iter().any(|path| path.split('/').count() == 4), "the Service of the run: {deletions:?}");
}

#[test]
fn a_target_that_is_never_ready_does_not_outlast_the_time_allowed() {
    let server = after(0, std::future::pending);
    let ended = against(&server, &["--max-time", "500ms"]);
    assert_eq!(ended.code, Some(6), "{}", ended.stderr);
    assert!(ended.stderr.contains("the time allowed for the run (0.5 s) was over before"), "{}", ended.stderr);
}

#[test]
fn a_rate_is_kept_to_by_all_requests_together() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&times);
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            log.lock().unwrap().push(Instant::now());
            pass(request, inner)
        })
    });
    let ended = against(&server, &["--rate", "50", "--only", "document-fetch-*", "--only", "*race*"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    let times = times.lock().unwrap();
    assert!(times.len() >= 100, "{}", times.len());
    // Evenly spread, 100 requests take 1.98 s. What is held up on the way may come closer together.
    let shortest = times.windows(100).map(|window| window[99] - window[0]).min().unwrap();
    assert!(shortest >= Duration::from_millis(1500), "{shortest:?}");
}
