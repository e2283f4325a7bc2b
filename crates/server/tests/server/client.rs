//! A raw HTTP client: what is sent is exactly what it is told to send.

use std::time::Duration;

use syncproof_api::Profile;
use syncproof_server::{Running, app};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::timeout,
};

use crate::support::{ACCOUNT, TOKEN, basic, engine};

/// Waits for something that must happen, and not for ever.
pub(crate) async fn within<F: Future>(what: &str, future: F) -> F::Output {
    timeout(Duration::from_secs(20), future).await.unwrap_or_else(|_| panic!("waited too long: {what}"))
}

/// A server on a free port of the loopback interface.
pub(crate) async fn start() -> Running {
    let router = app(engine(Profile::documented()));
    Running::start(router, ([127, 0, 0, 1], 0).into()).await.expect("a port is free")
}

/// The head of a request with the right credentials; `headers` are further lines, each with its line end.
pub(crate) fn head(method: &str, path: &str, headers: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: h\r\nAuthorization: {}\r\n{headers}\r\n", basic(ACCOUNT, TOKEN))
}

/// A POST of a form.
pub(crate) fn post(path: &str, form: &str) -> String {
    let headers = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", form.len());
    head("POST", path, &headers) + form
}

/// How many Services a server holds: a good request on a connection of its own.
pub(crate) async fn services(running: &Running) -> usize {
    let mut client = Client::connect(running).await;
    client.send(head("GET", "/v1/Services", "")).await;
    let answer = client.answer().await;
    assert_eq!(answer.status, 200);
    let body: serde_json::Value = serde_json::from_slice(&answer.body).expect("the body is JSON");
    body["services"].as_array().expect("a page has entries").len()
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Client(BufReader<TcpStream>);

/// An answer as it came over the wire.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Client {
    pub(crate) async fn connect(running: &Running) -> Self {
        Self(BufReader::new(TcpStream::connect(running.addr()).await.expect("the server listens")))
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        within("sending", self.0.write_all(bytes.as_ref())).await.expect("the server still reads");
    }

    /// Sends what can be sent: the server may have closed the connection in the meantime.
    pub(crate) async fn try_send(&mut self, bytes: &[u8]) {
        let _ = within("sending", self.0.write_all(bytes)).await;
    }

    /// Says that nothing more will be sent.
    pub(crate) async fn finish(&mut self) {
        let _ = self.0.shutdown().await;
    }

    /// Reads one answer with a `Content-Length` or without a body.
    pub(crate) async fn answer(&mut self) -> Received {
        within("an answer", async {
            let status_line = self.line().await;
            let status = status_line.split(' ').nth(1).and_then(|s| s.parse().ok());
            let status = status.unwrap_or_else(|| panic!("{status_line:?} is no status line"));
            let mut headers = Vec::new();
            loop {
                let line = self.line().await;
                let Some((name, value)) = line.split_once(':') else { break };
                headers.push((name.to_lowercase(), value.trim().to_owned()));
            }
            let mut answer = Received { status, headers, body: Vec::new() };
            let length = answer.header("content-length").map_or(0, |l| l.parse().expect("a length is a number"));
            answer.body.resize(length, 0);
            self.0.read_exact(&mut answer.body).await.expect("the whole body comes");
            answer
        })
        .await
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).await.expect("the answer is text");
        line
    }

    /// Reads until the server closes the connection, or breaks it.
    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let _ = within("the end of the connection", self.0.read_to_end(&mut rest)).await;
        rest
    }
}
