//! What is stored.

mod items;
mod objects;

use std::collections::{BTreeMap, BTreeSet};

use syncproof_api::{Address, ObjectKind, Request, Sid, Timestamp};

pub(crate) use items::{Item, ItemId, Items, is_canonical};
pub(crate) use objects::{Content, Data, Flags, Life, Object, Objects};

use crate::place::ObjectAt;

/// Every Service, in the order of creation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct State {
    pub(crate) services: BTreeMap<u64, Service>,
    by_sid: BTreeMap<String, u64>,
    created: u64,
}

/// A Service with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Service {
    pub(crate) sid: Sid,
    pub(crate) account: Sid,
    pub(crate) settings: Settings,
    pub(crate) created: Timestamp,
    pub(crate) updated: Option<Timestamp>,
    documents: Objects,
    lists: Objects,
    maps: Objects,
    streams: Objects,
    /// While observing: the SIDs of Stream Messages that were shown.
    pub(crate) published: BTreeSet<String>,
    /// No object of this Service expires before this; a cheap test before a thorough one.
    earliest_expiry: Option<Timestamp>,
}

/// The settings of a Service (Service page; defaults as documented there).
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are the API's own settings, independent of each other")]
pub(crate) struct Settings {
    pub(crate) friendly_name: Option<String>,
    pub(crate) webhook_url: Option<String>,
    pub(crate) webhooks_from_rest_enabled: bool,
    pub(crate) reachability_webhooks_enabled: bool,
    pub(crate) acl_enabled: bool,
    pub(crate) reachability_debouncing_enabled: bool,
    /// Milliseconds, 1,000 to 30,000.
    pub(crate) reachability_debouncing_window: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            friendly_name: None,
            webhook_url: None,
            webhooks_from_rest_enabled: false,
            reachability_webhooks_enabled: false,
            acl_enabled: false,
            reachability_debouncing_enabled: false,
            reachability_debouncing_window: 5000,
        }
    }
}

impl State {
    /// The number of the Service with that SID.
    pub(crate) fn find(&self, sid: &str) -> Option<u64> {
        self.by_sid.get(sid).copied()
    }

    pub(crate) fn add(&mut self, service: Service) -> u64 {
        self.created += 1;
        self.by_sid.insert(service.sid.as_str().to_owned(), self.created);
        self.services.insert(self.created, service);
        self.created
    }

    /// Removes a Service with everything in it.
    pub(crate) fn remove(&mut self, number: u64) {
        if let Some(service) = self.services.remove(&number) {
            self.by_sid.remove(service.sid.as_str());
        }
    }

    /// The number of the Service that an address lies in.
    pub(crate) fn addressed(&self, address: &Address) -> Option<u64> {
        self.find(address.service()?)
    }

    pub(crate) fn object(&self, at: ObjectAt) -> Option<&Object> {
        self.services.get(&at.service)?.objects(at.kind).get(at.object)
    }

    pub(crate) fn object_mut(&mut self, at: ObjectAt) -> Option<&mut Object> {
        self.services.get_mut(&at.service)?.objects_mut(at.kind).get_mut(at.object)
    }

    /// Removes what has expired from the Service that a request addresses.
    pub(crate) fn expire(&mut self, request: &Request, now: Timestamp) {
        if let Some(service) = self.addressed(&request.address).and_then(|number| self.services.get_mut(&number)) {
            service.expire(now);
        }
    }

    /// A copy that holds one Service, or none, under the same numbers.
    pub(crate) fn only(&self, number: Option<u64>) -> Self {
        let mut copy = Self { created: self.created, ..Self::default() };
        copy.take(number.and_then(|number| Some((number, self.services.get(&number)?.clone()))));
        copy
    }

    /// Puts what has become of a copy made by [`State::only`] in the place of the original.
    pub(crate) fn adopt(&mut self, number: Option<u64>, copy: Self) {
        if let Some(number) = number {
            self.remove(number);
        }
        self.created = self.created.max(copy.created);
        self.take(copy.services);
    }

    fn take(&mut self, services: impl IntoIterator<Item = (u64, Service)>) {
        for (number, service) in services {
            self.by_sid.insert(service.sid.as_str().to_owned(), number);
            self.services.insert(number, service);
        }
    }

    /// Whether anything has that SID.
    pub(crate) fn has_sid(&self, sid: &str) -> bool {
        self.services.values().any(|service| service.has_sid(sid))
    }
}

impl Service {
    pub(crate) fn new(
        sid: Sid,
        account: Sid,
        settings: Settings,
        created: Timestamp,
        updated: Option<Timestamp>,
    ) -> Self {
        Self {
            sid,
            account,
            settings,
            created,
            updated,
            documents: Objects::default(),
            lists: Objects::default(),
            maps: Objects::default(),
            streams: Objects::default(),
            published: BTreeSet::new(),
            earliest_expiry: None,
        }
    }

    /// The objects of one kind.
    pub(crate) const fn objects(&self, kind: ObjectKind) -> &Objects {
        match kind {
            ObjectKind::Document => &self.documents,
            ObjectKind::List => &self.lists,
            ObjectKind::Map => &self.maps,
            ObjectKind::Stream => &self.streams,
        }
    }

    pub(crate) const fn objects_mut(&mut self, kind: ObjectKind) -> &mut Objects {
        match kind {
            ObjectKind::Document => &mut self.documents,
            ObjectKind::List => &mut self.lists,
            ObjectKind::Map => &mut self.maps,
            ObjectKind::Stream => &mut self.streams,
        }
    }

    /// Whether there is no object in this Service.
    pub(crate) fn is_empty(&self) -> bool {
        ObjectKind::ALL.into_iter().all(|kind| self.objects(kind).all().is_empty())
    }

    /// Whether this Service or anything of it has that SID.
    pub(crate) fn has_sid(&self, sid: &str) -> bool {
        self.sid.as_str() == sid
            || self.published.contains(sid)
            || ObjectKind::ALL.into_iter().any(|kind| self.objects(kind).has_sid(sid))
    }

    /// Notes that something of this Service now expires at `at`.
    pub(crate) fn note_expiry(&mut self, at: Option<Timestamp>) {
        self.earliest_expiry = [self.earliest_expiry, at].into_iter().flatten().min();
    }

    /// Removes what has expired.
    pub(crate) fn expire(&mut self, now: Timestamp) {
        if self.earliest_expiry.is_none_or(|at| now < at) {
            return;
        }
        for kind in ObjectKind::ALL {
            self.objects_mut(kind).expire(now);
        }
        self.earliest_expiry =
            ObjectKind::ALL.into_iter().filter_map(|kind| self.objects(kind).earliest_expiry()).min();
    }
}
