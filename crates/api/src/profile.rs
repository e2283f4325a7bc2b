//! What "right" means, as data: limits, and for each condition the accepted statuses and codes.
//!
//! Two profiles are bundled ([`Profile::documented`], [`Profile::twilio`]); a user's own is TOML of the same form that may say
//! `extends = "documented"` and then holds only what differs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Deserialize;

use crate::{Capability, Condition};

/// The bundled profiles by name: their TOML text.
const BUNDLED: [(&str, &str); 2] = [
    ("documented", include_str!("../../../profiles/documented.toml")),
    ("twilio", include_str!("../../../profiles/twilio.toml")),
];

/// A complete profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    name: String,
    lineage: Vec<String>,
    /// Sizes, lengths and page sizes.
    pub limits: Limits,
    conditions: BTreeMap<Condition, Rule>,
    capabilities: BTreeMap<Capability, bool>,
}

/// The numbers of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest Data of a Document, List Item or Map Item, in bytes of UTF-8.
    pub data_bytes: usize,
    /// Largest Data of a Stream Message, in bytes of UTF-8.
    pub message_bytes: usize,
    /// Longest unique name, in characters.
    pub name_length: usize,
    /// Longest Map Item key, in characters.
    pub key_length: usize,
    /// Longest identity, in characters.
    pub identity_length: usize,
    /// Longest friendly name of a Service, in characters.
    pub friendly_name_length: usize,
    /// Longest webhook URL of a Service, in characters.
    pub webhook_url_length: usize,
    /// Longest time-to-live, in seconds.
    pub ttl_seconds: i64,
    /// Entries in a page when no `PageSize` is sent.
    pub page_size_default: usize,
    /// Most entries in a page of Services, Documents, Lists, Maps, Streams or Permissions.
    pub page_size_collections: usize,
    /// Most entries in a page of List Items or Map Items.
    pub page_size_items: usize,
}

/// Accepted codes of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// Any integer.
    Any,
    /// One of these.
    OneOf(BTreeSet<i64>),
}

/// What a condition is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Accepted HTTP statuses.
    pub status: BTreeSet<u16>,
    /// Accepted error codes.
    pub codes: Codes,
    /// The status the reference server sends.
    pub sends_status: u16,
    /// The code the reference server sends.
    pub sends_code: i64,
}

impl Rule {
    /// Whether an answer with this status and code is right.
    pub fn accepts(&self, status: u16, code: Option<i64>) -> bool {
        self.status.contains(&status)
            && match &self.codes {
                Codes::Any => code.is_some(),
                Codes::OneOf(codes) => code.is_some_and(|c| codes.contains(&c)),
            }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |items: Vec<String>| items.join(" or ");
        write!(f, "status {}", list(self.status.iter().map(ToString::to_string).collect()))?;
        match &self.codes {
            Codes::Any => f.write_str(", any code"),
            Codes::OneOf(codes) => write!(f, ", code {}", list(codes.iter().map(ToString::to_string).collect())),
        }
    }
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Not TOML, or not the fields of a profile.
    #[error("profile {name}: {source}")]
    Syntax {
        /// The profile's file or name.
        name: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// A `[conditions.…]` table whose name is no condition's.
    #[error("profile {name}: {source}")]
    Condition {
        /// The profile's file or name.
        name: String,
        /// The name in question.
        source: crate::condition::UnknownCondition,
    },
    /// `extends` names no bundled profile.
    #[error("profile {name}: extends '{base}', which is not bundled; use one of {}", bundled_names())]
    UnknownBase {
        /// The profile's file or name.
        name: String,
        /// The name in question.
        base: String,
    },
    /// Neither stated nor inherited.
    #[error("profile {name}: {missing} is missing; state it or extend a bundled profile")]
    Missing {
        /// The profile's file or name.
        name: String,
        /// What is missing.
        missing: String,
    },
    /// A status that says that nothing is wrong.
    #[error("profile {name}: conditions.{condition} has the status {status}, which is no refusal; use 400 to 599")]
    NoRefusal {
        /// The profile's file or name.
        name: String,
        /// The condition.
        condition: Condition,
        /// The status in question.
        status: u16,
    },
    /// Pages of no entries.
    #[error("profile {name}: limits.{limit} is 0, and a listing would never end; use 1 or more")]
    EmptyPages {
        /// The profile's file or name.
        name: String,
        /// The limit in question.
        limit: &'static str,
    },
    /// What the reference server would send is not accepted by the profile itself.
    #[error("profile {name}: conditions.{condition} sends what it does not accept ({rule})")]
    SendsUnaccepted {
        /// The profile's file or name.
        name: String,
        /// The condition.
        condition: Condition,
        /// What is accepted.
        rule: Box<Rule>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    extends: Option<String>,
    #[serde(default)]
    limits: FileLimits,
    #[serde(default)]
    conditions: BTreeMap<String, FileRule>,
    #[serde(default)]
    capabilities: BTreeMap<Capability, bool>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FileLimits {
    data_bytes: Option<usize>,
    message_bytes: Option<usize>,
    name_length: Option<usize>,
    key_length: Option<usize>,
    identity_length: Option<usize>,
    friendly_name_length: Option<usize>,
    webhook_url_length: Option<usize>,
    ttl_seconds: Option<i64>,
    page_size_default: Option<usize>,
    page_size_collections: Option<usize>,
    page_size_items: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    status: BTreeSet<u16>,
    codes: FileCodes,
    sends: Sends,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FileCodes {
    Word(Word),
    List(BTreeSet<i64>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Any,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sends {
    status: u16,
    code: i64,
}

impl Profile {
    /// What the documentation pages say.
    ///
    /// # Panics
    ///
    /// Never: that the bundled text is well formed is tested.
    pub fn documented() -> Self {
        Self::bundled("documented").expect("the bundled profile is well formed: see the tests")
    }

    /// What the live service is known to do.
    ///
    /// # Panics
    ///
    /// Never: that the bundled text is well formed is tested.
    pub fn twilio() -> Self {
        Self::bundled("twilio").expect("the bundled profile is well formed: see the tests")
    }

    /// The bundled profile of that name.
    pub fn bundled(name: &str) -> Option<Self> {
        let (name, text) = BUNDLED.iter().find(|(bundled, _)| *bundled == name)?;
        Self::parse(name, text).ok()
    }

    /// Reads a profile from TOML. `origin` is its file or name, for messages.
    pub fn parse(origin: &str, text: &str) -> Result<Self, ProfileError> {
        let name = || origin.to_owned();
        let file: File =
            toml::from_str(text).map_err(|e| ProfileError::Syntax { name: name(), source: Box::new(e) })?;
        let base = match &file.extends {
            None => None,
            Some(base) => Some(
                Self::bundled(base).ok_or_else(|| ProfileError::UnknownBase { name: name(), base: base.clone() })?,
            ),
        };
        let limits = file.limits.over(base.as_ref().map(|b| &b.limits), origin)?;
        limits.check(origin)?;
        let mut conditions = base.as_ref().map(|b| b.conditions.clone()).unwrap_or_default();
        for (condition, rule) in file.conditions {
            let condition: Condition =
                condition.parse().map_err(|source| ProfileError::Condition { name: name(), source })?;
            conditions.insert(condition, rule.into());
        }
        for condition in Condition::ALL {
            let Some(rule) = conditions.get(condition) else {
                return Err(ProfileError::Missing { name: name(), missing: format!("conditions.{condition}") });
            };
            if let Some(status) = rule.status.iter().copied().find(|status| !(400..600).contains(status)) {
                return Err(ProfileError::NoRefusal { name: name(), condition: *condition, status });
            }
            if !rule.accepts(rule.sends_status, Some(rule.sends_code)) {
                let rule = Box::new(rule.clone());
                return Err(ProfileError::SendsUnaccepted { name: name(), condition: *condition, rule });
            }
        }
        let mut capabilities = base.as_ref().map(|b| b.capabilities.clone()).unwrap_or_default();
        capabilities.extend(file.capabilities);
        let mut lineage = vec![file.name.clone()];
        lineage.extend(base.into_iter().flat_map(|b| b.lineage));
        Ok(Self { name: file.name, lineage, limits, conditions, capabilities })
    }

    /// The profile's own name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether requirements of profile `name` apply: the profile has that name, or extends nearest to it. `twilio` differs from
    /// `documented` on purpose, so a profile that extends `twilio` is not held to what only `documented` says.
    pub fn is_a(&self, name: &str) -> bool {
        self.lineage.iter().find(|ancestor| BUNDLED.iter().any(|(b, _)| b == ancestor)).is_some_and(|a| a == name)
            || self.name == name
    }

    /// The rule for a condition.
    pub fn rule(&self, condition: Condition) -> &Rule {
        // `parse` has seen to it that every condition has one.
        &self.conditions[&condition]
    }

    /// Whether implementations have a capability, where the profile says so. What it does not speak of is demanded, too.
    pub fn declares(&self, capability: Capability) -> Option<bool> {
        self.capabilities.get(&capability).copied()
    }

    /// Changes what the reference sends for each condition. What the profile itself does not accept is not taken over.
    pub fn send(&mut self, change: impl Fn(Condition, &mut Rule)) {
        for (condition, rule) in &mut self.conditions {
            let mut changed = rule.clone();
            change(*condition, &mut changed);
            if rule.accepts(changed.sends_status, Some(changed.sends_code)) {
                (rule.sends_status, rule.sends_code) = (changed.sends_status, changed.sends_code);
            }
        }
    }
}

impl FileLimits {
    fn over(self, base: Option<&Limits>, origin: &str) -> Result<Limits, ProfileError> {
        macro_rules! take {
            ($($field:ident),*) => {
                Limits { $($field: self.$field.or(base.map(|b| b.$field)).ok_or_else(|| ProfileError::Missing {
                    name: origin.to_owned(),
                    missing: concat!("limits.", stringify!($field)).to_owned(),
                })?,)* }
            };
        }
        Ok(take!(
            data_bytes,
            message_bytes,
            name_length,
            key_length,
            identity_length,
            friendly_name_length,
            webhook_url_length,
            ttl_seconds,
            page_size_default,
            page_size_collections,
            page_size_items
        ))
    }
}

impl Limits {
    /// What a listing needs to come to its end.
    fn check(&self, origin: &str) -> Result<(), ProfileError> {
        let pages = [
            ("page_size_default", self.page_size_default),
            ("page_size_collections", self.page_size_collections),
            ("page_size_items", self.page_size_items),
        ];
        match pages.into_iter().find(|(_, size)| *size == 0) {
            Some((limit, _)) => Err(ProfileError::EmptyPages { name: origin.to_owned(), limit }),
            None => Ok(()),
        }
    }
}

impl From<FileRule> for Rule {
    fn from(file: FileRule) -> Self {
        let codes = match file.codes {
            FileCodes::Word(Word::Any) => Codes::Any,
            FileCodes::List(codes) => Codes::OneOf(codes),
        };
        Self { status: file.status, codes, sends_status: file.sends.status, sends_code: file.sends.code }
    }
}

/// The names of the bundled profiles, for messages.
pub fn bundled_names() -> String {
    BUNDLED.map(|(name, _)| name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_profiles_are_complete() {
        for (name, text) in BUNDLED {
            let profile = Profile::parse(name, text).unwrap();
            assert_eq!(profile.name(), name);
        }
    }

    #[test]
    fn a_condition_is_a_refusal_and_pages_have_entries() {
        let message = |text: &str| {
            let text = format!("name = 'x'\nextends = 'documented'\n{text}");
            Profile::parse("x", &text).unwrap_err().to_string()
        };
        let rule = "[conditions.key-taken]\nstatus = [409, 200]\ncodes = [1]\nsends = { status = 409, code = 1 }";
        assert_eq!(
            message(rule),
            "profile x: conditions.key-taken has the status 200, which is no refusal; use 400 to 599"
        );
        assert_eq!(
            message("[limits]\npage_size_items = 0"),
            "profile x: limits.page_size_items is 0, and a listing would never end; use 1 or more"
        );
    }

    #[test]
    fn the_profiles_differ_where_the_sources_do() {
        let (documented, twilio) = (Profile::documented(), Profile::twilio());
        let not_found = Condition::MapNotFound;
        assert!(documented.rule(not_found).accepts(404, Some(54009)));
        assert!(!documented.rule(not_found).accepts(404, Some(20404)));
        assert!(twilio.rule(not_found).accepts(404, Some(20404)));
        assert_eq!((documented.limits.page_size_items, twilio.limits.page_size_items), (1000, 100));
    }

    #[test]
    fn any_code_still_has_to_be_a_code() {
        let rule = Profile::documented().rule(Condition::KeyTaken).clone();
        assert!(rule.accepts(409, Some(1)));
        assert!(!rule.accepts(409, None));
        assert!(!rule.accepts(400, Some(1)));
    }

    #[test]
    fn what_is_sent_stays_within_what_is_accepted() {
        let mut profile = Profile::documented();
        profile.send(|_, rule| rule.sends_code = 7);
        assert_eq!(profile.rule(Condition::KeyTaken).sends_code, 7);
        assert_eq!(profile.rule(Condition::MapNotFound).sends_code, 54009);
    }

    #[test]
    fn a_profile_of_ones_own_holds_only_what_differs() {
        let text = "name = 'ours'\nextends = 'documented'\n[limits]\nname_length = 256\n";
        let profile = Profile::parse("ours.toml", text).unwrap();
        assert_eq!(profile.limits.name_length, 256);
        assert_eq!(profile.limits.key_length, 320);
        assert!(profile.is_a("documented") && profile.is_a("ours") && !profile.is_a("twilio"));
        assert!(!Profile::twilio().is_a("documented"));
    }

    #[test]
    fn a_profile_declares_what_implementations_have() {
        let text = "name = 'ours'\nextends = 'documented'\n[capabilities]\nstreams = false\nmaps = true\n";
        let profile = Profile::parse("ours.toml", text).unwrap();
        let declared = [Capability::Streams, Capability::Maps, Capability::Lists].map(|c| profile.declares(c));
        assert_eq!(declared, [Some(false), Some(true), None]);
        let error = Profile::parse("p.toml", &text.replace("maps", "mapps")).unwrap_err().to_string();
        assert!(error.contains("'mapps' is not the name of a capability"), "{error}");
    }

    #[test]
    fn mistakes_are_named() {
        let message = |text: &str| Profile::parse("p.toml", text).unwrap_err().to_string();
        assert!(
            message("name = 'x'\nextends = 'twillio'")
                .contains("extends 'twillio', which is not bundled; use one of documented, twilio")
        );
        assert!(message("name = 'x'\nextends = 'twilio'\ntypo = 1").contains("typo"));
        assert!(message("name = 'x'").contains("limits.data_bytes is missing"));
        let bad = "name = 'x'\nextends = 'twilio'\n[conditions.key-taken]\nstatus = [409]\ncodes = [1]\nsends = { status = 409, code = 2 }";
        assert!(
            message(bad).contains("key-taken sends what it does not accept (status 409, code 1)"),
            "{}",
            message(bad)
        );
        let unknown = "name = 'x'\nextends = 'twilio'\n[conditions.kee]\nstatus = [409]\ncodes = 'any'\nsends = { status = 409, code = 2 }";
        assert!(message(unknown).contains("'kee' is not the name of a condition"));
    }
}
