//! What an input of the target means: a text, a line break, and records of four bytes, each a request.

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Document,
    List,
    Map,
    ListItem,
    MapItem,
}

/// What is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Writes data that were not there before.
    Write,
    /// Writes the same data each time.
    Rewrite,
    /// Sets a time-to-live and nothing else.
    Ttl,
    /// Sends an update without parameters.
    Nothing,
    /// Sends data that are no JSON.
    Spoil,
    Create,
    Delete,
    /// Grants somebody something; on an item, on what it belongs to.
    Permit,
}

/// How `If-Match` is written, where `r` is a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// There is no such header.
    None,
    /// This, with `r` for the revision.
    As(&'static str),
    /// The revision with capital digits.
    Upper,
    /// The text that the input begins with.
    Text,
}

/// Which revision is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Current,
    /// The one before.
    Past,
    /// The first that the thing had.
    First,
    /// The one that a count would reach next.
    Next,
    /// That of the Document.
    OfDocument,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) thing: Thing,
    pub(super) deed: Deed,
    pub(super) spelling: Spelling,
    pub(super) which: Which,
}

/// An input, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Script {
    /// A header for [`Spelling::Text`].
    pub(super) text: String,
    pub(super) steps: Vec<Step>,
}

/// More steps than this say nothing new.
const MOST: usize = 24;

pub(super) const THINGS: [Thing; 5] = [Thing::Document, Thing::ListItem, Thing::MapItem, Thing::List, Thing::Map];

const DEEDS: [Deed; 12] = [
    Deed::Write,
    Deed::Write,
    Deed::Write,
    Deed::Write,
    Deed::Rewrite,
    Deed::Ttl,
    Deed::Nothing,
    Deed::Spoil,
    Deed::Create,
    Deed::Create,
    Deed::Delete,
    Deed::Permit,
];

pub(super) const SPELLINGS: [Spelling; 32] = [
    Spelling::None,
    Spelling::As("r"),
    Spelling::As("r"),
    Spelling::As("\"r\""),
    Spelling::As("W/\"r\""),
    Spelling::Text,
    Spelling::Text,
    Spelling::As("*"),
    Spelling::Upper,
    Spelling::As("0r"),
    Spelling::As("\"00r\""),
    Spelling::As(" r"),
    Spelling::As("\t\"r\" "),
    Spelling::As(""),
    Spelling::As("  "),
    Spelling::As("\"\""),
    Spelling::As("\"r"),
    Spelling::As("r\""),
    Spelling::As("\"\"r\"\""),
    Spelling::As("w/\"r\""),
    Spelling::As("W/r"),
    Spelling::As("W/W/\"r\""),
    Spelling::As("\"W/\"r\"\""),
    Spelling::As("\"zz\", \"r\""),
    Spelling::As("r,zz"),
    Spelling::As("\"r\","),
    Spelling::As("r\u{a0}"),
    Spelling::As("\u{2003}r"),
    Spelling::As("0xr"),
    Spelling::As("+r"),
    Spelling::As("'r'"),
    Spelling::As("\"*\""),
];

const WHICH: [Which; 6] = [Which::Current, Which::Current, Which::Past, Which::First, Which::Next, Which::OfDocument];

fn pick<T: Copy>(table: &[T], byte: u8) -> T {
    table[usize::from(byte) % table.len()]
}

fn place<T: PartialEq>(table: &[T], value: &T) -> u8 {
    let at = table.iter().position(|other| other == value);
    u8::try_from(at.unwrap_or_default()).unwrap_or_default()
}

impl Script {
    /// Without a line break the whole is a header, sent with an update of the Document.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let at = bytes.iter().position(|byte| *byte == b'\n');
        let (text, records) = at.map_or((bytes, &[0, 0, 5, 0][..]), |at| (&bytes[..at], &bytes[at + 1..]));
        let step = |record: &[u8]| Step {
            thing: pick(&THINGS, record[0]),
            deed: pick(&DEEDS, record[1]),
            spelling: pick(&SPELLINGS, record[2]),
            which: pick(&WHICH, record[3]),
        };
        Self {
            text: String::from_utf8_lossy(text).into_owned(),
            steps: records.chunks_exact(4).take(MOST).map(step).collect(),
        }
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = self.text.clone().into_bytes();
        bytes.push(b'\n');
        bytes.extend(self.steps.iter().flat_map(|step| {
            [
                place(&THINGS, &step.thing),
                place(&DEEDS, &step.deed),
                place(&SPELLINGS, &step.spelling),
                place(&WHICH, &step.which),
            ]
        }));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for first in 0..=u8::MAX {
            let bytes = [b'"', b'1', b'\n', first, first / 2, first, first / 3, 1, first, 3, 4];
            let script = Script::read(&bytes);
            assert_eq!(script.steps.len(), 2);
            assert_eq!(Script::read(&script.write()), script);
        }
    }

    #[test]
    fn a_text_alone_is_a_header() {
        let script = Script::read(b"W/\"1\"");
        assert_eq!(
            (script.text.as_str(), script.steps.len(), script.steps[0].spelling),
            ("W/\"1\"", 1, Spelling::Text)
        );
    }
}
