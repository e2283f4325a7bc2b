//! What there is at a target, as far as its answers told.

use serde_json::Value as Json;
use syncproof_api::{
    Address, ChildKind, ObjectKind, Operation, Request, Resource, Response, Sid, SidPrefix, Verb, form,
};

use crate::{Account, Call, Child, Link, Nth, Object, Place, Precondition, Step, Value};

/// What absolute URLs begin with.
pub const BASE: &str = "http://localhost/v1";

/// How many of the things that are gone are remembered, of a kind.
const GONE: usize = 4;

/// Everything that was made and not deleted, in the order of creation. What has expired is still in it.
#[derive(Debug, Clone, Default)]
pub struct Names {
    services: Things<Service>,
    page: Option<Page>,
}

/// Things of a kind.
#[derive(Debug, Clone)]
struct Things<T> {
    there: Vec<T>,
    gone: Vec<T>,
}

impl<T> Default for Things<T> {
    fn default() -> Self {
        Self { there: Vec::new(), gone: Vec::new() }
    }
}

#[derive(Debug, Clone, Default)]
struct Service {
    sid: String,
    objects: [Things<Thing>; 4],
}

#[derive(Debug, Clone, Default)]
struct Thing {
    sid: String,
    name: Option<String>,
    revisions: Revisions,
    items: Vec<Item>,
    identities: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Item {
    id: String,
    revisions: Revisions,
}

/// The revision that was seen last, and the one before.
#[derive(Debug, Clone, Default)]
struct Revisions {
    current: Option<String>,
    past: Option<String>,
}

impl Revisions {
    fn see(&mut self, revision: Option<&str>) {
        if revision != self.current.as_deref() {
            self.past = self.current.take();
            self.current = revision.map(str::to_owned);
        }
    }
}

/// A page that was listed.
#[derive(Debug, Clone)]
struct Page {
    address: Address,
    meta: Json,
}

impl<T> Things<T> {
    fn get(&self, nth: Nth) -> Option<&T> {
        let of = |list: &'_ [T], at: u8| if list.is_empty() { None } else { Some(usize::from(at) % list.len()) };
        match nth {
            Nth::There(at) => of(&self.there, at).map(|at| &self.there[at]),
            Nth::Gone(at) => of(&self.gone, at).map(|at| &self.gone[at]),
            Nth::Missing => None,
        }
    }

    fn remove(&mut self, is_it: impl Fn(&T) -> bool) {
        if let Some(at) = self.there.iter().position(is_it) {
            if self.gone.len() == GONE {
                self.gone.remove(0);
            }
            self.gone.push(self.there.remove(at));
        }
    }
}

/// The account that everything belongs to, or another one.
fn account(account: Account) -> Sid {
    Sid::new(
        SidPrefix::Account,
        match account {
            Account::Own => 1,
            Account::Other => 2,
        },
    )
}

impl Names {
    /// The request that a step means here; none if it follows a link that the last page does not have.
    pub fn request(&self, step: &Step) -> Option<Request> {
        let request = |address: Address, operation, params, if_match| Request {
            account: account(step.account),
            base: BASE.to_owned(),
            address,
            operation,
            params,
            if_match,
        };
        match &step.call {
            Call::Follow(link) => {
                let (address, params) = self.link(*link)?;
                let operation = Operation { resource: address.resource(), verb: Verb::List };
                Some(request(address, operation, params, None))
            }
            Call::Operation(operation, place) => {
                let address = self.address(*operation, *place);
                let params = step.params.iter().filter_map(|(name, value)| {
                    self.value(&address, value).map(|value| (name.clone().into_owned(), value))
                });
                let params = params.collect();
                let if_match = step.if_match.and_then(|precondition| self.precondition(&address, precondition));
                Some(request(address, *operation, params, if_match))
            }
        }
    }

    /// The SID of the first Service there is, or one that nothing has.
    pub(crate) fn first_service(&self) -> String {
        self.service_sid(Nth::There(0))
    }

    pub(crate) fn knows_service(&self, sid: &str) -> bool {
        self.services.there.iter().chain(&self.services.gone).any(|service| service.sid == sid)
    }

    /// What the object of an address is called there.
    pub(crate) fn object_called(address: &Address) -> Option<&str> {
        object_of(address).map(|(_, object)| object)
    }

    fn link(&self, link: Link) -> Option<(Address, Vec<form::Pair>)> {
        let page = self.page.as_ref()?;
        let query = page.meta.get(link.field())?.as_str()?.split_once('?').map_or("", |(_, query)| query);
        Some((page.address.clone(), form::decode(query.as_bytes()).ok()?))
    }

    fn address(&self, operation: Operation, place: Place) -> Address {
        let collection = matches!(operation.verb, Verb::Create | Verb::List);
        let Some((kind, child)) = parts(operation.resource) else {
            return if collection {
                Address::Services
            } else {
                Address::Service { service: self.service_sid(place.service) }
            };
        };
        let service = self.service_sid(place.service);
        if child.is_none() && collection {
            return Address::Objects { service, kind };
        }
        let (object, thing) = self.object(kind, place);
        let Some(child) = child else { return Address::Object { service, kind, object } };
        if collection {
            return Address::Children { service, kind, object, child };
        }
        let id = id(thing, operation.resource, place.child);
        Address::Child { service, kind, object, child, id }
    }

    fn service_sid(&self, nth: Nth) -> String {
        self.services.get(nth).map_or_else(|| absent(SidPrefix::Service), |service| service.sid.clone())
    }

    /// What an object is called, and the object, if there is one.
    fn object(&self, kind: ObjectKind, place: Place) -> (String, Option<&Thing>) {
        let service = self.services.get(place.service);
        let find = |kind: ObjectKind, nth| service.and_then(|service| service.objects[at(kind)].get(nth));
        let by_sid = |thing: Option<&Thing>| thing.map_or_else(|| absent(kind.sid_prefix()), |thing| thing.sid.clone());
        match place.object {
            Object::BySid(nth) => (by_sid(find(kind, nth)), find(kind, nth)),
            Object::ByName(nth) => {
                let thing = find(kind, nth);
                (thing.and_then(|thing| thing.name.clone()).unwrap_or_else(|| by_sid(thing)), thing)
            }
            Object::UnknownName => ("nothing is called this".to_owned(), None),
            Object::OfAnotherKind => {
                let other = if kind == ObjectKind::Map { ObjectKind::List } else { ObjectKind::Map };
                (by_sid(find(other, Nth::There(0))), None)
            }
        }
    }

    pub(crate) fn value(&self, address: &Address, value: &Value) -> Option<String> {
        match value {
            Value::Absent => None,
            Value::Text(text) => Some(text.clone().into_owned()),
            Value::Present(at) => {
                let items = &self.thing(address)?.items;
                items.get(usize::from(*at) % items.len().max(1)).map(|item| item.id.clone())
            }
            Value::Token => self.token(),
            Value::SpoiltToken(how) => {
                let mut token = self.token()?.into_bytes();
                let at = usize::from(*how) % token.len().max(1);
                match how % 3 {
                    0 => token.truncate(at),
                    1 => *token.get_mut(at)? = b'0',
                    _ => token.push(b'0'),
                }
                String::from_utf8(token).ok()
            }
        }
    }

    /// The token of the page after the last one listed.
    fn token(&self) -> Option<String> {
        let (_, params) = self.link(Link::Next)?;
        params.into_iter().find(|(name, _)| name == "PageToken").map(|(_, token)| token)
    }

    fn precondition(&self, address: &Address, precondition: Precondition) -> Option<String> {
        let revisions = || {
            let thing = self.thing(address)?;
            match address {
                Address::Object { .. } => Some(&thing.revisions),
                Address::Child { child: ChildKind::Item, id, .. } => {
                    thing.items.iter().find(|item| item.id == *id).map(|item| &item.revisions)
                }
                _ => None,
            }
        };
        let current = || revisions()?.current.as_ref();
        match precondition {
            Precondition::Current => current().cloned(),
            Precondition::Quoted => current().map(|revision| format!("\"{revision}\"")),
            Precondition::Weak => current().map(|revision| format!("W/\"{revision}\"")),
            Precondition::Upper => current().map(|revision| revision.to_uppercase()),
            Precondition::Past => Some(revisions()?.past.clone().unwrap_or_else(|| "f0".to_owned())),
            Precondition::Text(text) => Some(text.to_owned()),
        }
    }

    fn service(&self, address: &Address) -> Option<&Service> {
        let sid = address.service()?;
        self.services.there.iter().find(|service| service.sid == sid)
    }

    fn service_mut(&mut self, address: &Address) -> Option<&mut Service> {
        let sid = address.service()?;
        self.services.there.iter_mut().find(|service| service.sid == sid)
    }

    fn thing(&self, address: &Address) -> Option<&Thing> {
        let (kind, object) = object_of(address)?;
        self.service(address)?.objects[at(kind)].there.iter().find(|thing| thing.is_called(object))
    }

    fn thing_mut(&mut self, address: &Address) -> Option<&mut Thing> {
        let (kind, object) = object_of(address)?;
        self.service_mut(address)?.objects[at(kind)].there.iter_mut().find(|thing| thing.is_called(object))
    }

    /// Takes over what an answer tells: what was made, what is gone, which revisions there are, and the links of a page.
    pub fn learn(&mut self, request: &Request, response: &Response) {
        if !response.is_success() {
            return;
        }
        let Some(body) = &response.body else {
            self.forget(&request.address);
            return;
        };
        let text = |field: &str| body.get(field).and_then(Json::as_str);
        let revision = text("revision");
        match (&request.address, request.operation.verb) {
            (_, Verb::List) => {
                let meta = body.get("meta").cloned().unwrap_or_default();
                self.page = Some(Page { address: request.address.clone(), meta });
            }
            (Address::Services, Verb::Create) => {
                let sid = text("sid").unwrap_or_default().to_owned();
                self.services.there.push(Service { sid, ..Service::default() });
            }
            (Address::Objects { kind, .. }, Verb::Create) => {
                let mut thing = Thing {
                    sid: text("sid").unwrap_or_default().to_owned(),
                    name: text("unique_name").map(str::to_owned),
                    ..Thing::default()
                };
                thing.revisions.see(revision);
                if let Some(service) = self.service_mut(&request.address) {
                    service.objects[at(*kind)].there.push(thing);
                }
            }
            (Address::Object { .. }, _) => {
                if let Some(thing) = self.thing_mut(&request.address) {
                    thing.revisions.see(revision);
                }
            }
            (Address::Children { child: ChildKind::Item, .. } | Address::Child { child: ChildKind::Item, .. }, _) => {
                let id = text("key").map_or_else(|| body.get("index").map(Json::to_string), |key| Some(key.to_owned()));
                if let (Some(thing), Some(id)) = (self.thing_mut(&request.address), id) {
                    thing.item_mut(&id).revisions.see(revision);
                }
            }
            (Address::Child { child: ChildKind::Permission, id, .. }, _) => {
                if let Some(thing) = self.thing_mut(&request.address)
                    && !thing.identities.contains(id)
                {
                    thing.identities.push(id.clone());
                }
            }
            _ => {}
        }
    }

    fn forget(&mut self, address: &Address) {
        match address {
            Address::Service { service } => self.services.remove(|other| other.sid == *service),
            Address::Object { kind, object, .. } => {
                if let Some(service) = self.service_mut(address) {
                    service.objects[at(*kind)].remove(|thing| thing.is_called(object));
                }
            }
            Address::Child { child, id, .. } => {
                if let Some(thing) = self.thing_mut(address) {
                    match child {
                        ChildKind::Permission => thing.identities.retain(|identity| identity != id),
                        _ => thing.items.retain(|item| item.id != *id),
                    }
                }
            }
            _ => {}
        }
    }

    /// A name for a SID that says which of the things it is, such as `map 2`.
    pub fn label(&self, sid: &str) -> Option<String> {
        const KINDS: [&str; 4] = ["document", "list", "map", "stream"];
        for (s, service) in self.services.there.iter().chain(&self.services.gone).enumerate() {
            if service.sid == sid {
                return Some(format!("service {}", s + 1));
            }
            for (things, kind) in service.objects.iter().zip(KINDS) {
                if let Some(at) = things.there.iter().position(|thing| thing.sid == sid) {
                    return Some(format!("{kind} {}", at + 1));
                }
                if things.gone.iter().any(|thing| thing.sid == sid) {
                    return Some(format!("a deleted {kind}"));
                }
            }
        }
        None
    }
}

impl Thing {
    fn is_called(&self, text: &str) -> bool {
        self.sid == text || self.name.as_deref() == Some(text)
    }

    fn item_mut(&mut self, id: &str) -> &mut Item {
        let at = self.items.iter().position(|item| item.id == id).unwrap_or_else(|| {
            self.items.push(Item { id: id.to_owned(), revisions: Revisions::default() });
            self.items.len() - 1
        });
        &mut self.items[at]
    }
}

/// Key, index or identity of a child.
fn id(thing: Option<&Thing>, resource: Resource, child: Child) -> String {
    let is_item = matches!(resource, Resource::MapItem | Resource::ListItem);
    let there = |at: u8| {
        let thing = thing?;
        if is_item {
            thing.items.get(usize::from(at) % thing.items.len().max(1)).map(|item| item.id.clone())
        } else {
            thing.identities.get(usize::from(at) % thing.identities.len().max(1)).cloned()
        }
    };
    match child {
        Child::There(at) => there(at).unwrap_or_else(|| Child::name(at, resource)),
        Child::Called(at) => Child::name(at, resource),
    }
}

/// A SID that nothing has.
fn absent(prefix: SidPrefix) -> String {
    Sid::new(prefix, 0xdead).to_string()
}

fn object_of(address: &Address) -> Option<(ObjectKind, &str)> {
    match address {
        Address::Object { kind, object, .. }
        | Address::Children { kind, object, .. }
        | Address::Child { kind, object, .. } => Some((*kind, object)),
        Address::Services | Address::Service { .. } | Address::Objects { .. } => None,
    }
}

/// The kind of object that a resource is or belongs to, and what it is of it; none for Services.
fn parts(resource: Resource) -> Option<(ObjectKind, Option<ChildKind>)> {
    ObjectKind::ALL.into_iter().find_map(|kind| {
        if kind.resource() == resource {
            return Some((kind, None));
        }
        let child = kind.children().iter().find(|child| child.resource(kind) == Some(resource))?;
        Some((kind, Some(*child)))
    })
}

const fn at(kind: ObjectKind) -> usize {
    match kind {
        ObjectKind::Document => 0,
        ObjectKind::List => 1,
        ObjectKind::Map => 2,
        ObjectKind::Stream => 3,
    }
}
