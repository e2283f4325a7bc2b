//! The words that steps are made of: objects, collections, conditions, outcomes.

use std::{convert::Infallible, str::FromStr};

use cucumber::Parameter;
use syncproof_api::{Condition, ObjectKind};
use syncproof_harness::session::Identity;

/// An object that a scenario made, by the words that name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Label {
    /// `the Service`
    Service,
    /// `the Document`, `the other Document`, `the Map`, `the other Map`
    Object {
        /// Document or Map.
        kind: ObjectKind,
        /// Whether it is the other one.
        other: bool,
    },
    /// `the item "k"`, `the item "k" of the other Map`
    Item {
        /// The key, as the scenario writes it.
        key: String,
        /// Whether it is in the other Map.
        other: bool,
    },
}

/// What a step is about.
#[derive(Debug, Clone, PartialEq, Eq, Parameter)]
#[param(
    name = "object",
    regex = "the Service|the (?:other )?Document|the (?:other )?Map|the item \"[^\"]*\"(?: of the other Map)?|the item|a missing (?:Document|Map|item|Service)|a (?:Document|Map) with an unknown name|an item of a missing Map|a (?:Document|Map) of a missing Service"
)]
pub(crate) enum ObjectRef {
    /// One that the scenario made.
    Known(Label),
    /// `the item`: the one created last.
    LastItem,
    /// A SID or key that nothing has; `None` is a Service.
    Missing(MissingThing),
}

/// A well-formed address where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingThing {
    /// A SID that no object has.
    Object(ObjectKind),
    /// A unique name that no object has.
    Named(ObjectKind),
    /// A key that the Map does not have.
    Item,
    /// An item below a Map that is missing.
    ItemOfMissingMap,
    /// A Service SID that is not there.
    Service,
    /// An object below a Service that is missing.
    ObjectOfMissingService(ObjectKind),
}

impl FromStr for ObjectRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        use MissingThing as M;
        let object = |kind, other| Ok(Self::Known(Label::Object { kind, other }));
        match text {
            "the Service" => Ok(Self::Known(Label::Service)),
            "the Document" => object(ObjectKind::Document, false),
            "the other Document" => object(ObjectKind::Document, true),
            "the Map" => object(ObjectKind::Map, false),
            "the other Map" => object(ObjectKind::Map, true),
            "the item" => Ok(Self::LastItem),
            "a missing Document" => Ok(Self::Missing(M::Object(ObjectKind::Document))),
            "a missing Map" => Ok(Self::Missing(M::Object(ObjectKind::Map))),
            "a missing item" => Ok(Self::Missing(M::Item)),
            "a missing Service" => Ok(Self::Missing(M::Service)),
            "a Document with an unknown name" => Ok(Self::Missing(M::Named(ObjectKind::Document))),
            "a Map with an unknown name" => Ok(Self::Missing(M::Named(ObjectKind::Map))),
            "an item of a missing Map" => Ok(Self::Missing(M::ItemOfMissingMap)),
            "a Document of a missing Service" => Ok(Self::Missing(M::ObjectOfMissingService(ObjectKind::Document))),
            "a Map of a missing Service" => Ok(Self::Missing(M::ObjectOfMissingService(ObjectKind::Map))),
            _ => {
                let quoted = text.strip_prefix("the item \"").ok_or_else(|| format!("'{text}' names no object"))?;
                let (key, rest) = quoted.rsplit_once('"').ok_or_else(|| format!("'{text}' has no closing quote"))?;
                match rest {
                    "" => Ok(Self::Known(Label::Item { key: key.to_owned(), other: false })),
                    " of the other Map" => Ok(Self::Known(Label::Item { key: key.to_owned(), other: true })),
                    _ => Err(format!("'{text}' names no object")),
                }
            }
        }
    }
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Parameter)]
#[param(
    name = "collection",
    regex = "the Services|the (?:Documents|Maps)(?: of a missing Service)?|the items(?: of the other Map| of a missing Map)?"
)]
pub(crate) enum Collection {
    /// `the Services`
    Services,
    /// `the Documents`, `the Maps`, and those of a missing Service.
    Objects {
        /// Which.
        kind: ObjectKind,
        /// Whether the Service is missing.
        of_missing: bool,
    },
    /// `the items`
    Items(ParentMap),
}

/// The Map that items are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParentMap {
    /// `the Map`
    Own,
    /// `the other Map`
    Other,
    /// One that is not there.
    Missing,
}

impl FromStr for Collection {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "the Services" => Self::Services,
            "the Documents" => Self::Objects { kind: ObjectKind::Document, of_missing: false },
            "the Maps" => Self::Objects { kind: ObjectKind::Map, of_missing: false },
            "the Documents of a missing Service" => Self::Objects { kind: ObjectKind::Document, of_missing: true },
            "the Maps of a missing Service" => Self::Objects { kind: ObjectKind::Map, of_missing: true },
            "the items" => Self::Items(ParentMap::Own),
            "the items of the other Map" => Self::Items(ParentMap::Other),
            "the items of a missing Map" => Self::Items(ParentMap::Missing),
            _ => return Err(format!("'{text}' names no collection")),
        })
    }
}

/// What is created, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Parameter)]
#[param(
    name = "new",
    regex = "a Service|(?:a|another) (?:Document|Map)|a (?:Document|Map) in a missing Service|an item(?: in the other Map| in a missing Map)?"
)]
pub(crate) enum New {
    /// `a Service`
    Service,
    /// `a Document`, `another Map`
    Object {
        /// Document or Map.
        kind: ObjectKind,
        /// Whether it becomes the other one.
        other: bool,
    },
    /// `a Document in a missing Service`
    InMissingService(ObjectKind),
    /// `an item`
    Item(ParentMap),
}

impl FromStr for New {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "a Service" => Self::Service,
            "a Document" => Self::Object { kind: ObjectKind::Document, other: false },
            "another Document" => Self::Object { kind: ObjectKind::Document, other: true },
            "a Map" => Self::Object { kind: ObjectKind::Map, other: false },
            "another Map" => Self::Object { kind: ObjectKind::Map, other: true },
            "a Document in a missing Service" => Self::InMissingService(ObjectKind::Document),
            "a Map in a missing Service" => Self::InMissingService(ObjectKind::Map),
            "an item" => Self::Item(ParentMap::Own),
            "an item in the other Map" => Self::Item(ParentMap::Other),
            "an item in a missing Map" => Self::Item(ParentMap::Missing),
            _ => return Err(format!("'{text}' cannot be created")),
        })
    }
}

/// How a thing is asked for, and whether a table follows: ` by its unique name without credentials with`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Parameter)]
#[param(
    name = "way",
    regex = "(?: by its unique name| by the Map's unique name)?(?: without credentials| with a wrong token| as a stranger)?(?: with)?"
)]
pub(crate) struct Way {
    /// By unique name instead of SID.
    pub(crate) by_name: bool,
    /// As whom.
    pub(crate) identity: Identity,
}

impl Way {
    /// By SID, as ourselves.
    pub(crate) const PLAIN: Self = Self { by_name: false, identity: Identity::Own };
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
        Ok(Self { by_name: text.contains("unique name"), identity })
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
    fn items_are_named_by_key_and_map() {
        let item = |key: &str, other| ObjectRef::Known(Label::Item { key: key.into(), other });
        assert_eq!("the item \"a b\"".parse(), Ok(item("a b", false)));
        assert_eq!("the item \"\" of the other Map".parse(), Ok(item("", true)));
        assert_eq!("the item".parse(), Ok(ObjectRef::LastItem));
        assert!("the thing".parse::<ObjectRef>().is_err());
    }

    #[test]
    fn conditions_are_checked_by_name() {
        let both: Conditions = "invalid-if-match or map-item-revision-stale".parse().unwrap();
        assert_eq!(both.0, [Condition::InvalidIfMatch, Condition::MapItemRevisionStale]);
        assert!("invalid-ifmatch".parse::<Conditions>().is_err());
    }
}
