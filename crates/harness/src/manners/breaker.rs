//! Giving up a target that has fallen silent, so that a run ends with one diagnosis and not with a thousand time-outs.

use std::{collections::BTreeSet, sync::Mutex, time::Instant};

use tokio::sync::Notify;

use crate::client::Trouble;
use crate::lock::locked;

/// Requests in a row that come to nothing before a target is given up.
const FAILURES: usize = 8;

/// Scenarios that they must come from: two may well race at the same time, with 32 clients each.
const SCENARIOS: usize = 3;

/// Counts the requests in a row that come to nothing. A target is given up after [`FAILURES`] of them from [`SCENARIOS`] scenarios, one of
/// which at least was sent when another had already come to nothing: those that were under way at the same time may all owe it to one
/// bad moment, or to one kind of request that the target never answers.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    state: Mutex<State>,
    opened: Notify,
}

#[derive(Debug, Default)]
struct State {
    answered: bool,
    silence: Option<Silence>,
    reason: Option<String>,
}

/// What has come to nothing since the last answer.
#[derive(Debug)]
struct Silence {
    since: Instant,
    failures: usize,
    scenarios: BTreeSet<usize>,
    persists: bool,
}

impl Breaker {
    /// There was an answer.
    pub(crate) fn note_answer(&self) {
        let mut state = locked(&self.state);
        state.answered = true;
        state.silence = None;
    }

    /// Something is there, and says that it cannot answer now.
    pub(crate) fn note_sign_of_life(&self) {
        locked(&self.state).answered = true;
    }

    /// A request of this scenario, if it was one's, that was sent at this time has come to nothing.
    pub(crate) fn note_silence(&self, scenario: Option<usize>, sent: Instant, trouble: &Trouble) {
        let mut state = locked(&self.state);
        let silence = state.silence.get_or_insert_with(|| Silence {
            since: Instant::now(),
            failures: 0,
            scenarios: BTreeSet::new(),
            persists: false,
        });
        silence.failures += 1;
        silence.scenarios.extend(scenario);
        silence.persists |= sent >= silence.since;
        let failures = silence.failures;
        if failures >= FAILURES && silence.scenarios.len() >= SCENARIOS && silence.persists && state.reason.is_none() {
            state.reason = Some(format!("{failures} requests in a row came to nothing, the last one so: {trouble}"));
            self.opened.notify_waiters();
        }
    }

    /// Whether the target has ever answered.
    pub(crate) fn has_answered(&self) -> bool {
        locked(&self.state).answered
    }

    /// Fails if the target is given up.
    pub(crate) fn check(&self) -> Result<(), Trouble> {
        self.reason().map_or(Ok(()), |reason| Err(Trouble::GivenUp { reason }))
    }

    /// Ends when the target is given up, with the reason.
    pub(crate) async fn opened(&self) -> String {
        loop {
            // Before the question, so that nothing slips in between.
            let opened = self.opened.notified();
            if let Some(reason) = self.reason() {
                return reason;
            }
            opened.await;
        }
    }

    /// Forgets that the target was given up, and what has come to nothing.
    pub(crate) fn close(&self) {
        let mut state = locked(&self.state);
        state.silence = None;
        state.reason = None;
    }

    fn reason(&self) -> Option<String> {
        locked(&self.state).reason.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble() -> Trouble {
        Trouble::Unreachable { origin: "http://h".to_owned(), reason: "Connection refused".to_owned() }
    }

    /// One after the other, each sent when the one before has failed.
    fn fail(breaker: &Breaker, scenarios: impl IntoIterator<Item = usize>) {
        for scenario in scenarios {
            breaker.note_silence(Some(scenario), Instant::now(), &trouble());
        }
    }

    #[test]
    fn a_target_is_given_up_after_eight_failures_of_three_scenarios() {
        let breaker = Breaker::default();
        fail(&breaker, [1, 2, 3, 4, 5, 6, 7]);
        assert!(breaker.check().is_ok());
        fail(&breaker, [8]);
        let error = breaker.check().unwrap_err().to_string();
        assert!(
            error.contains("8 requests in a row came to nothing, the last one so: cannot connect to http://h"),
            "{error}"
        );
        breaker.close();
        assert!(breaker.check().is_ok());
    }

    #[test]
    fn any_answer_ends_the_silence() {
        let breaker = Breaker::default();
        assert!(!breaker.has_answered());
        for _ in 0..5 {
            fail(&breaker, [1, 2, 3, 4, 5, 6, 7]);
            breaker.note_answer();
        }
        assert!(breaker.check().is_ok() && breaker.has_answered());
    }

    #[test]
    fn races_of_two_scenarios_do_not_condemn_a_target() {
        let breaker = Breaker::default();
        fail(&breaker, [1, 2].repeat(32));
        breaker.note_silence(None, Instant::now(), &trouble());
        assert!(breaker.check().is_ok());
        fail(&breaker, [3]);
        assert!(breaker.check().is_err());
    }

    #[test]
    fn what_fails_at_the_same_time_counts_only_if_it_goes_on() {
        let breaker = Breaker::default();
        let sent = Instant::now();
        for scenario in 0..32 {
            breaker.note_silence(Some(scenario), sent, &trouble());
        }
        assert!(breaker.check().is_ok());
        fail(&breaker, [1]);
        assert!(breaker.check().is_err());
    }

    #[tokio::test]
    async fn whoever_waits_is_told() {
        let breaker = Breaker::default();
        let (reason, ()) = tokio::join!(breaker.opened(), async { fail(&breaker, 0..8) });
        assert!(reason.starts_with("8 requests in a row came to nothing"), "{reason}");
        assert_eq!(breaker.opened().await, reason);
    }
}
