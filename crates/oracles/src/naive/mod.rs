//! The rules of the API a second time: plain vectors, searched from front to back, written from the documents and from the choices that
//! the table of `crates/model/README.md` states, and from nothing else. What the reference model answers, it has to answer too.
//!
//! A rule that is wrong here and right there, or the other way round, is found by comparing the two; one that is wrong in both is not. So
//! nothing here is taken over from the model or its helpers: only the names and numbers of `syncproof_api` are shared, and where SIDs come
//! from.

mod data;
mod faults;
mod if_match;
mod items;
mod messages;
mod names;
mod numbers;
mod objects;
mod pages;
mod permissions;
mod services;
mod settings;
mod show;
#[cfg(test)]
mod tests;
mod ttl;
mod world;

use std::sync::Arc;

use serde_json::json;
use syncproof_api::{Address, ChildKind, Condition, Profile, Request, Response, Timestamp, Verb};
use syncproof_model::Reference;

use world::World;

/// A whole API, answering one request after the other.
#[derive(Debug, Clone)]
pub struct Naive {
    profile: Arc<Profile>,
    world: World,
    /// Where SIDs come from: they are nobody's rule, and comparing is easier if they are the same.
    sids: Reference,
    /// How many things were born, so that a larger number is a younger thing.
    births: u64,
    tokens: Vec<pages::Token>,
}

impl Naive {
    /// An empty API under `profile`, which draws its SIDs from `seed`.
    pub const fn new(profile: Arc<Profile>, seed: u64) -> Self {
        let world = World { services: Vec::new() };
        Self { profile, world, sids: Reference::new(seed), births: 0, tokens: Vec::new() }
    }

    /// The answer to a request at time `now`.
    pub fn answer(&mut self, request: &Request, now: Timestamp) -> Response {
        let now = now.as_millis();
        self.world.forget_expired(now);
        self.carry_out(request, now).unwrap_or_else(|condition| self.refusal(condition))
    }

    fn carry_out(&mut self, request: &Request, now: i64) -> Result<Response, Condition> {
        match (&request.address, request.operation.verb) {
            (Address::Services, Verb::Create) => self.create_service(request, now),
            (Address::Services, Verb::List) => self.list_services(request),
            (Address::Service { service }, verb) => self.one_service(request, service, verb, now),
            (Address::Objects { service, kind }, Verb::Create) => self.create_object(request, service, *kind, now),
            (Address::Objects { service, kind }, Verb::List) => self.list_objects(request, service, *kind),
            (Address::Object { .. }, verb) => self.one_object(request, verb, now),
            (Address::Children { child: ChildKind::Item, .. }, Verb::Create) => self.create_item(request, now),
            (Address::Children { child: ChildKind::Item, .. }, Verb::List) => self.list_items(request),
            (Address::Child { child: ChildKind::Item, .. }, verb) => self.one_item(request, verb, now),
            (Address::Children { child: ChildKind::Permission, .. }, Verb::List) => self.list_permissions(request),
            (Address::Child { child: ChildKind::Permission, .. }, verb) => self.one_permission(request, verb),
            (Address::Children { child: ChildKind::Message, .. }, Verb::Create) => self.publish(request),
            _ => Err(Condition::RouteNotFound),
        }
    }

    fn refusal(&self, condition: Condition) -> Response {
        let rule = self.profile.rule(condition);
        let body = json!({
            "code": rule.sends_code,
            "message": condition.message(),
            "more_info": format!("https://www.twilio.com/docs/errors/{}", rule.sends_code),
            "status": rule.sends_status,
        });
        Response { status: rule.sends_status, etag: None, body: Some(body) }
    }
}

/// What a deletion is answered with.
const DELETED: Response = Response { status: 204, etag: None, body: None };
