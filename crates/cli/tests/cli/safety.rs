//! What a target may do, and must not get: secrets shown, and foreign things deleted.

use std::{
    process::Stdio,
    sync::{Arc, Mutex},
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode},
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;
use syncproof_api::Profile;

use crate::support::{Ended, Server, change_body, in_front, pass, scratch, syncproof};

/// The requests that change something, as `DELETE /v1/…`.
type Writes = Arc<Mutex<Vec<String>>>;

/// A server that sends as the SID of what is created what `lie` makes of the path and the true answer; and the writes that it has seen.
fn liar(lie: impl Fn(&str, &Value) -> Option<String> + Clone + Send + Sync + 'static) -> (Server, Writes) {
    let writes = Writes::default();
    let noted = Arc::clone(&writes);
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request: Request, inner| {
            let (path, lie) = (request.uri().path().to_owned(), lie.clone());
            let creates = request.method() == Method::POST && path.split('/').count() % 2 == 1;
            if request.method() != Method::GET {
                noted.lock().unwrap().push(format!("{} {path}", request.method()));
            }
            async move {
                let response = pass(request, inner).await;
                if !creates || response.status() != StatusCode::CREATED {
                    return response;
                }
                change_body(response, |body| {
                    if let Some(other) = lie(&path, body) {
                        body["sid"] = other.into();
                    }
                })
                .await
            }
        })
    });
    (server, writes)
}

/// What was written to under a path, by whoever, since `from`.
fn written<'a>(writes: &'a [String], path: &str) -> Vec<&'a String> {
    writes.iter().filter(|write| write.contains(path)).collect()
}

fn run_all(server: &Server, args: &[&str]) -> Ended {
    let (_folder, ledger) = scratch("ledger");
    let mut command = syncproof(&["run", "--target", &server.url, "--ledger", ledger.to_str().unwrap()]);
    command.args(args).output().unwrap().into()
}

#[test]
fn a_foreign_service_is_not_touched_whatever_the_answer_to_a_creation_says() {
    let foreign: Arc<Mutex<String>> = Arc::default();
    let told = Arc::clone(&foreign);
    // In other case, too: a target may not mind it.
    let (server, writes) = liar(move |path, _| {
        let foreign = told.lock().unwrap().clone();
        (path == "/v1/Services" && !foreign.is_empty()).then(|| format!("IS{}", foreign[2..].to_uppercase()))
    });
    let sid = server.post("/Services", "FriendlyName=precious")["sid"].as_str().unwrap().to_owned();
    server.post(&format!("/Services/{sid}/Documents"), "UniqueName=precious");
    sid.clone_into(&mut foreign.lock().unwrap());
    writes.lock().unwrap().clear();
    let ended = run_all(&server, &[]);
    assert_eq!(ended.code, Some(3), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stderr.contains("with what was there before the run"), "{}", ended.stderr);
    assert_eq!(written(&writes.lock().unwrap(), &sid[2..]), [""; 0]);
    assert_eq!(written(&writes.lock().unwrap(), &sid[2..].to_uppercase()), [""; 0]);
}

#[test]
fn a_doctor_does_not_touch_what_was_there_before() {
    let foreign: Arc<Mutex<String>> = Arc::default();
    let told = Arc::clone(&foreign);
    let (server, writes) = liar(move |path, _| {
        let foreign = told.lock().unwrap().clone();
        (path == "/v1/Services" && !foreign.is_empty()).then_some(foreign)
    });
    let sid = server.post("/Services", "FriendlyName=precious")["sid"].as_str().unwrap().to_owned();
    sid.clone_into(&mut foreign.lock().unwrap());
    writes.lock().unwrap().clear();
    let (_folder, ledger) = scratch("ledger");
    let mut command = syncproof(&["doctor", "--target", &server.url, "--ledger", ledger.to_str().unwrap()]);
    let ended: Ended = command.output().unwrap().into();
    assert_eq!(ended.code, Some(3), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("names what was there before; it is left alone"), "{}", ended.stdout);
    assert_eq!(written(&writes.lock().unwrap(), &sid), [""; 0]);
    assert!(server.services().contains(&sid));
    // The Service that was truly created is not known by its SID, so it can only be swept by its name.
    assert_eq!(std::fs::read_dir(&ledger).unwrap().count(), 1);
    let swept: Ended = syncproof(&["sweep", "--ledger", ledger.to_str().unwrap()]).output().unwrap().into();
    assert_eq!(swept.code, Some(0), "{}{}", swept.stdout, swept.stderr);
    assert_eq!(server.services(), [sid]);
}

#[test]
fn a_scenario_does_not_write_to_a_foreign_service_either() {
    let foreign: Arc<Mutex<String>> = Arc::default();
    let told = Arc::clone(&foreign);
    let (server, writes) = liar(move |path, body| {
        let foreign = told.lock().unwrap().clone();
        let is_of_the_runner = body["friendly_name"].as_str().is_some_and(|name| name.starts_with("syncproof "));
        (path == "/v1/Services" && !is_of_the_runner && !foreign.is_empty()).then_some(foreign)
    });
    let sid = server.post("/Services", "FriendlyName=precious")["sid"].as_str().unwrap().to_owned();
    sid.clone_into(&mut foreign.lock().unwrap());
    writes.lock().unwrap().clear();
    let ended = run_all(&server, &["--only", "services/"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("what was there before the run: /Services/"), "{}", ended.stdout);
    assert_eq!(written(&writes.lock().unwrap(), &sid), [""; 0]);
    assert!(server.services().contains(&sid));
}

#[test]
fn what_is_no_sid_is_neither_written_to_nor_deleted() {
    for odd in ["../..", "..", "%2e%2e", "../../Services/IS1", "ET1/../..", "\u{1b}[31m", ""] {
        let (server, writes) = liar(move |path, _| path.ends_with("/Documents").then(|| odd.to_owned()));
        let ended = run_all(&server, &["--only", "document-delete*", "--only", "document-create-*"]);
        assert_eq!(ended.code, Some(1), "{odd}: {}{}", ended.stdout, ended.stderr);
        let writes = writes.lock().unwrap();
        let service =
            writes.iter().find_map(|write| write.strip_prefix("POST /v1/Services/")?.split('/').next()).unwrap();
        for write in writes.iter().filter(|write| write.starts_with("DELETE ")) {
            // Only the Service of the run, and Services that scenarios have for themselves.
            assert!(write.starts_with("DELETE /v1/Services/IS") && write.split('/').count() == 4, "{odd}: {write}");
        }
        assert!(writes.contains(&format!("DELETE /v1/Services/{service}")), "{odd}");
        assert!(!ended.stdout.contains('\u{1b}'), "{odd}");
    }
}

#[test]
fn in_a_service_that_is_not_ours_what_was_there_stays() {
    let foreign: Arc<Mutex<String>> = Arc::default();
    let told = Arc::clone(&foreign);
    let (server, writes) = liar(move |path, _| {
        let foreign = told.lock().unwrap().clone();
        (path.ends_with("/Documents") && !foreign.is_empty()).then_some(foreign)
    });
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    let documents = format!("/Services/{service}/Documents");
    let precious = server.post(&documents, "UniqueName=precious")["sid"].as_str().unwrap().to_owned();
    // Its unique name is no SID, and would lead to it all the same.
    for lie in [precious.as_str(), "precious"] {
        lie.clone_into(&mut foreign.lock().unwrap());
        writes.lock().unwrap().clear();
        let ended = run_all(&server, &["--service", &service, "--only", "documents/", "--tags", "not @waits"]);
        assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
        assert_eq!(written(&writes.lock().unwrap(), &format!("/Documents/{lie}")), [""; 0]);
        assert_eq!(server.get(&format!("{documents}/precious"))["sid"], precious.as_str());
    }
}

#[test]
fn what_a_run_has_created_in_a_foreign_service_is_removed_and_no_more() {
    let (server, _) = liar(|_, _| None);
    let service = server.post("/Services", "")["sid"].as_str().unwrap().to_owned();
    let documents = format!("/Services/{service}/Documents");
    server.post(&documents, "UniqueName=precious");
    let ended = run_all(&server, &["--service", &service, "--only", "documents/", "--tags", "not @waits"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    let left = server.get(&documents)["documents"].as_array().unwrap().clone();
    assert_eq!(left.iter().map(|document| document["unique_name"].as_str().unwrap()).collect::<Vec<_>>(), ["precious"]);
}

const ACCOUNT: &str = "AC0000000000000000000000000000beef";
const TOKEN: &str = "hush+hush/hush=hush";

#[test]
fn a_secret_that_comes_back_in_any_spelling_is_shown_nowhere() {
    let pair = BASE64_STANDARD.encode(format!("{ACCOUNT}:{TOKEN}"));
    let spellings = [TOKEN.to_owned(), "hush%2Bhush%2Fhush%3Dhush".to_owned(), pair.clone(), pair.replace('=', "%3D")];
    // It lets everybody in, and gives everybody's credentials to everybody.
    let server = Server::start(Profile::documented(), |app| {
        in_front(app, |mut request: Request, inner| async move {
            let sent = request.headers().get("authorization").cloned();
            let own = BASE64_STANDARD.encode("AC10097bac10097bac10097bac10097bac:syncproof-loopback-token");
            request.headers_mut().insert("authorization", HeaderValue::from_str(&format!("Basic {own}")).unwrap());
            let created = request.method() == Method::POST && request.uri().path().ends_with("/Services");
            let deletes = request.method() == Method::DELETE;
            let response = pass(request, inner).await;
            if created {
                return response;
            }
            let sent = sent.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
            let basic = sent.trim_start_matches("Basic ").to_owned();
            let plain = String::from_utf8(BASE64_STANDARD.decode(&basic).unwrap_or_default()).unwrap();
            let token = plain.split_once(':').map(|(_, token)| token.to_owned()).unwrap_or_default();
            let encoded = token.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
            let message = format!("{sent} {token} {encoded} {}", basic.replace('=', "%3D"));
            let body = serde_json::json!({ "code": 1, "message": message, "sid": token, "unique_name": message });
            Response::builder()
                .status(if deletes { StatusCode::BAD_REQUEST } else { response.status() })
                .header("x-echo", message.as_str())
                .header("location", format!("/{encoded}"))
                .body(Body::from(body.to_string()))
                .unwrap()
        })
    });
    let (folder, file) = scratch("junit.xml");
    let report = format!("junit={}", file.display());
    let args =
        ["run", "-v", "--target", &server.url, "--only", "documents/", "--tags", "not @waits", "--report", &report];
    let mut command = syncproof(&args);
    command.arg("--ledger").arg(folder.path().join("ledger"));
    command.env("TWILIO_ACCOUNT_SID", ACCOUNT).env("TWILIO_AUTH_TOKEN", TOKEN).stdin(Stdio::null());
    let ended: Ended = command.output().unwrap().into();
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stdout.contains("[redacted]"), "{}", ended.stdout);
    let mut outputs = vec![("stdout", ended.stdout), ("stderr", ended.stderr)];
    outputs.push(("junit", std::fs::read_to_string(&file).unwrap()));
    // The Service of the run was not deleted by that answer, so its ledger is there.
    let ledger = std::fs::read_dir(folder.path().join("ledger")).unwrap().next().unwrap().unwrap().path();
    outputs.push(("ledger", std::fs::read_to_string(ledger).unwrap()));
    for (name, text) in outputs {
        for spelling in &spellings {
            assert!(!text.contains(spelling.as_str()), "{name} shows {spelling}");
        }
    }
}

#[test]
fn real_races_are_run_on_this_machine_or_when_allowed() {
    let server = Server::start(Profile::documented(), |app| app);
    // An address that leads here, and of which nobody can tell that by looking at it.
    let elsewhere = server.url.replace("127.0.0.1", "0.0.0.0");
    let race = ["--only", "race-update-document", "--only", "document-create-bare"];
    let totals = |url: &str, more: &[&str]| {
        let mut command = syncproof(&["run", "--target", url]);
        command.args(race).args(more);
        let (account, token) = ("AC10097bac10097bac10097bac10097bac", "syncproof-loopback-token");
        let ended: Ended =
            command.env("TWILIO_ACCOUNT_SID", account).env("TWILIO_AUTH_TOKEN", token).output().unwrap().into();
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
        ended.stdout
    };
    assert!(totals(&server.url, &[]).contains("2 scenarios: 2 passed"));
    assert!(totals(&elsewhere, &["--allow-remote"]).contains("2 scenarios: 2 passed"));
    let without = totals(&elsewhere, &[]);
    assert!(without.contains("2 scenarios: 1 passed, 1 disabled"), "{without}");
    let reason = "disabled: 1 × real races are only run against a target on this machine, or with --allow-remote";
    assert!(without.contains(reason), "{without}");
}

#[test]
fn credentials_come_from_a_file_and_their_mistakes_are_not_shown() {
    let server = Server::start(Profile::documented(), |app| app);
    let (_folder, file) = scratch("credentials.toml");
    let file = file.to_str().unwrap();
    let run = |text: &str| {
        std::fs::write(file, text).unwrap();
        let args = ["run", "--target", &server.url, "--only", "document-create-bare", "--credentials", file];
        Ended::from(syncproof(&args).output().unwrap())
    };
    let right = "account_sid = 'AC10097bac10097bac10097bac10097bac'\nauth_token = 'syncproof-loopback-token'\n";
    assert_eq!(run(right).code, Some(0));
    assert_eq!(run(&right.replace("loopback", "hush")).code, Some(3), "they are sent");
    let ended = run(&right.replace("auth_token", "hush_hush"));
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("line 2 is not right"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("hush") && !ended.stderr.contains("loopback"), "{}", ended.stderr);
}
