//! The walk: which exchanges are pictured, read from `walk.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use syncproof_api::{Condition, Operation, Profile, Resource};

use super::template;
use crate::session::Identity;

const STANDARD: &str = include_str!("walk.toml");

/// What `follow` asks for instead of a path.
const NEXT_PAGE: &str = "GET the next page";

/// All exchanges, in the order in which they are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The exchanges.
    pub entries: Vec<Entry>,
}

/// One exchange: what is sent, and what is expected in the largest sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `<folder>/<what>`: the file of its picture.
    pub name: String,
    /// HTTP method.
    pub method: String,
    /// Path below the base URL with its query, and with names in braces; empty if another page is followed.
    pub path: String,
    /// The body.
    pub(super) body: Sent,
    /// The exchange whose next page this one asks for.
    pub(super) follow: Option<String>,
    /// `If-Match`, with names in braces.
    pub(super) if_match: Option<String>,
    /// Whose credentials are sent.
    pub(super) identity: Identity,
    /// What the answer is kept as.
    pub(super) bind: Option<String>,
    /// What it may be refused as; if empty, it is to succeed.
    pub refused: Vec<Condition>,
    /// Whether the documents leave open if it is refused.
    pub(super) open: bool,
    /// The profile that nevertheless says it.
    pub(super) pinned: Option<String>,
    /// The operation, if it is one of the API's.
    pub operation: Option<Operation>,
}

/// What is sent as a body, with names in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    Nothing,
    Form(BTreeMap<String, String>),
    /// As it stands, as a form.
    Raw(String),
}

/// Why a walk cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// Not TOML, or not the fields of a walk.
    #[error("the walk cannot be read: {0}")]
    Syntax(#[from] Box<toml::de::Error>),
    /// An exchange that makes no sense.
    #[error("exchange '{name}': {problem}")]
    Entry {
        /// Its name.
        name: String,
        /// What is wrong.
        problem: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    exchange: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    name: String,
    request: String,
    form: Option<BTreeMap<String, String>>,
    body: Option<String>,
    follow: Option<String>,
    if_match: Option<String>,
    identity: Option<String>,
    bind: Option<String>,
    #[serde(default)]
    refused: Vec<String>,
    #[serde(default)]
    open: bool,
    pinned: Option<String>,
}

impl Walk {
    /// The walk that comes with this.
    ///
    /// # Panics
    ///
    /// Never: that the bundled text is well formed is tested.
    pub fn standard() -> Self {
        Self::parse(STANDARD).expect("the bundled walk is well formed: see the tests")
    }

    /// Reads a walk from TOML.
    pub fn parse(text: &str) -> Result<Self, WalkError> {
        let file: File = toml::from_str(text).map_err(Box::new)?;
        let mut entries = Vec::new();
        for raw in file.exchange {
            let name = raw.name.clone();
            entries.push(entry(raw, &entries).map_err(|problem| WalkError::Entry { name, problem })?);
        }
        Ok(Self { entries })
    }
}

impl Entry {
    /// The resource's folder.
    pub fn folder(&self) -> &str {
        self.name.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether this profile leaves open if it is refused.
    pub fn is_open_in(&self, profile: &Profile) -> bool {
        self.open && !self.pinned.as_ref().is_some_and(|pinned| profile.is_a(pinned))
    }

    /// Whether the answer is one page of several, in an order that is a service's own: it may show any of the collection.
    pub(super) fn shows_any(&self) -> bool {
        let ordered = self.operation.is_some_and(|o| matches!(o.resource, Resource::ListItem | Resource::MapItem));
        self.path.contains("PageSize=") && !ordered
    }

    /// What is sent, as people read it: the request, then a line for each parameter and header. The same for every target.
    pub fn request(&self) -> String {
        let mut lines = match &self.follow {
            Some(other) => vec![format!("{NEXT_PAGE} of {other}")],
            None => vec![format!("{} {}", self.method, self.path)],
        };
        match &self.body {
            Sent::Nothing => {}
            Sent::Form(pairs) if pairs.is_empty() => lines.push("  (an empty form)".to_owned()),
            Sent::Form(pairs) => lines.extend(pairs.iter().map(|(name, value)| format!("  {name}: {value}"))),
            Sent::Raw(text) => lines.push(format!("  {text}")),
        }
        lines.extend(self.if_match.as_ref().map(|value| format!("  If-Match: {value}")));
        match self.identity {
            Identity::Impostor => lines.push("  (with a wrong secret)".to_owned()),
            Identity::Nobody => lines.push("  (without credentials)".to_owned()),
            Identity::Own | Identity::Stranger => {}
        }
        // No spaces at the ends of lines: reviewers' editors take them away.
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
    }
}

fn entry(raw: RawEntry, before: &[Entry]) -> Result<Entry, String> {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if raw.name.split('/').count() != 2 || !raw.name.split('/').all(plain) {
        return Err("a name is a folder and a word of a-z, 0-9 and '-', with a '/' between them".to_owned());
    }
    let earlier = |name: &str| before.iter().find(|entry| entry.name == name);
    if earlier(&raw.name).is_some() {
        return Err("there are two of that name".to_owned());
    }
    let (method, path, operation) = match &raw.follow {
        Some(_) if raw.request != NEXT_PAGE => return Err(format!("what follows asks for '{NEXT_PAGE}'")),
        Some(other) => {
            let first = earlier(other).ok_or_else(|| format!("it follows '{other}', which does not come before it"))?;
            ("GET", "", first.operation)
        }
        None => {
            let request = raw.request.split_once(' ').filter(|(_, path)| path.starts_with('/'));
            let (method, path) = request.ok_or("a request is a method and a path")?;
            (method, path, template::address(path).and_then(|address| address.operation(method)))
        }
    };
    let identity = match raw.identity.as_deref() {
        None => Identity::Own,
        Some("impostor") => Identity::Impostor,
        Some("nobody") => Identity::Nobody,
        Some(other) => return Err(format!("'{other}' is nobody's identity; use impostor or nobody")),
    };
    let body = match (raw.form, raw.body) {
        (Some(_), Some(_)) => return Err("it has a form or a body, not both".to_owned()),
        (Some(form), None) => Sent::Form(form),
        (None, Some(body)) => Sent::Raw(body),
        (None, None) => Sent::Nothing,
    };
    let refused = raw.refused.iter().map(|name| name.parse::<Condition>().map_err(|error| error.to_string()));
    Ok(Entry {
        name: raw.name,
        method: method.to_owned(),
        path: path.to_owned(),
        operation,
        body,
        follow: raw.follow,
        if_match: raw.if_match,
        identity,
        bind: raw.bind,
        refused: refused.collect::<Result<_, _>>()?,
        open: raw.open,
        pinned: raw.pinned,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn problem(text: &str) -> String {
        Walk::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn every_operation_and_every_condition_is_pictured() {
        let walk = Walk::standard();
        let succeeds = |operation: &Operation| {
            walk.entries.iter().any(|e| e.refused.is_empty() && e.operation == Some(*operation))
        };
        let missing: Vec<String> = Operation::all().filter(|o| !succeeds(o)).map(|o| o.to_string()).collect();
        assert_eq!(missing, Vec::<String>::new());
        let refused: BTreeSet<&Condition> = walk.entries.iter().flat_map(|entry| &entry.refused).collect();
        let missing: Vec<&Condition> = Condition::ALL.iter().filter(|c| !refused.contains(c)).collect();
        assert_eq!(missing, Vec::<&Condition>::new());
    }

    #[test]
    fn requests_are_shown_as_they_stand_in_the_walk() {
        let walk = Walk::standard();
        let request = |name: &str| walk.entries.iter().find(|entry| entry.name == name).unwrap().request();
        assert_eq!(
            request("documents/update-if-match"),
            "POST /Services/{service}/Documents/{document}\n  Data: {\"theme\": \"light\"}\n  If-Match: {document.revision}"
        );
        assert_eq!(request("map-items/list-next"), "GET the next page of map-items/list-first");
        assert_eq!(request("services/nobody"), "GET /Services/{service}\n  (without credentials)");
        assert_eq!(request("streams/create-bare"), "POST /Services/{service}/Streams\n  (an empty form)");
    }

    #[test]
    fn mistakes_are_named() {
        let exchange = |rest: &str| problem(&format!("[[exchange]]\nname = 'a/b'\n{rest}"));
        assert!(problem("exchange = 1").starts_with("the walk cannot be read: "));
        assert_eq!(exchange("request = 'GET'"), "exchange 'a/b': a request is a method and a path");
        assert_eq!(
            exchange("request = 'GET /x'\nform = {}\nbody = ''"),
            "exchange 'a/b': it has a form or a body, not both"
        );
        assert_eq!(
            exchange("request = 'GET the next page'\nfollow = 'a/c'"),
            "exchange 'a/b': it follows 'a/c', which does not come before it"
        );
        assert!(
            exchange("request = 'GET /x'\nrefused = ['never']").starts_with("exchange 'a/b': 'never' is not the name")
        );
        assert!(exchange("request = 'GET /x'\nidentity = 'us'").contains("nobody's identity"));
        let twice = "[[exchange]]\nname = 'a/b'\nrequest = 'GET /x'\n".repeat(2);
        assert_eq!(problem(&twice), "exchange 'a/b': there are two of that name");
        assert!(problem("[[exchange]]\nname = '../x'\nrequest = 'GET /x'").contains("a name is a folder"));
    }
}
