//! `syncproof serve`

use std::sync::Arc;

use syncproof_api::{Sid, SidPrefix};
use syncproof_harness::exit::ExitCode;
use syncproof_server::{Access, Config, Engine, Running, Variation, app};

use crate::{
    args::ServeArgs,
    credentials::{self, LOOPBACK_ACCOUNT, LOOPBACK_TOKEN},
    failure::Failure,
    output::{complain, print},
    selection::profile,
    signals::Signals,
};

pub(crate) fn serve(args: &ServeArgs) -> Result<ExitCode, Failure> {
    let credentials = credentials::for_serving(&args.credentials)?;
    let everybodys = credentials.user == LOOPBACK_ACCOUNT && credentials.secret == LOOPBACK_TOKEN;
    let account = Sid::parse(SidPrefix::Account, &credentials.user)
        .ok_or_else(|| Failure::usage("what is to be served has no account SID as its user: AC and 32 hex digits"))?;
    let access = Access { account, token: credentials.secret };
    let engine = Engine::new(Config { profile: profile(&args.profile)?, access }).map_err(Failure::internal)?;
    let variation = args.fault.map(Variation::Fault).or(args.freedom.map(Variation::Freedom));
    let engine = match variation {
        Some(variation) => engine.with(variation),
        None => engine,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::internal)?;
    runtime.block_on(async {
        // Listening to signals comes first, so that none is lost once the URL has been printed.
        let mut stop = Signals::new().map_err(Failure::internal)?;
        let running = Running::start(app(Arc::new(engine)), args.addr).await.map_err(Failure::set_up)?;
        if !args.addr.ip().is_loopback() {
            complain(
                "warning: this listens beyond this machine; the reference is made for tests, not for the open network",
            );
        }
        print(&format!("{}\n", running.url()));
        if everybodys {
            complain(&format!("credentials: {LOOPBACK_ACCOUNT} / {LOOPBACK_TOKEN}"));
        }
        stop.next().await;
        running.stop().await;
        Ok(ExitCode::Ok)
    })
}
