//! Servers that write their answers byte by byte, and clients that ask them.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use syncproof_harness::{
    client::{Client, Limits, Outgoing, Transport, Trouble},
    exchange::{Answer, Exchange},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// No test should come near it: it is there so that a hang is a failure.
const DEADLINE: Duration = Duration::from_secs(30);

/// The time allowed to a request that is to run out of it.
pub(crate) const HASTE: Duration = Duration::from_millis(400);

/// What a server counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counters {
    connections: Arc<AtomicUsize>,
    written: Arc<AtomicUsize>,
}

impl Counters {
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Bytes that the operating system took.
    pub(crate) fn written(&self) -> usize {
        self.written.load(Ordering::SeqCst)
    }
}

/// The server's end of a connection.
pub(crate) struct Peer {
    stream: TcpStream,
    counters: Counters,
}

impl Peer {
    /// Reads the head of a request.
    pub(crate) async fn request(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            match self.stream.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => break,
            }
        }
        String::from_utf8_lossy(&head).into_owned()
    }

    /// Reads whatever the client says first, such as the beginning of a TLS handshake.
    pub(crate) async fn hello(&mut self) {
        // If it has left, writing will tell.
        let _ = self.stream.read(&mut [0; 4096]).await;
    }

    /// Writes; whether the client still takes it.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.stream.write(rest).await {
                Ok(written) if written > 0 => {
                    self.counters.written.fetch_add(written, Ordering::SeqCst);
                    rest = &rest[written..];
                }
                _ => return false,
            }
        }
        true
    }

    /// Writes the same until the client has had enough.
    pub(crate) async fn write_forever(&mut self, bytes: &[u8]) {
        while self.write(bytes).await {}
    }

    /// Says and does nothing more, until the client leaves.
    pub(crate) async fn hold(mut self) {
        let mut ignored = [0; 1024];
        while self.stream.read(&mut ignored).await.is_ok_and(|read| read > 0) {}
    }
}

/// Starts a server on this machine that treats every connection like this.
pub(crate) async fn serve<F, B>(behave: F) -> (SocketAddr, Counters)
where
    F: Fn(Peer) -> B + Send + 'static,
    B: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (address, counters) = (listener.local_addr().unwrap(), Counters::default());
    let counting = counters.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counting.connections.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(behave(Peer { stream, counters: counting.clone() }));
        }
    });
    (address, counters)
}

/// A server that reads a request, writes this and hangs up.
pub(crate) async fn answering(bytes: impl Into<Vec<u8>>) -> SocketAddr {
    writing(bytes.into(), false).await
}

/// A server that reads a request, writes this and keeps the connection.
pub(crate) async fn holding(bytes: impl Into<Vec<u8>>) -> SocketAddr {
    writing(bytes.into(), true).await
}

async fn writing(bytes: Vec<u8>, hold: bool) -> SocketAddr {
    let server = serve(move |mut peer| {
        let bytes = bytes.clone();
        async move {
            peer.request().await;
            peer.write(&bytes).await;
            if hold {
                peer.hold().await;
            }
        }
    });
    server.await.0
}

/// An answer of this status line and these headers, with a length of its body.
pub(crate) fn message(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A client with time.
pub(crate) fn patient() -> Client {
    client(Limits::default())
}

/// A client without.
pub(crate) fn hasty() -> Client {
    client(Limits { timeout: HASTE, connect_timeout: HASTE, ..Limits::default() })
}

pub(crate) fn client(limits: Limits) -> Client {
    Client::new(&Transport::default(), limits).unwrap()
}

pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}/v1/Services")
}

/// A request of that URL.
pub(crate) async fn get(client: &Client, url: &str) -> Result<Exchange, Trouble> {
    let (method, url) = ("GET".to_owned(), url.to_owned());
    let sending = client.send(Outgoing { method, url, headers: Vec::new(), body: Vec::new() });
    tokio::time::timeout(DEADLINE, sending).await.expect("the client must come to an end")
}

/// The answer of a server to a client with time.
pub(crate) async fn answer(address: SocketAddr) -> Answer {
    get(&patient(), &url(address)).await.unwrap().answer
}

/// The trouble that a client with time has with a server.
pub(crate) async fn trouble(address: SocketAddr) -> Trouble {
    get(&patient(), &url(address)).await.unwrap_err()
}
