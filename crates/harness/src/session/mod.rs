//! The conversation of one scenario with the target: calls, their transcript, and what they created.

mod fate;
mod patience;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use syncproof_api::{Address, form};

use crate::{
    client::{Excess, Outgoing, Trouble},
    exchange::{Exchange, Header},
    target::{Credentials, Target},
    text::{LINE, printable},
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
    /// Path below the base URL, with a slash at its beginning; a query may be part of it.
    pub path: String,
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
        Self { method: method.to_owned(), path: address.path(), ..Self::default() }
    }
}

/// The conversation of one scenario.
#[derive(Debug)]
pub struct Session {
    target: Arc<Target>,
    transcript: Vec<Exchange>,
    /// What the answers of the transcript take in memory, in bytes.
    weight: usize,
}

impl Session {
    /// A conversation that has not begun.
    pub fn new(target: Arc<Target>) -> Self {
        Self { target, transcript: Vec::new(), weight: 0 }
    }

    /// The target.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// All exchanges so far.
    pub fn transcript(&self) -> &[Exchange] {
        &self.transcript
    }

    /// Notes an exchange that was made with [`call_target`]: one of several at the same time. With the one that makes the transcript too
    /// large, the scenario is in trouble.
    pub fn note(&mut self, exchange: Exchange) -> Result<(), Trouble> {
        let limit = self.target.client.limits().scenario_bytes;
        self.weight = self.weight.saturating_add(exchange.answer.weight());
        let (method, url) = (exchange.method.clone(), exchange.url.clone());
        self.transcript.push(exchange);
        if self.weight > limit {
            return Err(Trouble::TooLarge { method, url, excess: Excess::Scenario(limit) });
        }
        Ok(())
    }

    /// Forgets the exchanges but the first `kept`: those that are about to be made anew.
    pub fn forget(&mut self, kept: usize) {
        let forgotten = self.transcript.drain(kept.min(self.transcript.len())..);
        let weight: usize = forgotten.map(|exchange| exchange.answer.weight()).sum();
        self.weight = self.weight.saturating_sub(weight);
    }

    /// Calls the target and notes the exchange.
    pub async fn call(&mut self, call: Call) -> Result<&Exchange, Trouble> {
        let exchange = call_target(&self.target, call).await?;
        self.note(exchange)?;
        // Just pushed.
        Ok(&self.transcript[self.transcript.len() - 1])
    }
}

fn outgoing(target: &Target, call: Call) -> Result<Outgoing, Trouble> {
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
    let path = if call.query.is_empty() {
        call.path
    } else {
        let separator = if call.path.contains('?') { '&' } else { '?' };
        format!("{}{separator}{}", call.path, call.query)
    };
    let unsendable = |reason| Trouble::Unsendable { method: call.method.clone(), url: printable(&path, LINE), reason };
    let url = target.url(&path).map_err(|error| unsendable(error.to_string()))?;
    Ok(Outgoing { method: call.method, url, headers, body })
}
