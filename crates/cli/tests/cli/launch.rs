//! Targets that are started for the run: commands and containers.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use crate::support::{Ended, run, scratch, syncproof};

const BINARY: &str = env!("CARGO_BIN_EXE_syncproof");

/// The command line of a reference that is served with these flags.
fn serve(flags: &str) -> String {
    format!("'{BINARY}' serve --addr 127.0.0.1:{{port}} {flags}")
}

/// The processes whose command line holds this text, other than those that only look for it.
fn processes(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if line.contains(text) {
            found.push(line);
        }
    }
    found
}

#[test]
fn a_command_is_started_tested_and_ended() {
    let ended = run(&["--command", &serve("--profile documented"), "--only", "documents/"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.totals().starts_with("93 scenarios: 93 passed"), "{}", ended.totals());
    assert_eq!(ended.stderr, "");
}

#[test]
fn what_a_failing_command_wrote_is_shown() {
    let ended = run(&["--command", &serve("--fault crash-null"), "--level", "should", "--only", "documents/"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.starts_with("the last it wrote:\n  | "), "{}", ended.stderr);
    assert!(ended.stderr.contains("  | http://127.0.0.1:"), "{}", ended.stderr);
}

#[test]
fn a_command_that_cannot_be_used_says_why() {
    let cases: [(&str, i32, &[&str]); 5] = [
        ("/no/such/program {port}", 2, &["cannot start '/no/such/program'"]),
        ("serve 'unclosed", 2, &["is no command line"]),
        ("", 2, &["it is empty"]),
        (
            "sh -c 'echo oh dear >&2; exit 9'",
            3,
            &["ended before it was ready (exit status: 9)", "\nthe last it wrote:\n  | oh dear"],
        ),
        ("sh -c 'printf \"\\033[31m%s\" red'", 3, &["  | \\u{1b}[31mred"]),
    ];
    for (command, code, says) in cases {
        let ended = run(&["--command", command]);
        assert_eq!(ended.code, Some(code), "{command}: {}", ended.stderr);
        for part in says {
            assert!(ended.stderr.contains(part), "{command}: {}", ended.stderr);
        }
    }
}

#[test]
fn what_listens_on_the_port_already_is_not_taken_for_the_command() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = run(&["--command", "sleep 1000", "--port", &port]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains(&format!("port {port} cannot be listened on: ")), "{}", ended.stderr);
}

#[test]
fn no_process_is_left_however_the_run_ends() {
    // Both begin another process that outlives them if nobody ends it; the argument marks them.
    let mark = format!("syncproof-mark-{}", std::process::id());
    let with_child = |then: &str| format!("sh -c 'sh -c \"sleep 1000; : {mark}\" & {then}'");
    let never_ready = run(&["--command", &with_child("sleep 1000"), "--wait", "0.5"]);
    assert_eq!(never_ready.code, Some(3), "{}", never_ready.stderr);
    let says = "was not ready within 0.5 s: nothing answers at http://127.0.0.1:";
    assert!(never_ready.stderr.contains(says), "{}", never_ready.stderr);
    let serves = with_child(&format!("exec {BINARY} serve --addr 127.0.0.1:{{port}}"));
    let passes = run(&["--command", &serves, "--only", "document-create-bare"]);
    assert_eq!(passes.code, Some(0), "{}", passes.stderr);
    // A process that was killed is gone as soon as the system gets round to it.
    let deadline = Instant::now() + Duration::from_secs(30);
    while !processes(&mark).is_empty() {
        assert!(Instant::now() < deadline, "left: {:?}", processes(&mark));
        std::thread::yield_now();
    }
}

#[test]
fn a_command_is_ready_when_its_output_says_so() {
    let wait = |text: &str| {
        run(&["--command", &serve(""), "--only", "document-create-bare", "--wait-log", text, "--wait", "5"])
    };
    assert_eq!(wait("http://127.0.0.1:").code, Some(0));
    let ended = wait("never says this");
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains("its output has no 'never says this'"), "{}", ended.stderr);
}

/// An engine that answers and the image that `ci/image` builds; else the reason why there is nothing to test with.
fn image() -> Result<&'static str, String> {
    const IMAGE: &str = "syncproof:ci";
    let docker = |args: &[&str]| Command::new("docker").args(args).output();
    match docker(&["info"]) {
        Err(error) => Err(format!("docker cannot be run ({error})")),
        Ok(info) if !info.status.success() => Err("no docker engine answers (`ci/docker` starts one)".to_owned()),
        Ok(_) => match docker(&["image", "inspect", IMAGE]) {
            Ok(found) if found.status.success() => Ok(IMAGE),
            _ => Err(format!("there is no image {IMAGE} (`ci/image {IMAGE}` builds it)")),
        },
    }
}

/// Runs a test of containers, or says in one line why not.
fn with_image(name: &str, test: impl FnOnce(&str)) {
    match image() {
        Ok(image) => test(image),
        Err(reason) => {
            use std::io::Write as _;
            // Not by a macro, whose output the test harness would keep to itself.
            let _ = writeln!(std::io::stderr(), "container test {name} did not run: {reason}");
        }
    }
}

#[test]
fn a_container_is_started_tested_and_removed() {
    with_image("a_container_is_started_tested_and_removed", |image| {
        let (_folder, report) = scratch("report.xml");
        let report = format!("junit={}", report.display());
        let args = ["--image", image, "--port", "8080", "--only", "documents/", "--report", &report];
        let ended: Ended = syncproof(&args).output().unwrap().into();
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
        assert!(ended.totals().starts_with("93 scenarios: 93 passed"), "{}", ended.totals());
        let ours = format!("ancestor={image}");
        let left = Command::new("docker").args(["ps", "--all", "--quiet", "--filter", &ours]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&left.stdout), "");
    });
}
