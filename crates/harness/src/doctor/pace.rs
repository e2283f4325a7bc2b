//! How fast the target answers, and how much it lets itself be asked.

use std::{collections::BTreeSet, time::Duration};

use super::{Check, State};
use crate::exchange::{Answer, Exchange};

/// From this median on, a run is slow enough to say so: the suite makes thousands of requests.
const SLOW: Duration = Duration::from_millis(500);

/// What is to be said of some requests that took so long, one after the other.
pub(super) fn latency(mut elapsed: Vec<Duration>) -> Check {
    elapsed.sort();
    let (Some(median), Some(slowest)) = (elapsed.get(elapsed.len() / 2), elapsed.last()) else {
        return Check::new("latency", State::Note, "not measured", "");
    };
    let seen = format!(
        "{} ms in the median of {} GETs, {} ms at most",
        median.as_millis(),
        elapsed.len(),
        slowest.as_millis()
    );
    if *median < SLOW {
        return Check::ok("latency", seen);
    }
    let advice = "a whole run makes thousands of requests: take more --jobs if the target can bear it, or a part of the suite (--only); \
                  --timeout gives a single request more time";
    Check::new("latency", State::Warning, seen, advice)
}

/// What was seen of limits to the rate.
#[derive(Debug, Default)]
pub(super) struct Rates {
    refused: usize,
    pause: Option<String>,
    headers: BTreeSet<String>,
}

impl Rates {
    /// Takes in an answer.
    pub(super) fn note(&mut self, answer: &Answer) {
        if answer.status == 429 {
            self.refused += 1;
            self.pause = answer.header("retry-after").map(str::to_owned).or(self.pause.take());
        }
        let limits = answer.headers.iter().filter(|(name, _)| name.to_ascii_lowercase().contains("ratelimit"));
        for (name, value) in limits.take(MAX_HEADERS) {
            let name = name.to_ascii_lowercase();
            // How much is left differs from answer to answer.
            if self.headers.len() < MAX_HEADERS && !self.headers.iter().any(|h| h.starts_with(&format!("{name}:"))) {
                self.headers.insert(format!("{name}: {value}"));
            }
        }
    }

    /// What is to be said after a burst of requests at the same time, some of which were answered at all.
    pub(super) fn check(&self, burst: &[Exchange]) -> Check {
        let headers = self.headers.iter().map(|header| format!("; {header}")).collect::<Vec<_>>().concat();
        let answered = burst.iter().filter(|exchange| exchange.answer.status != 429).count();
        if self.refused == 0 {
            let state = if headers.is_empty() { State::Ok } else { State::Note };
            let seen = format!("{} GETs at the same time are all answered{headers}", burst.len());
            return Check::new("rate", state, seen, "");
        }
        let pause = self.pause.as_deref().map_or("without Retry-After".to_owned(), |p| format!("Retry-After: {p}"));
        let seen =
            format!("of {} GETs at the same time {answered} are answered, others 429 ({pause}){headers}", burst.len());
        let rate = rate(answered, self.pause.as_deref());
        let advice = format!("run with --rate {rate} and --jobs 2: each 429 costs a pause");
        Check::new("rate", State::Warning, seen, advice)
    }
}

/// Most headers that are kept, so that a target cannot fill the report.
const MAX_HEADERS: usize = 6;

/// Requests a second that should do: as many as were answered in the time after which the target has itself asked again. Without such a
/// time, few.
fn rate(answered: usize, pause: Option<&str>) -> usize {
    match pause.and_then(|pause| pause.trim().parse::<usize>().ok()) {
        Some(seconds) => (answered / seconds.max(1)).max(1),
        None => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::sample::answer;

    fn millis(list: &[u64]) -> Vec<Duration> {
        list.iter().map(|ms| Duration::from_millis(*ms)).collect()
    }

    fn exchange(answer: Answer) -> Exchange {
        let (method, url) = ("GET".to_owned(), "http://h/v1".to_owned());
        let (request_headers, request_body, elapsed) = (Vec::new(), Vec::new(), Duration::ZERO);
        Exchange { method, url, request_headers, request_body, answer, elapsed }
    }

    fn checked(answers: Vec<Answer>) -> Check {
        let mut rates = Rates::default();
        for answer in &answers {
            rates.note(answer);
        }
        rates.check(&answers.into_iter().map(exchange).collect::<Vec<_>>())
    }

    #[test]
    fn one_slow_answer_makes_no_slow_target() {
        let check = latency(millis(&[5, 900, 7]));
        assert_eq!((check.state, check.seen.as_str()), (State::Ok, "7 ms in the median of 3 GETs, 900 ms at most"));
        assert_eq!(latency(millis(&[500, 600, 1])).state, State::Warning);
        assert_eq!(latency(Vec::new()).state, State::Note);
    }

    #[test]
    fn a_target_that_answers_all_has_no_limit_to_speak_of() {
        let check = checked(vec![answer(200, &[], ""), answer(200, &[], "")]);
        assert_eq!((check.state, check.seen.as_str()), (State::Ok, "2 GETs at the same time are all answered"));
    }

    #[test]
    fn announced_limits_are_noted_once_each() {
        let left = |left: &str| answer(200, &[("X-RateLimit-Limit", "30"), ("X-RateLimit-Remaining", left)], "");
        let check = checked(vec![left("29"), left("28")]);
        assert_eq!(check.state, State::Note);
        assert!(check.seen.ends_with("; x-ratelimit-limit: 30; x-ratelimit-remaining: 29"), "{}", check.seen);
    }

    #[test]
    fn refusals_come_with_a_rate_to_keep_to() {
        let refused = || answer(429, &[("Retry-After", "2")], "");
        let mut answers = vec![answer(200, &[], ""); 8];
        answers.extend([refused(), refused()]);
        let check = checked(answers);
        assert_eq!(check.state, State::Warning);
        assert_eq!(check.seen, "of 10 GETs at the same time 8 are answered, others 429 (Retry-After: 2)");
        assert!(check.advice.starts_with("run with --rate 4 and --jobs 2"), "{}", check.advice);
        assert_eq!([rate(8, Some("x")), rate(8, None), rate(0, Some("60")), rate(9, Some("0"))], [5, 5, 1, 9]);
    }
}
