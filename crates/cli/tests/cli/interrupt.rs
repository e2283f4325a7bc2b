//! Ctrl-C.

use std::{process::Command, sync::mpsc};

use syncproof_api::Profile;

use crate::support::{Ended, Server, in_front, pass, syncproof};

#[test]
fn an_interrupted_run_reports_cleans_up_and_ends_with_130() {
    let (asked, first_question) = mpsc::channel();
    let (deleted, deletions) = mpsc::channel();
    // Services come and go; whatever else is asked is never answered.
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
                if request.method() == "DELETE" {
                    let _ = deleted.send(request.uri().path().to_owned());
                }
                pass(request, inner).await
            }
        })
    });
    let child = syncproof(&["run", "--target", &server.url, "--timeout", "60", "--only", "documents/"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    first_question.recv().unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let ended: Ended = child.wait_with_output().unwrap().into();
    assert_eq!(ended.code, Some(130), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("interrupted"), "{}", ended.stdout);
    assert!(deletions.try_iter().any(|path| path.starts_with("/v1/Services/IS")), "the Service of the run was deleted");
}
