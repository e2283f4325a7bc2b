//! What may be the case at the target: things that have expired there may still be there or not.

use syncproof_api::{Address, ChildKind, ObjectKind, Parameter, Request, Timestamp, Verb};

use crate::{
    item, object,
    place::{ObjectAt, Place},
    state::{ItemId, Life, Object, State},
};

/// How far the clocks of the observer and of the target may be apart, in seconds.
pub(super) const TOLERANCE: i64 = 2;

/// A state to judge a request against: the model's own, or a copy of the addressed Service in which something is different.
#[derive(Debug)]
pub(super) struct World<'a> {
    own: &'a State,
    /// The Service that the request addresses.
    pub(super) number: Option<u64>,
    copy: Option<State>,
}

impl<'a> World<'a> {
    /// The world in which all that has expired is still there.
    pub(super) fn new(own: &'a State, request: &Request) -> Self {
        Self { own, number: own.addressed(&request.address), copy: None }
    }

    pub(super) fn state(&self) -> &State {
        self.copy.as_ref().unwrap_or(self.own)
    }

    /// The state to make changes in; the model's own stays as it is.
    pub(super) fn trial(&mut self) -> &mut State {
        self.copy.get_or_insert_with(|| self.own.only(self.number))
    }

    /// The changed copy, if there is one.
    pub(super) fn into_copy(self) -> Option<State> {
        self.copy
    }

    /// Whether anything has that SID in this world.
    pub(super) fn has_sid(&self, sid: &str) -> bool {
        match &self.copy {
            None => self.own.has_sid(sid),
            Some(copy) => {
                let others = self.own.services.iter().filter(|(number, _)| Some(**number) != self.number);
                copy.has_sid(sid) || others.map(|(_, service)| service).any(|service| service.has_sid(sid))
            }
        }
    }

    /// This world without a thing that has expired.
    fn without(mut self, thing: &Place) -> Self {
        let state = self.trial();
        match thing {
            Place::Object(at) => object::delete(state, *at),
            Place::Item(at, id) => {
                if let Some(items) = item::items_mut(state, *at) {
                    items.remove(id);
                }
                // Its end may have counted as a change of its List or Map.
                if let Some(parent) = state.object_mut(*at) {
                    parent.life.revision = None;
                    parent.life.updated = None;
                }
            }
            // Nothing else expires.
            _ => {}
        }
        self
    }
}

/// The worlds in which something that matters to this request has expired and is gone. What does not matter to it stays undecided.
pub(super) fn others<'a>(state: &'a State, request: &Request, now: Timestamp) -> Vec<World<'a>> {
    let gone = doubtful(state, request, now);
    gone.iter().map(|thing| World::new(state, request).without(thing)).collect()
}

/// What matters to a request and may have expired: the item, the object, or who holds the key or the name that it wants to use.
fn doubtful(state: &State, request: &Request, now: Timestamp) -> Vec<Place> {
    let (service, kind) = match &request.address {
        Address::Services | Address::Service { .. } => return Vec::new(),
        Address::Objects { service, kind }
        | Address::Object { service, kind, .. }
        | Address::Children { service, kind, .. }
        | Address::Child { service, kind, .. } => (service, *kind),
    };
    let creates = request.operation.verb == Verb::Create;
    let wanted = |parameter| request.param(parameter).filter(|_| creates);
    let (object, item) = match &request.address {
        Address::Children { object, .. } => {
            let key = wanted(Parameter::Key).filter(|_| kind == ObjectKind::Map);
            (Some(object.as_str()), key.map(|key| ItemId::Key(key.to_owned())))
        }
        Address::Child { object, child: ChildKind::Item, id, .. } => {
            (Some(object.as_str()), ItemId::parse(kind, id).ok())
        }
        Address::Object { object, .. } | Address::Child { object, .. } => (Some(object.as_str()), None),
        _ => (wanted(Parameter::UniqueName), None),
    };
    let Some(at) = object.and_then(|object| find(state, service, kind, object)) else { return Vec::new() };
    let item = item.map(|id| Place::Item(at, id));
    let things = item.into_iter().chain([Place::Object(at)]);
    things.filter(|thing| life(state, thing).is_some_and(|life| may_be_over(life, now))).collect()
}

fn find(state: &State, service: &str, kind: ObjectKind, object: &str) -> Option<ObjectAt> {
    let service = state.find(service)?;
    let object = state.services.get(&service)?.objects(kind).find(object)?;
    Some(ObjectAt { service, kind, object })
}

/// Whether a target may have removed something with this life. Nothing says when it has to.
pub(super) fn may_be_over(life: &Life, now: Timestamp) -> bool {
    life.expires.is_some_and(|at| at.plus_secs(-TOLERANCE) <= now)
}

/// Whether a List or Map may have been changed unseen, by the end of one of its items.
pub(super) fn may_have_moved(object: &Object, now: Timestamp) -> bool {
    object.items().is_some_and(|items| items.all().values().any(|item| may_be_over(&item.life, now)))
}

/// The life of the object or item at a place.
pub(super) fn life<'a>(state: &'a State, place: &Place) -> Option<&'a Life> {
    match place {
        Place::Object(at) => state.object(*at).map(|object| &object.life),
        Place::Item(at, id) => item::items(state, *at)?.get(id).map(|item| &item.life),
        _ => None,
    }
}

/// The same, to be changed.
pub(super) fn life_mut<'a>(state: &'a mut State, place: &Place) -> Option<&'a mut Life> {
    match place {
        Place::Object(at) => state.object_mut(*at).map(|object| &mut object.life),
        Place::Item(at, id) => item::items_mut(state, *at)?.get_mut(id).map(|item| &mut item.life),
        _ => None,
    }
}
