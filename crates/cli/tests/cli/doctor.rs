//! `syncproof doctor`: what is said of targets of every kind.

use std::{
    net::TcpListener,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use serde_json::Value;
use syncproof_api::{Profile, Timestamp};

use crate::{
    capabilities::lacking,
    support::{Ended, Server, change_body, in_front, pass, run, scratch, syncproof},
};

fn doctor(server: &Server, more: &[&str]) -> Ended {
    run(&[&["doctor", "--target", &server.url], more].concat())
}

/// What is said of a check: its state, what was seen, and what to do.
fn check<'a>(ended: &'a Ended, name: &str) -> (&'a str, &'a str, &'a str) {
    let mut lines = ended.stdout.lines();
    let line = lines.find(|line| line.split_whitespace().nth(1) == Some(name));
    let line = line.unwrap_or_else(|| panic!("no {name} in:\n{}{}", ended.stdout, ended.stderr));
    let (state, rest) = line.split_once(' ').unwrap();
    let seen = rest.trim_start().strip_prefix(name).unwrap().trim_start();
    (state, seen, lines.next().and_then(|next| next.trim_start().strip_prefix("what to do: ")).unwrap_or_default())
}

/// The names of the checks that were made.
fn names(ended: &Ended) -> Vec<&str> {
    let states = ["ok", "note", "warning", "problem"];
    let words = ended.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    words.filter(|words| words.first().is_some_and(|w| states.contains(w))).filter_map(|w| w.get(1).copied()).collect()
}

#[test]
fn the_bundled_reference_is_healthy() {
    let ended = run(&["doctor"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    let expected = [
        "reach",
        "api",
        "credentials",
        "services",
        "documents",
        "permissions",
        "lists",
        "maps",
        "streams",
        "if-match",
        "ttl",
        "clock",
        "urls",
        "latency",
        "rate",
    ];
    assert_eq!(names(&ended), expected, "{}", ended.stdout);
    assert!(ended.stdout.lines().take(expected.len()).all(|line| line.starts_with("ok ")), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n15 checks: all well; http://127.0.0.1:"), "{}", ended.stdout);
}

#[test]
fn nothing_is_left_on_a_target() {
    let server = Server::start(Profile::documented(), |app| app);
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    for more in [&[][..], &["--service", &service]] {
        let ended = doctor(&server, more);
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
        assert!(!ended.stdout.contains("left behind"), "{}", ended.stdout);
    }
    assert_eq!(server.get("/Services")["services"].as_array().unwrap().len(), 1);
    for kind in ["Documents", "Lists", "Maps", "Streams"] {
        let page = server.get(&format!("/Services/{service}/{kind}"));
        assert_eq!(page[kind.to_lowercase()], Value::Array(Vec::new()), "{kind}");
    }
}

#[test]
fn what_cannot_be_removed_is_said() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let deletes = request.method() == Method::DELETE;
            if deletes { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { pass(request, inner).await }
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(check(&ended, "documents").1.contains("is answered 500"), "{}", ended.stdout);
    let left = ended.stdout.split_once("left behind on the target:\n").unwrap().1;
    // The objects are left to expire; a Service cannot be.
    assert_eq!(left.lines().take_while(|line| line.starts_with("  /Services/IS")).count(), 1, "{left}");
}

#[test]
fn a_dead_target_is_one_problem() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ended = run(&["doctor", "--target", &format!("http://127.0.0.1:{port}")]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert_eq!(names(&ended), ["reach"]);
    let (state, seen, advice) = check(&ended, "reach");
    assert_eq!(state, "problem");
    assert!(seen.starts_with(&format!("cannot connect to http://127.0.0.1:{port}")), "{seen}");
    assert!(advice.contains("--target"), "{advice}");
}

/// A server of something else, and what `doctor` and `run` say of it.
fn something_else(answer: fn() -> Response) -> (Ended, Ended) {
    let server = Server::start(Profile::documented(), move |_| Router::new().fallback(async move || answer()));
    let (ended, run) = (doctor(&server, &[]), run(&["run", "--target", &server.url]));
    assert_eq!((ended.code, run.code), (Some(3), Some(3)), "{}{}", ended.stdout, run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    (ended, run)
}

#[test]
fn a_web_page_is_no_api() {
    let (ended, run) = something_else(|| Html("<!doctype html><p>Welcome").into_response());
    assert_eq!(names(&ended), ["reach", "api"]);
    assert_eq!(check(&ended, "api").1, "this looks like a web page (status 200, HTML)");
    assert_eq!(check(&ended, "api").2, "is the base url right? It usually ends in /v1");
    assert!(
        run.stderr.contains("this looks like a web page (status 200, HTML); is the base url right?"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_redirect_says_where_it_leads_and_is_not_followed() {
    let (ended, run) = something_else(|| Redirect::permanent("https://example.com/sync/v1/Services").into_response());
    assert_eq!(check(&ended, "api").1, "it redirects to https://example.com/sync/v1/Services (status 308)");
    assert_eq!(check(&ended, "api").2, "if that is the API, use it as --target: https://example.com/sync/v1");
    assert!(run.stderr.contains("use it as --target: https://example.com/sync/v1"), "{}", run.stderr);
}

#[test]
fn another_api_is_told_from_a_wrong_url() {
    let (ended, run) = something_else(|| (StatusCode::NOT_FOUND, "{}").into_response());
    assert_eq!(check(&ended, "api").1, "there is no such API (status 404)");
    assert!(
        run.stderr.contains("does not create a Service to work in (status 404): there is no such API"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--service"), "{}", run.stderr);
}

#[test]
fn refused_credentials_are_the_only_problem_and_are_not_shown() {
    let server = Server::start(Profile::documented(), |app| app);
    let output = syncproof(&["doctor", "--target", &server.url])
        .env("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001")
        .env("TWILIO_AUTH_TOKEN", "hush-hush-hush")
        .output()
        .unwrap();
    let ended = Ended::from(output);
    assert_eq!(ended.code, Some(3));
    assert_eq!(names(&ended), ["reach", "credentials"]);
    let (state, seen, advice) = check(&ended, "credentials");
    assert_eq!((state, seen), ("problem", "the target refuses the credentials (status 401)"));
    assert!(advice.starts_with("set TWILIO_ACCOUNT_SID"), "{advice}");
    assert!(!ended.stdout.contains("hush") && !ended.stderr.contains("hush"));
}

#[test]
fn a_target_that_asks_nobody_is_warned_of() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |mut request: Request, inner| {
            // "AC10097bac10097bac10097bac10097bac:syncproof-loopback-token"
            let ours = "Basic QUMxMDA5N2JhYzEwMDk3YmFjMTAwOTdiYWMxMDA5N2JhYzpzeW5jcHJvb2YtbG9vcGJhY2stdG9rZW4=";
            request.headers_mut().insert(header::AUTHORIZATION, HeaderValue::from_static(ours));
            pass(request, inner).await
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert_eq!(check(&ended, "credentials").0, "warning");
    assert_eq!(check(&ended, "credentials").1, "a wrong secret is accepted (status 200)");
}

#[test]
fn a_missing_resource_is_a_problem_with_advice() {
    let ended = doctor(&lacking(&["Streams"]), &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    let (state, seen, advice) = check(&ended, "streams");
    assert_eq!(state, "problem");
    assert!(seen.starts_with("the target has no Streams and Stream Messages: POST /Services/IS"), "{seen}");
    assert!(advice.starts_with("--without streams leaves their scenarios out"), "{advice}");
    assert!(ended.stdout.contains(": 1 problem; "), "{}", ended.stdout);
}

#[test]
fn what_is_ignored_is_missing() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |mut request: Request, inner| {
            request.headers_mut().remove(header::IF_MATCH);
            pass(request, inner).await
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    let seen = check(&ended, "if-match").1;
    assert!(seen.ends_with("under an If-Match that names a past revision is answered 200"), "{seen}");
}

#[test]
fn skewed_clocks_are_told_with_how_much() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let mut response = pass(request, inner).await;
            response.headers_mut().insert(header::DATE, HeaderValue::from_static("Thu, 30 Jul 2015 20:00:00 GMT"));
            if response.status() != StatusCode::CREATED {
                return response;
            }
            change_body(response, |body| {
                // A message has none.
                if let Some(date) = body["date_created"].as_str().and_then(Timestamp::parse) {
                    body["date_created"] = date.plus_secs(90).to_wire().into();
                }
            })
            .await
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    let (state, seen, _) = check(&ended, "clock");
    assert_eq!(state, "warning");
    assert!(seen.starts_with("its Date header is ") && seen.contains(" s behind ours; "), "{seen}");
    let ahead = seen.split_once("the date_created of what it creates is ").unwrap().1;
    assert!(["88 s ahead of ours", "89 s ahead of ours", "90 s ahead of ours"].contains(&ahead), "{seen}");
}

#[test]
fn a_slow_target_is_warned_of() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let asks_for_a_service = request.method() == Method::GET && request.uri().path().split('/').count() == 4;
            if asks_for_a_service {
                tokio::time::sleep(Duration::from_millis(550)).await;
            }
            pass(request, inner).await
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert_eq!(check(&ended, "latency").0, "warning", "{}", ended.stdout);
    assert!(check(&ended, "latency").2.contains("--only"), "{}", ended.stdout);
}

#[test]
fn a_target_that_goes_quiet_ends_the_checks() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            if request.uri().path().contains("/Lists") {
                std::future::pending::<()>().await;
            }
            pass(request, inner).await
        })
    });
    let ended = doctor(&server, &["--timeout", "1"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stdout);
    assert_eq!(names(&ended), ["reach", "api", "credentials", "services", "documents", "permissions", "answers"]);
    assert!(!ended.stdout.contains("left behind"), "{}", ended.stdout);
}

#[test]
fn a_rate_is_found_and_advised() {
    static SEEN: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            // The Service is fetched eleven times before the burst.
            let fetches = request.method() == Method::GET && request.uri().path().split('/').count() == 4;
            if fetches && SEEN.fetch_add(1, Ordering::SeqCst) >= 16 {
                return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]).into_response();
            }
            pass(request, inner).await
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    let (state, seen, advice) = check(&ended, "rate");
    assert_eq!((state, seen), ("warning", "of 20 GETs at the same time 5 are answered, others 429 (Retry-After: 1)"));
    assert!(advice.starts_with("run with --rate 5 and --jobs 2"), "{advice}");
}

#[test]
fn a_hostile_answer_is_shown_harmless() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let creates = request.method() == Method::POST && request.uri().path().ends_with("/Documents");
            let mut response = pass(request, inner).await;
            if !creates {
                return response;
            }
            let policy = HeaderValue::from_bytes("from \u{202e}right to left".as_bytes()).unwrap();
            response.headers_mut().insert("x-ratelimit-policy", policy);
            change_body(response, |body| {
                body["sid"] = "ET\u{1b}[2J\u{202e}/../../x".into();
                body["url"] = "\u{1b}[31mhttp://\u{9b}evil".into();
            })
            .await
        })
    });
    for more in [&[][..], &["--format", "json"]] {
        let ended = doctor(&server, more);
        assert_eq!(ended.code, Some(1), "{}", ended.stdout);
        let harmful = |c: char| c != '\n' && syncproof_harness::text::acts(c);
        assert!(!ended.stdout.contains(harmful), "{:?}", ended.stdout);
        assert!(ended.stdout.contains("names what is no SID of that kind; it is left alone"), "{}", ended.stdout);
        assert!(ended.stdout.contains("u{202e}right to left"), "{}", ended.stdout);
    }
    // A SID that a URL takes for "one up" would have the Service deleted.
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let creates = request.method() == Method::POST && request.uri().path().ends_with("/Documents");
            let response = pass(request, inner).await;
            if creates { change_body(response, |body| body["sid"] = "..".into()).await } else { response }
        })
    });
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    let ended = doctor(&server, &["--service", &service]);
    assert!(check(&ended, "documents").1.ends_with("is answered without a sid"), "{}", ended.stdout);
    assert_eq!(server.get(&format!("/Services/{service}"))["sid"], service);
}

#[test]
fn urls_that_lead_elsewhere_are_noted() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let response = pass(request, inner).await;
            if response.status() != StatusCode::CREATED {
                return response;
            }
            change_body(response, |body| body["url"] = "https://inside.example:8443/v1/x".into()).await
        })
    });
    let ended = doctor(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    let (state, seen, _) = check(&ended, "urls");
    assert_eq!(state, "note");
    assert!(seen.ends_with(" to https://inside.example:8443"), "{seen}");
}

#[test]
fn json_is_for_machines() {
    let ended = run(&["doctor", "--format", "json"]);
    let document: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["usable"], true);
    assert_eq!(document["capabilities"]["streams"], true);
}

#[test]
fn a_profile_is_written_and_read_back() {
    let server = lacking(&["Streams"]);
    let (_folder, file) = scratch("found.toml");
    let path = file.to_str().unwrap();
    let ended = doctor(&server, &["--write-profile", path]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("name = \"found\"\nextends = \"documented\"\n"), "{text}");
    assert!(text.contains("/Streams is answered 404\nstreams = false\n") && text.contains("\nmaps = true\n"), "{text}");
    // By that profile all is well.
    let ended = doctor(&server, &["--profile", path]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert!(check(&ended, "streams").1.starts_with("not there, as the profile says"), "{}", ended.stdout);
    let of_profile = |server: &Server| {
        run(&[
            "run",
            "--target",
            &server.url,
            "--profile",
            path,
            "--only",
            "streams/",
            "--only",
            "maps/",
            "--tags",
            "not @waits",
        ])
    };
    let ended = of_profile(&server);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.totals().contains(" unsupported"), "{}", ended.totals());
    // What goes missing later is told.
    let ended = of_profile(&lacking(&["Streams", "Maps"]));
    assert_eq!((ended.code, ended.failed()), (Some(1), vec!["target"]), "{}", ended.stdout);
    // It is written once.
    let ended = doctor(&server, &["--write-profile", path]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{}", ended.stderr);
    assert!(ended.stderr.contains("exists, and is not overwritten"), "{}", ended.stderr);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}
