//! The words that steps are made of: objects, collections, ways of asking, outcomes, conditions.

mod object;
mod place;

use std::{convert::Infallible, str::FromStr};

use cucumber::Parameter;
use syncproof_api::{Condition, ObjectKind};
use syncproof_harness::session::Identity;

pub(crate) use object::{Label, Missing, ObjectRef};
pub(crate) use place::{Collection, New, Parent};

/// The kind of object that a word names.
pub(crate) fn kind(word: &str) -> Result<ObjectKind, String> {
    match word {
        "Document" => Ok(ObjectKind::Document),
        "List" => Ok(ObjectKind::List),
        "Map" => Ok(ObjectKind::Map),
        "Stream" => Ok(ObjectKind::Stream),
        _ => Err(format!("'{word}' is no kind of object")),
    }
}

/// How a thing is asked for, and whether a table follows: ` by its unique name without credentials with`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Parameter)]
#[param(
    name = "way",
    regex = "(?: by its unique name| by the (?:Document|List|Map|Stream)'s unique name)?(?: through the other Service)?(?: without credentials| with a wrong token| as a stranger)?(?: with)?"
)]
pub(crate) struct Way {
    /// By unique name instead of SID.
    pub(crate) by_name: bool,
    /// Below the other Service instead of the one it is in.
    pub(crate) elsewhere: bool,
    /// As whom.
    pub(crate) identity: Identity,
}

impl Way {
    /// By SID, as ourselves.
    pub(crate) const PLAIN: Self = Self { by_name: false, elsewhere: false, identity: Identity::Own };
}

impl FromStr for Way {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let identity = if text.contains("without credentials") {
            Identity::Nobody
        } else if text.contains("with a wrong token") {
            Identity::Impostor
        } else if text.contains("as a stranger") {
            Identity::Stranger
        } else {
            Identity::Own
        };
        let elsewhere = text.contains("through the other Service");
        Ok(Self { by_name: text.contains("unique name"), elsewhere, identity })
    }
}

/// What a successful request did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Parameter)]
#[param(name = "outcome", regex = "created|returned|updated|deleted")]
pub(crate) enum Outcome {
    /// 201
    Created,
    /// 200
    Returned,
    /// 200
    Updated,
    /// 204
    Deleted,
}

impl Outcome {
    /// The HTTP status (section 3 of the OpenAPI document's operations: create 201, fetch, list and update 200, delete 204).
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Created => 201,
            Self::Returned | Self::Updated => 200,
            Self::Deleted => 204,
        }
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "created" => Ok(Self::Created),
            "returned" => Ok(Self::Returned),
            "updated" => Ok(Self::Updated),
            "deleted" => Ok(Self::Deleted),
            _ => Err(format!("'{text}' is no outcome")),
        }
    }
}

/// One or more conditions: `invalid-if-match or map-item-revision-stale`.
#[derive(Debug, Clone, PartialEq, Eq, Parameter)]
#[param(name = "conditions", regex = "[a-z-]+(?: or [a-z-]+)*")]
pub(crate) struct Conditions(pub(crate) Vec<Condition>);

impl FromStr for Conditions {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(" or ")
            .map(|name| name.parse::<Condition>().map_err(|e| e.to_string()))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// Everything to the end of the step.
#[derive(Debug, Clone, PartialEq, Eq, Parameter)]
#[param(name = "rest", regex = ".+")]
pub(crate) struct Rest(pub(crate) String);

impl FromStr for Rest {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_checked_by_name() {
        let both: Conditions = "invalid-if-match or map-item-revision-stale".parse().unwrap();
        assert_eq!(both.0, [Condition::InvalidIfMatch, Condition::MapItemRevisionStale]);
        assert!("invalid-ifmatch".parse::<Conditions>().is_err());
    }
}
