//! Documents and Maps: named objects with a time-to-live.

use std::sync::Arc;

use serde_json::json;
use syncproof_api::{Address, Condition, ObjectKind, SidPrefix, Timestamp, Verb};

use crate::{
    choices::{Choices, RevisionEvent},
    params::{Reader, Ttl},
    plan::{Action, ObjectAt, Place, stale_condition, ttl_parameter},
    state::{Data, Items, Life, Object, Service, State},
};

/// What a new object is made from.
pub(crate) struct New {
    pub(crate) unique_name: Option<String>,
    pub(crate) data: Option<Data>,
    pub(crate) ttl: Option<Ttl>,
}

pub(crate) fn plan(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    let kind = match &reader.request.address {
        Address::Objects { kind, .. } | Address::Object { kind, .. } => *kind,
        _ => return None,
    };
    let creates = reader.request.operation.verb == Verb::Create;
    let unique_name = if creates { reader.unique_name() } else { None };
    // Maps have no data: the parameter is unknown there, and unknown parameters are passed over.
    let data = match kind {
        ObjectKind::Document => reader.data(Condition::DocumentDataInvalid),
        _ => None,
    };
    let ttl = reader.ttl(ttl_parameter(kind));
    match place? {
        Place::Objects(service, kind) if creates => {
            check_name(state, reader, service, kind, unique_name.as_deref());
            Some(Action::CreateObject { service, kind, unique_name, data, ttl })
        }
        Place::Object(at) if !creates => {
            check_if_match(state, reader, at);
            reader.note_if_empty(reader.request.operation.parameters());
            Some(Action::UpdateObject { at, data, ttl })
        }
        _ => None,
    }
}

/// Names are unique among the objects of one kind in a Service. Whether kinds share their names is not said; here they do not.
fn check_name(state: &State, reader: &mut Reader<'_>, service: u64, kind: ObjectKind, name: Option<&str>) {
    let (Some(name), Some(service)) = (name, state.services.get(&service)) else { return };
    let (document, map) = (service.documents.has_name(name), service.maps.has_name(name));
    let (same, other) = if kind == ObjectKind::Document { (document, map) } else { (map, document) };
    if same {
        reader.refuse(Condition::UniqueNameTaken);
    } else if other {
        reader.refusals.may_but_does_not(Condition::UniqueNameTaken);
    }
}

pub(crate) fn check_if_match(state: &State, reader: &mut Reader<'_>, at: ObjectAt) {
    let Some(stale) = stale_condition(reader.request) else { return };
    let current = life(state, at).and_then(|life| life.revision.as_deref());
    reader.if_match(current, stale);
}

pub(crate) fn life(state: &State, at: ObjectAt) -> Option<&Life> {
    let service = state.services.get(&at.service)?;
    match at.kind {
        ObjectKind::Document => service.documents.by_number.get(&at.object).map(|d| &d.life),
        _ => service.maps.by_number.get(&at.object).map(|m| &m.life),
    }
}

pub(crate) fn life_mut(service: &mut Service, at: ObjectAt) -> Option<&mut Life> {
    match at.kind {
        ObjectKind::Document => service.documents.by_number.get_mut(&at.object).map(|d| &mut d.life),
        _ => service.maps.by_number.get_mut(&at.object).map(|m| &mut m.life),
    }
}

pub(crate) fn create(
    state: &mut State,
    service: u64,
    kind: ObjectKind,
    new: New,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let prefix = if kind == ObjectKind::Document { SidPrefix::Document } else { SidPrefix::Map };
    let (sid, life) = (choices.sid(prefix), newborn(new.ttl, now, choices));
    let Some(home) = state.services.get_mut(&service) else { return Place::Objects(service, kind) };
    home.note_expiry(life.expires);
    let unique_name = new.unique_name;
    let object = match kind {
        ObjectKind::Document => {
            // A Document that is created without data holds an empty object.
            let content = new.data.unwrap_or_else(|| Arc::new(json!({})));
            home.documents.add(Object { sid, unique_name, life, content })
        }
        _ => home.maps.add(Object { sid, unique_name, life, content: Items::new() }),
    };
    Place::Object(ObjectAt { service, kind, object })
}

/// The life of something that is created now.
pub(crate) fn newborn(ttl: Option<Ttl>, now: Timestamp, choices: &mut dyn Choices) -> Life {
    let created = choices.created(now);
    Life {
        revision: choices.revision(RevisionEvent::Created, None),
        created,
        updated: choices.updated(RevisionEvent::Created, now, None),
        written: now,
        expires: ttl.and_then(|ttl| ttl.expiry(now)),
    }
}

pub(crate) fn update(
    state: &mut State,
    at: ObjectAt,
    data: Option<Data>,
    ttl: Option<Ttl>,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let place = Place::Object(at);
    let Some(service) = state.services.get_mut(&at.service) else { return place };
    let Some(life) = life_mut(service, at) else { return place };
    touch(life, data.is_some(), ttl, now, choices);
    let expires = life.expires;
    service.note_expiry(expires);
    if let (Some(data), Some(document)) = (data, service.documents.by_number.get_mut(&at.object))
        && at.kind == ObjectKind::Document
    {
        document.content = data;
    }
    place
}

/// Marks a write: a new revision if data was written, a new expiry if a time-to-live was sent, and only then.
pub(crate) fn touch(life: &mut Life, data_written: bool, ttl: Option<Ttl>, now: Timestamp, choices: &mut dyn Choices) {
    let event = if data_written { RevisionEvent::DataWritten } else { RevisionEvent::TtlOnly };
    life.revision = choices.revision(event, life.revision.as_deref());
    life.updated = choices.updated(event, now, life.updated);
    life.written = now;
    if let Some(ttl) = ttl {
        life.expires = ttl.expiry(now);
    }
}

/// Deletes an object; a Map goes with all its items.
pub(crate) fn delete(state: &mut State, at: ObjectAt) {
    let Some(service) = state.services.get_mut(&at.service) else { return };
    match at.kind {
        ObjectKind::Document => service.documents.remove(at.object),
        _ => service.maps.remove(at.object),
    }
}

/// Marks that an item of a Map was written, and sets the Map's expiry if `CollectionTtl` was sent.
pub(crate) fn touch_parent(
    state: &mut State,
    at: ObjectAt,
    collection_ttl: Option<Ttl>,
    item_expires: Option<Timestamp>,
    now: Timestamp,
    choices: &mut dyn Choices,
) {
    let Some(service) = state.services.get_mut(&at.service) else { return };
    let Some(life) = life_mut(service, at) else { return };
    life.revision = choices.revision(RevisionEvent::ItemWritten, life.revision.as_deref());
    life.updated = choices.updated(RevisionEvent::ItemWritten, now, life.updated);
    if let Some(ttl) = collection_ttl {
        life.expires = ttl.expiry(now);
    }
    let expires = life.expires;
    service.note_expiry(expires);
    service.note_expiry(item_expires);
}
