//! The reference model of the Twilio Sync REST API.
//!
//! A synchronous, deterministic state machine: time and every free choice (SIDs, indexes, revisions) come in as arguments. There is no clock,
//! no randomness, no HTTP and no logging inside. It answers two questions with the same rules:
//!
//! * [`Model::invoke`]: what does a correct service answer to this request?
//! * [`Model::observe`]: is this answer, given by somebody else, a correct one? What they were free to choose is taken over.
//!
//! How it works inside: a *plan* says which conditions refuse a request and what is to be done otherwise, without changing anything;
//! *performing* the plan changes the state and gives the answer. Both questions share plan and performance.
//!
//! Where the documents leave a freedom, the reference's own choice is stated at the rule that makes it and listed in `README.md`.

mod borderline;
mod choices;
mod collection;
mod if_match;
mod item;
mod object;
mod observe;
mod page;
mod params;
mod permission;
mod place;
mod plan;
mod render;
mod service;
mod state;
mod stream;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::json;
use syncproof_api::{Condition, Profile, Request, Response, Timestamp, message::more_info};

pub use choices::{Choices, Reference, RevisionEvent};
pub use observe::{Deviation, Subject};

use crate::{plan::Plan, state::State};

/// The state of a whole API: every Service and what is in it, under one profile. Two are equal if the same is stored in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    profile: Arc<Profile>,
    state: State,
    walks: observe::Walks,
}

impl Model {
    /// An empty API under `profile`.
    pub fn new(profile: Arc<Profile>) -> Self {
        Self { profile, state: State::default(), walks: observe::Walks::default() }
    }

    /// The profile that decides statuses, codes and limits.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Answers a request as a correct service does at time `now`. A request that is refused changes nothing.
    pub fn invoke(&mut self, request: &Request, now: Timestamp, choices: &mut dyn Choices) -> Response {
        self.state.expire(request, now);
        let Plan { refusals, action } = plan::make(&self.state, &self.profile, request, &page::OwnTokens);
        match (refusals.answer(choices), action) {
            (None, Some(action)) => plan::perform(&mut self.state, &self.profile, request, action, now, choices),
            (Some(condition), _) => refuse(&self.profile, condition),
            // A plan without an action always has a refusal; `plan::make` is built so. Saying "no such route" is the harmless answer.
            (None, None) => {
                let condition = refusals.reference_answer().unwrap_or(Condition::RouteNotFound);
                refuse(&self.profile, condition)
            }
        }
    }
}

/// The error answer for a condition: `code`, `message`, `more_info` and `status`.
pub fn refuse(profile: &Profile, condition: Condition) -> Response {
    let rule = profile.rule(condition);
    let body = json!({
        "code": rule.sends_code,
        "message": condition.message(),
        "more_info": more_info(rule.sends_code),
        "status": rule.sends_status,
    });
    Response { status: rule.sends_status, etag: None, body: Some(body) }
}
