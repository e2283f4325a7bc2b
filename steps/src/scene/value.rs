//! The notation of expected values in features (see `features/README.md`).

use std::fmt;

use serde_json::Value;
use syncproof_api::{Address, ChildKind, SidPrefix, Timestamp, form, json};
use syncproof_harness::verdict::{Deviation, Failure};

use super::Scene;
use crate::{
    cell::{self, Cell},
    params::{Label, ObjectRef},
};

/// What a value must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expected {
    /// Equal as JSON.
    Json(Value),
    /// Equal as JSON to the `Data` of the last request that had one.
    SentData,
    /// A SID of that kind.
    Sid(SidPrefix),
    /// The SID of an object.
    SidOf(ObjectRef),
    /// The unique name that was given as this text.
    UniqueName(String),
    /// The wire form of a date.
    Date,
    /// A text that is not empty.
    Revision,
    /// Of a type.
    Type(Type),
    /// The object's own absolute URL.
    OwnUrl,
    /// An absolute URL.
    Url,
    /// An object of these names, each an absolute URL below the object's own.
    Links(Vec<String>),
}

/// Types of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Integer,
    Boolean,
    Object,
}

impl Expected {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        Ok(match text {
            "the Data that was sent" => Self::SentData,
            "a Service SID" => Self::Sid(SidPrefix::Service),
            "a Document SID" => Self::Sid(SidPrefix::Document),
            "a List SID" => Self::Sid(SidPrefix::List),
            "a Map SID" => Self::Sid(SidPrefix::Map),
            "a Stream SID" => Self::Sid(SidPrefix::Stream),
            "a Stream Message SID" => Self::Sid(SidPrefix::Message),
            "an Account SID" => Self::Sid(SidPrefix::Account),
            "a date" => Self::Date,
            "a revision" => Self::Revision,
            "a text" => Self::Type(Type::Text),
            "an integer" => Self::Type(Type::Integer),
            "a boolean" => Self::Type(Type::Boolean),
            "an object" => Self::Type(Type::Object),
            "its own URL" => Self::OwnUrl,
            "a URL" => Self::Url,
            _ => {
                if let Some(object) = text.strip_prefix("the SID of ") {
                    return Ok(Self::SidOf(object.parse()?));
                }
                if let Some(names) = text.strip_prefix("links to ") {
                    return Ok(Self::Links(names.split(", ").map(str::to_owned).collect()));
                }
                if let Some(name) = text.strip_prefix("the unique name ") {
                    let name = serde_json::from_str(name).map_err(|_| format!("{name} is not a quoted text"))?;
                    return Ok(Self::UniqueName(name));
                }
                if text.split_once(" × ").is_some_and(|(count, _)| count.parse::<usize>().is_ok()) {
                    return cell::read(text, true).map(|cell| Self::Json(cell.with_prefix("").into()));
                }
                return json::parse(text)
                    .map(Self::Json)
                    .map_err(|_| format!("'{text}' is neither JSON nor a notation of expected values"));
            }
        })
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(value) => write!(f, "{value}"),
            Self::SentData => f.write_str("the Data that was sent"),
            Self::Sid(prefix) => write!(f, "a SID ({} and 32 hex digits)", prefix.letters()),
            Self::SidOf(_) => f.write_str("the SID of that object"),
            Self::UniqueName(name) => write!(f, "the unique name given as \"{name}\""),
            Self::Date => f.write_str("a date, YYYY-MM-DDTHH:MM:SSZ"),
            Self::Revision => f.write_str("a text that is not empty"),
            Self::Type(Type::Text) => f.write_str("a text"),
            Self::Type(Type::Integer) => f.write_str("an integer"),
            Self::Type(Type::Boolean) => f.write_str("a boolean"),
            Self::Type(Type::Object) => f.write_str("an object"),
            Self::OwnUrl => f.write_str("the object's own absolute URL, built from SIDs"),
            Self::Url => f.write_str("an absolute URL"),
            Self::Links(names) => write!(f, "an object of absolute URLs below its own, named {}", names.join(", ")),
        }
    }
}

impl Scene {
    /// Judges one value. `body` is the representation it is a field of.
    pub(super) fn check_value(
        &self,
        expected: &Expected,
        actual: &Value,
        body: &Value,
        subject: String,
    ) -> Result<(), Failure> {
        let text = actual.as_str();
        let mut wanted = expected.to_string();
        let mut diff = None;
        let right = match expected {
            Expected::Json(value) => {
                diff = Some(value.clone());
                json::equal(value, actual)
            }
            Expected::SentData => {
                let sent =
                    self.sent_data.clone().ok_or_else(|| Failure::Mistake("no Data has been sent".to_owned()))?;
                let equal = json::equal(&sent, actual);
                wanted = format!("the Data that was sent, {sent}");
                diff = Some(sent);
                equal
            }
            Expected::Sid(prefix) => text.is_some_and(|text| prefix.matches(text)),
            Expected::SidOf(object) => {
                let sid = self.sid_of(object)?;
                wanted = format!("\"{sid}\"");
                text == Some(&sid)
            }
            Expected::UniqueName(name) => {
                let name = self.real_name(&Cell::Text(name.clone()));
                wanted = format!("\"{name}\"");
                text == Some(&name)
            }
            Expected::Date => text.and_then(Timestamp::parse).is_some(),
            Expected::Revision => text.is_some_and(|text| !text.is_empty()),
            Expected::Type(Type::Text) => actual.is_string(),
            Expected::Type(Type::Integer) => actual.is_i64() || actual.is_u64(),
            Expected::Type(Type::Boolean) => actual.is_boolean(),
            Expected::Type(Type::Object) => actual.is_object(),
            Expected::OwnUrl => {
                let own = self.own_path(body);
                wanted = format!("an absolute URL that ends with {}", own.as_deref().unwrap_or("the object's path"));
                own.is_some_and(|own| text.is_some_and(|text| leads_to(text, &own)))
            }
            Expected::Url => text.is_some_and(|text| path_of(text).is_some()),
            Expected::Links(names) => self.are_links(names, actual, body),
        };
        if right {
            return Ok(());
        }
        // A diff helps with documents, not with single values.
        let diff =
            diff.filter(|value| value.is_object() || value.is_array()).map(|value| Box::new((value, actual.clone())));
        Err(Failure::Deviation(Deviation { subject, expected: wanted, actual: actual.to_string(), diff }))
    }

    pub(super) fn sid_of(&self, object: &ObjectRef) -> Result<String, Failure> {
        let label = self.label(object)?.ok_or_else(|| Failure::Mistake("a missing object has no SID".to_owned()))?;
        self.sid(&label)
    }

    pub(super) fn sid(&self, label: &Label) -> Result<String, Failure> {
        Ok(match &self.thing(label)?.address {
            Address::Service { service } => service.clone(),
            Address::Object { object, .. } => object.clone(),
            Address::Child { child: ChildKind::Message, id, .. } => id.clone(),
            _ => return Err(Failure::Mistake("items and permissions have no SID".to_owned())),
        })
    }

    /// The canonical path of the object that a representation shows, as far as its own SIDs say.
    fn own_path(&self, body: &Value) -> Option<String> {
        let text = |field: &str| match body.get(field)? {
            Value::Number(number) => Some(number.to_string()),
            value => value.as_str().map(form::encode_segment),
        };
        let service = text("service_sid").unwrap_or_else(|| self.home.service.clone());
        let parents = [("Documents", "document_sid"), ("Lists", "list_sid"), ("Maps", "map_sid")];
        let children = [("Items", "key"), ("Items", "index"), ("Permissions", "identity")];
        let first = |fields: &[(&str, &str)]| {
            fields.iter().find_map(|(segment, field)| Some(format!("{segment}/{}", text(field)?)))
        };
        if let (Some(parent), Some(child)) = (first(&parents), first(&children)) {
            return Some(format!("/Services/{service}/{parent}/{child}"));
        }
        let sid = text("sid")?;
        Some(match sid.get(..2)? {
            "ET" => format!("/Services/{service}/Documents/{sid}"),
            "ES" => format!("/Services/{service}/Lists/{sid}"),
            "MP" => format!("/Services/{service}/Maps/{sid}"),
            "TO" => format!("/Services/{service}/Streams/{sid}"),
            _ => format!("/Services/{sid}"),
        })
    }

    fn are_links(&self, names: &[String], actual: &Value, body: &Value) -> bool {
        let (Some(links), Some(own)) = (actual.as_object(), self.own_path(body)) else { return false };
        names.iter().all(|name| {
            links.get(name).and_then(Value::as_str).and_then(path_of).is_some_and(|path| {
                decoded(&path).is_some_and(|path| decoded(&own).is_some_and(|own| is_below(&path, &own, name)))
            })
        })
    }
}

/// Whether the segments of `path` end with those of `own` and then `name`, as paths spell it: `Items` for `items`.
fn is_below(path: &[String], own: &[String], name: &str) -> bool {
    path.split_last().is_some_and(|(last, path)| path.ends_with(own) && last.eq_ignore_ascii_case(name))
}

/// The path of an absolute http(s) URL, without query.
pub(super) fn path_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    (!host.is_empty()).then(|| format!("/{path}"))
}

/// Whether an absolute URL ends with this path, however its segments are encoded.
fn leads_to(url: &str, own: &str) -> bool {
    let Some(path) = path_of(url) else { return false };
    let (Some(path), Some(own)) = (decoded(&path), decoded(own)) else { return false };
    path.ends_with(&own)
}

/// The decoded segments of a path.
fn decoded(path: &str) -> Option<Vec<String>> {
    path.trim_start_matches('/').split('/').map(|segment| form::decode_segment(segment).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_the_default_notation() {
        assert_eq!(Expected::read("null"), Ok(Expected::Json(Value::Null)));
        assert_eq!(Expected::read(r#""system""#), Ok(Expected::Json(Value::String("system".into()))));
        assert_eq!(Expected::read(r#"3 × "ab""#), Ok(Expected::Json(Value::String("aba".into()))));
        assert!(Expected::read("a dat").unwrap_err().contains("'a dat'"));
    }

    #[test]
    fn an_own_url_may_be_encoded_in_any_way_but_not_lead_elsewhere() {
        let own = "/Services/IS1/Maps/MP1/Items/a%20b";
        assert!(leads_to("http://h:1/v1/Services/IS1/Maps/MP1/Items/a%20b", own));
        assert!(leads_to("https://h/v1/Services/IS1/Maps/MP1/Items/%61%20b", own));
        assert!(!leads_to("https://h/v1/Services/IS1/Maps/name/Items/a%20b", own));
        assert!(!leads_to("/v1/Services/IS1/Maps/MP1/Items/a%20b", own), "not absolute");
    }

    #[test]
    fn links_end_with_their_name_below_the_object() {
        let split = |path: &str| decoded(path).unwrap();
        let below = |path, own, name| is_below(&split(path), &split(own), name);
        assert!(below("/v1/Services/IS1/Maps/MP1/Items", "/Services/IS1/Maps/MP1", "items"));
        assert!(!below("/v1/Services/IS1/Maps/MP2/Items", "/Services/IS1/Maps/MP1", "items"));
        assert!(!below("/v1/Services/IS1/Maps/MP1", "/Services/IS1/Maps/MP1", "items"));
        assert!(!below("/v1/Services/IS1/Streams/TO1/Items", "/Services/IS1/Streams/TO1", "messages"));
    }
}
