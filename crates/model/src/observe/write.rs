//! Judging creates and updates: performing them on a copy with what the target chose.

use serde_json::{Map as Fields, Value};
use syncproof_api::{ObjectKind, Profile, Request, Resource, Response, Sid, SidPrefix, Timestamp, Verb, fields};

use super::{
    compare::{self, Comparison},
    deviation::{Deviation, show},
    world::{self, World},
};
use crate::{
    choices::{Choices, RevisionEvent},
    item,
    place::{ObjectAt, Place},
    plan::{self, Action},
    state::{ItemId, Items, State},
};

/// How long after a write a change of data must show a later `date_updated`, in seconds: long enough for any way of measuring it.
const DATES_MOVE_WITHIN: i64 = 10;

/// Judges the answer to a create or update, and makes the change in this world.
pub(super) fn judge(
    world: &mut World<'_>,
    profile: &Profile,
    request: &Request,
    response: &Response,
    action: Action,
    now: Timestamp,
) -> Result<(), Deviation> {
    let creates = request.operation.verb == Verb::Create;
    compare::status(if creates { 201 } else { 200 }, response)?;
    let body = compare::object(response)?;
    let comparison = Comparison { profile, resource: request.operation.resource, base: &request.base };
    let mut observed = Observed::read(comparison, body)?;
    if creates && observed.sid.as_ref().is_some_and(|sid| world.has_sid(sid)) {
        return Err(Deviation::field("sid", "a SID that nothing else has", body.get("sid")));
    }
    check_index(world.state(), &action, &observed, body)?;
    let before = Before::of(world.state(), &action);
    before.check(now, body)?;
    let written = Written::of(&action, &observed);
    let expected = plan::perform(world.trial(), profile, request, action, now, &mut observed);
    comparison.entry(expected.body.as_ref().unwrap_or(&Value::Null), body)?;
    comparison.etag(response)?;
    if let Some(place) = written.place(world.state()) {
        take_over_expiry(world.trial(), &place, &before, body);
        take_over_message(world.trial(), &place, observed.sid);
    }
    Ok(())
}

/// The index of a new List Item is larger than all that were given before.
fn check_index(
    state: &State,
    action: &Action,
    observed: &Observed,
    body: &Fields<String, Value>,
) -> Result<(), Deviation> {
    let Action::CreateItem { at, id: None, .. } = action else { return Ok(()) };
    match item::items(state, *at).and_then(Items::last_index) {
        Some(last) if observed.index.is_none_or(|index| index <= last) => {
            Err(Deviation::field("index", format!("an index above {last}"), body.get("index")))
        }
        _ => Ok(()),
    }
}

/// No other message and nothing else has the SID of a message.
fn take_over_message(state: &mut State, place: &Place, sid: Option<String>) {
    if let (Place::Messages(at), Some(sid)) = (place, sid)
        && let Some(service) = state.services.get_mut(&at.service)
    {
        service.published.insert(sid);
    }
}

/// An expiry that was set by this request is as exact as the target shows it.
fn take_over_expiry(state: &mut State, place: &Place, before: &Before, body: &Fields<String, Value>) {
    let Some(life) = world::life_mut(state, place) else { return };
    if life.expires.is_some() && life.expires != before.expires {
        life.expires = body.get("date_expires").and_then(compare::date).or(life.expires);
    }
}

/// What was chosen by whoever gave an answer.
#[derive(Debug)]
struct Observed {
    sid: Option<String>,
    index: Option<u64>,
    revision: Option<String>,
    created: Option<Timestamp>,
    updated: Option<Timestamp>,
}

impl Observed {
    /// Reads the free choices from a representation; a deviation if one of them has not the form that it must have.
    fn read(comparison: Comparison<'_>, body: &Fields<String, Value>) -> Result<Self, Deviation> {
        let documented = fields::of(comparison.resource);
        let read = |name: &str, what: &str, holds: &dyn Fn(&Value) -> bool| {
            if !documented.contains(&name) {
                return Ok(None);
            }
            match body.get(name) {
                Some(value) if holds(value) => Ok(Some(value)),
                other => Err(Deviation::field(name, what, other)),
            }
        };
        let is_date = |value: &Value| compare::date(value).is_some();
        let prefix = sid_prefix(comparison.resource);
        let is_sid = |value: &Value| prefix.is_some_and(|prefix| compare::is_sid(prefix, value));
        let sid = read("sid", "a SID of its kind", &is_sid)?;
        let index = read("index", "a non-negative integer", &|value| compare::natural(value).is_some())?;
        let revision = read("revision", "a text that is not empty", &compare::is_revision)?;
        let created = read("date_created", "a date", &is_date)?;
        let updated = read("date_updated", "a date", &|value| comparison.may_be_date_updated(value))?;
        read("date_expires", "a date or null", &|value| value.is_null() || is_date(value))?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            sid: text(sid),
            index: index.and_then(compare::natural),
            revision: text(revision),
            created: created.and_then(compare::date),
            updated: updated.and_then(compare::date),
        })
    }
}

const fn sid_prefix(resource: Resource) -> Option<SidPrefix> {
    match resource {
        Resource::Service => Some(SidPrefix::Service),
        Resource::Document => Some(SidPrefix::Document),
        Resource::List => Some(SidPrefix::List),
        Resource::Map => Some(SidPrefix::Map),
        Resource::Stream => Some(SidPrefix::Stream),
        Resource::StreamMessage => Some(SidPrefix::Message),
        Resource::ListItem
        | Resource::MapItem
        | Resource::DocumentPermission
        | Resource::ListPermission
        | Resource::MapPermission => None,
    }
}

/// Whether an event is about the very thing that the answer shows, and not about what this belongs to. The answer does not tell whether the
/// latter's revision and date have moved.
const fn is_shown(event: RevisionEvent) -> bool {
    match event {
        RevisionEvent::Created | RevisionEvent::DataWritten | RevisionEvent::TtlOnly => true,
        RevisionEvent::ItemWritten
        | RevisionEvent::ItemTtlOnly
        | RevisionEvent::PermissionWritten
        | RevisionEvent::MessagePublished => false,
    }
}

impl Choices for Observed {
    fn sid(&mut self, prefix: SidPrefix) -> Sid {
        // `read` has seen to it that whatever has a SID shows one.
        self.sid.as_deref().and_then(|text| Sid::parse(prefix, text)).unwrap_or_else(|| Sid::new(prefix, 0))
    }

    fn index(&mut self, last: Option<u64>) -> u64 {
        // Here too.
        self.index.or(last).unwrap_or(0)
    }

    fn revision(&mut self, event: RevisionEvent, _current: Option<&str>) -> Option<String> {
        self.revision.clone().filter(|_| is_shown(event))
    }

    fn created(&mut self, now: Timestamp) -> Timestamp {
        self.created.unwrap_or(now)
    }

    fn updated(&mut self, event: RevisionEvent, _now: Timestamp, _current: Option<Timestamp>) -> Option<Timestamp> {
        self.updated.filter(|_| is_shown(event))
    }
}

/// Where the thing is that an answer shows.
enum Written {
    At(Place),
    /// The object with that SID.
    Object(u64, ObjectKind, String),
    Nowhere,
}

impl Written {
    fn of(action: &Action, observed: &Observed) -> Self {
        match action {
            Action::UpdateObject { at, .. } => Self::At(Place::Object(*at)),
            Action::CreateItem { at, id, .. } => {
                let id = id.clone().or(observed.index.map(ItemId::Index));
                id.map_or(Self::Nowhere, |id| Self::At(Place::Item(*at, id)))
            }
            Action::UpdateItem { at, id, .. } => Self::At(Place::Item(*at, id.clone())),
            Action::Publish { at, .. } => Self::At(Place::Messages(*at)),
            Action::CreateObject { service, kind, .. } => {
                Self::Object(*service, *kind, observed.sid.clone().unwrap_or_default())
            }
            Action::CreateService(_)
            | Action::UpdateService { .. }
            | Action::SetPermission { .. }
            | Action::Fetch(_)
            | Action::Delete(_)
            | Action::List(..) => Self::Nowhere,
        }
    }

    fn place(self, state: &State) -> Option<Place> {
        match self {
            Self::At(place) => Some(place),
            Self::Object(service, kind, sid) => {
                let object = state.services.get(&service)?.objects(kind).find(&sid)?;
                Some(Place::Object(ObjectAt { service, kind, object }))
            }
            Self::Nowhere => None,
        }
    }
}

/// What an update starts from.
#[derive(Debug, Default)]
struct Before {
    revision: Option<String>,
    updated: Option<Timestamp>,
    written: Option<Timestamp>,
    expires: Option<Timestamp>,
    /// Whether the data become others than they were. Nothing says whether writing the same data again is a change.
    changes_data: bool,
}

impl Before {
    fn of(state: &State, action: &Action) -> Self {
        let (place, new, old) = match action {
            Action::UpdateObject { at, data, .. } => {
                (Place::Object(*at), data, state.object(*at).and_then(|object| object.data()))
            }
            Action::UpdateItem { at, id, data, .. } => {
                let old = item::items(state, *at).and_then(|items| items.get(id)).map(|item| &item.data);
                (Place::Item(*at, id.clone()), data, old)
            }
            _ => return Self::default(),
        };
        let Some(life) = world::life(state, &place) else { return Self::default() };
        let changes_data = match (new, old) {
            (Some(new), Some(old)) => !compare::same_data(new, old),
            _ => false,
        };
        Self {
            revision: life.revision.clone().or_else(|| life.former_revision.clone()),
            updated: life.updated,
            written: Some(life.written),
            expires: life.expires,
            changes_data,
        }
    }

    /// A change of data moves the revision, and `date_updated` if enough time has passed; nothing moves that date back.
    fn check(&self, now: Timestamp, body: &Fields<String, Value>) -> Result<(), Deviation> {
        let revision = body.get("revision").and_then(Value::as_str);
        if self.changes_data && revision.is_some() && revision == self.revision.as_deref() {
            let wanted = format!("another revision than {}", show(body.get("revision")));
            return Err(Deviation::field("revision", wanted, body.get("revision")));
        }
        let (Some(before), Some(after)) = (self.updated, body.get("date_updated").and_then(compare::date)) else {
            return Ok(());
        };
        let has_to_move = self.changes_data && self.written.is_some_and(|at| at.plus_secs(DATES_MOVE_WITHIN) <= now);
        if after.as_secs() < before.as_secs() || (has_to_move && after.as_secs() == before.as_secs()) {
            let wanted = format!("a date {} {}", if has_to_move { "after" } else { "not before" }, before.to_wire());
            return Err(Deviation::field("date_updated", wanted, body.get("date_updated")));
        }
        Ok(())
    }
}
