//! Sequences of requests over all resources: what a right service answers is well formed, and an observer accepts it, whatever the service
//! was free to choose. An input is a [`Script`].

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use serde_json::json;
use syncproof_api::{Request, Response, Verb};
use syncproof_explore::{Script, Step};
use syncproof_model::Model;

use crate::{
    Fate, Target,
    script::{self, Play},
};

/// See the module.
pub const TARGET: Target = Target {
    name: "operations",
    about: "sequences of requests to the model and to each freedom: what they answer, the observer accepts",
    floor: 95,
    check,
    explain: |bytes| script::explain(bytes, true),
    feature: Some(script::as_feature),
    seeds: script::seeds,
};

/// A service that is asked, and a model that watches.
#[derive(Clone)]
struct World {
    play: Play,
    observer: Model,
}

impl World {
    /// After the prelude.
    fn prepared(script: &Script) -> Self {
        thread_local! {
            static PREPARED: RefCell<HashMap<(u8, u8), World>> = RefCell::default();
        }
        let made = || {
            let profile = script::profile(script);
            let play = Play::new(profile, script::freedom(script));
            let mut world = Self { play, observer: Model::new(Arc::clone(profile)) };
            for step in Script::prelude() {
                world.judge(&step);
            }
            world
        };
        let of = (script.profile % 2, script.variation);
        PREPARED.with_borrow_mut(|prepared| prepared.entry(of).or_insert_with(made).clone())
    }

    /// Takes a step and judges it; the status, if it asks for anything.
    fn judge(&mut self, step: &Step) -> Option<u16> {
        let (request, response, now) = self.play.step(step)?;
        judge_form(&request, &response);
        if let Err(deviation) = self.observer.observe(&request, &response, now) {
            panic!("the observer refuses a right answer: {deviation}\n{request:#?}\n{response:#?}");
        }
        Some(response.status)
    }
}

fn check(bytes: &[u8]) -> Fate {
    let script = Script::read(bytes);
    let mut world = World::prepared(&script);
    let asked = script.steps().filter_map(|step| world.judge(&step)).count();
    if asked == 0 { Fate::Discarded } else { Fate::Judged }
}

/// The status of success where there is success, with a body or without as documented; else an error body.
fn judge_form(request: &Request, response: &Response) {
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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use syncproof_api::Operation;
    use syncproof_explore::Call;

    use super::*;
    use crate::testing::random_scripts;

    #[test]
    fn most_steps_reach_something_and_not_all_of_them_succeed() {
        let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
        let mut succeeded: BTreeSet<Operation> = BTreeSet::new();
        let mut steps = 0;
        for script in random_scripts(600) {
            let mut world = World::prepared(&script);
            for step in script.steps() {
                steps += 1;
                let Some(status) = world.judge(&step) else { continue };
                *statuses.entry(status).or_default() += 1;
                if let (Call::Operation(operation, _), 200..=299) = (step.call, status) {
                    succeeded.insert(operation);
                }
            }
        }
        let accepted: usize = statuses.range(200..300).map(|(_, count)| count).sum();
        let share = accepted * 100 / steps;
        assert!((40..=80).contains(&share), "{share} of 100 steps are accepted: {statuses:?}");
        let seldom = [400, 404, 409, 412, 413].into_iter().find(|status| statuses.get(status).is_none_or(|n| *n < 10));
        assert_eq!(seldom, None, "{statuses:?}");
        let never: Vec<String> = Operation::all().filter(|o| !succeeded.contains(o)).map(|o| o.to_string()).collect();
        assert_eq!(never, Vec::<String>::new());
    }

    #[test]
    fn every_freedom_has_its_number() {
        let named: BTreeSet<String> = (0..=255)
            .flat_map(|variation| [0, 1].map(|profile| Script { profile, variation, records: Vec::new() }))
            .filter_map(|script| script::freedom(&script).map(|freedom| freedom.to_string()))
            .collect();
        let all: BTreeSet<String> = syncproof_server::Freedom::all().map(|freedom| freedom.to_string()).collect();
        assert_eq!(named, all);
    }

    /// An answer to a plain step, changed, is shown to the observer.
    fn spoilt(spoil: impl FnOnce(&mut Response)) {
        let script = Script::read(&[]);
        let mut world = World::prepared(&script);
        // The last step of the prelude grants a permission; again is no conflict.
        let step = Script::prelude().pop().unwrap();
        let (request, mut response, now) = world.play.step(&step).unwrap();
        spoil(&mut response);
        judge_form(&request, &response);
        world.observer.observe(&request, &response, now).expect("the observer refuses it");
    }

    #[test]
    fn what_is_right_is_accepted() {
        spoilt(|_| ());
    }

    #[test]
    #[should_panic(expected = "the observer refuses it")]
    fn a_wrong_field_is_a_finding() {
        spoilt(|response| response.body.as_mut().unwrap()["manage"] = json!(true));
    }

    #[test]
    #[should_panic(expected = "the status of success")]
    fn a_wrong_status_of_success_is_a_finding() {
        spoilt(|response| response.status = 201);
    }

    #[test]
    #[should_panic(expected = "the error body")]
    fn a_bare_refusal_is_a_finding() {
        spoilt(|response| *response = Response { status: 404, etag: None, body: None });
    }

    #[test]
    fn an_input_is_explained_by_its_requests() {
        // Fetch the first Document (14 steps of Services come before), then list what is in the first Map.
        let call = |operation: &str| {
            (0..=255).find(|call| matches!(Step::read(&syncproof_explore::Record::calling(*call)).call, Call::Operation(o, _) if o.to_string() == operation)).unwrap()
        };
        let records =
            ["fetch Document", "list Map Item"].map(|operation| syncproof_explore::Record::calling(call(operation)));
        let bytes = Script { profile: 0, variation: 0, records: records.to_vec() }.bytes();
        let text = (TARGET.explain)(&bytes);
        let last: Vec<&str> = text.lines().rev().take(2).collect();
        assert_eq!(last[1].trim_start(), "0 s  GET /Services/{service 1}/Documents/{document 1}  -> 200");
        assert_eq!(last[0].trim_start(), "0 s  GET /Services/{service 1}/Maps/{map 1}/Items  -> 200");
        let feature = (TARGET.feature.unwrap())(&bytes);
        let steps: Vec<&str> = feature.lines().map(str::trim).filter(|line| line.starts_with("When ")).collect();
        assert_eq!(steps, ["When I fetch the Document", "When I list the items"]);
    }
}
