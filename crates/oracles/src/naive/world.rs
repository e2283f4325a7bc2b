//! What there is: Services, the objects in them, and what the objects contain.

use serde_json::Value;
use syncproof_api::{Address, Condition, ObjectKind, Request};

use super::settings::Settings;

/// Where a thing stands among its like: by number (the index of an item, the birth of an object), then by text (a key, an identity).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) number: u64,
    pub(super) text: String,
}

impl Place {
    pub(super) const fn number(number: u64) -> Self {
        Self { number, text: String::new() }
    }

    pub(super) fn text(text: &str) -> Self {
        Self { number: 0, text: text.to_owned() }
    }
}

/// All there is.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) services: Vec<Service>,
}

#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) sid: String,
    pub(super) born: u64,
    pub(super) account: String,
    pub(super) settings: Settings,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) objects: Vec<Object>,
}

#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) kind: ObjectKind,
    pub(super) sid: String,
    pub(super) born: u64,
    pub(super) name: Option<String>,
    /// Of a Document; `null` for other kinds.
    pub(super) data: Value,
    pub(super) life: Life,
    pub(super) items: Vec<Item>,
    /// The index that the next item of a List gets.
    pub(super) next_index: u64,
    pub(super) permissions: Vec<Permission>,
}

#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The index in a List, the key in a Map.
    pub(super) place: Place,
    pub(super) data: Value,
    pub(super) life: Life,
}

#[derive(Debug, Clone)]
pub(super) struct Permission {
    pub(super) identity: String,
    pub(super) read: bool,
    pub(super) write: bool,
    pub(super) manage: bool,
}

/// Revision and dates, in milliseconds since the epoch.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) revision: u64,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) expires: Option<i64>,
}

impl Life {
    pub(super) const fn new(now: i64) -> Self {
        Self { revision: 0, created: now, updated: now, expires: None }
    }

    /// Something was written: a new revision, a new date.
    pub(super) const fn written(&mut self, now: i64) {
        self.revision += 1;
        self.updated = now;
    }

    fn is_over(&self, now: i64) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

impl World {
    /// Lets go of all whose time is over.
    pub(super) fn forget_expired(&mut self, now: i64) {
        for service in &mut self.services {
            service.objects.retain(|object| !object.life.is_over(now));
            for object in &mut service.objects {
                object.items.retain(|item| !item.life.is_over(now));
            }
        }
    }

    /// The Service that a path calls `sid`, if it is of the account that asks.
    pub(super) fn service(&mut self, request: &Request, sid: &str) -> Result<&mut Service, Condition> {
        let account = request.account.as_str();
        let found = self.services.iter_mut().find(|service| service.sid == sid && service.account == account);
        found.ok_or(Condition::ServiceNotFound)
    }

    /// The object that a request addresses or is below, and the SID of its Service.
    pub(super) fn object(&mut self, request: &Request) -> Result<(&str, &mut Object), Condition> {
        let (Address::Object { service, kind, object: name }
        | Address::Children { service, kind, object: name, .. }
        | Address::Child { service, kind, object: name, .. }) = &request.address
        else {
            return Err(Condition::RouteNotFound);
        };
        let service = self.service(request, service)?;
        let called = |object: &&mut Object| object.sid == *name || object.name.as_ref() == Some(name);
        let mut objects = service.objects.iter_mut().filter(|object| object.kind == *kind);
        Ok((&service.sid, objects.find(called).ok_or(not_found(*kind))?))
    }
}

const fn not_found(kind: ObjectKind) -> Condition {
    match kind {
        ObjectKind::Document => Condition::DocumentNotFound,
        ObjectKind::List => Condition::ListNotFound,
        ObjectKind::Map => Condition::MapNotFound,
        ObjectKind::Stream => Condition::StreamNotFound,
    }
}
