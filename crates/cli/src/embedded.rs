//! The reference in this process, on a loopback port and a thread of its own: to the suite a target like any other, but for its time.

use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use syncproof_api::{Profile, Sid, SidPrefix};
use syncproof_harness::target::Clock;
use syncproof_server::{Access, Config, Engine, Running, Variation, app};
use tokio::sync::oneshot;

use crate::{credentials, failure::Failure};

/// The running reference. It ends when this is dropped.
pub(crate) struct Embedded {
    pub(crate) url: String,
    pub(crate) clock: Arc<dyn Clock>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The reference's clocks, one a Service.
#[derive(Debug)]
struct EngineClock(Arc<Engine>);

impl Clock for EngineClock {
    fn advance(&self, service: &str, by: Duration) {
        self.0.advance(service, by);
    }
}

impl Embedded {
    pub(crate) fn start(profile: Arc<Profile>) -> Result<Self, Failure> {
        Self::start_with(profile, None)
    }

    /// The same with a fault or a freedom.
    pub(crate) fn start_with(profile: Arc<Profile>, variation: Option<Variation>) -> Result<Self, Failure> {
        let account = Sid::parse(SidPrefix::Account, credentials::LOOPBACK_ACCOUNT)
            .ok_or_else(|| Failure::internal("the loopback account is no account SID"))?;
        let access = Access { account, token: credentials::LOOPBACK_TOKEN.to_owned() };
        let engine = Engine::new(Config { profile, access }).map_err(Failure::internal)?;
        let engine = Arc::new(match variation {
            Some(variation) => engine.with(variation),
            None => engine,
        });
        let clock = Arc::new(EngineClock(Arc::clone(&engine)));
        let (stop, stopped) = oneshot::channel();
        let (started, start) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime.map_err(|e| started.send(Err(e.to_string()))) else { return };
            runtime.block_on(async move {
                match Running::start(app(engine), ([127, 0, 0, 1], 0).into()).await {
                    Err(error) => drop(started.send(Err(error.to_string()))),
                    Ok(running) => {
                        // If nobody listens any more, `stopped` says so at once.
                        let _ = started.send(Ok(running.url()));
                        let _ = stopped.await;
                    }
                }
            });
        });
        let url = start.recv().map_err(Failure::set_up)?.map_err(Failure::set_up)?;
        Ok(Self { url, clock, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to clean up.
            let _ = thread.join();
        }
    }
}
