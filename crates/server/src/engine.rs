//! The model with what it must be given: time and randomness.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use syncproof_api::{Address, Profile, Request, Response, Timestamp};
use syncproof_model::{Model, Reference};

use crate::Access;

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Statuses, codes and limits.
    pub profile: Arc<Profile>,
    /// The credentials that are taken.
    pub access: Access,
}

/// Why an engine could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random numbers: {0}")]
pub struct EngineError(#[from] getrandom::Error);

/// A model that can be asked from many tasks at once, with a clock for each Service.
#[derive(Debug)]
pub struct Engine {
    config: Config,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    model: Model,
    choices: Reference,
    /// How far the clock of a Service is ahead of the real one.
    ahead: HashMap<String, Duration>,
}

impl Engine {
    /// An empty API; SIDs start at random so that those of two servers differ.
    pub fn new(config: Config) -> Result<Self, EngineError> {
        let inner = Inner {
            model: Model::new(Arc::clone(&config.profile)),
            choices: Reference::new(getrandom::u64()?),
            ahead: HashMap::new(),
        };
        Ok(Self { config, inner: Mutex::new(inner) })
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
    pub(crate) fn answer(&self, request: &Request) -> Response {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Inner { model, choices, ahead } = &mut *inner;
        let ahead = service(&request.address).and_then(|sid| ahead.get(sid)).copied().unwrap_or_default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().saturating_add(ahead);
        let now = Timestamp::from_millis(i64::try_from(now.as_millis()).unwrap_or(i64::MAX));
        model.invoke(request, now, choices)
    }
}

fn service(address: &Address) -> Option<&str> {
    match address {
        Address::Services => None,
        Address::Service { service }
        | Address::Objects { service, .. }
        | Address::Object { service, .. }
        | Address::Children { service, .. }
        | Address::Child { service, .. } => Some(service),
    }
}
