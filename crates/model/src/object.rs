//! Documents, Lists, Maps and Streams: named objects with a time-to-live.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::json;
use syncproof_api::{Address, Condition, ObjectKind, Timestamp, Verb};

use crate::{
    choices::{Choices, RevisionEvent},
    params::{Reader, Ttl},
    place::{ObjectAt, Place},
    plan::{Action, stale_condition, ttl_parameter},
    state::{Content, Data, Items, Life, Object, State},
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
    // Only Documents have data: elsewhere the parameter is unknown, and unknown parameters are passed over.
    let data = match kind {
        ObjectKind::Document => reader.data(Condition::DocumentDataInvalid),
        _ => None,
    };
    let ttl = reader.ttl(ttl_parameter(kind));
    match place? {
        Place::Objects(service, kind) => {
            check_name(state, reader, service, kind, unique_name.as_deref());
            Some(Action::CreateObject { service, kind, unique_name, data, ttl })
        }
        Place::Object(at) => {
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
    if service.objects(kind).has_name(name) {
        reader.refuse(Condition::UniqueNameTaken);
    } else if ObjectKind::ALL.into_iter().any(|other| service.objects(other).has_name(name)) {
        reader.refusals.may_but_does_not(Condition::UniqueNameTaken);
    }
}

pub(crate) fn check_if_match(state: &State, reader: &mut Reader<'_>, at: ObjectAt) {
    let Some(stale) = stale_condition(reader.request) else { return };
    let current = state.object(at).and_then(|object| object.life.revision.as_deref());
    reader.if_match(current, stale);
}

pub(crate) fn create(
    state: &mut State,
    service: u64,
    kind: ObjectKind,
    new: New,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let (sid, life) = (choices.sid(kind.sid_prefix()), newborn(new.ttl, now, choices));
    let Some(home) = state.services.get_mut(&service) else { return Place::Objects(service, kind) };
    home.note_expiry(life.expires);
    let content = match kind {
        // A Document that is created without data holds an empty object.
        ObjectKind::Document => Content::Data(new.data.unwrap_or_else(|| Arc::new(json!({})))),
        ObjectKind::List | ObjectKind::Map => Content::Items(Items::default()),
        ObjectKind::Stream => Content::Nothing,
    };
    let object = Object { sid, unique_name: new.unique_name, life, content, permissions: BTreeMap::new() };
    let object = home.objects_mut(kind).add(object);
    Place::Object(ObjectAt { service, kind, object })
}

/// The life of something that is created now.
pub(crate) fn newborn(ttl: Option<Ttl>, now: Timestamp, choices: &mut dyn Choices) -> Life {
    let created = choices.created(now);
    Life {
        revision: choices.revision(RevisionEvent::Created, None),
        former_revision: None,
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
    let Some(object) = service.objects_mut(at.kind).get_mut(at.object) else { return place };
    touch(&mut object.life, data.is_some(), ttl, now, choices);
    if let (Some(data), Content::Data(old)) = (data, &mut object.content) {
        *old = data;
    }
    let expires = object.life.expires;
    service.note_expiry(expires);
    place
}

/// Marks a write: a new revision if data was written, a new expiry if a time-to-live was sent, and only then.
pub(crate) fn touch(life: &mut Life, data_written: bool, ttl: Option<Ttl>, now: Timestamp, choices: &mut dyn Choices) {
    let event = if data_written { RevisionEvent::DataWritten } else { RevisionEvent::TtlOnly };
    note(life, event, now, choices);
    life.written = now;
    if let Some(ttl) = ttl {
        life.expires = ttl.expiry(now);
    }
}

/// Marks that something happened to whatever has this life, or to what belongs to it.
pub(crate) fn note(life: &mut Life, event: RevisionEvent, now: Timestamp, choices: &mut dyn Choices) {
    let revision = choices.revision(event, life.revision.as_deref());
    if let (None, Some(former)) = (&revision, life.revision.take()) {
        life.former_revision = Some(former);
    }
    life.revision = revision;
    life.updated = choices.updated(event, now, life.updated);
}

/// Deletes an object with all that belongs to it: items and permissions.
pub(crate) fn delete(state: &mut State, at: ObjectAt) {
    if let Some(service) = state.services.get_mut(&at.service) {
        service.objects_mut(at.kind).remove(at.object);
    }
}

/// Marks what happened to an item of a List or Map, and sets the expiry of the whole if `CollectionTtl` was sent.
pub(crate) fn touch_parent(
    state: &mut State,
    at: ObjectAt,
    event: RevisionEvent,
    collection_ttl: Option<Ttl>,
    item_expires: Option<Timestamp>,
    now: Timestamp,
    choices: &mut dyn Choices,
) {
    let Some(service) = state.services.get_mut(&at.service) else { return };
    let Some(Object { life, .. }) = service.objects_mut(at.kind).get_mut(at.object) else { return };
    note(life, event, now, choices);
    if let Some(ttl) = collection_ttl {
        life.expires = ttl.expiry(now);
    }
    let expires = life.expires;
    service.note_expiry(expires);
    service.note_expiry(item_expires);
}
