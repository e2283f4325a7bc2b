//! Changes of a script's bytes that keep its steps whole. An engine's own changes mostly shift what follows, and so replace the rest of
//! the sequence by another one.

use crate::{MAX_STEPS, RECORD, script::HEAD};

/// Changes the first `size` bytes in one small way, and gives their new number, at most `bytes.len()`: a step goes, comes, changes places
/// with another, happens again, or one of its bytes is another. The same `seed` makes the same change.
pub fn mutate(bytes: &mut [u8], size: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed));
    let most = bytes.len().min(HEAD + MAX_STEPS * RECORD);
    if most < HEAD + RECORD {
        return size.min(bytes.len());
    }
    // The last step may be cut off: what is missing is zeros.
    let steps = size.saturating_sub(HEAD).div_ceil(RECORD).min((most - HEAD) / RECORD);
    let mut size = HEAD + steps * RECORD;
    let given = size.min(bytes.len());
    bytes[given..].fill(0);
    let has_room = size + RECORD <= most;
    let at = |step: usize| HEAD + step * RECORD;
    match dice.throw(8) {
        0 if steps > 1 => {
            let gone = dice.throw(steps);
            bytes.copy_within(at(gone + 1)..size, at(gone));
            size -= RECORD;
        }
        1 if steps > 1 => {
            let (one, other) = (dice.throw(steps), dice.throw(steps));
            (0..RECORD).for_each(|byte| bytes.swap(at(one) + byte, at(other) + byte));
        }
        2 if steps > 0 && has_room => {
            let (from, to) = (dice.throw(steps), dice.throw(steps + 1));
            let mut again = [0; RECORD];
            again.copy_from_slice(&bytes[at(from)..at(from + 1)]);
            bytes.copy_within(at(to)..size, at(to + 1));
            bytes[at(to)..at(to + 1)].copy_from_slice(&again);
            size += RECORD;
        }
        3 | 4 if has_room => {
            let to = dice.throw(steps + 1);
            bytes.copy_within(at(to)..size, at(to + 1));
            bytes[at(to)..at(to + 1)].fill_with(|| dice.byte());
            size += RECORD;
        }
        5 => bytes[dice.throw(HEAD)] = dice.byte(),
        _ if steps > 0 => bytes[HEAD + dice.throw(steps * RECORD)] = dice.byte(),
        _ => bytes[dice.throw(HEAD)] = dice.byte(),
    }
    size
}

/// Random numbers by SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `sides`, which is not 0.
    fn throw(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % sides
    }

    fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Script;

    fn mutated(script: &Script, room: usize, seed: u32) -> Script {
        let mut bytes = script.bytes();
        let size = bytes.len();
        bytes.resize(size.max(room), 0xee);
        let size = mutate(&mut bytes, size, seed);
        Script::read(&bytes[..size])
    }

    #[test]
    fn a_change_keeps_the_other_steps_whole() {
        let bytes: Vec<u8> = (0..HEAD + 5 * RECORD).map(|n| u8::try_from(n).unwrap()).collect();
        let script = Script::read(&bytes);
        let mut lengths = BTreeSet::new();
        for seed in 0..500 {
            let changed = mutated(&script, 400, seed);
            lengths.insert(changed.records.len());
            let kept = script.records.iter().filter(|record| changed.records.contains(record)).count();
            assert!(kept >= 4, "seed {seed}: {kept} steps of 5 are left");
            assert_eq!(changed, mutated(&script, 400, seed));
        }
        assert_eq!(lengths, BTreeSet::from([4, 5, 6]));
    }

    #[test]
    fn no_change_takes_more_room_than_there_is_or_more_steps_than_are_read() {
        let full = Script { profile: 0, variation: 0, records: vec![crate::Record::default(); MAX_STEPS] };
        for seed in 0..200 {
            assert!(mutated(&full, 4000, seed).records.len() <= MAX_STEPS);
            let mut bytes = [1; 20];
            for size in 0..=bytes.len() {
                let room = bytes.len();
                assert!(mutate(&mut bytes, size, seed) <= room);
                assert!(mutate(&mut bytes[..size], size, seed) <= size);
            }
        }
    }
}
