//! Ctrl-C, and a terminal that goes away.

use std::{
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

use axum::http::Method;
use syncproof_api::Profile;
use tempfile::TempDir;

use crate::support::{Ended, Server, in_front, pass, scratch, syncproof};

/// By then the run has come to where it is waited for, or never will.
const LONG: Duration = Duration::from_mins(1);

/// A run that waits for an answer.
struct Waiting {
    child: Child,
    server: Server,
    /// Each deletion as it is asked for.
    deletions: Receiver<String>,
    folder: TempDir,
}

/// Starts a run against a server where Services come and go, and whatever else is asked is never answered. With `hold`, neither are
/// deletions.
fn waiting_run(hold: bool) -> Waiting {
    let (asked, first_question) = mpsc::channel();
    let (deleted, deletions) = mpsc::channel();
    let server = Server::start(Profile::documented(), move |app| {
        in_front(app, move |request, inner| {
            let (asked, deleted) = (asked.clone(), deleted.clone());
            async move {
                let concerns_a_service = request.uri().path().split('/').count() <= 4;
                if !concerns_a_service {
                    // The test may have seen enough and be gone.
                    let _ = asked.send(());
                    std::future::pending::<()>().await;
                }
                if request.method() == Method::DELETE {
                    let _ = deleted.send(request.uri().path().to_owned());
                    if hold {
                        std::future::pending::<()>().await;
                    }
                }
                pass(request, inner).await
            }
        })
    });
    let (folder, junit) = scratch("junit.xml");
    let report = format!("junit={}", junit.display());
    let args = ["run", "--target", &server.url, "--timeout", "60", "--only", "documents/", "--report", &report];
    let mut command = syncproof(&args);
    command.arg("--ledger").arg(folder.path().join("ledger")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    first_question.recv_timeout(LONG).unwrap();
    Waiting { child, server, deletions, folder }
}

impl Waiting {
    fn interrupt(&self) {
        self.signal("-INT");
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
    }
}

fn ledgers(folder: &TempDir) -> usize {
    std::fs::read_dir(folder.path().join("ledger")).unwrap().count()
}

#[test]
fn an_interrupted_run_reports_cleans_up_and_ends_with_130() {
    let waiting = waiting_run(false);
    waiting.interrupt();
    let Waiting { child, server, deletions, folder } = waiting;
    let ended: Ended = child.wait_with_output().unwrap().into();
    assert_eq!(ended.code, Some(130), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("interrupted"), "{}", ended.stdout);
    assert!(deletions.try_iter().any(|path| path.starts_with("/v1/Services/IS")), "the Service of the run was deleted");
    assert_eq!((server.services().len(), ledgers(&folder)), (0, 0), "nothing is left there or here");
    let xml = std::fs::read_to_string(folder.path().join("junit.xml")).unwrap();
    assert!(xml.starts_with("<?xml ") && xml.trim_end().ends_with("</testsuites>"), "{xml}");
    assert_eq!(xml.matches("<testsuite ").count(), xml.matches("</testsuite>").count(), "{xml}");
}

#[test]
fn a_run_whose_terminal_goes_away_cleans_up_all_the_same() {
    let waiting = waiting_run(false);
    waiting.signal("-HUP");
    let ended: Ended = waiting.child.wait_with_output().unwrap().into();
    assert_eq!(ended.code, Some(130), "{}{}", ended.stdout, ended.stderr);
    assert_eq!((waiting.server.services().len(), ledgers(&waiting.folder)), (0, 0));
}

#[test]
fn a_second_interrupt_leaves_things_behind_and_says_so() {
    let waiting = waiting_run(true);
    waiting.interrupt();
    waiting.deletions.recv_timeout(LONG).unwrap();
    waiting.interrupt();
    let Waiting { child, server, folder, .. } = waiting;
    let ended: Ended = child.wait_with_output().unwrap().into();
    assert_eq!(ended.code, Some(130), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("1 Service (the clean-up was cut off): /Services/IS"), "{}", ended.stdout);
    assert!(ended.stdout.contains("  `syncproof sweep --ledger "), "{}", ended.stdout);
    assert_eq!((server.services().len(), ledgers(&folder)), (1, 1));
}
