//! The reference model and a naive second implementation of the rules, asked the same: their answers are the same. An input is a
//! [`Script`].
//!
//! Which of the two is wrong when they differ, the documents decide, or the table of `crates/model/README.md` where those leave it open. If
//! that says nothing, it lacks a row.

mod difference;
#[cfg(test)]
mod tests;

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use serde_json::Value as Json;
use syncproof_api::{Profile, Request, Response, Timestamp};
use syncproof_explore::{Names, START, Script, Step, Value};
use syncproof_harness::text::printable;
use syncproof_server::Implementation;

use crate::{Fate, Target, naive::Naive, script};

/// See the module.
pub const TARGET: Target = Target {
    name: "differential",
    about: "sequences of requests to the model and to a naive second implementation: they answer alike",
    floor: 95,
    check,
    explain: |bytes| script::explain(bytes, false),
    feature: Some(script::as_feature),
    seeds: script::seeds,
};

/// Where both draw their SIDs from.
const SEED: u64 = 1;

/// One of the two, and what it calls things: each is asked with its own page tokens.
#[derive(Debug, Clone)]
struct Side<S> {
    service: S,
    names: Names,
}

/// The two.
#[derive(Debug, Clone)]
struct Pair {
    model: Side<Implementation>,
    naive: Side<Naive>,
    now: Timestamp,
}

/// A request and what both answered.
struct Asked {
    request: Request,
    model: Response,
    naive: Response,
}

impl Pair {
    /// The two under a profile after the prelude; the model may be varied.
    fn new(profile: &Arc<Profile>, vary: impl Fn(Implementation) -> Implementation) -> Self {
        let mut pair = Self {
            model: Side { service: vary(Implementation::new(Arc::clone(profile), SEED)), names: Names::default() },
            naive: Side { service: Naive::new(Arc::clone(profile), SEED), names: Names::default() },
            now: START,
        };
        for step in Script::prelude() {
            pair.step(step);
        }
        pair
    }

    /// Those of a script.
    fn prepared(script: &Script) -> Self {
        thread_local! {
            static PREPARED: RefCell<HashMap<String, Pair>> = RefCell::default();
        }
        let profile = script::profile(script);
        let made = || Pair::new(profile, |plain| plain);
        PREPARED.with_borrow_mut(|pairs| pairs.entry(profile.name().to_owned()).or_insert_with(made).clone())
    }

    /// Takes a step; none if it asks for nothing.
    fn step(&mut self, mut step: Step) -> Option<Asked> {
        self.now = Timestamp::from_millis(self.now.as_millis().saturating_add(step.wait));
        for (_, value) in &mut step.params {
            // Half of a token, or one with a wrong digit, means something else to each.
            if matches!(value, Value::SpoiltToken(_)) {
                *value = Value::Text("spoilt".into());
            }
        }
        let (request, naive) = (self.model.names.request(&step)?, self.naive.names.request(&step)?);
        let model = self.model.service.answer(request.clone(), self.now);
        self.model.names.learn(&request, &model);
        let answer = self.naive.service.answer(&naive, self.now);
        self.naive.names.learn(&naive, &answer);
        Some(Asked { request, model, naive: answer })
    }
}

fn check(bytes: &[u8]) -> Fate {
    let script = Script::read(bytes);
    let mut pair = Pair::prepared(&script);
    let mut judged = Fate::Discarded;
    for step in script.steps() {
        let Some(asked) = pair.step(step) else { continue };
        if let Some(finding) = asked.finding() {
            panic!("{finding}");
        }
        judged = Fate::Judged;
    }
    judged
}

impl Asked {
    /// What the answers differ in, if anything.
    fn difference(&self) -> Option<&'static str> {
        difference::between(&self.model, &self.naive)
    }

    /// The finding, if the answers are not the same: what differs, the request and both answers.
    fn finding(&self) -> Option<String> {
        let what = self.difference()?;
        let show = |response: &Response| {
            let body = response.body.as_ref().map(Json::to_string).unwrap_or_default();
            format!("{} etag {:?} {}", response.status, response.etag, printable(&body, 4000))
        };
        let (model, naive) = (show(&self.model), show(&self.naive));
        Some(format!("they differ in {what}\n{:#?}\nmodel: {model}\nnaive: {naive}", self.request))
    }
}
