//! Sequences of requests over all resources: what a right service answers is well formed, and an observer accepts it, whatever the service
//! was free to choose. An input is a [`Script`].

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use serde_json::json;
use syncproof_api::{Profile, Request, Response, Timestamp, Verb};
use syncproof_explore::{Names, START, Script, Step};
use syncproof_harness::exchange::Exchange;
use syncproof_model::Model;
use syncproof_server::{Freedom, Implementation, Variation};

use crate::{Fate, Target};

/// See the module.
pub const TARGET: Target = Target {
    name: "operations",
    about: "sequences of requests to the model and to each freedom: what they answer, the observer accepts",
    floor: 90,
    check,
    explain: |_| String::new(),
    feature: None,
    seeds: |_: &[Exchange]| Vec::new(),
};

/// A service that is asked, and a model that watches.
#[derive(Clone)]
struct World {
    service: Implementation,
    observer: Model,
    names: Names,
    now: Timestamp,
}

impl World {
    fn new(profile: &Arc<Profile>, freedom: Option<Freedom>) -> Self {
        let plain = Implementation::new(Arc::clone(profile), 1);
        let service = match freedom {
            None => plain,
            Some(freedom) => plain.with(Variation::Freedom(freedom)),
        };
        Self { service, observer: Model::new(Arc::clone(profile)), names: Names::default(), now: START }
    }

    /// Takes a step; none if it asks for nothing.
    fn step(&mut self, step: &Step) -> Option<(Request, Response)> {
        self.now = Timestamp::from_millis(self.now.as_millis().saturating_add(step.wait));
        let request = self.names.request(step)?;
        let response = self.service.answer(request.clone(), self.now);
        self.names.learn(&request, &response);
        Some((request, response))
    }

    /// Takes a step and judges it.
    fn judged(&mut self, step: &Step) -> Option<u16> {
        let (request, response) = self.step(step)?;
        well_formed(&request, &response);
        if let Err(deviation) = self.observer.observe(&request, &response, self.now) {
            panic!("{deviation}\n{request:#?}\n{response:#?}");
        }
        Some(response.status)
    }
}

/// The profile of a script.
fn profile(script: &Script) -> &'static Arc<Profile> {
    thread_local! {
        static PROFILES: [&'static Arc<Profile>; 2] =
            [Profile::documented(), Profile::twilio()].map(|profile| &*Box::leak(Box::new(Arc::new(profile))));
    }
    PROFILES.with(|profiles| profiles[usize::from(script.profile) % profiles.len()])
}

/// Half of the numbers stand for the reference, each of the others for a freedom that the profile leaves.
fn freedom(profile: &Profile, number: u8) -> Option<Freedom> {
    let number = usize::from(number.checked_sub(128)?);
    let freedoms = || Freedom::all().filter(|freedom| freedom.is_left_open_by(profile));
    freedoms().nth(number % freedoms().count())
}

/// The world of a script after the prelude.
fn prepared(script: &Script) -> World {
    thread_local! {
        static WORLDS: RefCell<HashMap<(u8, u8), World>> = RefCell::default();
    }
    let made = || {
        let profile = profile(script);
        let mut world = World::new(profile, freedom(profile, script.variation));
        for step in Script::prelude() {
            world.judged(&step);
        }
        world
    };
    WORLDS.with_borrow_mut(|worlds| worlds.entry((script.profile % 2, script.variation)).or_insert_with(made).clone())
}

fn check(bytes: &[u8]) -> Fate {
    let script = Script::read(bytes);
    let mut world = prepared(&script);
    let mut asked = 0;
    for step in script.steps() {
        asked += usize::from(world.judged(&step).is_some());
    }
    if asked == 0 { Fate::Discarded } else { Fate::Judged }
}

/// The status of success where there is success, with a body or without as documented; else an error body.
fn well_formed(request: &Request, response: &Response) {
    let verb = request.operation.verb;
    if response.is_success() {
        assert_eq!(response.status, verb.success(), "the status of success\n{request:#?}\n{response:#?}");
        assert_eq!(response.body.is_some(), verb != Verb::Delete, "a body\n{request:#?}\n{response:#?}");
        return;
    }
    let field = |name: &str| response.body.as_ref().and_then(|body| body.get(name)).cloned().unwrap_or_default();
    assert!((400..500).contains(&response.status), "neither success nor refusal\n{request:#?}\n{response:#?}");
    let shape = field("code").is_i64() && field("message").is_string() && field("more_info").is_string();
    assert!(shape && field("status") == json!(response.status), "the error body\n{request:#?}\n{response:#?}");
}
