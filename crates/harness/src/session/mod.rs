//! The conversation of one scenario with the target: calls, their transcript, and what they created.

mod fate;
mod patience;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use syncproof_api::{Address, form};

use crate::{
    client::{Outgoing, Trouble},
    exchange::{Exchange, Header},
    target::{Credentials, Target},
};

pub use patience::call_target;

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
    /// Whatever comes of it is wanted as it is, even if that is no answer: the call is made again only after a 429.
    pub once: bool,
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
