//! Why a request did not come to an answer, told apart by cause: who reads it must know what to do.

use std::{error::Error, fmt, io, time::Duration};

use reqwest::Url;

use crate::{
    manners::Cause,
    text::{LINE, printable},
};

use super::{HttpVersion, Limits, Outgoing};

/// Why a request did not come to an answer. What comes from the target is printable and bounded; addresses are as they were asked for.
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
    /// No connection within the time allowed, TLS included.
    #[error(
        "no connection to {origin} within {} s; is the target running there, and does no firewall swallow it? --connect-timeout allows more",
        .limit.as_secs_f32()
    )]
    NoConnection {
        /// Scheme, host and port.
        origin: String,
        /// The time allowed.
        limit: Duration,
    },
    /// A connection, but no TLS that may be trusted.
    #[error("no trusted connection to {origin}: {fault}")]
    Tls {
        /// Scheme, host and port.
        origin: String,
        /// What is wrong with it.
        fault: TlsFault,
    },
    /// Nothing, or not all of it, within the time allowed.
    #[error("{during} within {} s to {method} {url}; --timeout allows more", .limit.as_secs_f32(), during = match .during {
        Phase::Head => "no answer",
        Phase::Body => "no complete answer",
    })]
    TimedOut {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// The time allowed.
        limit: Duration,
        /// How far the answer had come.
        during: Phase,
    },
    /// The connection ended early.
    #[error("the answer to {method} {url} broke off {during}: {reason}", during = match .during {
        Phase::Head => "before its head was complete",
        Phase::Body => "in its body",
    })]
    BrokenOff {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// What happened.
        reason: String,
        /// How far the answer had come.
        during: Phase,
    },
    /// What came is no HTTP, or not the version that was agreed on.
    #[error(
        "what came as answer to {method} {url} is not HTTP: {reason}; is the port right, is it http or https, and is --http what the target speaks?"
    )]
    NotHttp {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// What is wrong with it.
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
    /// Not available, and asking again did not help. The answer itself is given to whoever asked.
    #[error("{method} {url} was answered {status} again and again; is what stands behind it up?")]
    Unavailable {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// HTTP status.
        status: u16,
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
    #[error("the answer to {method} {url} is not taken in: {excess}")]
    TooLarge {
        /// Method.
        method: String,
        /// URL.
        url: String,
        /// Of what there is too much.
        excess: Excess,
    },
}

/// How far an answer had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Not even its head (status and headers) was there.
    Head,
    /// Its head was there.
    Body,
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

/// Of what there is too much in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// Status line and headers: 408 KiB, and 100 headers in HTTP/1.1 (the bounds of hyper).
    #[error("its head is too large")]
    Head,
    /// Bytes of the body.
    #[error("its body has more than {0} bytes")]
    Body(usize),
    /// Levels of nesting in the JSON of the body.
    #[error("its JSON is nested deeper than {0} levels")]
    Depth(usize),
    /// Values in the JSON of the body.
    #[error("its JSON has more than {0} values")]
    Values(usize),
    /// Bytes that the answers of one scenario take together.
    #[error("the answers of this scenario take more than {0} bytes together")]
    Scenario(usize),
    /// Bytes that all answers at hand take together.
    #[error("the answers of all scenarios under way take more than {0} bytes together")]
    Run(usize),
}

/// What is wrong with a TLS connection. The texts are those of the TLS library, printable and bounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TlsFault {
    /// Nobody whom we trust vouches for the certificate.
    Untrusted(String),
    /// The certificate is not valid now.
    OutOfDate(String),
    /// The certificate belongs to another host.
    WrongName(String),
    /// What came is not TLS.
    NotTls(String),
    /// Anything else that keeps the two sides from agreeing.
    Failed(String),
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untrusted(reason) => write!(
                f,
                "its certificate is not trusted ({reason}); name the authority behind it with --ca, or accept any certificate with --insecure"
            ),
            Self::OutOfDate(reason) => {
                write!(
                    f,
                    "its certificate is out of date ({reason}); renew it, or accept any certificate with --insecure"
                )
            }
            Self::WrongName(reason) => write!(
                f,
                "its certificate is for another host ({reason}); use a name that it is for, or accept any certificate with --insecure"
            ),
            Self::NotTls(reason) => {
                write!(f, "what answers there is not TLS ({reason}); if it speaks HTTP in clear, write http for https")
            }
            Self::Failed(reason) => {
                write!(
                    f,
                    "the TLS handshake failed ({reason}); does the target take TLS 1.2 or 1.3, and the version of --http?"
                )
            }
        }
    }
}

impl Trouble {
    /// Whether the request may have been carried out all the same.
    pub fn leaves_traces(&self) -> bool {
        matches!(
            self,
            Self::TimedOut { .. }
                | Self::BrokenOff { .. }
                | Self::NotHttp { .. }
                | Self::Lost { .. }
                | Self::TooLarge { .. }
        )
    }

    /// What tells two causes apart: the same text as [`ToString::to_string`], without the address, which differs although the cause is the
    /// same.
    pub fn cause(&self) -> String {
        let mut trouble = self.clone();
        match &mut trouble {
            Self::TimedOut { method, url, .. }
            | Self::BrokenOff { method, url, .. }
            | Self::NotHttp { method, url, .. }
            | Self::Throttled { method, url }
            | Self::Unavailable { method, url, .. }
            | Self::Lost { method, url, .. }
            | Self::TooLarge { method, url, .. } => {
                method.clear();
                url.clear();
            }
            Self::SetUp(_)
            | Self::Unsendable { .. }
            | Self::Unreachable { .. }
            | Self::NoConnection { .. }
            | Self::GivenUp { .. }
            | Self::Tls { .. } => {}
        }
        trouble.to_string()
    }

    /// What an error of the client means, with the answer to `out` at `during`.
    pub(super) fn of(
        error: &reqwest::Error,
        out: &Outgoing,
        during: Phase,
        http: HttpVersion,
        limits: &Limits,
    ) -> Self {
        let causes = Causes::of(error);
        if error.is_connect() {
            return Self::of_connecting(&causes, origin(&out.url), error.is_timeout(), limits);
        }
        let (method, url, reason) = (out.method.clone(), out.url.clone(), causes.reason());
        if error.is_timeout() {
            Self::TimedOut { method, url, limit: limits.timeout, during }
        } else if causes.exceed_the_head() {
            Self::TooLarge { method, url, excess: Excess::Head }
        } else if causes.break_the_protocol() {
            Self::NotHttp { method, url, reason }
        } else if during == Phase::Head && http == HttpVersion::Http2 {
            // Servers that know only HTTP/1.1 hang up; why is lost in the library.
            let reason = format!("{reason}; if it does not speak HTTP/2, ask for --http 1.1");
            Self::BrokenOff { method, url, reason, during }
        } else {
            Self::BrokenOff { method, url, reason, during }
        }
    }

    fn of_connecting(causes: &Causes<'_>, origin: String, timed_out: bool, limits: &Limits) -> Self {
        if timed_out {
            return Self::NoConnection { origin, limit: limits.connect_timeout };
        }
        if let Some(error) = causes.find::<rustls::Error>() {
            return Self::Tls { origin, fault: tls_fault(error, causes.reason()) };
        }
        if causes.all::<io::Error>().any(|error| error.kind() == io::ErrorKind::UnexpectedEof) {
            let fault = TlsFault::Failed("the connection was closed in the midst of it".to_owned());
            return Self::Tls { origin, fault };
        }
        Self::Unreachable { origin, reason: causes.reason() }
    }
}

fn tls_fault(error: &rustls::Error, reason: String) -> TlsFault {
    use rustls::{CertificateError as Bad, Error};
    match error {
        Error::InvalidCertificate(
            Bad::Expired | Bad::ExpiredContext { .. } | Bad::NotValidYet | Bad::NotValidYetContext { .. },
        ) => TlsFault::OutOfDate(reason),
        Error::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. }) => {
            TlsFault::WrongName(reason)
        }
        Error::InvalidCertificate(_) => TlsFault::Untrusted(reason),
        Error::InvalidMessage(_) => TlsFault::NotTls(reason),
        _ => TlsFault::Failed(reason),
    }
}

/// Scheme, host and port of a URL; all of it if it is none.
fn origin(url: &str) -> String {
    Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.origin().ascii_serialization())
}

/// The most causes that are looked at: no library nests so deep.
const MOST_CAUSES: usize = 32;

/// An error with all that led to it, outermost first.
struct Causes<'a>(Vec<&'a (dyn Error + 'static)>);

impl<'a> Causes<'a> {
    fn of(error: &'a (dyn Error + 'static)) -> Self {
        Self(std::iter::successors(Some(error), |error| inner(*error)).take(MOST_CAUSES).collect())
    }

    fn all<E: Error + 'static>(&self) -> impl Iterator<Item = &'a E> {
        self.0.iter().filter_map(|error| error.downcast_ref())
    }

    fn find<E: Error + 'static>(&self) -> Option<&'a E> {
        self.all().next()
    }

    /// Whether the head of an answer is beyond the bounds of the library.
    fn exceed_the_head(&self) -> bool {
        self.find::<hyper::Error>().is_some_and(hyper::Error::is_parse_too_large)
            || self
                .find::<h2::Error>()
                .is_some_and(|error| error.is_library() && error.reason() == Some(h2::Reason::ENHANCE_YOUR_CALM))
    }

    /// Whether what came cannot be read, not even as the beginning of an answer.
    fn break_the_protocol(&self) -> bool {
        self.find::<hyper::Error>().is_some_and(hyper::Error::is_parse)
            || self.find::<h2::Error>().is_some_and(|error| error.is_library() && !error.is_io())
    }

    /// The innermost, which is the one that says something.
    fn reason(&self) -> String {
        self.0.last().map_or_else(String::new, |error| printable(&error.to_string(), LINE))
    }
}

/// What led to an error. An error wrapped in an `io::Error` is not its source.
fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

/// [`Causes::reason`] of an error.
pub(super) fn reason(error: &(dyn Error + 'static)) -> String {
    Causes::of(error).reason()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cause_has_one_text_whatever_was_asked_for() {
        let broken = |method: &str, url: &str, during| Trouble::BrokenOff {
            method: method.to_owned(),
            url: url.to_owned(),
            reason: "reset".to_owned(),
            during,
        };
        let large = |url: &str, excess| Trouble::TooLarge { method: "GET".to_owned(), url: url.to_owned(), excess };
        assert_eq!(broken("GET", "http://a/1", Phase::Head).cause(), broken("PUT", "http://a/2", Phase::Head).cause());
        assert_ne!(broken("GET", "http://a", Phase::Head).cause(), broken("GET", "http://a", Phase::Body).cause());
        assert_eq!(large("http://a/1", Excess::Head).cause(), large("http://a/2", Excess::Head).cause());
        assert_ne!(large("http://a", Excess::Head).cause(), large("http://a", Excess::Body(1)).cause());
    }

    #[test]
    fn the_reason_is_the_innermost_cause_printable_and_bounded() {
        let inner = io::Error::other(format!("\u{1b}[31m{}", "x".repeat(1000)));
        let outer = io::Error::other(inner);
        let reason = reason(&outer);
        assert!(reason.starts_with("\\u{1b}[31mxxx") && reason.chars().count() < LINE + 40, "{reason}");
    }
}
