//! Stream Messages: published and forgotten.

use serde_json::json;
use syncproof_api::{Condition, Response, SidPrefix, Timestamp};

use crate::{
    choices::{Choices, RevisionEvent},
    object::note,
    params::Reader,
    place::{ObjectAt, Place},
    plan::Action,
    state::{Data, State},
};

pub(crate) fn plan(reader: &mut Reader<'_>, place: Option<Place>) -> Option<Action> {
    let data = reader.required_data(Condition::StreamMessageDataInvalid);
    match place? {
        Place::Messages(at) => Some(Action::Publish { at, data: data? }),
        _ => None,
    }
}

/// Answers with the SID of the message and its data, and keeps neither.
pub(crate) fn publish(
    state: &mut State,
    at: ObjectAt,
    data: &Data,
    now: Timestamp,
    choices: &mut dyn Choices,
) -> Response {
    if let Some(stream) = state.object_mut(at) {
        note(&mut stream.life, RevisionEvent::MessagePublished, now, choices);
    }
    let sid = choices.sid(SidPrefix::Message);
    Response { status: 201, etag: None, body: Some(json!({ "sid": sid.as_str(), "data": **data })) }
}
