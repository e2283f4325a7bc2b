//! The plan of a request: where it leads, what refuses it, and what is to be done otherwise.

use syncproof_api::{
    Address, ChildKind, Condition, ObjectKind, Parameter, Profile, Request, Response, Timestamp, Verb,
};

use crate::{
    choices::Choices,
    collection, item, object,
    page::Tokens,
    params::{Reader, Refusals, Ttl, is_awkward},
    permission,
    place::{self, ObjectAt, Place},
    render, service,
    state::{Data, ItemId, Settings, State},
    stream,
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
    /// Without settings, none is sent.
    UpdateService {
        service: u64,
        settings: Option<Settings>,
    },
    CreateObject {
        service: u64,
        kind: ObjectKind,
        unique_name: Option<String>,
        data: Option<Data>,
        ttl: Option<Ttl>,
    },
    UpdateObject {
        at: ObjectAt,
        data: Option<Data>,
        ttl: Option<Ttl>,
    },
    /// `id` is the key of a Map Item. A List Item gets an index.
    CreateItem {
        at: ObjectAt,
        id: Option<ItemId>,
        data: Data,
        ttl: Option<Ttl>,
        collection_ttl: Option<Ttl>,
    },
    UpdateItem {
        at: ObjectAt,
        id: ItemId,
        data: Option<Data>,
        ttl: Option<Ttl>,
        collection_ttl: Option<Ttl>,
    },
    SetPermission {
        at: ObjectAt,
        identity: String,
        change: permission::Change,
    },
    Publish {
        at: ObjectAt,
        data: Data,
    },
    Fetch(Place),
    Delete(Place),
    List(Place, collection::Query),
}

/// Plans a request. `tokens` knows the page tokens.
pub(crate) fn make(state: &State, profile: &Profile, request: &Request, tokens: &dyn Tokens) -> Plan {
    let mut reader = Reader::new(profile, request);
    leave_open(&mut reader);
    let place = match place::resolve(state, request) {
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
        Verb::Fetch if is_permission(&request.address) => permission::plan(state, &mut reader, place),
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
        let missing = place::all_missing(&request.address);
        for condition in missing.into_iter().chain([Condition::RouteNotFound, Condition::MalformedRequest]) {
            reader.refusals.may_but_does_not(condition);
        }
    }
}

const fn is_permission(address: &Address) -> bool {
    matches!(address, Address::Child { child: ChildKind::Permission, .. })
}

fn write_plan(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    match (&reader.request.address, reader.request.operation.verb) {
        (Address::Services | Address::Service { .. }, Verb::Create | Verb::Update) => {
            service::plan(state, reader, place)
        }
        (Address::Objects { .. } | Address::Object { .. }, Verb::Create | Verb::Update) => {
            object::plan(state, reader, place)
        }
        (address, _) if is_permission(address) => permission::plan(state, reader, place),
        (Address::Children { child: ChildKind::Message, .. }, _) => stream::plan(reader, place),
        (Address::Children { .. } | Address::Child { .. }, _) => item::plan(state, reader, place),
        _ => place.map(Action::Delete),
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
        Action::CreateItem { at, id, data, ttl, collection_ttl } => {
            item::create(state, at, id, item::New { data, ttl, collection_ttl }, now, choices)
        }
        Action::UpdateItem { at, id, data, ttl, collection_ttl } => {
            item::update(state, at, id, item::Change { data, ttl, collection_ttl }, now, choices)
        }
        Action::SetPermission { at, identity, change } => permission::set(state, at, identity, change, now, choices),
        Action::Publish { at, data } => return stream::publish(state, at, &data, now, choices),
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
        Place::Item(at, id) => item::delete(state, at, &id, now, choices),
        Place::Permission(at, identity) => permission::delete(state, at, &identity, now, choices),
        // Collections have no DELETE; the address would not have led here.
        Place::Services | Place::Objects(..) | Place::Items(_) | Place::Permissions(_) | Place::Messages(_) => {}
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
