//! List Items and Map Items. They differ in what names them: an index that the service makes, or a key that the client gives.

use syncproof_api::{Address, Condition, ObjectKind, Parameter, Timestamp, Verb};

use crate::{
    choices::{Choices, RevisionEvent},
    object::{newborn, touch, touch_parent},
    params::{Reader, Ttl},
    place::{ObjectAt, Place},
    plan::{Action, stale_condition},
    state::{Data, Item, ItemId, Items, State},
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
    let kind = match &reader.request.address {
        Address::Children { kind, .. } | Address::Child { kind, .. } => *kind,
        _ => return None,
    };
    match reader.request.operation.verb {
        Verb::Create => plan_create(state, reader, kind, place),
        Verb::Update => plan_update(state, reader, kind, place),
        _ => {
            if let Some(Place::Item(at, id)) = &place {
                check_if_match(state, reader, *at, id);
            }
            place.map(Action::Delete)
        }
    }
}

const fn data_invalid(kind: ObjectKind) -> Condition {
    match kind {
        ObjectKind::List => Condition::ListItemDataInvalid,
        _ => Condition::MapItemDataInvalid,
    }
}

fn plan_create(state: &State, reader: &mut Reader<'_>, kind: ObjectKind, place: Option<Place>) -> Option<Action> {
    let has_keys = kind == ObjectKind::Map;
    let key = if has_keys { reader.key().map(ItemId::Key) } else { None };
    let data = reader.required_data(data_invalid(kind));
    let (ttl, collection_ttl) = (reader.ttl(Parameter::ItemTtl), reader.collection_ttl());
    let Place::Items(at) = place? else { return None };
    // Creating is no upsert: an item that is there stays as it is.
    if key.as_ref().is_some_and(|key| items(state, at).is_some_and(|items| items.get(key).is_some())) {
        reader.refuse(Condition::KeyTaken);
    }
    let id = if has_keys { Some(key?) } else { None };
    Some(Action::CreateItem { at, id, data: data?, ttl, collection_ttl })
}

fn plan_update(state: &State, reader: &mut Reader<'_>, kind: ObjectKind, place: Option<Place>) -> Option<Action> {
    let data = reader.data(data_invalid(kind));
    let (ttl, collection_ttl) = (reader.ttl(Parameter::ItemTtl), reader.collection_ttl());
    let sent = |parameter| reader.request.param(parameter).is_some_and(|text| !text.is_empty());
    let alone = reader.request.param(Parameter::Data).is_none() && !sent(Parameter::Ttl) && !sent(Parameter::ItemTtl);
    if alone && sent(Parameter::CollectionTtl) {
        // It "can only be used" together with the item's data or ttl; what happens otherwise is not said.
        reader.refusals.may_and_does(Condition::InvalidParameter);
        reader.refusals.may_but_does_not(Condition::InvalidTtl);
    } else if alone {
        reader.note_if_empty(&[]);
    }
    let Place::Item(at, id) = place? else { return None };
    check_if_match(state, reader, at, &id);
    Some(Action::UpdateItem { at, id, data, ttl, collection_ttl })
}

fn check_if_match(state: &State, reader: &mut Reader<'_>, at: ObjectAt, id: &ItemId) {
    let Some(stale) = stale_condition(reader.request) else { return };
    let current = items(state, at).and_then(|items| items.get(id)?.life.revision.as_deref());
    reader.if_match(current, stale);
}

/// The items of the List or Map at `at`.
pub(crate) fn items(state: &State, at: ObjectAt) -> Option<&Items> {
    state.object(at)?.items()
}

pub(crate) fn items_mut(state: &mut State, at: ObjectAt) -> Option<&mut Items> {
    state.object_mut(at)?.items_mut()
}

/// Without an id, the item gets an index.
pub(crate) fn create(
    state: &mut State,
    at: ObjectAt,
    id: Option<ItemId>,
    new: New,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let life = newborn(new.ttl, now, choices);
    let expires = life.expires;
    let id = id.unwrap_or_else(|| {
        let last = items(state, at).and_then(Items::last_index);
        ItemId::Index(choices.index(last))
    });
    if let Some(items) = items_mut(state, at) {
        items.insert(id.clone(), Item { data: new.data, life });
    }
    touch_parent(state, at, RevisionEvent::ItemWritten, new.collection_ttl, expires, now, choices);
    Place::Item(at, id)
}

pub(crate) fn update(
    state: &mut State,
    at: ObjectAt,
    id: ItemId,
    change: Change,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    let event = if change.data.is_some() { RevisionEvent::ItemWritten } else { RevisionEvent::ItemTtlOnly };
    let mut expires = None;
    if let Some(item) = items_mut(state, at).and_then(|items| items.get_mut(&id)) {
        touch(&mut item.life, change.data.is_some(), change.ttl, now, choices);
        expires = item.life.expires;
        item.data = change.data.unwrap_or_else(|| item.data.clone());
    }
    touch_parent(state, at, event, change.collection_ttl, expires, now, choices);
    Place::Item(at, id)
}

pub(crate) fn delete(state: &mut State, at: ObjectAt, id: &ItemId, now: Timestamp, choices: &mut dyn Choices) {
    if let Some(items) = items_mut(state, at) {
        items.remove(id);
    }
    touch_parent(state, at, RevisionEvent::ItemWritten, None, None, now, choices);
}
