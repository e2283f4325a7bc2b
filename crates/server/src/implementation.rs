//! An implementation of the API without HTTP and without a clock.

use std::sync::Arc;

use syncproof_api::{Profile, Request, Response, Timestamp};
use syncproof_model::{Model, Reference};

use crate::{
    Variation,
    twist::{Chooser, Look, Memory, Stage, Twist},
};

/// The model, or the model with a fault or a freedom: pure and deterministic. A clone goes its own way from there.
#[derive(Debug, Clone)]
pub struct Implementation {
    profile: Arc<Profile>,
    twist: Option<Twist>,
    model: Model,
    choices: Chooser,
    memory: Memory,
}

impl Implementation {
    /// An empty API under `profile`, which draws its SIDs from `seed`.
    pub fn new(profile: Arc<Profile>, seed: u64) -> Self {
        Self {
            model: Model::new(Arc::clone(&profile)),
            profile,
            twist: None,
            choices: Chooser::new(Reference::new(seed)),
            memory: Memory::default(),
        }
    }

    /// The same, empty, with a fault or a freedom.
    #[must_use]
    pub fn with(mut self, variation: Variation) -> Self {
        let twist = variation.twist();
        let mut profile = (*self.profile).clone();
        match twist {
            Twist::Limits(change) => change(&mut profile.limits),
            Twist::Rules(change) => profile.send(change),
            _ => {}
        }
        self.profile = Arc::new(profile);
        self.model = Model::new(Arc::clone(&self.profile));
        if let Twist::Chosen(ways) = twist {
            self.choices.ways = ways;
        }
        self.twist = Some(twist);
        self
    }

    /// What it goes by: the profile it was made with, or that with other limits, statuses and codes.
    pub fn profile(&self) -> &Arc<Profile> {
        &self.profile
    }

    /// Everything that is stored.
    pub fn stored(&self) -> &Model {
        &self.model
    }

    pub(crate) const fn twist(&self) -> Option<Twist> {
        self.twist
    }

    /// Answers a request at time `now`. What a fault does in two steps is done at once: nobody comes in between.
    pub fn answer(&mut self, request: Request, now: Timestamp) -> Response {
        match self.begin(request, now) {
            Begun::Answered(response) => response,
            Begun::Looked(request, seen) => self.finish(request, seen, now),
        }
    }

    /// Answers a request, or takes the first of two steps.
    pub(crate) fn begin(&mut self, mut request: Request, now: Timestamp) -> Begun {
        let twist = self.twist;
        let mut stage = self.stage(now);
        Begun::Answered(match twist {
            Some(Twist::InTwoSteps { look, .. }) => match look(&mut stage, &request) {
                Look::Answer(response) => response,
                Look::GoOn(seen) => return Begun::Looked(request, seen),
            },
            Some(Twist::Before(change)) => {
                change(&mut request);
                stage.ask(&request)
            }
            Some(Twist::After(change)) => {
                let mut response = stage.ask(&request);
                change(&request, &mut response);
                response
            }
            Some(Twist::Refused(change)) => {
                let mut response = stage.ask(&request);
                change(&mut response);
                response
            }
            Some(Twist::Instead(act)) => act(&mut stage, request),
            None | Some(Twist::Limits(_) | Twist::Rules(_) | Twist::Chosen(_) | Twist::Door(_) | Twist::Wire(_)) => {
                stage.ask(&request)
            }
        })
    }

    /// Takes the second step.
    pub(crate) fn finish(&mut self, request: Request, seen: u64, now: Timestamp) -> Response {
        let twist = self.twist;
        let mut stage = self.stage(now);
        match twist {
            Some(Twist::InTwoSteps { act, .. }) => act(&mut stage, request, seen),
            _ => stage.ask(&request),
        }
    }

    fn stage(&mut self, now: Timestamp) -> Stage<'_> {
        Stage { model: &mut self.model, choices: &mut self.choices, now, memory: &mut self.memory }
    }
}

/// How far a request has come.
pub(crate) enum Begun {
    /// To its end.
    Answered(Response),
    /// One step of two: the request, and what was seen.
    Looked(Request, u64),
}
