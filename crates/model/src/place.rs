//! Where an address leads.

use syncproof_api::{Address, ChildKind, Condition, ObjectKind, Request};

use crate::state::{ItemId, State};

/// Where an object is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ObjectAt {
    pub(crate) service: u64,
    pub(crate) kind: ObjectKind,
    pub(crate) object: u64,
}

/// A place that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Services,
    Service(u64),
    Objects(u64, ObjectKind),
    Object(ObjectAt),
    Items(ObjectAt),
    Item(ObjectAt, ItemId),
    Permissions(ObjectAt),
    /// What an identity may do with an object: whoever was never granted anything still has such a place.
    Permission(ObjectAt, String),
    Messages(ObjectAt),
}

/// Finds what a request addresses, or the conditions that say what is missing: from the outermost inwards, each of them true.
pub(crate) fn resolve(state: &State, request: &Request) -> Result<Place, Vec<Condition>> {
    let object = |service, kind: &ObjectKind, object| find_object(state, request, service, *kind, object);
    match &request.address {
        Address::Services => Ok(Place::Services),
        Address::Service { service } => find_service(state, request, service).map(Place::Service),
        Address::Objects { service, kind } => {
            find_service(state, request, service).map(|number| Place::Objects(number, *kind))
        }
        Address::Object { service, kind, object: name } => object(service, kind, name).map(Place::Object),
        Address::Children { service, kind, object: name, child } => {
            let at = object(service, kind, name)?;
            Ok(match child {
                ChildKind::Item => Place::Items(at),
                ChildKind::Permission => Place::Permissions(at),
                ChildKind::Message => Place::Messages(at),
            })
        }
        Address::Child { service, kind, object: name, child: ChildKind::Permission, id } => {
            let at =
                object(service, kind, name).map_err(|conditions| and(conditions, [Condition::PermissionNotFound]))?;
            Ok(Place::Permission(at, id.clone()))
        }
        Address::Child { service, kind, object: name, id, .. } => {
            let id = ItemId::parse(*kind, id);
            let missing = id.as_ref().map_or_else(Clone::clone, ItemId::missing);
            let at = object(service, kind, name).map_err(|conditions| and(conditions, missing.iter().copied()))?;
            let items = state.object(at).and_then(|object| object.items());
            id.ok()
                .filter(|id| items.is_some_and(|items| items.get(id).is_some()))
                .map(|id| Place::Item(at, id))
                .ok_or(missing)
        }
    }
}

fn and(mut conditions: Vec<Condition>, more: impl IntoIterator<Item = Condition>) -> Vec<Condition> {
    conditions.extend(more);
    conditions
}

/// A Service of another account is as good as none.
fn find_service(state: &State, request: &Request, sid: &str) -> Result<u64, Vec<Condition>> {
    state
        .find(sid)
        .filter(|number| state.services.get(number).is_some_and(|service| service.account == request.account))
        .ok_or_else(|| vec![Condition::ServiceNotFound])
}

fn find_object(
    state: &State,
    request: &Request,
    service: &str,
    kind: ObjectKind,
    object: &str,
) -> Result<ObjectAt, Vec<Condition>> {
    let missing = missing(kind);
    let service = find_service(state, request, service).map_err(|conditions| and(conditions, [missing]))?;
    let found = state.services.get(&service).and_then(|home| home.objects(kind).find(object));
    found.map(|object| ObjectAt { service, kind, object }).ok_or_else(|| vec![missing])
}

const fn missing(kind: ObjectKind) -> Condition {
    match kind {
        ObjectKind::Document => Condition::DocumentNotFound,
        ObjectKind::List => Condition::ListNotFound,
        ObjectKind::Map => Condition::MapNotFound,
        ObjectKind::Stream => Condition::StreamNotFound,
    }
}

/// The conditions that say that the object in an address does not exist, or its child.
pub(crate) fn all_missing(address: &Address) -> Vec<Condition> {
    match address {
        Address::Services | Address::Service { .. } | Address::Objects { .. } => Vec::new(),
        Address::Object { kind, .. } | Address::Children { kind, .. } => vec![missing(*kind)],
        Address::Child { kind, child: ChildKind::Permission, .. } => {
            vec![missing(*kind), Condition::PermissionNotFound]
        }
        Address::Child { kind, id, .. } => {
            let item = ItemId::parse(*kind, id).map_or_else(|conditions| conditions, |id| id.missing());
            and(vec![missing(*kind)], item)
        }
    }
}
