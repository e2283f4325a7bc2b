//! What is no API at all: told in one sentence that names the cause, with exit code 3.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use super::run_against;

type Served = std::io::Result<()>;

/// A server that does this with each connection, once a request has come, until it gives an error or the client hangs up.
fn server(answer: impl Fn(&mut TcpStream, &[u8]) -> Served + Clone + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for connection in listener.incoming() {
            let (mut connection, answer) = (connection.unwrap(), answer.clone());
            thread::spawn(move || {
                let mut request = [0; 16 << 10];
                loop {
                    let read = connection.read(&mut request).unwrap_or_default();
                    if read == 0 || answer(&mut connection, &request[..read]).is_err() {
                        return;
                    }
                }
            });
        }
    });
    url
}

/// Sends this and hangs up.
fn sends(answer: impl Into<Vec<u8>>) -> String {
    let answer = answer.into();
    server(move |to, _| {
        to.write_all(&answer)?;
        Err(std::io::ErrorKind::Other.into())
    })
}

/// An answer of this status with this body.
fn answers(status: &str, headers: &str, body: &str) -> String {
    sends(format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()))
}

fn json(body: &str) -> String {
    answers("201 Created", "Content-Type: application/json\r\n", body)
}

/// Sends a head and then the same piece so many times.
fn streams(head: &'static str, piece: &'static [u8], times: usize) -> String {
    server(move |to, _| {
        to.write_all(head.as_bytes())?;
        (0..times).try_for_each(|_| to.write_all(piece))?;
        Err(std::io::ErrorKind::Other.into())
    })
}

/// Sends the bytes one a second.
fn drips(bytes: &'static [u8]) -> String {
    server(move |to, _| {
        bytes.iter().try_for_each(|byte| {
            to.write_all(&[*byte])?;
            thread::sleep(Duration::from_secs(1));
            Ok(())
        })
    })
}

/// A run against the target says this in its one sentence.
fn is_told(name: &str, url: &str, says: &str) {
    // What is waited for as long as it takes is waited for this long; all else is told at once.
    let timeout = if says.contains("within 1 s") { "1" } else { "30" };
    let ended = run_against(url, &["--only", "documents/", "--timeout", timeout]);
    let shown = format!("{name}: {:?}\n{}{}", ended.code, ended.stdout, ended.stderr);
    assert_eq!(ended.code, Some(3), "{shown}");
    assert_eq!(ended.stdout, "", "{shown}");
    assert_eq!(ended.stderr.lines().count(), 1, "{shown}");
    assert!(ended.stderr.starts_with("error: ") && ended.stderr.contains(says), "{shown}");
    assert!(ended.stderr.len() < 1000, "{shown}");
}

/// All at once, for most of them wait.
fn are_told(cases: &[(&str, String, &str)]) {
    thread::scope(|scope| {
        let running = cases.iter().map(|(name, url, says)| scope.spawn(move || is_told(name, url, says)));
        for told in running.collect::<Vec<_>>() {
            told.join().unwrap();
        }
    });
}

#[test]
fn what_does_not_answer_in_full() {
    are_told(&[
        ("silence", server(|_, _| Ok(())), "no answer within 1 s to POST "),
        ("one byte a second", drips(b"HTTP/1.1 201 Created\r\n\r\n"), "no answer within 1 s to POST "),
        ("one byte of the body a second", streams_then_drips(), "no complete answer within 1 s to POST "),
        (
            "closes at once",
            server(|_, _| Err(std::io::ErrorKind::Other.into())),
            "broke off before its head was complete",
        ),
        ("closes in its head", sends("HTTP/1.1 201 Created\r\nContent-Ty"), "broke off before its head was complete"),
        (
            "closes in its body",
            sends("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"sid\":"),
            "broke off in its body",
        ),
        ("1xx for ever", streams("", b"HTTP/1.1 100 Continue\r\n\r\n", usize::MAX), "within 1 s to POST "),
    ]);
}

fn streams_then_drips() -> String {
    server(|to, _| {
        to.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n")?;
        (0..100).try_for_each(|_| {
            to.write_all(b" ")?;
            thread::sleep(Duration::from_secs(1));
            Ok(())
        })
    })
}

#[test]
fn what_answers_without_measure() {
    const PIECE: &[u8] = &[b' '; 64 << 10];
    const ONES: &[u8] = b"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,";
    let endless = "HTTP/1.1 201 Created\r\n\r\n";
    let chunked = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n";
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    are_told(&[
        ("endless body", streams(endless, PIECE, usize::MAX), "its body has more than"),
        (
            "100 MB of JSON",
            streams("HTTP/1.1 201 Created\r\nContent-Length: 100000000\r\n\r\n[", PIECE, 1600),
            "its body has more than",
        ),
        ("many values", streams("HTTP/1.1 201 Created\r\nContent-Length: 4000000\r\n\r\n[", ONES, 62_500), "values"),
        ("endless chunks", streams(chunked, b"1\r\n \r\n", usize::MAX), "within 1 s to POST "),
        (
            "endless headers",
            streams("HTTP/1.1 201 Created\r\n", b"X-More: and more\r\n", usize::MAX),
            "its head is too large",
        ),
        ("one endless header", streams("HTTP/1.1 201 Created\r\nX-More: ", PIECE, usize::MAX), "its head is too large"),
        ("nested JSON", json(&nested), "nested deeper than"),
    ]);
}

#[test]
fn what_is_another_thing() {
    let circle = answers("302 Found", "Location: /v1/Services\r\n", "");
    are_told(&[
        ("redirects in a circle", circle, "status 302"),
        (
            "HTML",
            answers("200 OK", "Content-Type: text/html\r\n", "<html>Welcome to \u{1b}[31mnginx\u{7}</html>"),
            "looks like a web page (status 200, HTML)",
        ),
        ("empty 200", answers("200 OK", "", ""), "status 200"),
        ("empty 201", answers("201 Created", "", ""), "status 201"),
        ("truncated JSON", json("{\"sid\": \"IS"), "status 201"),
        (
            "invalid UTF-8",
            sends(b"HTTP/1.1 201 Created\r\nContent-Length: 12\r\n\r\n{\"sid\":\"\xff\xfe\"}".to_vec()),
            "status 201",
        ),
        ("duplicate keys", json("{\"sid\": \"IS1\", \"sid\": 1, \"sid\": null}"), "status 201"),
        ("an array", json("[{\"sid\": \"IS1\"}]"), "status 201"),
        ("a sid that leads elsewhere", json("{\"sid\": \"..\"}"), "status 201"),
        ("no sid", json("{\"sid\": \"\"}"), "status 201"),
        ("304", answers("304 Not Modified", "", ""), "as if we had asked before (status 304)"),
        ("500", answers("500 Internal Server Error", "", "\u{1b}[2J"), "status 500"),
        ("502", answers("502 Bad Gateway", "Content-Type: text/html\r\n", "<h1>Bad Gateway</h1>"), "status 502"),
        ("503", answers("503 Service Unavailable", "Retry-After: 0\r\n", ""), "status 503"),
        ("429", answers("429 Too Many Requests", "Retry-After: 0\r\n", ""), "429 again and again"),
        ("an echo", echo(), "status 200"),
    ]);
}

/// Answers with what it was asked, which has the credentials in it.
fn echo() -> String {
    server(|to, request| {
        write!(to, "HTTP/1.1 200 OK\r\nX-Asked: {0}\r\nContent-Length: {1}\r\n\r\n", request.len(), request.len())?;
        to.write_all(request)?;
        Err(std::io::ErrorKind::Other.into())
    })
}

#[test]
fn what_is_no_http() {
    let plain = json("{}").replace("http://", "https://");
    are_told(&[
        ("NUL bytes", sends([0; 1000]), "is not HTTP"),
        ("NUL in a header", sends("HTTP/1.1 201 Created\r\nX: \0\r\n\r\n"), "is not HTTP"),
        ("an SSH banner", sends("SSH-2.0-OpenSSH_9.6\r\n"), "is not HTTP"),
        ("TLS to a port in clear", plain, "what answers there is not TLS"),
        ("status 99999", sends("HTTP/1.1 99999 \u{1b}[2J\r\n\r\n"), "is not HTTP"),
    ]);
}

#[test]
fn a_redirect_to_another_host_is_not_followed() {
    let visits = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&visits);
    let other = server(move |_, _| {
        seen.fetch_add(1, Ordering::SeqCst);
        Ok(())
    });
    for status in ["301 Moved Permanently", "303 See Other", "307 Temporary Redirect"] {
        let url = answers(status, &format!("Location: {other}/v1/Services\r\n"), "");
        is_told(status, &url, &status[..3]);
    }
    assert_eq!(visits.load(Ordering::SeqCst), 0, "it was visited");
}
