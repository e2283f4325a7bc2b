//! The HTTP client: bounded in time and size, without privileges, and recording everything.

mod budget;
mod transport;
mod trouble;

use std::time::{Duration, Instant};

use reqwest::{ClientBuilder, Method, Response, header::HeaderMap, redirect::Policy};

use crate::exchange::{Exchange, Header, Unread, Version};

pub use transport::{HttpVersion, NoRoot, Roots, Transport};
pub use trouble::{Excess, Found, Phase, TlsFault, Trouble};

use budget::Budget;
pub(crate) use budget::Held;

/// Bounds on what one exchange may take, and on what exchanges may take together.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until there is a connection, TLS included.
    pub connect_timeout: Duration,
    /// From the first byte sent to the last received, the making of a connection included.
    pub timeout: Duration,
    /// Largest response body, in bytes.
    pub response_bytes: usize,
    /// Most that the answers of one scenario may take together, in bytes of memory (see [`crate::exchange::Answer::weight`]).
    pub scenario_bytes: usize,
    /// Most that all answers at hand may take together, those included that are still being read, in bytes of memory.
    pub run_bytes: usize,
}

impl Default for Limits {
    /// A page of a hundred objects with 16 KiB of data each, the documented limits of both, is 1.6 MiB. The bounds on
    /// memory are there to keep a run with 8 jobs under 200 MB (seen: 162 MB at most).
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
            response_bytes: 4 << 20,
            scenario_bytes: 32 << 20,
            run_bytes: 64 << 20,
        }
    }
}

/// Largest head of an answer by HTTP/2, in bytes: what hyper takes by HTTP/1.1.
const HEAD: u32 = 408 << 10;

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

/// An HTTP client. Cheap to clone; clones share their connections and what their answers may take together.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// The version of HTTP that is asked for.
    asked: HttpVersion,
    limits: Limits,
    budget: Budget,
}

impl Client {
    /// A client that follows no redirects (credentials must not travel), unpacks nothing (a small answer stays small), knows no proxy and
    /// no cookies.
    pub fn new(transport: &Transport, limits: Limits) -> Result<Self, Trouble> {
        // The process-wide choice of cryptography; an error only means that it has been made before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            ClientBuilder::new()
                .redirect(Policy::none())
                .no_proxy()
                .connect_timeout(limits.connect_timeout)
                .timeout(limits.timeout)
                .http2_max_header_list_size(HEAD)
                .tcp_nodelay(true)
                .user_agent(concat!("syncproof/", env!("CARGO_PKG_VERSION")))
        };
        let http = transport.build(builder).map_err(|e| Trouble::SetUp(trouble::reason(&e)))?;
        Ok(Self { http, asked: transport.http, limits, budget: Budget::new(limits.run_bytes) })
    }

    /// The bounds it keeps to.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&self, out: Outgoing) -> Result<Exchange, Trouble> {
        let request = self.request(&out)?;
        let started = Instant::now();
        let trouble = |error: reqwest::Error, during| Trouble::of(&error, &out, during, self.asked, &self.limits);
        let response = self.http.execute(request).await.map_err(|e| trouble(e, Phase::Head))?;
        let (status, version) = (response.status().as_u16(), Version::of(response.version()));
        let headers = headers(response.headers());
        let too_large = |excess| Trouble::TooLarge { method: out.method.clone(), url: out.url.clone(), excess };
        let mut held = self.budget.hold();
        let body = self.body(response, &mut held, trouble, too_large).await?;
        let unread = Unread::new(status, version, headers, body).map_err(too_large)?;
        // Before it is read: values take much more than their text.
        held.reach(unread.weight()).map_err(too_large)?;
        let answer = unread.read().held(held);
        Ok(Exchange {
            method: out.method,
            url: out.url,
            request_headers: out.headers,
            request_body: out.body,
            answer,
            elapsed: started.elapsed(),
        })
    }

    /// Reads a body, no further than its bounds.
    async fn body(
        &self,
        mut response: Response,
        held: &mut Held,
        trouble: impl Fn(reqwest::Error, Phase) -> Trouble,
        too_large: impl Fn(Excess) -> Trouble,
    ) -> Result<Vec<u8>, Trouble> {
        let limit = self.limits.response_bytes;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| trouble(e, Phase::Body))? {
            if body.len() + chunk.len() > limit {
                return Err(too_large(Excess::Body(limit)));
            }
            held.reach(body.len() + chunk.len()).map_err(&too_large)?;
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn request(&self, out: &Outgoing) -> Result<reqwest::Request, Trouble> {
        let unsendable =
            |reason: String| Trouble::Unsendable { method: out.method.clone(), url: out.url.clone(), reason };
        let method = Method::from_bytes(out.method.as_bytes()).map_err(|e| unsendable(e.to_string()))?;
        let mut builder = self.http.request(method, &out.url).body(out.body.clone());
        for (name, value) in &out.headers {
            builder = builder.header(name, value.as_bytes());
        }
        builder.build().map_err(|e| unsendable(trouble::reason(&e)))
    }
}

fn headers(map: &HeaderMap) -> Vec<Header> {
    map.iter().map(|(n, v)| (n.as_str().to_owned(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect()
}
