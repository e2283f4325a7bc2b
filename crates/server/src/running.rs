//! A server on a socket.

use std::{io, net::SocketAddr, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

/// How long a request that has begun may take to end once the server is stopped.
const GRACE: Duration = Duration::from_secs(2);

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {addr}: {source}")]
pub struct StartError {
    /// The address asked for.
    pub addr: SocketAddr,
    source: io::Error,
}

/// A server that listens. It ends when [`Running::stop`] is called or this is dropped.
#[derive(Debug)]
pub struct Running {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Listens on `addr` (port 0: any free port) and serves `router` on the current runtime.
    pub async fn start(router: Router, addr: SocketAddr) -> Result<Self, StartError> {
        let wrap = |source| StartError { addr, source };
        let listener = TcpListener::bind(addr).await.map_err(wrap)?;
        let addr = listener.local_addr().map_err(wrap)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let until_stopped = async move {
            // A dropped sender means the same as a message.
            let _ = stopped.await;
        };
        let task =
            tokio::spawn(async move { axum::serve(listener, router).with_graceful_shutdown(until_stopped).await });
        Ok(Self { addr, stop: Some(stop), task })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The base URL of the API.
    pub fn url(&self) -> String {
        format!("http://{}/v1", self.addr)
    }

    /// Takes no more connections, closes those that are idle and waits until the others have been answered, but no longer than two
    /// seconds: a client may never finish its request. What is open then ends with the runtime.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        // The task ends with what `axum::serve` says, which is never an error once it listens.
        let _ = timeout(GRACE, self.task).await;
    }
}
