//! What the last answer must be.

use serde_json::Value;
use syncproof_api::{ChildKind, Condition, ObjectKind, etag::unquoted};
use syncproof_harness::{
    exchange::{Answer, Exchange},
    verdict::{Deviation, Failure},
};

use super::{Scene, tables::Table, value::Expected};
use crate::params::{Label, ObjectRef, Outcome};

impl Scene {
    /// `it is created` and the like: the status of success, and a body that shows the object (none after a deletion).
    pub(crate) fn succeeded(&self, outcome: Outcome) -> Result<(), Failure> {
        let answer = self.answer()?;
        if answer.status != outcome.status() {
            return self.deviates(format!("status {}", outcome.status()), status_and_code(answer));
        }
        if outcome == Outcome::Deleted {
            if !answer.body.is_empty() {
                return self.deviates("no body", format!("a body of {} bytes", answer.body.len()));
            }
            return Ok(());
        }
        let Some(Value::Object(body)) = &answer.json else {
            return self.deviates("a JSON object as body", body_in_words(answer));
        };
        let Some(label) = &self.last()?.label else { return Ok(()) };
        let identity = identity_field(label);
        if body.get(identity).is_some_and(|value| if identity == "index" { value.is_u64() } else { value.is_string() })
        {
            return Ok(());
        }
        self.deviates(
            format!("a body with the \"{identity}\" of the object"),
            format!("a body without it: {}", answer.json_text()),
        )
    }

    /// `it is refused as …`: the accepted statuses and codes of one of the conditions, and a well-formed error body.
    pub(crate) fn refused_as(&self, conditions: &[Condition]) -> Result<(), Failure> {
        if self.hung_up.is_some() && conditions.contains(&Condition::BodyTooLarge) {
            return Ok(());
        }
        self.is_refusal(self.exchange()?, conditions)
    }

    /// Whether an exchange was refused for one of these conditions.
    pub(super) fn is_refusal(&self, exchange: &Exchange, conditions: &[Condition]) -> Result<(), Failure> {
        let answer = &exchange.answer;
        let rules = conditions.iter().map(|condition| self.profile.rule(*condition));
        if conditions.iter().any(|condition| is_answered_before_the_api(*condition))
            && rules.clone().any(|rule| rule.status.contains(&answer.status))
        {
            return Ok(());
        }
        if rules.clone().any(|rule| rule.accepts(answer.status, answer.code())) {
            return self.error_body(exchange);
        }
        let names = conditions.iter().map(|c| c.meaning()).collect::<Vec<_>>().join("; or ");
        let expected = rules.map(ToString::to_string).collect::<Vec<_>>().join("; or ");
        self.deviates_in(exchange, format!("{expected} ({names})"), status_and_code(answer))
    }

    /// `it is refused`: any 4xx with a well-formed error body.
    pub(crate) fn refused(&self) -> Result<(), Failure> {
        let exchange = self.exchange()?;
        if (400..500).contains(&exchange.answer.status) {
            return self.error_body(exchange);
        }
        self.deviates("a refusal (status 4xx)", status_and_code(&exchange.answer))
    }

    /// `it is created or refused [as …]`
    pub(crate) fn succeeded_or_refused(
        &self,
        outcome: Outcome,
        conditions: Option<&[Condition]>,
    ) -> Result<(), Failure> {
        if (200..300).contains(&self.answer()?.status) {
            return self.succeeded(outcome);
        }
        match conditions {
            Some(conditions) => self.refused_as(conditions),
            None => self.refused(),
        }
    }

    /// `it is not a server error`
    pub(crate) fn not_a_server_error(&self) -> Result<(), Failure> {
        let answer = self.answer()?;
        if answer.status < 500 {
            return Ok(());
        }
        self.deviates("a status below 500", status_and_code(answer))
    }

    /// The shape of every error: `code`, `message`, `more_info`, and `status` as in the status line.
    fn error_body(&self, exchange: &Exchange) -> Result<(), Failure> {
        let answer = &exchange.answer;
        let shape = "an error body {code: integer, message: text, more_info: URL, status: the HTTP status}";
        let Some(Value::Object(body)) = &answer.json else {
            return self.deviates_in(exchange, shape, body_in_words(answer));
        };
        let text = |field: &str| body.get(field).and_then(Value::as_str);
        let number = |field: &str| body.get(field).and_then(Value::as_i64);
        let fault = if number("code").is_none() {
            "code is no integer"
        } else if text("message").is_none() {
            "message is no text"
        } else if text("more_info").is_none_or(|url| !url.starts_with("http")) {
            "more_info is no URL"
        } else if number("status") != Some(i64::from(answer.status)) {
            "status is not the HTTP status"
        } else {
            return Ok(());
        };
        self.deviates_in(exchange, shape, format!("{fault}: {}", answer.json_text()))
    }

    /// `its "field" is …`
    pub(crate) fn field_is(&self, field: &str, expected: &str) -> Result<(), Failure> {
        let answer = self.answer()?;
        if !(200..300).contains(&answer.status) && answer.field(field).is_none() {
            return self.deviates(format!("a success that shows \"{field}\""), status_and_code(answer));
        }
        let body = answer.json.clone().unwrap_or(Value::Null);
        self.check_field(&body, field, expected, &self.subject())
    }

    /// `its fields are …`
    pub(crate) fn fields_are(&self, table: &Table) -> Result<(), Failure> {
        for row in table {
            let [field, expected] = row.as_slice() else {
                return Err(Failure::Mistake("a row of fields has two cells".to_owned()));
            };
            self.field_is(field, expected)?;
        }
        Ok(())
    }

    /// `it has no "field"`
    pub(crate) fn has_no_field(&self, field: &str) -> Result<(), Failure> {
        match self.answer()?.field(field) {
            None => Ok(()),
            Some(value) => self.deviates(format!("no field \"{field}\""), format!("\"{field}\": {value}")),
        }
    }

    /// `its index is greater than that of {object}`: as it was last seen.
    pub(crate) fn index_is_greater(&self, object: &ObjectRef) -> Result<(), Failure> {
        let label = self.label(object)?.ok_or_else(|| Failure::Mistake("a missing item has no index".to_owned()))?;
        let before = self.thing(&label)?.body.get("index").and_then(Value::as_u64);
        let Some(before) = before else {
            return self.deviates("a list item shown with its \"index\"", "none was shown");
        };
        let answer = self.answer()?;
        match answer.field("index").and_then(Value::as_u64) {
            Some(index) if index > before => Ok(()),
            Some(index) => self.deviates(format!("an index greater than {before}"), index.to_string()),
            None => self.deviates(format!("an index greater than {before}"), status_and_code(answer)),
        }
    }

    /// `it has no fields but sid, data`
    pub(crate) fn has_only_fields(&self, names: &[&str]) -> Result<(), Failure> {
        let Some(Value::Object(body)) = &self.answer()?.json else {
            return self.deviates("a JSON object as body", body_in_words(self.answer()?));
        };
        let more: Vec<&str> = body.keys().map(String::as_str).filter(|name| !names.contains(name)).collect();
        if more.is_empty() {
            return Ok(());
        }
        self.deviates(format!("no fields but {}", names.join(", ")), format!("also {}", more.join(", ")))
    }

    /// One field of a representation against the notation of expected values.
    pub(super) fn check_field(&self, body: &Value, field: &str, expected: &str, subject: &str) -> Result<(), Failure> {
        let expected = Expected::read(expected).map_err(Failure::Mistake)?;
        let subject = format!("\"{field}\" in {subject}");
        let Some(actual) = body.get(field) else {
            let (expected, actual) = (expected.to_string(), "no such field".to_owned());
            return Err(Failure::Deviation(Deviation { subject, expected, actual, diff: None }));
        };
        self.check_value(&expected, actual, body, subject)
    }

    /// `it never expires`
    pub(crate) fn never_expires(&self) -> Result<(), Failure> {
        self.field_is("date_expires", "null")
    }

    /// `its revision is new`: it differs from every revision that was seen of this object before.
    pub(crate) fn revision_is_new(&self) -> Result<(), Failure> {
        let answer = self.answer()?;
        let Some(revision) = answer.field("revision").and_then(Value::as_str) else {
            return self.deviates("a \"revision\"", status_and_code(answer));
        };
        let seen = self.last()?.before.as_ref().map(|thing| thing.revisions.clone()).unwrap_or_default();
        if seen.iter().all(|earlier| earlier != revision) {
            return Ok(());
        }
        let list = seen.iter().map(|r| format!("\"{r}\"")).collect::<Vec<_>>().join(", ");
        self.deviates(format!("a \"revision\" other than those before: {list}"), format!("\"{revision}\""))
    }

    /// `its SID is new`: no earlier answer of the scenario showed it.
    pub(crate) fn sid_is_new(&self) -> Result<(), Failure> {
        let answer = self.answer()?;
        let Some(sid) = answer.field("sid").and_then(Value::as_str) else {
            return self.deviates("a \"sid\"", status_and_code(answer));
        };
        let (_, earlier) = self.transcript().split_last().unwrap_or((self.exchange()?, &[]));
        if earlier.iter().all(|exchange| exchange.answer.field("sid").and_then(Value::as_str) != Some(sid)) {
            return Ok(());
        }
        self.deviates("a \"sid\" that was not answered before", format!("\"{sid}\", again"))
    }

    /// `its revision has not changed`, `its "date_created" has not changed`
    pub(crate) fn field_has_not_changed(&self, field: &str) -> Result<(), Failure> {
        let last = self.last()?;
        let before = last.before.as_ref().and_then(|thing| thing.body.get(field));
        let Some(before) = before else {
            return self.was_not_shown(field);
        };
        match self.answer()?.field(field) {
            Some(now) if syncproof_api::json::equal(now, before) => Ok(()),
            now => {
                let now = now.map_or("no such field".to_owned(), ToString::to_string);
                self.deviates(format!("\"{field}\" as before, {before}"), now)
            }
        }
    }

    /// No answer before the last showed what is to be compared.
    pub(super) fn was_not_shown<T>(&self, field: &str) -> Result<T, Failure> {
        self.deviates(format!("an object whose \"{field}\" was shown before"), "it was not shown")
    }

    /// `its "date_updated" is not before its "date_created"`
    pub(crate) fn is_not_before(&self, later: &str, earlier: &str) -> Result<(), Failure> {
        let answer = self.answer()?;
        let date = |field: &str| answer.field(field).and_then(Value::as_str).and_then(syncproof_api::Timestamp::parse);
        match (date(later), date(earlier)) {
            (Some(l), Some(e)) if l >= e => Ok(()),
            _ => {
                let show = |field: &str| answer.field(field).map_or("missing".to_owned(), ToString::to_string);
                let actual = format!("{later} {}, {earlier} {}", show(later), show(earlier));
                self.deviates(format!("\"{later}\" not before \"{earlier}\""), actual)
            }
        }
    }

    /// `its "date_updated" is later than before`: than when the object was last seen.
    pub(crate) fn field_is_later(&self, field: &str) -> Result<(), Failure> {
        let before = self.last()?.before.as_ref().and_then(|thing| thing.text(field)).map(str::to_owned);
        let Some(before) = before else { return self.was_not_shown(field) };
        let now = self.answer()?.field(field).and_then(Value::as_str).unwrap_or_default();
        let date = syncproof_api::Timestamp::parse;
        if date(now).is_some_and(|now| date(&before).is_none_or(|before| now > before)) {
            return Ok(());
        }
        self.deviates(format!("\"{field}\" later than {before}"), format!("\"{now}\""))
    }

    /// `its ETag names its revision`: bare, quoted or weak.
    pub(crate) fn etag_names_revision(&self) -> Result<(), Failure> {
        let answer = self.answer()?;
        let revision = answer.field("revision").and_then(Value::as_str).unwrap_or_default();
        let Some(etag) = answer.header("etag") else {
            return self.deviates("an ETag header", "none");
        };
        if etag == revision || unquoted(etag) == revision {
            return Ok(());
        }
        self.deviates(format!("an ETag that names revision \"{revision}\""), format!("ETag: {etag}"))
    }
}

/// The field that tells an object from the others of its kind.
pub(super) const fn identity_field(label: &Label) -> &'static str {
    match label {
        Label::Child { kind: ObjectKind::List, child: ChildKind::Item, .. } => "index",
        Label::Child { child: ChildKind::Item, .. } => "key",
        Label::Child { child: ChildKind::Permission, .. } => "identity",
        Label::Child { child: ChildKind::Message, .. } | Label::Service { .. } | Label::Object { .. } => "sid",
    }
}

/// Whether a server, framework or proxy in front of the API may be the one that refuses, in words of its own.
fn is_answered_before_the_api(condition: Condition) -> bool {
    use Condition as C;
    matches!(condition, C::BodyTooLarge | C::MalformedRequest | C::MethodNotAllowed | C::RouteNotFound)
}

/// How a report names an answer that is not the one wanted.
pub(super) fn status_and_code(answer: &Answer) -> String {
    match answer.code() {
        Some(code) => format!("status {}, code {code}", answer.status),
        None => format!("status {}", answer.status),
    }
}

pub(super) fn body_in_words(answer: &Answer) -> String {
    if answer.body.is_empty() {
        "no body".to_owned()
    } else if answer.json.is_some() {
        format!("the body {}", answer.json_text())
    } else {
        format!("a body of {} bytes that is not JSON", answer.body.len())
    }
}

/// The body of an answer as compact JSON.
trait JsonText {
    fn json_text(&self) -> String;
}

impl JsonText for Answer {
    fn json_text(&self) -> String {
        self.json.as_ref().map_or_else(String::new, ToString::to_string)
    }
}
