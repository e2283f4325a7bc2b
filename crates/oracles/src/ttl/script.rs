//! What an input of the target means: records of five bytes, each a request or a move of the clock.

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Document,
    Stream,
    List,
    Map,
    ListItem,
    MapItem,
}

/// What a word means as a time-to-live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It says nothing.
    Nothing,
    /// The thing does not expire.
    Never,
    Seconds(i64),
    /// It has to be refused.
    Wrong,
}

/// Where the clock goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    /// By so many milliseconds.
    By(i64),
    /// To so many milliseconds since the epoch.
    To(i64),
    /// To the expiry of a thing, and so many milliseconds further.
    ToExpiry(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Create,
    /// With data, where there are any.
    Write,
    /// Without data.
    Update,
    Delete,
    Tick(Tick),
}

/// A time-to-live as sent; none if it is not.
pub(super) type Word = Option<&'static str>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) thing: Thing,
    pub(super) deed: Deed,
    pub(super) ttl: Word,
    pub(super) item_ttl: Word,
    pub(super) collection_ttl: Word,
}

/// More steps than this say nothing new.
const MOST: usize = 24;

pub(super) const THINGS: [Thing; 6] =
    [Thing::Document, Thing::Stream, Thing::List, Thing::Map, Thing::ListItem, Thing::MapItem];

/// Year 0, 1970, 9999, and where milliseconds end.
const FIRST: i64 = -62_167_219_200_000;
const LAST: i64 = 253_402_207_199_000;

const DEEDS: [Deed; 32] = [
    Deed::Create,
    Deed::Create,
    Deed::Create,
    Deed::Create,
    Deed::Update,
    Deed::Update,
    Deed::Update,
    Deed::Update,
    Deed::Write,
    Deed::Write,
    Deed::Write,
    Deed::Delete,
    Deed::Tick(Tick::ToExpiry(0)),
    Deed::Tick(Tick::ToExpiry(-1)),
    Deed::Tick(Tick::ToExpiry(-1)),
    Deed::Tick(Tick::ToExpiry(1)),
    Deed::Tick(Tick::By(1)),
    Deed::Tick(Tick::By(999)),
    Deed::Tick(Tick::By(1_000)),
    Deed::Tick(Tick::By(10_000)),
    Deed::Tick(Tick::By(60_000)),
    Deed::Tick(Tick::By(86_400_000)),
    Deed::Tick(Tick::By(31_536_000_000)),
    Deed::Tick(Tick::By(-1)),
    Deed::Tick(Tick::By(-60_000)),
    Deed::Tick(Tick::By(-31_536_000_000)),
    Deed::Tick(Tick::To(0)),
    Deed::Tick(Tick::To(FIRST)),
    Deed::Tick(Tick::To(LAST)),
    Deed::Tick(Tick::To(i64::MIN)),
    Deed::Tick(Tick::To(i64::MAX)),
    Deed::Tick(Tick::To(i64::MAX - 60_000)),
];

const WORDS: [(Word, Meaning); 32] = [
    (None, Meaning::Nothing),
    (None, Meaning::Nothing),
    (Some("1"), Meaning::Seconds(1)),
    (Some("2"), Meaning::Seconds(2)),
    (Some("10"), Meaning::Seconds(10)),
    (Some("60"), Meaning::Seconds(60)),
    (Some("3600"), Meaning::Seconds(3600)),
    (Some("0"), Meaning::Never),
    (Some("31535999"), Meaning::Seconds(31_535_999)),
    (Some("31536000"), Meaning::Seconds(31_536_000)),
    (Some("31536001"), Meaning::Wrong),
    (Some(""), Meaning::Nothing),
    (Some("007"), Meaning::Seconds(7)),
    (Some("00"), Meaning::Never),
    (Some("000000000000000000000031536000"), Meaning::Seconds(31_536_000)),
    (Some("-1"), Meaning::Wrong),
    (Some("-0"), Meaning::Wrong),
    (Some("+5"), Meaning::Wrong),
    (Some("1.5"), Meaning::Wrong),
    (Some("1.0"), Meaning::Wrong),
    (Some("1e3"), Meaning::Wrong),
    (Some(" 5"), Meaning::Wrong),
    (Some("5\n"), Meaning::Wrong),
    (Some("0x10"), Meaning::Wrong),
    (Some("99999999999999999999"), Meaning::Wrong),
    (Some("9223372036854775807"), Meaning::Wrong),
    (Some("4294967297"), Meaning::Wrong),
    (Some("\u{663}"), Meaning::Wrong),
    (Some("1,000"), Meaning::Wrong),
    (Some("soon"), Meaning::Wrong),
    (Some("null"), Meaning::Wrong),
    (Some("60s"), Meaning::Wrong),
];

pub(super) fn meaning(word: Word) -> Meaning {
    WORDS.iter().find(|(other, _)| *other == word).map_or(Meaning::Wrong, |(_, meaning)| *meaning)
}

/// The word of the table that says this.
pub(super) fn word(text: &str) -> Word {
    let known = WORDS.iter().find(|(word, _)| *word == Some(text));
    known.map_or(Some("60"), |(word, _)| *word)
}

pub(super) fn read(bytes: &[u8]) -> Vec<Step> {
    let word = |byte: u8| WORDS[usize::from(byte) % WORDS.len()].0;
    let step = |record: &[u8]| Step {
        thing: THINGS[usize::from(record[0]) % THINGS.len()],
        deed: DEEDS[usize::from(record[1]) % DEEDS.len()],
        ttl: word(record[2]),
        item_ttl: word(record[3]),
        collection_ttl: word(record[4]),
    };
    bytes.chunks_exact(5).take(MOST).map(step).collect()
}

pub(super) fn write(steps: &[Step]) -> Vec<u8> {
    let place = |at: Option<usize>| u8::try_from(at.unwrap_or_default()).unwrap_or_default();
    let word = |word: Word| place(WORDS.iter().position(|(other, _)| *other == word));
    let record = |step: &Step| {
        let thing = place(THINGS.iter().position(|thing| *thing == step.thing));
        let deed = place(DEEDS.iter().position(|deed| *deed == step.deed));
        [thing, deed, word(step.ttl), word(step.item_ttl), word(step.collection_ttl)]
    };
    steps.iter().flat_map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let bytes: Vec<u8> = (0..=u8::MAX).flat_map(|n| [n, n / 2, n / 3, n / 5, n]).take(120).collect();
        let steps = read(&bytes);
        assert_eq!((steps.len(), read(&write(&steps))), (24, steps));
    }

    #[test]
    fn words_that_are_no_number_of_seconds_within_a_year_are_wrong() {
        for (word, meaning) in WORDS {
            let number =
                word.filter(|word| word.bytes().all(|b| b.is_ascii_digit())).and_then(|word| word.parse().ok());
            let expected = match (word, number) {
                (None | Some(""), _) => Meaning::Nothing,
                (_, Some(0)) => Meaning::Never,
                (_, Some(seconds @ 1..=31_536_000)) => Meaning::Seconds(seconds),
                _ => Meaning::Wrong,
            };
            assert_eq!(meaning, expected, "{word:?}");
        }
    }
}
