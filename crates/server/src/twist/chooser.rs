//! Who makes the free choices of the model: the reference, or somebody who does it in other ways.

use syncproof_api::{Condition, Sid, SidPrefix, Timestamp};
use syncproof_model::{Choices, Reference, RevisionEvent};

/// What is chosen in which way. Each may ask the reference.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ways {
    /// What becomes of a SID that the reference has drawn.
    pub(crate) sid: fn(SidPrefix, Sid) -> Sid,
    /// The index of a new List Item after the last one.
    pub(crate) index: fn(Option<u64>) -> u64,
    /// The revision after an event.
    pub(crate) revision: fn(&mut Reference, RevisionEvent, Option<&str>) -> Option<String>,
    /// The date of the last update after an event.
    pub(crate) updated: fn(&mut Reference, RevisionEvent, Timestamp, Option<Timestamp>) -> Option<Timestamp>,
    /// Whether a request is refused for what is left open, beside what the reference does.
    pub(crate) refuses: fn(Condition, bool) -> bool,
    /// Which of several reasons is named.
    pub(crate) named: fn(&[Condition]) -> usize,
}

impl Ways {
    /// Those of the reference.
    pub(crate) const REFERENCE: Self = Self {
        sid: |_, sid| sid,
        index: |last| last.map_or(0, |last| last.saturating_add(1)),
        revision: Reference::revision,
        updated: Reference::updated,
        refuses: |_, reference| reference,
        named: |_| 0,
    };
}

/// The reference and the ways in which its choices are made.
#[derive(Debug, Clone)]
pub(crate) struct Chooser {
    reference: Reference,
    pub(crate) ways: Ways,
}

impl Chooser {
    pub(crate) const fn new(reference: Reference) -> Self {
        Self { reference, ways: Ways::REFERENCE }
    }
}

impl Choices for Chooser {
    fn sid(&mut self, prefix: SidPrefix) -> Sid {
        (self.ways.sid)(prefix, self.reference.sid(prefix))
    }

    fn index(&mut self, last: Option<u64>) -> u64 {
        (self.ways.index)(last)
    }

    fn revision(&mut self, event: RevisionEvent, current: Option<&str>) -> Option<String> {
        (self.ways.revision)(&mut self.reference, event, current)
    }

    fn created(&mut self, now: Timestamp) -> Timestamp {
        self.reference.created(now)
    }

    fn updated(&mut self, event: RevisionEvent, now: Timestamp, current: Option<Timestamp>) -> Option<Timestamp> {
        (self.ways.updated)(&mut self.reference, event, now, current)
    }

    fn refuses(&mut self, condition: Condition, reference: bool) -> bool {
        (self.ways.refuses)(condition, reference)
    }

    fn named(&mut self, reasons: &[Condition]) -> usize {
        (self.ways.named)(reasons)
    }
}
