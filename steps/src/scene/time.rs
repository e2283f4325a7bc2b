//! Time: the target's clock as far as we know it, and letting time pass.

use std::{
    ops::RangeInclusive,
    time::{Duration, Instant},
};

use serde_json::Value;
use syncproof_api::Timestamp;
use syncproof_harness::verdict::{Deviation, Failure};

use super::{Last, Scene};
use crate::params::{ObjectRef, Way};

/// How far dates may be from the truth: they are cut or rounded to seconds.
const ROUNDING_SECS: i64 = 1;

/// How often an object is looked for while it is expected to expire.
const POLL: Duration = Duration::from_millis(250);

/// What the target's clock showed at some time between two moments of ours, as told by a `date_created`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ServerTime {
    secs: i64,
    sent: Instant,
    received: Instant,
    /// Time that was made to pass since, beyond what really did.
    moved: Duration,
}

impl Scene {
    /// Reads the target's clock off an object that has just been created.
    pub(super) fn fix_server_time(&mut self, body: &Value) {
        let created = body.get("date_created").and_then(Value::as_str).and_then(Timestamp::parse);
        if let (Some(created), Some(last)) = (created, &self.last) {
            let (sent, received) = (last.sent, last.received);
            self.server_time = Some(ServerTime { secs: created.as_secs(), sent, received, moved: Duration::ZERO });
        }
    }

    /// What the target's clock can have shown while the last request was under way, in seconds.
    fn server_secs(&self, last: &Last) -> Result<RangeInclusive<i64>, Failure> {
        let Some(time) = self.server_time else {
            return self.deviates("objects with a \"date_created\" (YYYY-MM-DDTHH:MM:SSZ) to tell the time by", "none");
        };
        let seconds = |passed: Duration| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX);
        let least = seconds(last.sent.saturating_duration_since(time.received) + time.moved);
        let most = seconds(last.received.saturating_duration_since(time.sent) + time.moved) + 1;
        Ok(time.secs.saturating_add(least)..=time.secs.saturating_add(most))
    }

    /// `3 seconds pass`
    pub(crate) async fn pass(&mut self, by: Duration) {
        match self.target().clock.clone() {
            Some(clock) => {
                clock.advance(&self.home.service, by);
                if let Some(time) = &mut self.server_time {
                    time.moved += by;
                }
            }
            None => tokio::time::sleep(by).await,
        }
    }

    /// `it expires 60 seconds after the request`: `date_expires` of the last answer, against when the last request was handled.
    pub(crate) fn expires_after(&self, seconds: i64) -> Result<(), Failure> {
        let expires = self.answer()?.field("date_expires").cloned().unwrap_or(Value::Null);
        self.check_expiry(&expires, seconds, self.last()?)
    }

    /// `{object} expires 60 seconds after the request`: what is stored, against when the last request was handled.
    pub(crate) async fn stored_expires_after(&mut self, object: &ObjectRef, seconds: i64) -> Result<(), Failure> {
        let last = self.last()?.clone();
        let body = self.look(object).await?;
        self.check_expiry(body.get("date_expires").unwrap_or(&Value::Null), seconds, &last)
    }

    fn check_expiry(&self, expires: &Value, seconds: i64, last: &Last) -> Result<(), Failure> {
        let handled = self.server_secs(last)?;
        let expected = handled.start() + seconds - ROUNDING_SECS..=handled.end() + seconds + ROUNDING_SECS;
        let actual = expires.as_str().and_then(Timestamp::parse);
        if actual.is_some_and(|at| expected.contains(&at.as_secs())) {
            return Ok(());
        }
        let wire = |secs: i64| Timestamp::from_millis(secs.saturating_mul(1000)).to_wire();
        Err(Failure::Deviation(Deviation {
            subject: format!("\"date_expires\" in {}", self.subject()),
            expected: format!(
                "{} to {}, {seconds} s after the request",
                wire(*expected.start()),
                wire(*expected.end())
            ),
            actual: expires.to_string(),
            diff: None,
        }))
    }

    /// `{object} has expired`: asks until it is not found, no longer than the grace for late deletion.
    pub(crate) async fn has_expired(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        let grace = self.target().expiry_grace;
        let step = if self.target().clock.is_some() { Duration::from_secs(1) } else { POLL };
        let mut waited = Duration::ZERO;
        loop {
            self.fetch(object, Way::PLAIN).await?;
            if self.answer()?.status == 404 {
                return self.is_not_found(object);
            }
            if waited >= grace {
                let waited = waited.as_secs();
                // Only where time is ours is late the same as never.
                if self.target().clock.is_some() {
                    return self
                        .deviates("the object to be gone after its expiry", format!("still there {waited} s later"));
                }
                return Err(Failure::Undecided(format!(
                    "an expired object was still there after {waited} s, and the documents promise no time; see --expiry-grace"
                )));
            }
            self.pass(step).await;
            waited += step;
        }
    }
}
