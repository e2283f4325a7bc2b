//! The words that name a collection, and what is created in it.

use std::str::FromStr;

use cucumber::Parameter;
use syncproof_api::{ChildKind, ObjectKind};

use super::kind;

/// Where something is listed or created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parent {
    /// In the Service that the scenario works in, in `the Map`.
    Own,
    /// In `the other Service`, `the other Map`.
    Other,
    /// In a Map that is not there.
    Missing,
    /// In a Service that is not there.
    MissingService,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Parameter)]
#[param(
    name = "collection",
    regex = "the Services\
        |the (?:Documents|Lists|Maps|Streams)(?: of (?:the other|a missing) Service)?\
        |the items(?: of (?:the other Map|a missing Map|a missing Service))?\
        |the list items(?: of (?:the other List|a missing List|a missing Service))?\
        |the permissions of (?:the (?:other )?|a missing )(?:Document|List|Map)\
        |the permissions of a missing Service"
)]
pub(crate) enum Collection {
    /// `the Services`
    Services,
    /// `the Documents`, `the Maps of the other Service`
    Objects(ObjectKind, Parent),
    /// `the items`, `the list items of the other List`, `the permissions of the Map`
    Children(ObjectKind, ChildKind, Parent),
}

impl FromStr for Collection {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = text.strip_prefix("the ").unwrap_or(text);
        let (what, place) = words.split_once(" of ").map_or((words, ""), |(what, place)| (what, place));
        let collection = match what {
            "Services" => Some(Self::Services),
            "items" => parent(place).map(|at| Self::Children(ObjectKind::Map, ChildKind::Item, at)),
            "list items" => parent(place).map(|at| Self::Children(ObjectKind::List, ChildKind::Item, at)),
            "permissions" => {
                let word = place.rsplit(' ').next().unwrap_or_default();
                let kind = if word == "Service" { ObjectKind::Document } else { kind(word)? };
                parent(place).map(|at| Self::Children(kind, ChildKind::Permission, at))
            }
            plural => {
                let kind = kind(plural.trim_end_matches('s'))?;
                parent(place).map(|at| Self::Objects(kind, at))
            }
        };
        collection.ok_or_else(|| format!("'{text}' names no collection"))
    }
}

/// What is created, and where.
#[derive(Debug, Clone, PartialEq, Eq, Parameter)]
#[param(
    name = "new",
    regex = "(?:a|another) (?:Service|Document|List|Map|Stream)\
        |a (?:Document|List|Map|Stream) in (?:the other|a missing) Service\
        |an item(?: in (?:the other Map|a missing Map|a missing Service))?\
        |a list item(?: \"[^\"]*\")?(?: in (?:the other List|a missing List|a missing Service))?\
        |a message(?: in (?:the other Stream|a missing Stream|a missing Service))?"
)]
pub(crate) enum New {
    /// `a Service`, `another Service`
    Service {
        /// Whether it becomes the other one.
        other: bool,
    },
    /// `a Document`, `another Map`
    Object {
        /// Of which kind.
        kind: ObjectKind,
        /// Whether it becomes the other one.
        other: bool,
    },
    /// `a Document in the other Service` (becomes the other one), `a Document in a missing Service`
    ObjectIn(ObjectKind, Parent),
    /// `an item`: its key is in the table
    Item(Parent),
    /// `a list item "a"`: its index is the target's choice, the name the scenario's
    ListItem(String, Parent),
    /// `a message`
    Message(Parent),
}

impl FromStr for New {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let cannot = || format!("'{text}' cannot be created");
        let (what, place) = text.rsplit_once(" in ").unwrap_or((text, ""));
        let at = parent(place).ok_or_else(cannot)?;
        if let Some(name) = what.strip_prefix("a list item") {
            return Ok(Self::ListItem(name.trim().trim_matches('"').to_owned(), at));
        }
        let (article, word) = what.split_once(' ').ok_or_else(cannot)?;
        let other = article == "another";
        Ok(match word {
            "item" => Self::Item(at),
            "message" => Self::Message(at),
            "Service" => Self::Service { other },
            word if place.is_empty() => Self::Object { kind: kind(word)?, other },
            word => Self::ObjectIn(kind(word)?, at),
        })
    }
}

/// The place that words name: nothing, `the other Map`, `a missing Map`, `a missing Service`.
fn parent(place: &str) -> Option<Parent> {
    match place.rsplit_once(' ') {
        None if place.is_empty() => Some(Parent::Own),
        Some(("the other", _)) => Some(Parent::Other),
        Some(("a missing", "Service")) => Some(Parent::MissingService),
        Some(("a missing", _)) => Some(Parent::Missing),
        Some(("the", _)) => Some(Parent::Own),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collections_say_where_they_are() {
        let collection = |text: &str| text.parse::<Collection>();
        assert_eq!(collection("the Lists"), Ok(Collection::Objects(ObjectKind::List, Parent::Own)));
        let elsewhere = Collection::Objects(ObjectKind::Map, Parent::Other);
        assert_eq!(collection("the Maps of the other Service"), Ok(elsewhere));
        let items = |kind, at| Ok(Collection::Children(kind, ChildKind::Item, at));
        assert_eq!(collection("the items of a missing Map"), items(ObjectKind::Map, Parent::Missing));
        assert_eq!(collection("the list items"), items(ObjectKind::List, Parent::Own));
        let permissions = |kind, at| Ok(Collection::Children(kind, ChildKind::Permission, at));
        assert_eq!(collection("the permissions of the other List"), permissions(ObjectKind::List, Parent::Other));
        assert_eq!(collection("the permissions of the Map"), permissions(ObjectKind::Map, Parent::Own));
        assert!(collection("the messages").is_err());
    }

    #[test]
    fn what_is_new_says_where_it_goes() {
        let new = |text: &str| text.parse::<New>();
        assert_eq!(new("another Stream"), Ok(New::Object { kind: ObjectKind::Stream, other: true }));
        assert_eq!(new("a Map in the other Service"), Ok(New::ObjectIn(ObjectKind::Map, Parent::Other)));
        assert_eq!(new("a list item \"a\""), Ok(New::ListItem("a".into(), Parent::Own)));
        assert_eq!(new("a list item in a missing List"), Ok(New::ListItem(String::new(), Parent::Missing)));
        assert_eq!(new("a message in a missing Service"), Ok(New::Message(Parent::MissingService)));
        assert!(new("a thing").is_err());
    }
}
