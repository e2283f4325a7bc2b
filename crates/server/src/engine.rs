//! The model with what it must be given: time and randomness.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use syncproof_api::{Profile, Request, Response, Timestamp};
use syncproof_model::{Model, Reference};

use crate::{
    Access,
    fault::Fault,
    freedom::Freedom,
    twist::{Chooser, Door, Look, Memory, Stage, Twist, Wire},
};

/// How long the second of two steps of a faulty server waits for others to come in between.
const BETWEEN_STEPS: Duration = Duration::from_millis(2);

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Statuses, codes and limits.
    pub profile: Arc<Profile>,
    /// The credentials that are taken.
    pub access: Access,
}

/// How a server may be made to behave otherwise than the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variation {
    /// Wrongly.
    Fault(Fault),
    /// Rightly.
    Freedom(Freedom),
}

/// Why an engine could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random numbers: {0}")]
pub struct EngineError(#[from] getrandom::Error);

/// A model that can be asked from many tasks at once, with a clock for each Service.
#[derive(Debug)]
pub struct Engine {
    config: Config,
    twist: Option<Twist>,
    /// What the clock shows, if it stands still.
    still: Option<Timestamp>,
    inner: Mutex<Inner>,
}

#[derive(Debug, Clone)]
struct Inner {
    model: Model,
    choices: Chooser,
    /// How far the clock of a Service is ahead of the real one.
    ahead: HashMap<String, Duration>,
    memory: Memory,
}

impl Engine {
    /// An empty API; SIDs start at random so that those of two servers differ.
    pub fn new(config: Config) -> Result<Self, EngineError> {
        Ok(Self::empty(config, getrandom::u64()?, None))
    }

    /// An empty API that does the same in every run: SIDs follow from `seed`, and the clock stands at `now`, whatever
    /// [`Engine::advance`] then adds to it for one Service.
    pub fn reproducible(config: Config, seed: u64, now: Timestamp) -> Self {
        Self::empty(config, seed, Some(now))
    }

    fn empty(config: Config, seed: u64, still: Option<Timestamp>) -> Self {
        let inner = Inner {
            model: Model::new(Arc::clone(&config.profile)),
            choices: Chooser::new(Reference::new(seed)),
            ahead: HashMap::new(),
            memory: Memory::default(),
        };
        Self { config, twist: None, still, inner: Mutex::new(inner) }
    }

    /// Another engine in the same state, which goes its own way from here.
    #[must_use]
    pub fn fork(&self) -> Self {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { config: self.config.clone(), twist: self.twist, still: self.still, inner: Mutex::new(inner) }
    }

    /// Everything that is stored, to be compared with what is stored later.
    pub fn stored(&self) -> Model {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).model.clone()
    }

    /// Whether that is what is stored.
    pub fn stores(&self, model: &Model) -> bool {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).model == *model
    }

    /// The same engine with a planted defect: for proving that a suite notices.
    #[must_use]
    pub fn with_fault(self, fault: Fault) -> Self {
        self.twisted(fault.twist())
    }

    /// The same engine with a legitimate variation: for proving that a suite does not mind.
    #[must_use]
    pub fn with_freedom(self, freedom: Freedom) -> Self {
        self.twisted(freedom.twist())
    }

    /// The same engine with a fault or a freedom.
    #[must_use]
    pub fn with(self, variation: Variation) -> Self {
        match variation {
            Variation::Fault(fault) => self.with_fault(fault),
            Variation::Freedom(freedom) => self.with_freedom(freedom),
        }
    }

    fn twisted(mut self, twist: Twist) -> Self {
        self.twist = Some(twist);
        let mut profile = (*self.config.profile).clone();
        match twist {
            Twist::Limits(change) => change(&mut profile.limits),
            Twist::Rules(change) => profile.send(change),
            _ => {}
        }
        self.config.profile = Arc::new(profile);
        let inner = self.inner.get_mut().unwrap_or_else(PoisonError::into_inner);
        inner.model = Model::new(Arc::clone(&self.config.profile));
        if let Twist::Chosen(ways) = twist {
            inner.choices.ways = ways;
        }
        self
    }

    /// How answers are put into HTTP.
    pub(crate) fn wire(&self) -> Wire {
        match self.twist {
            Some(Twist::Wire(wire)) => wire,
            _ => Wire::PLAIN,
        }
    }

    /// How the door is kept badly, if it is.
    pub(crate) fn door(&self) -> Option<Door> {
        match self.twist {
            Some(Twist::Door(door)) => Some(door),
            _ => None,
        }
    }

    /// A refusal as this engine would make it.
    pub(crate) fn refused(&self, mut response: Response) -> Response {
        if let Some(Twist::Refused(change)) = self.twist {
            change(&mut response);
        }
        response
    }

    /// What the engine was made with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Moves the clock of one Service forward: for that Service, and no other, `by` has passed.
    pub fn advance(&self, service: &str, by: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let ahead = inner.ahead.entry(service.to_owned()).or_default();
        *ahead = ahead.saturating_add(by);
    }

    /// Answers a request at the time that its Service's clock shows.
    pub(crate) async fn answer(&self, request: Request) -> Response {
        if let Some(Twist::InTwoSteps { look, act }) = self.twist {
            return match self.on_stage(&request, |stage| look(stage, &request)) {
                Look::Answer(response) => response,
                Look::GoOn(seen) => {
                    tokio::time::sleep(BETWEEN_STEPS).await;
                    self.on_stage(&request.clone(), |stage| act(stage, request, seen))
                }
            };
        }
        self.on_stage(&request.clone(), |stage| match self.twist {
            Some(Twist::Before(change)) => {
                let mut request = request;
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
            Some(Twist::Instead(act)) => act(stage, request),
            None
            | Some(
                Twist::Limits(_)
                | Twist::Rules(_)
                | Twist::Chosen(_)
                | Twist::Door(_)
                | Twist::Wire(_)
                | Twist::InTwoSteps { .. },
            ) => stage.ask(&request),
        })
    }

    /// Does something with the model, alone, at the time of a request.
    fn on_stage<T>(&self, request: &Request, act: impl FnOnce(&mut Stage<'_>) -> T) -> T {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Inner { model, choices, ahead, memory } = &mut *inner;
        let ahead = request.address.service().and_then(|sid| ahead.get(sid)).copied().unwrap_or_default();
        let ahead = i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
        let now = Timestamp::from_millis(self.now().as_millis().saturating_add(ahead));
        act(&mut Stage { model, choices, now, memory })
    }

    /// What the clock shows that those of the Services are ahead of.
    fn now(&self) -> Timestamp {
        self.still.unwrap_or_else(|| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Timestamp::from_millis(i64::try_from(now.as_millis()).unwrap_or(i64::MAX))
        })
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use syncproof_api::{Address, Sid, SidPrefix};

    use super::*;

    fn engine() -> Engine {
        let access = Access { account: Sid::new(SidPrefix::Account, 1), token: "t".to_owned() };
        let config = Config { profile: Arc::new(Profile::documented()), access };
        Engine::reproducible(config, 7, Timestamp::from_millis(1_000))
    }

    fn create_service(engine: &Engine) -> Response {
        let address = Address::Services;
        let operation = address.operation("POST").unwrap();
        let account = engine.config().access.account.clone();
        let request = Request { account, base: String::new(), address, operation, params: Vec::new(), if_match: None };
        engine.answer(request).now_or_never().unwrap()
    }

    #[test]
    fn a_reproducible_engine_gives_the_same_sids_and_times_in_every_run() {
        let first = create_service(&engine());
        assert_eq!(first, create_service(&engine()));
        assert_eq!(first.body.unwrap()["date_created"], "1970-01-01T00:00:01Z");
    }

    #[test]
    fn a_fork_goes_its_own_way() {
        let one = engine();
        let (empty, other) = (one.stored(), one.fork());
        create_service(&one);
        assert!(!one.stores(&empty) && other.stores(&empty));
        create_service(&other);
        assert!(other.stores(&one.stored()));
    }
}
