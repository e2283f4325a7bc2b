//! The model with what it must be given: time and randomness.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use syncproof_api::{Profile, Request, Response, Timestamp};
use syncproof_model::Model;

use crate::{
    Access, Implementation,
    fault::Fault,
    freedom::Freedom,
    implementation::Begun,
    twist::{Door, Twist, Wire},
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

impl Variation {
    pub(crate) const fn twist(self) -> Twist {
        match self {
            Self::Fault(fault) => fault.twist(),
            Self::Freedom(freedom) => freedom.twist(),
        }
    }
}

/// Why an engine could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random numbers: {0}")]
pub struct EngineError(#[from] getrandom::Error);

/// An implementation that can be asked from many tasks at once, with a clock for each Service.
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
    implementation: Implementation,
    /// How far the clock of a Service is ahead of the real one.
    ahead: HashMap<String, Duration>,
}

impl Engine {
    /// An empty API; SIDs start at random so that those of two servers differ.
    pub fn new(config: Config) -> Result<Self, EngineError> {
        let implementation = Implementation::new(Arc::clone(&config.profile), getrandom::u64()?);
        Ok(Self::of(implementation, config.access))
    }

    /// Answers as this implementation does, from the state that it is in.
    pub fn of(implementation: Implementation, access: Access) -> Self {
        Self {
            config: Config { profile: Arc::clone(implementation.profile()), access },
            twist: implementation.twist(),
            still: None,
            inner: Mutex::new(Inner { implementation, ahead: HashMap::new() }),
        }
    }

    /// The same with a clock that stands still, but for what [`Engine::advance`] adds to it for one Service.
    #[must_use]
    pub fn standing_at(self, now: Timestamp) -> Self {
        Self { still: Some(now), ..self }
    }

    /// Another engine in the same state, which goes its own way from here.
    #[must_use]
    pub fn fork(&self) -> Self {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { config: self.config.clone(), twist: self.twist, still: self.still, inner: Mutex::new(inner) }
    }

    /// Everything that is stored, to be compared with what is stored later.
    pub fn stored(&self) -> Model {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).implementation.stored().clone()
    }

    /// Whether that is what is stored.
    pub fn stores(&self, model: &Model) -> bool {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).implementation.stored() == model
    }

    /// An empty engine with a planted defect: for proving that a suite notices.
    #[must_use]
    pub fn with_fault(self, fault: Fault) -> Self {
        self.with(Variation::Fault(fault))
    }

    /// An empty engine with a legitimate variation: for proving that a suite does not mind.
    #[must_use]
    pub fn with_freedom(self, freedom: Freedom) -> Self {
        self.with(Variation::Freedom(freedom))
    }

    /// An empty engine with a fault or a freedom.
    #[must_use]
    pub fn with(self, variation: Variation) -> Self {
        let inner = self.inner.into_inner().unwrap_or_else(PoisonError::into_inner);
        Self { still: self.still, ..Self::of(inner.implementation.with(variation), self.config.access) }
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

    /// What the engine goes by.
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
        let service = request.address.service().map(str::to_owned);
        let begun = self.at_work(service.as_deref(), |implementation, now| implementation.begin(request, now));
        match begun {
            Begun::Answered(response) => response,
            Begun::Looked(request, seen) => {
                tokio::time::sleep(BETWEEN_STEPS).await;
                self.at_work(service.as_deref(), |implementation, now| implementation.finish(request, seen, now))
            }
        }
    }

    /// Has the implementation do something, alone, at the time of a Service.
    fn at_work<T>(&self, service: Option<&str>, act: impl FnOnce(&mut Implementation, Timestamp) -> T) -> T {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Inner { implementation, ahead } = &mut *inner;
        let ahead = service.and_then(|sid| ahead.get(sid)).copied().unwrap_or_default();
        let ahead = i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
        let now = Timestamp::from_millis(self.now().as_millis().saturating_add(ahead));
        act(implementation, now)
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
        Engine::of(Implementation::new(Arc::new(Profile::documented()), 7), access)
            .standing_at(Timestamp::from_millis(1_000))
    }

    fn create_service(engine: &Engine) -> Response {
        let address = Address::Services;
        let operation = address.operation("POST").unwrap();
        let account = engine.config().access.account.clone();
        let request = Request { account, base: String::new(), address, operation, params: Vec::new(), if_match: None };
        engine.answer(request).now_or_never().unwrap()
    }

    #[test]
    fn a_seed_and_a_clock_that_stands_give_the_same_sids_and_times_in_every_run() {
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
