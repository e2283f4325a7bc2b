//! Listings that come late. The sources leave open when a listing shows what was written, so one that seems wrong is asked for again for
//! a while before it is called wrong. A single object is never asked for again: nothing allows that to be late.

use std::time::{Duration, Instant};

use syncproof_harness::{
    session::Call,
    verdict::{Deviation, Failure},
};

use super::Scene;

/// The pause before a listing is asked for again the first time; it doubles from time to time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_millis(400);

/// How a page or a walk was come by, so that the same can be asked for again.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    /// The request for the first page.
    first: Call,
    /// The name of the array in its pages.
    key: &'static str,
    /// What was done from there.
    turns: Vec<Turn>,
    /// How many exchanges came before it.
    before: usize,
}

/// A way from one page to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Turn {
    /// To the page that the link of this name leads to: `next`, `previous`, `first`.
    To(String),
    /// Through all pages from here on.
    Walk,
}

impl Listing {
    /// One whose first page is asked for by this call, after so many exchanges.
    pub(super) const fn begun(first: Call, key: &'static str, before: usize) -> Self {
        Self { first, key, turns: Vec::new(), before }
    }
}

impl Scene {
    /// Judges the page listed last, or the walk. If that is not as it should be, the same listing is asked for again, from its first page
    /// on, and judged again, until it is right or the time for that is over.
    ///
    /// It is judged only once where another try would change what is tested or cannot help: when something was written since its first
    /// page, when that page was no page at all, and when nothing may be late.
    pub(super) async fn settled(&mut self, judge: impl Fn(&Self) -> Result<(), Failure>) -> Result<(), Failure> {
        let outcome = judge(self);
        let Some(allowed) = self.target().settle() else { return outcome };
        if !matches!(outcome, Err(Failure::Deviation(_))) || self.page().is_err() {
            return outcome;
        }
        let Some(listing) = self.listing_to_ask_again() else { return outcome };
        // A check only looks: what the last request was, stays as it is.
        let last = self.last.clone();
        let settled = self.ask_until_right(&listing, allowed, judge).await;
        (self.last, self.listing) = (last, Some(listing));
        settled
    }

    /// Asks at least once more. Of all these times the transcript keeps the last: the others would only bury it.
    async fn ask_until_right(
        &mut self,
        listing: &Listing,
        allowed: Duration,
        judge: impl Fn(&Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (kept, since) = (self.transcript().len(), Instant::now());
        let mut pause = FIRST_PAUSE;
        loop {
            tokio::time::sleep(pause.min(allowed.saturating_sub(since.elapsed()))).await;
            pause = LONGEST_PAUSE.min(pause * 2);
            self.session.forget(kept);
            let deviation = match self.ask_again(listing).await.and_then(|()| judge(self)) {
                Ok(()) => {
                    self.target().note_late_listing(since.elapsed());
                    return Ok(());
                }
                // What is no page at all is wrong and not late.
                Err(Failure::Deviation(deviation)) if self.page().is_ok() => deviation,
                Err(failure) => return Err(failure),
            };
            if since.elapsed() >= allowed {
                self.target().note_wrong_listing();
                let subject = format!("{}, asked for again for {} s", deviation.subject, allowed.as_secs_f64());
                return Err(Failure::Deviation(Deviation { subject, ..deviation }));
            }
        }
    }

    async fn ask_again(&mut self, listing: &Listing) -> Result<(), Failure> {
        self.ask(listing.first.clone(), None, Some(listing.key)).await?;
        for turn in &listing.turns {
            match turn {
                Turn::To(which) => self.turn_to(which).await?,
                Turn::Walk => self.walk_from_here().await?,
            }
        }
        Ok(())
    }

    /// The listing under way, if nothing was written since its first page. Otherwise what comes of it would be about another state than
    /// what the scenario saw: the items that it deleted between two pages would be missing from the first already.
    pub(super) fn listing_to_ask_again(&self) -> Option<Listing> {
        let listing = self.listing.clone()?;
        let since = self.transcript().get(listing.before..).unwrap_or_default();
        since.iter().all(|exchange| exchange.method == "GET").then_some(listing)
    }

    /// Notes what is done with the listing under way.
    pub(super) fn note_turn(&mut self, turn: Turn) {
        if let Some(listing) = &mut self.listing {
            listing.turns.push(turn);
        }
    }
}
