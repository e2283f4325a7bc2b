//! What killed and hampered runs leave, and `syncproof sweep`.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use axum::{
    extract::Request,
    http::{Method, StatusCode},
    response::IntoResponse as _,
};
use syncproof_api::Profile;

use crate::support::{Ended, Server, in_front, pass, run, syncproof};

/// By then the run has come to where it is waited for, or never will.
const LONG: Duration = Duration::from_mins(1);

/// A folder for ledgers.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    fn spawn(&self, args: &[&str]) -> Child {
        let mut command = syncproof(args);
        command.arg("--ledger").arg(self.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn run(&self, args: &[&str]) -> Ended {
        self.spawn(args).wait_with_output().unwrap().into()
    }

    fn kill(&self, mut child: Child) {
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(self.files().len(), 1, "a killed run leaves its ledger");
    }
}

/// Whether a request is for a Service to be created.
fn creates_a_service(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path().ends_with("/Services")
}

/// A server that answers what `held` says only when the test is over: not before, or not after the request was processed.
fn holding(
    held: impl Fn(&Request) -> bool + Clone + Send + Sync + 'static,
    processed: bool,
) -> (Server, mpsc::Receiver<()>) {
    let (reached, waiting) = mpsc::channel();
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let (reached, is_held) = (reached.clone(), held(&request));
            async move {
                if is_held && !processed {
                    let _ = reached.send(());
                    return std::future::pending().await;
                }
                let response = pass(request, inner).await;
                if is_held {
                    let _ = reached.send(());
                    return std::future::pending().await;
                }
                response
            }
        })
    });
    (server, waiting)
}

/// A run that is killed while many of its requests are held; and what was there before it.
fn killed_in_mid_run(folder: &Folder) -> (Server, String) {
    let (server, waiting) = holding(|request| request.uri().path().contains("/Items"), false);
    let foreign = server.post("/Services", "FriendlyName=precious")["sid"].as_str().unwrap().to_owned();
    server.post(&format!("/Services/{foreign}/Documents"), "UniqueName=precious");
    let child = folder.spawn(&["run", "--target", &server.url, "--only", "map-items/"]);
    waiting.recv_timeout(LONG).unwrap();
    folder.kill(child);
    assert!(server.services().len() > 1, "it has left something");
    (server, foreign)
}

#[test]
fn what_a_killed_run_has_left_is_listed_and_then_removed_and_nothing_else_is() {
    let folder = Folder::new();
    let (server, foreign) = killed_in_mid_run(&folder);
    let before = server.services();
    let dry = folder.run(&["sweep", "--dry-run"]);
    assert_eq!((dry.code, dry.stderr.as_str()), (Some(0), ""), "{}", dry.stdout);
    let mut listed: Vec<&str> = dry.stdout.lines().collect();
    let last = listed.pop().unwrap();
    assert!(last.starts_with(&format!("would delete {}/Services/IS", server.url)), "{}", dry.stdout);
    assert_eq!(last.matches('/').count(), 5, "a Service goes last: {last}");
    assert!(!dry.stdout.contains(&foreign), "{}", dry.stdout);
    assert_eq!(server.services(), before, "a dry run deletes nothing");

    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(server.services(), [foreign.as_str()]);
    assert_eq!(server.get(&format!("/Services/{foreign}/Documents"))["documents"].as_array().unwrap().len(), 1);
    assert_eq!(folder.files(), [""; 0].map(PathBuf::from));
    let again = folder.run(&["sweep"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), "nothing to sweep\n"));
}

#[test]
fn a_service_whose_creation_was_not_answered_is_found_by_its_name() {
    let folder = Folder::new();
    let (server, waiting) = holding(creates_a_service, true);
    let child = folder.spawn(&["run", "--target", &server.url, "--only", "documents/"]);
    waiting.recv_timeout(LONG).unwrap();
    folder.kill(child);
    assert_eq!(server.services().len(), 1, "it was created");
    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(server.services(), [""; 0]);
    assert_eq!(folder.files(), [""; 0].map(PathBuf::from));
}

#[test]
fn a_service_that_bears_no_mark_of_the_run_is_told_of_and_left_alone() {
    let folder = Folder::new();
    // After the one that is there before, that of the run, and the one that the scenario works in.
    let count = Arc::new(AtomicUsize::new(0));
    let the_scenarios =
        move |request: &Request| creates_a_service(request) && count.fetch_add(1, Ordering::SeqCst) == 3;
    let (server, waiting) = holding(the_scenarios, true);
    let foreign = server.post("/Services", "FriendlyName=Orders")["sid"].as_str().unwrap().to_owned();
    let child = folder.spawn(&["run", "--target", &server.url, "--only", "service-create-bare"]);
    waiting.recv_timeout(LONG).unwrap();
    folder.kill(child);
    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(
        ended.stderr.contains("may have created a Service named '' and not seen the answer; these"),
        "{}",
        ended.stderr
    );
    let left = server.services();
    assert_eq!((left.len(), left.contains(&foreign)), (2, true));
    assert_eq!(folder.files(), [""; 0].map(PathBuf::from), "there is no more to be done");
}

#[test]
fn a_run_that_is_going_on_is_left_alone() {
    let folder = Folder::new();
    let (server, waiting) = holding(|request| request.uri().path().contains("/Documents"), false);
    let mut child = folder.spawn(&["run", "--target", &server.url, "--only", "documents/"]);
    waiting.recv_timeout(LONG).unwrap();
    let ended = folder.run(&["sweep"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), ""));
    assert!(ended.stderr.contains("its run, or another sweep, is still at work; left alone"), "{}", ended.stderr);
    assert_eq!(server.services().len(), 1);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn other_targets_and_young_ledgers_are_left_alone_when_asked_for() {
    let folder = Folder::new();
    let (server, _) = killed_in_mid_run(&folder);
    let before = server.services();
    let young = folder.run(&["sweep", "--older-than", "1h"]);
    assert_eq!(young.code, Some(0), "{}", young.stderr);
    assert!(young.stderr.contains("its run began at 2"), "{}", young.stderr);
    let elsewhere = folder.run(&["sweep", "--target", "http://127.0.0.1:1/v1"]);
    assert_eq!((elsewhere.code, elsewhere.stdout.as_str()), (Some(0), "nothing to sweep\n"));
    assert_eq!(server.services(), before);
    let here = folder.run(&["sweep", "--target", &server.url, "--older-than", "1ms"]);
    assert_eq!(here.code, Some(0), "{}", here.stderr);
    assert_eq!(server.services().len(), 1);
}

#[test]
fn the_ledger_of_another_user_stays() {
    let folder = Folder::new();
    let (server, _) = killed_in_mid_run(&folder);
    let before = server.services();
    let mut command = syncproof(&["sweep", "--ledger"]);
    command.arg(folder.path());
    command.env("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001").env("TWILIO_AUTH_TOKEN", "hush-hush");
    let ended: Ended = command.output().unwrap().into();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("its run was that of another user, AC10097bac"), "{}", ended.stderr);
    assert_eq!((server.services(), folder.files().len()), (before, 1));
}

#[test]
fn a_broken_line_is_named_and_nothing_of_its_ledger_is_touched() {
    let folder = Folder::new();
    let (server, _) = killed_in_mid_run(&folder);
    let before = server.services();
    let file = folder.files().remove(0);
    let lines = fs::read_to_string(&file).unwrap().lines().count();
    OpenOptions::new().append(true).open(&file).unwrap().write_all(b"rubbish\n").unwrap();
    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains(&format!(".jsonl:{}: this is no line of a ledger", lines + 1)), "{}", ended.stderr);
    assert_eq!((server.services(), folder.files().len()), (before, 1));
}

#[test]
fn something_else_at_the_address_of_a_target_empties_no_ledger() {
    let folder = Folder::new();
    let (server, _) = killed_in_mid_run(&folder);
    let other = Server::start(Profile::documented(), |_| axum::Router::new());
    let file = folder.files().remove(0);
    let text = fs::read_to_string(&file).unwrap().replace(&server.url, &other.url);
    fs::write(&file, text).unwrap();
    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains("does not list Services: "), "{}", ended.stderr);
    assert_eq!(folder.files(), [file]);
}

#[test]
fn a_target_that_is_not_there_is_exit_3_and_its_ledger_stays() {
    let folder = Folder::new();
    let (server, _) = killed_in_mid_run(&folder);
    drop(server);
    let ended = folder.run(&["sweep", "--timeout", "2"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert_eq!(folder.files().len(), 1);
}

#[test]
fn where_nothing_can_be_deleted_the_run_goes_on_and_says_once_what_stays() {
    let folder = Folder::new();
    let broken = Arc::new(AtomicBool::new(true));
    let switch = Arc::clone(&broken);
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let refuses = request.method() == Method::DELETE && switch.load(Ordering::SeqCst);
            async move {
                if refuses { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { pass(request, inner).await }
            }
        })
    });
    let args = ["run", "--target", &server.url, "--only", "document-create-*", "--tags", "not @own-service"];
    let ended = folder.run(&args);
    assert_eq!(ended.code, Some(0), "verdicts are not touched: {}{}", ended.stdout, ended.stderr);
    let notes: Vec<&str> = ended.stdout.lines().filter(|line| line.contains("DELETE answered 500")).collect();
    assert_eq!(notes.len(), 1, "{}", ended.stdout);
    assert!(notes[0].starts_with("  1 Service (DELETE answered 500): /Services/IS"), "{}", notes[0]);
    assert!(ended.stdout.contains("  `syncproof sweep --ledger "), "{}", ended.stdout);
    assert_eq!(folder.files().len(), 1);

    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stderr.contains("1 Service (DELETE answered 500)"), "{}", ended.stderr);
    broken.store(false, Ordering::SeqCst);
    let ended = folder.run(&["sweep"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!((server.services(), folder.files()), (vec![], vec![]));
}

#[test]
fn a_ledger_that_cannot_be_written_is_exit_2_before_anything_is_created() {
    let (asked, requests) = mpsc::channel();
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            asked.send(()).unwrap();
            pass(request, inner)
        })
    });
    let ended = run(&["run", "--target", &server.url, "--ledger", "/dev/null/nosuch"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(ended.stderr.contains("the ledger /dev/null/nosuch: "), "{}", ended.stderr);
    assert_eq!(requests.try_iter().count(), 0);
}

#[test]
fn a_run_that_ends_well_leaves_no_ledger() {
    let folder = Folder::new();
    let server = Server::start(Profile::documented(), |app| app);
    let ended = folder.run(&["run", "--target", &server.url, "--only", "services/"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!((server.services(), folder.files()), (vec![], vec![]));
}
