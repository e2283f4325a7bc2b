//! Snapshots of a target's answers: against the reference, and against what was accepted.

use std::{
    fs,
    path::{Path, PathBuf},
};

use axum::{
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use syncproof_api::Profile;

use crate::support::{Ended, Server, change_body, in_front, pass, run};

fn snapshot(server: &Server, more: &[&str]) -> Ended {
    // Nothing is late there.
    run(&[&["snapshot", "--settle", "0", "--target", &server.url], more].concat())
}

fn reference() -> Server {
    Server::start(Profile::documented(), |app| app)
}

/// The reference, but for what `change` makes of the body of every answer with one.
fn changed(change: fn(&mut Value)) -> Server {
    Server::start(Profile::documented(), move |app| {
        in_front(app, move |request: Request, inner| async move {
            let response = pass(request, inner).await;
            if response.status() == StatusCode::NO_CONTENT { response } else { change_body(response, change).await }
        })
    })
}

/// A Document has a colour, and every Stream's name is a number.
fn coloured(body: &mut Value) {
    let is = |prefix: &str| body["sid"].as_str().is_some_and(|sid| sid.starts_with(prefix));
    if is("ET") {
        body["colour"] = json!("red");
    } else if is("TO") {
        body["unique_name"] = json!(5);
    }
}

/// All files below a folder with this ending, by name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Accepts all that is pending, as a reviewer would who agrees with everything.
fn agree(folder: &Path) -> usize {
    let pending = files(folder, ".snap.new");
    for path in &pending {
        fs::rename(path, path.with_extension("")).unwrap();
    }
    pending.len()
}

#[test]
fn the_reference_is_as_the_reference_and_nothing_is_left_behind() {
    let server = reference();
    let ended = snapshot(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(
        ended.stdout,
        format!("194 exchanges: 194 as the reference; {} (profile documented)\n", server.url),
        "{}",
        ended.stderr
    );
    assert_eq!(server.services(), [""; 0]);
}

#[test]
fn what_differs_from_the_reference_counts_by_its_level() {
    let server = changed(coloured);
    let ended = snapshot(&server, &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(!ended.stdout.contains("colour"), "{}", ended.stdout);
    let name = "  must       unique_name: a number (5) instead of a text (\"news\")\n";
    assert!(ended.stdout.contains(&format!("streams/create  not as the reference\n  POST /Services/{{service}}/Streams\n    Ttl: 3600\n    UniqueName: news\n{name}")), "{}", ended.stdout);
    let verbose = snapshot(&server, &["--verbose", "--only", "documents/create"]);
    assert_eq!(verbose.code, Some(0), "{}", verbose.stdout);
    assert!(verbose.stdout.contains("  may        colour: extra: \"red\"\n"), "{}", verbose.stdout);
}

#[test]
fn an_accepted_recording_stays_good_until_the_target_moves() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("ours");
    let out = out.to_str().unwrap();
    let server = changed(|body| body["colour"] = json!("red"));
    let first = snapshot(&server, &["--out", out]);
    assert_eq!(first.code, Some(1), "nothing is accepted yet: {}", first.stdout);
    assert!(first.stdout.contains("194 exchanges: 0 as accepted, 194 not accepted yet"), "{}", first.stdout);
    assert_eq!(files(folder.path(), ".new").len(), 0, "nobody has asked for it");
    let accepting = snapshot(&server, &["--out", out, "--accept"]);
    assert_eq!(accepting.code, Some(0), "{}{}", accepting.stdout, accepting.stderr);
    assert!(accepting.stderr.contains("194 snapshots are pending in "), "{}", accepting.stderr);
    assert_eq!(snapshot(&server, &["--out", out]).code, Some(1), "what is pending is not accepted");
    assert_eq!(agree(folder.path()), 194);
    let good = snapshot(&server, &["--out", out]);
    assert_eq!(good.code, Some(0), "{}", good.stdout);
    assert!(good.stdout.starts_with("194 exchanges: 194 as accepted; "), "{}", good.stdout);
    let accepted = fs::read_to_string(folder.path().join("ours/documents/create.snap")).unwrap();
    assert!(
        accepted.contains("\"colour\": \"red\"")
            && accepted.contains("\n--- not as the reference\ncolour: extra: \"red\"\n"),
        "{accepted}"
    );

    let moved = changed(|body| {
        body["colour"] = json!("red");
        coloured(body);
        if let Some(document) = body.as_object_mut().filter(|body| body.contains_key("theme")) {
            document.clear();
        }
        if body["sid"].as_str().is_some_and(|sid| sid.starts_with("MP")) {
            body["shape"] = json!("round");
        }
    });
    let ended = snapshot(&moved, &["--out", out]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(ended.stdout.contains("maps/create-bare  target moved\n  POST /Services/{service}/Maps\n    (an empty form)\n  target     shape: extra: \"round\"\n"), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("  target     unique_name: a number (5) instead of a text (\"news\")\n"),
        "{}",
        ended.stdout
    );
    assert!(!ended.stdout.contains("colour"), "it was accepted: {}", ended.stdout);
    assert!(ended.stderr.contains("--accept makes the snapshots pending"), "{}", ended.stderr);
    snapshot(&moved, &["--out", out, "--accept", "--only", "maps/create-bare"]);
    assert_eq!(files(folder.path(), ".new").len(), 1);
    snapshot(&server, &["--out", out, "--accept"]);
    assert_eq!(files(folder.path(), ".new").len(), 0, "what is as accepted is pending no more");
}

#[test]
fn a_reference_that_has_moved_is_told_from_a_target_that_has() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let server = reference();
    let only = ["--out", out, "--only", "documents/create"];
    snapshot(&server, &[&only[..], &["--accept"]].concat());
    agree(folder.path());
    let file = folder.path().join("documents/create.snap");
    let accepted = fs::read_to_string(&file).unwrap();
    // As if the reference had answered 200 when it was accepted.
    fs::write(&file, format!("{accepted}\n--- not as the reference\nHTTP status: 201 instead of 200\n")).unwrap();
    let ended = snapshot(&server, &only);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert!(ended.stdout.contains("documents/create  reference moved\n"), "{}", ended.stdout);
    let line = "  reference  no more HTTP status: 201 instead of 200\n";
    assert!(ended.stdout.contains(line), "{}", ended.stdout);
    // And as if both had.
    fs::write(&file, accepted.replacen("\n201\n", "\n200\n", 1)).unwrap();
    let ended = snapshot(&server, &only);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(ended.stdout.contains("documents/create  both moved, and agree\n"), "{}", ended.stdout);
    fs::write(&file, "nonsense").unwrap();
    let ended = snapshot(&server, &only);
    assert_eq!(ended.code, Some(2), "{}", ended.stdout);
    assert!(ended.stderr.contains("create.snap is no accepted snapshot"), "{}", ended.stderr);
    fs::rename(&file, folder.path().join("documents/gone.snap")).unwrap();
    let ended = snapshot(&server, &only);
    assert!(ended.stdout.contains("documents/gone.snap is of no exchange any more; remove it\n"), "{}", ended.stdout);
}

#[test]
fn a_service_that_exists_is_worked_in_and_kept() {
    let server = reference();
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    // A name that the walk would take.
    server.post(&format!("/Services/{service}/Documents"), "UniqueName=config");
    let ended = snapshot(&server, &["--service", &service]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("exchanges not made: --service names the Service to work in\n"), "{}", ended.stdout);
    assert_eq!(server.services(), std::slice::from_ref(&service));
    let documents = server.get(&format!("/Services/{service}/Documents"));
    assert_eq!(documents["documents"].as_array().unwrap().len(), 1, "{documents}");
}

#[test]
fn what_the_target_goes_without_is_not_asked_for() {
    let server = reference();
    let ended = snapshot(&server, &["--without", "streams,permissions"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert!(ended.stdout.contains("exchanges not made: --without streams\n"), "{}", ended.stdout);
    assert!(ended.stdout.contains("30 exchanges not made: --without permissions\n"), "{}", ended.stdout);
}

#[test]
fn a_hostile_target_is_shown_harmless_and_gets_nothing() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let creates = request.method() == Method::POST;
            let response: Response = pass(request, inner).await;
            if !creates {
                return response;
            }
            change_body(response, |body| {
                let secret = "syncproof-loopback-token";
                body["message"] = json!(format!("\u{1b}[2J {secret} \u{202e}"));
                if body["sid"].as_str().is_some_and(|sid| !sid.starts_with("IS")) {
                    body["sid"] = json!("../../x\u{1b}");
                }
                body["meta"] = json!({"next_page_url": "http://evil/v1/Services/../../x"});
            })
            .await
        })
    });
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    for more in [&[][..], &["--verbose"], &["--out", out, "--accept"]] {
        let ended = snapshot(&server, more);
        let harmful = |c: char| c != '\n' && syncproof_harness::text::acts(c);
        assert!(!ended.stdout.contains(harmful), "{:?}", ended.stdout);
        assert!(!(ended.stdout + &ended.stderr).contains("loopback-token"));
    }
    for file in files(folder.path(), ".snap.new") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("loopback-token") && !text.contains('\u{1b}'), "{}: {text}", file.display());
    }
    assert_eq!(server.services(), [""; 0]);
}

#[test]
fn a_body_that_is_not_read_is_no_trouble() {
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, async |request: Request, inner| {
            let length = request.headers().get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
            // The connection ends with the request.
            assert!(length.unwrap_or(0) < 1_000_000, "too much");
            pass(request, inner).await
        })
    });
    let ended = snapshot(&server, &[]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(
        ended.stdout.contains("1 exchange not made: the target closed the connection on a body"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("194 exchanges: 193 as the reference, 1 not made"), "{}", ended.stdout);
}

#[test]
fn something_else_and_nothing_are_told_apart() {
    let other = Server::start(Profile::documented(), |_| {
        axum::Router::new().fallback(async || (StatusCode::NOT_FOUND, "<html>").into_response())
    });
    let ended = snapshot(&other, &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(ended.stdout.contains("HTTP status: 404 instead of 201"), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("not made: there is no {service}: what makes it was not answered with one\n"),
        "{}",
        ended.stdout
    );
    let dead = run(&["snapshot", "--target", "http://127.0.0.1:9"]);
    assert_eq!(dead.code, Some(3), "{}", dead.stderr);
    assert!(dead.stderr.contains("is the target running there?"), "{}", dead.stderr);
}

#[test]
fn mistakes_on_the_command_line_are_named() {
    let usage = |args: &[&str]| {
        let ended = run(&[&["snapshot"], args].concat());
        assert_eq!(ended.code, Some(2), "{}", ended.stderr);
        ended.stderr
    };
    assert!(usage(&["--accept"]).contains("--out <DIR>"));
    let unmatched = usage(&["--only", "documents/creat"]);
    assert!(
        unmatched.contains("'documents/creat' matches no exchange; did you mean 'documents/create'?"),
        "{unmatched}"
    );
    assert!(usage(&["--service", "IS1"]).contains("none is named"));
}
