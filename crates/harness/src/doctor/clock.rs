//! Whether the target's clock and ours agree.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use syncproof_api::Timestamp;

use super::{Check, State};
use crate::exchange::Answer;

/// How far the clocks may be apart. Dates are in seconds, cut or rounded, and scenarios wait for expiries of a few seconds.
const TOLERANCE: Duration = Duration::from_secs(2);

/// What the target's clock showed, against when we asked.
#[derive(Debug, Default)]
pub(super) struct Clock {
    /// By the `Date` header: the least that it can be ahead, in milliseconds; negative if it is behind.
    header: Option<i64>,
    /// By the `date_created` of what was just created, likewise.
    created: Option<i64>,
}

/// Milliseconds since 1970, by our clock.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

impl Clock {
    /// Takes in an answer to a request that was sent then, and answered then.
    pub(super) fn note(&mut self, answer: &Answer, sent: i64, received: i64) {
        let header = answer.header("date").and_then(Timestamp::parse_http);
        let created = answer.field("date_created").and_then(|date| date.as_str()).and_then(Timestamp::parse);
        note(&mut self.header, header, sent, received);
        if answer.status == 201 {
            note(&mut self.created, created, sent, received);
        }
    }

    /// What is to be said of it.
    pub(super) fn check(&self) -> Check {
        let limit = i64::try_from(TOLERANCE.as_millis()).unwrap_or(i64::MAX);
        let sources = [("its Date header", self.header), ("the date_created of what it creates", self.created)];
        let far: Vec<String> = sources
            .iter()
            .filter_map(|(source, ahead)| Some((source, (*ahead)?)))
            .filter(|(_, ahead)| ahead.saturating_abs() > limit)
            .map(|(source, ahead)| format!("{source} is {} ours", apart(ahead)))
            .collect();
        if sources.iter().all(|(_, ahead)| ahead.is_none()) {
            return Check::new("clock", State::Note, "no answer told the target's time", "");
        }
        if far.is_empty() {
            return Check::ok("clock", "the target's clock and ours agree, to the second that dates have");
        }
        let advice = "set the clocks: what is said of dates and expiries compares them";
        Check::new("clock", State::Warning, far.join("; "), advice)
    }
}

/// Keeps the least that was seen: what comes on top of that was on the way.
fn note(noted: &mut Option<i64>, shown: Option<Timestamp>, sent: i64, received: i64) {
    let Some(shown) = shown else { return };
    let seen = ahead(shown.as_millis(), sent, received);
    if noted.is_none_or(|known| seen.saturating_abs() < known.saturating_abs()) {
        *noted = Some(seen);
    }
}

/// How far a clock that showed this second, at some time between two of ours, is ahead at least; negative if behind. Milliseconds.
fn ahead(shown: i64, sent: i64, received: i64) -> i64 {
    let end = shown.saturating_add(1000);
    if shown > received {
        shown.saturating_sub(received)
    } else if end < sent {
        end.saturating_sub(sent)
    } else {
        0
    }
}

fn apart(ahead: i64) -> String {
    let seconds = ahead.unsigned_abs() / 1000;
    format!("{seconds} s {}", if ahead > 0 { "ahead of" } else { "behind" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::sample::answer;

    /// 2015-07-30T20:00:00Z
    const THEN: i64 = 1_438_286_400_000;

    fn checked(sent: i64, status: u16) -> Check {
        let mut clock = Clock::default();
        let headers = [("Date", "Thu, 30 Jul 2015 20:00:00 GMT")];
        clock.note(&answer(status, &headers, "{\"date_created\": \"2015-07-30T20:00:00Z\"}"), sent, sent + 100);
        clock.check()
    }

    #[test]
    fn up_to_two_seconds_are_the_precision_of_dates() {
        for sent in [THEN - 2_100, THEN, THEN + 999, THEN + 3_000] {
            assert_eq!(checked(sent, 200).state, State::Ok, "{sent}");
        }
    }

    #[test]
    fn more_is_told_with_how_much() {
        let seen = |sent| checked(sent, 200).seen;
        assert_eq!(seen(THEN - 5_100), "its Date header is 5 s ahead of ours");
        assert_eq!(seen(THEN + 6_000), "its Date header is 5 s behind ours");
        assert!(checked(THEN + 6_000, 201).seen.ends_with("; the date_created of what it creates is 5 s behind ours"));
        assert_eq!(checked(THEN + 6_000, 201).state, State::Warning);
    }

    #[test]
    fn the_date_of_what_is_older_tells_nothing() {
        let mut clock = Clock::default();
        clock.note(&answer(200, &[], "{\"date_created\": \"2015-07-30T20:00:00Z\"}"), THEN + 9_000, THEN + 9_100);
        assert_eq!(clock.check().seen, "no answer told the target's time");
    }

    #[test]
    fn a_slow_answer_does_not_make_a_clock_wrong() {
        assert_eq!(ahead(THEN, THEN - 9_000, THEN + 500), 0);
    }
}
