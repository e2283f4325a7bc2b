//! A request and its response, as the model sees them: decoded, but not yet judged.

use serde_json::Value;

use crate::{Address, Operation, Parameter, Sid, form::Pair};

/// What a caller asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The account that the credentials belong to.
    pub account: Sid,
    /// Absolute URL that addresses hang below, without a slash at its end: `http://localhost:8080/v1`.
    pub base: String,
    /// What is meant.
    pub address: Address,
    /// What is to be done with it.
    pub operation: Operation,
    /// Form or query parameters as sent, unknown and repeated ones included.
    pub params: Vec<Pair>,
    /// The `If-Match` header as sent.
    pub if_match: Option<String>,
}

impl Request {
    /// The value of a parameter. If it was sent more than once, the last one counts.
    pub fn param(&self, parameter: Parameter) -> Option<&str> {
        self.params.iter().rev().find(|(name, _)| name == parameter.name()).map(|(_, value)| value.as_str())
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The JSON body; `None` when there is no body.
    pub body: Option<Value>,
}

impl Response {
    /// Whether the status is in 200…299.
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The `code` of an error body.
    pub fn code(&self) -> Option<i64> {
        self.body.as_ref()?.get("code")?.as_i64()
    }
}

/// The documentation page of an error code, as error bodies name it.
pub fn more_info(code: i64) -> String {
    format!("https://www.twilio.com/docs/errors/{code}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Resource, SidPrefix, Verb};

    #[test]
    fn the_last_of_repeated_parameters_counts() {
        let request = Request {
            account: Sid::new(SidPrefix::Account, 1),
            base: String::new(),
            address: Address::Services,
            operation: Operation { resource: Resource::Service, verb: Verb::Create },
            params: vec![("Ttl".into(), "1".into()), ("Ttl".into(), "2".into()), ("ttl".into(), "3".into())],
            if_match: None,
        };
        assert_eq!(request.param(Parameter::Ttl), Some("2"));
        assert_eq!(request.param(Parameter::Data), None);
    }
}
