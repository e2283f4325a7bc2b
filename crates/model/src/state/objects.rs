//! Documents, Lists, Maps and Streams.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;
use syncproof_api::{Sid, Timestamp};

use super::Items;

/// A JSON value that is shared, not copied, when the state is.
pub(crate) type Data = Arc<Value>;

/// Objects of one kind, by SID and by unique name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Objects {
    /// In the order of creation.
    by_number: BTreeMap<u64, Object>,
    by_sid: BTreeMap<String, u64>,
    by_name: BTreeMap<String, u64>,
    created: u64,
}

/// A Document, List, Map or Stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) sid: Sid,
    pub(crate) unique_name: Option<String>,
    pub(crate) life: Life,
    pub(crate) content: Content,
    /// By identity.
    pub(crate) permissions: BTreeMap<String, Flags>,
}

/// What an object contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Of a Document.
    Data(Data),
    /// Of a List or Map.
    Items(Items),
    /// Of a Stream: its messages pass and are not kept.
    Nothing,
}

/// What an identity may do with an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Flags {
    pub(crate) read: bool,
    pub(crate) write: bool,
    pub(crate) manage: bool,
}

/// What every object and item has: revision and dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Life {
    /// `None` while observing, when the service may have moved it unseen. A Stream's is never shown.
    pub(crate) revision: Option<String>,
    /// The revision before it may have moved unseen: whether it still holds or not, no change of data brings it back.
    pub(crate) former_revision: Option<String>,
    pub(crate) created: Timestamp,
    /// `None` while observing, when the service may have moved it unseen.
    pub(crate) updated: Option<Timestamp>,
    pub(crate) expires: Option<Timestamp>,
    /// When it was last created or updated, by the clock of whoever asks the model.
    pub(crate) written: Timestamp,
}

impl Life {
    /// An object is there until its expiry and gone from then on.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|at| at <= now)
    }
}

impl Object {
    /// The items of a List or Map.
    pub(crate) const fn items(&self) -> Option<&Items> {
        match &self.content {
            Content::Items(items) => Some(items),
            Content::Data(_) | Content::Nothing => None,
        }
    }

    pub(crate) const fn items_mut(&mut self) -> Option<&mut Items> {
        match &mut self.content {
            Content::Items(items) => Some(items),
            Content::Data(_) | Content::Nothing => None,
        }
    }

    /// The data of a Document.
    pub(crate) const fn data(&self) -> Option<&Data> {
        match &self.content {
            Content::Data(data) => Some(data),
            Content::Items(_) | Content::Nothing => None,
        }
    }

    /// When this object and its items expire.
    fn expiries(&self) -> impl Iterator<Item = Timestamp> {
        let items = self.items().into_iter().flat_map(|items| items.all().values());
        items.map(|item| item.life.expires).chain([self.life.expires]).flatten()
    }
}

impl Objects {
    /// All objects in the order of creation.
    pub(crate) const fn all(&self) -> &BTreeMap<u64, Object> {
        &self.by_number
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Object> {
        self.by_number.get(&number)
    }

    pub(crate) fn get_mut(&mut self, number: u64) -> Option<&mut Object> {
        self.by_number.get_mut(&number)
    }

    /// The number of the object with that SID or unique name. No name has the shape of a SID, so the two never mean different objects.
    pub(crate) fn find(&self, sid_or_name: &str) -> Option<u64> {
        self.by_sid.get(sid_or_name).or_else(|| self.by_name.get(sid_or_name)).copied()
    }

    /// Whether an object has that unique name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    pub(super) fn has_sid(&self, sid: &str) -> bool {
        self.by_sid.contains_key(sid)
    }

    pub(crate) fn add(&mut self, object: Object) -> u64 {
        self.created += 1;
        self.by_sid.insert(object.sid.as_str().to_owned(), self.created);
        if let Some(name) = &object.unique_name {
            self.by_name.insert(name.clone(), self.created);
        }
        self.by_number.insert(self.created, object);
        self.created
    }

    /// Removes an object with everything in it.
    pub(crate) fn remove(&mut self, number: u64) {
        if let Some(object) = self.by_number.remove(&number) {
            self.by_sid.remove(object.sid.as_str());
            if let Some(name) = &object.unique_name {
                self.by_name.remove(name);
            }
        }
    }

    /// Removes what has expired.
    pub(super) fn expire(&mut self, now: Timestamp) {
        let over = self.by_number.iter().filter(|(_, object)| object.life.is_over(now));
        let over: Vec<u64> = over.map(|(number, _)| *number).collect();
        for number in over {
            self.remove(number);
        }
        for items in self.by_number.values_mut().filter_map(Object::items_mut) {
            items.retain(|item| !item.life.is_over(now));
        }
    }

    pub(super) fn earliest_expiry(&self) -> Option<Timestamp> {
        self.by_number.values().flat_map(Object::expiries).min()
    }
}
