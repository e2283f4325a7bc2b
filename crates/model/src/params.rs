//! Reading parameters: what they mean, and which conditions they raise.

use std::sync::Arc;

use serde_json::Value;
use syncproof_api::{Condition, Parameter, Profile, Request, Resource, Timestamp, json, sid::is_sid_shaped};

use crate::{
    borderline::is_borderline,
    choices::Choices,
    if_match::{Verdict, compare},
    state::Data,
};

/// Why a request is refused, or may be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refusals {
    /// The documents demand a refusal. Which of several faults is named is free; the reference names the first.
    pub(crate) must: Vec<Condition>,
    /// The documents are silent: a service may refuse or not.
    pub(crate) may: Vec<Leave>,
}

/// A condition that a service may or may not raise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leave {
    pub(crate) condition: Condition,
    /// What the reference does.
    pub(crate) reference_refuses: bool,
}

impl Refusals {
    /// The condition that a service which chooses like this answers with, if it refuses.
    pub(crate) fn answer(&self, choices: &mut dyn Choices) -> Option<Condition> {
        let Some(first) = self.must.first() else {
            let refuses = |leave: &&Leave| choices.refuses(leave.condition, leave.reference_refuses);
            return self.may.iter().find(refuses).map(|leave| leave.condition);
        };
        self.must.get(choices.named(&self.must)).or(Some(first)).copied()
    }

    /// The condition to answer with where there is nothing else to do: the first one that the reference would name.
    pub(crate) fn reference_answer(&self) -> Option<Condition> {
        let may = self.may.iter().find(|leave| leave.reference_refuses).map(|leave| leave.condition);
        self.must.first().copied().or(may)
    }

    pub(crate) fn may_and_does(&mut self, condition: Condition) {
        self.may.push(Leave { condition, reference_refuses: true });
    }

    pub(crate) fn may_but_does_not(&mut self, condition: Condition) {
        self.may.push(Leave { condition, reference_refuses: false });
    }
}

/// A time-to-live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ttl {
    /// 0: the object does not expire.
    Never,
    /// Seconds from now.
    Seconds(i64),
}

impl Ttl {
    /// The expiry that this sets at `now`.
    pub(crate) const fn expiry(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Never => None,
            Self::Seconds(seconds) => Some(now.plus_secs(seconds)),
        }
    }
}

/// Reads the parameters of one request and collects what is wrong with them.
pub(crate) struct Reader<'a> {
    pub(crate) request: &'a Request,
    pub(crate) profile: &'a Profile,
    pub(crate) refusals: Refusals,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(profile: &'a Profile, request: &'a Request) -> Self {
        Self { request, profile, refusals: Refusals::default() }
    }

    pub(crate) fn refuse(&mut self, condition: Condition) {
        self.refusals.must.push(condition);
    }

    /// A time-to-live under its own name or under the alias `Ttl`. If both are sent, `Ttl` is ignored (item and Map pages).
    pub(crate) fn ttl(&mut self, own_name: Parameter) -> Option<Ttl> {
        let alias = Some(Parameter::Ttl).filter(|alias| *alias != own_name).and_then(|alias| self.sent_ttl(alias));
        let Some(own) = self.sent_ttl(own_name) else { return self.read_ttl(alias?) };
        // Whether an ignored value must still be well formed is not said; the reference does not look at it.
        if alias.is_some_and(|text| self.seconds(text).is_err()) {
            self.refusals.may_but_does_not(Condition::InvalidTtl);
        }
        self.read_ttl(own)
    }

    /// A time-to-live that has no alias: `CollectionTtl` of an item operation.
    pub(crate) fn collection_ttl(&mut self) -> Option<Ttl> {
        let text = self.sent_ttl(Parameter::CollectionTtl)?;
        self.read_ttl(text)
    }

    /// A time-to-live as sent. An empty text is allowed and means nothing (error dictionary, 54011), though no page of a resource says so.
    fn sent_ttl(&mut self, parameter: Parameter) -> Option<&'a str> {
        let text = self.request.param(parameter)?;
        if text.is_empty() {
            self.refusals.may_but_does_not(Condition::InvalidTtl);
            return None;
        }
        Some(text)
    }

    fn read_ttl(&mut self, text: &str) -> Option<Ttl> {
        let Ok(seconds) = self.seconds(text) else {
            self.refuse(Condition::InvalidTtl);
            return None;
        };
        if text.len() > 1 && text.starts_with('0') {
            // Nothing but digits, though an odd way to write a number.
            self.refusals.may_but_does_not(Condition::InvalidTtl);
        }
        Some(if seconds == 0 { Ttl::Never } else { Ttl::Seconds(seconds) })
    }

    fn seconds(&self, text: &str) -> Result<i64, ()> {
        natural(text).filter(|seconds| *seconds <= self.profile.limits.ttl_seconds).ok_or(())
    }

    /// The `Data` parameter, if sent. `invalid` is the resource's condition for data that is JSON but cannot be stored.
    pub(crate) fn data(&mut self, invalid: Condition) -> Option<Data> {
        let text = self.request.param(Parameter::Data)?;
        let limit = self.data_limit();
        if text.is_empty() {
            // As good as absent, to some; no JSON, to others.
            self.refusals.may_and_does(Condition::DataNotJson);
            self.refusals.may_but_does_not(invalid);
            return None;
        }
        let Ok(value) = json::parse(text) else {
            if text.len() > limit {
                self.refuse_size();
            }
            self.refuse(Condition::DataNotJson);
            return None;
        };
        // The limit is on the serialised value (limits page); whether that is the text as sent or the value written anew is not said.
        // The reference counts whichever is shorter: neither white space nor the plus sign that it puts into an exponent.
        let sizes = [text.len(), value.to_string().len()];
        if sizes.iter().all(|size| *size > limit) {
            self.refuse_size();
        } else if sizes.iter().any(|size| *size > limit) {
            self.refusals.may_but_does_not(Condition::DataTooLarge);
            if self.is_message() {
                self.refusals.may_but_does_not(Condition::BodyTooLarge);
            }
        }
        if is_borderline(text, &value) {
            // JSON by its grammar, though not every reader takes it.
            self.refusals.may_but_does_not(Condition::DataNotJson);
            self.refusals.may_but_does_not(invalid);
        }
        match &value {
            Value::Null => self.refusals.may_and_does(invalid),
            Value::Object(_) => {}
            // The pages speak of an object, the OpenAPI document of anything.
            _ => {
                self.refusals.may_but_does_not(invalid);
                self.refusals.may_but_does_not(Condition::DataNotJson);
            }
        }
        Some(Arc::new(value))
    }

    fn is_message(&self) -> bool {
        self.request.operation.resource == Resource::StreamMessage
    }

    fn data_limit(&self) -> usize {
        let limits = &self.profile.limits;
        if self.is_message() { limits.message_bytes } else { limits.data_bytes }
    }

    /// The codes for data that are too large are documented for what is stored. Whether they hold for messages too is not said.
    fn refuse_size(&mut self) {
        self.refuse(Condition::DataTooLarge);
        if self.is_message() {
            self.refuse(Condition::BodyTooLarge);
        }
    }

    /// The `Data` parameter where it is required.
    pub(crate) fn required_data(&mut self, invalid: Condition) -> Option<Data> {
        if self.request.param(Parameter::Data).is_none_or(str::is_empty) {
            self.refuse(invalid);
            self.refusals.must.extend(self.request.param(Parameter::Data).map(|_| Condition::DataNotJson));
            return None;
        }
        self.data(invalid)
    }

    /// The `UniqueName` parameter: 1 to 320 characters, not shaped like a SID.
    pub(crate) fn unique_name(&mut self) -> Option<String> {
        let name = self.request.param(Parameter::UniqueName)?;
        let length = name.chars().count();
        if length == 0 || length > self.profile.limits.name_length || is_sid_shaped(name) {
            self.refuse(Condition::InvalidUniqueName);
            return None;
        }
        // A SID may have capital digits too, so such a name might be taken for one.
        if is_awkward(name) || name.len() > self.profile.limits.name_length || is_sid_but_for_case(name) {
            self.refusals.may_but_does_not(Condition::InvalidUniqueName);
        }
        Some(name.to_owned())
    }

    /// The `Key` parameter, required: 1 to 320 characters.
    pub(crate) fn key(&mut self) -> Option<String> {
        let key = self.request.param(Parameter::Key).unwrap_or_default();
        let length = key.chars().count();
        if length == 0 || length > self.profile.limits.key_length {
            self.refuse(Condition::InvalidKey);
            return None;
        }
        if is_awkward(key) || key.len() > self.profile.limits.key_length {
            self.refusals.may_but_does_not(Condition::InvalidKey);
        }
        Some(key.to_owned())
    }

    /// A boolean parameter: `true` or `false`. Nothing is said about other ways to write the two.
    pub(crate) fn flag(&mut self, parameter: Parameter) -> Option<bool> {
        match self.request.param(parameter)? {
            "true" => return Some(true),
            "false" => return Some(false),
            text if is_boolean_to_some(text) => self.refusals.may_and_does(Condition::InvalidParameter),
            _ => self.refuse(Condition::InvalidParameter),
        }
        None
    }

    /// The `If-Match` header against the revision that is current; `stale` is the resource's condition for a mismatch.
    pub(crate) fn if_match(&mut self, current: Option<&str>, stale: Condition) {
        let Some(sent) = self.request.if_match.as_deref() else { return };
        // The revision is not known, only when observing.
        let Some(current) = current else {
            self.refusals.may_but_does_not(stale);
            self.refusals.may_but_does_not(Condition::InvalidIfMatch);
            return;
        };
        match compare(sent, current) {
            Verdict::Same => {}
            Verdict::SameInOtherWords => {
                self.refusals.may_but_does_not(stale);
                self.refusals.may_but_does_not(Condition::InvalidIfMatch);
            }
            Verdict::SameToSome => {
                self.refusals.may_and_does(stale);
                self.refusals.may_but_does_not(Condition::InvalidIfMatch);
            }
            Verdict::Other => self.refuse(stale),
            Verdict::Malformed => {
                self.refuse(Condition::InvalidIfMatch);
                self.refuse(stale);
            }
            Verdict::MalformedToSome => {
                self.refusals.may_and_does(Condition::InvalidIfMatch);
                self.refusals.may_but_does_not(stale);
            }
        }
    }

    /// Whether none of `parameters` was sent: the dictionary knows a code for that (54010), the live service was seen to accept it.
    pub(crate) fn note_if_empty(&mut self, parameters: &[Parameter]) {
        if parameters.iter().all(|p| self.request.param(*p).is_none()) {
            self.refusals.may_but_does_not(Condition::InvalidParameter);
        }
    }
}

/// A non-negative integer in decimal digits and nothing else.
pub(crate) fn natural(text: &str) -> Option<i64> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Whether a text is a boolean in one of the usual spellings, or as good as absent.
pub(crate) fn is_boolean_to_some(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    ["true", "false", "t", "f", "1", "0", "yes", "no", "y", "n", "on", "off", ""].contains(&text.as_str())
}

/// Whether a text has the shape of a SID if the letter case of its digits does not matter.
fn is_sid_but_for_case(text: &str) -> bool {
    let digits = text.get(2..).map(str::to_ascii_lowercase);
    digits.is_some_and(|digits| is_sid_shaped(&format!("{}{digits}", &text[..2])))
}

/// Whether a text is one that some services cannot store or address as it stands, although no page rules it out: with a slash, with
/// spaces at its ends, with control characters, or a step in a path.
pub(crate) fn is_awkward(text: &str) -> bool {
    text.contains('/') || text.trim() != text || text.chars().any(char::is_control) || matches!(text, "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_numbers_are_digits_only() {
        assert_eq!(natural("31536000"), Some(31_536_000));
        assert_eq!(natural("0"), Some(0));
        for text in ["", "-1", "+1", "1.0", " 1", "1e3", "x", "99999999999999999999"] {
            assert_eq!(natural(text), None, "{text}");
        }
    }

    #[test]
    fn what_must_be_refused_is_named_first() {
        let mut refusals = Refusals::default();
        refusals.may_but_does_not(Condition::InvalidTtl);
        assert_eq!(refusals.reference_answer(), None);
        refusals.may_and_does(Condition::InvalidKey);
        assert_eq!(refusals.reference_answer(), Some(Condition::InvalidKey));
        refusals.must.push(Condition::DataNotJson);
        assert_eq!(refusals.reference_answer(), Some(Condition::DataNotJson));
    }
}
