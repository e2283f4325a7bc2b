//! What a service is free to choose, and how the reference chooses.

use syncproof_api::{Condition, Sid, SidPrefix, Timestamp};

/// What happened to an object whose revision is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionEvent {
    /// It was created.
    Created,
    /// Its data was written.
    DataWritten,
    /// Only its time-to-live was set, or nothing at all.
    TtlOnly,
    /// It is a Map or List and one of its items was written: created, deleted, or given data.
    ItemWritten,
    /// It is a Map or List and of one of its items only the time-to-live was set, or nothing at all.
    ItemTtlOnly,
    /// A permission for it was set or deleted.
    PermissionWritten,
    /// It is a Stream and a message was published to it.
    MessagePublished,
}

/// The free choices of a service.
pub trait Choices {
    /// A SID that no other thing has.
    fn sid(&mut self, prefix: SidPrefix) -> Sid;

    /// The index of a new item of a List; `last` is the largest that was ever given there. It has to be larger.
    fn index(&mut self, last: Option<u64>) -> u64;

    /// The revision after `event`; `current` is the one before. `None` means that it is not known (only when observing).
    fn revision(&mut self, event: RevisionEvent, current: Option<&str>) -> Option<String>;

    /// `date_created` of a new object; `now` is when the request was handled.
    fn created(&mut self, now: Timestamp) -> Timestamp;

    /// `date_updated` after `event`; `current` is the one before. `None` means that it is not known (only when observing).
    fn updated(&mut self, event: RevisionEvent, now: Timestamp, current: Option<Timestamp>) -> Option<Timestamp>;

    /// Whether a request is refused for something that the documents leave open. `reference` is whether the reference refuses it.
    fn refuses(&mut self, _condition: Condition, reference: bool) -> bool {
        reference
    }

    /// Which of several reasons a refusal names: its place among `reasons`, of which there is at least one.
    fn named(&mut self, _reasons: &[Condition]) -> usize {
        0
    }
}

/// How the reference chooses: SIDs from a seed, indexes one after the other from 0, revisions counted in lower-case hexadecimal from `0`. A
/// time-to-live alone, be it an item's, a permission or a message moves neither revision nor `date_updated`, any other write to an item moves
/// both of its parent.
#[derive(Debug, Clone)]
pub struct Reference {
    seed: u64,
    drawn: u64,
}

impl Reference {
    /// The same seed gives the same SIDs in the same order.
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    /// The next number of the SplitMix64 sequence: a bijection of the counter, so that no two are equal.
    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        let mut z = self.seed.wrapping_add(self.drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Choices for Reference {
    fn sid(&mut self, prefix: SidPrefix) -> Sid {
        Sid::new(prefix, u128::from(self.draw()) << 64 | u128::from(self.draw()))
    }

    fn index(&mut self, last: Option<u64>) -> u64 {
        last.map_or(0, |last| last.saturating_add(1))
    }

    fn revision(&mut self, event: RevisionEvent, current: Option<&str>) -> Option<String> {
        let number = current.and_then(|text| u64::from_str_radix(text, 16).ok());
        let next = match (event, number) {
            (RevisionEvent::Created, _) | (_, None) => 0,
            (
                RevisionEvent::TtlOnly
                | RevisionEvent::ItemTtlOnly
                | RevisionEvent::PermissionWritten
                | RevisionEvent::MessagePublished,
                Some(number),
            ) => number,
            (RevisionEvent::DataWritten | RevisionEvent::ItemWritten, Some(number)) => number.wrapping_add(1),
        };
        Some(format!("{next:x}"))
    }

    fn created(&mut self, now: Timestamp) -> Timestamp {
        now
    }

    fn updated(&mut self, event: RevisionEvent, now: Timestamp, current: Option<Timestamp>) -> Option<Timestamp> {
        match event {
            RevisionEvent::TtlOnly
            | RevisionEvent::ItemTtlOnly
            | RevisionEvent::PermissionWritten
            | RevisionEvent::MessagePublished => current,
            RevisionEvent::Created | RevisionEvent::DataWritten | RevisionEvent::ItemWritten => Some(now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_its_sids_and_never_one_of_them() {
        let draw = |seed| {
            let mut choices = Reference::new(seed);
            (0..1000).map(|_| choices.sid(SidPrefix::Document)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert_eq!(draw(7).into_iter().collect::<std::collections::BTreeSet<_>>().len(), 1000);
    }

    #[test]
    fn sids_follow_the_published_sequence_of_splitmix64() {
        let sid = Reference::new(0).sid(SidPrefix::Document);
        assert_eq!(sid.as_str(), "ETe220a8397b1dcdaf6e789e6aa1b965f4");
    }

    #[test]
    fn revisions_count_in_hexadecimal() {
        let mut choices = Reference::new(0);
        assert_eq!(choices.revision(RevisionEvent::Created, None).as_deref(), Some("0"));
        assert_eq!(choices.revision(RevisionEvent::DataWritten, Some("9")).as_deref(), Some("a"));
        assert_eq!(choices.revision(RevisionEvent::DataWritten, Some("1f")).as_deref(), Some("20"));
        assert_eq!(choices.revision(RevisionEvent::TtlOnly, Some("1f")).as_deref(), Some("1f"));
    }
}
