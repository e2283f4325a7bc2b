//! A sequence of steps, and its bytes.

use arbitrary::{Arbitrary as _, Unstructured};
use syncproof_api::{Resource as R, Timestamp, Verb as V};

use crate::{Record, Step};

/// The most steps that are read: what comes after them is passed over.
pub const MAX_STEPS: usize = 20;

/// How many bytes come before the steps.
pub(crate) const HEAD: usize = 2;

/// When a script begins: 2026-01-01T00:00:00Z.
pub const START: Timestamp = Timestamp::from_millis(1_767_225_600_000);

/// A sequence of steps, for a service that may be made otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Which profile: even and odd numbers are the two bundled ones.
    pub profile: u8,
    /// Which variation of a service, for those who have several.
    pub variation: u8,
    /// What is asked for.
    pub records: Vec<Record>,
}

impl Script {
    /// Reads bytes; any bytes are a script.
    pub fn read(bytes: &[u8]) -> Self {
        let mut bytes = Unstructured::new(bytes);
        let profile = bytes.arbitrary().unwrap_or(0);
        let variation = bytes.arbitrary().unwrap_or(0);
        let mut records = Vec::new();
        while !bytes.is_empty() && records.len() < MAX_STEPS {
            // What is missing of the last record is zeros.
            records.extend(Record::arbitrary(&mut bytes));
        }
        Self { profile, variation, records }
    }

    /// The bytes that it is read from.
    pub fn bytes(&self) -> Vec<u8> {
        let head = [self.profile, self.variation];
        head.into_iter().chain(self.records.iter().flat_map(|record| record.bytes())).collect()
    }

    /// What is asked for.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        self.records.iter().map(Step::read)
    }

    /// What is there before the steps: a Service with objects of each kind, and items and permissions of them.
    pub fn prelude() -> Vec<Step> {
        let named = [("UniqueName", "a")];
        let all = [("Read", "true"), ("Write", "true"), ("Manage", "false")];
        let mut steps = vec![
            Step::plain(R::Service, V::Create, &[]),
            Step::plain(R::Document, V::Create, &[("UniqueName", "a"), ("Data", "{\"n\":0}")]),
            Step::plain(R::List, V::Create, &named),
            Step::plain(R::Map, V::Create, &named),
            Step::plain(R::Map, V::Create, &[("UniqueName", "b")]),
            Step::plain(R::Stream, V::Create, &named),
        ];
        steps.extend(["a", "c", "e f"].map(|key| Step::plain(R::MapItem, V::Create, &[("Key", key), ("Data", "{}")])));
        steps.extend((0..3).map(|_| Step::plain(R::ListItem, V::Create, &[("Data", "{}")])));
        steps.extend(
            [R::DocumentPermission, R::ListPermission, R::MapPermission].map(|r| Step::plain(r, V::Update, &all)),
        );
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RECORD;

    #[test]
    fn bytes_give_back_the_script_they_were_read_from() {
        let bytes: Vec<u8> = (0..2 + 3 * RECORD).map(|n| u8::try_from(n).unwrap()).collect();
        let script = Script::read(&bytes);
        assert_eq!((script.profile, script.variation, script.records.len()), (0, 1, 3));
        assert_eq!(script.bytes(), bytes);
    }

    #[test]
    fn what_is_missing_of_a_record_is_zeros_and_what_is_too_much_is_passed_over() {
        assert_eq!(Script::read(&[0, 0, 7]).records, [Record { call: 7, ..Record::default() }]);
        assert_eq!(Script::read(&[9; 4000]).records.len(), MAX_STEPS);
        assert_eq!(Script::read(&[]).records, []);
    }
}
