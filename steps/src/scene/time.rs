//! Time: the target's clock as far as we know it, and letting time pass.

use std::time::{Duration, Instant};

use serde_json::Value;
use syncproof_api::Timestamp;
use syncproof_harness::verdict::{Deviation, Failure};

use super::Scene;
use crate::params::{ObjectRef, Way};

/// How far a `date_expires` may be from what we reckon: rounding to seconds on both sides.
const ROUNDING_SECS: i64 = 2;

/// How often an object is looked for while it is expected to expire.
const POLL: Duration = Duration::from_millis(250);

/// What the target's clock showed at a moment of ours, as told by a `date_created`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ServerTime {
    secs: i64,
    at: Instant,
    /// Time that was made to pass since, beyond what really did.
    moved: Duration,
}

impl Scene {
    /// Reads the target's clock off an object that has just been created.
    pub(super) fn fix_server_time(&mut self, body: &Value) {
        if let Some(created) = body.get("date_created").and_then(Value::as_str).and_then(Timestamp::parse) {
            self.server_time = Some(ServerTime { secs: created.as_secs(), at: Instant::now(), moved: Duration::ZERO });
        }
    }

    /// What the target's clock showed at `at`, in seconds, and how sure that is.
    fn server_secs(&self, at: Instant) -> Result<i64, Failure> {
        let time = self.server_time.ok_or_else(|| {
            Failure::Mistake("the target's clock is not known: nothing with a date_created was created".to_owned())
        })?;
        let passed = at.saturating_duration_since(time.at) + time.moved;
        Ok(time.secs + i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
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

    /// `it expires 60 seconds after the request`: `date_expires` of the last answer, against when the last request was sent.
    pub(crate) fn expires_after(&self, seconds: i64) -> Result<(), Failure> {
        let sent = self.last()?.sent;
        let answer = self.answer()?;
        let expires = answer.field("date_expires").cloned().unwrap_or(Value::Null);
        self.check_expiry(&expires, seconds, sent)
    }

    /// `{object} expires 60 seconds after the request`: what is stored, against when the last request was sent.
    pub(crate) async fn stored_expires_after(&mut self, object: &ObjectRef, seconds: i64) -> Result<(), Failure> {
        let sent = self.last()?.sent;
        let body = self.look(object).await?;
        self.check_expiry(body.get("date_expires").unwrap_or(&Value::Null), seconds, sent)
    }

    fn check_expiry(&self, expires: &Value, seconds: i64, sent: Instant) -> Result<(), Failure> {
        let expected = self.server_secs(sent)? + seconds;
        let took = i64::try_from(sent.elapsed().as_secs()).unwrap_or(i64::MAX);
        let actual = expires.as_str().and_then(Timestamp::parse);
        if actual.is_some_and(|at| (expected - ROUNDING_SECS..=expected + ROUNDING_SECS + took).contains(&at.as_secs()))
        {
            return Ok(());
        }
        let wire = Timestamp::from_millis(expected.saturating_mul(1000)).to_wire();
        Err(Failure::Deviation(Deviation {
            subject: format!("\"date_expires\" in {}", self.subject()),
            expected: format!("about {wire}, {seconds} s after the request"),
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
                let still = format!("it is still there {} s later", waited.as_secs());
                return self.deviates("the object to be gone after its expiry", still);
            }
            self.pass(step).await;
            waited += step;
        }
    }
}
