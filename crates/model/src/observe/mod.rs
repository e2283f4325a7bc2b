//! Judging somebody else's answers.
//!
//! The request is planned and performed as if the model had to answer it, with what the target was free to choose read from its answer. Two
//! more freedoms need several tries, of which one has to fit: what a request means where the documents leave that open (`readings`), and
//! whether things that have expired were still there (`world`).

mod collation;
mod compare;
mod deviation;
mod items;
mod listing;
mod objects;
mod readings;
mod walks;
mod world;
mod write;

use syncproof_api::{Address, Request, Response, Sid, SidPrefix, Timestamp};

pub use deviation::{Deviation, Subject};
pub(crate) use walks::Walks;

use self::{
    compare::Comparison,
    listing::{Learnt, Listed},
    world::World,
};
use crate::{
    Choices, Model, RevisionEvent,
    place::Place,
    plan::{self, Action, Plan},
    state::State,
};

impl Model {
    /// Judges the answer that a target gave to a request at about time `now`, and takes over what it was free to choose.
    ///
    /// The clocks of target and observer may be two seconds apart. Whoever observes has to see every request that changes anything in the
    /// Services concerned, in the order in which the target handled them. After a deviation, the model no longer knows the target's state.
    ///
    /// An answer with status 429 says nothing and changes nothing; it is for the caller to slow down. Requests that the model does not cover
    /// (to the Service called `default`) are not judged.
    ///
    /// A model is either asked for answers ([`Model::invoke`]) or shown those of a target, never both: what it knows of a target is not
    /// always enough to answer with.
    pub fn observe(&mut self, request: &Request, response: &Response, now: Timestamp) -> Result<(), Deviation> {
        if !is_judged(request) || response.status == 429 {
            return Ok(());
        }
        self.judge(request, response, now)?.adopt(self);
        Ok(())
    }

    /// Tries what may have been meant and what may have been the case; the first deviation is the one that is told.
    fn judge(&self, request: &Request, response: &Response, now: Timestamp) -> Result<Outcome, Deviation> {
        self.judge_reading(request, response, now).or_else(|deviation| {
            let others = readings::others(request, response);
            others.iter().find_map(|reading| self.judge_reading(reading, response, now).ok()).ok_or(deviation)
        })
    }

    fn judge_reading(&self, request: &Request, response: &Response, now: Timestamp) -> Result<Outcome, Deviation> {
        self.judge_in(World::new(&self.state, request), request, response, now).or_else(|deviation| {
            let others = world::others(&self.state, request, now);
            others.into_iter().find_map(|world| self.judge_in(world, request, response, now).ok()).ok_or(deviation)
        })
    }

    fn judge_in(
        &self,
        mut world: World<'_>,
        request: &Request,
        response: &Response,
        now: Timestamp,
    ) -> Result<Outcome, Deviation> {
        let profile = &self.profile;
        let Plan { refusals, action } = plan::make(world.state(), profile, request, &self.walks);
        if may_demand_to_be_empty(&world, action.as_ref()) && matches!(response.status, 400 | 409) {
            compare::error_body(response)?;
            return Ok(Outcome::of(world));
        }
        let action = match action {
            Some(action) if refusals.must.is_empty() && response.is_success() => action,
            _ => {
                compare::refusal(profile, &refusals, response)?;
                return Ok(Outcome::of(world));
            }
        };
        let mut listed = Listed::default();
        match action {
            Action::Fetch(place) => listed.learnt.extend(self.judge_fetch(&world, request, response, place, now)?),
            Action::List(place, query) => {
                listed = listing::judge(world.state(), &self.walks, profile, request, response, (&place, &query), now)?;
            }
            Action::Delete(place) => {
                compare::status(204, response)?;
                if response.body.is_some() {
                    return Err(Deviation::new(Subject::Body, "nothing", deviation::show(response.body.as_ref())));
                }
                let gone = service_path(&world, &place);
                plan::delete(world.trial(), place, now, &mut Unseen);
                return Ok(Outcome { gone, ..Outcome::of(world) });
            }
            action => write::judge(&mut world, profile, request, response, action, now)?,
        }
        Ok(Outcome { listed, ..Outcome::of(world) })
    }

    fn judge_fetch(
        &self,
        world: &World<'_>,
        request: &Request,
        response: &Response,
        place: Place,
        now: Timestamp,
    ) -> Result<Option<Learnt>, Deviation> {
        compare::status(200, response)?;
        let body = compare::object(response)?;
        let comparison =
            Comparison { profile: &self.profile, resource: request.operation.resource, base: &request.base };
        let Some((expected, unknown)) = objects::expected(world.state(), &request.base, &place, now) else {
            return Ok(None);
        };
        comparison.entry(&expected, body)?;
        comparison.etag(response)?;
        Ok(unknown.then(|| Learnt::new(place, body)))
    }
}

/// Whether the model knows enough to judge the answer to a request.
fn is_judged(request: &Request) -> bool {
    match &request.address {
        Address::Services => true,
        Address::Service { service }
        | Address::Objects { service, .. }
        | Address::Object { service, .. }
        | Address::Children { service, .. }
        | Address::Child { service, .. } => service != "default",
    }
}

/// Whether a Service is to be deleted that is not empty. That it goes with what is in it is not said.
fn may_demand_to_be_empty(world: &World<'_>, action: Option<&Action>) -> bool {
    let Some(Action::Delete(Place::Service(number))) = action else { return false };
    world.state().services.get(number).is_some_and(|service| !service.is_empty())
}

/// The path of a Service that is about to be deleted.
fn service_path(world: &World<'_>, place: &Place) -> Option<String> {
    let Place::Service(number) = place else { return None };
    let service = world.state().services.get(number)?.sid.to_string();
    Some(Address::Service { service }.path())
}

/// What an accepted answer tells.
#[derive(Debug, Default)]
struct Outcome {
    /// The addressed Service.
    number: Option<u64>,
    /// What has become of it, if it changed.
    copy: Option<State>,
    listed: Listed,
    /// The path of a Service that was deleted.
    gone: Option<String>,
}

impl Outcome {
    fn of(world: World<'_>) -> Self {
        Self { number: world.number, copy: world.into_copy(), ..Self::default() }
    }

    fn adopt(self, model: &mut Model) {
        if let Some(copy) = self.copy {
            model.state.adopt(self.number, copy);
        }
        for learnt in self.listed.learnt {
            learnt.take_over(&mut model.state);
        }
        for (collection, token, starts) in self.listed.bound {
            model.walks.bind(&collection, token, starts);
        }
        if let Some(path) = self.gone {
            model.walks.forget(&path);
        }
    }
}

/// The choices behind an answer that shows nothing.
struct Unseen;

impl Choices for Unseen {
    fn sid(&mut self, prefix: SidPrefix) -> Sid {
        // Deleting makes nothing that would have a SID.
        Sid::new(prefix, 0)
    }

    fn index(&mut self, last: Option<u64>) -> u64 {
        // Nor an index.
        last.unwrap_or(0)
    }

    fn revision(&mut self, _event: RevisionEvent, _current: Option<&str>) -> Option<String> {
        None
    }

    fn created(&mut self, now: Timestamp) -> Timestamp {
        now
    }

    fn updated(&mut self, _event: RevisionEvent, _now: Timestamp, _current: Option<Timestamp>) -> Option<Timestamp> {
        None
    }
}
