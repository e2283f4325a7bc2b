//! What did not go well at once: counted, so that it can be shown.

use std::{collections::BTreeMap, fmt, time::Duration};

/// Why a request is sent again, or looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A gateway, or a server that says it cannot just now, answered with this status: 502, 503 or 504.
    Status(u16),
    /// The connection ended before the answer did.
    BrokenOff,
    /// There was no connection.
    Unreachable,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "status {status}"),
            Self::BrokenOff => f.write_str("answer broken off"),
            Self::Unreachable => f.write_str("no connection"),
        }
    }
}

/// What of a conversation, or of several, did not come to its answer at once, or not to the right one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flakes {
    /// How many were sent again or looked into, by cause.
    pub causes: BTreeMap<Cause, usize>,
    /// How many answers 429 were waited out.
    pub waits: usize,
    /// How long that took.
    pub waited: Duration,
    /// How many listings were right only when they were asked for again.
    pub late: usize,
    /// How long the latest of them took to be right.
    pub latest: Duration,
}

impl Flakes {
    /// How many requests were sent again or looked into.
    pub fn count(&self) -> usize {
        self.causes.values().sum()
    }

    /// `2 × status 503, 1 × answer broken off`; empty if there was none.
    pub fn listed(&self) -> String {
        let parts: Vec<String> = self.causes.iter().map(|(cause, count)| format!("{count} × {cause}")).collect();
        parts.join(", ")
    }

    /// Counts in what `other` counts.
    pub fn add(&mut self, other: &Self) {
        for (cause, count) in &other.causes {
            *self.causes.entry(*cause).or_default() += count;
        }
        self.waits += other.waits;
        self.waited = self.waited.saturating_add(other.waited);
        self.late += other.late;
        self.latest = self.latest.max(other.latest);
    }

    pub(crate) fn note(&mut self, cause: Cause) {
        *self.causes.entry(cause).or_default() += 1;
    }

    pub(crate) fn note_wait(&mut self, pause: Duration) {
        self.waits += 1;
        self.waited = self.waited.saturating_add(pause);
    }

    pub(crate) fn note_late(&mut self, after: Duration) {
        self.late += 1;
        self.latest = self.latest.max(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flakes_are_counted_by_cause_and_apart_from_waits_and_late_listings() {
        let mut flakes = Flakes::default();
        assert_eq!((flakes.count(), flakes.listed().as_str()), (0, ""));
        flakes.note(Cause::BrokenOff);
        flakes.note(Cause::Status(503));
        flakes.note_wait(Duration::from_millis(250));
        flakes.note_late(Duration::from_millis(340));
        flakes.note_late(Duration::from_millis(60));
        flakes.add(&flakes.clone());
        flakes.note(Cause::Unreachable);
        assert_eq!(flakes.listed(), "2 × status 503, 2 × answer broken off, 1 × no connection");
        assert_eq!((flakes.count(), flakes.waits, flakes.waited), (5, 2, Duration::from_millis(500)));
        assert_eq!((flakes.late, flakes.latest), (4, Duration::from_millis(340)));
    }
}
