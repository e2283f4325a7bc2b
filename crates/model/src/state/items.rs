//! The items of Lists and Maps.

use std::{collections::BTreeMap, fmt};

use syncproof_api::{Condition, ObjectKind};

use super::{Data, Life};

/// What names an item among those of its List or Map.
///
/// The order is that of a listing: indexes as numbers, keys by code point, which for UTF-8 is the order of the bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ItemId {
    /// Of a List Item; made by the service.
    Index(u64),
    /// Of a Map Item; given by the client.
    Key(String),
}

/// Indexes beyond this may be more than a service can count to.
const LARGE: u64 = i32::MAX as u64;

impl ItemId {
    /// Reads the id of an item of an object of this kind; if it is none, the conditions that say so.
    pub(crate) fn parse(kind: ObjectKind, text: &str) -> Result<Self, Vec<Condition>> {
        match kind {
            ObjectKind::List => match index(text) {
                Some(index) => Ok(Self::Index(index)),
                // More digits than any index has: a number that is too large for us is still a number.
                None if is_canonical(text) => Err(vec![Condition::ListItemNotFound, Condition::InvalidListIndex]),
                // "Not an index" and "nothing at that index" are both defensible.
                None => Err(vec![Condition::InvalidListIndex, Condition::ListItemNotFound]),
            },
            _ => Ok(Self::Key(text.to_owned())),
        }
    }

    /// Whether this is an index that some services cannot count to.
    pub(crate) const fn is_large(&self) -> bool {
        matches!(self, Self::Index(index) if *index > LARGE)
    }

    /// The conditions that say that nothing has this id.
    pub(crate) fn missing(&self) -> Vec<Condition> {
        match self {
            Self::Index(_) if self.is_large() => vec![Condition::ListItemNotFound, Condition::InvalidListIndex],
            Self::Index(_) => vec![Condition::ListItemNotFound],
            Self::Key(_) => vec![Condition::MapItemNotFound],
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "{index}"),
            Self::Key(key) => f.write_str(key),
        }
    }
}

/// An index as the reference reads it: decimal digits without leading zeros. Nothing is said about other spellings.
fn index(text: &str) -> Option<u64> {
    is_canonical(text).then(|| text.parse().ok())?
}

/// Whether a text is a non-negative integer in its usual spelling, however large.
pub(crate) fn is_canonical(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'))
}

/// The items of a List or Map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Items {
    /// In the order of listing.
    by_id: BTreeMap<ItemId, Item>,
    /// The largest index that was ever given: none is given again, whatever has become of its item.
    last_index: Option<u64>,
}

/// An item; its id is where it is stored under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) data: Data,
    pub(crate) life: Life,
}

impl Items {
    /// All items in the order of listing.
    pub(crate) const fn all(&self) -> &BTreeMap<ItemId, Item> {
        &self.by_id
    }

    pub(crate) const fn last_index(&self) -> Option<u64> {
        self.last_index
    }

    pub(crate) fn get(&self, id: &ItemId) -> Option<&Item> {
        self.by_id.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &ItemId) -> Option<&mut Item> {
        self.by_id.get_mut(id)
    }

    pub(crate) fn insert(&mut self, id: ItemId, item: Item) {
        if let ItemId::Index(index) = id {
            self.last_index = self.last_index.max(Some(index));
        }
        self.by_id.insert(id, item);
    }

    pub(crate) fn remove(&mut self, id: &ItemId) {
        self.by_id.remove(id);
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&Item) -> bool) {
        self.by_id.retain(|_, item| keep(item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_ordered_as_numbers_and_keys_as_texts() {
        assert!(ItemId::Index(9) < ItemId::Index(10));
        assert!(ItemId::Key("9".into()) > ItemId::Key("10".into()));
    }

    #[test]
    fn an_index_has_one_spelling() {
        assert_eq!(index("0"), Some(0));
        assert_eq!(index("18446744073709551615"), Some(u64::MAX));
        for text in ["", "00", "01", "+1", "-1", "1.0", " 1", "x", "١", "18446744073709551616"] {
            assert_eq!(index(text), None, "{text}");
        }
    }
}
