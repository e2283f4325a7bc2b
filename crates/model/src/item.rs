//! Map Items.

use syncproof_api::{Condition, ObjectKind, Parameter, Timestamp, Verb};

use crate::{
    choices::Choices,
    object::{newborn, touch, touch_parent},
    params::{Reader, Ttl},
    plan::{Action, ObjectAt, Place},
    state::{Data, Item, Items, State},
};

/// What a new item is made from.
pub(crate) struct New {
    pub(crate) data: Data,
    pub(crate) ttl: Option<Ttl>,
    pub(crate) collection_ttl: Option<Ttl>,
}

/// What an update changes.
pub(crate) struct Change {
    pub(crate) data: Option<Data>,
    pub(crate) ttl: Option<Ttl>,
    pub(crate) collection_ttl: Option<Ttl>,
}

pub(crate) fn plan(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    match reader.request.operation.verb {
        Verb::Create => plan_create(state, reader, place),
        Verb::Update => plan_update(state, reader, place),
        _ => {
            if let Some(Place::Item(at, key)) = &place {
                check_if_match(state, reader, *at, key);
            }
            place.map(Action::Delete)
        }
    }
}

fn plan_create(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    let key = reader.key();
    let data = reader.required_data(Condition::MapItemDataInvalid);
    let (ttl, collection_ttl) = (reader.ttl(Parameter::ItemTtl), reader.collection_ttl());
    let Place::Items(at) = place? else { return None };
    // Creating is no upsert: an item that is there stays as it is.
    if key.as_ref().is_some_and(|key| items(state, at).is_some_and(|items| items.contains_key(key))) {
        reader.refuse(Condition::KeyTaken);
    }
    Some(Action::CreateItem { at, key: key?, data: data?, ttl, collection_ttl })
}

fn plan_update(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    let data = reader.data(Condition::MapItemDataInvalid);
    let (ttl, collection_ttl) = (reader.ttl(Parameter::ItemTtl), reader.collection_ttl());
    let sent = |parameter| reader.request.param(parameter).is_some();
    let alone = !sent(Parameter::Data) && !sent(Parameter::Ttl) && !sent(Parameter::ItemTtl);
    if alone && sent(Parameter::CollectionTtl) {
        // It "can only be used" together with the item's data or ttl; what happens otherwise is not said.
        reader.refusals.may_and_does(Condition::InvalidParameter);
        reader.refusals.may_but_does_not(Condition::InvalidTtl);
    } else if alone {
        reader.note_if_empty(&[]);
    }
    let Place::Item(at, key) = place? else { return None };
    check_if_match(state, reader, at, &key);
    Some(Action::UpdateItem { at, key, data, ttl, collection_ttl })
}

fn check_if_match(state: &State, reader: &mut Reader<'_>, at: ObjectAt, key: &str) {
    let current = items(state, at).and_then(|items| items.get(key)?.life.revision.as_deref());
    reader.if_match(current, Condition::MapItemRevisionStale);
}

/// The items of the Map at `at`.
pub(crate) fn items(state: &State, at: ObjectAt) -> Option<&Items> {
    if at.kind != ObjectKind::Map {
        return None;
    }
    state.services.get(&at.service)?.maps.by_number.get(&at.object).map(|map| &map.content)
}

pub(crate) fn items_mut(state: &mut State, at: ObjectAt) -> Option<&mut Items> {
    if at.kind != ObjectKind::Map {
        return None;
    }
    state.services.get_mut(&at.service)?.maps.by_number.get_mut(&at.object).map(|map| &mut map.content)
}

pub(crate) fn create(
    state: &mut State,
    at: ObjectAt,
    key: String,
    new: New,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let life = newborn(new.ttl, now, choices);
    let expires = life.expires;
    if let Some(items) = items_mut(state, at) {
        items.insert(key.clone(), Item { data: new.data, life });
    }
    touch_parent(state, at, new.collection_ttl, expires, now, choices);
    Place::Item(at, key)
}

pub(crate) fn update(
    state: &mut State,
    at: ObjectAt,
    key: String,
    change: Change,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let mut expires = None;
    if let Some(item) = items_mut(state, at).and_then(|items| items.get_mut(&key)) {
        touch(&mut item.life, change.data.is_some(), change.ttl, now, choices);
        expires = item.life.expires;
        item.data = change.data.unwrap_or_else(|| item.data.clone());
    }
    touch_parent(state, at, change.collection_ttl, expires, now, choices);
    Place::Item(at, key)
}

pub(crate) fn delete(state: &mut State, at: ObjectAt, key: &str, now: Timestamp, choices: &mut dyn Choices) {
    if let Some(items) = items_mut(state, at) {
        items.remove(key);
    }
    touch_parent(state, at, None, None, now, choices);
}
