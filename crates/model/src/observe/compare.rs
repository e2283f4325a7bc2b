//! Comparing an answer with the one that is expected: field by field, and no more closely than the documents do.

use serde_json::{Map as Fields, Value};
use syncproof_api::{Profile, Resource, Response, SidPrefix, Timestamp, etag, fields, form, json};

use super::{
    deviation::{Deviation, Subject, show},
    world::TOLERANCE,
};
use crate::params::Refusals;

type Verdict = Result<(), Deviation>;

/// Judges an answer to a request that is to be refused, or may be.
pub(super) fn refusal(profile: &Profile, refusals: &Refusals, response: &Response) -> Verdict {
    let conditions = || refusals.must.iter().copied().chain(refusals.may.iter().map(|leave| leave.condition));
    let code = response.code();
    let is_accepted = conditions().any(|condition| profile.rule(condition).accepts(response.status, code));
    if !is_accepted {
        let mut expected: Vec<String> = Vec::new();
        for condition in conditions() {
            let rule = format!("{condition} ({})", profile.rule(condition));
            if !expected.contains(&rule) {
                expected.push(rule);
            }
        }
        if refusals.must.is_empty() {
            expected.insert(0, "success".to_owned());
        }
        let code = code.map(|code| format!(", code {code}")).unwrap_or_default();
        return Err(Deviation::new(
            Subject::Status,
            expected.join(" or "),
            format!("status {}{code}", response.status),
        ));
    }
    error_body(response)
}

/// An error body has `code`, `message`, `more_info` and `status`, which is the HTTP status.
pub(super) fn error_body(response: &Response) -> Verdict {
    let field = |name: &'static str| response.body.as_ref().and_then(|body| body.get(name));
    let expect = |name: &'static str, what: &str, holds: bool| {
        if holds { Ok(()) } else { Err(Deviation::new(Subject::Error(name), what, show(field(name)))) }
    };
    expect("code", "an integer", field("code").is_some_and(Value::is_i64))?;
    expect("message", "a text", field("message").is_some_and(Value::is_string))?;
    expect("more_info", "a text", field("more_info").is_some_and(Value::is_string))?;
    let status = field("status").and_then(Value::as_u64) == Some(u64::from(response.status));
    expect("status", "the HTTP status", status)
}

pub(super) fn status(expected: u16, response: &Response) -> Verdict {
    if response.status == expected {
        return Ok(());
    }
    Err(Deviation::new(Subject::Status, format!("status {expected}"), format!("status {}", response.status)))
}

pub(super) fn object(response: &Response) -> Result<&Fields<String, Value>, Deviation> {
    let body = response.body.as_ref();
    body.and_then(Value::as_object).ok_or_else(|| Deviation::new(Subject::Body, "an object", show(body)))
}

/// What decides whether two representations say the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparison<'a> {
    pub(super) profile: &'a Profile,
    pub(super) resource: Resource,
    /// What the expected URLs begin with; those of the target may begin differently.
    pub(super) base: &'a str,
}

impl Comparison<'_> {
    /// Compares two representations. Fields that no document knows may be added. An expected revision or `date_updated` of null is one
    /// that the observer does not know.
    pub(super) fn entry(self, expected: &Value, actual: &Fields<String, Value>) -> Verdict {
        fields::of(self.resource).iter().try_for_each(|name| self.field(name, &expected[*name], actual.get(*name)))?;
        dates_in_order(actual)
    }

    fn field(self, name: &str, expected: &Value, actual: Option<&Value>) -> Verdict {
        let Some(value) = actual else { return Err(Deviation::field(name, show(Some(expected)), None)) };
        let is_right = match name {
            "url" => self.leads_to(expected, value),
            "links" => self.links(expected, value),
            "data" => same_data(expected, value),
            "revision" if expected.is_null() => is_revision(value),
            "date_updated" if expected.is_null() => self.may_be_date_updated(value),
            "date_expires" => same_expiry(expected, value),
            "friendly_name" | "webhook_url" => {
                // What was cleared with an empty text may be shown as null or as empty.
                let blank = |value: &Value| value.is_null() || value == "";
                blank(expected) && blank(value) || expected == value
            }
            _ => json::equal(expected, value),
        };
        let wanted = || match name {
            "url" => self.path(expected).to_owned(),
            "revision" if expected.is_null() => "a text that is not empty".to_owned(),
            "date_updated" if expected.is_null() => "a date".to_owned(),
            _ => show(Some(expected)),
        };
        if is_right { Ok(()) } else { Err(Deviation::field(name, wanted(), actual)) }
    }

    /// Whether a value can stand as `date_updated`. Some samples show null for what was never updated; the live service does not.
    pub(super) fn may_be_date_updated(self, value: &Value) -> bool {
        date(value).is_some() || (value.is_null() && !self.profile.is_a("twilio"))
    }

    fn links(self, expected: &Value, actual: &Value) -> bool {
        expected.as_object().is_some_and(|links| {
            links.iter().all(|(name, link)| actual.get(name).is_some_and(|url| self.leads_to(link, url)))
        })
    }

    /// Whether a URL is absolute and ends in the path that the expected one has below its base.
    fn leads_to(self, expected: &Value, actual: &Value) -> bool {
        actual.as_str().is_some_and(|url| ends_in(url, self.path(expected)))
    }

    fn path(self, expected: &Value) -> &str {
        let url = expected.as_str().unwrap_or_default();
        url.strip_prefix(self.base).unwrap_or(url)
    }

    /// Judges the ETag of a Document or item: it names the revision. Elsewhere the header is nobody's business.
    pub(super) fn etag(self, response: &Response) -> Verdict {
        if !matches!(self.resource, Resource::Document | Resource::ListItem | Resource::MapItem) {
            return Ok(());
        }
        let revision = response.body.as_ref().and_then(|body| body.get("revision")?.as_str()).unwrap_or_default();
        let named = response.etag.as_deref().map(str::trim);
        let is_right = match named {
            Some(tag) => tag == revision || etag::unquoted(tag) == revision,
            None => !self.profile.is_a("twilio"),
        };
        let actual = named.unwrap_or("none");
        if is_right { Ok(()) } else { Err(Deviation::new(Subject::Etag, format!("the revision, {revision}"), actual)) }
    }
}

fn dates_in_order(actual: &Fields<String, Value>) -> Verdict {
    let at = |name: &str| actual.get(name).and_then(date);
    match (at("date_created"), at("date_updated")) {
        (Some(created), Some(updated)) if updated < created => {
            let wanted = format!("no date before {}", created.to_wire());
            Err(Deviation::field("date_updated", wanted, actual.get("date_updated")))
        }
        _ => Ok(()),
    }
}

/// Whether a URL is absolute and ends in `path`, whose segments are encoded. How much of the URL is encoded is up to the target.
pub(super) fn ends_in(url: &str, path: &str) -> bool {
    let decoded = |text: &str| form::decode_segment(text).unwrap_or_else(|_| text.to_owned());
    let same = || {
        let wanted = decoded(path);
        url.ends_with(&wanted) || decoded(url).ends_with(&wanted)
    };
    is_absolute(url) && (url.ends_with(path) || same())
}

pub(super) fn is_absolute(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

pub(super) fn is_revision(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// A non-negative integer, also one that is written with a fraction of zero.
pub(super) fn natural(value: &Value) -> Option<u64> {
    let number = value.as_number()?;
    number.as_u64().or_else(|| number.to_string().strip_suffix(".0")?.parse().ok())
}

pub(super) fn date(value: &Value) -> Option<Timestamp> {
    Timestamp::parse(value.as_str()?)
}

fn same_expiry(expected: &Value, actual: &Value) -> bool {
    match (date(expected), date(actual)) {
        (Some(expected), Some(actual)) => (expected.as_secs() - actual.as_secs()).abs() <= TOLERANCE,
        _ => expected.is_null() && actual.is_null(),
    }
}

/// Whether Data came back as they were sent. Numbers need only keep what a double keeps of them.
pub(super) fn same_data(sent: &Value, shown: &Value) -> bool {
    match (sent, shown) {
        (Value::Number(a), Value::Number(b)) => {
            let double = |number: &serde_json::Number| number.to_string().parse::<f64>().unwrap_or(f64::NAN);
            let (a, b) = (double(a), double(b));
            json::equal(sent, shown) || a.is_infinite() || a.partial_cmp(&b).is_some_and(std::cmp::Ordering::is_eq)
        }
        // Some readers take a number beyond a double for infinity and write that as null.
        (Value::Number(_), Value::Null) => sent.to_string().parse::<f64>().is_ok_and(f64::is_infinite),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_data(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same_data(a, b)))
        }
        _ => sent == shown,
    }
}

/// Whether a value is a SID of this kind.
pub(super) fn is_sid(prefix: SidPrefix, value: &Value) -> bool {
    value.as_str().is_some_and(|text| prefix.matches(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_are_the_same_if_a_double_keeps_them() {
        let same = |sent: &str, shown: &str| {
            let read = |text| json::parse(text).unwrap();
            same_data(&read(sent), &read(shown))
        };
        for (sent, shown) in [
            ("1", "1.0"),
            ("0.1", "0.10000000000000000001"),
            ("1e400", "1e400"),
            ("1e400", "1.7976931348623157e308"),
            ("1e400", "null"),
            ("[1,{\"a\":2}]", "[1.0,{\"a\":2.0}]"),
        ] {
            assert!(same(sent, shown), "{sent} {shown}");
        }
        for (sent, shown) in [
            ("1", "2"),
            ("1", "null"),
            ("1", "\"1\""),
            ("[1]", "[1,2]"),
            ("[1,2]", "[1]"),
            ("[1,2]", "[1,3]"),
            ("{\"a\":1}", "{\"a\":2}"),
            ("{\"a\":1}", "{\"b\":1}"),
            ("{\"a\":1}", "{\"a\":1,\"b\":1}"),
        ] {
            assert!(!same(sent, shown), "{sent} {shown}");
        }
    }

    #[test]
    fn urls_are_compared_by_their_end_however_it_is_encoded() {
        let path = "/Services/IS1/Maps/MP1/Items/a%20%C3%A9%2F%25";
        for url in [
            "https://sync.example.com/v1/Services/IS1/Maps/MP1/Items/a%20%c3%a9%2f%25",
            "http://h/v1/Services/IS1/Maps/MP1/Items/a é/%",
            "HTTP://h/Services/IS1/Maps/MP1/Items/a%20é/%25",
        ] {
            assert!(ends_in(url, path), "{url}");
        }
        for url in [
            "/v1/Services/IS1/Maps/MP1/Items/a%20%C3%A9%2F%25",
            "https://h/v1/Services/IS1/Maps/MP2/Items/a%20%C3%A9%2F%25",
            "https://h/v1/Services/IS1/Maps/MP1/Items/a%20%C3%A9%2F%25/x",
        ] {
            assert!(!ends_in(url, path), "{url}");
        }
    }

    #[test]
    fn numbers_keep_what_a_double_keeps() {
        for (sent, shown) in [
            ("9007199254740993", "9007199254740992"),
            ("0.1", "1e-1"),
            ("1e400", "null"),
            ("1e400", "1e400"),
            ("-0", "0"),
        ] {
            assert!(same_data(&json::parse(sent).unwrap(), &json::parse(shown).unwrap()), "{sent} {shown}");
        }
        for (sent, shown) in
            [("0.3", "0.30000000000000004"), ("9007199254740991", "9007199254740992"), ("1", "null"), ("1", "\"1\"")]
        {
            assert!(!same_data(&json::parse(sent).unwrap(), &json::parse(shown).unwrap()), "{sent} {shown}");
        }
    }

    #[test]
    fn an_expiry_may_be_two_seconds_off_and_not_three() {
        let expiry = |a: &str, b: &str| same_expiry(&json!(a), &json!(b));
        assert!(expiry("2026-01-01T00:00:10Z", "2026-01-01T00:00:12Z"));
        assert!(!expiry("2026-01-01T00:00:10Z", "2026-01-01T00:00:13Z"));
        assert!(!same_expiry(&Value::Null, &json!("2026-01-01T00:00:10Z")));
        assert!(!same_expiry(&json!("2026-01-01T00:00:10Z"), &Value::Null));
    }
}
