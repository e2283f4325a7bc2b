//! One call until there is an answer: after pauses, below the ceilings, and again where that is safe.

use std::time::{Duration, Instant};

use jiff::{Timestamp, fmt::rfc2822};
use syncproof_api::Address;

use super::{
    Call, Identity,
    fate::{Effect, Fate, find_out},
    outgoing,
};
use crate::{
    client::{Outgoing, Trouble},
    exchange::{Answer, Exchange},
    manners::{Cause, Seen},
    target::Target,
};

/// How often a request is made at most that is answered 429.
const THROTTLED: u32 = 8;

/// How often a request is made again at most that came to no answer, or to one that says "not now".
const AGAIN: u32 = 3;

/// Calls the target without noting the exchange.
///
/// An answer 429 was never processed, so the call is made again after the pause that the target asks for, but not forever. What came to
/// no answer, or was answered 502, 503 or 504, is sent again a few times where it cannot have been carried out; an answer that stays is
/// given back as it is. A write that may have been carried out is never sent twice: [`Trouble::Lost`]. A target that has never answered
/// is not there, and is not asked again; one that is given up is not asked at all.
pub async fn call_target(target: &Target, call: Call) -> Result<Exchange, Trouble> {
    let asking = Asking::new(target, call)?;
    for again in 0..AGAIN {
        let before = asking.recall();
        let outcome = asking.once().await;
        let Some(cause) = cause(&outcome).filter(|_| asking.may_be_repeated()) else { return outcome };
        tokio::time::sleep(asking.pause(outcome.as_ref().ok(), again)).await;
        target.conversation.note_flake(cause);
        if let Fate::Unknown(found) = asking.fate(cause, before).await {
            return Err(Trouble::Lost { method: asking.out.method, url: asking.out.url, cause, found });
        }
    }
    let sent = Instant::now();
    let outcome = asking.once().await;
    if let Ok(exchange) = &outcome
        && cause(&outcome).is_some()
    {
        let (method, url, status) = (asking.out.method.clone(), asking.out.url.clone(), exchange.answer.status);
        asking.note_silence(sent, &Trouble::Unavailable { method, url, status });
    }
    outcome
}

/// Why a request may be worth sending again.
fn cause(outcome: &Result<Exchange, Trouble>) -> Option<Cause> {
    match outcome {
        Ok(exchange) if matches!(exchange.answer.status, 502..=504) => Some(Cause::Status(exchange.answer.status)),
        Err(Trouble::BrokenOff { .. }) => Some(Cause::BrokenOff),
        Err(Trouble::Unreachable { .. } | Trouble::NoConnection { .. }) => Some(Cause::Unreachable),
        _ => None,
    }
}

/// Whether the target did not react at all.
fn is_silence(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::TimedOut { .. }
            | Trouble::BrokenOff { .. }
            | Trouble::NotHttp { .. }
            | Trouble::Unreachable { .. }
            | Trouble::NoConnection { .. }
            | Trouble::Tls { .. }
    )
}

/// A call on its way to an answer.
struct Asking<'a> {
    target: &'a Target,
    out: Outgoing,
    /// What it is about; `None` if the URL is none of the API's.
    address: Option<Address>,
    effect: Effect,
    identity: Identity,
    once: bool,
}

impl<'a> Asking<'a> {
    fn new(target: &'a Target, call: Call) -> Result<Self, Trouble> {
        let (address, effect) = (call.address(), call.effect());
        let (identity, once) = (call.identity, call.once);
        Ok(Self { target, out: outgoing(target, call)?, address, effect, identity, once })
    }

    /// How the thing that this would change or delete was last seen.
    fn recall(&self) -> Option<Seen> {
        self.target.conversation.recall(self.effect.instance()?)
    }

    fn may_be_repeated(&self) -> bool {
        !self.once && self.target.manners.breaker.has_answered()
    }

    async fn fate(&self, cause: Cause, before: Option<Seen>) -> Fate {
        // Boxed, for a fate is found out by another call.
        Box::pin(find_out(self.target, &self.effect, cause, before)).await
    }

    /// Asks until the answer is not 429.
    async fn once(&self) -> Result<Exchange, Trouble> {
        let patience = self.target.manners.patience;
        let mut waited = Duration::ZERO;
        let mut again = 0;
        loop {
            let sent = Instant::now();
            let exchange = self.send().await?;
            if exchange.answer.status != 429 {
                return Ok(exchange);
            }
            let pause = self.pause(Some(&exchange), again);
            waited += pause;
            again += 1;
            if again == THROTTLED || waited > patience.throttled {
                let trouble = Trouble::Throttled { method: self.out.method.clone(), url: self.out.url.clone() };
                self.note_silence(sent, &trouble);
                return Err(trouble);
            }
            self.target.conversation.note_wait(pause);
            tokio::time::sleep(pause).await;
        }
    }

    /// Sends it once.
    async fn send(&self) -> Result<Exchange, Trouble> {
        let Target { client, manners, conversation, .. } = self.target;
        self.check().await?;
        let object = self.address.as_ref().and_then(|address| conversation.object(address));
        manners.ceilings.until_ready(object.as_ref()).await;
        // The wait may have been long.
        self.check().await?;
        let sent = Instant::now();
        let outcome = client.send(self.out.clone()).await;
        match &outcome {
            Ok(exchange) => self.note_answer(&exchange.answer),
            Err(trouble) if is_silence(trouble) => self.note_silence(sent, trouble),
            Err(_) => {}
        }
        outcome
    }

    /// Fails if the target is given up.
    async fn check(&self) -> Result<(), Trouble> {
        let checked = self.target.manners.breaker.check();
        if checked.is_err() {
            // Whoever waits for this is to have a turn before a thousand scenarios fail without one.
            tokio::task::yield_now().await;
        }
        checked
    }

    fn note_answer(&self, answer: &Answer) {
        // A target that only ever says "too many", or "not now", is of no more use than one that says nothing.
        match answer.status {
            429 => {}
            502..=504 => self.target.manners.breaker.note_sign_of_life(),
            _ => self.target.manners.breaker.note_answer(),
        }
        // What strangers are told need not be so.
        if let (Some(address), Identity::Own) = (&self.address, self.identity) {
            self.target.conversation.note_answer(&self.out.method, address, answer);
        }
    }

    fn note_silence(&self, sent: Instant, trouble: &Trouble) {
        self.target.manners.breaker.note_silence(self.target.conversation.scenario(), sent, trouble);
    }

    /// The pause before this is asked once more, after `again` times of that already.
    fn pause(&self, exchange: Option<&Exchange>, again: u32) -> Duration {
        let patience = self.target.manners.patience;
        let asked = exchange.and_then(|exchange| asked_pause(&exchange.answer, Timestamp::now()));
        asked.unwrap_or_else(|| patience.first_pause.saturating_mul(1 << again.min(16))).min(patience.longest_pause)
    }
}

/// The pause that a `Retry-After` header asks for, in seconds or as a date (RFC 9110, section 10.2.3). A date is taken by the clock of
/// the answer, if it has one.
fn asked_pause(answer: &Answer, now: Timestamp) -> Option<Duration> {
    let text = answer.header("retry-after")?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = |text: &str| rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
    let now = answer.header("date").and_then(date).unwrap_or(now);
    // A date that is over asks for no pause.
    Some(Duration::try_from(now.duration_until(date(text)?)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Version;

    fn pause(headers: &[(&str, &str)]) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let answer = Answer::new(429, Version::Http11, headers, Vec::new()).unwrap();
        asked_pause(&answer, "1994-11-06T08:49:30Z".parse().unwrap())
    }

    #[test]
    fn a_target_may_ask_for_a_pause_in_seconds_or_by_date() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        let later = ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(pause(&[("Retry-After", " 3 ")]), seconds(3));
        assert_eq!(pause(&[("Retry-After", "0")]), seconds(0));
        assert_eq!(pause(&[later]), seconds(7));
        assert_eq!(pause(&[later, ("Date", "Sun, 06 Nov 1994 08:49:35 GMT")]), seconds(2));
        assert_eq!(pause(&[later, ("Date", "Sun, 06 Nov 1994 09:49:35 GMT")]), seconds(0));
        assert_eq!(pause(&[("Retry-After", "99999999999999999999999")]), Some(Duration::MAX));
        for nonsense in ["", "-1", "1.5", "soon", "\u{1b}", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            assert_eq!(pause(&[("Retry-After", nonsense)]), None, "{nonsense}");
        }
        assert_eq!(pause(&[]), None);
    }
}
