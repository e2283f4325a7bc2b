//! Running the binary, and servers for it to run against.

use std::{
    path::PathBuf,
    process::{Command, Output},
    sync::{Arc, mpsc},
    time::Duration,
};

use axum::{Router, body::Body, extract::Request, response::Response};
use http_body_util::{BodyExt as _, Limited};
use serde_json::Value;
use syncproof_api::{Profile, Sid, SidPrefix};
use syncproof_harness::{
    client::{Client, Limits, Transport},
    session::{Body as CallBody, Call, call_target},
    target::{Credentials, Target},
};
use syncproof_server::{Access, Config, Engine, Running, app};
use tokio::sync::oneshot;

/// What the binary sends to a target on this machine when the environment names no credentials.
const ACCOUNT: &str = "AC10097bac10097bac10097bac10097bac";
const TOKEN: &str = "syncproof-loopback-token";

/// The binary with these arguments, in an environment without our variables.
pub(crate) fn syncproof(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_syncproof"));
    command.args(args);
    let ours = ["SYNCPROOF_TARGET", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"];
    for variable in ours {
        command.env_remove(variable);
    }
    // Not in the folder of whoever runs the tests.
    command.env("SYNCPROOF_LEDGER", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Ended {
    /// The ids of the scenarios printed as failed.
    pub(crate) fn failed(&self) -> Vec<&str> {
        self.stdout.lines().filter_map(|line| line.strip_prefix("FAIL ")?.split(' ').next()).collect()
    }

    /// The print-out of one failed scenario.
    pub(crate) fn failure(&self, id: &str) -> &str {
        let start =
            self.stdout.find(&format!("FAIL {id} ")).unwrap_or_else(|| panic!("{id} has not failed:\n{}", self.stdout));
        let rest = &self.stdout[start..];
        &rest[..rest.find("\n\n").unwrap_or(rest.len())]
    }

    /// The line with the totals.
    pub(crate) fn totals(&self) -> &str {
        self.stdout.lines().find(|line| line.contains(" scenarios: ")).unwrap_or_default()
    }
}

pub(crate) fn run(args: &[&str]) -> Ended {
    syncproof(args).output().expect("the binary runs").into()
}

/// A server on a thread of its own, until this is dropped.
pub(crate) struct Server {
    pub(crate) url: String,
    _stop: oneshot::Sender<()>,
}

impl Server {
    /// Serves what `wrap` makes of the reference.
    pub(crate) fn start(profile: Profile, wrap: impl FnOnce(Router) -> Router + Send + 'static) -> Self {
        let account = Sid::parse(SidPrefix::Account, ACCOUNT).unwrap();
        let access = Access { account, token: TOKEN.to_owned() };
        let engine = Arc::new(Engine::new(Config { profile: Arc::new(profile), access }).unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let (started, start) = mpsc::channel();
        std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async move {
                let running = Running::start(wrap(app(engine)), ([127, 0, 0, 1], 0).into()).await.unwrap();
                started.send(running.url()).unwrap();
                let _ = stopped.await;
            });
        });
        Self { url: start.recv().unwrap(), _stop: stop }
    }
}

impl Server {
    /// Posts a form, as the account that the binary uses, and gives the answer's body.
    pub(crate) fn post(&self, path: &str, form: &str) -> Value {
        let body = CallBody::Raw(form.as_bytes().to_vec(), Some("application/x-www-form-urlencoded".to_owned()));
        self.call(Call { method: "POST".to_owned(), path: path.to_owned(), body, ..Call::default() })
    }

    /// Fetches, likewise.
    pub(crate) fn get(&self, path: &str) -> Value {
        self.call(Call { method: "GET".to_owned(), path: path.to_owned(), ..Call::default() })
    }

    /// The SIDs of all Services.
    pub(crate) fn services(&self) -> Vec<String> {
        let services = self.get("/Services?PageSize=100")["services"].as_array().unwrap().clone();
        services.iter().map(|service| service["sid"].as_str().unwrap().to_owned()).collect()
    }

    fn call(&self, call: Call) -> Value {
        let credentials = Credentials { user: ACCOUNT.to_owned(), secret: TOKEN.to_owned() };
        let client = Client::new(&Transport::default(), Limits::default()).unwrap();
        let target = Target::new(&self.url, credentials, client, Duration::ZERO).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(call_target(&target, call)).unwrap().answer.json.unwrap()
    }
}

/// A router in front of another: `change` sees each request and hands it on, or not.
pub(crate) fn in_front<F, R>(inner: Router, change: F) -> Router
where
    F: Fn(Request, Router) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response> + Send + 'static,
{
    Router::new().fallback(move |request: Request| change(request, inner.clone()))
}

/// Hands a request on.
pub(crate) async fn pass(request: Request, inner: Router) -> Response {
    tower::ServiceExt::oneshot(inner, request).await.unwrap_or_else(|never| match never {})
}

/// Changes the JSON body of a response.
pub(crate) async fn change_body(response: Response, change: impl FnOnce(&mut Value)) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let mut value: Value = serde_json::from_slice(&bytes).unwrap();
    change(&mut value);
    parts.headers.remove("content-length");
    Response::from_parts(parts, Body::from(value.to_string()))
}

/// The same response, which breaks off in the midst of its body.
pub(crate) fn cut_off(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove("content-length");
    Response::from_parts(parts, Body::new(Limited::new(body, 1)))
}

/// A file in a folder that goes when the guard is dropped.
pub(crate) fn scratch(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    (folder, file)
}
