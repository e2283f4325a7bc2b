//! Manners towards a target: how fast it is asked, how long it is waited for, what is sent again, and when it is given up.
//!
//! [`Manners`] are shared by everything that speaks to one target; a [`Conversation`] belongs to one scenario.

mod breaker;
mod conversation;
mod flakes;
mod rate;
mod settling;

use std::time::Duration;

pub use conversation::Conversation;
pub use flakes::{Cause, Flakes};
pub use rate::{BadRate, Rate};

pub(crate) use breaker::Breaker;
pub(crate) use conversation::Seen;
pub(crate) use rate::Ceilings;
pub(crate) use settling::Settling;

/// How long a target is waited for that asks for patience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// The pause before a request is made again the first time, if the target names none; it doubles from time to time.
    pub first_pause: Duration,
    /// The longest pause, whatever the target asks for.
    pub longest_pause: Duration,
    /// All pauses of one request after 429 together.
    pub throttled: Duration,
}

impl Default for Patience {
    /// Pauses of 250 ms to 10 s. Those after 429 outlast together the 10 s over which the documented rates are averaged
    /// (<https://www.twilio.com/docs/sync/limits>).
    fn default() -> Self {
        Self {
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(10),
            throttled: Duration::from_secs(30),
        }
    }
}

/// What the user may choose about them.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Ceiling of all requests to the target together.
    pub rate: Option<Rate>,
    /// Ceiling of the requests to any one object and what is in it.
    pub object_rate: Option<Rate>,
    /// How long the target is waited for.
    pub patience: Patience,
    /// How long a listing may take to show what was written; zero for not at all.
    pub settle: Duration,
}

/// The manners of everything that speaks to one target.
#[derive(Debug, Default)]
pub struct Manners {
    pub(crate) ceilings: Ceilings,
    pub(crate) patience: Patience,
    pub(crate) breaker: Breaker,
    pub(crate) settling: Settling,
}

impl Manners {
    /// Manners as chosen.
    pub fn new(settings: &Settings) -> Self {
        Self {
            ceilings: Ceilings::new(settings.rate, settings.object_rate),
            patience: settings.patience,
            breaker: Breaker::default(),
            settling: Settling::new(settings.settle),
        }
    }

    /// Ends when the target is given up, with the reason. All requests fail from then on.
    pub async fn given_up(&self) -> String {
        self.breaker.opened().await
    }

    /// Why listings that seem wrong are no longer waited for, if that is so.
    pub fn listings_given_up(&self) -> Option<String> {
        self.settling.given_up()
    }

    /// Lets requests through again, until the target is given up anew: so that clean-up can be tried.
    pub fn try_again(&self) {
        self.breaker.close();
    }
}
