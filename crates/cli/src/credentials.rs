//! Who we are at a target. Secrets come from the environment, never from the command line of a run.

use syncproof_harness::target::Credentials;

use crate::failure::Failure;

/// The account that `serve` and the embedded reference take when none is named.
pub(crate) const LOOPBACK_ACCOUNT: &str = "AC10097bac10097bac10097bac10097bac";

/// Its token: no secret, for it only opens what runs on this machine.
pub(crate) const LOOPBACK_TOKEN: &str = "syncproof-loopback-token";

/// The credentials of the embedded reference.
pub(crate) fn loopback() -> Credentials {
    Credentials { user: LOOPBACK_ACCOUNT.to_owned(), secret: LOOPBACK_TOKEN.to_owned() }
}

/// The credentials in the environment.
fn from_environment() -> Option<Credentials> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let pair = |user: &str, secret: &str| Some(Credentials { user: variable(user)?, secret: variable(secret)? });
    pair("TWILIO_API_KEY", "TWILIO_API_SECRET").or_else(|| pair("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"))
}

/// The credentials for a target that we start on this machine: it may go without.
pub(crate) fn for_launched() -> Credentials {
    from_environment().unwrap_or_else(loopback)
}

/// The credentials for a target, from the environment. A target on this machine may go without.
pub(crate) fn for_target(url: &str) -> Result<Credentials, Failure> {
    match from_environment() {
        Some(credentials) => Ok(credentials),
        None if is_loopback(url) => Ok(loopback()),
        None => Err(Failure::usage(
            "no credentials for the target: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
        )),
    }
}

/// Whether a URL leads to this machine by name or number.
fn is_loopback(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for url in ["http://127.0.0.1:80/v1", "http://localhost", "http://[::1]:8080/"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "https://sync.twilio.com/v1",
            "http://10.0.0.1",
            "http://localhost@evil",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
