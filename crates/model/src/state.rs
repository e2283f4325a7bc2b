//! What is stored.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;
use syncproof_api::{Address, Request, Sid, Timestamp};

/// Every Service, in the order of creation.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    pub(crate) services: BTreeMap<u64, Service>,
    by_sid: BTreeMap<String, u64>,
    created: u64,
}

/// A Service with everything in it.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) sid: Sid,
    pub(crate) account: Sid,
    pub(crate) settings: Settings,
    pub(crate) created: Timestamp,
    pub(crate) updated: Option<Timestamp>,
    pub(crate) documents: Objects<Data>,
    pub(crate) maps: Objects<Items>,
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

/// A JSON value that is shared, not copied, when the state is.
pub(crate) type Data = Arc<Value>;

/// The items of a Map in the order of listing: by code point, which for UTF-8 is the order of the bytes.
pub(crate) type Items = BTreeMap<String, Item>;

/// Objects of one kind, by SID and by unique name.
#[derive(Debug, Clone)]
pub(crate) struct Objects<C> {
    /// In the order of creation.
    pub(crate) by_number: BTreeMap<u64, Object<C>>,
    by_sid: BTreeMap<String, u64>,
    by_name: BTreeMap<String, u64>,
    created: u64,
}

/// A Document or Map; `C` is what it contains.
#[derive(Debug, Clone)]
pub(crate) struct Object<C> {
    pub(crate) sid: Sid,
    pub(crate) unique_name: Option<String>,
    pub(crate) life: Life,
    pub(crate) content: C,
}

/// A Map Item; its key is where it is stored under.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) data: Data,
    pub(crate) life: Life,
}

/// What every object and item has: revision and dates.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    /// `None` while observing, when the service may have moved it unseen.
    pub(crate) revision: Option<String>,
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
        match address {
            Address::Services => None,
            Address::Service { service }
            | Address::Objects { service, .. }
            | Address::Object { service, .. }
            | Address::Children { service, .. }
            | Address::Child { service, .. } => self.find(service),
        }
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
            maps: Objects::default(),
            earliest_expiry: None,
        }
    }

    /// Whether this Service or an object of it has that SID.
    pub(crate) fn has_sid(&self, sid: &str) -> bool {
        self.sid.as_str() == sid || self.documents.by_sid.contains_key(sid) || self.maps.by_sid.contains_key(sid)
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
        self.documents.retain(|document| !document.life.is_over(now));
        self.maps.retain(|map| !map.life.is_over(now));
        for map in self.maps.by_number.values_mut() {
            map.content.retain(|_, item| !item.life.is_over(now));
        }
        let documents = self.documents.by_number.values().map(|d| d.life.expires);
        let maps = self.maps.by_number.values();
        let in_maps = maps.flat_map(|m| m.content.values().map(|i| i.life.expires).chain([m.life.expires]));
        self.earliest_expiry = documents.chain(in_maps).flatten().min();
    }
}

impl<C> Default for Objects<C> {
    fn default() -> Self {
        Self { by_number: BTreeMap::new(), by_sid: BTreeMap::new(), by_name: BTreeMap::new(), created: 0 }
    }
}

impl<C> Objects<C> {
    /// The number of the object with that SID or unique name. No name has the shape of a SID, so the two never mean different objects.
    pub(crate) fn find(&self, sid_or_name: &str) -> Option<u64> {
        self.by_sid.get(sid_or_name).or_else(|| self.by_name.get(sid_or_name)).copied()
    }

    /// Whether an object has that unique name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    pub(crate) fn add(&mut self, object: Object<C>) -> u64 {
        self.created += 1;
        self.by_sid.insert(object.sid.as_str().to_owned(), self.created);
        if let Some(name) = &object.unique_name {
            self.by_name.insert(name.clone(), self.created);
        }
        self.by_number.insert(self.created, object);
        self.created
    }

    pub(crate) fn remove(&mut self, number: u64) {
        if let Some(object) = self.by_number.remove(&number) {
            self.by_sid.remove(object.sid.as_str());
            if let Some(name) = &object.unique_name {
                self.by_name.remove(name);
            }
        }
    }

    fn retain(&mut self, keep: impl Fn(&Object<C>) -> bool) {
        let gone: Vec<u64> = self.by_number.iter().filter(|(_, o)| !keep(o)).map(|(number, _)| *number).collect();
        for number in gone {
            self.remove(number);
        }
    }
}
