//! The conversation of one scenario with the target: calls, their transcript, and what they created.

use std::{sync::Arc, time::Duration};

use syncproof_api::{Address, form};

use crate::{
    client::{Outgoing, Trouble},
    exchange::{Answer, Exchange, Header},
    target::{Credentials, Target},
};

/// Which credentials a call carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Identity {
    /// Those of the target.
    #[default]
    Own,
    /// None at all.
    Nobody,
    /// The right user with a wrong secret.
    Impostor,
    /// Another user with the right secret.
    Stranger,
}

/// The body of a call.
#[derive(Debug, Clone, Default)]
pub enum Body {
    /// No body and no content type.
    #[default]
    None,
    /// A form, encoded as the documents demand.
    Form(Vec<(String, String)>),
    /// Any bytes, with this content type if any.
    Raw(Vec<u8>, Option<String>),
}

/// One call.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// HTTP method.
    pub method: String,
    /// Path below the base URL, or an absolute URL.
    pub url: String,
    /// Query, already encoded; empty for none.
    pub query: String,
    /// Body.
    pub body: Body,
    /// `If-Match` header.
    pub if_match: Option<String>,
    /// Credentials.
    pub identity: Identity,
}

impl Call {
    /// A call of an address.
    pub fn to(method: &str, address: &Address) -> Self {
        Self { method: method.to_owned(), url: address.path(), ..Self::default() }
    }
}

/// The conversation of one scenario.
#[derive(Debug)]
pub struct Session {
    target: Arc<Target>,
    transcript: Vec<Exchange>,
}

impl Session {
    /// A conversation that has not begun.
    pub fn new(target: Arc<Target>) -> Self {
        Self { target, transcript: Vec::new() }
    }

    /// The target.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// All exchanges so far.
    pub fn transcript(&self) -> &[Exchange] {
        &self.transcript
    }

    /// Takes the transcript out, for reports.
    pub fn take_transcript(&mut self) -> Vec<Exchange> {
        std::mem::take(&mut self.transcript)
    }

    /// Notes an exchange that was made with [`call_target`]: one of several at the same time.
    pub fn note(&mut self, exchange: Exchange) {
        self.transcript.push(exchange);
    }

    /// Calls the target and notes the exchange.
    pub async fn call(&mut self, call: Call) -> Result<&Exchange, Trouble> {
        let exchange = call_target(&self.target, call).await?;
        self.transcript.push(exchange);
        // Just pushed.
        Ok(&self.transcript[self.transcript.len() - 1])
    }
}

/// Calls the target without noting the exchange: for set-up and clean-up. A 429 was never processed, so the call is made again after the
/// pause that the target asks for.
pub async fn call_target(target: &Target, call: Call) -> Result<Exchange, Trouble> {
    let out = outgoing(target, call);
    let mut pause = FIRST_PAUSE;
    for _ in 0..ATTEMPTS {
        let exchange = target.client.send(out.clone()).await?;
        if exchange.answer.status != 429 {
            return Ok(exchange);
        }
        tokio::time::sleep(asked_pause(&exchange.answer).unwrap_or(pause).min(LONGEST_PAUSE)).await;
        pause *= 2;
    }
    Err(Trouble::Throttled { method: out.method, url: out.url })
}

/// How often a call is made that is answered 429, and the pauses in between. Together they outlast the 10 s over which the documented
/// rates are averaged (limits page).
const ATTEMPTS: usize = 8;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The pause that a `Retry-After` header in seconds asks for.
fn asked_pause(answer: &Answer) -> Option<Duration> {
    answer.header("retry-after")?.trim().parse().ok().map(Duration::from_secs)
}

fn outgoing(target: &Target, call: Call) -> Outgoing {
    let mut headers: Vec<Header> = vec![("accept".to_owned(), "application/json".to_owned())];
    match call.identity {
        Identity::Own => headers.push(target.credentials.header()),
        Identity::Nobody => {}
        Identity::Impostor => {
            let credentials = Credentials { secret: "not-the-secret".to_owned(), ..target.credentials.clone() };
            headers.push(credentials.header());
        }
        Identity::Stranger => {
            // Well-formed, and nobody's.
            let user = "AC00000000000000000000000000000bad".to_owned();
            headers.push(Credentials { user, ..target.credentials.clone() }.header());
        }
    }
    let content_type = |kind: &str| ("content-type".to_owned(), kind.to_owned());
    let body = match call.body {
        Body::None => Vec::new(),
        Body::Form(pairs) => {
            headers.push(content_type("application/x-www-form-urlencoded"));
            form::encode(&pairs).into_bytes()
        }
        Body::Raw(bytes, kind) => {
            headers.extend(kind.as_deref().map(content_type));
            bytes
        }
    };
    headers.extend(call.if_match.map(|value| ("if-match".to_owned(), value)));
    let mut url = if call.url.contains("://") { call.url } else { format!("{}{}", target.base, call.url) };
    if !call.query.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&call.query);
    }
    Outgoing { method: call.method, url, headers, body }
}
