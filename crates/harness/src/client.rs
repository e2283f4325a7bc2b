//! The HTTP client: bounded in time and size, without privileges, and recording everything.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use reqwest::{Method, header::HeaderMap, redirect::Policy};

use crate::{
    exchange::{Answer, Exchange, Header},
    manners::Cause,
};

/// Bounds on a single exchange.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the first byte sent to the last received.
    pub timeout: Duration,
    /// Largest response body, in bytes.
    pub response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // A full page of 1,000 items of 16 KiB is 16 MiB.
        Self { timeout: Duration::from_secs(10), response_bytes: 32 << 20 }
    }
}

/// Why a request did not come to an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The client itself could not be set up.
    #[error("the http client cannot be set up: {0}")]
    SetUp(String),
    /// The URL, a header or the method cannot be sent.
    #[error("cannot send {method} {url}: {reason}")]
    Unsendable {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No connection.
    #[error("cannot connect to {origin}: {reason}; is the target running there?")]
    Unreachable {
        /// Scheme, host and port.
        origin: String,
        /// What the operating system says.
        reason: String,
    },
    /// Nothing, or not all of it, within the time allowed.
    #[error("no complete answer within {} s to {method} {url}", .limit.as_secs_f32())]
    TimedOut {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// The time allowed.
        limit: Duration,
    },
    /// The connection ended early, or what came was no HTTP.
    #[error("the answer to {method} {url} broke off: {reason}")]
    BrokenOff {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// What happened.
        reason: String,
    },
    /// Too many requests, and waiting did not help.
    #[error("{method} {url} was answered 429 again and again; use fewer --jobs, or ask for a higher rate")]
    Throttled {
        /// Method.
        method: String,
        /// URL.
        url: String,
    },
    /// The answer to a write was lost, and whether the write was carried out cannot be known well enough to send it again.
    #[error(
        "the answer to {method} {url} was lost ({cause}) and it may have been carried out: {found}; so it was not sent again"
    )]
    Lost {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// What came instead of the answer.
        cause: Cause,
        /// What was found when the target was asked about it.
        found: Found,
    },
    /// The target has fallen silent, and is asked no more.
    #[error("the target is given up: {reason}")]
    GivenUp {
        /// Why.
        reason: String,
    },
    /// More than is taken in.
    #[error("the answer to {method} {url} is larger than {limit} bytes")]
    TooLarge {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// The limit.
        limit: usize,
    },
}

/// What is found when a target is asked what became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Found {
    /// Nothing is where it was to delete.
    #[error("what it was to delete is gone")]
    Gone,
    /// The revision is another than before.
    #[error("what it was to change has changed since")]
    Changed,
    /// There is what it was to create, or another thing of that name.
    #[error("what it was to create is there")]
    Created,
    /// The target was not asked, for no answer would tell.
    #[error("no reading can tell")]
    Untold,
    /// The answer, of this status, does not tell.
    #[error("a reading that could tell was answered {0}")]
    Status(u16),
    /// There was no answer.
    #[error("a reading that could tell came to no answer")]
    NoAnswer,
}

impl Trouble {
    /// Whether the request may have been carried out all the same.
    pub fn leaves_traces(&self) -> bool {
        matches!(self, Self::TimedOut { .. } | Self::BrokenOff { .. } | Self::Lost { .. } | Self::TooLarge { .. })
    }
}

/// A request as it goes out.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// HTTP method, any text that HTTP allows.
    pub method: String,
    /// Absolute URL.
    pub url: String,
    /// All headers, credentials included.
    pub headers: Vec<Header>,
    /// The body, whatever its bytes.
    pub body: Vec<u8>,
}

/// An HTTP client. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// A client that follows no redirects (credentials must not travel), knows no proxy and reads no environment.
    pub fn new(limits: Limits) -> Result<Self, Trouble> {
        // The process-wide choice of cryptography; an error only means that it has been made before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(limits.timeout)
            .tcp_nodelay(true)
            .user_agent(concat!("syncproof/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|e| Trouble::SetUp(reason(&e)))?;
        Ok(Self { http, limits })
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&self, out: Outgoing) -> Result<Exchange, Trouble> {
        let request = self.request(&out)?;
        let started = Instant::now();
        let mut response = self.http.execute(request).await.map_err(|e| self.trouble(&out, &e))?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| self.trouble(&out, &e))? {
            if body.len() + chunk.len() > self.limits.response_bytes {
                return Err(Trouble::TooLarge { method: out.method, url: out.url, limit: self.limits.response_bytes });
            }
            body.extend_from_slice(&chunk);
        }
        let json = std::str::from_utf8(&body).ok().and_then(|text| syncproof_api::json::parse(text).ok());
        let answer = Answer { status: response.status().as_u16(), headers: headers(response.headers()), body, json };
        Ok(Exchange {
            method: out.method,
            url: out.url,
            request_headers: out.headers,
            request_body: out.body,
            answer,
            elapsed: started.elapsed(),
        })
    }

    fn request(&self, out: &Outgoing) -> Result<reqwest::Request, Trouble> {
        let unsendable =
            |reason: String| Trouble::Unsendable { method: out.method.clone(), url: out.url.clone(), reason };
        let method = Method::from_bytes(out.method.as_bytes()).map_err(|e| unsendable(e.to_string()))?;
        let mut builder = self.http.request(method, &out.url).body(out.body.clone());
        for (name, value) in &out.headers {
            builder = builder.header(name, value.as_bytes());
        }
        builder.build().map_err(|e| unsendable(reason(&e)))
    }

    fn trouble(&self, out: &Outgoing, error: &reqwest::Error) -> Trouble {
        let (method, url) = (out.method.clone(), out.url.clone());
        if error.is_timeout() {
            Trouble::TimedOut { method, url, limit: self.limits.timeout }
        } else if error.is_connect() {
            let origin = error.url().map_or(url, |u| u.origin().ascii_serialization());
            Trouble::Unreachable { origin, reason: reason(error) }
        } else {
            Trouble::BrokenOff { method, url, reason: reason(error) }
        }
    }
}

/// The innermost cause, which is the one that says something.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn headers(map: &HeaderMap) -> Vec<Header> {
    map.iter().map(|(n, v)| (n.as_str().to_owned(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect()
}
