//! The plan of a request: where it leads, what refuses it, and what is to be done otherwise.

use syncproof_api::{
    Address, ChildKind, Condition, ObjectKind, Parameter, Profile, Request, Response, Timestamp, Verb,
};

use crate::{
    choices::Choices,
    collection, item, object,
    page::Tokens,
    params::{Reader, Refusals, Ttl, is_awkward},
    render, service,
    state::{Data, Settings, State},
};

/// What a request comes to. Making it changes nothing.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) refusals: Refusals,
    /// What to do if the request is not refused; `None` only together with a refusal.
    pub(crate) action: Option<Action>,
}

/// What a request does.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    CreateService(Settings),
    UpdateService { service: u64, settings: Settings },
    CreateObject { service: u64, kind: ObjectKind, unique_name: Option<String>, data: Option<Data>, ttl: Option<Ttl> },
    UpdateObject { at: ObjectAt, data: Option<Data>, ttl: Option<Ttl> },
    CreateItem { at: ObjectAt, key: String, data: Data, ttl: Option<Ttl>, collection_ttl: Option<Ttl> },
    UpdateItem { at: ObjectAt, key: String, data: Option<Data>, ttl: Option<Ttl>, collection_ttl: Option<Ttl> },
    Fetch(Place),
    Delete(Place),
    List(Place, collection::Query),
}

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
    Item(ObjectAt, String),
}

/// Plans a request. `tokens` knows the page tokens.
pub(crate) fn make(state: &State, profile: &Profile, request: &Request, tokens: &dyn Tokens) -> Plan {
    let mut reader = Reader::new(profile, request);
    leave_open(&mut reader);
    let place = match resolve(state, request) {
        Ok(place) => Some(place),
        Err(missing) => {
            reader.refusals.must.extend(missing);
            // A precondition on what does not exist may just as well be called unmet.
            if request.if_match.is_some() && request.operation.takes_if_match() {
                reader.refusals.must.extend(stale_condition(request));
                reader.refusals.must.push(Condition::InvalidIfMatch);
            }
            None
        }
    };
    let action = match request.operation.verb {
        Verb::Fetch => place.map(Action::Fetch),
        Verb::List => collection::plan(state, &mut reader, place, tokens),
        Verb::Create | Verb::Update | Verb::Delete => write_plan(state, &mut reader, place),
    };
    Plan { refusals: reader.refusals, action }
}

/// What no document speaks of and no single parameter is to blame for. The reference takes no offence at any of it.
fn leave_open(reader: &mut Reader<'_>) {
    let (request, known) = (reader.request, reader.request.operation.parameters());
    // Unknown parameters are passed over, of repeated ones the last counts.
    let is_known = |name: &str| known.iter().any(|parameter| parameter.name() == name);
    let repeats = |at: usize| request.params[..at].iter().any(|(name, _)| *name == request.params[at].0);
    if (0..request.params.len()).any(|at| !is_known(&request.params[at].0) || repeats(at)) {
        reader.refusals.may_but_does_not(Condition::InvalidParameter);
    }
    // A condition where none is documented is passed over.
    if request.if_match.is_some() && !request.operation.takes_if_match() {
        reader.refusals.may_but_does_not(Condition::InvalidIfMatch);
        if let Some(stale) = stale_condition(request) {
            reader.refusals.may_but_does_not(stale);
        }
    }
    // Not every text survives in a path, whatever its encoding.
    let (object, child) = match &request.address {
        Address::Object { object, .. } | Address::Children { object, .. } => (Some(object), None),
        Address::Child { object, id, .. } => (Some(object), Some(id)),
        _ => (None, None),
    };
    if [object, child].into_iter().flatten().any(|text| is_awkward(text)) {
        let missing = object_missing(&request.address).into_iter().chain(child.map(|_| Condition::MapItemNotFound));
        for condition in missing.chain([Condition::RouteNotFound, Condition::MalformedRequest]) {
            reader.refusals.may_but_does_not(condition);
        }
    }
}

fn write_plan(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    match (&reader.request.address, reader.request.operation.verb) {
        (Address::Services | Address::Service { .. }, Verb::Create | Verb::Update) => {
            service::plan(state, reader, place)
        }
        (Address::Objects { .. } | Address::Object { .. }, Verb::Create | Verb::Update) => {
            object::plan(state, reader, place)
        }
        (Address::Children { .. } | Address::Child { .. }, _) => item::plan(state, reader, place),
        _ => place.map(Action::Delete),
    }
}

/// Finds what an address names, or the conditions that say what is missing: from the outermost inwards, each of them true.
fn resolve(state: &State, request: &Request) -> Result<Place, Vec<Condition>> {
    match &request.address {
        Address::Services => Ok(Place::Services),
        Address::Service { service } => find_service(state, request, service).map(Place::Service),
        Address::Objects { service, kind } => {
            supported(*kind)?;
            find_service(state, request, service).map(|number| Place::Objects(number, *kind))
        }
        Address::Object { service, kind, object } => {
            find_object(state, request, service, *kind, object).map(Place::Object)
        }
        Address::Children { service, kind, object, child: ChildKind::Item } => {
            find_object(state, request, service, *kind, object).map(Place::Items)
        }
        Address::Child { service, kind, object, child: ChildKind::Item, id } => {
            let missing = Condition::MapItemNotFound;
            let at = find_object(state, request, service, *kind, object).map_err(|mut conditions| {
                conditions.push(missing);
                conditions
            })?;
            let found = item::items(state, at).is_some_and(|items| items.contains_key(id));
            if found { Ok(Place::Item(at, id.clone())) } else { Err(vec![missing]) }
        }
        Address::Children { .. } | Address::Child { .. } => Err(vec![Condition::RouteNotFound]),
    }
}

/// Lists and Streams are not part of the model yet.
fn supported(kind: ObjectKind) -> Result<(), Vec<Condition>> {
    match kind {
        ObjectKind::Document | ObjectKind::Map => Ok(()),
        ObjectKind::List | ObjectKind::Stream => Err(vec![Condition::RouteNotFound]),
    }
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
    supported(kind)?;
    let missing = missing(kind);
    let service = find_service(state, request, service).map_err(|mut conditions| {
        conditions.push(missing);
        conditions
    })?;
    let found = state.services.get(&service).and_then(|s| match kind {
        ObjectKind::Document => s.documents.find(object),
        _ => s.maps.find(object),
    });
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

/// The condition that says that the object in an address does not exist.
const fn object_missing(address: &Address) -> Option<Condition> {
    match address {
        Address::Object { kind, .. } | Address::Children { kind, .. } | Address::Child { kind, .. } => {
            Some(missing(*kind))
        }
        _ => None,
    }
}

/// The condition for a precondition that fails at this resource.
pub(crate) fn stale_condition(request: &Request) -> Option<Condition> {
    use syncproof_api::Resource as R;
    match request.operation.resource {
        R::Document => Some(Condition::DocumentRevisionStale),
        R::ListItem => Some(Condition::ListItemRevisionStale),
        R::MapItem => Some(Condition::MapItemRevisionStale),
        _ => None,
    }
}

/// Does what was planned.
pub(crate) fn perform(
    state: &mut State,
    profile: &Profile,
    request: &Request,
    action: Action,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Response {
    let place = match action {
        Action::CreateService(settings) => service::create(state, request, settings, now, choices),
        Action::UpdateService { service, settings } => service::update(state, service, settings, now, choices),
        Action::CreateObject { service, kind, unique_name, data, ttl } => {
            object::create(state, service, kind, object::New { unique_name, data, ttl }, now, choices)
        }
        Action::UpdateObject { at, data, ttl } => object::update(state, at, data, ttl, now, choices),
        Action::CreateItem { at, key, data, ttl, collection_ttl } => {
            item::create(state, at, key, item::New { data, ttl, collection_ttl }, now, choices)
        }
        Action::UpdateItem { at, key, data, ttl, collection_ttl } => {
            item::update(state, at, key, item::Change { data, ttl, collection_ttl }, now, choices)
        }
        Action::Fetch(place) => place,
        Action::Delete(place) => return delete(state, place, now, choices),
        Action::List(place, query) => return collection::page(state, profile, request, &place, &query),
    };
    let status = if request.operation.verb == Verb::Create { 201 } else { 200 };
    render::answer(state, &request.base, &place, status)
}

pub(crate) fn delete(state: &mut State, place: Place, now: Timestamp, choices: &mut dyn Choices) -> Response {
    match place {
        Place::Service(number) => state.remove(number),
        Place::Object(at) => object::delete(state, at),
        Place::Item(at, key) => item::delete(state, at, &key, now, choices),
        // Collections have no DELETE; the address would not have led here.
        Place::Services | Place::Objects(..) | Place::Items(_) => {}
    }
    Response { status: 204, etag: None, body: None }
}

/// The parameters by which an update of objects of this kind sets the expiry: the own name (`Ttl` is the alias of `CollectionTtl`).
pub(crate) const fn ttl_parameter(kind: ObjectKind) -> Parameter {
    match kind {
        ObjectKind::Document | ObjectKind::Stream => Parameter::Ttl,
        ObjectKind::List | ObjectKind::Map => Parameter::CollectionTtl,
    }
}
