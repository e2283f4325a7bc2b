//! Who we are at a target. Secrets come from the environment or from a file, never from the command line.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use syncproof_harness::target::{Credentials, base_url, is_on_this_machine};

use crate::failure::Failure;

/// The account that `serve` and the embedded reference take when none is named.
pub(crate) const LOOPBACK_ACCOUNT: &str = "AC10097bac10097bac10097bac10097bac";

/// Its token: no secret, for it only opens what runs on this machine.
pub(crate) const LOOPBACK_TOKEN: &str = "syncproof-loopback-token";

/// The largest file of credentials, in bytes.
const MOST_BYTES: u64 = 64 << 10;

/// Where the credentials are, if not in the environment.
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "the doc comment is a help text, shown as it stands")]
pub(crate) struct CredentialsArg {
    /// TOML file with account_sid and auth_token, or api_key and api_secret; without it, TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or
    /// TWILIO_API_KEY and TWILIO_API_SECRET, of the environment
    #[arg(long, value_name = "FILE")]
    pub(crate) credentials: Option<PathBuf>,
}

/// A file of credentials.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    account_sid: Option<String>,
    auth_token: Option<String>,
    api_key: Option<String>,
    api_secret: Option<String>,
}

/// The credentials of the embedded reference.
pub(crate) fn loopback() -> Credentials {
    Credentials { user: LOOPBACK_ACCOUNT.to_owned(), secret: LOOPBACK_TOKEN.to_owned() }
}

/// The credentials for a target that we start on this machine: it may go without.
pub(crate) fn for_launched(from: &CredentialsArg) -> Result<Credentials, Failure> {
    match &from.credentials {
        Some(file) => read(file),
        None => Ok(from_environment().unwrap_or_else(loopback)),
    }
}

/// The credentials for a target: from the file if one is named, else from the environment. A target on this machine may go without.
pub(crate) fn for_target(url: &str, from: &CredentialsArg) -> Result<Credentials, Failure> {
    let url = base_url(url).map_err(Failure::usage)?;
    if let Some(file) = &from.credentials {
        return read(file);
    }
    match from_environment() {
        Some(credentials) => Ok(credentials),
        None if is_on_this_machine(&url) => Ok(loopback()),
        None => Err(Failure::usage(
            "no credentials for the target: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, or \
             name a file with --credentials",
        )),
    }
}

/// The credentials that our own server takes: from the file if one is named, else the account in the environment, else those that
/// everybody knows.
pub(crate) fn for_serving(from: &CredentialsArg) -> Result<Credentials, Failure> {
    match &from.credentials {
        Some(file) => read(file),
        None => Ok(pair("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN").unwrap_or_else(loopback)),
    }
}

/// The credentials in the environment. The account's come first, for they are those that our own server takes.
fn from_environment() -> Option<Credentials> {
    pair("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN").or_else(|| pair("TWILIO_API_KEY", "TWILIO_API_SECRET"))
}

fn pair(user: &str, secret: &str) -> Option<Credentials> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Some(Credentials { user: variable(user)?, secret: variable(secret)? })
}

fn read(path: &Path) -> Result<Credentials, Failure> {
    let fail = |problem: &str| Failure::usage(format!("the credentials {}: {problem}", path.display()));
    let unreadable = |error: std::io::Error| fail(&format!("cannot be read: {error}"));
    if std::fs::metadata(path).map_err(unreadable)?.len() > MOST_BYTES {
        return Err(fail(&format!("the file is larger than {MOST_BYTES} bytes")));
    }
    parse(&std::fs::read_to_string(path).map_err(unreadable)?).map_err(|problem| fail(&problem))
}

/// Reads the text of a file of credentials. What is wrong is told without showing any of it.
fn parse(text: &str) -> Result<Credentials, String> {
    const WANTED: &str = "write account_sid and auth_token, or api_key and api_secret, and nothing else";
    let file: File = toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        format!("line {} is not right; {WANTED}", before.matches('\n').count() + 1)
    })?;
    let (user, secret) = match (file.account_sid, file.auth_token, file.api_key, file.api_secret) {
        (Some(user), Some(secret), None, None) | (None, None, Some(user), Some(secret)) => Ok((user, secret)),
        _ => Err(WANTED.to_owned()),
    }?;
    if user.is_empty() || secret.is_empty() {
        return Err(format!("one of them is empty; {WANTED}"));
    }
    Ok(Credentials { user, secret })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_an_account_or_a_key() {
        let account = parse("account_sid = 'AC1'\nauth_token = 'hush'\n").unwrap();
        assert_eq!((account.user.as_str(), account.secret.as_str()), ("AC1", "hush"));
        let key = parse("api_key = 'SK1'\napi_secret = 'hush'\n").unwrap();
        assert_eq!((key.user.as_str(), key.secret.as_str()), ("SK1", "hush"));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_without_showing_any_of_it() {
        for (text, problem) in [
            ("account_sid = 'hush1'\nauth_token = 'hush2", "line 2 is not right; "),
            ("account_sid = 'hush1'\nauth_tokn = 'hush2'", "line 2 is not right; "),
            ("account_sid = 'hush1'\nauth_token = 77", "line 2 is not right; "),
            ("hush", "line 1 is not right; "),
            ("account_sid = 'hush1'", "write account_sid and auth_token, or"),
            ("account_sid = 'hush1'\napi_secret = 'hush2'", "write account_sid and auth_token, or"),
            ("account_sid = 'a'\nauth_token = 'hush'\napi_key = 'b'\napi_secret = 'hush'", "write account_sid and"),
            ("account_sid = 'hush1'\nauth_token = ''", "one of them is empty; "),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.starts_with(problem), "{text}: {message}");
            assert!(!message.contains("hush") && !message.contains("77"), "{message}");
        }
    }
}
