//! Ceilings of requests in a time.

use std::{
    fmt,
    num::NonZeroU32,
    str::FromStr,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use syncproof_api::Address;

/// More is no ceiling.
const HIGHEST: u32 = 1_000_000;

/// Requests to objects after which those objects are forgotten that have been left alone for long enough.
const SWEEP: usize = 1024;

/// So many requests in a time, evenly spread: no two are closer than the time divided by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    count: NonZeroU32,
    per: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Second,
    Minute,
}

/// Why a text is no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a rate; write it like 20/s or 300/min, a whole number from 1 to {HIGHEST}")]
pub struct BadRate(String);

impl Rate {
    fn quota(self) -> Option<Quota> {
        let per = match self.per {
            Unit::Second => Duration::from_secs(1),
            Unit::Minute => Duration::from_mins(1),
        };
        Quota::with_period(per / self.count.get())
    }
}

impl FromStr for Rate {
    type Err = BadRate;

    /// `20/s`, `300/min`, or `20`, which is per second.
    fn from_str(text: &str) -> Result<Self, BadRate> {
        let bad = || BadRate(text.to_owned());
        let (count, per) = match text.split_once('/') {
            None => (text, Unit::Second),
            Some((count, "s")) => (count, Unit::Second),
            Some((count, "min")) => (count, Unit::Minute),
            Some(_) => return Err(bad()),
        };
        let count: NonZeroU32 = count.parse().map_err(|_| bad())?;
        if count.get() > HIGHEST { Err(bad()) } else { Ok(Self { count, per }) }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per = match self.per {
            Unit::Second => "s",
            Unit::Minute => "min",
        };
        write!(f, "{}/{per}", self.count)
    }
}

/// The ceilings that requests to a target keep below.
#[derive(Debug, Default)]
pub(crate) struct Ceilings {
    all: Option<DefaultDirectRateLimiter>,
    objects: Option<PerObject>,
}

/// One ceiling for each object.
#[derive(Debug)]
struct PerObject {
    limiter: DefaultKeyedRateLimiter<Address>,
    requests: AtomicUsize,
}

impl Ceilings {
    pub(crate) fn new(all: Option<Rate>, objects: Option<Rate>) -> Self {
        let per_object = |quota| PerObject { limiter: RateLimiter::keyed(quota), requests: AtomicUsize::new(0) };
        Self {
            all: all.and_then(Rate::quota).map(RateLimiter::direct),
            objects: objects.and_then(Rate::quota).map(per_object),
        }
    }

    /// Waits until one more request, about this object if any, is below both ceilings.
    pub(crate) async fn until_ready(&self, object: Option<&Address>) {
        if let (Some(objects), Some(object)) = (&self.objects, object) {
            objects.until_ready(object).await;
        }
        if let Some(all) = &self.all {
            all.until_ready().await;
        }
    }
}

impl PerObject {
    async fn until_ready(&self, object: &Address) {
        if self.requests.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.until_key_ready(object).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_per_second_or_per_minute() {
        for (text, shown, pause) in [
            ("20", "20/s", Duration::from_millis(50)),
            ("20/s", "20/s", Duration::from_millis(50)),
            ("30/min", "30/min", Duration::from_secs(2)),
            ("1000000/s", "1000000/s", Duration::from_micros(1)),
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate.to_string(), shown);
            let quota = rate.quota().unwrap();
            assert_eq!((quota.replenish_interval(), quota.burst_size().get()), (pause, 1), "{text}");
        }
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in ["", "0", "0/s", "-1", "1.5", "x/s", "5/h", "5/", "/s", "1000001", "20 /s"] {
            let error = text.parse::<Rate>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("'{text}' is not a rate; write it like 20/s")), "{error}");
        }
    }

    #[tokio::test]
    async fn objects_that_are_left_alone_are_forgotten() {
        let ceilings = Ceilings::new(None, "1000000/s".parse().ok());
        for n in 0..3 * SWEEP {
            ceilings.until_ready(Some(&Address::Service { service: n.to_string() })).await;
        }
        let kept = ceilings.objects.unwrap().limiter.len();
        assert!(kept <= SWEEP + SWEEP / 2, "{kept}");
    }

    #[tokio::test]
    async fn one_object_does_not_wait_for_another() {
        let ceilings = Ceilings::new(None, "1/min".parse().ok());
        let object = |n: u8| Address::Service { service: n.to_string() };
        ceilings.until_ready(Some(&object(1))).await;
        ceilings.until_ready(Some(&object(2))).await;
        ceilings.until_ready(None).await;
        let limiter = ceilings.objects.unwrap().limiter;
        assert!(limiter.check_key(&object(1)).is_err() && limiter.check_key(&object(3)).is_ok());
    }
}
