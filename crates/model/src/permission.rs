//! Permissions of Documents, Lists and Maps: what an identity may do with them. They bind access tokens only, never this API's callers.

use syncproof_api::{Condition, Parameter, Timestamp, Verb};

use crate::{
    choices::{Choices, RevisionEvent},
    object::note,
    params::{Reader, is_awkward},
    place::{ObjectAt, Place},
    plan::Action,
    state::{Flags, State},
};

/// The flags that a request sets; what it does not send stays as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    read: Option<bool>,
    write: Option<bool>,
    manage: Option<bool>,
}

impl Change {
    fn of(self, before: Flags) -> Flags {
        Flags {
            read: self.read.unwrap_or(before.read),
            write: self.write.unwrap_or(before.write),
            manage: self.manage.unwrap_or(before.manage),
        }
    }
}

pub(crate) fn plan(state: &State, reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    let sets = reader.request.operation.verb == Verb::Update;
    if let Some(Place::Permission(_, identity)) = &place {
        check_identity(reader, identity, sets);
    }
    if sets {
        let change = read_flags(reader);
        return match place? {
            Place::Permission(at, identity) => Some(Action::SetPermission { at, identity, change }),
            _ => None,
        };
    }
    if let Some(Place::Permission(at, identity)) = &place {
        check_granted(state, reader, *at, identity);
    }
    match reader.request.operation.verb {
        Verb::Fetch => place.map(Action::Fetch),
        _ => place.map(Action::Delete),
    }
}

/// 1 to 256 characters (error dictionary, 54351). Whether one that cannot be is looked at before nothing is found for it is not said.
fn check_identity(reader: &mut Reader<'_>, identity: &str, sets: bool) {
    let limit = reader.profile.limits.identity_length;
    if identity.chars().count() > limit {
        if sets {
            reader.refuse(Condition::InvalidIdentity);
        } else {
            reader.refusals.may_and_does(Condition::InvalidIdentity);
        }
    } else if is_awkward(identity) || identity.len() > limit {
        reader.refusals.may_but_does_not(Condition::InvalidIdentity);
    }
}

/// All three flags are required, says the OpenAPI document, and also that they are false by default; the reference requires them.
fn read_flags(reader: &mut Reader<'_>) -> Change {
    let parameters = [Parameter::Read, Parameter::Write, Parameter::Manage];
    if parameters.iter().any(|parameter| reader.request.param(*parameter).is_none()) {
        reader.refusals.may_and_does(Condition::InvalidParameter);
    }
    let [read, write, manage] = parameters.map(|parameter| reader.flag(parameter));
    Change { read, write, manage }
}

/// Deleting a permission is said to be the same as setting all flags to false, and a deleted one not to be found: whoever may do nothing
/// has a permission or not. The reference tells the two apart.
fn check_granted(state: &State, reader: &mut Reader<'_>, at: ObjectAt, identity: &str) {
    match granted(state, at, identity) {
        None => reader.refusals.may_and_does(Condition::PermissionNotFound),
        Some(flags) if flags == Flags::default() => reader.refusals.may_but_does_not(Condition::PermissionNotFound),
        Some(_) => {}
    }
}

/// What was granted to an identity, be it nothing.
pub(crate) fn granted(state: &State, at: ObjectAt, identity: &str) -> Option<Flags> {
    state.object(at)?.permissions.get(identity).copied()
}

pub(crate) fn set(
    state: &mut State,
    at: ObjectAt,
    identity: String,
    change: Change,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Place {
    if let Some(object) = state.object_mut(at) {
        let flags = object.permissions.entry(identity.clone()).or_default();
        *flags = change.of(*flags);
        note(&mut object.life, RevisionEvent::PermissionWritten, now, choices);
    }
    Place::Permission(at, identity)
}

pub(crate) fn delete(state: &mut State, at: ObjectAt, identity: &str, now: Timestamp, choices: &mut dyn Choices) {
    if let Some(object) = state.object_mut(at) {
        object.permissions.remove(identity);
        note(&mut object.life, RevisionEvent::PermissionWritten, now, choices);
    }
}
