//! Targets that are out to harm: whatever they send, the run ends in time and within its memory, says what is wrong once, blames the
//! target and not itself, and shows nothing of theirs raw.
//!
//! * `start`: what is no API at all.
//! * `midst`: what is an API, until it is asked for a Document or a page.
//! * `mangled`: answers that are all but right, each wrong in one way.

mod mangled;
mod midst;
mod start;

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use crate::support::{Ended, syncproof};

/// What a run may take, in memory, in bytes: the figure of the issue this suite answers to.
const MOST_MEMORY: u64 = 200 << 20;

/// Longer than any of these runs may take; they end by their own limits.
const DEADLINE: Duration = Duration::from_mins(2);

/// A run against a target, which has to end by itself, within its memory, and with nothing raw or secret in what it shows.
fn run_against(url: &str, args: &[&str]) -> Ended {
    let args = [&["run", "--target", url, "--tags", "not @waits"], args].concat();
    let mut child = syncproof(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let out = std::thread::spawn(move || text(&mut stdout));
    let err = std::thread::spawn(move || text(&mut stderr));
    let (started, mut peak) = (Instant::now(), 0);
    let code = loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        peak = peak.max(high_water(&status));
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if started.elapsed() > DEADLINE {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let ended = Ended { code, stdout: out.join().unwrap(), stderr: err.join().unwrap() };
    let shown = format!("{}{}", ended.stdout, ended.stderr);
    assert!(peak > 0 || !cfg!(target_os = "linux"), "the memory of the run was not seen");
    assert!(peak < MOST_MEMORY, "{peak} bytes");
    assert!(code.is_some(), "it did not end in time, or was killed:\n{shown}");
    let raw = shown.find(|c: char| c.is_control() && c != '\n');
    assert!(raw.is_none(), "a raw control character:\n{:?}", &shown[raw.unwrap_or_default().saturating_sub(200)..]);
    assert!(!shown.contains("panicked"), "a panic:\n{shown}");
    assert!(!shown.contains(TOKEN) && !shown.contains("Basic "), "a secret:\n{shown}");
    ended
}

/// What the binary sends to a target on this machine when the environment names no credentials.
const TOKEN: &str = "syncproof-loopback-token";

fn text(from: &mut dyn std::io::Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).expect("output is UTF-8")
}

/// The peak of the resident set, in bytes, in a file `/proc/PID/status`. Zero where there is no such file, and as long as the process is
/// still a copy of this one, whose memory it then shows.
fn high_water(status: &str) -> u64 {
    if !status.starts_with("Name:\tsyncproof\n") {
        return 0;
    }
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or_default() * 1024
}
