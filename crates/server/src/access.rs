//! Who may ask: HTTP Basic credentials.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use syncproof_api::Sid;

/// The one pair of credentials that the server takes.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    /// Account SID, the user name.
    pub account: Sid,
    /// Auth token, the password.
    pub token: String,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Access({}, [redacted])", self.account)
    }
}

impl Access {
    /// The account that an `Authorization` header stands for; `None` if it is missing, malformed or wrong.
    pub(crate) fn account(&self, authorization: Option<&str>) -> Option<Sid> {
        let (user, password) = basic(authorization?)?;
        (user == self.account.as_str() && password == self.token).then(|| self.account.clone())
    }
}

/// What faulty doors let in.
impl Access {
    /// As [`Access::account`], but any password will do.
    pub(crate) fn account_of_any_secret(&self, authorization: Option<&str>) -> Option<Sid> {
        let (user, _) = basic(authorization?)?;
        (user == self.account.as_str()).then(|| self.account.clone())
    }

    /// As [`Access::account`], but any user name will do.
    pub(crate) fn account_of_any_user(&self, authorization: Option<&str>) -> Option<Sid> {
        let (_, password) = basic(authorization?)?;
        (password == self.token).then(|| self.account.clone())
    }
}

/// User name and password of a Basic `Authorization` header (RFC 7617).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use syncproof_api::SidPrefix;

    use super::*;

    fn header(user: &str, password: &str) -> String {
        format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
    }

    fn access() -> Access {
        Access { account: Sid::new(SidPrefix::Account, 7), token: "s:ecret".into() }
    }

    #[test]
    fn only_the_right_pair_is_taken() {
        let account = access().account;
        assert_eq!(access().account(Some(&header(account.as_str(), "s:ecret"))), Some(account.clone()));
        for wrong in [
            header(account.as_str(), "other"),
            header("AC1", "s:ecret"),
            "Bearer x".into(),
            "Basic %%%".into(),
            "Basic".into(),
        ] {
            assert_eq!(access().account(Some(&wrong)), None, "{wrong}");
        }
        assert_eq!(access().account(None), None);
    }

    #[test]
    fn the_token_is_not_shown() {
        assert!(!format!("{:?}", access()).contains("ecret"));
    }
}
