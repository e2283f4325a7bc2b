//! The words that name an object.

use std::str::FromStr;

use cucumber::Parameter;
use syncproof_api::{ChildKind, ObjectKind};

use super::kind;

/// An object that a scenario made, by the words that name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Label {
    /// `the Service`, `the other Service`
    Service {
        /// Whether it is the other one.
        other: bool,
    },
    /// `the Document`, `the other Map`
    Object {
        /// Of which kind.
        kind: ObjectKind,
        /// Whether it is the other one.
        other: bool,
    },
    /// `the item "k"`, `the list item "a" of the other List`, `the permission "p" of the Map`
    Child {
        /// Kind of the parent.
        kind: ObjectKind,
        /// Whether the parent is the other one.
        other: bool,
        /// What it is.
        child: ChildKind,
        /// Key or identity; of a List Item the name that the scenario gives it, for its index is the target's choice.
        id: String,
    },
}

impl Label {
    /// The object that this is in, if it is in one.
    pub(crate) fn parent(&self) -> Option<Self> {
        match self {
            Self::Child { kind, other, .. } => Some(Self::Object { kind: *kind, other: *other }),
            Self::Service { .. } | Self::Object { .. } => None,
        }
    }
}

/// What a step is about.
#[derive(Debug, Clone, PartialEq, Eq, Parameter)]
#[param(
    name = "object",
    regex = "the (?:other )?(?:Service|Document|List|Map|Stream)\
        |the item(?: \"[^\"]*\"(?: of the other Map)?)?\
        |the list item(?: \"[^\"]*\"(?: of the other List)?| at index \"[^\"]*\")?\
        |the permission (?:\\d+ × )?\"[^\"]*\" of (?:the (?:other )?|a missing )(?:Document|List|Map)\
        |a missing (?:Service|Document|List|Map|Stream|item|list item)\
        |a (?:Document|List|Map|Stream) with an unknown name\
        |an item of a missing (?:Map|Service)\
        |a list item of a missing (?:List|Service)\
        |a permission of a missing Service\
        |a (?:Document|List|Map|Stream) of a missing Service"
)]
pub(crate) enum ObjectRef {
    /// One that the scenario made.
    Known(Label),
    /// `the item`, `the list item`: the one created last.
    Last(ObjectKind),
    /// A well-formed address where nothing is, or one that cannot be right.
    Missing(Missing),
}

/// An address where nothing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A Service SID that is not there.
    Service,
    /// A SID that no object has.
    Object(ObjectKind),
    /// A unique name that no object has.
    Named(ObjectKind),
    /// An object below a Service that is missing.
    OfService(ObjectKind),
    /// A key that the Map does not have, an index that the List does not have.
    Item(ObjectKind),
    /// The list item at this index, whatever it is.
    ItemAt(String),
    /// An item or permission below an object that is missing.
    OfObject(ObjectKind, ChildKind, String),
    /// An item or permission below a Service that is missing.
    DeepOfService(ObjectKind, ChildKind),
}

impl FromStr for ObjectRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let no_object = || format!("'{text}' names no object");
        if let Some(rest) = text.strip_prefix("the permission ") {
            return permission(rest).ok_or_else(no_object);
        }
        if let Some(rest) = text.strip_prefix("the list item") {
            return item(ObjectKind::List, rest).ok_or_else(no_object);
        }
        if let Some(rest) = text.strip_prefix("the item") {
            return item(ObjectKind::Map, rest).ok_or_else(no_object);
        }
        if let Some(rest) = text.strip_prefix("the ") {
            let (other, word) = rest.strip_prefix("other ").map_or((false, rest), |word| (true, word));
            let label =
                if word == "Service" { Label::Service { other } } else { Label::Object { kind: kind(word)?, other } };
            return Ok(Self::Known(label));
        }
        missing(text).map(Self::Missing).ok_or_else(no_object)
    }
}

/// What follows `the item` or `the list item`.
fn item(kind: ObjectKind, rest: &str) -> Option<ObjectRef> {
    if rest.is_empty() {
        return Some(ObjectRef::Last(kind));
    }
    if let Some(index) = rest.strip_prefix(" at index ") {
        return Some(ObjectRef::Missing(Missing::ItemAt(quoted(index)?.0.to_owned())));
    }
    let (id, rest) = quoted(rest.strip_prefix(' ')?)?;
    let other = match rest {
        "" => false,
        " of the other Map" if kind == ObjectKind::Map => true,
        " of the other List" if kind == ObjectKind::List => true,
        _ => return None,
    };
    Some(ObjectRef::Known(Label::Child { kind, other, child: ChildKind::Item, id: id.to_owned() }))
}

/// What follows `the permission`.
fn permission(rest: &str) -> Option<ObjectRef> {
    let (id, rest) = match rest.split_once(" × ") {
        Some((length, piece)) if length.bytes().all(|b| b.is_ascii_digit()) => {
            let (piece, rest) = quoted(piece)?;
            (piece.chars().cycle().take(length.parse().ok()?).collect(), rest)
        }
        _ => quoted(rest).map(|(id, rest)| (id.to_owned(), rest))?,
    };
    let child = ChildKind::Permission;
    if let Some(word) = rest.strip_prefix(" of a missing ") {
        return Some(ObjectRef::Missing(Missing::OfObject(kind(word).ok()?, child, id)));
    }
    let word = rest.strip_prefix(" of the ")?;
    let (other, word) = word.strip_prefix("other ").map_or((false, word), |word| (true, word));
    Some(ObjectRef::Known(Label::Child { kind: kind(word).ok()?, other, child, id }))
}

fn missing(text: &str) -> Option<Missing> {
    let (_, words) = text.split_once(' ')?;
    if let Some(word) = words.strip_prefix("missing ") {
        return Some(match word {
            "Service" => Missing::Service,
            "item" => Missing::Item(ObjectKind::Map),
            "list item" => Missing::Item(ObjectKind::List),
            word => Missing::Object(kind(word).ok()?),
        });
    }
    if let Some(word) = words.strip_suffix(" with an unknown name") {
        return Some(Missing::Named(kind(word).ok()?));
    }
    let (word, of) = words.split_once(" of a missing ")?;
    Some(match (word, of) {
        ("item", "Service") => Missing::DeepOfService(ObjectKind::Map, ChildKind::Item),
        ("list item", "Service") => Missing::DeepOfService(ObjectKind::List, ChildKind::Item),
        ("permission", "Service") => Missing::DeepOfService(ObjectKind::Document, ChildKind::Permission),
        ("item", "Map") => Missing::OfObject(ObjectKind::Map, ChildKind::Item, "key".to_owned()),
        ("list item", "List") => Missing::OfObject(ObjectKind::List, ChildKind::Item, "0".to_owned()),
        (word, "Service") => Missing::OfService(kind(word).ok()?),
        _ => return None,
    })
}

/// The text between quotes at the start, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.rsplit_once('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(kind: ObjectKind, other: bool, child: ChildKind, id: &str) -> ObjectRef {
        ObjectRef::Known(Label::Child { kind, other, child, id: id.into() })
    }

    #[test]
    fn items_are_named_by_key_and_map() {
        let item = |key, other| child(ObjectKind::Map, other, ChildKind::Item, key);
        assert_eq!("the item \"a b\"".parse(), Ok(item("a b", false)));
        assert_eq!("the item \"\" of the other Map".parse(), Ok(item("", true)));
        assert_eq!("the item".parse(), Ok(ObjectRef::Last(ObjectKind::Map)));
        assert!("the item \"a\" of the other List".parse::<ObjectRef>().is_err());
        assert!("the thing".parse::<ObjectRef>().is_err());
    }

    #[test]
    fn list_items_are_named_by_the_scenario_or_addressed_by_index() {
        let item = |name, other| child(ObjectKind::List, other, ChildKind::Item, name);
        assert_eq!("the list item \"a\"".parse(), Ok(item("a", false)));
        assert_eq!("the list item \"a\" of the other List".parse(), Ok(item("a", true)));
        assert_eq!("the list item".parse(), Ok(ObjectRef::Last(ObjectKind::List)));
        assert_eq!("the list item at index \"-1\"".parse(), Ok(ObjectRef::Missing(Missing::ItemAt("-1".into()))));
    }

    #[test]
    fn permissions_are_named_by_identity_and_parent() {
        let permission = |kind, other| child(kind, other, ChildKind::Permission, "al ice");
        assert_eq!("the permission \"al ice\" of the Map".parse(), Ok(permission(ObjectKind::Map, false)));
        assert_eq!("the permission \"al ice\" of the other List".parse(), Ok(permission(ObjectKind::List, true)));
        let missing = Missing::OfObject(ObjectKind::Document, ChildKind::Permission, "bob".into());
        assert_eq!("the permission \"bob\" of a missing Document".parse(), Ok(ObjectRef::Missing(missing)));
        let long = child(ObjectKind::Map, false, ChildKind::Permission, "ababa");
        assert_eq!("the permission 5 × \"ab\" of the Map".parse(), Ok(long));
    }

    #[test]
    fn what_is_missing_says_where() {
        let missing = |text: &str| match text.parse() {
            Ok(ObjectRef::Missing(missing)) => missing,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(missing("a missing Stream"), Missing::Object(ObjectKind::Stream));
        assert_eq!(missing("a List with an unknown name"), Missing::Named(ObjectKind::List));
        assert_eq!(missing("a Map of a missing Service"), Missing::OfService(ObjectKind::Map));
        assert_eq!(
            missing("a list item of a missing Service"),
            Missing::DeepOfService(ObjectKind::List, ChildKind::Item)
        );
    }
}
