//! What is tested: where it is, who we are there, and whether its time can be moved.

use std::{fmt, net::IpAddr, sync::Arc, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use reqwest::Url;

use crate::{
    client::Client,
    exchange::Header,
    manners::{Conversation, Manners, Settings},
    redact::Secrets,
    text::acts,
};

/// Time that can be moved forward, which only the bundled reference offers.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Lets `by` pass for the Service with this SID, and for no other.
    fn advance(&self, service: &str, by: Duration);
}

/// User name and password of HTTP Basic authentication: account SID and auth token, or API key SID and secret.
#[derive(Clone)]
pub struct Credentials {
    /// Account SID or API key SID.
    pub user: String,
    /// Auth token or API key secret.
    pub secret: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({}, [redacted])", self.user)
    }
}

impl Credentials {
    /// The `Authorization` header (RFC 7617).
    pub fn header(&self) -> Header {
        let pair = BASE64_STANDARD.encode(format!("{}:{}", self.user, self.secret));
        ("authorization".to_owned(), format!("Basic {pair}"))
    }

    /// What must never be shown.
    pub fn secrets(&self) -> Secrets {
        Secrets::none().with_basic(&self.user, &self.secret)
    }
}

/// Why a target cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Not an absolute http(s) URL.
    #[error("'{url}' is not a base url: {reason}; write it like https://sync.twilio.com/v1")]
    BadUrl {
        /// What was given.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Why a path leads nowhere at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// It would not stay below the base URL, or not where it seems to lead.
    #[error("the path leads away from the base url, or has a segment '.' or '..'")]
    LeadsAway,
    /// It is longer than anything this client sends.
    #[error("the path is longer than {MAX_PATH} bytes")]
    TooLong,
}

/// Longest path that is sent, in bytes. Names of the suite stay far below; the bound is for what a target gives to follow.
pub const MAX_PATH: usize = 16 << 10;

/// A target of a run.
#[derive(Debug, Clone)]
pub struct Target {
    /// Base URL, without a slash at its end.
    pub base: String,
    /// Who we are.
    pub credentials: Credentials,
    /// If time can be moved.
    pub clock: Option<Arc<dyn Clock>>,
    /// How long after its expiry an object may still be seen. The documents promise no time.
    pub expiry_grace: Duration,
    /// The client.
    pub client: Client,
    /// How it is treated.
    pub manners: Arc<Manners>,
    /// What has been seen of it: by all who have this, in set-up and clean-up, or by one scenario.
    pub conversation: Arc<Conversation>,
}

impl Target {
    /// A target at `url`. A URL without a path gets `/v1`, where the API lives.
    pub fn new(
        url: &str,
        credentials: Credentials,
        client: Client,
        expiry_grace: Duration,
    ) -> Result<Self, TargetError> {
        let base = base_url(url)?;
        Ok(Self {
            base,
            credentials,
            clock: None,
            expiry_grace,
            client,
            manners: Arc::default(),
            conversation: Arc::default(),
        })
    }

    /// The same target, treated like this.
    #[must_use]
    pub fn with_manners(mut self, settings: &Settings) -> Self {
        self.manners = Arc::new(Manners::new(settings));
        self
    }

    /// The absolute URL of a path, which may be the target's own words: with the credentials go requests only to the host of the base URL
    /// and only below its path. URLs have `.` and `..` worked off before they are sent, in any spelling; so these are refused.
    pub fn url(&self, path: &str) -> Result<String, PathError> {
        if path.len() > MAX_PATH {
            return Err(PathError::TooLong);
        }
        let only = path.split(['?', '#']).next().unwrap_or_default();
        // Readers of URLs leave control characters out, and take a backslash for a slash. In a query they are no better.
        if !(only.is_empty() || only.starts_with('/'))
            || path.contains(acts)
            || only.contains('\\')
            || only.split('/').any(is_dots)
        {
            return Err(PathError::LeadsAway);
        }
        Ok(format!("{}{path}", self.base))
    }

    /// The same target, treated with the same manners, in a conversation that begins now: that of a scenario.
    #[must_use]
    pub fn for_a_scenario(&self) -> Self {
        Self { conversation: Arc::new(Conversation::of_a_scenario()), ..self.clone() }
    }

    /// How long a listing that seems wrong may take to come right: the sources leave open when it shows what was written. `None` where
    /// nothing is waited for; so it is where time is ours, for there nothing is late.
    pub fn settle(&self) -> Option<Duration> {
        self.manners.settling.allowed().filter(|_| self.clock.is_none())
    }

    /// A listing was right only so long after it was wrong.
    pub fn note_late_listing(&self, after: Duration) {
        self.manners.settling.note_right();
        self.conversation.note_late(after);
    }

    /// A listing stayed wrong for all the time that it may take.
    pub fn note_wrong_listing(&self) {
        self.manners.settling.note_wrong();
    }

    /// The same target with a clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }
}

/// Whether a segment of a path means this place or the one above, in one of the spellings that the URL standard knows.
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Whether a URL leads to this machine, by the name `localhost` or by a loopback address. No name is looked up.
pub fn is_on_this_machine(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let host = url.host_str().unwrap_or_default();
    let number = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host == "localhost" || number.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The base URL that a text means: without a slash at its end, and with `/v1`, where the API lives, if it has no path.
pub fn base_url(text: &str) -> Result<String, TargetError> {
    let bad = |reason: &str| TargetError::BadUrl { url: text.to_owned(), reason: reason.to_owned() };
    let url = Url::parse(text).map_err(|e| bad(&e.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad("the scheme is neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("credentials belong into the environment, not into the url"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(bad("it has a query or a fragment"));
    }
    let path = url.path().trim_end_matches('/');
    let path = if path.is_empty() { "/v1" } else { path };
    Ok(format!("{}{path}", url.origin().ascii_serialization()))
}

#[cfg(test)]
mod tests {
    use syncproof_api::Address;

    use super::*;
    use crate::client::{Limits, Transport};

    #[test]
    fn a_bare_origin_gets_the_version_and_a_path_is_kept() {
        assert_eq!(base_url("http://127.0.0.1:8080").as_deref(), Ok("http://127.0.0.1:8080/v1"));
        assert_eq!(base_url("http://127.0.0.1:8080/v1/").as_deref(), Ok("http://127.0.0.1:8080/v1"));
        assert_eq!(base_url("https://example.com/sync/v1").as_deref(), Ok("https://example.com/sync/v1"));
    }

    #[test]
    fn what_is_no_base_url_is_refused_with_a_reason() {
        let message = |text: &str| base_url(text).unwrap_err().to_string();
        assert!(message("127.0.0.1:8080").contains("is not a base url"));
        assert!(message("ftp://a").contains("neither http nor https"));
        assert!(message("http://u:p@a").contains("environment"));
        assert!(message("http://a/?x=1").contains("query"));
    }

    fn target(base: &str) -> Target {
        let client = Client::new(&Transport::default(), Limits::default()).unwrap();
        let credentials = Credentials { user: "AC1".into(), secret: "hush".into() };
        Target::new(base, credentials, client, Duration::ZERO).unwrap()
    }

    #[test]
    fn no_path_leads_away_from_the_base_url() {
        let target = target("http://h:1/base/v1");
        for path in [
            "Services",
            "@evil/Services",
            "/..",
            "/Services/../../admin",
            "/Services/..",
            "/Services/./x",
            "/Services/%2e%2E/x",
            "/Services/.%2e",
            "/Services\\..\\..\\admin",
            "/Services/.\t./x",
            "/Services/\n../x",
            "/Services/..?x=1",
            "/Services/..#x",
            "http://evil/Services",
            "//../x",
            "/Services?PageToken=\u{1b}[2J",
            "/Services?PageToken=a\nb",
        ] {
            assert_eq!(target.url(path), Err(PathError::LeadsAway), "{path:?}");
        }
        assert_eq!(target.url(&format!("/{}", "x".repeat(MAX_PATH))), Err(PathError::TooLong));
    }

    #[test]
    fn what_is_sent_is_what_was_asked_for() {
        let target = target("http://h:1/base/v1");
        for path in [
            "/Services/IS1/Documents/a%2F..%2Fb",
            "/Services/IS1/Documents/...",
            "/Services/IS1/Documents/%252e%252e",
            "/Services/x://y",
            "/Services//evil/x",
            "/Services/@evil:80/",
            "/Services?PageToken=../../x",
            "/Services?u=http://evil/",
        ] {
            let url = target.url(path).unwrap();
            assert_eq!(Url::parse(&url).unwrap().as_str(), format!("http://h:1/base/v1{path}"));
        }
    }

    #[test]
    fn a_sid_of_the_targets_choice_stays_one_segment() {
        let target = target("http://h:1/v1");
        let url = |sid: &str| target.url(&Address::Service { service: sid.to_owned() }.path());
        assert_eq!(url("../../x").as_deref(), Ok("http://h:1/v1/Services/..%2F..%2Fx"));
        assert_eq!(url("http://evil/").as_deref(), Ok("http://h:1/v1/Services/http%3A%2F%2Fevil%2F"));
        assert_eq!(url("\0\\?#").as_deref(), Ok("http://h:1/v1/Services/%00%5C%3F%23"));
        assert_eq!(url(".."), Err(PathError::LeadsAway));
    }

    #[test]
    fn only_loopback_addresses_and_localhost_are_on_this_machine() {
        for url in [
            "http://127.0.0.1:80/v1",
            "http://127.9.9.9",
            "http://localhost",
            "https://LOCALHOST:1",
            "http://[::1]:8080/",
        ] {
            assert!(is_on_this_machine(url), "{url}");
        }
        for url in [
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "https://sync.twilio.com/v1",
            "http://10.0.0.1",
            "http://0.0.0.0:80",
            "http://localhost@evil",
            "http://evil/@localhost",
            "localhost:80",
            "",
        ] {
            assert!(!is_on_this_machine(url), "{url}");
        }
    }

    #[test]
    fn credentials_do_not_show_their_secret() {
        let credentials = Credentials { user: "AC1".into(), secret: "hush".into() };
        assert_eq!(format!("{credentials:?}"), "Credentials(AC1, [redacted])");
        assert_eq!(credentials.header().1, "Basic QUMxOmh1c2g=");
    }
}
